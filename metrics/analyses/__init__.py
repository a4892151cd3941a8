"""What the pages are about: one module a subject."""

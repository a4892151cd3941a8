"""What documents that the project writes have in common: files in, no screen, no figures."""

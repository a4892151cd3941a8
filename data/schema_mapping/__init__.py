"""A profile proposed for a file that no profile fits."""

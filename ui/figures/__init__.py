"""The office's own figures on the page of targets and on that of a unit."""

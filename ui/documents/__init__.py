"""Documents to hand out, written with python-docx: frames in, bytes of a .docx out."""

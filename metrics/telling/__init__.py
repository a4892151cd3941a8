"""Telling those concerned (告知): short texts and documents, by rules in a file, to whom they are
about and to nobody else."""

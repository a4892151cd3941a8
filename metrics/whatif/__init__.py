"""Trials of a scheme: changed weights and rules over the same data, and the draft they make."""

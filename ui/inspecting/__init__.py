"""The parts of the page on the inspectors' work."""

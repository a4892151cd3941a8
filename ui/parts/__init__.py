"""The parts of the other pages."""

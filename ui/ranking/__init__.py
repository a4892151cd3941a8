"""The rankings of districts, streets and teams: one body for their pages."""

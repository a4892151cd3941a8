"""The trial of a scheme on the page of schemes: chosen, edited, compared, taken away."""

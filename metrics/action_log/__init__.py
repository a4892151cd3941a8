"""The action log: what was promised, by whom, until when, and what the figure then was."""

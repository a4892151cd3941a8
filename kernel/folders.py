"""Where the program lies, and where those who use it work."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent  # of all packages: a checkout, or where pip put them
# In a checkout one works in the checkout; with an installed program in the folder one stands in.
WORKPLACE = ROOT if (ROOT / "pyproject.toml").is_file() else Path()

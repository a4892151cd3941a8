"""docs/security.md: a defence that names a test has that test."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py")}


def test_every_test_that_the_page_names_is_there() -> None:
    table = [
        line.split("|")[4]
        for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| V")
    ]
    files = [name for cell in table for name in re.findall(r"`(?:[\w/]*/)?(test_\w+)`", cell)]
    names = [name for cell in table for name in re.findall(r"`(\w+)`", cell) if name[:5] != "test_"]
    assert len(table) > 15 and set(files) <= TESTS.keys()
    everything = "\n".join(TESTS.values())
    assert names and not [name for name in names if f"def test_{name}(" not in everything]
    assert all("test_" in cell for cell in table)

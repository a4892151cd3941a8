"""docs/glossary.md: the closed lists have their lines, and every code word is one of ours."""

import re
from pathlib import Path

import pytest

from kernel.schema import METHODS, TABLES, UNIT_KINDS

ROOT = Path(__file__).resolve().parent.parent
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "`" in line
]
PACKAGES = ("kernel", "data", "metrics", "ui")


def words() -> set[str]:
    """Every word that our code, its texts and its files use."""
    found = set()
    for path in (p for package in PACKAGES for p in (ROOT / package).rglob("*.py")):
        found |= {path.stem, path.parent.name, *re.findall(r"[a-z_]\w*", path.read_text("utf-8"))}
    return found


def test_every_code_word_is_used_by_the_code() -> None:
    """A room or a field that is renamed leaves the glossary behind."""
    known = words()
    told = {word for row in ROWS for word in re.findall(r"`([^`]+)`", row[2])}
    assert told and not told - known


@pytest.mark.parametrize("word", [*UNIT_KINDS, *METHODS])
def test_the_closed_lists_are_explained(word: str) -> None:
    assert any(f"`{word}`" in row[2] for row in ROWS)


def test_no_term_is_explained_twice() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms))


def test_the_main_tables_of_facts_are_explained() -> None:
    told = " ".join(row[2] for row in ROWS)
    facts = {"cases", "findings", "enforcement_cases", "adjustments", "weekly_returns"}
    assert facts <= TABLES.keys()
    assert not {table for table in facts if f"`{table}`" not in told}

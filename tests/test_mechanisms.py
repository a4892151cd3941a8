"""What docs/mechanisms.md names is there: layouts, sample files, commands that print, pages."""

import re
import shlex
from pathlib import Path

import pytest

from data.store import Store
from metrics.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and "python -m" in line
]
PREFIX = "python -m metrics "


def test_every_row_is_whole() -> None:
    assert len(ROWS) > 30 and all(len(row) == 5 for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_mechanism_has_its_layout_its_file_and_its_page(row, sample_exports: Path) -> None:
    _, profile, file, _, page = row
    assert profile == "–" or (ROOT / "data" / "profiles" / f"{profile}.yaml").exists()
    assert file == "–" or list(sample_exports.glob(f"{file}*"))
    assert (ROOT / "pages" / f"{page}.py").exists()
    assert file == "–" or profile != "–"


@pytest.mark.parametrize("command", sorted({row[3] for row in ROWS}))
def test_its_command_prints_what_the_sample_city_has(
    command: str, sample_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.startswith(PREFIX)
    words = shlex.split(command.removeprefix(PREFIX))
    assert main([*words, "--store", str(sample_store.folder)]) in (0, None)
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) >= 3 and re.search(r"\d", printed)

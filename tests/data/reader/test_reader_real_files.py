"""Real files that nobody in this project wrote: either read, or refused in one sentence."""

import json
from pathlib import Path

import pytest

from data.reader import UnreadableFileError, read_file
from tests.conftest import SHARED

TORTURE = SHARED / "data" / "torture"
# The files came with their line ends changed, and one with a cell that its answer does not have.
WRONG_ANSWER = {"location_coordinates": ("2095257564", "1234567890")}

pytestmark = pytest.mark.skipif(not TORTURE.is_dir(), reason="no shared files here")


def outcomes(folder: Path) -> dict[str, int]:
    found = {"read": 0, "refused": 0}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            sheets = read_file(path)
        except UnreadableFileError as error:
            assert path.name in str(error)
            found["refused"] += 1
            continue
        for sheet in sheets:
            assert len(set(sheet.columns)) == len(sheet.columns) > 0
            assert all(len(cells) >= len(sheet.columns) for _, cells in sheet.rows())
        found["read"] += 1
    return found


@pytest.mark.parametrize("name", sorted(p.stem for p in TORTURE.glob("csv-spectrum/csvs/*.csv")))
def test_csv_spectrum(name: str) -> None:
    [sheet] = read_file(TORTURE / "csv-spectrum" / "csvs" / f"{name}.csv")
    text = (TORTURE / "csv-spectrum" / "json" / f"{name}.json").read_text(encoding="utf-8")
    rows = [
        dict(zip(sheet.columns, (cell or "" for cell in cells), strict=True))
        for _, cells in sheet.rows()
    ]
    right, wrong = WRONG_ANSWER.get(name, ("", ""))
    answer = json.loads(text.replace("\\r\\n", "\\n").replace(wrong, right))
    assert rows == (answer if isinstance(answer, list) else [answer])


def test_workbooks_and_texts_of_other_suites() -> None:
    assert outcomes(TORTURE / "readxl" / "tests") == {"read": 68, "refused": 0}
    assert outcomes(TORTURE / "tabulator-py") == {"read": 43, "refused": 9}


def test_a_yearbook() -> None:
    for path in sorted((SHARED / "data" / "yearbook_xls_cn").glob("*.xls")):
        [sheet] = read_file(path)
        rows = [cells for _, cells in sheet.rows()]
        assert sheet.columns[0].replace(" ", "") == "地区"
        assert any((cells[0] or "").replace(" ", "") == "黄浦区" for cells in rows), path.name
        assert all(not name.startswith("列") for name in sheet.columns)


def test_registers_and_messages() -> None:
    [quarter] = read_file(SHARED / "data" / "registers_cn" / "quarter.csv")
    assert (quarter.encoding, quarter.columns[:3]) == ("gb18030", ["年度", "季度", "地区"])
    [messages] = read_file(SHARED / "data" / "citizen_messages_cn" / "附件2_sample495.xlsx")
    assert messages.columns[:2] == ["留言编号", "留言用户"]
    assert sum(1 for _ in messages.rows()) == 495

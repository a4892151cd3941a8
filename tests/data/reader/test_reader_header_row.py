"""The header row as a person says it, against the one that the search finds."""

from pathlib import Path

import pytest

from data.reader import UnreadableFileError, read_file
from data.reader.sheet import Sheet

TABLE = "数字城管案卷\n编号,时间,事由\nA1,2025-10-01,占道\nA2,2025-10-02,垃圾\n"


def sheet_of(folder: Path, text: str) -> Sheet:
    path = folder / "表.csv"
    path.write_text(text, encoding="utf-8")
    return read_file(path)[0]


def test_the_row_that_is_named_is_the_header(tmp_path: Path) -> None:
    found = sheet_of(tmp_path, TABLE)
    assert found.header_row == 2
    named = found.with_header(3)
    assert (named.header_row, named.columns) == (3, ["A1", "2025-10-01", "占道"])
    assert [number for number, _ in named.leading] == [1, 2]
    assert [cells[0] for _, cells in named.rows()] == ["A2"]
    assert named.with_header(2).columns == found.columns


def test_a_table_may_be_said_to_have_no_header(tmp_path: Path) -> None:
    named = sheet_of(tmp_path, TABLE).with_header(0)
    assert named.header_row is None and named.columns == ["列1", "列2", "列3"]
    assert len(list(named.rows())) == 4


def test_rows_above_belong_to_it_when_they_name_the_same_columns(tmp_path: Path) -> None:
    table = "考核,,整改,\n编号,时间,编号,时间\n1,2025-10-01,2,2025-10-05\n"
    named = sheet_of(tmp_path, table).with_header(2)
    assert named.columns == ["考核 编号", "考核 时间", "整改 编号", "整改 时间"]
    assert named.leading == []


@pytest.mark.parametrize("row", [5, 99])
def test_a_row_that_cannot_be_the_header_is_refused(tmp_path: Path, row: int) -> None:
    with pytest.raises(UnreadableFileError, match=str(row)):
        sheet_of(tmp_path, TABLE).with_header(row)

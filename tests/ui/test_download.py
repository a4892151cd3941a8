"""Downloads: figures stay figures, dates dates, and no text runs in a spreadsheet."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from kernel.output import csv_safe
from ui.download import csv_bytes, xlsx_bytes
from ui.i18n import speaking

DANGEROUS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1+1", "=HYPERLINK(1)"]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "单位": ["云栖区", "=1+1"],
            "得分": [93.42, float("nan")],
            "名次": pd.array([1, None], dtype="Int64"),
            "日期": [dt.date(2025, 10, 1), None],
            "时间": [pd.Timestamp("2025-10-21 08:00"), pd.NaT],
            "变化": [-2.74, 1.0],
        }
    )


def cells(data: bytes) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(row) for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_is_disarmed_in_csv(text):
    assert csv_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["云栖区", "-2.5", "+3", "2025-10", "a=b", ""])
def test_harmless_text_is_left_alone(text):
    assert csv_safe(text) == text


def test_csv_reads_back_with_its_chinese_and_its_numbers(frame):
    data = csv_bytes(frame)
    assert data.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(data))
    assert list(back["单位"]) == ["云栖区", "'=1+1"]
    assert back["变化"].tolist() == [-2.74, 1.0]


def test_a_workbook_holds_numbers_dates_and_text_each_as_such(frame):
    head, first, second = cells(xlsx_bytes(frame, {"考核期": "2025年10月"}))
    assert [c.value for c in head] == list(frame.columns)
    assert first[1].value == 93.42
    assert first[2].value == 1
    assert first[3].value == dt.datetime(2025, 10, 1)
    assert first[3].number_format == "yyyy-mm-dd"
    assert first[4].value == dt.datetime(2025, 10, 21, 8)
    assert second[0].value == "=1+1"
    assert second[0].data_type == "s"
    assert [c.value for c in second[1:5]] == [None] * 4


def test_a_workbook_says_what_it_is_of(frame):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(frame, {"考核期": "2025年10月"})))
    assert [c.value for c in book.worksheets[1][1]] == ["考核期", "2025年10月"]


def test_texts_longer_than_a_cell_are_cut_and_the_workbook_says_so():
    frame = pd.DataFrame({"处置部门": ["部" * 40_000, "部" * 32_767]})
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(frame, {"周期": "2025-10"})))
    assert [len(cell.value) for cell in book.worksheets[0]["A"][1:]] == [32_767, 32_767]
    said = {row[0].value: row[1].value for row in book.worksheets[1].rows}
    assert said["截短"].startswith("1 个单元格")
    assert len(csv_bytes(frame).decode("utf-8-sig").splitlines()[1]) == 40_000


def test_infinities_are_no_data():
    frame = pd.DataFrame({"每百": [float("inf"), float("-inf"), 1.5]})
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(frame, {}))).worksheets[0]
    assert [cell.value for cell in sheet["A"][1:]] == [None, None, 1.5]


def test_a_file_made_outside_of_a_run_speaks_the_language_of_the_page():
    with speaking("en"):
        book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(pd.DataFrame({"a": [1]}), {})))
    assert book.sheetnames == ["Data", "About"]

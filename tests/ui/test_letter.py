"""The supervision letter, opened again with python-docx."""

import io
from datetime import date, datetime

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

from ui.documents.letter import WIDTHS, letter
from ui.documents.numbered import Numbered

MOMENT = datetime(2025, 10, 21, 8)
ISSUER = "示例市城市管理局"


@pytest.fixture
def items() -> pd.DataFrame:
    row = {
        "number": "A-1", "district": "云栖区", "place": "=1+1 路", "category": "市容环境",
        "subcategory": "暴露垃圾", "owner": "一中队", "deadline": datetime(2025, 10, 1, 18),
        "days_overdue": 19.58, "unjudged": False, "overdue": True, "held": False, "returned": False,
    }  # fmt: skip
    held = {
        "number": "A-2",
        "days_overdue": float("nan"),
        "unjudged": False,
        "overdue": False,
        "held": True,
    }
    returned = {
        "number": "B-1",
        "owner": "二中队",
        "unjudged": False,
        "overdue": False,
        "returned": True,
    }
    return pd.DataFrame([row, row | held, row | returned | {"days_overdue": float("nan")}])


def reopened(items: pd.DataFrame):
    return Document(io.BytesIO(letter(items, MOMENT, {"数据版本": "3"}, ISSUER)))


def test_each_owner_gets_a_letter_with_its_items_and_nothing_else(items):
    document = reopened(items)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert text.count("督办单") == 2
    assert text.count(ISSUER) == 4  # over each letter and under it
    assert "一中队：" in text and "二中队：" in text
    assert "下列 2 项" in text and "其中逾期 1 项" in text
    assert "2025年10月21日" in text and "数据版本 3" in text
    first, second = document.tables
    assert [row.cells[1].text for row in first.rows] == ["案号", "A-1", "A-2"]
    assert [row.cells[1].text for row in second.rows][1:] == ["B-1"]


def test_a_row_tells_place_problem_deadline_days_and_what_to_do(items):
    cells = [cell.text for cell in reopened(items).tables[0].rows[1].cells]
    assert cells == [
        "1", "A-1", "云栖区 =1+1 路", "暴露垃圾", "2025-10-01 18:00", "19.6", "立即整改并反馈结果"
    ]  # fmt: skip
    actions = [t.rows[-1].cells[-1].text for t in reopened(items).tables]
    assert actions == ["说明挂账原因和解决时间", "重新整改并申请复查"]


def test_chinese_fonts_are_named_where_word_looks_for_them(items):
    document = reopened(items)
    runs = [run for p in document.paragraphs for run in p.runs if run.text.strip()]
    fonts = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs}
    assert fonts == {"仿宋", "黑体"}
    assert str(runs[0].font.color.rgb) == "C00000"


def test_no_field_or_formula_is_in_the_document(items):
    xml = reopened(items).element.xml
    assert "w:fldSimple" not in xml and "w:instrText" not in xml


def test_an_item_without_an_owner_has_a_letter_that_says_so(items):
    text = "\n".join(p.text for p in reopened(items.assign(owner=None)).paragraphs)
    assert "责任单位待定" in text


def test_what_no_document_bears_is_left_out(items):
    """XML refuses control characters: with one in a place the letter could not be made at all."""
    odd = items.assign(place="人民路\x0b\x1b10号")
    assert reopened(odd).tables[0].rows[1].cells[2].text.endswith("人民路10号")


def test_columns_keep_their_width_where_the_grid_decides(items):
    """LibreOffice goes by the table's grid, Word by the cells."""
    table = reopened(items).tables[0]
    assert [round(column.width.cm, 1) for column in table.columns] == list(WIDTHS)


def test_progress_is_told_up_to_the_last_item(items):
    told: list[int] = []
    letter(items, MOMENT, {}, ISSUER, told.append)
    assert told == [2, 3]


def test_registered_letters_bear_their_numbers_their_day_and_the_deadline(items):
    numbered = Numbered({"一中队": "督〔2025〕18号"}, date(2025, 11, 3), date(2025, 11, 10))
    content = letter(items, MOMENT, {"数据版本": "3"}, ISSUER, numbered=numbered)
    text = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    first, second = text.split("二中队：")[0], text.split("二中队：")[1]
    assert "督〔2025〕18号" in first and "并于2025年11月10日前书面反馈" in first
    assert "2025年11月3日" in first
    assert (
        "2025年11月10日" not in second and "督〔2025〕18号" not in second
    )  # it was not registered
    assert "并于　　月　　日前书面反馈" in second

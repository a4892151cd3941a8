"""Importing cells: a cell means what a person reading the file sees."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.importer import import_files
from data.importing.account import Account
from data.importing.hints import Hints
from data.store import Store

SCORES = ["考核周期", "考核单位", "评分项目", "分值"]
ORDERS = ["工单编号", "受理时间", "办理截止时间", "办结时间", "问题分类", "所属区域", "诉求内容"]


def bring(store: Store, path: Path, *rows: list[str], delimiter: str = ",") -> Account:
    """Write rows as a text file and import it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    (account,) = import_files(store, [path])
    assert account.adds_up and account.profile, account.to_json()
    return account


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


def said(account: Account) -> str:
    """All warnings and reasons, in both languages."""
    found = [*account.warnings, *account.reasons]
    return "\n".join(message.text(lang) for message in found for lang in ("zh", "en"))


def order(number: str, district: str = "云栖区") -> list[str]:
    day = "2025-10-02 09:00:00"
    return [number, day, "2025-10-09 18:00:00", "", "占道经营", district, "路口有人摆摊"]


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u00a0", "\u3000"]
)
def test_what_cannot_be_seen_tells_no_ids_and_no_names_apart(
    store: Store, tmp_path: Path, mark: str
) -> None:
    header = [f"{mark}工单{mark}编号", *ORDERS[1:]]
    bring(
        store,
        tmp_path / "a.csv",
        header,
        order(f"GD20250000{mark}05"),
        order(f"{mark}GD2025000005{mark}"),
        order("ＧＤ２０２５０００００６", f"云栖{mark}区"),
        order("GD2025000007", f"{mark}云栖区{mark}"),
    )
    assert query(store, "SELECT case_no FROM cases ORDER BY 1") == [
        ("GD2025000005",),
        ("GD2025000006",),
        ("GD2025000007",),
    ]
    assert query(store, "SELECT DISTINCT district, district_written FROM cases") == [
        ("云栖区", "云栖区")
    ]
    again = bring(store, tmp_path / "b.csv", ORDERS, order("GD2025000006"))
    assert (again.stored, again.duplicates) == (0, 1)


@pytest.mark.parametrize("mark", ["\u200b", "\u3000"])
def test_items_and_words_are_one_whatever_cannot_be_seen_in_them(
    store: Store, tmp_path: Path, mark: str
) -> None:
    rows = [["2025-10", "云栖区", f"市容{mark}秩序", "95"], ["2025-10", "云栖区", "市容秩序", "95"]]
    rows.append(["2025-10", "白鹭区", "市容秩序", f"未{mark}录入"])
    account = bring(store, tmp_path / "a.csv", SCORES, *rows)
    assert (account.stored, account.duplicates) == (2, 1)
    assert query(store, "SELECT indicator, value, state FROM score_entries ORDER BY state") == [
        ("市容秩序", None, "no_data"),
        ("市容秩序", 95.0, "value"),
    ]


def test_a_period_without_its_year_is_of_the_year_of_the_title(
    store: Store, tmp_path: Path
) -> None:
    written = {
        "十月": "2025-10",
        "9月份": "2025-09",
        "三季度": "2025-Q3",
        "上半年": "2025-H1",
        "2024年12月": "2024-12",
    }
    rows = [[text, f"单位{n}", "市容秩序", "90"] for n, text in enumerate(written)]
    account = bring(store, tmp_path / "2025年得分.csv", SCORES, *rows)
    found = query(store, "SELECT period FROM score_entries ORDER BY source_row")
    assert [period for (period,) in found] == list(written.values())
    assert {m.code: n for m, n in account.warnings.items()} == {"import-year-of-title": 4}
    for name in ("得分.csv", "2024年2025年得分.csv"):
        account = bring(store, tmp_path / name, SCORES, ["10月", "单位9", "市容秩序", "90"])
        assert (account.stored, account.rejected) == (0, 1)


@pytest.mark.parametrize(
    ("column", "values", "code"),
    [
        (["95,5", "93，25", "0,5"], [95.5, 93.25, 0.5], "import-comma-decimal"),
        (["12,5", "1,234", "88.5"], [12.5, 1.234, 88.5], "import-comma-decimal"),
        (["1,234", "1,234.5", "90"], [1234, 1234.5, 90], None),
        (["95,125", "88", "90"], [95.125, 88, 90], "import-comma-small"),
        (["95.3 %", "94.1%", "90"], [95.3, 94.1, 90], None),
        (["95.3 %", "94.1%", "0.9"], [95.3, 94.1, 0.9], "import-share-bare"),
        (["95.3 %", "953‰", "94.1%"], [95.3, 95.3, 94.1], "import-units-mixed"),
        (["1,2,3", "88", "90"], [None, 88, 90], "import-not-understood"),
    ],
)
def test_a_comma_is_what_the_column_shows(
    store: Store, tmp_path: Path, column: list[str], values: list[float | None], code: str | None
) -> None:
    rows = [["2025-10", f"单位{n}", "市容秩序", text] for n, text in enumerate(column)]
    account = bring(store, tmp_path / "a.csv", SCORES, *rows, delimiter=";")
    found = query(store, "SELECT value FROM score_entries ORDER BY source_row")
    assert [value for (value,) in found] == values
    codes = {message.code for message in account.warnings} - {"import-score-beyond"}
    assert codes == ({code} if code else set()), said(account)


def test_the_whole_column_decides_also_beyond_the_first_rows(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.importing.intake.CHUNK_ROWS", 2)
    header = ["单位类别", "单位名称", "常住人口"]
    people = ["1,234", "2,345", "3,456", "12,5", "7"]
    bring(store, tmp_path / "a.csv", header, *(["区域", f"{p}区", p] for p in people))
    found = dict(query(store, "SELECT name, population FROM units"))
    assert [found[f"{p}区"] for p in people] == [1.234, 2.345, 3.456, 12.5, 7]


@pytest.mark.parametrize(
    ("header", "cell", "people"),
    [
        ("常住人口（万人）", "61.2", 612_000),
        ("常住人口（万人）", "54.8万人", 548_000),
        ("常住人口（万人）", "548000人", 548_000),
        ("人口(万)", "1.1", 11_000),
        ("人口/万人", "61.2", 612_000),
        ("常住人口(千人)", "612", 612_000),
        ("常住人口(k)", "612", 612_000),
        ("常住人口（人）", "612,000", 612_000),
        ("常住人口", "0.3万", 3000),
        ("常住人口", "1.2亿", 120_000_000),
    ],
)
def test_units_of_headers_and_cells_come_to_the_fields_own(
    store: Store, tmp_path: Path, header: str, cell: str, people: float
) -> None:
    account = bring(
        store, tmp_path / "a.csv", ["单位类别", "单位名称", header], ["区域", "云栖区", cell]
    )
    assert query(store, "SELECT population FROM units") == [(people,)]
    converted = any(m.code == "import-unit-converted" for m in account.warnings)
    assert converted == any(word in header for word in ("万", "千", "k")), said(account)


def test_a_unit_above_the_table_counts_for_it(store: Store, tmp_path: Path) -> None:
    header = ["单位类别", "单位名称", "常住人口", "执法人数（人）"]
    rows = [["区域", f"云栖{n}区", "61.2", "35"] for n in "一二三"]
    bring(store, tmp_path / "a.csv", ["", "", "单位：万人", ""], header, *rows)
    assert query(store, "SELECT DISTINCT population, officers FROM units") == [(612_000, 35)]


def test_a_unit_that_cannot_be_converted_is_said(store: Store, tmp_path: Path) -> None:
    header = ["单位类别", "单位名称", "常住人口（万标准人）"]
    account = bring(store, tmp_path / "a.csv", header, ["区域", "云栖区", "61.2"])
    assert query(store, "SELECT population FROM units") == [(61.2,)]
    assert "万标准人" in said(account)


@pytest.mark.parametrize(
    ("headers", "row", "want", "code"),
    [
        (["目标值（万㎡）", "完成值（㎡）"], ["3", "15000"], (30_000, 15_000, "平方米"), None),
        (["目标值（公里）", "完成值（米）"], ["12", "6000"], (12_000, 6000, "米"), None),
        (["目标值（万㎡）", "完成值"], ["3", "1.5"], (30_000, 15_000, "平方米"), "assumed"),
        (["目标值（户）", "完成值（㎡）"], ["3", "1.5"], (3, 1.5, "户"), "differ"),
        (["目标值", "完成值"], ["3万", "15000"], (30_000, 15_000, None), None),
        (["目标值", "完成值"], ["3公里", "1500米"], (3000, 1500, None), None),
        (["目标值", "完成值", "计量单位"], ["3", "1.5", "万㎡"], (3, 1.5, "万㎡"), None),
        (
            ["目标值", "完成值（㎡）", "计量单位"],
            ["3", "15000", "万㎡"],
            (30_000, 15_000, "平方米"),
            None,
        ),
    ],
)
def test_what_is_compared_is_in_one_unit(
    store: Store,
    tmp_path: Path,
    headers: list[str],
    row: list[str],
    want: tuple[float, float, str | None],
    code: str | None,
) -> None:
    header = ["考核周期", "责任单位", "任务", *headers]
    account = bring(store, tmp_path / "a.csv", header, ["2025", "云栖区", "保洁", *row])
    assert query(store, "SELECT target, done, measure FROM tasks") == [want]
    noted = [m.code for m in account.warnings if code and code in m.code]
    assert len(noted) == (code is not None), said(account)


@pytest.mark.parametrize("odd", ["\x0b", "\x07", "\x1b", "\x85", "\x7f"])
def test_control_characters_are_taken_out_and_said(store: Store, tmp_path: Path, odd: str) -> None:
    """They end documents that are made of the text later, and tell ids apart that look the same."""
    file = tmp_path / "案卷.csv"
    lines = ["任务号,上报时间,问题描述,小类名称,所属区域,当前阶段名称"]
    lines += [f"A{odd}1,2025-10-01 08:00,dirty{odd} street,暴露垃圾,云栖区,[处置]"]
    lines += ["A2,2025-10-01 08:00,clean,暴露垃圾,云栖区,[处置]"]
    file.write_text("\n".join(lines), encoding="utf-8", newline="")
    (account,) = import_files(store, [file], "grid-case")
    with store.connect() as con:
        found = con.execute('SELECT case_no, "text" FROM cases ORDER BY case_no').fetchall()
    assert found == [("A1", "dirty street"), ("A2", "clean")]
    said = {warning.params["column"]: n for warning, n in account.warnings.items()
            if warning.code == "import-control-characters"}  # fmt: skip
    assert said == {"任务号": 1, "问题描述": 1}


def test_a_short_table_full_of_control_characters_is_one(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "巡查.csv"
    text = (
        "检查编号,检查\x0b时间,区域,点\x1b位,得分\nJ1\x07,2025-10-08,云\x0b栖区,人民\x1b路,9\x080\n"
    )
    file.write_text(text, encoding="utf-8", newline="")
    (account,) = import_files(store, [file])
    assert account.stored == 1
    assert query(store, "SELECT visit_no, point, score FROM inspections") == [
        ("J1", "人民路", 90.0)
    ]


def workbook(path: Path, *sheets: tuple[str, list[list[Any]]]) -> openpyxl.Workbook:
    """A workbook with these sheets, saved; change it and save it again."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def score(value: Any, unit: str = "云栖区", period: Any = "2025-10") -> list[Any]:
    return [period, unit, "市容秩序", value]


def test_percent_cells_stand_beside_percent_texts(store: Store, tmp_path: Path) -> None:
    rows = [
        SCORES,
        score(0.953),
        score(0.921, "澄湖区"),
        score("94.1%", "南汀区"),
        score(0.9, "甲区"),
    ]
    book = workbook(tmp_path / "a.xlsx", ("评分", rows))
    for row, code in ((2, "0.0%"), (3, "0%"), (5, "[Red]0.00%")):
        book["评分"].cell(row, 4).number_format = code
    book.save(tmp_path / "a.xlsx")
    import_files(store, [tmp_path / "a.xlsx"])
    found = query(store, "SELECT value FROM score_entries ORDER BY source_row")
    assert found == [(95.3,), (92.1,), (94.1,), (90.0,)]


def test_a_month_is_what_the_cell_shows(store: Store, tmp_path: Path) -> None:
    rows = [SCORES, score(95, period=2025.1), score(94, period=2025.09)]
    rows += [score(93, "澄湖区", date(2025, 10, 1)), score(92, "甲区", date(2025, 11, 21))]
    book = workbook(tmp_path / "a.xlsx", ("评分", rows))
    for row, code in ((2, "0.00"), (3, "0.00"), (4, 'yyyy"年"m"月"'), (5, "yyyy/m")):
        book["评分"].cell(row, 1).number_format = code
    book.save(tmp_path / "a.xlsx")
    import_files(store, [tmp_path / "a.xlsx"])
    found = query(store, "SELECT period FROM score_entries ORDER BY source_row")
    assert found == [("2025-10",), ("2025-09",), ("2025-10",), ("2025-11",)]


def test_ids_keep_the_zeros_that_the_cell_shows(store: Store, tmp_path: Path) -> None:
    rows = [ORDERS, *(order("") for _ in range(2))]
    book = workbook(tmp_path / "a.xlsx", ("工单", rows))
    for row, (value, code) in enumerate(((123, "000000"), (456, '"GD"000000')), start=2):
        book["工单"].cell(row, 1, value).number_format = code
    book.save(tmp_path / "a.xlsx")
    import_files(store, [tmp_path / "a.xlsx"])
    assert query(store, "SELECT case_no FROM cases ORDER BY 1") == [("000123",), ("GD000456",)]


def test_a_hidden_sheet_replaces_nothing_unless_it_is_asked_for(
    store: Store, tmp_path: Path
) -> None:
    book = workbook(
        tmp_path / "a.xlsx", ("评分", [SCORES, score(95)]), ("评分（旧）", [SCORES, score(59)])
    )
    book["评分（旧）"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (account,) = import_files(store, [tmp_path / "a.xlsx"])
    assert query(store, "SELECT value FROM score_entries") == [(95.0,)]
    assert "评分（旧）" in said(account)
    accounts = import_files(store, [tmp_path / "a.xlsx"], hints=Hints(hidden_sheets=True))
    assert [a.sheet for a in accounts] == ["评分", "评分（旧）"]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#n/a"])
def test_errors_of_formulas_are_no_data_and_said(store: Store, tmp_path: Path, error: str) -> None:
    rows = [["2025-10", f"{n}区", "市容秩序", error if n > 1 else "90"] for n in range(4)]
    rows.append(["2025-10", error, "市容秩序", "90"])
    account = bring(store, tmp_path / "a.csv", SCORES, *rows)
    found = query(store, "SELECT value, state FROM score_entries ORDER BY source_row")
    assert found[:4] == [(90.0, "value")] * 2 + [(None, "no_data")] * 2
    text = said(account)
    assert "“分值”列有公式错误" in text and "第 4, 5 行" in text
    assert "“考核单位”列有公式错误" in text
    assert not query(
        store, f"SELECT 1 FROM score_entries WHERE '{error}' IN (district, department)"
    )


def test_a_refusal_quotes_the_text_and_says_what_to_do(store: Store, tmp_path: Path) -> None:
    rows = [["十月初", "云栖区", "市容秩序", "90"], ["2025-10", "云栖区", "市容秩序", "90"]]
    account = bring(store, tmp_path / "a.csv", SCORES, *rows)
    (text,) = [m.text("zh") for m in account.reasons]
    assert "考核周期" in text and "“十月初”" in text and "请改成 2025-10" in text
    tasks = ["考核周期", "责任单位", "任务", "目标值", "完成值"]
    account = bring(store, tmp_path / "b.csv", tasks, ["2025", "云栖区", "保洁", "约三成", "1"])
    (text,) = [m.text("en") for m in account.reasons]
    assert '"约三成"' in text and "digits only" in text


@pytest.mark.parametrize(
    ("other", "stored"), [("2025.9", "2025-01"), ("2025.09", None), ("2025.11", None)]
)
def test_a_month_that_may_have_lost_its_zero_is_asked(
    store: Store, tmp_path: Path, other: str, stored: str | None
) -> None:
    rows = [["2025.1", "云栖区", "市容秩序", "90"], [other, "云栖区", "市容秩序", "90"]]
    account = bring(store, tmp_path / "a.csv", SCORES, *rows)
    assert account.rejected == (stored is None)
    found = query(store, "SELECT min(period) FROM score_entries WHERE source_row = 2")
    assert found == [(stored,)]
    assert stored or "1月还是10月" in said(account)


def test_a_capped_export_is_seen_below_a_total_line(store: Store, tmp_path: Path) -> None:
    rows = [["2025-10", f"{n}区", "市容秩序", "90"] for n in range(1000)]
    account = bring(store, tmp_path / "a.csv", SCORES, *rows, ["合计", "", "", "90000"])
    assert [m.code for m in account.warnings if "limit" in m.code] == ["reader-export-limit"]
    assert "1,000 行数据" in said(account)

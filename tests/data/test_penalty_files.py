"""Files of penalty cases as offices write them: reviews as days and as 是/否, no names, money."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.importer import import_files
from data.parsing.privacy import is_personal_header
from data.parsing.values import yes_or_day
from data.store import Store

HEAD = "处罚决定书文号,承办机构,案件立案日期,结案时间,适用程序,案由名称"


def stored(store: Store, folder: Path, head: str, *rows: str) -> list[dict[str, Any]]:
    """The penalty cases of one file, in its order; the file is stored whole."""
    (folder / "办案.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    (account,) = import_files(store, [folder / "办案.csv"])
    assert account.profile == "enforcement-cases", account
    assert account.stored == len(rows)
    with store.connect() as con:
        return (
            con.execute("SELECT * FROM enforcement_cases ORDER BY source_row")
            .df()
            .to_dict("records")
        )


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        *(("是", True), ("√", True), ("否", False), ("0", False), ("×", False)),
        *(("2025-03-08", True), ("2025/3/8", True), ("2025年3月8日", True), ("20250308", True)),
        *(("2025.03.08 10:30", True), ("3月8日", True), ("3.8", True), ("８月１２日", True)),
        *(("45724", True), ("8/3/2025", True)),  # a serial, and a day that could be two
        *(("1900-01-01", None), ("0000-00-00", None), ("张三", None), ("13月8日", None)),
    ],
)
def test_a_review_is_a_yes_or_its_day(text: str, flag: bool | None) -> None:
    assert yes_or_day(text) is flag


def test_days_and_words_in_one_column(store: Store, tmp_path: Path) -> None:
    cells = ["2025-03-08", "2025/3/9", "2025年3月10日", "是", "否", "3月11日", "", "未评", "合格"]
    rows = [f"罚〔2025〕{n}号,一中队,2025-03-01,2025-03-05,简易程序,占道经营,{cell}"
            for n, cell in enumerate(cells)]  # fmt: skip
    found = stored(store, tmp_path, f"{HEAD},经办中队周评", *rows)
    days = [
        None if str(r["team_reviewed_on"]) == "NaT" else r["team_reviewed_on"].date() for r in found
    ]
    assert days == [date(2025, 3, 8), date(2025, 3, 9), date(2025, 3, 10), *[None] * 6]
    flags = [
        None if r["reviewed_by_team"] != r["reviewed_by_team"] else r["reviewed_by_team"]
        for r in found
    ]
    assert [None if f is None or str(f) == "<NA>" else bool(f) for f in flags] == [
        *[True] * 4, False, True, None, False, True,
    ]  # fmt: skip
    assert {r["cause"] for r in found} == {"占道经营"}


@pytest.mark.parametrize(
    ("words", "procedures", "causes"),
    [
        (("简易程序", "一般程序"), ["simple", "general"], [None, None]),
        (("占道经营", "违法建设"), [None, None], ["占道经营", "违法建设"]),
    ],
)
def test_a_kind_of_case_is_its_procedure_or_its_cause(
    store: Store, tmp_path: Path, words: tuple[str, str], procedures: list, causes: list
) -> None:
    rows = [f"{n},一中队,2025-03-01,2025-03-05,{word}" for n, word in enumerate(words)]
    head = "案号,办案中队,立案日期,结案日期,案件类型"
    found = stored(store, tmp_path, head, *rows)
    assert [
        r["procedure"] if isinstance(r["procedure"], str) else None for r in found
    ] == procedures
    assert [r["cause"] if isinstance(r["cause"], str) else None for r in found] == causes
    assert not any(isinstance(r["procedure_written"], str) for r in found)


def test_a_day_in_a_column_of_its_own_is_a_review(store: Store, tmp_path: Path) -> None:
    rows = [
        "1,一中队,2025-03-01,2025-03-05,普通程序,违法建设,否,2025-03-18,2025.4.2",
        "2,一中队,2025-03-01,2025-03-05,普通程序,违法建设,是,,",
    ]
    head = f"{HEAD},科室评查,半月评日期,法制科评查时间"
    first, second = stored(store, tmp_path, head, *rows)
    assert bool(first["reviewed_by_section"]) and bool(first["reviewed_by_legal"])
    assert first["section_reviewed_on"].date() == date(2025, 3, 18)
    assert first["legal_reviewed_on"].date() == date(2025, 4, 2)
    assert bool(second["reviewed_by_section"]) and str(second["section_reviewed_on"]) == "NaT"


def test_who_was_penalised_never_reaches_the_store(store: Store, tmp_path: Path) -> None:
    people = {
        "被处罚人（单位）": "王小明",
        "行政相对人名称": "晨光饭店",
        "当事人基本情况": "王小明，男，1970年生",
        "法定代表人": "王小明",
        "相对人联系电话": "13800138000",
        "统一社会信用代码": "92330102MA27",
        "违法主体": "晨光饭店",
        "案件名称": "王小明擅自摆摊设点案",
        "被处罚单位": "晨光饭店",
        "被处罚对象": "王小明",
    }
    row = "1,一中队,2025-03-01,2025-03-05,简易程序,当事人王小明占道经营 13800138000"
    stored(store, tmp_path, ",".join([HEAD, *people]), ",".join([row, *people.values()]))
    content = b"".join(p.read_bytes() for p in store.folder.rglob("*") if p.is_file())
    for word in ("王小明", "晨光饭店", "13800138000", "92330102MA27"):
        assert word.encode() not in content
    with store.connect() as con:
        assert con.execute("SELECT cause FROM enforcement_cases").fetchone() == (
            "当事人[姓名]占道经营 [电话]",
        )


@pytest.mark.parametrize(
    "header",
    [
        "被处罚人",
        "当事人",
        "当事人（单位/个人）",
        "当事人基本情况",
        "行政相对人",
        "相对人名称",
        "违法行为人",
        "违法嫌疑人",
        "违法主体",
        "被执行人",
        "受处罚人",
        "处罚对象",
        "法定代表人",
        "法人代表",
        "统一社会信用代码",
        "被处罚单位",
        "违章人",
        "offender_name",
        "Respondent",
    ],
)
def test_headers_of_the_penalised_are_personal(header: str) -> None:
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header",
    [
        "当事人类型",
        "相对人类别",
        "被处罚人数",
        "违法单位数",
        "当事人是否到场",
        "处罚日期",
        "案由",
        "承办机构",
    ],
)
def test_what_says_nobodys_name_is_kept(header: str) -> None:
    assert not is_personal_header(header)


def test_money_and_ways_as_offices_write_them(store: Store, tmp_path: Path) -> None:
    rows = [
        "1,一中队,2025-03-01,2025-03-05,简易程序,占道经营,50元,非现场,是,12.5,维持",
        '2,一中队,2025-03-01,,一般程序,违法建设,"2,400.00",网上,否,,败诉',
        "3,二中队,2025-03-01,,快速办理,违法建设,,现场执法,,3,",
    ]
    head = f"{HEAD},罚没款金额,办案方式,是否大要案,涉案金额（万元）,复议诉讼结果"
    one, two, three = stored(store, tmp_path, head, *rows)
    assert (one["fine"], two["fine"]) == (50, 2_400)
    assert (one["amount"], three["amount"]) == (125_000, 30_000)
    assert bool(one["non_site"]) and bool(one["online"]) and bool(two["online"])
    assert three["non_site"] is False or three["non_site"] == False  # noqa: E712
    assert (bool(one["overturned"]), bool(two["overturned"])) == (False, True)
    assert (one["procedure"], two["procedure"]) == ("simple", "general")
    assert three["procedure_written"] == "快速办理"

"""How an edition differs from today's data: all of it, and nothing where nothing was touched."""

import copy
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.store import Store
from metrics.action_log.action_file import Action
from metrics.action_log.action_folder import ActionLog
from metrics.bulletin.content import Notice, NoticeColumn, NoticeTable, Said, Section, cell_words
from metrics.bulletin.facts import facts_of
from metrics.bulletin.notice import period_notice, said_table
from metrics.bulletin.wording import Wording
from metrics.editions.comparing_said import NOT_SAID, cell_changes
from metrics.editions.difference import Difference, UnitChange, difference
from metrics.editions.difference_tables import (
    MOST_ROWS,
    corrections,
    difference_sentence,
    difference_tables,
)
from metrics.editions.edition import Edition
from metrics.editions.edition_folder import Editions
from metrics.editions.freezing import freeze
from metrics.editions.publishing import Publishing, publish, save_draft
from metrics.schemes.scheme import Scheme, load_scheme
from tests.metrics.edition_cases import hand_notice
from tests.metrics.scheme_files import SMALL
from tests.metrics.tiny import cases, tiny_store, units
from tests.metrics.tiny import given as given_score

NAMES = ("甲区", "乙区", "丙区")
Tables = dict[str, list[dict[str, Any]]]
CLAUSES = SMALL.replace("status: draft", "status: in_force")


def tables() -> Tables:
    """Three districts in September and October; the exports speak of the first of November."""
    rows = []
    for month in (9, 10):
        for number, name in enumerate(NAMES):
            rows += cases(name, kind="district", month=month, on_time=5 + number, open_overdue=3)
    scores = [
        given_score(name, "评分", 80.0 + number, f"2025-{month:02d}", "district")
        for month in (9, 10)
        for number, name in enumerate(NAMES)
    ]
    return {
        "units": units("district", *NAMES),
        "cases": rows,
        "score_entries": [
            row | {"record_key": f"given-{n}", "source_file": "评分.xlsx", "source_sheet": "表一"}
            for n, row in enumerate(scores)
        ],
    }


class Office:
    """A published edition of October, and the scheme's folder."""

    def __init__(self, folder: Path) -> None:
        self.schemes = folder / "schemes"
        self.schemes.mkdir(parents=True)
        self.write(CLAUSES)
        self.store = Store(folder / "store")
        con = tiny_store(**tables())
        facts = facts_of(con, self.scheme, self.scheme.parse_period("2025-10"))
        said = period_notice(facts, Wording(), 1)
        draft = save_draft(self.store, freeze(facts, said, 1, self.schemes))
        self.edition = publish(self.store, draft.id, Publishing("李", datetime(2025, 11, 3)))

    def write(self, text: str) -> None:
        (self.schemes / "small.yaml").write_text(text, encoding="utf-8")

    @property
    def scheme(self) -> Scheme:
        return load_scheme("small", folder=self.schemes)

    def found(self, now: Tables | duckdb.DuckDBPyConnection, text: str = CLAUSES) -> Difference:
        """The difference to other tables and another text of the scheme."""
        con = tiny_store(**now) if isinstance(now, dict) else now
        self.write(text)
        try:
            return difference(self.edition, con, self.schemes)
        finally:
            self.write(CLAUSES)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def words(table: NoticeTable, lang: str = "zh") -> list[list[str]]:
    return [[cell_words(column, row, lang) for column in table.columns] for row in table.rows]


def test_nothing_touched_is_no_difference(office: Office) -> None:
    found = office.found(tables())
    assert found.empty and not difference_tables(found)
    assert difference_sentence(found).text() == "与现有数据一致。"


def test_the_same_facts_from_another_file_are_no_difference(office: Office) -> None:
    again = tables()
    again["cases"] = [
        row | {"source_file": "again.csv", "batch_id": 7, "as_of": datetime(2025, 11, 5)}
        for row in reversed(again["cases"])
    ]
    assert office.found(again).empty


def test_what_people_wrote_is_not_frozen_and_its_removal_is_no_difference(office: Office) -> None:
    """No figure counts it, and it may not be kept as long as an edition."""
    now = tables()
    now["cases"] = [row | {"text": "另一段话", "photo_before": "另.jpg"} for row in now["cases"]]
    assert office.found(now).empty
    assert not {"text", "photo_before"} & {
        name for said in office.edition.records["content"] for name in json.loads(said)
    }


OCTOBER = [n for n, row in enumerate(tables()["cases"]) if row["reported_at"].month == 10]
GIVEN = [n for n, row in enumerate(tables()["score_entries"]) if row["period"] == "2025-10"]
CHANGES: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "closed_at": lambda row: datetime(2025, 10, 8) if row["closed_at"] is None else None,
    "due_at": lambda row: datetime(2025, 10, 30),
    "district": lambda row: NAMES[(NAMES.index(row["district"]) + 1) % 3],
    "channel": lambda row: "hotline",
    "place": lambda row: "某路 1 号",
}


@st.composite
def tampering(draw: st.DrawFn) -> tuple[str, Tables, set[str]]:
    """What was done to October, the tables after it, and the keys of the rows that it touched."""
    now = copy.deepcopy(tables())
    touched: set[str] = set()
    done = []
    for what in draw(
        st.lists(st.sampled_from(["remove", "add", "alter", "score"]), min_size=1, max_size=3)
    ):
        done.append(what)
        if what == "score":
            row = now["score_entries"][draw(st.sampled_from(GIVEN))]
            row["value"] = row["value"] - draw(st.sampled_from([0.01, 1.0, 30.0]))
        elif what == "add":
            row = copy.deepcopy(tables()["cases"][draw(st.sampled_from(OCTOBER))])
            row["record_key"] = f"new-{len(now['cases'])}"
            now["cases"].append(row)
        else:
            key = tables()["cases"][draw(st.sampled_from(OCTOBER))]["record_key"]
            row = next((one for one in now["cases"] if one["record_key"] == key), {})
            if not row or key in touched:
                continue
            if what == "remove":
                now["cases"].remove(row)
            else:
                field = draw(st.sampled_from(sorted(CHANGES)))
                row[field] = CHANGES[field](row)
        touched.add(row["record_key"])
    return " ".join(done), now, touched


@settings(max_examples=15)
@given(tampering())
def test_any_tampering_with_rows_shows_with_file_and_line(
    office: Office, tampered: tuple[str, Tables, set[str]]
) -> None:
    """Each row that was touched is named, no other, and every result that differs is told."""
    _, now, touched = tampered
    found = office.found(now)
    assert {one.record for one in found.rows} == touched
    assert all(one.file and one.line for one in found.rows)
    before = {row["unit"]: row["score"] for row in office.edition.results["units"]}
    told = {one.unit for one in found.units}
    for one in found.units:
        assert one.then and one.then["score"] == before[one.unit]
    assert {one.unit for one in found.components if one.name["zh"]} >= told - {
        one.unit for one in found.units if one.then and one.now
        and one.then["score"] == one.now["score"]
    }  # fmt: skip
    for table in difference_tables(found):
        assert words(table, "zh") and words(table, "en")


def test_what_changed_is_told_by_field_with_where_it_came_from(office: Office) -> None:
    now = tables()
    entry = now["score_entries"][GIVEN[0]]
    entry["value"] = 95.0
    found = office.found(now)
    by_id = {table.id.partition("-")[0]: table for table in difference_tables(found)}
    (row,) = words(by_id["rows"])
    assert row[:2] == ["有改动", "甲区"] and row[4:7] == ["评分.xlsx", "表一", "5"]
    assert "80.0 → 95.0" in row[7] and "评分" in row[8]
    line = next(line for line in words(by_id["units"]) if line[0] == "甲区")
    assert line[1:3] == ["3", "1"] and line[5] == "▲ 6.00"
    assert "0 " not in difference_sentence(found).text().replace("10 ", "")  # only what differs
    assert "有出入" in difference_sentence(found).text() and "1 row" in difference_sentence(
        found
    ).text("en")


def test_another_weight_shows_in_the_text_and_in_every_score(office: Office) -> None:
    other = CLAUSES.replace("weight: 60", "weight: 70").replace("weight: 40", "weight: 30")
    found = office.found(tables(), other)
    assert [(one.sign, one.text.strip()) for one in found.scheme] == [
        ("-", "weight: 60"),
        ("+", "weight: 70"),
        ("-", "weight: 40"),
        ("+", "weight: 30"),
    ]
    assert {one.unit for one in found.units} == set(NAMES) and not found.rows


def test_a_comment_in_the_scheme_changes_its_text_alone(office: Office) -> None:
    found = office.found(tables(), f"# 注\n{CLAUSES}")
    assert [(one.sign, one.line, one.text) for one in found.scheme] == [("+", 1, "# 注")]
    assert not (found.units or found.components or found.rows)


def test_a_scheme_that_is_gone_or_broken_is_told_and_the_frozen_one_scores(office: Office) -> None:
    found = office.found(tables(), "id: small\nversion: nonsense")
    assert [(one.scheme, one.sign, one.line) for one in found.scheme] == [("small@1", "-", 0)]
    assert not (found.units or found.components or found.rows)
    (table,) = difference_tables(found)
    assert "不在" in words(table)[0][3]


def test_a_unit_that_goes_by_another_name_is_renamed_and_its_rows_are_not_listed(
    office: Office,
) -> None:
    found = office.found(called(to="甲新区"))
    (unit,) = found.units
    assert (unit.unit, unit.renamed, unit.joined) == ("甲区", "甲新区", False)
    assert [one.table for one in found.rows] == ["units"]  # the register says another name
    assert not found.components


def test_a_unit_that_became_part_of_another_is_told(office: Office) -> None:
    found = office.found(called(to="乙区"))
    by_unit = {one.unit: one for one in found.units}
    assert by_unit["甲区"].joined and by_unit["甲区"].renamed == "乙区"
    assert by_unit["乙区"].then != by_unit["乙区"].now
    assert {one.unit for one in found.components} >= {"甲区", "乙区"}


def test_a_unit_that_is_called_otherwise_without_a_decision_went_and_came(office: Office) -> None:
    now = json.loads(json.dumps(tables(), default=str, ensure_ascii=False).replace("甲区", "丁区"))
    for row in now["cases"]:
        for name in ("reported_at", "due_at", "closed_at"):
            row[name] = row[name] and datetime.fromisoformat(row[name])
        row["record_key"] = row["record_key"].replace("丁区", "甲区")
    found = office.found(now)
    assert {(one.unit, one.then is None, one.now is None) for one in found.units} >= {
        ("甲区", False, True),
        ("丁区", True, False),
    }
    assert {one.record for one in found.rows} >= {"甲区-10-0", "甲区-10-1"}


def called(to: str) -> duckdb.DuckDBPyConnection:
    """The same facts when 甲区 has come to be called otherwise."""
    now = tables()
    now["units"] = [row | {"name": to if row["name"] == "甲区" else row["name"]}
                    for row in now["units"] if to != "乙区" or row["name"] != "甲区"]  # fmt: skip
    for name in ("cases", "score_entries"):
        now[name] = [row | {"district": to if row["district"] == "甲区" else row["district"]}
                     for row in now[name]]  # fmt: skip
    con = tiny_store(**now)
    con.execute("INSERT INTO former_names VALUES ('district', '甲区', ?, NULL, NULL)", [to])
    return con


def test_an_earlier_month_that_changes_shows_in_what_was_compared(office: Office) -> None:
    now = tables()
    now["cases"] = [row for row in now["cases"] if row["record_key"] != "丙区-9-0"]
    found = office.found(now)
    assert not found.rows and {one.unit for one in found.units} >= {"丙区"}


def test_the_next_notice_tells_it_once(office: Office) -> None:
    """The section 更正: cut to so many rows and says so; told by a later edition, not again."""
    now = tables()
    now["cases"] += [
        row | {"record_key": f"late-{n}"}
        for n, row in enumerate(cases("甲区", kind="district", day=20, open_overdue=40))
    ]
    con = tiny_store(**now)
    editions = Editions(office.store.folder)
    told = corrections(editions.all(), con, "small", office.schemes)
    names = [table.id.partition("-")[0] for table in told]
    assert names == ["units", "components", "said", "cells", "rows"]
    rows = told[-1]
    assert len(rows.rows) == MOST_ROWS and rows.note is not None
    facts = facts_of(con, office.scheme, office.scheme.parse_period("2025-09"), corrections=told)
    said = period_notice(facts, Wording(), 2)
    section = said.section("corrected")
    assert len(section.tables) == 5 and "第 1 期" in section.tables[0].title.text("zh")
    assert "40" in section.tables[-1].note.text("en")
    draft = save_draft(office.store, freeze(facts, said, 2, office.schemes))
    later = publish(office.store, draft.id, Publishing("李", datetime(2025, 12, 3)))
    again = corrections([office.edition, later], con, "small", office.schemes)
    assert not [t for t in again if office.edition.id in t.id]


WORDED = (
    "bulletin-handling-whole = "
    "应结 { $due }，已结 { $closed }，{ $closure_rate }、{ $on_time_rate }"
)


def test_a_sentence_that_reads_otherwise_is_listed_as_it_was_and_is(office: Office) -> None:
    """Data were tampered with and the office words one text anew: what stands in the place of each
    text and each cell of the edition is listed, no other text is."""
    now = tables()
    gone = {f"丙区-10-{n}" for n in range(2)}
    now["cases"] = [row for row in now["cases"] if row["record_key"] not in gone]
    wording = office.store.folder / "wording"
    wording.mkdir()
    try:
        (wording / "zh.ftl").write_text(WORDED, encoding="utf-8")
        found = office.found(now)
        con = tiny_store(**now)
        facts = facts_of(con, office.scheme, office.scheme.parse_period("2025-10"))
        today = period_notice(facts, Wording(office.store.folder), 2)
    finally:
        shutil.rmtree(wording)
    frozen = office.edition.notice
    sentences = [
        {one.words for section in notice.sections for one in section.sentences}
        for notice in (frozen, today)
    ]
    told = [{getattr(one, side) for one in found.said} - {NOT_SAID} for side in ("then", "now")]
    assert sentences[0] - sentences[1] <= told[0] and sentences[1] - sentences[0] <= told[1]
    assert not told[0] & told[1]
    (worded,) = [one for one in found.said if "已结" in one.now.zh]
    assert worded.then.zh.startswith("本期应结案 ") and worded.section.zh == "处置情况"
    cell = next(one for one in found.cells if (one.row.zh, one.column.zh) == ("丙区", "应结案数"))
    was, is_ = (
        row["due"]
        for notice in (frozen, today)
        for row in notice.section("handling").tables[0].rows
        if row.get("unit") == "丙区"
    )
    assert (cell.then.zh, cell.now.zh) == (f"{was:,.0f}", f"{is_:,.0f}")
    then, today_cells = cells(frozen), cells(today)
    differ = {key for key in {**then, **today_cells} if then.get(key) != today_cells.get(key)}
    assert len(found.cells) == len(differ)


def cells(notice: Notice) -> dict[tuple[str, str, str], str]:
    """Every cell as it is read, by table, row and column."""
    return {
        (
            table.id,
            f"{row.get('unit') or cell_words(table.columns[0], row, 'zh')}",
            column.key,
        ): cell_words(column, row, "zh")
        for section in notice.sections
        for table in section.tables
        for row in table.rows
        for column in table.columns
    }


def test_what_people_record_after_publishing_is_no_difference(office: Office) -> None:
    """The meeting about the notice records actions: these are news and nothing to correct."""
    action = Action(
        unit="甲区", what="增派巡查", due="2025-11-20", measure="score", target=92,
        scheme="small", period="2025-10",
    )  # fmt: skip
    log = ActionLog(office.store.folder)
    log.add(action.model_copy(update={"recorded_at": "2099-01-01 08:00:00"}))
    try:
        assert office.found(tables()).empty
        for path in log.folder.glob("*.yaml"):
            path.write_text(path.read_text("utf-8").replace("2099", "2020"), "utf-8")
        assert {one.section.zh for one in office.found(tables()).said} == {
            "上次承诺落实情况",
            "下一步",
        }
    finally:
        shutil.rmtree(log.folder)


def test_the_edition_itself_is_what_it_was(office: Office) -> None:
    """After all of these."""
    found = Editions(office.store.folder).find(office.edition.id)
    assert isinstance(found, Edition) and found.notice == office.edition.notice
    assert found.schemes == {"small@1": CLAUSES}


def test_a_group_within_a_remark_is_called_in_english_by_its_english_name(office: Office) -> None:
    found = office.found(tables())
    then = {**office.edition.results["units"][0], "group": "城区组"}
    moved = UnitChange("甲区", then, then | {"group": "城郊组"})
    (table,) = difference_tables(replace(found, units=(moved,)))
    names = {"甲区": "Jia", "城区组": "Urban", "城郊组": "Suburban"}
    (row,) = words(said_table(table, Wording(None, names)), "en")
    assert row[0] == "Jia" and "group: Urban → Suburban" in row


def test_both_numbers_of_a_remark_have_as_many_decimals(office: Office) -> None:
    then = {**office.edition.results["units"][0], "previous_score": "95.3"}
    moved = UnitChange("甲区", then, then | {"previous_score": "95.22"})
    (table,) = difference_tables(replace(office.found(tables()), units=(moved,)))
    (row,) = words(said_table(table, Wording()), "zh")
    assert any("95.30 → 95.22" in cell for cell in row)


def test_a_row_for_all_others_is_the_same_row_when_they_are_fewer() -> None:
    """其余 50 个单位 -> 其余 49 个单位 is one row with two changes, not ten lines of one that went
    and one that came."""

    def pile(others: int, n: int) -> Notice:
        columns = tuple(
            NoticeColumn(key, Said(key, key), d) for key, d in (("owner", None), ("n", 0))
        )
        row = {"owner": Said(f"其余 {others} 个单位", f"{others} other units"), "n": n}
        table = NoticeTable("overdue", Said("逾期", "Overdue"), columns, (row,))
        section = Section("overdue", Said("积压", "Overdue"), (), (table,))
        return replace(hand_notice(), sections=(section,))

    found = cell_changes(pile(50, 201), pile(49, 200), {}, "district")
    assert [(one.then.zh, one.now.zh) for one in found] == [
        ("其余 50 个单位", "其余 49 个单位"),
        ("201", "200"),
    ]

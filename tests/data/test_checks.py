"""The checks of the store: each finds what breaks its rule in a store that is otherwise sound."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data.checks import CHECKS, run_checks, verify
from data.checks.check import FAMILIES, Outcome
from data.importer import import_files
from data.store import Store
from kernel.messages import LANGUAGES, Message
from kernel.schema import TABLES, UNIT_KINDS
from sample_city import stories
from tests.metrics.tiny import AS_OF, tiny_store

DAYS = 120
DISTRICTS = ("甲区", "乙区", "丙区")


def cases() -> list[dict[str, Any]]:
    """Two cases a day in each of three districts, for four months."""
    return [
        {
            "case_no": f"2025{number:06d}",
            "record_key": f"2025{number:06d}",
            "reported_at": datetime(2025, 7, 1, 9) + timedelta(days=day),
            "disposed_at": datetime(2025, 7, 1, 12) + timedelta(days=day),
            "closed_at": datetime(2025, 7, 1, 15) + timedelta(days=day),
            "due_at": datetime(2025, 7, 2, 9) + timedelta(days=day),
            "overdue_flag": False,
            "district": district,
            "district_written": district,
            "x": 500.0 + number % 40,
            "y": 900.0 + number % 70,
            "subcategory": "暴露垃圾",
            "source_row": number + 1,
        }
        for number, (day, district) in enumerate(
            ((day, d) for day in range(DAYS) for d in DISTRICTS for _ in range(2)), start=1
        )
    ]


ROWS = DAYS * 6


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound store: cases, a few visits, findings and scores, each from a batch of its own."""
    tables: dict[str, list[dict[str, Any]]] = {
        "cases": cases(),
        "inspections": [
            {"visit_no": f"V-{i:06d}", "inspected_at": datetime(2025, 10, i), "district": "甲区"}
            | {"score": 90.0 + i, "batch_id": 2}
            for i in range(1, 6)
        ],
        "findings": [
            {"finding_no": f"F-{i:06d}", "found_at": datetime(2025, 10, i), "deduction": 0.5}
            | {"rectified_at": datetime(2025, 10, i + 1), "district": "甲区", "batch_id": 3}
            for i in range(1, 6)
        ],
        "score_entries": [
            {"period": "2025-10", "indicator": "评分", "district": d, "state": "value"}
            | {"value": 88.0, "batch_id": 4}
            for d in ("甲区", "乙区")
        ],
        "units": [
            {"kind": "district", "name": d, "unit_id": f"D{d}", "batch_id": 5} for d in DISTRICTS
        ],
    }
    con = tiny_store(**tables)
    profiles = ("grid-case", "inspection-points", "findings", "given-scores", "units")
    for batch, (name, profile) in enumerate(zip(tables, profiles, strict=True), start=1):
        rows = len(tables[name])
        account = (
            f'{{"rows_read": {rows + 2}, "stored": {rows}, "updated": 0, "duplicates": 0, '
            '"rejected": 1, "set_aside": 1}'
        )
        con.execute(
            "INSERT INTO import_batches BY NAME SELECT ? AS batch_id, 'f.csv' AS file, "
            "? AS profile, 1 AS header_row, ? AS as_of, ? AS rows_read, ? AS stored, 0 AS updated, "
            "0 AS duplicates, 1 AS rejected, 1 AS set_aside, ? AS account",
            [batch, profile, AS_OF, rows + 2, rows, account],
        )
        for outcome, row in (("rejected", rows + 2), ("set_aside", rows + 3)):
            con.execute(
                "INSERT INTO rejected_rows (batch_id, source_file, source_row, outcome) "
                "VALUES (?, 'f.csv', ?, ?)",
                [batch, row, outcome],
            )
    file = tmp_path_factory.mktemp("sound") / "sound.duckdb"
    con.execute(f"ATTACH '{file}' AS kept; COPY FROM DATABASE memory TO kept; DETACH kept")
    return file


@pytest.fixture
def con(sound: Path, tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """The sound store, to be broken."""
    return duckdb.connect(shutil.copy(sound, tmp_path / "own.duckdb"), config={"threads": 1})


def outcome(con: duckdb.DuckDBPyConnection, check_id: str, limit: int | None = None) -> Outcome:
    return next(check for check in CHECKS if check.id == check_id).run(con, limit)


def test_a_sound_store_passes_every_check(con: duckdb.DuckDBPyConnection) -> None:
    found = run_checks(con)
    assert [o.id for o in found] == [check.id for check in CHECKS]
    assert {o.id: o.state for o in found if o.state not in ("passed", "idle")} == {}
    assert {o.id for o in found if o.state == "idle"} == {"books-letters"}  # it has no letters


UPDATE_ONE = "WHERE case_no = '2025000007'"
ONE = {"source_file": "f.csv", "source_row": 8}
# What breaks the store -> the check that finds it, the state, the rows, what the first one says.
BROKEN: list[tuple[str, str, str, int, dict[str, Any]]] = [
    (
        "UPDATE import_batches SET stored = stored - 1 WHERE batch_id = 2",
        *("books-rows", "failed", 1, {"batch": 2, "value": 7, "expected": 6}),
    ),
    (
        "UPDATE import_batches SET account = replace(account, '\"rejected\": 1', '\"rejected\": 3')"
        " WHERE batch_id = 2",
        *("books-rows", "failed", 1, {"batch": 2}),
    ),
    (
        "DELETE FROM rejected_rows WHERE batch_id = 3 AND outcome = 'rejected'",
        *("books-refused", "failed", 1, {"batch": 3, "value": 1, "expected": 2}),
    ),
    (
        "UPDATE rejected_rows SET outcome = 'rejected' WHERE batch_id = 3",
        *("books-refused", "failed", 1, {"batch": 3}),
    ),
    (
        "UPDATE import_batches SET stored = 3, duplicates = 1, rows_read = 6 WHERE batch_id = 2",
        *("books-facts", "failed", 1, {"batch": 2, "value": 5, "expected": 3}),
    ),
    (
        f"DELETE FROM cases {UPDATE_ONE}",
        *("books-records", "failed", 1, {"value": ROWS - 1, "expected": ROWS}),
    ),
    (
        f"INSERT INTO cases SELECT * REPLACE ('x' AS record_key) FROM cases {UPDATE_ONE}",
        *("books-records", "failed", 1, {"table_name": "check-table-cases", "value": ROWS + 1}),
    ),
    (
        "INSERT INTO measures BY NAME SELECT DATE '2025-09-05' AS day, 'supervision' AS action,"
        " '4' AS number, key AS record_key, 1.0 AS share, 1 AS batch_id, 'f.csv' AS source_file,"
        " 8 AS source_row FROM (VALUES ('a'), ('b')) AS twice(key)",
        *("books-letters", "doubtful", 1, {"name": "4", "value": 2.0, "expected": 1}),
    ),
    (
        f"UPDATE cases SET share = 0.5 {UPDATE_ONE}",
        *("books-shares", "failed", 1, {"name": "2025000007", "value": 0.5} | ONE),
    ),
    (
        f"INSERT INTO cases SELECT * FROM cases {UPDATE_ONE}",
        *("books-shares", "failed", 1, {"name": "2025000007", "value": 2.0} | ONE),
    ),
    (
        f"UPDATE cases SET record_key = NULL {UPDATE_ONE}",
        *("books-shares", "failed", 1, {"name": None} | ONE),
    ),
    (
        f"UPDATE cases SET batch_id = 77 {UPDATE_ONE}",
        *("sources-batch", "failed", 1, {"batch": 77, "name": "2025000007", "expected": None}),
    ),
    (
        f"UPDATE cases SET source_file = 'g.csv' {UPDATE_ONE}",
        *("sources-batch", "failed", 1, {"source_file": "g.csv", "expected": "f.csv"}),
    ),
    (
        f"UPDATE cases SET source_sheet = 'Sheet2' {UPDATE_ONE}",
        *("sources-batch", "failed", 1, {"source_sheet": "Sheet2"}),
    ),
    (
        f"UPDATE cases SET source_row = {ROWS + 4} {UPDATE_ONE}",
        *("sources-row", "failed", 1, {"reason": "check-reason-no-such-row"}),
    ),
    (
        f"UPDATE cases SET source_row = 1 {UPDATE_ONE}",
        *("sources-row", "failed", 1, {"source_row": 1}),
    ),
    (
        f"UPDATE cases SET source_row = NULL {UPDATE_ONE}",
        *("sources-row", "failed", 1, {"reason": "check-reason-no-such-row"}),
    ),
    (
        f"UPDATE cases SET source_row = {ROWS + 2} {UPDATE_ONE}",
        *("sources-row", "failed", 1, {"reason": "check-reason-refused-row"}),
    ),
    (
        f"UPDATE cases SET source_row = 9 {UPDATE_ONE}",
        *("sources-shared", "failed", 1, {"name": "2025000007", "expected": "2025000008"}),
    ),
    (
        f"UPDATE cases SET disposed_at = reported_at - INTERVAL 1 MINUTE {UPDATE_ONE}",
        "dates-order",
        "doubtful",
        1,
        {"field": "check-field-disposed-at", "against": "check-field-reported-at"} | ONE,
    ),
    (
        f"UPDATE cases SET closed_at = '2025-06-01' {UPDATE_ONE}",
        *("dates-order", "doubtful", 1, {"against": "check-field-disposed-at"}),
    ),
    (
        f"UPDATE cases SET due_at = '2025-06-30 23:59:59' {UPDATE_ONE}",
        *("dates-order", "doubtful", 1, {"field": "check-field-due-at"}),
    ),
    (
        "UPDATE findings SET rectified_at = '2025-09-01' WHERE finding_no = 'F-000002'",
        *("dates-order", "doubtful", 1, {"table_name": "check-table-findings", "source_row": 3}),
    ),
    (
        f"UPDATE cases SET closed_at = '2026-10-02' {UPDATE_ONE}",
        *("dates-outside", "doubtful", 1, {"field": "check-field-closed-at", "expected": AS_OF}),
    ),
    (
        f"UPDATE cases SET reported_at = '1900-01-01' {UPDATE_ONE}",
        *("dates-outside", "doubtful", 1, {"field": "check-field-reported-at"}),
    ),
    (
        f"UPDATE cases SET day = NULL {UPDATE_ONE}",
        *("dates-missing", "doubtful", 1, {"name": "2025000007"} | ONE),
    ),
    (
        "UPDATE score_entries SET day = NULL, period = '十月' WHERE district = '甲区'",
        *("dates-missing", "doubtful", 1, {"value": "十月"}),
    ),
    (
        f"UPDATE cases SET overdue_flag = true {UPDATE_ONE}",
        *("dates-judgement", "doubtful", 1, {"reason": "check-reason-flag-late-in-time"} | ONE),
    ),
    (
        f"UPDATE cases SET deadline = NULL {UPDATE_ONE}",
        *("dates-judgement", "doubtful", 1, {"reason": "check-reason-flag-on-time-no-deadline"}),
    ),
    (
        f"UPDATE cases SET case_no = '3.30108E+17' {UPDATE_ONE}",
        *("ids-damaged", "doubtful", 1, {"reason": "check-reason-scientific-id"} | ONE),
    ),
    (
        "UPDATE cases SET case_no = '330108' || case_no[2:] || '000' WHERE source_row < 9",
        *("ids-damaged", "doubtful", 7, {"reason": "check-reason-cut-id"}),
    ),
    (
        f"UPDATE cases SET case_no = '２０２５０００００９' {UPDATE_ONE}",
        *("ids-spelling", "doubtful", 2, {"value": "2025000009", "expected": "2025000009"}),
    ),
    (
        "UPDATE findings SET finding_no = 'f/000003' WHERE finding_no = 'F-000005'",
        *("ids-spelling", "doubtful", 2, {"value": "F-000003"}),
    ),
    (
        "UPDATE inspections SET score = 101 WHERE visit_no = 'V-000003'",
        *("values-range", "failed", 1, {"field": "check-field-score", "value": 101}),
    ),
    (
        "UPDATE findings SET deduction = -0.5 WHERE finding_no = 'F-000003'",
        *("values-range", "failed", 1, {"field": "check-field-deduction", "value": -0.5}),
    ),
    (
        "UPDATE score_entries SET value = NULL WHERE district = '甲区'",
        *("values-states", "doubtful", 1, {"item": "评分", "reason": "check-reason-value"}),
    ),
    (
        "UPDATE score_entries SET state = 'no_data' WHERE district = '甲区'",
        *("values-states", "doubtful", 1, {"value": 88, "reason": "check-reason-no-data"}),
    ),
    (
        "INSERT INTO score_entries BY NAME SELECT * REPLACE ('甲县' AS district_written, "
        "90 AS value) FROM score_entries WHERE district = '甲区'",
        *("values-twice", "doubtful", 2, {"name": "甲区", "item": "评分"}),
    ),
    (
        f"UPDATE cases SET x = y, y = x {UPDATE_ONE}",
        *("values-coordinates", "doubtful", 1, {"reason": "check-reason-swapped-coordinates"}),
    ),
    (
        f"UPDATE cases SET x = 0, y = 0 {UPDATE_ONE}",
        *("values-coordinates", "doubtful", 1, {"reason": "check-reason-zero-coordinates"}),
    ),
    (
        f"UPDATE cases SET x = NULL {UPDATE_ONE}",
        *("values-coordinates", "doubtful", 1, {"reason": "check-reason-half-coordinates"}),
    ),
    (
        f"UPDATE cases SET x = 5000 {UPDATE_ONE}",
        *("values-coordinates", "doubtful", 1, {"reason": "check-reason-outside-city"} | ONE),
    ),
    (
        "UPDATE cases SET district = '丁区', district_written = '丁区' WHERE source_row IN (8, 9)",
        *("values-units", "doubtful", 1, {"name": "丁区", "rows": 2} | ONE),
    ),
    (
        f"UPDATE cases SET district = NULL {UPDATE_ONE}",
        *("values-nobody", "doubtful", 1, {"name": "2025000007"} | ONE),
    ),
    (
        "UPDATE cases SET subcategory = '无此小类' WHERE source_row IN (8, 12)",
        *("values-categories", "doubtful", 1, {"name": "无此小类", "rows": 2} | ONE),
    ),
    (
        "INSERT INTO conflicts (table_name, record_key, field, earlier, later, source_file, "
        "source_row) VALUES ('cases', '2025000007', 'place', '甲路', '乙路', 'f.csv', 8)",
        *("values-conflicts", "doubtful", 1, {"value": "乙路", "expected": "甲路"} | ONE),
    ),
    (
        "DELETE FROM cases WHERE district = '甲区' AND month = '2025-09'",
        *("coverage-districts", "doubtful", 1, {"name": "甲区", "period": "2025-09", "rows": 0}),
    ),
    (
        "DELETE FROM cases WHERE day = '2025-09-09'",
        *(
            "coverage-days",
            "doubtful",
            1,
            {"value": 0, "expected": 6, "reason": "check-reason-none"},
        ),
    ),
    (
        "INSERT INTO cases BY NAME SELECT day FROM cases, range(3) WHERE day = '2025-09-09'",
        *("coverage-days", "doubtful", 1, {"value": 24, "reason": "check-reason-many"}),
    ),
]


def plain(cell: Any) -> Any:
    """A cell as the table above writes it: Messages by their code, nothing as None."""
    if isinstance(cell, Message):
        return cell.code
    return None if pd.isna(cell) else cell


@pytest.mark.parametrize(
    ("breaks", "check_id", "state", "count", "first"), BROKEN, ids=[b[1] for b in BROKEN]
)
def test_what_breaks_a_rule_is_found(
    con: duckdb.DuckDBPyConnection,
    breaks: str,
    check_id: str,
    state: str,
    count: int,
    first: dict[str, Any],
) -> None:
    con.execute(breaks)
    found = outcome(con, check_id)
    assert (found.state, found.count, len(found.sample)) == (state, count, count)
    row = {name: plain(cell) for name, cell in found.sample.iloc[0].items()}
    assert {name: row.get(name) for name in first} == first


# Broken by a file, not by what is stored: tests/data/test_profile.py.
OF_FILES = {"sources-profiles"}


def test_every_check_is_broken_by_a_test() -> None:
    assert {check.id for check in CHECKS} - {broken[1] for broken in BROKEN} == OF_FILES


# What is not to be listed.


@pytest.mark.parametrize(
    ("change", "check_id"),
    [
        # A date without a time of day is compared by its day alone.
        (f"UPDATE cases SET disposed_at = date_trunc('day', reported_at) {UPDATE_ONE}",
         "dates-order"),
        # Closing times of self-handled cases are wrong by their nature.
        (f"UPDATE cases SET closed_at = '2025-06-01', self_handled = true {UPDATE_ONE}",
         "dates-order"),
        # Exports state their time by the day.
        ("UPDATE cases SET closed_at = as_of + INTERVAL 20 HOUR WHERE source_row = 300",
         "dates-outside"),
        # A deadline lies ahead.
        (f"UPDATE cases SET due_at = '2027-01-01' {UPDATE_ONE}", "dates-outside"),
        # By chance some numbers end in zeros.
        ("UPDATE cases SET case_no = '330108' || case_no",
         "ids-damaged"),
        # Shares of several units, wide sheets, units that a file only mentions.
        (f"UPDATE cases SET share = 0.2 {UPDATE_ONE}; INSERT INTO cases SELECT * REPLACE "
         f"(0.8 AS share, '乙区' AS district) FROM cases {UPDATE_ONE}", "books-shares"),
        (f"UPDATE cases SET share = 0.2 {UPDATE_ONE}; INSERT INTO cases SELECT * REPLACE "
         f"(0.8 AS share, '乙区' AS district) FROM cases {UPDATE_ONE}", "sources-shared"),
        ("UPDATE score_entries SET source_row = 2, indicator = district", "sources-shared"),
        ("UPDATE units SET source_row = NULL, source_sheet = NULL", "sources-row"),
        # Without a register every name is as good as another; so is a decision of a person.
        ("UPDATE cases SET district = '丁区', district_written = '丁区' WHERE source_row = 8; "
         "DELETE FROM units",
         "values-units"),
        ("UPDATE cases SET subcategory = '另类'; INSERT INTO category_decisions VALUES "
         "('另类', '另类', now())", "values-categories"),
        # Foreign layouts have kinds of their own.
        ("UPDATE cases SET subcategory = 'Garbage'; UPDATE import_batches SET profile = "
         "'chicago-sanitation' WHERE batch_id = 1", "values-categories"),
        # A quarterly export: most districts have nothing that month. A unit that had ended.
        ("DELETE FROM cases WHERE district <> '甲区' AND month = '2025-09'", "coverage-districts"),
        ("DELETE FROM cases WHERE district = '甲区' AND month >= '2025-09'; "
         "UPDATE units SET valid_to = '2025-08-31' WHERE name = '甲区'", "coverage-districts"),
        # Weekends are quiet every week.
        ("DELETE FROM cases WHERE weekday >= 6", "coverage-days"),
    ],
)  # fmt: skip
def test_what_is_right_is_not_listed(
    con: duckdb.DuckDBPyConnection, change: str, check_id: str
) -> None:
    con.execute(change)
    assert outcome(con, check_id).count == 0


def test_outlines_say_where_the_city_is(con: duckdb.DuckDBPyConnection) -> None:
    box = "[[[490,890],[700,890],[700,990],[490,990],[490,890]]]"
    polygon = f'{{"type": "Polygon", "coordinates": {box}}}'
    con.execute(
        "INSERT INTO boundaries (kind, name, geometry) VALUES ('district', '甲区', ?)", [polygon]
    )
    con.execute(f"UPDATE cases SET x = 690 {UPDATE_ONE}")  # far from all others, yet inside
    assert outcome(con, "values-coordinates").count == 0
    con.execute(f"UPDATE cases SET x = 720 {UPDATE_ONE}")
    assert outcome(con, "values-coordinates").count == 1


def test_outlines_in_other_coordinates_are_of_no_use(con: duckdb.DuckDBPyConnection) -> None:
    polygon = '{"type": "Polygon", "coordinates": [[[119,31],[120,31],[120,32],[119,31]]]}'
    con.execute(
        "INSERT INTO boundaries (kind, name, geometry) VALUES ('district', '甲区', ?)", [polygon]
    )
    assert outcome(con, "values-coordinates").count == 0


def test_a_list_holds_the_first_rows_and_counts_all(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE cases SET closed_at = '2025-06-01'")
    found = outcome(con, "dates-order", limit=4)
    assert (len(found.sample), found.count, found.looked_at) == (4, ROWS, ROWS + 8)
    assert found.sample["source_row"].tolist() == [2, 3, 4, 5]


def test_the_checks_stand_by_family(con: duckdb.DuckDBPyConnection) -> None:
    families = [check.family for check in CHECKS]
    assert sorted(families, key=FAMILIES.index) == families
    assert len({check.id for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_speaks(lang: str) -> None:
    for check in CHECKS:
        for end in ("", "-rule", "-advice"):
            assert Message(f"check-{check.id}{end}").text(lang)
    for table in TABLES.values():
        assert Message(f"check-table-{table.name.replace('_', '-')}").text(lang)
        for field in table.fields:
            assert Message(f"check-field-{field.name.replace('_', '-')}").text(lang)
    for kind in UNIT_KINDS:
        assert Message(f"check-field-{kind}-written").text(lang)
        assert Message(f"check-kind-{kind}").text(lang)


# Whole stores.


def test_a_store_that_was_tampered_with_fails(store: Store, tmp_path: Path) -> None:
    export = tmp_path / "案卷.csv"
    export.write_text(
        "案卷号,上报时间,执法队伍,结案时间,所属区域\n1001,2025-10-01,一中队,2025-10-02,湖塘镇\n",
        "utf-8",
    )
    import_files(store, [export])
    assert verify(store).problems == []
    with store.writing("tampered") as draft:
        draft.con.execute("UPDATE cases SET source_row = 99")
        draft.changed.add("cases")
    (problem,) = verify(store).problems
    assert "来源行" in problem.text() and "Row of origin" in problem.text("en")


def test_the_sample_city_tells_its_stories(sample_store: Store) -> None:
    found = {o.id: o for o in verify(sample_store).outcomes}
    assert {o.id for o in found.values() if o.state == "failed"} == set()
    doubtful = {o.id for o in found.values() if o.state == "doubtful"}
    assert doubtful == {"dates-order", "values-units", "coverage-days", "books-letters"}
    (unknown,) = found["values-units"].sample.to_dict("records")
    assert (unknown["name"], unknown["rows"]) == ("高铁片区中队", stories.UNKNOWN_CASES)
    order = found["dates-order"].sample
    of_cases = order[~order["source_file"].str.contains("执法案件")]
    assert set(of_cases["source_file"]) == {"示例市_白鹭平台案卷_2024-10.csv"}
    assert len(of_cases) == 6
    # Days of reviews before the case was filed: typed wrong.
    assert order["source_file"].str.contains("执法案件").any()
    days = found["coverage-days"].sample["period"].astype(str).tolist()
    assert "2024-10-01" in days and "2025-01-29" in days  # the national day, the spring festival

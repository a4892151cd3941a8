"""Computed columns, each against a row worked by hand. As-of is 2025-10-21 08:00 throughout."""

from typing import Any

import duckdb
import pytest

from data.storage.deriving import derive
from kernel.schema import SYSTEM_TABLES, TABLES, create_table_sql

AS_OF = "2025-10-21 08:00:00"


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for table in TABLES.values():
        con.execute(create_table_sql(table))
    for statement in SYSTEM_TABLES.values():
        con.execute(statement)
    return con


def derived(con: duckdb.DuckDBPyConnection, table: str, *rows: dict[str, Any]) -> list[dict]:
    """What a table of these rows holds after `derive`, in the order in which they were given."""
    con.execute(f"DELETE FROM {table}")
    for number, row in enumerate(rows):
        row = {"as_of": AS_OF, "share": 1, "source_row": number, **row}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        con.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    derive(con, [table])
    result = con.execute(f"SELECT * FROM {table} ORDER BY source_row")
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def case(con: duckdb.DuckDBPyConnection, **fields: Any) -> dict[str, Any]:
    return derived(con, "cases", {"reported_at": "2025-10-01 08:00:00", **fields})[0]


def finding(con: duckdb.DuckDBPyConnection, **fields: Any) -> dict[str, Any]:
    return derived(con, "findings", {"found_at": "2025-10-01 08:00:00", **fields})[0]


def test_the_day_is_that_of_the_report_else_of_the_filing(con: duckdb.DuckDBPyConnection) -> None:
    reported, filed, undated = derived(
        con,
        "cases",
        {"reported_at": "2025-10-05 23:59:00", "filed_at": "2025-10-06 01:00:00"},
        {"filed_at": "2025-10-06 01:00:00"},
        {},
    )
    assert (str(reported["day"]), reported["month"], reported["weekday"]) == (
        "2025-10-05",
        "2025-10",
        7,
    )
    assert (str(filed["day"]), filed["weekday"], filed["hour"]) == ("2025-10-06", 1, 1)
    assert (undated["day"], undated["month"], undated["weekday"]) == (None, None, None)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2025", "2025-01-01"),
        ("2025-H1", "2025-01-01"),
        ("2025-H2", "2025-07-01"),
        ("2025-Q1", "2025-01-01"),
        ("2025-Q4", "2025-10-01"),
        ("2025-10", "2025-10-01"),
        ("2025-W41", "2025-10-06"),
        ("2026-W01", "2025-12-29"),
        ("2025-10-01..2025-10-20", "2025-10-01"),
        ("2025-10-17", "2025-10-17"),
        ("2025-13", "None"),
        ("十月", "None"),
        (None, "None"),
    ],
)
def test_an_entry_is_dated_by_the_first_day_of_its_period(
    con: duckdb.DuckDBPyConnection, period: str | None, day: str
) -> None:
    for table in ("score_entries", "adjustments", "tasks"):
        (row,) = derived(con, table, {"period": period})
        assert str(row["day"]) == day


def test_facts_lie_in_the_order_of_their_days(con: duckdb.DuckDBPyConnection) -> None:
    days = ["2025-10-03", "2025-10-01", None, "2025-10-02"]
    derived(con, "inspections", *({"inspected_at": day} for day in days))
    stored = con.execute("SELECT day FROM inspections ORDER BY rowid").fetchall()
    assert [str(day) for (day,) in stored] == ["2025-10-01", "2025-10-02", "2025-10-03", "None"]


def test_on_time_is_judged_against_the_shared_deadline(con: duckdb.DuckDBPyConnection) -> None:
    row = case(
        con,
        due_at="2025-10-02 08:00:00",
        bundle_due_at="2025-10-03 08:00:00",
        disposed_at="2025-10-02 20:00:00",
        closed_at="2025-10-04 08:00:00",
    )
    assert str(row["deadline"]) == "2025-10-03 08:00:00"
    assert str(row["done_at"]) == "2025-10-02 20:00:00"
    assert (row["is_due"], row["is_on_time"]) == (True, True)
    assert (row["is_disposal_due"], row["is_disposed_on_time"]) == (True, False)
    assert (row["handling_hours"], row["overdue_days"]) == (36.0, None)


def test_a_late_case_counts_the_days_past_its_deadline(con: duckdb.DuckDBPyConnection) -> None:
    row = case(con, due_at="2025-10-02 08:00:00", closed_at="2025-10-03 20:00:00")
    assert (row["is_closed"], row["is_disposed"], row["is_on_time"]) == (True, True, False)
    assert (row["is_disposed_on_time"], row["overdue_days"]) == (False, 1.5)


def test_the_deadline_itself_is_on_time(con: duckdb.DuckDBPyConnection) -> None:
    row = case(con, due_at="2025-10-02 08:00:00", disposed_at="2025-10-02 08:00:00")
    assert (row["is_on_time"], row["overdue_days"]) == (True, None)


def test_a_case_before_its_deadline_is_not_due(con: duckdb.DuckDBPyConnection) -> None:
    row = case(con, due_at="2025-10-21 12:00:00")
    assert (row["is_due"], row["is_on_time"], row["is_overdue_open"]) == (False, None, False)
    assert (row["is_disposal_due"], row["is_disposed_on_time"]) == (False, None)
    assert (row["is_open"], row["handling_hours"]) == (True, 480.0)


def test_an_open_case_past_its_deadline_is_due_and_late_at_the_export(
    con: duckdb.DuckDBPyConnection,
) -> None:
    row = case(con, due_at="2025-10-20 08:00:00", stage="disposing")
    assert (row["is_due"], row["is_on_time"], row["is_overdue_open"]) == (True, False, True)
    assert (row["is_disposal_due"], row["is_disposed_on_time"]) == (True, False)
    assert (row["is_disposed"], row["overdue_days"]) == (False, 1.0)


@pytest.mark.parametrize(
    ("stage", "disposed", "closed"),
    [("disposed", True, False), ("checking", True, False), ("closed", True, True)],
)
def test_a_stage_tells_what_the_times_do_not(
    con: duckdb.DuckDBPyConnection, stage: str, disposed: bool, closed: bool
) -> None:
    row = case(con, stage=stage, due_at="2025-10-02 08:00:00")
    assert (row["is_disposed"], row["is_closed"], row["is_due"]) == (disposed, closed, False)
    assert (row["is_on_time"], row["is_disposed_on_time"]) == (None, None)
    assert (row["handling_hours"], row["overdue_days"], row["is_open"]) == (None, None, False)


@pytest.mark.parametrize(
    ("fields", "due", "on_time"),
    [
        # the dates decide over the mark of the export
        ({"disposed_at": "2025-10-03", "due_at": "2025-10-02", "overdue_flag": False}, True, False),
        ({"disposed_at": "2025-10-01", "due_at": "2025-10-02", "overdue_flag": True}, True, True),
        # where there is no time of closing, the mark tells
        ({"stage": "closed", "due_at": "2025-10-02", "overdue_flag": False}, True, True),
        ({"stage": "closed", "due_at": "2025-10-02", "overdue_flag": True}, True, False),
        # without a deadline nothing is judged, done or not
        ({"stage": "closed", "overdue_flag": False}, False, None),
        ({"disposed_at": "2025-10-03", "overdue_flag": True}, False, None),
        ({"disposed_at": "2025-10-03", "self_handled": True}, False, None),
        # what is not disposed is never on time
        ({"due_at": "2025-10-02", "overdue_flag": False}, True, False),
        ({"overdue_flag": True}, False, None),
        ({"overdue_flag": False}, False, None),
    ],
)
def test_the_overdue_mark_of_the_export(
    con: duckdb.DuckDBPyConnection, fields: dict[str, Any], due: bool, on_time: bool | None
) -> None:
    row = case(con, **fields)
    assert (row["is_due"], row["is_on_time"]) == (due, on_time)


def test_without_a_deadline_a_case_is_not_judged(con: duckdb.DuckDBPyConnection) -> None:
    row = case(con)
    assert (row["is_due"], row["is_on_time"], row["is_disposal_due"]) == (False, None, False)
    assert row["is_overdue_open"] is False
    without = case(con, disposed_at="2025-10-02")
    assert (without["is_on_time"], without["is_disposal_due"]) == (None, False)


def test_a_self_handled_case_is_closed_on_its_first_day(con: duckdb.DuckDBPyConnection) -> None:
    row = case(
        con, self_handled=True, closed_at="2025-12-31 00:00:00", due_at="2025-10-01 09:00:00"
    )
    assert str(row["done_at"]) == "2025-10-01 23:59:59"
    assert (row["is_closed"], row["is_disposed"], row["is_due"]) == (True, True, True)
    assert (row["is_on_time"], row["is_disposed_on_time"]) == (True, True)
    assert (row["handling_hours"], row["overdue_days"], row["is_open"]) == (None, None, False)


def test_times_that_run_backwards_give_no_duration(con: duckdb.DuckDBPyConnection) -> None:
    assert case(con, disposed_at="2025-09-30 08:00:00")["handling_hours"] is None


def test_complaints_and_own_discoveries_by_channel(con: duckdb.DuckDBPyConnection) -> None:
    channels = ["12345", "media", "collector", "leader", None]
    rows = derived(con, "cases", *({"channel": channel} for channel in channels))
    assert [row["is_complaint"] for row in rows] == [True, True, False, False, False]
    assert [row["is_own"] for row in rows] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人民路125号", "人民路 １２５号门前"),
        ("人民路125号", "人民路125-3号"),
        ("人民路125号", "人民路125号之2"),
        ("中山路（东段）", "中山路(东段)门口"),
        ("123 N Main St.", "123 n main st"),
        ("听泉街道·松风路", "听泉街道松风路附近"),
        ("人民路125号", "人民路125#"),
        ("人民路125号", "人民路125"),
        ("人民路125号", "人民路125号甲"),
        ("人民路125号", "示例市云栖区人民路125号"),
        ("人民路12弄", "人民路１２弄弄口"),
        ("人民路12弄", "人民路12弄内"),
        ("城东菜市场", "城东菜市场（北门）"),
        ("人民路与中山路路口", "中山路、人民路交叉口"),
        ("人民路与中山路路口", "人民路/中山路口"),
        ("人民大道和采菱巷口", "采菱巷与人民大道十字路口旁"),
    ],
)
def test_spellings_of_one_place_have_one_key(
    con: duckdb.DuckDBPyConnection, one: str, other: str
) -> None:
    there = {"district": "云栖区"}
    rows = derived(con, "cases", {"place": one, **there}, {"place": other, **there})
    assert rows[0]["place_key"] == rows[1]["place_key"] is not None
    for table in ("findings", "inspections"):
        points = derived(con, table, {"point": one, **there}, {"point": other, **there})
        assert points[0]["place_key"] == points[1]["place_key"] == rows[0]["place_key"]


def test_different_places_have_different_keys(con: duckdb.DuckDBPyConnection) -> None:
    places = [
        "人民路125号",
        "人民路126号",
        "人民路",
        "人民路对面",
        "人民路125号公厕",
        "人民路125弄",
    ]
    places += ["人民路路口", "人民路与中山路路口", "人民路与中山东路路口", "城东菜市场", "城东菜市"]
    nowhere = ["— ", None, "示例市云栖区"]
    rows = ({"place": place, "district": "云栖区"} for place in places + nowhere)
    keys = [row["place_key"] for row in derived(con, "cases", *rows)]
    assert len(set(keys[: len(places)])) == len(places)
    assert keys[len(places) :] == [None] * len(nowhere)


def test_a_key_is_that_of_its_own_place_and_district(con: duckdb.DuckDBPyConnection) -> None:
    """Places are folded once each, not once a row; no row may take another's key for that."""
    places = ["甲区人民路1号", "乙区人民路1号", "人民路1号旁", "人民路2号", "— ", None]
    rows = [
        {"place": place, "district": district}
        for place in places
        for district in ("甲区", "乙区", None)
        for _ in range(2)
    ]
    found = derived(con, "cases", *rows)
    assert len(found) == len(rows)
    alone = [derived(con, "cases", row)[0]["place_key"] for row in rows]
    assert [row["place_key"] for row in found] == alone
    assert len(set(alone)) > 3


def test_the_hour_of_a_visit_and_of_what_it_found(con: duckdb.DuckDBPyConnection) -> None:
    (visit,) = derived(con, "inspections", {"inspected_at": "2025-10-01 14:59:00"})
    assert (visit["hour"], finding(con)["hour"]) == (14, 8)


def returns(con: duckdb.DuckDBPyConnection, *rows: dict[str, Any]) -> list[int | None]:
    same = {"place": "人民路1号", "subcategory": "暴露垃圾", "district": "云栖区"}
    return [row["return_days"] for row in derived(con, "cases", *({**same, **r} for r in rows))]


def test_a_problem_returns_when_it_is_next_reported_after_closing(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert returns(
        con,
        {"reported_at": "2025-10-01 08:00:00", "closed_at": "2025-10-05 20:00:00"},
        {"reported_at": "2025-10-03 08:00:00"},  # while the first was still open: no return
        {"reported_at": "2025-10-08 07:00:00", "closed_at": "2025-10-08 09:00:00"},
        {"reported_at": "2025-10-08 18:00:00", "closed_at": "2025-10-09 09:00:00"},
    ) == [3, None, 0, None]


@pytest.mark.parametrize(
    "other",
    [
        {"place": "人民路2号"},
        {"subcategory": "占道经营"},
        {"district": "澄江区"},
        {"voided": True},
        {"place": None},
    ],
)
def test_only_the_same_problem_at_the_same_place_is_a_return(
    con: duckdb.DuckDBPyConnection, other: dict[str, Any]
) -> None:
    first = {"reported_at": "2025-10-01", "closed_at": "2025-10-02"}
    assert returns(con, first, {"reported_at": "2025-10-05", **other}) == [None, None]


def test_a_voided_or_backwards_case_has_no_return(con: duckdb.DuckDBPyConnection) -> None:
    assert returns(
        con,
        {"reported_at": "2025-10-01", "closed_at": "2025-10-02", "voided": True},
        {"reported_at": "2025-10-04", "closed_at": "2025-10-03"},
    ) == [None, None]


def test_a_self_handled_case_returns_after_its_first_day(con: duckdb.DuckDBPyConnection) -> None:
    handled = {
        "reported_at": "2025-10-01 08:00:00",
        "closed_at": "2026-01-01",
        "self_handled": True,
    }
    assert returns(con, handled, {"reported_at": "2025-10-03 08:00:00"}) == [2, None]


@pytest.mark.parametrize(
    ("fields", "rectified", "due", "on_time", "overdue"),
    [
        ({"rectified_at": "2025-10-03", "rectify_due": "2025-10-03"}, True, True, True, None),
        (
            {"rectified_at": "2025-10-05 11:59:59", "rectify_due": "2025-10-03 23:59:59"},
            True,
            True,
            False,
            1.5,
        ),
        ({"rectify_due": "2025-10-19 23:59:59"}, False, True, False, 1 + 8 / 24 + 1 / 86400),
        ({"rectify_due": "2025-10-21 23:59:59"}, False, False, None, None),
        ({"recheck": "passed", "rectify_due": "2025-10-03"}, True, True, None, None),
        ({"recheck": "failed"}, False, False, None, None),
        # 假整改: said to be rectified in time, the recheck failed, the deadline has passed.
        (
            {
                "rectified_at": "2025-10-02",
                "rectify_due": "2025-10-18 23:59:59",
                "recheck": "failed",
            },
            False,
            True,
            False,
            1 + 8 / 24 + 1 / 86400 + 1,
        ),
        ({"rectified_at": "2025-10-03"}, True, False, None, None),
    ],
)
def test_rectification(
    con: duckdb.DuckDBPyConnection,
    fields: dict[str, Any],
    rectified: bool,
    due: bool,
    on_time: bool | None,
    overdue: float | None,
) -> None:
    row = finding(con, **fields)
    assert (row["is_rectified"], row["is_rectify_due"]) == (rectified, due)
    assert row["is_rectified_on_time"] == on_time
    assert row["overdue_days"] == (None if overdue is None else pytest.approx(overdue))


def test_deriving_again_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    fields = {"place": "人民路1号", "subcategory": "暴露垃圾", "due_at": "2025-10-02"}
    first = derived(
        con,
        "cases",
        {"reported_at": "2025-10-01", "closed_at": "2025-10-02", "self_handled": True, **fields},
        {"reported_at": "2025-10-05", **fields},
    )
    derive(con)
    derive(con)
    again = con.execute("SELECT * FROM cases ORDER BY source_row").fetchall()
    assert again == [tuple(row.values()) for row in first]


def test_only_the_named_tables_are_touched(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("INSERT INTO cases (reported_at) VALUES ('2025-10-01')")
    derive(con, ["inspections", "units", "unit_aliases"])
    assert con.execute("SELECT day FROM cases").fetchall() == [(None,)]


def test_a_day_without_a_time_is_not_before_a_moment_on_it(con: duckdb.DuckDBPyConnection) -> None:
    day = {"reported_at": "2025-10-01 08:00:00", "disposed_day_only": True}
    same, later, before = derived(
        con,
        "cases",
        {**day, "disposed_at": "2025-10-01", "due_at": "2025-10-01 09:00:00"},
        {**day, "disposed_at": "2025-10-03", "due_at": "2025-10-03 09:00:00"},
        {**day, "disposed_at": "2025-09-30", "due_at": "2025-10-03 09:00:00"},
    )
    # The middle of what the day leaves possible: from 8:00 to 24:00, and noon.
    assert (same["handling_hours"], later["handling_hours"]) == (8, 52)
    assert (same["is_on_time"], later["is_on_time"]) == (True, True)
    assert (same["done_before_reported"], before["done_before_reported"]) == (False, True)
    assert (before["handling_hours"], before["is_on_time"]) == (None, None)


def test_midnight_of_the_day_of_report_is_a_day(con: duckdb.DuckDBPyConnection) -> None:
    row = case(con, closed_at="2025-10-01 00:00:00", due_at="2025-10-02")
    assert (row["handling_hours"], row["done_before_reported"]) == (8, False)


def test_durations_between_days_are_whole_days(con: duckdb.DuckDBPyConnection) -> None:
    both = {"reported_at": "2025-10-01", "reported_day_only": True, "closed_day_only": True}
    same, later = derived(
        con, "cases", {**both, "closed_at": "2025-10-01"}, {**both, "closed_at": "2025-10-04"}
    )
    assert (same["handling_hours"], later["handling_hours"]) == (0, 72)
    half = case(con, **(both | {"closed_at": "2025-10-01 16:00:00", "closed_day_only": False}))
    assert half["handling_hours"] == 8


def test_done_before_it_was_reported_proves_nothing(con: duckdb.DuckDBPyConnection) -> None:
    row = case(con, closed_at="2025-10-01 07:59:59", due_at="2025-10-09")
    assert row["done_before_reported"] and row["is_closed"]
    assert (row["is_on_time"], row["is_disposed_on_time"], row["handling_hours"]) == (None,) * 3


def test_a_closing_day_is_over_before_the_problem_returns(con: duckdb.DuckDBPyConnection) -> None:
    same = {"place": "解放路12号", "subcategory": "占道经营", "closed_day_only": True}
    first, second = derived(
        con,
        "cases",
        {**same, "reported_at": "2025-10-01 08:00:00", "closed_at": "2025-10-01"},
        {**same, "reported_at": "2025-10-03 08:00:00"},
    )
    assert (first["return_days"], second["return_days"]) == (2, None)

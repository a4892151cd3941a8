"""The ledger, its ageing and the closing pace, by hand; and against the overdue pile."""

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.store import Store
from kernel.periods import parse_period
from metrics.aggregation.aggregate import CountingRules
from metrics.analyses.ledger import ageing, items, moment_of
from metrics.analyses.overdue import overdue_at
from metrics.analyses.pace import containing, outlook, pace
from tests.metrics.tiny import tiny_store

OCTOBER = parse_period("2025-10")
SEPTEMBER = parse_period("2025-09")
START = datetime(2025, 10, 1, 8)
AS_OF = datetime(2025, 10, 21, 8)  # 20 days after START


def case(number: str, due: float | None, done: float | None = None, **more: Any) -> dict[str, Any]:
    """A case reported at START; due and done so many days later (done None: still open)."""
    return {
        "case_no": number,
        "record_key": number,
        "reported_at": START,
        "due_at": None if due is None else START + timedelta(days=due),
        "disposed_at": None if done is None else START + timedelta(days=done),
        "as_of": AS_OF,
        **more,
    }


def listed(*cases: dict[str, Any], period: Any = OCTOBER, **more: Any) -> pd.DataFrame:
    return items(tiny_store(cases=cases), period, **more).set_index("number")


@pytest.mark.parametrize(
    ("due", "light"),
    [(200, "green"), (25.1, "green"), (25, "yellow"), (20.1, "yellow"), (19.9, "red"), (1, "red")],
)
def test_lights_turn_at_80_and_100_percent(due: float, light: str) -> None:
    row = listed(case("A", due)).loc["A"]
    assert (row["light"], row["overdue"]) == (light, light == "red")
    assert row["used"] == pytest.approx(20 / due)


def test_the_time_allowed_begins_with_the_dispatch() -> None:
    row = listed(case("A", 30, dispatched_at=START + timedelta(days=10))).loc["A"]
    assert row["used"] == 0.5


def test_days_overdue_run_to_the_exports_time() -> None:
    row = listed(case("A", 12.5)).loc["A"]
    assert (row["days_overdue"], row["days_open"]) == (7.5, 20)


def test_what_happens_in_the_second_of_the_as_of_time_is_known() -> None:
    """Where nothing tells the as-of time, it is the last event: that event has happened."""
    cases = [case("closed", 5, 20), case("new", 30, reported_at=AS_OF), case("due", 20)]
    con = tiny_store(cases=cases)
    table = items(con, OCTOBER).set_index("number")
    assert set(table.index) == {"new", "due"}
    assert not table["overdue"].any() and table["days_open"].to_dict() == {"new": 0, "due": 20}
    assert overdue_at(con, [moment_of(con, OCTOBER)])["overdue"].tolist() == [0]
    assert pace(con, OCTOBER, grain="month", steps=1)["open"].tolist() == [2]


def test_without_a_deadline_there_is_no_light_and_the_mark_of_the_source_stands_beside() -> None:
    table = listed(case("A", None), case("B", None, overdue_flag=True), case("C", 1.0))
    assert table["unjudged"].to_dict() == {"A": True, "B": True, "C": False}
    assert table["marked"].to_dict() == {"A": False, "B": True, "C": False}
    assert table["overdue"].to_dict() == {"A": False, "B": False, "C": True}
    assert table.loc[["A", "B"], "light"].isna().all()
    assert table.loc[["A", "B"], "days_overdue"].isna().all()


def test_what_is_done_is_listed_only_when_postponed_or_returned_in_this_period() -> None:
    table = listed(
        case("done", 5, 4),
        case("postponed", 5, 4, postpone_count=1),
        case("returned", 5, 4, rework_count=2),
        case("earlier", 5, 4, rework_count=2, reported_at=START - timedelta(days=9)),
        case("voided", 5, voided=True),
        case("excluded", 5, excluded=True),
    )
    assert set(table.index) == {"postponed", "returned"}
    assert not table["open"].any() and table["light"].isna().all()


def test_held_cases_are_listed_and_judged_as_the_rules_say() -> None:
    held = case("A", 5, held=True)
    row = listed(held).loc["A"]
    assert row[["open", "held", "overdue"]].tolist() == [True, True, False]
    assert pd.isna(row["light"])
    assert listed(held, rules=CountingRules(set_aside=("voided",))).loc["A", "overdue"]


def test_a_past_period_is_told_as_of_its_end() -> None:
    early = {"reported_at": datetime(2025, 9, 20, 8)}
    cases = [
        case("later", -8, 3, **early),
        case("before", -8, -2, **early),
        case("unborn", 5),
    ]
    table = listed(*cases, period=SEPTEMBER)
    assert table.index.tolist() == ["later"]
    row = table.loc["later"]
    assert (row["open"], row["overdue"]) == (True, True)
    assert row["days_overdue"] == pytest.approx(7 + 16 / 24)
    assert pd.isna(row["done_at"])
    assert listed(*cases).index.tolist() == ["unborn"]


def test_findings_stand_beside_cases_with_their_owner() -> None:
    findings = [
        {
            "finding_no": "W1",
            "found_at": START,
            "rectify_due": datetime(2025, 10, 11),
            "as_of": AS_OF,
        }
        | {"district": "甲区", "team": "一队", "contractor": "保洁公司"},
        {"finding_no": "W2", "found_at": START, "rectified_at": START, "recheck": "failed"}
        | {"rectify_due": datetime(2025, 10, 30), "as_of": AS_OF, "district": "甲区"},
        {"finding_no": "W3", "found_at": START, "rectified_at": START, "as_of": AS_OF},
    ]
    con = tiny_store(findings=findings, cases=[case("A", 30, department="市政处", district="乙区")])
    table = items(con, OCTOBER).set_index("number")
    assert set(table.index) == {"W1", "W2", "A"}
    assert table["owner"].to_dict() == {"W1": "一队", "W2": "甲区", "A": "市政处"}
    assert table["owner_kind"].to_dict() == {"W1": "team", "W2": "district", "A": "department"}
    # Said to be rectified, but the recheck failed: still to be done.
    assert table.loc["W2", ["open", "returned"]].tolist() == [True, True]
    said = items(con, OCTOBER, rules=CountingRules(failed_recheck="rectified")).set_index("number")
    assert said.loc["W2", ["open", "returned"]].tolist() == [False, True]
    # Due on the 11th: until the end of that day.
    assert table.loc["W1", "days_overdue"] == pytest.approx(9 + 8 / 24 + 1 / 86_400)
    assert table.loc["W1", ["source_file", "source_row"]].tolist() == ["f.csv", 2]


def test_filters_choose_items() -> None:
    con = tiny_store(cases=[case("A", 5, team="一队"), case("B", 5, team="二队")])
    assert items(con, OCTOBER, {"team": ["二队"]})["number"].tolist() == ["B"]


def test_ageing_by_hand() -> None:
    days = (0.5, 1, 2.9, 3, 8, 19.5)
    cases = [case(f"C{n}", 20 - late, district="甲区") for n, late in enumerate(days)]
    cases += [case("half", 19.5, district="乙区", share=0.5), case("fine", 30, district="丙区")]
    table = items(tiny_store(cases=cases), OCTOBER)
    bands = ageing(table)
    assert bands["from_day"].tolist() == [0, 1, 3, 7, 15, 30, 60]
    assert bands["n"].tolist() == [1.5, 2, 1, 1, 1, 0, 0]
    assert bands["share"].sum() == pytest.approx(100)
    by_district = ageing(table, ["district"]).groupby("district")["n"].sum()
    assert by_district.to_dict() == {"乙区": 0.5, "甲区": 6}


def test_pace_by_hand() -> None:
    cases = [
        case("A", 1, 2),
        case("B", 1, 8),
        case("C", 30, None),
        case("D", 1, 9, reported_at=START + timedelta(days=6)),
        case("old", -9, 1, reported_at=START - timedelta(days=60)),
        case("held", 1, None, held=True),
        case("voided", 1, None, voided=True),
    ]
    table = pace(tiny_store(cases=cases), OCTOBER, steps=4).set_index("step")
    assert table.index.tolist() == ["2025-W40", "2025-W41", "2025-W42", "2025-W43"]
    assert table["inflow"].tolist() == [3, 1, 0, 0]
    assert table["done"].tolist() == [2, 2, 0, 0]
    assert table["net"].tolist() == [-1, 1, 0, 0]
    assert table["open"].tolist() == [2, 1, 1, 1]
    assert table["overdue"].tolist() == [1, 0, 0, 0]
    assert table["whole"].tolist() == [True, True, True, False]
    assert table["last_day"].tolist()[-1] == date(2025, 10, 21)


def test_the_outlook_divides_the_pile_by_what_is_gained() -> None:
    steps = pd.DataFrame({"whole": [True] * 3, "net": [1.0, 2.0, 3.0], "open": [9.0, 7.0, 4.0]})
    assert outlook(steps) == 2
    assert outlook(steps.assign(net=-1.0)) is None


@pytest.mark.parametrize("starts_on", [1, 21])
@pytest.mark.parametrize("grain", ["week", "month"])
def test_the_step_that_holds_a_day(grain: str, starts_on: int) -> None:
    like = parse_period("2025-10", starts_on, 7)
    for offset in range(40):
        day = date(2025, 12, 10) + timedelta(days=offset)
        step = containing(day, grain, like)
        assert step.start <= day < step.end and step.grain == grain


_CASE = st.tuples(
    st.integers(-80, 19),
    st.one_of(st.none(), st.integers(0, 30)),
    st.integers(1, 40),
    st.booleans(),
)


@given(st.lists(_CASE, max_size=30))
@settings(max_examples=20, deadline=None)
def test_ledger_pace_and_overdue_pile_agree(rows: list[tuple[int, int | None, int, bool]]) -> None:
    """Reported on a day, done so many days later (by the export's time) and due, held or not."""
    cases = []
    for n, (day, took, due, held) in enumerate(rows):
        reported = START + timedelta(days=day)
        done = None if took is None or day + took > 19 else reported + timedelta(days=took, hours=1)
        cases.append(
            {"case_no": str(n), "record_key": str(n), "reported_at": reported, "held": held}
            | {"due_at": reported + timedelta(days=due), "disposed_at": done, "as_of": AS_OF}
        )
    con = tiny_store(cases=cases)
    steps = pace(con, OCTOBER, grain="month", steps=3)
    for step in steps.to_dict("records"):
        period = parse_period(step["step"])
        table = items(con, period)
        pile = overdue_at(con, [moment_of(con, period)])["overdue"].iloc[0]
        if pd.isna(pile):  # nothing reported by then has a deadline
            assert not table["overdue"].any() and not step["overdue"] > 0
            continue
        assert table["overdue"].sum() == pile
        if step["whole"]:
            assert step["overdue"] == pile
            assert step["open"] == (table["open"] & ~table["held"]).sum()


def test_the_pile_of_the_sample_city(sample_store: Store) -> None:
    period = parse_period("2025-10", 21)
    with sample_store.connect() as con:
        table = items(con, period)
        pile = overdue_at(con, [moment_of(con, period)])["overdue"].iloc[0]
    cases = table[(table["item"] == "case") & table["overdue"]]
    assert cases["share"].sum() == pytest.approx(pile)
    heaviest = cases[cases["owner_kind"] == "department"].groupby("owner")["share"].sum()
    assert heaviest.idxmax() == "市政设施管理处"
    assert heaviest.max() > 200


def test_an_empty_store_has_an_empty_ledger() -> None:
    con = tiny_store()
    table = items(con, OCTOBER)
    assert table.empty and ageing(table)["n"].sum() == 0 and ageing(table, ["owner"]).empty
    assert pace(con, OCTOBER)[["inflow", "open", "overdue"]].to_numpy().sum() == 0

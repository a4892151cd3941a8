"""The counts printed beside a rate give that rate, and 应结 is one number wherever it stands."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.periods import parse_period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.drill import counted_rows
from metrics.analyses.complaints import handling
from metrics.analyses.family import indicators_of
from metrics.analyses.ledger import items
from metrics.indicators.definition import NO_DEADLINE
from shirong.score_rows import indicator_rows
from tests.metrics.tiny import tiny_store
from ui.complaints.captions import of_handling

OCTOBER = parse_period("2025-10")
REPORTED = datetime(2025, 10, 6, 8)
RATES = ("on_time_closure_rate", "late_closure_rate", "closure_rate")
# Hours after the report: of the deadline, and of the closing.
HOURS = st.sampled_from([None, 24, 48, 2_000])


@st.composite
def complaints(draw: st.DrawFn) -> dict[str, Any]:
    due, done = draw(HOURS), draw(st.sampled_from([None, -5, 12, 24, 72]))
    return {
        "reported_at": REPORTED,
        "due_at": None if due is None else REPORTED + timedelta(hours=due),
        "closed_at": None if done is None else REPORTED + timedelta(hours=done),
        "stage": draw(st.sampled_from([None, "disposing", "closed", "held"])),
        "overdue_flag": draw(st.sampled_from([None, True, False])),
        "channel": "12345",
        "team": draw(st.sampled_from(["一中队", "二中队"])),
    }


@settings(max_examples=12, deadline=None)
@given(st.lists(complaints(), min_size=1, max_size=12), st.sampled_from([*NO_DEADLINE]))
def test_the_printed_counts_give_the_rate(facts: list[dict[str, Any]], without: str) -> None:
    con = tiny_store(cases=facts)
    rules = CountingRules(no_deadline=without)
    page = handling(con, OCTOBER, ("team",), rules=rules).set_index("team")
    teams = page.index.tolist()
    unit = indicators_of(con, OCTOBER, "team", teams, rules, RATES).set_index(["unit", "indicator"])
    command = {
        name: {r["unit"]: r for r in indicator_rows(con, name, ("team",), OCTOBER, {}, rules, "zh")}
        for name in RATES
    }
    due = aggregate(con, ["due"], ("team",), OCTOBER, rules=rules).set_index("team")["value"]
    for team in teams:
        row, told = page.loc[team], command["on_time_closure_rate"][team]
        if told["value"] is None:
            assert row["on_time_rate"] != row["on_time_rate"]
            assert not (row["judged"] == 0 and row["no_deadline"] > 0)
            continue
        assert row["judged"] == told["denominator"]
        assert row["on_time_rate"] == pytest.approx(100 * row["on_time"] / row["judged"])
        for name in RATES:
            found = command[name][team]
            if (team, name) in unit.index and found["value"] is not None:
                shown = unit.loc[(team, name)]
                assert shown["value"] == pytest.approx(found["value"])
                rate = 100 * shown["numerator"] / shown["denominator"]
                assert shown["value"] == pytest.approx(rate)
        if without == "not_judged":
            assert due[team] == row["judged"] == command["closure_rate"][team]["denominator"]
            closed = [command[name][team]["numerator"] for name in RATES]
            assert closed[0] + closed[1] == closed[2]
        listed = counted_rows(
            con, "on_time_closure_rate", OCTOBER, {"team": team}, "denominator", rules
        )
        assert len(listed) == row["judged"]


@settings(max_examples=12, deadline=None)
@given(st.lists(complaints(), min_size=1, max_size=12))
def test_every_case_is_judged_not_due_yet_or_counted_as_left_out(
    facts: list[dict[str, Any]],
) -> None:
    con = tiny_store(cases=facts)
    found = aggregate(con, ["on_time_closure_rate"], (), OCTOBER).iloc[0]
    left = sum(found[reason] for reason in ("no_deadline", "undated", "before_report"))
    held = sum(fact["stage"] == "held" for fact in facts)
    waiting = con.execute(
        "SELECT count(*) FROM cases WHERE is_open AND deadline >= as_of"
        " AND stage IS DISTINCT FROM 'held'"
    ).fetchone()
    assert waiting is not None
    assert found["denominator"] + left + waiting[0] + held == len(facts)


@settings(max_examples=12, deadline=None)
@given(st.lists(complaints(), min_size=1, max_size=8), st.booleans())
def test_a_case_is_judged_alike_whatever_stands_beside_it(
    facts: list[dict[str, Any]], closed: bool
) -> None:
    """A unit without deadlines has no rate, alone as beside others, its cases done or open."""
    done = REPORTED + timedelta(hours=3) if closed else None
    own = {"reported_at": REPORTED, "closed_at": done, "channel": "12345", "team": "三中队"}
    for others in ([], facts):
        con = tiny_store(cases=[own, own, *others])
        for name in (*RATES, "due", "overdue_open"):
            found = aggregate(con, [name], ("team",), OCTOBER).set_index("team").loc["三中队"]
            assert (found["state"], found["no_deadline"]) == ("no_data", 2)


@settings(max_examples=12, deadline=None)
@given(st.lists(complaints(), min_size=1, max_size=8))
def test_the_sentence_says_none_overdue_only_of_what_is_judged(facts: list[dict[str, Any]]) -> None:
    con = tiny_store(cases=facts)
    said = of_handling(handling(con, OCTOBER)).text("zh")
    if all(fact["due_at"] is None for fact in facts):
        assert "逾期 0" not in said
    table = items(con, OCTOBER)
    assert not (table["overdue"] & table["unjudged"]).any()

"""Indicators by hand-worked rows, and against counts that cities have published."""

from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from kernel.messages import LANGUAGES
from kernel.periods import parse_period
from kernel.schema import TABLES
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.indicators import INDICATORS, SUBJECTS
from metrics.indicators.definition import DUE, NO_DEADLINE, SET_ASIDE
from tests.metrics.tiny import cases, tiny_store

OCTOBER = parse_period("2025-10")
NINE = datetime(2025, 10, 6, 9)


def city(con: duckdb.DuckDBPyConnection, indicator: str, **more: Any) -> dict[str, Any]:
    """What is said of the whole city in October 2025."""
    return aggregate(con, [indicator], (), more.pop("period", OCTOBER), **more).iloc[0].to_dict()


def case(**more: Any) -> dict[str, Any]:
    return {"reported_at": NINE, "channel": "collector", **more}


@pytest.mark.parametrize("entry", INDICATORS.values(), ids=lambda entry: entry.id)
def test_every_entry_is_complete(entry):
    for lang in LANGUAGES:
        assert entry.name(lang) and entry.formula(lang) and entry.source(lang)
        assert entry.unit(lang) or entry.kind == "figure"  # each figure has a measure of its own
    assert entry in SUBJECTS[entry.subject].INDICATORS
    assert entry.better in ("higher", "lower", None)
    assert set(entry.tables) <= set(TABLES)
    assert set(entry.set_aside) <= set(SET_ASIDE)
    assert (entry.denominator is None) == (entry.kind == "count")
    assert "funnel" not in entry.shown or entry.variance in ("binomial", "sum")


def fill_cases(columns: str, counts: dict[str, int]) -> duckdb.DuckDBPyConnection:
    """Cases with derived columns set by hand: counts[values of the columns] rows of each."""
    con = tiny_store()
    for values, rows in counts.items():
        con.execute(
            f"INSERT INTO cases (day, share, {columns})"
            f" SELECT DATE '2019-05-06', 1, {values} FROM range({rows})"
        )
    return con


def test_huaian_may_2019():
    """淮安 2019-05: 13599/14173 closed, 13117/14173 on time, 13568/14690 disposed on time."""
    con = fill_cases(
        "is_due, is_closed, is_on_time, is_disposal_due, is_disposed_on_time",
        {
            "TRUE, TRUE, TRUE, TRUE, TRUE": 13_117,
            "TRUE, TRUE, FALSE, TRUE, TRUE": 13_568 - 13_117,
            "TRUE, TRUE, FALSE, TRUE, FALSE": 13_599 - 13_568,
            "TRUE, FALSE, FALSE, TRUE, FALSE": 14_173 - 13_599,
            "FALSE, FALSE, NULL, TRUE, FALSE": 14_690 - 14_173,
            "FALSE, FALSE, NULL, FALSE, NULL": 15_716 - 14_690,
        },
    )
    period = parse_period("2019-05", month_starts_on=21)
    names = ["closure_rate", "on_time_disposal_rate", "on_time_closure_rate"]
    found = aggregate(con, ["filed", "due", *names], (), period).set_index("indicator")
    assert found.loc["filed", "value"] == 15_716
    assert found.loc["due", "value"] == 14_173
    assert found.loc[names, "value"].round(2).tolist() == [95.95, 92.36, 92.55]
    assert found.loc[names, "denominator"].tolist() == [14_173, 14_690, 14_173]


@pytest.mark.parametrize(("done", "target", "published"), [(738.98, 300, 246.3), (735, 600, 122.5)])
def test_wenling_tasks(done, target, published):
    """温岭: 738.98 of 300 (10,000 m2) demolished, 735 of 600 mu of land supplied."""
    con = tiny_store(tasks=[{"period": "2025", "task": "拆违", "target": target, "done": done}])
    found = city(con, "task_completion", period=parse_period("2025"))
    assert round(found["value"], 1) == published
    assert (found["numerator"], found["denominator"], found["n"]) == (done, target, 1)


def test_jintan_july_2016():
    """金坛 2016-07: 40+9+13+3+1 by area and 30+29+7 by method are both the 66 findings."""
    areas = ["a"] * 40 + ["b"] * 9 + ["c"] * 13 + ["d"] * 3 + ["e"]
    methods = ["covert"] * 30 + ["open"] * 29 + ["special"] * 7
    rows = [
        {"found_at": datetime(2016, 7, 8), "district": area, "method": method}
        for area, method in zip(areas, methods, strict=True)
    ]
    con = tiny_store(findings=rows)
    july = parse_period("2016-07")
    assert city(con, "findings", period=july)["value"] == 66
    for by in ("district", "method"):
        assert aggregate(con, ["findings"], (by,), july)["value"].sum() == 66


def test_yuncheng_example_counts():
    """运城: 100 cases, 95 closed of which 5 late, 3 postponed, 2 reworked."""
    con = tiny_store(
        cases=cases("一中队", on_time=90, late=5, open_overdue=5, postponed=3, reworked=2)
    )
    names = ["on_time_closure_rate", "late_closure_rate", "postponement_rate", "rework_rate"]
    found = aggregate(con, names, ("team",), OCTOBER)
    assert found["numerator"].tolist() == [90, 5, 3, 2]
    assert found["denominator"].tolist() == [100, 100, 100, 95]


def test_due_cases_leave_out_what_is_open_and_not_yet_due():
    rows = [
        case(due_at=NINE + timedelta(hours=4), closed_at=NINE + timedelta(hours=2)),  # on time
        case(due_at=NINE + timedelta(hours=4), closed_at=NINE + timedelta(hours=9)),  # late
        case(due_at=NINE + timedelta(hours=4)),  # overdue and open
        case(due_at=datetime(2025, 11, 30, 9)),  # not yet due at the export's time
    ]
    con = tiny_store(cases=rows)
    assert city(con, "filed")["value"] == 4
    assert city(con, "due")["value"] == 3
    assert city(con, "closure_rate")["value"] == pytest.approx(200 / 3)
    assert city(con, "on_time_closure_rate")["value"] == pytest.approx(100 / 3)
    assert city(con, "overdue_open")["value"] == 1
    everything = CountingRules(due_rule="all_filed")
    assert city(con, "due", rules=everything)["value"] == 4
    assert city(con, "closure_rate", rules=everything)["value"] == 50
    assert city(con, "on_time_closure_rate", rules=everything)["value"] == 25


JUDGED_BY_DEADLINE = ("on_time_closure_rate", "late_closure_rate", "on_time_disposal_rate")


@pytest.mark.parametrize("rule", DUE)
@pytest.mark.parametrize("without", NO_DEADLINE)
def test_without_any_deadline_nothing_can_be_called_on_time_or_overdue(rule, without):
    con = tiny_store(cases=[case(closed_at=NINE), case(), case(overdue_flag=True)])
    rules = CountingRules(due_rule=rule, no_deadline=without)
    for indicator in (*JUDGED_BY_DEADLINE, "overdue_open"):
        found = city(con, indicator, rules=rules)
        assert (found["state"], found["no_deadline"]) == ("no_data", 3), indicator
        assert np.isnan(found["value"])
    closed = city(con, "closure_rate", rules=rules)
    if rule == "all_filed" or without == "due_when_reported":
        assert (closed["numerator"], closed["denominator"], closed["no_deadline"]) == (1, 3, 0)
    else:
        assert (closed["state"], closed["denominator"], closed["no_deadline"]) == ("no_data", 0, 3)


def test_a_case_without_a_deadline_is_treated_alike_in_every_company_done_or_not():
    """Four without a deadline, one done: beside cases that have one, and alone."""
    without = [case(team="一中队", closed_at=NINE), *(case(team="一中队") for _ in range(3))]
    others = cases("二中队", on_time=2, late=1, open_overdue=1)
    for rows in (without, [*without, *others]):
        found = aggregate(
            tiny_store(cases=rows), ["due", "closure_rate", "filed"], ("team",), OCTOBER
        )
        mine = found[found["team"] == "一中队"].set_index("indicator")
        assert mine["state"].to_dict() == {
            "due": "no_data",
            "closure_rate": "no_data",
            "filed": "value",
        }
        assert mine["no_deadline"].tolist()[:2] == [4, 4]


def test_due_is_the_number_under_every_rate_and_who_is_left_out_is_counted():
    rows = [
        *cases("一中队", on_time=3, late=2, open_overdue=1),
        case(team="一中队", due_at=NINE, stage="closed"),  # closed, but when?
        case(team="一中队", due_at=NINE, stage="closed", overdue_flag=True),  # its source knows
        case(team="一中队", closed_at=NINE),  # no deadline
    ]
    con = tiny_store(cases=rows)
    names = ["due", "closure_rate", "on_time_closure_rate", "late_closure_rate"]
    found = aggregate(con, names, (), OCTOBER).set_index("indicator")
    assert found["denominator"].fillna(found["value"]).tolist() == [7] * 4
    assert found["numerator"].tolist() == [7, 6, 3, 3]
    assert found["no_deadline"].tolist() == [1] * 4
    assert found["undated"].tolist() == [1] * 4


def test_closings_at_unknown_times_do_not_make_a_rate_of_the_overdue_ones_alone():
    rows = [case(due_at=NINE, stage="closed"), case(due_at=NINE)]
    for indicator in ("closure_rate", "on_time_closure_rate", "late_closure_rate"):
        found = city(tiny_store(cases=rows), indicator)
        assert (found["state"], found["undated"]) == ("no_data", 1)


def test_what_was_closed_before_it_was_reported_is_counted_beside_the_figure():
    late = NINE + timedelta(days=4)
    rows = [
        case(due_at=late, closed_at=NINE + timedelta(hours=6)),
        case(due_at=late, closed_at=NINE - timedelta(hours=1)),  # proves nothing
        case(due_at=late, stage="closed"),
    ]
    con = tiny_store(cases=rows)
    for indicator in ("on_time_closure_rate", "on_time_disposal_rate", "handling_hours"):
        found = city(con, indicator)
        assert (found["numerator"], found["denominator"], found["n"]) == (1, 1, 1)
        assert (found["before_report"], found["undated"]) == (1, 1)
    assert city(con, "handling_hours")["value"] == 6


def test_a_closing_day_without_a_time_counts_in_handling_time():
    day = NINE.replace(hour=0)
    rows = [case(closed_at=day, closed_day_only=True) for _ in range(3)]
    found = city(tiny_store(cases=rows), "handling_hours")
    assert (found["n"], found["value"], found["before_report"]) == (3, 7.5, 0)


def test_the_dates_judge_and_the_mark_of_the_source_stands_beside():
    rows = [
        case(due_at=NINE + timedelta(hours=4), closed_at=NINE, overdue_flag=True),
        case(due_at=NINE, closed_at=NINE + timedelta(hours=1), overdue_flag=False),
    ]
    found = city(tiny_store(cases=rows), "on_time_closure_rate")
    assert (found["numerator"], found["denominator"]) == (1, 2)


def test_a_unit_none_of_whose_cases_says_how_it_came_has_no_number_of_complaints():
    rows = [case(team="一中队", channel=None), case(team="二中队", channel="12345")]
    rows += [case(team="三中队"), case(team="二中队", channel=None)]
    found = aggregate(tiny_store(cases=rows), ["complaints"], ("team",), OCTOBER)
    states = dict(zip(found["team"], found["state"], strict=True))
    assert states == {"一中队": "no_data", "二中队": "value", "三中队": "zero"}
    assert found.set_index("team")["no_channel"].to_dict() == {
        "一中队": 1,
        "二中队": 1,
        "三中队": 0,
    }


def test_problems_without_a_stated_deduction_are_no_full_marks():
    problem = {"found_at": NINE, "district": "甲区"}
    rows = [problem, problem | {"district": "乙区", "deduction": 1.0}]
    seen = [{"inspected_at": NINE, "district": name} for name in ("甲区", "乙区", "丙区")]
    con = tiny_store(findings=rows, inspections=seen)
    found = aggregate(con, ["deduction_per_100_checks"], ("district",), OCTOBER)
    states = dict(zip(found["district"], found["state"], strict=True))
    assert states == {"甲区": "no_data", "乙区": "value", "丙区": "zero"}


def test_on_time_is_judged_against_the_shared_deadline_and_disposal_against_its_own():
    row = case(
        due_at=NINE + timedelta(hours=4),
        bundle_due_at=NINE + timedelta(hours=10),
        disposed_at=NINE + timedelta(hours=6),
        closed_at=NINE + timedelta(hours=7),
    )
    con = tiny_store(cases=[row])
    assert city(con, "on_time_closure_rate")["value"] == 100
    assert city(con, "on_time_disposal_rate")["value"] == 0


@pytest.mark.parametrize("flag", SET_ASIDE)
def test_what_is_set_aside(flag):
    """Filed keeps held and excluded cases; the held rate counts held ones; due drops all."""
    done = case(due_at=NINE, closed_at=NINE)
    con = tiny_store(cases=[*[done | {"held": False}] * 3, done | {"held": False} | {flag: True}])
    assert city(con, "filed")["value"] == (4 if flag in ("held", "excluded") else 3)
    assert city(con, "due")["value"] == 3
    assert city(con, "due", rules=CountingRules(set_aside=()))["value"] == 4
    held = city(con, "held_rate")
    assert (held["numerator"], held["denominator"]) == ((1, 4) if flag == "held" else (0, 3))


def test_a_stage_in_brackets_voids_or_holds_like_a_flag():
    con = tiny_store(cases=[case(stage="voided"), case(stage="held"), case(stage="disposing")])
    assert city(con, "filed")["value"] == 2
    assert city(con, "held_rate")["value"] == 50


def test_rework_counts_cases_and_says_per_what():
    rows = [case(closed_at=NINE, rework_count=count) for count in (0, 0, 1, 3)]
    con = tiny_store(cases=[*rows, case(rework_count=1)])  # the last is not disposed
    found = city(con, "rework_rate")
    assert (found["numerator"], found["denominator"], found["value"]) == (2, 4, 50)


@pytest.mark.parametrize(
    ("indicator", "column"),
    [("rework_rate", "rework_count"), ("postponement_rate", "postpone_count")],
)
def test_a_flag_that_no_export_carries_is_no_data_and_not_zero(indicator, column):
    con = tiny_store(cases=[case(closed_at=NINE)])
    assert city(con, indicator)["state"] == "no_data"
    con = tiny_store(cases=[case(closed_at=NINE), case(closed_at=NINE, **{column: 0})])
    assert city(con, indicator)["state"] == "zero"


def test_unrated_complaints_are_in_no_denominator():
    ratings = ["very_satisfied", "satisfied", "neutral", "dissatisfied", None, None]
    rows = [case(channel="12345", satisfaction=rating) for rating in ratings]
    con = tiny_store(cases=rows)
    found = city(con, "satisfaction_rate")
    assert (found["value"], found["n"]) == (50, 4)
    assert city(con, "resolution_rate")["state"] == "no_data"


def test_handling_hours_count_open_cases_as_lower_bounds():
    """Done after 1, 2 and 4 hours, one open since 3: S = 3/4, 2/4. The median is 2, not 4."""
    done = [case(closed_at=NINE + timedelta(hours=hours)) for hours in (1, 2, 4)]
    con = tiny_store(cases=[*done, case(as_of=NINE + timedelta(hours=3))])
    found = city(con, "handling_hours")
    assert (found["value"], found["numerator"], found["n"]) == (2, 3, 4)


def test_handling_hours_have_no_median_before_half_are_done():
    waiting = [case(as_of=NINE + timedelta(hours=50)) for _ in range(3)]
    con = tiny_store(cases=[case(closed_at=NINE + timedelta(hours=1)), *waiting])
    found = city(con, "handling_hours")
    assert (found["state"], found["n"]) == ("no_data", 4)


def test_rebound_counts_closed_cases_that_came_back_in_time():
    first = case(closed_at=NINE + timedelta(hours=1), place="人民路1号", subcategory="店外经营")
    again = first | {
        "reported_at": NINE + timedelta(days=20),
        "closed_at": NINE + timedelta(days=21),
    }
    con = tiny_store(cases=[first, again, case(closed_at=NINE)])  # the last names no place
    found = city(con, "rebound_rate")
    assert (found["numerator"], found["denominator"]) == (1, 2)
    assert city(con, "rebound_rate", rules=CountingRules(rebound_days=19))["numerator"] == 0


def test_complaints_per_10k_and_a_city_that_has_none_imported():
    people = [
        {"kind": "district", "name": name, "population": 20_000.0} for name in ("甲区", "乙区")
    ]
    rows = [case(channel="12345", district="甲区"), case(channel="media", district="甲区"), case()]
    con = tiny_store(cases=rows, units=people)
    found = aggregate(con, ["complaints", "complaints_per_10k"], ("district",), OCTOBER)
    by_unit = found.set_index(["district", "indicator"])
    assert by_unit.loc[("甲区", "complaints_per_10k"), "value"] == 1
    assert by_unit.loc[("乙区", "complaints_per_10k"), "state"] == "zero"
    assert city(con, "complaints_per_10k")["value"] == 0.5
    without = tiny_store(cases=[case(district="甲区")], units=people)
    for indicator in ("complaints", "complaints_per_10k"):
        assert city(without, indicator)["state"] == "no_data"


def test_people_of_the_parts_stand_in_and_a_part_without_a_figure_gives_none():
    teams = [
        {"kind": "team", "name": "一中队", "parent": "甲区", "officers": 4.0},
        {"kind": "team", "name": "二中队", "parent": "甲区", "officers": 6.0},
        {"kind": "district", "name": "甲区"},
    ]
    rows = [{"filed_on": date(2025, 10, 6), "team": "一中队", "district": "甲区"}] * 5
    con = tiny_store(units=teams, enforcement_cases=rows)
    assert city(con, "cases_per_officer")["value"] == 0.5
    by_district = aggregate(con, ["cases_per_officer"], ("district",), OCTOBER)
    assert by_district["value"].tolist() == [0.5]
    by_team = aggregate(con, ["cases_per_officer"], ("team",), OCTOBER)
    assert by_team["value"].tolist() == [1.25, 0]
    of_one = city(con, "cases_per_officer", filters={"team": ["一中队"]})
    assert of_one["value"] == 1.25
    con.execute("INSERT INTO units (kind, name) VALUES ('team', '三中队')")
    assert city(con, "cases_per_officer")["state"] == "no_data"


def visits(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"inspected_at": NINE, "district": "甲区", **more} for _ in range(count)]


def test_deductions_per_100_checks_per_object_and_their_variance():
    problems = [{"found_at": NINE, "district": "甲区", "deduction": d} for d in (0.3, 0.7, None)]
    places = [
        {"name": "一路", "district": "甲区"},
        {"name": "二路", "district": "甲区", "valid_to": date(2025, 9, 30)},
        {"name": "三路", "district": "甲区", "valid_from": date(2025, 10, 31)},
    ]
    con = tiny_store(inspections=visits(50), findings=problems, points=places)
    found = city(con, "deduction_per_100_checks")
    assert (found["numerator"], found["denominator"], found["value"]) == (1, 50, 2)
    assert found["variance"] == pytest.approx(100**2 * (0.09 + 0.49) / 50**2)
    found = city(con, "deduction_per_object")
    assert (found["numerator"], found["denominator"], found["value"]) == (1, 2, 0.5)
    found = city(con, "findings_per_100_checks")
    assert (found["value"], found["n"]) == (6, 50)


def test_a_list_of_problems_without_visits_has_no_rate():
    con = tiny_store(findings=[{"found_at": NINE, "district": "甲区", "deduction": 1.0}])
    assert city(con, "findings")["value"] == 1
    for indicator in ("deduction_per_100_checks", "findings_per_100_checks", "checks"):
        assert city(con, indicator)["state"] == "no_data"


def test_visits_without_a_problem_are_a_real_zero():
    asked = ("findings", "findings_per_100_checks", "deduction_per_100_checks")
    earlier = [{"found_at": NINE - timedelta(days=90), "district": "甲区", "deduction": 1.0}]
    con = tiny_store(inspections=visits(3), findings=earlier)
    assert {city(con, indicator)["state"] for indicator in asked} == {"zero"}
    con = tiny_store(inspections=visits(3))  # no list of problems was ever imported
    assert {city(con, indicator)["state"] for indicator in asked} == {"no_data"}


def test_findings_without_deductions_are_no_deductions_of_zero():
    con = tiny_store(inspections=visits(3), findings=[{"found_at": NINE, "district": "甲区"}])
    assert city(con, "findings_per_100_checks")["state"] == "value"
    assert city(con, "deduction_per_100_checks")["state"] == "no_data"


def test_rectification_on_time_and_rechecks():
    day = timedelta(days=1)
    rows = [
        {"rectify_due": NINE + day, "rectified_at": NINE, "recheck": "passed"},
        {"rectify_due": NINE + day, "rectified_at": NINE + 5 * day, "recheck": "failed"},
        {"rectify_due": NINE + day},  # overdue and not rectified
        {"rectify_due": datetime(2025, 12, 1)},  # not yet due
        {"rectified_at": NINE},  # rectified, but against what deadline?
    ]
    con = tiny_store(findings=[{"found_at": NINE, **row} for row in rows])
    shares = ["rectification_rate", "on_time_rectification_rate", "recheck_pass_rate"]
    found = aggregate(con, shares, (), OCTOBER)
    assert found["numerator"].tolist() == [1, 1, 1]
    assert found["denominator"].tolist() == [3, 3, 2]
    assert found["no_deadline"].tolist()[:2] == [1, 1]
    said = CountingRules(
        failed_recheck="rectified"
    )  # what was said counts, as some schemes have it
    assert aggregate(con, shares, (), OCTOBER, rules=said)["numerator"].tolist() == [2, 1, 1]
    lenient = city(con, "rectification_rate", rules=CountingRules(no_deadline="due_when_reported"))
    assert (lenient["numerator"], lenient["denominator"], lenient["no_deadline"]) == (2, 4, 0)


def test_without_deadlines_for_rectification_there_is_no_rate():
    con = tiny_store(findings=[{"found_at": NINE, "rectified_at": NINE}, {"found_at": NINE}])
    for indicator in ("rectification_rate", "on_time_rectification_rate"):
        found = city(con, indicator)
        assert (found["state"], found["no_deadline"]) == ("no_data", 2)


def test_what_was_rectified_before_it_was_found_is_no_proof_of_being_on_time():
    due, before = NINE + timedelta(days=3), NINE - timedelta(days=1)
    rows = [
        {"found_at": NINE, "rectify_due": due, "rectified_at": before},
        {"found_at": NINE, "rectify_due": due, "rectified_at": NINE.replace(hour=0)},  # that day
        {"found_at": NINE, "rectify_due": due, "rectified_at": due + timedelta(days=1)},
    ]
    found = city(tiny_store(findings=rows), "on_time_rectification_rate")
    assert (found["numerator"], found["denominator"], found["before_found"]) == (1, 2, 1)
    alone = city(tiny_store(findings=rows[:1]), "on_time_rectification_rate")
    assert (alone["state"], alone["before_found"]) == ("no_data", 1)


def test_covert_gap_in_points_and_its_variance():
    rows = [
        *(visit | {"score": score} for visit in visits(1, method="open") for score in (90.0, 94.0)),
        *(
            visit | {"score": score}
            for visit in visits(1, method="covert")
            for score in (80.0, 84.0)
        ),
    ]
    con = tiny_store(inspections=rows)
    found = city(con, "covert_gap")
    assert (found["value"], found["numerator"], found["denominator"]) == (10, 2, 2)
    assert found["variance"] == pytest.approx(8 / 2 + 8 / 2)


def test_covert_gap_falls_back_to_pass_rates_and_needs_both_methods():
    rows = [
        *visits(3, method="open", passed=True),
        *visits(1, method="open", passed=False),
        *visits(1, method="covert", passed=True),
        *visits(1, method="covert", passed=False),
    ]
    assert city(tiny_store(inspections=rows), "covert_gap")["value"] == 25
    assert city(tiny_store(inspections=rows[:4]), "covert_gap")["state"] == "no_data"


def test_self_discovery_and_review_levels():
    channels = ["collector", "video", "12345", None]
    con = tiny_store(
        cases=[case(channel=channel) for channel in channels],
        enforcement_cases=[
            {"filed_on": date(2025, 10, 6), "closed_on": date(2025, 10, 7), **more}
            for more in (
                {"reviewed_by_team": True, "reviewed_by_legal": True, "review_result": "passed"},
                {"reviewed_by_section": True, "review_result": "failed", "points": 2.5},
                {"executed": True, "points": 1.0},
                {"executed": False},
            )
        ],
    )
    assert city(con, "self_discovery_rate")["value"] == pytest.approx(200 / 3)
    levels = {"": 50, "_team": 25, "_section": 25, "_legal": 25}
    for level, expected in levels.items():
        assert city(con, f"review_coverage{level}")["value"] == expected
    assert city(con, "review_pass_rate")["value"] == 50
    assert city(con, "execution_rate")["value"] == 50
    assert city(con, "case_points")["value"] == 3.5


def test_several_tasks_are_never_added_up():
    rows = [
        {"period": "2025", "task": "拆违", "target": 300.0, "done": 150.0, "measure": "万㎡"},
        {"period": "2025", "task": "供地", "target": 600.0, "done": 600.0, "measure": "亩"},
        {"period": "2025", "task": "未报", "target": 10.0, "done": None},
    ]
    con = tiny_store(tasks=rows)
    year = parse_period("2025")
    assert city(con, "task_completion", period=year)["value"] == 75
    one = city(con, "task_completion", period=year, filters={"task": ["供地"]})
    assert (one["numerator"], one["denominator"], one["value"]) == (600, 600, 100)
    untold = city(con, "task_completion", period=year, filters={"task": ["未报"]})
    assert untold["state"] == "no_data"


def scores(*entries: tuple[str, str | None, float | None]) -> pd.DataFrame:
    rows = [
        {"period": "2025-10", "team": team, "indicator": "队考核分", "state": state, "value": value}
        for team, state, value in entries
    ]
    con = tiny_store(score_entries=rows)
    found = aggregate(con, ["given_score"], ("team",), OCTOBER, {"item": ["队考核分"]})
    return found.set_index("team")


def test_given_scores_keep_the_four_states_apart():
    found = scores(
        ("一中队", "value", 90.0),
        ("一中队", None, 80.0),
        ("二中队", "no_data", None),
        ("三中队", "value", 0.0),
        ("四中队", "not_participating", None),
        ("五中队", "not_participating", None),
        ("五中队", "no_data", None),
    )
    assert found["state"].to_dict() == {
        "一中队": "value",
        "二中队": "no_data",
        "三中队": "zero",
        "四中队": "not_participating",
        "五中队": "no_data",
    }
    assert found.loc["一中队", "value"] == 85


@pytest.mark.parametrize(
    "indicator", [e.id for e in INDICATORS.values() if e.known not in ("", "TRUE")]
)
def test_what_no_export_of_the_period_carries_is_no_data(indicator):
    """Rows are there, but not one of them says what the indicator asks for."""
    con = tiny_store(
        cases=[{"reported_at": NINE, "closed_at": NINE, "district": "甲区"}],
        inspections=visits(2),
        findings=[{"found_at": NINE, "district": "甲区"}],
        enforcement_cases=[{"filed_on": date(2025, 10, 6), "closed_on": date(2025, 10, 7)}],
        points=[{"name": "一路", "district": "甲区"}],
        units=[{"kind": "district", "name": "甲区", "population": 1000.0}],
    )
    assert city(con, indicator)["state"] == "no_data"


def test_a_team_without_cases_in_a_month_with_cases_has_a_real_zero():
    teams = [{"kind": "team", "name": name, "officers": 5.0} for name in ("一中队", "二中队")]
    con = tiny_store(
        units=teams,
        enforcement_cases=[{"filed_on": date(2025, 10, 6), "team": "一中队", "points": 2.0}],
    )
    found = aggregate(con, ["cases_per_officer", "case_points"], ("team",), OCTOBER)
    assert found["state"].tolist() == ["value", "value", "zero", "zero"]
    before = aggregate(con, ["cases_per_officer"], ("team",), OCTOBER.previous())
    assert set(before["state"]) == {"no_data"}


def test_what_was_reported_is_filed_voided_or_unknown():
    nine, kinds = datetime(2025, 10, 6, 9), ("collector", "video", "12345")
    filed = [{"channel": c, "filed_at": nine} for c in kinds for _ in range(3)]
    voided = [{"channel": c, "stage": "voided", "filed_at": nine} for c in kinds]
    silent = [{"channel": c} for c in kinds]
    rows = [row | {"reported_at": nine} for row in filed + voided + silent]
    con = tiny_store(cases=rows)
    names = {"acceptance_rate": (3, 4), "filing_rate": (6, 8), "collection_accuracy": (3, 4)}
    for name, (above, below) in names.items():
        found = city(con, name)
        assert (found["numerator"], found["denominator"], found["value"]) == (above, below, 75)
        assert found["not_said"] == below / 4
    alone = tiny_store(cases=[row for row in rows if row.get("stage") != "voided"])
    for name in names:  # exports of filed cases alone prove nothing
        assert city(alone, name)["state"] == "no_data"

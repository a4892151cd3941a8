"""Targets, the half-time line and rank goals, and key problems, by hand."""

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from data.store import Store
from kernel.periods import covering, parse_period
from metrics.aggregation.aggregate import aggregate
from metrics.analyses.key_problems import key_problems
from metrics.analyses.targets import progress, rank_goals, reports
from metrics.schemes.scheme import load_scheme
from sample_city import goals
from tests.metrics.tiny import tiny_store

NAN = float("nan")
OCTOBER = parse_period("2025-10")
AS_OF = datetime(2025, 7, 2, 12)  # exactly the middle of 2025


def task(period: str, target: float, done: float | None, **more: Any) -> dict[str, Any]:
    return {
        "period": period,
        "task": "拆违",
        "measure": "平方米",
        "target": target,
        "done": done,
        "district": "甲区",
        "as_of": AS_OF,
        **more,
    }


def told(*tasks: dict[str, Any], period: str = "2025") -> pd.DataFrame:
    return progress(tiny_store(tasks=tasks), parse_period(period))


@pytest.mark.parametrize(
    ("done", "gap", "state"),
    [(40, -10, "behind"), (50, 0, "ahead"), (60, 10, "ahead"), (100, 50, "done")],
)
def test_half_of_the_time_asks_for_half_of_the_task(done: float, gap: float, state: str) -> None:
    row = told(task("2025", 100, done)).iloc[0]
    assert row["plan"] == "final"
    assert row[["time_gone", "share_done", "expected"]].tolist() == [50, done, 50]
    assert (row["gap"], row["state"], row["projected"]) == (gap, state, 2 * done)


@pytest.mark.parametrize(
    ("direction", "target", "done", "completion", "state"),
    [
        ("rank", 3, 9, 0, "over"),  # 9th of a goal of 3rd was shown as 300 % done
        ("rank", 3, 1, 100, "held"),
        ("at_most", 10, 14, 100 * 10 / 14, "over"),
        ("at_most", 10, 10, 100, "held"),
        ("zero", 0, 2, 0, "over"),
        ("zero", 0, 0, 100, "held"),
        ("equal", 5, 5, 100, "held"),
        ("equal", 5, 6, 0, "over"),
        ("unclear", 100, 90, NAN, "unclear"),
        ("at_least", 0, 2, NAN, "unclear"),  # an amount of nothing is no goal
    ],
)
def test_a_target_has_its_direction(
    direction: str, target: float, done: float, completion: float, state: str
) -> None:
    con = tiny_store(tasks=[task("2025", target, done, direction=direction)])
    row = progress(con, parse_period("2025")).iloc[0]
    assert row["state"] == state
    assert row["gap"] != row["gap"]  # the half-time line is for amounts that grow
    assert row["completion"] == pytest.approx(completion, nan_ok=True)
    rate = aggregate(con, ["task_completion"], ("district",), parse_period("2025")).iloc[0]
    assert rate["value"] == pytest.approx(completion, nan_ok=True)


def test_a_limit_is_met_or_missed_only_when_its_time_is_over() -> None:
    over = {"direction": "at_most", "due_on": date(2025, 3, 31)}
    for done, state in ((9, "done"), (11, "missed")):
        row = told(task("2025-Q1", 10, done, **over), period="2025-Q1").iloc[0]
        assert row["state"] == state


def test_the_time_that_is_gone_is_unknown_without_a_day() -> None:
    """A list of the year's tasks may have been written on any day of it."""
    row = told(task("2025", 100, 40, as_of=None)).iloc[0]
    assert (row["state"], pd.isna(row["time_gone"]), row["completion"]) == ("undated", True, 40)
    assert told(task("2025", 100, 100, as_of=None)).iloc[0]["state"] == "done"


def test_several_tasks_of_any_direction_have_the_mean_of_their_completions() -> None:
    tasks = [
        task("2025", 100, 50, task="拆违"),
        task("2025", 3, 1, task="名次", direction="rank"),
        task("2025", 9, 1, task="降低", direction="unclear"),
    ]
    found = aggregate(tiny_store(tasks=tasks), ["task_completion"], (), parse_period("2025"))
    assert found[["value", "n"]].iloc[0].tolist() == [75, 2]


def test_a_task_that_was_not_reported_has_no_state_of_its_own() -> None:
    row = told(task("2025", 100, None)).iloc[0]
    assert row["state"] == "no_data"
    assert pd.isna(row["completion"]) and pd.isna(row["gap"])


def test_a_task_past_its_time_is_missed() -> None:
    row = told(task("2025-Q1", 100, 90, due_on=date(2025, 3, 31)), period="2025-Q1").iloc[0]
    assert row[["time_gone", "state", "begins"]].tolist() == [
        100,
        "missed",
        pd.Timestamp(2025, 1, 1),
    ]
    assert told(task("2025-Q1", 100, 90, due_on=date(2025, 3, 31)), period="2025-Q2").empty


def test_growing_targets_are_the_plan_to_date() -> None:
    due = {"due_on": date(2025, 12, 31)}
    rows = [task(f"2025-0{month}", 10 * month, 9 * month, **due) for month in range(1, 7)]
    row = told(*rows).iloc[0]
    assert row[["plan", "stated", "target", "completion"]].tolist() == [
        "to_date",
        "2025-06",
        60,
        90,
    ]
    gone = 100 * 181 / 365  # to the end of June, earlier than the export
    assert row["time_gone"] == pytest.approx(gone)
    assert row["share_done"] == pytest.approx(0.9 * gone)
    assert row["projected"] == pytest.approx(90)
    assert (row["expected"], row["state"]) == (60, "behind")


def test_one_target_told_every_month_is_final() -> None:
    due = {"due_on": date(2025, 12, 31)}
    rows = [task(f"2025-0{month}", 120, 10 * month, **due) for month in range(1, 7)]
    row = told(*rows).iloc[0]
    assert row[["plan", "share_done"]].tolist() == ["final", 50]
    assert row["begins"] == pd.Timestamp(2025, 1, 1)
    assert row["state"] == "ahead"


def test_the_period_shown_knows_nothing_of_later_reports() -> None:
    due = {"due_on": date(2025, 12, 31)}
    rows = [task(f"2025-0{month}", 120, 10 * month, **due) for month in range(1, 7)]
    assert told(*rows, period="2025-03")["stated"].tolist() == ["2025-03"]
    con = tiny_store(tasks=rows)
    assert reports(con, parse_period("2025-03"))["completion"].tolist() == pytest.approx(
        [100 * month / 12 for month in (1, 2, 3)]
    )


def test_the_unit_is_the_one_that_the_row_names() -> None:
    table = told(task("2025", 10, 1, district=None, team="一队"), task("2025", 10, 2))
    assert table[["unit", "kind"]].values.tolist() == [["一队", "team"], ["甲区", "district"]]


def history(**ranks: list[int | None]) -> pd.DataFrame:
    rows = [
        {"unit": unit, "group": "一组", "period": f"2025-{month:02d}", "rank": rank}
        | {"score": None if rank is None else 100.0 - rank, "state": "value"}
        for unit, own in ranks.items()
        for month, rank in enumerate(own, start=1)
    ]
    return pd.DataFrame(rows).astype({"rank": "Int64", "score": float})


def test_rank_goals_by_hand() -> None:
    table = rank_goals(
        history(
            甲=[1, 2, 1, 3],
            乙=[2, 4, 2, 2],
            丙=[4, 1, 3, 4],
            丁=[3, 3, None, None],
            戊=[5, 5, 4, 1],
        )
    ).set_index("unit")
    assert table["reached"].to_dict() == {
        "甲": True,
        "乙": True,
        "丙": False,
        "丁": False,
        "戊": True,
    }
    assert table["times"].to_dict() == {"甲": 4, "乙": 3, "丙": 2, "丁": 2, "戊": 1}
    assert table["streak"].to_dict() == {"甲": 4, "乙": 2, "丙": 0, "丁": 0, "戊": 1}
    assert table["longest"].to_dict() == {"甲": 4, "乙": 2, "丙": 2, "丁": 2, "戊": 1}
    assert table["share"].to_dict() == {"甲": 100, "乙": 75, "丙": 50, "丁": 100, "戊": 25}
    assert table["best"].to_dict() == {"甲": 1, "乙": 2, "丙": 1, "丁": 3, "戊": 1}
    assert table["last_reached"].to_dict() == {
        "甲": "2025-04",
        "乙": "2025-04",
        "丙": "2025-03",
        "丁": "2025-02",
        "戊": "2025-04",
    }
    assert table.loc["丙", "behind"] == 1 and table.loc["甲", "behind"] == 0
    assert pd.isna(table.loc["丁", "behind"]) and pd.isna(table.loc["丁", "rank"])


def key_finding(district: str, rectified: bool, **more: Any) -> dict[str, Any]:
    at = datetime(2025, 10, 6, 9)
    return {
        "found_at": at,
        "rectified_at": at if rectified else None,
        "rectify_due": datetime(2025, 10, 10),
        "district": district,
        "subcategory": "店外经营",
        "key_problem": True,
        **more,
    }


def test_who_ignores_a_key_problem_is_named_first() -> None:
    findings = [key_finding("甲区", n < 3, notified_times=n % 3) for n in range(12)]
    findings += [key_finding("乙区", n < 11) for n in range(12)]
    findings += [key_finding("丙区", n < 1) for n in range(2)]
    findings += [key_finding("甲区", False, key_problem=False)]
    table = key_problems(tiny_store(findings=findings), OCTOBER).set_index("district")
    assert table.index[0] == "甲区"
    assert table["ignored"].to_dict() == {"甲区": True, "乙区": False, "丙区": False}
    row = table.loc["甲区"]
    assert row[["found", "due", "rectified", "overdue", "notified_again"]].tolist() == [
        12,
        12,
        3,
        9,
        4,
    ]
    assert row["rate"] == 25
    assert row["others"] == pytest.approx(100 * 12 / 14)


def test_key_problems_that_are_not_due_have_no_rate() -> None:
    finding = key_finding("甲区", False, rectify_due=datetime(2025, 12, 1))
    table = key_problems(tiny_store(findings=[finding]), OCTOBER)
    assert table[["found", "due", "open", "overdue"]].values.tolist() == [[1, 0, 1, 0]]
    assert table["rate"].isna().all() and not table["ignored"].any()


def test_the_sample_city_has_one_that_ignores_it(sample_store: Store) -> None:
    with sample_store.connect() as con:
        table = key_problems(con, covering(date(2025, 4, 21), date(2025, 10, 20)))
        tasks = progress(con, parse_period("2025-10", 21)).query("kind == 'district'")
    ignored = table[table["ignored"]]
    assert ignored[["district", "category"]].values.tolist() == [["柳溪县", "店外经营"]]
    assert ignored["rate"].iloc[0] < 50 < ignored["others"].iloc[0]
    assert len(tasks) == 36 and set(tasks["plan"]) == {"to_date"}
    assert set(tasks["state"]) <= {"done", "ahead", "behind"}


def test_an_empty_store_has_no_targets() -> None:
    con = tiny_store()
    assert progress(con, OCTOBER).empty and reports(con, OCTOBER).empty
    assert key_problems(con, OCTOBER).empty


def test_who_answers_for_a_task_is_as_it_was_stated_last() -> None:
    rows = [
        {"period": "2025-09", "task": "公厕", "target": 10.0, "done": 4.0, "district": "甲",
         "leader": "陈立", "responsible": "一科"},
        {"period": "2025-10", "task": "公厕", "target": 10.0, "done": 5.0, "district": "甲",
         "leader": "韩立", "responsible": None},
    ]  # fmt: skip
    found = progress(tiny_store(tasks=rows), parse_period("2025-10"))
    assert found["leader"].tolist() == ["韩立"] and found["responsible"].isna().all()


def test_the_departments_goals_of_the_sample_are_told_by_their_direction(
    sample_store: Store,
) -> None:
    """The stories of `sample_city.goals`."""
    scheme = load_scheme("sample-district")
    with sample_store.connect() as con:
        told = {
            month: progress(con, scheme.parse_period(month)).set_index("task")
            for month in ("2025-07", "2025-10")
        }
    columns = ["direction", "done", "state"]
    july, october = (
        told[month].loc[[goals.LEAK, goals.MARKET, goals.CLEAN, goals.ACCIDENTS], columns]
        for month in told
    )
    assert july.to_numpy().tolist() == [
        ["at_most", 12.6, "over"], ["rank", 4, "over"], ["rank", 6, "over"], ["zero", 0, "held"],
    ]  # fmt: skip
    assert october.to_numpy().tolist() == [
        ["at_most", 11.6, "over"], ["rank", 1, "held"], ["rank", 5, "over"], ["zero", 2, "over"],
    ]  # fmt: skip
    found = told["2025-10"]
    assert found.loc[goals.LEAK, "completion"] == pytest.approx(1000 / 11.6)
    assert found.loc[goals.MARKET, "completion"] == 100  # not 300 %
    assert found.loc[goals.UNREPORTED, "state"] == "no_data"
    assert found.loc[goals.KEPT, ["direction", "state"]].tolist() == ["zero", "held"]
    own = found.loc[[goals.LEAK, goals.MARKET, goals.KEPT]]
    assert own["gap"].isna().all()  # no half-time line for what does not grow

"""Rankings on real facts in a tiny store: worked examples, states, groups, ties, periods."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from scipy.stats import beta

from metrics.schemes.scheme import Scheme, load_scheme
from metrics.scoring.ranking import Ranking, rank, ranking_history
from tests.metrics.scheme_files import small
from tests.metrics.tiny import cases, day, given, tiny_store, units

OFFICES = ("队考核分", "街道办分")


def ranked(con: Any, scheme: Scheme, period: str = "2025-10") -> Ranking:
    return rank(con, scheme, scheme.parse_period(period))


def row(ranking: Ranking, unit: str) -> pd.Series:
    return ranking.table.set_index("unit").loc[unit]


def part(ranking: Ranking, unit: str, component: str) -> pd.Series:
    return ranking.components.set_index(["unit", "component"]).loc[(unit, component)]


def scored(values: dict[str, float], period: str = "2025-10", **more: Any) -> list[dict]:
    """Given scores `评分` of districts."""
    return [given(u, "评分", v, period, "district", **more) for u, v in values.items()]


# ------------------------------------------------------------------ 运城


@pytest.fixture(scope="module")
def yuncheng_facts() -> dict[str, list[dict]]:
    """100 cases, 95 closed of which 5 late, 3 delayed, 2 reworked; team 90, street 88."""
    return {
        "cases": cases("一中队", on_time=90, late=5, open_overdue=5, postponed=3, reworked=2),
        "score_entries": [given("一中队", "队考核分", 90), given("一中队", "街道办分", 88)],
    }


def plus_one(component: str | None) -> list[dict]:
    return [{"team": "一中队", "period": "2025-10", "component": component, "points": 1.0}]


def test_yuncheng_system_score_and_total(yuncheng_facts: dict) -> None:
    ranking = ranked(tiny_store(**yuncheng_facts), load_scheme("yuncheng-team"))
    assert part(ranking, "一中队", "system").score == 93.1
    assert part(ranking, "一中队", "closure")[["numerator", "denominator"]].tolist() == [92, 100]
    assert row(ranking, "一中队").score == 91.87


def test_yuncheng_point_inside_the_system_score_is_weighted(yuncheng_facts: dict) -> None:
    con = tiny_store(**yuncheng_facts, adjustments=plus_one("system"))
    ranking = ranked(con, load_scheme("yuncheng-team"))
    assert part(ranking, "一中队", "system").score == 94.1
    assert row(ranking, "一中队").score == 92.57


@pytest.mark.parametrize("written", ["total", "总分", "", None])
def test_yuncheng_point_on_the_total_counts_whole(
    yuncheng_facts: dict, written: str | None
) -> None:
    con = tiny_store(**yuncheng_facts, adjustments=plus_one(written))
    assert row(ranked(con, load_scheme("yuncheng-team")), "一中队").score == 92.87


def test_adjustment_without_a_place_is_told_not_counted(yuncheng_facts: dict) -> None:
    con = tiny_store(**yuncheng_facts, adjustments=plus_one("队考核分"))
    ranking = ranked(con, load_scheme("yuncheng-team"))
    assert row(ranking, "一中队").score == 91.87
    assert [note.code for note in ranking.notes] == ["rank-note-adjustment"]


def test_missing_manual_score_is_not_ranked_and_no_zero(yuncheng_facts: dict) -> None:
    entries = [given("一中队", "队考核分", 90), given("一中队", "街道办分", None)]
    con = tiny_store(**yuncheng_facts | {"score_entries": entries})
    unit = row(ranked(con, load_scheme("yuncheng-team")), "一中队")
    assert unit.state == "no_data" and math.isnan(unit.score)
    assert "街道办分" in unit.reason.text("zh")
    assert "Street office" in unit.reason.text("en")


# ------------------------------------------------------------------ 部门综合指标值


def department(name: str, **counts: int) -> list[dict]:
    return cases(name, kind="department", **counts)


def test_department_composite_with_bands_and_weights() -> None:
    con = tiny_store(cases=department("市政", on_time=54, late=3, open_overdue=3, reworked=6))
    ranking = ranked(con, load_scheme("gb30428-department"))
    assert part(ranking, "市政", "filed").score == 90  # 51 to 100 cases
    assert part(ranking, "市政", "closure").score == 95
    assert part(ranking, "市政", "on_time_disposal").score == 90
    exact = 9 + 0.3 * 95 + 0.3 * 90 + 0.3 * (100 - 600 / 57)
    assert row(ranking, "市政").score == round(exact, 2)


def test_department_without_due_cases_is_no_zero_and_no_rank() -> None:
    """The trap: 0/0 gave 0 for closure, on time and rework, hence the last rank for no work."""
    waiting = department("园林", open_overdue=3)
    for case in waiting:
        case["due_at"] = day(30, 12)
    con = tiny_store(cases=waiting + department("市政", on_time=5, open_overdue=5))
    ranking = ranked(con, load_scheme("gb30428-department"))
    idle = row(ranking, "园林")
    assert (idle.state, idle.score) == ("below_minimum_n", 100)
    assert part(ranking, "园林", "closure").state == "no_data"
    assert row(ranking, "市政")["rank"] == 1
    assert ranking.table.unit.tolist() == ["市政", "园林"]


def test_perfect_department_has_full_marks() -> None:
    """The trap: 100 - rate for rates that should be high."""
    con = tiny_store(cases=department("市政", on_time=40))
    assert row(ranked(con, load_scheme("gb30428-department")), "市政").score == 100


def test_more_rework_never_helps() -> None:
    """The trap: the share of misses added instead of taken off; the band fed with rework."""
    few = tiny_store(cases=department("市政", on_time=60, reworked=1))
    many = tiny_store(cases=department("市政", on_time=60, reworked=60))
    scheme = load_scheme("gb30428-department")
    assert row(ranked(many, scheme), "市政").score < row(ranked(few, scheme), "市政").score
    assert part(ranked(many, scheme), "市政", "filed").score == 90


def test_rates_are_not_rounded_before_weighting(tmp_path: Path) -> None:
    """2/3 closed: 66.67 as such, not 67."""
    con = tiny_store(cases=department("市政", on_time=2, open_overdue=1))
    ranking = ranked(con, load_scheme("gb30428-department"))
    assert row(ranking, "市政").score == round(10 + 30 * 2 / 3 * 2 + 30, 2)


def test_89_9_stays_89_9_and_below_the_grade_of_90(tmp_path: Path) -> None:
    scheme = small(
        tmp_path,
        grades=[
            {"from": 90, "name": {"zh": "A", "en": "A"}},
            {"from": 75, "name": {"zh": "B", "en": "B"}},
        ],
    )
    ranking = ranked(tiny_store(score_entries=scored({"甲": 89.9, "乙": 90, "丙": 74.99})), scheme)
    assert row(ranking, "甲").score == 89.9
    assert [str(grade) for grade in ranking.table.grade] == ["A", "B", "None"]


# ------------------------------------------------------------------ 纽约


def test_new_york_mean_of_sections_half_up_and_shared_ranks() -> None:
    def sections(district: str, *values: float | None) -> list[dict]:
        return [
            given(district, "Acceptable streets", v, kind="district", street=f"{district}{i}")
            for i, v in enumerate(values)
        ]

    rows = [
        *sections("MN01", 90.24, 90.91),  # 90.575
        *sections("MN02", 90.58),
        *sections("MN03", 80, 100, None),
        *sections("MN04", 0),
        *sections("MN05", None, None),
    ]
    ranking = ranked(tiny_store(score_entries=rows), load_scheme("nyc-scorecard"))
    table = ranking.table.set_index("unit")
    assert table.score.dropna().to_dict() == {"MN01": 90.58, "MN02": 90.58, "MN03": 90, "MN04": 0}
    assert table["rank"].dropna().tolist() == [1, 1, 3, 4]
    assert table.state.to_dict() == {
        "MN01": "value",
        "MN02": "value",
        "MN03": "value",
        "MN04": "zero",
        "MN05": "no_data",
    }
    assert table.n.tolist() == [2, 1, 2, 1, 0]
    assert table.group.isna().all()
    assert table.low.isna().all()


# ------------------------------------------------------------------ states, groups, ties


def test_four_states_stay_apart_and_each_has_its_reason(tmp_path: Path) -> None:
    entries = [
        *scored({"零": 0, "好": 80, "缺": None}),
        *scored({"免": None}, state="not_participating"),
    ]
    registered = units("district", "零", "好", "缺", "免", "无")
    ranking = ranked(tiny_store(score_entries=entries, units=registered), small(tmp_path))
    assert ranking.table[["unit", "state"]].values.tolist() == [
        ["好", "value"],
        ["零", "zero"],
        ["无", "no_data"],
        ["缺", "no_data"],
        ["免", "not_participating"],
    ]
    assert row(ranking, "零").score == 0
    assert ranking.table.reason.notna().tolist() == [False, False, True, True, True]


def test_exempt_from_the_whole_is_not_ranked_in_spite_of_rows(tmp_path: Path) -> None:
    entries = scored({"甲": 80, "乙": 90})
    exempt = given("乙", "total", None, kind="district", state="not_participating")
    ranking = ranked(tiny_store(score_entries=[*entries, exempt]), small(tmp_path))
    assert row(ranking, "乙").state == "not_participating"
    assert row(ranking, "甲")["rank"] == 1


@pytest.mark.parametrize(("policy", "expected"), [("renormalise", 80), ("zero", 32)])
def test_missing_component(tmp_path: Path, policy: str, expected: float) -> None:
    con = tiny_store(score_entries=scored({"甲": 80}))
    ranking = ranked(con, small(tmp_path, missing=policy))
    assert row(ranking, "甲").score == expected
    assert part(ranking, "甲", "closure").state == "no_data"


def test_exempt_component_is_never_a_zero(tmp_path: Path) -> None:
    exempt = scored({"甲": None}, state="not_participating")
    con = tiny_store(cases=cases("甲", on_time=9, late=1, kind="district"), score_entries=exempt)
    ranking = ranked(con, small(tmp_path, missing="zero", n="due"))
    assert row(ranking, "甲").score == 100
    assert part(ranking, "甲", "given").state == "not_participating"


def test_too_much_missing_forms_no_total(tmp_path: Path) -> None:
    con = tiny_store(score_entries=scored({"甲": 80}))
    unit = row(ranked(con, small(tmp_path, missing_limit=50)), "甲")
    assert unit.state == "no_data" and "60" in unit.reason.text("en")
    assert row(ranked(con, small(tmp_path, missing_limit=60)), "甲").score == 80


def test_below_minimum_is_shown_with_its_score_after_the_ranked(tmp_path: Path) -> None:
    entries = [*scored({"甲": 99}), *(r for _ in range(3) for r in scored({"乙": 60}))]
    scheme = small(tmp_path, n={"indicator": "given_score", "item": "评分", "minimum": 3})
    ranking = ranked(tiny_store(score_entries=entries), scheme)
    assert ranking.table.unit.tolist() == ["乙", "甲"]
    assert row(ranking, "甲")[["state", "score", "n"]].tolist() == ["below_minimum_n", 99, 1]
    assert pd.isna(row(ranking, "甲")["rank"])


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", [1, 1, 3, 4, 4]), ("dense", [1, 1, 2, 3, 3]), ("unordered", [1, 1, 3, 4, 4])],
)
def test_ties(tmp_path: Path, ties: str, expected: list[int]) -> None:
    values = {"甲": 90.004, "乙": 90, "丙": 89.99, "丁": 80, "戊": 80}
    ranking = ranked(tiny_store(score_entries=scored(values)), small(tmp_path, ties=ties))
    assert ranking.table["rank"].tolist() == expected


def test_ties_are_decided_by_named_components(tmp_path: Path) -> None:
    """乙 and 丙 total 70 as 甲 does; the case part decides, then they share."""
    facts = {
        "cases": [
            *cases("甲", on_time=5, open_overdue=5, kind="district"),
            *cases("乙", on_time=10, kind="district"),
            *cases("丙", on_time=10, kind="district"),
        ],
        "score_entries": scored({"甲": 100, "乙": 25, "丙": 25}),
    }
    con = tiny_store(**facts)
    scheme = small(tmp_path, ties={"by": ["closure"], "then": "min"}, n="due")
    ranking = ranked(con, scheme)
    assert ranking.table.score.tolist() == [70, 70, 70]
    assert dict(zip(ranking.table.unit, ranking.table["rank"], strict=True)) == {
        "丙": 1,
        "乙": 1,
        "甲": 3,
    }


def test_a_deciding_component_without_data_stands_below_one_with_nothing(tmp_path: Path) -> None:
    """乙 closed none of its cases, 甲 had none: both total 40. Nothing is more than no data, or
    having no cases would win a tie."""
    con = tiny_store(
        cases=cases("乙", open_overdue=10, kind="district"),
        score_entries=scored({"甲": 40, "乙": 100}),
    )
    table = ranked(con, small(tmp_path, ties={"by": ["closure"], "then": "min"})).table
    assert table[["unit", "rank", "score"]].values.tolist() == [["乙", 1, 40], ["甲", 2, 40]]


def test_those_without_a_rank_stand_by_score_then_by_name(tmp_path: Path) -> None:
    scheme = small(tmp_path, n={"indicator": "given_score", "item": "评分", "minimum": 2})
    con = tiny_store(score_entries=scored({"甲": 70, "乙": 90, "丙": 70}))
    assert ranked(con, scheme).table.unit.tolist() == ["乙", "丙", "甲"]


def test_ranks_are_given_inside_groups(tmp_path: Path) -> None:
    registered = [
        *units("district", "甲", "乙", group="城区组"),
        *units("district", "丙", "丁", group="城郊组"),
    ]
    con = tiny_store(
        units=registered, score_entries=scored({"甲": 70, "乙": 80, "丙": 90, "丁": 60})
    )
    register = small(tmp_path, groups={"by": "units.group", "order": ["城郊组", "城区组"]})
    assert ranked(con, register).table[["group", "rank", "unit"]].values.tolist() == [
        ["城郊组", 1, "丙"],
        ["城郊组", 2, "丁"],
        ["城区组", 1, "乙"],
        ["城区组", 2, "甲"],
    ]
    named = small(tmp_path, groups={"of": {"一类": ["丙", "甲"], "二类": ["丁", "乙"]}})
    assert ranked(con, named).table.unit.tolist() == ["丙", "甲", "乙", "丁"]


def test_lists_statement_and_warning(tmp_path: Path) -> None:
    months = {"2025-09": {"甲": 90, "乙": 70, "丙": 60}, "2025-10": {"甲": 90, "乙": 60, "丙": 60}}
    con = tiny_store(score_entries=[r for m, v in months.items() for r in scored(v, m)])
    scheme = small(
        tmp_path,
        lists={"red": 1, "black": 1, "scope": "group"},
        statement={"bottom": 1, "times": 2, "within": 2},
        early_warning=35,
    )
    lists = ranked(con, scheme).lists
    assert lists.red == ("甲",)
    assert set(lists.black) == {"乙", "丙"}  # they share the last place
    assert lists.statement == ("丙",)
    assert lists.warnings == (("丙", "given"), ("乙", "given"))


def test_points_by_place_inside_the_group(tmp_path: Path) -> None:
    component = {
        "id": "place",
        "name": {"zh": "名次", "en": "Place"},
        "weight": 100,
        "indicator": "given_score",
        "item": "评分",
        "rule": {"type": "rank_points", "places": [100, 90, 70]},
    }
    con = tiny_store(score_entries=scored({"甲": 5, "乙": 9, "丙": 5, "丁": 1}))
    table = ranked(con, small(tmp_path, components=[component])).table.set_index("unit")
    assert table.score.to_dict() == {"乙": 100, "丙": 90, "甲": 90, "丁": 70}


# ------------------------------------------------------------------ deductions


def visits(district: str, count: int) -> list[dict]:
    return [
        {"visit_no": f"{district}{i}", "inspected_at": day(3), "district": district}
        for i in range(count)
    ]


def finding(district: str, points: float = 1.0, number: int = 3, **more: Any) -> dict:
    found = {"found_at": day(number), "district": district, "deduction": points}
    return found | {"point": "人民路", "subcategory": "暴露垃圾"} | more


def inspection(tmp_path: Path, indicator: str = "deduction_per_100_checks", **rule: Any) -> Scheme:
    component = {
        "id": "inspection",
        "name": {"zh": "巡查", "en": "Inspection"},
        "weight": 100,
        "indicator": indicator,
        "rule": {"type": "per_100_checks", "cost": 1} | rule,
    }
    return small(tmp_path, components=[component], n="checks")


def test_deduction_per_100_checks(tmp_path: Path) -> None:
    con = tiny_store(inspections=visits("甲", 50), findings=[finding("甲", 3), finding("甲", 2)])
    ranking = ranked(con, inspection(tmp_path))
    assert row(ranking, "甲").score == 90
    assert part(ranking, "甲", "inspection")[["numerator", "denominator"]].tolist() == [5, 50]


def test_key_problems_and_repeats_multiply(tmp_path: Path) -> None:
    rows = [
        finding("甲"),
        finding("甲", number=5),  # the same again after two days: x2
        finding("甲", number=5, subcategory="占道经营", key_problem=True),  # x1.5
        finding("甲", number=5, point="解放路"),
        finding("乙", number=6),  # another district
        finding("甲", number=1, point="中山路"),
    ]
    september = finding("甲", point="中山路") | {"found_at": day(25, 8)}  # 37 days before: too old
    con = tiny_store(inspections=visits("甲", 100), findings=[*rows, september])
    times = {"key_problem": 1.5, "repeat": 2, "repeat_days": 30}
    ranking = ranked(con, inspection(tmp_path, times=times))
    assert part(ranking, "甲", "inspection").numerator == 1 + 2 + 1.5 + 1 + 1


def test_repeat_across_the_month_counts(tmp_path: Path) -> None:
    earlier = finding("甲") | {"found_at": day(28, 9)}
    con = tiny_store(inspections=visits("甲", 100), findings=[earlier, finding("甲", number=2)])
    ranking = ranked(con, inspection(tmp_path, times={"repeat": 2}))
    assert part(ranking, "甲", "inspection").numerator == 2


def test_tariff_by_tier_and_state(tmp_path: Path) -> None:
    """City 0.3 / 1 / 2, bureau 0.1 / 0.3 / 0.6 by state of the problem."""
    rows = [
        finding("甲", tier="city"),
        finding("甲", tier="city", recheck="failed", point="b"),
        finding("甲", tier="bureau", notified_times=2, point="c"),
        finding("甲", tier="bureau", rectified_at=day(9), rectify_due=day(5), point="d"),
    ]
    con = tiny_store(inspections=visits("甲", 10), findings=rows)
    steps = ("found", "not_rectified", "notified_again")
    tariff = {
        "city": dict(zip(steps, (0.3, 1, 2), strict=True)),
        "bureau": dict(zip(steps, (0.1, 0.3, 0.6), strict=True)),
    }
    ranking = ranked(con, inspection(tmp_path, tariff=tariff))
    assert part(ranking, "甲", "inspection").numerator == pytest.approx(0.3 + 1 + 0.6 + 0.3)


def test_shared_responsibility_splits_the_deduction(tmp_path: Path) -> None:
    rows = [finding("甲", 10, share=0.2), finding("乙", 10, share=0.8)]
    con = tiny_store(inspections=visits("甲", 100) + visits("乙", 100), findings=rows)
    for scheme in (inspection(tmp_path), inspection(tmp_path, times={"key_problem": 2})):
        table = ranked(con, scheme).table.set_index("unit")
        assert table.score.to_dict() == {"甲": 98, "乙": 92}


def test_findings_without_visits_are_no_data_not_invented(tmp_path: Path) -> None:
    con = tiny_store(findings=[finding("甲")])
    assert row(ranked(con, inspection(tmp_path)), "甲").state == "no_data"


def test_deduction_per_object(tmp_path: Path) -> None:
    objects = [{"point_id": str(i), "name": str(i), "district": "甲"} for i in range(20)]
    con = tiny_store(points=objects, findings=[finding("甲", 7)], inspections=visits("甲", 5))
    component = {
        "id": "villages",
        "name": {"zh": "卫生村", "en": "Villages"},
        "weight": 2,
        "indicator": "deduction_per_object",
        "rule": {"type": "per_object", "cost": 1},
    }
    ranking = ranked(con, small(tmp_path, full=2, components=[component], n="checks"))
    assert row(ranking, "甲").score == 1.65


# ------------------------------------------------------------------ rounding, adjustments, limits


def test_rounding_of_components_is_a_part_of_its_own(tmp_path: Path) -> None:
    facts = {
        "cases": cases("甲", on_time=1, open_overdue=2, kind="district"),  # 33.333 %
        "score_entries": scored({"甲": 100}),
    }
    rounding = {"digits": 0, "stage": "both", "mode": "half_up"}
    ranking = ranked(tiny_store(**facts), small(tmp_path, rounding=rounding))
    assert row(ranking, "甲").score == 60
    assert part(ranking, "甲", "closure").contribution == 20


def test_adjustments_are_capped(tmp_path: Path) -> None:
    rows = [
        {"district": "甲", "period": "2025-10", "component": "", "points": 9.0},
        {"district": "乙", "period": "2025-10", "component": "total", "points": -2.0},
        {"district": "乙", "period": "2025-10", "component": None, "points": -2.0},
        {"district": "乙", "period": "2025-09", "component": "", "points": -2.0},
    ]
    con = tiny_store(score_entries=scored({"甲": 80, "乙": 80}), adjustments=rows)
    limits = {"bonus": 5, "penalty": 3}
    table = ranked(con, small(tmp_path, adjustments=limits)).table.set_index("unit")
    assert table.score.to_dict() == {"甲": 85, "乙": 77}


def test_floor_and_ceiling(tmp_path: Path) -> None:
    rows = [
        {"district": "甲", "period": "2025-10", "component": "", "points": 9.0},
        {"district": "乙", "period": "2025-10", "component": "", "points": -9.0},
    ]
    con = tiny_store(score_entries=scored({"甲": 98, "乙": 2}), adjustments=rows)
    free = {"bonus": None, "penalty": None}
    scheme = small(tmp_path, adjustments=free, floor=0, ceiling=105)
    table = ranked(con, scheme).table.set_index("unit")
    assert table.score.to_dict() == {"甲": 105, "乙": 0}
    assert table.state.to_dict() == {"甲": "value", "乙": "zero"}


# ------------------------------------------------------------------ periods


def test_previous_period_is_beside_the_score(tmp_path: Path) -> None:
    rows = scored({"甲": 80, "乙": 70}, "2025-09") + scored({"甲": 75, "乙": 90}, "2025-10")
    unit = row(ranked(tiny_store(score_entries=rows), small(tmp_path)), "甲")
    assert unit[["rank", "previous_rank", "rank_change"]].tolist() == [2, 1, -1]
    assert unit[["previous_score", "change"]].tolist() == [80, -5]
    assert unit.clear == "unknown"  # given scores are no sample: nothing to judge it by


def test_clear_change_needs_more_than_sampling(tmp_path: Path) -> None:
    def month(closed: int, number: int) -> list[dict]:
        return cases("甲", on_time=closed, open_overdue=200 - closed, month=number, kind="district")

    scheme = small(tmp_path, n="due")
    small_step = tiny_store(cases=month(180, 9) + month(178, 10))
    large_step = tiny_store(cases=month(180, 9) + month(120, 10))
    assert row(ranked(small_step, scheme), "甲").clear == "no"
    unit = row(ranked(large_step, scheme), "甲")
    assert unit.clear == "down" and unit.judged == 1
    assert unit.low < unit.score < unit.high
    low, high = beta.ppf([0.025, 0.975], 120.65, 80.65)  # part of a case on either side
    assert unit[["low", "high"]].tolist() == pytest.approx([100 * low, 100 * high], abs=0.5)


def test_quarter_is_the_mean_of_the_months_that_have_a_score(tmp_path: Path) -> None:
    rows = scored({"甲": 80}, "2025-07") + scored({"甲": 91.01}, "2025-09")
    unit = row(ranked(tiny_store(score_entries=rows), small(tmp_path), "2025-Q3"), "甲")
    assert unit.score == 85.51  # 85.505, half up
    assert unit.n == 2


def test_quarter_recomputed_from_all_rows(tmp_path: Path) -> None:
    facts = [
        *cases("甲", on_time=90, open_overdue=10, month=7, kind="district"),
        *cases("甲", on_time=5, open_overdue=5, month=9, kind="district"),
    ]
    con = tiny_store(cases=facts)
    cut = {"grain": "month", "month_starts_on": 1, "week_starts_on": "monday"}
    mean = small(tmp_path, n="due", period=cut | {"longer": "mean_of_months"})
    assert row(ranked(con, mean, "2025-Q3"), "甲").score == 70
    anew = small(tmp_path, n="due", period=cut | {"longer": "recompute"})
    assert row(ranked(con, anew, "2025-Q3"), "甲").score == 86.36


def test_month_from_the_21st(tmp_path: Path) -> None:
    facts = [
        *cases("甲", on_time=3, month=9, day=20, kind="district"),
        *cases("甲", on_time=1, open_overdue=1, month=9, day=21, kind="district", voided=False),
        *cases("甲", on_time=1, open_overdue=1, month=10, day=20, kind="district"),
        *cases("甲", on_time=5, month=10, day=21, kind="district"),
    ]
    for number, case in enumerate(facts):
        case["record_key"] = str(number)
    cut = {"grain": "month", "month_starts_on": 21, "week_starts_on": "monday"}
    scheme = small(tmp_path, n="due", period=cut | {"longer": "recompute"})
    ranking = ranked(tiny_store(cases=facts), scheme)
    assert part(ranking, "甲", "closure")[["numerator", "denominator"]].tolist() == [2, 4]


def test_week_takes_no_monthly_adjustment(tmp_path: Path) -> None:
    facts = cases("甲", on_time=4, day=1, kind="district")
    monthly = [{"district": "甲", "period": "2025-10", "component": "", "points": -3.0}]
    scheme = small(tmp_path, n="due", adjustments={"bonus": 5, "penalty": 5})
    con = tiny_store(cases=facts, adjustments=monthly)
    assert row(ranked(con, scheme, "2025-W40"), "甲").score == 100
    assert row(ranked(con, scheme, "2025-10"), "甲").score == 97


def test_units_take_part_while_they_exist(tmp_path: Path) -> None:
    registered = [
        *units("district", "旧区", valid_to=day(15, 9)),
        *units("district", "新区", valid_from=day(1, 11)),
        *units("district", "甲"),
        *units("street", "某街道"),
    ]
    con = tiny_store(units=registered, score_entries=scored({"甲": 80}))
    assert ranked(con, small(tmp_path)).table.unit.tolist() == ["甲"]
    assert ranked(con, small(tmp_path), "2025-09").table.unit.tolist() == ["旧区", "甲"]


def test_without_a_register_all_names_of_the_store_take_part(tmp_path: Path) -> None:
    con = tiny_store(score_entries=scored({"甲": 80}) + scored({"乙": 80}, "2024-01"))
    ranking = ranked(con, small(tmp_path))
    assert ranking.table[["unit", "state"]].values.tolist() == [["甲", "value"], ["乙", "no_data"]]


def test_names_that_no_register_has_are_not_left_out_in_silence(tmp_path: Path) -> None:
    """An office's own districts vanish beside others that somebody has registered."""
    facts = {
        "cases": cases("丙 区", 2, kind="district") + cases("甲区", 3, kind="district"),
        "score_entries": scored({"甲区": 80, "丁区": 90}),
    }
    named = units("district", "甲区")

    def notes(**more: Any) -> list[tuple[int, int, list[str]]]:
        found = ranked(tiny_store(**facts | more), small(tmp_path)).notes
        asked = [one.params for one in found if one.code == "rank-note-unregistered"]
        return [(one["n"], one["rows"], one["names"]) for one in asked]

    assert notes(units=named) == [(2, 3, ["丙 区", "丁区"])]
    assert notes() == []  # without a register all names take part
    assert notes(units=[*named, *units("district", "丙区", "丁区")]) == []
    decided = [{"alias": "丙区"}, {"alias": "丁区", "name": "甲区"}]
    con = tiny_store(units=named, **facts)
    con.executemany("INSERT INTO alias_decisions (kind, alias, name) VALUES ('district', ?, ?)",
                    [(one["alias"], one.get("name")) for one in decided])  # fmt: skip
    (note,) = [n for n in ranked(con, small(tmp_path)).notes if "unregistered" in n.code]
    assert note.params["names"] == ["丁区"]  # the other is said to be no unit
    assert [
        n for n in ranked(con, small(tmp_path), "2025-08").notes if "unregistered" in n.code
    ] == []


def test_type_of_unit_narrows_the_ranking(tmp_path: Path) -> None:
    registered = units("team", "一中队", type="执法") + units("team", "二中队", type="环卫")
    scheme = small(tmp_path, scores={"kind": "team", "type": "执法"})
    con = tiny_store(units=registered, score_entries=[given("一中队", "评分", 80)])
    assert ranked(con, scheme).table.unit.tolist() == ["一中队"]


def test_history_agrees_with_single_rankings(tmp_path: Path) -> None:
    rows = scored({"甲": 80, "乙": 70}, "2025-08") + scored({"甲": 75, "乙": 90}, "2025-10")
    con, scheme = tiny_store(score_entries=rows), small(tmp_path)
    periods = scheme.parse_period("2025-10").last(3)
    long = ranking_history(con, scheme, periods)
    assert long.period.unique().tolist() == ["2025-08", "2025-09", "2025-10"]
    for period in periods:
        single = rank(con, scheme, period).table[["unit", "rank", "score", "state"]]
        mine = long[long.period == period.id][["unit", "rank", "score", "state"]]
        pd.testing.assert_frame_equal(single.reset_index(drop=True), mine.reset_index(drop=True))


def test_empty_store_gives_an_empty_ranking() -> None:
    ranking = ranked(tiny_store(), load_scheme("sample-district"))
    assert ranking.table.empty and ranking.components.empty
    assert ranking.as_of is None


def test_period_outside_the_scheme_is_noted(tmp_path: Path) -> None:
    con = tiny_store(score_entries=scored({"甲": 80}, "2024-12"))
    assert ranked(con, small(tmp_path), "2024-12").notes[0].code == "rank-note-not-in-force"


@pytest.mark.parametrize(("period", "named"), [("2025-10", True), ("2025-W41", False),
                         ("2025-10-06", False), ("2025-10-06..2025-11-20", True)])  # fmt: skip
def test_a_period_shorter_than_the_schemes_names_nobody(
    tmp_path: Path, period: str, named: bool
) -> None:
    lists = {"red": 1, "black": 1, "scope": "overall"}
    scheme = small(tmp_path, lists=lists)
    asked = scheme.parse_period(period)
    rows = scored({"甲": 80, "乙": 70, "丙": 60}, period)
    found = rank(tiny_store(score_entries=rows), scheme, asked)
    codes = {note.code for note in found.notes}
    assert bool(found.lists.red) is named
    assert ("rank-note-shorter" in codes) is not named

"""Penalty cases by hand: numbers, quality, points, the three levels of review, the year's task."""

from datetime import date, datetime
from typing import Any

import duckdb
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from kernel.periods import parse_period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.aggregation.drill import counted_rows
from metrics.aggregation.penalties import PenaltyRules, PointsLine
from metrics.analyses import file_reviews, penalties
from metrics.schemes.describe import describe_scheme
from metrics.schemes.scheme import SchemeError, load_scheme, read_scheme, source_of
from tests.metrics.tiny import tiny_store

OCTOBER = parse_period("2025-10")


def penalty(**more: Any) -> dict[str, Any]:
    row = {"team": "一中队", "filed_on": date(2025, 10, 6)}
    row |= {
        "closed_on": date(2025, 10, 8),
        "procedure": "simple",
        "as_of": datetime(2025, 11, 30, 8),
    }
    return row | more


def store(*rows: dict[str, Any], **tables: Any) -> duckdb.DuckDBPyConnection:
    return tiny_store(
        enforcement_cases=[{"case_no": f"罚{n}"} | row for n, row in enumerate(rows, 1)], **tables
    )


def city(
    con: duckdb.DuckDBPyConnection, name: str, rules: CountingRules | None = None
) -> dict[str, Any]:
    return aggregate(con, [name], (), OCTOBER, rules=rules).iloc[0].to_dict()


def value(con: duckdb.DuckDBPyConnection, name: str, rules: CountingRules | None = None) -> Any:
    said = city(con, name, rules)
    return "no_data" if said["state"] == "no_data" else round(said["value"], 6)


def test_numbers_of_each_kind():
    con = store(
        penalty(online=True, non_site=True, big=True, executed=True, overturned=False),
        penalty(procedure="general", online=True, non_site=False, executed=True, overturned=True),
        penalty(procedure="general", online=False, non_site=False, executed=False, corrected=True),
        penalty(procedure=None, procedure_written="快速办理", closed_on=None),
    )
    wanted = {
        "penalty_cases": 4, "simple_penalties": 1, "general_penalties": 2, "online_penalties": 2,
        "non_site_penalties": 1, "closed_penalties": 3, "executed_penalties": 2,
        "wrong_penalties": 2, "big_cases": 1, "penalty_closure_rate": 75, "online_rate": 50,
        "correction_rate": round(200 / 3, 6), "correct_penalty_rate": round(100 / 3, 6),
    }  # fmt: skip
    assert {name: value(con, name) for name in wanted} == wanted
    assert city(con, "big_cases")["not_said"] == 3
    assert city(con, "simple_penalties")["not_said"] == 0  # a word on no list is said
    whole = penalties.caseload(con, OCTOBER).iloc[0]
    assert whole["simple"] + whole["general"] + whole["other"] + whole["procedure_not_said"] == 4


def test_closings_go_by_the_day_of_closing_and_lead_to_their_rows():
    con = store(
        penalty(filed_on=date(2025, 8, 1), closed_on=date(2025, 10, 3)),
        penalty(filed_on=date(2025, 10, 2), closed_on=date(2025, 11, 3)),
        penalty(filed_on=date(2025, 10, 2), closed_on=date(2025, 10, 9), team="二中队"),
        penalty(filed_on=date(2025, 10, 2), closed_on=None),
    )
    assert (value(con, "penalty_closings"), value(con, "closed_penalties")) == (2, 2)
    found = aggregate(con, ["penalty_closings", "penalty_cases"], ("team",), OCTOBER)
    own = found[found["indicator"] == "penalty_closings"].set_index("team")["value"]
    assert own.to_dict() == {"一中队": 1, "二中队": 1}
    listed = counted_rows(con, "penalty_closings", OCTOBER, {"team": "一中队"})
    assert [str(day)[:10] for day in listed["filed_on"]] == ["2025-08-01"]


def test_what_no_file_says_is_no_no():
    con = store(penalty(), penalty())
    for name in ("online_penalties", "non_site_penalties", "big_cases", "executed_penalties",
                 "wrong_penalties", "correction_rate", "correct_penalty_rate", "fines",
                 "review_coverage_team", "review_in_time_team"):  # fmt: skip
        assert value(con, name) == "no_data", name
    mixed = store(penalty(non_site=True), penalty(team="二中队"))
    found = aggregate(mixed, ["non_site_penalties"], ("team",), OCTOBER).set_index("team")
    assert found["state"].to_dict() == {"一中队": "value", "二中队": "no_data"}
    assert found["not_said"].to_dict() == {"一中队": 0, "二中队": 1}


def test_a_number_that_few_cases_tell_is_not_that_of_all():
    most = store(penalty(non_site=False), *(penalty() for _ in range(3)))
    assert (
        value(most, "non_site_penalties") == 0 and city(most, "non_site_penalties")["not_said"] == 3
    )
    row = penalties.caseload(most, OCTOBER).iloc[0]
    assert row["non_site"] != row["non_site"] and row["non_site_not_said"] == 3
    half = store(penalty(non_site=True), penalty())
    assert penalties.caseload(half, OCTOBER).iloc[0]["non_site"] == 1


TABLE = (
    PointsLine(0, flags=(("overturned", True),)),
    PointsLine(20, flags=(("big", True),)),
    PointsLine(10, ("general",), ("违法建设", "渣土")),
    PointsLine(8, ("general",)),
    PointsLine(1, ("simple",)),
)


def test_points_by_the_table_where_the_file_gives_none():
    con = store(
        penalty(points=3.5),  # the file's own
        penalty(),
        penalty(procedure="general", cause="擅自倾倒工程渣土"),
        penalty(procedure="general", cause="店外经营"),
        penalty(procedure="general", cause=None),
        penalty(procedure="general", big=True),
        penalty(procedure="general", big=True, overturned=True),
        penalty(procedure=None),  # no line is for it
        units=[{"kind": "team", "name": "一中队", "officers": 5.0}],
    )
    rules = CountingRules(penalties=PenaltyRules(TABLE))
    assert value(con, "case_points", rules) == 3.5 + 1 + 10 + 8 + 8 + 20 + 0
    assert city(con, "case_points", rules)["no_points"] == 1
    by_team = aggregate(con, ["case_points_per_officer"], ("team",), OCTOBER, rules=rules)
    assert by_team["value"].tolist() == [50.5 / 5]
    assert value(con, "case_points") == 3.5
    assert city(con, "case_points")["no_points"] == 7


def test_a_quote_in_a_cause_is_a_quote():
    rules = CountingRules(penalties=PenaltyRules((PointsLine(2, causes=("O'Neill {x} %",)),)))
    con = store(penalty(cause="the O'Neill {x} % case"), penalty(cause="ONeill"))
    assert value(con, "case_points", rules) == 2


@drawn(
    st.lists(
        st.tuples(st.sampled_from(["simple", "general", None]), st.sampled_from([None, 1.5, 4.0])),
        min_size=1,
        max_size=12,
    )
)
def test_points_add_up_over_procedures(cases):
    con = store(*(penalty(procedure=p, points=n) for p, n in cases))
    rules = CountingRules(penalties=PenaltyRules((PointsLine(2, ("general",)), PointsLine(1))))
    expected = sum(n if n is not None else 2 if p == "general" else 1 for p, n in cases)
    parts = [
        aggregate(con, ["case_points"], (), OCTOBER, {"procedure": [p]}, rules)["value"].iloc[0]
        for p in ("simple", "general", None)
    ]
    assert value(con, "case_points", rules) == expected
    assert sum(part for part in parts if part == part) == expected


def test_big_by_flag_then_by_the_amount():
    con = store(
        penalty(big=False, amount=900_000.0),
        penalty(amount=100_000.0),
        penalty(amount=99_999.0),
        penalty(fine=80_000.0),
        penalty(big=True),
    )
    assert value(con, "big_cases") == 1
    by_amount = CountingRules(penalties=PenaltyRules(big_amount=100_000))
    assert value(con, "big_cases", by_amount) == 2
    assert city(con, "big_cases", by_amount)["not_said"] == 1
    assert value(con, "big_cases", CountingRules(penalties=PenaltyRules(big_fine=50_000))) == 2


# Reviews


def test_reviews_in_time_by_hand():
    con = store(
        penalty(reviewed_by_team=True, team_reviewed_on=date(2025, 10, 15)),  # the last day
        penalty(reviewed_by_team=True, team_reviewed_on=date(2025, 10, 16)),  # a day late
        penalty(reviewed_by_team=True, team_reviewed_on=date(2025, 10, 7)),  # before closing
        penalty(reviewed_by_team=True),  # on no known day
        penalty(reviewed_by_team=True, team_reviewed_on=date(2025, 9, 1)),  # before it was filed
        penalty(reviewed_by_team=False),  # late by the export's time
        penalty(reviewed_by_team=None),  # blank: not reviewed either
        penalty(reviewed_by_team=False, as_of=datetime(2025, 10, 15, 20)),  # not yet due
        penalty(closed_on=None),
    )
    said = city(con, "review_in_time_team")
    assert (said["numerator"], said["denominator"], said["review_undated"]) == (2, 5, 2)
    coverage = city(con, "review_coverage_team")
    assert (coverage["numerator"], coverage["denominator"]) == (5, 8)
    longer = CountingRules(penalties=PenaltyRules(review_days=(8, 15, 31)))
    assert city(con, "review_in_time_team", longer)["numerator"] == 3
    assert value(con, "review_coverage_section") == "no_data"


def test_yes_and_no_alone_give_coverage_and_nothing_about_time():
    con = store(penalty(reviewed_by_team=True), penalty(reviewed_by_team=False))
    assert value(con, "review_coverage_team") == 50
    assert value(con, "review_in_time_team") == "no_data"
    (row,) = file_reviews.reviews(con, OCTOBER).query("level == 'team'").to_dict("records")
    assert row["coverage"] == 50 and row["missing"] == 1 and row["undated"] == 1
    assert row["due"] != row["due"]  # not known


def test_an_export_without_the_level_is_in_no_denominator():
    con = store(
        penalty(reviewed_by_team=True, batch_id=1),
        penalty(reviewed_by_team=False, batch_id=1),
        penalty(team="二中队", batch_id=2),
        penalty(team="二中队", batch_id=2),
    )
    said = city(con, "review_coverage_team")
    assert (said["value"], said["no_review_record"]) == (50, 2)
    found = file_reviews.reviews(con, OCTOBER, ("team",)).query("level == 'team'")
    assert found.set_index("team")["coverage"].isna().to_dict() == {"一中队": False, "二中队": True}
    assert file_reviews.unreviewed(con, OCTOBER, "team")["team"].tolist() == ["一中队"]


def test_what_was_not_reviewed_is_listed_down_to_the_row():
    con = store(
        penalty(reviewed_by_legal=False, closed_on=date(2025, 10, 20)),
        penalty(reviewed_by_legal=False, closed_on=date(2025, 10, 8)),
        penalty(reviewed_by_legal=False, closed_on=date(2025, 10, 30), as_of=datetime(2025, 11, 1)),
        penalty(reviewed_by_legal=True),
        penalty(closed_on=None),
    )
    found = file_reviews.unreviewed(con, OCTOBER, "legal")
    assert found["case_no"].tolist() == ["罚2", "罚1", "罚3"]
    assert found["days_over"].tolist() == [22, 10, -29]
    assert found["overdue"].tolist() == [True, True, False]
    assert found["due_on"].dt.date.tolist()[0] == date(2025, 11, 8)
    assert found["source_file"].tolist() == ["f.csv"] * 3
    assert found["source_row"].tolist() == [3, 2, 4]
    level = file_reviews.reviews(con, OCTOBER).set_index("level").loc["legal"]
    assert level["missing"] == len(found)


# Causes, units, the year's task


def test_causes_and_units_add_up_to_the_whole():
    con = store(
        penalty(cause="占道经营"),
        penalty(cause="占道经营"),
        penalty(cause="违法建设", team=None),
        penalty(cause=None),
        penalty(cause="店外经营", filed_on=date(2025, 9, 6)),
    )
    causes = penalties.by_cause(con, OCTOBER)
    assert causes["cause"].tolist() == ["占道经营", "违法建设", "店外经营", "unstated"]
    assert causes["cases"].fillna(0).tolist() == [2, 1, 0, 1]
    assert causes["share"].fillna(0).sum() == pytest.approx(100)
    units = penalties.by_unit(con, OCTOBER)
    assert units["cases"].sum() == 4 and units["team"].isna().sum() == 1
    months = penalties.caseload_by_month(con, OCTOBER)
    assert months["period"].tolist()[-2:] == ["2025-09", "2025-10"]
    assert months["cases"].tolist()[-2:] == [1, 4]


TEAMS = [
    {"kind": "team", "name": "一中队", "officers": 10.0},
    {"kind": "team", "name": "二中队", "officers": 10.0},
    {"kind": "team", "name": "三中队", "officers": 5.0, "valid_to": date(2025, 3, 31)},
    {"kind": "team", "name": "四中队", "officers": None},
]


def of_task(
    con: duckdb.DuckDBPyConnection, scheme: str = "zhifa-team"
) -> dict[str, dict[str, Any]]:
    found = penalties.against_task(con, OCTOBER, scheme=load_scheme(scheme))
    return {row["unit"]: row for row in found.to_dict("records")}


def test_cases_per_officer_against_the_years_task():
    rows = [penalty(filed_on=date(2025, 1, 2))]
    rows += [penalty(filed_on=date(2025, 5, 1)) for _ in range(109)]
    rows += [penalty(filed_on=date(2025, 5, 1), team="二中队") for _ in range(90)]
    rows += [penalty(filed_on=date(2025, 2, 1), team="三中队") for _ in range(15)]
    rows += [penalty(filed_on=date(2025, 11, 3), team="二中队") for _ in range(50)]  # after it
    task = {"team": "二中队", "task": "人均办案数", "target": 10.0, "done": 1.0, "period": "2025"}
    task |= {"due_on": date(2025, 12, 31), "direction": "at_least"}
    found = of_task(store(*rows, units=TEAMS, tasks=[task]))
    gone = 304 / 365  # 1 January to 31 October
    one, two, three, four = (found[f"{n}中队"] for n in "一二三四")
    assert one["per_officer"] == 11 and one["target"] == 12 and one["told_by"] == "scheme"
    assert one["expected"] == pytest.approx(12 * gone) and one["state"] == "ahead"
    assert two["per_officer"] == 9 and two["target"] == 10 and two["told_by"] == "task"
    assert two["gap"] == pytest.approx(9 - 10 * gone) and two["state"] == "ahead"
    # A team that ended in March is judged by its own ninety days.
    assert three["expected"] == pytest.approx(12 * 90 / 365) and three["per_officer"] == 3
    assert three["state"] == "ended"
    assert four["state"] == "no_data"
    assert of_task(store(*rows, units=TEAMS), "yuncheng-team")["一中队"]["state"] == "no_target"


def test_a_store_that_begins_in_the_year_is_judged_from_there():
    rows = [penalty(filed_on=date(2025, 10, 1)) for _ in range(20)]
    found = of_task(store(*rows, units=TEAMS))["一中队"]
    assert found["begins"] == date(2025, 10, 1)
    assert found["expected"] == pytest.approx(12 * 31 / 365)


def test_the_year_of_a_period():
    month = parse_period("2025-01", 21)  # 21 December to 20 January
    assert penalties.year_of(month).id == "2025"
    assert penalties.year_of(parse_period("2025-12-21..2025-12-25", 21)).id == "2026"


# Schemes


def edited(old: str, new: str) -> str:
    text = source_of(load_scheme("zhifa-team")).decode()
    assert old in text
    return text.replace(old, new)


def refused(text: str) -> str:
    with pytest.raises(SchemeError) as error:
        read_scheme(text.encode(), "mine.yaml")
    return error.value.text("zh") + error.value.text("en")


_EXECUTION = "indicator: execution_rate\n        rule: {type: proportional}"


def given(item: str) -> str:
    """The scheme with a score that people give in the place of the execution rate."""
    lines = ("indicator: given_score", f"item: {item}", "rule: {type: manual}")
    return edited(_EXECUTION, "\n        ".join(lines))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("indicator: execution_rate", "indicator: fines", 59),
        (_EXECUTION, "indicator: task_completion\n        task: 罚款任务\n"
         "        rule: {type: task}", 60),
        ("indicator: execution_rate", "indicator: execution_rate\n"
         "        filters: {fine: ['100']}", 60),
        ("n: {indicator: due, minimum: 30}", "n: {indicator: fines}", 110),
        ("{procedure: simple, points: 1}", "{procedure: simple, fine: 500, points: 1}", 30),
    ],
)  # fmt: skip
def test_a_scheme_of_fines_is_refused_where_it_stands(old: str, new: str, line: int):
    said = refused(edited(old, new))
    assert "罚没多少与个人利益丝毫不挂钩" in said and "score" in said
    assert f"第 {line} 行" in said


@pytest.mark.parametrize("item", ["罚没收入", "罚款金额", "罚款", "罚没款总额", "fines"])
def test_a_score_that_is_a_sum_of_fines_by_its_name_is_refused(item: str):
    assert item in refused(given(item))


@pytest.mark.parametrize("item", ["罚款票据管理", "案卷质量", "罚缴分离执行", "处罚公示"])
def test_how_papers_of_fines_are_kept_may_be_scored(item: str):
    assert read_scheme(given(item).encode(), "mine.yaml").id == "zhifa-team"


def test_big_cases_told_by_their_fine_are_not_scored():
    text = edited("big_case: {amount: 100000}", "big_case: {fine: 50000}")
    assert "big_case.amount" in refused(text)  # its table of points has a line for big cases
    text = text.replace("  - {big: true, points: 20}\n", "")
    assert read_scheme(text.encode(), "mine.yaml").big_case.fine == 50_000


def test_the_table_of_points_is_read():
    scheme = load_scheme("zhifa-team")
    lines = scheme.rules.penalties.points
    assert [line.points for line in lines] == [0, 0, 20, 10, 8, 0.5, 1]
    assert lines[3].causes == ("违法建设", "渣土") and lines[3].procedures == ("general",)
    assert scheme.rules.penalties.review_days == (7, 15, 31)
    assert "points" in refused(edited("{procedure: simple, points: 1}", "{procedure: simple}"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_scheme_in_words_says_its_table_and_its_days(lang: str):
    text = "\n".join(
        what for _, what in describe_scheme(load_scheme("zhifa-team"), lang).provisions
    )
    for words in {
        "zh": (
            "7 天内中队评查",
            "违法建设、渣土",
            "每件 0.5 分",
            "涉案金额 100000 元",
            "年人均办案任务 12",
        ),
        "en": ("7 days of closing", "违法建设、渣土", "0.5 points", "100000 yuan", "12 cases"),
    }[lang]:
        assert words in text
    other = "\n".join(
        what for _, what in describe_scheme(load_scheme("yuncheng-team"), lang).provisions
    )
    assert "评查" not in other and "reviewed" not in other

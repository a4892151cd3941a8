"""The sentence under a chart says what the chart's frame says, in both languages."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pandas as pd
import pytest

from kernel.messages import Message
from kernel.periods import Period, parse_period
from metrics.analyses.agreement import points_compared, quadrant
from metrics.analyses.clusters import clusters
from metrics.analyses.complaints import handling as handled
from metrics.analyses.complaints import repeats, still_open
from metrics.analyses.key_problems import key_problems
from metrics.analyses.ledger import ageing, items
from metrics.analyses.occurrence import by_hour, by_method, places
from metrics.analyses.pace import pace
from metrics.analyses.problems import categories, heat, trend
from metrics.analyses.rebound import chains, rebound_rates
from metrics.analyses.refound import not_fixed, rectified_findings
from metrics.analyses.targets import progress, rank_goals
from tests.metrics.tiny import tiny_store, units
from ui.complaints import captions as complaints
from ui.ledger import captions as ledger
from ui.problems import captions as problems
from ui.targets import captions as targets

OCTOBER = parse_period("2025-10")
AT = datetime(2025, 10, 6, 9)
Caption = Callable[[duckdb.DuckDBPyConnection, Period], Message]

CAPTIONS: dict[str, Caption] = {
    "categories": lambda con, p: problems.of_categories(categories(con, p)),
    "heat": lambda con, p: problems.of_heat(heat(con, p)),
    "trend": lambda con, p: problems.of_trend(trend(con, p)),
    "methods": lambda con, p: problems.of_methods(by_method(con, p)),
    "hours": lambda con, p: problems.of_hours(by_hour(con, p)),
    "places": lambda con, p: problems.of_places(places(con, p)),
    "key problems": lambda con, p: problems.of_key_problems(key_problems(con, p)),
    "rebound": lambda con, p: problems.of_rebound(rebound_rates(con, p), 30),
    "chains": lambda con, p: problems.of_chains(chains(con, p), 1),
    "not fixed": lambda con, p: problems.of_not_fixed(not_fixed(rectified_findings(con, p))),
    "handling": lambda con, p: complaints.of_handling(handled(con, p)),
    "curve": lambda con, p: complaints.of_curve(still_open(con, p)),
    "repeats": lambda con, p: complaints.of_repeats(repeats(con, p)),
    "clusters": lambda con, p: complaints.of_clusters(clusters(con, p)),
    "quadrant": lambda con, p: complaints.of_quadrant(quadrant(con, p)),
    "points": lambda con, p: complaints.of_points(points_compared(con, p)),
    "ledger": lambda con, p: ledger.of_ledger(items(con, p)),
    "ageing": lambda con, p: ledger.of_ageing(ageing(items(con, p)), items(con, p)),
    "pace": lambda con, p: ledger.of_pace(pace(con, p)),
    "targets": lambda con, p: targets.of_targets(progress(con, p)),
}


def city() -> duckdb.DuckDBPyConnection:
    """Two districts: 乙区 is worse in every way."""
    findings = [
        {"found_at": AT, "subcategory": "占道", "point": "人民路", "key_problem": True}
        | {"district": "乙区" if n < 15 else "甲区", "method": "covert" if n % 2 else "open"}
        | {"rectify_due": AT, "rectified_at": None if n < 12 else AT, "finding_no": str(n)}
        | {"visit_no": f"V{n}"}
        | {"recheck": "failed" if n == 13 else "passed" if n > 13 else None}
        for n in range(24)
    ]
    inspections = [
        {"inspected_at": AT, "district": district, "method": method, "point": "市场"}
        for district in ("甲区", "乙区")
        for method in ("open", "covert")
        for _ in range(40)
    ]
    cases = [
        {"case_no": f"C{n}", "record_key": f"C{n}", "place": "市场", "subcategory": "占道"}
        | {"channel": "12345" if n % 2 else "collector", "district": "甲区", "team": "一队"}
        | {"reported_at": AT + timedelta(days=2 * n), "due_at": AT + timedelta(days=2 * n + 1)}
        | {"closed_at": None if n > 6 else AT + timedelta(days=2 * n, hours=5)}
        | {"repeat_of": "C1" if n == 3 else None, "satisfaction": "satisfied" if n == 1 else None}
        for n in range(10)
    ]
    register = units("district", "甲区", population=10_000) + units(
        "district", "乙区", population=20_000
    )
    tasks = [
        {"period": "2025", "task": "拆违", "district": "乙区", "target": 100, "done": 20},
        {"period": "2025", "task": "拆违", "district": "甲区", "target": 100, "done": 95},
    ]
    return tiny_store(
        findings=findings, inspections=inspections, cases=cases, units=register, tasks=tasks
    )


SAID = {
    "categories": "占道最多，24 个，占 100%；前 1 类合计占八成；没有上期的数据可比。",
    "heat": "没有一个单位的哪一类问题明显高于全市水平。",
    "trend": "有数据的周期不足两个，看不出趋势。",
    "methods": "暗访每百点次发现 15.0 个问题，明查 15.0 个，暗访是明查的 1.0 倍。",
    "hours": "周一 9 时最多，平均每天 0.7 个；8 时至 18 时占 100%。",
    "places": "甲区的市场最多，10 个，以占道为主。",
    "key problems": "乙区的占道到期 15 个只整改 2 个（13%），其他单位 100%。",
    "rebound": "甲区占道反弹率 100.0%（7 件，全市 100.0%）。",
    "chains": "反弹共 1 串；最长的是市场的占道，结案后又出现 7 次。",
    "not fixed": "复查或再次检查过的 11 个问题中，1 个没有整改到位"
    "（复查不合格 1 个，其余 0 个再查又发现）；乙区最多。",
    "repeats": "1 件是重复诉求，涉及 1 件原诉求；其中 1 件的原诉求当时评价为满意。",
    "clusters": "10 件诉求与案卷可能是 1 件事（同一地点、同类问题、不同渠道）；"
    "只作提示，不合并、不改计数。",
    "quadrant": "没有单位检查问题明显少而诉求明显多。",
    "points": "1 个点位检查无问题却有诉求，最多的是市场（检查 80 次，诉求 5 件）；"
    "另有 0 个点位检查有问题而无人反映。",
    "ledger": "未办结 16 项，其中逾期 16 项（案卷 3 件、检查问题 13 个），"
    "另有 0 项用时已过八成；乙区逾期最多，13 项。",
    "targets": "2 项任务中 1 项慢于时间进度；"
    "最慢的是乙区的拆违，时间已过 83%，完成该任务总目标的 20%。",
}


@pytest.mark.parametrize("name", SAID)
def test_the_sentence_says_the_figures(name: str) -> None:
    assert CAPTIONS[name](city(), OCTOBER).text("zh") == SAID[name]


@pytest.mark.parametrize("name", CAPTIONS)
@pytest.mark.parametrize("make", [city, tiny_store])
def test_every_sentence_can_be_said_in_both_languages(name: str, make: Any) -> None:
    message = CAPTIONS[name](make(), OCTOBER)
    chinese, english = message.text("zh"), message.text("en")
    assert chinese.endswith("。") and english.endswith(".")
    assert "nan" not in chinese + english and "None" not in chinese + english


def test_what_is_watched_still_is_said() -> None:
    table = pd.DataFrame(
        {"street": ["一街"], "closed": [50.0], "returned": [10.0], "rate": [20.0], "city": [5.0]}
        | {"watching": [30.0]}
    )
    said = problems.of_rebound(table, 30).text("zh")
    assert said == (
        "一街反弹率 20.0%（10 件，全市 5.0%）；另有 30 件结案不满 30 天，反弹率还可能上升。"
    )


@pytest.mark.parametrize(
    ("net", "said"),
    [(-5.0, "积压每周增加 5 件，现有 20 件。"), (5.0, "按此速度，现有 20 件约 4 周清零。")],
)
def test_the_pace_says_whether_the_pile_grows(net: float, said: str) -> None:
    table = pd.DataFrame(
        {"whole": [True] * 4, "inflow": [10.0] * 4, "done": [10.0 + net] * 4, "net": [net] * 4}
        | {"open": [20.0] * 4}
    )
    assert ledger.of_pace(table).text("zh").endswith(said)


def test_rank_goals_are_said_with_their_streak() -> None:
    rows = [
        {"unit": unit, "group": None, "period": period, "rank": rank, "score": 90.0 - rank}
        for unit, ranks in {"甲": (1, 1), "乙": (2, 4), "丙": (4, 2)}.items()
        for period, rank in zip(("2025-09", "2025-10"), ranks, strict=True)
    ]
    table = rank_goals(pd.DataFrame(rows).astype({"rank": "Int64"}))
    assert targets.of_rank_goals(table).text("zh") == (
        "甲连续 2 期进入前 3 名；乙曾 1 次进入，本期未进。"
    )


def test_records_without_a_time_are_said_to_have_none():
    hours = pd.DataFrame({"weekday": [1, 2], "hour": [0, 0], "count": [3.0, 9.0]})
    hours = hours.assign(per_day=hours["count"])
    assert problems.of_hours(hours).text("zh") == (
        "周二最多，平均每天 9.0 个；记录只有日期，没有时刻。"
    )


NINE = datetime(2025, 10, 6, 9)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_deadlines_no_sentence_says_that_nothing_is_overdue(lang: str) -> None:
    """Complaints and problems without any deadline: open, done, and marked late by their source."""
    plain = {"reported_at": NINE, "channel": "12345", "district": "甲区"}
    rows = [plain, plain | {"closed_at": NINE}, plain | {"overdue_flag": True}]
    con = tiny_store(
        cases=rows, findings=[{"found_at": NINE, "key_problem": True, "district": "甲区"}]
    )
    period = parse_period("2025-10")
    table = items(con, period)
    texts = {
        "handling": complaints.of_handling(handled(con, period)).text(lang),
        "ledger": ledger.of_ledger(table).text(lang),
        "ageing": ledger.of_ageing(ageing(table), table).text(lang),
        "key": problems.of_key_problems(key_problems(con, period)).text(lang),
    }
    judged = {
        "zh": ("没有逾期", "逾期 0"),
        "en": ("none overdue", "0 of them overdue", "Nothing is"),
    }
    cannot = {"zh": "无法判断", "en": "tell"}
    for name, text in texts.items():
        assert not any(word in text for word in judged[lang]), (name, text)
        assert cannot[lang] in text.replace("told", "tell"), (name, text)
    assert pace(con, period)["overdue"].isna().iloc[-1]
    assert pd.isna(handled(con, period)["overdue"].iloc[0])


def test_of_some_without_a_deadline_the_sentences_say_how_many() -> None:
    plain = {"reported_at": NINE, "channel": "12345", "district": "甲区"}
    done = plain | {"closed_at": NINE + timedelta(days=1), "due_at": NINE + timedelta(days=2)}
    con = tiny_store(cases=[done, plain, plain | {"closed_at": NINE}])
    period = parse_period("2025-10")
    said = complaints.of_handling(handled(con, period)).text("zh")
    assert "应结 1 件，按期办结 100.0%" in said and "另有 2 件没有时限，未评判" in said
    assert "都没有时限，无法判断" in ledger.of_ledger(items(con, period)).text("zh")

"""The sentences over a ranking and under the charts say what the frames say."""

import math

import pandas as pd
import pytest

from ui.captions import of_history
from ui.overview import captions as overview_captions
from ui.ranking.captions import standing_clauses

LANGUAGES = ("zh", "en")


def unit(name, rank, score, change=0.0, clear="no", group="城区组", sure=1.0, before=None):
    return {
        "group": group,
        "rank": rank,
        "unit": name,
        "score": score,
        "low": score - 0.5,
        "high": score + 0.5,
        "change": change,
        "previous_score": score - change,
        "clear": clear,
        "p_first": sure,
        "previous_rank": rank if before is None else before,
        "rank_change": 0 if before is None else before - rank,
    }


def table(*units) -> pd.DataFrame:
    return pd.DataFrame(units)


def said(clauses) -> list[str]:
    return [clause.message.text("zh") for clause in clauses]


def test_the_leader_of_each_group_is_named_with_its_lead():
    found = said(
        standing_clauses(
            table(unit("甲", 1, 95.0), unit("乙", 2, 90.0), unit("丙", 1, 88.0, group="城郊组"))
        )
    )
    assert "甲" in found[0] and "5.00" in found[0] and "偶然" not in found[0]
    assert "丙" in found[1] and "城郊组" in found[1]


def test_a_lead_that_may_be_chance_says_how_sure_it_is():
    found = said(
        standing_clauses(table(unit("甲", 1, 90.2, sure=0.63), unit("乙", 2, 90.0, sure=0.37)))
    )
    assert "可能出于偶然" in found[0] and "63%" in found[0]


def test_where_nothing_is_sampled_a_lead_is_a_lead():
    found = said(standing_clauses(table(unit("甲", 1, 90.2, sure=math.nan), unit("乙", 2, 90.0))))
    assert "领先" in found[0] and "偶然" not in found[0]


def test_shared_first_places_are_named_together():
    found = said(standing_clauses(table(unit("甲", 1, 90.0), unit("乙", 1, 90.0))))
    assert "甲" in found[0] and "乙" in found[0]


def test_a_clear_fall_names_places_and_has_the_tone_of_worse():
    clauses = standing_clauses(
        table(unit("甲", 1, 95.0), unit("乙", 2, 90.0, change=-2.74, clear="down", before=1))
    )
    fall = next(c for c in clauses if c.tone == "worse")
    text = fall.message.text("zh")
    assert "乙" in text and "2.74" in text and "第 1" in text and "第 2" in text


def test_several_clear_rises_are_counted():
    moved = [unit(n, i, 95.0 - i, change=1.0, clear="up") for i, n in enumerate("甲乙丙丁", 1)]
    rise = next(c for c in standing_clauses(table(*moved)) if c.tone == "better")
    assert "4" in rise.message.text("zh") and "4" in rise.message.text("en")


def test_small_changes_are_called_noise_only_where_noise_is_known():
    known = table(unit("甲", 1, 95.0, change=0.2), unit("乙", 2, 90.0, change=-0.1))
    assert "可以判断的 2 个单位升降都在偶然波动之内" in said(standing_clauses(known))[1]
    half = known.assign(clear=["no", "unknown"])
    assert "可以判断的 1 个单位" in said(standing_clauses(half))[1]
    unknown = known.assign(clear="unknown")
    assert not any("偶然" in text for text in said(standing_clauses(unknown)))


def test_nothing_ranked_is_said():
    nobody = table(unit("甲", 1, 95.0)).assign(rank=pd.array([None], dtype="Int64"))
    assert len(standing_clauses(nobody)) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_problems_name_the_top_and_the_largest_rise(lang):
    problems = pd.DataFrame(
        {
            "subcategory": ["暴露垃圾", "占道经营"],
            "per_100_checks": [2.14, 1.4],
            "change": [-0.1, 0.5],
        }
    )
    text = overview_captions.of_problems(problems).text(lang)
    assert "暴露垃圾" in text and "2.1" in text and "占道经营" in text and "0.5" in text
    calm = overview_captions.of_problems(problems.assign(change=[-0.1, 0.01])).text(lang)
    assert "占道经营" not in calm
    assert overview_captions.of_problems(problems.head(0)).text(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_overdue_pile_names_who_has_most_of_it(lang):
    pile = pd.DataFrame({"owner": ["市政处", "甲队"], "overdue": [60.0, 40.0], "share": [0.6, 0.4]})
    text = overview_captions.of_overdue(pile, 100).text(lang)
    assert "市政处" in text and "60" in text and "甲队" not in text
    assert "12" in overview_captions.of_overdue(pile, 100, 12).text(lang)
    assert overview_captions.of_overdue(pile.head(0), 0).text(lang)


def test_nothing_overdue_is_said_only_where_deadlines_are_known():
    none = pd.DataFrame({"owner": [], "overdue": [], "share": []})
    assert overview_captions.of_overdue(none, 0).text("zh") == "没有逾期未结的案件。"
    for total, unjudged in ((math.nan, 13), (math.nan, 0), (0, 13)):
        text = overview_captions.of_overdue(none, total, unjudged).text("zh")
        assert "没有逾期未结的案件" not in text and "无法判断" in text
    assert overview_captions.of_overdue(none, 3).text("zh") == "逾期未结 3 件，都没有写明责任单位。"


@pytest.mark.parametrize(
    ("scores", "named"),
    [
        ([("甲", 80, 90), ("乙", 90, 85)], ("甲", "10.00", "乙", "5.00")),
        ([("甲", 80, 90), ("乙", 80, 85)], ("甲", "10.00")),
        ([("甲", 90, 80), ("乙", 90, 85)], ("甲", "10.00")),
    ],
)
def test_history_names_who_moved_most_since_the_first_period(scores, named):
    rows = [
        {"unit": unit, "period": period, "score": float(score)}
        for unit, first, last in scores
        for period, score in (("2025-01", first), ("2025-02", last))
    ]
    text = of_history(pd.DataFrame(rows)).text("zh")
    assert all(part in text for part in named)


def test_one_period_is_no_history():
    one = pd.DataFrame([{"unit": "甲", "period": "2025-01", "score": 90.0}])
    assert of_history(one) is None

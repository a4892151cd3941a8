"""Decisions: the scheme's orders first and always, then suggestions that their figures carry."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import duckdb
import pandas as pd
import pytest

from metrics.finished import Progress
from metrics.schemes.rules.measured import Measured
from metrics.schemes.scheme import load_scheme
from metrics.scoring.decisions import Decision, decisions
from metrics.scoring.lists import Lists
from metrics.scoring.ranking import Ranking
from metrics.scoring.scores import Scores, UnitScore
from metrics.scoring.tree import Tree, score_tree
from tests.metrics.tiny import tiny_store
from ui.plainly import plainly

SCHEME = load_scheme("sample-district")
PERIOD = SCHEME.parse_period("2025-10")
DAY = datetime(2025, 10, 6, 9)
NO_PILE = pd.DataFrame(columns=["owner", "overdue", "change", "share"])


def ranking(*rows: tuple, statement: tuple[str, ...] = (), finished: bool = True) -> Ranking:
    """rows: (unit, rank, clear)"""
    table = pd.DataFrame(list(rows), columns=["unit", "rank", "clear"]).astype({"rank": "Int64"})
    table = table.assign(group="城区组", score=80.0, previous_score=85.0, change=-5.0, n=9)
    table["state"] = table["rank"].isna().map({True: "below_minimum_n", False: "value"})
    progress, compared = Progress(PERIOD, PERIOD, finished), PERIOD.previous()
    lists = Lists(statement=statement)
    return Ranking(SCHEME, PERIOD, table, pd.DataFrame(), lists, progress, compared)


def tree(value: int, without: str = "") -> Tree:
    """Every component at a value that its rule takes, but for one without data."""
    leaves = {
        leaf.id: Measured(Fraction(value + 5 * at), n=9, state="value")
        for at, leaf in enumerate(SCHEME.leaves())
        if leaf.id != without
    }
    return score_tree(SCHEME, leaves, {}, {})


def scores(before: Tree, now: Tree) -> Scores:
    both = {PERIOD.previous().id: before, PERIOD.id: now}
    return Scores(of={i: {"甲": UnitScore("甲", None, own, "value", 9)} for i, own in both.items()})


SAME = scores(tree(50), tree(50))


def said(
    shown: Ranking,
    con: duckdb.DuckDBPyConnection | None = None,
    pile: pd.DataFrame = NO_PILE,
    found: Scores = SAME,
) -> list[Decision]:
    return decisions(con or tiny_store(), SCHEME, PERIOD, shown, pile, found)


def codes(found: list[Decision]) -> list[tuple[str, str, bool]]:
    for one in found:
        assert all(m.text(lang) for m in (one.situation, one.suggestion) for lang in ("zh", "en"))
    return [(one.unit, one.situation.code, one.ordered) for one in found]


def test_what_the_scheme_orders_comes_first_and_whole() -> None:
    last = ("甲", "乙", "丙", "丁", "戊", "己")
    shown = ranking(*((u, 9, "no") for u in last), ("庚", 2, "down"), statement=last)
    found = scores(tree(50), tree(50))
    for units in found.of.values():
        units["庚"] = units["甲"]
    listed = codes(said(shown, found=found))
    assert listed[:6] == [(unit, "decision-last", True) for unit in last]
    assert listed[6:] == [("庚", "decision-fell", False)]


def test_who_makes_a_statement_is_not_asked_again_to_explain_the_fall() -> None:
    shown = ranking(("甲", 5, "down"), ("乙", 2, "no"), statement=("甲",))
    (one,) = said(shown)
    assert codes([one]) == [("甲", "decision-also", True)]
    assert one.situation.params["ordered"].code == "decision-last"
    assert one.suggestion.code == "suggest-statement"
    assert "数据提示：明显下降 5.00 分（上期 85.00）" in one.situation.text("zh")
    assert one.situation.text("zh").count("第 5") == 1
    plain = plainly(one.situation)
    assert plain is not None and "明显" not in plain.text("zh") and "下降 5.00" in plain.text("zh")
    other = ranking(("甲", 5, "no"), ("乙", 2, "no"), statement=("甲",))
    assert codes(said(other)) == [("甲", "decision-last", True)]


def test_only_a_clear_fall_is_to_be_explained() -> None:
    assert codes(said(ranking(("甲", 2, "down")))) == [("甲", "decision-fell", False)]
    for clear in ("no", "up", "unknown"):
        assert said(ranking(("甲", 2, clear))) == []


def test_nobody_explains_a_fall_of_other_weights() -> None:
    leaf = next(iter(SCHEME.leaves()))
    full, gone = tree(50), tree(50, without=leaf.id)
    assert full.score is not None and gone.score is not None and full.score != gone.score
    before, now = (full, gone) if gone.score < full.score else (gone, full)
    assert said(ranking(("甲", 2, "down")), found=scores(before, now)) == []


@pytest.mark.parametrize(
    ("overdue", "share", "named"), [(10, 0.1, True), (9, 0.5, False), (99, 0.09, False)]
)
def test_a_pile_needs_its_size_and_its_share(overdue: int, share: float, named: bool) -> None:
    row = {"owner": "市政处", "overdue": overdue, "change": 0, "share": share}
    assert bool(said(ranking(), pile=pd.DataFrame([row]))) == named


def test_too_few_visits_are_said_of_those_without_a_rank() -> None:
    assert codes(said(ranking(("甲", None, "unknown")))) == [("甲", "decision-too-few", False)]
    assert said(ranking(("甲", 1, "unknown"))) == []


def visits(open_score: float, covert_score: float, covert: int) -> list[dict[str, Any]]:
    def some(method: str, score: float, count: int) -> list[dict[str, Any]]:
        one = {"inspected_at": DAY, "district": "甲", "method": method}
        return [one | {"score": score + n % 3} for n in range(count)]

    return some("open", open_score, 30) + some("covert", covert_score, covert)


@pytest.mark.parametrize(
    ("scores", "covert", "named"),
    [((90, 80), 30, True), ((90, 88), 30, False), ((90, 80), 9, False), ((80, 90), 30, False)],
)
def test_covert_visits_need_a_gap_and_ten_visits(scores: Any, covert: int, named: bool) -> None:
    con = tiny_store(inspections=visits(*scores, covert))
    assert ("甲", "decision-covert", False) in codes(said(ranking(), con)) if named else True
    if not named:
        assert said(ranking(), con) == []


def returning(unit: str, closed: int, returned: int) -> list[dict[str, Any]]:
    def case(number: int, day: int) -> dict[str, Any]:
        at, key = DAY + timedelta(days=day), f"{unit}-{number}-{day}"
        return {
            "case_no": key, "record_key": key, "district": unit, "place": f"{unit}路{number}",
            "channel": "collector", "subcategory": "占道", "reported_at": at,
            "due_at": at + timedelta(days=1), "closed_at": at + timedelta(hours=5),
        }  # fmt: skip

    return [case(n, 0) for n in range(closed)] + [
        case(n, 40 if n >= returned else 9) for n in range(closed)
    ]


@pytest.mark.parametrize(("returned", "named"), [(20, True), (4, False)])
def test_rebound_needs_more_than_the_others_have(returned: int, named: bool) -> None:
    con = tiny_store(cases=returning("甲", 40, returned) + returning("乙", 200, 3))
    found = [code for code in codes(said(ranking(), con)) if code[1] == "decision-rebound"]
    assert found == ([("甲", "decision-rebound", False)] if named else [])


def test_nobody_is_asked_anything_of_a_period_that_is_not_over() -> None:
    shown = ranking(("甲", 2, "down"), statement=("甲",), finished=False)
    assert said(shown) == []


def test_suggestions_are_few() -> None:
    few = [(str(i), None, "unknown") for i in range(9)]
    assert len(said(ranking(*few))) == 5

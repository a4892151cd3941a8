"""The lead sentence says what the table shows, and nothing else."""

import pandas as pd

from metrics.sentences.headline import clearest_fall, headline, too_close


def _table(*rows: tuple) -> pd.DataFrame:
    """(group, rank, unit, score, half width of the interval, change, clear)"""
    columns = ["group", "rank", "unit", "score", "half", "change", "change_is_clear"]
    table = pd.DataFrame(rows, columns=columns).astype({"rank": "Int64", "change_is_clear": bool})
    table["low"], table["high"] = table["score"] - table["half"], table["score"] + table["half"]
    return table


def _history(**ranks: list[int | None]) -> pd.DataFrame:
    rows = [(unit, rank) for unit, own in ranks.items() for rank in own]
    return pd.DataFrame(rows, columns=["unit", "rank"]).astype({"rank": "Int64"})


def _texts(table: pd.DataFrame, history: pd.DataFrame, **more: object) -> list[str]:
    return [clause.message.text("zh") for clause in headline(table, history, **more)]


FOUR = _table(
    ("城区组", 1, "甲区", 93.0, 0.5, 0.2, False),
    ("城区组", 2, "乙区", 91.0, 1.0, 0.1, False),
    ("城区组", 3, "丙区", 90.5, 1.0, 1.5, True),
    ("城区组", 4, "丁区", 86.0, 1.0, -2.74, True),
)


def test_leader_with_its_streak_faller_with_its_reason_riser_and_close_ones() -> None:
    texts = _texts(FOUR, _history(甲区=[2, 1, 1, 1]), loss=("按期结案", "Closed on time", -1.62))
    assert texts == [
        "甲区连续 3 期列城区组第一",
        "丁区下降 2.74 分至末位（第 4），失分最多的是按期结案（−1.62）",
        "丙区明显上升 1.50 分",
        "乙区、丙区的差距小于抽样误差",
    ]


def test_tones_follow_the_change() -> None:
    tones = [clause.tone for clause in headline(FOUR, _history(甲区=[1]))]
    assert tones == ["neutral", "worse", "better", "neutral"]


def test_a_streak_is_broken_by_a_period_without_a_rank() -> None:
    assert _texts(FOUR, _history(甲区=[1, None, 1]))[0] == "甲区列城区组第一（93.00 分）"


def test_noise_is_not_called_a_fall() -> None:
    calm = FOUR.assign(change_is_clear=False)
    assert clearest_fall(calm) is None
    assert "各单位与上期相比均无明显变化" in _texts(calm, _history(甲区=[1]))


def test_without_intervals_nothing_is_said_of_clear_changes() -> None:
    unknown = FOUR.assign(change_is_clear=False, low=float("nan"), high=float("nan"))
    assert _texts(unknown, _history(甲区=[1])) == ["甲区列城区组第一（93.00 分）"]


def test_shared_first_place_names_both() -> None:
    table = _table(
        ("城区组", 1, "甲区", 93.0, 0.1, 0.0, False), ("城区组", 1, "乙区", 93.0, 0.1, 0.0, False)
    )
    assert _texts(table, _history())[0] == "甲区、乙区并列城区组第一（93.00 分）"


def test_units_of_different_groups_are_never_called_close() -> None:
    table = _table(
        ("城区组", 1, "甲区", 93.0, 2.0, 0.0, False), ("城郊组", 1, "乙县", 92.9, 2.0, 0.0, False)
    )
    assert too_close(table) == []


def test_without_groups_the_whole_table_is_one_group() -> None:
    table = _table(
        (None, 1, "甲区", 93.0, 2.0, 0.0, False), (None, 2, "乙县", 92.9, 2.0, 0.0, False)
    )
    assert too_close(table) == [["甲区", "乙县"]]


def test_unknown_intervals_are_never_called_close() -> None:
    table = _table(
        (None, 1, "甲区", 93.0, float("nan"), 0.0, False), (None, 2, "乙区", 92.9, 1.0, 0.0, False)
    )
    assert too_close(table) == []


def test_nothing_ranked_is_said() -> None:
    empty = FOUR.assign(rank=pd.array([None] * 4, dtype="Int64"))
    assert _texts(empty, _history()) == ["本期没有可排名的单位"]


def test_english_is_complete() -> None:
    for clause in headline(FOUR, _history(甲区=[1, 1]), ("按期结案", "Closed on time", -1.62)):
        assert clause.message.text("en")

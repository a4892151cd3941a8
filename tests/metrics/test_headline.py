"""The lead sentence says what the table shows, and nothing else."""

import pandas as pd

from metrics.narrative.headline import clearest_fall, close_to_first, headline


def _table(*rows: tuple) -> pd.DataFrame:
    """(group, rank, unit, score, chance that the first is ahead, change, clear)"""
    columns = ["group", "rank", "unit", "score", "p_behind", "change", "clear"]
    table = pd.DataFrame(rows, columns=columns).astype({"rank": "Int64", "p_behind": float})
    table["low"], table["high"] = table["score"] - 1, table["score"] + 1
    table["previous_score"] = table["score"] - table["change"]
    return table.assign(previous_rank=table["rank"][::-1].to_numpy())


def _history(**ranks: list[int | None]) -> pd.DataFrame:
    rows = [(unit, rank) for unit, own in ranks.items() for rank in own]
    return pd.DataFrame(rows, columns=["unit", "rank"]).astype({"rank": "Int64"})


def _texts(table: pd.DataFrame, history: pd.DataFrame, **more: object) -> list[str]:
    return [clause.message.text("zh") for clause in headline(table, history, **more)]


FOUR = _table(
    ("城区组", 1, "甲区", 93.0, None, 0.2, "no"),
    ("城区组", 2, "乙区", 91.0, 0.7, 0.1, "no"),
    ("城区组", 3, "丙区", 90.5, 0.85, 1.5, "up"),
    ("城区组", 4, "丁区", 86.0, 1.0, -2.74, "down"),
)


def test_leader_with_its_streak_faller_with_its_reason_riser_and_close_ones() -> None:
    texts = _texts(FOUR, _history(甲区=[2, 1, 1, 1]), loss=("按期结案", "Closed on time", -1.62))
    assert texts == [
        "甲区连续 3 期列城区组第一",
        "丁区下降 2.74 分（上期 88.74），降至末位（第 4），主要在按期结案（−1.62）",
        "丙区明显上升 1.50 分（上期 89.00）",
        "乙区、丙区与第一名分不出高下",
    ]


def test_tones_follow_the_change() -> None:
    tones = [clause.tone for clause in headline(FOUR, _history(甲区=[1]))]
    assert tones == ["neutral", "worse", "better", "neutral"]


def test_a_streak_is_broken_by_a_period_without_a_rank() -> None:
    assert _texts(FOUR, _history(甲区=[1, None, 1]))[0] == "甲区列城区组第一（93.00 分）"


def test_noise_is_not_called_a_fall() -> None:
    calm = FOUR.assign(clear="no")
    assert clearest_fall(calm) is None
    said = "与上期相比，可以判断的 4 个单位升降都在偶然波动之内"
    assert said in _texts(calm, _history(甲区=[1]))


def test_the_fall_that_is_named_is_the_one_furthest_beyond_chance() -> None:
    """Not the one with most points: that is the unit with the fewest rows."""
    table = FOUR.assign(clear="down", change=[-4.0, -3.0, -1.0, -1.0])
    table["low"], table["high"] = table["score"] - [9, 1, 1, 1], table["score"] + [9, 1, 1, 1]
    assert clearest_fall(table)["unit"] == "乙区"


def test_without_intervals_nothing_is_said_of_clear_changes() -> None:
    unknown = FOUR.assign(clear="unknown", p_behind=float("nan"))
    assert _texts(unknown, _history(甲区=[1])) == ["甲区列城区组第一（93.00 分）"]


def test_shared_first_place_names_both() -> None:
    table = _table(
        ("城区组", 1, "甲区", 93.0, None, 0.0, "no"), ("城区组", 1, "乙区", 93.0, 0.5, 0.0, "no")
    )
    assert _texts(table, _history())[0] == "甲区、乙区并列城区组第一（93.00 分）"
    assert close_to_first(table) == []


def test_only_who_cannot_be_told_from_the_first_is_named_so() -> None:
    """Each pair for itself: a chain of neighbours would reach from the first to the last."""
    assert close_to_first(FOUR) == ["乙区", "丙区"]


def test_units_of_different_groups_are_never_called_close() -> None:
    table = _table(
        ("城区组", 1, "甲区", 93.0, None, 0.0, "no"), ("城郊组", 1, "乙县", 92.9, None, 0.0, "no")
    )
    assert not any("分不出高下" in text for text in _texts(table, _history()))


def test_where_no_chance_is_known_nobody_is_called_close() -> None:
    assert close_to_first(FOUR.assign(p_behind=float("nan"))) == []


def test_only_a_unit_that_was_not_last_falls_to_last():
    def fall(*previous: int | None) -> str:
        table = FOUR.assign(previous_rank=pd.array(previous, dtype="Int64"))
        return next(text for text in _texts(table, _history()) if "丁区下降" in text)

    assert fall(2, 3, 4, 1).endswith("降至末位（第 4）")
    assert fall(1, 2, 3, 4).endswith("仍列末位（第 4）")
    assert fall(1, 2, 3, None).endswith("，列第 4")


def test_nothing_ranked_is_said() -> None:
    empty = FOUR.assign(rank=pd.array([None] * 4, dtype="Int64"))
    assert _texts(empty, _history()) == ["本期没有可排名的单位"]


def test_english_is_complete() -> None:
    for clause in headline(FOUR, _history(甲区=[1, 1]), ("按期结案", "Closed on time", -1.62)):
        assert clause.message.text("en")

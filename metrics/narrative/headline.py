"""The lead sentence: who leads, who clearly fell and why, who clearly rose, who is too close.

Every clause is computed; a clause without ground in the data is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.finished import Progress
from metrics.narrative.progress_words import running_clauses
from metrics.narrative.score_words import IN_POINTS, ScoreWords
from metrics.scoring.certainty.judging import APART


@dataclass(frozen=True)
class Clause:
    """One clause of the lead sentence and its tone: neutral, better or worse."""

    message: Message
    tone: str = "neutral"


def headline(
    table: pd.DataFrame,
    history: pd.DataFrame,
    loss: tuple[str, str, float] | None = None,
    progress: Progress | None = None,
    words: ScoreWords = IN_POINTS,
) -> list[Clause]:
    """The clauses, most important first.

    table: `Ranking.table`; history: `ranking.history` up to the same period, oldest first; loss:
    the component (zh, en) that cost the clearest faller most, and its points. progress: how much of
    the period is known; of one that is not finished no more is said than who is first so far.
    words: how its scores are said.
    """
    ranked = table[table["rank"].notna()]
    if ranked.empty:
        nothing = nothing_ranked(table) or _message("headline-nothing-ranked")
        return so_far_clauses(progress, nothing) or [Clause(nothing)]
    if told := so_far_clauses(progress, lead_so_far(ranked, words)):
        return told
    clauses = [Clause(_lead(ranked, history, words))]
    fallen, risen = clearest_fall(ranked), clearest_rise(ranked)
    if fallen is not None:
        clauses.append(Clause(_fall(fallen, table, loss, words), words.tone("worse")))
    if risen is not None:
        rise = _message("headline-rise", unit=risen["unit"], **_moved(risen, words, better=True))
        clauses.append(Clause(rise, words.tone("better")))
    judged = judged_units(ranked)
    if fallen is None and risen is None and judged:
        clauses.append(Clause(_message("headline-no-clear-change", n=judged)))
    close = close_to_first(ranked[_same_group(ranked, ranked.iloc[0]["group"])])
    if close:
        clauses.append(Clause(_message("headline-close", units=units_message(close))))
    return clauses


def nothing_ranked(table: pd.DataFrame) -> Message | None:
    """Why no unit has a rank, where that is the size of the samples; None for other reasons."""
    few = table[table["state"] == "below_minimum_n"] if "state" in table else table.head(0)
    if few.empty or not table["rank"].isna().all():
        return None
    minimum = few["reason"].iloc[0].params["minimum"]
    return _message("headline-all-below", n=len(few), minimum=minimum)


def so_far_clauses(progress: Progress | None, lead: Message) -> list[Clause]:
    """The clauses of a period that is not finished; none of one that is."""
    if progress is None or progress.finished:
        return []
    return [Clause(message) for message in running_clauses(progress, lead)]


def clearest_fall(ranked: pd.DataFrame) -> pd.Series | None:
    """The row of the unit whose fall is furthest beyond chance; None when none clearly fell."""
    return _clearest(ranked[ranked["clear"] == "down"])


def clearest_rise(ranked: pd.DataFrame) -> pd.Series | None:
    """The row of the unit whose rise is furthest beyond chance; None when none clearly rose."""
    return _clearest(ranked[ranked["clear"] == "up"])


def _clearest(moved: pd.DataFrame) -> pd.Series | None:
    """The row with the largest change against the width of its interval."""
    if moved.empty:
        return None
    beyond = moved["change"].abs() / (moved["high"] - moved["low"])
    return moved.iloc[int(beyond.to_numpy().argmax())]


def judged_units(ranked: pd.DataFrame) -> int:
    """Of how many units one can say whether they changed by more than chance."""
    return int((ranked["clear"] != "unknown").sum())


def close_to_first(group: pd.DataFrame) -> list[str]:
    """The units of one group of which nobody can say that the first is truly ahead of them (with a
    chance of 0.9); none where the first place is shared."""
    if (group["rank"] == group["rank"].min()).sum() > 1:
        return []
    return group.loc[group["p_behind"] < APART, "unit"].tolist()


def units_message(names: Sequence[str]) -> Message:
    """Names in a row: up to three of them, more as the first three and their number."""
    params: dict[str, Any] = {f"name{i}": name for i, name in enumerate(names[:3], 1)}
    count = min(len(names), 4)
    return Message(f"units-{count}", params | {"n": len(names)}, "metrics")


def lead_so_far(ranked: pd.DataFrame, words: ScoreWords = IN_POINTS) -> Message:
    """Who is first so far in the first group of these rows."""
    first = ranked.iloc[0]
    own = ranked[(ranked["rank"] == 1) & _same_group(ranked, first["group"])]
    return _message(
        "headline-running-lead",
        units=units_message(own["unit"].tolist()),
        group=_message("group-all") if pd.isna(first["group"]) else str(first["group"]),
        score=words.level(first["score"]),
    )


def _lead(ranked: pd.DataFrame, history: pd.DataFrame, words: ScoreWords) -> Message:
    """Who is first in the first group, and for how many periods on end."""
    first = ranked.iloc[0]
    own = ranked[_same_group(ranked, first["group"])]
    leaders = own[own["rank"] == 1]["unit"].tolist()
    params: dict[str, Any] = {"units": units_message(leaders)}
    params["score"] = words.level(first["score"])
    group = "" if pd.isna(first["group"]) else str(first["group"])
    params["group"] = group or _message("group-all")
    if len(leaders) > 1:
        return _message("headline-shared-lead", **params)
    if len(own) == 1:  # of one nobody is first
        return _message("headline-only", **params)
    first_place = history.loc[history["unit"] == first["unit"], "rank"].eq(1).fillna(False)
    streak = int(first_place[::-1].cummin().sum())
    code = "headline-lead-streak" if streak > 1 else "headline-lead"
    return _message(code, streak=streak, **params)


def _moved(row: pd.Series, words: ScoreWords, better: bool) -> dict[str, Any]:
    return {
        "moved": words.moved(better),
        "points": words.step(abs(row["change"])),
        "before": words.figure(row["previous_score"]),
    }


def _fall(
    row: pd.Series,
    table: pd.DataFrame,
    loss: tuple[str, str, float] | None,
    words: ScoreWords,
) -> Message:
    group = table[_same_group(table, row["group"])]
    last = group["rank"].count() > 1 and row["rank"] == group["rank"].max()
    was_last = row["previous_rank"] == group["previous_rank"].max()
    params = {"unit": row["unit"], "rank": int(row["rank"]), **_moved(row, words, better=False)}
    code = "headline-fall"
    if last and pd.notna(row["previous_rank"]):
        code = "headline-fall-still-last" if was_last else "headline-fall-to-last"
    fall = _message(code, **params)
    if loss is None:
        return fall
    zh, en, points = loss
    return _message(
        "headline-fall-why", fall=fall, zh=zh, en=en, loss=f"{points:+.2f}".replace("-", "−")
    )


def _same_group(ranked: pd.DataFrame, group: Any) -> pd.Series:
    return ranked["group"].isna() if pd.isna(group) else ranked["group"] == group


def _message(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")

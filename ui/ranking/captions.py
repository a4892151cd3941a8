"""The sentence over a ranking: who leads each group and by how much, and who clearly moved.

Every clause is computed from the ranking's table; a clause without ground is left out.
"""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.finished import Progress
from metrics.narrative.headline import (
    Clause,
    judged_units,
    lead_so_far,
    nothing_ranked,
    so_far_clauses,
    units_message,
)
from metrics.narrative.score_words import IN_POINTS, ScoreWords
from metrics.scoring.certainty.judging import APART
from ui.captions import say


def standing_clauses(
    table: pd.DataFrame, progress: Progress | None = None, words: ScoreWords = IN_POINTS
) -> list[Clause]:
    """The clauses for `Ranking.table` (or the part of it that is shown), most important first.

    progress: how much of the period is known; of one that is not finished no change is told.
    words: how its scores are said.
    """
    ranked = table[table["rank"].notna()]
    if ranked.empty:
        nothing = nothing_ranked(table) or say("standing-nothing-ranked")
        return so_far_clauses(progress, nothing) or [Clause(nothing)]
    clauses = [
        _leader(group, words) for _, group in ranked.groupby("group", sort=False, dropna=False)
    ]
    if progress is not None and not progress.finished:
        told = [
            lead_so_far(own, words) for _, own in ranked.groupby("group", sort=False, dropna=False)
        ]
        first, *others = told
        return [*so_far_clauses(progress, first), *(Clause(other) for other in others)]
    for worse, tone in ((True, "worse"), (False, "better")):
        moved = ranked[ranked["clear"] == ("down" if worse else "up")]
        if not moved.empty:
            moved = moved.sort_values("change", key=lambda change: words.sign * change)
            clauses.append(Clause(_moved(moved, worse, words), words.tone(tone)))
    judged = judged_units(ranked)
    if judged and not ranked["clear"].isin(("up", "down")).any():
        clauses.append(Clause(say("standing-no-clear-change", n=judged)))
    return clauses


def _leader(ranked: pd.DataFrame, words: ScoreWords) -> Clause:
    """Who is first in one group, and whether the lead over the second is more than chance."""
    first = ranked.iloc[0]
    group = first["group"]
    params: dict[str, Any] = {
        "group": Message("group-all", {}, "metrics") if pd.isna(group) else str(group),
        "score": words.figure(first["score"]),
    }
    leaders = ranked[ranked["rank"] == ranked["rank"].min()]["unit"].tolist()
    if len(leaders) > 1 or len(ranked) == 1:
        code = "standing-first" if len(leaders) > 1 else "standing-only"  # of one nobody is first
        return Clause(say(code, units=units_message(leaders), **params))
    second = ranked.iloc[1]
    close = bool(first["p_first"] < APART)
    return Clause(
        say(
            "standing-lead-close" if close else "standing-lead",
            units=units_message(leaders),
            lead=words.step(abs(first["score"] - second["score"])),
            **({"sure": f"{first['p_first']:.0%}"} if close else {}),
            **params,
        )
    )


def _moved(rows: pd.DataFrame, worse: bool, words: ScoreWords) -> Message:
    falling = worse != words.lowest
    names = rows["unit"].tolist() if worse else rows["unit"].tolist()[::-1]
    if len(names) == 1:
        row = rows.iloc[0]
        place = pd.notna(row["rank_change"]) and row["rank_change"] != 0
        if falling:
            code = "standing-fell-one-place" if place else "standing-fell-one"
        else:
            code = "standing-rose-one-place" if place else "standing-rose-one"
        params = {
            "unit": row["unit"],
            "points": words.step(abs(row["change"])),
            "score": words.figure(row["previous_score"]),
            "rank": int(row["rank"]),
            "before": int(row["previous_rank"]) if pd.notna(row["previous_rank"]) else 0,
        }
        return say(code, **params)
    code = "standing-fell" if falling else "standing-rose"
    return say(code, units=units_message(names), n=len(names))

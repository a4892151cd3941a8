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
from metrics.scoring.certainty.judging import APART
from ui.captions import say


def standing_clauses(table: pd.DataFrame, progress: Progress | None = None) -> list[Clause]:
    """The clauses for `Ranking.table` (or the part of it that is shown), most important first.

    progress: how much of the period is known; of one that is not finished no change is told.
    """
    ranked = table[table["rank"].notna()]
    if ranked.empty:
        nothing = nothing_ranked(table) or say("standing-nothing-ranked")
        return so_far_clauses(progress, nothing) or [Clause(nothing)]
    clauses = [_leader(group) for _, group in ranked.groupby("group", sort=False, dropna=False)]
    if progress is not None and not progress.finished:
        told = [lead_so_far(own) for _, own in ranked.groupby("group", sort=False, dropna=False)]
        first, *others = told
        return [*so_far_clauses(progress, first), *(Clause(other) for other in others)]
    for falling, tone in ((True, "worse"), (False, "better")):
        moved = ranked[ranked["clear"] == ("down" if falling else "up")]
        if not moved.empty:
            clauses.append(Clause(_moved(moved.sort_values("change"), falling), tone))
    judged = judged_units(ranked)
    if judged and not ranked["clear"].isin(("up", "down")).any():
        clauses.append(Clause(say("standing-no-clear-change", n=judged)))
    return clauses


def _leader(ranked: pd.DataFrame) -> Clause:
    """Who is first in one group, and whether the lead over the second is more than chance."""
    first = ranked.iloc[0]
    group = first["group"]
    params: dict[str, Any] = {
        "group": Message("group-all", {}, "metrics") if pd.isna(group) else str(group),
        "score": f"{first['score']:.2f}",
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
            lead=f"{first['score'] - second['score']:.2f}",
            **({"sure": f"{first['p_first']:.0%}"} if close else {}),
            **params,
        )
    )


def _moved(rows: pd.DataFrame, falling: bool) -> Message:
    names = rows["unit"].tolist() if falling else rows["unit"].tolist()[::-1]
    if len(names) == 1:
        row = rows.iloc[0]
        place = pd.notna(row["rank_change"]) and row["rank_change"] != 0
        if falling:
            code = "standing-fell-one-place" if place else "standing-fell-one"
        else:
            code = "standing-rose-one-place" if place else "standing-rose-one"
        params = {
            "unit": row["unit"],
            "points": f"{abs(row['change']):.2f}",
            "score": f"{row['previous_score']:.2f}",
            "rank": int(row["rank"]),
            "before": int(row["previous_rank"]) if pd.notna(row["previous_rank"]) else 0,
        }
        return say(code, **params)
    code = "standing-fell" if falling else "standing-rose"
    return say(code, units=units_message(names), n=len(names))

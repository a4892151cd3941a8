"""The sentence over two units: who is in front and by how much, and whether that is sure."""

from typing import Any

import pandas as pd

from metrics.analyses.two_units import TwoUnits
from metrics.narrative.headline import Clause
from metrics.narrative.score_words import score_words
from metrics.scoring.certainty.judging import APART
from ui.captions import say


def of_pair(found: TwoUnits) -> list[Clause]:
    """Both scores and their difference; then the chance that the one in front is truly ahead, or
    why nobody can say; or who has no score and why."""
    words = score_words(found.scheme)
    rows = found.one, found.other
    without = [row for row in rows if pd.isna(row["score"])]
    if without:
        return [
            Clause(say("compare-unscored", unit=row["unit"], reason=row["reason"]))
            for row in without
        ]
    if not found.ahead:
        params: dict[str, Any] = {"one": rows[0]["unit"], "other": rows[1]["unit"]}
        return [Clause(say("compare-even", score=words.level(rows[0]["score"]), **params))]
    first, second = rows if rows[0]["unit"] == found.ahead else rows[::-1]
    told = [
        Clause(
            say(
                "compare-ahead",
                first=first["unit"],
                second=second["unit"],
                score=words.level(first["score"]),
                other=words.level(second["score"]),
                lead=words.step(abs(found.difference)),
            )
        )
    ]
    if pd.isna(found.sure):
        return [*told, Clause(say(_why_unknown(found)))]
    code = "compare-sure" if found.sure >= APART else "compare-close"
    return [*told, Clause(say(code, first=first["unit"], sure=_chance(found.sure)))]


def _chance(sure: float) -> str:
    """A chance that is drawn is never sure."""
    return f"{sure:.0%}" if sure < 0.995 else ">99%"


def _why_unknown(found: TwoUnits) -> str:
    groups = [None if pd.isna(row["group"]) else row["group"] for row in (found.one, found.other)]
    if groups[0] != groups[1]:
        return "compare-groups"
    ranked = pd.notna(found.one["rank"]) and pd.notna(found.other["rank"])
    return "compare-unsampled" if ranked else "compare-unranked"

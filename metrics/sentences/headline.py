"""The lead sentence: who leads, who clearly fell and why, who clearly rose, who is too close.

Every clause is computed; a clause without ground in the data is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.scoring.certainty import Z95


@dataclass(frozen=True)
class Clause:
    """One clause of the lead sentence and its tone: neutral, better or worse."""

    message: Message
    tone: str = "neutral"


def headline(
    table: pd.DataFrame, history: pd.DataFrame, loss: tuple[str, str, float] | None = None
) -> list[Clause]:
    """The clauses, most important first.

    table: `Ranking.table`; history: `ranking.history` up to the same period, oldest first; loss:
    the component (zh, en) that cost the clearest faller most, and its points.
    """
    ranked = table[table["rank"].notna()]
    if ranked.empty:
        return [Clause(_message("headline-nothing-ranked"))]
    clauses = [Clause(_lead(ranked, history))]
    fallen, risen = clearest_fall(ranked), clearest_rise(ranked)
    if fallen is not None:
        clauses.append(Clause(_fall(fallen, ranked, loss), "worse"))
    if risen is not None:
        rise = _message("headline-rise", unit=risen["unit"], points=f"{risen['change']:.2f}")
        clauses.append(Clause(rise, "better"))
    judged = ranked["change"].notna() & ranked["low"].notna()  # without intervals nobody can say
    if fallen is None and risen is None and judged.any():
        clauses.append(Clause(_message("headline-no-clear-change")))
    runs = too_close(ranked)
    if runs:
        clauses.append(Clause(_message("headline-too-close", units=units_message(runs[0]))))
    return clauses


def clearest_fall(ranked: pd.DataFrame) -> pd.Series | None:
    """The row of the unit that clearly fell by most points; None when none clearly fell."""
    down = ranked[ranked["change_is_clear"] & (ranked["change"] < 0)]
    return None if down.empty else down.sort_values("change").iloc[0]


def clearest_rise(ranked: pd.DataFrame) -> pd.Series | None:
    """The row of the unit that clearly rose by most points; None when none clearly rose."""
    up = ranked[ranked["change_is_clear"] & (ranked["change"] > 0)]
    return None if up.empty else up.sort_values("change").iloc[-1]


def too_close(ranked: pd.DataFrame) -> list[list[str]]:
    """Runs of neighbours inside a group, each pair less than 1.96 standard errors apart; longest
    first. The standard error is read off the 95 % interval; units without one are in no run."""
    runs: list[list[str]] = []
    for _, group in ranked.groupby("group", sort=False, dropna=False):
        run: list[str] = []
        before: Any = None
        for row in group.itertuples():
            if before is None or not _indistinct(before, row):
                run = []
                runs.append(run)
            run.append(str(row.unit))
            before = row
    return sorted((run for run in runs if len(run) > 1), key=len, reverse=True)


def units_message(names: Sequence[str]) -> Message:
    """Names in a row: up to three of them, more as the first three and their number."""
    params: dict[str, Any] = {f"name{i}": name for i, name in enumerate(names[:3], 1)}
    count = min(len(names), 4)
    return Message(f"units-{count}", params | {"n": len(names)}, "metrics")


def _indistinct(a: Any, b: Any) -> bool:
    spread = (((a.high - a.low) ** 2 + (b.high - b.low) ** 2) ** 0.5) / (2 * Z95)
    return bool(abs(a.score - b.score) <= Z95 * spread)


def _lead(ranked: pd.DataFrame, history: pd.DataFrame) -> Message:
    """Who is first in the first group, and for how many periods on end."""
    first = ranked.iloc[0]
    leaders = ranked[(ranked["rank"] == 1) & _same_group(ranked, first["group"])]["unit"].tolist()
    params = {"units": units_message(leaders), "score": f"{first['score']:.2f}"}
    group = "" if pd.isna(first["group"]) else str(first["group"])
    if len(leaders) > 1:
        return _message("headline-shared-lead", group=group or _message("group-all"), **params)
    first_place = history.loc[history["unit"] == first["unit"], "rank"].eq(1).fillna(False)
    streak = int(first_place[::-1].cummin().sum())
    code = "headline-lead-streak" if streak > 1 else "headline-lead"
    return _message(code, group=group or _message("group-all"), streak=streak, **params)


def _fall(row: pd.Series, ranked: pd.DataFrame, loss: tuple[str, str, float] | None) -> Message:
    group = ranked[_same_group(ranked, row["group"])]
    last = len(group) > 1 and row["rank"] == group["rank"].max()
    params: dict[str, Any] = {"unit": row["unit"], "points": f"{-row['change']:.2f}"}
    code = "headline-fall-to-last" if last else "headline-fall"
    fall = _message(code, rank=int(row["rank"]), **params)
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

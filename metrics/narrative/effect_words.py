"""What a change of the data changes, in one sentence and as plain rows."""

from typing import Any

import pandas as pd

from data.batches.comparing import CHANGE_COUNTS
from kernel.messages import Message
from kernel.output import plain
from metrics.effect import UNIT_COLUMNS, Effect

NAMED = 3  # periods in the sentence; the table has all
ROW_COLUMNS = ("scheme", "published", *UNIT_COLUMNS)


def effect_sentence(effect: Effect, stored: bool) -> Message:
    """How many ended periods change, and in the newest of them how many scores and ranks.

    stored: whether it has happened. The effect must have a period.
    """
    periods = effect.periods
    parts = [_part(effect, row) for _, row in periods.head(NAMED).iterrows()]
    said = parts[-1]
    for part in reversed(parts[:-1]):
        said = _message("effect-and", one=part, other=said)
    more = len(periods) - len(parts)
    if more:
        said = _message("effect-more", said=said, n=more)
    code = "effect-did" if stored else "effect-will"
    return _message(code, n=len(periods), periods=said)


def _part(effect: Effect, row: pd.Series) -> Message:
    """What one period has to bear."""
    name = _message("effect-published", period=row["period"]) if row["published"] else row["period"]
    params = {"period": name, "scores": int(row["scores"]), "ranks": int(row["ranks"])}
    params["rows"] = int(row[list(CHANGE_COUNTS)].sum())
    kind = "effect-kind" if params["scores"] == 1 else "effect-kinds"
    params["kind"] = _message(f"{kind}-{effect.scheme.scores.kind}")
    if row["ranks"]:
        code = "effect-scores-and-ranks" if row["scores"] else "effect-ranks"
        said = _with_largest_move(effect, row["period"], _message(code, **params))
    elif row["scores"] or params["rows"]:
        said = _message("effect-scores" if row["scores"] else "effect-rows", **params)
    else:
        return _message("effect-groups", n=int(row["groups"]), **params)
    return _message("effect-and-groups", said=said, n=int(row["groups"])) if row["groups"] else said


def _with_largest_move(effect: Effect, period: str, said: Message) -> Message:
    """What is said of a period, and the unit whose rank moves most; in a tie the best after."""
    moves = effect.units[effect.units["period"] == period].dropna(subset="rank_change")
    if moves.empty:  # ranks that only came or went
        return said
    most = max(moves.to_dict("records"), key=lambda row: abs(row["rank_change"]))
    ranks = {when: int(most[f"rank_{when}"]) for when in ("before", "after")}
    return _message("effect-largest-move", said=said, unit=most["unit"], **ranks)


def effect_rows(effect: Effect, lang: str) -> list[dict[str, Any]]:
    """One dict per period and unit that differs, as `Effect.units` has them, with scheme (its id)
    and published."""
    published = effect.periods.set_index("period")["published"].to_dict()
    return [
        plain(
            {"scheme": effect.scheme.id, "published": bool(published[row["period"]])}
            | {name: row[name] for name in UNIT_COLUMNS},
            lang,
        )
        for row in effect.units.to_dict("records")
    ]


def _message(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")

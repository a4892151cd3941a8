"""What a component takes of another scheme, as rows: for a table, and as plain values."""

from typing import Any

import pandas as pd

from metrics.schemes.versions import scored_by
from metrics.scoring.components import float_or_nan
from metrics.scoring.composed import Taken
from metrics.scoring.place import places_of

COLUMNS = ["period", "version", "score", "rank", "state"]


def taken_rows(one: Taken, unit: str) -> pd.DataFrame:
    """The periods that a component takes, newest first, with what the other scheme says of a unit:
    period (id), version, score, rank (Int64), state (also missing | unfinished of a period)."""
    rows: list[dict[str, Any]] = []
    for part in one.counted:
        units = places_of(one.found.versions[part.id], one.found.of[part.id])
        own = next((place for place in units if place.score.unit == unit), None)
        rows.append(
            {
                "period": part.id,
                "version": "+".join(map(str, scored_by(one.scheme, part))),
                "score": float_or_nan(own.score.score if own else None),
                "rank": own.rank if own else None,
                "state": own.score.state if own else "not_participating",
            }
        )
    for state, parts in (("missing", one.missing), ("unfinished", one.unfinished)):
        rows += [{"period": part.id, "state": state} for part in parts]
    table = pd.DataFrame(rows, columns=COLUMNS).sort_values("period", ascending=False)
    return table.astype({"rank": "Int64", "score": float}).reset_index(drop=True)


def taken_about(one: Taken) -> dict[str, Any]:
    """component, scheme, versions, and the ids of the periods that count, are missing, or are not
    over."""
    return {
        "component": one.leaf.id,
        "scheme": one.scheme.id,
        "versions": list(one.versions),
        "periods": [part.id for part in one.counted],
        "missing": [part.id for part in one.missing],
        "unfinished": [part.id for part in one.unfinished],
    }

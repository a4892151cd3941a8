"""XmR limits: whether a value of a series is out of line with what the series did before.

Source: Wheeler, Understanding Variation (1993): mean +- 2.66 times the mean moving range, moving
ranges beyond 3.267 times their mean left out of it; runs as in the Western Electric rules.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LIMIT, SCREEN = 2.66, 3.267
FEWEST = 6  # values, below which there are no limits
FIRM = 12  # values, below which limits are trial ones
RUN = 7
COLUMNS = ["id", "value", "centre", "low", "high", "trial", "segment", "signal"]


def xmr(ids: Sequence[str], values: Sequence[float], starts: Collection[str] = ()) -> pd.DataFrame:
    """Limits and signals of one series. starts: the ids with which other rules begin: limits are
    worked out anew from there, and the values before say nothing about those after.

    Columns: id, value, centre, low, high (NaN with fewer than six values in the segment), trial
    (fewer than twelve), segment (from 1), signal: "" | high | low (outside of the limits) |
    above | below (7 in a row on one side) | rising | falling (7 in a row) | near_high | near_low
    (2 of 3 beyond two thirds of the limit). A gap (NaN) is no value and breaks no run.
    """
    table = pd.DataFrame({"id": list(ids), "value": np.asarray(values, dtype=float)})
    begins = [at > 0 and name in starts for at, name in enumerate(table["id"])]
    table["segment"] = 1 + np.cumsum(begins)
    parts = [_segment(part) for _, part in table.groupby("segment", sort=True)]
    return pd.concat(parts)[COLUMNS] if parts else pd.DataFrame(columns=COLUMNS)


class Beyond(NamedTuple):
    """The places of values that are out of line; of the last value its signal, "" for none, and
    whether the limits are trial ones."""

    places: tuple[int, ...]
    last: str
    trial: bool


@lru_cache(maxsize=4_096)
def beyond(values: tuple[float | None, ...]) -> Beyond:
    """What `xmr` says of a series under one set of rules; None is no value."""
    table = xmr(
        [str(at) for at in range(len(values))], [np.nan if v is None else v for v in values]
    )
    places = tuple(at for at, signal in enumerate(table["signal"]) if signal)
    last = latest(table)
    if last is None or len(values) - 1 not in places:
        return Beyond(places, "", False)
    return Beyond(places, str(last["signal"]), bool(last["trial"]))


def latest(table: pd.DataFrame) -> pd.Series | None:
    """The last row that has a value."""
    known = table[table["value"].notna()]
    return None if known.empty else known.iloc[-1]


def _segment(part: pd.DataFrame) -> pd.DataFrame:
    known = part["value"].notna().to_numpy()
    values = part["value"].to_numpy(float)[known]
    part = part.assign(centre=np.nan, low=np.nan, high=np.nan, signal="")
    part["trial"] = len(values) < FIRM
    if len(values) < FEWEST:
        return part
    centre, half = limits(values)
    part[["centre", "low", "high"]] = centre, centre - half, centre + half
    signal = part["signal"].to_numpy(object).copy()
    signal[known] = signals(values, centre, half)
    return part.assign(signal=signal)


def limits(values: Numbers) -> tuple[float, float]:
    """The centre of a series, and how far its limits are from it."""
    moved = np.abs(np.diff(values))
    kept = moved[moved <= SCREEN * moved.mean()]
    return float(values.mean()), LIMIT * float(kept.mean() if len(kept) else moved.mean())


def signals(values: Numbers, centre: float, half: float) -> list[str]:
    """What each value says by itself and by those before it; the strongest rule wins."""
    return [_signal(values[: at + 1], centre, half) for at in range(len(values))]


def _signal(values: Numbers, centre: float, half: float) -> str:
    off = values - centre
    if half <= 0:
        return ""
    if abs(off[-1]) > half:
        return "high" if off[-1] > 0 else "low"
    if len(off) >= RUN and (off[-RUN:] > 0).all():
        return "above"
    if len(off) >= RUN and (off[-RUN:] < 0).all():
        return "below"
    steps = np.diff(values[-RUN:])
    if len(values) >= RUN and (steps > 0).all():
        return "rising"
    if len(values) >= RUN and (steps < 0).all():
        return "falling"
    far = 2 * half / 3
    if off[-1] > far and (off[-3:] > far).sum() >= 2:
        return "near_high"
    if off[-1] < -far and (off[-3:] < -far).sum() >= 2:
        return "near_low"
    return ""

"""Counts that do not fit what the same unit reported before.

For each unit and item the earlier weeks (up to LOOK_BACK) give a mean and how much more than
Poisson they spread: phi = max(1, variance / mean). A new count x is held against the prediction
limits of an overdispersed Poisson count on the 2/3 power scale,

    t = ((x / mean)^(2/3) - 1) / (2/3 * sqrt(phi * (1 + 1/k) / mean)),

with k - 1 degrees of freedom, because phi is estimated from k weeks (Farrington, Andrews, Beale and
Catchpole 1996, J. R. Statist. Soc. A 159, 547-563). All counts of one week are judged together
(Holm, 1 % for each week). Nothing is said of a count with fewer than AT_LEAST earlier weeks, or
whose mean is below LEAST_MEAN. A count that did not fit is no part of what later weeks are held
against, unless the week after it did not fit either: then it is how things are now.
"""

import numpy as np
import pandas as pd
from scipy import stats

from metrics.weekly_returns.stated import KEY

LOOK_BACK, AT_LEAST, LEAST_MEAN, LEVEL = 26, 8, 3.0, 0.01
FITS = 0.05  # of a single count


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """Every count that can be judged, oldest first: kind, unit, item, week, reported, mean (of the
    earlier weeks), weeks (how many), p, odd (high | low | None), tenth (whether a tenth, or ten
    times, of an odd count would fit: a zero too many or too few)."""
    told = rows[rows["reported"].notna()].sort_values("week", kind="stable")
    past: dict[tuple[object, ...], list[list[float]]] = {}
    found = []
    for _, week in told.groupby("week", sort=True):
        ready = []
        for row in week[[*KEY, "reported"]].itertuples(index=False, name=None):
            *series, _, value = row
            history = past.setdefault(tuple(series), [])
            base = [count for count, fits in history[-LOOK_BACK:] if fits]
            mean = float(np.mean(base)) if base else 0.0
            if len(base) >= AT_LEAST and mean >= LEAST_MEAN:
                ready.append([*row, mean, len(base), p_value(value, base)])
        clear = holm([one[-1] for one in ready])
        odd = {}
        for one, is_clear in zip(ready, clear, strict=True):
            *key, _, value, mean, weeks, p = one
            side = ("high" if value > mean else "low") if is_clear else None
            base = [count for count, fits in past[tuple(key)][-LOOK_BACK:] if fits]
            other = value / 10 if side == "high" else value * 10
            tenth = side is not None and value > 0 and p_value(other, base) > FITS
            found.append([*one, side, tenth])
            odd[tuple(key)] = side is not None
        for row in week[[*KEY, "reported"]].itertuples(index=False, name=None):
            *series, _, value = row
            history = past[tuple(series)]
            wrong = odd.get(tuple(series), False)
            if wrong and history and not history[-1][1]:
                history[-1][1] = wrong = True  # twice on end: a new level
                wrong = False
            history.append([float(value), float(not wrong)])
    columns = [*KEY, "reported", "mean", "weeks", "p", "odd", "tenth"]
    return pd.DataFrame(found, columns=columns)


def p_value(value: float, base: list[float]) -> float:
    """Two-sided p of a count given earlier ones (see the module)."""
    k, mean = len(base), float(np.mean(base))
    phi = max(1.0, float(np.var(base, ddof=1)) / mean)
    scale = 2 / 3 * np.sqrt(phi * (1 + 1 / k) / mean)
    t = ((max(value, 0.0) / mean) ** (2 / 3) - 1) / scale
    return float(2 * stats.t.sf(abs(t), k - 1))


def holm(p: list[float]) -> list[bool]:
    """Which of several p-values hold together at LEVEL (Holm 1979)."""
    order = np.argsort(p)
    clear = [False] * len(p)
    for place, at in enumerate(order):
        if p[at] * (len(p) - place) > LEVEL:
            break
        clear[at] = True
    return clear

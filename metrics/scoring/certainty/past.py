"""More variation than chance: how much past changes vary beyond what draws say, as a factor.

Months differ by more than which visits and cases there happened to be: weather, who inspects, what
the month was about. Where the changes of the last finished periods vary more than their draws, all
draws are widened by the root of that. The factor of a scheme is computed once per version of a
store and kept by the file of that version, since it needs the scores of thirteen periods.
"""

from collections.abc import Sequence
from dataclasses import replace

import duckdb
import numpy as np

from metrics.coverage import opening_period, periods_of
from metrics.finished import progress_of, reach
from metrics.periods import Period
from metrics.schemes.model import Scheme
from metrics.schemes.scheme import scheme_hash
from metrics.scoring.certainty.certain import draws_of
from metrics.scoring.certainty.judging import dispersion, widened
from metrics.scoring.certainty.pushing import Draws
from metrics.scoring.scores import Scores, scores

CHANGES = 12
DRAWS = 200  # enough for a standard deviation
_KEPT: dict[tuple[str, str], float] = {}


def drawn(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period], found: Scores
) -> dict[str, Draws]:
    """The draws of each period, widened by `factor`, kept with the scores that they belong to."""
    missing = [period for period in periods if period.id not in found.draws]
    if missing:
        by = factor(con, scheme)
        made = draws_of(con, scheme, missing, found)
        found.draws.update({name: _wider(scheme, draws, by) for name, draws in made.items()})
    return {period.id: found.draws[period.id] for period in periods}


def factor(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> float:
    """By how much the draws of a scheme are widened, 1 or more."""
    with con.cursor() as cursor:
        row = cursor.execute(
            "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
        ).fetchone()
    file = row[0] if row else None
    key = (str(file), scheme_hash(scheme))
    if file is None or key not in _KEPT:
        made = dispersion(past_changes(con, scheme)) ** 0.5
        if file is None:  # a store in memory has no name to keep it by
            return made
        _KEPT[key] = made
    return _KEPT[key]


def past_changes(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> np.ndarray:
    """Changes of ranked units between finished periods, over their standard deviations: the twelve
    before the last finished one, which is judged by them and must not excuse itself."""
    latest = opening_period(con, scheme, known := periods_of(con, scheme))
    sources = reach(con, scheme)
    whole = {period.id for period in known if not progress_of(scheme, period, sources).begun}
    periods = [p for p in latest.last(CHANGES + 2)[:-1] if p.id in whole] if latest else []
    if len(periods) < 3:
        return np.array([])
    found = scores(con, scheme, periods)
    draws = draws_of(con, scheme, periods, found, DRAWS)
    z = []
    for before, now in zip(periods, periods[1:], strict=False):
        old, new = draws[before.id], draws[now.id]
        for i, unit in enumerate(new.units):
            both = [found.of[period.id].get(unit) for period in (before, now)]
            if unit not in old.units or any(u is None or u.state != "value" for u in both):
                continue
            j = old.units.index(unit)
            same = np.array_equal(new.counted[i], old.counted[j])
            if not (same and new.sampled[i] and old.sampled[j]):
                continue
            spread = float(new.scores[i].var() + old.scores[j].var()) ** 0.5
            if spread > 0:
                first, second = (float(u.score) for u in both if u and u.score is not None)
                z.append((second - first) / spread)
    return np.array(z)


def _wider(scheme: Scheme, draws: Draws, by: float) -> Draws:
    """Draws further from their mean, inside the bounds of the scheme."""
    if by == 1:
        return draws
    low = -np.inf if scheme.floor is None else float(scheme.floor)
    high = np.inf if scheme.ceiling is None else float(scheme.ceiling)
    return replace(draws, scores=np.clip(widened(draws.scores, by), low, high))

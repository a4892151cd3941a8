"""More variation than chance: how much past changes vary beyond what draws say, as a factor.

Months differ by more than which visits and cases there happened to be: weather, who inspects, what
the month was about. Where the changes of the last finished periods vary more than their draws, all
draws are widened by the root of that. The factor of a scheme is computed once per version of a
store and kept by the file of that version, since it needs the scores of thirteen periods.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import duckdb
import numpy as np

from kernel.periods import Period
from metrics.coverage import periods_of
from metrics.finished import progress_of, reach
from metrics.schemes.model import Scheme
from metrics.schemes.scheme import scheme_key
from metrics.scoring.certainty.certain import DRAWS as ALL_DRAWS
from metrics.scoring.certainty.certain import draws_of, months_of
from metrics.scoring.certainty.contributions import Observations, contributions
from metrics.scoring.certainty.judging import dispersion, widened
from metrics.scoring.certainty.pushing import Draws, mean_of
from metrics.scoring.composed import Key
from metrics.scoring.scores import Scores, scores

CHANGES = 11  # a page that shows thirteen periods has their scores at hand
DRAWS = 200  # enough for a standard deviation
_KEPT: dict[tuple[str, str], float] = {}


def drawn(
    con: duckdb.DuckDBPyConnection, periods: Sequence[Period], found: Scores
) -> dict[str, Draws]:
    """The draws of each period, widened by `factor`, kept with the scores that they belong to."""
    own = {period.id: found.versions[period.id].among(()) for period in periods}
    by: dict[int, float] = {}
    for version in own.values():
        if version.version not in by:
            mine = [period for period in periods if own[period.id].version == version.version]
            by[version.version] = _draw(con, version, mine, found)
    return {
        name: _wider(version, found.draws[name, ALL_DRAWS], by[version.version])
        for name, version in own.items()
    }


def factor(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> float:
    """By how much the draws of a scheme are widened, 1 or more."""
    return _draw(con, scheme, [], Scores())


def _draw(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period], found: Scores
) -> float:
    """Draw what is not yet drawn, and work out the factor where it is not known, from one pass over
    the facts and with the scores that are at hand."""
    key = _key(con, scheme)
    looked = [] if key in _KEPT else past_periods(con, scheme)
    # of a period that still runs all earlier ones are cut to the same days; where the scheme has
    # changed some are by another version
    whole = not any(period.reached for period in periods)
    whole = whole and len({version.version for version in found.versions.values()}) < 2
    at_hand = found if whole else Scores()
    lacking = [period for period in looked if period.id not in at_hand.of]
    more = scores(con, scheme, lacking) if lacking else Scores()
    past = replace(  # with the same draws
        at_hand, of=at_hand.of | more.of, versions=at_hand.versions | more.versions
    )
    passes = [(looked, past, DRAWS), (periods, found, ALL_DRAWS)]
    for together in [passes] if whole else [passes[:1], passes[1:]]:
        _complete(con, together)
    if key in _KEPT:
        return _KEPT[key]
    by = dispersion(past_changes(looked, past)) ** 0.5
    if key[0]:  # a store in memory has no name to keep it by
        _KEPT[key] = by
    return by


def _complete(
    con: duckdb.DuckDBPyConnection,
    passes: Sequence[tuple[Sequence[Period], Scores, int]],
) -> None:
    """Draw these periods of these scores so often, those not yet drawn, from one look at the
    facts."""
    missing = [
        ([p for p in periods if (p.id, draws) not in found.draws], found, draws)
        for periods, found, draws in passes
    ]
    versions: dict[int, Scheme] = {}
    every: dict[int, dict[str, Period]] = {}
    for periods, found, _ in missing:
        for period in months_of(found, periods):
            version = found.versions[period.id]
            versions[version.version] = version
            every.setdefault(version.version, {})[period.id] = period
    observations: dict[str, Sequence[Observations]] = {}
    for number, own in every.items():
        observations |= contributions(con, versions[number], list(own.values()))
    for periods, found, draws in missing:
        made = draws_of(periods, found, observations, draws, _taken(con, periods, found))
        found.draws.update({(name, draws): one for name, one in made.items()})


def _taken(
    con: duckdb.DuckDBPyConnection, periods: Sequence[Period], found: Scores
) -> dict[Key, np.ndarray]:
    """What is drawn of the scores of other schemes that components take: the mean of the draws of
    the periods that count, as their scores are taken."""
    wanted = {period.id for period in months_of(found, periods)}
    made = {}
    for key, one in found.taken.items():
        if key[0] in wanted and one.counted:
            draws = drawn(con, one.counted, one.found)
            parts = [draws[part.id] for part in one.counted]
            made[key] = mean_of(parts, list(found.of[key[0]]), [1] * len(parts)).scores
    return made


def past_periods(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> list[Period]:
    """The periods whose changes are looked at: the last finished ones before the newest, which is
    judged by them and must not excuse itself; none where they are too few."""
    known, sources = periods_of(con, scheme), reach(con, scheme)
    progress = {period.id: progress_of(scheme, period, sources) for period in known}
    ended = (period for period in known if progress[period.id].finished)
    latest = next(ended, next(iter(known), None))
    before = latest.last(CHANGES + 2)[:-1] if latest else []
    found = [p for p in before if p.id in progress and not progress[p.id].begun]
    return found if len(found) >= 3 else []


def past_changes(periods: Sequence[Period], found: Scores) -> np.ndarray:
    """Changes of ranked units from each of these periods to the next, over their standard
    deviations."""
    z = []
    for before, now in pairwise(periods):
        old, new = (found.draws[period.id, DRAWS] for period in (before, now))
        spread = {name: draws.scores.var(axis=1) for name, draws in (("old", old), ("new", new))}
        for i, unit in enumerate(new.units):
            both = [found.of[period.id].get(unit) for period in (before, now)]
            if unit not in old.units or any(u is None or u.state != "value" for u in both):
                continue
            j = old.units.index(unit)
            same = np.array_equal(new.counted[i], old.counted[j])
            varies = float(spread["new"][i] + spread["old"][j]) ** 0.5
            if same and new.sampled[i] and old.sampled[j] and varies > 0:
                first, second = (float(u.score) for u in both if u and u.score is not None)
                z.append((second - first) / varies)
    return np.array(z)


def _key(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> tuple[str, str]:
    """The file of the version, "" in memory, and the scheme."""
    with con.cursor() as cursor:
        row = cursor.execute(
            "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
        ).fetchone()
    return (row[0] if row else None) or "", scheme_key(scheme)


def _wider(scheme: Scheme, draws: Draws, by: float) -> Draws:
    """Draws further from their mean, inside the bounds of the scheme."""
    if by == 1:
        return draws
    low = -np.inf if scheme.floor is None else float(scheme.floor)
    high = np.inf if scheme.ceiling is None else float(scheme.ceiling)
    return replace(
        draws,
        scores=np.clip(widened(draws.scores, by), low, high),
        unfloored=np.minimum(widened(draws.unfloored, by), high),
    )

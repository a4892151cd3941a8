"""The portrait of one unit: its score taken apart, why it changed, and what it could do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.finished import so_far
from metrics.schemes.model import Scheme
from metrics.schemes.versions import version_for
from metrics.scoring.categories import UnitCounts
from metrics.scoring.certainty.past import drawn
from metrics.scoring.distance import NeededStep, distances
from metrics.scoring.exact import exact_or_none
from metrics.scoring.explain import Explanation, explain
from metrics.scoring.longer import months_to_score
from metrics.scoring.place import RANKED
from metrics.scoring.ranking import ranking_history
from metrics.scoring.scores import Scores, scores
from metrics.scoring.strengths import strengths

PERIODS_SHOWN = 13


@dataclass(frozen=True)
class Portrait:
    """Everything that the page of a scored unit shows.

    before, year: the explanation against the previous period and against the same period last
    year (None where that is the same period). history: `ranking.history` of this unit, oldest
    first. losses: see `losses`. strengths, steps: see the modules of `metrics.scoring`; steps are
    empty for a period whose score is the mean of its months. ranked: units with a rank in its
    group. rival: score of the second of the group when the unit is first alone, else None.
    """

    before: Explanation
    year: Explanation | None
    history: pd.DataFrame
    losses: pd.DataFrame
    strengths: pd.DataFrame
    steps: list[NeededStep]
    ranked: int
    rival: Decimal | None

    @property
    def unit(self) -> str:
        return self.before.unit


def periods_read(period: Period) -> list[Period]:
    """The periods whose scores a portrait needs."""
    wanted = {p.id: p for p in [*period.last(PERIODS_SHOWN), period.year_before()]}
    return sorted(wanted.values(), key=_start)


def portrait(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    unit: str,
    found: Scores | None = None,
) -> Portrait:
    """Compute the portrait of a unit. UnknownUnitError when the scheme does not score it.

    found: the scores of `periods_read`, where they are at hand.
    """
    scheme = version_for(scheme, period)
    period = so_far(con, scheme, period)
    found = found or scores(con, scheme, periods_read(period))
    year_before = period.year_before()
    counts = UnitCounts(con, scheme, unit, [year_before, period.previous(), period])
    before = explain(con, scheme, period, unit, found=found, counts=counts)
    year = None
    if year_before.id != before.previous.id:
        year = explain(con, scheme, period, unit, year_before, found, counts)
    past = ranking_history(con, scheme, period.last(PERIODS_SHOWN), found)
    units = found.of[period.id]
    group = [u for u in units.values() if u.group == units[unit].group and u.state in RANKED]
    others = [u.score for u in group if u.unit != unit and u.score is not None]
    return Portrait(
        before=before,
        year=year,
        history=past[past["unit"] == unit].reset_index(drop=True),
        losses=losses(before),
        strengths=strengths(units, unit, drawn(con, [period], found)[period.id]),
        steps=_steps(con, scheme, period, unit, found),
        ranked=len(group),
        rival=_best(scheme, others) if before.now.rank == 1 else None,
    )


def _best(scheme: Scheme, scores: Sequence[Decimal]) -> Decimal | None:
    if not scores:
        return None
    return max(scores) if scheme.first == "highest" else min(scores)


def losses(explanation: Explanation) -> pd.DataFrame:
    """From the full marks down to the score: what each component lost, and what else was added.

    Columns: part, kind (full | component | adjustment | limit | rounding | score), name_zh,
    name_en, points (Decimal; of full and score the amount itself, else the step), start, end. The
    steps lead from the full marks to the score exactly. Empty without a score.
    """
    columns = ["part", "kind", "name_zh", "name_en", "points", "start", "end"]
    score, full = explanation.now.score.score, explanation.scheme.full
    if score is None:
        return pd.DataFrame(columns=columns)
    steps = []
    rounding = {"part": "total", "kind": "rounding", "name_zh": "四舍五入", "name_en": "Rounding"}
    for row in explanation.waterfall.to_dict("records"):
        if (row["part"], row["kind"]) != ("total", "rounding"):
            points = row["points"] - (row["full"] if row["kind"] == "component" else 0)
            steps.append({k: row[k] for k in rounding} | {"points": points})
    # full marks of components are stated to six decimals too, so what that loses is here as well
    rest = score - full - sum((step["points"] for step in steps), Decimal(0))
    if rest:
        steps.append(rounding | {"points": rest})
    rows: list[dict[str, object]] = []
    at = full
    for step in steps:
        rows.append(step | {"start": at, "end": at + step["points"]})
        at += step["points"]
    first = {"part": "", "kind": "full", "name_zh": "满分", "name_en": "Full marks"}
    last = {"part": "", "kind": "score", "name_zh": "得分", "name_en": "Score"}
    rows.insert(0, first | {"points": full, "start": full, "end": full})
    rows.append(last | {"points": score, "start": score, "end": score})
    return pd.DataFrame(rows, columns=columns)


def _steps(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, unit: str, found: Scores
) -> list[NeededStep]:
    if months_to_score(scheme, period):
        return []
    entered = {u: points for (own, u), points in found.entered.items() if own == period.id}
    more = _more(con, scheme, period, unit)
    return distances(scheme, found.of[period.id], unit, entered, more)


def _more(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, unit: str
) -> dict[str, tuple[Fraction, ...]]:
    """For each leaf whose rule reads several indicators, the numerators of all but the first."""
    found = {}
    for leaf in scheme.leaves():
        names = leaf.rule.indicators(leaf.indicator)[1:] if leaf.rule and leaf.indicator else ()
        if names:
            filters = leaf.all_filters | {scheme.scores.kind: (unit,)}
            table = aggregate(con, names, (), period, filters, scheme.rules)
            numbers = [exact_or_none(float(top)) for top in table["numerator"]]
            if None not in numbers:
                found[leaf.id] = tuple(number for number in numbers if number is not None)
    return found


def _start(period: Period) -> date:
    return period.start

"""Why a unit has its score, and why it changed: parts that sum to the score and to the change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import duckdb
import pandas as pd

from kernel.messages import Message, ShirongError
from kernel.periods import Period
from metrics.finished import Progress, comparable, progress_of, reach
from metrics.narrative.composed_words import composed_notes
from metrics.narrative.progress_words import not_final
from metrics.narrative.reform_words import unit_reform_notes
from metrics.own_figures.scored import figure_notes
from metrics.schemes.model import Scheme
from metrics.schemes.versions import version_for
from metrics.scoring.attribution import attribution_of, waterfall_of
from metrics.scoring.beyond import beyond_notes
from metrics.scoring.categories import UnitCounts, category_losses
from metrics.scoring.certainty.certain import UnitCertainty
from metrics.scoring.composed import Taken, of_period
from metrics.scoring.exact import part
from metrics.scoring.place import Place, places_of
from metrics.scoring.ranking import known_of
from metrics.scoring.scores import Scores, like_for_like, scorable_alike, scores
from metrics.scoring.tree import Node


class UnknownUnitError(ShirongError):
    """The unit does not take part in the scheme in this period."""


@dataclass(frozen=True)
class Explanation:
    """One unit's score taken apart. All points are Decimal.

    waterfall: part (component id or "total"), kind (component | adjustment | limit | rounding),
        name_zh, name_en, parent, points, full (what a component could give, else None). The points
        sum to the score exactly. Empty without a score.
    attribution: part, kind, name_zh, name_en, parent, before, after, points = after - before; the
        points sum to the change exactly. Empty when either period has no score. Components are
        compared under the same weights; what other weights do is a part of the kind `weighting`.
    categories: part, category (None: what no category explains), points; for each component that
        counts cases or problems they sum to its row in attribution.
    progress: how much of the period is known; a period that is not over is cut to that, and so is
        the one that it is compared with. before: None where the two cannot be compared.
    published: the earlier place as it is published, where the scheme has changed since: `before` is
        then the earlier period scored again by the version of this one.
    taken: what components take of other schemes.
    notes: that the period is not over, scores of the unit that are not counted. known: what is
    certain of the unit, of its change against the period that it is compared with.
    """

    scheme: Scheme
    unit: str
    period: Period
    previous: Period
    now: Place
    before: Place | None
    waterfall: pd.DataFrame
    attribution: pd.DataFrame
    categories: pd.DataFrame
    progress: Progress
    notes: list[Message] = field(default_factory=list)
    known: UnitCertainty = field(default_factory=UnitCertainty)
    published: Place | None = None
    taken: list[Taken] = field(default_factory=list)

    @property
    def change(self) -> Decimal | None:
        """Points gained since the period that it is compared with."""
        old = self.before.score.score if self.before else None
        new = self.now.score.score
        return None if old is None or new is None else new - old


def explain(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    unit: str,
    against: Period | None = None,
    found: Scores | None = None,
    counts: UnitCounts | None = None,
) -> Explanation:
    """Take the score of a unit apart. UnknownUnitError names the units that there are.

    against: the period to compare with, else the one before. found, counts: the scores of both
    periods and what they were counted from, where they are at hand.
    """
    scheme = version_for(scheme, period)
    sources = reach(con, scheme)
    progress = progress_of(scheme, period, sources)
    period = progress.known
    previous = against or period.previous()
    comparison = comparable(progress, progress_of(scheme, previous, sources))
    comparison = comparison and scorable_alike(scheme, previous, period)
    found = found or scores(con, scheme, [previous, period])
    order = places_of(scheme, found.of[period.id])
    places = {p.score.unit: p for p in order}
    if unit not in places:
        params = {"unit": unit, "units": ", ".join(sorted(places)) or "–"}
        raise UnknownUnitError(Message("explain-unknown-unit", params, "metrics"))
    published, earlier = None, _place(found, previous, unit) if comparison else None
    again = like_for_like(con, scheme, previous, period, found) if comparison else None
    if again is not None:
        published, earlier = earlier, _place(again, previous, unit)
    judged = previous if comparison and progress.finished else None
    now = places[unit]
    waterfall = waterfall_of(now.score)
    taken = of_period(found.taken, period)
    attribution = attribution_of(earlier.score if earlier else None, now.score)
    return Explanation(
        scheme=scheme,
        unit=unit,
        period=period,
        previous=previous,
        now=now,
        before=earlier,
        waterfall=waterfall,
        attribution=attribution,
        categories=_categories(
            counts or UnitCounts(con, scheme, unit, [previous, period]),
            scheme,
            (previous, period),
            earlier,
            now,
            attribution,
        ),
        progress=progress,
        notes=[
            *not_final(progress),
            *unit_reform_notes(scheme, previous, published, earlier if again else None),
            *composed_notes(taken, [unit]),
            *beyond_notes(found.beyond, period, unit),
            *figure_notes(con, found.versions[period.id], period, unit),
        ],
        known=known_of(con, scheme, again or found, order, period, judged).get(
            unit, UnitCertainty()
        ),
        published=published,
        taken=taken,
    )


def _place(found: Scores, period: Period, unit: str) -> Place | None:
    places = places_of(found.versions[period.id], found.of[period.id])
    return next((place for place in places if place.score.unit == unit), None)


def _categories(
    counts: UnitCounts,
    scheme: Scheme,
    periods: tuple[Period, Period],
    before: Place | None,
    now: Place,
    attribution: pd.DataFrame,
) -> pd.DataFrame:
    rows = []
    leaves = {leaf.id: leaf for leaf in scheme.leaves()}
    for name, kind, points in attribution[["part", "kind", "points"]].itertuples(index=False):
        if kind != "component" or before is None or points == 0:
            continue
        nodes = (before.score.tree.nodes[name], now.score.tree.nodes[name])
        losses = category_losses(counts, leaves[name], periods)
        for category, gain in _spread(nodes, losses, points):
            rows.append({"part": name, "category": category, "points": gain})
    return pd.DataFrame(rows, columns=["part", "category", "points"], dtype=object)


def _spread(
    nodes: tuple[Node, Node],
    losses: tuple[dict[str, Fraction], dict[str, Fraction]] | None,
    points: Decimal,
) -> Sequence[tuple[str | None, Decimal]]:
    """A component's change shared out in proportion to how each category's loss rate changed.

    points: under the same weights in both periods. What has no category is in the row of None.
    """
    old, new = nodes
    if losses is None or not old.worth or not new.worth or None in (old.points, new.points):
        return []
    names = sorted({*losses[0], *losses[1]})
    change = {n: losses[0].get(n, Fraction(0)) - losses[1].get(n, Fraction(0)) for n in names}
    whole = sum(change.values(), Fraction(0))
    if whole == 0:
        return []
    gains = [
        (n or None, part(Fraction(points) * gain / whole)) for n, gain in change.items() if gain
    ]
    named = [(n, gain) for n, gain in gains if n is not None]
    named.sort(key=lambda item: (-abs(item[1]), item[0]))
    rest = points - sum((gain for _, gain in named), Decimal(0))
    return [*named, (None, rest)] if rest else named

"""Bonus and penalty points: what was entered, and what the scheme lets count."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import duckdb

from kernel.periods import Period
from metrics.labels import periods_of_label
from metrics.schemes.model import Adjustments, Scheme

TOTAL = "total"
_TOTAL_NAMES = ("", "total", "总分")

# (period id, unit) -> component id or "total" -> points as entered, not yet capped.
Entered = Mapping[tuple[str, str], Mapping[str, Fraction]]


def adjustments(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    months: Mapping[str, Sequence[Period]],
    own: Collection[str] | None = None,
) -> tuple[Entered, list[tuple[str, str, str, float]]]:
    """The points entered for each unit and component; and the entries that find no place.

    An entry names its component by id or by name in either language, or the total. `months` are
    those of which a longer period (by its id) is the mean: an entry of such a month is not also
    one of the longer period, and the longer period itself takes only entries for the total. The
    second part lists (period id, unit, component, points) where there is no place for an entry.
    own: ids of those of the periods that this version of the scheme scores (default: all).
    """
    kind = scheme.scores.kind
    places = dict.fromkeys(_TOTAL_NAMES, TOTAL) if scheme.adjustments is not None else {}
    for node, _ in scheme.walk():
        if node.adjustments is not None:
            places |= {node.id: node.id, node.name.zh: node.id, node.name.en: node.id}
    with con.cursor() as cur:
        rows = cur.execute(
            f"SELECT \"{kind}\", period, TRIM(COALESCE(component, '')) AS component, "
            f"points * COALESCE(share, 1) AS points FROM adjustments "
            f'WHERE "{kind}" IS NOT NULL AND points IS NOT NULL '
            f'ORDER BY period, "{kind}", component, points'
        ).fetchall()
    entered: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(dict)
    homeless = []
    for unit, label, component, points in rows:
        found = periods_of_label(label, periods)
        for period in found:
            if own is not None and period.id not in own:
                continue
            if any(month in found for month in months.get(period.id, ())):
                continue
            place = places.get(component)
            if place is None or (months.get(period.id) and place != TOTAL):
                homeless.append((period.id, unit, component, points))
                continue
            so_far = entered[period.id, unit].get(place, Fraction(0))
            entered[period.id, unit][place] = so_far + Fraction(Decimal(repr(points)))
    return entered, homeless


def capped(points: Fraction, limits: Adjustments) -> Fraction:
    """The points that count."""
    if limits.bonus is not None:
        points = min(points, Fraction(limits.bonus))
    if limits.penalty is not None:
        points = max(points, -Fraction(limits.penalty))
    return points

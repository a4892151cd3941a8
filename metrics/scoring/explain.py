"""Why a unit has its score, and why it changed: parts that sum to the score and to the change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import duckdb
import pandas as pd

from kernel.messages import Message, ShirongError
from metrics.periods import Period
from metrics.schemes.model import Scheme, Text
from metrics.scoring.adjustments import TOTAL
from metrics.scoring.beyond import beyond_notes
from metrics.scoring.categories import UnitCounts, category_losses
from metrics.scoring.certainty.certain import Known
from metrics.scoring.exact import part
from metrics.scoring.place import Place
from metrics.scoring.ranking import known_of, places_of
from metrics.scoring.scores import Scores, UnitScore, scores
from metrics.scoring.tree import Node, Tree

_KINDS = ("component", "adjustment", "limit", "rounding")
_TOTAL_NAMES = {
    "adjustment": Text(zh="加减分", en="Adjustments"),
    "limit": Text(zh="上下限", en="Floor and ceiling"),
    "rounding": Text(zh="四舍五入", en="Rounding"),
}


class UnknownUnitError(ShirongError):
    """The unit does not take part in the scheme in this period."""


@dataclass(frozen=True)
class Explanation:
    """One unit's score taken apart. All points are Decimal.

    waterfall: part (component id or "total"), kind (component | adjustment | limit | rounding),
        name_zh, name_en, parent, points, full (what a component could give, else None). The points
        sum to the score exactly. Empty without a score.
    attribution: part, kind, name_zh, name_en, parent, before, after, points = after - before; the
        points sum to the change exactly. Empty when either period has no score.
    categories: part, category (None: what no category explains), points; for each component that
        counts cases or problems they sum to its row in attribution.
    notes: scores of the unit that are not counted. known: what is certain of the unit, of its
    change against the period that it is compared with.
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
    notes: list[Message] = field(default_factory=list)
    known: Known = field(default_factory=Known)

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
    previous = against or period.previous()
    found = found or scores(con, scheme, [previous, period])
    order = places_of(scheme, found.of[period.id])
    places = {p.score.unit: p for p in order}
    if unit not in places:
        params = {"unit": unit, "units": ", ".join(sorted(places)) or "–"}
        raise UnknownUnitError(Message("explain-unknown-unit", params, "metrics"))
    earlier = {p.score.unit: p for p in places_of(scheme, found.of[previous.id])}.get(unit)
    now = places[unit]
    waterfall = waterfall_of(now.score)
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
        notes=beyond_notes(found.beyond, period, unit),
        known=known_of(con, scheme, found, order, period, previous).get(unit, Known()),
    )


def waterfall_of(unit: UnitScore) -> pd.DataFrame:
    """The waterfall frame of one scored unit (see Explanation)."""
    rows = []
    for (name, kind), points in _parts(unit).items():
        node = unit.tree.nodes.get(name)
        full = part(node.worth) if node is not None and kind == "component" else None
        rows.append(_named(unit.tree, name, kind) | {"points": points, "full": full})
    columns = ["part", "kind", "name_zh", "name_en", "parent", "points", "full"]
    return pd.DataFrame(rows, columns=columns).astype({"points": object, "full": object})


def _parts(unit: UnitScore) -> dict[tuple[str, str], Decimal]:
    """Parts to six decimals in the order of the tree; rounding makes up for what that loses."""
    if unit.score is None:
        return {}
    found: dict[tuple[str, str], Decimal] = {}
    for piece in unit.tree.parts:
        key = (piece.node, piece.kind)
        found[key] = found.get(key, Decimal(0)) + part(piece.points)
    last = (TOTAL, "rounding")
    found.pop(last, None)
    rounding = unit.score - sum(found.values(), Decimal(0))
    if rounding:
        found[last] = rounding
    order = [*unit.tree.nodes, TOTAL]
    return dict(sorted(found.items(), key=lambda i: (order.index(i[0][0]), _KINDS.index(i[0][1]))))


def _named(tree: Tree, name: str, kind: str) -> dict[str, object]:
    node = tree.nodes.get(name)
    if node is None:
        text, parent = _TOTAL_NAMES[kind], None
    elif kind == "component":
        text, parent = node.component.name, node.parent
    else:
        own, what = node.component.name, _TOTAL_NAMES[kind]
        text = Text(zh=f"{own.zh}{what.zh}", en=f"{own.en}: {what.en.lower()}")
        parent = name if node.component.components else node.parent
    return {"part": name, "kind": kind, "name_zh": text.zh, "name_en": text.en, "parent": parent}


def attribution_of(before: UnitScore | None, now: UnitScore) -> pd.DataFrame:
    """The attribution frame of one unit in two periods (see Explanation)."""
    columns = ["part", "kind", "name_zh", "name_en", "parent", "before", "after", "points"]
    rows = []
    if before is not None and before.score is not None and now.score is not None:
        old, new = _parts(before), _parts(now)
        order = [*now.tree.nodes, TOTAL]
        keys = sorted({*old, *new}, key=lambda k: (order.index(k[0]), _KINDS.index(k[1])))
        for name, kind in keys:
            was = old.get((name, kind), Decimal(0))
            is_now = new.get((name, kind), Decimal(0))
            rows.append(
                _named(now.tree, name, kind)
                | {"before": was, "after": is_now, "points": is_now - was}
            )
    return pd.DataFrame(rows, columns=columns)


def main_changes(attribution: pd.DataFrame, now: UnitScore) -> pd.DataFrame:
    """A change by what stands right below the total, out of `attribution_of`.

    Columns: part, kind, name_zh, name_en, points (Decimal). A main component has all that lies
    below it, with its adjustments and limits; adjustments and limits of the total stand on their
    own. Without rounding, which explains nothing, the points sum to the change.
    """
    nodes = now.tree.nodes
    found: dict[tuple[str, str], dict[str, object]] = {}
    for row in attribution[attribution["kind"] != "rounding"].to_dict("records"):
        top = main_component(now.tree, row["part"])
        key = (top, "component") if top in nodes else (top, row["kind"])
        named = found.setdefault(key, _named(now.tree, *key) | {"kind": key[1], "points": 0})
        named["points"] += row["points"]
    columns = ["part", "kind", "name_zh", "name_en", "points"]
    return pd.DataFrame(list(found.values()), columns=columns).astype({"points": object})


def main_component(tree: Tree, part: str) -> str:
    """The component right below the total that a part belongs to; "total" stays what it is."""
    while part in tree.nodes and (parent := tree.nodes[part].parent) is not None:
        part = parent
    return part


def main_cause(attribution: pd.DataFrame, now: UnitScore, sign: int) -> pd.Series | None:
    """The row of `main_changes` that gave most of a rise (sign 1) or a fall (-1), if any did."""
    rows = main_changes(attribution, now)
    gains = [float(points) * sign for points in rows["points"]]
    if not gains or max(gains) <= 0:
        return None
    return rows.iloc[gains.index(max(gains))]


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

    What comes of a changed weight, and what has no category, is in the row of None.
    """
    old, new = nodes
    if losses is None or not old.worth or not new.worth or None in (old.points, new.points):
        return []
    assert old.points is not None and new.points is not None
    own_gain = new.worth * (new.points / new.worth - old.points / old.worth)
    names = sorted({*losses[0], *losses[1]})
    change = {n: losses[0].get(n, Fraction(0)) - losses[1].get(n, Fraction(0)) for n in names}
    whole = sum(change.values(), Fraction(0))
    if whole == 0:
        return []
    gains = [(n or None, part(own_gain * gain / whole)) for n, gain in change.items() if gain]
    named = [(n, gain) for n, gain in gains if n is not None]
    named.sort(key=lambda item: (-abs(item[1]), item[0]))
    rest = points - sum((gain for _, gain in named), Decimal(0))
    return [*named, (None, rest)] if rest else named

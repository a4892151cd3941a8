"""A score and its change taken apart: parts that sum to the one and to the other exactly.

A component without data gives its weight to the others, so that their points change though nobody
did better or worse. A change is therefore taken apart under the same weights: those that the scheme
has when only the components count that have data in both periods. What is left is what the other
weights did, and is a part of its own.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from metrics.schemes.model import Component, Text
from metrics.scoring.adjustments import TOTAL
from metrics.scoring.exact import part
from metrics.scoring.scores import UnitScore
from metrics.scoring.tree import Tree

_KINDS = ("component", "weighting", "adjustment", "limit", "rounding")
_TOTAL_NAMES = {
    "adjustment": Text(zh="加减分", en="Adjustments"),
    "limit": Text(zh="上下限", en="Floor and ceiling"),
    "rounding": Text(zh="四舍五入", en="Rounding"),
}
_NO_NAME = Text(zh="口径变化", en="Other weights")
_LACKING = {
    "now": Text(zh="{names}本期无数据", en="no data for {names} in this period"),
    "now-exempt": Text(zh="{names}本期不考核", en="{names} not assessed in this period"),
    "before": Text(zh="{names}对比期无数据", en="no data for {names} in the period compared with"),
    "before-exempt": Text(
        zh="{names}对比期不考核", en="{names} not assessed in the period compared with"
    ),
    "months": Text(zh="各月有数据的考核项不同", en="the months have data for other components"),
}


def waterfall_of(unit: UnitScore) -> pd.DataFrame:
    """The waterfall frame of one scored unit (see `metrics.scoring.explain.Explanation`)."""
    rows = []
    for (name, kind), points in _parts(unit).items():
        node = unit.tree.nodes.get(name)
        full = part(node.worth) if node is not None and kind == "component" else None
        rows.append(_named(unit.tree, name, kind) | {"points": points, "full": full})
    columns = ["part", "kind", "name_zh", "name_en", "parent", "points", "full"]
    return pd.DataFrame(rows, columns=columns).astype({"points": object, "full": object})


def _parts(unit: UnitScore) -> dict[tuple[str, str], Decimal]:
    """Parts of a score in the order of the tree."""
    found: dict[tuple[str, str], Fraction] = {}
    for piece in unit.tree.parts:
        key = (piece.node, piece.kind)
        found[key] = found.get(key, Fraction(0)) + piece.points
    return _to_six_digits(unit, found)


def _to_six_digits(
    unit: UnitScore, parts: Mapping[tuple[str, str], Fraction]
) -> dict[tuple[str, str], Decimal]:
    """Parts to six decimals in the order of the tree; rounding makes up for what that loses."""
    if unit.score is None:
        return {}
    last = (TOTAL, "rounding")
    found = {key: part(points) for key, points in parts.items() if key != last}
    rounding = unit.score - sum(found.values(), Decimal(0))
    if rounding:
        found[last] = rounding
    order = [*unit.tree.nodes, TOTAL]
    return dict(sorted(found.items(), key=lambda i: (order.index(i[0][0]), _KINDS.index(i[0][1]))))


def _named(tree: Tree, name: str, kind: str) -> dict[str, object]:
    node = tree.nodes.get(name)
    if node is None:
        text, parent = _TOTAL_NAMES.get(kind, _NO_NAME), None
    elif kind == "component":
        text, parent = node.component.name, node.parent
    else:
        own, what = node.component.name, _TOTAL_NAMES[kind]
        text = Text(zh=f"{own.zh}{what.zh}", en=f"{own.en}: {what.en.lower()}")
        parent = name if node.component.components else node.parent
    return {"part": name, "kind": kind, "name_zh": text.zh, "name_en": text.en, "parent": parent}


def attribution_of(before: UnitScore | None, now: UnitScore) -> pd.DataFrame:
    """The attribution frame of one unit in two periods.

    Columns: part, kind (component | weighting | adjustment | limit | rounding), name_zh, name_en,
    parent, before, after, points = after - before (Decimal). before and after sum to the two
    scores, points to the change. Components that have data in one period only are in the row of
    weighting alone, which says which they are.
    """
    columns = ["part", "kind", "name_zh", "name_en", "parent", "before", "after", "points"]
    rows: list[dict[str, object]] = []
    if before is not None and before.score is not None and now.score is not None:
        worth = _shared_worth(before.tree, now.tree)
        old, new = _restated(before, worth), _restated(now, worth)
        order = [*now.tree.nodes, TOTAL]
        keys = sorted({*old, *new}, key=lambda k: (order.index(k[0]), _KINDS.index(k[1])))
        for name, kind in keys:
            was = old.get((name, kind), Decimal(0))
            is_now = new.get((name, kind), Decimal(0))
            named = _named(now.tree, name, kind)
            if kind == "weighting":
                text = _weighting_name(before.tree, now.tree)
                named |= {"name_zh": text.zh, "name_en": text.en}
            rows.append(named | {"before": was, "after": is_now, "points": is_now - was})
    return pd.DataFrame(rows, columns=columns)


def _shared_worth(before: Tree, now: Tree) -> dict[str, Fraction]:
    """Full marks of each component where only those count that have data in both periods; those
    of now where the weights are the same in both."""
    nodes = now.nodes
    if all(before.nodes[name].worth == node.worth for name, node in nodes.items()):
        return {name: node.worth for name, node in nodes.items()}
    shared = {name for name, node in nodes.items() if node.worth and before.nodes[name].worth}
    children: dict[str | None, list[Component]] = {}
    for node in nodes.values():
        children.setdefault(node.parent, []).append(node.component)
    worth = dict.fromkeys(nodes, Fraction(0))

    def counts(node: Component) -> bool:
        if node.components:
            return any(counts(kid) for kid in node.components)
        return node.id in shared

    def give(parent: str | None, whole: Fraction) -> None:
        own = [node for node in children.get(parent, []) if counts(node)]
        weights = sum((Fraction(node.weight) for node in own), Fraction(0))
        for node in own:
            worth[node.id] = whole * Fraction(node.weight) / weights
            give(node.id, worth[node.id])

    give(None, sum((node.worth for node in nodes.values() if node.parent is None), Fraction(0)))
    return worth


def _restated(unit: UnitScore, worth: Mapping[str, Fraction]) -> dict[tuple[str, str], Decimal]:
    """The parts of a score under other weights; `weighting` is what these leave of it."""
    found: dict[tuple[str, str], Fraction] = {}
    moved = Fraction(0)
    for piece in unit.tree.parts:
        points = piece.points
        node = unit.tree.nodes.get(piece.node)
        if node is not None and node.worth != worth[piece.node]:
            points = points * worth[piece.node] / node.worth if node.worth else Fraction(0)
            moved += piece.points - points
            if not worth[piece.node]:
                continue
        key = (piece.node, piece.kind)
        found[key] = found.get(key, Fraction(0)) + points
    if moved:
        found[TOTAL, "weighting"] = moved
    return _to_six_digits(unit, found)


def _weighting_name(before: Tree, now: Tree) -> Text:
    """口径变化：任务目标本期无数据: which components have data in one of the periods only."""
    lacking: dict[str, list[Component]] = {}
    for name, node in now.nodes.items():
        was = before.nodes[name]
        if node.component.components or bool(node.worth) == bool(was.worth):
            continue
        side, state = ("before", was.state) if node.worth else ("now", node.state)
        code = f"{side}-exempt" if state == "not_participating" else side
        lacking.setdefault(code, []).append(node.component)
    if not lacking:
        return _weighting([(_LACKING["months"], [])])
    return _weighting([(_LACKING[code], missing) for code, missing in lacking.items()])


def _weighting(found: Sequence[tuple[Text, Sequence[Component]]]) -> Text:
    zh = [text.zh.format(names="、".join(c.name.zh for c in missing)) for text, missing in found]
    en = [text.en.format(names=", ".join(c.name.en for c in missing)) for text, missing in found]
    return Text(zh=f"口径变化：{'，'.join(zh)}", en=f"Other weights: {'; '.join(en)}")


def main_changes(attribution: pd.DataFrame, now: UnitScore) -> pd.DataFrame:
    """A change by what stands right below the total, out of `attribution_of`.

    Columns: part, kind, name_zh, name_en, points (Decimal). A main component has all that lies
    below it, with its adjustments and limits; adjustments and limits of the total, and what other
    weights did, stand on their own. Without rounding, which explains nothing, the points sum to
    the change.
    """
    nodes = now.tree.nodes
    found: dict[tuple[str, str], dict[str, object]] = {}
    for row in attribution[attribution["kind"] != "rounding"].to_dict("records"):
        top = main_component(now.tree, row["part"])
        key = (top, "component") if top in nodes else (top, row["kind"])
        named = found.setdefault(key, _named(now.tree, *key) | {"kind": key[1], "points": 0})
        if key[1] == "weighting":
            named |= {"name_zh": row["name_zh"], "name_en": row["name_en"]}
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

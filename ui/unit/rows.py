"""From what a portrait found to the rows that are shown."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from metrics.analyses.portrait import Portrait
from metrics.indicators import INDICATORS
from metrics.scoring.attribution import main_changes, main_component
from metrics.scoring.explain import Explanation
from metrics.scoring.ranking import Ranking
from ui import format as f
from ui.charts.attribution import ChangePart
from ui.charts.waterfall import Step
from ui.i18n import language, name_shown, pick, said, t
from ui.unit.captions import lever, signed, top_category

ALIKE = 0.005  # points that round to 0.00


def waterfall_steps(portrait: Portrait, address_of: Callable[[str], str]) -> list[Step]:
    """The steps from the full marks to the score, without a rounding of nothing visible.
    address_of: where a component leads."""
    steps = []
    for row in portrait.losses.to_dict("records"):
        total = row["kind"] in ("full", "score")
        if row["kind"] == "rounding" and abs(row["points"]) < ALIKE:
            continue
        steps.append(
            Step(
                pick(row["name_zh"], row["name_en"]),
                float(row["start"]),
                float(row["end"]),
                float(row["points"]),
                f.fixed(float(row["points"])) if total else points(row["points"]),
                total,
                address_of(component_of(row["part"], row["kind"])),
            )
        )
    return steps


def component_of(part: str, kind: str) -> str:
    """What the page of a unit calls the figure behind a part: nothing for totals and rounding."""
    if kind == "adjustment":
        return "total"
    return part if kind == "component" else ""


def points(value: Any) -> str:
    """+0.31, −1.04, or 0.00."""
    return "0.00" if abs(float(value)) < ALIKE else signed(value)


def past_rows(portrait: Portrait) -> pd.DataFrame:
    """Rows as `ui.charts.past` draws them."""
    past = portrait.history
    ranks = past["rank"]
    text = ["" if f.missing(r) else f"{int(r)}" for r in ranks]
    return past.assign(period=[p[2:] for p in past["period"]], rank_text=text)


def change_parts(
    explanations: list[Explanation], address_of: Callable[[str], str]
) -> list[ChangePart]:
    """The whole change, and what each part of it is in each comparison. address_of: where a
    component leads."""
    names: dict[tuple[str, str, str], str] = {}
    moves: list[dict[tuple[str, str, str], float]] = []
    for found in explanations:
        moves.append({})
        for row in found.attribution.to_dict("records"):
            name = pick(row["name_zh"], row["name_en"])
            # which components had no data differs from one comparison to the other
            key = (row["part"], row["kind"], name if row["kind"] == "weighting" else "")
            moves[-1][key] = float(row["points"])
            names[key] = name
    shown = [k for k in names if any(abs(own.get(k, 0.0)) >= ALIKE for own in moves)]
    shown.sort(key=lambda key: key[1] == "rounding")
    shown = _under_their_sums(explanations, names, moves, shown)
    whole = [float(found.change or 0) for found in explanations]
    parts = [ChangePart(t("unit-change"), whole, [points(v) for v in whole], True, address_of(""))]
    for key in shown:
        values = [own.get(key, 0.0) for own in moves]
        address = address_of(component_of(*key[:2]))
        texts = [points(value) for value in values]
        parts.append(ChangePart(names[key], values, texts, key[1] == "sum", address))
    return parts


def _under_their_sums(
    explanations: list[Explanation],
    names: dict[tuple[str, str, str], str],
    moves: list[dict[tuple[str, str, str], float]],
    shown: list[tuple[str, str, str]],
) -> list[tuple[str, str, str]]:
    """The rows with one more before those below a main component: its sum, which the sentences
    speak of. `names` and `moves` get what it says."""
    tree = explanations[0].now.score.tree
    ordered: list[tuple[str, str, str]] = []
    for key in shown:
        top = main_component(tree, key[0])
        if top != key[0]:
            whole = (top, "sum", "")
            if whole not in ordered:
                ordered.append(whole)
                for own, found in zip(moves, explanations, strict=True):
                    main = main_changes(found.attribution, found.now.score).set_index("part")
                    own[whole] = float(main["points"].get(top, 0.0))
                component = tree.nodes[top].component
                names[whole] = component.name.text(language())
            names[key] = f"· {names[key]}"
        ordered.append(key)
    return ordered


def component_rows(portrait: Portrait, ranking: Ranking) -> pd.DataFrame:
    """One row per component of the tree: component, depth, leaf, name, weight, contribution,
    score, value, counted (it is a number of rows), numerator, denominator, difference, clear,
    inside (which categories the change against the previous period came from)."""
    own = ranking.components[ranking.components["unit"] == portrait.unit]
    against = portrait.strengths.set_index("component")
    parts = {node.id: node for node, _ in ranking.scheme.walk()}
    depth: dict[str | None, int] = {None: -1}
    rows = []
    for row in own.to_dict("records"):
        parent = None if f.missing(row["parent"]) else row["parent"]
        name = row["component"]
        depth[name] = depth[parent] + 1
        leaf = not parts[name].components
        entry = INDICATORS[parts[name].indicator or ""] if leaf else None
        known = leaf and name in against.index
        rows.append(
            {k: row[k] for k in ("weight", "contribution", "score", "value", "state")}
            | {
                "component": name,
                "name": pick(row["name_zh"], row["name_en"]),
                "depth": depth[name],
                "leaf": leaf,
                "unit": "" if entry is None else entry.unit(language()),
                "indicator": "" if entry is None else entry.name(language()),
                "definition": "" if entry is None else entry.formula(language()),
                "counted": entry is not None and entry.kind == "count",
                "numerator": row["numerator"],
                "denominator": row["denominator"],
                "difference": against["difference"].get(name) if known else None,
                "clear": bool(against["clear"].get(name, False)) if known else False,
                "inside": _inside(portrait.before, name) if leaf else "",
            }
        )
    return pd.DataFrame(rows)


def lever_rows(portrait: Portrait) -> list[dict[str, Any]]:
    """What each component would have to gain for each better rank: component, target -> text."""
    rows: dict[str, dict[str, Any]] = {}
    for step in portrait.steps:
        leaf = step.component
        row = rows.setdefault(leaf.id, {"name": leaf.name.text(language()), "component": leaf.id})
        row[str(step.target)] = t("unit-lever", lever=said(lever(step)), score=f"{step.score}")
    return list(rows.values())


def _inside(explanation: Explanation, part: str) -> str:
    """The category that lost and the one that gained most inside a component."""
    found = (top_category(explanation.categories, part, sign) for sign in (-1, 1))
    shown = [
        f"{name_shown(name)} {points(gain)}"
        for name, gain in filter(None, found)
        if abs(gain) >= ALIKE
    ]
    return t("list-separator").join(shown)

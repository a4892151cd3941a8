"""Where a unit is better or worse than its group, component by component."""

from collections.abc import Mapping
from statistics import fmean

import numpy as np
import pandas as pd

from metrics.scoring.certainty.judging import LEVEL, change_p, holm
from metrics.scoring.certainty.pushing import Draws
from metrics.scoring.place import RANKED
from metrics.scoring.scores import UnitScore
from metrics.scoring.tree import Node

_COLUMNS = [
    "component",
    "name_zh",
    "name_en",
    "score",
    "group_mean",
    "difference",
    "points",
    "clear",
]


def strengths(units: Mapping[str, UnitScore], unit: str, draws: Draws) -> pd.DataFrame:
    """The measured components of a unit against the mean of its group's ranked units.

    Columns: component, name_zh, name_en, score and group_mean (0..100 of the component),
    difference, points (of the total, what the difference is worth), clear (beyond chance after
    Holm's adjustment for the unit's components; False where no chance is known: given scores,
    targets, longer periods made of months). Best first; empty when nobody is there to compare with.
    """
    own = units[unit]
    members = [u for u in units.values() if u.group == own.group and u.state in RANKED]
    rows = []
    for name, node in own.tree.nodes.items():
        others = [u.tree.nodes[name] for u in members if u.unit != unit]
        known = [n for n in [node, *others] if n.points is not None and n.worth]
        if node.component.components or node not in known or len(known) < 2:
            continue
        mean = fmean(_score(n) for n in known)
        difference = _score(node) - mean
        rows.append(
            {
                "component": name,
                "name_zh": node.component.name.zh,
                "name_en": node.component.name.en,
                "score": _score(node),
                "group_mean": mean,
                "difference": difference,
                "points": difference * float(node.worth) / 100,
                "clear": _chance(name, unit, [u.unit for u in members], draws),
            }
        )
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table["clear"] = holm(table["clear"].to_numpy(float)) < LEVEL
    return table.sort_values("points", ascending=False, kind="stable", ignore_index=True)


def _score(node: Node) -> float:
    """0..100 of the component."""
    assert node.points is not None
    return float(100 * node.points / node.worth)


def _chance(component: str, unit: str, members: list[str], draws: Draws) -> float:
    """p of "as good as the mean of its group", itself included; NaN where nothing is drawn."""
    points = draws.leaves.get(component)
    if points is None or unit not in draws.units:
        return float("nan")
    rows = [draws.units.index(name) for name in members if name in draws.units]
    own = points[[draws.units.index(unit)]]
    if np.ptp(own) == 0 and np.ptp(points[rows], axis=1).max(initial=0) == 0:
        return float("nan")
    mean = np.nanmean(points[rows], axis=0, keepdims=True)
    return float(change_p(own, mean)[0])

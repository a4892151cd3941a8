"""Where a unit is better or worse than its group, component by component."""

from collections.abc import Mapping
from statistics import fmean

import pandas as pd

from metrics.scoring.certainty import Z95, leaf_variance
from metrics.scoring.ranking import RANKED
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


def strengths(units: Mapping[str, UnitScore], unit: str) -> pd.DataFrame:
    """The measured components of a unit against the mean of its group's ranked units.

    Columns: component, name_zh, name_en, score and group_mean (0..100 of the component),
    difference, points (of the total, what the difference is worth), clear (beyond sampling error:
    |d| > 1.96 standard errors of the difference; True when the values are no sample or their
    variance is unknown). Best first; empty when nobody is there to compare with.
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
                "clear": _clear(difference, node, known),
            }
        )
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return table.sort_values("points", ascending=False, kind="stable", ignore_index=True)


def _score(node: Node) -> float:
    """0..100 of the component."""
    assert node.points is not None
    return float(100 * node.points / node.worth)


def _clear(difference: float, own: Node, known: list[Node]) -> bool:
    """Against a mean that the unit is part of: var = v (1 - 1/m)^2 + the others' sum / m^2."""
    m = len(known)
    shares = [1 - 1 / m if node is own else 1 / m for node in known]
    variance = sum(
        leaf_variance(node.component, node.measured)
        * (100 * share / float(node.component.scale)) ** 2
        for share, node in zip(shares, known, strict=True)
    )
    return abs(difference) > 1e-9 and not abs(difference) <= Z95 * variance**0.5

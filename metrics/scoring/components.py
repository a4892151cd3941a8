"""The component scores of units as a frame."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from metrics.scoring.exact import part
from metrics.scoring.scores import UnitScore


def components_frame(units: Sequence[UnitScore]) -> pd.DataFrame:
    """The long frame of components (see `metrics.scoring.ranking.Ranking`), in the tree's order.

    Contributions are stated to six decimals; a component's is the sum of its parts'.
    """
    rows = []
    for unit in units:
        gains = contributions(unit)
        for name, node in unit.tree.nodes.items():
            of_full = (
                100 * node.points / node.worth if node.points is not None and node.worth else None
            )
            rows.append(
                {
                    "unit": unit.unit,
                    "component": name,
                    "parent": node.parent,
                    "name_zh": node.component.name.zh,
                    "name_en": node.component.name.en,
                    "weight": float(node.worth),
                    "score": float_or_nan(None if of_full is None else part(of_full)),
                    "contribution": float_or_nan(gains.get(name)),
                    "value": float_or_nan(node.measured.value),
                    "numerator": float_or_nan(node.measured.numerator),
                    "denominator": float_or_nan(node.measured.denominator),
                    "n": node.measured.n,
                    "state": node.state,
                    "no_deadline": node.measured.no_deadline,
                }
            )
    columns = [
        "unit", "component", "parent", "name_zh", "name_en", "weight", "score", "contribution",
        "value", "numerator", "denominator", "n", "state", "no_deadline",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def contributions(unit: UnitScore) -> dict[str, Decimal]:
    """Points of the total of every component that counts: its own parts and those below it."""
    nodes = unit.tree.nodes
    found = {name: Decimal(0) for name, node in nodes.items() if node.points is not None}
    for piece in unit.tree.parts:
        name: str | None = piece.node if piece.node in nodes else None
        while name is not None:
            found[name] += part(piece.points)
            name = nodes[name].parent
    return found


def float_or_nan(number: Decimal | Fraction | None) -> float:
    """A number for a frame."""
    return float("nan") if number is None else float(number)

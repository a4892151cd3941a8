"""The results of a period as plain values: exact ones as texts, so that nothing of them is lost."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from metrics.scoring.ranking import Ranking
from metrics.scoring.scores import Scores, UnitScore

STANDING = ("previous_rank", "previous_score", "low", "high", "clear", "tier")


def results_of(ranking: Ranking, found: Scores) -> dict[str, Any]:
    """What a ranking says.

    `kind` of the units and `period`; `units`, in the order of the ranking: group, rank, unit,
    state, score (decimal), n, grade (in both languages), STANDING; `components`: unit, component,
    parent, name (in both), state, worth, points, value, numerator, denominator (fractions, None
    where there is none), n.
    """
    scored = found.of[ranking.period.id]
    rows = ranking.table.astype(object).where(ranking.table.notna(), None).to_dict("records")
    return {
        "kind": ranking.scheme.scores.kind,
        "period": ranking.period.id,
        "units": [_unit(row, scored[row["unit"]]) for row in rows],
        "components": [line for row in rows for line in _components(scored[row["unit"]])],
    }


def _unit(row: Mapping[Any, Any], score: UnitScore) -> dict[str, Any]:
    grade = row["grade"]
    return {
        "unit": row["unit"],
        "group": row["group"],
        "rank": row["rank"],
        "state": row["state"],
        "score": None if score.score is None else f"{score.score}",
        "n": row["n"],
        "grade": None if grade is None else {"zh": grade.zh, "en": grade.en},
        **{name: row[name] for name in STANDING},
    }


def _components(unit: UnitScore) -> list[dict[str, Any]]:
    return [
        {
            "unit": unit.unit,
            "component": name,
            "parent": node.parent,
            "name": {"zh": node.component.name.zh, "en": node.component.name.en},
            "state": node.state,
            "worth": _exact(node.worth),
            "points": _exact(node.points),
            "value": _exact(node.measured.value),
            "numerator": _exact(node.measured.numerator),
            "denominator": _exact(node.measured.denominator),
            "n": node.measured.n,
        }
        for name, node in unit.tree.nodes.items()
    ]


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else f"{Fraction(number)}"

"""Small inputs of the sentences on own figures: each template once true and once false."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kernel.messages import Message
from kernel.periods import parse_period
from metrics.aggregation.conditions import IndicatorError
from metrics.narrative.figure_words import basis_words, of_own_figures
from metrics.own_figures.scored import figure_notes, require_named
from metrics.own_figures.standing import figure_standing
from metrics.schemes.model import Scheme
from tests.metrics.claims import Cases
from tests.metrics.scheme_files import small
from tests.metrics.tiny import tiny_store

LIT = {"figure": "亮灯率", "measure": "%", "target": 90.0, "direction": "at_least"}


def rows(*values: tuple[str, str | None, float | None], **more: Any) -> list[dict[str, Any]]:
    """(period, district, value)"""
    return [
        {"period": p, "district": unit, "value": value} | LIT | more for p, unit, value in values
    ]


def said(found: list[dict[str, Any]], period: str = "2025-09") -> Message:
    return of_own_figures(figure_standing(tiny_store(own_figures=found), parse_period(period)))


def basis(found: list[dict[str, Any]], period: str = "2025-Q3") -> list[Message]:
    table = figure_standing(tiny_store(own_figures=found), parse_period(period))
    return [basis_words(row) for row in table.to_dict("records")]


def scheme_of(figure: str) -> Scheme:
    """The small scheme with an own figure for its given score."""
    with TemporaryDirectory() as folder:
        leaf = {"id": "lit", "name": {"zh": "亮灯", "en": "Lit"}, "weight": 100}
        leaf |= {"indicator": "own_figure", "figure": figure}
        leaf |= {"rule": {"type": "linear", "zero_at": 70, "full_at": 90}}
        return small(Path(folder), components=[leaf])


def notes(figure: str, found: list[dict[str, Any]], period: str = "2025-09") -> list[Message]:
    con = tiny_store(own_figures=found)
    return figure_notes(con, scheme_of(figure), parse_period(period))


def asked(filters: dict[str, list[str]], found: list[dict[str, Any]]) -> list[Message]:
    try:
        require_named(tiny_store(own_figures=found), ["district"], filters)
    except IndicatorError as error:
        return [error.message]
    return []


def months(unit: str | None, *values: float | None, **more: Any) -> list[dict[str, Any]]:
    labels = ("2025-07", "2025-08", "2025-09")
    kept = [(p, unit, v) for p, v in zip(labels, values, strict=True) if v is not None]
    return rows(*kept, **more)


ONE, LOW = rows(("2025-09", "甲", 95)), rows(("2025-09", "甲", 89.9))
SECOND = rows(("2025-09", "乙", 95))
TIMES = rows(("2025-09", "乙", 1), measure="次")
GAP = months("甲", 95, None, 96)
PARTS = {"numerator": 9.0, "denominator": 10.0}
FIGURES: Cases = {
    "of_standing": (
        said,
        [
            (([],), "figures-none"),
            ((rows(("2025-09", "甲", 95), target=None, direction=None),), "figures-unjudged"),
            ((rows(("2025-09", "甲", 90)) + SECOND,), "figures-met"),
            ((LOW + SECOND,), "figures-missed figures-one figure-of"),
            (
                (rows(("2025-09", "甲", 80), ("2025-09", None, 85)),),
                "figures-missed figures-and figures-one figure-of figure-of-city",
            ),
            (
                (rows(*(("2025-09", unit, 80) for unit in "甲乙丙丁")),),
                "figures-missed-most figures-and figures-one figure-of",
            ),
            ((rows(("2025-09", "甲", 9), target=10, direction="at_most"),), "figures-met"),
            (
                (rows(("2025-09", "甲", 11), target=10, direction="at_most"),),
                "figures-missed figures-one figure-of",
            ),
            (
                (ONE + rows(("2025-08", "乙", 95)),),
                "figures-met figures-both figures-silent",
            ),
            ((GAP, "2025-Q3"), "figures-unjudged figures-both figures-partly"),
        ],
    ),
    "basis_words": (
        basis,
        [
            ((rows(("2025-Q3", "甲", 95)),), "figure-basis-stated"),
            ((rows(("2025-01", "甲", 95)),), "figure-basis-none"),
            (
                (months("甲", 95, 95, None) + rows(("2025-09", "甲", 1), measure="次"),),
                "figure-basis-mixed",
            ),
            ((months("甲", 95, 94, 96),), "figure-basis-mean"),
            ((GAP,), "figure-basis-mean figure-basis-missing"),
            ((months("甲", 90, 90, 90, **PARTS),), "figure-basis-ratio"),
            ((months("甲", 1, 2, 3, together="sum"),), "figure-basis-sum"),
            ((months("甲", 1, 2, 3, together="last"),), "figure-basis-last"),
        ],
    ),
    "figure_notes": (
        notes,
        [
            (("亮灯率", ONE), ""),
            (("亮灯", ONE), "figure-unknown"),
            (("亮灯率", []), ""),
            (("亮灯率", ONE + TIMES), "figure-mixed"),
            (("亮灯率", GAP, "2025-Q3"), "figure-parts-missing"),
        ],
    ),
    "require_named": (
        asked,
        [
            (({}, ONE), "figure-name-needed"),
            (({"figure": ["亮"]}, ONE), "figure-not-known"),
            (({"figure": ["亮灯率"]}, ONE + TIMES), "figure-several"),
            (({"figure": ["亮灯率"]}, ONE), ""),
        ],
    ),
}

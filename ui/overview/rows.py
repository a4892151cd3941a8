"""Figures, panels and bars of the overview: what `metrics.analyses.overview` found, as shown."""

from dataclasses import dataclass

import pandas as pd

from metrics.analyses.overview import Overview
from metrics.indicators import INDICATORS
from metrics.scoring.decisions import Decision
from metrics.scoring.ranking import Ranking
from ui import format as f
from ui.charts.bars import Bar
from ui.charts.multiples import Panel
from ui.compared_with import change_from
from ui.i18n import language, t
from ui.links import page_address, unit_address
from ui.rows import dot_rows, score_series
from ui.tables import records

STILL = ("", f.ARROWS[0])  # a change that is none


@dataclass(frozen=True)
class KeyFigure:
    """A key figure as it is written. stock: what is left of before, so that its values follow each
    other and limits of variation do not apply."""

    name: str
    definition: str
    value: str
    unit: str
    change: str
    tone: str
    series: tuple[float, ...]
    digits: int
    address: str
    n: str = ""  # what it is of; nothing of a count
    stock: bool = False


def key_figures(facts: Overview) -> list[KeyFigure]:
    """The key figures of the overview that have data, the overdue pile last."""
    leads_to = {
        "mean_score": page_address("districts"),
        "on_time_closure_rate": page_address(
            "problems", group="", component="on_time_closure_rate"
        ),
        "findings_per_100_checks": page_address("problems", group=""),
        "complaints": page_address("complaints", group=""),
    }
    found = []
    for figure in facts.figures:
        if f.missing(figure.value):
            continue
        entry = INDICATORS.get(figure.id)
        digits = 2 if entry is None else 0 if entry.kind == "count" else 1
        unit = t("unit-points") if entry is None else entry.unit(language())
        name = t("figure-mean-score") if entry is None else entry.name(language())
        change = f.change(figure.change, digits)
        in_points = unit == "%" and change not in STILL
        was = figure.series[-2]
        found.append(
            KeyFigure(
                name=name,
                definition=t("figure-mean-score-definition")
                if entry is None
                else entry.formula(language()),
                value=f.fixed(figure.value, digits),
                unit=_unsaid(unit, name),
                change=change_from(
                    t("change-in-points", change=change) if in_points else change,
                    "" if f.missing(was) else f.fixed(was, digits),
                    facts.ranking.progress,
                ),
                tone=figure.tone,
                series=figure.series,
                digits=digits,
                address=leads_to[figure.id],
                n="" if f.missing(figure.n) else f"n={f.count(figure.n)}",
            )
        )
    pile = facts.overdue_total["overdue"].tolist()
    if f.missing(pile[-1]) or not any(pile):
        return found
    change = pile[-1] - pile[-2]
    return [
        *found,
        KeyFigure(
            name=t("overdue-title"),
            definition=t("overdue-definition"),
            value=f.count(pile[-1]),
            unit=_unsaid(t("unit-cases"), t("overdue-title")),
            change=change_from(f.change(change, 0), f.count(pile[-2]), facts.ranking.progress),
            tone=pile_tone(facts, change),
            series=tuple(pile),
            digits=0,
            address=overdue_cases(),
            stock=True,
        ),
    ]


def _unsaid(unit: str, name: str) -> str:
    """The unit of a figure, unless its name says it (findings per 100 checks)."""
    return "" if len(unit) > 1 and unit.lower() in name.lower() else unit


def mover_panels(facts: Overview, ranking: Ranking, group: str = "") -> list[Panel]:
    """One panel per unit, the largest change first."""
    series = score_series(facts.history)
    rows = dot_rows(ranking, group)
    rows = rows[rows["score_text"] != ""]
    rows = rows.sort_values("change", key=lambda c: -c.abs(), na_position="last", kind="stable")
    return [
        Panel(r["unit"], series.get(r["unit"], []), r["change_text"], r["tone"], r["address"])
        for r in records(rows)
    ]


def bar_rows(table: pd.DataFrame, name: str, value: str, digits: int) -> list[Bar]:
    """Bars from a table with `change`, `tone` and `address`; a change that rounds to nothing has
    no tone."""
    rows = []
    for row in records(table):
        change = f.change(row["change"], digits)
        tone = "neutral" if change in STILL else row["tone"]
        text = f.fixed(row[value], digits)
        rows.append(Bar(row[name], float(row[value]), text, change, tone, row["address"]))
    return rows


def series_table(facts: Overview, figures: list[KeyFigure]) -> pd.DataFrame:
    """The key figures over the periods of the overview: period, then a column for each by name."""
    shown = facts.ranking.period.last(max((len(figure.series) for figure in figures), default=1))
    periods = [period.id for period in shown]
    return pd.DataFrame({"period": periods} | {figure.name: figure.series for figure in figures})


def pile_tone(facts: Overview, change: float) -> str:
    """The tone of a pile that grew or shrank; none while its period still runs."""
    return f.worse_when_up(change) if facts.ranking.progress.finished else "neutral"


def overdue_cases(owner: str = "") -> str:
    """The list behind the pile of overdue cases, of one owner or of all: cases alone."""
    return page_address("ledger", group="", source="cases", state="overdue", owner=owner)


def decision_address(decision: Decision) -> str:
    """Where the ground for an entry of the list of decisions is to be seen."""
    unit = decision.unit
    return {
        "decision-overdue": overdue_cases(unit),
        "decision-covert": page_address("problems", group="", part="methods", unit=unit),
        "decision-rebound": page_address("problems", group="", part="chains", unit=unit),
    }.get(decision.situation.code, unit_address(unit))

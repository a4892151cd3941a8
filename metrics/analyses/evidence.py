"""The rows behind one number of one unit, among them those that miss what they should have met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules
from metrics.aggregation.drill import counted_rows
from metrics.indicators import INDICATORS
from metrics.indicators.definition import Indicator
from metrics.labels import periods_of_label
from metrics.schemes.model import Component, Scheme

MISSED = "missed"


@dataclass(frozen=True)
class RowsQuestion:
    """Which rows are asked for: an indicator of a unit, filtered as a scheme's component does.

    kind, unit: empty for all units together. over: the indicator whose rows stand below the line
    instead of the denominator, if any.
    """

    indicator: str
    kind: str = ""
    unit: str = ""
    filters: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    rules: CountingRules = field(default_factory=CountingRules)
    over: str | None = None

    @property
    def entry(self) -> Indicator:
        """The indicator."""
        return INDICATORS[self.indicator]

    @property
    def parts(self) -> tuple[str, ...]:
        """What can be listed, the most telling first: missed, numerator, denominator.

        Missed are the rows of the denominator that are not in the numerator, of a share of rows
        that should be high.
        """
        entry, below = self.entry, self.entry.denominator
        if below is None or below.table == "units":
            return ("numerator",)
        of_one_table = self.table("denominator") == entry.numerator.table
        if of_one_table and entry.kind == "ratio" and entry.better == "higher":
            return (MISSED, "numerator", "denominator")
        return ("numerator", "denominator")

    def table(self, part: str) -> str:
        """The table that the rows of a part come from."""
        if part not in ("denominator", MISSED) or self.entry.denominator is None:
            return self.entry.numerator.table
        return INDICATORS[self.over].numerator.table if self.over else self.entry.over.table


def question_of(scheme: Scheme, leaf: Component, unit: str) -> RowsQuestion:
    """What a leaf of a scheme counts."""
    assert leaf.indicator is not None
    return RowsQuestion(
        leaf.indicator, scheme.scores.kind, unit, leaf.all_filters, scheme.rules, leaf.over
    )


def sides(con: duckdb.DuckDBPyConnection, asked: RowsQuestion, period: Period) -> tuple[str, ...]:
    """What can be listed of a question: its parts, then the reasons for which rows are left out of
    the figure, as far as there are such rows."""
    unit = {asked.kind: asked.unit} if asked.kind else {}
    reasons = (
        left.reason
        for left in asked.entry.left_out
        if len(
            counted_rows(
                con, asked.indicator, period, unit, left.reason, asked.rules, asked.filters, 1
            )
        )
    )
    return (*asked.parts, *reasons)


def evidence(
    con: duckdb.DuckDBPyConnection, asked: RowsQuestion, period: Period, part: str
) -> pd.DataFrame:
    """The rows of one part of a question, as `metrics.aggregation.drill.rows` gives them."""

    def listed(indicator: str, part: str) -> pd.DataFrame:
        unit = {asked.kind: asked.unit} if asked.kind else {}
        return counted_rows(con, indicator, period, unit, part, asked.rules, asked.filters)

    def below() -> pd.DataFrame:
        if asked.over:
            return listed(asked.over, "numerator")
        return listed(asked.indicator, "denominator")

    if part == "denominator":
        return below()
    if part != MISSED:
        return listed(asked.indicator, part)
    met, due = listed(asked.indicator, "numerator"), below()
    return due[~due["record_key"].isin(met["record_key"])].reset_index(drop=True)


def adjustment_rows(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, unit: str
) -> pd.DataFrame:
    """The bonus and penalty entries of a unit that belong to a period, with where they came from.

    Columns: period, component, points, reason, document, source_file, source_sheet, source_row.
    """
    with con.cursor() as cursor:
        found = cursor.execute(
            "SELECT period, component, points * COALESCE(share, 1) AS points, reason, document,"
            f' source_file, source_sheet, source_row FROM adjustments WHERE "{scheme.scores.kind}"'
            " = ? AND points IS NOT NULL ORDER BY period, source_file, source_row",
            [unit],
        ).df()
    return found[[bool(periods_of_label(label, [period])) for label in found["period"]]]

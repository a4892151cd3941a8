"""One answer of `aggregate` per grouping: the cells, the totals and the rest, each from the rows.

A grouping that follows the calendar is no column: its parts are asked as periods.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.conditions import CountingRules
from metrics.indicators import COUNTABLE, Indicator
from metrics.pivot.days import part_code, parts_of_days
from metrics.pivot.dimensions import TIMES, Dimension, dimensions_of
from metrics.pivot.persons import Persons

FIGURES = ("value", "numerator", "denominator", "n", "variance", "state")
Filters = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Cuts:
    """What is asked of one measure over one stretch of days. filters: as the facts hold them."""

    con: duckdb.DuckDBPyConnection
    measure: str
    filters: Filters
    period: Period
    rules: CountingRules
    persons: Persons

    @property
    def entry(self) -> Indicator:
        return COUNTABLE[self.measure]

    @property
    def known(self) -> dict[str, Dimension]:
        return dimensions_of(self.measure)

    def within(self, **filters: Sequence[Any]) -> "Cuts":
        """The same under more filters; one that is there already is replaced."""
        return replace(self, filters={**self.filters, **filters})

    def over(self, period: Period) -> "Cuts":
        """The same over other days."""
        return replace(self, period=period)

    def parts(self, unit: str) -> list[Period]:
        return parts_of_days(self.period, unit)

    def figures(
        self,
        by: Sequence[str],
        groups: pd.DataFrame | None = None,
        periods: Mapping[str, Period] | None = None,
    ) -> pd.DataFrame:
        """Figures by dimensions: columns *by (codes) and FIGURES. groups: those that are answered.
        periods: for a grouping by time, its codes and the days that stand for each (default: its
        own)."""
        time = next((name for name in by if name in TIMES), "")
        if time and periods is None:
            periods = {part_code(part, time): part for part in self.parts(time)}
        asked = dict(periods) if time and periods else {"": self.period}
        names = [name for name in by if name != time]
        wanted = None
        if groups is not None and names:
            wanted = self._stored(groups[names]).drop_duplicates(ignore_index=True)
        found = aggregate(
            self.con, [self.measure], names, list(asked.values()), self.filters, self.rules,
            complete=True, groups=wanted,
        )  # fmt: skip
        table = pd.DataFrame({name: self._codes(name, found[name]) for name in names})
        if time:
            number = len(found) // len(asked)
            table[time] = [code for code in asked for _ in range(number)]
        for name in FIGURES:
            table[name] = found[name].to_numpy()
        return table[[*by, *FIGURES]]

    def _codes(self, name: str, stored: pd.Series) -> pd.Series:
        """The groups of an answer, which are texts, as questions write them."""
        read = self.persons.letter_of(name)
        codes = [self.known[name].code_of_text(one, read) for one in stored]
        return pd.Series(codes, dtype=object)

    def _stored(self, groups: pd.DataFrame) -> pd.DataFrame:
        """Groups as `aggregate` gives them: texts."""
        columns = {}
        for name in groups.columns:
            read = self.persons.name_of(name)
            columns[name] = pd.Series(
                [self.known[name].text_of_code(one, read) for one in groups[name]], dtype=object
            )
        return pd.DataFrame(columns)


def stored_filters(
    filters: Mapping[str, Sequence[str | None]], known: Mapping[str, Dimension], persons: Persons
) -> dict[str, list[Any]]:
    """The filters of a question as the facts hold their values."""
    return {
        name: [persons.name_of(name)(known[name].stored(value)) for value in values]
        for name, values in filters.items()
    }

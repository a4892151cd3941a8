"""How facts are counted: the rules of a scheme, and the SQL conditions that follow from them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.messages import Message, ShirongError
from kernel.schema import TABLES, columns
from metrics.aggregation.penalties import PenaltyRules
from metrics.indicators.definition import (
    DUE,
    FAILED_RECHECK,
    NO_DEADLINE,
    SET_ASIDE,
    Indicator,
    Measure,
)

# Names in grouping and filters that differ from the column's own.
_RENAMED = {
    "score_entries": {"item": "indicator"},
    "points": {"point": "name"},
    "findings": {"key_problem": "is_key"},  # by the flag, else by the library
}
# What a point is, by its visit or the register, as of the day (docs/objects.md): of every table
# that names objects.
_OF_OBJECTS = {"point_type": "object_type", "class": "object_class"}
_RESERVED = ("group",)
NIGHT = (18, 6)  # from this hour on, before that one
# The hour of the clock; nothing where only a day is known: that is no midnight.
_CLOCK = {
    "cases": "CASE WHEN reported_at IS NULL"
    " THEN CASE WHEN filed_at <> CAST(CAST(filed_at AS DATE) AS TIMESTAMP) THEN hour END"
    " WHEN NOT COALESCE(reported_day_only, FALSE) THEN hour END",
    "inspections": "CASE WHEN inspected_at <> CAST(CAST(inspected_at AS DATE) AS TIMESTAMP)"
    " THEN hour END",
    "findings": "CASE WHEN found_at <> CAST(CAST(found_at AS DATE) AS TIMESTAMP) THEN hour END",
}
_DAYTIME = (
    f"CASE WHEN ({{clock}}) >= {NIGHT[0]} OR ({{clock}}) < {NIGHT[1]} THEN 'night'"
    " WHEN ({clock}) IS NOT NULL THEN 'day' END"
)
# Groupings that are no column of their own: name -> table -> SQL.
_COMPUTED = {
    "clock": {table: f"({sql})" for table, sql in _CLOCK.items()},
    "daytime": {table: f"({_DAYTIME.format(clock=sql)})" for table, sql in _CLOCK.items()},
}
UNSTATED = "unstated"  # the group of the rows that say nothing where a listed word should stand
# Filters that speak of one table alone and leave the others as they are.
OWN_FILTERS = ("item", "task", "figure")


class IndicatorError(ShirongError):
    """A question that the indicators cannot answer."""


@dataclass(frozen=True)
class CountingRules:
    """What a scheme decides about counting.

    set_aside: which cases leave the assessed numbers; each indicator says which of these apply.
    due_rule: 应结案 is `disposed_or_overdue`, or `all_filed`. rebound_days: a problem that returns
    within so many days has rebounded. no_deadline: a case without a deadline is `not_judged`, or
    `due_when_reported`. failed_recheck: a finding that failed its recheck is `not_rectified`, or
    `rectified` when it was said to be. penalties: what it decides about penalty cases.
    """

    set_aside: tuple[str, ...] = tuple(SET_ASIDE)
    due_rule: str = "disposed_or_overdue"
    rebound_days: int = 30
    no_deadline: str = "not_judged"
    full_marks: tuple[tuple[str, float], ...] = ()
    failed_recheck: str = "not_rectified"
    penalties: PenaltyRules = field(default_factory=PenaltyRules)

    def __post_init__(self) -> None:
        for name in self.set_aside:
            require(name, SET_ASIDE, "indicator-unknown-rule")
        require(self.due_rule, DUE, "indicator-unknown-rule")
        require(self.no_deadline, NO_DEADLINE, "indicator-unknown-rule")
        require(self.failed_recheck, FAILED_RECHECK, "indicator-unknown-rule")

    def condition(self, measure: Measure, set_aside: Iterable[str]) -> str:
        """SQL condition of the rows that a measure counts after its set-aside rules."""
        return " AND ".join([self.meant(measure), *self.kept(measure, set_aside)])

    def meant(self, measure: Measure) -> str:
        """SQL condition of the rows that a measure means, set aside or not."""
        due = NO_DEADLINE[self.no_deadline].get(measure.table, "{due}")
        due = due.format(due=DUE[self.due_rule])
        where = measure.where.format(
            due=due,
            rebound_days=int(self.rebound_days),
            within_full_marks=within_full_marks(self.full_marks),
            **self.penalties.sql,
        )
        return f"({self.of_findings(where) if measure.table == 'findings' else where})"

    def kept(self, measure: Measure, set_aside: Iterable[str]) -> list[str]:
        """SQL conditions of the rows that are not set aside; only cases ever are."""
        named = set_aside if measure.table == "cases" else ()
        return [f"NOT {SET_ASIDE[name]}" for name in named if name in self.set_aside]

    def value(self, measure: Measure) -> str:
        """SQL of what a row adds to a measure."""
        return measure.value.format(**self.penalties.sql)

    def of_findings(self, sql: str) -> str:
        """SQL over findings, by what the rules say of those that failed their recheck."""
        said = FAILED_RECHECK[self.failed_recheck]
        return re.sub(r"\bis_rectif\w+", lambda name: said.get(name[0], name[0]), sql)


def within_full_marks(full_marks: Iterable[tuple[str, float]]) -> str:
    """SQL: whether a given score lies between 0 and the full marks of its item; of an item whose
    full marks nobody states, anything is right."""
    cases = [
        f"WHEN {_text(item)} THEN value BETWEEN 0 AND {float(full)!r}" for item, full in full_marks
    ]
    return f"(CASE indicator {' '.join(cases)} ELSE TRUE END)" if cases else "TRUE"


def _text(value: str) -> str:
    """A text in SQL, for `str.format` around it too."""
    return "'" + value.replace("'", "''") + "'"


def dimensions(table: str) -> dict[str, str]:
    """Names that a table can be grouped and filtered by, and the SQL of each: a column mostly."""
    own = {f.name: quoted(f.name) for f in columns(TABLES[table]) if f.name != "period"}
    objects = _OF_OBJECTS if TABLES[table].units else {}
    computed = {name: of[table] for name, of in _COMPUTED.items() if table in of}
    return own | _RENAMED.get(table, {}) | objects | computed


def groupings(table: str) -> dict[str, str]:
    """The same names, and the SQL by which rows fall into groups: a word of a closed list that
    nobody knows stands for itself, and a row that says none is UNSTATED, so that parts add up."""
    return dimensions(table) | {
        name: f"COALESCE({name}, {name}_written, '{UNSTATED}')" for name in _listed(table)
    }


def stated_sql(table: str, name: str) -> str:
    """Condition of the rows that say something of a dimension."""
    known = f"{groupings(table)[name]} IS NOT NULL"
    return f"{groupings(table)[name]} <> '{UNSTATED}'" if name in _listed(table) else known


def _listed(table: str) -> dict[str, tuple[str, ...]]:
    """The fields of a table that hold words of a closed list, with the list."""
    return {
        f.name: f.values for f in TABLES[table].fields if f.name in TABLES[table].words and f.values
    }


def quoted(column: str) -> str:
    """A column's name in SQL; quoted only where it must be, because quotes differ by dialect."""
    return f'"{column}"' if column in _RESERVED else column


def filter_sql(
    table: str, filters: Mapping[str, Sequence[str | None]]
) -> tuple[list[str], list[Any]]:
    """Conditions and parameters of the filters that the table has columns for; None is NULL, and a
    word that is on no list, or UNSTATED, is a group of `groupings`."""
    allowed, listed, grouped = dimensions(table), _listed(table), groupings(table)
    conditions, params = [], []
    for name, values in filters.items():
        if name not in allowed:
            continue
        said = [value for value in values if value is not None]
        named = [value for value in said if value in listed.get(name, (value,))]
        others = [value for value in said if value not in listed.get(name, (value,))]
        either = [f"{allowed[name]} IN ({', '.join('?' * len(named))})"] if named else []
        either += [f"{grouped[name]} IN ({', '.join('?' * len(others))})"] if others else []
        either += [f"{allowed[name]} IS NULL"] if len(said) < len(values) else []
        named += others
        conditions.append(f"({' OR '.join(either) or 'FALSE'})")
        params += named
    return conditions, params


def check_dimensions(entry: Indicator, by: Iterable[str], filters: Iterable[str]) -> None:
    """IndicatorError when the facts that an indicator counts have no such column."""
    allowed = dimensions(entry.numerator.table)
    for name in [*by, *(name for name in filters if name not in OWN_FILTERS)]:
        if name not in allowed:
            params = {"name": name, "indicator": entry.id}
            raise IndicatorError(Message("indicator-unknown-column", params, "metrics"))


def require(name: str, allowed: Iterable[str], code: str) -> None:
    """IndicatorError unless the name is one of those allowed."""
    if name not in allowed:
        params = {"name": name, "allowed": ", ".join(sorted(allowed))}
        raise IndicatorError(Message(code, params, "metrics"))

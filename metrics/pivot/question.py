"""What is asked: a measure by rows and columns, under filters, over days, beside a comparison.

Written in one line, as addresses and saved views hold it:

    filed rows.street where.district.东屏区 where.daytime.night days.last-3-months compare.year
    filed rows.district except.subcategory.店外经营

Parts stand apart by blanks, several values by `*`; `~` stands for rows that say nothing. Blanks,
`*`, `~` and `%` inside a value are written as in addresses (%20).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote, unquote

from kernel.messages import Message, ShirongError

PREVIOUS, YEAR, GROUP_MEAN, OF_UNIT = "previous", "year", "group_mean", "unit:"
DEFAULT_DAYS = "last 1 month"
# By which column the rows are ordered, the largest first; with -up the smallest.
SORTS = ("value", "name", "n", "change", "compared")
MOST_DIMENSIONS = 2  # in rows, and in columns
MOST_TOP = 1_000
UNSTATED_SIGN = "~"
_NARROWINGS = {"where": "where", "except": "without"}  # word of a line -> argument of `question`
_SEVERAL = {"where", "without"}  # may stand several times

Values = tuple[str | None, ...]


class QuestionError(ShirongError):
    """A question that cannot be read or answered."""


@dataclass(frozen=True)
class Question:
    """One question. Everything is a code, never a label.

    measure: id of an indicator, or `rows:TABLE` for the number of that table's rows. rows, columns:
    names of dimensions (`metrics.pivot.dimensions`), none, one or two; the second lies inside the
    first. filters: (dimension, values), None for rows that say nothing of it; excluded: the same of
    rows that do not count (rows that say nothing do, unless None is among them). days: a period
    (2025-10, 2025-W41, 2025-10-01..2025-12-31), `last 3 months` (whole ones that are finished),
    `last 30 days`, or `all`. compare: "", `previous`, `year`, `unit:NAME`, `group_mean`. top: that
    many rows (inside each of the first, where there are two) and the rest together; 0 for all.
    sort: one of SORTS, with `-up` from the smallest on; "" is by the nature of the rows: by value,
    time in its order.
    """

    measure: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    filters: tuple[tuple[str, Values], ...] = ()
    days: str = DEFAULT_DAYS
    compare: str = ""
    top: int = 0
    sort: str = ""
    excluded: tuple[tuple[str, Values], ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        """All that rows and columns are grouped by."""
        return self.rows + self.columns

    @property
    def where(self) -> dict[str, Values]:
        """The filters by dimension."""
        return dict(self.filters)

    @property
    def without(self) -> dict[str, Values]:
        """What is excluded, by dimension."""
        return dict(self.excluded)

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The dimensions that rows are filtered or excluded by."""
        return (*self.where, *self.without)

    @property
    def compared_unit(self) -> str:
        """The unit that is compared with; "" for none."""
        return self.compare.removeprefix(OF_UNIT) if self.compare.startswith(OF_UNIT) else ""

    def plain(self) -> dict[str, Any]:
        """What YAML and JSON hold of it: only what is not left at its default."""
        found: dict[str, Any] = {"measure": self.measure}
        for name in ("rows", "columns"):
            if getattr(self, name):
                found[name] = list(getattr(self, name))
        if self.filters:
            found["where"] = {name: list(values) for name, values in self.filters}
        if self.excluded:
            found["without"] = {name: list(values) for name, values in self.excluded}
        found["days"] = self.days
        for name in ("compare", "top", "sort"):
            if getattr(self, name):
                found[name] = getattr(self, name)
        return found

    @property
    def line(self) -> str:
        """The question in one line; `read_line` reads it."""
        parts = [_escaped(self.measure)]
        for name in ("rows", "columns"):
            if getattr(self, name):
                parts.append(f"{name}.{_listed(getattr(self, name))}")
        for word, narrowing in (("where", self.filters), ("except", self.excluded)):
            parts += [f"{word}.{_escaped(name)}.{_listed(values)}" for name, values in narrowing]
        if self.days != DEFAULT_DAYS:
            relative = self.days.startswith("last ") and "-" not in self.days
            days = self.days.replace(" ", "-") if relative else self.days
            parts.append(f"days.{_escaped(days)}")
        for name in ("compare", "top", "sort"):
            if getattr(self, name):
                parts.append(f"{name}.{_escaped(str(getattr(self, name)))}")
        return " ".join(parts)


def question(
    measure: str,
    rows: Iterable[str] = (),
    columns: Iterable[str] = (),
    where: Mapping[str, Iterable[str | None]] | None = None,
    days: str = DEFAULT_DAYS,
    compare: str = "",
    top: int = 0,
    sort: str = "",
    without: Mapping[str, Iterable[str | None]] | None = None,
) -> Question:
    """A question of plain values (a list, a mapping); what `Question.plain` gives makes it anew."""
    filters, excluded = (
        tuple((name, tuple(values)) for name, values in (narrowing or {}).items())
        for narrowing in (where, without)
    )
    return Question(
        measure, tuple(rows), tuple(columns), filters, days, compare, top, sort, excluded
    )


def read_line(text: str) -> Question:
    """The question that a line says. QuestionError names the part that cannot be read; whether
    there is such a measure or dimension is asked by `metrics.pivot.checks.check`."""
    measure, *parts = text.split() or [""]
    if not measure:
        raise QuestionError(say_problem("question-empty"))
    known = {f.name for f in fields(Question)} - {"measure", "filters", "excluded"}
    plain: dict[str, Any] = {"measure": unquote(measure)}
    for part in parts:
        key, point, rest = part.partition(".")
        if not point or key not in {*known, *_NARROWINGS} or key in plain.keys() - _SEVERAL:
            raise QuestionError(say_problem("question-part", part=part))
        if key in ("rows", "columns"):
            plain[key] = [unquote(name) for name in rest.split("*")]
        elif key in _NARROWINGS:
            name, point, values = rest.partition(".")
            narrowing = plain.setdefault(_NARROWINGS[key], {})
            if not point or name in narrowing:
                raise QuestionError(say_problem("question-part", part=part))
            narrowing[unquote(name)] = [_read(one) for one in values.split("*")]
        elif key == "top":
            if not (rest.isascii() and rest.isdigit() and len(rest) < 9):
                raise QuestionError(say_problem("question-part", part=part))
            plain[key] = int(rest)
        else:
            said = unquote(rest)
            relative = key == "days" and said.startswith("last-")
            plain[key] = said.replace("-", " ") if relative else said
    return question(**plain)


def say_problem(code: str, **params: Any) -> Message:
    """What is wrong with a question."""
    return Message(code, params, "metrics")


def _listed(values: Iterable[str | None]) -> str:
    return "*".join(UNSTATED_SIGN if one is None else _escaped(one) for one in values)


def _escaped(text: str) -> str:
    return "".join(quote(s) if s.isspace() or s in "%*" else s for s in text).replace("~", "%7E")


def _read(text: str) -> str | None:
    return None if text == UNSTATED_SIGN else unquote(text)

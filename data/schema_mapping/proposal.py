"""A proposal for a file of unknown layout: its table, and what each of its columns becomes.

`propose` guesses; a person corrects (`with_table`, `with_target`, ...);
`data.schema_mapping.profile` makes a profile of it, and `data.importing.preview` says what an
import with that profile would do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from data.importing.intake import period_texts
from data.layouts.lines import line_that_is_no_record
from data.layouts.matching import Match, fold_header
from data.layouts.profile import Profile
from data.parsing.periods import year_of
from data.parsing.privacy import mask
from data.reader import Sheet
from data.schema_mapping.assignment import BY_LAYOUT, Assignment, Given
from data.schema_mapping.content import Content
from data.schema_mapping.targets import (
    ANY_UNIT,
    COORDINATES,
    MEASURE,
    PERSONAL,
    UNIT_KIND,
    UNUSED,
    names_for,
    vocabulary,
)
from data.schema_mapping.words import guess_values, is_turned, mappable_values, needs_words
from data.unit_resolution.units import Registry
from kernel.messages import Message
from kernel.schema import TABLES, UNIT_KINDS

SAMPLE_ROWS = 1000
SAMPLES = 3  # texts of a column that are shown
_CHOSEN = "map-why-chosen"
WORDS = 60  # with more distinct texts a column holds no words to be mapped


@dataclass(frozen=True)
class ProposedColumn:
    """One column and what is proposed for it.

    target: a field of the table, a kind of unit, `unit` (any kind), `unit_kind`, `measure`,
    `personal` or `unused`. confidence: 0 to 1, 0 when nothing was found. values: word -> canonical
    value ("" = blank), for fields with a closed list of values. texts: the distinct texts with
    their numbers, when few.
    """

    index: int
    name: str
    samples: tuple[str, ...]
    target: str
    confidence: float
    reason: Message
    content: Content = field(repr=False, compare=False)
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> bool:
        """Whether a person said what it becomes."""
        return self.reason.code == _CHOSEN

    @property
    def texts(self) -> list[tuple[str, int]]:
        """The distinct texts with their numbers, most frequent first; [] when there are many."""
        return self.content.texts.most_common() if len(self.content.texts) <= WORDS else []


@dataclass(frozen=True)
class Proposal:
    """What a sheet of unknown layout could be read as.

    tables: how well each table fits, the best first. constants: fields that are the same in every
    row. titled: a title names the period; year: the year that a title names. header_row: where a
    person said the header ends. base: the layout that was recognised, laid over the sheet.
    """

    file: str
    sheet: str | None
    table: str
    tables: tuple[str, ...]
    columns: tuple[ProposedColumn, ...]
    constants: Mapping[str, str]
    titled: bool
    dates: Literal["year", "month", "day"]
    header_row: int | None = None
    base: Match | None = field(default=None, repr=False, compare=False)
    year: int | None = None

    def with_target(self, index: int, target: str) -> "Proposal":
        """The proposal with another target for one column, as a person chose it."""
        old = self.columns[index]
        if old.target == target:
            return self
        words = [text for text, _ in old.texts]
        column = replace(
            old,
            target=target,
            confidence=1.0,
            reason=Message(_CHOSEN),
            values=_values(self.table, target, old.name, words),
        )
        return self._with(column)

    def with_values(self, index: int, values: Mapping[str, str]) -> "Proposal":
        """The proposal with another value map for one column."""
        column = self.columns[index]
        if column.values == values:
            return self
        reason = Message(_CHOSEN) if column.reason.code == BY_LAYOUT else column.reason
        return self._with(replace(column, values=dict(values), reason=reason))

    def with_constant(self, name: str, value: str) -> "Proposal":
        """The proposal with one value for every row; "" for none."""
        constants = {k: v for k, v in self.constants.items() if k != name}
        return replace(self, constants=constants | ({name: value} if value else {}))

    def keeping(self, earlier: "Proposal") -> "Proposal":
        """The proposal with what a person chose in an earlier one, for columns of the same name."""
        same = {column.name: column for column in earlier.columns}
        kept = self
        for column in self.columns:
            was = same.get(column.name)
            if was is None:
                continue
            if was.chosen and was.target in every_target(self.table):
                kept = kept.with_target(column.index, was.target)
            now = kept.columns[column.index]
            if earlier.table == self.table and was.target == now.target:
                held = {word: was.values[word] for word in now.content.texts if word in was.values}
                kept = kept.with_values(column.index, {**now.values, **held})
        if earlier.table == self.table:
            kept = replace(kept, constants={**kept.constants, **earlier.constants})
        return kept

    def _with(self, column: ProposedColumn) -> "Proposal":
        columns = [column if c.index == column.index else c for c in self.columns]
        return replace(self, columns=tuple(columns))

    def mapped(self, target: str) -> list[ProposedColumn]:
        """The columns with a target, in the order of the sheet."""
        return [column for column in self.columns if column.target == target]


def headed(sheet: Sheet, row: int | None) -> Sheet:
    """The sheet with the header that a person named, if it is another than the one found."""
    return sheet if row is None or row == (sheet.header_row or 0) else sheet.with_header(row)


def propose(
    sheet: Sheet,
    profiles: Iterable[Profile],
    register: Registry,
    table: str | None = None,
    header_row: int | None = None,
    base: Match | None = None,
    given: Given | None = None,
) -> Proposal:
    """A proposal for a sheet; `table` when a person has said what its rows are.

    profiles: those whose column names count as known; register: the units that are known;
    header_row: where the header ends, when a person has said so (see `headed`); base and given: the
    layout that is recognised (see `data.schema_mapping.recognised`).
    """
    shown = headed(sheet, header_row)
    known = list(profiles)
    headers = [fold_header(name) for name in shown.columns]
    # A total is no record: its words would be asked about, its numbers are not those of a column.
    rows = [
        cells
        for _, cells in islice(shown.rows(), SAMPLE_ROWS)
        if line_that_is_no_record(cells, headers, ()) is None
    ]
    contents = [
        Content.of((cells[i] for cells in rows), register) for i in range(len(shown.columns))
    ]
    titles = period_texts(shown)
    drafts = {
        name: Assignment(shown.columns, contents, names_for(name, known), titles, given)
        for name in ([table] if table else TABLES)
    }
    ranked = sorted(drafts, key=lambda name: -drafts[name].score)
    best = drafts[ranked[0]]
    said = header_row if shown is not sheet else None
    return Proposal(
        sheet.file,
        sheet.sheet,
        ranked[0],
        tuple(ranked),
        tuple(_column(i, shown.columns[i], contents[i], best) for i in range(len(contents))),
        dict(base.profile.constants) if base else best.constants(),
        best.titled,
        _order(contents),
        said,
        base,
        year_of(titles),
    )


def _column(index: int, name: str, content: Content, assigned: Assignment) -> ProposedColumn:
    target, confidence, reason = assigned.target(index)
    words = list(content.texts) if len(content.texts) <= WORDS else []
    values = _values(assigned.rules.name, target, name, words)
    samples = _samples(content, target)
    return ProposedColumn(index, name, samples, target, confidence, reason, content, values)


def _values(table: str, target: str, name: str, words: Sequence[str]) -> dict[str, str]:
    if target in (PERSONAL, UNUSED, MEASURE, COORDINATES, UNIT_KIND, ANY_UNIT, *UNIT_KINDS):
        return {}
    if not mappable_values(table, target) or not needs_words(table, target, words):
        return {}
    return guess_values(table, target, words, turned=is_turned(target, name))


def _samples(content: Content, target: str) -> tuple[str, ...]:
    """Some texts of a column, without what identifies a person."""
    if target == PERSONAL:
        return ()
    frequent = content.texts.most_common(SAMPLES) if len(content.texts) <= WORDS else ()
    return tuple(mask(text) for text in [t for t, _ in frequent] or list(content.texts)[:SAMPLES])


def _order(contents: Sequence[Content]) -> Literal["year", "month", "day"]:
    """How `10/01/2025` is to be read, by which order reads more dates."""
    dated = [content for content in contents if content.best_dates > 0.5]
    orders: tuple[Literal["year", "month", "day"], ...] = ("year", "month", "day")
    totals = {order: sum(one.dates(order) * one.filled for one in dated) for order in orders}
    best = max(totals, key=lambda order: totals[order])
    return best if totals[best] > totals["year"] else "year"


def every_target(table: str) -> list[str]:
    """What a column may become in a table, in the order in which it is offered."""
    fields = list(vocabulary().tables[table].names)
    units = [*UNIT_KINDS, ANY_UNIT, UNIT_KIND] if TABLES[table].units else []
    measure = [MEASURE] if table == "score_entries" else []
    pair = [COORDINATES] if "x" in fields else []
    return [*fields, *pair, *units, *measure, UNUSED, PERSONAL]

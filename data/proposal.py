"""A proposal for a file of unknown layout: its table, and what each of its columns becomes.

`propose` guesses; a person corrects (`with_table`, `with_target`, ...); `data.proposal_yaml` makes
a profile of it, and `data.preview` says what an import with that profile would do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from data.dates import period_in_title
from data.intake import period_texts
from data.messages import Message
from data.privacy import mask
from data.profile import Profile
from data.proposal_content import Content
from data.proposal_names import about, meanings, most_alike
from data.proposal_scores import Fit, fit
from data.proposal_targets import (
    ANY_UNIT,
    MEASURE,
    PERSONAL,
    UNIT_KIND,
    UNUSED,
    Names,
    names_for,
    vocabulary,
)
from data.proposal_words import guess_values, needs_words, values_of
from data.reader import Sheet
from data.schema import TABLES, UNIT_KINDS
from data.units import Registry

SAMPLE_ROWS = 1000
SAMPLES = 3  # texts of a column that are shown
WORDS = 60  # with more distinct texts a column holds no words to be mapped
_THRESHOLD = 0.45  # what fits less is left unused
_MISSING = 0.8  # what a table loses for a required field that no column fills
_TITLE = 0.6
_PERSONAL = frozenset(("联系", "姓名", "证件"))  # what names of personal columns are about


@dataclass(frozen=True)
class Column:
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
    def texts(self) -> list[tuple[str, int]]:
        """The distinct texts with their numbers, most frequent first; [] when there are many."""
        return self.content.texts.most_common() if len(self.content.texts) <= WORDS else []


@dataclass(frozen=True)
class Proposal:
    """What a sheet of unknown layout could be read as.

    tables: how well each table fits, the best first. constants: fields that are the same in every
    row. titled: a title names the period. header_row: where a person said the header ends.
    """

    file: str
    sheet: str | None
    table: str
    tables: tuple[str, ...]
    columns: tuple[Column, ...]
    constants: Mapping[str, str]
    titled: bool
    dates: Literal["year", "month", "day"]
    header_row: int | None = None

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
            reason=Message("map-why-chosen"),
            values=_values(self.table, target, words),
        )
        return self._with(column)

    def with_values(self, index: int, values: Mapping[str, str]) -> "Proposal":
        """The proposal with another value map for one column."""
        return self._with(replace(self.columns[index], values=dict(values)))

    def with_constant(self, name: str, value: str) -> "Proposal":
        """The proposal with one value for every row; "" for none."""
        constants = {k: v for k, v in self.constants.items() if k != name}
        return replace(self, constants=constants | ({name: value} if value else {}))

    def _with(self, column: Column) -> "Proposal":
        columns = [column if c.index == column.index else c for c in self.columns]
        return replace(self, columns=tuple(columns))

    def mapped(self, target: str) -> list[Column]:
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
) -> Proposal:
    """A proposal for a sheet; `table` when a person has said what its rows are.

    profiles: those whose column names count as known; register: the units that are known;
    header_row: where the header ends, when a person has said so (see `headed`).
    """
    shown = headed(sheet, header_row)
    known = list(profiles)
    rows = [cells for _, cells in islice(shown.rows(), SAMPLE_ROWS)]
    contents = [
        Content.of((cells[i] for cells in rows), register) for i in range(len(shown.columns))
    ]
    titles = period_texts(shown)
    drafts = {
        name: _Draft(shown.columns, contents, names_for(name, known), titles)
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
        tuple(best.columns()),
        best.constants(),
        best.titled,
        _order(contents),
        said,
    )


class _Draft:
    """The columns of a sheet assigned to the targets of one table, each target once."""

    def __init__(
        self,
        columns: Sequence[str],
        contents: Sequence[Content],
        names: Names,
        titles: Sequence[str],
    ) -> None:
        self.names, self.rules, self.titles = names, names.rules, titles
        self.headers, self.contents = columns, contents
        self.titled = any(period_in_title(text) for text in titles)
        # Every order of a hotline comes through the hotline, however it came in.
        self.hotline = "channel" in self.rules.names and any("12345" in text for text in titles)
        if self.hotline:
            names.targets.pop("channel")
        self.idle = [self._idle(i) for i in range(len(columns))]
        self.fits = self._assign()
        self._first_date()
        self.measures = self._measures()
        self.score = self._score()

    def _idle(self, index: int) -> tuple[str, Fit]:
        """What becomes of a column that no field takes: personal or unused, and how sure."""
        name, content = self.headers[index], self.contents[index]
        said, like = most_alike(name, self.names.personal)
        said = said if said > 0.95 or about(name) in _PERSONAL else 0.0
        marked, person = content.share("personal"), content.share("person")
        if content.filled and marked > 0.5:
            why = Message("map-why-personal", {"share": round(100 * marked)})
            return PERSONAL, Fit(1.0 + marked, why)
        if said >= 0.5:
            return PERSONAL, Fit(said + 0.05, Message("map-why-personal-name", {"name": like}))
        if content.filled >= 5 and person > 0.9 and len(content.texts) > 4:
            return PERSONAL, Fit(0.6, Message("map-why-person", {"share": round(100 * person)}))
        said, like = most_alike(name, self.names.unused)
        if said >= 0.75:
            return UNUSED, Fit(said, Message("map-why-unused-name", {"name": like}))
        nothing = "map-why-nothing" if content.filled else "map-why-blank"
        return UNUSED, Fit(_THRESHOLD, Message(nothing))

    def _assign(self) -> dict[int, tuple[str, Fit]]:
        """The assignment of columns to targets that fits best as a whole."""
        targets = list(self.names.targets)
        fits = [
            [fit(name, content, target, self.names) for target in targets]
            for name, content in zip(self.headers, self.contents, strict=True)
        ]
        gain = np.array([[f.score for f in row] for row in fits])
        gain -= np.array([idle.score for _, idle in self.idle])[:, None]
        gain[gain < 0] = 0.0
        rows, columns = linear_sum_assignment(-gain)
        return {
            int(r): (targets[c], fits[r][c])
            for r, c in zip(rows, columns, strict=True)
            if gain[r, c] > 0
        }

    def _first_date(self) -> None:
        """A record needs its day: where no name speaks for one, the first column of dates is it."""
        taken = {target for target, _ in self.fits.values()}
        days = [
            name
            for name in self.rules.required
            if name not in taken and name in TABLES[self.rules.name].day_from and name != "period"
        ]
        dates = [
            index
            for index, content in enumerate(self.contents)
            if index not in self.fits and content.filled and content.best_dates > 0.7
        ]
        if days and dates:
            self.fits[dates[0]] = (days[0], Fit(0.5, Message("map-why-first-date")))

    def _measures(self) -> list[int]:
        """Columns of a wide sheet of scores: numbers that no field takes."""
        taken = {target for target, _ in self.fits.values()}
        if self.rules.name != "score_entries" or "value" in taken:
            return []
        found = []
        for index, content in enumerate(self.contents):
            plain = content.share("number") > 0.7 and content.filled >= 2
            plain = plain and not {"号", "序", "社区"} & set(meanings(self.headers[index]))
            if index not in self.fits and plain and self.idle[index][1].score <= _THRESHOLD:
                found.append(index)
        return found

    def _score(self) -> float:
        titles = " ".join(self.titles).casefold()
        spoken = min(2, sum(word in titles for word in self.rules.titles))
        taken = {target for target, _ in self.fits.values()}
        units = bool(taken & {*UNIT_KINDS, ANY_UNIT})
        have = taken | ({"period"} if self.titled else set()) | ({"unit"} if units else set())
        have |= {"value", "indicator"} if self.measures else set()
        missing = sum(name not in have for name in self.rules.required)
        fitted = sum(f.score for _, f in self.fits.values()) + 0.2 * min(4, len(self.measures))
        return fitted + _TITLE * spoken - _MISSING * missing

    def columns(self) -> Iterable[Column]:
        """The columns as they are proposed."""
        for index, (name, content) in enumerate(zip(self.headers, self.contents, strict=True)):
            target, found = self.fits.get(index, self.idle[index])
            if index in self.measures:
                target, found = MEASURE, Fit(0.6, Message("map-why-measure"))
            words = list(content.texts) if len(content.texts) <= WORDS else []
            yield Column(
                index,
                name,
                _samples(content, target),
                target,
                0.0 if target == UNUSED and found.score <= _THRESHOLD else min(1.0, found.score),
                found.reason,
                content,
                _values(self.rules.name, target, words),
            )

    def constants(self) -> dict[str, str]:
        """What the titles say of every row: a hotline's orders come from the hotline."""
        return {"channel": "12345"} if self.hotline else {}


def _values(table: str, target: str, words: Sequence[str]) -> dict[str, str]:
    if target in (PERSONAL, UNUSED, MEASURE, UNIT_KIND, ANY_UNIT, *UNIT_KINDS):
        return {}
    if not values_of(table, target) or not needs_words(table, target, words):
        return {}
    return guess_values(table, target, words)


def _samples(content: Content, target: str) -> tuple[str, ...]:
    """Some texts of a column, without what identifies a person."""
    if target == PERSONAL:
        return ()
    frequent = content.texts.most_common(SAMPLES) if len(content.texts) <= WORDS else ()
    return tuple(mask(text) for text in [t for t, _ in frequent] or list(content.texts)[:SAMPLES])


def _order(contents: Sequence[Content]) -> Literal["year", "month", "day"]:
    """How `10/01/2025` is to be read, by which order reads more dates."""
    dated = [content for content in contents if content.best_dates > 0.5]
    totals = {
        order: sum(content.dates(order) * content.filled for content in dated)
        for order in ("year", "month", "day")
    }
    best = max(totals, key=lambda order: totals[order])
    return best if totals[best] > totals["year"] else "year"  # type: ignore[return-value]


def every_target(table: str) -> list[str]:
    """What a column may become in a table, in the order in which it is offered."""
    fields = list(vocabulary().tables[table].names)
    units = [*UNIT_KINDS, ANY_UNIT, UNIT_KIND] if TABLES[table].units else []
    measure = [MEASURE] if table == "score_entries" else []
    return [*fields, *units, *measure, UNUSED, PERSONAL]

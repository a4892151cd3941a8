"""Rows of a sheet -> records with canonical fields, a chunk at a time.

A record is one source row (or one measure of it) before its units are looked up: typed fields, unit
names as written, the business key. Rows that are no record leave here with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

import pyarrow as pa
import pyarrow.compute as pc

from data.importing.originals import Originals, title_line
from data.layouts.columns import NumberedRow, plain_text, texts_of
from data.layouts.conversion import ID_FIELDS, ChunkTexts, Conversion, Fields, is_open_month
from data.layouts.field_names import said_field
from data.layouts.lines import is_label, is_total, line_that_is_no_record
from data.layouts.matching import Headers, Match, fold_header, words_that_are_meant
from data.parsing.dates import is_placeholder, written_date
from data.parsing.periods import period_in_title
from data.parsing.privacy import mask_cell
from data.parsing.values import ERRORS, fold_word, is_damaged_id, replace_texts
from data.reader.problems import row_list
from data.unit_resolution.registering import UnitInRow
from data.unit_resolution.units import normal
from kernel.messages import Message
from kernel.schema import UNIT_FIELDS
from kernel.schema.ranges import ranges_at_import

_SHOWN_VALUES = 20
_ERRORS = pa.array(ERRORS, pa.string())
# What to write instead of a text that was not understood, by the type of the field.
_HINTS = {
    **dict.fromkeys(("datetime", "date"), "date"),
    **dict.fromkeys(("number", "integer"), "number"),
    **dict.fromkeys(("code", "boolean"), "word"),
}
# Only such texts can be the word of a total or the name of a column; numbers of cases cannot.
_WORDY = r"^[^0-9]{1,40}$|[合小总]计"


@dataclass(frozen=True)
class Rejected:
    """A row that is not stored. outcome: rejected or set_aside; original: what is kept of
    it, as JSON."""

    row: int
    outcome: str
    reason: Message
    field: str | None
    value: str | None
    original: str

    @classmethod
    def title(cls, row: int, cells: Sequence[str | None], reason: Message) -> "Rejected":
        """A row above the header."""
        return cls(row, "set_aside", reason, None, None, title_line(cells))


@dataclass
class Chunk:
    """What came of some rows: records, and the rows that are none."""

    rows: int
    records: pa.Table
    rejected: list[Rejected] = field(default_factory=list)


def _said_value(value: str) -> Message | str:
    """A canonical value as a parameter of a message; one that no text names as it is."""
    said = Message(f"import-value-{value.replace('_', '-')}")
    try:
        said.text()
    except KeyError:
        return value
    return said


Words = dict[str, dict[str, str | None]]


class Mapping:
    """Turns the rows of one sheet into records, as a Match says."""

    def __init__(
        self,
        match: Match,
        columns: Sequence[str],
        titles: Sequence[str],
        decided: Words | None = None,
    ) -> None:
        """`titles`: texts that may name the period: rows above the header, sheet and file name;
        `decided`: by field, the folded words whose meaning a person has said."""
        self.match, self.profile = match, match.profile
        self.columns = list(columns)
        self.warnings: Counter[Message] = Counter()
        self._decided: Words = decided or {}
        self.new_units: dict[tuple[str, str], UnitInRow] = {}
        period = next((found for text in titles if (found := period_in_title(text))), None)
        self._conversion = Conversion(match, period, columns, titles)
        self.dating = self._conversion.dating
        self._headers = Headers(columns)
        self._folded = [fold_header(name) for name in columns]
        self._known = {name for name in self._folded if name}
        self._types = {f.name: f.type for f in self.profile.canonical.fields}
        self._labels = {f.name: f.zh for f in (*self.profile.canonical.fields, *UNIT_FIELDS)}
        self._read = match.used | self._registering()
        self._originals = Originals(match, self.columns, self._read)
        self._examples: dict[tuple[str, str], Message] = {}
        self._outside: dict[tuple[str, float], Message] = {}
        fields = self.profile.canonical.fields
        self._dates = {f.name for f in fields if f.type in ("datetime", "date")}
        self._undecided: dict[str, str] = {}
        # Columns that are kept as well, and the last chunk: its columns, and as text those read.
        self.kept: set[int] = set()
        self.latest: tuple[dict[int, pa.Array], dict[int, pa.Array]] = ({}, {})
        self._errors: dict[int, list[int]] = {}
        self._alternatives = {
            source.default or name: match.kinds_of(name) for name, source, _, _ in match.units
        }
        self._refused: dict[tuple[str, str], Message] = {}
        self._meant = words_that_are_meant(match)
        self._hints = {
            name: "period" if source.read_as == "period" else _HINTS.get(self._types[name], "text")
            for name, source, _ in reversed(match.fields)
        }

    def record_fields(self) -> set[str]:
        """The fields and written unit names that the records of this sheet have."""
        present = self.match.present | self._conversion.added
        measured = {n for measure, _ in self.match.measures for n in measure.constants}
        words = {*self.profile.canonical.words} & self.match.present - measured
        return present | {f"{name}_written" for name in {*self.match.written, *words}}

    def unused_columns(self) -> list[str]:
        """The columns that the profile neither understands nor drops nor knows to ignore."""
        ignored = self._read | self.match.dropped | self.match.ignored
        return [name for i, name in enumerate(self.columns) if i not in ignored]

    def originals(self, rows: Sequence[NumberedRow]) -> dict[int, str]:
        """Rows as they are kept when they are rejected later."""
        return {number: self._originals.of(cells) for number, cells in rows}

    def undecided(self, rows: Sequence[NumberedRow]) -> list[int]:
        """The columns of numbers in which these rows leave open what a comma means."""
        found = self._conversion.numbers
        columns, _ = texts_of(rows, {at for _, at in found})
        return [at for (_, at), c in found.items() if c.is_undecided(plain_text(columns[at])[0])]

    def survey(self, rows: Iterable[NumberedRow], undecided: Sequence[int]) -> None:
        """Let all rows of the sheet decide what a comma means in these columns."""
        texts: dict[int, set[str]] = {at: set() for at in undecided}
        for _, cells in rows:
            for at, seen in texts.items():
                if at < len(cells) and (text := cells[at]) and ("," in text or "，" in text):
                    seen.add(text)
        for (_, at), column in self._conversion.numbers.items():
            column.survey(texts.get(at, ()))

    def refused(self, rows: Sequence[NumberedRow], reason: Message) -> list[Rejected]:
        """All of these rows as rejected for one reason."""
        return [
            Rejected(number, "rejected", reason, None, None, self._originals.of(cells))
            for number, cells in rows
        ]

    def chunk(self, rows: Sequence[NumberedRow]) -> Chunk:
        """Map some rows. Cells are text; blank ones None."""
        columns, longest = texts_of(rows, self._read | self.kept)
        if longest > len(self.columns):
            extra = sum(any(cells[len(self.columns) :]) for _, cells in rows)
            if extra:
                self.warnings[Message("import-longer-rows")] += extra
        texts: dict[int, pa.Array] = {}
        for index in sorted(self._read):
            column, controls = plain_text(columns[index])
            texts[index] = self._without_errors(index, column, rows)
            if controls:
                name = {"column": self.columns[index]}
                self.warnings[Message("import-control-characters", name)] += controls
        self.latest = (columns, texts)
        fields = self._conversion.fields(texts, len(rows))
        units = self._conversion.units(texts)
        suspects = self._suspects(fields, units)
        rejected = [r for i, why in suspects.items() if (r := self._judge(rows[i], *why))]
        lost = {r.row for r in rejected}
        keep = pa.array([number not in lost for number, _ in rows], pa.bool_())
        numbers = pa.array([number for number, _ in rows], pa.int64())
        tables = [
            self._records(numbers, fields | added, units).filter(keep)
            for added in self._conversion.measures(texts, len(rows))
        ]
        self._warn(keep)
        for table in tables:
            self._warn_of_directions(table)
        self._look_at_ranges(tables)
        self._register(texts, units, keep)
        return Chunk(len(rows), pa.concat_tables(tables, promote_options="default"), rejected)

    def _without_errors(
        self, index: int, column: pa.Array, rows: Sequence[NumberedRow]
    ) -> pa.Array:
        """The column with the errors of formulas taken out, which are no data."""
        wrong = pc.is_in(column, _ERRORS)
        if not pc.any(wrong).as_py():
            return column
        self._errors.setdefault(index, []).extend(
            rows[at][0] for at in pc.indices_nonzero(wrong).to_pylist()
        )
        return pc.if_else(wrong, pa.scalar(None, pa.string()), column)

    def finish(self) -> None:
        """After the last chunk: say what only all of them tell."""
        for index, numbers in self._errors.items():
            params = {"column": mask_cell(self.columns[index]), "rows": row_list(numbers)}
            self.warnings[Message("import-error-texts", params)] += len(numbers)

    # Rows that are no record

    def _suspects(self, fields: Fields, units: Fields) -> dict[int, tuple[str | None, str | None]]:
        """Positions of rows to look at: (first required field that fails, its text), or (None,
        None) for a row whose key or unit reads like a total or a header."""
        suspects: dict[int, tuple[str | None, str | None]] = {}
        everything, bad = fields | units, self._conversion.bad
        for name in self.match.required:
            column = everything[name]
            if name in units:  # a column beside it may say of which kind each unit is
                column = pc.coalesce(*(units[kind] for kind in self._alternatives[name]))
            missing = pc.indices_nonzero(pc.is_null(column)).to_pylist()
            text = bad[name][0] if name in bad else None
            for i in missing:
                suspects.setdefault(i, (name, text[i].as_py() if text is not None else None))
        named = [fields[n] for n in self.match.key or () if n in fields]
        for column in [*units.values(), *(c for c in named if pa.types.is_string(c.type))]:
            encoded = column.dictionary_encode()
            wordy = pc.fill_null(pc.match_substring_regex(encoded.dictionary, _WORDY), False)
            words = pc.indices_nonzero(wordy).to_pylist()
            odd = [word for word in words if self._is_odd(encoded.dictionary[word].as_py())]
            if odd:
                hits = pc.is_in(encoded.indices, pa.array(odd, encoded.indices.type))
                for i in pc.indices_nonzero(hits).to_pylist():
                    suspects.setdefault(i, (None, None))
        return dict(sorted(suspects.items()))

    def _is_odd(self, text: str) -> bool:
        """Whether a name reads like a total, like a column or like the label of a foot line."""
        return is_total(text) or is_label(text) or fold_header(text) in self._known

    def _judge(self, row: NumberedRow, name: str | None, value: str | None) -> Rejected | None:
        """What a suspicious row is: set aside, rejected, or (None) a record after all."""
        number, cells = row
        original = self._originals.of(cells)
        # With a mark behind it such a word no longer reads like a total.
        told = [f"{text}·" if self._is_meant(i, text) else text for i, text in enumerate(cells)]
        if reason := line_that_is_no_record(told, self._folded, self._key_cells(cells)):
            return Rejected(number, "set_aside", reason, None, None, original)
        if name is None:
            return None
        params = {"field": self._labels.get(name, name), "name": said_field(name)}
        if value is None:
            reason = Message("import-required-blank", params)
        elif name in ID_FIELDS and is_damaged_id(value):
            reason = self._refusal("import-refused-id", name, value)
        elif is_placeholder(value) and name in self._dates:
            reason = Message("import-required-no-date", params | {"value": value[:40]})
        elif name in self._dates and (written := written_date(value)) and written.undecided:
            value = mask_cell(value)[:40]
            example = self._undecided.setdefault(name, value)
            reason = Message("import-required-undecided", params | {"value": example})
        elif is_open_month(value) and self._hints.get(name) == "period":
            reason = self._refusal("import-refused-month", name, value)
        else:
            reason = self._refusal("import-refused-text", name, value)
        shown = None if value is None else mask_cell(value)
        return Rejected(number, "rejected", reason, name, shown, original)

    def _refusal(self, code: str, name: str, value: str) -> Message:
        """Why a text was not understood, with the text; the many others of a field share one."""
        value = mask_cell(value)[:40]
        if (name, value) not in self._refused:
            known = sum(other == name for other, _ in self._refused)
            value = value if known < _SHOWN_VALUES else "…"
        params = {"field": self._labels.get(name, name), "name": said_field(name), "value": value}
        params["hint"] = Message(f"import-hint-{self._hints.get(name, 'text')}")
        return self._refused.setdefault((name, value), Message(code, params))

    def _is_meant(self, index: int, text: str | None) -> bool:
        """Whether the layout itself has a word that else reads like a total: a plan for 全市."""
        return text is not None and fold_word(text) in self._meant.get(index, ())

    def _key_cells(self, cells: Sequence[str | None]) -> list[str | None]:
        """The cells that identify the record, when the layout has a number for it."""
        ids = {name for name in self.match.key or () if name in ID_FIELDS}
        return [cells[i] for name, _, i in self.match.fields if name in ids and i < len(cells)]

    # Records

    def _records(self, numbers: pa.Array, fields: Fields, units: Fields) -> pa.Table:
        columns = {"source_row": numbers, "record_key": self._keys(fields, units)}
        return pa.table(columns | fields | {f"{k}_written": c for k, c in units.items()})

    def _keys(self, fields: Fields, units: Fields) -> pa.Array:
        """The business key as text. Units count by their name without its many spellings."""
        parts = []
        for name in self.match.key or ():
            if name in fields:
                column = fields[name].cast(pa.string())
            else:
                written = [units[kind] for kind in self.match.kinds_of(name)]
                column = replace_texts(pc.coalesce(*written), normal)
            parts.append(pc.fill_null(column, ""))
        return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "|")

    def _register(self, texts: ChunkTexts, units: Fields, keep: pa.Array) -> None:
        """Remember the units that the file registers."""
        names = ("name", "group", "parent")
        for kind, new in self.profile.creates_units.items():
            if kind not in units:
                continue
            columns = [units[kind], *(self._column(texts, n) for n in (new.group, new.parent))]
            found = pa.table(columns, names=names).filter(keep).group_by(list(names)).aggregate([])
            for row in found.to_pylist():
                if row["name"]:
                    unit = UnitInRow(kind, type=new.type, **row)
                    self.new_units.setdefault((kind, unit.name), unit)

    def _column(self, texts: ChunkTexts, headers: Sequence[str]) -> pa.Array:
        """The column of one of these headers, all blank when the sheet has none."""
        index = self._headers.find(headers)
        blank = pa.nulls(len(next(iter(texts.values()))), pa.string())
        return blank if index is None else texts[index]

    def _registering(self) -> set[int]:
        """Columns that say the group or the parent of a unit that the file registers."""
        named = [n for new in self.profile.creates_units.values() for n in (new.group, new.parent)]
        return {index for names in named if (index := self._headers.find(names)) is not None}

    # Warnings

    def _warn_of_directions(self, records: pa.Table) -> None:
        """Tasks and figures of which nobody can tell whether more or less is better are asked
        about."""
        if "direction" not in records.column_names:
            return
        named = records["task" if "task" in records.column_names else "figure"]
        for task in named.filter(pc.equal(records["direction"], "unclear")).to_pylist():
            self.warnings[Message("import-direction-unclear", {"task": mask_cell(task or "")})] += 1

    def _warn(self, keep: pa.Array) -> None:
        """Count the optional values that were not understood, by field and text, the dates that say
        only that there is none, and what the columns of numbers have to say."""
        for column in self._conversion.numbers.values():
            self.warnings.update(column.notes)
            column.notes.clear()
        self.warnings.update(self._conversion.notes)
        self._conversion.notes.clear()
        for (name, text), count in self.dating.missing.items():
            params = {"field": self._labels.get(name, name), "name": said_field(name)}
            self.warnings[Message("import-no-date", params | {"value": text[:40]})] += count
        self.dating.missing.clear()
        for name, (texts, bad) in self._conversion.bad.items():
            wrong = pc.and_(bad, keep)
            if pc.any(wrong).as_py():
                said = self._decided.get(name, {})
                for text, count in Counter(texts.filter(wrong).to_pylist()).items():
                    if fold_word(text) not in said:
                        self.warnings[self._warning(name, mask_cell(text))] += count
        for name, (texts, unknown, taken) in self._conversion.swallowed.items():
            wrong = pc.and_(unknown, keep)
            for text, count in Counter(texts.filter(wrong).to_pylist()).items():
                self.warnings[self._warning(name, mask_cell(text), taken)] += count

    def _look_at_ranges(self, records: Sequence[pa.Table]) -> None:
        """Count the figures that lie out of their range. They are stored as written."""
        for name, (low, high) in ranges_at_import(self.profile.table).items():
            for table in records:
                if name not in table.column_names:
                    continue
                column = table.column(name)
                least = -inf if low is None else low
                most = inf if high is None else high
                outside = pc.or_(pc.less(column, least), pc.greater(column, most))
                if pc.any(outside).as_py():
                    for value, count in Counter(column.filter(outside).to_pylist()).items():
                        self.warnings[self._out_of_range(name, value, low, high)] += count

    def _out_of_range(
        self, name: str, value: float, low: float | None, high: float | None
    ) -> Message:
        known = sum(other == name for other, _ in self._outside)
        text = f"{value:g}" if (name, value) in self._outside or known < _SHOWN_VALUES else "…"
        params = {"field": self._labels.get(name, name), "name": said_field(name), "value": text}
        params["range"] = "" if high is None else f"{low or 0:g}–{high:g}"
        code = "import-negative" if high is None else "import-out-of-range"
        code = "import-score-beyond" if name == "value" else code
        return self._outside.setdefault((name, value), Message(code, params))

    def _warning(self, name: str, value: str, taken: str | None = None) -> Message:
        """One message per field and value; the many others of a field share one. `taken`: what a
        word without a meaning is stored as."""
        known = sum(other == name for other, _ in self._examples)
        if (name, value) not in self._examples and known >= _SHOWN_VALUES:
            value = "…"
        label = self._labels.get(name, name)
        params = {"field": label, "name": said_field(name), "value": value[:40]}
        is_word = name in self.profile.canonical.words
        code = "import-word-kept" if is_word else "import-not-understood"
        if (written := written_date(value)) and written.undecided:
            code = "import-undecided-date"
        if taken is not None:
            code, params["taken"] = "import-unknown-word", _said_value(taken)
        return self._examples.setdefault((name, value), Message(code, params))

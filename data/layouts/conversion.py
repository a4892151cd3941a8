"""Columns of text -> typed fields and unit names, as a profile says."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from data.layouts.dating import Dating
from data.layouts.figures import NumberColumn, agree, compare_with_target, measure_of, title_unit
from data.layouts.goals import as_goal, direct
from data.layouts.matching import Match
from data.layouts.measured import OwnFigures, no_measure
from data.layouts.profile import FieldSource, UnitSource
from data.parsing.categories import canonical_category, canonical_subcategory, class_of
from data.parsing.coordinates import first_coordinate, second_coordinate
from data.parsing.frequencies import span_of_frequency, times_of_frequency
from data.parsing.moments import end_of_day, without_times
from data.parsing.periods import (
    only_year,
    parse_day,
    parse_week,
    period_without_year,
    read_period,
    week_without_year,
)
from data.parsing.places import parse_out_of, parse_place, parse_place_out_of
from data.parsing.privacy import mask_column, mask_officials
from data.parsing.values import (
    ARROW_TYPES,
    BLANK_WORDS,
    Converted,
    Parser,
    clean_id,
    convert,
    fold_word,
    from_words,
    is_positive,
    parse_boolean,
    parser_for,
    replace_texts,
    whole_number,
    yes_or_day,
)
from data.parsing.words import vocabularies, word_map
from kernel.messages import Message
from kernel.schema import DAY_ONLY, DEADLINES
from kernel.text import spaced

ChunkTexts = Mapping[int, pa.Array]  # the columns of a chunk by position: trimmed, blank cells null
Fields = dict[str, pa.Array]

# Identifiers are kept to the letter; digits in them are no telephone numbers.
ID_FIELDS = frozenset(("case_no", "visit_no", "finding_no", "point_id", "unit_id", "repeat_of"))
# Told as people wrote it; every other text is a name, which its kind of spaces tells from no other.
_FREE_TEXT = frozenset(("text", "place", "reason", "aliases"))
# Who answers for a unit or a task: officials, who stay named.
_OFFICIALS = frozenset(("leader", "linked_leader", "responsible"))
_WORD_LENGTH = 60  # signs of a word that nobody knows; more is no word
_READ_AS: dict[str, Parser] = {
    "period": read_period,
    "day": parse_day,
    "whole_number": whole_number,
    "positive": is_positive,
    "first_coordinate": first_coordinate,
    "second_coordinate": second_coordinate,
    "place": parse_place,
    "out_of": parse_out_of,
    "place_out_of": parse_place_out_of,
    "yes_or_day": yes_or_day,
    "times_of_frequency": times_of_frequency,
    "span_of_frequency": span_of_frequency,
    "week": parse_week,
}
# The field that names what has a target, by table.
_AIMING = {"tasks": "task", "own_figures": "figure"}


class Conversion:
    """Reads the columns of one sheet.

    `bad` holds, after each `fields` or `measures`, per field its text and which of its cells were
    not understood. `swallowed` holds, after each `fields`, per field its text, which of its cells
    hold a word that nobody has given a meaning, and what `otherwise` made of them. `notes`: what
    was read with the help of a title, counted.
    """

    def __init__(
        self,
        match: Match,
        period: str | None,
        columns: Sequence[str] = (),
        titles: Sequence[str] = (),
    ) -> None:
        """columns: the headers of the sheet; titles: what stands above them, a unit perhaps."""
        self.match, self.profile, self.period = match, match.profile, period
        self.types = {f.name: f for f in self.profile.canonical.fields}
        self.notes: Counter[Message] = Counter()
        self._year = only_year(titles)
        self.bad: dict[str, tuple[pa.Array, pa.Array]] = {}
        self.swallowed: dict[str, tuple[pa.Array, pa.Array, str]] = {}
        self.dating = Dating(match)
        self._untimed: dict[str, pa.Array] = {}
        self._watched = _watched(match)
        self._parsers = {
            (name, at): self._parser(name, source)
            for at, (name, source, _) in enumerate(match.fields)
        }
        self._columns, self._unit = columns, title_unit(titles)
        self.numbers = {
            (name, index): self._number_column(name, index)
            for name, index in [
                *((name, index) for name, source, index in match.fields if not source.read_as),
                *((measure.into, index) for measure, index in match.measures),
                *((n, i) for one in match.named.values() for n, i in one.beside.items()),
            ]
            if self.types[name].type in ("number", "integer")
        }
        self._compared = self._pair()
        named = {name for name, _, _ in match.fields}
        self._aiming = _AIMING.get(self.profile.table)
        self._goals = self._aiming is not None and {self._aiming, "target"} <= named
        self._own = OwnFigures(match, self.numbers, columns, self._unit)

    # Fields

    def fields(self, texts: ChunkTexts, count: int) -> Fields:
        """The typed columns by field. Of several columns for one field the first that knows the
        value gives it; flags are true when any column says so."""
        values: Fields = {}
        self.bad = {}
        self.swallowed = {}
        self._untimed = {}
        sides: dict[str, pa.Array] = {}
        for at, (name, source, index) in enumerate(self.match.fields):
            if (words := self._watched.get(at)) is not None:
                unknown = _unknown(texts[index], words)
                if pc.any(unknown).as_py():
                    self.swallowed[name] = (texts[index], unknown, source.otherwise or "")
            column, numbers = texts[index], self.numbers.get((name, index))
            if self._goals:
                column, sides[name] = as_goal(name, column)
            if self.types[name].type in ("datetime", "date"):
                found, column = self._dates(name, source, index, texts, name in values)
            else:
                found = self._convert(name, source, column, self._parsers[name, at], numbers)
            if name not in values:
                values[name] = found.values
                self.bad[name] = (column, found.bad)
            elif self.types[name].type == "boolean":
                either = pc.or_kleene(values[name], found.values)
                values[name] = pc.coalesce(either, values[name], found.values)
            else:
                values[name] = pc.coalesce(values[name], found.values)
        if self._compared:
            measure = next((i for name, _, i in self.match.fields if name == "measure"), None)
            compare_with_target(
                *self._compared, values, None if measure is None else texts[measure]
            )
        if self._own:
            self._own.measure(values, texts)
        if self._goals:
            direct(values, self._aiming or "", sides["target"])
        for name, source in self.match.titles:
            week = source.read_as == "week"  # a month in a title is no week of it
            period = parse_week(self.period or "") if week else self.period
            values[name] = pa.array([period] * count, pa.string())
        for name, text in self.profile.constants.items():
            if name not in values:
                values[name] = self._constant(name, text, count)
        for name in self.profile.canonical.words:
            if name in values:
                values[f"{name}_written"] = self._unknown_word(name, values[name])
        self._classify(values)
        if self.match.adds_cases:
            for name, flag in DAY_ONLY.items():
                if name in self._untimed:
                    values[flag] = self._untimed[name]
        return values

    def _unknown_word(self, name: str, values: pa.Array) -> pa.Array:
        """What stands where a word of a closed list should, as written; blank where it is known."""
        texts, bad = self.bad.get(name, (None, None))
        unknown = None if texts is None else pc.and_(bad, pc.is_null(values))
        if unknown is None or not pc.any(unknown).as_py():
            return pa.nulls(len(values), pa.string())
        written = pc.if_else(unknown, texts, pa.scalar(None, pa.string()))
        return replace_texts(mask_column(written), _word_as_written)

    def _dates(
        self, name: str, source: FieldSource, index: int, texts: ChunkTexts, more: bool
    ) -> tuple[Converted, pa.Array]:
        """One column of dates as the type of a field, and its texts. `more`: another column has
        spoken for the field already."""
        kind = self.types[name].type
        if source.nothing:
            texts = {**texts, index: _without(texts[index], source.nothing)}
        words = word_map(source.values)
        if source.vocabulary:
            words = vocabularies()[source.vocabulary] | words
        plain = parser_for("datetime", self.profile.dates)
        typed = {word: plain(value) for word, value in words.items()}
        found, column = self.dating.read(name, index, texts, typed)
        values = found.values
        if name in DEADLINES:
            values = end_of_day(values, without_times(found, least=2))
        elif name in DAY_ONLY and not more:
            self._untimed[name] = without_times(found)
        values = values.cast(ARROW_TYPES[kind], safe=False)
        if source.blank is not None:
            value = self._constant(name, source.blank, 1)[0]
            values = pc.if_else(pc.is_null(column), value, values)
        return Converted(values, found.bad), column

    def _constant(self, name: str, text: str, count: int) -> pa.Array:
        kind = self.types[name].type
        value = text if kind in ("text", "code") else parser_for(kind)(text)
        return pa.array([value] * count, ARROW_TYPES[kind])

    def _number_column(self, name: str, index: int) -> NumberColumn:
        header = self._columns[index] if index < len(self._columns) else ""
        own = self.profile.table in _AIMING
        return NumberColumn(name, header, self.types[name].type, self._unit, own)

    @property
    def added(self) -> set[str]:
        """The fields that no column gives and that the headers fill."""
        measure = {"measure"} if self._compared and measure_of(*self._compared) else set()
        return measure | ({"direction"} if self._goals else set()) | self._own.added

    def _pair(self) -> tuple[NumberColumn, NumberColumn] | None:
        """The two columns of a list of tasks that are compared."""
        columns = {name: column for (name, _), column in self.numbers.items()}
        if self.profile.table != "tasks" or not {"target", "done"} <= set(columns):
            return None
        pair = columns["target"], columns["done"]
        agree(*pair, any(name == "measure" for name, _, _ in self.match.fields))
        return pair

    def _convert(
        self,
        name: str,
        source: FieldSource,
        column: pa.Array,
        parse: Parser,
        numbers: NumberColumn | None = None,
    ) -> Converted:
        """One column as the type of a field: words looked up, blanks given their meaning."""
        kind = self.types[name].type
        if source.nothing:
            column = _without(column, source.nothing)
        if kind == "text" and name not in ID_FIELDS:
            column = (mask_officials if name in _OFFICIALS else mask_column)(column)
            if name not in _FREE_TEXT:
                column = replace_texts(column, spaced)
        if source.filled is not None:
            filled = self._constant(name, source.filled, 1)[0]
            values = pc.if_else(pc.is_valid(column), filled, pa.scalar(None, filled.type))
            found = Converted(values, pa.array([False] * len(column)))
        elif source.read_as == "period":
            found = convert(column, kind, self._of_year(column, _months_of(column, parse)))
        elif source.read_as == "week":
            found = convert(column, kind, self._of_year(column, parse, week_without_year))
        elif numbers is not None:
            wrap = partial(self._with_words, name, source) if _has_words(source) else None
            found = numbers.read(column, wrap)
        else:
            found = convert(column, kind, parse)
        if source.only_listed:
            found = Converted(found.values, pa.repeat(False, len(column)))
        if source.absolute:
            found = Converted(pc.abs(found.values), found.bad)
        if source.taken:
            found = Converted(pc.negate(pc.abs(found.values)), found.bad)
        if source.blank is not None:
            value = self._constant(name, source.blank, 1)[0]
            found = Converted(pc.if_else(pc.is_null(column), value, found.values), found.bad)
        return found

    def _of_year(
        self,
        column: pa.Array,
        parse: Parser,
        without: Callable[[str, int], str | None] = period_without_year,
    ) -> Parser:
        """The parser of periods, with the year of the titles for those that name none, which is
        noted."""
        year = self._year
        if year is None:
            return parse
        texts = [t for t in column.unique().drop_null().to_pylist() if parse(t) is None]
        bare = {text: found for text in texts if (found := without(text, year))}
        if not bare:
            return parse
        count = pc.sum(pc.is_in(column, pa.array(list(bare), pa.string()))).as_py()
        self.notes[Message("import-year-of-title", {"year": str(year)})] += count
        return lambda text: bare.get(text) or parse(text)

    def _parser(self, name: str, source: FieldSource) -> Parser:
        kind = self.types[name].type
        plain = parser_for(kind, self.profile.dates)
        if source.read_as:
            plain = _READ_AS[source.read_as]
        elif name in ID_FIELDS:
            plain = clean_id
        return self._with_words(name, source, plain) if _has_words(source) else plain

    def _with_words(self, name: str, source: FieldSource, plain: Parser) -> Parser:
        """The parser with the words of the source's value map in front of it."""
        kind = self.types[name].type
        read = parser_for(kind) if kind in ("number", "integer") else plain
        words = dict(vocabularies()[source.vocabulary]) if source.vocabulary else {}
        words |= word_map(source.values)
        typed = {w: v if kind in ("text", "code") else read(v) for w, v in words.items()}
        if source.otherwise is None:
            return from_words(typed, None, plain)
        return from_words(typed, self._constant(name, source.otherwise, 1)[0].as_py(), None)

    def _classify(self, fields: Fields) -> None:
        """Names of problem classes by the standard; a class that is not given by its sub-class."""
        if self.profile.classes is None or "subcategory" not in fields:
            return
        fields["subcategory"] = replace_texts(fields["subcategory"], canonical_subcategory)
        given = replace_texts(fields["subcategory"], class_of)
        if "category" in fields:
            given = pc.coalesce(replace_texts(fields["category"], canonical_category), given)
        fields["category"] = given

    def measures(self, texts: ChunkTexts, count: int) -> list[Fields]:
        """The fields that each measure of a wide sheet adds; one empty set for a plain sheet."""
        states = from_words(vocabularies()["entry_state"], None, None)
        parts = []
        for measure, index in self.match.measures:
            found = self.numbers[measure.into, index].read(texts[index])
            said = convert(texts[index], "code", states).values
            added = {measure.into: found.values}
            if "state" in self.types:
                empty = pc.if_else(pc.is_valid(found.values), "value", "no_data")
                added["state"] = pc.coalesce(said, empty)
            for name, text in measure.constants.items():
                added[name] = self._constant(name, text, count)
            if self._own:
                self.bad |= self._own.beside(added, measure, index, texts)
            not_said = pc.and_(found.bad, pc.is_null(said))
            self.bad[f"{measure.into} ({measure.headers[0]})"] = (texts[index], not_said)
            parts.append(added)
        return parts or [{}]

    # Units

    def units(self, texts: ChunkTexts) -> Fields:
        """Unit names as written, by the kind under which they are stored."""
        written: Fields = {}
        for name, source, index, kind_index in self.match.units:
            storage = source.default or name
            column = mask_column(_named(texts[index], source))
            if self._own.shares(index):
                column = replace_texts(column, no_measure)
            if kind_index is None:
                written[storage] = column
                continue
            kinds = from_words(vocabularies()["unit_kind"], None, None)
            said = convert(texts[kind_index], "code", kinds).values
            for kind in {storage, *source.kinds}:
                mine = pc.fill_null(pc.equal(said, kind), kind == storage)
                written[kind] = pc.if_else(mine, column, pa.scalar(None, pa.string()))
        return written


def _word_as_written(text: str) -> str:
    return spaced(text)[:_WORD_LENGTH]


def _watched(match: Match) -> dict[int, set[str]]:
    """The fields (by position) whose `otherwise` would swallow a word that nothing reads, with the
    words that are known. Of the fields that read one column the first answers for it, with the
    words of all; where one of them has no `otherwise`, that one says what it does not understand.
    """
    readers: dict[int, list[tuple[int, str, FieldSource]]] = {}
    for at, (name, source, index) in enumerate(match.fields):
        readers.setdefault(index, []).append((at, name, source))
    watched = {}
    for fields in readers.values():
        if any(source.otherwise is None for _, _, source in fields):
            continue
        words = {fold_word(word) for _, _, source in fields for word in source.nothing}
        for _, _, source in fields:
            words |= set(vocabularies()[source.vocabulary]) if source.vocabulary else set()
            words |= set(word_map(source.values))
        watched[fields[0][0]] = words
    return watched


def _unknown(column: pa.Array, words: set[str]) -> pa.Array:
    """Which cells hold a word that is none of these, and no plain yes, no or nothing."""
    encoded = column.dictionary_encode()
    unknown = [
        word is not None
        and (plain := fold_word(word)) not in words
        and plain not in BLANK_WORDS
        and parse_boolean(word) is None
        for word in encoded.dictionary.to_pylist()
    ]
    taken = pa.array(unknown, pa.bool_()).take(encoded.indices)
    return pc.fill_null(taken, False)


def is_open_month(text: str) -> bool:
    """Whether a text may be January or an October that lost its zero as a number: 2025.1."""
    return re.fullmatch(r"(?:19|20)[0-9]{2}\.1", text.strip()) is not None


def _months_of(column: pa.Array, parse: Parser) -> Parser:
    """The parser of periods for this column: `2025.1` is January where another month stands with
    one digit (`2025.9`), else nothing tells, and it is not understood."""
    texts = column.unique().drop_null().to_pylist()
    if not any(map(is_open_month, texts)):
        return parse
    if any(re.fullmatch(r"(?:19|20)[0-9]{2}\.[2-9]", text) for text in texts):
        return parse
    return lambda text: None if is_open_month(text) else parse(text)


def _has_words(source: FieldSource) -> bool:
    return bool(source.vocabulary or source.values or source.otherwise is not None)


def _named(column: pa.Array, source: UnitSource) -> pa.Array:
    column = replace_texts(column, _READ_AS[source.read_as] if source.read_as else spaced)
    return _without(column, source.nothing) if source.nothing else column


def _without(column: pa.Array, words: Sequence[str]) -> pa.Array:
    """The column with the words that mean a blank cell taken out."""
    nothing = {fold_word(word) for word in words}
    return replace_texts(column, lambda text: None if fold_word(text) in nothing else text)

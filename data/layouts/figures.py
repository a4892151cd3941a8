"""Columns of numbers: their separators, the units of their headers and cells, and what to say.

What a header says (`常住人口（万人）`) is brought to the field's own unit: persons, hours, square
metres, per cent. A cell that names a unit or a scale itself (`54.8万人`) means that one.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import log
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.parsing.numbers import Separators, is_open, parse_number, parse_quantity, separators
from data.parsing.privacy import mask
from data.parsing.units import MeasureUnit, header_unit, parse_unit
from data.parsing.values import Converted, convert
from kernel.messages import Message

# What a field can be measured in; a field not named here can be measured in anything.
_DIMENSIONS = {
    **dict.fromkeys(("population", "officers", "n", "quantity"), ("count", "any")),
    **dict.fromkeys(("rework_count", "postpone_count", "notified_times"), ("count", "any")),
    **dict.fromkeys(("score", "deduction", "points"), ("points", "share", "any")),
    **dict.fromkeys(("fine", "amount"), ("money", "any")),
    **dict.fromkeys(("x", "y"), ()),
}
# Seldom a thousand: here `95,125` is a decimal comma where nothing tells.
_SMALL = frozenset(("score", "deduction", "points", "value", "x", "y"))
_PLAUSIBLE = 100  # what was done is seldom further from its target than by this factor
_PLAIN = r"^-?\d{1,15}(\.\d+)?$"
Wrap = Callable[[Callable[[str], Any]], Callable[[str], Any]]


class NumberColumn:
    """One column of a sheet that feeds a field of numbers.

    `unit`: what its header says; `bare`: after each `read`, which cells named no unit while the
    header names none either; `scales`: by what the unit in each cell multiplied it; `measures`: in
    what each cell is, by its own word or the header's; `dimension`: what the cells or the header
    have named so far.
    """

    def __init__(
        self,
        name: str,
        header: str,
        kind: str,
        title_unit: MeasureUnit | None = None,
        own: bool = False,
    ) -> None:
        """own: figures are brought to the dimension's own unit even where all cells name one."""
        self.name, self.header, self.kind, self.own = name, header, kind, own
        self.notes: Counter[Message] = Counter()
        self.known = Separators()
        self.bare = pa.array([], pa.bool_())
        self.scales = pa.array([], pa.float64())
        self.measures = pa.array([], pa.string())
        self._examples: dict[str, str] = {}
        unit, self._unknown = header_unit(header)
        allowed = _DIMENSIONS.get(name)
        if unit and allowed is not None and unit.dimension not in allowed:
            self._unknown, unit = (unit.written if allowed else None), None
        if unit is None and title_unit and title_unit.dimension in (allowed or ()):
            unit = title_unit
        self.unit = unit
        self.dimension = unit.dimension if unit else None
        self._lasting = bool(unit and unit.dimension == "time")

    def survey(self, texts: Iterable[str]) -> None:
        """Learn the separators from more cells of the column than one chunk."""
        self.known = separators((t for t in texts if "," in t or "，" in t), self.known)

    def is_undecided(self, column: pa.Array) -> bool:
        """Whether the column has a comma that could be either and no cell so far tells."""
        texts = column.unique().drop_null()
        texts = texts.filter(pc.match_substring_regex(texts, "[,，]")).to_pylist()
        if separators(texts, self.known).comma is not None:
            return False
        return any(map(is_open, texts))

    def read(self, column: pa.Array, wrap: Wrap | None = None) -> Converted:
        """The column as numbers; `wrap` puts words that are no numbers around the parser."""
        encoded = column.dictionary_encode()
        words = encoded.dictionary
        count = len(column) - column.null_count
        if self._unknown and count:
            self._note("import-unit-unknown", count, unit=self._unknown)
        factor = self.unit.factor if self.unit else Fraction(1)
        if pc.all(pc.match_substring_regex(words, _PLAIN)).as_py() is not False and factor == 1:
            self.bare = pa.repeat(self.unit is None, len(column))
            self.scales = pa.repeat(1.0, len(column))
            self.measures = pa.array([self._own_name] * len(column), pa.string())
            return convert(column, self.kind, wrap(self._as_kind) if wrap else parse_number)
        texts = words.to_pylist()
        self.known = separators(texts, self.known)
        decimal = self.name in _SMALL
        found = {t: parse_quantity(t, self.known, self._lasting, decimal) for t in texts}
        named = {q.unit for q in found.values() if q and q.unit and q.unit.name}
        several = len({(u.dimension, u.size) for u in named}) > 1
        if named and self.dimension is None:
            self.dimension = next(iter(named)).dimension
        values: dict[str, Any] = {}
        bare, scales, measures = [], [], []
        for text, quantity in found.items():
            unit = quantity.unit if quantity else None
            bare.append(self.unit is None and (unit is None or not unit.name))
            factor = self._factor(unit, several)
            scales.append(float(factor) if unit else 1.0)
            measures.append(unit.own_name if unit and unit.name else self._own_name)
            if quantity:
                values[text] = self._number(quantity.value * factor)
        taken = encoded.indices
        self.bare = pc.fill_null(pa.array(bare, pa.bool_()).take(taken), True)
        self.scales = pc.fill_null(pa.array(scales, pa.float64()).take(taken), 1.0)
        self.measures = pa.array(measures, pa.string()).take(taken)
        numbers = Counter(texts[i] for i in taken.drop_null().to_pylist())
        kinds = {unit.dimension for unit in named}
        self._say(numbers, kinds if several and self.unit is None else set())
        if self.unit is None and kinds == {"share"}:
            few = {t: numbers[t] for t, q in found.items() if q and not q.unit and 0 < q.value <= 1}
            self._note_example("import-share-bare", few)
        parse: Callable[[str], Any] = values.get
        return convert(column, self.kind, wrap(parse) if wrap else parse)

    @property
    def _own_name(self) -> str | None:
        """The measure that the header names."""
        return self.unit.own_name if self.unit and self.unit.name else None

    def _factor(self, unit: MeasureUnit | None, several: bool) -> Fraction:
        """What a figure is multiplied with whose cell names this unit."""
        header = self.unit
        if unit is None:
            return header.factor if header else Fraction(1)
        if not unit.name:  # 3万 under （公里）
            return unit.scale * (header.size if header else Fraction(1))
        if header or several or self.own or unit.dimension == "share":
            return unit.factor
        return Fraction(unit.scale)

    def _number(self, value: Fraction) -> float | int | None:
        if self.kind == "integer":
            return int(value) if value.denominator == 1 else None
        return float(value)

    def _as_kind(self, text: str) -> float | int | None:
        value = parse_number(text)
        return None if value is None else self._number(Fraction(value))

    # What is said

    def _say(self, numbers: Counter[str], mixed: set[str]) -> None:
        count = numbers.total()
        if self.unit and self.unit.factor != 1:
            self._note("import-unit-converted", count, unit=self.unit.written, own=self.unit.own)
        if mixed:
            own = Message(f"unit-{self.dimension}" if len(mixed) == 1 else "unit-each")
            self._note("import-units-mixed", count, own=own)
        opened = {text: n for text, n in numbers.items() if is_open(text)}
        if self.known.comma == "decimal":
            commas = {t: n for t, n in numbers.items() if "," in t or "，" in t}
            self._note_example("import-comma-decimal", commas)
        elif opened and self.known.comma is None:
            small = self.name in _SMALL
            self._note_example("import-comma-small" if small else "import-comma-open", opened)

    def _note_example(self, code: str, texts: dict[str, int]) -> None:
        if texts:
            value = self._examples.setdefault(code, mask(next(iter(texts))))
            self._note(code, sum(texts.values()), value=value)

    def _note(self, code: str, count: int, **params: Any) -> None:
        column = mask(self.header)[:40]
        message = Message(code, {"column": column, **params})
        # A Message with the same text is the same: the code and what it names are its identity.
        same = next((m for m in self.notes if m.code == code), message)
        self.notes[same] += count


def title_unit(titles: Iterable[str]) -> MeasureUnit | None:
    """The unit that a line above the table gives for all of it: `单位：万人`."""
    for title in titles:
        label, mark, rest = title.replace("：", ":").strip(" （）()").partition(":")
        if mark and label.strip() in ("单位", "计量单位") and (unit := parse_unit(rest)):
            return unit
    return None


def agree(target: NumberColumn, done: NumberColumn, measured: bool) -> None:
    """Before reading: of two columns that are compared the one whose header names no unit is in
    the unit of the other, unless a third column (`measured`) names it row by row."""
    for one, other in ((target, done), (done, target)):
        if one.unit is None and other.unit is not None and not measured:
            one.unit, one.dimension = other.unit, other.dimension
            params = {"column": one.header, "other": other.header, "unit": other.unit.written}
            one.notes[Message("import-unit-assumed", params)] += 1


def measure_of(target: NumberColumn, done: NumberColumn) -> str | None:
    """The measure that the headers give to what is compared: 平方米 of 目标值（万㎡）."""
    return next((c.unit.own_name for c in (target, done) if c.unit and c.unit.name), None)


def compare_with_target(
    target: NumberColumn, done: NumberColumn, fields: dict[str, pa.Array], texts: pa.Array | None
) -> None:
    """After reading: target and done in one unit, and the measure (`texts`: as written) with it."""
    written = texts.to_pylist() if texts is not None else [None] * len(fields["target"])
    units = [parse_unit(text) if text else None for text in written]
    if target.unit is None and done.unit is None:
        _alike(target, done, fields, units)
    if target.dimension is None and done.dimension is None:
        return
    dimensions = {d for d in (target.dimension, done.dimension) if d not in (None, "any")}
    if len(dimensions) > 1:
        params = {"column": target.header, "other": done.header}
        target.notes[Message("import-units-differ", params)] += len(fields["target"])
    for column, name in ((target, "target"), (done, "done")):
        factors = [
            float(unit.factor) if unit and bare else 1.0
            for unit, bare in zip(units, column.bare.to_pylist(), strict=True)
        ]
        fields[name] = pc.multiply(fields[name], pa.array(factors, pa.float64()))
    own = measure_of(target, done)
    if own is None and texts is None:
        return
    measures = [
        unit.own_name or text if unit else text or own
        for unit, text in zip(units, written, strict=True)
    ]
    fields["measure"] = pa.array(measures, pa.string())


def _alike(
    target: NumberColumn,
    done: NumberColumn,
    fields: dict[str, pa.Array],
    units: list[MeasureUnit | None],
) -> None:
    """Where of target and done only one names a scale in its cell (1.2 and 0.8万㎡, or 30000 and
    2.5万), the other is read with or without it, whichever lies nearer; what was scaled is said,
    and so is what fits neither way."""
    sides = (target, "target", done, "done"), (done, "done", target, "target")
    for column, name, other, its in sides:
        values, others = fields[name].to_pylist(), fields[its].to_pylist()
        rows = zip(values, others, column.scales.to_pylist(), other.scales.to_pylist(), strict=True)
        for at, (value, beside, own, scale) in enumerate(rows):
            if units[at] or own != 1 or scale == 1 or not value or not beside:
                continue
            params = {"column": column.header, "other": other.header, "value": f"{value:g}"}
            apart, scaled = (abs(log(abs(v / beside))) for v in (value, value * scale))
            if min(apart, scaled) > log(_PLAUSIBLE):
                column.notes[Message("import-unit-doubted", params)] += 1
            elif scaled < apart:
                values[at] = value * scale
                column.notes[Message("import-unit-of-row", params)] += 1
        fields[name] = pa.array(values, fields[name].type)

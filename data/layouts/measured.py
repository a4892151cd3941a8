"""In what a figure of the office's own is measured, and its numbers brought to it."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from data.layouts.figures import NumberColumn
from data.layouts.goals import as_goal, direct
from data.layouts.matching import Match
from data.layouts.profile import WideMeasure
from data.parsing.units import MeasureUnit, parse_unit
from kernel.text import spaced

Written = Sequence[str | None]


def is_measure(text: str) -> bool:
    """Whether a text is a unit of measure: %, 次, 万吨, 次/日, 元/吨."""
    parts = spaced(text).replace("每", "/").split("/")
    return len(parts) < 3 and all(parse_unit(part) is not None for part in parts if part)


def no_measure(text: str) -> str | None:
    """A name of a unit that stands where measures may stand; nothing for a measure."""
    return None if is_measure(text) else text


def written_measures(column: pa.Array | None, shared: bool) -> list[str | None] | None:
    """The measures of a column as written; shared: names of units may stand there, which are
    none."""
    if column is None:
        return None
    texts = column.to_pylist()
    return [t if t and (not shared or is_measure(t)) else None for t in texts]


def in_measures(
    fields: dict[str, pa.Array],
    read: Mapping[str, NumberColumn],
    written: Written | None,
    count: int,
) -> pa.Array:
    """Bring the value and the target to the own unit of what is measured (tonnes of 万吨), and
    return the measures: that of the cell, of its header, the written one.

    fields: arrays by field; read: the columns that gave them; written: measures as written.
    """
    said = written or [None] * count
    units = [parse_unit(text) if text else None for text in said]
    for name in ("value", "target"):
        if name in fields and name in read:
            factors = [
                float(unit.factor) if unit and bare else 1.0
                for unit, bare in zip(units, read[name].bare.to_pylist(), strict=True)
            ]
            fields[name] = pc.multiply(fields[name], pa.array(factors, pa.float64()))
    named = pa.array(
        [unit.own_name or text if unit else text for unit, text in zip(units, said, strict=True)],
        pa.string(),
    )
    cells = [read[name].measures for name in ("value", "target") if name in read]
    return pc.coalesce(*cells, named)


class OwnFigures:
    """What is special to a sheet of own figures: measures, and columns that name their figures.
    False of any other sheet."""

    def __init__(
        self,
        match: Match,
        numbers: Mapping[tuple[str, int], NumberColumn],
        columns: Sequence[str],
        unit: MeasureUnit | None,
    ) -> None:
        """numbers: the columns of numbers by field and position; columns: the headers; unit: what a
        title says that everything is measured in."""
        self._match, self._numbers, self._columns, self._unit = match, numbers, columns, unit
        self._at = next((i for name, _, i in match.fields if name == "measure"), None)
        self._written: list[str | None] | None = None
        self._row_measure = pa.array([], pa.string())

    def __bool__(self) -> bool:
        return self._match.profile.table == "own_figures"

    @property
    def added(self) -> set[str]:
        """The fields that no column gives and that names of columns fill."""
        series = self._match.named.values()
        found = {"target"} if any(one.goal for one in series) else set()
        found |= {"direction"} if found or any("target" in o.beside for o in series) else set()
        return found | {"measure"} if self else set()

    def shares(self, index: int) -> bool:
        """Whether a column of units (单位) is that of the measures too, cell by cell."""
        return bool(self) and index == self._at

    def measure(self, values: dict[str, pa.Array], texts: Mapping[int, pa.Array]) -> None:
        """Figures in the measure that their cells, their header or a column beside them names."""
        shared = any(self._at == at for _, _, at, _ in self._match.units)
        self._written = written_measures(None if self._at is None else texts[self._at], shared)
        read = {name: number for (name, _), number in self._numbers.items() if name in values}
        count = len(next(iter(texts.values())))
        values["measure"] = in_measures(values, read, self._written, count)
        self._row_measure = values["measure"]

    def beside(
        self,
        added: dict[str, pa.Array],
        measure: WideMeasure,
        index: int,
        texts: Mapping[int, pa.Array],
    ) -> dict[str, tuple[pa.Array, pa.Array]]:
        """Fill what else is known of a figure that has a column of its own: its measure, its
        target, the parts of its ratio. Returns the cells that were not understood, by field."""
        one, written, count = self._match.named.get(index), self._written, len(texts[index])
        read = {measure.into: self._numbers[measure.into, index]}
        sides = pa.nulls(count, pa.string())
        bad: dict[str, tuple[pa.Array, pa.Array]] = {}
        if one is None:
            measured = in_measures(added, read, written, count)
            added["measure"] = pc.coalesce(measured, self._row_measure)
            return bad
        for name, at in one.beside.items():
            column, side = as_goal(name, texts[at])
            read[name] = self._numbers[name, at]
            found = read[name].read(column)
            added[name] = found.values
            bad[f"{name} ({self._columns[at]})"] = (texts[at], found.bad)
            sides = side if name == "target" else sides
        if one.goal and "target" not in added:
            column, sides = as_goal("target", pa.array([one.goal] * count, pa.string()))
            number = NumberColumn("target", self._columns[index], "number", self._unit, True)
            added["target"], read["target"] = number.read(column).values, number
        added["measure"] = in_measures(added, read, [one.measure] * count, count)
        if "target" in added:
            direct(added, next(iter(measure.constants)), sides)
        return bad

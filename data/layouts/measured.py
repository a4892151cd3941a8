"""In what a figure of the office's own is measured, and its numbers brought to it."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from data.cells.units import parse_unit
from data.layouts.figures import NumberColumn
from kernel.text import spaced

Written = Sequence[str | None]


def is_measure(text: str) -> bool:
    """Whether a text is a unit of measure: %, 次, 万吨, 次/日, 元/吨."""
    parts = spaced(text).replace("每", "/").split("/")
    return len(parts) < 3 and all(parse_unit(part) is not None for part in parts if part)


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

"""The rows of a sheet as columns of text."""

from collections.abc import Collection, Sequence
from itertools import zip_longest

import pyarrow as pa
import pyarrow.compute as pc

from kernel.text import CONTROL, INVISIBLE, visible

NumberedRow = tuple[int, list[str | None]]
_BLOCK = 1000  # rows that are turned into columns at once, while they are near the processor


def texts_of(
    rows: Sequence[NumberedRow], wanted: Collection[int]
) -> tuple[dict[int, pa.Array], int]:
    """These columns as they are written, by position, and the number of cells of the longest row.
    What a row is too short for is null."""
    parts: dict[int, list[pa.Array]] = {index: [] for index in wanted}
    longest = 0
    for at in range(0, len(rows), _BLOCK):
        block = rows[at : at + _BLOCK]
        turned = list(zip_longest(*[cells for _, cells in block]))
        longest = max(longest, len(turned))
        for index, found in parts.items():
            there = index < len(turned)
            found.append(
                pa.array(turned[index], pa.string()) if there else pa.nulls(len(block), pa.string())
            )
    blank = pa.array([], pa.string())
    return {i: pa.concat_arrays(found) if found else blank for i, found in parts.items()}, longest


def plain_text(written: pa.Array) -> tuple[pa.Array, int]:
    """A column trimmed, without what cannot be seen, blank cells null; and from how many of its
    cells control characters were taken."""
    column = _visible(written)
    controls = 0
    if column is not written:
        controls = pc.sum(pc.match_substring_regex(written, CONTROL)).as_py() or 0
    column = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column), controls


def _visible(column: pa.Array) -> pa.Array:
    """The column without characters that cannot be seen; the very column where it has none."""
    if pc.all(pc.ascii_is_printable(column)).as_py() is not False:
        return column
    # Names come again and again: each is looked at once.
    if not pc.any(pc.match_substring_regex(column.unique(), INVISIBLE)).as_py():
        return column
    odd = pc.fill_null(pc.match_substring_regex(column, INVISIBLE), False)
    seen = pa.array([visible(text) for text in column.filter(odd).to_pylist()], pa.string())
    return pc.replace_with_mask(column, odd, seen)

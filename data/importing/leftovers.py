"""What else a batch keeps of its sheet, so that it can be mapped again without its file.

Beside the records of a batch lies `000012.leftovers.parquet`: the columns that its layout left
unused, and as they were written those whose reading cannot be turned back (words, flags, numbers).
Nothing that is personal is among them: no column that the layout drops, none that is personal by
its name or by what it holds; the others are masked.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import pyarrow as pa
import pyarrow.parquet as pq

from data.cells.privacy import is_personal_header, looks_personal, mask_cell, mask_column
from data.importing.mapping import Mapping, Rejected, Row
from data.layouts.conversion import column_text
from data.storing.draft import Draft
from data.storing.store_folder import flush

ABOUT = b"shirong"
_LOOKED_AT = 300  # distinct texts of a column in each chunk
_LOSSY = frozenset(("code", "boolean", "number", "integer"))


@dataclass
class Leftovers:
    """The columns of one sheet that are kept as they were written, by position."""

    mapping: Mapping
    _parts: list[dict[int, pa.ChunkedArray | pa.Array]] = field(default_factory=list)
    _rows: list[pa.Array] = field(default_factory=list)

    def __post_init__(self) -> None:
        match, columns = self.mapping.match, self.mapping.columns
        types = {f.name: f.type for f in match.profile.canonical.fields}
        lossy = {i for name, _, i in match.fields if types[name] in _LOSSY}
        unused = set(range(len(columns))) - match.used - match.dropped
        self.wanted = {i for i in unused | lossy if not is_personal_header(columns[i])}
        # What a layout makes several records of, or only adds to others, is not mapped again.
        profile = match.profile
        self.possible = not (profile.measures or profile.update_only or match.titles)

    def add(self, rows: Sequence[Row], rejected: Sequence[Rejected]) -> None:
        """Keep the columns of some rows, without those that are no records."""
        if not self.possible or not self.wanted:
            return
        lost = {row.row for row in rejected}
        kept = [row for row in rows if row[0] not in lost] if lost else rows
        columns = list(zip_longest(*(cells for _, cells in kept)))
        part: dict[int, pa.Array] = {}
        for index in sorted(self.wanted):
            encoded = column_text(columns, index, len(kept)).dictionary_encode()
            words = encoded.dictionary
            if looks_personal(self.mapping.columns[index], words[:_LOOKED_AT].to_pylist()):
                self.wanted.discard(index)
                continue
            part[index] = pa.DictionaryArray.from_arrays(encoded.indices, mask_column(words))
        self._parts.append(part)
        self._rows.append(pa.array([number for number, _ in kept], pa.int64()))

    def keep(self, draft: Draft, batch_id: int) -> None:
        """Write them beside what the batch brought."""
        if not self.possible:
            return
        match = self.mapping.match
        feeds: dict[str, str] = {}
        for name, _, index in match.fields:
            feeds.setdefault(str(index), name)
        for name, source, index, _ in match.units:
            feeds.setdefault(str(index), f"{source.default or name}_written")
        names = [mask_cell(name) for name in self.mapping.columns]
        about = {"columns": names, "feeds": feeds}
        columns: dict[str, pa.ChunkedArray] = {
            "source_row": pa.chunked_array(self._rows, pa.int64())
        }
        for index in sorted(self.wanted):
            chunks = [part[index] for part in self._parts]
            kind = pa.dictionary(pa.int32(), pa.string())
            columns[str(index)] = pa.chunked_array(chunks, kind)
        if not self._parts:
            columns = {"source_row": columns["source_row"]}
        table = pa.table(columns).replace_schema_metadata({ABOUT: json.dumps(about)})
        draft.brought.mkdir(exist_ok=True)
        path = draft.brought / f"{batch_id:06d}.leftovers.parquet"
        pq.write_table(table, path, compression="zstd")
        flush(path)


def read_rows(
    columns: Sequence[str], originals: Iterable[tuple[int, str]]
) -> list[tuple[int, list[str | None]]]:
    """Rows that were not stored, from what is kept of them: cells by the names of the columns."""
    rows = []
    for number, original in originals:
        cells = json.loads(original)
        rows.append((number, [cells.get(name) for name in columns]))
    return rows

"""What else a batch keeps of its sheet, so that it can be mapped again without its file.

Beside the records of a batch lies `000012.leftovers.parquet`: the columns that its layout left
unused, and as they were written those whose reading cannot be turned back (words, flags, numbers).
Nothing that is personal is among them: no column that the layout drops, none that is personal by
its name or by what it holds; the others are masked.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.importing.mapping import Mapping, NumberedRow, Rejected
from data.parsing.privacy import is_personal_header, looks_personal, mask_cell, mask_column
from data.storage.draft import Draft
from data.storage.store_folder import flush

ABOUT = b"shirong"
_LOOKED_AT = 200  # new distinct texts of a column in each chunk
_MOST = 1500  # distinct texts of a column, days and times aside
# A day, with or without a time: nothing in it is personal.
_DAY = (
    r"^\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))"
    r"([ T]*\d{1,2}[:时]\d{1,2}([:分]\d{0,2}(\.\d{1,6})?)?秒?)?( ?[AP]M)?\s*$"
)
_LOSSY = frozenset(("code", "boolean", "number", "integer"))


@dataclass
class Leftovers:
    """The columns of one sheet that are kept as they were written, by position."""

    mapping: Mapping
    _parts: list[dict[int, pa.ChunkedArray | pa.Array]] = field(default_factory=list)
    _rows: list[pa.Array] = field(default_factory=list)
    _seen: dict[int, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        match, columns = self.mapping.match, self.mapping.columns
        types = {f.name: f.type for f in match.profile.canonical.fields}
        lossy = {i for name, _, i in match.fields if types[name] in _LOSSY}
        unused = set(range(len(columns))) - match.used - match.dropped
        self.wanted = {i for i in unused | lossy if not is_personal_header(columns[i])}
        # What a layout makes several records of, or only adds to others, is not mapped again.
        profile = match.profile
        self.possible = not (profile.measures or profile.update_only or match.titles)
        if self.possible:
            self.mapping.kept = self.wanted  # one set: what is found not to be kept leaves both

    def add(self, rows: Sequence[NumberedRow], rejected: Sequence[Rejected]) -> None:
        """Keep the columns of the rows that were mapped last, without those that are no records."""
        if not self.possible or not self.wanted:
            return
        columns, texts = self.mapping.latest
        lost = {row.row for row in rejected}
        numbers = pa.array([number for number, _ in rows], pa.int64())
        kept = pc.invert(pc.is_in(numbers, pa.array(lost, pa.int64()))) if lost else None
        part: dict[int, pa.Array] = {}
        for index in sorted(self.wanted):
            column = texts[index] if index in texts else columns[index]
            encoded = (column if kept is None else column.filter(kept)).dictionary_encode()
            masked = self._masked(index, encoded.dictionary)
            if masked is None:
                self.wanted.discard(index)
            else:
                part[index] = pa.DictionaryArray.from_arrays(encoded.indices, masked)
        self._parts.append(part)
        self._rows.append(numbers if kept is None else numbers.filter(kept))

    def _masked(self, index: int, words: pa.Array) -> pa.Array | None:
        """The distinct texts of a column without what identifies people. None when they are
        personal, or so many that they are numbers or sentences, which cost more than they are
        worth: days and times may be as many as they like."""
        dated = pc.fill_null(pc.match_substring_regex(words, _DAY), True)
        others = words.filter(pc.invert(dated))
        if not len(others):
            return words
        seen = self._seen.setdefault(index, {})
        new = [text for text in others.to_pylist() if text not in seen]
        if len(seen) + len(new) > _MOST:
            return None
        if new:
            if looks_personal(self.mapping.columns[index], new[:_LOOKED_AT]):
                return None
            masked = mask_column(pa.array(new, pa.string())).to_pylist()
            seen |= dict(zip(new, masked, strict=True))
        shown = pa.array([seen[text] for text in others.to_pylist()], pa.string())
        return pc.replace_with_mask(words, pc.invert(dated), shown)

    def keep(self, draft: Draft, batch_id: int, blank: Iterable[int] = ()) -> None:
        """Write them beside what the batch brought. blank: rows of which only what feeds a field
        may be kept."""
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
        less = _without(table, blank)
        path = draft.brought / f"{batch_id:06d}.leftovers.parquet"
        _write(table if less is None else less, path)


def blank_rows(path: Path, rows: Iterable[int], apply: bool) -> bool:
    """Whether a file of leftovers holds more of some rows than what feeds a field; with apply it
    is written anew without."""
    if not path.exists():
        return False
    table = _without(pq.read_table(path), rows)
    if table is not None and apply:
        _write(table, path)
    return table is not None


def _without(table: pa.Table, rows: Iterable[int]) -> pa.Table | None:
    """The columns with some rows of those blank that feed no field; None where they are."""
    feeds = json.loads(table.schema.metadata[ABOUT])["feeds"]
    gone = pc.is_in(table["source_row"], pa.array(sorted(rows), pa.int64()))
    found = False
    for at, name in enumerate(table.column_names):
        if name == "source_row" or name in feeds:
            continue
        texts = table[name].cast(pa.string())
        if pc.any(pc.and_(gone, pc.is_valid(texts))).as_py():
            kept = pc.if_else(gone, pa.scalar(None, pa.string()), texts)
            table, found = table.set_column(at, name, kept.dictionary_encode()), True
    return table if found else None


def _write(table: pa.Table, path: Path) -> None:
    """Write a file of leftovers as a whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    pq.write_table(table, beside, compression="zstd")
    flush(beside)
    os.replace(beside, path)


def read_rows(
    columns: Sequence[str], originals: Iterable[tuple[int, str]]
) -> list[tuple[int, list[str | None]]]:
    """Rows that were not stored, from what is kept of them: cells by the names of the columns."""
    rows = []
    for number, original in originals:
        cells = json.loads(original)
        rows.append((number, [cells.get(name) for name in columns]))
    return rows

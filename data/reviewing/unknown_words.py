"""Words in columns of closed lists (kind of check, channel, result, state) that nobody knows.

They are kept as they were written, stand in every breakdown under that form, and wait for a person
to say which listed value they mean.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from data.parsing.values import fold_word
from data.reviewing.similarity import NameIndex
from data.schema_mapping.words import known_words, mappable_values
from data.storage.words import decided_words, has_words
from kernel.schema import TABLES, Table

SUGGESTIONS = 3
FLOOR = 0.3  # below this, words share no more than a common sign


@dataclass
class UnknownWord:
    """A word of a field (`method`) that no layout and no decision knows.

    rows: records with it, dated `first` to `last`, in `files`; values: what the field may hold, as
    (code, its usual word); near: codes of the values whose words are most alike, with the likeness.
    """

    field: str
    written: str
    values: tuple[tuple[str, str], ...]
    rows: int = 0
    first: date | None = None
    last: date | None = None
    files: tuple[str, ...] = ()
    near: tuple[tuple[str, float], ...] = ()


def values_with_words(name: str) -> tuple[tuple[str, str], ...]:
    """The values of a field of words, each with the word by which offices call it; empty for a
    field that is none."""
    table = _table_of(name)
    if table is None:
        return ()
    usual: dict[str, str] = {}
    for word, value in known_words(table.name, name).items():
        if word != value:
            usual.setdefault(value, word)
    return tuple((value, usual.get(value, value)) for value in mappable_values(table.name, name))


def unknown_words(con: duckdb.DuckDBPyConnection) -> list[UnknownWord]:
    """The words that wait for a decision, the most frequent first."""
    if not has_words(con):
        return []
    decided = decided_words(con)
    found: dict[tuple[str, str], UnknownWord] = {}
    for table in TABLES.values():
        for name in table.words:
            day = "day" if table.day_from else "CAST(NULL AS DATE)"
            rows = con.execute(
                f"SELECT {name}_written, source_file, sum(share), min({day}), max({day}) "
                f"FROM {table.name} WHERE {name}_written IS NOT NULL GROUP BY ALL ORDER BY ALL"
            ).fetchall()
            for written, file, records, first, last in rows:
                if fold_word(written) in decided.get(name, {}):
                    continue
                key = name, fold_word(written)
                one = found.setdefault(key, UnknownWord(name, written, values_with_words(name)))
                one.rows += round(records)
                one.first = min(filter(None, (one.first, first)), default=None)
                one.last = max(filter(None, (one.last, last)), default=None)
                one.files = tuple(dict.fromkeys((*one.files, file)))
    for one in found.values():
        one.near = tuple(_near(one))
    return sorted(found.values(), key=lambda one: (-one.rows, one.field, one.written))


def _near(one: UnknownWord) -> list[tuple[str, float]]:
    table = _table_of(one.field)
    if table is None:
        return []
    known = list(known_words(table.name, one.field).items())
    nearest = NameIndex(known, (fold_word,)).nearest(one.written)
    return [(value, like) for value, _, like in nearest if like >= FLOOR][:SUGGESTIONS]


def _table_of(name: str) -> Table | None:
    """A table whose field has the words; those of one name share their words."""
    return next((table for table in TABLES.values() if name in table.words), None)

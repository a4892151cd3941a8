"""The book of what was published: a row of `publications` for each edition.

The effect of late files asks it which periods had been told (`metrics.effect`). The rows are made
from the editions beside the store, so that one which an undo has taken along is entered again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import datetime

import duckdb

from data.store import Store


@dataclass(frozen=True)
class Publication:
    """A row of the book. content: JSON, what else is said of it."""

    publication_id: str
    published_at: datetime
    scheme: str
    scheme_hash: str
    period: str
    store_version: int
    content: str


@contextmanager
def entering(store: Store, rows: Sequence[Publication]) -> Iterator[None]:
    """Enter those of some publications that are not in the book yet, as one version of the store.

    What is done inside belongs to it: where that raises, nothing is entered. Raises StoreBusyError
    before anything is done, StoreCheckError, DiskFullError.
    """
    with store.writing(f"publish {' '.join(row.publication_id for row in rows)}"[:200]) as draft:
        draft.changed.add("publications")
        names = ", ".join(field.name for field in fields(Publication))
        known = entered(draft.con)
        for row in rows:
            if row.publication_id not in known:
                draft.con.execute(
                    f"INSERT INTO publications ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(row)
                )
        yield


def entered(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The ids of the publications in the book."""
    rows = con.execute("SELECT publication_id FROM publications ORDER BY publication_id")
    return {name for (name,) in rows.fetchall()}

"""The next version of the store: while it is written, and once it is built but not published."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class Trial:
    """A built version that is not published: its file, its number, and the version (None: none)
    that it was built on and can follow alone. empty: it stores nothing, and only tells why."""

    path: Path
    number: int
    parent: int | None
    empty: bool = False


@dataclass
class Draft:
    """The next version while it is being written.

    `con`: a read-write connection; all tables exist. `folder`: the store's. `brought`: a folder
    for what the batches of this version bring (`data.importing.batch_deltas`). `changed`: the
    tables that the writer wrote to; only these are derived, re-ordered and checked. Left empty, all
    are. `arrived`: tables of which only the noted records are (`data.storage.touched`). `tell` is
    called with what follows the writing ("deriving", "checking"); what it raises discards the
    draft. `trial` is set once a trial is built.
    """

    con: duckdb.DuckDBPyConnection
    version: int
    folder: Path
    brought: Path
    changed: set[str] = field(default_factory=set)
    arrived: set[str] = field(default_factory=set)
    tell: Callable[[str], None] = lambda stage: None
    trial: Trial | None = None

"""One version file of the store: how it is opened, what it says of itself, how it is lifted."""

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from data.unit_resolution.renames import key_registers
from kernel.messages import Message, ShirongError
from kernel.schema import SQL_TYPES, SYSTEM_TABLES, TABLES, columns, create_table_sql

# The shape of the tables. Raised with every change to kernel.schema (queries name the new columns,
# so an earlier store must be lifted before it is read) and to what is derived from stored facts.
STORE_FORMAT = 8


class EmptyStoreError(ShirongError):
    """No version has been published yet."""


class CorruptedStoreError(ShirongError):
    """A version file or the pointer cannot be read."""


class NewerStoreError(ShirongError):
    """The version was written by a newer program."""


class OlderStoreError(ShirongError):
    """The version was written by an earlier program and must be lifted first."""


@dataclass(frozen=True)
class VersionInfo:
    """What a version says of itself. `parent`: the version it was made from; `size` in bytes."""

    number: int
    parent: int | None
    created_at: datetime
    note: str
    size: int
    format: int


def connect_file(path: Path, write: bool = False) -> duckdb.DuckDBPyConnection:
    """Open one version file; without `write` read-only, without external access, locked.

    What is written is safe once it is checkpointed, not before: a draft that is not finished is
    thrown away, so nothing is written twice, to a log and to the file. A cursor of such a
    connection does not see the file's tables.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    for option in ("memory_limit", "threads"):
        if value := os.environ.get(f"SHIRONG_{option.upper()}"):
            config[option] = value
    try:
        if not write:
            config |= {"enable_external_access": False, "lock_configuration": True}
            return duckdb.connect(str(path), read_only=True, config=config)
        config["storage_compatibility_version"] = "v1.5.0"
        config["temp_directory"] = f"{path}.tmp"
        con = duckdb.connect(config=config)
        file = str(path).replace("'", "''")
        con.execute(f"ATTACH '{file}' AS draft (RECOVERY_MODE no_wal_writes); USE draft")
        return con
    except duckdb.Error as error:
        if "version number" in str(error):
            raise NewerStoreError(Message("store-newer-file", {"file": path.name})) from error
        raise corrupted(path, error) from error


def read_info(path: Path) -> VersionInfo:
    """What a version file says of itself. Raises CorruptedStoreError or NewerStoreError."""
    stat = path.stat()
    info = _read_info(path, stat.st_mtime_ns, stat.st_size)
    _refuse_newer(info)
    return info


@lru_cache(maxsize=256)  # versions are immutable; the stamp tells a replaced file
def _read_info(path: Path, stamp: int, size: int) -> VersionInfo:
    with closing(connect_file(path)) as con:
        return _said(con, path, size)


def open_version(path: Path) -> tuple[duckdb.DuckDBPyConnection, VersionInfo]:
    """A read-only connection to a version file, and what that says of itself.

    Raises CorruptedStoreError or NewerStoreError.
    """
    size = path.stat().st_size
    con = connect_file(path)
    try:
        info = _said(con, path, size)
        _refuse_newer(info)
    except ShirongError:
        con.close()
        raise
    return con, info


def listed_batches(path: Path) -> frozenset[int]:
    """The batches that a version file lists. Raises CorruptedStoreError or NewerStoreError."""
    stat = path.stat()
    return _listed_batches(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _listed_batches(path: Path, stamp: int, size: int) -> frozenset[int]:
    with closing(connect_file(path)) as con:
        try:
            rows = con.execute("SELECT batch_id FROM import_batches").fetchall()
        except duckdb.Error as error:
            raise corrupted(path, error) from error
    return frozenset(row[0] for row in rows)


def _said(con: duckdb.DuckDBPyConnection, path: Path, size: int) -> VersionInfo:
    try:
        row = con.execute(
            "SELECT version, parent, created_at, note, format FROM store_info"
        ).fetchone()
    except duckdb.Error as error:
        raise corrupted(path, error) from error
    if row is None:
        raise corrupted(path, "store_info")
    number, parent, created_at, note, file_format = row
    return VersionInfo(number, parent, created_at, note, size, file_format)


def _refuse_newer(info: VersionInfo) -> None:
    if info.format > STORE_FORMAT:
        params = {"version": info.number, "format": info.format, "supported": STORE_FORMAT}
        raise NewerStoreError(Message("store-newer", params))


def write_info(con: duckdb.DuckDBPyConnection, number: int, parent: int | None, note: str) -> None:
    """Let a draft say what it is."""
    con.execute(
        "CREATE OR REPLACE TABLE store_info (format BIGINT, version BIGINT, parent BIGINT, "
        "created_at TIMESTAMP, note VARCHAR)"
    )
    row = [STORE_FORMAT, number, parent, datetime.now().replace(microsecond=0), note]
    con.execute("INSERT INTO store_info VALUES (?, ?, ?, ?, ?)", row)


def blank_file() -> bytes:
    """The file of a store that holds nothing: all tables, no rows."""
    return _made_of((*SYSTEM_TABLES.values(), *map(create_table_sql, TABLES.values())))


@lru_cache(maxsize=1)  # to create the tables takes longer than to import a few rows
def _made_of(statements: tuple[str, ...]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.duckdb"
        with closing(connect_file(path, write=True)) as con:
            con.execute(";".join(statements))
        return path.read_bytes()


def bring_up_to_date(con: duckdb.DuckDBPyConnection) -> bool:
    """Create the tables and add the columns that a draft lacks; drop those that are no more.

    True when stored facts must be derived again: columns were added, or the format is older.
    """
    found = con.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall()
    present = {(str(table), str(column)) for table, column in found}
    tables = {table for table, _ in present}
    lifted = False
    if "store_info" in tables:
        row = con.execute("SELECT max(format) FROM store_info").fetchone()
        lifted = row is not None and row[0] < STORE_FORMAT
    for name, statement in SYSTEM_TABLES.items():
        if name not in tables:
            con.execute(statement)
    if lifted and "former_units" in tables:
        key_registers(con)
    for name, table in TABLES.items():
        if name not in tables:
            con.execute(create_table_sql(table))
            continue
        for column in columns(table):
            if (name, column.name) not in present:
                kind = SQL_TYPES[column.type]
                con.execute(f'ALTER TABLE {name} ADD COLUMN "{column.name}" {kind}')
                lifted = True
        known = {column.name for column in columns(table)}
        for gone in {column for owner, column in present if owner == name} - known:
            con.execute(f'ALTER TABLE {name} DROP COLUMN "{gone}"')
            lifted = True
    return lifted


def is_damaged(error: duckdb.Error) -> bool:
    """Whether the database has met a block whose checksum is wrong."""
    return "Corrupt database file" in str(error)


def corrupted(path: Path, detail: object) -> CorruptedStoreError:
    """The error for a version file that cannot be read."""
    return CorruptedStoreError(
        Message("store-corrupted", {"file": path.name, "detail": str(detail).split("\n")[0]})
    )

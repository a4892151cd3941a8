"""What an import with a profile would do to a sheet, tried without touching the store.

The sheet goes through the import itself, into a store of its own in memory that knows the same
units and those stored records that the sheet speaks of: the account is the one that an import of
these rows would give.
"""

import tempfile
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import duckdb

from data.importing.account import Account
from data.importing.intake import Job, import_sheet, period_texts
from data.importing.mapping import Mapping
from data.layouts.matching import Match, lay_over
from data.layouts.profile import Profile
from data.parsing.periods import period_in_title, year_of
from data.reader import Sheet
from data.storage.draft import Draft
from data.store import Store
from data.unit_resolution.former import has_table
from kernel.schema import SYSTEM_TABLES, TABLES, Table, create_table_sql

PREVIEW_ROWS = 2000
_OF_UNITS = (
    *("units", "unit_aliases", "former_units", "former_names"),
    *("rename_links", "rename_decisions", "rename_questions"),
)


@dataclass(frozen=True)
class Preview:
    """The account of the first rows of a sheet; `complete` when these are all."""

    account: Account
    complete: bool


def preview(
    sheet: Sheet, profile: Profile, store: Store | None = None, rows: int = PREVIEW_ROWS
) -> Preview | None:
    """What an import would make of the first rows; None when the profile does not fit the sheet.

    store: the one that the import would go to; without one, an empty store is assumed.
    """
    texts = period_texts(sheet)
    titled = any(period_in_title(text) for text in texts)
    match = lay_over(profile, sheet.columns, titled, year_of(texts), texts)
    if not match.fits:
        return None
    first = replace(sheet, source=lambda width: islice(sheet.source(width), rows))
    account = Account(sheet.file, "", sheet.sheet, profile.id, sheet.encoding, sheet.header_row)
    account.batch_id = 1
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        for statement in (*SYSTEM_TABLES.values(), *map(create_table_sql, TABLES.values())):
            con.execute(statement)
        if store is not None and store.version() is not None:
            _bring(con, store, profile.canonical, _keys(first, match))
        draft = Draft(con, 1, Path(folder), Path(folder) / "brought")
        import_sheet(draft, Job(first, match, account), None)
    account.batch_id = None
    more = next(islice(sheet.rows(), rows, None), None)
    if more is not None:  # where it was cut is ours, not the platform's
        for cut in [said for said in account.warnings if said.code == "reader-export-limit"]:
            del account.warnings[cut]
    return Preview(account, more is None)


def _keys(sheet: Sheet, match: Match) -> list[str]:
    """The business keys of the records of a sheet."""
    mapping = Mapping(match, sheet.columns, period_texts(sheet))
    records = mapping.chunk(list(sheet.rows())).records
    return [key for key in records.column("record_key").to_pylist() if key is not None]


def _bring(con: duckdb.DuckDBPyConnection, store: Store, table: Table, keys: list[str]) -> None:
    """Copy the units of a store, with their names, and its records of these keys."""
    with store.connect() as stored:
        known = {
            name: stored.execute(f"SELECT * FROM {name}").to_arrow_table()
            for name in _OF_UNITS
            if has_table(stored, name)
        }
        if table.name not in known:
            records = f"SELECT * FROM {table.name} WHERE record_key IN (SELECT unnest($keys))"
            known[table.name] = stored.execute(records, {"keys": keys}).to_arrow_table()
    for name, rows in known.items():
        con.register("known_rows", rows)
        con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM known_rows")
        con.unregister("known_rows")

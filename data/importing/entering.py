"""One sheet's records enter the draft, and its account the books: at its import, and again when the
store is rebuilt without another batch."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

import duckdb

from data.importing.account import Account
from data.importing.batch_deltas import Contribution
from data.importing.flagging import merge_flags
from data.importing.mapping import Rejected
from data.importing.merging import Merged, merge
from data.importing.rejects import keep_rejected
from data.storage.draft import Draft
from data.storage.incoming import RecordStamp
from data.unit_resolution.placing import rebuild_aliases
from data.unit_resolution.registering import create_units
from data.unit_resolution.renames import RenameQuestion, link_renames, questions, restore, settle
from data.unit_resolution.stays import key_by_first_day


def enter_sheet(
    draft: Draft, contribution: Contribution, account: Account, at: datetime | None = None
) -> bool:
    """Merge a contribution, complete its account and book it; True when the register of units
    changed. `at`: when it was imported (default: now)."""
    con, profile, stamp = draft.con, contribution.profile, contribution.stamp
    registered = False
    if profile.update_only:
        merged, unknown = merge_flags(con, profile, contribution.incoming, contribution.originals)
        reject_rows(con, account, unknown)
    else:
        new = contribution.new_units
        registered = bool(new) and create_units(con, new, stamp)
        stamp = replace(stamp, peers=_peers(con, account))
        if profile.table == "units":
            merged, account.renames = _merge_register(con, contribution, stamp)
        else:
            merged = merge(con, profile, contribution.incoming, stamp)
    con.execute("DROP TABLE incoming")
    account.stored, account.updated = merged.stored, merged.updated
    account.duplicates = merged.duplicates
    account.reasons.update(merged.reasons)
    account.changed_fields = merged.changed_fields
    account.conflicts, account.contradictions = merged.conflicts, merged.contradictions
    account.unknown_units = merged.unknown
    enter_account(con, account, at)
    if registered:
        draft.changed.add("units")
    if merged.touched:
        (draft.arrived if merged.noted else draft.changed).add(profile.table)
    if profile.table == "units" and merged.touched:
        rebuild_aliases(con)
        registered = True
    return registered


STATED = frozenset(("entered", "stated", "name"))  # an as-of time that says which export is newer


def _merge_register(
    con: duckdb.DuckDBPyConnection, contribution: Contribution, stamp: RecordStamp
) -> tuple[Merged, list[RenameQuestion]]:
    """Merge a register, whose numbers tell which units go by another name; what is to be asked."""
    names = "SELECT DISTINCT kind, name FROM"
    restore(con)
    if "valid_from" in contribution.incoming.columns:
        key_by_first_day(con, "incoming")
    known = set(con.execute(f"{names} units").fetchall())
    listed = set(con.execute(f"{names} incoming").fetchall())
    merged = merge(con, contribution.profile, contribution.incoming, stamp)
    new = link_renames(con, known, listed, stamp.batch_id)
    settle(con)
    asked = [
        one
        for one in questions(con)
        if {(one.rename.kind, one.rename.former), (one.rename.kind, one.rename.name)} & new
    ]
    return merged, asked


def _peers(con: duckdb.DuckDBPyConnection, account: Account) -> tuple[int, ...]:
    """The batches of the same import that the account's own as-of time cannot be compared with,
    because one of the two exports states none."""
    found = []
    books = con.execute("SELECT account FROM import_batches ORDER BY batch_id DESC").fetchall()
    for other in (Account.from_store(text) for (text,) in books):
        if account.version is None or other.version != account.version:
            break
        if other.batch_id and not {account.as_of_by, other.as_of_by} <= STATED:
            found.append(other.batch_id)
    return tuple(found)


def reject_rows(con: duckdb.DuckDBPyConnection, account: Account, rows: list[Rejected]) -> None:
    """Keep rows that are not stored, and count them in the account of their file."""
    keep_rejected(con, account.batch_id or 0, account.file, account.sheet, rows)
    counts = Counter(row.outcome for row in rows)
    account.rejected += counts["rejected"]
    account.set_aside += counts["set_aside"]
    account.reasons.update(Counter(row.reason for row in rows))


def enter_account(
    con: duckdb.DuckDBPyConnection, account: Account, at: datetime | None = None
) -> None:
    """Write the account into the store's book."""
    values = {
        "batch_id": account.batch_id,
        "imported_at": at or datetime.now().replace(microsecond=0),
        "file": account.file,
        "sha256": account.sha256,
        "sheet": account.sheet,
        "profile": account.profile,
        "encoding": account.encoding,
        "header_row": account.header_row,
        "as_of": account.as_of,
        "rows_read": account.rows_read,
        "stored": account.stored,
        "updated": account.updated,
        "duplicates": account.duplicates,
        "rejected": account.rejected,
        "set_aside": account.set_aside,
        "account": account.to_store(),
    }
    marks = ", ".join("?" for _ in values)
    con.execute(
        f"INSERT INTO import_batches ({', '.join(values)}) VALUES ({marks})", list(values.values())
    )

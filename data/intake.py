"""One sheet into the draft: chunks of rows mapped, merged, and every row accounted for."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.account import Account
from data.dates import stamp_in_name, stamp_in_title
from data.flagging import merge_flags
from data.mapping import Mapping, Rejected
from data.matching import Match
from data.merging import Incoming, Merged, Stamp, merge
from data.messages import Message
from data.placing import rebuild_aliases
from data.reader import Sheet
from data.registering import create_units
from data.rejects import keep_rejected
from data.store import Draft

CHUNK_ROWS = 50_000
# What these say lies ahead of the export, or is a plan: they do not date it.
_AHEAD = frozenset(("due_at", "bundle_due_at", "rectify_due", "due_on", "valid_from", "valid_to"))


@dataclass(frozen=True)
class Progress:
    """How far an import is: the file, what is being done (reading, storing), rows read so far."""

    file: str
    stage: str
    rows: int


Report = Callable[[Progress], None]


@dataclass
class Job:
    """One sheet to import, the profile laid over it (None: none fits), and its account."""

    sheet: Sheet
    match: Match | None
    account: Account


def period_texts(sheet: Sheet) -> list[str]:
    """What may name the period of a sheet: its title rows, its own name, the file's."""
    titles = [cell for _, cells in sheet.leading for cell in cells if cell]
    return [*titles, sheet.sheet or "", Path(sheet.file).stem]


def import_sheet(draft: Draft, job: Job, progress: Report | None) -> bool:
    """Import one sheet and fill its account; True when it changed the register of units.

    The account must have its `batch_id`.
    """
    assert job.match is not None
    con, sheet, match, account = draft.con, job.sheet, job.match, job.account
    profile, table = match.profile, match.profile.canonical
    mapping = Mapping(match, sheet.columns, period_texts(sheet))
    incoming = Incoming(con, table, mapping.record_fields())
    _take_titles(con, sheet, account)
    originals: dict[int, str] = {}
    latest: datetime | None = None
    rows = sheet.rows()
    while batch := list(islice(rows, CHUNK_ROWS)):
        chunk = mapping.chunk(batch)
        incoming.add(chunk.records)
        latest = _latest(match, chunk.records, latest)
        if profile.update_only:
            originals |= mapping.originals(batch)
        reject_rows(con, account, chunk.rejected)
        account.rows_read += chunk.rows
        if progress:
            progress(Progress(account.file, "reading", account.rows_read))
    if progress:
        progress(Progress(account.file, "storing", account.rows_read))
    account.as_of = _as_of(sheet, latest)
    stamp = Stamp(account.batch_id or 0, account.file, account.sheet, account.as_of)
    registered = False
    if profile.update_only:
        merged, unknown = merge_flags(con, profile, incoming, stamp, originals)
        reject_rows(con, account, unknown)
    else:
        if match.identified and (cut := incoming.part_damaged_keys()):
            account.warnings[Message("import-damaged-keys")] += cut
        registered = bool(mapping.new_units) and create_units(con, mapping.new_units, stamp)
        merged = merge(con, profile, incoming, stamp)
    con.execute("DROP TABLE incoming")
    _conclude(account, merged, mapping, sheet)
    enter_account(con, account)
    if merged.touched:
        draft.changed.add(table.name)
    if profile.table == "units" and merged.touched:
        rebuild_aliases(con)
        registered = True
    return registered


def _take_titles(con: duckdb.DuckDBPyConnection, sheet: Sheet, account: Account) -> None:
    """The rows above the header are set aside like any other line that is no record."""
    blank, title = Message("import-blank-line"), Message("import-title-line")
    rows = [
        Rejected.title(number, cells, title if any(cells) else blank)
        for number, cells in sheet.leading
    ]
    reject_rows(con, account, rows)
    account.rows_read += len(rows)


def reject_rows(con: duckdb.DuckDBPyConnection, account: Account, rows: list[Rejected]) -> None:
    """Keep rows that are not stored, and count them in the account of their file."""
    keep_rejected(con, account.batch_id or 0, account.file, account.sheet, rows)
    counts = Counter(row.outcome for row in rows)
    account.rejected += counts["rejected"]
    account.set_aside += counts["set_aside"]
    account.reasons.update(Counter(row.reason for row in rows))


def _latest(match: Match, records: pa.Table, so_far: datetime | None) -> datetime | None:
    """The latest thing that happened in the records, not later than now."""
    found = [so_far] if so_far else []
    limit = datetime.now() + timedelta(days=1)
    for field in match.profile.canonical.fields:
        if field.type in ("datetime", "date") and field.name not in _AHEAD:
            if field.name not in records.column_names:
                continue
            column = records.column(field.name).cast(pa.timestamp("us"))
            past = column.filter(pc.less(column, pa.scalar(limit, pa.timestamp("us"))))
            moment = pc.max(past).as_py()
            found += [moment] if moment else []
    return max(found, default=None)


def _as_of(sheet: Sheet, latest: datetime | None) -> datetime | None:
    """The time that an export speaks of: what its titles say, else the day in the file's name or
    the last thing that happened in it, whichever is later."""
    texts = [cell for _, cells in sheet.leading for cell in cells if cell]
    if stated := next((moment for text in texts if (moment := stamp_in_title(text))), None):
        return stated
    named = stamp_in_name(Path(sheet.file).stem)
    return max((moment for moment in (named, latest) if moment), default=None)


def _conclude(account: Account, merged: Merged, mapping: Mapping, sheet: Sheet) -> None:
    account.stored, account.updated = merged.stored, merged.updated
    account.duplicates = merged.duplicates
    account.reasons.update(merged.reasons)
    account.changed_fields = merged.changed_fields
    account.unknown_units = merged.unknown
    account.warnings.update(mapping.warnings)
    account.warnings.update(sheet.warnings)
    if unused := mapping.unused_columns():
        account.warnings[Message("import-unused-columns", {"columns": "、".join(unused)})] += 1


def enter_account(con: duckdb.DuckDBPyConnection, account: Account) -> None:
    """Write the account into the store's book."""
    values = {
        "batch_id": account.batch_id,
        "imported_at": datetime.now().replace(microsecond=0),
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

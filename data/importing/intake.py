"""One sheet into the draft: chunks of rows mapped, merged, and every row accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.account import Account
from data.cells.privacy import mask_cell
from data.cells.stamps import stamp_in_name, stamp_in_title
from data.importing.contributions import Contribution, keep
from data.importing.entering import enter, reject_rows
from data.importing.mapping import Mapping, Rejected, Row
from data.layouts.matching import Match
from data.progress import Progress, Report
from data.reader import Sheet
from data.store import Draft
from data.storing.incoming import Incoming, Stamp
from kernel.messages import Message

CHUNK_ROWS = 50_000
NO_UNIT = "import-no-unit"
# What these say lies ahead of the export, or is a plan: they do not date it.
_AHEAD = frozenset(("due_at", "bundle_due_at", "rectify_due", "due_on", "valid_from", "valid_to"))


@dataclass
class Job:
    """One table to import, the profile laid over it (None: none fits), its account and file, and
    the next table of its sheet, which is known once this one has been read."""

    sheet: Sheet
    match: Match | None
    account: Account
    path: Path | None = None
    next: "Job | None" = None
    stopped: bool = False


def period_texts(sheet: Sheet) -> list[str]:
    """What may name the period of a table: its title rows, those of the tables above it, the name
    of its sheet, the file's."""
    titles = [cell for _, cells in [*sheet.leading, *sheet.above] for cell in cells if cell]
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
    rows = _decided(mapping, sheet)
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
    if not profile.update_only and match.identified and (cut := incoming.part_damaged_keys()):
        account.warnings[Message("import-damaged-keys")] += cut
    account.warnings.update(mapping.warnings)
    account.warnings.update(sheet.warnings)
    if unused := mapping.unused_columns():
        names = [mask_cell(name) for name in unused]
        account.warnings[Message("import-unused-columns", {"columns": names})] += 1
    if table.units and not match.units and not profile.update_only and account.rows_read:
        account.warnings[Message(NO_UNIT)] += 1
    stamp = Stamp(account.batch_id or 0, account.file, account.sheet, account.as_of)
    contribution = Contribution(profile, stamp, incoming, mapping.new_units, originals)
    keep(draft, contribution)
    return enter(draft, contribution, account)


def _decided(mapping: Mapping, sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet. Where its first chunk leaves open what commas mean, all rows are looked
    through before: a column is read in one way."""
    rows = sheet.rows()
    first = list(islice(rows, CHUNK_ROWS))
    if len(first) == CHUNK_ROWS and (undecided := mapping.undecided(first)):
        mapping.survey(chain(first, rows), undecided)
        return sheet.rows()
    return chain(first, rows)


def _take_titles(con: duckdb.DuckDBPyConnection, sheet: Sheet, account: Account) -> None:
    """The rows above the header are set aside like any other line that is no record."""
    blank, title = Message("import-blank-line"), Message("import-title-line")
    rows = [
        Rejected.title(number, cells, title if any(cells) else blank)
        for number, cells in sheet.leading
    ]
    reject_rows(con, account, rows)
    account.rows_read += len(rows)


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
    texts = [cell for _, cells in [*sheet.leading, *sheet.above] for cell in cells if cell]
    if stated := next((moment for text in texts if (moment := stamp_in_title(text))), None):
        return stated
    named = stamp_in_name(Path(sheet.file).stem)
    return max((moment for moment in (named, latest) if moment), default=None)

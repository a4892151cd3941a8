"""One sheet into the draft: chunks of rows mapped, merged, and every row accounted for."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import duckdb

from data.importing.account import Account
from data.importing.as_of import AsOf
from data.importing.batch_deltas import Contribution, keep
from data.importing.entering import enter_sheet, reject_rows
from data.importing.hints import NO_HINTS, Hints
from data.importing.judging import differing
from data.importing.leftovers import Leftovers
from data.importing.mapping import Mapping, NumberedRow, Rejected
from data.layouts.dating import DoubtfulDatesError
from data.layouts.matching import Match
from data.parsing.date_order import Doubt
from data.parsing.privacy import mask_cell
from data.progress import ImportProgress, Report
from data.reader import Sheet
from data.reader.problems import EXPORT_LIMITS
from data.retention.settings import retention_of
from data.retention.texts import forget_waiting
from data.storage.incoming import Incoming, RecordStamp
from data.storage.words import decided_words
from data.store import Draft
from kernel.messages import Message

CHUNK_ROWS = 50_000
NO_UNIT = "import-no-unit"
OBJECTS_OWN = ("score_entries", "adjustments")  # given to objects as well as to units
# What is open in these is judged at the as-of of its export.
JUDGED_AT_AS_OF = frozenset(("cases", "findings", "inspections", "enforcement_cases"))


@dataclass
class Job:
    """One table to import, the profile laid over it (None: none fits), its account and file, the
    next table of its sheet, which is known once this one has been read, and what a person says of
    the file."""

    sheet: Sheet
    match: Match | None
    account: Account
    path: Path | None = None
    next: "Job | None" = None
    stopped: bool = False
    hints: Hints = NO_HINTS


def period_texts(sheet: Sheet) -> list[str]:
    """What may name the period of a table: its title rows, those of the tables above it, the name
    of its sheet, the file's."""
    titles = [cell for _, cells in [*sheet.leading, *sheet.above] for cell in cells if cell]
    return [*titles, sheet.sheet or "", Path(sheet.file).stem]


def import_sheet(draft: Draft, job: Job, progress: Report | None) -> bool:
    """Import one sheet and fill its account; True when it changed the register of units.

    The account must have its `batch_id`.
    """
    try:
        return _import(draft, job, progress)
    except DoubtfulDatesError as error:
        return _refuse(draft, job, error)


def _import(draft: Draft, job: Job, progress: Report | None) -> bool:
    assert job.match is not None
    con, sheet, match, account = draft.con, job.sheet, job.match, job.account
    profile, table = match.profile, match.profile.canonical
    mapping = Mapping(match, sheet.columns, period_texts(sheet), decided_words(con))
    mapping.dating.watch(lambda: _chunks(sheet.rows()), job.hints.dates, job.hints.order)
    incoming = Incoming(con, table, mapping.record_fields())
    as_of = AsOf(sheet, table)
    _take_titles(con, sheet, account)
    originals: dict[int, str] = {}
    leftovers = Leftovers(mapping)
    with ThreadPoolExecutor(1) as pool:  # DuckDB takes a chunk while Python reads the next
        adding: Future[None] | None = None
        for batch in _chunks(_decided(mapping, sheet)):
            chunk = mapping.chunk(batch)
            as_of.see(chunk.records, _set_aside(batch, chunk.rejected))
            leftovers.add(batch, chunk.rejected)
            if profile.update_only:
                originals |= mapping.originals(batch)
            if adding:
                adding.result()  # the connection is free again
            reject_rows(con, account, chunk.rejected)
            adding = pool.submit(incoming.add, chunk.records)
            account.rows_read += chunk.rows
            if progress:
                progress(ImportProgress(account.file, "reading", account.rows_read))
        if adding:
            adding.result()
    if progress:
        progress(ImportProgress(account.file, "storing", account.rows_read))
    account.as_of, account.as_of_by = as_of.tell(job.hints.as_of, job.hints.everywhere)
    if account.as_of and account.as_of_by == "last_event" and table.name in JUDGED_AT_AS_OF:
        params = {"time": f"{account.as_of:%Y-%m-%d %H:%M}"}
        account.warnings[Message("import-as-of-unknown", params)] += 1
    if not profile.update_only and match.identified and (cut := incoming.part_damaged_keys()):
        account.warnings[Message("import-damaged-keys")] += cut
    account.warnings.update(differing(incoming, account.as_of))
    mapping.finish()
    account.warnings.update(mapping.warnings)
    account.warnings.update(sheet.warnings)
    if (rows := account.rows_read - account.set_aside) in EXPORT_LIMITS:
        # The reader counts lines; totals and repeated headers among them are no rows of data.
        account.warnings[Message("reader-export-limit", {"rows": rows})] = 1
    if unused := mapping.unused_columns():
        names = [mask_cell(name) for name in unused]
        account.warnings[Message("import-unused-columns", {"columns": names})] += 1
    of_objects = table.name in OBJECTS_OWN and any(name == "point" for name, _, _ in match.fields)
    named = bool(match.units) or of_objects
    rankable = table.units and table.facts
    if rankable and not named and not profile.update_only and account.rows_read:
        account.warnings[Message(NO_UNIT)] += 1
    texts, spent = forget_waiting(incoming, retention_of(draft.folder))
    if texts:
        account.warnings[Message("import-texts-not-kept")] += texts
    stamp = RecordStamp(account.batch_id or 0, account.file, account.sheet, account.as_of)
    contribution = Contribution(profile, stamp, incoming, mapping.new_units, originals)
    keep(draft, contribution)
    leftovers.keep(draft, stamp.batch_id, spent)
    return enter_sheet(draft, contribution, account)


def _chunks(rows: Iterator[NumberedRow]) -> Iterator[list[NumberedRow]]:
    while batch := list(islice(rows, CHUNK_ROWS)):
        yield batch


def _set_aside(rows: Sequence[NumberedRow], rejected: Sequence[Rejected]) -> list[list[str | None]]:
    """The cells of the lines that are no records."""
    numbers = {row.row for row in rejected if row.outcome == "set_aside"}
    return [cells for number, cells in rows if number in numbers] if numbers else []


def _refuse(draft: Draft, job: Job, error: DoubtfulDatesError) -> bool:
    """Nothing of a sheet is stored while a column of its dates is doubtful: every row is rejected,
    with the column and the reading that fits."""
    assert job.match is not None
    con, sheet, match, account = draft.con, job.sheet, job.match, job.account
    con.execute("DELETE FROM rejected_rows WHERE batch_id = $batch", {"batch": account.batch_id})
    account.rows_read = account.rejected = account.set_aside = 0
    account.reasons.clear()
    account.warnings.clear()
    account.doubts = [
        _said(doubt, mask_cell(sheet.columns[doubt.column])) for doubt in error.doubts
    ]
    mapping = Mapping(match, sheet.columns, period_texts(sheet))
    _take_titles(con, sheet, account)
    for batch in _chunks(sheet.rows()):
        reject_rows(con, account, mapping.refused(batch, account.doubts[0]))
        account.rows_read += len(batch)
    account.warnings.update(sheet.warnings)
    if (rows := account.rows_read - account.set_aside) in EXPORT_LIMITS:
        # The reader counts lines; totals and repeated headers among them are no rows of data.
        account.warnings[Message("reader-export-limit", {"rows": rows})] = 1
    incoming = Incoming(con, match.profile.canonical, mapping.record_fields())
    stamp = RecordStamp(account.batch_id or 0, account.file, account.sheet, None)
    contribution = Contribution(match.profile, stamp, incoming)
    keep(draft, contribution)
    return enter_sheet(draft, contribution, account)


def _said(doubt: Doubt, column: str) -> Message:
    params: dict[str, str] = {"column": mask_cell(column)}
    for name in ("as_is", "fitting", "example"):
        first, last = getattr(doubt, name)
        params |= {f"{name}_first": str(first), f"{name}_last": str(last)}
    return Message("import-dates-doubtful", params)


def _decided(mapping: Mapping, sheet: Sheet) -> Iterator[NumberedRow]:
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

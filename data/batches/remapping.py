"""A batch mapped again from what was kept of it, without its file.

The sheet is put together from the records as they were read, the leftovers, and the rows that were
rejected; it goes through the import like any other sheet, in the place of the batch as it was.
"""

import json
from collections.abc import Callable
from datetime import date, datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data.batches.undoing import UndoError, try_undo
from data.importer import named_profile, profile_folders
from data.importing.account import Account
from data.importing.batch_deltas import next_batch
from data.importing.hints import Hints
from data.importing.intake import Job, import_sheet
from data.importing.leftovers import ABOUT, read_rows
from data.importing.recognising import recognise
from data.layouts.matching import lay_over
from data.layouts.profile import load_profiles
from data.reader import Sheet, UnreadableFileError
from data.storage.draft import Draft, Trial
from data.storage.store_folder import StoreFolder
from data.store import Store
from data.unit_resolution.placing import resolve_units
from kernel.messages import Message
from kernel.schema import DAY_ONLY, DEADLINES

Rows = list[tuple[int, list[str | None]]]


def can_be_mapped_again(store: Store, account: Account) -> bool:
    """Whether enough of a batch was kept. Outlines, side files, wide sheets and batches of earlier
    programs cannot."""
    return StoreFolder(store.folder).leftovers(account.batch_id or 0).exists()


def kept_sheet(store: Store, account: Account) -> Sheet:
    """The sheet of a batch, as far as it was kept: personal columns are blank, texts masked.

    Raises UndoError when nothing was kept.
    """
    folder, batch = StoreFolder(store.folder), account.batch_id or 0
    try:
        left = pq.read_table(folder.leftovers(batch))
        records = pq.read_table(folder.brought(batch)).sort_by("source_row")
        about = json.loads((left.schema.metadata or {})[ABOUT])
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise UndoError(Message("remap-not-kept", {"batch": batch})) from error
    columns: list[str] = about["columns"]
    raw = left.sort_by("source_row").to_pydict()
    at = {number: place for place, number in enumerate(raw["source_row"])}
    places = [at.get(number) for number in records.column("source_row").to_pylist()]
    cells: list[list[str | None]] = []
    for index in range(len(columns)):
        feeds = about["feeds"].get(str(index))
        if (texts := raw.get(str(index))) is not None:
            cells.append([None if place is None else texts[place] for place in places])
        elif feeds in records.column_names:
            cells.append(_written(records, feeds))
        else:
            cells.append([None] * len(places))
    numbers = records.column("source_row").to_pylist()
    lines = zip(*cells, strict=True)
    rows: Rows = [(number, list(line)) for number, line in zip(numbers, lines, strict=True)]
    with store.connect() as con:
        rows += read_rows(columns, _rejected(con, batch, "rejected"))
    rows.sort(key=lambda row: row[0])

    def other_header(row: int) -> Sheet:
        raise UnreadableFileError(Message("remap-no-header"))

    return Sheet(
        *(account.file, account.sheet, None, None, account.header_row, columns, [], []),
        *(len(columns), columns, lambda width: iter(rows), other_header),
    )


def try_remap(
    store: Store,
    account: Account,
    profile: str | None,
    by: str,
    report: Callable[[int, int], None] | None = None,
) -> tuple[Trial, Account]:
    """The store with a batch read by another profile, on trial, and its new account:
    `Store.publish` or `Store.discard` decides.

    profile: an id or a YAML file; None: the one that is recognised. Raises UndoError,
    UnknownProfileError, ContributionError, StoreBusyError.
    """
    sheet = kept_sheet(store, account)
    profiles = load_profiles(profile_folders(store))
    if profile is None:
        found = recognise(sheet, list(profiles.values()))[1]
        wanted = found.profile if found else None
    else:
        wanted = named_profile(store, profile, profiles)
    match = lay_over(wanted, sheet.columns, titled=False) if wanted else None
    if match is None or not match.fits:
        raise UndoError(Message("remap-no-fit", {"id": profile or "-"}))
    profiles = {**profiles, match.profile.id: match.profile}
    again = Account(
        account.file,
        account.sha256,
        account.sheet,
        match.profile.id,
        account.encoding,
        account.header_row,
    )
    again.table = account.table

    def enter_again(draft: Draft) -> None:
        con = draft.con
        again.batch_id, again.version = next_batch(draft), draft.version
        hints = Hints(as_of=account.as_of, everywhere=True)
        con.execute(
            "INSERT INTO rejected_rows BY NAME SELECT * REPLACE ($new AS batch_id) "
            "FROM before.rejected_rows WHERE batch_id = $old AND outcome = 'set_aside'",
            {"new": again.batch_id, "old": account.batch_id},
        )
        again.set_aside = account.set_aside
        again.rows_read = account.set_aside
        for message in account.reasons:
            if message.code in _LINES:
                again.reasons[message] = account.reasons[message]
        if import_sheet(draft, Job(sheet, match, again, hints=hints), None):
            draft.changed |= resolve_units(con, profiles)
        draft.changed.add("import_batches")

    reason = Message("remap-reason", {"profile": match.profile.id}).text()
    trial, _ = try_undo(store, [account.batch_id or 0], by, reason, report, then=enter_again)
    return trial, again


# Why lines of a sheet are set aside.
_LINES = frozenset(
    ("import-title-line", "import-blank-line", "import-total-line", "import-repeated-header")
)


def _rejected(con: duckdb.DuckDBPyConnection, batch: int, outcome: str) -> list[tuple[int, str]]:
    return con.execute(
        "SELECT source_row, original FROM rejected_rows WHERE batch_id = ? AND outcome = ? "
        "ORDER BY source_row",
        [batch, outcome],
    ).fetchall()


def _written(records: pa.Table, name: str) -> list[str | None]:
    """A column of records as text that is read as the same value again."""
    day_only = DAY_ONLY.get(name)
    column = records.column(name).to_pylist()
    if day_only in records.column_names:
        flags = records.column(day_only).to_pylist()
    else:
        flags = [False] * len(column)
    last = name in DEADLINES
    return [_text(value, bool(flag), last) for value, flag in zip(column, flags, strict=True)]


def _text(value: object, day_only: bool, deadline: bool) -> str | None:
    if isinstance(value, datetime):
        end_of_day = deadline and (value.hour, value.minute, value.second) == (23, 59, 59)
        return f"{value:%Y-%m-%d}" if day_only or end_of_day else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)

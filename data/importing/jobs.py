"""Files as tables to import: recognised, counted where no layout fits, one below the other."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from data.importing.account import Account
from data.importing.flagging import as_flag_table
from data.importing.hints import NO_HINTS, Hints
from data.importing.intake import Job
from data.importing.recognising import recognise
from data.importing.side_tables import split_side_tables
from data.layouts.matching import Match, choose_profile, known_headers
from data.layouts.profile import Profile
from data.parsing.privacy import mask_cell
from data.reader import Sheet, read_file
from kernel.messages import Message

HEADERS_NAMED = 6  # of a header that no profile knows


def open_jobs(
    path: Path, profiles: Sequence[Profile], known: Collection[str], hints: Hints = NO_HINTS
) -> list[Job]:
    """The tables of a file that are seen at once, each with the profile that fits it."""
    digest = fingerprint(path)
    return [
        _job(table, profiles, path, (digest, hints), number)
        for sheet in read_file(path, known, hints.hidden_sheets)
        for number, table in enumerate(split_side_tables(sheet, profiles), start=1)
    ]


def table_of(path: Path, account: Account, profiles: Sequence[Profile]) -> Sheet:
    """The table of a file that an account is of, with its own header; the first table of its sheet
    where the file has none such any more.

    Raises UnreadableFileError.
    """
    jobs = open_jobs(path, profiles, known_headers(profiles), Hints(hidden_sheets=True))
    mine = [job for job in jobs if job.account.sheet == account.sheet] or jobs
    for first in mine:
        job: Job | None = first
        while job:
            if (job.account.table, job.account.header_row) == (account.table, account.header_row):
                return job.sheet
            if account.table == 1:
                break
            for _ in job.sheet.rows():  # to its end: only then it is known what is below
                pass
            job = _next_job(job, profiles)
    return mine[0].sheet


def _job(
    sheet: Sheet,
    profiles: Sequence[Profile],
    path: Path | None,
    about: tuple[str, Hints],
    table: int,
) -> Job:
    """A table with the profile that fits it, its account begun. `about`: the file's fingerprint,
    and what a person says of it."""
    digest, hints = about
    sheet, match, nearest = recognise(sheet, profiles)
    if match is None and (flags := _side_file(sheet)):
        sheet = flags
        match, _ = choose_profile(profiles, sheet.columns, [])
    account = Account(sheet.file, digest, sheet.sheet, None, sheet.encoding, sheet.header_row)
    account.table = table
    if match is None:
        account.reasons[_why_none(sheet, nearest)] = 0
    else:
        account.profile = match.profile.id
    return Job(sheet, match, account, path, hints=hints)


def _next_job(job: Job, profiles: Sequence[Profile]) -> Job | None:
    """The next table of the sheet, once this one has been read."""
    if sheet := job.sheet.next_table():
        account = job.account
        about = account.sha256, job.hints
        job.next = _job(sheet, profiles, job.path, about, account.table + 1)
    return job.next


def up_to_fitting(job: Job, profiles: Sequence[Profile]) -> list[Job]:
    """The table, and those below it up to the first one that fits a profile. The rows of the others
    are accounted for."""
    found: list[Job] = []
    following: Job | None = job
    while following:
        found.append(following)
        if following.match is not None:
            break
        _count_rows(following)
        if following.stopped:  # no part of its file is stored, the tables below it neither
            break
        following = _next_job(following, profiles)
    return found


def with_next_tables(accounts: Sequence[Account], jobs: Sequence[Job]) -> list[Account]:
    """The accounts, each followed by those of the tables that were found below."""
    first = {id(job.account): job for job in jobs}
    found = []
    for account in accounts:
        found.append(account)
        job = first.get(id(account))
        while job and (job := job.next):
            found.append(job.account)
    return found


def fingerprint(path: Path) -> str:
    """The file's fingerprint; empty when there is no such file."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _side_file(sheet: Sheet) -> Sheet | None:
    """The sheet as a list of flags, when it is a text that begins like one."""
    if sheet.sheet is not None:
        return None
    first = [cells for _, cells in islice(sheet.rows(), 1)]
    begins = [*sheet.columns[:1], *(cells[0] for cells in [c for _, c in sheet.leading] + first)]
    return as_flag_table(sheet) if any(t and (":" in t or "：" in t) for t in begins) else None


def _why_none(sheet: Sheet, nearest: Match | None) -> Message:
    if nearest is None:
        # What is taken for a header may be a row of data.
        names = [mask_cell(name) for name in sheet.columns[:HEADERS_NAMED]]
        names += ["…"] if len(sheet.columns) > HEADERS_NAMED else []
        return Message("import-no-profile", {"row": sheet.header_row or 0, "names": names})
    missing = [header for _, header in nearest.missing] or list(nearest.profile.key[0])
    return Message("import-nearest-profile", {"id": nearest.profile.id, "missing": missing})


def _count_rows(job: Job) -> None:
    """Account for the rows of a sheet that no profile fits: rejected, all for one reason."""
    account, (reason,) = job.account, list(job.account.reasons)
    account.set_aside = len(job.sheet.leading)
    account.rejected = sum(1 for _ in job.sheet.rows())
    account.rows_read = account.set_aside + account.rejected
    account.reasons[reason] = account.rejected
    if account.set_aside:
        account.reasons[Message("import-title-line")] = account.set_aside
    account.warnings.update(job.sheet.warnings)


def tables_below(job: Job, profiles: Sequence[Profile]) -> Iterator[Job]:
    """The tables below one that has been imported, as far as they fit a profile."""
    above: Job | None = job
    while above and (following := _next_job(above, profiles)):
        above = up_to_fitting(following, profiles)[-1]
        if above.match is not None:
            yield above

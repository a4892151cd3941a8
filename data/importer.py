"""From files to the store: which files, which profile, one new version for all of them."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from itertools import count, islice
from pathlib import Path

from data.account import Account
from data.cells.privacy import mask
from data.importing.collecting import seldom_collecting
from data.importing.contributions import next_batch
from data.importing.entering import enter_account, reject_rows
from data.importing.flagging import as_flag_table
from data.importing.intake import Job, import_sheet
from data.importing.recognising import recognise
from data.layouts.matching import Match, choose, known_headers
from data.layouts.profile import PROFILE_FOLDER, Profile, load_profiles, refuse_broken
from data.naming.placing import resolve_units
from data.outlines.boundaries import OutlineJob, open_outlines, store_outlines
from data.outlines.geojson import is_geojson
from data.progress import Meter, Progress, Report, lines_of
from data.reader import Sheet, UnreadableFileError, read_file
from data.store import Draft, Store, Trial
from data.storing.space import room_of_exports
from kernel.messages import Message, ShirongError

HEADERS_NAMED = 6  # of a header that no profile knows

__all__ = ["Progress", "UnknownProfileError", "import_files", "profile_folders", "try_files"]

Build = Callable[..., AbstractContextManager[Draft]]  # Store.writing or Store.trying


class UnknownProfileError(ShirongError):
    """No profile has the id that was asked for."""


class _NothingNewError(Exception):
    """Nothing was stored: the draft holds what the current version holds, and is no version."""


def profile_folders(store: Store) -> tuple[Path, ...]:
    """Where profiles are looked for: those that come with the program, then those beside the
    store (`profiles/`), which replace profiles of the same id."""
    return PROFILE_FOLDER, store.folder / "profiles"


def import_files(
    store: Store,
    paths: Iterable[Path | str],
    profile: str | None = None,
    progress: Report | None = None,
    named_by: str | None = None,
) -> list[Account]:
    """Import files as one new version of the store; one account per sheet, in the files' order.

    A file that cannot be read, or whose layout fits no profile, is accounted for and stores
    nothing. A GeoJSON file gives outlines of units; `named_by` is the property that names them,
    when `data.outlines.boundaries` cannot find it. An import that stores nothing makes no version,
    whatever it rejects (and `batch_id` is None). `progress` is called with a Progress at every
    stage and after every chunk; an exception that it raises cancels the import.
    Raises StoreBusyError, UnknownProfileError, ProfileError, DiskFullError.
    """
    return _bring(store, False, paths, profile, progress, named_by)[0]


def try_files(
    store: Store,
    paths: Iterable[Path | str],
    profile: str | None = None,
    progress: Report | None = None,
    named_by: str | None = None,
) -> tuple[list[Account], Trial | None]:
    """Like `import_files`, but leave the new version unpublished: the accounts, and a trial for
    `Store.publish` or `Store.discard`. Where nothing is stored the trial is None, or, with rows
    that were rejected, an `empty` one that holds those."""
    return _bring(store, True, paths, profile, progress, named_by)


def _bring(
    store: Store,
    trying: bool,
    paths: Iterable[Path | str],
    profile: str | None,
    progress: Report | None,
    named_by: str | None,
) -> tuple[list[Account], Trial | None]:
    profiles = load_profiles(profile_folders(store))
    if profile is not None and profile not in profiles:
        refuse_broken(profile, profile_folders(store))
        params = {"id": profile, "known": ", ".join(profiles)}
        raise UnknownProfileError(Message("import-no-such-profile", params))
    wanted = [profiles[profile]] if profile else list(profiles.values())
    jobs: list[Job] = []
    outlines: list[OutlineJob] = []
    accounts: list[Account] = []
    files = [Path(path) for path in paths]
    meter = Meter(progress, files)
    for path in files:
        meter.opening(path)
        try:
            if is_geojson(path):
                outlines.append(open_outlines(path, _sha256(path), named_by))
                accounts.append(outlines[-1].account)
                continue
            found = _open(path, wanted)
        except UnreadableFileError as error:
            unread = Account(path.name, _sha256(path), readable=False)
            unread.reasons[error.message] = 0
            accounts.append(unread)
            continue
        jobs += found
        accounts += [job.account for job in found]
    for job in jobs:
        if job.match is None:
            _count_rows(job)
    fitting = [job for job in jobs if job.match is not None]
    if not fitting and not outlines:
        return accounts, None
    build = partial(store.trying if trying else store.writing, room=room_of_exports(files))
    return accounts, _run(build, trying, fitting, outlines, profiles, meter)


def _open(path: Path, profiles: Sequence[Profile]) -> list[Job]:
    """The sheets of a file, each with the profile that fits it."""
    digest = _sha256(path)
    jobs = []
    for sheet in read_file(path, known_headers(profiles)):
        sheet, match, nearest = recognise(sheet, profiles)
        if match is None and (flags := _side_file(sheet)):
            sheet = flags
            match, _ = choose(profiles, sheet.columns, [])
        account = Account(path.name, digest, sheet.sheet, None, sheet.encoding, sheet.header_row)
        if match is None:
            account.reasons[_why_none(sheet, nearest)] = 0
        else:
            account.profile = match.profile.id
        jobs.append(Job(sheet, match, account, path))
    return jobs


def _sha256(path: Path) -> str:
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
        names = [mask(name) for name in sheet.columns[:HEADERS_NAMED]]  # a row of data, perhaps
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


def _run(
    build: Build,
    trying: bool,
    jobs: list[Job],
    outlines: list[OutlineJob],
    profiles: Mapping[str, Profile],
    meter: Meter,
) -> Trial | None:
    """Import the sheets into one new version: registers of units first, side files last."""
    everything: list[Job | OutlineJob] = [*jobs, *outlines]
    files = ", ".join(dict.fromkeys(one.account.file for one in everything))
    try:
        with build(f"import {files}"[:200]) as draft:
            draft.tell = meter.finishing
            if not os.environ.get("SHIRONG_MEMORY_LIMIT"):
                # Waiting records go to disk before they fill the memory of an office PC.
                draft.con.execute("SET memory_limit = '1GB'")
            for one, batch_id in zip(everything, count(next_batch(draft)), strict=False):
                one.account.batch_id, one.account.version = batch_id, draft.version
            if _import_sheets(draft, sorted(jobs, key=_turn), meter):
                draft.changed |= resolve_units(draft.con, profiles)
            for outline in outlines:
                reject_rows(draft.con, outline.account, store_outlines(draft, outline))
                enter_account(draft.con, outline.account)
            empty = not draft.changed
            if empty and not (trying and any(one.account.rejected for one in everything)):
                raise _NothingNewError
            draft.changed.add("import_batches")
        return draft.trial and replace(draft.trial, empty=empty)
    except _NothingNewError:
        for one in everything:
            one.account.batch_id = one.account.version = None
        return None


def _import_sheets(draft: Draft, jobs: Sequence[Job], meter: Meter) -> bool:
    """Import the sheets in turn; True when the register of units changed."""
    sheets = Counter(job.path for job in jobs)
    meter.plan([path.stat().st_size / sheets[path] for path in (job.path for job in jobs) if path])
    registered = False
    for number, job in enumerate(jobs):
        meter.begin(number, lines_of(job.path) if job.path and job.sheet.delimiter else None)
        with seldom_collecting():
            registered |= import_sheet(draft, job, meter.sheet)
    return registered


def _turn(job: Job) -> int:
    assert job.match is not None
    profile = job.match.profile
    return 0 if profile.table == "units" else 2 if profile.update_only else 1

"""From files to the store: which files, which profile, one new version for all of them."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from data.importing.account import Account
from data.importing.batch_deltas import next_batch
from data.importing.collecting import seldom_collecting
from data.importing.entering import enter_account, reject_rows
from data.importing.hints import NO_HINTS, Hints
from data.importing.intake import Job, import_sheet
from data.importing.jobs import (
    fingerprint,
    open_jobs,
    tables_below,
    up_to_fitting,
    with_next_tables,
)
from data.importing.stopping import stop_undecided
from data.layouts.matching import known_headers
from data.layouts.profile import (
    PROFILE_FOLDER,
    Profile,
    load_profile,
    load_profiles,
    refuse_broken,
)
from data.outlines.boundaries import OutlineJob, open_outlines, store_outlines
from data.outlines.geojson import is_geojson
from data.parsing.privacy import mask_file_name
from data.progress import ImportProgress, Meter, Report, about_lines
from data.reader import UnreadableFileError
from data.storage.space import room_of_exports
from data.store import Draft, Store, Trial
from data.unit_resolution.placing import resolve_units
from data.unit_resolution.renames import Rename, enter_rename
from kernel.messages import Message, ShirongError

__all__ = [
    "ImportProgress",
    "UnknownProfileError",
    "import_files",
    "named_profile",
    "profile_folders",
    "try_files",
]

Build = Callable[..., AbstractContextManager[Draft]]  # Store.writing or Store.trying


class UnknownProfileError(ShirongError):
    """No profile has the id that was asked for."""


class _NothingNewError(Exception):
    """Nothing is to be stored: the draft holds what the current version holds, or its rows
    contradict each other."""


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
    as_is: bool = False,
    hints: Hints = NO_HINTS,
    later_wins: bool = True,
) -> list[Account]:
    """Import files as one new version of the store; one account per sheet, in the files' order.

    A file that cannot be read, or whose layout fits no profile, is accounted for and stores
    nothing. The same goes for a file of a recognised layout with columns that stay unused although
    they look like a deadline, a category, a unit, ... (`Account.undecided`), unless it is to be
    imported `as_is`. `hints`: what a person says of the files. `profile` is an id or the path of
    a YAML file: to name one is to decide. A GeoJSON file gives outlines of units; `named_by` is the
    property that names them, when `data.outlines.boundaries` cannot find it. An import that stores
    nothing makes no version, whatever it rejects (and `batch_id` is None). Rows of the import that
    contradict each other are listed and the later one stands; unless `later_wins`, nothing of the
    whole import is stored then (`Account.conflicts`). `progress` is called
    with an ImportProgress at every stage and after every chunk; an exception that it raises
    cancels the import.
    Raises StoreBusyError, UnknownProfileError, ProfileError, DiskFullError.
    """
    how = (paths, profile, progress, named_by, as_is, hints)
    return _bring(store, False, *how, later_wins=later_wins)[0]


def try_files(
    store: Store,
    paths: Iterable[Path | str],
    profile: str | None = None,
    progress: Report | None = None,
    named_by: str | None = None,
    as_is: bool = False,
    hints: Hints = NO_HINTS,
    answers: Sequence[Rename] = (),
) -> tuple[list[Account], Trial | None]:
    """Like `import_files`, but leave the new version unpublished: the accounts, and a trial for
    `Store.publish` or `Store.discard`. Where nothing is stored the trial is None, or, with rows
    that were rejected, an `empty` one that holds those. `answers` are entered with it: what a
    person says of names that a register gave rise to ask about."""
    return _bring(store, True, paths, profile, progress, named_by, as_is, hints, answers)


def _bring(
    store: Store,
    trying: bool,
    paths: Iterable[Path | str],
    profile: str | None,
    progress: Report | None,
    named_by: str | None,
    as_is: bool,
    hints: Hints,
    answers: Sequence[Rename] = (),
    later_wins: bool = True,
) -> tuple[list[Account], Trial | None]:
    profiles = load_profiles(profile_folders(store))
    wanted = list(profiles.values())
    if profile is not None:
        wanted = [named_profile(store, profile, profiles)]
        profiles = {**profiles, wanted[0].id: wanted[0]}
    jobs: list[Job] = []
    outlines: list[OutlineJob] = []
    accounts: list[Account] = []
    files = [Path(path) for path in paths]
    known = known_headers(wanted)
    meter = Meter(progress, files)
    for path in files:
        meter.opening(path)
        try:
            if is_geojson(path):
                outlines.append(open_outlines(path, fingerprint(path), named_by))
                accounts.append(outlines[-1].account)
                continue
            found = open_jobs(path, wanted, known, hints)
            if not (as_is or profile):
                stop_undecided(found, store, wanted)
        except UnreadableFileError as error:
            unread = Account(mask_file_name(path), fingerprint(path), readable=False)
            unread.reasons[error.message] = 0
            accounts.append(unread)
            continue
        jobs += found
        accounts += [job.account for job in found]
    fitting = [job for first in jobs for job in up_to_fitting(first, wanted) if job.match]
    trial = None
    if fitting or outlines:
        build = partial(store.trying if trying else store.writing, room=room_of_exports(files))
        trial = _run(
            build, trying, fitting, outlines, (wanted, profiles), meter, answers, later_wins
        )
    return with_next_tables(accounts, jobs), trial


def named_profile(store: Store, profile: str, profiles: Mapping[str, Profile]) -> Profile:
    """The profile of an id, or of a file's path. Raises UnknownProfileError, ProfileError."""
    if profile in profiles:
        return profiles[profile]
    refuse_broken(profile, profile_folders(store))
    path = Path(profile)
    if path.suffix.lower() in (".yaml", ".yml") or len(path.parts) > 1:
        if not path.is_file():
            raise UnknownProfileError(Message("import-no-profile-file", {"path": profile}))
        return load_profile(path)
    params = {"id": profile, "known": ", ".join(profiles)}
    raise UnknownProfileError(Message("import-no-such-profile", params))


def _run(
    build: Build,
    trying: bool,
    jobs: list[Job],
    outlines: list[OutlineJob],
    profiles: tuple[Sequence[Profile], Mapping[str, Profile]],
    meter: Meter,
    answers: Sequence[Rename] = (),
    later_wins: bool = True,
) -> Trial | None:
    """Import the tables into one new version: registers of units first, side files last.

    `profiles`: those that a table may fit, and all there are by id.
    """
    everything: list[Job | OutlineJob] = [*jobs, *outlines]
    files = ", ".join(dict.fromkeys(one.account.file for one in everything))
    try:
        with build(f"import {files}"[:200]) as draft:
            draft.tell = meter.finishing
            if not os.environ.get("SHIRONG_MEMORY_LIMIT"):
                # Waiting records go to disk before they fill the memory of an office PC.
                draft.con.execute("SET memory_limit = '1GB'")
            numbers = count(next_batch(draft))
            for one in everything:
                one.account.batch_id, one.account.version = next(numbers), draft.version
            for answer in answers:
                enter_rename(draft.con, answer)
            registered = False
            for job, new_units in _import_sheets(draft, sorted(jobs, key=_turn), meter):
                registered |= new_units
                for below in tables_below(job, profiles[0]):
                    below.account.batch_id, below.account.version = next(numbers), draft.version
                    everything.append(below)
                    registered |= import_sheet(draft, below, meter.sheet)
            if registered:
                draft.changed |= resolve_units(draft.con, profiles[1])
            for outline in outlines:
                reject_rows(draft.con, outline.account, store_outlines(draft, outline))
                enter_account(draft.con, outline.account)
            if not later_wins and any(one.account.conflicts for one in everything):
                raise _NothingNewError
            empty = not (draft.changed or draft.arrived)
            if empty and not (trying and any(one.account.rejected for one in everything)):
                raise _NothingNewError
            draft.changed.add("import_batches")
        return draft.trial and replace(draft.trial, empty=empty)
    except _NothingNewError:
        for one in everything:
            one.account.batch_id = one.account.version = None
        return None


def _import_sheets(draft: Draft, jobs: Sequence[Job], meter: Meter) -> Iterator[tuple[Job, bool]]:
    """Import the sheets in turn; each with whether it changed the register of units."""
    sheets = Counter(job.path for job in jobs)
    meter.plan([path.stat().st_size / sheets[path] for path in (job.path for job in jobs) if path])
    for number, job in enumerate(jobs):
        meter.begin(number, about_lines(job.path) if job.path and job.sheet.delimiter else None)
        with seldom_collecting():
            registered = import_sheet(draft, job, meter.sheet)
        yield job, registered


def _turn(job: Job) -> int:
    assert job.match is not None
    profile = job.match.profile
    return 0 if profile.table == "units" else 2 if profile.update_only else 1

"""A file with columns about which a person has to decide first is kept from being stored."""

from collections.abc import Sequence

from data.importing.account import Undecided
from data.importing.intake import Job
from data.layouts.profile import Profile
from data.schema_mapping.recognised import propose_over, undecided_columns
from data.store import Store
from data.unit_resolution.registered import known_units
from kernel.messages import Message


def stop_undecided(jobs: Sequence[Job], store: Store, profiles: Sequence[Profile]) -> None:
    """Where a table of a file has undecided columns, no table of that file fits any more, and each
    account says why."""
    for job in jobs:
        job.account.undecided = _undecided(job, store, profiles)
    if not any(job.account.undecided for job in jobs):
        return
    for job in jobs:
        job.stopped = True
        if job.match is None:
            continue
        job.match = None
        columns = [one.column for one in job.account.undecided]
        waits = Message("import-waits")
        reason = Message("import-undecided", {"columns": columns}) if columns else waits
        job.account.reasons[reason] = 0


def _undecided(job: Job, store: Store, profiles: Sequence[Profile]) -> list[Undecided]:
    if job.match is None or len(job.match.known) == len(job.sheet.columns):
        return []
    return undecided_columns(propose_over(job.sheet, job.match, profiles, known_units(store)))

"""Taking batches back although later ones exist: the store is built again without them.

What every other batch brought (`data.importing.batch_deltas`) goes through the same merge in the
same order, from the newest kept version that has none but those to begin with, else from nothing.
The result is as if the batches had never been imported. Decisions of people and publications stay;
who took back what, when and why is written into `undone_batches`. The version before stays as it
is.
"""

import getpass
import json
import os
import socket
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from data.batches.bookkeeping import BatchEntry, entries, entries_of
from data.batches.undo_effect import UndoEffect, columns_before, compare_records
from data.importer import profile_folders
from data.importing.account import Account, pack
from data.importing.batch_deltas import load_delta
from data.importing.entering import enter_account, enter_sheet
from data.importing.merging import CONFLICT_REASONS
from data.layouts.profile import load_profiles
from data.outlines.boundaries import OUTLINE_FORMAT as OUTLINES
from data.parsing.privacy import mask
from data.storage.draft import Draft, Trial
from data.storage.renaming import rename_classes
from data.storage.store_folder import StoreFolder
from data.storage.versions import connect_file
from data.storage.words import understand_words
from data.store import Store
from data.unit_resolution.aliases import rebuild_aliases
from data.unit_resolution.placing import resolve_units
from data.unit_resolution.renames import settle
from kernel.messages import Message, ShirongError
from kernel.schema import SYSTEM_TABLES

Then = Callable[[Draft], None]
Report = Callable[[int, int], None]  # batches brought again, of how many

# Written anew by the merges; the other books of the store are carried over.
_REBUILT = frozenset(
    (
        *("import_batches", "rejected_rows", "conflicts", "unit_aliases"),
        *("rename_links", "rename_questions", "former_names", "former_units"),
    )
)
_UNKNOWN_CASE = Message("import-unknown-case")  # a rejection that depends on what is stored


class UndoError(ShirongError):
    """There is no such batch, or the store cannot be built without it."""


@dataclass(frozen=True)
class _Plan:
    current: int
    gone: list[BatchEntry]
    start: int  # the version to begin with, 0: none
    again: list[BatchEntry]


def undo(
    store: Store,
    batch_ids: Collection[int],
    by: str = "",
    reason: str = "",
    report: Report | None = None,
) -> tuple[int, UndoEffect]:
    """Take batches back; return the new version's number and what changed.

    `by` and `reason` are kept with it (default for `by`: the user of this computer). Raises
    UndoError, ContributionError, StoreBusyError.
    """
    plan, reason = _plan(store, batch_ids), mask(reason)
    with store.writing(_note(plan, by, reason), plan.start) as draft:
        effect = _rebuild(store, draft, plan, by or local_user(), reason, report)
    return draft.version, effect


def try_undo(
    store: Store,
    batch_ids: Collection[int],
    by: str = "",
    reason: str = "",
    report: Report | None = None,
    then: Then | None = None,
) -> tuple[Trial, UndoEffect]:
    """As `undo`, but on trial: `Store.publish` or `Store.discard` decides. `then`: what takes the
    place of the batches."""
    plan, reason = _plan(store, batch_ids), mask(reason)
    with store.trying(_note(plan, by, reason), plan.start) as draft:
        effect = _rebuild(store, draft, plan, by or local_user(), reason, report, then)
    assert draft.trial is not None
    return draft.trial, effect


def local_user() -> str:
    """Who runs this program, as far as the operating system knows: user@computer."""
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except (OSError, KeyError, ImportError):  # a user without a name
        return socket.gethostname()


def _note(plan: _Plan, by: str, reason: str) -> str:
    batches = ", ".join(f"{e.account.batch_id} {e.account.file}" for e in plan.gone)
    return f"undo {batches} {reason} {by}".strip()[:200]


# What is to be done


def _plan(store: Store, batch_ids: Iterable[int]) -> _Plan:
    """The entries to take back, and what builds the store without them."""
    wanted, current = set(batch_ids), store.version()
    books = entries(store)
    if unknown := wanted - {entry.account.batch_id for entry in books}:
        raise UndoError(Message("cli-no-batch", {"batch": _listed(unknown)}))
    gone = [entry for entry in books if entry.account.batch_id in wanted]
    stay = [entry for entry in books if entry.account.batch_id not in wanted]
    start, begun = _begin(store, stay)
    again = stay[begun:]
    kept = set(StoreFolder(store.folder).brought_batches())
    lost = [e.account.batch_id for e in again if not _is_kept(e.account, kept)]
    if lost or current is None:
        params = {"batch": _listed(wanted), "lost": _listed(i for i in lost if i)}
        raise UndoError(Message("undo-not-kept", params))
    return _Plan(current, gone, start, again)


def _begin(store: Store, stay: list[BatchEntry]) -> tuple[int, int]:
    """The kept version that has most of the entries that stay, from the first one on, and no other;
    and how many those are."""
    ids = {entry.account.batch_id for entry in stay}
    held = {info.number: store.batches_of(info.number) for info in store.versions()}
    fitting = [number for number, listed in held.items() if listed and listed <= ids]
    for number in sorted(fitting, key=lambda number: len(held[number]), reverse=True):
        with closing(connect_file(store.file(number))) as con:
            begun = [entry.identity for entry in entries_of(con)]
        if begun == [entry.identity for entry in stay[: len(begun)]]:
            return number, len(begun)
    return 0, 0


def _is_kept(account: Account, kept: Collection[int]) -> bool:
    """Whether what a batch brought can be brought again. Outlines stay in their table."""
    return account.profile == OUTLINES or account.batch_id in kept


def _listed(batch_ids: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(batch_ids)))


# Doing it


def _rebuild(
    store: Store,
    draft: Draft,
    plan: _Plan,
    by: str,
    reason: str,
    report: Report | None,
    then: Then | None = None,
) -> UndoEffect:
    if store.version() != plan.current:
        raise UndoError(Message("undo-moved"))
    con = draft.con
    if not os.environ.get("SHIRONG_MEMORY_LIMIT"):
        con.execute("SET memory_limit = '1GB'")
    path = str(StoreFolder(store.folder).file(plan.current)).replace("'", "''")
    con.execute(f"ATTACH '{path}' AS before (READ_ONLY)")
    names = _names(con)
    _carry_over(con, [entry.account.batch_id for entry in plan.gone])
    settle(con)
    rebuild_aliases(con)
    stale = _names(con) != names  # units are decided otherwise than when the facts were stored
    recounted = []
    for done, entry in enumerate(plan.again):
        if report:
            report(done, len(plan.again))
        account, registered = _bring_again(draft, entry)
        stale |= registered
        if account != entry.account:
            recounted.append(account.batch_id or 0)
    if stale:
        draft.changed |= resolve_units(con, load_profiles(profile_folders(store)))
    if then:
        then(draft)
    draft.changed |= {"import_batches", *rename_classes(con), *understand_words(con)}
    effect = replace(compare_records(con), recounted=recounted)
    _book(draft, plan, by, reason, effect)
    con.execute("DETACH before")
    return effect


def _names(con: duckdb.DuckDBPyConnection) -> set[tuple[object, ...]]:
    """What other names of units mean."""
    return set(
        con.execute(
            "SELECT kind, alias, name, valid_from, valid_to FROM unit_aliases UNION ALL "
            "SELECT kind, alias, name, valid_from, valid_to FROM alias_decisions"
        ).fetchall()
    )


def _carry_over(con: duckdb.DuckDBPyConnection, gone: list[int | None]) -> None:
    """The books that no merge writes, as they stand now."""
    for name in SYSTEM_TABLES.keys() - _REBUILT:
        if columns_before(con, name):
            con.execute(f"DELETE FROM {name}")
            con.execute(f"INSERT INTO {name} BY NAME FROM before.{name}")
    con.execute("DELETE FROM boundaries WHERE list_contains($gone, batch_id)", {"gone": gone})


def _bring_again(draft: Draft, entry: BatchEntry) -> tuple[Account, bool]:
    """Merge a batch again and book it; return its account, and whether it changed the register."""
    con, account = draft.con, entry.account
    outlines = account.profile == OUTLINES
    con.execute(
        "INSERT INTO rejected_rows BY NAME SELECT * FROM before.rejected_rows "
        "WHERE batch_id = $batch AND ($all OR reason <> $unknown)",
        {
            "batch": account.batch_id,
            "all": outlines,
            "unknown": json.dumps(pack(_UNKNOWN_CASE), ensure_ascii=False),
        },
    )
    if outlines:
        enter_account(con, account, entry.at)
        return account, False
    account = _before_merge(account)
    return account, enter_sheet(draft, load_delta(draft, account), account, entry.at)


def _before_merge(account: Account) -> Account:
    """An account without what the merge counts."""
    reasons = account.reasons.copy()
    for code in CONFLICT_REASONS.values():
        reasons.pop(Message(code), None)
    return replace(
        account,
        rejected=account.rejected - reasons.pop(_UNKNOWN_CASE, 0),
        reasons=reasons,
        warnings=account.warnings.copy(),
    )


def _book(draft: Draft, plan: _Plan, by: str, reason: str, effect: UndoEffect) -> None:
    now = datetime.now().replace(microsecond=0)
    rows = [
        [
            *(entry.account.batch_id, now, by, reason, draft.version),
            *(effect.removed, effect.changed, entry.at, entry.account.to_store()),
        ]
        for entry in plan.gone
    ]
    draft.con.executemany("INSERT INTO undone_batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

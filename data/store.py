"""The store: immutable versions of one DuckDB file, and a pointer to the current one.

A writer copies the current version, changes the copy, and moves the pointer in one rename. It may
be killed at any moment: until that rename the earlier version is current and whole. Readers open
versions read-only, keep what they have open, and find the new version at their next `connect`.
A trial is a next version that was built but is not published: it can be read, then published as
it is, or discarded.
`data.storage.store_folder` lists the files; `data.storage.versions` knows the inside of one.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

import duckdb

from data.access.audit import AUDIT_FILE, HEAD_FILE, Audit
from data.access.narrowing import narrowed
from data.access.rights import Right, acting, require_right
from data.storage.checksums import (
    Sums,
    copy_checked,
    damage,
    read_sums,
    sums_of,
    write_sums,
    wrong_size,
)
from data.storage.deriving import derive
from data.storage.draft import Draft, Trial
from data.storage.folding import FoldedVersions
from data.storage.integrity import StoreCheckError, check
from data.storage.space import DiskFullError, room_for
from data.storage.store_folder import (
    StoreBusyError,
    StoreFolder,
    brought_beside,
    discard,
    empty_folder,
    flush,
    sums_beside,
)
from data.storage.versions import (
    STORE_FORMAT,
    CorruptedStoreError,
    EmptyStoreError,
    NewerStoreError,
    OlderStoreError,
    VersionInfo,
    blank_file,
    bring_up_to_date,
    connect_file,
    corrupted,
    is_damaged,
    listed_batches,
    open_version,
    read_info,
    write_info,
)
from kernel.folders import WORKPLACE
from kernel.messages import Message, ShirongError

__all__ = [
    "CorruptedStoreError",
    "DiskFullError",
    "Draft",
    "EmptyStoreError",
    "NewerStoreError",
    "NothingToUndoError",
    "OlderStoreError",
    "StaleTrialError",
    "Store",
    "StoreBusyError",
    "StoreCheckError",
    "Trial",
    "VersionInfo",
]


# Whoever may do one of these writes versions; the pages say which of them it takes where.
_WRITING: tuple[Right, ...] = ("import", "decide", "publish")


_WHOLE = 2  # versions that are never folded: the current one, and the one to step back to
_UNFOLDED = 10  # how many are kept of those that share too little to be folded


class NothingToUndoError(ShirongError):
    """No earlier version is kept."""


class StaleTrialError(ShirongError):
    """The store has moved on since the trial was built, or the trial is gone."""


class Store:
    """One store folder: as given, else the environment's SHIRONG_STORE, else `store/` here.

    SHIRONG_KEEP_VERSIONS says how many versions are kept (30, of those that share too little with
    others to be folded 10); SHIRONG_MEMORY_LIMIT (e.g. 2GB) and SHIRONG_THREADS bound every
    connection.
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder or os.environ.get("SHIRONG_STORE") or WORKPLACE / "store")
        self.keep = max(1, int(os.environ.get("SHIRONG_KEEP_VERSIONS", "30")))
        self._files = StoreFolder(self.folder)
        self._folded = FoldedVersions(self._files)

    def version(self) -> int | None:
        """The number of the current version, None when there is none yet.

        Raises CorruptedStoreError when versions exist and the pointer names none of them.
        """
        return self._files.current()

    def versions(self) -> list[VersionInfo]:
        """The kept versions that can be read, newest first; undone ones among them."""
        infos = []
        for number in self._files.numbers():
            try:
                infos.append(self._folded.info(number))
            except (ShirongError, FileNotFoundError):  # damaged, or removed since it was listed
                continue
        return infos

    def batches_of(self, version: int) -> frozenset[int]:
        """The batches that a kept version lists. Raises CorruptedStoreError."""
        return self._folded.batches(version)

    def file(self, version: int) -> Path:
        """The file of a kept version, put together where it was folded. Raises
        CorruptedStoreError."""
        self._folded.unfold(version)
        return self._files.file(version)

    def stamp(self, version: int) -> str:
        """What tells the file of a version from another of the same number; "" where it is gone."""
        try:
            told = self._files.file(version).stat()
        except OSError:
            return ""
        return f"{told.st_size} {told.st_mtime_ns}"

    def connect(
        self, version: int | None = None, told_apart: bool = False
    ) -> duckdb.DuckDBPyConnection:
        """A read-only connection: no external access, settings locked; who acts sees in it what
        he may see (`data.access.narrowing`).

        `version`: one of the kept ones; default the current one. told_apart: to make places and
        scores of, see there. Close it when done; use one cursor per query. Raises EmptyStoreError,
        CorruptedStoreError, NewerStoreError or OlderStoreError.
        """
        number = version or self.version()
        if number is None:
            raise EmptyStoreError(Message("store-empty", {"folder": self.folder}))
        try:
            con, info = self._open(number)
        except CorruptedStoreError:
            if version or self.version() == number:
                raise
            return self.connect()  # replaced and cleaned away since the pointer was read
        if info.format < STORE_FORMAT:
            con.close()
            params = {"version": number, "format": info.format, "supported": STORE_FORMAT}
            raise OlderStoreError(Message("store-older", params))
        if (person := acting()).sees_all:
            return con
        con.close()
        with self._expected(number) as path:
            return narrowed(path, person, told_apart)

    def writing(
        self, note: str, start: int | None = None, room: int = 0
    ) -> AbstractContextManager[Draft]:
        """Build the next version and publish it on a clean exit; an exception discards it.

        `note` says what the version is for. `start`: the version that the draft begins as a copy
        of, 0 for an empty one; default the current one. `room`: bytes that will be added to it.
        Raises StoreBusyError when another writer is at it, StoreCheckError when the draft's books
        do not add up, DiskFullError.
        """
        return self._building(note, start, room, publish=True)

    def trying(
        self, note: str, start: int | None = None, room: int = 0
    ) -> AbstractContextManager[Draft]:
        """Like `writing`, but leaves the version unpublished: it is `Draft.trial` after the exit.

        A trial that nobody publishes or discards is removed a day after it was last read.
        """
        return self._building(note, start, room, publish=False)

    def connect_trial(self, trial: Trial) -> duckdb.DuckDBPyConnection:
        """A read-only connection to a trial, like `connect`. Raises StaleTrialError when it is
        gone. Close it before the trial is published: Windows cannot move an open file."""
        try:
            os.utime(trial.path)
        except FileNotFoundError:
            raise StaleTrialError(Message("store-trial-stale")) from None
        return connect_file(trial.path)

    def publish(self, trial: Trial) -> int:
        """Make a trial the current version, as it is; return its number.

        Raises StoreBusyError, and StaleTrialError when the current version is not the one that it
        was built on: what it holds must then be imported again.
        """
        require_right(*_WRITING)
        with self._files.locked(f"publish {trial.number}"):
            taken = trial.number in self._files.numbers()  # by a version that was undone since
            if taken or self.version() != trial.parent or not trial.path.exists():
                raise StaleTrialError(Message("store-trial-stale"))
            self._release(trial.path, trial.number)
        self._note("write", trial.number)
        return trial.number

    def discard(self, trial: Trial) -> None:
        """Remove a trial. One that was published, or is gone, is left alone."""
        discard(trial.path)

    def sweep(self) -> None:
        """Remove what killed writers left behind, unless a writer is at it now."""
        with suppress(StoreBusyError), self._files.locked("sweep"):
            self._sweep()

    def remove(self, told_in: Path | None = None) -> None:
        """Remove the store and all that lies in its folder. Close connections first.

        told_in: the folder of another store, whose audit tells of it; without one its own audit
        does, and stays. Raises StoreBusyError when a writer is at it. Killed on its way, it leaves
        an empty store.
        """
        require_right(*_WRITING)
        if not self.folder.exists():
            return
        kept = () if told_in else (AUDIT_FILE, HEAD_FILE)
        with self._files.locked("remove"):
            known = max(self._files.numbers(), default=0)
            Audit(told_in or self.folder).add("remove", f"{self.folder.name}: {known}")
            self._files.point_to(None)
            empty_folder(self.folder, kept)
        empty_folder(self.folder, kept)  # Windows keeps the lock while it is held
        if not kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def drop_earlier(self) -> None:
        """Remove every version but the current one, all trials and all that was worked out of
        them: what was taken out of the facts lies in none of them any more. Raises
        StoreBusyError."""
        require_right(*_WRITING)
        with self._files.locked("drop earlier versions"):
            for number in set(self._files.numbers()) - {self.version()}:
                self._folded.drop(number)
            self._files.sweep(trial_seconds=0)
            self._sweep()
            empty_folder(self.folder / "results")

    def undo(self) -> int:
        """Move the pointer to the version that the current one was made from; return its number.

        When the current version or the pointer is damaged: to the newest whole one. A following
        write gets a number larger than every version that exists. Raises NothingToUndoError.
        """
        require_right(*_WRITING)
        with self._files.locked("undo"):
            target = self._before_current()
            if target is None:
                raise NothingToUndoError(Message("store-nothing-to-undo"))
            self._folded.unfold(target)
            self._files.point_to(target)
        self._note("undo", target)
        return target

    def damages(self, every: bool = False) -> list[Message]:
        """What is damaged of the current version, or of every kept one: all is read and held
        against its checksums. Empty where all is whole, or was never summed.

        Raises EmptyStoreError, CorruptedStoreError (the pointer).
        """
        current = self.version()
        if current is None:
            raise EmptyStoreError(Message("store-empty", {"folder": self.folder}))
        numbers = {current, *self._files.numbers()} if every else {current}
        return [wrong for n in sorted(numbers, reverse=True) if (wrong := self._damage(n))]

    def lost_batches(self) -> list[int]:
        """The batches of which is kept what they brought and that the current version does not
        list: after a step back over damage they can be imported again."""
        number = self.version()
        listed = listed_batches(self._files.file(number)) if number else frozenset[int]()
        return sorted(set(self._files.brought_batches()) - listed)

    def upgrade(self) -> int | None:
        """Lift a store that an earlier program wrote; return the number that is current then."""
        number = self.version()
        if number is not None and self._info(number).format < STORE_FORMAT:
            with self.writing("upgrade"):
                pass
        return self.version()

    @contextmanager
    def _building(self, note: str, start: int | None, room: int, publish: bool) -> Iterator[Draft]:
        require_right(*_WRITING)
        with room_for(self.folder, self._size() + room), self._files.locked(note):
            self._sweep()
            number = max(self._files.numbers(), default=0) + 1
            path = self._files.draft(number)
            parent = None
            try:
                parent, source = self._begin(path, start)
                with closing(connect_file(path, write=True)) as con:
                    draft = Draft(con, number, self.folder, brought_beside(path))
                    lifted = bool(source) and bring_up_to_date(con)
                    yield draft
                    all_of = lifted or not (draft.changed or draft.arrived)
                    tables = None if all_of else sorted(draft.changed)
                    draft.tell("deriving")
                    derive(con, tables, draft.arrived)
                    draft.tell("checking")
                    check(con, tables, draft.arrived)
                    write_info(con, number, parent, note)
                    con.execute("CHECKPOINT")
                flush(path)
                self._sum(path, source)
                if publish:
                    self._release(path, number)
                else:
                    draft.trial = Trial(self._files.put_aside(path), number, parent)
            except duckdb.Error as error:
                if is_damaged(error):  # a block that nobody had read until now
                    raise corrupted(self._files.file(start or parent or 0), error) from error
                raise
            finally:
                discard(path)
        if publish:
            self._note("write", number)

    def _note(self, what: str, number: int) -> None:
        """Tell the audit of a version that is current now."""
        said = self._info(number).note
        Audit(self.folder).add(what, f"{number}: {said}")

    def _release(self, path: Path, number: int) -> None:
        """Make a built file the current version."""
        self._files.take_version(path, number)
        try:
            self._files.take_brought(path)
            self._files.point_to(number)
        except OSError:
            if self.version() != number:  # the disk is full: leave no orphan among the versions
                self._files.drop_version(number)
                self._sweep()
            raise
        self._remove_old()

    def _size(self) -> int:
        """Bytes of the current version: what its copy takes."""
        number = self._files.current()
        path = self._files.file(number or 0)
        return path.stat().st_size if path.exists() else 0

    def _sweep(self) -> None:
        """Remove what killed writers left behind. Only for the holder of the lock."""
        self._files.sweep()
        with suppress(ShirongError):  # what a damaged version lists is not known: all stay
            if current := self.version():
                self._info(current)
            listed = map(self._folded.batches, self._files.numbers())
            self._files.sweep_brought(set().union(*listed))
            self._folded.sweep()

    def _info(self, number: int) -> VersionInfo:
        with self._expected(number) as path:
            return _own(read_info(path), path, number)

    def _open(self, number: int) -> tuple[duckdb.DuckDBPyConnection, VersionInfo]:
        with self._expected(number) as path:
            con, info = open_version(path)
            try:
                return con, _own(info, path, number)
            except CorruptedStoreError:
                con.close()
                raise

    def _sums(self, number: int) -> Sums | None:
        """The checksums of a version; None where an earlier program wrote it without any. Raises
        CorruptedStoreError when they are gone or cannot be read."""
        sums = read_sums(self._files.sums(number))
        if sums is None and any(earlier < number for earlier in self._files.summed()):
            raise CorruptedStoreError(
                Message("store-sums-missing", {"file": self._files.sums(number).name})
            )
        return sums

    def _sum(self, draft: Path, source: int | None) -> None:
        """Write the checksums of a built draft; blocks that it took over keep theirs."""
        path = self._files.file(source) if source else None
        write_sums(sums_beside(draft), sums_of(draft, path, self._sums(source or 0)))

    def _damage(self, number: int) -> Message | None:
        """What is wrong with a version; reads all of it."""
        try:
            if self._folded.is_folded(number):
                return self._folded.damage(number)
            con, _ = self._open(number)
            con.close()
            sums = self._sums(number)
            return damage(self._files.file(number), sums) if sums else None
        except ShirongError as error:
            return error.message

    @contextmanager
    def _expected(self, number: int) -> Iterator[Path]:
        """The file of a version that must be there, as long as it was written."""
        path = self._files.file(number)
        try:
            self._folded.unfold(number)
            sums = self._sums(number)
            if sums and (wrong := wrong_size(path, sums)):
                raise CorruptedStoreError(wrong)
            yield path
        except FileNotFoundError:
            message = Message("store-missing-file", {"file": path.name})
            raise CorruptedStoreError(message) from None

    def _begin(self, draft: Path, start: int | None) -> tuple[int | None, int | None]:
        """Start a draft; return the current version, and the one that the draft is a copy of."""
        parent = self.version()
        source = parent if start is None else start
        if parent is None:
            self._files.point_to(None)  # from now on a missing pointer means damage
        if source:
            self._info(source)  # never build on a newer file
            copy_checked(self._files.file(source), draft, self._sums(source))
        else:
            draft.write_bytes(blank_file())
        return parent, source

    def _lineage(self) -> list[int]:
        """The current version, the one it was made from, and so on, as far as they are kept."""
        parents = {info.number: info.parent for info in self.versions()}
        chain, number = [], self.version()
        while number is not None and number in parents:
            chain.append(number)
            number = parents[number]
        return chain

    def _before_current(self) -> int | None:
        numbers = self._files.numbers()
        try:
            current = self.version()
        except CorruptedStoreError:
            current = None
        else:
            if current in numbers and not self._damage(current):
                numbers = self._lineage()[1:]
            else:
                numbers = [n for n in numbers if current is not None and n < current]
        return next((number for number in numbers if not self._damage(number)), None)

    def _remove_old(self) -> None:
        """Keep the newest versions, those that led to the current one before those undone; fold all
        but the first. What cannot be done now is done after the next write."""
        chain = self._lineage()
        others = [number for number in self._files.numbers() if number not in chain]
        for place, number in enumerate(chain + others):
            with suppress(CorruptedStoreError, OSError):
                folded = _WHOLE <= place < self.keep and self._folded.fold(number)
                if place >= (self.keep if folded else min(self.keep, _UNFOLDED)):
                    self._folded.drop(number)


def _own(info: VersionInfo, path: Path, number: int) -> VersionInfo:
    """What a version says of itself. Raises CorruptedStoreError where its file is another's."""
    if info.number == number:
        return info
    params = {"file": path.name, "number": info.number}
    raise CorruptedStoreError(Message("store-foreign-file", params))

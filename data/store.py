"""The store: immutable versions of one DuckDB file, and a pointer to the current one.

    store/
      CURRENT                 text: the file name of the current version; empty before the first one
      shirong-000037.duckdb   one version, never written to again
      shirong-000036.duckdb   an earlier one, kept for undo
      draft-000038.duckdb     the version that a writer is building (left behind when it is killed)
      writer.lock             held by the writer; writer.json says who that is

A writer copies the current version, changes the copy, and moves the pointer in one rename. It may
be killed at any moment: until that rename the earlier version is current and whole. Readers open
versions read-only, keep what they have open, and find the new version at their next `connect`.
"""

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data.derive import derive
from data.messages import Message, ShirongError
from data.versions import (
    FORMAT,
    CorruptedStoreError,
    EmptyStoreError,
    NewerStoreError,
    OlderStoreError,
    VersionInfo,
    bring_up_to_date,
    connect_file,
    read_info,
    write_info,
)

__all__ = [
    "CorruptedStoreError",
    "Draft",
    "EmptyStoreError",
    "NewerStoreError",
    "NothingToUndoError",
    "OlderStoreError",
    "Store",
    "StoreBusyError",
    "VersionInfo",
]

ROOT = Path(__file__).resolve().parent.parent


class StoreBusyError(ShirongError):
    """Another writer holds the lock."""


class NothingToUndoError(ShirongError):
    """No earlier version is kept."""


@dataclass
class Draft:
    """The next version while it is being written.

    `con`: a read-write connection; all tables exist. `changed`: the tables that the writer wrote
    to; only these are derived and re-ordered. Left empty, all are.
    """

    con: duckdb.DuckDBPyConnection
    version: int
    changed: set[str] = field(default_factory=set)


class Store:
    """One store folder. Default: the environment's SHIRONG_STORE, else `store/` in the root."""

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder or os.environ.get("SHIRONG_STORE") or ROOT / "store")
        self.keep = max(1, int(os.environ.get("SHIRONG_KEEP_VERSIONS", "10")))

    # Reading

    def version(self) -> int | None:
        """The number of the current version, None when there is none yet.

        Raises CorruptedStoreError when versions exist and the pointer names none of them.
        """
        try:
            name = (self.folder / "CURRENT").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            name = None
        numbers = self._numbers()
        if not name and (name == "" or not numbers):
            return None
        number = _number(name or "")
        if number is None:
            newest = numbers[0] if numbers else None
            params = {"folder": self.folder, "newest": newest}
            raise CorruptedStoreError(Message("store-pointer-missing", params))
        return number

    def versions(self) -> list[VersionInfo]:
        """The kept versions that can be read, newest first."""
        infos = []
        for number in self._numbers():
            try:
                infos.append(read_info(self._path(number)))
            except ShirongError:
                continue
        return infos

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A read-only connection to the current version: no external access, settings locked.

        Close it when done; use one cursor per query. Raises EmptyStoreError, CorruptedStoreError,
        NewerStoreError or OlderStoreError.
        """
        number = self.version()
        if number is None:
            raise EmptyStoreError(Message("store-empty", {"folder": self.folder}))
        path = self._path(number)
        if not path.exists():
            if self.version() != number:  # published and cleaned up in between
                return self.connect()
            raise CorruptedStoreError(Message("store-missing-file", {"file": path.name}))
        info = read_info(path)
        if info.format < FORMAT:
            params = {"version": number, "format": info.format, "supported": FORMAT}
            raise OlderStoreError(Message("store-older", params))
        return connect_file(path)

    # Writing

    @contextmanager
    def writing(self, note: str) -> Iterator[Draft]:
        """Build the next version and publish it on a clean exit; an exception discards it.

        `note` says what the version is for. Raises StoreBusyError when another writer is at it.
        """
        with self._lock(note):
            self._sweep()
            parent = self.version()
            draft_path, number = self._copy_current(parent)
            draft = Draft(connect_file(draft_path, write=True), number)
            try:
                outdated = bring_up_to_date(draft.con)
                yield draft
                everything = outdated or not draft.changed
                derive(draft.con, None if everything else sorted(draft.changed))
                write_info(draft.con, number, parent, note)
                draft.con.execute("CHECKPOINT")
                draft.con.close()
                _sync(draft_path)
                os.replace(draft_path, self._path(number))
                self._point_to(self._path(number).name)
                self._remove_old()
            finally:
                draft.con.close()
                _discard(draft_path)

    def undo(self) -> int:
        """Move the pointer to the version that the current one was made from; return its number.

        When the current version or the pointer is damaged: to the newest readable one. A following
        write gets a number larger than every version that exists. Raises NothingToUndoError.
        """
        with self._lock("undo"):
            target = self._before_current()
            if target is None:
                raise NothingToUndoError(Message("store-nothing-to-undo"))
            self._point_to(self._path(target).name)
            return target

    def upgrade(self) -> int | None:
        """Lift a store that an earlier program wrote; return the version that is current then."""
        number = self.version()
        if number is not None and read_info(self._path(number)).format < FORMAT:
            with self.writing("upgrade"):
                pass
        return self.version()

    # Files

    def _path(self, number: int) -> Path:
        return self.folder / f"shirong-{number:06d}.duckdb"

    def _numbers(self) -> list[int]:
        """The numbers of all version files, newest first."""
        numbers = (_number(path.name) for path in self.folder.glob("shirong-*.duckdb"))
        return sorted((n for n in numbers if n is not None), reverse=True)

    def _copy_current(self, parent: int | None) -> tuple[Path, int]:
        number = max(self._numbers(), default=0) + 1
        draft = self.folder / f"draft-{number:06d}.duckdb"
        if parent is None:
            self._point_to("")  # from now on a missing pointer means damage, not an empty store
        else:
            current = self._path(parent)
            if not current.exists():
                raise CorruptedStoreError(Message("store-missing-file", {"file": current.name}))
            read_info(current)  # never build on a damaged or a newer file
            shutil.copyfile(current, draft)
        return draft, number

    def _point_to(self, name: str) -> None:
        """Set the pointer: written beside, flushed, then moved over in one rename."""
        beside = self.folder / "CURRENT.new"
        beside.write_text(f"{name}\n", encoding="utf-8")
        _sync(beside)
        _sync(self.folder)
        os.replace(beside, self.folder / "CURRENT")
        _sync(self.folder)

    def _lineage(self) -> list[int]:
        """The current version, the one it was made from, and so on, as far as they are kept."""
        parents = {info.number: info.parent for info in self.versions()}
        chain, number = [], self.version()
        while number is not None and number in parents:
            chain.append(number)
            number = parents[number]
        return chain

    def _before_current(self) -> int | None:
        readable = [info.number for info in self.versions()]
        try:
            current = self.version()
        except CorruptedStoreError:
            return readable[0] if readable else None
        if current in readable:
            return next(iter(self._lineage()[1:]), None)
        return next((n for n in readable if current is not None and n < current), None)

    def _remove_old(self) -> None:
        """Keep the newest versions, those that led to the current one before those undone."""
        chain = self._lineage()
        others = [number for number in self._numbers() if number not in chain]
        for number in (chain + others)[self.keep :]:
            _discard(self._path(number))

    def _sweep(self) -> None:
        """Remove what a killed writer left behind."""
        for path in self.folder.glob("draft-*.duckdb"):
            _discard(path)

    @contextmanager
    def _lock(self, note: str) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        holder = self.folder / "writer.json"
        lock = FileLock(self.folder / "writer.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise StoreBusyError(Message("store-busy", {"holder": _holder(holder)})) from None
        try:
            since = datetime.now().isoformat(sep=" ", timespec="seconds")
            who = {"pid": os.getpid(), "host": socket.gethostname(), "since": since, "note": note}
            holder.write_text(json.dumps(who, ensure_ascii=False), encoding="utf-8")
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()


def _holder(path: Path) -> Message:
    try:
        return Message("store-busy-holder", json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return Message("store-busy-unknown")


def _number(name: str) -> int | None:
    """37 for shirong-000037.duckdb, None for any other name."""
    digits = name.removeprefix("shirong-").removesuffix(".duckdb")
    return int(digits) if digits.isdigit() and name == f"shirong-{digits}.duckdb" else None


def _discard(path: Path) -> None:
    """Remove a database file and what lies beside it. Windows keeps open files until next time."""
    try:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
        shutil.rmtree(path.with_name(f"{path.name}.tmp"), ignore_errors=True)
    except OSError:
        pass


def _sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk. Windows cannot open folders: skipped."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The files of a store folder: version files, the pointer to the current one, the writer's lock.

CURRENT                 text: the file name of the current version; empty before the first one
shirong-000037.duckdb   one version, never written to again
shirong-000036.duckdb   an earlier one, kept for undo
draft-000038.duckdb     the version that a writer is building (left behind when it is killed)
trial-5d41402a.duckdb   one that was built and is neither published nor discarded yet
writer.lock             held by the writer; writer.json says who that is
"""

import json
import os
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from data.messages import Message, ShirongError
from data.versions import CorruptedStoreError

TRIAL_SECONDS = 24 * 3600  # since it was last read


class StoreBusyError(ShirongError):
    """Another writer holds the lock."""


class StoreFolder:
    """A store's folder; it need not exist before the first write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, number: int) -> Path:
        """Where a version lies."""
        return self.path / f"shirong-{number:06d}.duckdb"

    def draft(self, number: int) -> Path:
        """Where a version lies while it is being built."""
        return self.path / f"draft-{number:06d}.duckdb"

    def numbers(self) -> list[int]:
        """The numbers of all version files, newest first."""
        numbers = (_number(path.name) for path in self.path.glob("shirong-*.duckdb"))
        return sorted((n for n in numbers if n is not None), reverse=True)

    def current(self) -> int | None:
        """The number that the pointer names; None before the first version.

        Raises CorruptedStoreError when versions exist and the pointer names none.
        """
        try:
            name = (self.path / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            if not self.numbers():
                return None
            name = "?"
        if not name:
            return None
        number = _number(name)
        if number is None:
            params = {"folder": self.path, "newest": next(iter(self.numbers()), "?")}
            raise CorruptedStoreError(Message("store-pointer-missing", params))
        return number

    def point_to(self, number: int | None) -> None:
        """Set the pointer: written beside, flushed to disk, then moved over in one rename."""
        beside = self.path / "CURRENT.new"
        beside.write_text(self.file(number).name if number else "", encoding="utf-8")
        flush(beside)
        flush(self.path)
        os.replace(beside, self.path / "CURRENT")
        flush(self.path)

    def put_aside(self, draft: Path) -> Path:
        """Make a finished draft a trial; return where it lies."""
        trial = self.path / f"trial-{secrets.token_hex(4)}.duckdb"
        os.replace(draft, trial)
        return trial

    def sweep(self) -> None:
        """Remove what killed writers left behind, and trials that nobody has read for a day. Only
        for the holder of the lock."""
        for path in self.path.glob("draft-*.duckdb"):
            discard(path)
        for path in self.path.glob("trial-*.duckdb"):
            with suppress(FileNotFoundError):  # its owner has just discarded it
                if time.time() - path.stat().st_mtime > TRIAL_SECONDS:
                    discard(path)

    @contextmanager
    def locked(self, note: str) -> Iterator[None]:
        """Hold the writer's lock. Raises StoreBusyError, which names the holder, at once.

        The operating system frees the lock when its holder dies, however it dies.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        holder = self.path / "writer.json"
        lock = FileLock(self.path / "writer.lock", timeout=0)
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
    except (OSError, ValueError):  # the holder has not signed in yet
        return Message("store-busy-unknown")


def _number(name: str) -> int | None:
    """37 for shirong-000037.duckdb, None for any other name."""
    digits = name.removeprefix("shirong-").removesuffix(".duckdb")
    return int(digits) if digits.isdigit() and name == f"shirong-{digits}.duckdb" else None


def discard(path: Path) -> None:
    """Remove a database file and what lies beside it. Windows keeps open files until next time."""
    try:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
        shutil.rmtree(path.with_name(f"{path.name}.tmp"), ignore_errors=True)
    except OSError:
        pass


def flush(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk. Windows cannot open folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

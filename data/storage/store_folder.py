"""The files of a store folder: version files, the pointer to the current one, the writer's lock.

CURRENT                 text: the file name of the current version; "-" before the first one
shirong-000037.duckdb   one version, never written to again
shirong-000036.duckdb   an earlier one, kept for undo
folded/, blocks/        earlier ones that lie as what differs (data.storage.folding)
draft-000038.duckdb     the version that a writer is building (left behind when it is killed)
trial-5d41402a.duckdb   one that was built and is neither published nor discarded yet
sums/000037.json        the checksums of a version (data.storage.checksums)
results/                what servers have worked out (ui.kept_results); may go at any time
batches/000012.parquet  what batch 12 brought (data.contributions); until its version is published
                        it lies in a folder beside that version's file
retention.yaml          how long texts are kept; erased.jsonl: whose are not (data.retention)
audit.jsonl             who did what (data.access.audit); audit.head: its last line
access.yaml, access.db  who may enter (data.access)
writer.lock             held by the writer; writer.json says who that is
"""

import json
import os
import secrets
import shutil
import socket
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from data.storage.versions import CorruptedStoreError
from kernel.messages import Message, ShirongError

TRIAL_SECONDS = 24 * 3600  # since it was last read
_NONE = "-"  # an empty pointer is a damaged one


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
        """The numbers of all versions, whole or folded, newest first."""
        numbers = (_number(path.name) for path in self.path.glob("shirong-*.duckdb"))
        whole = {n for n in numbers if n is not None}
        return sorted(whole | set(self.folded_numbers()), reverse=True)

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
        if name == _NONE or (not name and not self.numbers()):
            return None
        number = _number(name)
        if number is None:
            params = {"folder": self.path, "newest": next(iter(self.numbers()), "?")}
            raise CorruptedStoreError(Message("store-pointer-missing", params))
        return number

    def point_to(self, number: int | None) -> None:
        """Set the pointer: written beside, flushed to disk, then moved over in one rename."""
        beside = self.path / "CURRENT.new"
        try:
            beside.write_text(self.file(number).name if number else _NONE, encoding="utf-8")
            flush(beside)
            flush(self.path)
            os.replace(beside, self.path / "CURRENT")
        finally:
            beside.unlink(missing_ok=True)
        flush(self.path)

    def put_aside(self, draft: Path) -> Path:
        """Make a finished draft a trial; return where it lies."""
        trial = self.path / f"trial-{secrets.token_hex(4)}.duckdb"
        if brought_beside(draft).exists():
            os.replace(brought_beside(draft), brought_beside(trial))
        os.replace(sums_beside(draft), sums_beside(trial))
        os.replace(draft, trial)
        return trial

    def sums(self, number: int) -> Path:
        """Where the checksums of a published version lie."""
        return self.path / "sums" / f"{number:06d}.json"

    def summed(self) -> list[int]:
        """The numbers of the versions whose checksums are kept."""
        return _numbered(self.path / "sums")

    def folded(self, number: int) -> Path:
        """Where lies what a folded version says of itself."""
        return self.path / "folded" / f"{number:06d}.json"

    def folded_numbers(self) -> list[int]:
        """The numbers of the versions that were folded, put together again or not."""
        return _numbered(self.path / "folded")

    def block(self, name: str) -> Path:
        """Where a block of folded versions lies."""
        return self.path / "blocks" / name

    def take_version(self, built: Path, number: int) -> None:
        """Make a built file, with its checksums, a version that the pointer may name."""
        self.sums(number).parent.mkdir(exist_ok=True)
        os.replace(sums_beside(built), self.sums(number))
        flush(self.path / "sums")
        os.replace(built, self.file(number))

    def drop_version(self, number: int) -> None:
        """Remove a version with its checksums."""
        self.folded(number).unlink(missing_ok=True)
        discard(self.file(number))
        if not self.file(number).exists():  # Windows keeps open files until next time
            self.sums(number).unlink(missing_ok=True)

    def brought(self, batch_id: int) -> Path:
        """Where lies what a published batch brought."""
        return self.path / "batches" / f"{batch_id:06d}.parquet"

    def leftovers(self, batch_id: int) -> Path:
        """Where lies what else was kept of the sheet of a published batch."""
        return self.path / "batches" / f"{batch_id:06d}.leftovers.parquet"

    def brought_batches(self) -> list[int]:
        """The batches of which is kept what they brought."""
        return _numbered(self.path / "batches")

    def take_brought(self, built: Path) -> None:
        """Move what the batches of a built file brought to that of the published ones."""
        found = list(brought_beside(built).glob("*.parquet"))
        for path in found:
            target = self.path / "batches" / path.name
            target.parent.mkdir(exist_ok=True)
            os.replace(path, target)
        if found:
            flush(self.path / "batches")
        shutil.rmtree(brought_beside(built), ignore_errors=True)

    def sweep_brought(self, listed: Collection[int]) -> None:
        """Remove what was brought by batches that no kept version lists. Only for the holder of
        the lock."""
        for batch_id in set(self.brought_batches()) - set(listed):
            self.brought(batch_id).unlink(missing_ok=True)
            self.leftovers(batch_id).unlink(missing_ok=True)

    def sweep(self, trial_seconds: float = TRIAL_SECONDS) -> None:
        """Remove what killed writers left behind, and trials that nobody has read for so long
        (default: a day). Only for the holder of the lock."""
        for path in self.path.glob("draft-*.duckdb"):
            discard(path)
        for path in self.path.glob("trial-*.duckdb"):
            with suppress(FileNotFoundError):  # its owner has just discarded it
                if time.time() - path.stat().st_mtime >= trial_seconds:
                    discard(path)
        for folder in self.path.glob("*.duckdb.batches"):
            if not folder.with_suffix("").exists():
                shutil.rmtree(folder, ignore_errors=True)

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


def empty_folder(folder: Path, kept: Sequence[str] = ()) -> None:
    """Remove what lies in a folder, but for files of these names; what cannot go stays."""
    for path in folder.iterdir() if folder.exists() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in kept:
            with suppress(OSError):
                path.unlink()


def _numbered(folder: Path) -> list[int]:
    """The numbers by which the files of a folder go."""
    stems = (path.stem for path in folder.glob("*"))
    return [int(stem) for stem in stems if stem.isdigit()]


def discard(path: Path) -> None:
    """Remove a database file and what lies beside it. Windows keeps open files until next time."""
    try:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
        sums_beside(path).unlink(missing_ok=True)
        shutil.rmtree(path.with_name(f"{path.name}.tmp"), ignore_errors=True)
        shutil.rmtree(brought_beside(path), ignore_errors=True)
    except OSError:
        pass


def brought_beside(path: Path) -> Path:
    """The folder for what the batches of a draft or a trial brought."""
    return path.with_name(f"{path.name}.batches")


def sums_beside(path: Path) -> Path:
    """The checksums of a draft or a trial."""
    return path.with_name(f"{path.name}.sums")


def flush(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk. Windows cannot open folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

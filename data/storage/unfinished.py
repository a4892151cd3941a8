"""Imports from the page that are under way, noted in the store's folder until they end.

`importing/1f3a.json` says which files and since when; its owner holds the lock beside it, which the
operating system frees however the owner dies. A note without an owner is an import that was cut
off: what it had built is removed, and the page says so at the next visit.
"""

import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data.storage.store_folder import discard
from data.store import Store, Trial
from kernel.messages import ShirongError

_FOLDER = "importing"


class Running:
    """A note of an import under way; `files` are their names as they may be kept."""

    def __init__(self, store: Store, files: Sequence[str]) -> None:
        folder = store.folder / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{secrets.token_hex(4)}.json"
        # Let go of by the thread that imports, taken by the one that asked for it.
        self._lock = FileLock(self._path.with_suffix(".lock"), timeout=0, thread_local=False)
        self._lock.acquire()
        since = datetime.now().replace(microsecond=0)
        self._about = {"files": list(files), "since": since.isoformat(), "trial": None}
        self._write()

    def built(self, trial: Trial) -> None:
        """It has built a trial, which waits for a decision."""
        self._about["trial"] = trial.path.name
        self._write()

    def end(self) -> None:
        """It has come to its end, whatever that is."""
        self._path.unlink(missing_ok=True)
        self.leave()

    def leave(self) -> None:
        """Nobody sees to it any more: the note stays, for the next visitor."""
        self._lock.release()
        if not self._path.exists():
            _tidy(self._path)

    def _write(self) -> None:
        text = json.dumps(self._about, ensure_ascii=False)
        self._path.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class CutOff:
    """An import that was cut off; nothing of it is stored."""

    note: Path
    files: tuple[str, ...]
    since: datetime


def cut_off(store: Store) -> list[CutOff]:
    """The imports that ended with their server, the latest first; what they left is removed."""
    found = []
    for path in sorted((store.folder / _FOLDER).glob("*.json")):
        lock = FileLock(path.with_suffix(".lock"), timeout=0)
        with suppress(Timeout, OSError, ValueError, KeyError), lock:
            about = json.loads(path.read_text(encoding="utf-8"))
            if about["trial"]:
                discard(store.folder / Path(about["trial"]).name)
            one = CutOff(path, tuple(about["files"]), datetime.fromisoformat(about["since"]))
            if _is_stored(store, one):  # the server ended between storing and saying so
                forget(one)
            else:
                found.append(one)
    return sorted(found, key=lambda one: one.since, reverse=True)


def forget(one: CutOff) -> None:
    """It was said."""
    one.note.unlink(missing_ok=True)
    _tidy(one.note)


def _tidy(note: Path) -> None:
    """Remove the lock of a note that is gone, and the folder when that was the last."""
    with suppress(OSError):
        note.with_suffix(".lock").unlink(missing_ok=True)
        note.parent.rmdir()


def _is_stored(store: Store, one: CutOff) -> bool:
    """Whether the current version holds an import of these files, made since then."""
    try:
        with store.connect() as con:
            row = con.execute(
                "SELECT count(*) FROM import_batches WHERE imported_at >= $since "
                "AND list_contains($files, file)",
                {"since": one.since, "files": list(one.files)},
            ).fetchone()
    except (ShirongError, duckdb.Error):
        return False
    return bool(row and row[0])

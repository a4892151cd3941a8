"""The files of the watched folder: which have arrived whole, and where they are moved to."""

import json
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.batches.bookkeeping import batches
from data.importing.jobs import fingerprint
from data.parsing.privacy import mask_file_name
from data.store import Store
from data.watching.settings import watch_settings

_PARTIAL = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp", ".lock")
_OF_THE_SYSTEM = {"desktop.ini", "thumbs.db"}
ACCOUNT = ".account.json"
Stamp = tuple[int, int]


def arrivals(folder: Path) -> list[tuple[Path, Stamp]]:
    """The files in a folder with size and time, the oldest first. What is being uploaded, what a
    program hides or locks, links and sub-folders are passed by."""
    found = []
    for entry in os.scandir(folder):
        name = entry.name.lower()
        if name.startswith((".", "~$")) or name.endswith(_PARTIAL) or name in _OF_THE_SYSTEM:
            continue
        try:
            told = os.lstat(entry.path)  # on Windows the entry's own may be out of date
        except OSError:
            continue
        if stat.S_ISREG(told.st_mode) and not name.endswith(ACCOUNT):
            found.append((Path(entry.path), (told.st_size, told.st_mtime_ns)))
    return sorted(found, key=lambda one: (one[1][1], one[0].name))


class Sights:
    """Since when each file has looked as it does; `now` is a clock that is never set back."""

    def __init__(self) -> None:
        self._since: dict[Path, tuple[Stamp, float]] = {}

    def unchanged(self, path: Path, stamp: Stamp, now: float) -> float:
        """Seconds for which a file has been seen with this size and time."""
        before = self._since.get(path)
        if before is None or before[0] != stamp:
            self._since[path] = (stamp, now)
            return 0.0
        return now - before[1]

    def keep(self, paths: set[Path]) -> None:
        """Forget the files that are gone."""
        self._since = {path: seen for path, seen in self._since.items() if path in paths}


def staged_copy(path: Path, folder: Path) -> Path:
    """A copy of a file that nobody changes any more, under a name that may be kept."""
    plain = mask_file_name(path.name.encode("utf-8", "replace").decode())
    copy = folder / plain
    shutil.copyfile(path, copy)
    return copy


def put_away(path: Path, folder: Path, name: str, about: Mapping[str, Any]) -> Path:
    """Move a file into a folder, under its name or with a number, its account beside it. The
    account is written first: what lies there without its file was cut off, and says nothing."""
    stem, ending = os.path.splitext(name)
    short = os.fsencode(stem)[:180].decode("utf-8", "ignore")
    number, target = 1, folder / name
    while target.exists() or target.with_name(_account_name(target)).exists():
        number += 1
        target = folder / f"{short} ({number}){ending}"
    account = target.with_name(_account_name(target))
    text = json.dumps(about, indent=2, ensure_ascii=not _plain(about), default=str)
    account.write_text(text, encoding="utf-8")
    shutil.move(path, target)
    return target


def _account_name(path: Path) -> str:
    """Of a file; a name is at most 255 bytes long."""
    return os.fsencode(path.name)[:220].decode("utf-8", "replace") + ACCOUNT


def _plain(about: Mapping[str, Any]) -> bool:
    try:
        json.dumps(about, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:  # a name that is no text
        return False
    return True


def stored_contents(store: Store) -> set[str]:
    """The fingerprints of all files that the current version has been made of."""
    return {account.sha256 for _, account in batches(store)}


def waiting_files(store: Store) -> list[Path]:
    """The files that wait for the office: those in asks/ whose content is not stored yet.

    Raises ConfigurationError.
    """
    settings = watch_settings(store)
    folder = store.folder / Path(settings.folder).expanduser() / "asks" if settings else None
    if folder is None or not folder.is_dir():
        return []
    found = [path for path, _ in arrivals(folder)]
    known = stored_contents(store) if found else set()
    return [path for path in found if fingerprint(path) not in known]

"""A copy of a store that can take its place: what is new is copied, all of it is checked.

Whatever lies beside the facts (schemes, profiles, actions, notes, editions ...) comes along. The
store is not locked: versions never change, and the pointer is written last.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.storage.folding import FoldedVersions
from data.storage.store_folder import StoreFolder, discard
from data.store import CorruptedStoreError, EmptyStoreError, Store
from kernel.messages import Message, ShirongError

_NOT_KEPT = ("results", "writer.lock", "writer.json", "CURRENT")
_UNFINISHED = ("draft-", "trial-", "unfolding-")


class BackupError(ShirongError):
    """The folder cannot take a backup of this store."""


@dataclass(frozen=True)
class Backup:
    """What a backup holds: its version, the files and bytes that were copied now."""

    version: int
    files: int
    size: int


def back_up(store: Store, folder: Path) -> Backup:
    """Copy what is new of a store into a folder and check the version that is current there.

    Files of versions that the store no longer keeps go once the copy is whole. Raises BackupError
    for a folder inside the store or around it, EmptyStoreError, CorruptedStoreError when the store
    or the copy is damaged, OSError.
    """
    source, target = store.folder.resolve(), folder.resolve()
    if source.is_relative_to(target) or target.is_relative_to(source):
        raise BackupError(Message("backup-same-folder", {"folder": folder}))
    version = store.version()
    if version is None:
        raise EmptyStoreError(Message("store-empty", {"folder": store.folder}))
    if wrong := store.damages():
        raise CorruptedStoreError(wrong[0])
    files = size = 0
    for path in _files(source):
        with suppress(FileNotFoundError):  # an old version that was just removed
            copied = _copy(path, target / path.relative_to(source))
            files, size = files + (copied is not None), size + (copied or 0)
    there, kept = StoreFolder(source), StoreFolder(target)
    kept.point_to(version)
    if wrong := Store(target).damages():
        raise CorruptedStoreError(wrong[0])
    for number in set(kept.numbers()) - {version, *there.numbers()}:
        kept.drop_version(number)
    for number in set(there.folded_numbers()) & set(kept.folded_numbers()) - {version}:
        if not there.file(number).exists():  # folded since it was copied whole
            discard(kept.file(number))
    kept.sweep_brought(there.brought_batches())
    FoldedVersions(kept).sweep()
    return Backup(version, files, size)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        first = path.relative_to(folder).parts[0]
        if path.is_file() and first not in _NOT_KEPT and not first.startswith(_UNFINISHED):
            yield path


def _copy(path: Path, target: Path) -> int | None:
    """Copy a file unless it is there as it is; its size in bytes, None where it was there."""
    told = path.stat()
    with suppress(FileNotFoundError):
        there = target.stat()
        if (there.st_size, there.st_mtime_ns) == (told.st_size, told.st_mtime_ns):
            return None
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.new")
    shutil.copy2(path, beside)
    os.replace(beside, target)
    return told.st_size

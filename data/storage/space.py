"""Room on the disk: asked for before a writer begins, and named when it runs out all the same."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kernel.messages import Message, ShirongError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_WINDOWS = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
# DuckDB passes on the words of the operating system, or names its own limit of the same disk.
_FULL_TEXTS = (
    *{os.strerror(code) for code in _FULL},
    "not enough space on the disk",
    "max_temp_directory_size",
)
_ROOM_AROUND = 16 << 20  # bytes for small files, the log, what is rewritten before it is freed
_UNPACKED = {".xlsx": 6, ".xlsm": 6, ".xlsb": 6, ".ods": 6}  # times its size as text
_MB = 1 << 20


class DiskFullError(ShirongError):
    """The disk of the store has too little room; the store is as it was."""


def room_of_exports(paths: Iterable[Path]) -> int:
    """Bytes that importing these files adds to the store at most, measured on case exports."""
    return sum(
        path.stat().st_size * _UNPACKED.get(path.suffix.lower(), 1)
        for path in paths
        if path.is_file()
    )


@contextmanager
def room_for(folder: Path, needed: int) -> Iterator[None]:
    """Room for `needed` bytes more in a folder.

    Raises DiskFullError at once where there is less, or when the disk fills up inside the block.
    """
    needed += _ROOM_AROUND
    free = _free(folder)
    if free < needed:
        raise _error("store-disk-small", folder, needed, free)
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if not is_full(error):
            raise
        raise _error("store-disk-full", folder, needed, _free(folder)) from error


def is_full(error: BaseException) -> bool:
    """Whether an error, or one that it came from, says that the disk is full."""
    if isinstance(error, OSError) and (
        error.errno in _FULL or getattr(error, "winerror", None) in _FULL_WINDOWS
    ):
        return True
    if isinstance(error, duckdb.Error) and any(text in str(error) for text in _FULL_TEXTS):
        return True
    earlier = error.__cause__ or error.__context__
    return earlier is not None and is_full(earlier)


def _free(folder: Path) -> int:
    """Free bytes where the folder is, or will be."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(there).free


def _error(code: str, folder: Path, needed: int, free: int) -> DiskFullError:
    params = {"folder": folder, "needed": -(-needed // _MB), "free": free // _MB}
    return DiskFullError(Message(code, params))

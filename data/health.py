"""Whether a store can be read and written to now, as a monitor asks: numbers and one word, no path
and no name."""

import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from data.access.rights import LOCAL, acting_as
from data.batches.bookkeeping import entries
from data.store import Store
from kernel.messages import ShirongError

_LEAST = 64 << 20  # free bytes beside another copy of the current version, which a write takes


def health(folder: Path) -> tuple[bool, dict[str, Any]]:
    """Whether all is well; store (number of the version, None before the first), as_of (the latest
    of its files), free_mb, and reason: damaged, no-space, or None."""
    store = Store(folder)
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(there).free
    said: dict[str, Any] = {"store": None, "as_of": None, "free_mb": free >> 20, "reason": None}
    try:
        said["store"] = number = store.version()
        if number is not None:
            said["as_of"], size = _read(folder, number, store.stamp(number))
            said["reason"] = "no-space" if free < size + _LEAST else None
        elif free < _LEAST:
            said["reason"] = "no-space"
    except (ShirongError, OSError, duckdb.Error):
        said["reason"] = "damaged"
    return said["reason"] is None, said


@lru_cache(
    maxsize=4
)  # whoever asks every second opens no database for it; the stamp tells a change
def _read(folder: Path, number: int, stamp: str) -> tuple[str | None, int]:
    """The as-of of a version and its bytes."""
    with acting_as(LOCAL):
        found = [one.account.as_of for one in entries(Store(folder)) if one.account.as_of]
    return (f"{max(found):%Y-%m-%d %H:%M}" if found else None), int(stamp.split()[0])

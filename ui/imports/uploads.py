"""Where uploaded files lie while they are imported: one folder per server, in that of the system.

They hold personal data. A server that ends removes its folder; one that was killed cannot, so the
next that starts removes the folders whose owner is gone. The owner holds a lock in its folder,
which the operating system frees however the owner dies.
"""

import atexit
import shutil
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "shirong-drop-"
_LOCK = "owner.lock"
_YOUNG = 60  # seconds in which a folder may not have its lock yet


def new_folder() -> tempfile.TemporaryDirectory:
    """A folder for one drop, removed when it is no longer needed."""
    folder, _ = _own()
    return tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True)


def sweep() -> None:
    """Remove what servers that were killed left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):
            if not (folder / _LOCK).exists() and time.time() - folder.stat().st_mtime < _YOUNG:
                continue
            FileLock(folder / _LOCK, timeout=0).acquire()
            shutil.rmtree(folder, ignore_errors=True)


def remove_own() -> None:
    """Remove the folder of this server with all that is in it."""
    if _own.cache_info().currsize:
        folder, lock = _own()
        _own.cache_clear()
        lock.release()  # Windows removes no file that is open
        shutil.rmtree(folder, ignore_errors=True)


@cache
def _own() -> tuple[Path, FileLock]:
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = FileLock(folder / _LOCK, timeout=0)
    lock.acquire()
    atexit.register(remove_own)
    return folder, lock

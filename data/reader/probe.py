"""Opens a workbook in a process of its own, which a broken or hostile file may take down.

Run as a script: `python probe.py FILE`. Exits 0 when every sheet loads. The process that wants the
workbook's rows stays out of harm's way.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

BASE_MEMORY, MOST_MEMORY = 1 << 30, 6 << 30  # bytes
MEMORY_PER_BYTE = 60  # a workbook of a million full rows takes this much of its size, unpacked
TIMEOUT = 900  # seconds
LOCKED = 3


def memory_limit(size: int) -> int:
    """Bytes of memory that a workbook of this size may take: a small file that wants more was made
    to take the machine down."""
    return min(BASE_MEMORY + MEMORY_PER_BYTE * size, MOST_MEMORY)


def trouble(path: Path) -> str | None:
    """None when the workbook can be loaded, else the code of the message that says why not."""
    command = [sys.executable, "-I", __file__, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return "reader-damaged"
    if done.returncode == 0:
        return None
    if done.returncode == LOCKED:
        return "reader-password"
    return "reader-used-range" if b"memory allocation" in done.stderr else "reader-damaged"


def _load(path: str) -> None:
    from python_calamine import CalamineWorkbook, PasswordError

    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        limit = memory_limit(os.path.getsize(path))
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        with open(path, "rb") as file:
            book = CalamineWorkbook.from_filelike(file)
        for name in book.sheet_names:
            book.get_sheet_by_name(name)
    except PasswordError:
        sys.exit(LOCKED)


if __name__ == "__main__":
    _load(sys.argv[1])

"""Telling that is begun after an import, in a process of its own, which outlives the one that
started it: whoever imports neither waits for it nor fails by it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from kernel.folders import ROOT
from metrics.telling.rules import TELLING_FILE


def start_telling(folder: Path) -> subprocess.Popen[bytes] | None:
    """Begin to tell in the background, where that is set up; None where it was not begun."""
    if not (folder / TELLING_FILE).exists():
        return None
    command = [sys.executable, "-m", "shirong", "tell", "--store", str(folder.resolve())]
    apart = (
        {"creationflags": getattr(subprocess, "DETACHED_PROCESS", 0)}
        if os.name == "nt"
        else {"start_new_session": True}
    )
    nothing = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=nothing, stdout=nothing, stderr=nothing, **apart
        )
    except OSError:
        return None
    threading.Thread(target=process.wait, daemon=True).start()  # leaves no dead process behind
    return process

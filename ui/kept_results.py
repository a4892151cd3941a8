"""Results kept beside the store: what one server has worked out of a version, none works out again.

They lie in `results/` in the folder of the store, one file each, under a name made of all that a
result depends on: the file of the version (its number, size and moment), the program, the function
and what it was asked. Whatever cannot be read or written there is worked out, as without them. They
are Python's own pickles: who may write to the store's folder is trusted as the program is.
"""

import inspect
import os
import pickle
import secrets
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from data.store import Store
from kernel.folders import ROOT

FOLDER = "results"
MOST_BYTES = 256 << 20  # of all results of a store; the oldest go first
_PROGRAM = ("kernel", "data", "metrics")

P = ParamSpec("P")
R = TypeVar("R")


def kept_beside(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function of a snapshot finds. Its first parameter is the snapshot; one whose name
    begins with `_` is named by another (`_scheme` by its fingerprint) and is no part of the name.
    The others are plain values. The answer depends on nothing else."""
    signature = inspect.signature(function)
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        (_, at), *asked = signature.bind(*args, **kwargs).arguments.items()
        question = [value for parameter, value in asked if not parameter.startswith("_")]
        path = _path(Path(at.folder), at.version, name, [at.scope, *question])
        with suppress(Exception):  # not there, cut short, or of classes that have changed since
            return pickle.loads(zlib.decompress(path.read_bytes()))
        found = function(*args, **kwargs)
        with suppress(OSError):
            _write(path, zlib.compress(pickle.dumps(found), 1))
        return found

    return kept


def _path(folder: Path, version: int, name: str, question: list[Any]) -> Path:
    stamp = Store(folder).stamp(version)
    said = repr((version, stamp, program_stamp(), name, question))
    return folder / FOLDER / f"{blake2b(said.encode(), digest_size=16).hexdigest()}.pickle"


@cache
def program_stamp() -> str:
    """Changes with every file of the program that figures depend on."""
    files = [path for room in _PROGRAM for path in (ROOT / room).rglob("*.*")]
    digest = blake2b(digest_size=16)
    for path in sorted(files):
        if path.suffix in (".py", ".yaml", ".csv", ".ftl"):
            told = path.stat()
            digest.update(f"{path} {told.st_size} {told.st_mtime_ns}".encode())
    return digest.hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f"{path.stem}.{secrets.token_hex(4)}.new")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    _bound(path.parent)


def _bound(folder: Path) -> None:
    """Remove the oldest results beyond `MOST_BYTES`."""
    found = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another server is at it too
            told = path.stat()
            found.append((told.st_mtime_ns, told.st_size, path))
    room = MOST_BYTES
    for _, size, path in sorted(found, reverse=True):
        room -= size
        if room < 0:
            path.unlink(missing_ok=True)

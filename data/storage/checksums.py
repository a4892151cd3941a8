"""The checksums of a version file: written when it is built, held against it ever after.

A file is summed by blocks, so that damage is named by its place, and so that a block which a draft
took over from the version before keeps its sum: what was damaged between is never summed anew.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from data.storage.store_folder import flush
from data.storage.versions import CorruptedStoreError
from kernel.messages import Message

BLOCK = 1 << 18  # bytes; also what the database writes at once


@dataclass(frozen=True)
class Sums:
    """What a file must be: its size in bytes, and the SHA-256 of each of its blocks."""

    size: int
    block: int
    sha256: tuple[str, ...]


def sums_of(path: Path, source: Path | None = None, known: Sums | None = None) -> Sums:
    """The checksums of a file. Blocks that are those of `source` keep the sums `known` of it."""
    found = []
    earlier = iter(_blocks(source, BLOCK) if source and known and known.block == BLOCK else ())
    for number, block in enumerate(_blocks(path, BLOCK)):
        same = known is not None and number < len(known.sha256) and block == next(earlier, b"")
        found.append(known.sha256[number] if same and known else sum_of(block))
    return Sums(path.stat().st_size, BLOCK, tuple(found))


def copy_checked(source: Path, target: Path, sums: Sums | None) -> None:
    """Copy a version file, checked while it is read. Raises CorruptedStoreError at the first block
    that is not what it must be."""
    if sums is None:  # of an earlier program
        shutil.copyfile(source, target)
        return
    if wrong := wrong_size(source, sums):
        raise CorruptedStoreError(wrong)
    with target.open("wb") as out:
        for number, block in enumerate(_blocks(source, sums.block)):
            if sum_of(block) != sums.sha256[number]:
                raise CorruptedStoreError(_flipped(source, number, sums))
            out.write(block)


def damage(path: Path, sums: Sums) -> Message | None:
    """What is wrong with a file, None when it is whole. Reads all of it."""
    if wrong := wrong_size(path, sums):
        return wrong
    for number, block in enumerate(_blocks(path, sums.block)):
        if sum_of(block) != sums.sha256[number]:
            return _flipped(path, number, sums)
    return None


def wrong_size(path: Path, sums: Sums) -> Message | None:
    """What can be told without reading it: that a file is not as long as it must be."""
    size = path.stat().st_size
    if size == sums.size:
        return None
    params = {"file": path.name, "size": size, "expected": sums.size}
    return Message("store-damaged-size", params)


def write_sums(path: Path, sums: Sums) -> None:
    """Write checksums and flush them to the disk."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(asdict(sums)), encoding="utf-8")
    flush(path)


def read_sums(path: Path) -> Sums | None:
    """Checksums that were written; None where there are none. Raises CorruptedStoreError."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Sums(int(said["size"]), int(said["block"]), tuple(map(str, said["sha256"])))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        params = {"file": path.name, "detail": str(error)}
        raise CorruptedStoreError(Message("store-sums-damaged", params)) from error


def _blocks(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


def sum_of(block: bytes) -> str:
    """The SHA-256 of a block."""
    return hashlib.sha256(block).hexdigest()


def _flipped(path: Path, number: int, sums: Sums) -> Message:
    begin = number * sums.block
    params = {"file": path.name, "from": begin, "to": min(begin + sums.block, sums.size)}
    return Message("store-damaged-block", params)

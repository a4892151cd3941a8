"""Kept versions that lie as the blocks in which they differ from those that lie whole.

An import into a large store changes a few blocks of its file. An earlier version is then folded:
its file goes, and what no whole file has of it stays. It is put together again, to the byte, when
somebody opens it.

folded/000036.json   what version 36 says of itself and which batches it lists
blocks/5d41…         a block of a folded version, by its SHA-256
"""

import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from data.storage.checksums import BLOCK, Sums, read_sums, sum_of
from data.storage.store_folder import StoreFolder, discard, flush
from data.storage.versions import CorruptedStoreError, VersionInfo, listed_batches, read_info
from kernel.messages import Message

FROM_SIZE = 16 << 20  # bytes; of smaller files folding saves nothing that anybody would miss
_ABANDONED = 3600  # seconds after which a file that is being put together is nobody's


class FoldedVersions:
    """The folded versions of a store's folder. What writes is for the holder of the lock, apart
    from `unfold`."""

    def __init__(self, files: StoreFolder) -> None:
        self._files = files

    def info(self, number: int) -> VersionInfo:
        """What a kept version says of itself, folded or whole. Raises CorruptedStoreError,
        FileNotFoundError, NewerStoreError."""
        if self._is_whole(number):
            return read_info(self._files.file(number))
        said = self._record(number)["info"]
        return VersionInfo(**{**said, "created_at": datetime.fromisoformat(said["created_at"])})

    def batches(self, number: int) -> frozenset[int]:
        """The batches that a kept version lists; raises likewise."""
        if self._is_whole(number):
            return listed_batches(self._files.file(number))
        return frozenset(self._record(number)["batches"])

    def fold(self, number: int) -> bool:
        """Fold a version; False, and all as it was, where it is small, shares too little with those
        that stay whole, or has a damaged block."""
        sums = read_sums(self._files.sums(number))
        if sums is None or sums.block != BLOCK or sums.size < FROM_SIZE:  # None: an earlier program
            return False
        if self.is_folded(number):
            return True
        own = set(sums.sha256) - self._elsewhere(number)
        if 2 * len(own - self._stored()) > len(sums.sha256) or not self._store(number, sums, own):
            return False
        path = self._files.file(number)
        record = {
            "info": asdict(read_info(path)),
            "batches": sorted(listed_batches(path)),
            "written": path.stat().st_mtime_ns,
        }
        _write(self._files.folded(number), json.dumps(record, default=str).encode())
        discard(path)
        return True

    def drop(self, number: int) -> None:
        """Remove a version; what folded ones need of it stays."""
        if self._is_whole(number) and (sums := read_sums(self._files.sums(number))):
            needed = self._needed(but=number)
            self._store(number, sums, needed & set(sums.sha256) - self._elsewhere(number))
        self._files.drop_version(number)

    def unfold(self, number: int) -> None:
        """Put the file of a folded version together, if it is one. Raises CorruptedStoreError when
        it cannot be."""
        if self._is_whole(number) or not self._files.folded(number).exists():
            return
        building = self._files.path / f"unfolding-{secrets.token_hex(4)}.duckdb"
        try:
            written = self._record(number)["written"]
            with building.open("wb") as out:
                for block in self._blocks(number):
                    out.write(block)
            flush(building)
            os.utime(building, ns=(written, written))
            os.replace(building, self._files.file(number))
        finally:
            building.unlink(missing_ok=True)

    def damage(self, number: int) -> Message | None:
        """What is wrong with a folded version; reads all of it."""
        try:
            self._record(number)
            for _ in self._blocks(number):
                pass
        except CorruptedStoreError as error:
            return error.message
        return None

    def is_folded(self, number: int) -> bool:
        """Whether a version has no file of its own now."""
        return not self._is_whole(number) and self._files.folded(number).exists()

    def sweep(self) -> None:
        """Remove the blocks that no folded version needs, and what was never put together."""
        for name in self._stored() - self._needed():
            self._files.block(name).unlink(missing_ok=True)
        for path in self._files.path.glob("unfolding-*.duckdb"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink()

    def _is_whole(self, number: int) -> bool:
        return self._files.file(number).exists()

    def _record(self, number: int) -> dict[str, Any]:
        path = self._files.folded(number)
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            params = {"file": path.name, "detail": str(error)}
            raise CorruptedStoreError(Message("store-folded-damaged", params)) from error

    def _needed(self, but: int = 0) -> set[str]:
        """The blocks of all folded versions."""
        found = (self._sums(n) for n in self._files.folded_numbers() if n != but)
        return {block for sums in found for block in sums.sha256}

    def _elsewhere(self, number: int) -> set[str]:
        """The blocks of all other versions that lie whole."""
        others = (self._sums(n) for n in self._whole() if n != number)
        return {block for sums in others for block in sums.sha256}

    def _whole(self) -> Iterator[int]:
        return (number for number in self._files.numbers() if self._is_whole(number))

    def _sums(self, number: int) -> Sums:
        return read_sums(self._files.sums(number)) or Sums(0, BLOCK, ())

    def _stored(self) -> set[str]:
        return {path.name for path in (self._files.path / "blocks").glob("*")}

    def _store(self, number: int, sums: Sums, wanted: Iterable[str]) -> bool:
        """Keep some blocks of a whole version; False where one is not what it must be."""
        missing = set(wanted) - self._stored()
        with self._files.file(number).open("rb") as file:
            for place, name in enumerate(sums.sha256):
                if name not in missing:
                    continue
                block = _read(file, place)
                if sum_of(block) != name:
                    return False
                _write(self._files.block(name), block)
                missing.remove(name)
        return True

    def _blocks(self, number: int) -> Iterator[bytes]:
        """The blocks of a folded version, from its own and those of whole versions, each checked.
        Raises CorruptedStoreError at the first that is nowhere as it was."""
        with ExitStack() as opened:
            places: dict[str, list[tuple[BinaryIO, int]]] = {}
            for whole in self._whole():
                file = opened.enter_context(self._files.file(whole).open("rb"))
                for place, name in enumerate(self._sums(whole).sha256):
                    places.setdefault(name, []).append((file, place))
            for name in self._sums(number).sha256:
                found = chain((_read(*at) for at in places.get(name, ())), [self._own(name)])
                block = next((block for block in found if sum_of(block) == name), None)
                if block is None:
                    params = {"number": number, "block": name[:12]}
                    raise CorruptedStoreError(Message("store-block-lost", params))
                yield block

    def _own(self, name: str) -> bytes:
        try:
            return self._files.block(name).read_bytes()
        except FileNotFoundError:
            return b""


def _read(file: BinaryIO, place: int) -> bytes:
    file.seek(place * BLOCK)
    return file.read(BLOCK)


def _write(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    flush(beside)
    os.replace(beside, path)
    flush(path.parent)

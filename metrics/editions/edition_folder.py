"""The editions beside a store: `editions/` in its folder has a folder for each, and a log.

A folder is written beside and takes its place in one rename; a published one is never written to
again. `log.jsonl` has a line for each publication, with the fingerprint of the whole: an edition
that is gone, or was forged together with its manifest, is told of. Where a killed writer could not
append its line the next one does. Nothing here belongs to a version of the store: undo and
clean-up leave it alone.
"""

import json
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from data.access.audit import Audit
from data.storage.store_folder import flush
from data.storage.written_folder import WrittenFolder
from kernel.messages import Message
from metrics.editions.edition import (
    MANIFEST,
    DamagedEditionError,
    Edition,
    EditionRefusedError,
    Manifest,
    open_edition,
)

LOG = "log.jsonl"
_PUBLISHED = re.compile(r"([a-z]+)-(\d{4})-(\d{3,})")
FoundEdition = Edition | DamagedEditionError


class Editions:
    """The editions beside a store."""

    def __init__(self, store: Path) -> None:
        self.folder = store / "editions"
        self._disk = WrittenFolder(
            self.folder, lambda: refused("edition-busy"), "publish", "edition"
        )

    def all(self) -> list[FoundEdition]:
        """Every edition, drafts first, then the latest published first; a damaged one as its error,
        last."""
        found = list(self._found().values())
        good = sorted(good_editions(found), key=_latest_first)
        return [*good, *(one for one in found if isinstance(one, DamagedEditionError))]

    def find(self, id: str) -> Edition:
        """The edition of an id. Raises DamagedEditionError, EditionRefusedError where there is
        none."""
        found = self._found()
        if id not in found:
            raise refused("edition-none", id=id, ids=", ".join(found) or "–")
        one = found[id]
        if isinstance(one, DamagedEditionError):
            raise one
        return one

    def standing(self, kind: str, scheme: str, period: str) -> Edition | None:
        """What is published of a kind of notice, a scheme and a period, and not corrected since."""
        return next(
            (
                one
                for one in good_editions(self.all())
                if one.state == "published" and one.manifest.key == (kind, scheme, period)
            ),
            None,
        )

    def delete(self, id: str) -> None:
        """Delete a draft. Raises EditionRefusedError for what was published."""
        with self.writing():
            if (self.folder / id / MANIFEST).exists() and _PUBLISHED.fullmatch(id):
                raise refused("edition-delete-published", id=id)
            self.find(id)
            self._remove(self.folder / id)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer; what a killed one left is cleared away or completed first."""
        with self._disk.writing():
            for path in self.folder.glob(".*.new"):
                self._remove(path)
            known = self._log()
            for one in good_editions(list(self._opened().values())):
                if one.manifest.number is not None and one.id not in known:
                    self._append(one.manifest)
            yield

    # Below: for the holder of the lock.

    def write(self, manifest: Manifest, files: Mapping[str, bytes]) -> Path:
        """Write the folder of an edition beside its place, where nobody sees it."""
        beside = self.folder / f".{manifest.id}.new"
        beside.mkdir()
        for name, content in {**files, MANIFEST: manifest.written()}.items():
            path = beside / name
            path.write_bytes(content)
            flush(path)
            path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        flush(beside)
        return beside

    def take_place(self, beside: Path, manifest: Manifest) -> Edition:
        """Let it be seen: from here on it is there. Only a draft takes the place of another."""
        place = self.folder / manifest.id
        if place.exists() and manifest.number is None:
            self._remove(place)
        os.rename(beside, place)
        flush(self.folder)
        if manifest.number is not None:
            self._append(manifest)
        Audit(self.folder.parent).add("edition", manifest.id)
        return Edition(place, manifest)

    def remove_draft(self, id: str) -> None:
        """Remove a draft, where it is there."""
        if not _PUBLISHED.fullmatch(id):
            self._remove(self.folder / id)

    def next_number(self, kind: str, year: int) -> tuple[int, int]:
        """The next number of a kind of notice in a year, and of all years: no number is given
        twice, that of a damaged or vanished edition neither."""
        ids = {*(path.name for path in self._folders()), *self._log()}
        taken = [
            (found[1], int(found[2]), int(found[3]))
            for found in (_PUBLISHED.fullmatch(id) for id in ids)
            if found
        ]
        own = [number for of, when, number in taken if of == kind and when == year]
        return max(own, default=0) + 1, sum(of == kind for of, _, _ in taken) + 1

    def _found(self) -> dict[str, FoundEdition]:
        """By id, each with whether it was corrected; what the log knows and nobody finds is
        damaged."""
        log, found = self._log(), self._opened()
        for id, line in log.items():
            one = found.get(id)
            if one is None:
                found[id] = DamagedEditionError(id, "", "edition-gone")
            elif isinstance(one, Edition) and one.manifest.hash != line["hash"]:
                found[id] = DamagedEditionError(id, MANIFEST)
        later = {line["corrects"]: id for id, line in log.items() if line.get("corrects")}
        for one in good_editions(list(found.values())):
            if one.manifest.number is not None and one.manifest.corrects:
                later[one.manifest.corrects] = one.id
        return {
            id: replace(one, corrected_by=later.get(id, "")) if isinstance(one, Edition) else one
            for id, one in found.items()
        }

    def _opened(self) -> dict[str, FoundEdition]:
        found: dict[str, FoundEdition] = {}
        for path in self._folders():
            try:
                found[path.name] = open_edition(path)
            except DamagedEditionError as error:
                found[path.name] = error
        return found

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        own = (path for path in self.folder.iterdir() if path.is_dir())
        return sorted(path for path in own if not path.name.startswith("."))

    def _log(self) -> dict[str, dict[str, str]]:
        """id -> its line; without what nobody can read."""
        try:
            lines = (self.folder / LOG).read_text("utf-8", "replace").splitlines()
        except OSError:
            return {}
        return {line["id"]: line for text in lines if (line := _line(text)) is not None}

    def _append(self, manifest: Manifest) -> None:
        said = {
            "at": f"{manifest.published_at}",
            "by": manifest.published_by,
            "id": manifest.id,
            "hash": manifest.hash,
            "corrects": manifest.corrects,
        }
        with (self.folder / LOG).open("ab+") as log:
            log.seek(0, os.SEEK_END)
            torn = log.tell() > 0 and _last_byte(log) != b"\n"
            text = json.dumps(said, ensure_ascii=False) + "\n"
            log.write(b"\n" * torn + text.encode())
            log.flush()
            os.fsync(log.fileno())

    def _remove(self, folder: Path) -> None:
        """Remove a folder: out of sight first, so that nobody finds half of it."""
        if not folder.exists():
            return
        gone = folder.with_name(f".{folder.name.strip('.')}.gone.new")
        if folder != gone:
            shutil.rmtree(gone, ignore_errors=True)
            os.rename(folder, gone)
        for path in gone.iterdir():
            path.chmod(stat.S_IREAD | stat.S_IWRITE)  # else Windows keeps it
        shutil.rmtree(gone)


def good_editions(found: list[FoundEdition]) -> list[Edition]:
    """Those that are whole."""
    return [one for one in found if isinstance(one, Edition)]


def refused(code: str, **params: object) -> EditionRefusedError:
    """What is raised where something cannot be done with an edition."""
    return EditionRefusedError(Message(code, params, "metrics"))


def _latest_first(one: Edition) -> tuple[bool, float, str]:
    own = one.manifest
    at = own.published_at or own.frozen_at
    return own.number is not None, -at.timestamp(), one.id


def _line(text: str) -> dict[str, str] | None:
    try:
        found = json.loads(text)
        return found if {"id", "hash"} <= found.keys() else None
    except (ValueError, AttributeError):
        return None


def _last_byte(log: object) -> bytes:
    log.seek(-1, os.SEEK_END)  # type: ignore[attr-defined]
    found: bytes = log.read(1)  # type: ignore[attr-defined]
    return found

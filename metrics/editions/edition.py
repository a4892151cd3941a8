"""An edition: the files of a folder, and a manifest with the fingerprint of each.

    notice.json      what it says (`metrics.bulletin.content.Notice`), in both languages
    results.json     places and components, exactly (`metrics.editions.results`)
    counted.parquet  for every component and unit the rows that it counted, and where
    records.parquet  the rows themselves, with file, sheet and line
    scheme-ID@N.yaml the text of every version of the scheme that scored it

Nothing of it is read from the store or the schemes: it stays what it was, whatever becomes of them.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, ValidationError

from kernel.messages import Message, ShirongError
from metrics.bulletin.content import Notice, notice_of
from metrics.schemes.scheme import Scheme, read_scheme

MANIFEST = "manifest.json"
NOTICE, RESULTS, COUNTED, RECORDS = (
    *("notice.json", "results.json"),
    *("counted.parquet", "records.parquet"),
)
EDITION_FORMAT = 1
EditionState = Literal["draft", "published", "corrected"]


class EditionRefusedError(ShirongError):
    """There is no such edition, or it may not be published or deleted."""


class DamagedEditionError(ShirongError):
    """A file of an edition is not what it was. id: of the edition."""

    def __init__(self, id: str, file: str, code: str = "edition-damaged") -> None:
        super().__init__(Message(code, {"id": id, "file": file}, "metrics"))
        self.id, self.file = id, file


class Manifest(BaseModel):
    """What an edition says of itself.

    year, number, total: 〔2025〕第 n 期（总第 m 期）, of its kind; None of a draft. token: of the
    draft that it was made of. files: name -> SHA-256; content: one over all of these; corrects: the
    edition that it stands in for; hash: over everything else here.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = EDITION_FORMAT
    id: str
    kind: str
    scheme: str
    scheme_hashes: dict[str, str]
    period: str
    finished: bool
    store_version: int
    frozen_at: datetime
    frozen_by: str = ""
    token: str
    year: int | None = None
    number: int | None = None
    total: int | None = None
    published_at: datetime | None = None
    published_by: str = ""
    corrects: str = ""
    files: dict[str, str]
    content: str
    hash: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Of what there is one edition, and corrections: kind, scheme and period."""
        return self.kind, self.scheme, self.period

    def sealed(self) -> "Manifest":
        """The same with its hash."""
        return self.model_copy(update={"hash": self.own_hash()})

    def own_hash(self) -> str:
        """The hash that it should have."""
        plain = self.model_dump(mode="json", exclude={"hash"})
        return sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode())

    def written(self) -> bytes:
        """The file."""
        return (self.model_dump_json(indent=1) + "\n").encode()


@dataclass(frozen=True)
class Edition:
    """An edition that was found whole. corrected_by: the one that stands in for it, "" for none."""

    folder: Path
    manifest: Manifest
    corrected_by: str = ""

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def store(self) -> Path:
        """The folder of the store that it lies beside."""
        return self.folder.parents[1]

    @property
    def state(self) -> EditionState:
        """draft, published, or corrected by a later one."""
        if self.manifest.number is None:
            return "draft"
        return "corrected" if self.corrected_by else "published"

    @property
    def name(self) -> Message:
        """Kind and number, as offices write it."""
        own = self.manifest
        kind = Message(f"bulletin-kind-{own.kind}", {}, "metrics")
        if own.number is None:
            return Message("edition-draft-name", {"kind": kind, "period": own.period}, "metrics")
        return Message("edition-name", {"kind": kind, "number": self.numbered}, "metrics")

    @property
    def numbered(self) -> Message:
        """〔2025〕第 n 期（总第 m 期）; of a draft that it has none."""
        own = self.manifest
        if own.number is None:
            return Message("edition-no-number", {}, "metrics")
        params = {"year": f"{own.year}", "number": own.number, "total": own.total}
        return Message("edition-number", params, "metrics")

    # What those who are told of an edition ask it (`metrics.telling.events.ToldEdition`).

    @property
    def kind(self) -> str:
        return self.manifest.kind

    @property
    def scheme(self) -> str:
        return self.manifest.scheme

    @property
    def period(self) -> str:
        return self.manifest.period

    @property
    def published_at(self) -> datetime | None:
        return self.manifest.published_at

    def read(self, file: str) -> bytes:
        """A file, verified. Raises DamagedEditionError."""
        return verified(self.folder, self.manifest, file)

    @cached_property
    def notice(self) -> Notice:
        """What it says."""
        return notice_of(json.loads(self.read(NOTICE)))

    @cached_property
    def results(self) -> dict[str, Any]:
        """Places and components, see `metrics.editions.results.results_of`."""
        found: dict[str, Any] = json.loads(self.read(RESULTS))
        return found

    @cached_property
    def counted(self) -> pd.DataFrame:
        """component, unit, part, table_name, record_key, share: which rows counted where."""
        return _frame(self.read(COUNTED))

    @cached_property
    def records(self) -> pd.DataFrame:
        """The rows, see `metrics.editions.row_sets.records_of`."""
        return _frame(self.read(RECORDS))

    @property
    def schemes(self) -> dict[str, str]:
        """`ID@N` -> the text of that version of a scheme."""
        return {
            file.removeprefix("scheme-").removesuffix(".yaml"): self.read(file).decode("utf-8-sig")
            for file in self.manifest.files
            if file.startswith("scheme-")
        }

    def scheme_versions(self) -> list[Scheme]:
        """The versions of its scheme that scored it, as they then were, oldest first."""
        own = (f"scheme-{name}.yaml" for name in self.manifest.scheme_hashes)
        found = [read_scheme(self.read(file), file) for file in own]
        mine = [scheme for scheme in found if scheme.id == self.manifest.scheme]
        return sorted(mine, key=lambda scheme: scheme.version)


def _frame(content: bytes) -> pd.DataFrame:
    return pq.read_table(io.BytesIO(content)).to_pandas()


def sha256(content: bytes) -> str:
    """A fingerprint."""
    return hashlib.sha256(content).hexdigest()


def content_hash(files: Mapping[str, str]) -> str:
    """One fingerprint over those of all files."""
    return sha256("\n".join(f"{name} {files[name]}" for name in sorted(files)).encode())


def open_edition(folder: Path) -> Edition:
    """The edition of a folder, every file verified. Raises DamagedEditionError, which names the
    file that is not what it was."""
    id = folder.name
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        raise DamagedEditionError(id, MANIFEST) from None
    if (
        manifest.id != id
        or manifest.hash != manifest.own_hash()
        or manifest.content != content_hash(manifest.files)
    ):
        raise DamagedEditionError(id, MANIFEST)
    for file in manifest.files:
        verified(folder, manifest, file)
    if more := {path.name for path in folder.iterdir()} - {MANIFEST, *manifest.files}:
        raise DamagedEditionError(id, min(more))
    return Edition(folder, manifest)


def verified(folder: Path, manifest: Manifest, file: str) -> bytes:
    """The content of a file that is what it was."""
    try:
        content = (folder / file).read_bytes()
    except OSError:
        raise DamagedEditionError(manifest.id, file) from None
    if sha256(content) != manifest.files.get(file):
        raise DamagedEditionError(manifest.id, file)
    return content

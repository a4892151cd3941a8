"""An office's own schemes: drafts saved, put in force, followed by the next version, deleted.

They lie beside the store, one file per version, `ID-vN.yaml`. A version in force, or one that was,
is never written again: the next one follows it. Each file is written whole or not at all, by one
writer at a time, and `history.jsonl` beside them says who did what and when.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data.storage.written_folder import WrittenFolder
from kernel.messages import Message, ShirongError
from kernel.yaml_values import parse
from metrics.schemes.scheme import (
    SCHEMES,
    Scheme,
    list_schemes,
    load_scheme,
    read_folder,
    read_scheme,
    scheme_folders,
    scheme_hash,
    source_of,
)
from metrics.schemes.short_forms import in_full
from metrics.schemes.yaml_text import yaml_over


class SchemeRefusedError(ShirongError):
    """What was to be written would change what is in force, or mix two schemes."""


@dataclass(frozen=True)
class Deed:
    """One line of the history. what: saved | in_force | deleted | adopted."""

    when: str
    who: str
    what: str
    id: str
    version: int
    hash: str


class OwnSchemes:
    """The schemes beside a store, with those that are there for all."""

    def __init__(self, store: Path, shared: Path = SCHEMES) -> None:
        self.folders = scheme_folders(store, shared)
        self.folder = self.folders[0]
        self._disk = WrittenFolder(self.folder, _busy, "scheme", "scheme")

    def all(self) -> list[Scheme]:
        """Every version that can be used, of own schemes and of those for all."""
        return [one for one in list_schemes(self.folders) if isinstance(one, Scheme)]

    def versions(self, scheme_id: str) -> list[Scheme]:
        """The versions of a scheme, the newest first."""
        found = [one for one in self.all() if one.id == scheme_id]
        return sorted(found, key=lambda one: -one.version)

    def is_own(self, scheme: Scheme) -> bool:
        """Whether its file lies beside the store."""
        return self._file(scheme.id, scheme.version) is not None

    def next_version(self, scheme_id: str) -> int:
        """The number after the newest version of an id."""
        return 1 + max((one.version for one in self.versions(scheme_id)), default=0)

    def save(self, content: bytes, who: str) -> Scheme:
        """Save a draft under its id and version, over an earlier draft of these. Raises SchemeError
        when it is no usable scheme, SchemeRefusedError when it may not be written."""
        draft = read_scheme(content, "draft.yaml")
        if draft.status != "draft":
            raise _refused("scheme-save-no-draft", draft)
        with self._disk.writing():
            self._check_free(draft)
            self._adopt(draft.id, who)
            self._write(draft, content, "saved", who)
        return self._read(draft)

    def put_in_force(self, draft: Scheme, on: date, who: str) -> Scheme:
        """Put a saved draft in force from a day. Raises SchemeRefusedError unless it is a draft and
        the day lies after the one from which the version before it is in force."""
        with self._disk.writing():
            path = self._file(draft.id, draft.version)
            if path is None or self._read(draft).status != "draft":
                raise _refused("scheme-force-no-draft", draft)
            before = self.followed(draft)
            if before is not None and on <= before.effective_from:
                raise _refused(
                    "scheme-force-too-early", draft, other=before.version, day=before.effective_from
                )
            source = path.read_bytes()
            plain = in_full(parse(source).value)
            plain |= {"status": "in_force", "effective_from": on}
            content = yaml_over(source, plain)
            scheme = read_scheme(content, path.name)
            self._write(scheme, content, "in_force", who)
        return self._read(scheme)

    def delete(self, draft: Scheme, who: str) -> None:
        """Delete a draft; SchemeRefusedError for anything else."""
        with self._disk.writing():
            path = self._file(draft.id, draft.version)
            if path is None or draft.status != "draft" or self._read(draft).status != "draft":
                raise _refused("scheme-delete-no-draft", draft)
            self._disk.remove(path)
            self._note("deleted", draft, who)

    def followed(self, scheme: Scheme) -> Scheme | None:
        """The version in force, or that will be, that comes before one."""
        earlier = [
            one
            for one in self.versions(scheme.id)
            if one.status == "in_force" and one.version < scheme.version
        ]
        return earlier[0] if earlier else None

    def history(self, scheme_id: str) -> list[Deed]:
        """What was done with a scheme, the latest first; without lines that nobody can read."""
        try:
            lines = (self.folder / "history.jsonl").read_text("utf-8", "replace").splitlines()
        except OSError:
            return []
        found = [deed for line in lines if (deed := _deed(line)) and deed.id == scheme_id]
        return found[::-1]

    # Below: for the holder of the lock.

    def _check_free(self, draft: Scheme) -> None:
        path = self.folder / scheme_file_name(draft.id, draft.version)
        if path.exists() and self._file(draft.id, draft.version) is None:
            raise _refused("scheme-save-file-taken", draft, file=path.name)
        for one in self.versions(draft.id):
            if one.version == draft.version and one.status != "draft":
                raise _refused("scheme-save-settled", draft)
            if one.status == "example" and not self.is_own(one):
                raise _refused("scheme-save-example", draft)
            if one.scores.kind != draft.scores.kind:
                raise _refused("scheme-save-other", draft, name=one.name.zh, name_en=one.name.en)

    def _adopt(self, scheme_id: str, who: str) -> None:
        """Bring all versions of a scheme that lies elsewhere here, because those there are no
        longer read once one of its id lies here."""
        if any(self._file(scheme_id, one.version) for one in self.versions(scheme_id)):
            return
        for one in self.versions(scheme_id):
            self._write(one, source_of(one, self.folders[1]), "adopted", who)

    def _write(self, scheme: Scheme, content: bytes, what: str, who: str) -> None:
        path = self._file(scheme.id, scheme.version) or self.folder / scheme_file_name(
            scheme.id, scheme.version
        )
        self._disk.write(path, content)
        self._note(what, scheme, who)

    def _note(self, what: str, scheme: Scheme, who: str) -> None:
        when = datetime.now().isoformat(sep=" ", timespec="seconds")
        deed = Deed(when, who.strip(), what, scheme.id, scheme.version, scheme_hash(scheme))
        with (self.folder / "history.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(asdict(deed), ensure_ascii=False) + "\n")

    def _file(self, scheme_id: str, version: int) -> Path | None:
        """Where a version lies, under whatever name."""
        for path, one in read_folder(self.folder).items():
            if isinstance(one, Scheme) and (one.id, one.version) == (scheme_id, version):
                return path
        return None

    def _read(self, scheme: Scheme) -> Scheme:
        return load_scheme(f"{scheme.id}@{scheme.version}", folder=self.folders)


def scheme_file_name(scheme_id: str, version: int) -> str:
    """`district-v2.yaml`."""
    return f"{scheme_id}-v{version}.yaml"


def _busy() -> SchemeRefusedError:
    return SchemeRefusedError(Message("scheme-busy", {}, "metrics"))


def _refused(code: str, scheme: Scheme, **params: Any) -> SchemeRefusedError:
    about = {"id": scheme.id, "version": scheme.version}
    return SchemeRefusedError(Message(code, about | params, "metrics"))


def _deed(line: str) -> Deed | None:
    try:
        return Deed(**json.loads(line))
    except (ValueError, TypeError):
        return None

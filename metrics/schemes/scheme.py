"""Reading scheme files: YAML to a validated `Scheme`, every fault with its file, line and field.

Schemes live beside the store (`scheme_folders`) and in `schemes/`, or where SHIRONG_SCHEMES points,
one file per version. What is asked of a folder can be asked of several: a scheme of an id in the
first hides those of that id in the others, in all versions, also where its own file is broken.
`load_scheme("sample-district")` finds the id among them with its versions,
`load_scheme("sample-district@2")` version 2 alone, `load_scheme("some/folder/mine.yaml")` reads
that file.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from kernel.configuration import (
    ConfigurationError,
    Problem,
    claim,
    load,
    read_bytes,
    yaml_files,
)
from kernel.folders import ROOT, WORKPLACE
from kernel.messages import Message
from metrics.schemes.checks import faults_of_scheme
from metrics.schemes.model import Component, Scheme
from metrics.schemes.taking import taking_problems
from metrics.schemes.versions import in_force

__all__ = [
    "Component", "Scheme", "SchemeError", "in_force", "list_schemes", "load_scheme", "next_version",
    "read_folder", "read_scheme", "scheme_files", "scheme_folders", "scheme_hash", "source_of",
]  # fmt: skip

_OWN = Path(os.environ.get("SHIRONG_SCHEMES") or WORKPLACE / "schemes")
# With an installed program, and no folder of its own, an office sees what ships.
SCHEMES = _OWN if _OWN.is_dir() or "SHIRONG_SCHEMES" in os.environ else ROOT / "schemes"
# Counted in the fingerprint whether they are written or not, so that it stays what it was when they
# had to be written.
_ALWAYS = ("period", "rounding", "set_aside", "due_rule", "rebound_days", "full")
Folders = Path | tuple[Path, ...]


def scheme_folders(store: Path, shared: Path = SCHEMES) -> tuple[Path, ...]:
    """Where schemes are looked for: an office's own beside its store (`schemes/` in the store's
    folder), then those that are there for all."""
    return store / "schemes", shared


class SchemeError(ConfigurationError):
    """A scheme that cannot be used. `faults` holds one Message for each fault, with its place.

    What a broken file says of itself at its head, as far as it can be read: `id`, `status` and
    `effective_from`.
    """

    id: str = ""
    status: str = ""
    effective_from: date | None = None


def load_scheme(source: str | Path, on: date | None = None, folder: Folders = SCHEMES) -> Scheme:
    """The scheme of an id in a folder or in several, of an id and version (`ID@2`), or of a file.

    Of several versions of an id: the one in force on `on`, else the newest. A broken version stops
    the others only where it was to be in force itself on that day. A scheme of an id knows its
    versions, one of an id and version stands alone. SchemeError says what is wrong, or which ids
    there are.
    """
    if str(source).endswith((".yaml", ".yml")) or Path(source).is_file():
        path = Path(source)
        beside = read_folder(path.parent) if (scheme := _read(path)).takes else {}
        near = [one for one in beside.values() if isinstance(one, Scheme)]
        ours = {one.id for one in near}
        far = [] if not scheme.takes else read_folder(folder).values()
        more = [one for one in far if isinstance(one, Scheme) and one.id not in ours]
        return _linked(scheme, path, [*near, *more])
    found = list_schemes(folder)
    wanted, _, number = str(source).partition("@")
    versions = [s for s in found if isinstance(s, Scheme) and s.id == wanted]
    if number:
        return _numbered(versions, wanted, number)
    broken = [s for s in found if isinstance(s, SchemeError) and source in (s.id, _stem(s))]
    if not versions and broken:
        raise broken[0]
    if not versions:
        ids = list(dict.fromkeys(s.id for s in found if isinstance(s, Scheme)))
        params = {"id": str(source)[:200], "ids": ", ".join(ids)[:1000]}
        raise SchemeError([Message("scheme-none", params, "metrics")])
    scheme = in_force(versions, on)
    for error in broken:
        start = error.effective_from
        meant = error.id == source and error.status == "in_force"
        if meant and on and start and scheme.effective_from < start <= on:
            raise error
    return scheme.among(versions)


def _numbered(versions: Sequence[Scheme], scheme_id: str, number: str) -> Scheme:
    for scheme in versions:
        if f"{scheme.version}" == number:
            return scheme
    known = ", ".join(f"{scheme_id}@{scheme.version}" for scheme in versions) or "–"
    params = {"id": f"{scheme_id}@{number}"[:200], "ids": known[:1000]}
    raise SchemeError([Message("scheme-none", params, "metrics")])


def broken_versions(scheme_id: str, folder: Folders = SCHEMES) -> list[SchemeError]:
    """The broken files of a folder that say that they are a version of this scheme."""
    found = list_schemes(folder)
    return [s for s in found if isinstance(s, SchemeError) and s.id == scheme_id]


def _stem(error: SchemeError) -> str:
    return Path(error.file).stem


def source_of(scheme: Scheme, folder: Folders = SCHEMES) -> bytes:
    """The content of the file that says this scheme. KeyError when none does."""
    for path in scheme_files(folder):
        try:
            content = read_bytes(path, SchemeError)
            if _parsed(content, path.name) == scheme:
                return content
        except SchemeError:
            continue
    raise KeyError(scheme.id)


def next_version(scheme_id: str, folder: Folders = SCHEMES) -> int:
    """The number that a new version of a scheme bears: after the newest that can be read."""
    found = list_schemes(folder)
    return 1 + max(
        (s.version for s in found if isinstance(s, Scheme) and s.id == scheme_id), default=0
    )


def read_scheme(content: bytes, file: str) -> Scheme:
    """The scheme that a file's content says; `file` names it in errors. Raises SchemeError."""
    scheme: Scheme = load(content, file, Scheme, _problems, SchemeError)
    return scheme


def list_schemes(folder: Folders = SCHEMES) -> list[Scheme | SchemeError]:
    """All schemes of a folder in the order of their file names; a broken one as its error."""
    read = read_folder(folder)
    known = [one for one in read.values() if isinstance(one, Scheme)]
    found: list[Scheme | SchemeError] = []
    for path, one in read.items():
        try:
            found.append(one if isinstance(one, SchemeError) else _linked(one, path, known))
        except SchemeError as error:
            found.append(error)
    return found


def scheme_files(folder: Folders = SCHEMES) -> list[Path]:
    """The files that are read of a folder, or of several: none that another one hides."""
    return list(read_folder(folder))


def read_folder(folder: Folders) -> dict[Path, Scheme | SchemeError]:
    """What each file says, by itself: a scheme does not know those whose scores it takes."""
    found: dict[Path, Scheme | SchemeError] = {}
    for one in (folder,) if isinstance(folder, Path) else folder:
        taken = {known.id for known in found.values() if known.id}
        for path in yaml_files(one):
            try:
                read: Scheme | SchemeError = _read(path)
            except SchemeError as error:
                read = error
            if read.id not in taken:
                found[path] = read
    return found


def _linked(scheme: Scheme, path: Path, known: Sequence[Scheme]) -> Scheme:
    """A scheme with those at hand whose scores it takes. SchemeError names the line where one is
    missing, scores other units, is longer, or takes scores of this one in turn."""
    if not scheme.takes:
        return scheme

    def problems_with(one: Scheme) -> Iterator[Problem]:
        for place, code, params in taking_problems(one, known):
            yield place, Message(code, dict(params), "metrics")

    try:
        load(read_bytes(path, SchemeError), path.name, Scheme, problems_with, SchemeError)
    except SchemeError as error:
        _say_what_it_claims(error, read_bytes(path, SchemeError))
        raise
    return with_others(scheme, known)


def with_others(scheme: Scheme, known: Sequence[Scheme]) -> Scheme:
    """A scheme with those at hand whose scores it takes, of the schemes that are known."""
    others = {}
    for name in scheme.takes:
        versions = [with_others(one, known) for one in known if one.id == name]
        if versions:
            others[name] = in_force(versions).among(versions)
    return scheme.taking(others)


def scheme_hash(scheme: Scheme) -> str:
    """Twelve hex digits that change with whatever the scheme says; comments do not count."""
    if not scheme._fingerprint:
        scheme._fingerprint = _hashed(scheme)
    return scheme._fingerprint


def _hashed(scheme: Scheme) -> str:
    every = scheme.model_dump(mode="json")
    said = scheme.model_dump(mode="json", exclude_defaults=True)
    said |= {name: every[name] for name in _ALWAYS}
    said["groups"] = said.get("groups")
    said["ties"] = {"then": scheme.ties.then} | said.get("ties", {})
    content = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def scheme_key(scheme: Scheme) -> str:
    """Changes with whatever the scheme or one of the versions that it knows says."""
    own = [scheme_hash(one) for one in (scheme, *scheme.versions)]
    return " ".join([*own, *(scheme_key(other) for other in scheme.others.values())])


def _read(path: Path) -> Scheme:
    content = read_bytes(path, SchemeError)
    try:
        return _parsed(content, path.name)
    except SchemeError as error:
        _say_what_it_claims(error, content)
        raise


@lru_cache(maxsize=64)
def _parsed(content: bytes, file: str) -> Scheme:
    return read_scheme(content, file)


def _problems(scheme: Scheme) -> Iterator[Problem]:
    for path, code, params in faults_of_scheme(scheme):
        yield path, Message(code, dict(params), "metrics")


def _say_what_it_claims(error: SchemeError, content: bytes) -> None:
    error.id, error.status = claim(content, "id"), claim(content, "status")
    try:
        error.effective_from = date.fromisoformat(claim(content, "effective_from"))
    except ValueError:
        error.effective_from = None

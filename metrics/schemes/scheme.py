"""Reading scheme files: YAML to a validated `Scheme`, every fault with its file, line and field.

Schemes live in `schemes/`, one file per version. `load_scheme("sample-district")` finds the id
among them, `load_scheme("some/folder/mine.yaml")` reads that file.
"""

import hashlib
import json
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
from kernel.messages import Message
from metrics.schemes.checks import problems
from metrics.schemes.model import Component, Scheme

__all__ = [
    "Component", "Scheme", "SchemeError", "list_schemes", "load_scheme", "next_version",
    "read_scheme", "scheme_hash", "source_of",
]  # fmt: skip

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"


class SchemeError(ConfigurationError):
    """A scheme that cannot be used. `faults` holds one Message for each fault, with its place.

    What a broken file says of itself at its head, as far as it can be read: `id`, `status` and
    `effective_from`.
    """

    id: str = ""
    status: str = ""
    effective_from: date | None = None


def load_scheme(source: str | Path, on: date | None = None, folder: Path = SCHEMES) -> Scheme:
    """The scheme of an id in `folder`, or of a file's path.

    Of several versions of an id: the one in force on `on`, else the newest. A broken version stops
    the others only where it was to be in force itself on that day. SchemeError says what is wrong,
    or which ids there are.
    """
    if str(source).endswith((".yaml", ".yml")) or Path(source).is_file():
        return _read(Path(source))
    found = list_schemes(folder)
    versions = [s for s in found if isinstance(s, Scheme) and s.id == source]
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
    return scheme


def broken_versions(scheme_id: str, folder: Path = SCHEMES) -> list[SchemeError]:
    """The broken files of a folder that say that they are a version of this scheme."""
    found = list_schemes(folder)
    return [s for s in found if isinstance(s, SchemeError) and s.id == scheme_id]


def _stem(error: SchemeError) -> str:
    return Path(error.file).stem


def in_force(versions: Sequence[Scheme], on: date | None = None) -> Scheme:
    """Of several versions of a scheme: the one in force on a day, else the newest. A draft is
    taken only where there is nothing else."""
    found = [
        scheme
        for scheme in versions
        if on is not None
        and scheme.effective_from <= on
        and (scheme.effective_to is None or on <= scheme.effective_to)
    ]
    found = found or list(versions)
    settled = [scheme for scheme in found if scheme.status != "draft"]
    return max(settled or found, key=lambda scheme: scheme.version)


def source_of(scheme: Scheme, folder: Path = SCHEMES) -> bytes:
    """The content of the file in `folder` that says this scheme. KeyError when none does."""
    for path in yaml_files(folder):
        try:
            content = read_bytes(path, SchemeError)
            if _parsed(content, path.name) == scheme:
                return content
        except SchemeError:
            continue
    raise KeyError(scheme.id)


def next_version(scheme_id: str, folder: Path = SCHEMES) -> int:
    """The number that a new version of a scheme bears: after the newest that can be read."""
    found = list_schemes(folder)
    return 1 + max(
        (s.version for s in found if isinstance(s, Scheme) and s.id == scheme_id), default=0
    )


def read_scheme(content: bytes, file: str) -> Scheme:
    """The scheme that a file's content says; `file` names it in errors. Raises SchemeError."""
    scheme: Scheme = load(content, file, Scheme, _problems, SchemeError)
    return scheme


def list_schemes(folder: Path = SCHEMES) -> list[Scheme | SchemeError]:
    """All schemes of a folder in the order of their file names; a broken one as its error."""
    found: list[Scheme | SchemeError] = []
    for path in yaml_files(folder):
        try:
            found.append(_read(path))
        except SchemeError as error:
            found.append(error)
    return found


def scheme_hash(scheme: Scheme) -> str:
    """Twelve hex digits that change with whatever the scheme says; comments do not count."""
    content = json.dumps(
        scheme.model_dump(mode="json", exclude_defaults=True), sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(content.encode()).hexdigest()[:12]


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
    for path, code, params in problems(scheme):
        yield path, Message(code, dict(params), "metrics")


def _say_what_it_claims(error: SchemeError, content: bytes) -> None:
    error.id, error.status = claim(content, "id"), claim(content, "status")
    try:
        error.effective_from = date.fromisoformat(claim(content, "effective_from"))
    except ValueError:
        error.effective_from = None

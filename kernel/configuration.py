"""The one loader of configuration files: YAML -> checked model, or an error that names the place.

Profiles, schemes and vocabularies are read here. A file that cannot be used becomes a
ConfigurationError with file, line, field and reason of every fault; it never stops the files
beside it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from kernel.messages import Message, ShirongError
from kernel.yaml_values import MAX_BYTES, Document, Refused, parse

T = TypeVar("T")
# What a model cannot see: where (keys and list positions), and what is wrong there.
Problem = tuple[tuple[str | int, ...], Message]
MOST_FAULTS = 20  # of one file: who has mended these sees the next


def as_text(value: Any) -> Any:
    """2025, 2025-10-01 and true are texts here, however YAML takes them."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float | date) else value


Written = Annotated[str, BeforeValidator(as_text)]  # a text, however it is written

# What pydantic calls an error -> what we say.
_SAYINGS = {
    "missing": "config-missing",
    "union_tag_not_found": "config-without-type",
    "extra_forbidden": "config-unknown",
    "invalid_key": "config-key",
    "literal_error": "config-choice",
    "union_tag_invalid": "config-choice",
    "greater_than": "config-more-than",
    "greater_than_equal": "config-at-least",
    "less_than": "config-less-than",
    "less_than_equal": "config-at-most",
    "too_short": "config-empty",
    "string_too_short": "config-empty",
    "string_pattern_mismatch": "config-id",
    "absurd_number": "config-absurd-number",
    "fines_scored": "config-fines-scored",
}
_KINDS = {
    "decimal": "config-number",
    "finite": "config-number",
    "int": "config-whole-number",
    "bool": "config-yes-or-no",
    "date": "config-date",
    "string": "config-text",
    "tuple": "config-list",
    "list": "config-list",
    "model": "config-map",
    "mapping": "config-map",
    "dict": "config-map",
}


class ConfigurationError(ShirongError):
    """A file that cannot be used. `file`: its name; `faults`: a Message for each, with place."""

    def __init__(self, faults: Sequence[Message], file: str = "") -> None:
        super().__init__(faults[0])
        self.faults, self.file = tuple(faults), file

    def text(self, lang: str = "zh") -> str:
        """All faults, one a line."""
        return "\n".join(fault.text(lang) for fault in self.faults)


def yaml_files(folder: Path) -> list[Path]:
    """What a folder has under the name of a YAML file, by name; nothing without the folder."""
    try:
        found = [
            path
            for path in folder.iterdir()
            if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")
        ]
    except OSError:
        return []
    return sorted(found)


def read_bytes(path: Path, error: type[ConfigurationError] = ConfigurationError) -> bytes:
    """The content of a file. Raises `error` when it is none, or cannot be read."""
    try:
        if path.exists() and not path.is_file():  # a folder, a pipe that nobody writes to
            what = Message("config-no-file", {}, "kernel")
            raise error([_fault(path.name, 1, "–", what)], path.name)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as problem:
        why = Message("config-unreadable", {"why": problem.strerror or "OSError"}, "kernel")
        raise error([_fault(path.name, 1, "–", why)], path.name) from problem


def claim(content: bytes, word: str) -> str:
    """What a file that may be broken says of itself at the left margin (`id: mine`), or ""."""
    text = content.decode("utf-8", "replace")
    said = re.search(rf"^{word}:[ \t]*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
    return said[1] if said else ""


def load(
    content: bytes,
    file: str,
    shape: Any,
    check: Callable[[Any], Iterable[Problem]] = lambda model: (),
    error: type[ConfigurationError] = ConfigurationError,
) -> Any:
    """A value of `shape` (a pydantic model, or any type that pydantic knows) out of YAML.

    file: names it in errors; check: what else must hold of the value. Raises `error`.
    """
    try:
        document = parse(content)
    except Refused as refused:
        what = Message(refused.code, refused.params, "kernel")
        raise error([_fault(file, refused.line, refused.field or "–", what)], file) from refused
    if not isinstance(document.value, dict):
        raise error([_fault(file, 1, "–", Message("config-nothing", {}, "kernel"))], file)
    value, found = plain_to(document.value, shape, check)
    if found:
        raise error(_faults(file, document, found), file)
    return value


def plain_to(
    plain: Any, shape: Any, check: Callable[[Any], Iterable[Problem]] = lambda model: ()
) -> tuple[Any, list[Problem]]:
    """A value of `shape` out of plain values, and what is wrong with it: then the value is None, or
    of the right shape. Places are pydantic's, which name the type that was chosen as well."""
    try:
        value = _adapter(shape).validate_python(plain)
    except ValidationError as wrong:
        return None, [(tuple(e["loc"]), _said(dict(e))) for e in wrong.errors()]
    return value, list(check(value))


def load_file(path: Path, shape: Any) -> Any:
    """A value of `shape` out of a YAML file. Raises ConfigurationError."""
    return load(read_bytes(path), path.name, shape)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _faults(file: str, document: Document, found: Sequence[Problem]) -> list[Message]:
    return [_fault(file, *document.place(path), what) for path, what in found[:MOST_FAULTS]]


def _fault(file: str, line: int, field: str, what: Message) -> Message:
    params = {"file": file, "line": line, "field": field[:200], "what": what}
    if field == "–":  # what is wrong is not one field
        return Message("config-fault-of-line", params, "kernel")
    return Message("config-fault", params, "kernel")


def _said(error: dict[str, Any]) -> Message:
    """What pydantic found, in the user's language."""
    kind, context = error["type"], error.get("ctx", {})
    code = _SAYINGS.get(kind) or _KINDS.get(kind.split("_")[0]) or "config-invalid"
    choices = context.get("expected") or context.get("expected_tags") or ""
    limits = [context[key] for key in ("gt", "ge", "lt", "le") if key in context]
    params = {
        "value": str(error["input"])[:60],
        "choices": str(choices).replace("'", "").replace(" or ", ", "),
        "limit": str(limits[0]) if limits else "",
    }
    return Message(code, params, "kernel")

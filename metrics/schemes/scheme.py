"""Reading scheme files: YAML to a validated `Scheme`, every fault with its file, line and field.

Schemes live in `schemes/`, one file per version. `load_scheme("sample-district")` finds the id
among them, `load_scheme("some/folder/mine.yaml")` reads that file.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from kernel.messages import Message, ShirongError
from metrics.schemes.checks import problems
from metrics.schemes.model import Component, Scheme

__all__ = ["Component", "Scheme", "SchemeError", "list_schemes", "load_scheme", "scheme_hash"]

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"
# What pydantic calls an error -> what we say, and the keys of its context that the text names.
_SAYINGS = {
    "missing": "scheme-field-missing",
    "union_tag_not_found": "scheme-rule-without-type",
    "extra_forbidden": "scheme-field-unknown",
    "literal_error": "scheme-field-choice",
    "union_tag_invalid": "scheme-field-choice",
    "greater_than": "scheme-field-more-than",
    "greater_than_equal": "scheme-field-at-least",
    "less_than": "scheme-field-less-than",
    "less_than_equal": "scheme-field-at-most",
    "too_short": "scheme-field-empty",
    "string_pattern_mismatch": "scheme-field-id",
}
_KINDS = {
    "decimal": "scheme-field-number",
    "int": "scheme-field-whole-number",
    "date": "scheme-field-date",
    "string": "scheme-field-text",
    "tuple": "scheme-field-list",
    "model": "scheme-field-map",
    "mapping": "scheme-field-map",
}


class SchemeError(ShirongError):
    """A scheme that cannot be used. `faults` holds one Message for each fault, with its place."""

    def __init__(self, faults: Sequence[Message]) -> None:
        super().__init__(faults[0])
        self.faults = tuple(faults)

    def text(self, lang: str = "zh") -> str:
        """All faults, one a line."""
        return "\n".join(fault.text(lang) for fault in self.faults)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class _File:
    """A scheme file as read: its content knows the line of every field."""

    name: str
    content: Any

    def place(self, path: Sequence[str | int]) -> tuple[int, str]:
        """Line (from 1) and written path of a field; of what holds it when it is not there."""
        node, line, words = self.content, 1, []
        for step in path:
            if isinstance(node, CommentedMap):
                if step in node:
                    line = node.lc.key(step)[0] + 1
                    node = node[step]
                elif isinstance(node.get("type"), str) and step == node["type"]:
                    continue  # pydantic names the chosen rule type in its path
                else:
                    node = None
                words.append(f".{step}")
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line = node.lc.item(step)[0] + 1
                node = node[step]
                name = node.get("id") if isinstance(node, Mapping) else None
                words.append(f"[{name or step + 1}]")
            else:
                words.append(f".{step}")
                node = None
        return line, "".join(words).lstrip(".") or "–"

    def fault(self, path: Sequence[str | int], code: str, params: Mapping[str, Any]) -> Message:
        line, field = self.place(path)
        what = Message(code, dict(params), "metrics")
        return Message(
            "scheme-fault",
            {"file": self.name, "line": line, "field": field, "what": what},
            "metrics",
        )


def load_scheme(source: str | Path, on: date | None = None, folder: Path = SCHEMES) -> Scheme:
    """The scheme of an id in `folder`, or of a file's path.

    Of several versions of an id: the one in force on `on`, else the newest. SchemeError says what
    is wrong, or which ids there are.
    """
    if str(source).endswith((".yaml", ".yml")) or Path(source).is_file():
        return _validated(_read(Path(source)))
    versions = []
    named = re.compile(rf"^id:\s*[\"']?{re.escape(str(source))}[\"']?\s*(#.*)?$", re.MULTILINE)
    for path in sorted(folder.glob("*.yaml")):
        if named.search(path.read_text(encoding="utf-8", errors="replace")):
            versions.append(_validated(_read(path)))
    if not versions:
        ids = ", ".join(path.stem for path in sorted(folder.glob("*.yaml")))
        raise SchemeError([Message("scheme-none", {"id": str(source), "ids": ids}, "metrics")])
    return in_force(versions, on)


def in_force(versions: Sequence[Scheme], on: date | None = None) -> Scheme:
    """Of several versions of a scheme: the one in force on a day, else the newest."""
    found = [
        scheme
        for scheme in versions
        if on is not None
        and scheme.effective_from <= on
        and (scheme.effective_to is None or on <= scheme.effective_to)
    ]
    return max(found or versions, key=lambda scheme: scheme.version)


def list_schemes(folder: Path = SCHEMES) -> list[Scheme | SchemeError]:
    """All schemes of a folder in the order of their file names; a broken one as its error."""
    found: list[Scheme | SchemeError] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.append(_validated(_read(path)))
        except SchemeError as error:
            found.append(error)
    return found


def scheme_hash(scheme: Scheme) -> str:
    """Twelve hex digits that change with whatever the scheme says; comments do not count."""
    content = json.dumps(
        scheme.model_dump(mode="json", exclude_defaults=True), sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _read(path: Path) -> _File:
    try:
        text = path.read_text(encoding="utf-8")
        return _File(path.name, YAML().load(text))
    except (OSError, UnicodeDecodeError) as error:
        why = {"file": path.name, "why": str(getattr(error, "strerror", None) or error)}
        raise SchemeError([Message("scheme-unreadable", why, "metrics")]) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        what = Message("scheme-not-yaml", {"why": str(error.problem).split("\n")[0]}, "metrics")
        params = {"file": path.name, "line": line, "field": "–", "what": what}
        raise SchemeError([Message("scheme-fault", params, "metrics")]) from error


def _validated(file: _File) -> Scheme:
    try:
        scheme = Scheme.model_validate(file.content)
    except ValidationError as error:
        raise SchemeError([_shape_fault(file, dict(e)) for e in error.errors()]) from error
    faults = [file.fault(path, code, params) for path, code, params in problems(scheme)]
    if faults:
        raise SchemeError(faults)
    return scheme


def _shape_fault(file: _File, error: dict[str, Any]) -> Message:
    kind, context = error["type"], error.get("ctx", {})
    code = _SAYINGS.get(kind) or _KINDS.get(kind.split("_")[0]) or "scheme-field-invalid"
    choices = context.get("expected") or context.get("expected_tags") or ""
    limits = [context[key] for key in ("gt", "ge", "lt", "le") if key in context]
    params = {
        "value": str(error["input"])[:60],
        "choices": str(choices).replace("'", "").replace(" or ", ", "),
        "limit": str(limits[0]) if limits else "",
    }
    return file.fault(error["loc"], code, params)

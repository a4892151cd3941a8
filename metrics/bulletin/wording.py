"""How a notice is worded: our texts, over them those of the office.

`wording/zh.ftl` and `en.ftl` in the store's folder hold the texts that the office words anew, and
`wording/kinds.yaml` which sections its notices have; without code. A text may use the figures of
the one that it replaces, no others: a notice says nothing that was not computed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from kernel.configuration import ConfigurationError, read_bytes
from kernel.messages import LANGUAGES, Message, Translator
from metrics.bulletin.content import Said, Words
from metrics.bulletin.kinds import KINDS_FILE, Kinds, own_kinds

PREFIX = "bulletin-"
FOLDER = "wording"
_OURS = Path(__file__).parent


class WordingError(ConfigurationError):
    """A file of the office in `wording/` cannot be used; each fault with file, line and reason."""


class Wording:
    """The texts of notices beside a store. names: what units are called in English.

    Raises WordingError when an office's file is broken, also where that shows in a text only as it
    is filled in.
    """

    def __init__(self, store: Path | None = None, names: Mapping[str, str] | None = None) -> None:
        folder = None if store is None else store / FOLDER
        self._office = {lang: _office_texts(folder, lang) for lang in LANGUAGES}
        self._translator = Translator(folder) if folder and any(self._office.values()) else None
        self._names = names or {}
        try:
            self.kinds: Kinds = own_kinds(folder)
        except ConfigurationError as error:
            raise WordingError(error.faults, error.file) from error

    def said(self, words: Words) -> Said:
        """A text in both languages."""
        return Said(**{lang: self.text(words, lang) for lang in LANGUAGES})

    def text(self, words: Words, lang: str) -> str:
        """A text in one language; names of units in English where the register has them."""
        if isinstance(words, str):
            return self._names.get(words, words) if lang == "en" else words
        if isinstance(words, Said):
            return words.text(lang)
        params = {name: self._param(value, lang) for name, value in words.params.items()}
        if self._translator is not None and words.code in self._office[lang]:
            try:
                return self._translator.text(words.code, lang, **params)
            except KeyError as error:  # it parses, and calls what there is not
                line = self._office[lang][words.code]
                where = {"file": f"{lang}.ftl", "line": line, "code": words.code}
                fault = Message("wording-fails", where, "metrics")
                raise WordingError([fault], f"{lang}.ftl") from error
        return Message(words.code, params, words.domain).text(lang)

    def _param(self, value: Any, lang: str) -> Any:
        if isinstance(value, Message | Said | str):
            return self.text(value, lang)
        if isinstance(value, list):
            return [self._param(one, lang) for one in value]
        return value


def template_files() -> dict[str, bytes]:
    """The files that an office may copy into `wording/` and change: name -> content."""
    texts = {f"{lang}.ftl": (_OURS / f"{lang}.ftl").read_bytes() for lang in LANGUAGES}
    return texts | {KINDS_FILE: (_OURS / KINDS_FILE).read_bytes()}


def _office_texts(folder: Path | None, lang: str) -> dict[str, int]:
    """The codes that the office words anew in one language, and in which line each is."""
    path = None if folder is None else folder / f"{lang}.ftl"
    if path is None or not path.exists():
        return {}
    content = read_bytes(path, WordingError)
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = Message("wording-not-utf8", {"file": path.name, "line": line}, "metrics")
        raise WordingError([what], path.name) from error
    ours = _entries((_OURS / f"{lang}.ftl").read_text(encoding="utf-8"))
    resource = FluentParser().parse(written)
    faults = [fault for entry in resource.body if (fault := _fault(entry, ours, path, written))]
    if faults:
        raise WordingError(faults, path.name)
    return {e.id.name: _line(e, written) for e in resource.body if isinstance(e, ast.Message)}


def _fault(
    entry: ast.EntryType, ours: Mapping[str, frozenset[str]], path: Path, written: str
) -> Message | None:
    """What is wrong with an entry of an office's file, and in which line."""
    if isinstance(entry, ast.Comment | ast.GroupComment | ast.ResourceComment):
        return None
    params: dict[str, Any] = {"file": path.name, "line": _line(entry, written)}
    if not isinstance(entry, ast.Message):
        return Message("wording-unreadable", params, "metrics")
    params["code"] = entry.id.name
    if entry.id.name not in ours:
        return Message("wording-unknown", params, "metrics")
    unknown = sorted(_variables(entry) - ours[entry.id.name])
    if unknown:
        params |= {"figures": unknown, "known": sorted(ours[entry.id.name]) or ["–"]}
        return Message("wording-figure", params, "metrics")
    return None


def _line(entry: ast.EntryType, written: str) -> int:
    span = entry.id.span if isinstance(entry, ast.Message) else entry.span  # not of its comment
    return written[: span.start if span else 0].count("\n") + 1


def _entries(written: str) -> dict[str, frozenset[str]]:
    """The texts of a file and the figures that each uses."""
    body = FluentParser().parse(written).body
    return {e.id.name: _variables(e) for e in body if isinstance(e, ast.Message)}


def _variables(entry: ast.Message) -> frozenset[str]:
    found = _Variables()
    found.visit(entry)
    return frozenset(found.names)


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)

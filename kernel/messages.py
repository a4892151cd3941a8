"""Text that people read, kept apart from code: Fluent files, one set per language.

A package (kernel, data, metrics, ui) has `*.zh.ftl` and `*.en.ftl` wherever in it they belong: what
one room says lies in that room, what many say in `messages/`. All files of a package in one
language form one namespace. Codes are Fluent identifiers: letters, digits and hyphens, e.g.
`store-busy`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

from kernel.folders import ROOT

LANGUAGES = ("zh", "en")
_SEPARATORS = {"zh": "、", "en": ", "}
_MORE = {"zh": "等 {n} 项", "en": " and {more} more"}  # after a list that is cut


# Where an entry of a Fluent file begins, and what one refers to.
_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(-?[a-z][\w-]*)")


def text_files(package: Path, lang: str) -> list[Path]:
    """The files of a package's texts in one language, by path."""
    return sorted([*package.rglob(f"{lang}.ftl"), *package.rglob(f"*.{lang}.ftl")])


class _Texts:
    """The texts of one language. Each is parsed when it is first asked for: a command that says
    three sentences does not wait for two thousand."""

    def __init__(self, folder: Path, lang: str) -> None:
        self._bundle = FluentBundle([lang], use_isolating=False)
        self._written: dict[str, str] = {}
        for path in text_files(folder, lang):
            text = path.read_text(encoding="utf-8")
            starts = list(_ENTRY.finditer(text))
            ends = [*(start.start() for start in starts[1:]), len(text)]
            for start, end in zip(starts, ends, strict=True):
                self._written[start[1]] = text[start.start() : end]

    def format(self, code: str, params: dict[str, Any]) -> tuple[str, list[Exception]] | None:
        """The text of a code, and what went wrong with it; None when there is no such text."""
        self._parse(code)
        pattern = self._bundle.get_message(code).value if self._bundle.has_message(code) else None
        if pattern is None:
            return None
        text, errors = self._bundle.format_pattern(pattern, params)
        return str(text), errors

    def knows(self, code: str) -> bool:
        """Whether there is such a text."""
        return code in self._written

    def _parse(self, code: str) -> None:
        if code not in self._written or self._bundle.has_message(code):
            return
        written = self._written[code]
        self._bundle.add_resource(FluentResource(written))
        for other in _REFERENCE.findall(written):
            self._parse(other)


class Translator:
    """The texts of one package."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts: dict[str, _Texts] = {}

    def knows(self, code: str) -> bool:
        """Whether there is such a text."""
        return self._of(LANGUAGES[0]).knows(code)

    def _of(self, lang: str) -> _Texts:
        if lang not in self._texts:
            self._texts[lang] = _Texts(self.folder, lang)
        return self._texts[lang]

    def text(self, code: str, lang: str = "zh", most: int | None = None, /, **params: Any) -> str:
        """The text of a code. KeyError when the language, the code or a parameter is missing.

        Numbers are written without grouping unless the text says NUMBER($n, useGrouping: "true").
        A parameter that is itself a Message is written in the same language, so is a list; of one
        that is longer than `most` the first names stand for all, and of a long text its beginning.
        """
        if lang not in LANGUAGES:
            raise KeyError(f"{code} ({lang})")
        plain = {name: _plain(value, lang, most) for name, value in params.items()}
        long = {name: v for name, v in plain.items() if isinstance(v, str) and len(v) > _LONG}
        found = self._of(lang).format(code, plain | {name: _mark(name) for name in long})
        if found is None:
            raise KeyError(f"{code} ({lang}, {self.folder})")
        text, errors = found
        if errors:
            raise KeyError(f"{code} ({lang}): {errors[0]}")
        return _MARKED.sub(lambda mark: long.get(mark[1], mark[0]), text)


# Fluent refuses parameters of more than 2,500 characters: longer ones take their places afterwards.
# The marks are noncharacters of Unicode, which no text may hold.
_NAME = 80  # characters of a text within a sentence whose lists are cut
_LONG = 1_000
_MARKED = re.compile("\ufdd0([^\ufdd0\ufdd1]*)\ufdd1")


def _mark(name: str) -> str:
    return f"\ufdd0{name}\ufdd1"


def listed(names: Sequence[Any], lang: str, most: int | None = None) -> str:
    """Names or messages in a row; of many more than `most` the first, and how many there are."""
    named = names if most is None or len(names) <= most + 1 else names[:most]
    text = _SEPARATORS[lang].join(str(_plain(name, lang, most)) for name in named)
    more = len(names) - len(named)
    return text + _MORE[lang].format(n=len(names), more=more) if more else text


def _plain(value: Any, lang: str, most: int | None = None) -> Any:
    """A parameter as Fluent takes it: dates as ISO text, years and row numbers ungrouped."""
    if isinstance(value, Message):
        return value.text(lang, most)
    if isinstance(value, list):
        return listed(value, lang, most)
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = str(value)
        return text if most is None or len(text) <= _NAME else f"{text[:_NAME]}…"
    return fluent_number(value, useGrouping=False, maximumFractionDigits=10)


@cache
def _translator(domain: str) -> Translator:
    return Translator(ROOT / domain)


@dataclass(frozen=True)
class Message:
    """One thing to say, without its language: a code, its parameters, and whose text it is."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    domain: str = "data"

    def text(self, lang: str = "zh", most: int | None = None) -> str:
        """The text in one language, its lists cut to `most` names; KeyError when it is missing."""
        return _translator(self.domain).text(self.code, lang, most, **self.params)

    def calling(self, names: Mapping[str, str]) -> "Message":
        """The same, and what it holds, with other names for what `names` knows."""
        if not names:
            return self
        return replace(self, params={k: _called(v, names) for k, v in self.params.items()})

    @property
    def is_known(self) -> bool:
        """Whether its package has such a text."""
        return _translator(self.domain).knows(self.code)

    def __str__(self) -> str:
        return self.text()


def _called(value: Any, names: Mapping[str, str]) -> Any:
    """A parameter of a message."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Message):
        return value.calling(names)
    return [_called(part, names) for part in value] if isinstance(value, list) else value


class ShirongError(Exception):
    """A foreseen error. It carries a Message; str() gives the Chinese text."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def text(self, lang: str = "zh") -> str:
        """What is wrong, in one language."""
        return self.message.text(lang)

    def __str__(self) -> str:
        return self.text()

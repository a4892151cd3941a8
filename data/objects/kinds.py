"""Kinds of objects, declared in YAML: those that ship, and those that an office adds.

What an office adds is kept in the store (`object_kinds`), so that a version of the store says the
same whoever opens it.
"""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated

import duckdb
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from data.parsing.values import fold_word
from data.parsing.words import as_word, vocabularies
from data.unit_resolution.former import has_table
from kernel.configuration import ConfigurationError, Problem, load
from kernel.messages import Message

SHIPPED = Path(__file__).with_name("kinds.yaml")
STARS = ("零星", "一星", "二星", "三星", "四星", "五星")


class KindError(ConfigurationError):
    """A file of kinds that cannot be used; the message names file, line and field."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Part):
    """One name in both languages."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def text(self, lang: str = "zh") -> str:
        """The name in one language."""
        return self.en if lang == "en" else self.zh


def _words(value: object) -> object:
    return [as_word(one) for one in value] if isinstance(value, list) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Class(_Part):
    """A class of objects (等级), best first, and the other words for it."""

    name: Name
    words: Words = ()


class Kind(_Part):
    """One kind of object.

    words: how registers and visits call it besides its names. parent: the kind that it lies in or
    on. address: what lies at an address on it is its own (a road). stars: how many stars it can
    have. classes: its classes, best first; an object of another class keeps it as written.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    name: Name
    words: Words = ()
    parent: str | None = None
    address: bool = False
    stars: Annotated[int, Field(ge=1, le=5)] | None = None
    classes: tuple[Class, ...] = ()

    @cached_property  # asked of every place
    def called(self) -> set[str]:
        """All its names, folded."""
        return {fold_word(word) for word in (self.id, self.name.zh, self.name.en, *self.words)}

    @cached_property
    def called_by_class(self) -> set[str]:
        """The names of its classes that say the kind as well (`背街小巷`, not `一级`), folded."""
        return {fold_word(one.name.zh) for one in self.classes if len(one.name.zh) > 2}

    def class_of(self, written: str | None) -> str | None:
        """The class that a text means, by its Chinese name; stars as `四星`; else as written."""
        if not written:
            return None
        if named := self._class_names.get(fold_word(written)):
            return named
        if self.stars and (stars := read_stars(written)) is not None:
            return STARS[stars]
        return written.strip()

    @cached_property
    def _class_names(self) -> dict[str, str]:
        """The class that a folded word means: of two, the better one."""
        return {
            fold_word(word): one.name.zh
            for one in reversed(self.classes)
            for word in (one.name.zh, one.name.en, *one.words)
        }


class _File(_Part):
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]


def read_stars(text: str) -> int | None:
    """How many stars a rating means: 四星, 4星级, ★★★★☆, 4; None when it is none."""
    word = vocabularies()["stars"].get(fold_word(text).removesuffix(".0"))
    return None if word is None else int(word)


@cache
def shipped_kinds() -> tuple[Kind, ...]:
    """The kinds that come with the program."""
    return parse_kinds(SHIPPED.read_bytes(), SHIPPED.name, ())


def parse_kinds(content: bytes, file: str, known: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds that a file declares beside those that are known. Raises KindError."""

    def problems(found: _File) -> Iterator[Problem]:
        ids = {kind.id for kind in (*known, *found.kinds)}
        for at, kind in enumerate(found.kinds):
            if kind.parent is not None and kind.parent not in ids:
                yield ("kinds", at, "parent"), Message("kind-no-parent", {"parent": kind.parent})
            others = [k for k in (*known, *found.kinds) if k is not kind and k.id != kind.id]
            if taken := [o for o in others if o.name.zh == kind.name.zh]:
                params = {"name": kind.name.zh, "kind": taken[0].id}
                yield ("kinds", at, "name"), Message("kind-name-taken", params)
        if len({kind.id for kind in found.kinds}) < len(found.kinds):
            yield ("kinds",), Message("kind-twice")

    model: _File = load(content, file, _File, problems, KindError)
    return model.kinds


def kinds_of(con: duckdb.DuckDBPyConnection) -> tuple[Kind, ...]:
    """The kinds that a store knows: what its office added, then what ships. One of the office's
    own replaces one of the same id."""
    if not has_table(con, "object_kinds"):
        return shipped_kinds()
    rows = con.execute("SELECT definition FROM object_kinds ORDER BY id").fetchall()
    own = tuple(_of_json(text) for (text,) in rows)
    taken = {kind.id for kind in own}
    return (*own, *(kind for kind in shipped_kinds() if kind.id not in taken))


@lru_cache(maxsize=256)
def _of_json(text: str) -> Kind:
    return Kind.model_validate_json(text)


def keep_kinds(con: duckdb.DuckDBPyConnection, kinds: Sequence[Kind]) -> None:
    """Write an office's kinds into a draft of the store."""
    for kind in kinds:
        con.execute("DELETE FROM object_kinds WHERE id = ?", [kind.id])
        con.execute("INSERT INTO object_kinds VALUES (?, ?)", [kind.id, kind.model_dump_json()])


def kind_of(kinds: Sequence[Kind], written: str | None) -> Kind | None:
    """The kind that a word means: a type of point, an id, a name; None when nobody knows it. A word
    that names a class (`背街小巷`) names the kind that has the class."""
    if not written:
        return None
    word = fold_word(written)
    for kind in kinds:
        if word in kind.called:
            return kind
    for kind in kinds:
        if word in kind.called_by_class:
            return kind
    return None

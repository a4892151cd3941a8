"""Classes of problems by CJ/T 214 and GB/T 30428.2, and the other names under which they go.

Cities number and name them differently, so nothing is joined by code alone. What the vocabulary
does not know is kept as written.
"""

import re
import unicodedata
from functools import cache

from pydantic import BaseModel, ConfigDict

from data.parsing.values import fold_word
from data.parsing.words import VOCABULARY
from kernel.configuration import load_file
from kernel.text import visible

_CODE = re.compile(r"^(?:[0-9A-Z]{1,6}[\s._、-]+|\d{2,4}(?=[^\d\W]))")
_TAIL = re.compile(r"(?:问题|类|事件|部件)$")


class _Class(BaseModel):
    """A class of problems: its other names, and its sub-classes with theirs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    aliases: list[str] = []
    subclasses: dict[str, list[str] | None]


@cache
def _vocabulary() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Folded class names, folded sub-class names and the class of each sub-class."""
    data = load_file(VOCABULARY / "categories.yaml", dict[str, _Class])
    classes: dict[str, str] = {}
    subclasses: dict[str, str] = {}
    parents: dict[str, str] = {}
    for name, entry in data.items():
        classes |= {fold_class(word): name for word in (name, *entry.aliases)}
        for subclass, aliases in entry.subclasses.items():
            subclasses |= {fold_class(word): subclass for word in (subclass, *(aliases or ()))}
            parents[subclass] = name
    return classes, subclasses, parents


def fold_class(text: str) -> str:
    """The name of a class for comparing: without code, width, brackets and endings such as 问题."""
    word = _CODE.sub("", unicodedata.normalize("NFKC", visible(text)).strip())
    word = fold_word(word)
    return _TAIL.sub("", word) if len(word) > 3 else word


def canonical_category(text: str) -> str:
    """The class that a written name means, else the name as written."""
    return _vocabulary()[0].get(fold_class(text), text)


def canonical_subcategory(text: str) -> str:
    """The sub-class that a written name means, else the name as written."""
    return _vocabulary()[1].get(fold_class(text), text)


def class_of(subcategory: str) -> str | None:
    """The class of a canonical sub-class; None when the vocabulary does not know it."""
    return _vocabulary()[2].get(subcategory)


def is_known(subcategory: str) -> bool:
    """Whether the vocabulary knows a sub-class (未归类 otherwise)."""
    return fold_class(subcategory) in _vocabulary()[1]


def is_class(category: str) -> bool:
    """Whether the vocabulary knows a class, under any of its names."""
    return fold_class(category) in _vocabulary()[0]


def class_names() -> dict[str, str]:
    """Every name of a class, canonical or alias, folded, with the canonical one."""
    return dict(_vocabulary()[0])


def subclass_names() -> dict[str, str]:
    """Every name of a sub-class, canonical or alias, folded, with the canonical one."""
    return dict(_vocabulary()[1])


@cache
def english_classes() -> dict[str, str]:
    """Canonical classes and sub-classes -> what they are called in English."""
    return load_file(VOCABULARY / "categories_en.yaml", dict[str, str])

"""Named value maps: words of exports -> values of the canonical fields."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from data.parsing.values import fold_word
from kernel.configuration import load_file

VOCABULARY = Path(__file__).resolve().parent.parent / "vocabulary"


def as_word(value: Any) -> Any:
    """YAML reads yes, 1 and 2025 as other types: a word stays the word it was written as."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


@cache
def vocabularies() -> dict[str, dict[str, str]]:
    """The named value maps: name -> folded word -> canonical value."""
    data = load_file(VOCABULARY / "values.yaml", dict[str, dict[Any, list[Any]]])
    return {name: word_map(values) for name, values in data.items()}


def word_map(values: Mapping[Any, list[Any]]) -> dict[str, str]:
    """canonical -> words turned around: folded word -> canonical; a canonical word means itself."""
    words = {fold_word(as_word(canonical)): as_word(canonical) for canonical in values}
    return words | {
        fold_word(as_word(word)): as_word(canonical)
        for canonical, listed in values.items()
        for word in listed
    }

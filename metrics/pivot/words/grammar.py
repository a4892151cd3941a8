"""The words that no registry has (grammar.yaml)."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from data.parsing.words import as_word
from kernel.configuration import load_file

_PATH = Path(__file__).with_name("grammar.yaml")


class WordGrammar(BaseModel):
    """What grammar.yaml holds; code -> words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measures: dict[str, list[Any]]
    dimensions: dict[str, list[Any]]
    conditions: dict[str, dict[str, list[Any]]]
    days: dict[str, list[Any]]
    compare: dict[str, list[Any]]
    order: dict[str, list[Any]]
    numbers: dict[str, int]
    joints: dict[str, list[Any]]
    fillers: list[Any]


@cache
def word_grammar() -> WordGrammar:
    """The grammar's words."""
    return load_file(_PATH, WordGrammar)


def grammar_word(section: str, code: str, lang: str) -> str:
    """The word that is written for a code: its first one in a language."""
    words = [as_word(word) for word in getattr(word_grammar(), section)[code]]
    return next(word for word in words if word.isascii() == (lang == "en"))


ENGLISH_NUMBERS = dict(word_grammar().numbers)

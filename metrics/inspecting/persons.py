"""Persons as letters, where a screen or a list is for others to see."""

from collections.abc import Iterable


def letters(names: Iterable[str]) -> dict[str, str]:
    """A, B ... Z, AA ..., in the order of the names, so that nobody can tell a rank by a letter."""
    return {name: _letter(at) for at, name in enumerate(sorted(set(names)))}


def _letter(at: int) -> str:
    word = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        word = chr(ord("A") + rest) + word
    return word

"""Names that differ in writing only, and so may be one: offered to a person, never joined.

`03`, `Ward 3`, `ward 3`, `第3区` have the same number and nothing else but words that any of their
kind has; `XX_Street Light` and `XX street-light` differ in case, blanks and punctuation.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from kernel.text import fold

_NUMERALS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_CHINESE = re.compile("[〇一二三四五六七八九十]{1,3}")
_NUMBER = re.compile(r"\d+")
# What names of one kind have in common: it does not tell one from another.
_GENERAL = re.compile(
    r"wards?|districts?|zones?|areas?|sectors?|sections?|regions?|divisions?|boroughs?|precincts?|"
    r"councils?|teams?|units?|groups?|routes?|beats?|numbers?|no|nr|city|"
    r"第|号|[区组队片段部科所站街道路镇乡坊]|中队|大队|标段|片区|网格|小组"
)


def bare(name: str) -> str:
    """The name without case, blanks, punctuation and leading zeros."""
    text = "".join(c for c in fold(name) if c.isalnum())
    return _NUMBER.sub(lambda match: match[0].lstrip("0") or "0", text)


def bare_number(name: str) -> str | None:
    """The one number of a name that holds nothing else that tells it from others of its kind."""
    text = _CHINESE.sub(lambda match: _arabic(match[0]), fold(name))
    rest = "".join(c for c in _GENERAL.sub("", text) if c.isalnum())
    return (rest.lstrip("0") or "0") if rest.isdecimal() else None


def alike_key(name: str) -> str:
    """What names that differ in writing only have in common."""
    number = bare_number(name)
    return f"number {number}" if number else f"name {bare(name)}"


def alike_groups(names: Iterable[str]) -> dict[str, list[str]]:
    """For each name that has others alike: all of them, in the given order."""
    keys: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        keys[alike_key(name)].append(name)
    return {name: group for group in keys.values() if len(group) > 1 for name in group}


def _arabic(numeral: str) -> str:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return "".join(str(_NUMERALS[c]) for c in numeral)
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))

"""Text without what identifies a person: a text, a cell, a column, the name of a file."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data.parsing.privacy import homes, numbers, people
from kernel.text import visible

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：？！"}
_WIDTHS[0x3000] = 0x20
_UNSEEN = r"[\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2064}\x{feff}]"
# What a quick look must find for a family of patterns to be tried at all.
_NUMBERS, _NAMES, _HOMES = (f"{_UNSEEN}|{family.SUSPECT}" for family in (numbers, people, homes))


_ANY = f"{_NUMBERS}|{people.SUSPECT}|{homes.SUSPECT}"


def mask(text: str) -> str:
    """The text with everything that identifies a person replaced by a mark such as `[电话]`."""
    return _masked(text, number=True, name=True, home=True)


def mask_cell(text: str) -> str:
    """`mask` for a cell that should hold something else, as when the cells of a row are shifted: a
    name or a door alone is taken out as well."""
    masked = mask(text)
    alone = masked.strip()
    if re.fullmatch(homes.DOOR, alone):
        return homes.HOME
    return people.NAME if people.looks_like_name(alone) else masked


def mask_column(column: pa.Array) -> pa.Array:
    """`mask` for a string array: every distinct text once, and only by the patterns of which a
    quick look finds a sign."""
    encoded = column.dictionary_encode()
    suspect = _looks(encoded.dictionary, _ANY)
    if not pc.any(suspect).as_py():
        return column
    texts = encoded.dictionary.filter(suspect)
    signs = [_looks(texts, pattern).to_pylist() for pattern in (_NUMBERS, _NAMES, _HOMES)]
    masked = [_masked(text, *sign) for text, *sign in zip(texts.to_pylist(), *signs, strict=True)]
    replaced = pc.replace_with_mask(encoded.dictionary, suspect, pa.array(masked, pa.string()))
    return replaced.take(encoded.indices)


def mask_officials(column: pa.Array) -> pa.Array:
    """A column of officials: who answers for a unit stays named, their numbers do not."""
    encoded = column.dictionary_encode()
    texts = [mask_official(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(encoded.indices)


def mask_official(text: str) -> str:
    """`mask_officials` for one text."""
    return numbers.mask_numbers(_plain(text))


def _looks(column: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(column, pattern), False)


def _masked(text: str, number: bool, name: bool, home: bool) -> str:
    """`mask` for a text with these signs: what is masked may tell that more must be."""
    before = plain = _plain(text)
    if number:
        plain = numbers.mask_numbers(plain)
        name = name or plain != before
    if name:
        named = people.mask_names(plain)
        home, plain = home or named != before, named
    if home:
        plain = homes.mask_homes(plain)
    return text if plain == before else plain


_QUOTED = re.compile(r"(['\"“])([^'\"“”\n]{1,80})(?=['\"”])")


def mask_report(report: str) -> str:
    """The report of an error for the log: masked, and what it quotes judged as cells."""
    return mask(_QUOTED.sub(lambda m: m[1] + mask_cell(m[2]), report))


_TOKEN = re.compile(r"[\u4e00-\u9fff·]+")
_DOING = re.compile(r"(?:的)?(?:举报|投诉|反映|来信|信访|诉求|上报|提供|整理)")


def mask_file_name(name: str | Path) -> str:
    """The name of a file (without its folder) as it may be kept: without numbers of people and
    without names that stand between other signs (`工单_王小明13800138000`)."""
    name = Path(name).name
    stem, suffix = Path(name).stem, Path(name).suffix

    def person(found: re.Match[str]) -> str:
        token = _DOING.split(found[0], maxsplit=1)[0]
        if len(token) < len(found[0]) and len(token) == 1 and token in people.SURNAMES:
            return people.NAME + found[0][len(token) :]
        if not people.looks_like_name(token):
            return found[0]
        return people.NAME + found[0][len(token) :]

    masked = mask(stem)
    parts = re.split(r"(\[[^\]]+\])", masked)
    masked = "".join(p if p.startswith("[") else _TOKEN.sub(person, p) for p in parts)
    return masked + suffix


def _plain(text: str) -> str:
    """Full-width letters, digits and signs as plain ones, nothing invisible; other characters stay
    as written."""
    return visible(text).translate(_WIDTHS)

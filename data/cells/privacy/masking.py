"""Text without what identifies a person: a text, a cell, a column, the name of a file."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data.cells.privacy import homes, numbers, people
from kernel.text import visible

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：？！"}
_WIDTHS[0x3000] = 0x20
# Doors of homes alone: the text must say who lives there.
_LIVED = r"住|我家|地址|户籍|(?:我|本人|来电人|市民|投诉人|反映人)(?:是|为|系|作为)"
_UNSEEN = r"[\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2064}\x{feff}]"
_SUSPECT = f"{_UNSEEN}|{numbers.SUSPECT}|{people.SUSPECT}|(?:{_LIVED}).*(?:{homes.SUSPECT})"


def mask(text: str) -> str:
    """The text with everything that identifies a person replaced by a mark such as `[电话]`."""
    before = _plain(text)
    plain = homes.mask_homes(people.mask_names(numbers.mask_numbers(before)))
    return text if plain == before else plain


def mask_cell(text: str) -> str:
    """`mask` for a cell that should hold something else, as when the cells of a row are shifted: a
    name alone is taken out as well."""
    masked = mask(text)
    return people.NAME if people.looks_like_name(masked.strip()) else masked


def mask_column(column: pa.Array) -> pa.Array:
    """`mask` for a string array: every distinct text once, and only those with anything suspicious
    at all."""
    suspect = pc.fill_null(pc.match_substring_regex(column, _SUSPECT), False)
    if not pc.any(suspect).as_py():
        return column
    found = column.filter(suspect).dictionary_encode()
    masked = pa.array([mask(text) for text in found.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(column, suspect, masked.take(found.indices))


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

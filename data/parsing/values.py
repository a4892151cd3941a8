"""Cell text -> typed values, column by column: each distinct text is parsed once.

A parser takes a text and returns the value, or None when it does not understand it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.parsing.dates import Order, is_placeholder, parse_datetime, written_date
from data.parsing.numbers import parse_number
from kernel.text import fold, visible

Parser = Callable[[str], Any]

ARROW_TYPES = {
    "text": pa.string(),
    "code": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "datetime": pa.timestamp("us"),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
# What spreadsheets show in the place of a result; texts saved from them hold these.
ERRORS = (
    *("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"),
    *("#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#null!", "#num!", "#spill!", "#calc!"),
)
# Written where a number, a date or a code could stand, and meaning that there is none.
BLANK_WORDS = frozenset(
    (
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "无",
        "空",
        "null",
        "none",
        "nan",
        "n/a",
        "#n/a",
        "暂无",
        *ERRORS,
    )
)
_TRUE = frozenset(
    (
        "是",
        "1",
        "y",
        "yes",
        "t",
        "true",
        "√",
        "✓",
        "✔",
        "有",
        "已",
        "对",
        "真",
        "v",
        "on",
        "☑",
        "达标",
    )
)
_FALSE = frozenset(
    (
        "否",
        "0",
        "n",
        "no",
        "f",
        "false",
        "×",
        "x",
        "✗",
        "✘",
        "无",
        "未",
        "错",
        "假",
        "off",
        "不",
        "☐",
    )
)
_DAMAGED_ID = re.compile(r"\d(\.\d+)?[eE]\+\d+")
_BRACKETS = str.maketrans("", "", "[]【】()「」<>《》{}\"'“”‘’")


def fold_word(text: str) -> str:
    """A word for comparing: folded, and without brackets or quotes (`［办结］` -> `办结`)."""
    return fold(text).translate(_BRACKETS)


def parse_integer(text: str) -> int | None:
    """A whole number; `2.0` is one, `2.5` is not."""
    value = parse_number(text)
    return int(value) if value is not None and value == int(value) else None


def parse_boolean(text: str) -> bool | None:
    """是/否, 1/0, Y/N, √/×, true/false and their like."""
    word = fold_word(text).removesuffix(".0")
    return True if word in _TRUE else False if word in _FALSE else None


def clean_id(text: str) -> str | None:
    """An identifier: full-width digits narrowed, spaces and marks that keep Excel from rounding
    removed, nothing invisible in it.

    None when a spreadsheet program has cut it: it names no record any more, and is not repaired.
    """
    plain = "".join(unicodedata.normalize("NFKC", visible(text)).split())
    if plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1]
    plain = plain.lstrip("'`")
    return None if is_damaged_id(plain) else plain


def is_damaged_id(text: str) -> bool:
    """Whether a spreadsheet program has cut an identifier: `3.30108E+17`."""
    return _DAMAGED_ID.fullmatch(text.strip()) is not None


def whole_number(text: str) -> str:
    """A number used as a name: `20.0` -> `20`, `07` -> `7`; anything else as written."""
    value = parse_integer(text)
    return text if value is None else str(value)


def is_positive(text: str) -> bool | None:
    """A count read as a flag: `2` is true, `0` is false."""
    value = parse_number(text)
    return None if value is None else value > 0


# A day without its year, as people note it: 3月8日, 3.8.
_MONTH_AND_DAY = re.compile(r"(?:0?[1-9]|1[0-2])\s*[月./-]\s*(?:[12]\d|3[01]|0?[1-9])\s*[日号]?")


def yes_or_day(text: str) -> bool | None:
    """A flag whose yes may be the day on which it was done: `是`, `2025-03-08`, `3月8日`. What
    programs write for no date says nothing."""
    said = parse_boolean(text)
    if said is not None or is_placeholder(text):
        return said
    plain = unicodedata.normalize("NFKC", visible(text)).strip()
    day = parse_datetime(plain) or written_date(plain) or _MONTH_AND_DAY.fullmatch(plain)
    return True if day else None


def from_words(words: Mapping[str, Any], otherwise: Any, fallback: Parser | None) -> Parser:
    """A parser that looks the folded word up, then tries `fallback`, then says `otherwise`."""

    def parse(text: str) -> Any:
        word = fold_word(text)
        if word in words:
            return words[word]
        value = fallback(text) if fallback else None
        return otherwise if value is None else value

    return parse


def parser_for(kind: str, order: Order = "year") -> Parser:
    """The parser of a field type of kernel.schema."""
    if kind in ("datetime", "date"):
        return partial(parse_datetime, order=order)
    parsers: dict[str, Parser] = {
        "number": parse_number,
        "integer": parse_integer,
        "boolean": parse_boolean,
        "text": str,
        "code": lambda text: None,
    }
    return parsers[kind]


@dataclass(frozen=True)
class Converted:
    """A typed column, and which cells held a text that was not understood."""

    values: pa.Array
    bad: pa.Array


def convert(column: pa.Array, kind: str, parse: Parser) -> Converted:
    """A string column (blank cells null) as the type `kind`; what is not understood is null."""
    encoded = column.dictionary_encode()
    words = encoded.dictionary
    target = ARROW_TYPES[kind]
    values = _plain(words, target, parse)
    if values is not None:
        bad = pa.array([False] * len(words), pa.bool_())
    else:
        texts = words.to_pylist()
        parsed = [parse(text) for text in texts]
        bad = pa.array(
            [
                p is None and fold_word(t) not in BLANK_WORDS
                for p, t in zip(parsed, texts, strict=True)
            ],
            pa.bool_(),
        )
        values = pa.array(parsed, pa.timestamp("us") if kind == "date" else target).cast(
            target, safe=False
        )
    return Converted(values.take(encoded.indices), pc.fill_null(bad.take(encoded.indices), False))


_FORMS = {
    ARROW_TYPES["datetime"]: r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$",
    ARROW_TYPES["date"]: r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$",
    ARROW_TYPES["number"]: r"^-?\d{1,15}(\.\d+)?$",
}


def _plain(words: pa.Array, target: pa.DataType, parse: Parser) -> pa.Array | None:
    """ISO dates and plain numbers in one go (the common case of large files), texts as they are;
    None when a text has another form or is read in another way."""
    if parse is str or (parse is clean_id and _matches(words, r"^[0-9A-Za-z-]*$")):
        return words
    ordinary = parse is parse_number or getattr(parse, "func", None) is parse_datetime
    if not ordinary or target not in _FORMS:
        return None
    if not _matches(words, _FORMS[target]):
        return None
    try:
        between = target if target == ARROW_TYPES["number"] else pa.timestamp("us")
        return words.cast(between).cast(target, safe=False)
    except pa.ArrowInvalid:  # a day or an hour that does not exist
        return None


def _matches(words: pa.Array, pattern: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(words, pattern)).as_py())


def replace_texts(column: pa.Array, read: Callable[[str], str | None]) -> pa.Array:
    """Every distinct text of a string column replaced by what `read` makes of it."""
    encoded = column.dictionary_encode()
    words = pa.array([read(text) for text in encoded.dictionary.to_pylist()], pa.string())
    return words.take(encoded.indices)

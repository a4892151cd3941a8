"""Numbers as people write them: signs, separators, 万 and 亿, units behind them.

A comma groups thousands only before exactly three digits. Whether `1,234` does, the column as a
whole decides: one cell such as `12,5` or `1,234.5` proves the reading of the others.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from data.parsing.units import WRITTEN, MeasureUnit, parse_unit
from kernel.text import visible

_NUMBER = re.compile(
    r"(?P<sign>扣|减|加|\+|-|−)?\s*[¥$€£]?\s*"
    r"(?P<digits>\d[\d,.' ]*|[.,]\d+)(?P<power>[eE][+-]?\d{1,2})?"
    rf"\s*(?P<unit>{WRITTEN})",
    re.IGNORECASE,
)
# What else stands between digits: apostrophes, the Chinese full stop that an input method types.
_SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "。": ".", "‚": ","})
_SPACED = re.compile(r"\d{1,3}(?P<mark>[' ])\d{3}(?:(?P=mark)\d{3})*(?P<rest>[.,]\d+)?")
_POINT = re.compile(r"\d*\.\d+|\d+\.?")
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")
_DOT_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_COMMA_DECIMAL = re.compile(r"\d*,\d+")


@dataclass(frozen=True)
class Quantity:
    """A number and the unit that stands behind it; a scale such as 万 is in the unit's size."""

    value: Fraction
    unit: MeasureUnit | None = None


@dataclass(frozen=True)
class Separators:
    """What commas and dots are in a column: None where no cell tells.

    comma: `groups` thousands, is the `decimal` sign, or `both` in one column, which leaves `1,234`
    open. dot: the same.
    """

    comma: str | None = None
    dot: str | None = None

    def and_also(self, text: str) -> "Separators":
        """What is known after one more cell."""
        match = _match(text)
        if match is None:
            return self
        comma, dot = _shown(match["digits"].strip())
        return Separators(_both(self.comma, comma), _both(self.dot, dot))


PLAIN = Separators()
_DIGITS_MOST = 40  # characters; what is longer is no figure, and some no float holds


def separators(texts: Iterable[str], known: Separators = PLAIN) -> Separators:
    """What the cells of a column prove."""
    for text in texts:
        known = known.and_also(text)
    return known


def is_open(text: str) -> bool:
    """Whether a comma in the text could be either: `1,234`."""
    match = _match(text)
    return bool(match and re.fullmatch(r"[1-9]\d{0,2},\d{3}", match["digits"].strip()))


def parse_quantity(
    text: str, known: Separators = PLAIN, lasting: bool = False, decimal: bool = False
) -> Quantity | None:
    """`1,234.5`, `１２`, `95.3%`, `0.5分`, `扣2分` (-2), `(3)` (-3), `54.8万人`; None when it is
    no number. decimal: what `1,234` is where nothing tells; lasting: 分 are minutes."""
    match = _match(text)
    if match is None:
        return None
    digits = _digits(match["digits"].strip(), known, decimal)
    if digits is None or len(digits) > _DIGITS_MOST:
        return None
    value = Fraction(Decimal(digits + (match["power"] or "")))
    if _bracketed(text) or (match["sign"] or "") in ("扣", "减", "-", "−"):
        value = -value
    unit = parse_unit(match["unit"], lasting) if match["unit"] else None
    return Quantity(value, unit)


def parse_number(text: str) -> float | None:
    """The number alone, with its 万 or ‰ and without its unit."""
    found = parse_quantity(text)
    if found is None:
        return None
    unit = found.unit
    if unit is None:
        return float(found.value)
    return float(found.value * (unit.factor if unit.dimension == "share" else unit.scale))


@lru_cache(maxsize=10_000)
def _match(text: str) -> re.Match[str] | None:
    plain = _plain(text)
    return _NUMBER.fullmatch(plain[1:-1].strip() if _bracketed(text) else plain)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", visible(text).translate(_SIGNS)).strip()


def _bracketed(text: str) -> bool:
    plain = _plain(text)
    return len(plain) > 2 and plain[0] == "(" and plain[-1] == ")"  # accountants' minus


def _shown(digits: str) -> tuple[str | None, str | None]:
    """What one number proves of commas and dots."""
    if "," in digits and "." in digits:
        if _COMMA_GROUPS.fullmatch(digits):
            return "groups", "decimal"
        return ("decimal", "groups") if _DOT_GROUPS.fullmatch(digits) else (None, None)
    if "," in digits:
        if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3}){2,}", digits):
            return "groups", None
        open_ = re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits)
        decimal = not open_ and (_COMMA_DECIMAL.fullmatch(digits) or _SPACED.fullmatch(digits))
        return ("decimal" if decimal else None), None
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", digits):
        return None, "groups"
    open_ = re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits)
    return None, "decimal" if digits.count(".") == 1 and not open_ else None


def _both(one: str | None, other: str | None) -> str | None:
    return one if other is None or one == other else other if one is None else "both"


def _digits(digits: str, known: Separators, decimal: bool) -> str | None:
    """The digits with a dot for the decimal sign and nothing else; None when they make no sense."""
    if match := _SPACED.fullmatch(digits):
        rest = match["rest"] or ""
        whole = digits[: len(digits) - len(rest)]
        return whole.replace(match["mark"], "") + rest.replace(",", ".")
    if "," not in digits:
        grouped = _DOT_GROUPS.fullmatch(digits) is not None
        if grouped and digits.count(".") == 1:
            if known.dot == "both":
                return None
            grouped = known.dot == "groups" or (known.dot is None and known.comma == "decimal")
        if grouped:
            return digits.replace(".", "")
        return digits if _POINT.fullmatch(digits) else None
    if "." in digits:
        if _COMMA_GROUPS.fullmatch(digits):
            return digits.replace(",", "")
        swapped = digits.replace(".", "").replace(",", ".")
        return swapped if _DOT_GROUPS.fullmatch(digits) else None
    if _COMMA_GROUPS.fullmatch(digits):
        if digits.count(",") > 1:
            return digits.replace(",", "")
        if known.comma == "both":
            return None
        decimal = known.comma == "decimal" or (known.comma is None and decimal)
        return digits.replace(",", "." if decimal else "")
    return digits.replace(",", ".") if _COMMA_DECIMAL.fullmatch(digits) else None

"""Number formats of workbooks: what a cell shows, where that is not what it holds.

calamine gives values (0.953), people see what the format makes of them (95.3%). Only looks that
change the meaning count; digits that a format merely hides are kept.
"""

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from data.parsing.units import parse_unit
from data.reader.cells import CellValue, cell_text

# Excel's own formats of Chinese systems, which a file names by number alone.
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[([^\]]*)\]|(.)', re.DOTALL)
_YEARS = range(1900, 2201)


@dataclass(frozen=True)
class Look:
    """How a format changes what a number means.

    percent: shown times a hundred. zeros: digits put into the form (`000000`, `GD0000`).
    decimals: shown with two digits behind the point. suffix: a unit behind the number.
    year, month: a date of which only that is shown. clock: a date shown with its time.
    """

    kind: str
    form: str = ""

    def text(self, value: CellValue) -> str | None:
        """The text of a cell as a person reads it."""
        usual = cell_text(value)
        if isinstance(value, dt.date):
            if self.kind in ("year", "month"):
                return f"{value:%Y}" if self.kind == "year" else f"{value:%Y-%m}"
            alone = self.kind == "clock" and len(usual or "") == len("2025-10-01")
            return f"{usual} 00:00:00" if alone else usual
        if usual is None or isinstance(value, bool | str) or not isinstance(value, int | float):
            return usual
        number = Decimal(f"{value:.15g}")
        if self.kind == "percent":
            return f"{format((number * 100).normalize(), 'f')}%"
        if self.kind == "suffix":
            return usual + self.form
        if self.kind == "zeros" and value >= 0 and value == int(value):
            return _filled(self.form, int(value))
        if self.kind == "decimals" and int(value) in _YEARS and value != int(value):
            shown = f"{number:.{self.form}f}"  # the number 2025.1, shown as 2025.10
            return shown if len(shown) > len(usual) else usual
        return usual


def _filled(form: str, value: int) -> str:
    """The digits of a number in the places of a form, from the right: 000-0000."""
    places = form.count("\0")
    digits = f"{value:0{places}d}"
    head, rest = digits[: len(digits) - places], list(digits[len(digits) - places :])
    out = "".join(rest.pop(0) if sign == "\0" else sign for sign in form)
    at = form.index("\0")
    return out[:at] + head + out[at:]


@lru_cache(maxsize=2000)
def look_of(code: str) -> Look | None:
    """What a format code changes; None when the value says the same."""
    tokens = _tokens(code)
    signs = "".join(sign for kind, sign in tokens if kind == "code")
    literal = "".join(sign for kind, sign in tokens if kind == "literal")
    low = signs.lower()
    if low in ("", "general", "@", "g/通用格式", "g/標準"):
        return _suffix(literal) if low and low != "@" else None
    if re.search(r"[yeg]|d|m(?![^hs]*$)|h|s|上午|am/pm|a/p", re.sub(r"e[+-]", "", low)):
        if re.search(r"[#0?]", signs):
            return None if "%" not in signs else Look("percent")
        return _of_date(low)
    if "%" in signs:
        return Look("percent")
    if re.fullmatch(r"0{2,}|0", signs) and (len(signs) > 1 or re.search("[A-Za-z]", literal)):
        form = "".join("\0" if kind == "code" else sign for kind, sign in tokens)
        return Look("zeros", form) if not _suffix(literal) else None
    if re.fullmatch(r"[#,]*0\.00", signs):
        return _suffix(literal) or Look("decimals", "2")
    return _suffix(literal)


def _of_date(low: str) -> Look | None:
    if "h" in low or "s" in low:
        return Look("clock") if "y" in low or "d" in low else None
    if "y" in low and "d" not in low:
        return Look("month") if "m" in low else Look("year")
    return None


def _suffix(literal: str) -> Look | None:
    """A unit or a scale that the format writes behind the number: 0.0"万人"."""
    unit = parse_unit(literal)
    changes = unit is not None and (unit.factor != 1 or unit.dimension == "share")
    return Look("suffix", literal.strip()) if changes else None


def _tokens(code: str) -> list[tuple[str, str]]:
    """The first section of a code as (`code` | `literal`, sign)."""
    found = []
    for match in _TOKEN.finditer(code):
        quoted, escaped, forced, bracketed, sign = match.groups()
        if sign == ";":
            break
        if sign is not None:
            plain = sign in "-+ ()/:,.、" and sign not in ",.:/"
            found.append(("literal" if plain else "code", sign))
        elif bracketed is not None:
            if bracketed.lower() in ("h", "hh", "m", "mm", "s", "ss"):
                found.append(("code", "h" if bracketed[0] in "hH" else "s"))
        elif (literal := quoted or escaped or forced) is not None:
            found.append(("literal", literal))
    return found


def looks_of(styles: bytes) -> dict[int, Look]:
    """The looks of a workbook's cell styles, by the number of the style. Takes styles.xml."""
    try:
        root = ElementTree.fromstring(styles)
    except ElementTree.ParseError:
        return {}
    codes: Mapping[str, str] = {
        entry.get("numFmtId", ""): entry.get("formatCode", "")
        for entry in root.iterfind("{*}numFmts/{*}numFmt")
    }
    found = {}
    for at, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        number = style.get("numFmtId", "0")
        if look := look_of(codes.get(number) or builtin(number)):
            found[at] = look
    return found


def builtin(number: str) -> str:
    """The code of one of Excel's own formats."""
    # Imported late: it takes longer than to read a small file.
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    at = int(number) if number.isdigit() else 0
    return _CHINESE.get(at) or BUILTIN_FORMATS.get(at) or "General"

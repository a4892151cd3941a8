"""Chinese numerals in dates: `二〇二五年十月二十一日` -> `2025年10月21日`."""

import re

_DIGITS = {"〇": 0, "○": 0, "零": 0, "O": 0, "Ｏ": 0, "两": 2} | {
    char: n for n, char in enumerate("一二三四五六七八九", start=1)
}
_BANK = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_RUN = re.compile(
    r"[〇○零一二三四五六七八九十廿卅]+(?=\s*[年月日号时点分秒])|[〇○零一二三四五六七八九]{4}"
)
_YEAR = re.compile(r"[〇○Oo零0一二三四五六七八九]{2}(?:[〇○Oo零0一二三四五六七八九]{2})?(?=\s*年)")


def arabic(text: str) -> str:
    """The text with the numerals of its dates as digits; any other text as it is."""
    text = text.translate(_BANK)
    if not _RUN.search(text):
        return text
    text = _YEAR.sub(lambda m: "".join(_digit(char) for char in m.group()), text)
    return _RUN.sub(lambda m: str(_number(m.group())), text)


def number_of(text: str) -> int | None:
    """A whole number in digits or Chinese numerals (三, 十二); None when it is none."""
    plain = _number(text.translate(_BANK))
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _digit(char: str) -> str:
    return char if char.isdigit() and char.isascii() else str(_DIGITS.get(char.upper(), 0))


def _number(run: str) -> str:
    """十 10, 二十一 21, 廿三 23; digits alone one by one."""
    run = run.replace("廿", "二十").replace("卅", "三十")
    if "十" not in run:
        return "".join(_digit(char) for char in run)
    tens, _, ones = run.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return run
    return str(10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0))

"""How often something is to be done, as people write it: 每周2次, 2次/周, 一周两次, 每两周一次.

A frequency is a number of times and a span (day, week, month, quarter, year); 每半月一次 is twice a
month, 每两周一次 half a time a week, 隔日一次 half a time a day.
"""

import re
from functools import lru_cache

from data.parsing.numerals import number_of

_SPANS = {
    **dict.fromkeys(("日", "天", "工作日"), "day"),
    **dict.fromkeys(("周", "星期", "礼拜"), "week"),
    **dict.fromkeys(("个月", "月"), "month"),
    **dict.fromkeys(("季度", "个季度", "季"), "quarter"),
    **dict.fromkeys(("年", "年度"), "year"),
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}
_HALVED = ("year", "month", "day")  # nobody says half a week
_NUMBER = r"(?P<{}>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]+)"
_SPAN = (
    r"(?P<half>半)?个?(?P<span>工作日|星期|礼拜|季度|年度|月|日|天|周|季|年"
    r"|day|week|month|quarter|year)"
)
_LEAST = r"(?:不少于|不低于|至少|最少|≥|>=)?"
_DONE = r"(?:检查|考评|巡查|暗访|抽查|督查)?"
_TIMES = r"(?:次|遍|点次|轮|趟|times?)"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?:每|per|every|each)?{_NUMBER.format('spans')}?{_SPAN}{_DONE}{_LEAST}{_DONE}"
        rf"{_NUMBER.format('times')}{_TIMES}(?:以上)?",
        rf"{_LEAST}{_NUMBER.format('times')}{_TIMES}?(?:/|每|一|a|per|every){_SPAN}",
    )
)
_ONCE = {"once": "1", "twice": "2"}


def times_of_frequency(text: str) -> float | None:
    """The times of a frequency (2 of 每周2次); None when the text is none."""
    found = _read(text)
    return None if found is None else found[0]


def span_of_frequency(text: str) -> str | None:
    """The span of a frequency (week of 每周2次); None when the text is none."""
    found = _read(text)
    return None if found is None else found[1]


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[float, str] | None:
    plain = re.sub(r"[\s，,。.；;（）()]+$|\s", "", text.translate(_NARROW)).lower()
    for word, number in _ONCE.items():
        plain = re.sub(rf"^{word}", f"{number}times", plain)
    plain = re.sub(r"^隔[日天]", "每2日", plain)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            parts = match.groupdict()
            times = _number(parts["times"])
            spans = _number(parts.get("spans") or "1")
            if times is None or not spans:
                return None
            span = _SPANS[parts["span"]]
            if parts["half"]:
                if span not in _HALVED:
                    return None
                times *= 2
            return times / spans, span
    return None


_NARROW = str.maketrans("０１２３４５６７８９／", "0123456789/")


def _number(text: str) -> float | None:
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return float(text)
    return number_of(text)

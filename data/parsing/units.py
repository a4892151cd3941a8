"""Units of measure as headers and cells name them: what they measure and how much of it.

`万人` -> count, 10,000; `(分钟)` -> time, 1/60 of an hour; `‰` -> share, 0.1 per cent. One unit of
each dimension is the field's own: persons or pieces, per cent, hours, square metres, metres, yuan,
tonnes, points.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kernel.messages import Message
from kernel.text import fold


def _of(size: Fraction | int, words: str) -> dict[str, Fraction]:
    return dict.fromkeys(words.split(), Fraction(size))


_COUNTED = (
    "人 位 名 户 件 起 宗 条 次 处 个 项 家 辆 例 场 座 台 株 点 只 块 份 桩 卷 票 人次 户次 点次 "
    "件次 车次 处次 person persons people cases pcs"
)
_UNITS: dict[str, dict[str, Fraction]] = {
    "count": _of(1, _COUNTED),
    "points": _of(1, "分 points point"),
    "share": _of(1, "% 百分比 百分点 个百分点 percent pct")
    | _of(Fraction(1, 10), "‰ 千分比 permille"),
    "time": _of(1, "小时 个小时 时 h hr hrs hour hours")
    | _of(Fraction(1, 60), "分钟 min mins minute minutes")
    | _of(Fraction(1, 3600), "秒 秒钟 s sec second seconds")
    | _of(24, "天 日 自然日 d day days"),
    "area": _of(1, "m2 平方米 平米 sqm")
    | _of(1_000_000, "km2 平方公里 平方千米")
    | _of(10_000, "公顷 hm2 ha")
    | _of(Fraction(2000, 3), "亩"),
    "length": _of(1, "米 m") | _of(1000, "公里 千米 km"),
    "money": _of(1, "元 人民币 人民币元") | _of(Fraction(1, 10), "角"),
    "mass": _of(1, "吨 t") | _of(Fraction(1, 1000), "公斤 千克 kg"),
}
_OWN = {
    "points": "分", "share": "%", "time": "小时", "area": "平方米", "length": "米", "money": "元",
    "mass": "吨",
}  # fmt: skip
_SCALES = {
    "万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4,
    "千": 1000, "百": 100, "k": 1000, "w": 10**4, "thousand": 1000, "thousands": 1000,
    "million": 10**6, "millions": 10**6, "'000": 1000, "000s": 1000,
}  # fmt: skip
_KNOWN = {word: (what, size) for what, units in _UNITS.items() for word, size in units.items()}
_WORDS = "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True))
SCALES = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
WRITTEN = rf"(?:{SCALES})?(?:{_WORDS})?"
"""A pattern for a scale, a unit or both, in folded text."""
_WRITTEN = re.compile(rf"(?P<scale>{SCALES})?(?P<unit>{_WORDS})?")
_BRACKETED = re.compile(r"[(\[【{]([^()\[\]【】{}]*)[)\]】}]")
_AFTER = re.compile(rf"(?:[/_,:\s]|单位)+(?![a-z]\s*$)({WRITTEN})\s*$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:计量)?单位(?:为)?[:是]?")
_LASTS = re.compile(r"时长|时间|用时|耗时|历时|时效|时限|duration|time|hours", re.IGNORECASE)


@dataclass(frozen=True)
class MeasureUnit:
    """A unit as written: `scale` times (万: 10,000) a unit that is `size` of its dimension's own.
    A scale alone (`万`, `k`) has no name, and the dimension `any`."""

    written: str
    name: str
    dimension: str
    size: Fraction
    scale: int = 1

    @property
    def factor(self) -> Fraction:
        """What a figure in this unit is to be multiplied with to be in the dimension's own."""
        return self.size * self.scale

    @property
    def own(self) -> Message:
        """The dimension's own unit, as a parameter of a message."""
        return Message(f"unit-{self.dimension}")

    @property
    def own_name(self) -> str:
        """The dimension's own unit as a measure in the store: 平方米; things by their name."""
        return self.name if self.dimension in ("count", "any") else _OWN[self.dimension]


@lru_cache(maxsize=10_000)
def parse_unit(text: str, lasting: bool = False) -> MeasureUnit | None:
    """The unit that a text is, None when it is none.

    lasting: the figures say how long something took, so that 分 are minutes.
    """
    word = _LABEL.sub("", fold(text).replace("²", "2").replace("'s", "s"))
    match = _WRITTEN.fullmatch(word)
    if not word or match is None:
        return None
    scale, name = ("", word) if word in _KNOWN else (match["scale"], match["unit"])
    dimension, size = _KNOWN[name] if name else ("any", Fraction(1))
    if name == "分" and lasting:
        dimension, size = "time", Fraction(1, 60)
    return MeasureUnit(text.strip(), name or "", dimension, size, _SCALES.get(scale or "", 1))


def header_unit(header: str) -> tuple[MeasureUnit | None, str | None]:
    """The unit that a header names, in brackets or behind a stroke, and a text that looks like one
    and is not known: `面积（万平方米）`, `人口/万人`, `人口（万标准人）`."""
    plain = header.translate(_PLAIN)
    lasting = _LASTS.search(_BRACKETED.sub("", plain)) is not None
    unknown = None
    for found in reversed(_BRACKETED.findall(plain)):
        if unit := parse_unit(found, lasting):
            return unit, None
        word = _LABEL.sub("", fold(found))
        if re.match(rf"(?:{SCALES})\D{{1,6}}$", word) and not word.startswith(("百分", "千分")):
            unknown = unknown or found
    match = _AFTER.search(plain)
    if match and match[1] and (unit := parse_unit(match[1], lasting)):
        return unit, None
    return None, unknown


def without_unit(header: str) -> str:
    """The header without a unit behind a stroke or a space: `人口/万人` -> `人口`."""
    match = _AFTER.search(header.translate(_PLAIN))
    return header[: match.start()] if match and match[1] and match.start() else header


_PLAIN = str.maketrans("（）［］｛｝／，：％", "()[]{}/,:%")

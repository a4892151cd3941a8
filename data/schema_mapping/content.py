"""What a column holds, by its cells: dates, numbers, numbers of cases, telephones, places, units.

Shares are of the filled cells, judged by their most frequent texts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.parsing.categories import is_class, is_known
from data.parsing.coordinates import is_pair
from data.parsing.dates import Order, parse_datetime
from data.parsing.periods import read_period
from data.parsing.privacy import mask
from data.parsing.values import BLANK_WORDS, fold_word, parse_boolean, parse_number
from data.parsing.words import vocabularies
from data.photos import named_photos
from data.unit_resolution.units import Registry, guess_kind
from kernel.text import visible

_ID = re.compile(r"(?=.*\d)[0-9A-Za-z\u4e00-\u9fff〔〕()（）\[\]_/.-]{3,40}")
_PLACE = re.compile(
    r"路|街(?!道$)|巷|弄|胡同|大道|小区|广场|公园|交叉口|路口|村|号(?!码)|桥|市场"
    r"|\b(?:st|ave|rd|blvd|dr|pl|street|avenue|road|way|ct|ln)\b",
    re.I,
)
_MARKS = re.compile(r"(?:\[(?:电话|证件号|邮箱)\]\s*){1,2}")
_CALLED = re.compile(r".{1,4}(?:先生|女士|小姐|某某?|师傅|同志)|[^\d\W]\*{1,3}[^\d\W]?")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万钱严覃武戴莫孔向汤"
)
_LOOKED_AT = 100  # distinct texts of a column
_CHINA_X, _CHINA_Y = (70.0, 140.0), (3.0, 55.0)


@dataclass
class Content:
    """The cells of one column. `rows`: how many were looked at; `texts`: filled ones, counted;
    `cells`: all of them, in the order of the sheet."""

    rows: int
    texts: Counter[str]
    registry: Registry
    cells: Sequence[str | None] = ()
    _shares: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Iterable[str | None], registry: Registry) -> "Content":
        """The content of a column; what stands for nothing (`-`, 无) counts as blank."""
        listed = list(cells)
        texts = Counter(text.strip() for text in listed if text)
        for text in [t for t in texts if not t or fold_word(t) in BLANK_WORDS]:
            del texts[text]
        return cls(len(listed), texts, registry, listed)

    @property
    def filled(self) -> int:
        return self.texts.total()

    @cached_property
    def distinct(self) -> float:
        """Distinct texts among the filled cells, 0 to 1."""
        return len(self.texts) / self.filled if self.filled else 0.0

    @cached_property
    def length(self) -> float:
        """Characters of a filled cell, on average."""
        return sum(len(t) * n for t, n in self.texts.items()) / max(1, self.filled)

    def share(self, name: str) -> float:
        """The share of filled cells that pass one of the tests below."""
        return self._share(name, _TESTS[name])

    def dates(self, order: Order) -> float:
        """The share of dates when `10/01/2025` is read in this order; bare digits do not count."""
        return self._share(
            f"dates {order}", lambda t: not _is_number(t) and parse_datetime(t, order) is not None
        )

    @cached_property
    def order(self) -> Order:
        """The order that reads most of the dates."""
        return max(("year", "month", "day"), key=self.dates)

    @cached_property
    def best_dates(self) -> float:
        return max(self.dates(order) for order in ("year", "month", "day"))

    def words(self, vocabulary: str) -> float:
        """The share of cells that a named value map knows; yes and no are left to flags."""
        return self.known(f"words {vocabulary}", vocabularies()[vocabulary])

    def known(self, name: str, words: Container[str]) -> float:
        """The share of cells that are one of these (folded) words, which go by this name."""
        return self._share(name, lambda t: fold_word(t) in words and parse_boolean(t) is None)

    def units(self, kind: str) -> float:
        """The share of names that are registered units of a kind."""
        if kind not in self.registry.kinds:
            return 0.0
        return self._share(f"units {kind}", lambda t: len(t) <= 60 and self._registered(t, kind))

    def _registered(self, text: str, kind: str) -> bool:
        names = [name for name, _ in self.registry.shares(text, [kind])]
        found = [m for name in names for m in self.registry.meanings(name, [kind], kind)]
        return all(meaning.known for meaning in found)

    def endings(self, kind: str) -> float:
        """The share of names that end as units of a kind do."""
        return self._share(f"endings {kind}", lambda t: len(t) <= 20 and guess_kind(t) == kind)

    def _share(self, name: str, test: Callable[[str], bool]) -> float:
        """The share of cells that pass a test, of those with the most frequent texts."""
        if name not in self._shares:
            looked = self._frequent
            hits = sum(n for text, n in looked if test(text))
            self._shares[name] = hits / max(1, sum(n for _, n in looked))
        return self._shares[name]

    @cached_property
    def _frequent(self) -> list[tuple[str, int]]:
        return self.texts.most_common(_LOOKED_AT)


def _is_number(text: str) -> bool:
    return parse_number(text) is not None


def _is_person(text: str) -> bool:
    if _CALLED.fullmatch(text):
        return True
    return 2 <= len(text) <= 3 and text[0] in _SURNAMES and text.isalpha() and not text.isascii()


def _in(limits: tuple[float, float]) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        value = parse_number(text)
        return value is not None and limits[0] <= value <= limits[1] and "." in text

    return test


_TESTS: dict[str, Callable[[str], bool]] = {
    "number": _is_number,
    "whole": lambda t: (value := parse_number(t)) is not None and value == int(value),
    "boolean": lambda t: parse_boolean(t) is not None,
    "id": lambda t: _ID.fullmatch(unicodedata.normalize("NFKC", visible(t))) is not None,
    "period": lambda t: read_period(t) is not None,
    "clock": lambda t: ":" in t or "时" in t or "：" in t,
    "personal": lambda t: _MARKS.fullmatch(mask(t)) is not None,
    "person": _is_person,
    "place": lambda t: _PLACE.search(t) is not None,
    "photo": lambda t: all(p.is_address or p.is_picture for p in named_photos(t)),
    "degrees": lambda t: (value := parse_number(t)) is not None and abs(value) <= 180,
    "x": _in(_CHINA_X),
    "y": _in(_CHINA_Y),
    "pair": is_pair,
    "digit date": lambda t: parse_datetime(t) is not None,
    "subcategory": is_known,
    "category": is_class,
}

"""How alike two names of columns are, by what their words mean.

上报日期, 发现时间 and created_at share no word, but they share what the words stand for
(`data/vocabulary/header_words.yaml`). A name becomes a list of such meanings; two names are as
alike as the weight of the meanings that they share (Dice's coefficient).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from data.layouts.matching import fold_header
from data.parsing.words import VOCABULARY
from kernel.configuration import load_file
from kernel.text import visible

Meanings = Mapping[str, float]

_WEIGHTS = {"about": 1.0, "form": 0.5}
_UNKNOWN_CHARACTER, _UNKNOWN_WORD = 0.4, 0.8
_FILLERS = frozenset(
    (*"的所属该本其之各了", "a", "an", "the", "of", "this", "for", "and", "in", "what", "which")
)
_NEVER_SURE = 0.9  # of two names that are not the same
_FORM_ONLY = 0.3
_DEADLINE, _ENDS = "截止", ("完成", "结案")  # to be finished by is not finished at
_TARGET, _TIME = "目标", "时间"
# Characters of headers from where they are written in the traditional way.
_SIMPLE = str.maketrans(
    "辦結時間處類別單區鎮責編號來滿決訴題發現報標數績點檢級層隊圍環節狀態進轉達違規項評價種熱線媒網絡縣鄉"
    "員長誤備註學門產業務機關權應領導創過經緯座場內實際開啟終問復覆執團組執罰條優劣聯繫電話傳",
    "办结时间处类别单区镇责编号来满决诉题发现报标数绩点检级层队围环节状态进转达违规项评价种热线媒网络县乡"
    "员长误备注学门产业务机关权应领导创过经纬座场内实际开启终问复复执团组执罚条优劣联系电话传",
)


@cache
def _dictionary() -> tuple[dict[str, tuple[str, float]], int]:
    """Word -> its meaning and weight; the length of the longest word."""
    data: Any = load_file(VOCABULARY / "header_words.yaml", dict[str, dict[Any, list[Any]]])
    words = {
        word: (meaning, _WEIGHTS[part])
        for part, meanings in data.items()
        for meaning, listed in meanings.items()
        for word in listed
    }
    return words, max(map(len, words))


@lru_cache(maxsize=4096)
def meanings(name: str) -> Meanings:
    """What the words of a name stand for, with the weight of each."""
    words, longest = _dictionary()
    text = " ".join(_words(name))
    found: dict[str, float] = {}
    at = 0
    while at < len(text):
        for end in range(min(len(text), at + longest), at, -1):
            word = text[at:end]
            if word in words and _whole(text, at, end):
                meaning, weight = words[word]
                found[meaning] = weight
                break
        else:
            end = _next(text, at)
            word = text[at:end]
            if word.removesuffix("s") in words:
                meaning, weight = words[word.removesuffix("s")]
                found[meaning] = weight
            elif word.isalpha() and word not in _FILLERS:
                found[word] = _UNKNOWN_WORD if word.isascii() else _UNKNOWN_CHARACTER
        at = end
    if _TARGET in found and _TIME in found:  # target_dt, 目标时间: a day that is aimed at
        found[_DEADLINE] = found.pop(_TARGET)
    if _DEADLINE in found:
        return {meaning: weight for meaning, weight in found.items() if meaning not in _ENDS}
    return found


@lru_cache(maxsize=100_000)
def alike(name: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same name, however it is written)."""
    one, two = fold_header(name), fold_header(other)
    if one == two or fold_header(name, False) == fold_header(other, False):
        return 1.0
    mine, theirs = meanings(name), meanings(other)
    total = sum(mine.values()) + sum(theirs.values())
    shared = {meaning: weight for meaning, weight in mine.items() if meaning in theirs}
    if shared and max(shared.values()) <= _WEIGHTS["form"] < max({**mine, **theirs}.values()):
        return _FORM_ONLY  # 日期 may be the day of anything
    return _NEVER_SURE * 2 * sum(shared.values()) / total if total else 0.0


def most_alike(name: str, names: Iterable[str]) -> tuple[float, str]:
    """How much a name is like the one that it is most like; (0, "") among no names."""
    return max(((alike(name, other), other) for other in names), key=itemgetter(0), default=(0, ""))


def about(name: str) -> str:
    """What a name is about in the end: 联系 for 来电人联系电话号码; "" when no word says so."""
    known = [meaning for meaning, weight in meanings(name).items() if weight == _WEIGHTS["about"]]
    return known[-1] if known else ""


def _words(name: str) -> list[str]:
    """The name in small letters, without brackets, cut where letters change their kind."""
    text = re.sub(r"[(\[【{（].*?[)\]】}）]", " ", name)
    text = unicodedata.normalize("NFKC", visible(text if any(c.isalnum() for c in text) else name))
    text = text.translate(_SIMPLE)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    return re.findall(r"[^\W_]+", text.casefold())


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a Latin word is not the part of a longer one."""
    before = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    after = end < len(text) and text[end].isascii() and text[end].isalpha()
    starts, ends = text[start].isascii(), text[end - 1].isascii()
    return not (starts and before) and not (ends and after)


def _next(text: str, at: int) -> int:
    """The end of what stands at a place and is in no dictionary: a Latin word, or one character."""
    match = re.compile(r"[a-z]+|[0-9]+").match(text, at)
    return match.end() if match else at + 1

"""Which way a target points, read from the words of the file: 前三位, 降低到10%以下, 不低于95%, 零.

A plain number is to be reached or passed. Where the name of the task says that less is better, it
is a limit; where it speaks of lowering something and the target is a bare number, it may be the
level that is left or the amount that goes: that is unclear, and for a person to say.
"""

import re
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from data.parsing.numerals import number_of

_AIM = r"(?:力争|确保|争取|实现|保持|进入|达到|全市|全省|全国|全区|居|在|为)*"
_PLACE = "[0-9一二三四五六七八九十]+"
_RANK = re.compile(
    rf"{_AIM}(?:[前第](?P<n>{_PLACE})(?:[名位]|以内|之内)*|(?P<m>{_PLACE})[名位](?:以内|之内|以上))"
)
_ZERO = re.compile(rf"{_AIM}零[\u4e00-\u9fff]{{0,6}}|{_AIM}无|{_AIM}0")
_LESS = (
    "不突破|不超过|不高于|不大于|不多于|不得超过|不得高于|控制在|控制到|压降到|压降至|降低到|降低至|下降到|下降至|降到|降至"
    "|小于等于|小于|低于|少于|至多|最多|≤|<=|<|＜|⩽"
)
_MORE = (
    "不低于|不少于|不小于|不得低于|不得少于|达到|提高到|提高至|提升到|提升至|大于等于|大于|高于"
    "|超过|多于|至少|最少|达|≥|>=|>|＞|⩾"
)
_NUMBER = r"(?P<n>[0-9][^以之及（(]*?)"
_ALONE = _NUMBER.replace("<n>", "<m>")  # the words stand behind it only
_BELOW, _ABOVE = "(?:及?以下|及?以内|之内)", "及?以上"
_AT_MOST = re.compile(rf"(?:{_LESS})+{_NUMBER}{_BELOW}?|{_ALONE}{_BELOW}")
_AT_LEAST = re.compile(rf"(?:{_MORE})+{_NUMBER}(?:{_ABOVE})?|{_ALONE}{_ABOVE}")
_EQUAL = re.compile(rf"(?:等于|=|＝){_NUMBER}")
_DONE_RANK = re.compile(rf"{_AIM}第(?P<n>[0-9一二三四五六七八九十]+)[名位]?|(?P<m>[0-9]+)[名位]")

_SAID_GOAL = re.compile(r"^(?:年度|本期)?目标(?:值|数)?(?:为|是)?[:：]?")

# What a task is called where its target is a bare number.
_NAMED_RANK = re.compile(r"(名次|排名|位次|排位)$")
_NAMED_ZERO = re.compile(r"零(?!星|售|散)")
_NAMED_LESS = re.compile(
    r"(控制在|控制数|以下|以内|不超过|不高于|上限)|(渗漏|泄漏|漏损|差错|重复|返工|退单|超期|逾期|不满意|发案|事故|死亡|伤亡|"
    r"投诉|违章|有责)(率|量|数|件|件数|起数|人数|次数)$|(事故|成本|费用|支出)$"
)
_NAMED_LOWER = re.compile("降低|减少|下降|压降|压减|控制|消减|遏制")


def as_goal(field: str, column: pa.Array) -> tuple[pa.Array, pa.Array]:
    """A column of a list of tasks without the words around its numbers, and the directions that
    those of a target say (strings; null where it is a bare number or not understood)."""
    if field == "target":
        return _split(column)
    column = _places(column) if field == "done" else column
    return column, pa.nulls(len(column), pa.string())


def _split(column: pa.Array) -> tuple[pa.Array, pa.Array]:
    words = column.dictionary_encode()
    found = [_read(text) for text in words.dictionary.to_pylist()]
    texts = pa.array([text for text, _ in found], pa.string())
    sides = pa.array([side for _, side in found], pa.string())
    return texts.take(words.indices), sides.take(words.indices)


def _places(column: pa.Array) -> pa.Array:
    """What was reached, with `第9名` as 9."""
    words = column.dictionary_encode()
    found = pa.array([_place(text) for text in words.dictionary.to_pylist()], pa.string())
    return found.take(words.indices)


def goal_in(text: str) -> str | None:
    """The target that the name of a column states in brackets: `≥90%`, `目标：90%`; None for any
    other text."""
    plain = re.sub(r"\s+", "", text)
    said = _SAID_GOAL.sub("", plain)
    return said if _read(said)[1] or (said != plain and said[:1].isdigit()) else None


def by_name(task: pa.Array, target: pa.Array) -> pa.Array:
    """The direction that names of tasks and bare targets tell; `at_least` where neither does."""
    pairs = zip(task.to_pylist(), target.to_pylist(), strict=True)
    return pa.array([_named(name or "", number) for name, number in pairs], pa.string())


def direct(values: dict[str, pa.Array], named: str, sides: pa.Array) -> None:
    """Fill the directions of targets: by their own column, by the words of the targets (sides), by
    the names in the field `named`. Of a figure without a target nobody says it but the column."""
    by = by_name(values[named], values["target"])
    if named == "figure":
        by = pc.if_else(pc.is_valid(values["target"]), by, pa.scalar(None, pa.string()))
    said = [values["direction"]] if "direction" in values else []
    values["direction"] = pc.coalesce(*said, sides, by)


@lru_cache(maxsize=10_000)
def _read(text: str) -> tuple[str, str | None]:
    plain = re.sub(r"\s+", "", text)
    if (rank := _RANK.fullmatch(plain)) and (place := number_of(rank["n"] or rank["m"])):
        return str(place), "rank"
    if _ZERO.fullmatch(plain):
        return "0", "zero"
    for side, pattern in (("at_most", _AT_MOST), ("at_least", _AT_LEAST), ("equal", _EQUAL)):
        if match := pattern.fullmatch(plain):
            said = match.groupdict()
            return str(said["n"] or said.get("m")), side
    return text, None


@lru_cache(maxsize=10_000)
def _place(text: str) -> str:
    match = _DONE_RANK.fullmatch(re.sub(r"\s+", "", text))
    place = match and number_of(match["n"] or match["m"])
    return str(place) if place else text


@lru_cache(maxsize=10_000)
def _named(task: str, target: float | None) -> str:
    if _NAMED_RANK.search(task):
        return "rank"
    if target == 0 or (_NAMED_ZERO.search(task) and not target):
        return "zero"
    if _NAMED_LESS.search(task):
        return "at_most"
    return "unclear" if _NAMED_LOWER.search(task) else "at_least"

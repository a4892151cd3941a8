"""What the words around a word make of it: by which is grouped, what is compared with, what is
left out. Which measure, and so which of several meanings, is decided afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kernel.schema import UNIT_KINDS
from metrics.pivot.dimensions import DIMENSIONS, NO, YES
from metrics.pivot.words.tokens import WordToken
from metrics.pivot.words.vocabulary import (
    COMPARE,
    DAYS,
    DIMENSION,
    FILLER,
    JOINT,
    MEASURE,
    ORDER,
    TOP,
    VALUE,
    WordMeaning,
)

# open: a measure, a dimension or a value, whatever fits; group: is grouped by, on no side yet;
# row, column: on that side; filter: its value; compare: with it; days, order, top; trend;
# left_out: a condition that excludes; joint: joins words; unknown.
Role = Literal[
    "open", "group", "row", "column", "filter", "compare", "days", "order", "top", "trend",
    "left_out", "joint", "unknown",
]  # fmt: skip
_SIDES: dict[str, Role] = {"by": "group", "columns": "column", "rows": "row"}
CONTENT = (MEASURE, DIMENSION, VALUE, DAYS, COMPARE, ORDER, TOP)


@dataclass
class HeardWord:
    """A word, its role, and those of its meanings that fit it."""

    token: WordToken
    role: Role
    meanings: tuple[WordMeaning, ...] = ()


def hear(tokens: Sequence[WordToken]) -> list[HeardWord]:
    """The words of a sentence with their roles."""
    hearing = _Hearing(tokens)
    for at in range(len(tokens)):
        hearing.hear(at)
    return hearing.found


class _Hearing:
    """pending: the joint that waits for a word; bound: the dimension that waits for its value, and
    head, which says it; last: the last word that is no joint; chained: the role that `and` carries
    on to the next word; ranged: a range has begun with the last word."""

    def __init__(self, tokens: Sequence[WordToken]) -> None:
        self.tokens = tokens
        self.found: list[HeardWord] = []
        self.pending = ""
        self.bound = ""
        self.head: HeardWord | None = None
        self.last: HeardWord | None = None
        self.chained: Role | None = None
        self.ranged = False

    def hear(self, at: int) -> None:
        token = self.tokens[at]
        if not token.meanings:
            self._end()
            self._add(token, "unknown")
        elif self.bound and (value := self._bound_value(token)):
            self._add(token, "left_out" if self.pending == "except" else "filter", value)
            self._settle_head()
        elif any(m.part in CONTENT for m in token.meanings) and not self._is_joint(at):
            self._content(token)
        else:
            self._joint(at)

    def _is_joint(self, at: int) -> bool:
        """Of a word that may also be more: 比 between two units, not 比 of a comparison."""
        token = self.tokens[at]
        return token.joins("by") and not token.of(DIMENSION)

    def _content(self, token: WordToken) -> None:
        dimensions, units = token.of(DIMENSION), _units(token)
        if token.of(TOP) or (token.of(ORDER) and not dimensions and not token.of(VALUE)):
            self._add(token, "top" if token.of(TOP) else "order", token.meanings)
        elif token.of(DAYS):
            self._add(token, "days", token.of(DAYS))
        elif token.of(COMPARE):
            self._add(token, "compare", token.of(COMPARE))
        elif (self.pending == "except" and not _only_measure(token)) or (
            self.pending == "not" and not self._denied(token)
        ):
            self._add(token, "left_out", token.meanings)
            if self.pending == "except":
                self.last = self.found[-1]
                return  # all that follow, up to the end of it
        elif self.pending == "not":
            self._add(token, "filter", self._denied(token))
        elif self.pending == "against" and units:
            self._add(token, "compare", units)
        elif dimensions and (self.pending in _SIDES or self.chained in _SIDES.values()):
            role = _SIDES.get(self.pending) or self.chained
            assert role is not None
            self._add(token, role, dimensions)
            self.last = self.found[-1]
            self.pending, self.chained = "", None
            return
        elif self.ranged and (between := self._between(token)):
            self._add(token, "filter", between)
        elif _too_short(token) and not (self.last and self.last.role in ("order", "top")):
            self._add(token, "unknown")
        else:
            keep = tuple(m for m in token.meanings if m.part in (MEASURE, DIMENSION, VALUE))
            self._add(token, "open", keep)
        self._end()
        self.last = self.found[-1]

    def _joint(self, at: int) -> None:
        token = self.tokens[at]
        last = self.last
        before = self.found[-1] if self.found else None
        self._add(token, "joint")
        if token.joins("is") and before is not None and self._may_bind(before):
            self.head, self.bound = before, before.meanings[0].code
        elif token.joins("and") and self.bound and last and last.role in ("filter", "left_out"):
            return  # one more value
        elif _is_filler(token) and self.pending == "except" and before is last is not None:
            self._end()  # 除店外经营的…, except flyers in …: what follows is asked for
        elif token.joins("unstated") and before is not None and self._may_bind(before):
            name = next(m.code for m in before.meanings if m.part == DIMENSION)
            self.found[-1] = HeardWord(token, "filter", (WordMeaning(VALUE, "~", name),))
            before.role, before.meanings = "joint", ()
        elif token.joins("beyond") and last is not None and last.role in ("open", "left_out"):
            last.role = "left_out"
            self._end()
        elif token.joins("to") and last is not None and _in_order(last.meanings):
            self.ranged = True
        elif token.joins("trend"):
            self.found[-1].role = "trend"
        elif token.joins("against", "beside") and self._faces_unit(at, token.joins("against")):
            self.pending = "against"
        elif token.joins("and"):
            self.chained = last.role if last and last.role in _SIDES.values() else None
        elif token.joins("except", "not", "by", "columns", "rows"):
            found = [c for c in ("except", "not", "columns", "rows", "by") if token.joins(c)]
            self.pending = found[0]
        elif any(m.code == "sign" for m in token.meanings):
            self._end()
            self.last = None if self.bound else last
            self.bound = ""

    def _may_bind(self, word: HeardWord) -> bool:
        """Whether a word may be the head of its value: 街道：…"""
        return word.role in ("open", "left_out") and any(m.part == DIMENSION for m in word.meanings)

    def _bound_value(self, token: WordToken) -> tuple[WordMeaning, ...]:
        names = {m.code for m in self.head.meanings if m.part == DIMENSION} if self.head else set()
        if any(DIMENSIONS[name].nature == "flag" for name in names):
            for code, answer in ((YES, "yes"), (NO, "no")):
                if token.joins(answer):
                    return tuple(WordMeaning(VALUE, code, n) for n in sorted(names))
        if token.joins("unstated"):
            return tuple(WordMeaning(VALUE, "~", name) for name in sorted(names))
        return tuple(m for m in token.of(VALUE) if m.of in names)

    def _settle_head(self) -> None:
        self.last = self.found[-1]
        if self.head is not None and self.head.role != "joint":
            self.head.role = "joint"

    def _denied(self, token: WordToken) -> tuple[WordMeaning, ...]:
        """未按期: no flag of it."""
        flags = [m.code for m in token.of(DIMENSION) if DIMENSIONS[m.code].nature == "flag"]
        return tuple(WordMeaning(VALUE, NO, name) for name in flags)

    def _between(self, token: WordToken) -> tuple[WordMeaning, ...]:
        """周一到周五, 22点到6点: the hours up to the last one, the days with it."""
        first = _in_order(self.last.meanings if self.last else ())
        last = next((m for m in _in_order(token.meanings) if first and m.of == first[0].of), None)
        if not last:
            return ()
        known = DIMENSIONS[last.of].values
        begin, end = known.index(first[0].code), known.index(last.code)
        end += DIMENSIONS[last.of].nature == "weekday"
        found = known[begin:end] if begin < end else (*known[begin:], *known[:end])
        return (WordMeaning(VALUE, "*".join(found), last.of),)

    def _faces_unit(self, at: int, strong: bool) -> bool:
        """Whether a unit follows, and after a weak 与 also 相比."""
        rest = [t for t in self.tokens[at + 1 : at + 5] if not _is_filler(t)]
        if not rest or not _units(rest[0]):
            return False
        return strong or (len(rest) > 1 and rest[1].joins("ended"))

    def _add(self, token: WordToken, role: Role, meanings: tuple[WordMeaning, ...] = ()) -> None:
        self.found.append(HeardWord(token, role, meanings))

    def _end(self) -> None:
        """What waited for a word has it, or will not get it."""
        self.pending, self.chained, self.bound, self.head = "", None, "", None
        self.ranged = False


def _units(token: WordToken) -> tuple[WordMeaning, ...]:
    return tuple(m for m in token.of(VALUE) if m.of in UNIT_KINDS)


def _only_measure(token: WordToken) -> bool:
    return not token.of(VALUE) and not token.of(DIMENSION)


def _in_order(meanings: Sequence[WordMeaning]) -> list[WordMeaning]:
    """The values among them that lie between others: hours and days of the week."""
    natures = ("hour", "weekday")
    return [
        m for m in meanings
        if m.part == VALUE and DIMENSIONS[m.of].nature in natures and "*" not in m.code
    ]  # fmt: skip


def _too_short(token: WordToken) -> bool:
    """月, 区: by themselves they are rather part of a word that is not known."""
    plain = all(m.part in (DIMENSION, FILLER, JOINT) for m in token.meanings)
    return token.end - token.begin == 1 and plain


def _is_filler(token: WordToken) -> bool:
    return bool(token.meanings) and all(m.part == FILLER for m in token.meanings)

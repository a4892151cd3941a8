"""Cells that name several units, taken apart at separators, but never inside a name that is known.

`直属一、二中队` may be one team or two: a register that has it says so. What stands in brackets or
quotes is never taken apart (`洁丽环卫（A、B标段）`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from data.parsing.values import BLANK_WORDS, fold_word

SEPARATORS = "、；;，"
_OPENING = dict(zip("（([［【〔｛{《〈“「『", "))]]】〕}}》〉”」』", strict=True))
_CLOSING = {"）": ")", "］": "]", "｝": "}"} | {c: c for c in _OPENING.values()}
_RATIO = re.compile(r"(.+?)\s*[:：(（]\s*(\d+(?:\.\d+)?)\s*[%％成]?\s*[)）]?")

Knows = Callable[[str], bool]


def parts_of(text: str, separators: str = SEPARATORS) -> list[str]:
    """The parts of a text between separators that stand in no brackets, trimmed; no blank ones."""
    return [part for begin, end in _spans(text, separators) if (part := text[begin:end].strip())]


def split_shares(
    text: str, knows: Knows = lambda name: False, longest: int = 1
) -> list[tuple[str, float]]:
    """The units that a cell names, with their shares: `城管局:2、湖塘镇:8` -> 0.2 and 0.8.

    Without ratios the shares are equal. `knows` says whether a name is known as it stands; of the
    names that begin at one place the longest that is known counts. `longest`: of how many parts a
    known name consists at most.
    """
    parts = list(_parts(text, SEPARATORS, knows, longest))
    if len(parts) == 1 and "," in text and re.search(r"[:：]\s*\d", text) and not knows(parts[0]):
        parts = list(_parts(text, ",", knows, longest))
    parts = [part for part in parts if fold_word(part) not in BLANK_WORDS]
    if len(parts) < 2:
        return [(parts[0] if parts else text, 1.0)]
    found = [match for part in parts if (match := _RATIO.fullmatch(part))]
    if len(found) == len(parts):
        ratios: dict[str, float] = defaultdict(float)
        for match in found:
            ratios[match[1]] += float(match[2])
        total = sum(ratios.values())
        if total > 0:
            return [(name, ratio / total) for name, ratio in ratios.items() if ratio]
    names = list(dict.fromkeys(parts))
    return [(name, 1 / len(names)) for name in names]


def possible_names(text: str, longest: int) -> Iterator[str]:
    """Every name that a cell may hold, whatever a register knows: its parts, and neighbouring ones
    together."""
    spans = _spans(text, SEPARATORS)
    for at, (begin, _) in enumerate(spans):
        for _, end in spans[at : at + longest]:
            part = text[begin:end].strip()
            if part:
                yield part
                yield from (match[1] for match in [_RATIO.fullmatch(part)] if match)


def _parts(text: str, separators: str, knows: Knows, longest: int) -> Iterator[str]:
    """The parts of a text, those that together are a known name in one piece."""
    spans, at = _spans(text, separators), 0
    while at < len(spans):
        begin = spans[at][0]
        for last in range(min(len(spans), at + longest) - 1, at - 1, -1):
            part = text[begin : spans[last][1]].strip()
            ratio = _RATIO.fullmatch(part)
            if last == at or knows(part) or (ratio and knows(ratio[1])):
                break
        at = last + 1
        if part:
            yield part


def _spans(text: str, separators: str) -> list[tuple[int, int]]:
    """Where the parts of a text begin and end."""
    cuts = [i for i, char in enumerate(text) if char in separators]
    if cuts:
        brackets = _bracketed(text)
        cuts = [i for i in cuts if not any(begin < i < end for begin, end in brackets)]
    return list(zip([0, *(i + 1 for i in cuts)], [*cuts, len(text)], strict=True))


def _bracketed(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets; one that is never closed encloses nothing."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, char in enumerate(text):
        if char in _OPENING:
            waiting.append((_OPENING[char], i))
        elif char in _CLOSING:
            fitting = [n for n, (closing, _) in enumerate(waiting) if closing == _CLOSING[char]]
            if fitting:
                begin = waiting[fitting[-1]][1]
                waiting = waiting[: fitting[-1]]
                pairs = [pair for pair in pairs if pair[0] < begin]
                pairs.append((begin, i))
    return pairs

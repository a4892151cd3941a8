"""Names of columns: made of one or several header rows, never empty, never twice the same."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from kernel.text import fold, visible

HeadCells = list[str | None]

_CJK = r"[\u2e80-\u9fff\uff00-\uffef]"


def column_names(block: Sequence[HeadCells], known: Collection[str], *, merged: bool) -> list[str]:
    """One name per column of the header rows, 上级 下级; "" where no row names the column.

    Where only the lowest part is a `known` name, and stands once, it is taken alone. Without merged
    cells in the file (`merged`) a parent name reaches over the columns to its right that only the
    row below names.
    """
    columns = _columns(block if merged else _fill_parents(block))
    lowest = Counter(fold(_join(parts[-1:])) for parts in columns)
    names = []
    for parts in columns:
        joined, own = _join(parts), _join(parts[-1:])
        alone = fold(own) in known and lowest[fold(own)] == 1 and fold(joined) not in known
        names.append(own if alone else joined)
    return names


def written_names(block: Sequence[HeadCells], *, merged: bool) -> list[str]:
    """The header as it stands in the file: nothing tidied, blank and repeated names as they are."""
    columns = _columns(block if merged else _fill_parents(block))
    return [
        _join(parts) if merged else " ".join(part for part in parts if part) for parts in columns
    ]


def unique_names(names: Sequence[str], width: int) -> list[str]:
    """Names for `width` columns: blank ones become 列n, repeated ones get _2, _3 ..."""
    taken = {name for name in names if name}
    used: set[str] = set()
    out = []
    for index in range(width):
        name = (names[index] if index < len(names) else "") or f"列{index + 1}"
        candidate, count = name, 1
        while candidate in used or (count > 1 and candidate in taken):
            count += 1
            candidate = f"{name}_{count}"
        used.add(candidate)
        out.append(candidate)
    return out


def _columns(block: Sequence[HeadCells]) -> list[HeadCells]:
    width = max(len(cells) for cells in block)
    return [[cells[c] if c < len(cells) else None for cells in block] for c in range(width)]


def _fill_parents(block: Sequence[HeadCells]) -> list[HeadCells]:
    out = [list(cells) for cells in block]
    for upper, lower in reversed(list(zip(out, out[1:], strict=False))):
        upper += [None] * (len(lower) - len(upper))
        for column in range(1, len(lower)):
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
    return out


def _join(parts: HeadCells) -> str:
    """The parts with a space between; one that only repeats the part above it is left out."""
    words: list[str] = []
    for part in parts:
        word = _tidy(part or "")
        if word and (not words or words[-1] != word):
            words.append(word)
    return " ".join(words)


def _tidy(name: str) -> str:
    """One line: breaks inside Chinese words vanish, other white space becomes one space."""
    name = re.sub(rf"(?<={_CJK})[\r\n]+\s*(?={_CJK})", "", visible(name).strip())
    return re.sub(r"\s+", " ", name)

"""Finds the header of a table: which row names the columns, and how several such rows join.

Nothing is configured. A header is a row that fills the table's width with distinct words, stands
over cells of other kinds (numbers, dates) and, where the caller knows names, contains them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

Cells = list[str | None]
Row = tuple[int, Cells]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows as numbered in the table, columns from 0."""

_NUMBER = re.compile(
    r"[-+(（]?\s?[¥￥$€£]?\s?[-+]?(\d[\d,，]*\.?\d*|\.\d+)(e[-+]?\d+)?\s?[%％)）]?", re.I
)
_DATE = re.compile(
    r"(\d{4}[-/.年]\s?\d{1,2}([-/.月]\s?\d{1,2}日?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})?"
    r"[ T]*(\d{1,2}[:：]\d{2}([:：]\d{2})?(\.\d+)?\s?([ap]m)?)?",
    re.I,
)
_CJK = r"[\u2e80-\u9fff\uff00-\uffef]"
_LOOK_BELOW = 25
_MAX_HEADER_ROWS = 5


@dataclass(frozen=True)
class Header:
    """The rows of the header (None when there is none) and the name of every column."""

    first_row: int | None
    last_row: int | None
    names: list[str]


def find_header(
    preview: Sequence[Row], merges: Sequence[Merge] = (), known: Collection[str] = ()
) -> Header:
    """The header among the first filled rows of a table. `known` are folded names (see `fold`)."""
    rows = [fill_row(row, merges) for row in preview]
    kinds = [[_kind(cell) for cell in cells] for cells in rows]
    width = max(_filled(row) for row in rows)
    scores = [_score(index, rows, kinds, width, known) for index in range(len(rows))]
    best = max(range(len(rows)), key=lambda index: (scores[index], -index))
    if _is_data(best, rows, kinds, known):
        return Header(None, None, unique_names([], _data_width(rows)))
    first, last = _extend(best, preview, rows, kinds, merges)
    block = [rows[index] for index in range(first, last + 1)]
    if not merges and last > first:
        block = _fill_parents(block)
    columns = _columns(block)
    lowest = Counter(fold(_join(parts[-1:])) for parts in columns)
    names = [_name(parts, known, lowest) for parts in columns]
    width = max(_last_filled(names), _data_width(rows[last + 1 :]))
    return Header(preview[first][0], preview[last][0], unique_names(names, width))


def fold(name: str) -> str:
    """A header name as compared: full-width folded, no spaces, no case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def fill_row(row: Row, merges: Sequence[Merge]) -> Cells:
    """The row with the merged cells that begin in it spread to the right."""
    number, cells = row
    out = list(cells)
    for top, left, _, right in merges:
        if top == number and left < len(out):
            for column in range(left, min(right + 1, len(out))):
                out[column] = out[left]
    return out


def unique_names(names: Sequence[str], width: int) -> list[str]:
    """Names for `width` columns: blank ones become 列n, repeated ones get _2, _3 ..."""
    taken: set[str] = {name for name in names if name}
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


def _kind(cell: str | None) -> str:
    """ "" blank, "n" number, "d" date or time, "t" text."""
    text = (cell or "").strip()
    if not text:
        return ""
    if _NUMBER.fullmatch(text):
        return "n"
    return "d" if _DATE.fullmatch(text) else "t"


def _filled(cells: Cells) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())


def _labels(cells: Cells, kinds: Sequence[str]) -> bool:
    """Whether the numbers of a row are names of columns: years, or a run like 1, 2, 3."""
    numbers = [cell or "" for cell, kind in zip(cells, kinds, strict=True) if kind == "n"]
    if len(numbers) < 2 or not all(number.strip().isdigit() for number in numbers):
        return False
    values = [int(number) for number in numbers]
    step = {later - earlier for earlier, later in zip(values, values[1:], strict=False)}
    return step in ({1}, {-1}) and (len(values) > 2 or 1900 < values[0] < 2100)


def _score(
    index: int,
    rows: Sequence[Cells],
    kinds: Sequence[Sequence[str]],
    width: int,
    known: Collection[str],
) -> float:
    """How much a row looks like a header; about -3 to 5, and up to 4 more for known names."""
    cells = rows[index]
    names = [fold(cell) for cell in cells if cell and not cell.isspace()]
    if not names:
        return -10.0
    own = ["t" if kind == "n" else kind for kind in kinds[index]]
    if not _labels(cells, kinds[index]):
        own = list(kinds[index])
    text = own.count("t") / len(names)
    unique = len(set(names)) / len(names)
    wordy = sum(1 for name in names if len(name) > 40) / len(names)
    hits = sum(1 for name in names if name in known)
    bonus = 4 * hits / len(names) if hits > 1 or hits == len(names) else 0.0
    passed = sum(1 for row in rows[:index] if _filled(row) >= max(0.6 * len(names), 1))
    score = 2 * unique * len(names) / width + text - wordy + bonus
    return score + 2 * _contrast(index, own, rows, kinds) - 0.3 * min(passed, 5) - 0.01 * index


def _contrast(
    index: int, own: Sequence[str], rows: Sequence[Cells], kinds: Sequence[Sequence[str]]
) -> float:
    """-1 to 1: whether the cells of a row are of another kind than those below them."""
    below = range(index + 1, min(index + 1 + _LOOK_BELOW, len(rows)))
    total, columns = 0.0, 0
    for column, kind in enumerate(own):
        under = [row for row in below if column < len(kinds[row]) and kinds[row][column]]
        if not kind or not under:
            continue
        columns += 1
        common, count = Counter(kinds[row][column] for row in under).most_common(1)[0]
        if kind != "t":
            total -= 1 if common == kind else 0
        elif common != "t":
            total += count / len(under)
        else:
            total += _text_contrast(
                rows[index][column] or "", [rows[r][column] or "" for r in under]
            )
    return total / columns if columns else 0.0


def _text_contrast(cell: str, under: Sequence[str]) -> float:
    """A name is not one of the values below it, and often of another length."""
    if cell in under:
        return -0.5
    lengths = sorted(len(value) for value in under)
    low, high = lengths[len(lengths) // 10], lengths[-1 - len(lengths) // 10]
    if len(under) >= 3 and not low <= len(cell) <= high:
        return 0.4
    return 0.2 if re.search(r"\d", "".join(under)) and not re.search(r"\d", cell) else 0.0


def _is_data(
    best: int,
    rows: Sequence[Cells],
    kinds: Sequence[Sequence[str]],
    known: Collection[str],
) -> bool:
    """Whether even the best row is a row of data, so that the table has no header."""
    cells, own = rows[best], kinds[best]
    if any(cell and fold(cell) in known for cell in cells) or _labels(cells, own):
        return False
    typed = sum(1 for kind in own if kind in ("n", "d"))
    if len(rows) == best + 1:
        return typed > 0 and typed * 2 >= _filled(cells)
    return typed > 0 and (_contrast(best, own, rows, kinds) < 0 or typed * 2 > _filled(cells))


def _extend(
    best: int,
    preview: Sequence[Row],
    rows: Sequence[Cells],
    kinds: Sequence[Sequence[str]],
    merges: Sequence[Merge],
) -> tuple[int, int]:
    """The header row together with the rows above and below that belong to it."""
    first = last = best
    position = {number: index for index, (number, _) in enumerate(preview)}
    width = max(_last_filled(row) for row in rows)
    for _ in range(_MAX_HEADER_ROWS):
        if last + 1 < len(rows) and _continues(last, preview, rows, kinds, merges, width):
            last += 1
        if first > 0 and _continues(first - 1, preview, rows, kinds, merges, width):
            first -= 1
    bottoms = [
        merge[2]
        for merge in merges
        if preview[first][0] <= merge[0] <= preview[last][0] < merge[2] <= preview[first][0] + 9
    ]
    if bottoms:
        last = max([last, *(position[bottom] for bottom in bottoms if bottom in position)])
    return first, last


def _continues(
    upper: int,
    preview: Sequence[Row],
    rows: Sequence[Cells],
    kinds: Sequence[Sequence[str]],
    merges: Sequence[Merge],
    width: int,
) -> bool:
    """Whether a row and the next one are two rows of one header."""
    if any(kind in ("n", "d") for kind in kinds[upper + 1]) and not _labels(
        rows[upper + 1], kinds[upper + 1]
    ):
        return False
    if all(
        re.fullmatch(r"[(（].*[)）]", cell.strip(), re.DOTALL) for cell in rows[upper + 1] if cell
    ):
        return True
    number, following = preview[upper][0], preview[upper + 1][0]
    if following != number + 1 and not merges:
        return False
    if merges:
        starting = [merge for merge in merges if merge[0] == number]
        spans = any(top <= number and following <= bottom for top, _, bottom, _ in merges)
        parents = any(0 < right - left < width - 1 for _, left, _, right in starting)
        return spans or parents
    above, below = preview[upper][1], preview[upper + 1][1]
    if _filled(above) < 2 or _last_filled(above) > _last_filled(below) + width // 2:
        return False
    only_above = sum(1 for a, b in _pairs(above, below) if a and not b)
    only_below = sum(1 for a, b in _pairs(above, below) if b and not a)
    names = [name for name in below if name]
    return only_below > 0 and (only_above > 0 or len(set(names)) < len(names))


def _pairs(above: Cells, below: Cells) -> list[tuple[str | None, str | None]]:
    width = max(len(above), len(below))
    pad: Cells = [None] * width
    return list(zip((above + pad)[:width], (below + pad)[:width], strict=True))


def _fill_parents(block: Sequence[Cells]) -> list[Cells]:
    """Spreads each parent name to the right over the columns that only the next row names."""
    out = [list(cells) for cells in block]
    for upper, lower in zip(out, out[1:], strict=False):
        upper += [None] * (len(lower) - len(upper))
        for column in range(1, len(lower)):
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
    return out


def _columns(block: Sequence[Cells]) -> list[Cells]:
    width = max(len(cells) for cells in block)
    return [[cells[c] if c < len(cells) else None for cells in block] for c in range(width)]


def _name(parts: Cells, known: Collection[str], lowest: Counter[str]) -> str:
    """The joined name, or the lowest part alone where only that is known and it is not ambiguous."""
    joined, own = _join(parts), _join(parts[-1:])
    alone = fold(own) in known and lowest[fold(own)] == 1
    return own if alone and fold(joined) not in known else joined


def _join(parts: Cells) -> str:
    """上级 下级; a name that only repeats the one above it is written once."""
    words: list[str] = []
    for part in parts:
        word = _tidy(part or "")
        if word and (not words or words[-1] != word):
            words.append(word)
    return " ".join(words)


def _tidy(name: str) -> str:
    """One line: breaks inside Chinese words vanish, other runs of white space become one space."""
    name = re.sub(rf"(?<={_CJK})[\r\n]+\s*(?={_CJK})", "", name.strip("\ufeff \t\r\n"))
    return re.sub(r"\s+", " ", name)


def _last_filled(cells: Sequence[str | None]) -> int:
    return max((index + 1 for index, cell in enumerate(cells) if cell), default=0)


def _data_width(rows: Sequence[Cells]) -> int:
    """The usual number of columns of data rows, up to the last filled one."""
    ends = [_last_filled(row) for row in rows]
    return int(median(ends)) if ends else 0

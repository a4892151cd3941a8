"""What columns say only together: coordinates come in pairs, open cases have no closing time."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data.parsing.dates import parse_datetime
from data.schema_mapping.content import Content
from data.schema_mapping.words import guess_value

_OPEN = frozenset(("filed", "dispatched", "disposing"))


def one_pair(gain: npt.NDArray[np.float64], contents: Sequence[Content], x: int, y: int) -> None:
    """Leave x and y to the two columns that fit best and hold the same kind of number.

    A plane coordinate beside a latitude is no place; gain: columns by targets, changed in place.
    """
    pairs = [
        (i, j)
        for i in np.flatnonzero(gain[:, x] > 0).tolist()
        for j in np.flatnonzero(gain[:, y] > 0).tolist()
        if i != j and _same_kind(contents[i], contents[j])
    ]
    kept = {x: gain[:, x].copy(), y: gain[:, y].copy()}
    gain[:, [x, y]] = 0.0
    if pairs:
        best = max(pairs, key=lambda pair: kept[x][pair[0]] + kept[y][pair[1]])
        for row, target in zip(best, (x, y), strict=True):
            gain[row, target] = kept[target][row]


def _same_kind(one: Content, other: Content) -> bool:
    """Both degrees or both not; a column without numbers may be either."""
    if not one.share("number") or not other.share("number"):
        return True
    return (one.share("degrees") > 0.5) == (other.share("degrees") > 0.5)


def is_ahead(times: Content, start: Content, ends: Sequence[Content]) -> bool:
    """Whether a column of times looks like deadlines: later than the report, and filled in although
    what ended the case is blank for some."""
    if times.best_dates < 0.9 or times.filled < 0.5 * times.rows or times.filled < 3:
        return False
    open_ = [all(not (end.cells[i] or "").strip() for end in ends) for i in range(times.rows)]
    if not ends or not any(open_):
        return False
    later = compared = ahead = 0
    for cell, begun, still in zip(times.cells, start.cells, open_, strict=True):
        moment = parse_datetime((cell or "").strip(), times.order)
        first = parse_datetime((begun or "").strip(), start.order)
        if moment is None or first is None:
            continue
        compared += 1
        later += moment.date() >= first.date()
        ahead += still
    return compared >= 3 and later >= 0.95 * compared and ahead >= 0.5 * sum(open_)


def filled_though_open(times: Content, stages: Content) -> bool:
    """Whether a time is filled in for every row although some cases are open: so is a deadline,
    and nothing that ends a case."""
    open_ = any(guess_value("cases", "stage", text) in _OPEN for text in stages.texts)
    return open_ and times.rows > 0 and times.filled == times.rows

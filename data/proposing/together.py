"""What columns say only together: coordinates come in pairs, open cases have no closing time."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data.proposing.content import Content
from data.proposing.words import guess_value

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


def filled_though_open(times: Content, stages: Content) -> bool:
    """Whether a time is filled in for every row although some cases are open: so is a deadline,
    and nothing that ends a case."""
    open_ = any(guess_value("cases", "stage", text) in _OPEN for text in stages.texts)
    return open_ and times.rows > 0 and times.filled == times.rows

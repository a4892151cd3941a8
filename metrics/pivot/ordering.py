"""In which order rows and columns stand."""

from collections.abc import Mapping

import pandas as pd

from metrics.pivot.checks import UP
from metrics.pivot.dimensions import Dimension
from metrics.pivot.question import Question

_ORDERED = ("time", "hour", "weekday", "band")  # natures that have an order of their own


def in_order(
    totals: pd.DataFrame,
    by: tuple[str, ...],
    asked: Question,
    known: Mapping[str, Dimension],
    of_columns: bool = False,
) -> list[tuple[str | None, ...]]:
    """The keys of totals. What has an order of its own keeps it unless a sort is asked for, or the
    first few; all else stands by value, the largest first. What has no value stands last, among
    equals the names decide; what says nothing stands after all that does."""
    if not by:
        return [()]
    inner = known[by[-1]]
    sort = "" if of_columns else asked.sort
    natural = inner.nature in _ORDERED and not (asked.top and not of_columns)
    column = sort.removesuffix(UP) or ("name" if natural else "value")
    up = sort.endswith(UP) if sort else natural
    keys = [tuple(key) for key in totals[list(by)].itertuples(index=False, name=None)]
    places = [_name_place(key, by, known) for key in keys]
    if column == "name":
        order = sorted(range(len(keys)), key=lambda at: places[at])
        if sort and not up:
            order = order[::-1]
    else:
        numbers = [float(one) for one in totals[column]]
        sign = 1 if up else -1
        order = sorted(
            range(len(keys)),
            key=lambda at: (numbers[at] != numbers[at], sign * _number(numbers[at]), places[at]),
        )
    return [keys[at] for at in order]


def _number(value: float) -> float:
    return 0.0 if value != value else value


def _name_place(
    key: tuple[str | None, ...], by: tuple[str, ...], known: Mapping[str, Dimension]
) -> tuple[tuple[bool, int, str], ...]:
    found = []
    for name, code in zip(by, key, strict=True):
        values = known[name].values if known[name].nature in _ORDERED else ()
        place = values.index(code) if code in values else len(values)
        found.append((code is None, place, code or ""))
    return tuple(found)

"""The ladder of consequences (奖惩阶梯) in a scheme: who is last how often answers how."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from metrics.schemes.rules.numbers import Positive

Action = Literal[
    "statement",
    "talk",
    "supervision",
    "admonition",
    "criticism",
    "warning",
    "yellow_card",
    "dismissal",
    "no_honours",
    "deposit_kept",
]
LADDER_ORDERS: tuple[Action, ...] = get_args(Action)
# How many periods of a grain one year has.
PERIODS_IN_YEAR = {"day": 366, "week": 53, "month": 12, "quarter": 4, "half": 2, "year": 1}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LadderStep(_Model):
    """Who is among the last `bottom` for the `times`-th time, in a row or within the year, gets
    what it orders. deposit: how many yuan of the deposit are kept."""

    bottom: Annotated[int, Field(ge=1, le=1000)] = 1
    times: Annotated[int, Field(ge=1, le=366)]
    counted: Literal["in_a_row", "in_year"] = "in_year"
    orders: tuple[Action, ...]
    deposit: Positive | None = None


class Ladder(_Model):
    """The steps from the mildest on: the last one that a unit has reached is ordered.

    year_starts_in: the month with which the year begins in which times are counted. ties: whether
    units that share the last place are all last, or none of them. without_rank: whether a period in
    which a unit has no rank ends its row or is passed over. scope: last of its group, or of all.
    """

    year_starts_in: Annotated[int, Field(ge=1, le=12)] = 1
    ties: Literal["all", "none"] = "all"
    without_rank: Literal["breaks", "skipped"] = "breaks"
    scope: Literal["group", "overall"] = "group"
    steps: tuple[LadderStep, ...]


Problem = tuple[tuple[str | int, ...], str, Mapping[str, Any]]


def ladder_problems(ladder: Ladder, grain: str) -> Iterator[Problem]:
    """What a ladder of the right shape may not say."""
    if not ladder.steps:
        yield ("ladder", "steps"), "scheme-ladder-empty", {}
    most = PERIODS_IN_YEAR[grain]
    seen: Counter[tuple[int, str, int]] = Counter()
    highest: dict[tuple[int, str], int] = {}
    for place, step in enumerate(ladder.steps):
        here = ("ladder", "steps", place)
        if not step.orders:
            yield (*here, "orders"), "scheme-ladder-empty", {}
        if step.counted == "in_year" and step.times > most:
            yield (*here, "times"), "scheme-ladder-never", {"times": step.times, "most": most}
        if (step.deposit is not None) != ("deposit_kept" in step.orders):
            yield (*here, "deposit"), "scheme-ladder-deposit", {}
        # Once is once, however it is counted.
        counted = step.counted if step.times > 1 else "once"
        seen[key := (step.bottom, counted, step.times)] += 1
        if seen[key] > 1:
            yield (*here, "times"), "scheme-ladder-twice", {"times": step.times}
        elif step.times < highest.get((step.bottom, counted), 0):
            yield (*here, "times"), "scheme-ladder-order", {"times": step.times}
        highest[step.bottom, counted] = max(step.times, highest.get((step.bottom, counted), 0))

"""Whether a question can be asked at all: of what, by what, and in which words."""

from datetime import date

from kernel.schema import UNIT_KINDS
from metrics.indicators import COUNTABLE
from metrics.pivot.days import resolve
from metrics.pivot.dimensions import Dimension, dimensions_of
from metrics.pivot.question import (
    GROUP_MEAN,
    MOST_DIMENSIONS,
    MOST_TOP,
    PREVIOUS,
    SORTS,
    YEAR,
    Question,
    QuestionError,
    say_problem,
)

UP = "-up"
SOME_DAYS = (date(2000, 1, 1), date(2020, 1, 1))  # to see whether a text says days
MEASURES_ASKED = tuple(name for name, entry in COUNTABLE.items() if not entry.composed)


def check_question(asked: Question) -> None:
    """QuestionError, naming the part, when a question cannot be answered by any store."""
    if asked.measure not in MEASURES_ASKED:
        raise QuestionError(say_problem("question-measure", name=asked.measure))
    known = dimensions_of(asked.measure)
    for name in (*asked.dimensions, *asked.narrowed):
        if name not in known:
            params = {"name": name, "allowed": ", ".join(known)}
            raise QuestionError(say_problem("question-dimension", **params))
    twice = {name for name in asked.dimensions if asked.dimensions.count(name) > 1}
    narrowed = [name for name, _ in (*asked.filters, *asked.excluded)]
    again = [name for name in narrowed if narrowed.count(name) > 1]
    if twice or again:
        named = sorted(twice) or again
        raise QuestionError(say_problem("question-twice", name=named[0]))
    if max(len(asked.rows), len(asked.columns)) > MOST_DIMENSIONS:
        raise QuestionError(say_problem("question-many", most=MOST_DIMENSIONS))
    if sum(known[name].nature == "time" for name in asked.dimensions) > 1:
        raise QuestionError(say_problem("question-times"))
    for name, values in (*asked.filters, *asked.excluded):
        _check_values(known[name], values)
    resolve(asked.days, *SOME_DAYS)
    _check_comparison(asked)
    if not 0 <= asked.top <= MOST_TOP:
        raise QuestionError(say_problem("question-top", most=MOST_TOP))
    if asked.top and asked.rows and known[asked.rows[-1]].nature == "time":
        raise QuestionError(say_problem("question-top-time"))
    if asked.sort and asked.sort.removesuffix(UP) not in SORTS:
        params = {"name": asked.sort, "allowed": ", ".join(SORTS)}
        raise QuestionError(say_problem("question-sort", **params))


def compared_kind(asked: Question) -> str:
    """The kind of the units that a unit, or the mean of a group, stands beside: the innermost that
    is grouped by, else the one that is filtered by; "" for none."""
    grouped = [name for name in asked.dimensions if name in UNIT_KINDS]
    filtered = [name for name in asked.where if name in UNIT_KINDS]
    return ["", *filtered, *grouped][-1]


def _check_values(of: Dimension, values: tuple[str | None, ...]) -> None:
    if of.nature == "time":
        raise QuestionError(say_problem("question-filter-time", name=of.name))
    if not values:
        raise QuestionError(say_problem("question-no-value", name=of.name))
    for value in values:
        try:
            of.stored(value)
        except ValueError:
            params = {"name": of.name, "value": str(value), "allowed": ", ".join(of.values)}
            raise QuestionError(say_problem("question-value", **params)) from None


def _check_comparison(asked: Question) -> None:
    if asked.compare in ("", PREVIOUS, YEAR):
        return
    if asked.compare != GROUP_MEAN and not asked.compared_unit:
        raise QuestionError(say_problem("question-compare", name=asked.compare))
    if not compared_kind(asked):
        raise QuestionError(say_problem("question-compare-kind"))

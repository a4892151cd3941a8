"""The file of an action, made to be read and written by hand:

    unit: 东屏区
    what: 夜间增派两组巡查，店外经营当晚清
    owner: 东屏区城管局
    due: 2025-11-30
    measure: on_time_closure_rate   # an indicator (given_score:ITEM for a given score), or score
    target: 92
    scheme: sample-district         # its id, or by:INDICATOR for a ranking by that alone
    period: 2025-10                 # in which it was recorded

Whether a higher or a lower figure is better follows from the indicator, and of a score from the
scheme.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kernel.configuration import ConfigurationError, Problem, Written, load
from kernel.messages import Message
from kernel.periods import PeriodError, parse_period
from metrics.indicators import INDICATORS
from metrics.kept_records import KeptRecord, Official, Typed
from metrics.schemes.scheme import Scheme
from metrics.schemes.single import NAMED_IN, PREFIX, single, single_name

SCORE = "score"


class Action(KeptRecord):
    """What was promised of a unit. measure: an indicator's id or `score`; target: its value that
    is to be reached; scheme, period: by which the unit was judged when it was recorded. reason,
    withdrawn_by: of one that is withdrawn."""

    unit: Annotated[Written, Field(min_length=1)]
    what: Annotated[Typed, Field(min_length=1)]
    owner: Official = ""
    due: date
    measure: Written
    target: Annotated[float, Field(allow_inf_nan=False)]
    scheme: Annotated[Written, Field(min_length=1)]
    period: Written
    state: Literal["open", "withdrawn"] = "open"
    reason: Typed = ""
    withdrawn_by: Official = ""


def read_action(content: bytes, file: str) -> Action:
    """The action that a file says. Raises ConfigurationError with line, field and reason."""
    action: Action = load(content, file, Action, _faults, ConfigurationError)
    return action


def is_measurable(measure: str) -> bool:
    """Whether a target can be set for a measure: the score, or an indicator of which one direction
    is better."""
    if measure == SCORE:
        return True
    name, _, named = measure.partition(":")
    entry = INDICATORS.get(name)
    return (
        entry is not None
        and entry.scored
        and not entry.composed
        and entry.better is not None
        and bool(named) == (name in NAMED_IN)
    )


def scheme_of_measure(scheme: Scheme, measure: str) -> Scheme:
    """The scheme whose score is the figure of a measure, for the units of a scheme: that itself, or
    that of the indicator alone."""
    if measure == SCORE:
        return scheme
    return single(PREFIX + measure, scheme.scores.kind, scheme.scores.type, like=scheme)


def measure_name(measure: str, lang: str) -> str:
    """What a measure is called."""
    if measure == SCORE:
        return Message("action-log-score", {}, "metrics").text(lang)
    return single_name(PREFIX + measure, lang)


def _faults(action: Action) -> Iterable[Problem]:
    if not is_measurable(action.measure):
        yield ("measure",), Message("action-log-measure", {"measure": action.measure}, "metrics")
    try:
        parse_period(action.period)
    except PeriodError as error:
        yield ("period",), error.message
    if action.state == "withdrawn" and not action.reason:
        yield ("reason",), Message("action-log-no-reason", {}, "metrics")

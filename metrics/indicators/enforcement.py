"""Penalty cases of enforcement teams (执法案件). Dated by the day of filing, one by closing."""

from typing import Any

from metrics.indicators.definition import Indicator, LeftOut, Measure
from metrics.indicators.reviews import REVIEWS

_TABLE = "enforcement_cases"
_CLOSED = Measure(_TABLE, "closed_on IS NOT NULL")
_CLOSED_AND = "closed_on IS NOT NULL AND "
_NO_POINTS = LeftOut("no_points", "{points} IS NULL", "{points} IS NOT NULL")
# Overturned on reconsideration or in court, or changed, found illegal or put right on review.
_WRONG = "(COALESCE(overturned, FALSE) OR COALESCE(corrected, FALSE))"
_TOLD = "COALESCE(overturned, corrected) IS NOT NULL"


def _not_said(sql: str, within: str = "") -> LeftOut:
    """The rows that do not say what is counted."""
    return LeftOut("not_said", f"{within}({sql}) IS NULL", f"{within}({sql}) IS NOT NULL")


def _number(
    name: str,
    where: str,
    told: str = "",
    within: str = "",
    better: str | None = None,
) -> Indicator:
    """How many cases are of a kind. told: SQL that is null where a file does not say it, of those
    that it is asked of (`within`)."""
    return Indicator(
        id=name,
        subject="enforcement",
        kind="count",
        numerator=Measure(_TABLE, where),
        known=f"({told}) IS NOT NULL" if told else "TRUE",
        left_out=(_not_said(told, within),) if told else (),
        better=better,
    )


def _rate(name: str, top: str, bottom: str, **more: Any) -> Indicator:
    """A share of cases in percent."""
    return Indicator(
        id=name,
        subject="enforcement",
        kind="ratio",
        numerator=Measure(_TABLE, top),
        denominator=Measure(_TABLE, bottom),
        scale=100,
        variance="binomial",
        **more,
    )


INDICATORS = (
    _number("penalty_cases", "TRUE"),
    _number(
        "simple_penalties",
        "procedure = 'simple'",
        "COALESCE(procedure, procedure_written)",
    ),
    _number(
        "general_penalties",
        "procedure = 'general'",
        "COALESCE(procedure, procedure_written)",
    ),
    _number("online_penalties", "online", "online"),
    _number("non_site_penalties", "non_site", "non_site"),
    _number("closed_penalties", "closed_on IS NOT NULL"),
    Indicator(
        id="penalty_closings",
        subject="enforcement",
        kind="count",
        numerator=Measure(_TABLE, dated="closed_on"),
    ),
    _number(
        "executed_penalties",
        _CLOSED_AND + "executed",
        "executed",
        _CLOSED_AND,
    ),
    _number(
        "wrong_penalties",
        _CLOSED_AND + _WRONG,
        "COALESCE(overturned, corrected)",
        _CLOSED_AND,
        "lower",
    ),
    _number("big_cases", "{big}", "{big}", better="higher"),
    Indicator(
        id="cases_per_officer",
        subject="enforcement",
        kind="ratio",
        numerator=Measure(_TABLE),
        denominator=Measure("units", value="officers"),
        known="TRUE",
        better="higher",
    ),
    _rate(
        "penalty_closure_rate",
        "closed_on IS NOT NULL",
        "TRUE",
        better="higher",
    ),
    _rate(
        "online_rate",
        "procedure = 'general' AND online",
        "procedure = 'general' AND online IS NOT NULL",
        left_out=(_not_said("online", "procedure = 'general' AND "),),
        better="higher",
    ),
    *REVIEWS,
    _rate(
        "execution_rate",
        _CLOSED_AND + "executed",
        _CLOSED_AND + "executed IS NOT NULL",
        better="higher",
        shown={"unit": 11},
    ),
    _rate(
        "correction_rate",
        _CLOSED_AND + _WRONG,
        _CLOSED_AND + _TOLD,
        left_out=(_not_said("COALESCE(overturned, corrected)", _CLOSED_AND),),
        better="lower",
    ),
    _rate(
        "correct_penalty_rate",
        f"{_CLOSED_AND}{_TOLD} AND NOT {_WRONG}",
        _CLOSED_AND + _TOLD,
        left_out=(_not_said("COALESCE(overturned, corrected)", _CLOSED_AND),),
        better="higher",
    ),
    Indicator(
        id="case_points",
        subject="enforcement",
        kind="count",
        numerator=Measure(_TABLE, "{points} IS NOT NULL", "{points}"),
        known="{points} IS NOT NULL",
        left_out=(_NO_POINTS,),
        better="higher",
        shown={"unit": 12},
    ),
    Indicator(
        id="case_points_per_officer",
        subject="enforcement",
        kind="ratio",
        numerator=Measure(_TABLE, "{points} IS NOT NULL", "{points}"),
        denominator=Measure("units", value="officers"),
        known="{points} IS NOT NULL",
        left_out=(_NO_POINTS,),
        better="higher",
    ),
    Indicator(
        id="fines",
        subject="enforcement",
        kind="count",
        numerator=Measure(_TABLE, "fine IS NOT NULL", "fine"),
        known="fine IS NOT NULL",
        left_out=(_not_said("fine"),),
        scored=False,
    ),
)

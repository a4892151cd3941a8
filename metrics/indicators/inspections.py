"""Inspections and what they found (巡查点次、检查问题). Dated by the day of visit or finding."""

from metrics.indicators.definition import Indicator, LeftOut, Measure

_CHECKS = Measure("inspections")
_JUDGED = "(score IS NOT NULL OR passed IS NOT NULL)"
_NO_DEADLINE = LeftOut(
    "no_deadline", "rectify_due IS NULL AND NOT {due}", "rectify_due IS NOT NULL OR {due}"
)
_NEVER_ON_TIME = LeftOut("no_deadline", "rectify_due IS NULL", "rectify_due IS NOT NULL")
# What was put right on a day before it was found proves nothing.
_BEFORE = "COALESCE(CAST(rectified_at AS DATE) < CAST(found_at AS DATE), FALSE)"
_DONE = "is_rectify_due AND is_rectified"
_DONE_JUDGED = f"{_DONE} AND is_rectified_on_time IS NOT NULL AND NOT {_BEFORE}"
_UNDATED = LeftOut("undated", f"{_DONE} AND is_rectified_on_time IS NULL", _DONE_JUDGED)
_BEFORE_FOUND = LeftOut("before_found", f"{_DONE} AND {_BEFORE}", _DONE_JUDGED)
_NO_DEDUCTION = LeftOut("no_deduction", "deduction IS NULL", "deduction IS NOT NULL")

INDICATORS = (
    Indicator(
        id="checks",
        subject="inspections",
        kind="count",
        numerator=_CHECKS,
        seen_in=("inspections",),
    ),
    Indicator(
        id="findings",
        subject="inspections",
        kind="count",
        numerator=Measure("findings"),
        seen_in=("findings", "inspections"),
    ),
    Indicator(
        id="findings_per_100_checks",
        subject="inspections",
        kind="ratio",
        numerator=Measure("findings"),
        denominator=_CHECKS,
        scale=100,
        better="lower",
        variance="sum",
        shown={"unit": 4, "children": 2, "funnel": 2, "weekly": 1, "overview": 2},
    ),
    Indicator(
        id="pass_rate",
        subject="inspections",
        kind="ratio",
        numerator=Measure("inspections", "passed"),
        denominator=Measure("inspections", "passed IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
        shown={"unit": 5, "children": 3, "funnel": 1, "weekly": 2},
    ),
    Indicator(
        id="visit_score",
        subject="inspections",
        kind="ratio",
        numerator=Measure("inspections", "score IS NOT NULL", "score"),
        denominator=Measure("inspections", "score IS NOT NULL"),
        known="score IS NOT NULL",
        better="higher",
    ),
    Indicator(
        id="deduction_per_100_checks",
        subject="inspections",
        kind="ratio",
        numerator=Measure("findings", "deduction >= 0", "deduction"),
        denominator=_CHECKS,
        known="deduction IS NOT NULL",
        none_is_zero=True,
        left_out=(_NO_DEDUCTION,),
        scale=100,
        better="lower",
        variance="sum",
        lever="deduction",
        shown={"funnel": 3},
    ),
    Indicator(
        id="deduction_per_object",
        subject="inspections",
        kind="ratio",
        numerator=Measure("findings", "deduction >= 0", "deduction"),
        denominator=Measure("points"),
        seen_in=("findings", "inspections"),
        known="deduction IS NOT NULL",
        none_is_zero=True,
        left_out=(_NO_DEDUCTION,),
        better="lower",
        variance="sum",
        lever="deduction",
    ),
    Indicator(
        id="rectification_rate",
        subject="inspections",
        kind="ratio",
        numerator=Measure("findings", "{due} AND is_rectified"),
        denominator=Measure("findings", "{due}"),
        left_out=(_NO_DEADLINE,),
        scale=100,
        better="higher",
        variance="binomial",
        shown={"unit": 6},
    ),
    Indicator(
        id="on_time_rectification_rate",
        subject="inspections",
        kind="ratio",
        numerator=Measure(
            "findings",
            f"is_rectify_due AND is_rectified_on_time AND NOT (is_rectified AND {_BEFORE})",
        ),
        denominator=Measure(
            "findings",
            "is_rectify_due AND (NOT is_rectified OR"
            f" (is_rectified_on_time IS NOT NULL AND NOT {_BEFORE}))",
        ),
        left_out=(_NEVER_ON_TIME, _UNDATED, _BEFORE_FOUND),
        scale=100,
        better="higher",
        variance="binomial",
    ),
    Indicator(
        id="recheck_pass_rate",
        subject="inspections",
        kind="ratio",
        numerator=Measure("findings", "recheck = 'passed'"),
        denominator=Measure("findings", "recheck IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
    ),
    Indicator(
        id="covert_gap",
        subject="inspections",
        kind="difference",
        numerator=Measure("inspections", "method = 'open' AND " + _JUDGED),
        denominator=Measure("inspections", "method = 'covert' AND " + _JUDGED),
        better="lower",
        variance="sample",
    ),
)

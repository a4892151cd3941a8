"""Cases (案卷): how many, closed, on time, sent back, put off. Dated by the day of report."""

from metrics.indicators.definition import Indicator, LeftOut, Measure

ALL_RULES = ("voided", "held", "self_handled", "excluded")
FILED_RULES = ("voided", "self_handled")
TOTAL_RULES = ("voided", "self_handled", "excluded")

# A case that can be judged: on time or not is known, or its deadline lies still ahead.
JUDGED = "(is_on_time IS NOT NULL OR (is_open AND deadline IS NOT NULL))"

_NO_DEADLINE = LeftOut(
    "no_deadline", "deadline IS NULL AND NOT {due}", "deadline IS NOT NULL OR {due}"
)
_NEVER_ON_TIME = LeftOut(
    "no_deadline", "deadline IS NULL AND NOT is_due", "deadline IS NOT NULL OR is_due"
)


def _at_no_time(where: str, judged: str) -> tuple[LeftOut, LeftOut]:
    """Done, but nobody knows when: without a time of closing, or with one before the report."""
    return (
        LeftOut("undated", f"{where} AND NOT COALESCE(done_before_reported, FALSE)", judged),
        LeftOut("before_report", f"{where} AND COALESCE(done_before_reported, FALSE)", judged),
    )


_UNDATED = _at_no_time(
    "deadline IS NOT NULL AND is_disposed AND NOT is_due AND NOT {due}",
    "is_disposed AND (is_due OR {due})",
)
_NEVER_DATED = _at_no_time(
    "deadline IS NOT NULL AND is_disposed AND NOT is_due", "is_disposed AND is_due"
)
_DISPOSAL_NO_DEADLINE = LeftOut(
    "no_deadline",
    "deadline IS NULL AND NOT is_disposal_due",
    "deadline IS NOT NULL OR is_disposal_due",
)
_DISPOSAL_UNDATED = _at_no_time(
    "is_disposal_due AND is_disposed AND is_disposed_on_time IS NULL",
    "is_disposal_due AND is_disposed AND is_disposed_on_time IS NOT NULL",
)
_NO_TIME_TAKEN = _at_no_time(
    "is_disposed AND handling_hours IS NULL AND NOT COALESCE(self_handled, FALSE)",
    "is_disposed AND handling_hours IS NOT NULL",
)

# A closed case whose return could be seen: its place and its kind of problem are known.
_RETURNABLE = "is_closed AND place_key IS NOT NULL AND COALESCE(subcategory, category) IS NOT NULL"


INDICATORS = (
    Indicator(
        id="filed",
        subject="cases",
        kind="count",
        numerator=Measure("cases"),
        set_aside=FILED_RULES,
        seen_in=("cases",),
    ),
    Indicator(
        id="due",
        subject="cases",
        kind="count",
        numerator=Measure("cases", "{due}"),
        set_aside=ALL_RULES,
        seen_in=("cases",),
        left_out=(_NO_DEADLINE, *_UNDATED),
    ),
    Indicator(
        id="closure_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "{due} AND is_closed"),
        denominator=Measure("cases", "{due}"),
        set_aside=ALL_RULES,
        left_out=(_NO_DEADLINE, *_UNDATED),
        scale=100,
        better="higher",
        variance="binomial",
        lever="closed",
        shown={"unit": 2, "funnel": 5},
    ),
    Indicator(
        id="on_time_closure_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "{due} AND is_closed AND is_on_time"),
        denominator=Measure("cases", "{due} AND " + JUDGED),
        set_aside=ALL_RULES,
        left_out=(_NEVER_ON_TIME, *_NEVER_DATED),
        scale=100,
        better="higher",
        variance="binomial",
        lever="on-time",
        shown={"unit": 1, "children": 1, "funnel": 4, "weekly": 3, "overview": 1},
    ),
    Indicator(
        id="late_closure_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "{due} AND is_closed AND is_on_time = FALSE"),
        denominator=Measure("cases", "{due} AND " + JUDGED),
        set_aside=ALL_RULES,
        left_out=(_NEVER_ON_TIME, *_NEVER_DATED),
        scale=100,
        better="lower",
        variance="binomial",
    ),
    Indicator(
        id="on_time_disposal_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "is_disposal_due AND is_disposed_on_time"),
        denominator=Measure("cases", "is_disposal_due AND is_disposed_on_time IS NOT NULL"),
        set_aside=ALL_RULES,
        left_out=(_DISPOSAL_NO_DEADLINE, *_DISPOSAL_UNDATED),
        scale=100,
        better="higher",
        variance="binomial",
        lever="on-time",
    ),
    Indicator(
        id="overdue_open",
        subject="cases",
        kind="count",
        numerator=Measure("cases", "is_overdue_open"),
        set_aside=ALL_RULES,
        seen_in=("cases",),
        left_out=(_NEVER_ON_TIME,),
        better="lower",
    ),
    Indicator(
        id="rework_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "is_disposed AND rework_count > 0"),
        denominator=Measure("cases", "is_disposed"),
        set_aside=ALL_RULES,
        known="rework_count IS NOT NULL",
        scale=100,
        better="lower",
        variance="binomial",
        lever="rework",
        shown={"unit": 3, "funnel": 6},
    ),
    Indicator(
        id="postponement_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "postpone_count > 0"),
        denominator=Measure("cases"),
        set_aside=TOTAL_RULES,
        known="postpone_count IS NOT NULL",
        scale=100,
        better="lower",
        variance="binomial",
    ),
    Indicator(
        id="held_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "(COALESCE(held, FALSE) OR COALESCE(stage, '') = 'held')"),
        denominator=Measure("cases", "(held IS NOT NULL OR stage IS NOT NULL)"),
        set_aside=TOTAL_RULES,
        scale=100,
        better="lower",
        variance="binomial",
    ),
    Indicator(
        id="dispatch_accuracy",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "dispatch_accurate"),
        denominator=Measure("cases", "dispatch_accurate IS NOT NULL"),
        set_aside=TOTAL_RULES,
        scale=100,
        better="higher",
        variance="binomial",
    ),
    Indicator(
        id="self_discovery_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure("cases", "channel IS NOT NULL AND is_own"),
        denominator=Measure("cases", "channel IS NOT NULL"),
        set_aside=FILED_RULES,
        scale=100,
        better="higher",
        variance="binomial",
    ),
    Indicator(
        id="handling_hours",
        subject="cases",
        kind="median",
        numerator=Measure("cases", "handling_hours IS NOT NULL AND NOT is_open"),
        denominator=Measure("cases", "handling_hours IS NOT NULL", "handling_hours"),
        set_aside=ALL_RULES,
        left_out=_NO_TIME_TAKEN,
        better="lower",
    ),
    Indicator(
        id="rebound_rate",
        subject="cases",
        kind="ratio",
        numerator=Measure(
            "cases",
            _RETURNABLE + " AND return_days <= {rebound_days}",
        ),
        denominator=Measure("cases", _RETURNABLE),
        set_aside=ALL_RULES,
        scale=100,
        better="lower",
        variance="binomial",
    ),
)

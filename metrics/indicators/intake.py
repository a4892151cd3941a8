"""What became of a report before it was a case: taken up, or voided (作废、不予受理). Dated by the
day of report.

Many exports hold only what was filed. Of these nobody can say which share of the reports that is:
a period in which no report at all is voided has no data, not 100 %.
"""

from typing import Any

from metrics.indicators.definition import SET_ASIDE, Indicator, LeftOut, Measure

_AFTER = "('dispatched', 'disposing', 'disposed', 'checking', 'closed', 'held')"
VOIDED = SET_ASIDE["voided"]
# A case that was filed and voided later counts as voided.
FILED = (
    f"NOT {VOIDED} AND (filed_at IS NOT NULL OR dispatched_at IS NOT NULL OR "
    f"COALESCE(is_disposed, FALSE) OR COALESCE(stage IN {_AFTER}, FALSE))"
)


def _taken_up(of: str) -> dict[str, Any]:
    """What is alike in all three. of: SQL condition of the reports that are asked about."""
    judged = f"{of} AND ({VOIDED} OR ({FILED}))"
    return {
        "subject": "intake",
        "kind": "ratio",
        "numerator": Measure("cases", f"{of} AND {FILED}"),
        "denominator": Measure("cases", judged),
        "set_aside": ("self_handled", "excluded"),
        "known": f"{of} AND {VOIDED}",
        "left_out": (LeftOut("not_said", f"{of} AND NOT ({VOIDED} OR ({FILED}))", judged),),
        "scale": 100,
        "better": "higher",
        "variance": "binomial",
    }


INDICATORS = (
    Indicator(
        **_taken_up("is_complaint"),
        id="acceptance_rate",
    ),
    Indicator(
        **_taken_up("NOT COALESCE(is_complaint, FALSE)"),
        id="filing_rate",
    ),
    Indicator(
        **_taken_up("COALESCE(channel = 'collector', FALSE)"),
        id="collection_accuracy",
    ),
)

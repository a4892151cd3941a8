"""The three levels of file review (案卷三级评查): how many closed cases were reviewed, and in time.

Of a level that an export does not speak of nothing is known of its cases: they are in no
denominator. A review that is only said to be done has no day, and nobody knows whether it was in
time; one that is not done is late once its time has passed by the export's own time.
"""

from metrics.aggregation.penalties import REVIEW_LEVELS
from metrics.indicators.definition import Indicator, LeftOut, Measure

TABLE = "enforcement_cases"
_CLOSED = "closed_on IS NOT NULL"


def _either(columns: list[str]) -> str:
    return columns[0] if len(columns) == 1 else f"COALESCE({', '.join(columns)})"


def _recorded(column: str) -> str:
    """SQL: whether the export of a case speaks of something at all."""
    return (
        f"COALESCE(batch_id, -1) IN (SELECT COALESCE(batch_id, -1) FROM {TABLE}"
        f" WHERE {column} IS NOT NULL)"
    )


def reviewed(level: str) -> str:
    """SQL: whether a case was reviewed at a level, null where nothing is said."""
    return f"reviewed_by_{level}"


def dated(level: str) -> str:
    """SQL: whether the day of the review is known. One before the case was filed is none."""
    day = f"{level}_reviewed_on"
    return f"({day} IS NOT NULL AND {day} >= filed_on)"


def in_time(level: str) -> str:
    """SQL: whether a dated review was in time. Before the closing is in time."""
    return f"{level}_reviewed_on <= closed_on + INTERVAL '{{{level}_days}}' DAY"


def missed(level: str) -> str:
    """SQL: not reviewed, and by the export's own time it is too late, in an export of days."""
    return (
        f"(NOT COALESCE({reviewed(level)}, FALSE)"
        f" AND CAST(as_of AS DATE) > closed_on + INTERVAL '{{{level}_days}}' DAY"
        f" AND {_recorded(f'{level}_reviewed_on')})"
    )


def _coverage(level: str) -> Indicator:
    """Review coverage at one level, or at any (level "")."""
    levels = [level] if level else list(REVIEW_LEVELS)
    done = " OR ".join(f"COALESCE({reviewed(one)}, FALSE)" for one in levels)
    known = _either([reviewed(one) for one in levels])
    recorded = _recorded(known)
    return Indicator(
        id=f"review_coverage_{level}" if level else "review_coverage",
        subject="enforcement",
        kind="ratio",
        numerator=Measure(TABLE, f"{_CLOSED} AND ({done})"),
        denominator=Measure(TABLE, f"{_CLOSED} AND {recorded}"),
        known=f"{known} IS NOT NULL",
        left_out=(
            LeftOut(
                "no_review_record",
                f"{_CLOSED} AND NOT {recorded}",
                f"{_CLOSED} AND {recorded}",
            ),
        ),
        scale=100,
        better="higher",
        variance="binomial",
    )


def _in_time(level: str) -> Indicator:
    """Whether the reviews of one level are done in time."""
    judged = f"({dated(level)} OR {missed(level)})"
    undated = f"COALESCE({reviewed(level)}, FALSE) AND NOT {dated(level)}"
    return Indicator(
        id=f"review_in_time_{level}",
        subject="enforcement",
        kind="ratio",
        numerator=Measure(TABLE, f"{_CLOSED} AND {dated(level)} AND {in_time(level)}"),
        denominator=Measure(TABLE, f"{_CLOSED} AND {judged}"),
        known=dated(level),
        left_out=(
            LeftOut("review_undated", f"{_CLOSED} AND {undated}", f"{_CLOSED} AND {dated(level)}"),
        ),
        scale=100,
        better="higher",
        variance="binomial",
    )


REVIEWS = (
    *(_coverage(level) for level in ("", *REVIEW_LEVELS)),
    *(_in_time(level) for level in REVIEW_LEVELS),
    Indicator(
        id="review_pass_rate",
        subject="enforcement",
        kind="ratio",
        numerator=Measure(TABLE, "review_result = 'passed'"),
        denominator=Measure(TABLE, "review_result IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
    ),
)

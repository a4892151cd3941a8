"""Rows that are labelled with a period (scores, adjustments): to which periods they belong."""

from collections.abc import Sequence

from kernel.periods import Period, PeriodError, parse_period


def periods_of_label(label: str | None, periods: Sequence[Period]) -> list[Period]:
    """The periods that hold the labelled one whole. A month's entry is not a week's; it is given
    for the month, so a month of which a part is known holds it too."""
    own = _own(label, periods)
    return [p for p in periods if own and p.start <= own.start and own.end <= p.whole().end]


def periods_within(label: str | None, periods: Sequence[Period]) -> list[Period]:
    """The periods that lie in the labelled one: what holds for a month holds for its weeks."""
    own = _own(label, periods)
    return [p for p in periods if own and own.start <= p.start and p.end <= own.end]


def _own(label: str | None, periods: Sequence[Period]) -> Period | None:
    try:
        return parse_period(label or "", periods[0].month_starts_on, periods[0].week_starts_on)
    except PeriodError:
        return None

"""Which version of a scheme scores a period.

A scheme that was read by its id knows its other versions (`among`). A period is scored by the
version in force on its last day; a range of days by that of the scheme's own period (month, week)
in which its last day lies, so that the days of a month written as a range are that month.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from kernel.periods import Period
from metrics.schemes.containing import containing
from metrics.schemes.model import Component, Scheme

State = Literal["example", "draft", "coming", "in_force", "superseded"]


def in_force(versions: Sequence[Scheme], on: date | None = None) -> Scheme:
    """Of several versions of a scheme: the one in force on a day, else the newest. A draft is
    taken only where there is nothing else."""
    found = [
        scheme
        for scheme in versions
        if on is not None
        and scheme.effective_from <= on
        and (scheme.effective_to is None or on <= scheme.effective_to)
    ]
    found = found or list(versions)
    settled = [scheme for scheme in found if scheme.status != "draft"]
    return max(settled or found, key=lambda scheme: scheme.version)


def state_of(scheme: Scheme, versions: Sequence[Scheme], on: date) -> State:
    """What a version is on a day, among the versions of its scheme: a version in force gives way to
    a later one from the day on which that begins."""
    if scheme.status != "in_force":
        return scheme.status
    if scheme.effective_from > on:
        return "coming"
    ended = scheme.effective_to is not None and scheme.effective_to < on
    later = any(
        other.version > scheme.version and other.status == "in_force" and other.effective_from <= on
        for other in versions
    )
    return "superseded" if ended or later else "in_force"


def deciding_day(scheme: Scheme, period: Period) -> date:
    """The day whose version of the scheme scores a period."""
    whole = period.whole()
    if whole.grain in ("day", "custom"):
        return containing(scheme, whole.last_day).last_day
    return whole.last_day


def version_for(scheme: Scheme, period: Period) -> Scheme:
    """The version of a scheme that scores a period; the scheme itself where it knows no other."""
    if len(scheme.versions) < 2:
        return scheme
    return in_force(scheme.versions, deciding_day(scheme, period)).among(scheme.versions)


def stretches(scheme: Scheme, period: Period) -> tuple[Period, ...]:
    """The parts of a range of days that different versions score, oldest first; empty where one
    version scores all of it."""
    if period.grain != "custom" or len(scheme.versions) < 2:
        return ()
    begins: list[date] = []
    version, own = None, containing(scheme, period.start)
    while own.start < period.end:
        now = in_force(scheme.versions, own.last_day).version
        if now != version:
            begins.append(max(own.start, period.start))
        version, own = now, own.shift(1)
    if len(begins) < 2:
        return ()
    whole = period.whole()
    ends = [*begins[1:], whole.end]
    return tuple(period.within(begin, end) for begin, end in zip(begins, ends, strict=True))


def scored_by(scheme: Scheme, period: Period) -> tuple[int, ...]:
    """The numbers of the versions that score a period, or the months that it is made of."""
    return tuple(version.version for version in versions_of(scheme, period))


def versions_of(scheme: Scheme, period: Period) -> tuple[Scheme, ...]:
    """The versions that score a period, or the months that it is made of, oldest first."""
    found = {version.version: version for version in _scoring(scheme, period)}
    return tuple(found[number] for number in sorted(found))


def components_of(scheme: Scheme, period: Period) -> tuple[Component, ...]:
    """The components right below the total of a period: those of the scheme, then those that only
    another version has which scores a part of the period."""
    known = {node.id for node, _ in scheme.walk()}
    found = list(scheme.components)
    for version in _scoring(scheme, period):
        more = [node for node in version.components if node.id not in known]
        found += more
        known |= {node.id for node in more}
    return tuple(found)


def _scoring(scheme: Scheme, period: Period) -> list[Scheme]:
    """The version of each part of a period that is the mean of parts, else its own."""
    parts = stretches(scheme, period)
    longer = period.grain in ("quarter", "half", "year")
    if longer and scheme.period.longer == "mean_of_months":
        parts = period.months()
    return [version_for(scheme, part) for part in parts or (period,)]

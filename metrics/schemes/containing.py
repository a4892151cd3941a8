"""Which period of a scheme a day lies in."""

from datetime import date

from kernel.periods import Period
from metrics.schemes.model import Scheme


def periods_inside(scheme: Scheme, period: Period) -> tuple[Period, ...]:
    """The scheme's own periods that lie wholly within a period of another scheme, oldest first. A
    period with a name (2025, 2025-Q3) is that of the same name by this scheme's calendar."""
    whole = period.whole()
    if not whole.of_any_days:
        whole = scheme.parse_period(whole.id)
    part = containing(scheme, whole.start)
    part = part if part.start >= whole.start else part.shift(1)
    found = []
    while part.end <= whole.end:
        found.append(part)
        part = part.shift(1)
    return tuple(found)


def containing(scheme: Scheme, day: date) -> Period:
    """The period of the scheme's grain that a day lies in."""
    grain = scheme.period.grain
    if grain == "day":
        written = f"{day}"
    elif grain == "week":
        year, week, _ = day.isocalendar()
        written = f"{year}-W{week:02d}"
    else:
        first = {"month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{(day.month + 2) // 3}"}
        half = f"{day.year}-H{1 if day.month <= 6 else 2}"
        written = {**first, "half": half, "year": f"{day.year}"}[grain]
    period = scheme.parse_period(written)
    if day < period.start:
        return period.previous()
    return period.shift(1) if day >= period.end else period

"""Which period of a scheme a day lies in."""

from datetime import date

from metrics.periods import Period
from metrics.schemes.model import Scheme


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

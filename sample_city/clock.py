"""Working time (08:00 to 18:00, seven days a week) and when problems are reported."""

from datetime import datetime, timedelta

import numpy as np

OPENS, HOURS = 8.0, 10.0
HOLIDAYS = (("2024-10-01", 7), ("2025-01-28", 8), ("2025-05-01", 5), ("2025-10-01", 8))
# Share of reports by hour of the day: two rounds a day and a small one at the night markets.
HOURLY = np.array(
    [0, 0, 0, 0, 0, 0.2, 0.8, 3, 9, 12, 11, 6, 2.5, 4, 10, 11, 9, 5, 2.5, 2.5, 2, 1, 0.4, 0.1]
)
MINUTE = np.timedelta64(60, "s")


def working(times: np.ndarray) -> np.ndarray:
    """Working hours since 1970 of datetime64 values."""
    hours = times.astype("datetime64[s]").astype("int64") / 3600
    days = np.floor(hours / 24)
    return days * HOURS + np.clip(hours - days * 24 - OPENS, 0, HOURS)


def clock_time(hours: np.ndarray) -> np.ndarray:
    """The inverse of `working`, to the minute."""
    days = np.floor(hours / HOURS)
    minutes = np.round((days * 24 + OPENS + hours - days * HOURS) * 60).astype("int64")
    return (minutes * 60).astype("datetime64[s]")


def report_times(
    rng: np.random.Generator, start: datetime, end: datetime, size: int, weekend: float = 0.6
) -> np.ndarray:
    """`size` sorted report times in [start, end): weekends count `weekend` of a weekday."""
    days = [start + timedelta(days=n) for n in range((end - start).days)]
    off = {
        (datetime.fromisoformat(first) + timedelta(days=n)).date()
        for first, count in HOLIDAYS
        for n in range(count)
    }
    weight = np.array(
        [(weekend if d.weekday() > 4 else 1.0) * (0.55 if d.date() in off else 1.0) for d in days]
    )
    day = rng.choice(len(days), size=size, p=weight / weight.sum())
    hour = rng.choice(24, size=size, p=HOURLY / HOURLY.sum())
    minute = day * 1440 + hour * 60 + rng.integers(0, 60, size)
    return np.datetime64(start, "s") + np.sort(minute) * MINUTE

"""What the sample city hides. The generators read their parameters here; tests read them too.

Months count back from the last one: 0 is 2025-10, 1 is 2025-09 and so on.
"""

import numpy as np

WORSENING, WORSE_LAST = "东屏区", (0.800, 0.840, 0.880)  # on-time closure 0, 1, 2 months back
WORSE_FOUND = (1.45, 1.30, 1.15)  # and more problems per check in the same months
IMPROVING, IMPROVES = "白鹭新区", (0.945, 0.007)  # on-time closure now, less per month back
STRICT_INSPECTOR, STRICTNESS = "岑砺", 2.0  # finds twice as many problems, everywhere
COVERT_GAP, OPEN_FACTOR, COVERT_FACTOR = "南汀区", 0.45, 1.75
RETURN_STREETS, RETURN_RATE, USUAL_RETURN_RATE = ("汀兰街道", "柳荫镇"), 0.45, 0.035
LUCKY_TEAM, LUCKY_SINCE = "石溪县执法二中队", "2025-09-01"  # few cases, from then on all on time
IGNORES_KEY_PROBLEM, IGNORED_MONTHS = "柳溪县", 6
PILE_DEPARTMENT, PILE_MONTHS, PILE_SHARE = "市政设施管理处", 4, 0.30
UNKNOWN_FROM, UNKNOWN_MONTH, UNKNOWN_CASES = (
    "澄湖区执法二中队",
    2,
    9,
)  # handled by a team of no register
LATE_FILE = ("石溪县", "2025-06", "2025-07-09")  # district, month, day of the late export
# Reviews of penalty files all at the end of a quarter; seldom at all; and cases from cameras.
BATCH_REVIEWER, BATCH_SINCE = "东屏区执法一中队", "2025-07-01"
SELDOM_REVIEWS = "柳溪县执法二中队"
CAMERA_TEAM, CAMERA_SHARE = "澄湖区执法一中队", 0.62
ON_TIME = {
    "云栖区": 0.953,
    "澄湖区": 0.941,
    "南汀区": 0.928,
    "望岭区": 0.937,
    "东屏区": 0.935,
    "白鹭新区": 0.945,
    "青坪县": 0.922,
    "柳溪县": 0.912,
    "石溪县": 0.930,
}
# Without stories: how inspectors and days differ (sd of the logarithm), how many problems a dirty
# visit has on average, and how many of the further ones are of the first one's kind.
INSPECTORS_DIFFER, DAYS_DIFFER, PER_DIRTY_VISIT, SAME_KIND = 0.30, 0.25, 1.8, 0.6
# Problems found per check, before method and inspector.
FOUND = {
    "云栖区": 0.046,
    "澄湖区": 0.064,
    "南汀区": 0.086,
    "望岭区": 0.074,
    "东屏区": 0.094,
    "白鹭新区": 0.078,
    "青坪县": 0.096,
    "柳溪县": 0.130,
    "石溪县": 0.106,
}
SATISFIED = {
    "云栖区": 0.93,
    "澄湖区": 0.92,
    "南汀区": 0.90,
    "望岭区": 0.91,
    "东屏区": 0.86,
    "白鹭新区": 0.91,
    "青坪县": 0.89,
    "柳溪县": 0.84,
    "石溪县": 0.90,
}
# How much of its plan a district gets done, by the tasks.
PACE = {
    "云栖区": 1.03,
    "澄湖区": 0.98,
    "南汀区": 0.93,
    "望岭区": 0.96,
    "东屏区": 0.84,
    "白鹭新区": 0.99,
    "青坪县": 0.91,
    "柳溪县": 0.80,
    "石溪县": 0.88,
}


def on_time_rate(district: str, months_back: int, planted: bool = True) -> float:
    """The probability that a due case of this district is closed on time."""
    if not planted:
        return ON_TIME[district]
    if district == WORSENING and months_back < len(WORSE_LAST):
        return WORSE_LAST[months_back]
    if district == IMPROVING:
        return IMPROVES[0] - IMPROVES[1] * min(months_back, 12)
    return ON_TIME[district]


def found_rate(district: str, months_back: int, planted: bool = True) -> float:
    """Expected problems per check of this district."""
    if not planted:
        return FOUND[district]
    if district == IMPROVING:
        return FOUND[district] + 0.004 * min(months_back, 12)
    if district == WORSENING and months_back < len(WORSE_FOUND):
        return FOUND[district] * WORSE_FOUND[months_back]
    return FOUND[district]


def chain_rate(street: str, planted: bool = True) -> float:
    """The probability that a closed problem of this street starts a chain of returns."""
    return RETURN_RATE if planted and street in RETURN_STREETS else USUAL_RETURN_RATE


def left_lying(rng: np.random.Generator, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of the cases left lying: those never closed (one in eight), and the delay of the others, as
    timedeltas (3 to 10 weeks; 0 for cases not left lying)."""
    own = rng.spawn(1)[0]
    never = left & (own.random(len(left)) < 0.125)
    minutes = np.where(left & ~never, own.integers(21 * 1440, 70 * 1440, len(left)), 0)
    return never, minutes.astype("timedelta64[m]")


def month_noise(rng: np.random.Generator, size: tuple[int, int], sd: float) -> np.ndarray:
    """Ordinary ups and downs of districts (rows) over months (columns), cut at 2 sd."""
    return np.clip(rng.normal(0.0, sd, size), -2 * sd, 2 * sd)

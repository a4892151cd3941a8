"""The indicators of penalty cases once more, row by row in pandas (see `independent`)."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from tests.metrics.independent import UNKNOWN, Facts, Result, is_true, quotient, share_of, weight

PENALTIES = "enforcement_cases"
DAYS = {"team": 7, "section": 15, "legal": 31}


def _told(frame: pd.DataFrame, *columns: str) -> pd.Series:
    told = pd.Series(False, index=frame.index)
    for column in columns:
        told |= frame[column].notna()
    return told


def is_same(column: pd.Series, wanted: object) -> pd.Series:
    return column.eq(wanted).fillna(False).astype(bool)


def _closed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["closed_on"].notna()]


def number(column: str, wanted: object = True, closed: bool = False, also: str = "") -> Callable:
    """Cases in which a column says something wanted; unknown where nobody, or none here, says."""

    def compute(facts: Facts) -> Result:
        told = [column, *([also] if also else [])]
        if not _told(facts.city(PENALTIES), *told).any():
            return UNKNOWN
        frame = facts[PENALTIES]
        frame = _closed(frame) if closed else frame
        said = _told(frame, *told)
        if len(frame) and not said.any():
            return UNKNOWN
        hits = is_same(frame[column], wanted)
        hits |= is_same(frame[also], wanted) if also else False
        total = weight(frame[hits])
        return Result(total, np.nan, total)

    return compute


def all_of_them(closed: bool = False) -> Callable[[Facts], Result]:
    def compute(facts: Facts) -> Result:
        if facts.city(PENALTIES).empty:
            return UNKNOWN
        frame = facts[PENALTIES]
        total = weight(_closed(frame) if closed else frame)
        return Result(total, np.nan, total)

    return compute


def closings(facts: Facts) -> Result:
    """Closed in the period, whenever they were filed; unknown where the city closed none."""
    frame = facts.tables[PENALTIES]
    day = pd.to_datetime(frame["closed_on"])
    frame = frame[(day >= str(facts.period.start)) & (day < str(facts.period.end))]
    if frame.empty:
        return UNKNOWN
    total = weight(facts.in_group(frame))
    return Result(total, np.nan, total)


def closure_rate(facts: Facts) -> Result:
    frame = facts[PENALTIES]
    return share_of(frame, frame["closed_on"].notna())


def online_rate(facts: Facts) -> Result:
    frame = facts[PENALTIES]
    frame = frame[(frame["procedure"] == "general") & frame["online"].notna()]
    return share_of(frame, is_true(frame["online"]))


def wrong_rate(wrong: bool) -> Callable[[Facts], Result]:
    def compute(facts: Facts) -> Result:
        frame = _closed(facts[PENALTIES])
        frame = frame[_told(frame, "overturned", "corrected")]
        hits = is_true(frame["overturned"]) | is_true(frame["corrected"])
        return share_of(frame, hits if wrong else ~hits)

    return compute


def points_per_officer(facts: Facts) -> Result:
    if facts.city(PENALTIES)["points"].notna().sum() == 0:
        return UNKNOWN
    frame = facts[PENALTIES]
    if len(frame) and frame["points"].isna().all():
        return UNKNOWN
    values = frame["points"].astype(float).fillna(0.0) * frame["share"].fillna(1.0)
    return quotient(float(values.sum()), facts.people("officers", "team"), 1)


def fines(facts: Facts) -> Result:
    if facts.city(PENALTIES)["fine"].notna().sum() == 0:
        return UNKNOWN
    frame = facts[PENALTIES]
    if len(frame) and frame["fine"].isna().all():
        return UNKNOWN
    total = float((frame["fine"].astype(float).fillna(0.0) * frame["share"].fillna(1.0)).sum())
    return Result(total, np.nan, total)


def in_time(level: str) -> Callable[[Facts], Result]:
    """Case by case: a known day decides, none and too late by the export's time is late."""

    def judge(case: pd.Series, batches: set[int]) -> bool | None:
        closed = pd.Timestamp(case["closed_on"])
        limit = closed + pd.Timedelta(days=DAYS[level])
        day = case[f"{level}_reviewed_on"]
        if not pd.isna(day) and pd.Timestamp(day) >= pd.Timestamp(case["filed_on"]):
            return bool(pd.Timestamp(day) <= limit)
        done = case[f"reviewed_by_{level}"]
        if not pd.isna(done) and bool(done):
            return None
        over = pd.Timestamp(case["as_of"]).normalize() > limit
        return False if over and case["batch_id"] in batches else None

    def compute(facts: Facts) -> Result:
        everywhere = facts.tables[PENALTIES]
        day = f"{level}_reviewed_on"
        batches = set(everywhere.loc[everywhere[day].notna(), "batch_id"])

        def dated(frame: pd.DataFrame) -> pd.Series:
            return pd.to_datetime(frame[day]) >= pd.to_datetime(frame["filed_on"])

        if not dated(facts.city(PENALTIES)).any():
            return UNKNOWN
        frame = _closed(facts[PENALTIES])
        if (is_true(frame[f"reviewed_by_{level}"]) & ~dated(frame)).any() and not dated(
            frame
        ).any():
            return UNKNOWN
        said = [judge(case, batches) for _, case in frame.iterrows()]
        judged = frame[pd.Series([one is not None for one in said], frame.index, bool)]
        return share_of(judged, pd.Series([o for o in said if o is not None], judged.index, bool))

    return compute


FORMULAS: dict[str, Callable[[Facts], Result]] = {
    "penalty_cases": all_of_them(),
    "simple_penalties": number("procedure", "simple"),
    "general_penalties": number("procedure", "general"),
    "online_penalties": number("online"),
    "non_site_penalties": number("non_site"),
    "closed_penalties": all_of_them(closed=True),
    "penalty_closings": closings,
    "executed_penalties": number("executed", closed=True),
    "wrong_penalties": number("overturned", closed=True, also="corrected"),
    "big_cases": number("big"),
    "penalty_closure_rate": closure_rate,
    "online_rate": online_rate,
    "correction_rate": wrong_rate(True),
    "correct_penalty_rate": wrong_rate(False),
    "case_points_per_officer": points_per_officer,
    "fines": fines,
    **{f"review_in_time_{level}": in_time(level) for level in DAYS},
}

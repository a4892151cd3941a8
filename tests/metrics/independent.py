"""Every indicator once more, computed row by row in pandas: slow, plain, and without our SQL.

`FORMULAS[id](Facts(tables, group, period))` gives numerator, denominator and value of one group.
`tables` are the whole tables as frames; `group` is a (column, name) pair or None for the city.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf

from kernel.periods import Period, PeriodError, parse_period

Frames = Mapping[str, pd.DataFrame]


class Result(NamedTuple):
    numerator: float
    denominator: float
    value: float


class Facts:
    """The rows of one group and period, by table, and what the whole city has."""

    def __init__(self, tables: Frames, group: tuple[str, str] | None, period: Period) -> None:
        self.tables, self.group, self.period = tables, group, period
        self._kept: dict[str | tuple[str, ...], pd.DataFrame] = {}

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.in_group(self.city(table))

    def city(self, table: str) -> pd.DataFrame:
        if table not in self._kept:
            self._kept[table] = self._in_period(table)
        return self._kept[table]

    def _in_period(self, table: str) -> pd.DataFrame:
        frame = self.tables[table]
        if table in ("score_entries", "tasks", "own_figures"):
            return frame[[self._within(label) for label in frame["period"]]]
        start, end = pd.Timestamp(self.period.start), pd.Timestamp(self.period.end)
        if table in ("points", "units"):
            began = ~(pd.to_datetime(frame["valid_from"]) >= end)
            ended = pd.to_datetime(frame["valid_to"]) < start
            return frame[began & ~ended]
        day = pd.to_datetime(frame["day"])
        return frame[(day >= start) & (day < end)]

    def in_group(self, frame: pd.DataFrame) -> pd.DataFrame:
        if self.group is None or self.group[0] not in frame.columns:
            return frame
        return frame[frame[self.group[0]] == self.group[1]]

    def _within(self, label: str) -> bool:
        try:
            own = parse_period(label, self.period.month_starts_on, self.period.week_starts_on)
        except PeriodError:
            return False
        return self.period.start <= own.start and own.end <= self.period.end

    def cases(self, *aside: str) -> pd.DataFrame:
        if aside not in self._kept:
            self._kept[aside] = self._cases_without(*aside)
        return self._kept[aside]

    def _cases_without(self, *aside: str) -> pd.DataFrame:
        frame = self["cases"]
        for flag in aside:
            gone = is_true(frame[flag])
            if flag in ("voided", "held"):
                gone |= (frame["stage"] == flag).fillna(False).astype(bool)
            frame = frame[~gone]
        return frame

    def people(self, field: str, kind: str) -> float:
        units = self.city("units")
        if self.group is not None:
            units = units[(units["kind"] == self.group[0]) & (units["name"] == self.group[1])]
        else:
            units = units[units["kind"] == kind]
        begin = pd.to_datetime(units["valid_from"]).to_numpy()[:, None]
        end = pd.to_datetime(units["valid_to"]).to_numpy()[:, None]
        days = pd.date_range(self.period.start, self.period.last_day).to_numpy()[None, :]
        there = ~(begin > days) & ~(end < days)  # a unit by row, a day by column
        amounts = units[field].astype(float).to_numpy()[:, None]
        by_day = np.where(there, amounts, 0).sum(axis=0)[there.any(axis=0)]
        return float(by_day.mean()) if by_day.size else np.nan


def is_true(column: pd.Series) -> pd.Series:
    return column.eq(True).fillna(False).astype(bool)


def is_false(column: pd.Series) -> pd.Series:
    return column.eq(False).fillna(False).astype(bool)


def weight(frame: pd.DataFrame) -> float:
    return float(frame["share"].fillna(1.0).sum())


def amount(frame: pd.DataFrame, column: str) -> float:
    values = frame[column].astype(float).fillna(0.0) * frame["share"].fillna(1.0)
    return float(values.sum())


def quotient(top: float, bottom: float, scale: float = 100.0) -> Result:
    return Result(top, bottom, scale * top / bottom if bottom > 0 else np.nan)


def share_of(frame: pd.DataFrame, condition: pd.Series) -> Result:
    return quotient(weight(frame[condition]), weight(frame))


def counted(frame: pd.DataFrame, seen: bool) -> Result:
    total = weight(frame) if seen else np.nan
    return Result(total, np.nan, total)


UNKNOWN = Result(np.nan, np.nan, np.nan)
ALL = ("voided", "held", "self_handled", "excluded")
TOTAL = ("voided", "self_handled", "excluded")
FILED = ("voided", "self_handled")


def on_time(frame: pd.DataFrame) -> pd.Series:
    """Judged case by case from what the exports say: True, False, or nothing where it cannot be.

    Without a deadline nothing can; done at no known time, the source's own mark alone tells.
    """
    deadline = frame["bundle_due_at"].fillna(frame["due_at"])
    done = frame["disposed_at"].fillna(frame["closed_at"])
    disposed = done.notna() | frame["stage"].isin(["disposed", "checking", "closed"])
    dated = done.notna() & ~(done < frame["reported_at"].fillna(frame["filed_at"]))
    judged = pd.Series(None, index=frame.index, dtype=object)
    judged[disposed & dated] = (done <= deadline)[disposed & dated]
    marked = disposed & ~dated & frame["overdue_flag"].notna()
    judged[marked] = ~is_true(frame["overdue_flag"])[marked]
    judged[~disposed & (deadline < frame["as_of"])] = False
    judged[deadline.isna()] = None
    return judged


def without_deadline(facts: Facts) -> float:
    """How many cases no rate of being on time can say anything of."""
    frame = facts.cases(*ALL)
    return weight(frame[frame["bundle_due_at"].isna() & frame["due_at"].isna()])


def due(facts: Facts) -> pd.DataFrame:
    frame = facts.cases(*ALL)
    frame = frame.assign(judged=on_time(frame))
    return frame[frame["judged"].notna()]


def closure_rate(facts: Facts) -> Result:
    frame = due(facts)
    return share_of(frame, is_true(frame["is_closed"]))


def on_time_closure_rate(facts: Facts) -> Result:
    frame = due(facts)
    return share_of(frame, is_true(frame["is_closed"]) & is_true(frame["judged"]))


def late_closure_rate(facts: Facts) -> Result:
    frame = due(facts)
    return share_of(frame, is_true(frame["is_closed"]) & is_false(frame["judged"]))


def rework_rate(facts: Facts) -> Result:
    if facts.city("cases")["rework_count"].notna().sum() == 0:
        return UNKNOWN
    frame = facts.cases(*ALL)
    frame = frame[is_true(frame["is_disposed"])]
    return share_of(frame, frame["rework_count"].fillna(0) > 0)


def postponement_rate(facts: Facts) -> Result:
    if facts.city("cases")["postpone_count"].notna().sum() == 0:
        return UNKNOWN
    frame = facts.cases(*TOTAL)
    return share_of(frame, frame["postpone_count"].fillna(0) > 0)


def held_rate(facts: Facts) -> Result:
    frame = facts.cases(*TOTAL)
    frame = frame[frame["held"].notna() | frame["stage"].notna()]
    return share_of(frame, is_true(frame["held"]) | (frame["stage"] == "held").fillna(False))


def handling_hours(facts: Facts) -> Result:
    """scipy knows no weights: each case stands as many times as its share has tenths."""
    frame = facts.cases(*ALL)
    frame = frame[frame["handling_hours"].notna()]
    still_open = is_true(frame["is_open"])
    times = (frame["share"].fillna(1.0) * 10).round().astype(int)
    hours = frame["handling_hours"].astype(float).repeat(times)
    censored = still_open.repeat(times)
    median = np.nan
    if not censored.all():
        curve = ecdf(CensoredData(uncensored=hours[~censored], right=hours[censored])).sf
        reached = curve.probabilities <= 0.5 + 1e-12
        median = curve.quantiles[reached][0] if reached.any() else np.nan
    return Result(weight(frame[~still_open]), weight(frame), median)


def rebound_rate(facts: Facts) -> Result:
    frame = facts.cases(*ALL)
    named = frame["subcategory"].notna() | frame["category"].notna()
    frame = frame[is_true(frame["is_closed"]) & frame["place_key"].notna() & named]
    return share_of(frame, (frame["return_days"] <= 30).fillna(False).astype(bool))


def complaint_rows(facts: Facts) -> pd.DataFrame:
    frame = facts.cases(*TOTAL)
    return frame[is_true(frame["is_complaint"])]


def complaints(facts: Facts) -> Result:
    return counted(complaint_rows(facts), is_true(facts.city("cases")["is_complaint"]).any())


def complaints_per_10k(facts: Facts) -> Result:
    if not is_true(facts.city("cases")["is_complaint"]).any():
        return UNKNOWN
    people = facts.people("population", "district")
    return quotient(weight(complaint_rows(facts)), people, 10_000)


def satisfaction_rate(facts: Facts) -> Result:
    frame = facts.cases(*ALL)
    frame = frame[frame["satisfaction"].notna()]
    return share_of(frame, frame["satisfaction"].isin(["very_satisfied", "satisfied"]))


def repeat_rate(facts: Facts) -> Result:
    if facts.city("cases")["repeat_of"].notna().sum() == 0:
        return UNKNOWN
    frame = complaint_rows(facts)
    return share_of(frame, frame["repeat_of"].notna())


def findings(facts: Facts) -> Result:
    seen = len(facts["findings"]) + len(facts["inspections"]) > 0
    return counted(facts["findings"], seen)


def deductions_unknown(facts: Facts) -> bool:
    everything = facts.city("findings")
    return len(everything) > 0 and everything["deduction"].notna().sum() == 0


def deduction_per_100_checks(facts: Facts) -> Result:
    if deductions_unknown(facts):
        return UNKNOWN
    return quotient(amount(facts["findings"], "deduction"), weight(facts["inspections"]))


def deduction_per_object(facts: Facts) -> Result:
    if deductions_unknown(facts) or len(facts["findings"]) + len(facts["inspections"]) == 0:
        return UNKNOWN
    return quotient(amount(facts["findings"], "deduction"), weight(facts["points"]), 1)


def rectify_due(facts: Facts) -> pd.DataFrame:
    frame = facts["findings"]
    return frame[is_true(frame["is_rectify_due"])]


def rectification_rate(facts: Facts) -> Result:
    frame = rectify_due(facts)
    return share_of(frame, is_true(frame["is_rectified"]))


def on_time_rectification_rate(facts: Facts) -> Result:
    frame = rectify_due(facts)
    early = frame["rectified_at"].dt.normalize() < frame["found_at"].dt.normalize()
    known = frame["is_rectified_on_time"].notna() & ~early
    frame = frame[known | ~is_true(frame["is_rectified"])]
    return share_of(frame, is_true(frame["is_rectified_on_time"]))


def covert_gap(facts: Facts) -> Result:
    frame = facts["inspections"]
    sides = [frame[frame["method"] == method] for method in ("open", "covert")]
    scored = [side[side["score"].notna()] for side in sides]
    passes = [side[side["passed"].notna()] for side in sides]
    if all(len(side) for side in scored):
        used, means = scored, [amount(s, "score") / weight(s) for s in scored]
    elif all(len(side) for side in passes):
        used = passes
        means = [100 * weight(s[is_true(s["passed"])]) / weight(s) for s in passes]
    else:
        return UNKNOWN
    return Result(weight(used[0]), weight(used[1]), means[0] - means[1])


def cases_per_officer(facts: Facts) -> Result:
    if facts.city("enforcement_cases").empty:
        return UNKNOWN
    officers = facts.people("officers", "team")
    return quotient(weight(facts["enforcement_cases"]), officers, 1)


def review_coverage(*levels: str) -> Callable[[Facts], Result]:
    def compute_coverage(facts: Facts) -> Result:
        names = [f"reviewed_by_{level}" for level in levels]
        if not facts.city("enforcement_cases")[names].notna().any(axis=None):
            return UNKNOWN
        frame = facts["enforcement_cases"]
        frame = frame[frame["closed_on"].notna()]
        reviewed = pd.Series(False, index=frame.index)
        for name in names:
            reviewed |= is_true(frame[name])
        return share_of(frame, reviewed)

    return compute_coverage


def execution_rate(facts: Facts) -> Result:
    frame = facts["enforcement_cases"]
    frame = frame[frame["closed_on"].notna() & frame["executed"].notna()]
    return share_of(frame, is_true(frame["executed"]))


def case_points(facts: Facts) -> Result:
    if facts.city("enforcement_cases")["points"].notna().sum() == 0:
        return UNKNOWN
    total = amount(facts["enforcement_cases"], "points")
    return Result(total, np.nan, total)


def given_score(facts: Facts) -> Result:
    frame = facts["score_entries"]
    frame = frame[(frame["state"].fillna("value") == "value") & frame["value"].notna()]
    return quotient(amount(frame, "value"), weight(frame), 1)


def own_figure(facts: Facts) -> Result:
    """Of rows of one figure in months: the month's own value, or the mean of those there are."""
    frame = facts["own_figures"]
    kind = facts.group[0] if facts.group else None
    others = [name for name in ("district", "street", "team", "contractor", "department")
              if name != kind]  # fmt: skip
    frame = frame[frame[others].isna().all(axis=1) & frame["value"].notna()]
    own = frame[frame["period"] == facts.period.id]
    frame = own if len(own) else frame
    if frame["figure"].nunique() != 1:
        return UNKNOWN
    return quotient(float(frame["value"].sum()), float(len(frame)), 1)


def task_completion(facts: Facts) -> Result:
    frame = facts["tasks"]
    frame = frame[frame["target"].notna() & frame["done"].notna()]
    frame = frame.assign(direction=frame["direction"].fillna("at_least"))
    amounts, rates = [], []
    for (_, direction), rows in frame.groupby(["task", "direction"]):
        if direction == "at_least":
            rows = rows[rows["target"] > 0]
            if len(rows):
                amounts.append((amount(rows, "done"), amount(rows, "target")))
        elif direction != "unclear":
            days = [(amount(day, "done"), amount(day, "target")) for _, day in rows.groupby("day")]
            rates.append(sum(goal_met(direction, *day) for day in days) / len(days))
    if len(amounts) == 1 and not rates:
        return quotient(*amounts[0])
    rates += [done / target for done, target in amounts]
    return quotient(sum(rates), len(rates))


def goal_met(direction: str, done: float, target: float) -> float:
    if direction == "equal":
        return float(done == target)
    if done <= target:
        return 1.0
    return target / done if direction == "at_most" else 0.0


def known_share(table: str, column: str, wanted: str | None = None) -> Callable[[Facts], Result]:
    """Rows whose column is true (or equals `wanted`) over rows where it is known."""

    def compute_share(facts: Facts) -> Result:
        frame = facts[table]
        frame = frame[frame[column].notna()]
        return share_of(
            frame, is_true(frame[column]) if wanted is None else frame[column] == wanted
        )

    return compute_share


def visit_score(facts: Facts) -> Result:
    """Mean of the scores of visits, each by its share; without any: unknown."""
    frame = facts["inspections"]
    frame = frame[frame["score"].notna()]
    share = frame["share"].fillna(1.0)
    top, bottom = float((frame["score"] * share).sum()), float(share.sum())
    return Result(top, bottom, top / bottom) if bottom else UNKNOWN


def of_cases(rule: tuple[str, ...], column: str) -> Callable[[Facts], Result]:
    def compute_share(facts: Facts) -> Result:
        frame = facts.cases(*rule)
        frame = frame[frame[column].notna()]
        return share_of(frame, is_true(frame[column]))

    return compute_share


def _is_voided(frame: pd.DataFrame) -> pd.Series:
    return is_true(frame["voided"]) | (frame["stage"] == "voided").fillna(False).astype(bool)


def taken_up(of: Callable[[pd.DataFrame], pd.Series]) -> Callable[[Facts], Result]:
    """Not voided of those that were voided or have any trace of being filed."""

    def compute_share(facts: Facts) -> Result:
        city = facts.city("cases")
        if not (of(city) & _is_voided(city)).any():
            return Result(np.nan, np.nan, np.nan)
        frame = facts.cases("self_handled", "excluded")
        frame = frame[of(frame)]
        voided = _is_voided(frame)
        after = {"dispatched", "disposing", "disposed", "checking", "closed", "held"}
        traced = frame["filed_at"].notna() | frame["dispatched_at"].notna()
        traced |= is_true(frame["is_disposed"]) | frame["stage"].isin(after)
        judged = frame[voided | traced]
        return share_of(judged, ~_is_voided(judged))

    return compute_share


def on_time_disposal_rate(facts: Facts) -> Result:
    frame = facts.cases(*ALL)
    frame = frame[is_true(frame["is_disposal_due"]) & frame["is_disposed_on_time"].notna()]
    return share_of(frame, is_true(frame["is_disposed_on_time"]))


def overdue_open(facts: Facts) -> Result:
    frame = facts.cases(*ALL)
    return counted(frame[is_true(frame["is_overdue_open"])], len(facts["cases"]) > 0)


def self_discovery_rate(facts: Facts) -> Result:
    frame = facts.cases(*FILED)
    frame = frame[frame["channel"].notna()]
    return share_of(frame, is_true(frame["is_own"]))


def findings_per_100_checks(facts: Facts) -> Result:
    return quotient(weight(facts["findings"]), weight(facts["inspections"]))


FORMULAS: dict[str, Callable[[Facts], Result]] = {
    "filed": lambda f: counted(f.cases(*FILED), len(f["cases"]) > 0),
    "due": lambda f: counted(due(f), len(f["cases"]) > 0),
    "closure_rate": closure_rate,
    "on_time_closure_rate": on_time_closure_rate,
    "late_closure_rate": late_closure_rate,
    "on_time_disposal_rate": on_time_disposal_rate,
    "overdue_open": overdue_open,
    "rework_rate": rework_rate,
    "postponement_rate": postponement_rate,
    "held_rate": held_rate,
    "acceptance_rate": taken_up(lambda c: is_true(c["is_complaint"])),
    "filing_rate": taken_up(lambda c: ~is_true(c["is_complaint"])),
    "collection_accuracy": taken_up(lambda c: c["channel"] == "collector"),
    "dispatch_accuracy": of_cases(TOTAL, "dispatch_accurate"),
    "self_discovery_rate": self_discovery_rate,
    "handling_hours": handling_hours,
    "rebound_rate": rebound_rate,
    "complaints": complaints,
    "complaints_per_10k": complaints_per_10k,
    "satisfaction_rate": satisfaction_rate,
    "resolution_rate": of_cases(ALL, "resolved"),
    "repeat_rate": repeat_rate,
    "checks": lambda f: counted(f["inspections"], len(f["inspections"]) > 0),
    "findings": findings,
    "findings_per_100_checks": findings_per_100_checks,
    "pass_rate": known_share("inspections", "passed"),
    "visit_score": visit_score,
    "deduction_per_100_checks": deduction_per_100_checks,
    "deduction_per_object": deduction_per_object,
    "rectification_rate": rectification_rate,
    "on_time_rectification_rate": on_time_rectification_rate,
    "recheck_pass_rate": known_share("findings", "recheck", "passed"),
    "covert_gap": covert_gap,
    "cases_per_officer": cases_per_officer,
    "review_coverage": review_coverage("team", "section", "legal"),
    "review_coverage_team": review_coverage("team"),
    "review_coverage_section": review_coverage("section"),
    "review_coverage_legal": review_coverage("legal"),
    "review_pass_rate": known_share("enforcement_cases", "review_result", "passed"),
    "execution_rate": execution_rate,
    "case_points": case_points,
    "given_score": given_score,
    "given_rectification_rate": known_share("score_entries", "rectified"),
    "task_completion": task_completion,
    "own_figure": own_figure,
}

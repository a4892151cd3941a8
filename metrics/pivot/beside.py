"""What a figure stands beside: the days before, the year before, a unit, the mean of a group."""

from collections.abc import Sequence

import pandas as pd

from kernel.periods import Period
from metrics.aggregation.units import groups_of, valid_units
from metrics.pivot.checks import compared_kind
from metrics.pivot.cuts import FIGURES, Cuts
from metrics.pivot.days import part_code, period_before, same_days_a_year_before
from metrics.pivot.dimensions import TIMES
from metrics.pivot.question import GROUP_MEAN, PREVIOUS, YEAR, Question

_NOTHING = {name: float("nan") for name in FIGURES} | {"state": "no_data"}


def compared_period(asked: Question, period: Period) -> Period | None:
    """The days that are compared with; None for a comparison within the same days."""
    if asked.compare == PREVIOUS:
        return period_before(period)
    return same_days_a_year_before(period) if asked.compare == YEAR else None


def compared_part(asked: Question, part: Period) -> Period:
    """The days that a part of the days is compared with."""
    return period_before(part) if asked.compare == PREVIOUS else same_days_a_year_before(part)


def compared_figures(
    asked: Question, cuts: Cuts, before: Cuts | None, by: Sequence[str], groups: pd.DataFrame
) -> pd.DataFrame:
    """The figures of the other side: columns *by and FIGURES, for the groups that there are."""
    if before is not None:
        return _of_days(asked, cuts, before, by, groups)
    kind = compared_kind(asked)
    if asked.compare == GROUP_MEAN:
        return _of_groups(cuts, kind, by, groups)
    rest = [name for name in by if name != kind]
    one = cuts.within(**{kind: [asked.compared_unit]}).figures(rest)
    return _joined(groups[list(by)], one, rest)


def _of_days(
    asked: Question, cuts: Cuts, before: Cuts, by: Sequence[str], groups: pd.DataFrame
) -> pd.DataFrame:
    time = next((name for name in by if name in TIMES), "")
    if not time:
        return before.figures(by, groups)
    periods = {part_code(part, time): compared_part(asked, part) for part in cuts.parts(time)}
    return before.figures(by, groups, periods)


def _of_groups(cuts: Cuts, kind: str, by: Sequence[str], groups: pd.DataFrame) -> pd.DataFrame:
    """Of each unit the figure of its group: a rate from the group's rows, a count by its units."""
    group_of = groups_of(cuts.con, kind, [cuts.period])
    if kind in by:
        units = list(dict.fromkeys(groups[kind].dropna()))
    else:
        units = [unit for unit in cuts.filters.get(kind, ()) if unit is not None]
    wanted = {group_of.get(unit) for unit in units}
    rest = [name for name in by if name != kind]
    found = []
    for group in sorted(wanted, key=str):
        members = _members(cuts, kind, group, group_of)
        own = cuts.within(**{kind: members}).figures(rest)
        if cuts.entry.kind == "count" and members:
            own[["value", "numerator", "n"]] /= len(members)
        found.append(own.assign(group=group))
    if not found or (kind not in by and len(wanted) > 1):
        return groups[list(by)].assign(**_NOTHING)
    table = pd.concat(found, ignore_index=True)
    if kind not in by:
        return _joined(groups[list(by)], table.drop(columns="group"), rest)
    named = groups[list(by)].assign(group=groups[kind].map(lambda unit: group_of.get(unit)))
    return _joined(named, table, [*rest, "group"]).drop(columns="group")


def _members(cuts: Cuts, kind: str, group: str | None, group_of: dict[str, str]) -> list[str]:
    """The units of a group that are registered in the period; those without one are one group."""
    listed = valid_units(cuts.con, [kind], [cuts.period], {})
    return [unit for unit in listed if group_of.get(unit) == group]


def _joined(groups: pd.DataFrame, table: pd.DataFrame, on: Sequence[str]) -> pd.DataFrame:
    if on:
        return groups.merge(table, on=list(on), how="left")
    values = table.iloc[0].to_dict() if len(table) else _NOTHING
    return groups.assign(**{name: values[name] for name in FIGURES})

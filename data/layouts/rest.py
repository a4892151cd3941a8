"""Columns of a wide sheet that are named by what they hold: 咪表亮灯率（%）, 机扫率 目标值.

Each name is taken apart into the name of the series, the field that the column fills, its unit of
measure and a target that stands in brackets.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.layouts.goals import goal_in
from data.parsing.units import header_unit, without_unit
from kernel.text import spaced

_BRACKETS = re.compile(r"[（(\[【]([^（()）\[\]【】]*)[)）\]】]")
# What the end of a name, or the lower row of a header, says of the field.
_ROLES = (
    ("target", re.compile(r"[\s_·-]*(?:年度|本期)?目标(?:值|数)?$|[\s_·-]*(?:指标|计划)值$")),
    ("numerator", re.compile(r"[\s_·-]*分子$")),
    ("denominator", re.compile(r"[\s_·-]*分母$")),
    ("", re.compile(r"[\s_·-]+(?:实际|完成|本期|本月|当期|实绩|数)(?:值|数|情况)?$|(?<=率)值$")),
)
_MEASURE = re.compile(r"[^\d\s≥≤<>=]{1,8}|%|‰")


@dataclass(frozen=True)
class Named:
    """One series of a wide sheet. `at`: the column of its values; `beside`: of other fields, the
    column; measure and goal: what its name says in brackets."""

    name: str
    at: int
    beside: Mapping[str, int] = field(default_factory=dict)
    measure: str | None = None
    goal: str | None = None


def series_columns(headers: Iterable[tuple[int, str]]) -> list[Named]:
    """The series that columns (position, name) hold, in their order. A column that is a target or
    a part of a series without values is none."""
    values: dict[str, Named] = {}
    beside: dict[str, dict[str, int]] = {}
    for at, header in headers:
        name, role, measure, goal = taken_apart(header)
        if role:
            beside.setdefault(name, {}).setdefault(role, at)
        elif name:
            values.setdefault(name, Named(name, at, {}, measure, goal))
    return [
        Named(one.name, one.at, beside.get(one.name, {}), one.measure, one.goal)
        for one in values.values()
    ]


def taken_apart(header: str) -> tuple[str, str, str | None, str | None]:
    """Name, role (target, numerator, denominator; empty for the value), measure and goal."""
    measure = goal = None
    for inside in _BRACKETS.findall(header):
        text = inside.strip()
        if found := goal_in(text):
            goal = found
        elif header_unit(f"({text})")[0] or _MEASURE.fullmatch(text):
            measure = measure or text
    plain = without_unit(spaced(_BRACKETS.sub("", header)))
    for role, end in _ROLES:
        if (stem := end.sub("", plain)) and stem != plain:
            return spaced(stem), role, measure, goal
    return plain, "", measure, goal

"""By what facts can be grouped and filtered, and the words for it and its values.

The names are those of `metrics.aggregation.conditions.dimensions`; which table has which follows
from the schema. Time that follows the calendar (year ... day) is no column: it cuts the days asked
for into periods, so that a month of a district has the people that it had in that month.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kernel.messages import Message
from kernel.schema import (
    CHANNELS,
    METHODS,
    SATISFACTION,
    STAGES,
    TABLES,
    TIERS,
    UNIT_KINDS,
    WEATHERS,
)
from metrics.aggregation.conditions import UNSTATED, dimensions
from metrics.indicators import COUNTABLE, Indicator

Nature = Literal["unit", "time", "hour", "weekday", "band", "code", "flag", "name", "person"]
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Dimension:
    """One dimension. nature: unit (of a kind, or an object), time (follows the calendar), hour and
    weekday (numbers in their order), band (of hours), code (a word of a closed list, or as it was
    written), flag (yes or no), name (as files write it), person (shown as a letter). values: all of
    a band, hour, weekday or flag, and the list of a code."""

    name: str
    nature: Nature
    values: tuple[str, ...] = ()

    def words(self, lang: str = "zh") -> str:
        """What it is called."""
        return Message(f"dimension-{self.name.replace('_', '-')}", {}, "metrics").text(lang)

    def value_words(self, value: str | None, lang: str = "zh") -> str:
        """What one of its values is called; a word on no list as it was written."""
        said = self.value_message(value)
        return said if isinstance(said, str) else said.text(lang)

    def value_message(self, value: str | None) -> Message | str:
        """The same for a sentence in any language."""
        if value is None or value == UNSTATED:
            return Message("dimension-unstated", {}, "metrics")
        if value not in self.values:
            return value
        if self.nature == "hour":
            return Message("dimension-value-hour", {"hour": int(value)}, "metrics")
        shared = "flag" if self.nature == "flag" else self.name
        return Message(f"dimension-value-{shared}-{value}".replace("_", "-"), {}, "metrics")

    def stored(self, value: str | None) -> str | int | bool | None:
        """A value as the facts hold it. ValueError for one that they cannot hold."""
        if value is None:
            return UNSTATED if self.nature == "code" else None
        match self.nature:
            case "flag":
                return {YES: True, NO: False}[value] if value in (YES, NO) else _refuse(value)
            case "hour" | "weekday":
                return int(value) if value in self.values else _refuse(value)
            case "band":
                return value if value in self.values else _refuse(value)
            case _:
                return value

    def code_of_text(self, text: Any, read: Callable[[Any], Any] = lambda one: one) -> str | None:
        """A group of a complete answer of `aggregate` as questions write it."""
        if text is None or text != text or text == UNSTATED:
            return None
        return {"true": YES, "false": NO}[text] if self.nature == "flag" else str(read(text))

    def text_of_code(self, code: str | None, read: Callable[[Any], Any] = lambda one: one) -> Any:
        """The other way."""
        if code is None:
            return UNSTATED if self.nature == "code" else None
        return {YES: "true", NO: "false"}[code] if self.nature == "flag" else read(code)


TIMES = ("year", "quarter", "month", "week", "day")
_HOURS = tuple(str(hour) for hour in range(24))
_FLAGS = (
    *("is_complaint", "is_own", "is_disposed", "is_closed", "is_on_time", "is_overdue_open"),
    *("held", "voided", "self_handled", "excluded", "resolved", "passed"),
    *("is_rectified", "is_rectified_on_time", "key_problem", "online", "executed", "overturned"),
    *("corrected", "non_site", "big", "rectified"),
)
_CODES: dict[str, tuple[str, ...]] = {
    "channel": CHANNELS,
    "method": METHODS,
    "tier": TIERS,
    "stage": STAGES,
    "satisfaction": SATISFACTION,
    "weather": WEATHERS,
    "recheck": ("passed", "failed"),
    "procedure": ("simple", "general"),
    "review_result": ("passed", "failed"),
}
# In the order in which they are offered.
DIMENSIONS: dict[str, Dimension] = {
    one.name: one
    for one in (
        *(Dimension(kind, "unit") for kind in (*UNIT_KINDS, "object", "road")),
        *(Dimension(name, "time") for name in TIMES),
        Dimension("weekday", "weekday", tuple(str(day) for day in range(1, 8))),
        Dimension("daytime", "band", ("day", "night")),
        Dimension("clock", "hour", _HOURS),
        *(Dimension(name, "name") for name in ("category", "subcategory")),
        *(Dimension(name, "code", _CODES[name]) for name in ("channel", "method", "tier")),
        *(Dimension(name, "name") for name in ("point_type", "class", "place_key", "campaign")),
        *(Dimension(name, "person") for name in ("inspector", "collector")),
        *(Dimension(name, "code", _CODES[name]) for name in [*_CODES][3:]),
        *(Dimension(name, "name") for name in ("agency", "cause", "item", "task", "figure")),
        *(Dimension(name, "flag", (YES, NO)) for name in _FLAGS),
    )
}


def dimensions_of(measure: str) -> dict[str, Dimension]:
    """What a measure can be grouped and filtered by, in the order in which it is offered."""
    return _of_entry(COUNTABLE[measure])


def _of_entry(entry: Indicator) -> dict[str, Dimension]:
    table = entry.numerator.table
    own = set(dimensions(table))
    if TABLES[table].day_from:
        own |= set(TIMES)
    if TABLES[table].day_from == ("period",):
        own -= {"weekday"}  # stated for a period, they have no day
    if entry.kind == "figure":
        own &= {*UNIT_KINDS, *TIMES, "figure"}  # nothing else tells them apart
    return {name: one for name, one in DIMENSIONS.items() if name in own}


def unit_kinds_in(names: Sequence[str]) -> list[str]:
    """The kinds of unit among dimensions, the last one innermost."""
    return [name for name in names if name in UNIT_KINDS]


def _refuse(value: str) -> bool:
    raise ValueError(value)

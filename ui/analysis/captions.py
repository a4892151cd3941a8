"""The sentence over an answer: what is shown, how much it is, what stands first, and the change."""

from datetime import date
from typing import Any

from data.access.narrowing import OTHERS
from kernel.messages import LANGUAGES, Message
from kernel.periods import Period
from metrics.indicators import COUNTABLE, Indicator
from metrics.pivot.answer import PivotAnswer
from metrics.pivot.dimensions import dimensions_of
from ui.captions import say


def of_answer(found: PivotAnswer) -> Message:
    """Measure, days, total; the first row by value; more or less than in the days compared."""
    entry = COUNTABLE[found.asked.measure]
    (total,) = found.of(0, 0).to_dict("records")
    about: dict[str, Any] = _days(found.period) | {"measure": _measure_name(entry.id)}
    if total["state"] not in ("value", "zero"):
        return say("answer-no-data", **about)
    unit = _measure_name(f"{entry.id}-unit")
    said = say("answer-total", **about, value=number(total["value"], entry.is_rate), unit=unit)
    if (first := _first(found)) is not None:
        said = say("answer-top", say=said, **first)
    if found.early and found.before:
        said = say("answer-early", say=said, day=str(max(found.known.since.values())))
    elif found.before and total["change"] == total["change"]:
        way = "up" if total["change"] > 0 else "down" if total["change"] < 0 else "same"
        change = _with_unit(entry, abs(total["change"]), "step")
        said = say(f"answer-change-{way}", say=said, change=change, **_days(found.before))
    if found.period.reached:
        said = say("answer-so-far", say=said, day=str(found.known.last))
    return say("answer-settled", say=said)


def number(value: float, rate: bool) -> str:
    """A figure in a sentence: a count whole where it is, a rate with two digits."""
    if rate or abs(value - round(value)) >= 0.05:
        return f"{value:,.2f}"
    return f"{value:,.0f}"


def _with_unit(entry: Indicator, value: float, form: str = "level") -> Message:
    """A figure with its unit; a difference (`step`) of percentages in percentage points."""
    text, unit = number(value, entry.is_rate), _measure_name(f"{entry.id}-unit")
    if unit.text("zh") == "%":
        return Message(f"score-{form}-percent", {"value": text}, "metrics")
    units = {lang: unit.text(lang) for lang in LANGUAGES}
    return Message("score-measured", {"value": text, **units}, "metrics")


def _days(period: Period) -> dict[str, date]:
    return {"first": period.start, "last": period.last_day}


def _measure_name(measure: str) -> Message:
    return Message(f"indicator-{measure.replace('_', '-').replace(':', '-')}", {}, "metrics")


def _first(found: PivotAnswer) -> dict[str, Any] | None:
    """The row with the largest value, where one has it alone and rows are not merely time; none
    where a row is of all other units as one."""
    asked = found.asked
    known = dimensions_of(asked.measure)
    if len(asked.rows) != 1:
        return None
    rows = found.of(1, 0)
    rows = rows[rows["value"].notna() & rows[asked.rows[0]].notna()]
    largest = rows[rows["value"] == rows["value"].max()]
    hidden = found.rest_of and asked.sort not in ("", "value")
    if len(rows) < 2 or len(largest) != 1 or hidden or (rows[asked.rows[0]] == OTHERS).any():
        return None
    row = largest.iloc[0]
    name = known[asked.rows[0]].value_message(row[asked.rows[0]])
    return {"name": name, "value": _with_unit(COUNTABLE[asked.measure], float(row["value"]))}

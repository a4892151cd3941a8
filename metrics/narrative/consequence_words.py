"""What the ladder orders and what was decided, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.consequences.ladder import Ordered, Steps
from metrics.consequences.register import decided_for
from metrics.narrative.headline import units_message
from metrics.scoring.lists import Lists


def action_name(action: object, written: object = None) -> Message | str:
    """A kind of measure; a word that nobody knows as it was written."""
    if isinstance(action, str):
        return _say(f"action-{action.replace('_', '-')}")
    return written if isinstance(written, str) else _say("action-unsaid")


def times_words(one: Ordered, since: date) -> Message:
    """How often a unit was last in the year, and in a row."""
    bottom = one.step.bottom
    place = _say("ladder-place-last") if bottom == 1 else _say("ladder-place-bottom", n=bottom)
    code = "ladder-times-open" if one.row_open else "ladder-times"
    began = f"{since:%Y}" if since.month == 1 else f"{since:%Y-%m}"
    said = _say(code, since=began, year=one.in_year, row=one.in_a_row, place=place)
    return _say("ladder-times-unranked", times=said, n=one.unranked) if one.unranked else said


def orders_words(one: Ordered) -> Message:
    """What a step orders."""
    # The sum says that the deposit is kept.
    kept = one.step.deposit
    actions = [action_name(a) for a in one.step.orders if kept is None or a != "deposit_kept"]
    if kept is None:
        return _say("ladder-orders", actions=actions)
    if not actions:
        actions = [action_name("deposit_kept")]
    return _say("ladder-orders-deposit", actions=actions, yuan=f"{kept:,.0f}")


def decided_sentence(register: pd.DataFrame, unit: str, period: Period, one: Ordered) -> Message:
    """Which of the orders of a period stand in the register."""
    own = decided_for(register, unit, period, one.step.orders)
    if own.empty:
        return _say("ladder-not-decided")
    named = [
        _say(
            "ladder-decided-one",
            action=action_name(row["action"]),
            day=f"{row['decided_on']:%m-%d}",
        )
        for row in own.iloc[::-1].to_dict("records")
    ]
    return _say("ladder-decided", list=named)


def steps_sentence(steps: Steps | None, grain: str) -> Message:
    """What the ladder orders in a period, in one sentence."""
    if steps is None:
        return _say("ladder-none")
    if steps.state == "other_grain":
        return _say("ladder-other-grain", grain=_say(f"grain-{grain}"))
    if steps.state == "unfinished":
        return _say("ladder-unfinished")
    if not steps.orders:
        return _say("ladder-nobody")
    units = [one.unit for one in steps.orders]
    return _say("ladder-ordered", n=len(units), units=units)


def honours_words(period: Period) -> Message:
    """From when on a unit is out of the year's honours."""
    return _say("ladder-honours", period=period.id)


def register_sentence(register: pd.DataFrame, letters: Mapping[str, int]) -> Message:
    """How many supervision letters were sent in a period and what came of them."""
    if register.empty:
        return _say("register-none")
    if not letters["sent"]:
        return _say("register-no-letters")
    late = "-late" if letters["late"] else "-on-time" if letters["answered"] else ""
    return _say(f"register-sent{late}", **letters)


def leaders_line(row: Mapping[Any, Any]) -> Message:
    """Who answers for a unit (a row of `leaders.leaders`)."""
    leader: Any = row["leader"]
    if isinstance(row["office"], str):
        leader = _say("leaders-office", leader=leader, office=row["office"])
    more = {
        name: _say(f"leaders-{name}", name=row[column]) if isinstance(row[column], str) else ""
        for name, column in (("linked", "linked_leader"), ("responsible", "responsible"))
    }
    return _say("leaders-line", leader=leader, **more)


def deposits_sentence(table: pd.DataFrame) -> Message:
    """How many deposits are in hand, of how much, and of whom most was kept
    (`deposits.deposits`)."""
    if table.empty:
        return _say("deposits-none")
    known = table[table["balance"].notna()]
    said = _say("deposits", n=len(table), known=len(known), sum=f"{known['balance'].sum():,.0f}")
    most = table["kept"].max()
    if not most:
        return said
    units = units_message(table.loc[table["kept"] == most, "unit"].tolist())
    return _say("deposits-kept", said=said, units=units, yuan=f"{most:,.0f}")


def ladder_rows(steps: Steps, register: pd.DataFrame, period: Period) -> list[dict[str, Any]]:
    """One row per unit that is ordered anything, worst step last in the file first: unit, group,
    rank, times, orders, decided (Messages), in_year, in_a_row, honours (period id or None)."""
    honours = dict(steps.honours)
    return [
        {
            "unit": one.unit,
            "group": one.group,
            "rank": one.rank,
            "times": times_words(one, steps.since or period.start),
            "orders": orders_words(one),
            "decided": decided_sentence(register, one.unit, period, one),
            "in_year": one.in_year,
            "in_a_row": one.in_a_row,
            "honours": honours[one.unit].id if one.unit in honours else None,
        }
        for one in steps.orders
    ]


def list_lines(
    lists: Lists, steps: Steps | None, register: pd.DataFrame, period: Period
) -> Sequence[Message]:
    """The lists and steps of a ranking, line by line, for the command line."""
    named = {"statement": lists.statement, "red": lists.red, "black": lists.black}
    lines = [_say(f"lists-{name}", units=list(units)) for name, units in named.items() if units]
    if steps is None:
        return lines
    if steps.state != "ordered":
        return [*lines, steps_sentence(steps, "")] if steps.state == "unfinished" else lines
    for row in ladder_rows(steps, register, period):
        said = {name: row[name] for name in ("unit", "times", "orders", "decided")}
        lines.append(_say("lists-step", **said))
    listed = {one.unit for one in steps.orders}
    for unit, since in steps.honours:
        if unit not in listed:
            lines.append(_say("lists-honours", unit=unit, period=since.id))
    return lines


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")

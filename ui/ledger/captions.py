"""One sentence under each chart of the ledger, computed from what the chart shows."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.analyses.pace import outlook
from metrics.narrative.left_out import count_text as _count
from ui.captions import say

OLD_DAYS = 30
LAST_STEPS = 4


def of_ledger(table: pd.DataFrame) -> Message:
    """What is open, what is red, and who has most of it (`ledger.items`)."""
    share = table["share"]
    open_now = share[table["open"]].sum()
    if not open_now:
        return say("ledger-empty")
    late = table[table["overdue"]]
    yellow = _count(share[table["light"] == "yellow"].sum())
    unjudged = share[table["unjudged"]].sum()
    if unjudged == open_now:
        return say("ledger-no-deadline", n=_count(open_now), marked=_marked(table))
    more: Message | str = ""
    if unjudged:
        more = say("ledger-unjudged", n=_count(unjudged), marked=_marked(table))
    if late.empty:
        code = "ledger-none-known-overdue" if unjudged else "ledger-none-overdue"
        return say(code, n=_count(open_now), yellow=yellow, more=more)
    owners = late.groupby("owner")["share"].sum().sort_values()
    params: dict[str, Any] = {"n": _count(open_now), "red": _count(late["share"].sum())}
    params |= {"yellow": yellow, "more": more, "made": _made_of(late)}
    if owners.empty:
        return say("ledger-no-owner", **params)
    return say("ledger", owner=owners.index[-1], own=_count(owners.iloc[-1]), **params)


def _made_of(late: pd.DataFrame) -> Message | str:
    """How many of the overdue items are cases and how many findings, where there are both."""
    of = late.groupby("item")["share"].sum()
    if len(of) < 2:
        return ""
    return say("ledger-made-of", cases=_count(of["case"]), findings=_count(of["finding"]))


def _marked(table: pd.DataFrame) -> Message | str:
    """How many of those without a deadline their own source calls overdue."""
    marked = table.loc[table["unjudged"] & table["marked"], "share"].sum()
    return say("ledger-marked", n=_count(marked)) if marked else ""


def of_ageing(table: pd.DataFrame, items: pd.DataFrame) -> Message:
    """How much of the overdue pile is old (`ledger.ageing` of everything, and its `items`)."""
    if not table["n"].sum():
        unjudged = items.loc[items["unjudged"], "share"].sum()
        if not unjudged:
            return say("ageing-none")
        if unjudged == items.loc[items["open"], "share"].sum():
            return say("ageing-no-deadline")
        return say("ageing-none-known", n=_count(unjudged))
    old = table[table["from_day"] >= OLD_DAYS]
    return say("ageing", days=OLD_DAYS, n=_count(old["n"].sum()), share=f"{old['share'].sum():.0f}")


def of_pace(table: pd.DataFrame, grain: str = "week") -> Message:
    """Whether the pile grows, and when it is gone at the present pace (`pace.pace`)."""
    whole = table[table["whole"]].tail(LAST_STEPS)
    if whole.empty or not whole["inflow"].sum():
        return say("pace-no-data")
    params: dict[str, Any] = {"steps": len(whole), "open": _count(table["open"].iloc[-1])}
    params |= {"in": f"{whole['inflow'].mean():,.0f}", "done": f"{whole['done'].mean():,.0f}"}
    left = outlook(table, LAST_STEPS)
    unit = say("pace-week" if grain == "week" else "pace-month")
    if left is None:
        net = -whole["net"].mean()
        return say("pace-growing", unit=unit, growth=f"{net:,.0f}", **params)
    return say("pace-shrinking", unit=unit, left=f"{left:,.0f}", **params)

"""One sentence under each chart of the pages on complaints, the ledger and targets."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.analyses.agreement import Quadrant
from metrics.analyses.pace import outlook
from metrics.narrative.headline import units_message
from metrics.narrative.left_out import count_text as _count
from metrics.narrative.left_out import left_out

DAYS_SHOWN = 7
OLD_DAYS = 30
LAST_STEPS = 4


def of_handling(table: pd.DataFrame) -> Message:
    """Volume, exposure and time limits of the whole city (`complaints.handling`, one row)."""
    row = table.iloc[-1]
    if pd.isna(row["complaints"]):
        return _say("complaints-no-data")
    params: dict[str, Any] = {"n": _count(row["complaints"]), "open": _count(row["open"])}
    params |= {"per": f"{row['per_10k']:.1f}"}
    say = _say(
        "complaints-volume" if pd.isna(row["per_10k"]) else "complaints-volume-10k", **params
    )
    left = left_out({name: row[name] for name in ("no_deadline", "undated", "before_report")})
    params["left"] = _say("complaints-left", left=left) if left else ""
    if pd.isna(row["overdue"]):
        return _say("complaints-no-deadline", say=say, open=params["open"])
    params["overdue"] = _count(row["overdue"])
    if pd.isna(row["on_time_rate"]):
        return _say("complaints-not-judged", say=say, **params)
    judged = {"rate": f"{row['on_time_rate']:.1f}", "judged": _count(row["judged"])}
    return _say("complaints-judged", say=say, **judged, **params)


def of_curve(table: pd.DataFrame) -> Message:
    """When half are done, and what is still open after a week (`complaints.still_open`, city)."""
    if table.empty:
        return _say("complaints-no-data")
    week = table[table["hours"] <= 24 * DAYS_SHOWN].iloc[-1]
    params: dict[str, Any] = {"n": _count(week["n"]), "days": DAYS_SHOWN}
    params["open"] = f"{week['open']:.0f}"
    half = table[table["open"] <= 50]
    if half.empty:
        return _say("curve-no-half", **params)
    return _say("curve", hours=f"{half['hours'].iloc[0]:.0f}", **params)


def of_repeats(table: pd.DataFrame) -> Message:
    """How many complain again, and how many of them of what was called solved (`repeats`)."""
    if table.empty:
        return _say("repeats-none")
    content = table["first_satisfaction"].isin(["very_satisfied", "satisfied"]).sum()
    return _say("repeats", n=len(table), matters=table["repeat_of"].nunique(), content=int(content))


def of_clusters(table: pd.DataFrame) -> Message:
    """How many matters came through several channels (`clusters.clusters`)."""
    if table.empty:
        return _say("clusters-none")
    return _say("clusters", groups=int(table["cluster"].max()), n=len(table))


def of_quadrant(found: Quadrant) -> Message:
    """Who clearly looks clean to inspectors and not to people (`agreement.quadrant`)."""
    table = found.table
    named = table.columns[0]
    loud = table.loc[table["clear"], named].tolist()
    if table["quadrant"].isna().all():
        return _say("quadrant-no-data")
    return _say("quadrant-loud", units=units_message(loud)) if loud else _say("quadrant-agreed")


def of_points(table: pd.DataFrame) -> Message:
    """Points that inspectors found clean and people did not (`agreement.points_compared`)."""
    clean = table[table["verdict"] == "clean_complained"]
    if clean.empty:
        return _say("points-agreed")
    top = clean.iloc[0]
    params = {"visits": _count(top["visits"]), "calls": _count(top["complaints"])}
    quiet = int((table["verdict"] == "dirty_quiet").sum())
    return _say("points", n=len(clean), point=top["point"], quiet=quiet, **params)


def of_ledger(table: pd.DataFrame) -> Message:
    """What is open, what is red, and who has most of it (`ledger.items`)."""
    share = table["share"]
    open_now = share[table["open"]].sum()
    if not open_now:
        return _say("ledger-empty")
    late = table[table["overdue"]]
    yellow = _count(share[table["light"] == "yellow"].sum())
    unjudged = share[table["unjudged"]].sum()
    if unjudged == open_now:
        return _say("ledger-no-deadline", n=_count(open_now), marked=_marked(table))
    more: Message | str = ""
    if unjudged:
        more = _say("ledger-unjudged", n=_count(unjudged), marked=_marked(table))
    if late.empty:
        code = "ledger-none-known-overdue" if unjudged else "ledger-none-overdue"
        return _say(code, n=_count(open_now), yellow=yellow, more=more)
    owners = late.groupby("owner")["share"].sum().sort_values()
    params: dict[str, Any] = {"n": _count(open_now), "red": _count(late["share"].sum())}
    params |= {"yellow": yellow, "more": more, "made": _made_of(late)}
    if owners.empty:
        return _say("ledger-no-owner", **params)
    return _say("ledger", owner=owners.index[-1], own=_count(owners.iloc[-1]), **params)


def _made_of(late: pd.DataFrame) -> Message | str:
    """How many of the overdue items are cases and how many findings, where there are both."""
    of = late.groupby("item")["share"].sum()
    if len(of) < 2:
        return ""
    return _say("ledger-made-of", cases=_count(of["case"]), findings=_count(of["finding"]))


def _marked(table: pd.DataFrame) -> Message | str:
    """How many of those without a deadline their own source calls overdue."""
    marked = table.loc[table["unjudged"] & table["marked"], "share"].sum()
    return _say("ledger-marked", n=_count(marked)) if marked else ""


def of_ageing(table: pd.DataFrame, items: pd.DataFrame) -> Message:
    """How much of the overdue pile is old (`ledger.ageing` of everything, and its `items`)."""
    if not table["n"].sum():
        unjudged = items.loc[items["unjudged"], "share"].sum()
        if not unjudged:
            return _say("ageing-none")
        if unjudged == items.loc[items["open"], "share"].sum():
            return _say("ageing-no-deadline")
        return _say("ageing-none-known", n=_count(unjudged))
    old = table[table["from_day"] >= OLD_DAYS]
    return _say(
        "ageing", days=OLD_DAYS, n=_count(old["n"].sum()), share=f"{old['share'].sum():.0f}"
    )


def of_pace(table: pd.DataFrame, grain: str = "week") -> Message:
    """Whether the pile grows, and when it is gone at the present pace (`pace.pace`)."""
    whole = table[table["whole"]].tail(LAST_STEPS)
    if whole.empty or not whole["inflow"].sum():
        return _say("pace-no-data")
    params: dict[str, Any] = {"steps": len(whole), "open": _count(table["open"].iloc[-1])}
    params |= {"in": f"{whole['inflow'].mean():,.0f}", "done": f"{whole['done'].mean():,.0f}"}
    left = outlook(table, LAST_STEPS)
    unit = _say(f"pace-{grain}")
    if left is None:
        net = -whole["net"].mean()
        return _say("pace-growing", unit=unit, growth=f"{net:,.0f}", **params)
    return _say("pace-shrinking", unit=unit, left=f"{left:,.0f}", **params)


def of_targets(table: pd.DataFrame) -> Message:
    """How many tasks are behind the half-time line, and which most (`targets.progress`)."""
    told = table[~table["state"].isin(["no_data", "undated", "unclear"])]
    if told.empty:
        return _say("targets-undated" if (table["state"] == "undated").any() else "targets-none")
    paced, level = told[told["plan"] != "level"], told[told["plan"] == "level"]
    said = [] if paced.empty else [_pace_of(paced)]
    said += [] if level.empty else [_limits(level)]
    if unknown := int(table["state"].isin(["undated", "unclear"]).sum()):
        said.append(_say("targets-unjudged", n=unknown))
    whole = said[0]
    for more in said[1:]:
        whole = _say("targets-both", first=whole, second=more)
    return whole


def _pace_of(told: pd.DataFrame) -> Message:
    """How amounts stand to the half-time line."""
    behind = told[told["state"].isin(["behind", "missed"])]
    if behind.empty:
        return _say("targets-on-pace", n=len(told))
    gap = (behind["share_done"] - behind["time_gone"]).round(6)
    last = behind[gap == gap.min()]
    worst = last.iloc[0]
    alike = last[(last["task"] == worst["task"]) & (last["time_gone"] == worst["time_gone"])]
    return _say(
        "targets-behind" if len(alike) == len(last) else "targets-behind-among",
        n=len(told),
        behind=len(behind),
        units=units_message(alike["unit"].tolist()),
        task=worst["task"],
        gone=f"{worst['time_gone']:.0f}",
        done=f"{worst['share_done']:.0f}",
    )


def _limits(level: pd.DataFrame) -> Message:
    """Of the limits, places and zeros how many are not met, and the first of them."""
    broken = level[level["state"].isin(["missed", "over"])]
    if broken.empty:
        return _say("targets-limits-kept", n=len(level))
    one = broken.iloc[0]
    return _say(
        "targets-limits", n=len(level), broken=len(broken), unit=one["unit"], task=one["task"]
    )


def of_rank_goals(table: pd.DataFrame, top: int = 3) -> Message:
    """Who reached the goal now and for how long on end (`targets.rank_goals`)."""
    now = table[table["reached"]].sort_values(["streak", "times"], ascending=False)
    if now.empty:
        return _say("goals-none", top=top)
    best = now.iloc[0]
    fell = table[~table["reached"] & (table["times"] > 0)].sort_values("times", ascending=False)
    params = {"top": top, "unit": best["unit"], "streak": int(best["streak"])}
    if fell.empty:
        return _say("goals", **params)
    return _say("goals-fell", fell=fell.iloc[0]["unit"], times=int(fell.iloc[0]["times"]), **params)


def _say(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")

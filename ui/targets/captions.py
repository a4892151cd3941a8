"""One sentence under each table of the page on targets, computed from what it shows."""

import pandas as pd

from kernel.messages import Message
from metrics.narrative.headline import units_message
from ui.captions import say


def of_targets(table: pd.DataFrame) -> Message:
    """How many tasks are behind the half-time line, and which most (`targets.progress`)."""
    told = table[~table["state"].isin(["no_data", "undated", "unclear"])]
    if told.empty:
        return say("targets-undated" if (table["state"] == "undated").any() else "targets-none")
    paced, level = told[told["plan"] != "level"], told[told["plan"] == "level"]
    said = [] if paced.empty else [_pace_of(paced)]
    said += [] if level.empty else [_limits(level)]
    if unknown := int(table["state"].isin(["undated", "unclear"]).sum()):
        said.append(say("targets-unjudged", n=unknown))
    whole = said[0]
    for more in said[1:]:
        whole = say("targets-both", first=whole, second=more)
    return whole


def _pace_of(told: pd.DataFrame) -> Message:
    """How amounts stand to the half-time line."""
    behind = told[told["state"].isin(["behind", "missed"])]
    if behind.empty:
        return say("targets-on-pace", n=len(told))
    gap = (behind["share_done"] - behind["time_gone"]).round(6)
    last = behind[gap == gap.min()]
    worst = last.iloc[0]
    alike = last[(last["task"] == worst["task"]) & (last["time_gone"] == worst["time_gone"])]
    return say(
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
        return say("targets-limits-kept", n=len(level))
    one = broken.iloc[0]
    return say(
        "targets-limits", n=len(level), broken=len(broken), unit=one["unit"], task=one["task"]
    )


def of_rank_goals(table: pd.DataFrame, top: int = 3) -> Message:
    """Who reached the goal now and for how long on end (`targets.rank_goals`)."""
    now = table[table["reached"]].sort_values(["streak", "times"], ascending=False)
    if now.empty:
        return say("goals-none", top=top)
    best = now.iloc[0]
    fell = table[~table["reached"] & (table["times"] > 0)].sort_values("times", ascending=False)
    params = {"top": top, "unit": best["unit"], "streak": int(best["streak"])}
    if fell.empty:
        return say("goals", **params)
    return say("goals-fell", fell=fell.iloc[0]["unit"], times=int(fell.iloc[0]["times"]), **params)

"""One sentence under each chart of the page on complaints, computed from what the chart shows."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.analyses.agreement import Quadrant
from metrics.narrative.headline import units_message
from metrics.narrative.left_out import count_text as _count
from metrics.narrative.left_out import left_out
from ui.captions import say

DAYS_SHOWN = 7


def of_handling(table: pd.DataFrame) -> Message:
    """Volume, exposure and time limits of the whole city (`complaints.handling`, one row)."""
    row = table.iloc[-1]
    if pd.isna(row["complaints"]):
        return say("complaints-no-data")
    params: dict[str, Any] = {"n": _count(row["complaints"]), "open": _count(row["open"])}
    params |= {"per": f"{row['per_10k']:.1f}"}
    told = say(
        "complaints-volume" if pd.isna(row["per_10k"]) else "complaints-volume-10k", **params
    )
    left = left_out({name: row[name] for name in ("no_deadline", "undated", "before_report")})
    params["left"] = say("complaints-left", left=left) if left else ""
    if pd.isna(row["overdue"]):
        return say("complaints-no-deadline", say=told, open=params["open"])
    params["overdue"] = _count(row["overdue"])
    if pd.isna(row["on_time_rate"]):
        return say("complaints-not-judged", say=told, **params)
    judged = {"rate": f"{row['on_time_rate']:.1f}", "judged": _count(row["judged"])}
    return say("complaints-judged", say=told, **judged, **params)


def of_curve(table: pd.DataFrame) -> Message:
    """When half are done, and what is still open after a week (`complaints.still_open`, city)."""
    if table.empty:
        return say("complaints-no-data")
    week = table[table["hours"] <= 24 * DAYS_SHOWN].iloc[-1]
    params: dict[str, Any] = {"n": _count(week["n"]), "days": DAYS_SHOWN}
    params["open"] = f"{week['open']:.0f}"
    half = table[table["open"] <= 50]
    if half.empty:
        return say("curve-no-half", **params)
    return say("curve", hours=f"{half['hours'].iloc[0]:.0f}", **params)


def of_repeats(table: pd.DataFrame) -> Message:
    """How many complain again, and how many of them of what was called solved (`repeats`)."""
    if table.empty:
        return say("repeats-none")
    content = table["first_satisfaction"].isin(["very_satisfied", "satisfied"]).sum()
    return say("repeats", n=len(table), matters=table["repeat_of"].nunique(), content=int(content))


def of_clusters(table: pd.DataFrame) -> Message:
    """How many matters came through several channels (`clusters.clusters`)."""
    if table.empty:
        return say("clusters-none")
    return say("clusters", groups=int(table["cluster"].max()), n=len(table))


def of_quadrant(found: Quadrant) -> Message:
    """Who clearly looks clean to inspectors and not to people (`agreement.quadrant`)."""
    table = found.table
    named = table.columns[0]
    loud = table.loc[table["clear"], named].tolist()
    if table["quadrant"].isna().all():
        return say("quadrant-no-data")
    return say("quadrant-loud", units=units_message(loud)) if loud else say("quadrant-agreed")


def of_points(table: pd.DataFrame) -> Message:
    """Points that inspectors found clean and people did not (`agreement.points_compared`)."""
    clean = table[table["verdict"] == "clean_complained"]
    if clean.empty:
        return say("points-agreed")
    top = clean.iloc[0]
    params = {"visits": _count(top["visits"]), "calls": _count(top["complaints"])}
    quiet = int((table["verdict"] == "dirty_quiet").sum())
    return say("points", n=len(clean), point=top["point"], quiet=quiet, **params)

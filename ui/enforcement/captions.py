"""One sentence over each part of the page on enforcement."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.aggregation.conditions import UNSTATED
from metrics.narrative.headline import units_message
from metrics.narrative.left_out import count_text as _count
from metrics.narrative.review_words import level_name
from ui.captions import say


def of_caseload(table: pd.DataFrame) -> Message:
    """How many cases of which procedure, how many closed and how good (`penalties.caseload`, one
    row of the city)."""
    row = table.iloc[-1]
    if pd.isna(row["cases"]):
        return say("penalties-no-record")
    if not row["cases"]:
        return say("penalties-none")
    told: list[Message] = []
    if not pd.isna(row["simple"]):
        code = "penalties-kinds-other" if row["other"] + row["procedure_not_said"] else ""
        rest = _count(row["other"] + row["procedure_not_said"])
        params = {"simple": _count(row["simple"]), "general": _count(row["general"])}
        told.append(say(code or "penalties-kinds", rest=rest, **params))
    told.append(say("penalties-closed", n=_count(row["closed"])))
    if not pd.isna(row["execution_rate"]):
        told.append(say("penalties-executed", rate=f"{row['execution_rate']:.1f}"))
    if not pd.isna(row["correction_rate"]):
        wrong = {"n": _count(row["wrong"]), "rate": f"{row['correction_rate']:.1f}"}
        told.append(say("penalties-wrong" if row["wrong"] else "penalties-none-wrong", **wrong))
    else:
        told.append(say("penalties-wrong-unknown"))
    return say("penalties", n=_count(row["cases"]), more=_joined(told))


def of_reviews(city: pd.DataFrame, units: pd.DataFrame, by: str = "team") -> Message:
    """Coverage and in time of each level, and who has most that was not reviewed at the first
    (`file_reviews.reviews` of the city, and of the units)."""
    known = city[city["coverage"].notna()]
    if known.empty:
        closed = city["no_record"].fillna(0).max() > 0
        return say("reviews-no-record" if closed else "reviews-none")
    told = _joined([_level(row) for row in known.to_dict("records")])
    first = known["level"].iloc[0]
    own = units[(units["level"] == first) & (units["missing"] > 0)]
    if own.empty:
        return say("reviews-full", told=told, level=level_name(first))
    most = own["missing"].max()
    names = own.loc[own["missing"] == most, by].tolist()
    params = {"level": level_name(first), "n": _count(own["missing"].sum())}
    return say("reviews", told=told, units=units_message(names), most=_count(most), **params)


def _level(row: dict[Any, Any]) -> Message:
    """What is said of one level."""
    params: dict[str, Any] = {"level": level_name(row["level"])}
    params["coverage"] = f"{row['coverage']:.1f}"
    if pd.isna(row["in_time_rate"]):
        return say("review-of-level-undated", **params)
    params["rate"] = f"{row['in_time_rate']:.1f}"
    if row["undated"]:
        return say("review-of-level-partly", undated=_count(row["undated"]), **params)
    return say("review-of-level", **params)


def of_causes(table: pd.DataFrame) -> Message:
    """Which causes are the most frequent (`penalties.by_cause`)."""
    now = table[table["cases"] > 0]
    named = now[now["cause"] != UNSTATED]
    unsaid = now.loc[now["cause"] == UNSTATED, "cases"].sum()
    if now.empty:
        return say("penalties-none")
    if named.empty:
        return say("causes-unsaid")
    top = named.iloc[0]
    params = {"cause": top["cause"], "n": _count(top["cases"]), "share": f"{top['share']:.0f}"}
    params |= {"kinds": len(named), "unsaid": _count(unsaid)}
    return say("causes-some-unsaid" if unsaid else "causes", **params)


def of_months(table: pd.DataFrame) -> Message:
    """The last period beside the one before and the highest of all (`penalties.by_month`)."""
    now, before = table.iloc[-1], table.iloc[-2] if len(table) > 1 else None
    if pd.isna(now["cases"]):
        return say("penalties-no-record")
    known = table[table["cases"] > 0]
    if before is None or not before["cases"] > 0:
        return say("penalty-months-first", n=_count(now["cases"]))
    top = known.sort_values("cases", ascending=False, kind="stable").iloc[0]
    params = {"n": _count(now["cases"]), "before": _count(before["cases"]), "top": top["period"]}
    return say("penalty-months", most=_count(top["cases"]), periods=len(known), **params)


def of_task(table: pd.DataFrame) -> Message:
    """How many units are behind the year's task by the time that is gone (`against_task`)."""
    judged = table[table["state"].isin(["ahead", "behind"])]
    if judged.empty:
        known = table["per_officer"].notna().any()
        return say("officer-task-none" if known else "officer-task-no-officers")
    behind = judged[judged["state"] == "behind"].sort_values("gap")
    params: dict[str, Any] = {"n": len(judged), "until": judged["until"].iloc[0]}
    if behind.empty:
        return say("officer-task-kept", **params)
    last = behind.iloc[0]
    params |= {"behind": len(behind), "unit": last["unit"], "own": f"{last['per_officer']:.1f}"}
    return say("officer-task", expected=f"{last['expected']:.1f}", **params)


def of_big(city: pd.DataFrame) -> Message:
    """How many big cases, and how many nobody can tell (`penalties.caseload` of the city)."""
    row = city.iloc[-1]
    if pd.isna(row["big"]):
        return say("big-unknown")
    unsaid = row["big_not_said"]
    code = "big-some-unsaid" if unsaid else "big"
    return say(code, n=_count(row["big"]), unsaid=_count(unsaid or 0), cases=_count(row["cases"]))


def of_fines(city: pd.DataFrame) -> Message:
    """The sum of fines, for information (`penalties.caseload` of the city)."""
    row = city.iloc[-1]
    if pd.isna(row["fines"]):
        return say("fines-unknown")
    told = row["cases"] - row["fines_not_said"]
    params = {"sum": f"{row['fines']:,.0f}", "n": _count(told)}
    params["unsaid"] = _count(row["fines_not_said"])
    return say("fines-some-unsaid" if row["fines_not_said"] else "fines", **params)


def _joined(parts: list[Message]) -> Message:
    whole = parts[0]
    for more in parts[1:]:
        whole = say("penalties-and", first=whole, second=more)
    return whole

"""One sentence under each chart of the page on problems, computed from what the chart shows."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.narrative.headline import units_message
from metrics.scoring.categories import UNNAMED
from ui.captions import say


def of_categories(table: pd.DataFrame) -> Message:
    """The most frequent kind, how few make up 80 %, what clearly rose (`problems.categories`)."""
    named = table[table["category"] != UNNAMED]
    if named["count"].sum() == 0:
        return say("problems-none")
    top = named.iloc[0]
    params: dict[str, Any] = {"top": top["category"], "n": _count(top["count"])}
    params |= {"share": f"{top['share']:.0f}", "vital": int(table["vital"].sum())}
    told = say("problems-top", **params)
    if named["change"].isna().all():
        return say("problems-top-only", top=told)
    risen = named[named["change_is_clear"] & (named["change"] > 0)].sort_values("change")
    if risen.empty:
        return say("problems-top-no-rise", top=told)
    rise = risen.iloc[-1]
    return say("problems-top-rise", top=told, kind=rise["category"], rise=f"{rise['change']:.1f}")


def of_heat(table: pd.DataFrame) -> Message:
    """The cell that stands out most against the city (`problems.heat`)."""
    if table.empty:
        return say("problems-none")
    out = table[table["stands_out"]].sort_values(["times", "count"])
    if out.empty:
        return say("heat-even")
    cell = out.iloc[-1]
    unit = cell[table.columns[1]]
    params = {"unit": unit, "kind": cell["category"], "n": _count(cell["count"])}
    return say("heat-out", cells=len(out), times=f"{cell['times']:.1f}", **params)


def of_trend(table: pd.DataFrame) -> Message:
    """What rose and fell most from the first to the last period shown (`problems.trend`)."""
    wide = table.pivot(index="category", columns="period", values="rate")
    periods = list(dict.fromkeys(table["period"]))
    known = [p for p in periods if wide[p].notna().any()]
    if len(known) < 2:
        return say("trend-short")
    moved = (wide[known[-1]] - wide[known[0]]).dropna().sort_values()
    params = {"since": known[0], "up": moved.index[-1], "down": moved.index[0]}
    params |= {"rise": f"{moved.iloc[-1]:.1f}", "fall": f"{-moved.iloc[0]:.1f}"}
    if moved.iloc[-1] <= 0:
        return say("trend-fell", **params)
    return say("trend-rose" if moved.iloc[0] >= 0 else "trend-both", **params)


def of_methods(table: pd.DataFrame) -> Message:
    """Covert against open inspections (`occurrence.by_method` of the whole city)."""
    rates = table.set_index("method")["findings_per_100_checks"]
    covert, seen = rates.get("covert", float("nan")), rates.get("open", float("nan"))
    if rates.isna().all() and table["checks"].sum() > 0:
        return say("methods-no-findings")
    if pd.isna(covert) or pd.isna(seen):
        return say("methods-one-only")
    params = {"covert": f"{covert:.1f}", "open": f"{seen:.1f}"}
    if seen == 0:
        return say("methods-open-none", **params)
    return say("methods-both", times=f"{covert / seen:.1f}", **params)


def of_hours(table: pd.DataFrame) -> Message:
    """When most problems are reported (`occurrence.by_hour`)."""
    if table["count"].sum() == 0:
        return say("problems-none")
    top = table.iloc[int(table["per_day"].fillna(0.0).to_numpy().argmax())]
    inside = table["hour"].between(8, 17)
    office = 100 * table.loc[inside, "count"].sum() / table["count"].sum()
    day = say(f"hours-weekday-{int(top['weekday'])}")
    if not table.loc[table["hour"] > 0, "count"].sum():
        return say("hours-no-time", day=day, n=f"{top['per_day']:.1f}")
    params: dict[str, Any] = {"hour": int(top["hour"]), "n": f"{top['per_day']:.1f}"}
    return say("hours-top", day=day, office=f"{office:.0f}", **params)


def of_places(table: pd.DataFrame) -> Message:
    """The place with most problems (`occurrence.places`)."""
    if table.empty:
        return say("places-none")
    top = table.iloc[0]
    params = {"place": top["place"], "district": top["district"], "n": _count(top["n"])}
    if not top["categories"]:
        return say("places-top-unnamed", **params)
    return say("places-top", kind=top["categories"][0], **params)


def of_key_problems(table: pd.DataFrame) -> Message:
    """Who ignores a key problem (`key_problems.key_problems`)."""
    if table.empty:
        return say("key-none")
    ignored = table[table["ignored"]]
    if ignored.empty:
        found, due = table["found"].sum(), table["due"].sum()
        rate = 100 * table["rectified"].sum() / due if due else float("nan")
        if not table["dated"].sum():
            return say("key-no-deadline", n=_count(found))
        code = "key-all-not-due" if pd.isna(rate) else "key-all"
        return say(code, n=_count(found), rate=f"{rate:.0f}")
    worst = ignored.iloc[0]
    params = {"unit": worst[table.columns[0]], "kind": worst["category"]}
    params |= {"n": _count(worst["due"]), "rectified": _count(worst["rectified"])}
    return say(
        "key-ignored", rate=f"{worst['rate']:.0f}", others=f"{worst['others']:.0f}", **params
    )


def of_rebound(table: pd.DataFrame, days: int) -> Message:
    """Where problems come back most, and how many are still being watched (`rebound.rates`)."""
    if table.empty or not table["closed"].sum():
        return say("rebound-no-closed")
    if not table["returned"].sum():
        return say("rebound-none", days=days)
    enough = table[table["returned"] >= min(5, table["returned"].max())]
    top = enough.sort_values("rate", ascending=False).iloc[0]
    where = [str(top[name]) for name in table.columns[: table.columns.get_loc("closed")]]
    told = say(
        "rebound-top",
        where=units_message(where) if len(where) == 1 else say("pair", a=where[0], b=where[1]),
        rate=f"{top['rate']:.1f}",
        city=f"{top['city']:.1f}",
        n=_count(top["returned"]),
        days=days,
    )
    watching = table["watching"].sum()
    code = "rebound-watching" if watching else "rebound-settled"
    return say(code, say=told, n=_count(watching), days=days)


def of_chains(table: pd.DataFrame, closed: float) -> Message:
    """The longest chain (`rebound.chains`). closed: cases whose return could be seen."""
    if table.empty:
        return say("chains-none" if closed else "rebound-no-closed")
    top = table.iloc[0]
    kind = top["subcategory"] if pd.notna(top["subcategory"]) else top["category"]
    params = {"chains": int(table["chain"].max()), "returns": int(top["returns"])}
    return say("chains-top", place=top["place"], kind=kind, **params)


def of_not_fixed(table: pd.DataFrame) -> Message:
    """What was closed without being fixed (`refound.not_fixed`)."""
    judged, wrong = table["judged"].sum(), table["not_fixed"].sum()
    if not judged:
        return say("not-fixed-no-data")
    params = {"judged": _count(judged), "n": _count(wrong)}
    failed = table["failed"].sum()  # of these some were found again too: they count once
    params |= {"failed": _count(failed), "refound": _count(wrong - failed)}
    if not wrong:
        return say("not-fixed-none", **params)
    return say("not-fixed", unit=table.iloc[0][table.columns[0]], **params)


def _count(n: float) -> str:
    """A number of cases; shared ones make fractions."""
    return f"{n:,.0f}" if abs(n - round(n)) < 0.05 else f"{n:,.1f}"

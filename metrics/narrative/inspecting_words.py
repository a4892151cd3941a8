"""What the page on the inspectors' work says in words."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.inspecting.accepted import Accepted
from metrics.inspecting.alike import Alike
from metrics.inspecting.covered import Covered
from metrics.inspecting.library import Library
from metrics.inspecting.planned import Planned
from metrics.inspecting.quotas import Quotas
from metrics.inspecting.visits import VisitFilters

NAMED = 3


def of_covered(found: Covered) -> Message:
    """How many of the listed points were visited, and how often."""
    total = found.total
    if not found.known:
        return _say("inspecting-covered-unknown")
    params: dict[str, Any] = {"visits": f"{total['visits']:,.0f}"}
    if not total["visits"]:
        return _say("inspecting-covered-none")
    if not found.registered or not total["listed"]:
        return _say("inspecting-covered-unlisted", **params)
    before = total["before"]
    return _say(
        "inspecting-covered",
        **params,
        listed=f"{total['listed']:,.0f}",
        visited=f"{total['visited']:,.0f}",
        share=f"{total['share']:.1f}",
        each=f"{total['per_week']:.2f}",
        before="" if pd.isna(before) or not before
        else _say("inspecting-covered-before", each=f"{before:.2f}"),
    )  # fmt: skip


def of_streets(found: Covered) -> Message | None:
    """How far companies (or inspectors) divide their checks between main and back streets alike;
    None where fewer than two checked any street."""
    rows = found.table[found.table["part"].notna()]
    rows = rows.assign(roads=rows["main"] + rows["back"])
    rows = rows[rows["roads"] > 0].sort_values("roads", ascending=False).head(NAMED)
    if len(rows) < 2:
        return None
    parts = [
        _say(
            "inspecting-streets-one",
            name=row["part"],
            share=f"{100 * row['main'] / row['roads']:.0f}",
            n=f"{row['roads']:,.0f}",
        )
        for row in rows.to_dict("records")
    ]
    return _say("inspecting-streets", parts=parts)


def of_planned(found: Planned) -> Message:
    """Which lines of the plan are behind."""
    if not found.lines:
        return _say("inspecting-plan-none")
    if found.table.empty:
        return _say("inspecting-plan-not-now")
    if not found.known:
        return _say("inspecting-plan-unknown", n=len(found.table))
    judged = found.table[found.table["rate"].notna()]
    if judged.empty:
        return _say("inspecting-plan-no-points", n=len(found.table))
    params: dict[str, Any] = {"n": len(judged)}
    day = found.until - pd.Timedelta(days=1)
    params["so_far"] = _say("inspecting-so-far", day=f"{day:%Y-%m-%d}") if found.running else ""
    behind = judged[judged["behind"]]
    if behind.empty:
        return _say("inspecting-plan-met", **params)
    first = {str(name): value for name, value in behind.iloc[0].items()}
    return _say(
        "inspecting-plan-behind",
        **params,
        behind=len(behind),
        line=line_of(first),
        due=f"{first['due']:,.0f}",
        done=f"{first['done']:,.0f}",
        rate=f"{first['rate']:.0f}",
    )


def line_of(line: dict[str, Any]) -> Message:
    """A line of the plan in words: whose, which points, by which kind of check, how often."""
    scope: list[Any] = [
        line[n] for n in ("district", "street", "point_type", "class") if isinstance(line[n], str)
    ]
    if isinstance(line["method"], str):
        scope.append(_say("term-" + line["method"].replace("_", "-")))
    return _say(
        "inspecting-line",
        scope=scope or [_say("inspecting-line-all")],
        basis=_say(f"inspecting-basis-{line['basis']}"),
        per=_say(f"inspecting-per-{line['per']}"),
        visits=f"{line['visits']:g}",
    )


def of_whole_city(filters: VisitFilters) -> list[Message]:
    """That quotas are not narrowed to some units, where units were asked for."""
    return [_say("inspecting-quotas-whole")] if filters else []


def of_quotas(found: Quotas, name_of: Callable[[str], str]) -> Message:
    """Who is behind his quota. name_of: letters or names."""
    if not found.set:
        return _say("inspecting-quotas-none")
    judged = found.table[found.table["quota"].notna() & found.table["done"].notna()]
    if judged.empty:
        return _say("inspecting-quotas-unknown", n=found.set)
    gone = _say("inspecting-gone", share=f"{100 * found.gone:.0f}") if found.gone < 1 else ""
    params: dict[str, Any] = {"n": len(judged), "gone": gone}
    behind = judged[judged["behind"]].sort_values("rate")
    if behind.empty:
        return _say("inspecting-quotas-met", **params)
    parts = [
        _say(
            "inspecting-quotas-one",
            name=name_of(row["inspector"]),
            of=_say(f"inspecting-quota-{row['quota_of']}"),
            due=f"{row['due']:,.0f}",
            done=f"{row['done']:,.0f}",
            rate=f"{row['rate']:.0f}",
        )
        for row in behind.head(NAMED).to_dict("records")
    ]
    return _say("inspecting-quotas-behind", **params, behind=len(behind), parts=parts)


def of_accepted(found: Accepted, name_of: Callable[[str], str]) -> Message:
    """How much of what collectors reported was filed; whose reports were voided more often."""
    total = found.total
    if not total["reported"]:
        return _say("inspecting-accepted-none")
    if pd.isna(total["rate"]):
        return _say("inspecting-accepted-unknown", n=f"{total['reported']:,.0f}")
    unknown = total["unknown"]
    params: dict[str, Any] = {
        "reported": f"{total['reported']:,.0f}",
        "filed": f"{total['filed']:,.0f}",
        "voided": f"{total['voided']:,.0f}",
        "rate": f"{total['rate']:.1f}",
        "unknown": _say("inspecting-accepted-rest", n=f"{unknown:,.0f}") if unknown > 0 else "",
    }
    clear = found.table[found.table["clear"]]
    if clear.empty:
        return _say("inspecting-accepted", **params)
    parts = [
        _say("inspecting-accepted-one", name=name_of(row["part"]), rate=f"{row['rate']:.1f}")
        for row in clear.head(NAMED).to_dict("records")
    ]
    return _say("inspecting-accepted-clear", **params, parts=parts)


def of_alike(found: Alike) -> Message:
    """Which of the comparisons are clearly not alike."""
    judged = found.table[found.table["told"] == ""]
    if judged.empty:
        return _say("inspecting-alike-unknown")
    parts = [
        _say(
            "inspecting-alike-one",
            what=_say(f"inspecting-compare-{row['comparison']}"),
            one=_say(f"inspecting-side-{row['one']}"),
            other=_say(f"inspecting-side-{row['other']}"),
            ratio=f"{row['ratio']:.2f}",
            low=f"{row['low']:.2f}",
            high=f"{row['high']:.2f}",
        )
        for row in judged[judged["clear"]].to_dict("records")
    ]
    params = {"n": len(judged)}
    if not parts:
        return _say("inspecting-alike-even", **params)
    return _say("inspecting-alike-clear", **params, parts=parts)


def of_years(found: Alike) -> Message:
    """Which years the calendar of workdays does not know, else up to which year it goes."""
    if found.years:
        years = [str(year) for year in found.years]
        return _say("inspecting-years-unknown", years=years, last=str(found.last_year))
    return _say("inspecting-years", last=str(found.last_year))


def of_library(found: Library) -> Message:
    """How many key problems there were, and who says so."""
    rows = len(found.table)
    params: dict[str, Any] = {
        name: f"{getattr(found, name):,.0f}" for name in ("key", "flagged", "derived", "unknown")
    }
    if not rows:
        return _say("inspecting-library-none", **params)
    force = int((found.table["state"] == "in_force").sum())
    return _say("inspecting-library", n=rows, force=force, **params)


def _say(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")

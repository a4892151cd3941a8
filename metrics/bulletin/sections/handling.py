"""处置情况, 诉求办理: how cases and complaints are handled, by unit, with the whole recomputed."""

from typing import Any

import pandas as pd

from metrics.aggregation.aggregate import aggregate
from metrics.analyses.complaints import handling as complaints_handled
from metrics.analyses.complaints import unnamed
from metrics.bulletin.content import NoticeColumn, NoticeTable, Section, Sentence, decimals
from metrics.bulletin.facts import Facts, say

# NoticeColumn -> indicator, its part, and decimals.
_CASES = {
    "due": ("due", "value", 0),
    "closed": ("closure_rate", "numerator", 0),
    "closure_rate": ("closure_rate", "value", 2),
    "on_time_rate": ("on_time_closure_rate", "value", 2),
    "rework_rate": ("rework_rate", "value", 2),
    "postponement_rate": ("postponement_rate", "value", 2),
}
_COMPLAINTS = {
    "complaints": 0,
    "on_time_rate": 2,
    "satisfaction_rate": 2,
    "repeat_rate": 2,
    "median_hours": 1,
}


def on_handling(facts: Facts) -> Section:
    """Cases due and closed by each unit; the last row is the whole, which is no sum of rates."""
    title = say("handling")
    if not facts.named("cases"):
        return Section("handling", title, unknown=True)
    names = list(dict.fromkeys(indicator for indicator, _, _ in _CASES.values()))
    kind, period, rules = facts.kind, facts.period, facts.scheme.rules
    units = _parts(aggregate(facts.con, names, (kind,), period, rules=rules), (kind,))
    whole = _parts(aggregate(facts.con, names, (), period, rules=rules), ())
    rows = [row for row in _rows(units, facts) if row["due"]]
    if not rows:
        return Section("handling", title, unknown="grid" not in facts.sources)
    total = {"unit_name": say("total"), **_plain(whole.iloc[0].to_dict())}
    for row in (*rows, total):
        row["share"] = 100 * row["due"] / total["due"] if total["due"] else None
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        *(
            NoticeColumn(name, say(f"column-{_dashed(name)}"), digits=d)
            for name, (*_, d) in _CASES.items()
        ),
        NoticeColumn("share", say("column-due-share"), digits=1),
    )
    note = say("handling-note")
    table = NoticeTable("handling", say("table-handling"), columns, (*rows, total), note, total=1)
    return Section("handling", title, tuple(_of_cases(rows, total)), (table,))


def _of_cases(rows: list[dict[str, Any]], total: dict[str, Any]) -> list[Sentence]:
    params = {
        name: decimals(total[name], 0) for name in ("due", "closed") if total[name] is not None
    }
    if len(params) < 2 or total["closure_rate"] is None or total["on_time_rate"] is None:
        return []
    rates = {name: decimals(total[name], 2) for name in ("closure_rate", "on_time_rate")}
    said = [Sentence(say("handling-whole", **params, **rates))]
    most = sorted((row for row in rows if row["unit"]), key=lambda row: -row["due"])[:3]
    if len(most) == 3:
        named = [say("unit-cases", unit=row["unit"], n=decimals(row["due"], 0)) for row in most]
        said.append(Sentence(say("handling-most", units=named)))
    return said


def on_complaints(facts: Facts) -> Section:
    """How complaints are handled, by unit; those that name none have a row of their own."""
    title = say("complaints")
    if not facts.named("cases"):
        return Section("complaints", title, unknown=True)
    kind, period, rules = facts.kind, facts.period, facts.scheme.rules
    units = complaints_handled(facts.con, period, (kind,), rules=rules)
    units = units[units[kind].notna() & (units["complaints"] > 0)]
    whole = complaints_handled(facts.con, period, rules=rules)
    if units.empty or whole.empty:
        return Section("complaints", title, unknown="complaints" not in facts.sources)
    nobody = unnamed(facts.con, period, kind, rules=rules)
    found = units.sort_values("complaints", ascending=False, kind="stable")
    frame = pd.concat([found, nobody]) if len(nobody) else found
    rows = _rows(frame.set_index(kind)[list(_COMPLAINTS)], facts)
    total = {"unit_name": say("total"), **_plain(whole.iloc[0][list(_COMPLAINTS)].to_dict())}
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        *(
            NoticeColumn(name, say(f"column-{_dashed(name)}"), digits=d)
            for name, d in _COMPLAINTS.items()
        ),
    )
    table = NoticeTable(
        "complaints",
        say("table-complaints"),
        columns,
        (*rows, total),
        say("complaints-note"),
        total=1,
    )
    said = [Sentence(say("complaints-whole", n=decimals(total["complaints"], 0)))]
    if total["on_time_rate"] is not None:
        said.append(Sentence(say("complaints-on-time", rate=decimals(total["on_time_rate"], 2))))
    if total["satisfaction_rate"] is not None:
        rate = decimals(total["satisfaction_rate"], 2)
        said.append(Sentence(say("complaints-satisfied", rate=rate)))
    return Section("complaints", title, tuple(said), (table,))


def _parts(found: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """One row a unit, one column each of `_CASES`."""
    keys = [*by] or ["period"]
    return pd.DataFrame(
        {
            name: found[found["indicator"] == indicator].set_index(keys)[part]
            for name, (indicator, part, _) in _CASES.items()
        }
    )


def _rows(frame: pd.DataFrame, facts: Facts) -> list[dict[str, Any]]:
    """Rows of units in the order of the ranking, those it does not have after them."""
    order = {unit: place for place, unit in enumerate(facts.ranking.table["unit"])}
    rows = []
    for unit, values in zip(frame.index, frame.to_dict("records"), strict=True):
        named = unit if isinstance(unit, str) else None
        rows.append({"unit": named, "unit_name": named or say("unstated")} | _plain(values))
    rows.sort(key=lambda row: (row["unit"] is None, order.get(row["unit"], len(order))))
    return rows


def _plain(values: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): None if pd.isna(v) else float(v) for name, v in values.items()}


def _dashed(name: str) -> str:
    return name.replace("_", "-")

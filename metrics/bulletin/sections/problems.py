"""存在问题: the kinds of problems, which rose, where they gather; what is overdue, held, back."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.analyses.ledger import items
from metrics.analyses.problems import heat
from metrics.analyses.rebound import rebound_rates
from metrics.bulletin.content import (
    Chart,
    NoticeColumn,
    NoticeTable,
    Section,
    Sentence,
    cell_words,
    decimals,
)
from metrics.bulletin.facts import Facts, say

_TOP, _NAMED = 8, 3


def on_problems(facts: Facts) -> Section:
    """The most frequent kinds of problem per 100 checks; which clearly rose; where they gather."""
    found, title = facts.overview.problems, say("problems")
    if found.empty:  # nothing found at checks is known; without checks it is not
        return Section("problems", title, unknown="inspections" not in facts.sources)
    compared = "previous" in facts.beside
    rows = [
        {
            "kind": row["subcategory"],
            "rate": row["per_100_checks"],
            "previous": _known(row["previous"]) if compared else None,
            "change": _known(row["change"]) if compared else None,
            "tone": row["tone"] if compared else "neutral",
        }
        for row in found.head(_TOP).to_dict("records")
    ]
    columns = [
        NoticeColumn("kind", say("column-kind")),
        NoticeColumn("rate", say("column-per-100"), digits=1),
    ]
    if compared:
        columns += [
            NoticeColumn("previous", say("column-previous"), digits=1),
            NoticeColumn("change", say("column-previous-change"), 1, change=True),
        ]
    chart = Chart("bars", "kind", ("rate", "previous") if compared else ("rate",))
    table = NoticeTable(
        "problems", say("table-problems"), tuple(columns), tuple(rows), say("problems-note"), chart
    )
    return Section("problems", title, tuple(_frequent(facts, found)), (table,))


def _frequent(facts: Facts, found: pd.DataFrame) -> list[Sentence]:
    top = [
        say("kind-rate", kind=row["subcategory"], rate=decimals(row["per_100_checks"], 1))
        for row in found.head(_NAMED).to_dict("records")
    ]
    said = [Sentence(say(f"problems-top-{len(top)}", kinds=top))]
    if "previous" in facts.beside:
        for tone, code in (("worse", "problems-risen"), ("better", "problems-fallen")):
            own = found[found["tone"] == tone]
            if len(own):
                named = [
                    say("kind-change", kind=row["subcategory"], by=decimals(abs(row["change"]), 1))
                    for row in own.to_dict("records")
                ]
                said.append(Sentence(say(code, kinds=named), tone))
    return said + _gathered(facts, found["subcategory"].head(_NAMED).tolist())


def _gathered(facts: Facts, kinds: list[str]) -> list[Sentence]:
    """主要集中在: the units in which a kind is clearly more frequent than in the city."""
    if not facts.named("findings"):
        return []
    cells = heat(facts.con, facts.period, by=facts.kind, rules=facts.scheme.rules)
    cells = cells[cells["stands_out"]]
    said = []
    for kind in kinds:
        own = cells[cells["category"] == kind].sort_values("times", ascending=False)
        if len(own):
            named = own[facts.kind].head(_NAMED).tolist()
            said.append(Sentence(say("problems-gathered", kind=kind, units=named)))
    return said


def on_overdue(facts: Facts) -> Section:
    """挂账积压: the pile of overdue cases by who has to dispose of them, and what is held."""
    title = say("overdue")
    pile = facts.overview.overdue
    whole = facts.overview.overdue_total["overdue"].tolist()
    if pd.isna(whole[-1]) and not facts.overview.unjudged:  # no case at all
        return Section("overdue", title, unknown=True)
    tables, said = [], [_pile(facts, whole)]
    if len(pile):
        compared = "previous" in facts.beside and len(whole) > 1 and not pd.isna(whole[-2])
        rows: list[dict[str, Any]] = [
            {
                "unit": row["owner"],
                "owner": row["owner"],
                "overdue": row["overdue"],
                "previous": row["previous"] if compared else None,
                "change": row["change"] if compared else None,
                "share": 100 * row["share"],
            }
            for row in pile.head(_TOP).to_dict("records")
        ]
        others = _others(pile, whole[-1])
        rows += others
        total: dict[str, Any] = {"owner": say("total"), "overdue": whole[-1], "share": 100.0}
        if compared:
            total |= {"previous": whole[-2], "change": whole[-1] - whole[-2]}
        columns = [
            NoticeColumn("owner", say("column-owner")),
            NoticeColumn("overdue", say("column-overdue"), digits=0),
        ]
        if compared:
            columns += [
                NoticeColumn("previous", say("column-previous"), digits=0),
                NoticeColumn("change", say("column-previous-change"), 0, change=True),
            ]
        columns.append(NoticeColumn("share", say("column-share"), digits=1))
        chart = Chart("bars", "owner", ("overdue",))
        tables.append(
            NoticeTable(
                "overdue",
                say("table-overdue"),
                tuple(columns),
                (*rows, total),
                None,
                chart,
                total=1,
                rest=len(others),
            )
        )
        top = rows[0]
        said.append(
            say(
                "overdue-most",
                owner=top["owner"],
                n=decimals(top["overdue"], 0),
                share=decimals(top["share"], 1),
            )
        )
        said += [
            say(
                "overdue-others",
                others=one["owner"],
                n=decimals(one["overdue"], 0),
                share=decimals(one["share"], 1),
            )
            for one in others
        ]
    held = _held(facts)
    if held is not None:
        tables.append(held)
        said.append(say("held", n=cell_words(held.columns[1], held.rows[-1], "zh")))
    return Section("overdue", title, tuple(map(Sentence, said)), tuple(tables))


def _pile(facts: Facts, whole: list[float]) -> Message:
    """How many cases are overdue; that nobody can tell where no case has a deadline."""
    unjudged = decimals(facts.overview.unjudged, 0)
    if pd.isna(whole[-1]):
        return say("overdue-unknown", n=unjudged, day=facts.state_on)
    code = "overdue-whole" if whole[-1] else "overdue-none"
    if facts.overview.unjudged:
        code += "-unjudged"
    return say(code, n=decimals(whole[-1], 0), unjudged=unjudged, day=facts.state_on)


def _others(pile: pd.DataFrame, whole: float) -> list[dict[str, Any]]:
    """Those without a row of their own: the smaller piles together, and the cases of nobody."""
    rest, unnamed = pile.iloc[_TOP:], whole - pile["overdue"].sum()
    found = [(say("overdue-rest", n=len(rest)), rest["overdue"].sum())] if len(rest) else []
    found += [(say("unstated"), unnamed)] if round(unnamed, 6) > 0 else []
    return [{"owner": name, "overdue": n, "share": 100 * n / whole} for name, n in found]


def _held(facts: Facts) -> NoticeTable | None:
    """Held cases (挂账) by owner; they stand in no pile."""
    listed = items(facts.con, facts.period, rules=facts.scheme.rules)
    held = listed[listed["held"] & listed["open"]]
    if held.empty:
        return None
    by = (
        held.groupby(held["owner"].fillna(""), sort=True)["share"]
        .sum()
        .sort_values(ascending=False, kind="stable")
    )
    rows: list[dict[str, Any]] = [
        {"unit": owner or None, "owner": owner or say("unstated"), "held": n}
        for owner, n in by.head(_TOP).items()
    ]
    if len(by) > _TOP:
        rest = by.iloc[_TOP:]
        rows.append({"owner": say("overdue-rest", n=len(rest)), "held": rest.sum()})
    rows.append({"owner": say("total"), "held": by.sum()})
    columns = (
        NoticeColumn("owner", say("column-owner")),
        NoticeColumn("held", say("column-held"), digits=0),
    )
    return NoticeTable("held", say("table-held"), columns, tuple(rows), total=1)


def on_rebound(facts: Facts) -> Section:
    """反弹: of the cases closed in the period, how many came back within the scheme's days."""
    title = say("rebound")
    if not facts.named("cases"):
        return Section("rebound", title, unknown=True)
    rules = facts.scheme.rules
    found = rebound_rates(facts.con, facts.period, (facts.kind,), rules=rules)
    found = found[found[facts.kind].notna() & (found["closed"] > 0)]
    whole = rebound_rates(facts.con, facts.period, (), rules=rules)
    if found.empty or whole.empty:
        return Section("rebound", title, unknown="grid" not in facts.sources)
    rows = [
        {"unit": row[facts.kind], "unit_name": row[facts.kind]} | _returned(row)
        for row in found.sort_values(["rate", facts.kind], ascending=[False, True]).to_dict(
            "records"
        )
    ]
    city = whole.iloc[0].to_dict()
    total = {"unit_name": say("total")} | _returned(city)
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        NoticeColumn("closed", say("column-closed"), digits=0),
        NoticeColumn("returned", say("column-returned"), digits=0),
        NoticeColumn("rate", say("column-rebound-rate"), digits=2),
        NoticeColumn("watching", say("column-watching"), digits=0),
    )
    said = [
        say(
            "rebound-whole",
            closed=decimals(city["closed"], 0),
            returned=decimals(city["returned"], 0),
            rate=decimals(city["rate"], 2),
        )
    ]
    if city["watching"]:
        said.append(say("rebound-watching", n=decimals(city["watching"], 0)))
    table = NoticeTable("rebound", say("table-rebound"), columns, (*rows, total), total=1)
    return Section("rebound", title, tuple(map(Sentence, said)), (table,))


def _returned(row: dict[Any, Any]) -> dict[str, Any]:
    return {name: _known(row[name]) for name in ("closed", "returned", "rate", "watching")}


def _known(value: Any) -> Any:
    return None if value is None or pd.isna(value) else float(value)

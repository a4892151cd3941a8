"""表态名单, 下一步, 上次承诺: who has to speak, what is asked for, what was promised and kept."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.bulletin.content import NoticeColumn, NoticeTable, Section, Sentence
from metrics.bulletin.facts import Facts, say
from metrics.indicators import INDICATORS

_OUTCOMES = ("missed", "met", "open", "no_data", "withdrawn")


def on_statement(facts: Facts) -> Section:
    """Who makes a statement, and what else the scheme orders."""
    ordered = [decision for decision in facts.overview.decisions if decision.ordered]
    rows: tuple[dict[str, Any], ...] = tuple(
        {
            "unit": one.unit,
            "unit_name": one.unit,
            "situation": one.situation,
            "order": one.suggestion,
        }
        for one in ordered
    )
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        NoticeColumn("situation", say("column-situation"), long=True),
        NoticeColumn("order", say("column-order"), long=True),
    )
    title = say("statement")
    if not facts.finished:
        return Section("statement", title, (Sentence(say("lists-running")),))
    if not rows:
        return Section("statement", title, unknown=not facts.ranked)
    said = []
    if facts.ranking.lists.statement:
        said.append(Sentence(say("statement-by", units=list(facts.ranking.lists.statement))))
    table = NoticeTable("statement", say("table-statement"), columns, rows)
    return Section("statement", title, tuple(said), (table,))


def on_steps(facts: Facts) -> Section:
    """下一步: what statistics suggest, for checking; actions that are still open."""
    said = [
        Sentence(say("step", unit=one.unit, situation=one.situation, step=one.suggestion))
        for one in facts.overview.decisions
        if not one.ordered
    ]
    running = facts.outcomes[facts.outcomes["outcome"] == "open"]
    if len(running):
        said.append(Sentence(say("steps-open", n=len(running))))
    unknown = not facts.ranked and not facts.sources
    return Section("steps", say("steps"), tuple(said), unknown=unknown)


def on_promised(facts: Facts) -> Section:
    """What was promised and whether it was kept: before and after, of a whole period alone."""
    title, found = say("promised"), facts.outcomes
    if found.empty:
        return Section("promised", title)
    order = {outcome: place for place, outcome in enumerate(_OUTCOMES)}
    found = found.sort_values("outcome", key=lambda c: c.map(order), kind="stable")
    rows = [_promise(row) for row in found.to_dict("records")]
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        NoticeColumn("what", say("column-what"), long=True),
        NoticeColumn("responsible", say("column-responsible"), long=True),
        NoticeColumn("due", say("column-due-day")),
        NoticeColumn("measure", say("column-indicator"), long=True),
        NoticeColumn("before", say("column-before"), digits=2),
        NoticeColumn("after", say("column-after"), digits=2),
        NoticeColumn("target", say("column-target"), digits=2),
        NoticeColumn("outcome", say("column-outcome"), long=True),
    )
    counts = found["outcome"].value_counts()
    said = [
        Sentence(
            say(f"promised-{outcome.replace('_', '-')}", n=int(counts[outcome])),
            _tone(outcome, bool(found.loc[found["outcome"] == outcome, "certain"].all())),
        )
        for outcome in ("met", "missed", "no_data")
        if outcome in counts
    ]
    if "open" in counts:
        said.append(Sentence(say("promised-open", n=int(counts["open"]))))
    return Section(
        "promised",
        title,
        tuple(said),
        (NoticeTable("promised", say("table-promised"), columns, tuple(rows)),),
    )


def _promise(row: dict[Any, Any]) -> dict[str, Any]:
    entry = INDICATORS.get(row["measure"])
    named = say("score") if entry is None else say("name", zh=entry.name("zh"), en=entry.name("en"))
    return {
        "unit": row["unit"],
        "unit_name": row["unit"],
        "what": row["what"],
        "responsible": row["owner"],
        "due": f"{row['due']}",
        "measure": named,
        "before": _known(row["before"]),
        "after": _known(row["after"]),
        "target": _known(row["target"]),
        "outcome": _outcome(row),
        "tone": _tone(row["outcome"], bool(row["certain"])),
    }


def _tone(outcome: str, certain: bool) -> str:
    """Merit or fault only where the change is more than chance."""
    return {"met": "better", "missed": "worse"}.get(outcome, "neutral") if certain else "neutral"


def _outcome(row: dict[Any, Any]) -> Message:
    """What became of a promise; of a judged one that the change may be chance, where it may."""
    name = say(f"outcome-{row['outcome'].replace('_', '-')}")
    judged = row["outcome"] in ("met", "missed")
    return say("outcome-by-chance", outcome=name) if judged and not row["certain"] else name


def on_noted(facts: Facts) -> Section:
    """情况说明: what units and the office say of the period."""
    rows = tuple(
        {
            "unit": note.unit or None,
            "unit_name": note.unit or say("all-units"),
            "day": note.when,
            "kind": say(f"note-{note.kind}"),
            "text": note.text,
        }
        for note in facts.notes
    )
    title = say("noted")
    if not rows:
        return Section("noted", title)
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        NoticeColumn("day", say("column-day")),
        NoticeColumn("kind", say("column-kind-of-note")),
        NoticeColumn("text", say("column-text"), long=True),
    )
    return Section("noted", title, (), (NoticeTable("noted", say("table-noted"), columns, rows),))


def on_corrected(facts: Facts) -> Section:
    """更正: how earlier editions differ from what is known today."""
    said = [Sentence(say("corrected", tables=len(facts.corrections)))] if facts.corrections else []
    return Section("corrected", say("corrections"), tuple(said), tuple(facts.corrections))


def _known(value: Any) -> Any:
    return None if value is None or pd.isna(value) else float(value)

"""综合运行情况: the lead sentences, and the key figures beside those of before."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.bulletin.content import NoticeColumn, NoticeTable, Section, Sentence, decimals
from metrics.bulletin.facts import Facts, say
from metrics.indicators import INDICATORS
from metrics.schemes.rules.words import term

FIGURES = (
    "filed",
    "due",
    "closure_rate",
    "on_time_closure_rate",
    "complaints",
    "satisfaction_rate",
    "checks",
    "findings",
    "findings_per_100_checks",
    "rectification_rate",
)
_BESIDE = ("previous", "year")
# Closed or put right after a period's end still counts for it: the latest has had the least time.
_GROWING = ("closure_rate", "rectification_rate")
_PILE_AFTER = "on_time_closure_rate"  # after whose row the pile stands


def on_headline(facts: Facts) -> Section:
    """The lead sentences, the most important first: those of the overview."""
    said = tuple(Sentence(clause.message, clause.tone) for clause in facts.overview.headline)
    return Section("headline", say("headline"), said)


def on_situation(facts: Facts) -> Section:
    """How much there was and how it went, city-wide: sentences out of one table, and where the
    cases come from."""
    asked = facts.asked(FIGURES)
    found: list[dict[str, Any]] = []
    for name in FIGURES:
        found.append(_row(facts, asked, name))
        if name == _PILE_AFTER:
            found.append(_pile(facts))
    rows = [row for row in found if row["value"] is not None]
    columns = [
        NoticeColumn("indicator", say("column-indicator")),
        NoticeColumn("value", say("column-now"), digits=2),
        NoticeColumn("measure", say("column-measure")),
    ]
    for name in _BESIDE:
        if name in facts.beside:
            columns.append(NoticeColumn(name, say(f"column-{name}"), digits=2))
            columns.append(
                NoticeColumn(f"{name}_change", say(f"column-{name}-change"), 2, change=True)
            )
    note = say("figures-note") if facts.beside else None
    table = NoticeTable("figures", say("table-figures"), tuple(columns), tuple(rows), note)
    lines = [_line(row) for row in rows]
    if facts.known_until and rows:
        lines.insert(0, say("situation-part", day=facts.known_until))
    said, tables = tuple(map(Sentence, lines)), _tables(facts, table)
    return Section("situation", say("situation"), said, tables, unknown=not rows)


def _tables(facts: Facts, table: NoticeTable) -> tuple[NoticeTable, ...]:
    return (table, *_channels(facts)) if table.rows else ()


def _row(facts: Facts, asked: pd.DataFrame, name: str) -> dict[str, Any]:
    entry = INDICATORS[name]
    value = facts.value(asked, name, facts.period, "value")
    row: dict[str, Any] = {
        "indicator": say("name", zh=entry.name("zh"), en=entry.name("en")),
        "value": None if pd.isna(value) else value,
        "measure": say("name", zh=entry.unit("zh"), en=entry.unit("en")),
        "digits": 0 if entry.kind == "count" else 2,
        "percent": entry.unit("zh") == "%",
    }
    for beside in _BESIDE:
        was = facts.value(asked, name, facts.beside.get(beside), "value")
        known = not pd.isna(was) and not pd.isna(value)
        row[beside] = was if known else None
        row[f"{beside}_change"] = value - was if known and name not in _GROWING else None
    return row


def _pile(facts: Facts) -> dict[str, Any]:
    """All cases overdue at the end, of whatever period: the pile of its own section, which can be
    told for the past. What of a period's own cases is open today cannot: the older the period,
    the less of it is. Nothing of the year before, of which cases from before the first file lack.
    """
    entry = INDICATORS["overdue_open"]
    piles = facts.overview.overdue_total["overdue"].tolist()
    now = piles[-1]
    was = piles[-2] if "previous" in facts.beside and len(piles) > 1 else float("nan")
    known = not pd.isna(now) and not pd.isna(was)
    return {
        "indicator": say("overdue-in-all"),
        "value": None if pd.isna(now) else now,
        "measure": say("name", zh=entry.unit("zh"), en=entry.unit("en")),
        "digits": 0,
        "percent": False,
        "previous": was if known else None,
        "previous_change": now - was if known else None,
        "year": None,
        "year_change": None,
    }


def _line(row: dict[str, Any]) -> Message:
    """立案数 2,204 件，环比增加 102 件，同比减少 3 件。"""
    parts = [_change(row, beside) for beside in _BESIDE if row.get(f"{beside}_change") is not None]
    return say(
        f"situation-line-{len(parts)}",
        name=row["indicator"],
        figure=_with_measure(row["value"], row),
        **dict(zip(("first", "second"), parts, strict=False)),
    )


def _change(row: dict[str, Any], beside: str) -> Message:
    change = round(row[f"{beside}_change"], row["digits"])
    against = say(f"against-{beside}")
    if not change:
        return say("situation-same", against=against)
    way = "up" if change > 0 else "down"
    return say(
        f"situation-{way}",
        against=against,
        by=say("in-points", value=decimals(abs(change), row["digits"]))
        if row["percent"]
        else _with_measure(abs(change), row),
    )


def _with_measure(value: float, row: dict[str, Any]) -> Message:
    text = decimals(value, row["digits"])
    if row["percent"]:
        return say("percent", value=text)
    return say("measured", value=text, measure=row["measure"])


def _channels(facts: Facts) -> tuple[NoticeTable, ...]:
    """Where the cases come from: number and share of each channel, and all of them."""
    found = facts.asked(["filed"], ("channel",))
    own = found[(found["period"] == facts.period.id) & (found["value"] > 0)]
    whole = facts.value(facts.asked(["filed"]), "filed", facts.period, "value")
    if own.empty or not whole:
        return ()
    own = own.sort_values(["value", "channel"], ascending=[False, True])
    rows: list[dict[str, Any]] = [
        {
            "channel": say("unstated") if pd.isna(channel) else term(channel),
            "filed": value,
            "share": 100 * value / whole,
        }
        for channel, value in zip(own["channel"], own["value"], strict=True)
    ]
    rows.append({"channel": say("total"), "filed": whole, "share": 100.0})
    columns = (
        NoticeColumn("channel", say("column-channel")),
        NoticeColumn("filed", say("column-filed"), digits=0),
        NoticeColumn("share", say("column-share"), digits=1),
    )
    return (NoticeTable("channels", say("table-channels"), columns, tuple(rows), total=1),)

"""升降与原因, 红黑榜, 表扬: who moved and why, who is named, each with its reason in figures."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.bulletin.content import NoticeColumn, NoticeTable, Section, Sentence, decimals
from metrics.bulletin.facts import Facts, say, text_of
from metrics.narrative.score_words import score_words

_MOST = 12
_SIGNS = {"up": 1, "down": -1}


def on_moved(facts: Facts) -> Section:
    """Every unit's change under the same rules, the largest first, whether it is more than chance,
    and the component that gave most of it. Nothing is said of a period that is not finished."""
    title = say("moved")
    if facts.before is None:
        why = "moved-running" if not facts.finished else "moved-nothing-to-compare"
        return Section("moved", title, (Sentence(say(why)),))
    table = facts.ranking.like_for_like
    table = table[table["change"].notna() & table["rank"].notna()]
    table = table.sort_values("change", key=lambda c: -c.abs(), kind="stable")
    if table.empty:
        return Section("moved", title, (Sentence(say("moved-nothing-to-compare")),))
    words = score_words(facts.scheme)
    rows = [_row(facts, row) for row in table.to_dict("records")]
    before = say("column-comparable" if facts.reformed else "column-previous")
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        NoticeColumn("previous", before, digits=words.digits),
        NoticeColumn("score", say("column-score"), digits=words.digits),
        NoticeColumn("change", say("column-previous-change"), words.digits, change=True),
        NoticeColumn("ranks", say("column-ranks")),
        NoticeColumn("judged", say("column-judged")),
        NoticeColumn("cause", say("column-cause"), long=True),
    )
    shown = NoticeTable(
        "moved", say("table-moved"), columns, tuple(rows[:_MOST]), say("moved-note")
    )
    return Section("moved", title, tuple(_sentences(table, facts)), (shown,))


def _row(facts: Facts, row: dict[Any, Any]) -> dict[str, Any]:
    words = score_words(facts.scheme)
    clear = row["clear"] if row["clear"] in ("up", "down", "no") else "unknown"
    cause = facts.cause(row["unit"], _SIGNS[clear]) if clear in _SIGNS else None
    tone = {"up": "better", "down": "worse"}.get(clear, "neutral")
    return {
        "unit": row["unit"],
        "unit_name": row["unit"],
        "previous": row["previous_score"],
        "score": row["score"],
        "change": row["change"],
        "ranks": _ranks(row),
        "judged": say(f"clear-{clear}"),
        "cause": None
        if cause is None
        else say("cause", name=text_of(cause[0]), points=_signed(cause[1], 2)),
        "tone": words.tone(tone),
    }


def _ranks(row: dict[Any, Any]) -> str:
    was = "—" if pd.isna(row["previous_rank"]) else f"{row['previous_rank']}"
    return f"{was} → {row['rank']}"


def _sentences(table: pd.DataFrame, facts: Facts) -> list[Sentence]:
    """Who clearly rose and who clearly fell; that the others stayed within chance."""
    words, said = score_words(facts.scheme), []
    for clear, tone in (("up", "better"), ("down", "worse")):
        own = table[table["clear"] == clear]
        if len(own):
            named = [
                say("unit-change", unit=row["unit"], change=_signed(row["change"], words.digits))
                for row in own.to_dict("records")
            ]
            said.append(Sentence(say(f"moved-{clear}", units=named), words.tone(tone)))
    rest = int((table["clear"] == "no").sum())
    if rest:
        said.append(Sentence(say("moved-rest" if said else "moved-none", n=rest)))
    return said


def on_lists(facts: Facts) -> Section:
    """红黑榜: who is named by the scheme, with the component in which it lies furthest from the
    mean of its group."""
    title = say("lists")
    if not facts.finished:
        return Section("lists", title, (Sentence(say("lists-running")),))
    named = facts.ranking.lists
    rows = [
        _named(facts, unit, colour)
        for colour, units in (("red", named.red), ("black", named.black))
        for unit in units
    ]
    if not rows:
        return Section("lists", title, unknown=not facts.ranked)
    digits = score_words(facts.scheme).digits
    columns: tuple[NoticeColumn, ...] = (
        NoticeColumn("list", say("column-list")),
        NoticeColumn("unit_name", say("column-unit")),
        NoticeColumn("group", say("column-group")),
        NoticeColumn("rank", say("column-rank"), digits=0),
        NoticeColumn("score", say("column-score"), digits=digits),
        NoticeColumn("reason", say("column-reason"), long=True),
    )
    if all(row["group"] is None for row in rows):
        columns = tuple(column for column in columns if column.key != "group")
    said = [
        Sentence(say(f"lists-{colour}", units=list(units)), tone)
        for colour, units, tone in (
            ("red", named.red, "better"),
            ("black", named.black, "worse"),
        )
        if units
    ]
    table = NoticeTable("lists", say("table-lists"), columns, tuple(rows), say("lists-note"))
    return Section("lists", title, tuple(said), (table,))


def _named(facts: Facts, unit: str, colour: str) -> dict[str, Any]:
    row = facts.ranking.table.set_index("unit").loc[unit]
    return {
        "unit": unit,
        "list": say(f"list-{colour}"),
        "unit_name": unit,
        "group": None if pd.isna(row["group"]) else row["group"],
        "rank": row["rank"],
        "score": row["score"],
        "reason": _furthest(facts, unit, 1 if colour == "red" else -1),
        "tone": "better" if colour == "red" else "worse",
    }


def _furthest(facts: Facts, unit: str, sign: int) -> Message | None:
    """In which main component a unit lies furthest above (1) or below (-1) the mean of its group,
    in points of the total."""
    tops = {node.id for node in facts.scheme.components}
    table = facts.ranking.table
    group = table.set_index("unit")["group"]
    mates = group.index[group.isna()] if pd.isna(group[unit]) else group.index[group == group[unit]]
    ranked = set(table.loc[table["rank"].notna(), "unit"])
    found = facts.ranking.components
    found = found[found["component"].isin(tops) & found["unit"].isin(ranked.intersection(mates))]
    wide = found.pivot(index="unit", columns="component", values="contribution")
    if len(wide) < 2 or unit not in wide.index:
        return None
    apart = {name: sign * float(points) for name, points in (wide - wide.mean()).T[unit].items()}
    known = {name: points for name, points in apart.items() if not pd.isna(points)}
    most = max(known.values(), default=0.0)
    if round(most, 2) <= 0:
        return None
    node = next(one for one in facts.scheme.components if known.get(one.id) == most)
    code = "reason-above" if sign > 0 else "reason-below"
    return say(code, name=text_of(node.name), points=decimals(most, 2))


def on_praise(facts: Facts) -> Section:
    """表扬: the red list, and who clearly rose."""
    title = say("praise")
    if not facts.finished:
        return Section("praise", title, (Sentence(say("lists-running")),))
    said = []
    if facts.ranking.lists.red:
        said.append(Sentence(say("praise-red", units=list(facts.ranking.lists.red))))
    table = facts.ranking.like_for_like
    risen = table[(table["clear"] == "up") & table["rank"].notna()] if facts.before else table[:0]
    if len(risen) and score_words(facts.scheme).tone("better") == "better":
        said.append(Sentence(say("praise-risen", units=risen["unit"].tolist())))
    return Section("praise", title, tuple(said), unknown=not facts.ranked)


def _signed(value: float, digits: int) -> str:
    return f"{'+' if value >= 0 else '−'}{abs(value):,.{digits}f}"

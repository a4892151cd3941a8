"""考核得分: the ranking by group, the components with their formulas, and thirteen periods."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.bulletin.content import Chart, NoticeColumn, NoticeTable, Section, Sentence, Words
from metrics.bulletin.facts import Facts, say, text_of
from metrics.narrative.headline import units_message
from metrics.narrative.score_words import score_words
from metrics.schemes.describe import describe_scheme
from metrics.schemes.model import Component
from metrics.schemes.versions import scored_by, versions_of
from metrics.scoring.ranking import ranking_history

_PAST = 6
LEAST_NAMED = 6  # units of a group of which the last three are named


def on_ranking(facts: Facts) -> Section:
    """Ranks by group with score, change and grade; who is first and who comes last. Where the
    scheme was changed since the period before, changes are those under the version of now, as on
    the ranking page; since the year before, the column says so."""
    table = facts.ranking.table
    tables = (_standing(facts),) if len(table) else ()
    said = _sentences(facts)
    if tables and facts.reformed:
        said.append(Sentence(say("ranking-comparable")))
    return Section("ranking", say("ranking"), tuple(said), tables, unknown=not tables)


def _standing(facts: Facts) -> NoticeTable:
    table, words = facts.ranking.table, score_words(facts.scheme)
    year_change = "comparable_year_change" if facts.year_reformed else "year_change"
    alike, rows = facts.ranking.like_for_like.set_index("unit").to_dict("index"), []
    for row in table.to_dict("records"):
        ranked, same = not pd.isna(row["rank"]), alike[row["unit"]]
        rows.append(
            {
                "unit": row["unit"],
                "group": None if pd.isna(row["group"]) else row["group"],
                "rank": row["rank"] if ranked else None,
                "unit_name": row["unit"],
                "score": _known(row["score"]),
                "change": _known(same["change"]) if facts.before else None,
                "comparable": _known(same["previous_score"]) if facts.reformed else None,
                "previous": _known(row["previous_score"]) if facts.before else None,
                "previous_rank": _known(row["previous_rank"]) if facts.before else None,
                "year_change": _known(row.get(year_change)) if facts.year_before else None,
                "grade": None if row["grade"] is None else text_of(row["grade"]),
                "n": _known(row["n"]),
                "note": row["reason"] or _judged(row, facts),
            }
        )
    columns = [
        NoticeColumn("group", say("column-group")),
        NoticeColumn("rank", say("column-rank"), digits=0),
        NoticeColumn("unit_name", say("column-unit")),
        NoticeColumn("score", say("column-score"), digits=words.digits),
    ]
    if facts.before is not None:
        published = "column-published" if facts.reformed else "column-previous"
        columns.append(NoticeColumn("previous", say(published), digits=words.digits))
        if facts.reformed:
            columns.append(
                NoticeColumn("comparable", say("column-comparable"), digits=words.digits)
            )
        columns += [
            NoticeColumn("change", say("column-previous-change"), words.digits, change=True),
            NoticeColumn("previous_rank", say("column-previous-rank"), digits=0),
        ]
    if facts.year_before is not None:
        head = "column-comparable-year-change" if facts.year_reformed else "column-year-change"
        columns.append(NoticeColumn("year_change", say(head), words.digits, change=True))
    columns += [
        NoticeColumn("grade", say("column-grade")),
        NoticeColumn("n", say("column-n"), digits=0),
        NoticeColumn("note", say("column-note"), long=True),
    ]
    empty = {key for key in ("group", "grade", "note") if all(row[key] is None for row in rows)}
    shown = tuple(column for column in columns if column.key not in empty)
    before = ("comparable" if facts.reformed else "previous",) if facts.before else ()
    chart = Chart("dots", "unit_name", ("score", *before))
    title = say("table-ranking", scheme=text_of(facts.scheme.name))
    note = None if table["rank"].isna().all() else say("ranking-note-close")
    if any(_judged(row, facts) for row in table.to_dict("records")):
        note = say("ranking-note")
    return NoticeTable("ranking", title, shown, tuple(rows), note, chart)


def _judged(row: dict[Any, Any], facts: Facts) -> Message | None:
    """Whether a change is more than chance; nothing where nobody knows."""
    if facts.before is None or row["clear"] not in ("up", "down", "no"):
        return None
    return say(f"clear-{row['clear']}")


def _sentences(facts: Facts) -> list[Sentence]:
    """Per group who is first; of larger groups the last three. Nothing of who has no rank."""
    ranked = facts.ranking.table[facts.ranking.table["rank"].notna()]
    words, said = score_words(facts.scheme), []
    for name, group in ranked.groupby(ranked["group"].fillna(""), sort=False):
        if len(group) < 2:
            continue
        first = group[group["rank"] == 1]
        whole = say("all-units") if not name else say("group", name=name)
        params = {
            "group": whole,
            "units": units_message(first["unit"].tolist()),
            "score": words.level(float(first["score"].iloc[0])),
        }
        code = "first" if len(first) == 1 else "first-shared"
        said.append(Sentence(say(code if facts.finished else f"{code}-so-far", **params)))
        if len(group) >= LEAST_NAMED and facts.finished:
            last = group.sort_values("rank", kind="stable").tail(3)
            named = [
                say("unit-score", unit=row["unit"], score=words.level(row["score"]))
                for row in last.to_dict("records")
            ]
            said.append(Sentence(say("last-three", group=whole, units=named)))
    return said


def on_components(facts: Facts) -> Section:
    """One table for each main component: value, score and points of every unit, its formula as a
    note (as 运城's monthly notice has it)."""
    found = facts.ranking.components
    tables = [
        table
        for node in facts.scheme.components
        if (table := _component(facts, found, node)) is not None
    ]
    return Section("components", say("components"), (), tuple(tables), unknown=not tables)


def _component(facts: Facts, found: pd.DataFrame, node: Component) -> NoticeTable | None:
    inside = {one.id: one for one in _leaves(node)}
    order = facts.ranking.table["unit"].tolist()
    own = found[found["component"] == node.id].set_index("unit").reindex(order)
    if own["score"].isna().all():
        return None
    several = len(inside) > 1
    values = {
        id: found[found["component"] == id].set_index("unit")["value"].reindex(order)
        for id in inside
    }
    rows = [
        {"unit": unit, "unit_name": unit}
        | {f"value-{id}": _known(values[id][unit]) for id in inside}
        | {"score": _known(own["score"][unit]), "points": _known(own["contribution"][unit])}
        for unit in order
    ]
    rows.sort(key=lambda row: (row["points"] is None, -(row["points"] or 0.0)))
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        *(
            NoticeColumn(
                f"value-{id}",
                text_of(leaf.name) if several else say("column-value"),
                digits=2,
            )
            for id, leaf in inside.items()
        ),
        NoticeColumn("score", say("column-of-100"), digits=2),
        NoticeColumn("points", say("column-points"), digits=2),
    )
    formulas = {lang: _formulas(facts, inside, lang) for lang in ("zh", "en")}
    note = say("formula", **formulas)
    title = say("table-component", name=text_of(node.name), weight=f"{node.weight:f}")
    weights = _weights(facts, node.id)
    if len(set(weights.values())) > 1:  # points are means of months under several versions
        worth = [
            say("version-weight", version=version, weight=weight)
            for version, weight in weights.items()
        ]
        title = say("table-component-versions", name=text_of(node.name), weights=worth)
        note = say("formula-of-version", version=facts.scheme.version, **formulas)
    return NoticeTable(f"component-{node.id}", title, columns, tuple(rows), note)


def _weights(facts: Facts, id: str) -> dict[int, str]:
    """Version that scores a part of the period -> what a main component counts in it."""
    return {
        version.version: f"{node.weight:f}"
        for version in versions_of(facts.scheme, facts.period)
        for node in version.components
        if node.id == id
    }


def _leaves(node: Component) -> list[Component]:
    return [leaf for one in node.components for leaf in _leaves(one)] or [node]


def _formulas(facts: Facts, inside: dict[str, Component], lang: str) -> str:
    described = describe_scheme(facts.scheme, lang).components.set_index("component")
    lines = []
    for id, leaf in inside.items():
        row = described.loc[id]
        said = [str(row[key]) for key in ("definition", "rule") if isinstance(row[key], str)]
        lines.append(say("formula-of", name=leaf.name.text(lang), rule=" → ".join(said)).text(lang))
    return "".join(lines) if lang == "zh" else " ".join(lines)


def on_trend(facts: Facts) -> Section:
    """Score of every unit over the months of a quarter or a year, else over the last periods; the
    first of another version of the scheme names it."""
    history, title = _history(facts), say("trend")
    shown = list(pd.unique(history["period"]))
    if len(shown) < 2:
        return Section("trend", title, (Sentence(say("trend-short")),))
    wide = history.pivot(index="unit", columns="period", values="score")
    wide = wide.reindex(index=facts.ranking.table["unit"], columns=shown)
    if wide.isna().all(axis=None):
        return Section("trend", title, unknown=True)
    digits = score_words(facts.scheme).digits
    rows = tuple(
        {"unit": unit, "unit_name": unit} | {one: _known(values[one]) for one in shown}
        for unit, values in wide.iterrows()
    )
    versions = {one: _scored_by(facts, one) for one in shown}
    heads: dict[str, Words] = {one: one for one in shown}
    for one, was in zip(shown[1:], shown[:-1], strict=True):
        if versions[one] != versions[was]:
            heads[one] = say("column-version-period", period=one, version=versions[one])
    columns = (
        NoticeColumn("unit_name", say("column-unit")),
        *(NoticeColumn(one, heads[one], digits=digits) for one in shown),
    )
    note = say("trend-note") if len(set(versions.values())) > 1 else None
    table = NoticeTable("trend", say("table-trend"), columns, rows, note)
    return Section("trend", title, (), (table,))


def _scored_by(facts: Facts, period: str) -> str:
    """The versions of the scheme that scored a period."""
    scheme = facts.scheme
    return "+".join(map(str, scored_by(scheme, scheme.parse_period(period))))


def _history(facts: Facts) -> pd.DataFrame:
    """Scores of the finished months of a longer period, else of the last six periods."""
    months, progress = facts.period.months(), facts.ranking.progress
    if len(months) > 1:
        whole = [one for one in months if one not in (*progress.missing, *progress.unfinished)]
        return ranking_history(facts.con, facts.scheme, whole, certain=False)
    past = facts.overview.history
    return past[past["period"].isin(pd.unique(past["period"])[-_PAST:])]


def _known(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value

"""The parts of the page of a unit that a scheme scores."""

from functools import partial
from html import escape
from typing import Any

import pandas as pd

from metrics.analyses.portrait import Portrait
from metrics.narrative.reform_words import of_series
from metrics.scoring.longer import months_to_score
from ui import format as f
from ui import store, tables, theme
from ui.captions import of_history
from ui.certain import certain, tone_if_certain
from ui.chart_heading import tabled
from ui.charts.attribution import attribution_bars
from ui.charts.base import show_chart
from ui.charts.past import past_line
from ui.charts.waterfall import waterfall
from ui.download import buttons
from ui.i18n import language, said, t
from ui.links import link, unit_address
from ui.markup import lead, note, put, section
from ui.rows import ordered_by_scheme, score_head, tone_of
from ui.sheets import SheetField, columns_of
from ui.tables import Column, records
from ui.unit.captions import change_clause, clauses
from ui.unit.header import Subject
from ui.unit.notes import noted_in, show_notes
from ui.unit.rows import change_parts, component_rows, lever_rows, past_rows, waterfall_steps


def sentence(subject: Subject, portrait: Portrait) -> None:
    """Where the unit stands, why it moved, what it would have taken; then what the scheme orders
    of whom, as on every page."""
    put(lead(clauses(portrait)))
    put(note(ordered_by_scheme(subject.shown.ranking.lists)))


def score_taken_apart(subject: Subject, portrait: Portrait) -> None:
    """The waterfall from the full marks to the score."""
    steps = waterfall_steps(portrait, partial(_behind, subject))
    heading = section(t("unit-waterfall"), escape(t("unit-waterfall-hint")))
    remarks = [note(said(remark)) for remark in portrait.before.notes]
    if not steps:
        put(heading)
        put(note(said(portrait.before.now.score.reason)))
        for remark in remarks:
            put(remark)
        return
    fields = [
        SheetField("name", t("unit-component"), address=lambda r: r["address"]),
        SheetField("points", t("unit-column-points"), digits=2),
    ]
    tabled(heading, pd.DataFrame(steps), fields, _file(subject, "waterfall"), subject.shown.about)
    lost = t("list-separator").join(f"{step.name} {step.text}" for step in steps)
    show_chart(waterfall(steps, theme.current_palette()), "unit-waterfall", lost)
    for remark in remarks:
        put(remark)


def past(subject: Subject, portrait: Portrait) -> None:
    """Thirteen periods with interval and rank."""
    rows = past_rows(portrait)
    if not certain():
        rows = rows.assign(low=float("nan"), high=float("nan"))
    banded = bool(rows["low"].notna().any())
    rows["address"] = [
        unit_address(subject.unit, subject.kind, subject.shown.scheme, period=period)
        for period in portrait.history["period"]
    ]
    found, rows["noted"] = noted_in(subject, list(portrait.history["period"]))
    caption = said(of_history(portrait.history)) or t("unit-past")
    heading = section(
        t("unit-past"), escape(t("unit-past-hint" if banded else "unit-past-hint-plain"))
    )
    fields = [
        SheetField("period", t("column-period"), address=lambda r: r["address"]),
        SheetField("score", score_head(subject.shown.scheme), digits=2),
        SheetField("low", t("column-low"), digits=2, away=not banded),
        SheetField("high", t("column-high"), digits=2, away=not banded),
        SheetField("rank", t("column-rank"), digits=0),
        SheetField("n", "n", digits=0),
        SheetField("version", t("column-version"), away=rows["version"].nunique() < 2),
    ]
    tabled(heading, rows.iloc[::-1], fields, _file(subject, "past"), subject.shown.about)
    if rows["score"].notna().any():
        show_chart(past_line(rows, theme.current_palette(), _tone(portrait)), "unit-past", caption)
    put(note(said(of_series(portrait.history))))
    show_notes(subject, found)


def _tone(portrait: Portrait) -> str:
    return tone_if_certain(tone_of(portrait.before.known.clear, portrait.before.scheme))


def _behind(subject: Subject, component: str) -> str:
    """The address of the rows behind a component; none where it is made of others."""
    leaves = {leaf.id for leaf in subject.shown.scheme.leaves()}
    if component not in {*leaves, "total"}:
        return ""
    return unit_address(subject.unit, subject.kind, subject.shown.scheme, component)


def _file(subject: Subject, part: str) -> str:
    """The name of a file to download."""
    return f"{part}-{subject.unit}-{subject.shown.period.id}"


def show_change(subject: Subject, portrait: Portrait) -> None:
    """What the change is made of, against the previous period and the same one last year."""
    both = [e for e in (portrait.before, portrait.year) if e is not None and e.change is not None]
    heading = section(t("unit-attribution"), escape(t("unit-attribution-hint")))
    if not both:
        put(heading)
        put(note(said(change_clause(portrait.before).message)))
        return
    panels = [
        (t("unit-against", period=e.previous.id), e.previous.days_label(language())) for e in both
    ]
    parts = change_parts(both, partial(_behind, subject))
    fields = [SheetField("name", t("unit-component"), address=lambda r: r["address"])]
    fields += [
        SheetField(f"value_{i}", " ".join(panel), digits=2, change=True)
        for i, panel in enumerate(panels)
    ]
    rows = [
        {"name": part.name, "address": part.address}
        | {f"value_{i}": value for i, value in enumerate(part.values)}
        for part in parts
    ]
    tabled(heading, pd.DataFrame(rows), fields, _file(subject, "change"), subject.shown.about)
    figure = attribution_bars(parts, panels, theme.current_palette())
    words = [said(change_clause(e).message) for e in both]
    show_chart(figure, "unit-attribution", t("clause-separator").join(words))
    if portrait.year is not None:
        put(note(said(change_clause(portrait.year).message) + t("sentence-end")))


def distance(subject: Subject, portrait: Portrait) -> None:
    """What would have taken the unit to the next rank and to the top three."""
    rank = portrait.before.now.rank
    if rank is None or rank == 1 or months_to_score(portrait.before.scheme, portrait.before.period):
        return
    heading = section(t("unit-distance"), escape(t("unit-distance-hint")))
    rows = lever_rows(portrait)
    if not rows:
        put(heading)
        put(note(t("unit-distance-none")))
        return
    targets = list(dict.fromkeys(str(step.target) for step in portrait.steps))
    fields = [
        SheetField("name", t("unit-component"), address=lambda r: _behind(subject, r["component"]))
    ]
    fields += [SheetField(at, t("unit-to-rank", rank=at), wrap=True) for at in targets]
    table = pd.DataFrame(rows, columns=["name", "component", *targets]).fillna("")
    tabled(heading, table, fields, _file(subject, "distance"), subject.shown.about)
    put(tables.table(records(table), columns_of(fields), compact=True))


def components(subject: Subject, portrait: Portrait) -> None:
    """Every component with its figures; its name opens the rows behind it."""
    rows = component_rows(portrait, subject.shown.ranking)
    put(section(t("unit-components"), escape(t("unit-components-hint"))))
    of_points = [
        Column(t("unit-weight"), lambda r: f.fixed(r["weight"], 1), "right"),
        Column(
            t("unit-column-points"),
            lambda r: f.fixed(r["contribution"]),
            "right",
            tone=lambda r: "strong" if r["depth"] == 0 else "",
        ),
        Column(t("unit-score"), lambda r: f.fixed(r["score"]), "right"),
    ]
    columns = [
        Column(t("unit-component"), lambda r: _name(subject, r), html=True),
        *(of_points if subject.shown.scheme.measure is None else []),
        Column(t("unit-value"), lambda r: _rows(subject, r, _value(r)), "right", html=True),
        Column(
            t("unit-fraction"),
            lambda r: _rows(subject, r, _fraction(r)),
            "right",
            tone=lambda r: "quiet",
            html=True,
        ),
        Column(
            t("unit-against-group"),
            lambda r: "" if f.missing(r["difference"]) else f.change(r["difference"]),
            "right",
            tone=lambda r: tone_if_certain(f.tone(r["difference"]) if r["clear"] else "neutral"),
            title=t("unit-against-group-definition" if certain() else "unit-against-group-plain"),
        ),
        Column(t("unit-inside"), lambda r: r["inside"], tone=lambda r: "quiet", wrap=True),
    ]
    put(tables.table(records(rows), columns, compact=True, tree=True))
    if portrait.losses["kind"].eq("adjustment").any():
        address = unit_address(subject.unit, subject.kind, subject.shown.scheme, "total")
        put(f'<p class="note">{link(t("unit-adjustments"), address)}</p>')
    name = f"{subject.shown.scheme.id}-{subject.shown.period.id}-{subject.unit}"
    buttons(_export(rows), name, subject.shown.about)


def _name(subject: Subject, row: Any) -> str:
    title = f' title="{escape(row["definition"])}"' if row["definition"] else ""
    text = _rows(subject, row, row["name"])
    return f'<span class="depth-{min(row["depth"], 3)}"{title}>{text}</span>'


def _rows(subject: Subject, row: Any, text: str) -> str:
    """A text of a component's row that leads to the rows behind it."""
    return link(text, _behind(subject, row["component"]))


def _value(row: Any) -> str:
    if f.missing(row["value"]):
        return "" if not row["leaf"] else f.NOTHING
    space = "" if row["unit"] == "%" else " "
    value = f.count(row["value"]) if row["counted"] else f.fixed(row["value"])
    return f"{value}{space}{row['unit']}"


def _fraction(row: Any) -> str:
    if f.missing(row["numerator"]):
        return ""
    if f.missing(row["denominator"]):
        return f.count(row["numerator"])
    return f"{f.decimals_kept(row['numerator'])} / {f.count(row['denominator'])}"


def _export(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        "name": "unit-component",
        "weight": "unit-weight",
        "contribution": "unit-column-points",
        "score": "unit-score",
        "indicator": "unit-indicator",
        "value": "unit-value",
        "numerator": "unit-numerator",
        "denominator": "unit-denominator",
        "difference": "unit-against-group",
        "inside": "unit-inside",
    }
    return pd.DataFrame({t(code): rows[key] for key, code in names.items()})


def portrait_of(subject: Subject) -> Portrait:
    """The portrait of the unit that the page shows."""
    shown = subject.shown
    return store.unit_portrait(shown.snapshot, shown.scheme, shown.period, subject.unit)

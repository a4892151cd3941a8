"""The parts of the page of a unit that a scheme scores."""

from html import escape
from typing import Any

import pandas as pd

from metrics.captions import of_history
from metrics.longer import months_to_score
from metrics.portrait import Portrait
from metrics.portrait_words import change_clause, clauses
from ui import format as f
from ui import store, tables, theme
from ui.charts.attribution import attribution_bars
from ui.charts.base import show
from ui.charts.past import past_line
from ui.charts.waterfall import waterfall
from ui.download import buttons
from ui.i18n import said, t
from ui.links import link, unit_address
from ui.markup import lead, note, put, section
from ui.rows import tone_of
from ui.tables import Column
from ui.unit_header import Subject
from ui.unit_rows import attribution_rows, component_rows, lever_rows, past_rows, waterfall_rows


def sentence(portrait: Portrait) -> None:
    """Where the unit stands, why it moved, what it would have taken."""
    put(lead(clauses(portrait)))


def score_taken_apart(portrait: Portrait) -> None:
    """The waterfall from the full marks to the score."""
    rows = waterfall_rows(portrait)
    put(section(t("unit-waterfall"), escape(t("unit-waterfall-hint"))))
    if rows.empty:
        put(note(said(portrait.before.now.score.reason)))
        return
    lost = t("list-separator").join(f"{r.name} {r.text}" for r in rows.itertuples())
    show(waterfall(rows, theme.current()), "unit-waterfall", lost)


def past(portrait: Portrait) -> None:
    """Thirteen periods with interval and rank."""
    rows = past_rows(portrait)
    caption = said(of_history(portrait.history))
    put(section(t("unit-past"), escape(t("unit-past-hint"))))
    if rows["score"].notna().any():
        show(past_line(rows, theme.current(), _tone(portrait)), "unit-past", caption)


def _tone(portrait: Portrait) -> str:
    change = portrait.before.change
    clear = change_clause(portrait.before).tone != "neutral"
    return tone_of(None if change is None else float(change), clear)


def change(portrait: Portrait) -> None:
    """What the change is made of, against the previous period and the same one last year."""
    both = [e for e in (portrait.before, portrait.year) if e is not None and e.change is not None]
    put(section(t("unit-attribution"), escape(t("unit-attribution-hint"))))
    if not both:
        put(note(said(change_clause(portrait.before).message)))
        return
    panels = [t("unit-against", period=e.previous.id) for e in both]
    figure = attribution_bars(attribution_rows(both), panels, theme.current())
    words = [said(change_clause(e).message) for e in both]
    show(figure, "unit-attribution", t("clause-separator").join(words))
    if portrait.year is not None:
        put(note(said(change_clause(portrait.year).message) + t("sentence-end")))


def distance(portrait: Portrait) -> None:
    """What would have taken the unit to the next rank and to the top three."""
    rank = portrait.before.now.rank
    if rank is None or rank == 1 or months_to_score(portrait.before.scheme, portrait.before.period):
        return
    put(section(t("unit-distance"), escape(t("unit-distance-hint"))))
    rows = lever_rows(portrait)
    if not rows:
        put(note(t("unit-distance-none")))
        return
    targets = list(dict.fromkeys(step.target for step in portrait.steps))
    columns = [Column(t("unit-component"), lambda r: r["name"])]
    columns += [
        Column(t("unit-to-rank", rank=target), lambda r, at=target: r.get(at, ""), wrap=True)
        for target in targets
    ]
    put(tables.table(rows, columns, compact=True))


def components(subject: Subject, portrait: Portrait) -> None:
    """Every component with its figures; its name opens the rows behind it."""
    rows = component_rows(portrait, subject.shown.ranking)
    put(section(t("unit-components"), escape(t("unit-components-hint"))))
    columns = [
        Column(t("unit-component"), lambda r: _name(subject, r), html=True),
        Column(t("unit-weight"), lambda r: f.fixed(r["weight"], 1), "right"),
        Column(
            t("unit-column-points"),
            lambda r: f.fixed(r["contribution"]),
            "right",
            tone=lambda r: "strong" if r["depth"] == 0 else "",
        ),
        Column(t("unit-score"), lambda r: f.fixed(r["score"]), "right"),
        Column(t("unit-value"), _value, "right"),
        Column(t("unit-fraction"), _fraction, "right", tone=lambda r: "quiet"),
        Column(
            t("unit-against-group"),
            lambda r: "" if f.missing(r["difference"]) else f.change(r["difference"]),
            "right",
            tone=lambda r: tone_of(r["difference"], r["clear"]),
            title=t("unit-against-group-definition"),
        ),
        Column(t("unit-inside"), lambda r: r["inside"], tone=lambda r: "quiet", wrap=True),
    ]
    put(tables.table(rows.to_dict("records"), columns, compact=True))
    if portrait.losses["kind"].eq("adjustment").any():
        address = unit_address(subject.unit, subject.kind, subject.shown.scheme, "total")
        put(f'<p class="note">{link(t("unit-adjustments"), address)}</p>')
    name = f"{subject.shown.scheme.id}-{subject.shown.period.id}-{subject.unit}"
    buttons(_export(rows), name, subject.shown.about)


def _name(subject: Subject, row: Any) -> str:
    text = escape(row["name"])
    if row["leaf"]:
        scheme = subject.shown.scheme
        text = link(row["name"], unit_address(subject.unit, subject.kind, scheme, row["component"]))
    return f'<span class="depth-{min(row["depth"], 3)}">{text}</span>'


def _value(row: Any) -> str:
    if f.missing(row["value"]):
        return "" if not row["leaf"] else f.NOTHING
    return f"{f.fixed(row['value'])}{'%' if row['unit'] == '%' else ''}"


def _fraction(row: Any) -> str:
    if f.missing(row["numerator"]):
        return ""
    if f.missing(row["denominator"]):
        return f.count(row["numerator"])
    return f"{f.count(row['numerator'])} / {f.count(row['denominator'])}"


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

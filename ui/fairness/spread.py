"""Which units and which periods stand out: funnel and control charts."""

from dataclasses import replace
from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from metrics.fairness import funnel, series
from metrics.indicators import INDICATORS, shown_in
from metrics.schemes.versions import version_for
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.captions import signal_word
from ui.charts.base import show_chart
from ui.charts.control import ControlPanel, control_panels
from ui.charts.funnel import funnel_dots
from ui.choices import choose_from
from ui.fairness import base, captions
from ui.header import Shown
from ui.i18n import language, said, t
from ui.links import unit_address
from ui.markup import note, put, section, statement
from ui.names import definition, indicator_name
from ui.sheets import SheetField, sheet

FUNNELS = shown_in("funnel")
SERIES = ("score", *series.CONTROLLED)
PANELS = 20


def funnels(shown: Shown) -> None:
    """Units by one indicator, between limits of chance."""
    place = st.empty()
    indicator = choose_from("component", FUNNELS, indicator_name, width=240)
    kind = shown.scheme.scores.kind
    found = computed(
        shown, funnel.funnel, indicator=indicator, kind=kind, filters=base.filters(shown)
    )
    sentence = said(captions.of_funnel(found, indicator))
    with place:
        put(statement(sentence))
    if found is None:
        return
    table = found.table.sort_values("z", key=abs, ascending=False)
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        title = indicator_name(indicator)
        put(section(title, escape(t("fairness-funnel-hint")), definition(indicator)))
        rows = table.assign(
            name=table["unit"],
            tone=[_tone(indicator, row) for row in table.to_dict("records")],
            address=[unit_address(unit, kind, shown.scheme) for unit in table["unit"]],
        )
        low, high = table["n"].min(), table["n"].max()
        n = np.linspace(max(low * 0.85, 1.0), high * 1.08, 60)
        limits = []
        for level in (funnel.INNER, funnel.OUTER):
            below, above = found.limits(n, level)
            limits.append(pd.DataFrame({"n": n, "low": below, "high": above}))
        titles = (
            t("fairness-funnel-n"),
            f"{title} {INDICATORS[indicator].unit(language())}".strip(),
        )
        chart = funnel_dots(rows, limits, found.centre, theme.current_palette(), 470, titles=titles)
        show_chart(chart, "funnel", sentence)
    with right:
        put(section(t("fairness-funnel-table")))
        fields = [
            SheetField("unit", t("column-unit")),
            SheetField("n", "n", digits=0),
            SheetField("value", indicator_name(indicator), digits=1),
            SheetField("z", "z", digits=1, title=t("about-z")),
            SheetField("lowest", t("column-lowest"), digits=1),
            SheetField("highest", t("column-highest"), digits=1),
            SheetField("low", t("column-low"), digits=1, away=True),
            SheetField("high", t("column-high"), digits=1, away=True),
            SheetField("place", t("column-where"), word=lambda code: t(f"funnel-{code}")),
        ]
        sheet(table, fields, f"funnel-{indicator}-{shown.period.id}", shown.about, most=PANELS)
        put(
            note(
                t(
                    "fairness-funnel-note",
                    phi=f.fixed(found.phi, 1),
                    centre=f.fixed(found.centre, 1),
                )
            )
        )


def _tone(indicator: str, row: dict) -> str:
    if row["place"] != "outside":
        return "neutral"
    return _good(INDICATORS[indicator].better, row["z"] > 0)


def _good(better: str | None, up: bool) -> str:
    if better is None:
        return "neutral"
    return "better" if up == (better == "higher") else "worse"


def scores_between_limits(shown: Shown) -> pd.DataFrame:
    """The scores of the months up to this one, or up to the last finished one, with their limits:
    whole months, each by the version of the scheme that was in force; limits begin anew with a
    version."""
    last = shown.period.whole()
    if shown.ranking.progress.running:
        last = last.shift(-1)
    periods = last.last(series.MONTHS)
    versions = [version_for(shown.scheme, period) for period in periods]
    parts, starts = [], []
    for at, (period, version) in enumerate(zip(periods, versions, strict=True)):
        if at and version.version != versions[at - 1].version:
            starts.append(period.id)
        if at + 1 < len(periods) and versions[at + 1].version == version.version:
            continue
        history = computed(replace(shown, scheme=version, period=period), series.score_history)
        own = {p.id for p, v in zip(periods, versions, strict=True) if v.version == version.version}
        parts.append(history[history["period"].isin(own)])
    history = pd.concat(parts, ignore_index=True)
    if shown.group:
        history = history[history["unit"].isin(base.filters(shown)[shown.scheme.scores.kind])]
    return series.of_scores(history, starts)


def control(shown: Shown) -> None:
    """Each unit's own series, between its own limits."""
    place = st.empty()
    code = choose_from("source", SERIES, _series_name, width=320)
    weekly = code != "score"
    kind = shown.scheme.scores.kind
    if weekly:
        found = computed(
            shown,
            series.weekly,
            indicator=code,
            kind=kind,
            starts=_version_starts(shown),
            filters=base.filters(shown),
        )
    else:
        found = scores_between_limits(shown)
    ends = series.at_the_end(found)
    sentence = said(captions.of_control(ends, weekly))
    with place:
        put(statement(sentence))
    if found.empty:
        return
    better = "higher" if not weekly else INDICATORS[code].better
    found = base.by_rank(shown, found.assign(at=range(len(found)))).sort_values(
        "unit", key=lambda units: units != "", kind="stable"
    )
    panels = []
    for unit, own in found.groupby("unit", sort=False):
        last = ends[ends["unit"] == unit].iloc[0]
        panels.append(
            ControlPanel(
                str(unit) or t("fairness-whole-city"),
                _word(last),
                _good(better, _upwards(last["signal"])) if last["signal"] else "neutral",
                own.sort_values("at"),
                unit_address(str(unit), kind, shown.scheme) if unit else "",
            )
        )
    put(section(t("fairness-control"), escape(t("fairness-control-hint"))))
    chart = control_panels(panels[:PANELS], theme.current_palette(), min(5, len(panels)))
    show_chart(chart, f"control-{code}", sentence)
    if len(panels) > PANELS:
        put(note(t("fairness-control-more", shown=PANELS, n=len(panels))))
    put(section(t("fairness-control-table"), escape(t("fairness-control-table-hint"))))
    table = found.sort_values(["id", "at"], ascending=[False, True])
    table = table.assign(unit=[unit or t("fairness-whole-city") for unit in table["unit"]])
    signals = table[table["signal"] != ""]
    fields = [
        SheetField("id", t("column-period")),
        SheetField("unit", t("column-unit")),
        SheetField("value", _series_name(code), digits=2),
        SheetField("centre", t("column-centre"), digits=2),
        SheetField("low", t("column-limit-low"), digits=2),
        SheetField("high", t("column-limit-high"), digits=2),
        SheetField("signal", t("column-signal"), word=lambda s: str(_signal(s))),
        SheetField(
            "trial", t("column-trial"), word=lambda yes: t("trial-yes" if yes else "trial-no")
        ),
        SheetField("segment", t("column-segment"), digits=0, away=True),
    ]
    shown_first = pd.concat([signals, table[table["signal"] == ""]])
    sheet(
        shown_first,
        fields,
        f"control-{code}-{shown.period.id}",
        shown.about,
        most=len(signals) or 3,
    )


def _version_starts(shown: Shown) -> tuple[str, ...]:
    """The first days of the versions of the scheme that began within the series."""
    periods = shown.period.last(series.MONTHS)
    versions = {version_for(shown.scheme, p).effective_from for p in periods}
    return tuple(sorted(day.isoformat() for day in versions if day > periods[0].start))


def _series_name(code: str) -> str:
    if code == "score":
        return t("fairness-series-score")
    return t("fairness-series-weekly", name=indicator_name(code))


def _upwards(signal: str) -> bool:
    return signal in ("high", "above", "rising", "near_high")


def _signal(signal: str) -> str:
    word = signal_word(signal)
    return word if isinstance(word, str) else said(word)


def _word(last: pd.Series) -> str:
    if f.missing(last["centre"]):
        return t("control-no-limits")
    word = _signal(last["signal"]) or t("control-within")
    return f"{word} {t('control-trial')}" if last["trial"] else word

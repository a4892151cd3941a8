"""Was enough looked at, and how many checks it takes."""

from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from metrics.fairness import planner
from metrics.fairness.coverage import check_times, shares, unchecked
from ui import format as f
from ui import theme
from ui.cache import computed
from ui.charts.base import show_chart
from ui.charts.forest import forest, moved_estimate
from ui.charts.heat import heat_table
from ui.charts.lines import Line, labelled_lines
from ui.choices import choose_from
from ui.fairness import base, captions
from ui.header import Shown
from ui.i18n import pick, said, t
from ui.links import unit_address
from ui.markup import put, section, statement
from ui.sheets import SheetField, sheet
from ui.tables import records

WEEKS = ("4", "2", "8", "12")
APART = ("2", "0.5", "1", "1.5", "3", "5")
WITHIN = ("1", "0.5", "1.5", "2", "3")
MOST = 14


def show_covered(shown: Shown) -> None:
    """Points and streets without a check, checks against points, days and hours."""
    kind, filters = shown.scheme.scores.kind, base.filters(shown)
    place = st.empty()
    weeks = int(choose_from("weeks", WEEKS, lambda n: t("fairness-weeks", n=n), width=190))
    found = computed(shown, unchecked, kind=kind, weeks=weeks, filters=filters)
    sentence = said(captions.of_unchecked(found, weeks))
    with place:
        put(statement(sentence))
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        _shares(shown, computed(shown, shares, kind=kind, filters=filters))
    with right:
        hint = "fairness-points-registered" if found.registered else "fairness-points-seen"
        put(section(t("fairness-points"), escape(t(hint))))
        fields = [
            SheetField("name", t("column-point")),
            SheetField("unit", t("column-unit")),
            SheetField("street", t("column-street")),
            SheetField("last", t("column-last-check"), title=t("about-last-check")),
            SheetField("weeks", t("column-weeks"), digits=0),
        ]
        sheet(found.points, fields, f"points-unchecked-{shown.period.id}", shown.about, most=MOST)
        if len(found.streets):
            put(section(t("fairness-streets")))
            sheet(found.streets, fields[1:], f"streets-unchecked-{shown.period.id}", shown.about)
        _times(shown, computed(shown, check_times, filters=filters))


def _shares(shown: Shown, found: pd.DataFrame) -> None:
    sentence = said(captions.of_shares(found))
    put(section(t("fairness-shares"), escape(t("fairness-shares-hint"))))
    if found.empty:
        return
    found = base.by_rank(shown, found)
    kind = shown.scheme.scores.kind
    rows = [
        moved_estimate(
            row["unit"],
            row["check_share"],
            row["point_share"],
            "" if f.missing(row["ratio"]) else f"× {f.fixed(row['ratio'], 2)}",
            tone="worse" if row["uneven"] else "neutral",
            address=unit_address(row["unit"], kind, shown.scheme),
        )
        for row in records(found.head(MOST))
    ]
    show_chart(
        forest(rows, theme.current_palette(), from_zero=True, suffix="%"), "shares", sentence
    )
    fields = [
        SheetField("unit", t("column-unit")),
        SheetField("checks", t("column-checks"), digits=0),
        SheetField("points", t("column-points"), digits=0),
        SheetField("visited", t("column-visited"), digits=0, title=t("about-visited")),
        SheetField("check_share", t("column-check-share"), digits=1),
        SheetField("point_share", t("column-point-share"), digits=1),
        SheetField("ratio", t("column-ratio"), digits=2, title=t("about-ratio")),
    ]
    sheet(found, fields, f"checks-shares-{shown.period.id}", shown.about, most=MOST)


def _times(shown: Shown, found: pd.DataFrame) -> None:
    sentence = said(captions.of_times(found))
    put(section(t("fairness-times-chart"), escape(sentence)))
    timed = found[found["hour"].notna()]
    if timed.empty:
        return
    grid = timed.pivot(index="weekday", columns="hour", values="checks")
    hours = range(int(timed["hour"].min()), int(timed["hour"].max()) + 1)
    grid = grid.reindex(index=range(1, 8), columns=hours).fillna(0.0)
    cells = grid.reset_index().melt("weekday", var_name="hour", value_name="value")
    cells = pd.DataFrame(
        {
            "row": cells["weekday"].map(lambda day: t(f"weekday-{day}")),
            "column": cells["hour"].astype(int).astype(str),
            "value": cells["value"],
            "text": [f.count(v) if v else "" for v in cells["value"]],
            "marked": False,
        }
    )
    show_chart(heat_table(cells, theme.current_palette(), row=30, size=14), "check-times", sentence)
    fields = [
        SheetField("weekday", t("column-weekday"), word=lambda day: t(f"weekday-{day}")),
        SheetField("hour", t("column-hour"), digits=0),
        SheetField("checks", t("column-checks"), digits=0),
    ]
    busiest = found.sort_values("checks", ascending=False)
    sheet(busiest, fields, f"checks-times-{shown.period.id}", shown.about, most=3)


def plan(shown: Shown) -> None:
    """How many checks tell two units apart, or know one well enough."""
    found = computed(shown, planner.checked)
    place = st.empty()
    with st.container(horizontal=True, vertical_alignment="center", key="plan-choices"):
        component = ""
        if len(found) > 1:
            names = {one.component: one for one in found}
            component = choose_from(
                "component", list(names), lambda code: _name(names[code]), width=220
            )
        apart = choose_from("apart", APART, lambda d: t("fairness-apart", points=d), width=190)
        within = choose_from("within", WITHIN, lambda h: t("fairness-within", points=h), width=190)
    one = next((c for c in found if c.component == component), found[0] if found else None)
    sentence = said(captions.of_plan(one, float(apart), float(within)))
    with place:
        put(statement(sentence))
    if one is None:
        return
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        put(section(t("fairness-plan-chart"), escape(t("fairness-plan-hint"))))
        _curve(one, sentence)
    with right:
        put(section(t("fairness-plan-table"), escape(t("fairness-plan-table-hint"))))
        rows = [
            {
                "points": step,
                "tell": planner.checks_to_tell(one.variance, step),
                "known": planner.checks_for_interval(one.variance, step),
            }
            for step in sorted({*planner.STEPS, float(apart), float(within)})
        ]
        fields = [
            SheetField("points", t("column-plan-points"), digits=1),
            SheetField("tell", t("column-plan-tell"), digits=0),
            SheetField("known", t("column-plan-known"), digits=0),
        ]
        sheet(pd.DataFrame(rows), fields, f"plan-{shown.period.id}", shown.about)
        put(section(t("fairness-plan-now"), escape(t("fairness-plan-now-hint"))))
        _now(shown, one)


def _name(one: planner.Checked) -> str:
    return pick(one.name_zh, one.name_en)


def _curve(one: planner.Checked, sentence: str) -> None:
    most = max(2.5 * float(one.checks.max()), 200.0)
    n = np.unique(np.linspace(most / 40, most, 80).round())
    tell = [planner.told_apart(one.variance, v) for v in n]
    known = [planner.half_width(one.variance, v) for v in n]
    lines = [
        Line(list(n), tell, t("fairness-line-tell"), strong=True),
        Line(list(n), known, t("fairness-line-known")),
    ]
    step = 10 ** np.floor(np.log10(most / 2))
    places = list(np.arange(0, most + 1, step if most / step <= 8 else 2 * step))
    ticks = ([v for v in places if v >= n[0]], [f.count(v) for v in places if v >= n[0]])
    now = float(one.checks.median())
    chart = labelled_lines(lines, theme.current_palette(), 340, ticks=ticks, upright=now)
    show_chart(chart, "plan", sentence)


def _now(shown: Shown, one: planner.Checked) -> None:
    table = one.checks.rename_axis("unit").reset_index()
    table["apart"] = [planner.told_apart(one.variance, n) for n in table["checks"]]
    table["half"] = [planner.half_width(one.variance, n) for n in table["checks"]]
    fields = [
        SheetField("unit", t("column-unit")),
        SheetField("checks", t("column-checks"), digits=0),
        SheetField("apart", t("column-apart"), digits=1),
        SheetField("half", t("column-half"), digits=1),
    ]
    sheet(base.by_rank(shown, table), fields, f"plan-now-{shown.period.id}", shown.about)

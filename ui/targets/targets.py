"""The parts of the page on targets: tasks against the half-time line, and rank goals."""

from html import escape

import pandas as pd
import streamlit as st

from metrics.analyses import targets
from ui import format as f
from ui import store, theme
from ui.charts.base import show_chart
from ui.charts.targets import Task, task_bars
from ui.choices import choose_from
from ui.i18n import said, t
from ui.links import unit_address
from ui.markup import put, section, statement
from ui.page_query import PageQuery
from ui.sheets import SheetField, sheet, source_fields
from ui.tables import TableRow, records
from ui.targets import captions

TOP = 3
ROWS_SHOWN = 14
BEHIND = ("behind", "missed")


def show_tasks_of_units(asked: PageQuery) -> None:
    """What is done against the target and the time that is gone, and where it leads."""
    found = asked.compute(targets.progress)
    sentence = said(captions.of_targets(found))
    put(statement(sentence))
    if found.empty:
        return
    names = found["task"].drop_duplicates().tolist()
    one = choose_from("task", ["", *names], lambda name: name or t("all-tasks"), width=280)
    found = found[found["task"] == one] if one else found
    told = found[found["gap"].notna()].head(ROWS_SHOWN)
    if told.empty:  # limits, places and zeros have no line to be measured by
        _task_table(asked, found)
        return
    left, right = st.columns([1, 1.45], gap="large")
    with left:
        put(section(t("tasks-chart"), escape(t("tasks-hint"))))
        rows = [
            Task(
                row["unit"] if one else f"{row['unit']} · {row['task']}",
                row["share_done"],
                row["time_gone"],
                t("task-share", share=f.fixed(row["share_done"], 0)),
                row["state"] in BEHIND,
                unit_address(row["unit"]),
            )
            for row in records(told)
        ]
        gone = t("time-gone", share=f.fixed(told["time_gone"].iloc[0], 0))
        show_chart(task_bars(rows, theme.current_palette(), gone_text=gone), "tasks", sentence)
    with right:
        _task_table(asked, found)


def _task_table(asked: PageQuery, found: pd.DataFrame) -> None:
    """Every task with its direction, target and standing."""
    put(section(t("tasks-table"), escape(t("tasks-table-hint"))))
    mixed = bool((found["direction"] != "at_least").any())  # else every row says the same
    fields = [
        _unit(),
        SheetField("task", t("column-task")),
        SheetField("measure", t("column-measure")),
        SheetField("direction", t("column-direction"), word=_direction, away=not mixed),
        SheetField("target", t("column-target"), digits=0, title=t("about-target")),
        SheetField("done", t("column-done"), digits=0),
        SheetField("completion", t("column-completion"), digits=1),
        SheetField("share_done", t("column-share-done"), digits=1, title=t("about-share-done")),
        SheetField("gap", t("column-gap"), digits=1, change=True, tone=lambda r: f.tone(r["gap"])),
        SheetField("projected", t("column-projected"), digits=1, away=mixed),
        SheetField("state", t("column-standing"), word=_state, tone=_tone),
        SheetField("leader", t("column-leader"), away=bool(found["leader"].isna().all())),
        SheetField(
            "responsible", t("column-responsible"), away=bool(found["responsible"].isna().all())
        ),
        SheetField("due_on", t("column-due-on"), away=True),
        SheetField("time_gone", t("column-time-gone"), digits=1, away=True),
        SheetField("expected", t("column-line"), digits=1, away=True),
        *(_away(field) for field in source_fields()),
    ]
    sheet(found, fields, asked.name("targets"), asked.shown.about, most=ROWS_SHOWN)


def _unit() -> SheetField:
    """The unit of a row, which leads to its page."""
    return SheetField(
        "unit",
        t("column-unit"),
        tone=lambda r: "strong",
        address=lambda r: unit_address(r["unit"]),
    )


def _away(field: SheetField) -> SheetField:
    return SheetField(field.key, field.label, field.digits, away=True)


def _state(code: str) -> str:
    return t(f"task-{code.replace('_', '-')}")


def _tone(row: TableRow) -> str:
    if row["state"] in ("no_data", "undated", "unclear"):
        return "quiet"
    return "better" if row["state"] in ("ahead", "done", "held") else "worse"


def _direction(code: object) -> str:
    """Which way a target points; rows of older stores are amounts to be reached."""
    return t(
        f"direction-{code.replace('_', '-')}" if isinstance(code, str) else "direction-at-least"
    )


def goals(asked: PageQuery) -> None:
    """Who was among the first three of its group, how often and for how long."""
    shown = asked.shown
    history = store.history(shown.snapshot, shown.scheme, shown.period)
    found = targets.rank_goals(history, TOP)
    kept = found["unit"] == asked.district if asked.district else found["group"] == shown.group
    found = found[kept] if asked.district or shown.group else found
    if not found["periods"].sum():
        put(statement(t("goals-not-ranked")))
        return
    put(statement(said(captions.of_rank_goals(found, TOP))))
    put(section(t("goals-table", top=TOP), escape(t("goals-hint"))))
    reached = {
        unit: "".join("●" if rank <= TOP else "○" for rank in part["rank"].fillna(TOP + 1))
        for unit, part in history.groupby("unit")
    }
    found = found.assign(strip=found["unit"].map(reached))
    found = found.sort_values(["group", "rank"], kind="stable")
    fields = [
        SheetField("group", t("column-group"), away=True),
        _unit(),
        SheetField("rank", t("column-rank"), digits=0),
        SheetField("strip", t("table-13"), tone=lambda r: "better" if r["reached"] else "quiet"),
        SheetField("times", t("column-goal-times"), digits=0),
        SheetField("periods", t("column-goal-periods"), digits=0),
        SheetField("share", t("column-share"), digits=1),
        SheetField("streak", t("column-streak"), digits=0),
        SheetField("longest", t("column-longest"), digits=0),
        SheetField("best", t("column-best"), digits=0),
        SheetField("last_reached", t("column-last-reached")),
        SheetField("behind", t("column-behind-goal", top=TOP), digits=2),
    ]
    sheet(
        found,
        fields,
        f"goals-{shown.period.id}",
        shown.about,
        most=len(found),
        group_of=lambda r: f.text(r["group"]),
    )

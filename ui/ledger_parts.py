"""The parts of the ledger's page: the list with its letter, the age of the pile, the pace."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from metrics import handling_captions, ledger, pace
from ui import format as f
from ui import theme, view
from ui.asked import Asked, folded
from ui.charts.bars import labelled_bars
from ui.charts.base import show
from ui.charts.heat import heat_table
from ui.charts.lines import Line, labelled_lines
from ui.choices import choose_from, choose_part
from ui.documents.letter import letter
from ui.download import buttons
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.names import channel_name, method_name
from ui.sheets import Field, exported, sheet, source_fields

LIGHTS = {"red": "light-red", "yellow": "light-yellow", "green": "light-green"}
STATES = ("", "overdue", "yellow", "postponed", "held", "returned")
OWNERS_OFFERED = 60
LIST_HEIGHT = 470
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def items(asked: Asked) -> None:
    """The list, what narrows it, and the letter on the rows that were chosen."""
    found = asked.compute(ledger.items)
    put(statement(said(handling_captions.of_ledger(found))))
    if found.empty:
        return
    found = _labelled(found)
    with st.container(horizontal=True, vertical_alignment="center", key="choices-list"):
        state = choose_part("state", STATES, lambda code: _state_word(found, code))
        listed = _of_state(found, state)
        owners = listed["owner"].value_counts()
        offered = ["", *owners.index[:OWNERS_OFFERED]]
        wanted = view.current().owner
        if wanted and wanted not in offered and (found["owner"] == wanted).any():
            offered.append(wanted)  # has nothing in this state: an empty list says so
        words = {o: f"{o} ({owners.get(o, 0)})" for o in offered if o}
        owner = choose_from("owner", offered, lambda o: words.get(o, t("all-owners")), width=280)
    listed = listed[listed["owner"] == owner] if owner else listed
    if listed.empty:
        put(note(t("ledger-none")))
        return
    chosen = _list(listed)
    with st.container(horizontal=True, vertical_alignment="center"):
        buttons(exported(listed, _fields()), asked.name("ledger"), asked.shown.about)
        _letter(asked, listed.iloc[chosen])


def _labelled(found: pd.DataFrame) -> pd.DataFrame:
    """The items with what is written of them: light, kind, channel or method."""
    ways = [
        channel_name(r.channel) if r.item == "case" else method_name(r.channel)
        for r in found[["item", "channel"]].itertuples()
    ]
    lights = [_light(row) for row in found[["light", "held", "open"]].to_dict("records")]
    kind = found["subcategory"].fillna(found["category"])
    return found.assign(light_word=lights, way=ways, kind=kind)


def _light(row: Mapping[str, Any]) -> str:
    """The deadline light: a sign and a word, so that no one needs the colour."""
    if row["light"] in LIGHTS:
        return t(LIGHTS[row["light"]])
    if not row["open"]:
        return t("light-done")
    return t("light-held") if row["held"] else t("light-none")


def _of_state(found: pd.DataFrame, state: str) -> pd.DataFrame:
    if not state:
        return found
    return found[found["light"] == "yellow"] if state == "yellow" else found[found[state]]


def _state_word(found: pd.DataFrame, state: str) -> str:
    word = t(f"state-{state}") if state else t("state-all")
    return f"{word} {f.count(_of_state(found, state)['share'].sum())}"


def _fields() -> list[Field]:
    return [
        Field("light_word", t("column-light")),
        Field("days_overdue", t("column-days-overdue"), digits=1),
        Field("number", t("column-number")),
        Field("kind", t("column-category")),
        Field("district", t("column-district")),
        Field("place", t("column-place")),
        Field("owner", t("column-owner")),
        Field("since", t("column-reported")),
        Field("deadline", t("column-deadline")),
        Field("way", t("column-channel")),
        *source_fields(),
    ]


def _list(listed: pd.DataFrame) -> list[int]:
    """The list as a table whose rows can be chosen; says which are."""
    palette = theme.current()
    tones = {t("light-red"): palette.worse_text, t("light-green"): palette.better_text}
    frame = exported(listed, _fields()).reset_index(drop=True)
    light, days = t("column-light"), t("column-days-overdue")
    event = st.dataframe(
        frame.style.map(lambda word: f"color: {tones.get(word, palette.ink)}", subset=[light]),
        hide_index=True,
        height=min(LIST_HEIGHT, 36 * (len(frame) + 1) + 2),
        column_config={
            light: st.column_config.TextColumn(pinned=True),
            days: st.column_config.NumberColumn(format="%.1f"),
            t("column-reported"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
            t("column-deadline"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
            t("column-file"): st.column_config.TextColumn(width=170),
            t("column-row"): st.column_config.NumberColumn(format="%d"),
        },
        key="ledger-list",
        on_select="rerun",
        selection_mode="multi-row",
        placeholder=f.NOTHING,
    )
    return [row for row in event["selection"]["rows"] if row < len(frame)]


def _letter(asked: Asked, chosen: pd.DataFrame) -> None:
    """The button for the letter on the chosen rows."""
    if chosen.empty:
        put(note(t("letter-how")))
        return
    moment = asked.shown.ranking.as_of
    moment = chosen["as_of"].max() if f.missing(moment) else moment
    about = asked.shown.about
    st.download_button(
        t("letter-button", n=len(chosen)),
        lambda: letter(chosen, moment, about),
        file_name=f"{t('letter-title')}-{asked.shown.period.id}.docx",
        mime=DOCX_TYPE,
        type="primary",
        key="letter",
        on_click="ignore",
    )


def ageing(asked: Asked) -> None:
    """How old the overdue pile is, in the whole and by unit."""
    found = asked.compute(ledger.items)
    table = ledger.ageing(found)
    sentence = said(handling_captions.of_ageing(table))
    put(statement(sentence))
    if not table["n"].sum():
        return
    left, right = st.columns([1, 1.5], gap="large")
    table = table.assign(band=[_band(r) for r in table.to_dict("records")])
    with left:
        put(section(t("ageing-chart"), escape(t("ageing-hint")), t("overdue-definition")))
        rows = pd.DataFrame(
            {
                "name": table["band"],
                "value": table["n"],
                "value_text": table["n"].map(f.count),
                "extra_text": [f"{f.fixed(v, 0)}%" for v in table["share"]],
                "tone": "neutral",
            }
        )
        show(labelled_bars(rows, theme.current()), "ageing", sentence)
    units = ledger.ageing(found, (asked.by,))
    units = asked.in_order(units.assign(band=[_band(r) for r in units.to_dict("records")]))
    with right:
        put(section(t("ageing-by-unit"), escape(t("ageing-unit-hint"))))
        cells = pd.DataFrame(
            {
                "row": units[asked.by],
                "column": units["band"],
                "value": units["n"],
                "text": units["n"].map(f.count),
                "marked": False,
            }
        )
        show(heat_table(cells, theme.current()), "ageing-by-unit", sentence)
    fields = [
        Field(asked.by, t("column-unit")),
        Field("band", t("column-band")),
        Field("n", t("column-count"), digits=0),
        Field("share", t("column-share"), digits=1),
    ]
    folded(units, fields, asked, "ageing")


def _band(row: Mapping[str, Any]) -> str:
    start = f"{row['from_day']:g}"
    if f.missing(row["to_day"]):
        return t("band-from", start=start)
    return t("band", start=start, end=f"{row['to_day']:g}")


def closing(asked: Asked) -> None:
    """What came in against what was done, and what that does to the pile."""
    found = asked.compute(pace.pace)
    sentence = said(handling_captions.of_pace(found))
    put(statement(sentence))
    if not found["inflow"].sum():
        return
    whole = found[found["whole"]]
    left, right = st.columns(2, gap="large")
    with left:
        put(section(t("pace-chart"), escape(t("pace-hint"))))
        lines = [_line(whole, "inflow", False), _line(whole, "done", True)]
        show(_lines(lines, whole), "pace", sentence)
    with right:
        put(section(t("pile-chart"), escape(t("pile-hint"))))
        lines = [_line(found, "open", False), _line(found, "overdue", True)]
        show(_lines(lines, found), "pile", sentence)
    put(section(t("pace-table")))
    fields = [
        Field("step", t("column-week")),
        Field("first_day", t("column-from")),
        Field("last_day", t("column-to")),
        Field("inflow", t("pace-inflow"), digits=0),
        Field("done", t("pace-done"), digits=0),
        Field("net", t("column-net"), digits=0, change=True, tone=lambda r: f.tone(r["net"])),
        Field("open", t("pace-open"), digits=0),
        Field("overdue", t("pace-overdue"), digits=0),
    ]
    sheet(found.iloc[::-1], fields, asked.name("pace"), asked.shown.about, most=6)


def _line(table: pd.DataFrame, column: str, strong: bool) -> Line:
    values = table[column].tolist()
    label = f"{t(f'pace-{column}')} {f.count(values[-1])}"
    return Line(list(range(len(values))), values, label, strong)


def _lines(lines: list[Line], table: pd.DataFrame):
    """Both lines of a chart over the weeks, every other one labelled."""
    at = list(range(len(table)))[::-2][::-1]
    labels = [table["step"].iloc[i].split("-")[-1] for i in at]
    return labelled_lines(lines, theme.current(), 280, ticks=(at, labels))

"""The list of the ledger: what narrows it, the rows that are chosen, and the letter on them."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from metrics.analyses import ledger
from ui import format as f
from ui import theme, view, widgets
from ui.choices import choose_from, choose_part
from ui.consequences.letters import issued, issuing
from ui.documents.letter import letter
from ui.download import buttons, download
from ui.i18n import language, said, t
from ui.ledger import captions
from ui.markup import note, put, statement
from ui.names import channel_name, method_name
from ui.page_query import PageQuery
from ui.paging import leaf_of, turn_leaves
from ui.sheets import SheetField, exported_columns, source_fields
from ui.tables import records

LIGHTS = {"red": "light-red", "yellow": "light-yellow", "green": "light-green"}
STATES = ("", "overdue", "yellow", "postponed", "held", "returned")
OWNERS_OFFERED = 60
LIST_HEIGHT = 470  # pixels on a small screen; the style sheet gives it what a larger one has
LIGHT_WIDTH = 110  # pixels: the longest word of a light, which the table would cut
ROWS_THAT_FIT = 12
CHOSEN_KEPT = 100
AT_ONCE = 200  # items of a letter that is made when it is downloaded; longer ones show progress
PAGE_ROWS = 200  # rows that the list shows at a time
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_items(asked: PageQuery) -> None:
    """The list, what narrows it, and the letter on the rows that were chosen."""
    found = items_of(asked)
    put(statement(said(captions.of_ledger(found))))
    if found.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choices-list"):
        state = choose_part("state", STATES, lambda code: _state_word(found, code))
        listed = _of_state(found, state)
        owners = listed["owner"].value_counts()
        offered = ["", *owners.index[:OWNERS_OFFERED]]
        wanted = view.current_view().owner
        if wanted and wanted not in offered and (found["owner"] == wanted).any():
            offered.append(wanted)  # has nothing in this state: an empty list says so
        words = {o: f"{o} ({owners.get(o, 0)})" for o in offered if o}
        owner = choose_from("owner", offered, lambda o: words.get(o, t("all-owners")), width=210)
        bands = {band_code(row["from_day"]): band_word(row) for row in _bands(found)}
        band = choose_from("band", ["", *bands], lambda b: bands.get(b, t("all-ages")), width=130)
        order = choose_from("order", ["", *ledger.ORDERS], _order_word, width=170)
    listed = listed[listed["owner"] == owner] if owner else listed
    listed = ledger.of_age(listed, float(band)) if band else listed
    if listed.empty:
        put(note(t("ledger-none")))
        return
    listed = ledger.ordered(listed, order) if order else listed
    here = _labelled(leaf_of(listed, PAGE_ROWS))
    chosen = _list(here)
    with st.container(horizontal=True, vertical_alignment="center"):
        taken = partial(_taken_away, listed)
        buttons(taken, asked.name("ledger"), asked.shown.about)
        _letter(asked, here.iloc[chosen])
        turn_leaves(len(listed), PAGE_ROWS)


def items_of(asked: PageQuery) -> pd.DataFrame:
    """The items of the ledger of the kind that is asked for: cases, findings, or all."""
    return ledger.of_source(asked.compute(ledger.items), asked.source)


def _labelled(found: pd.DataFrame) -> pd.DataFrame:
    """The items with what is written of them: light, kind, channel or method."""
    name = lru_cache(maxsize=None)(
        lambda item, code: channel_name(code) if item == "case" else method_name(code)
    )
    codes = found["channel"].astype(object).where(found["channel"].notna(), None)
    ways = [name(item, code) for item, code in zip(found["item"], codes, strict=True)]
    light = lru_cache(maxsize=None)(_light)
    states = zip(found["light"].astype(str), found["held"], found["open"], strict=True)
    lights = [light(colour, bool(held), bool(still)) for colour, held, still in states]
    kind = found["subcategory"].fillna(found["category"])
    return found.assign(light_word=lights, way=ways, kind=kind)


def _taken_away(listed: pd.DataFrame) -> pd.DataFrame:
    """All rows of the list as files hold them."""
    return exported_columns(_labelled(listed), _fields())


def _light(colour: str, held: bool, still_open: bool) -> str:
    """The deadline light: a sign and a word, so that no one needs the colour."""
    if colour in LIGHTS:
        return t(LIGHTS[colour])
    if not still_open:
        return t("light-done")
    return t("light-held") if held else t("light-none")


def _of_state(found: pd.DataFrame, state: str) -> pd.DataFrame:
    if not state:
        return found
    return found[found["light"] == "yellow"] if state == "yellow" else found[found[state]]


def _state_word(found: pd.DataFrame, state: str) -> str:
    word = t(f"state-{state}") if state else t("state-all")
    if state in ("overdue", "yellow") and found["unjudged"].sum() == found["open"].sum() > 0:
        return f"{word} {f.NOTHING}"  # without deadlines that cannot be told
    return f"{word} {f.count(_of_state(found, state)['share'].sum())}"


def _order_word(order: str) -> str:
    return t(f"order-{order}") if order else t("order-overdue")


def _fields() -> list[SheetField]:
    return [
        SheetField("light_word", t("column-light")),
        SheetField("days_overdue", t("column-days-overdue"), digits=1),
        SheetField("number", t("column-number")),
        SheetField("kind", t("column-category")),
        SheetField("district", t("column-district")),
        SheetField("place", t("column-place")),
        SheetField("owner", t("column-owner")),
        SheetField("since", t("column-reported")),
        SheetField("deadline", t("column-deadline")),
        SheetField("way", t("column-channel")),
        *source_fields(),
    ]


def _list(listed: pd.DataFrame) -> list[int]:
    """The list as a table whose rows can be chosen; says which are. The view keeps their numbers,
    up to as many as an address can hold."""
    now = view.current_view()
    turns = st.session_state.get("ledger-turns", 0) + st.session_state["told by url"]
    st.session_state["ledger-turns"] = turns  # what a link or Back says replaces what was chosen
    numbers = listed["number"].astype(str).tolist()
    wanted = set(filter(None, now.chosen.split(",")))
    before = [row for row, number in enumerate(numbers) if number in wanted]
    palette = theme.current_palette()
    tones = {t("light-red"): palette.worse_text, t("light-green"): palette.better_text}
    frame = exported_columns(listed, _fields()).reset_index(drop=True)
    light, days = t("column-light"), t("column-days-overdue")
    long = len(frame) > ROWS_THAT_FIT
    room = st.container(height=LIST_HEIGHT, border=False, key="ledger-grid") if long else st
    event = room.dataframe(
        frame.style.map(lambda word: f"color: {tones.get(word, palette.ink)}", subset=[light]),
        hide_index=True,
        height="stretch" if long else "content",
        column_config={
            light: st.column_config.TextColumn(width=LIGHT_WIDTH),
            days: st.column_config.NumberColumn(format="%.1f"),
            t("column-reported"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
            t("column-deadline"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
            t("column-file"): st.column_config.TextColumn(width=170),
            t("column-row"): st.column_config.NumberColumn(format="%d"),
        },
        key=f"ledger-list-{turns}-{now.period}-{now.unit}-{now.source}-{now.state}-{now.owner}-{now.band}-{now.order}-{now.leaf}",
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": before}},
        placeholder=f.NOTHING,
    )
    chosen = [row for row in event["selection"]["rows"] if row < len(frame)]
    if len(chosen) <= CHOSEN_KEPT:
        view.update(chosen=",".join(numbers[row] for row in chosen))
    return chosen


def _letter(asked: PageQuery, chosen: pd.DataFrame) -> None:
    """The button for the letter on the chosen rows."""
    if chosen.empty:
        put(note(t("letter-how")))
        return
    moment = asked.shown.state_at or chosen["as_of"].max()
    about, issuer = asked.shown.about, _issuer()
    issuing(asked, chosen, issuer, moment)
    numbered = issued(chosen)
    name = f"{t('letter-title')}-{asked.shown.period.id}.docx"
    if len(chosen) <= AT_ONCE:
        label = t("letter-button", n=len(chosen))
        make = partial(letter, chosen, moment, about, issuer, numbered=numbered)
        download(label, make, name, DOCX_TYPE, "letter",
                 kind="primary")  # fmt: skip
        return
    key = (name, issuer, language(), tuple(chosen["number"]), numbered is None)
    made = st.session_state.get("letter made")
    if widgets.button(t("letter-make", n=len(chosen)), type="primary", key="letter-make"):
        bar = widgets.progress_bar(0.0, t("letter-making"))
        content = letter(
            chosen,
            moment,
            about,
            issuer,
            lambda n: widgets.progress_bar(n / len(chosen), at=bar),
            numbered,
        )
        bar.empty()
        made = st.session_state["letter made"] = (key, content)
    if made and made[0] == key:
        download(t("letter-take"), lambda: made[1], name, DOCX_TYPE, "letter", kind="primary")


def _issuer() -> str:
    """Who signs the letter: what was written last, else a name to be replaced."""
    key = "letter-issuer"
    st.session_state[key] = view.current_view().issuer or t("letter-issuer")
    return widgets.text_input(
        t("letter-issuer-label"),
        key=key,
        label_visibility="collapsed",
        width=280,
        max_chars=60,
        on_change=lambda: view.update(issuer=st.session_state[key].strip()),
    )


def _bands(found: pd.DataFrame) -> list[dict[str, Any]]:
    """The bands of age, from the youngest on."""
    return records(ledger.ageing(found)[["from_day", "to_day"]])


def band_code(from_day: float) -> str:
    return f"{from_day:g}"


def band_word(row: Mapping[str, Any]) -> str:
    start = f"{row['from_day']:g}"
    if f.missing(row["to_day"]):
        return t("band-from", start=start)
    return t("band", start=start, end=f"{row['to_day']:g}")

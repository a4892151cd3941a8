"""告知: who is told what, what would go to whom now, and what was sent and how that ended."""

from datetime import date

import streamlit as st

from data.store import Store
from kernel.messages import ShirongError
from metrics.telling.background import start_telling
from metrics.telling.log import FAILED, LOG_FILE, UNSURE, TellingLog, Told
from metrics.telling.rules import DROP_FOLDER, TELLING_FILE, Recipient, Telling, telling_of
from metrics.telling.running import WouldTell, would_tell
from ui import store, widgets
from ui.header import call_by_language, open_data
from ui.i18n import language, said, t
from ui.markup import caution, note, put, section, statement
from ui.navigation import PageEntry
from ui.tables import Column, TableRow, table

PLACE = PageEntry("data", 30, rights=("send",))
SHORTEST = """schemes: [{scheme}]
recipients:
  - name: {unit}
    units: [{unit}]
"""
_MOST_LOGGED = 200  # rows of the log that are shown, the latest first


def show() -> None:
    """Draw the page: how to set it up, or what would go to whom, who is told, and the log."""
    found = open_data("telling")
    at = store.current()  # without data the page says so
    call_by_language(at)
    if not (found.folder / TELLING_FILE).exists():
        _how()
        return
    try:
        telling = telling_of(found.folder)
        now = _would_tell(at, _stamp(found), date.today())
    except ShirongError as error:
        put(caution(t("telling-broken"), error.text(language()).splitlines()))
        return
    assert telling is not None
    _waiting(now, found)
    put(section(t("telling-who")))
    put(table([{"one": one, "all": telling} for one in telling.recipients], _who_columns()))
    put(section(t("telling-log")))
    _log(TellingLog(found.folder).entries(), telling)


def _how() -> None:
    """What to write, and where, so that somebody is told."""
    put(statement(t("telling-none")))
    put(note(t("telling-how", file=TELLING_FILE)))
    st.code(SHORTEST.format(scheme="sample-district", unit="东屏区"), language="yaml")
    put(note(t("telling-more")))


def _waiting(now: WouldTell, found: Store) -> None:
    if now.notes:
        put(caution(t("telling-look"), [said(one) for one in now.notes]))
    rows: list[TableRow] = [
        {
            "to": one.recipient.name,
            "by": _way(now.telling, one.delivery),
            "kind": event.kind_name,
            "text": text,
        }
        for one in now.waiting
        for event, text in zip(one.events, one.texts, strict=True)
    ]
    if told := st.session_state.pop("telling told", ""):
        put(note(told))
    if not rows:
        put(statement(t("telling-nothing")))
        return
    people = len({one.recipient.name for one in now.waiting})
    put(statement(t("telling-count", n=len(rows), people=people)))
    widgets.button(
        t("telling-now"), key="telling-now", type="primary", on_click=_begin, args=(found,)
    )
    put(
        table(
            rows,
            [
                Column(t("telling-to"), lambda row: row["to"]),
                Column(t("telling-by"), lambda row: row["by"], tone=lambda row: "quiet"),
                Column(t("telling-matter"), lambda row: said(row["kind"])),
                Column(t("telling-text"), lambda row: row["text"], wrap=True),
            ],
        )
    )


def _begin(found: Store) -> None:
    begun = start_telling(found.folder)
    st.session_state["telling told"] = t("telling-begun" if begun else "telling-not-begun")


def _who_columns() -> list[Column]:
    def of(row: TableRow) -> Recipient:
        one: Recipient = row["one"]
        return one

    def ways(row: TableRow) -> str:
        return t("list-separator").join(_way(row["all"], name) for name in of(row).deliveries)

    return [
        Column(t("telling-to"), lambda row: of(row).name),
        Column(t("telling-units"), lambda row: t("list-separator").join(of(row).units), wrap=True),
        Column(t("telling-lang"), lambda row: t(f"telling-lang-{of(row).lang}")),
        Column(t("telling-by"), ways),
    ]


def _way(telling: Telling, name: str) -> str:
    """A delivery in words; one that the file no longer has by its name."""
    if name == DROP_FOLDER:
        return t("telling-folder")
    known = name in telling.deliveries
    return t(f"telling-way-{telling.delivery(name).type}", name=name) if known else name


def _log(entries: list[Told], telling: Telling) -> None:
    if not entries:
        put(note(t("telling-log-none")))
        return
    unsure = [one.parcel for one in entries if one.state == UNSURE]
    if unsure:
        put(caution(t("telling-unsure"), [f"shirong tell --again {id}" for id in unsure]))
    rows: list[TableRow] = [{"one": one} for one in entries[: -_MOST_LOGGED - 1 : -1]]

    def of(row: TableRow) -> Told:
        one: Told = row["one"]
        return one

    def tone(row: TableRow) -> str:
        return "worse" if of(row).state in (FAILED, UNSURE) else ""

    def why(row: TableRow) -> str:
        reason = of(row).why
        return said(reason) if reason else ""

    put(
        table(
            rows,
            [
                Column(t("telling-at"), lambda row: of(row).at),
                Column(t("telling-to"), lambda row: of(row).recipient),
                Column(
                    t("telling-by"),
                    lambda row: _way(telling, of(row).delivery),
                    tone=lambda row: "quiet",
                ),
                Column(t("telling-state"), lambda row: said(of(row).state_name), tone=tone),
                Column(t("telling-matters"), lambda row: str(len(of(row).keys)), align="right"),
                Column(t("telling-tries"), lambda row: str(of(row).tries), align="right"),
                Column(t("telling-why"), why, wrap=True),
            ],
        )
    )


def _stamp(found: Store) -> str:
    """Changes with whatever decides what is told beside the data."""
    paths = [found.folder / name for name in (TELLING_FILE, LOG_FILE)]
    times = [f"{path.stat().st_mtime_ns}" if path.exists() else "" for path in paths]
    return " ".join([*times, store.scheme_stamp()])


@st.cache_resource(max_entries=4, show_spinner=False)
def _would_tell(at: store.Snapshot, stamp: str, today: date) -> WouldTell:
    return would_tell(Store(at.folder), today)

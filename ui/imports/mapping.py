"""A file of unknown layout: what a row is, what each column becomes, what an import would do."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import streamlit as st

from data.importing.account import Account
from data.schema_mapping.targets import MEASURE, PERSONAL, UNUSED
from data.store import Store
from kernel.messages import ShirongError
from kernel.schema import TABLES
from ui import widgets
from ui.i18n import language, said, t
from ui.imports.mapping_columns import column_list, undecided_words, value_maps
from ui.imports.mapping_save import side
from ui.imports.mapping_state import Work, work_on, work_on_batch
from ui.markup import caution, note, put, section

_ROW_TEXT = 60  # characters of a row in the list of header rows
_SAVED = "mapping-saved"


def mapping_view(store: Store, path: Path, account: Account | None) -> str | None:
    """Draw the view; the id of the profile when the visitor has just saved one.

    `path`: the file as it was dropped; `account`: that of the table which is meant (None: the first
    one of the file).
    """
    place = account.place(language()) if account else ""
    return _drawn(lambda: work_on(store, path, account), path.name, place, _SAVED)


def batch_view(store: Store, account: Account) -> str | None:
    """The same for a stored batch, from what was kept of it."""
    saved, place = f"{_SAVED}-batch", account.place(language())
    return _drawn(lambda: work_on_batch(store, account), account.file, place, saved)


def _drawn(find: Callable[[], Work], file: str, place: str, saved: str) -> str | None:
    if profile := st.session_state.pop(saved, None):
        return profile
    _view(find, file, place, saved)
    return None


@st.fragment
def _view(find: Callable[[], Work], file: str, place: str, kept: str) -> None:
    try:
        work = find()
    except ShirongError as error:
        put(caution(t("map-unreadable", file=file), [said(error.message)]))
        return
    title = f"{file} · {place}" if place else file
    put(section(t("map-title", file=title), escape(_counts(work))))
    main, aside = st.columns([3, 1.15], gap="medium")
    with main:
        _head(work)
        column_list(work)
        value_maps(work)
    with aside, st.container(key="map-side"):
        if saved := side(work):
            st.session_state[kept] = saved
            st.rerun()


def _counts(work: Work) -> str:
    """How many columns are stored, dropped, left out."""
    targets = [column.target for column in work.proposal.columns]
    dropped, unused = targets.count(PERSONAL), targets.count(UNUSED)
    params = {"n": len(targets), "dropped": dropped, "unused": unused}
    counts = t("map-counts", stored=len(targets) - dropped - unused, **params)
    undecided = sum(len(undecided_words(work.proposal.table, c)) for c in work.proposal.columns)
    return f"{counts}{t('clause-separator')}{t('map-open', n=undecided)}" if undecided else counts


def _head(work: Work) -> None:
    """What one row is, and where the header stands; the table as read below."""
    proposal, sheet = work.proposal, work.sheet
    with st.container(horizontal=True, gap="small"):
        key = f"{work.token}-table"
        st.session_state[key] = proposal.table
        widgets.selectbox(
            t("map-table"),
            sorted(TABLES, key=lambda name: proposal.table != name),
            format_func=lambda name: t(f"map-table-{name.replace('_', '-')}"),
            key=key,
            width=260,
            on_change=lambda: work.again(st.session_state[key], proposal.header_row),
        )
        rows = {number: _row_text(cells) for number, cells in work.masked()}
        at = f"{work.token}-header"
        st.session_state[at] = sheet.header_row or 0
        widgets.selectbox(
            t("map-header"),
            [0, *rows],
            format_func=lambda n: (
                t("map-header-row", row=n, text=rows.get(n, "")) if n else t("map-header-none")
            ),
            key=at,
            on_change=lambda: work.again(None, st.session_state[at]),
            disabled=work.stored,
        )
    with widgets.expander(t("map-as-read")):
        put(_as_read(work))
    if proposal.table == "score_entries" and proposal.mapped(MEASURE):
        put(note(t("map-measures")))


def _row_text(cells: list[str]) -> str:
    text = " · ".join(cell for cell in cells if cell)
    return text if len(text) <= _ROW_TEXT else text[: _ROW_TEXT - 1] + "…"


def _as_read(work: Work) -> str:
    """The first rows, cell by cell; the header stands out."""
    header, rows = work.sheet.header_row, work.masked()
    width = max(len(cells) for _, cells in rows)
    lines = []
    for number, cells in rows:
        tone = ' class="strong"' if number == header else ""
        texts = "".join(f"<td{tone}>{escape(_short(cell))}</td>" for cell in cells)
        texts += "<td></td>" * (width - len(cells))
        lines.append(f'<tr><td class="quiet right">{number}</td>{texts}</tr>')
    return f'<div class="scroll"><table class="sheet compact">{"".join(lines)}</table></div>'


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else line[:19] + "…"

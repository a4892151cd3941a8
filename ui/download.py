"""Any table as CSV or XLSX: numbers as numbers, dates as dates, text that cannot run.

A spreadsheet takes text that starts with = + - @ for a formula. In CSV such text gets an
apostrophe before it; in XLSX every text is written as a text cell.
"""

import datetime as dt
import io
import logging
import math
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st
import xlsxwriter
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.access.audit import Audit
from data.access.rights import acting, acting_as
from kernel.output import csv_safe
from ui import widgets
from ui.format import missing
from ui.i18n import language, name_shown, names_called, speaking, t
from ui.markup import caution, put
from ui.workspace import shown_store

log = logging.getLogger("shirong.download")

WIDEST = 480  # pixels of a column in a workbook
CELL_LIMIT = 32_767  # characters that a cell of a workbook holds
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV with a byte order mark, so that Excel reads its Chinese."""
    safe = _with_names(frame).map(lambda v: csv_safe(v) if isinstance(v, str) else v)
    safe.columns = [csv_safe(str(c)) for c in safe.columns]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def xlsx_bytes(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """The frame as a workbook; its second sheet says what it is of (period, scheme, version), and
    how many texts were longer than a cell holds."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    sheet = book.add_worksheet(t("download-sheet"))
    cut = 0
    frame = _with_names(frame)
    for column, name in enumerate(frame.columns):
        sheet.write_string(0, column, str(name)[:CELL_LIMIT], formats["head"])
        for row, value in enumerate(frame[name], start=1):
            cut += _write(sheet, row, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofit(max_width=WIDEST)
    notes = book.add_worksheet(t("download-about"))
    lines = dict(about) | ({t("download-cut"): t("download-cut-text", n=cut)} if cut else {})
    for row, (name, text) in enumerate(lines.items()):
        notes.write_string(row, 0, name[:CELL_LIMIT])
        notes.write_string(row, 1, text[:CELL_LIMIT])
    notes.autofit(max_width=WIDEST)
    book.close()
    return buffer.getvalue()


def _with_names(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the names that pages show, in its headings too."""
    if not names_called():
        return frame
    written = frame.map(lambda v: name_shown(v) if isinstance(v, str) else v)
    return written.set_axis([name_shown(str(c)) for c in frame.columns], axis=1)


def _write(
    sheet: Worksheet, row: int, column: int, value: Any, formats: Mapping[str, Format]
) -> bool:
    """Write one cell; True when its text was cut."""
    if missing(value) or (isinstance(value, float) and math.isinf(value)):
        sheet.write_blank(row, column, None)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:CELL_LIMIT])
        return len(value) > CELL_LIMIT
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, formats["time"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    else:
        sheet.write_number(row, column, float(value))
    return False


def buttons(
    table: pd.DataFrame | Callable[[], pd.DataFrame], name: str, about: Mapping[str, str]
) -> None:
    """Two quiet buttons under a table; the files are made when one is pressed, and the table too
    where it is given as what makes it."""

    def frame() -> pd.DataFrame:
        return table() if callable(table) else table

    csv, xlsx = f"{name}.csv", f"{name}.xlsx"
    with st.container(horizontal=True, gap="small", key=f"download-{name}"):
        download(t("download-csv"), lambda: csv_bytes(frame()), csv, "text/csv", f"{name}-csv")
        book = f"{name}-xlsx"
        download(t("download-xlsx"), lambda: xlsx_bytes(frame(), about), xlsx, XLSX_TYPE, book)


def download(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    mime: str,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "tertiary",
) -> None:
    """A button whose file is made when it is pressed, in the page's language. Where that fails, the
    page says so at its next run, which is asked for at once."""
    widgets.download_button(
        label,
        _guarded(make, file_name),
        file_name=file_name,
        mime=mime,
        type=kind,
        key=key,
        on_click="ignore",
    )


def say_failures() -> None:
    """Name the files that could not be made since the last run."""
    failed = st.session_state.get(_FAILED)
    if failed:
        put(caution(t("download-failed"), [t("download-failed-one", **one) for one in failed]))
        failed.clear()


_FAILED = "failed downloads"


def _guarded(make: Callable[[], bytes], file_name: str) -> Callable[[], bytes]:
    """`make`, which Streamlit calls outside of a page's run, where no boundary meets its errors."""
    failed = st.session_state.setdefault(_FAILED, [])
    context, lang, names = get_script_run_ctx(), language(), names_called()
    person, folder = acting(), shown_store().folder

    def made() -> bytes:
        try:
            with acting_as(person), speaking(lang, names):
                content = make()
                Audit(folder).add("export", file_name)
                return content
        except Exception:
            reference = secrets.token_hex(3).upper()
            log.exception("reference %s: %s could not be made", reference, file_name)
            failed.append({"file": file_name, "reference": reference})
            if context and (session := Runtime.instance().get_app_session(context.session_id)):
                session.request_rerun(session._client_state)  # the same page, as it stands
            raise

    return made

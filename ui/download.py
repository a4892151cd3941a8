"""Any table as CSV or XLSX: numbers as numbers, dates as dates, text that cannot run.

A spreadsheet takes text that starts with = + - @ for a formula. In CSV such text gets an
apostrophe before it; in XLSX every text is written as a text cell.
"""

import datetime as dt
import io
import re
from collections.abc import Mapping

import pandas as pd
import streamlit as st
import xlsxwriter

from ui.format import missing
from ui.i18n import t

_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r|]")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs as a formula. Plain negative numbers stay as they are."""
    if not _FORMULA.match(text):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV with a byte order mark, so that Excel reads its Chinese."""
    safe = frame.map(lambda v: safe_text(v) if isinstance(v, str) else v)
    safe.columns = [safe_text(str(c)) for c in frame.columns]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def xlsx_bytes(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """The frame as a workbook; its second sheet says what it is of (period, scheme, version)."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    sheet = book.add_worksheet(t("download-sheet"))
    for column, name in enumerate(frame.columns):
        sheet.write_string(0, column, str(name), formats["head"])
        for row, value in enumerate(frame[name], start=1):
            _write(sheet, row, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    notes = book.add_worksheet(t("download-about"))
    for row, (name, text) in enumerate(about.items()):
        notes.write_string(row, 0, name)
        notes.write_string(row, 1, text)
    notes.autofit()
    book.close()
    return buffer.getvalue()


def _write(sheet, row: int, column: int, value, formats) -> None:
    if missing(value):
        sheet.write_blank(row, column, None)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, formats["time"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    else:
        sheet.write_number(row, column, float(value))


def buttons(frame: pd.DataFrame, name: str, about: Mapping[str, str]) -> None:
    """Two quiet buttons under a table; the files are made when one is pressed."""
    with st.container(horizontal=True, gap="small", key=f"download-{name}"):
        st.download_button(
            t("download-csv"),
            lambda: csv_bytes(frame),
            file_name=f"{name}.csv",
            mime="text/csv",
            type="tertiary",
            key=f"{name}-csv",
            on_click="ignore",
        )
        st.download_button(
            t("download-xlsx"),
            lambda: xlsx_bytes(frame, about),
            file_name=f"{name}.xlsx",
            mime=XLSX_TYPE,
            type="tertiary",
            key=f"{name}-xlsx",
            on_click="ignore",
        )

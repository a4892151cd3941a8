"""Cells of workbooks as text, as the user sees them."""

import datetime as dt
from decimal import Decimal

CellValue = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
TOO_LONG = 1e15
"""Whole numbers from here on have lost digits: a spreadsheet keeps fifteen."""


def cell_text(value: CellValue) -> str | None:
    """The text of a cell: ISO dates, whole numbers without `.0`, TRUE / FALSE, None when blank."""
    if isinstance(value, str):
        text = value.replace("\0", "")
        return None if not text or text.isspace() else text
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        moment = _to_second(value)
        return str(moment.date() if moment.time() == dt.time.min else moment)
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    return value.isoformat("seconds") if isinstance(value, dt.time) else value.isoformat()


def number_text(value: float) -> str:
    """At most fifteen significant digits, as a spreadsheet keeps them, never with an exponent."""
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def _to_second(moment: dt.datetime) -> dt.datetime:
    """Serial dates carry fractions of a second that nobody wrote."""
    return (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)

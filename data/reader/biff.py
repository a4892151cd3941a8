"""What an .xls tells beside its values: looks, error cells, what is hidden. Through xlrd.

xlrd reads slower than calamine, which gives the values: large books are opened only as far as their
formats, and their sheets only where one of these changes what a cell means.
"""

from pathlib import Path
from typing import Any

import xlrd

from data.reader.formats import Look, look_of
from data.reader.parts import SheetPart, cell_name

_SMALL = 2 << 20  # bytes; read in about a second


def xls_parts(path: Path) -> dict[str, SheetPart]:
    """The findings by sheet; none for a book that xlrd does not understand."""
    try:
        with xlrd.open_workbook(str(path), formatting_info=True, on_demand=True) as book:
            looks = _looks(book)
            telling = any(look.kind != "clock" for look in looks.values())
            if not telling and path.stat().st_size > _SMALL:
                return {}
            return {name: _part(book.sheet_by_name(name), looks) for name in book.sheet_names()}
    except Exception:  # xlrd raises what it likes on broken books; calamine has read this one
        return {}


def _looks(book: Any) -> dict[int, Look]:
    """The looks by number of the cell format; formats of styles belong to no cell."""
    found = {}
    for number, form in enumerate(book.xf_list):
        code = book.format_map.get(form.format_key)
        if not form.is_style and code and (look := look_of(code.format_str)):
            found[number] = look
    return found


def _part(sheet: Any, looks: dict[int, Look]) -> SheetPart:
    part = SheetPart()
    for row in range(sheet.nrows):
        types = sheet.row_types(row)
        if xlrd.XL_CELL_ERROR in types:
            part.errors += [
                cell_name(column, row + 1)
                for column, kind in enumerate(types)
                if kind == xlrd.XL_CELL_ERROR
            ]
        for column, kind in enumerate(types):
            if kind not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                continue
            if look := looks.get(sheet.cell_xf_index(row, column)):
                part.add_look(column, row + 1, look)
    for row, info in sheet.rowinfo_map.items():
        if (info.hidden or info.height == 0) and row < sheet.nrows and any(sheet.row_types(row)):
            part.hidden_rows.append(row + 1)
    part.hidden_rows.sort()
    part.hidden_columns = sorted(at for at, info in sheet.colinfo_map.items() if info.hidden)
    return part

"""Reads any file that an assessment office drops: text, workbooks, and tables in markup.

`read_file` decides by content, finds encoding, separators, header and sheets, and gives Sheets that
stream their rows. A file that cannot be read raises UnreadableFileError with one sentence.
"""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from data.reader.container import container_kind
from data.reader.markup import read_markup, read_single_file_page
from data.reader.problems import UnreadableFileError, unreadable
from data.reader.sheet import Sheet
from data.reader.text import read_text
from data.reader.workbook import read_workbook
from kernel.text import fold

__all__ = ["Sheet", "UnreadableFileError", "read_file"]


def read_file(
    path: str | Path, known_headers: Collection[str] = (), hidden_sheets: bool = False
) -> list[Sheet]:
    """The tables of a file. `known_headers` are names of columns that make a row a header.

    `hidden_sheets`: those of a workbook are read as well; otherwise they are set aside and named.
    Raises UnreadableFileError when there is nothing to read.
    """
    path = Path(path)
    known = frozenset(fold(name) for name in known_headers)
    readers: dict[str, Callable[[Path, frozenset[str]], list[Sheet]]] = {
        "workbook": partial(read_workbook, hidden_sheets=hidden_sheets),
        "markup": read_markup,
        "page": read_single_file_page,
        "text": read_text,
    }
    try:
        return readers[container_kind(path)](path, known)
    except FileNotFoundError as error:
        raise unreadable("reader-missing", path.name) from error
    except OSError as error:
        raise unreadable("reader-os-error", path.name, detail=error.strerror or error) from error

"""Files for the tests of damage: one good case export in every format, to be broken by them."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import xlwt

from data.importer import import_files
from data.importing.account import Account
from data.store import Store

HEADER = [
    "任务号",
    "上报时间",
    "小类名称",
    "问题来源",
    "当前阶段名称",
    "处置截止时间",
    "地址描述",
    "所属区域",
]
Rows = list[list[str]]


def cases(count: int = 300, prefix: str = "A") -> Rows:
    """A header and so many cases."""
    rows = [
        [
            f"{prefix}2025{number:06d}",
            f"2025-10-{number % 28 + 1:02d} 08:30:00",
            "暴露垃圾",
            "采集员上报",
            "[办结]",
            "2025-11-01 12:00:00",
            f"人民路{number}号",
            "云栖区",
        ]
        for number in range(1, count + 1)
    ]
    return [HEADER, *rows]


def as_text(rows: Rows, delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def as_html(rows: Rows) -> str:
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body><table>{body}</table></body></html>"


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def old_book(rows: Rows) -> xlwt.Workbook:
    book = xlwt.Workbook()
    sheet = book.add_sheet("案卷")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    return book


def as_xls(rows: Rows) -> bytes:
    stream = io.BytesIO()
    old_book(rows).save(stream)
    return stream.getvalue()


def with_parts(parts: dict[str, bytes]) -> bytes:
    """A good workbook some of whose parts are replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(cases()))) as whole,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in dict.fromkeys([*whole.namelist(), *parts]):
            out.writestr(name, parts[name] if name in parts else whole.read(name))
    return stream.getvalue()


def refusal(store: Store, path: Path, content: bytes) -> str:
    """The code of the message with which a file is refused, which names the file in both languages
    and says what to do."""
    path.write_bytes(content)
    (account,) = import_files(store, [path])
    assert not account.readable and account.batch_id is None and account.rows_read == 0
    (message,) = account.reasons
    assert path.name in message.text("zh") and "请" in message.text("zh")
    assert path.name in message.text("en") and "please" in message.text("en").lower()
    return message.code


def imported(store: Store, path: Path, content: bytes) -> Account:
    """The account of a file of one sheet that is stored all the same; its rows add up."""
    path.write_bytes(content)
    (account,) = import_files(store, [path])
    assert account.readable and account.adds_up
    return account


def warned(account: Account) -> set[str]:
    """What is said of a file, but that these state no time of their own."""
    return {message.code for message in account.warnings} - {"import-as-of-unknown"}


def stored(store: Store) -> list[tuple[object, ...]]:
    """The facts of the cases in the store, in the order of their numbers."""
    with store.connect() as con:
        return con.execute(
            "SELECT case_no, reported_at, subcategory, due_at, place, district FROM cases "
            "ORDER BY case_no"
        ).fetchall()


def fingerprint(folder: Path, besides: Iterable[str] = ("writer.lock",)) -> dict[str, bytes]:
    """Every file of a store and what is in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in besides
    }

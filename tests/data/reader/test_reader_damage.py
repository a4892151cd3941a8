"""Files that are broken, locked or hostile: one sentence in either language, never a traceback."""

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from data.reader import UnreadableFileError, read_file


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["区", "数"], *(["云栖区", n] for n in range(500))):
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(500):
        sheet.write(row, 0, f"text {row}")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(parts: dict[str, bytes]) -> bytes:
    """A workbook some of whose parts are replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as whole,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in whole.namelist():
            out.writestr(name, parts.get(name, whole.read(name)))
    return stream.getvalue()


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert path.name in error.value.message.text("zh")
    assert path.name in error.value.message.text("en")
    return error.value.message.code


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95])
def test_a_truncated_workbook(tmp_path: Path, share: float) -> None:
    content = workbook()
    cut = content[: int(len(content) * share)]
    assert refusal(tmp_path / "案卷.xlsx", cut) == "reader-damaged"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_a_truncated_old_workbook(tmp_path: Path, share: float) -> None:
    content = old_workbook()
    cut = content[: int(len(content) * share)]
    assert refusal(tmp_path / "案卷.xls", cut) == "reader-damaged"


def test_a_broken_sheet_inside_a_whole_archive(tmp_path: Path) -> None:
    content = with_parts({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c t="})
    assert refusal(tmp_path / "a.xlsx", content) in ("reader-damaged", "reader-empty-workbook")


def test_a_password(tmp_path: Path) -> None:
    """An encrypted workbook is an OLE container whose directory names an EncryptedPackage."""
    header = bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0")
    entry = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 34)
    assert refusal(tmp_path / "a.xlsx", header + entry.ljust(512, b"\0")) == "reader-password"


def test_a_stray_cell_at_the_far_corner(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["区", "数"])
    book.worksheets[0]["XFD1048576"] = " "
    stream = io.BytesIO()
    book.save(stream)
    assert refusal(tmp_path / "a.xlsx", stream.getvalue()) == "reader-used-range"


def test_a_zip_bomb(tmp_path: Path) -> None:
    head, tail = b"<worksheet><sheetData>", b"</sheetData></worksheet>"
    content = with_parts({"xl/worksheets/sheet1.xml": head + b" " * (80 << 20) + tail})
    assert len(content) < 200_000
    assert refusal(tmp_path / "a.xlsx", content) == "reader-zip-bomb"


def test_an_xml_bomb(tmp_path: Path) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )
    content = with_parts({"xl/worksheets/sheet1.xml": bomb})
    assert refusal(tmp_path / "a.xlsx", content) == "reader-xml-bomb"


def test_archives_that_are_no_workbooks(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", "a,b\n1,2\n")
    assert refusal(tmp_path / "a.zip", stream.getvalue()) == "reader-archive"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert refusal(tmp_path / "a.docx", stream.getvalue()) == "reader-foreign"


def test_a_workbook_without_rows(tmp_path: Path) -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    assert refusal(tmp_path / "a.xlsx", stream.getvalue()) == "reader-empty-workbook"


def test_a_page_without_a_table(tmp_path: Path) -> None:
    content = "<html><body>登录已超时，请重新登录</body></html>".encode()
    assert refusal(tmp_path / "a.xls", content) == "reader-no-table"

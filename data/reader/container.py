"""What a file is, by its content and never by its name; archives that would burst are refused."""

import re
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from pathlib import Path

from data.reader.formats import Look, looks_of
from data.reader.parts import PartReader, SheetPart
from data.reader.problems import UnreadableFileError, unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"SQLite format 3": "SQLite",
    b"PAR1": "Parquet",
}
_MARKUP = re.compile(
    rb"<(!doctype\s+html|html|head|meta|body|table|style|div|\?xml|workbook)\b", re.I
)
_UNPACKED_LIMIT = 4 << 30
_PAGE_IN_ENVELOPE = re.compile(rb"(MIME-Version|Content-Type|From|Subject):", re.I)
# Beginning of a workbook stream (BIFF8), perhaps write protection, then FILEPASS: encrypted.
_LOCKED_STREAM = re.compile(
    rb"\x09\x08[\x08\x10]\0\0[\x05\x06]\x05\0.{4}(.{8})?(\x86\0\0\0)?\x2f\0", re.DOTALL
)
_SUSPECT_SIZE, _SUSPECT_RATIO = 64 << 20, 150
_CHUNK = 1 << 20
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def container_kind(path: Path) -> str:
    """`workbook`, `markup`, `page` (MHTML) or `text`.

    UnreadableFileError for files that hold no table.
    """
    size = path.stat().st_size
    if size == 0:
        raise unreadable("reader-empty", path.name)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_OLE):
        if _locked(path):
            raise unreadable("reader-password", path.name)
        return "workbook"
    if head.startswith(b"PK"):
        return "workbook"
    for mark, name in _FOREIGN.items():
        if head.startswith(mark):
            code = "reader-archive" if name in ("gzip", "RAR", "7-Zip") else "reader-foreign"
            raise unreadable(code, path.name, kind=name)
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _MARKUP.match(plain):
        return "markup"
    if _PAGE_IN_ENVELOPE.match(plain) and b"multipart/related" in plain.lower():
        return "page"
    if _is_json(plain, path):
        raise unreadable("reader-foreign", path.name, kind="JSON")
    return "text"


def has_xml(path: Path) -> bool:
    """Whether a zipped workbook tells in XML how its cells look, as .xlsx and .xlsm do."""
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith("workbook.xml") for name in archive.namelist())


def check_zip(path: Path) -> dict[str, SheetPart]:
    """Unpacks every part of a zipped workbook without keeping it.

    Returns, by sheet, what its XML tells beside the values that calamine gives.

    UnreadableFileError when the archive is broken, holds no workbook, would unpack to a size out of
    all proportion, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} and not any(
                name.lower().endswith(("workbook.xml", "workbook.bin")) for name in names
            ):
                code = "reader-foreign" if "[Content_Types].xml" in names else "reader-archive"
                kind = "Office" if "[Content_Types].xml" in names else "ZIP"
                raise unreadable(code, path.name, kind=kind)
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
                "META-INF/manifest.xml"
            ):
                raise unreadable("reader-password", path.name)
            packed = path.stat().st_size
            total = 0
            parts: dict[str, SheetPart] = {}
            looks = _looks(archive, path.name)
            for info in archive.infolist():
                if not info.filename.lower().endswith((".xml", ".bin", ".rels", ".vml")):
                    continue
                total += _unpack(archive, info, parts, looks, path.name)
                if total > _UNPACKED_LIMIT or (
                    total > _SUSPECT_SIZE and total > _SUSPECT_RATIO * packed
                ):
                    raise unreadable("reader-zip-bomb", path.name, size=total >> 20)
            return _by_sheet(archive, parts)
    except UnreadableFileError:
        raise
    except _BROKEN_ARCHIVE as error:
        raise unreadable("reader-damaged", path.name) from error


def _looks(archive: zipfile.ZipFile, name: str) -> dict[int, Look]:
    """The looks of the workbook's styles; none where it has no such part."""
    for info in archive.infolist():
        if info.filename.lower().endswith("/styles.xml") and info.file_size < _SUSPECT_SIZE:
            with archive.open(info) as part:
                text = part.read(_SUSPECT_SIZE)
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise unreadable("reader-xml-bomb", name)
            return looks_of(text)
    return {}


def _unpack(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    parts: dict[str, SheetPart],
    looks: dict[int, Look],
    name: str,
) -> int:
    """The unpacked size of one part, looking out for entities; of a sheet, what its XML tells."""
    size, tail = 0, b""
    sheet = "worksheets/" in info.filename.lower() and info.filename.lower().endswith(".xml")
    reader = PartReader(looks) if sheet else None
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            text = tail + chunk
            if info.filename.lower().endswith((".xml", ".rels", ".vml")):
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise unreadable("reader-xml-bomb", name)
                tail = chunk[-200:]
                if reader:
                    reader.feed(chunk)
            if size > _SUSPECT_SIZE and size > _SUSPECT_RATIO * max(info.compress_size, 1):
                break
    if reader:
        parts[info.filename] = reader.finish()
    return size


def _by_sheet(archive: zipfile.ZipFile, parts: dict[str, SheetPart]) -> dict[str, SheetPart]:
    """What was found by the names of sheets instead of the names of parts."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        rels = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {rel.get("Id"): (rel.get("Target") or "").lstrip("/") for rel in rels}
    by_sheet = {}
    for sheet in book.findall(".//{*}sheet"):
        ids = [value for key, value in sheet.items() if key.endswith("}id")]
        target = targets.get(ids[0], "") if ids else ""
        for part in (target, f"xl/{target}"):
            if part in parts:
                by_sheet[sheet.get("name") or ""] = parts[part]
    return by_sheet


def _locked(path: Path) -> bool:
    """Whether an OLE file is encrypted: a new workbook in an envelope, or an old one's stream."""
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            part = tail + chunk
            if _ENCRYPTED in part or _LOCKED_STREAM.search(part):
                return True
            tail = chunk[-64:]
    return False


def _is_json(plain: bytes, path: Path) -> bool:
    """JSON and line-wise JSON begin with a bracket, and an object with a quoted name."""
    return bool(re.match(rb'\{\s*"[^"\n]*"\s*:|\[\s*(\{\s*"|\[)', plain)) or (
        path.suffix.lower() in (".json", ".ndjson", ".jsonl") and plain[:1] in (b"[", b"{")
    )

"""Workbooks behind a password: it cannot be guessed, and the message says what to do."""

import io
import struct
from pathlib import Path

import pytest
from xlwt.CompoundDoc import XlsDoc

from data.store import Store
from tests.data.damage.files import cases, old_book, refusal

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole_file(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams, each of 4,096 bytes or more."""
    bodies = [
        content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0") for content in streams.values()
    ]
    fat: list[int] = [_FAT, _END]  # sector 0: this table; sector 1: the directory
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for at, (name, body) in enumerate(zip(streams, bodies, strict=True), 1):
        start, count = len(fat), len(body) // SECTOR
        fat += [*range(start + 1, start + count), _END]
        more = at + 1 if at < len(streams) else _FREE
        entries.append(_entry(name, 2, start, len(streams[name]), right=more))
    fat += [_FREE] * (SECTOR // 4 - len(fat))
    assert len(fat) == SECTOR // 4 and len(entries) <= 4
    header = struct.pack(
        "<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0,
    ) + struct.pack("<109I", 0, *[_FREE] * 108)  # fmt: skip
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return header + struct.pack(f"<{len(fat)}I", *fat) + directory + b"".join(bodies)


def _entry(
    name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE
) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    numbers = struct.pack("<HBBIII", len(text), kind, 1, _FREE, right, child)
    return text.ljust(64, b"\0") + numbers + bytes(36) + struct.pack("<IQ", start, size)


def test_a_locked_workbook(kept: Store, tmp_path: Path) -> None:
    """Office puts the encrypted package and how it is encrypted into a compound file."""
    info = struct.pack("<HHI", 4, 4, 0x40) + b"<encryption/>"
    content = ole_file({"EncryptedPackage": bytes(range(256)) * 60, "EncryptionInfo": info * 300})
    for name in ("案卷.xlsx", "案卷.xls"):
        assert refusal(kept, tmp_path / name, content) == "reader-password"


FILEPASS = {
    "XOR": struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678),
    "RC4": struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48),
    "RC4 CryptoAPI": struct.pack("<HHHHH", 0x2F, 200, 1, 2, 2) + bytes(194),
}


@pytest.mark.parametrize("method", FILEPASS)
def test_a_locked_old_workbook(kept: Store, tmp_path: Path, method: str) -> None:
    """After the record that begins the workbook stands FILEPASS, and all that follows is noise."""
    stream = old_book(cases()).get_biff_data()
    begin = 4 + struct.unpack("<H", stream[2:4])[0]
    noise = bytes(byte ^ 0xA5 for byte in stream[begin:])
    file = io.BytesIO()
    XlsDoc().save(file, stream[:begin] + FILEPASS[method] + noise)
    assert refusal(kept, tmp_path / "案卷.xls", file.getvalue()) == "reader-password"


def test_a_locked_open_document(kept: Store, tmp_path: Path) -> None:
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", bytes(range(256)))
        manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
        archive.writestr("META-INF/manifest.xml", manifest)
    assert refusal(kept, tmp_path / "案卷.ods", file.getvalue()) == "reader-password"

"""Which encoding a text file is written in, tested on the whole file."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
_PLAUSIBLE = 0.7
_MOSTLY = 0.9
MIXED = "utf-8 + gb18030"
_ORDINARY = re.compile(r"[\t\n\r\x20-\x7e\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SEPARATORS = re.compile(rb'([\t\r\n ",;]+)')


@dataclass(frozen=True)
class Encoding:
    """A codec name (MIXED: line by line), whether it was guessed, whether NUL bytes occur, whether
    the file ends inside a character."""

    name: str
    guessed: bool = False
    nul: bool = False
    cut: bool = False


def detect_encoding(path: Path) -> Encoding:
    """UTF-16 by mark or pattern, then strict UTF-8, GB18030, line by line, and latin-1 at last."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    if wide := _utf16_without_mark(head):
        return Encoding(wide)
    nul = any(b"\0" in chunk for chunk in _chunks(path))
    # Cut inside a character, UTF-8 may pass for GB18030: only text before the cut proves it.
    if (fit := _fits(path, "utf-8")) and (fit == "whole" or _foreign_text(path, "utf-8")):
        name = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
        return Encoding(name, nul=nul, cut=fit == "cut")
    if (fit := _fits(path, "gb18030")) and _chinese(_foreign_text(path, "gb18030")):
        if _holds_utf8_lines(path):
            return Encoding(MIXED, guessed=True, nul=nul)
        return Encoding("gb18030", nul=nul, cut=fit == "cut")
    return _by_line(path, nul)


def decode_line(raw: bytes) -> tuple[str, bool]:
    """One line of a file of mixed encodings, and whether all of it could be decoded.

    A line that is not UTF-8 as a whole is taken cell by cell: no character of either encoding
    contains a separator.
    """
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        parts = [_decode_part(part) for part in _SEPARATORS.split(raw)]
        return "".join(text for text, _ in parts), all(whole for _, whole in parts)


def decode_page(raw: bytes) -> str:
    """The text of a page inside an envelope, whose headers often state another encoding."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _decode_part(raw: bytes) -> tuple[str, bool]:
    for codec in ("utf-8", "gb18030") if _surely_utf8(raw) else ("gb18030", "utf-8"):
        try:
            return raw.decode(codec), True
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace"), False


def _surely_utf8(raw: bytes) -> bool:
    """Whether bytes are Chinese text in UTF-8, which GB18030 gives hardly ever by chance."""
    if raw.isascii():
        return False
    try:
        return _chinese("".join(re.findall(r"[^\x00-\x7f]", raw.decode("utf-8"))))
    except UnicodeDecodeError:
        return False


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file as bytes, with their ends: LF, CRLF or CR."""
    with path.open("rb") as file:
        for raw in file:
            yield from raw.splitlines(keepends=True)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _fits(path: Path, codec: str) -> str | None:
    """`whole`, `cut` when only the last character is incomplete, None when it is not this codec."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return None
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cut"
    return "whole"


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 shows as NUL bytes beside digits and line ends, and reads as ordinary text."""
    if head.count(0) * 50 < len(head):
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = head.decode(codec, "ignore")
        if len(_ORDINARY.findall(text)) >= _MOSTLY * len(head) / 2:
            return codec
    return None


def _foreign_text(path: Path, codec: str) -> str:
    """The characters beyond ASCII at the first places where there are any."""
    found: list[str] = []
    for raw in lines_of(path):
        if not raw.isascii():
            found += re.findall(r"[^\x00-\x7f]", raw.decode(codec, "ignore"))
        if len(found) > 5000:
            break
    return "".join(found)


def _holds_utf8_lines(path: Path) -> bool:
    return any(_surely_utf8(raw) for raw in lines_of(path))


def _chinese(text: str) -> bool:
    """Whether text decoded as GB18030 is Chinese in everyday characters.

    Western accents that are read as GB18030 come out as rare characters outside GB 2312.
    """
    common = len(text.encode("gb2312", "ignore")) / 2
    return bool(text) and common >= _PLAUSIBLE * len(text)


def _by_line(path: Path, nul: bool) -> Encoding:
    """Files of mixed or damaged encoding: most lines must be UTF-8 or Chinese GB18030."""
    utf8 = other = broken = 0
    samples: list[str] = []
    for raw in lines_of(path):
        if raw.isascii():
            continue
        text, whole = decode_line(raw)
        if not whole:
            broken += 1
        elif text.encode("utf-8") == raw:
            utf8 += 1
        else:
            other += 1
            if len(samples) < 1000:
                samples += re.findall(r"[^\x00-\x7f]", text)
    if other and not _chinese("".join(samples)):
        broken += other
        other = 0
    if utf8 + other >= _MOSTLY * (utf8 + other + broken):
        return Encoding(MIXED, guessed=True, nul=nul)
    cp1252 = _fits(path, "cp1252") == "whole"
    return Encoding("cp1252" if cp1252 else "latin-1", guessed=True, nul=nul)

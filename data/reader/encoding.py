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


@dataclass(frozen=True)
class Encoding:
    """A codec name (MIXED: line by line), whether it was guessed, whether NUL bytes occur."""

    name: str
    guessed: bool = False
    nul: bool = False


def detect(path: Path) -> Encoding:
    """UTF-16 by mark or pattern, then strict UTF-8, GB18030, line by line, and latin-1 at last."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    if wide := _utf16_without_mark(head):
        return Encoding(wide)
    nul = any(b"\0" in chunk for chunk in _chunks(path))
    if _decodes(path, "utf-8"):
        return Encoding("utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8", nul=nul)
    if _decodes(path, "gb18030") and _chinese(_foreign_text(path)):
        return Encoding("gb18030", nul=nul)
    return _by_line(path, nul)


def decode_line(raw: bytes) -> tuple[str, bool]:
    """One line of a file of mixed encodings, and whether it was whole in one of them."""
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec), True
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace"), False


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _decodes(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 shows as NUL bytes on one side of the pairs that hold digits and line ends."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    few, many = sorted((even, odd))
    if many * 20 < len(head) or few * 20 > many:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    try:
        head[: len(head) // 2 * 2].decode(codec)
    except UnicodeDecodeError as error:
        return codec if error.end >= len(head) - 2 else None
    return codec


def _foreign_text(path: Path) -> str:
    """The characters beyond ASCII at the first places where there are any, read as GB18030."""
    found: list[str] = []
    with path.open("rb") as file:
        for raw in file:
            if not raw.isascii():
                found += re.findall(r"[^\x00-\x7f]", raw.decode("gb18030", "replace"))
            if len(found) > 5000:
                break
    return "".join(found)


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
    with path.open("rb") as file:
        for raw in file:
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
    if broken and utf8 >= 1 and utf8 >= other and _cut_at_end(path):
        return Encoding(MIXED, guessed=True, nul=nul)
    return Encoding("cp1252" if _decodes(path, "cp1252") else "latin-1", guessed=True, nul=nul)


def _cut_at_end(path: Path) -> bool:
    """Whether only the very last character is incomplete, as in a file cut off while copying."""
    raw = path.read_bytes() if path.stat().st_size < CHUNK else b""
    for codec in ("utf-8", "gb18030"):
        try:
            raw.decode(codec)
        except UnicodeDecodeError as error:
            if error.start >= len(raw) - 4:
                return bool(raw)
    return False

"""Photos of the newest month's findings: their names in the list, and drawn pictures.

Three in five findings name a photo of before; of the rectified among them four in five one of
after. Names stand as offices write them: with the folder of some PC, several in a cell, or as an
address of the platform. One picture in twenty is not in the folder. 望岭区 proves a rectification
by the photo of before, copied: `COPIED` of them. Every picture is drawn and says SAMPLE.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import pandas as pd

COPYING_DISTRICT, COPIED = "望岭区", 4
_SERVER = "http://photo.sample-city.invalid/2025/10/"


def photo_names(findings: pd.DataFrame) -> tuple[list[str], list[str]]:
    """What the columns of before and after say of each finding."""
    pairs = [_names(no, done) for no, done in _rectified(findings)]
    return [before for before, _ in pairs], [after for _, after in pairs]


def write_photos(findings: pd.DataFrame, folder: Path) -> list[Path]:
    """Draw the pictures that the list names, but for those that are missing."""
    (folder / "2025-10").mkdir(parents=True, exist_ok=True)
    paths = []
    for number, name, clean in _pictures(findings):
        paths.append(folder / "2025-10" / name)
        _draw(paths[-1], number, clean)
    return paths


def _rectified(findings: pd.DataFrame) -> Iterator[tuple[str, bool]]:
    yield from zip(findings["finding_no"], findings["rectified_at"].notna(), strict=True)


def _chance(number: str, of: str, share: float) -> bool:
    """The same for a finding whatever the file it stands in."""
    return crc32(f"{of}{number}".encode()) % 1000 < 1000 * share


def _names(number: str, rectified: bool) -> tuple[str, str]:
    if not _chance(number, "photo", 0.6):
        return "", ""
    before, after = f"{number}_前.png", f"{number}_后.png"
    if _chance(number, "server", 0.1):
        before, after = f"{_SERVER}{number}a.jpg", f"{_SERVER}{number}b.jpg"
    elif _chance(number, "path", 0.2):
        before = f"D:\\考评\\照片\\2025-10\\{before}"
    elif _chance(number, "twice", 0.1):
        before = f"{before}；{number}_前2.png"
    return before, after if rectified and _chance(number, "after", 0.8) else ""


def copying(findings: pd.DataFrame) -> list[str]:
    """The findings whose picture of after is the one of before."""
    own = findings[findings["district"] == COPYING_DISTRICT]
    pairs = {number: _names(number, done) for number, done in _rectified(own)}
    both = [no for no, (a, b) in pairs.items() if a and b and not a.startswith("http")]
    return both[:COPIED]


def _pictures(findings: pd.DataFrame) -> Iterator[tuple[str, str, bool]]:
    """Whose picture, its name in the folder, whether the road is clean on it."""
    copied = copying(findings)
    for number, done in _rectified(findings):
        before, after = _names(number, done)
        if before.startswith("http") or _chance(number, "missing", 0.05):
            continue
        for name in before.split("；") if before else []:
            yield number, name.rsplit("\\", 1)[-1], False
        if after:
            yield number, after, number not in copied


def _draw(path: Path, number: str, clean: bool) -> None:
    """A road with its kerb, and unless it is clean a heap of bags on the pavement."""
    from PIL import Image, ImageDraw  # only whoever writes pictures needs it

    image = Image.new("RGB", (480, 320), "#cfd6da")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 190, 480, 320), fill="#7d8489")
    pen.rectangle((0, 170, 480, 190), fill="#b9b2a4")
    for at in range(20, 480, 90):
        pen.rectangle((at, 250, at + 45, 257), fill="#e9e6dc")
    for at in (60, 250, 400):
        pen.rectangle((at, 60, at + 8, 170), fill="#6b4f3a")
        pen.ellipse((at - 38, 20, at + 46, 100), fill="#6f8f6a")
    shift = crc32(number.encode()) % 220
    for dx, dy, size, colour in _HEAP if not clean else ():
        at = 90 + shift + dx
        pen.ellipse((at, 168 - dy, at + size, 196 - dy // 2), fill=colour)
    pen.text((12, 296), f"SAMPLE {number}", fill="#f4f4f4")
    image.save(path)


_HEAP: Sequence[tuple[int, int, int, str]] = (
    (0, 14, 46, "#3f4347"),
    (34, 22, 52, "#5a4a3c"),
    (70, 12, 40, "#d7d2c4"),
    (22, 34, 44, "#47505a"),
    (88, 4, 34, "#8c5a44"),
)

"""Photos of before and after that files name: pictures of a local folder, or addresses.

Pictures lie in the folder that SHIRONG_PHOTOS names, else in `photos/` of the store. Nothing is
fetched: an address is shown as one and opened by whoever clicks it.
"""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath

FORMATS = frozenset((".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"))
# An address may hold commas; between two of them they part.
_BETWEEN = re.compile(r"\s*[;；|、\n]\s*|[,，\s]\s*(?=https?://)")
_COMMA = re.compile(r"\s*[,，]\s*")
_ADDRESS = re.compile(r"https?://\S+", re.I)


@dataclass(frozen=True)
class Photo:
    """One photo as a file names it.

    path: the picture in the folder; None where there is none, where several of the folder have the
    name (`alike` says how many), where it is no picture by its name, or where it is an address.
    """

    written: str
    path: Path | None = None
    alike: int = 0

    @property
    def is_address(self) -> bool:
        """Whether it lies elsewhere, e.g. on the server of the platform."""
        return _ADDRESS.fullmatch(self.written) is not None

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture by the end of its name."""
        return PureWindowsPath(self.written).suffix.lower() in FORMATS


def photo_folder(store: Path) -> Path:
    """The folder of pictures of a store, whether or not it is there."""
    return Path(os.environ.get("SHIRONG_PHOTOS") or store / "photos")


def named_photos(written: str) -> list[Photo]:
    """The photos that a cell names, in its order: `前1.jpg；前2.jpg`, `照片/2025-10/前1.jpg`."""
    return [
        Photo(name)
        for part in _BETWEEN.split(written.strip())
        for name in ([part] if _ADDRESS.fullmatch(part) else _COMMA.split(part))
        if name
    ]


def photos(written: str | None, folder: Path) -> list[Photo]:
    """The photos that a cell names, with the pictures of the folder.

    A picture is looked for at the end of the path as it is written, below `folder`; a bare name
    there and in its direct subfolders. What lies outside of the folder is never found.
    """
    return [
        photo if photo.is_address else _photo(photo, folder)
        for photo in named_photos(written or "")
    ]


def _photo(photo: Photo, folder: Path) -> Photo:
    parts = [
        part
        for part in PureWindowsPath(photo.written).parts
        if part.strip("./\\") and ":" not in part
    ]
    if not parts or not photo.is_picture:
        return photo
    for start in range(len(parts)):
        if _is_below(path := folder.joinpath(*parts[start:]), folder):
            return replace(photo, path=path, alike=1)
    found = [path for sub in _subfolders(folder) if _is_below(path := sub / parts[-1], folder)]
    return replace(photo, path=found[0] if len(found) == 1 else None, alike=len(found))


def _is_below(path: Path, folder: Path) -> bool:
    """Whether it is a file of the folder, also after links are followed."""
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):  # a name that no file can have
        return False


def _subfolders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

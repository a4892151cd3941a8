"""A folder on this machine or a share: works without any server."""

import os
import re
from pathlib import Path

from data.storage.store_folder import flush
from metrics.telling.deliveries.parcel import NotDelivered, Parcel
from metrics.telling.rules import FolderSettings


def deliver(parcel: Parcel, settings: FolderSettings) -> None:
    """Write the text and the document into the recipient's folder, each whole or not at all."""
    folder = parcel.folder / settings.path / file_name(parcel.recipient)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{parcel.name}.docx", parcel.document)
        _write(folder / f"{parcel.name}.txt", f"{parcel.title}\n\n{parcel.text}\n".encode())
        flush(folder)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise NotDelivered("tell-why-folder", settings.path, why, again=False) from error


def file_name(text: str) -> str:
    """A name that every system takes as one of a file or a folder, and that leads nowhere else."""
    return re.sub(r"[^\w-]+", "-", text).strip("-_")[:60] or "-"


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    flush(beside)
    os.replace(beside, path)

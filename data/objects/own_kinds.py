"""The kinds of objects that an office adds to those that ship, and takes back."""

from pathlib import Path

from data.objects.kinds import KindError, keep_kinds, kinds_of, parse_kinds
from data.store import Store
from kernel.configuration import read_bytes
from kernel.messages import Message, ShirongError


class NoSuchKindError(ShirongError):
    """A kind that no office added."""


def add_kinds(store: Store, path: Path) -> int:
    """Add the kinds of a file, as a version of the store; its number. Raises KindError."""
    return declare(store, read_bytes(path, KindError), path.name)


def declare(store: Store, content: bytes, file: str) -> int:
    """Add the kinds that a text declares, as a version of the store; its number. Raises
    KindError, which names `file`."""
    with store.writing(f"kinds {file}") as draft:
        keep_kinds(draft.con, parse_kinds(content, file, kinds_of(draft.con)))
        draft.changed |= {"points", "inspections"}
    return draft.version


def remove(store: Store, kind_id: str) -> int:
    """Take an added kind back, as a version of the store; its number."""
    with store.writing(f"kinds -{kind_id}") as draft:
        row = draft.con.execute("DELETE FROM object_kinds WHERE id = ?", [kind_id]).fetchone()
        if not row or not row[0]:
            raise NoSuchKindError(Message("kind-not-added", {"kind": kind_id[:60]}))
        draft.changed |= {"points", "inspections"}
    return draft.version

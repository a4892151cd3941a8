"""The records whose texts were removed because somebody asked for it: `erased.jsonl` beside the
store, a line each. A file that brings them again does not bring their texts."""

import json
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from data.access.rights import acting
from data.storage.store_folder import flush
from kernel.messages import Message, ShirongError

ERASED_FILE = "erased.jsonl"
Erased = frozenset[tuple[str, str]]  # name of the table, business key


class ErasedListError(ShirongError):
    """The list cannot be read: what it names must not come back, so nothing is written."""


def erased_records(folder: Path) -> Erased:
    """The records on the list. Raises ErasedListError with the line."""
    path, found = folder / ERASED_FILE, set()
    if not path.exists():
        return frozenset()
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            said = json.loads(text)
            found.add((str(said["table"]), str(said["record"])))
        except (ValueError, KeyError, TypeError):
            params = {"file": ERASED_FILE, "line": line}
            raise ErasedListError(Message("erased-list-damaged", params)) from None
    return frozenset(found)


def list_erased(folder: Path, records: Collection[tuple[str, str]], reason: str) -> None:
    """Add records to the list, with who did it, when and why."""
    at = datetime.now().isoformat(sep=" ", timespec="seconds")
    about = {"at": at, "by": acting().name, "reason": reason[:300]}
    lines = [{"table": table, "record": record} | about for table, record in sorted(records)]
    path = folder / ERASED_FILE
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    flush(path)

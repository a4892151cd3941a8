"""Who did what, when and from where: `audit.jsonl` in the store's folder, a line each.

Lines are added and never changed. Each holds the hash of the one before it, and the last one is
noted in `audit.head`: a line that was edited, taken out or cut off is named by `broken_links`.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock

from data.access.rights import acting
from data.storage.store_folder import flush
from kernel.messages import Message
from kernel.output import csv_safe

AUDIT_FILE = "audit.jsonl"
HEAD_FILE = "audit.head"
_BEGINNING = "0" * 64
_WAIT = 30  # seconds for another writer, who needs a fraction of one
_MOST_TEXT = 300


@dataclass(frozen=True)
class AuditEntry:
    """One line. what: one of `DEEDS`; detail: of what (files, a version, a scheme)."""

    number: int
    at: str
    who: str
    address: str
    what: str
    detail: str
    before: str
    hash: str = ""

    def hashed(self) -> str:
        """The hash of all that stands before it in the line."""
        said = {name: value for name, value in asdict(self).items() if name != "hash"}
        return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


DEEDS = (
    *("login", "login-failed", "logout", "password", "accounts"),
    *(
        "write",
        "undo",
        "remove",
        "forget",
        "scheme",
        "edition",
        "send",
        "record",
        "export",
        "refused",
    ),
)


class Audit:
    """The log of a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path, self._head = folder / AUDIT_FILE, folder / HEAD_FILE

    def add(self, what: str, detail: str = "", who: str = "", address: str = "") -> None:
        """Write a line. who, address: of whoever acts now unless said."""
        assert what in DEEDS
        person = acting()
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / "audit.lock", timeout=_WAIT):
            number, before = self._last()
            at = datetime.now().isoformat(sep=" ", timespec="seconds")
            who, address = who or person.name, address or person.address
            made = AuditEntry(number + 1, at, who[:80], address, what, detail[:_MOST_TEXT], before)
            line = json.dumps(asdict(made) | {"hash": made.hashed()}, ensure_ascii=False)
            with self.path.open("ab") as file:
                if file.tell() and not self._ends_whole():
                    file.write(b"\n")  # a writer was killed within its line; the line stays
                file.write(line.encode() + b"\n")
            flush(self.path)
            beside = self._head.with_suffix(".new")
            beside.write_text(f"{made.number} {made.hashed()}\n", encoding="utf-8")
            beside.replace(self._head)

    def entries(self, newest: int | None = None) -> list[AuditEntry]:
        """The lines that can be read, the newest first."""
        found = [one for _, one in self._lines() if one is not None]
        return found[::-1][:newest]

    def broken_links(self) -> list[Message]:
        """What is wrong with the log, each with its line; nothing where every line follows the one
        before it and none is missing."""
        found, number, before = [], 0, _BEGINNING
        for line, one in self._lines():
            if one is None:
                found.append(Message("audit-unreadable", {"line": line}))
                continue
            if one.number != number + 1 or one.before != before:
                params = {"line": line, "number": one.number, "expected": number + 1}
                found.append(Message("audit-gap", params))
            if one.hashed() != one.hash:
                found.append(Message("audit-edited", {"line": line, "number": one.number}))
            number, before = one.number, one.hash
        head = _read_text(self._head).split()
        if head and head != [str(number), before]:
            found.append(Message("audit-cut", {"number": number, "head": head[0]}))
        if not head and number:
            found.append(Message("audit-no-head"))
        return found

    def _last(self) -> tuple[int, str]:
        """Number and hash of the last line, as the head knows them; of the file where there is no
        head, so that a lost one shows once."""
        head = _read_text(self._head).split()
        if len(head) == 2 and head[0].isdigit():
            return int(head[0]), head[1]
        newest = self.entries(1)
        return (newest[0].number, newest[0].hash) if newest else (0, _BEGINNING)

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"

    def _lines(self) -> Iterator[tuple[int, AuditEntry | None]]:
        for line, text in enumerate(_read_text(self.path).splitlines(), start=1):
            yield line, _entry(text)


def audit_csv(entries: list[AuditEntry]) -> str:
    """The log as CSV, the oldest first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(AuditEntry.__dataclass_fields__)
    for one in reversed(entries):
        writer.writerow([csv_safe(f"{value}") for value in asdict(one).values()])
    return out.getvalue()


@contextmanager
def audited(folder: Path, what: str, detail: str) -> Iterator[None]:
    """Write a line when what is done within has been done."""
    yield
    Audit(folder).add(what, detail)


def _entry(text: str) -> AuditEntry | None:
    try:
        said: dict[str, Any] = json.loads(text)
        return AuditEntry(**said)
    except (ValueError, TypeError):
        return None


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""

"""The log of deliveries (`telling.log` in a store's folder): the memory of what was told to whom.

One JSON object a line. A line `sending` is on the disk before anything goes out, and how it ended
after it: a parcel that was begun and never ended was broken off, and nobody knows whether it
arrived. It bears keys of events and why something failed, no texts, no addresses and no secrets.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from data.importing.account import pack, unpack
from kernel.messages import Message

LOG_FILE = "telling.log"
SENDING, ARRIVED, FAILED, UNSURE, AGAIN = "sending", "arrived", "failed", "unsure", "again"
STATES = (ARRIVED, FAILED, UNSURE, AGAIN)
_CRASHED = Message("tell-why-crashed", {}, "metrics")


@dataclass(frozen=True)
class Told:
    """One parcel and how it ended. state: one of STATES (`again`: somebody said that one of which
    nobody knew shall be sent again); keys: of its events (`TellingEvent.key`), each with its unit
    where that is not "" (`units`); version: of the data; rules: their fingerprint; tries: how
    often it was tried."""

    at: str
    parcel: str
    recipient: str
    delivery: str
    state: str
    keys: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    version: int = 0
    rules: str = ""
    tries: int = 0
    why: Message | None = None

    @property
    def state_name(self) -> Message:
        """How it ended, in words."""
        return Message(f"tell-state-{self.state}", {}, "metrics")


class TellingLog:
    """The log beside a store."""

    def __init__(self, store: Path) -> None:
        self._path = store / LOG_FILE

    def entries(self) -> list[Told]:
        """Every parcel with its last state, the latest begun last. A line that was cut off by a
        crash says nothing."""
        found: dict[str, Told] = {}
        for line in self._lines():
            one = _read(line)
            if one is None:
                continue
            before = found.get(one.parcel)
            if one.state == SENDING:
                found.pop(one.parcel, None)
                found[one.parcel] = replace(one, state=UNSURE, why=_CRASHED)
            elif before is not None:
                found[one.parcel] = replace(
                    before, at=one.at, state=one.state, tries=one.tries, why=one.why
                )
        return list(found.values())

    def begin(self, told: Told) -> None:
        """Say that a parcel is about to be sent; it is on the disk when this returns."""
        self._append(replace(told, at=_now(), state=SENDING))

    def end(self, told: Told) -> Told:
        """Say how it ended, and when."""
        told = replace(told, at=_now())
        self._append(told)
        return told

    def _append(self, told: Told) -> None:
        plain: dict[str, Any] = asdict(replace(told, why=None))
        if told.state != SENDING:
            plain = {name: plain[name] for name in ("at", "parcel", "state", "tries")}
        if told.why is not None:
            plain["why"] = pack(told.why)
        line = json.dumps(plain, ensure_ascii=False).encode() + b"\n"
        with self._path.open("ab+") as file:
            if file.tell() and not _ends_whole(file):
                line = b"\n" + line  # after a line that a crash cut off
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> list[bytes]:
        return self._path.read_bytes().split(b"\n") if self._path.exists() else []


def delivered(entries: Sequence[Told], recipient: str, delivery: str) -> dict[str, str]:
    """Topic -> the key that a recipient was told of last by a delivery, whether that surely
    arrived or not: none of it is said again. What failed was not said."""
    found: dict[str, str] = {}
    for one in entries:
        if (one.recipient, one.delivery) == (recipient, delivery) and one.state in (
            ARRIVED,
            UNSURE,
        ):
            found |= {topic_of(key): key for key in one.keys}
    return found


def topic_of(key: str) -> str:
    """The topic of an event's key."""
    return key.rpartition("#")[0]


def _ends_whole(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _read(line: bytes) -> Told | None:
    try:
        plain = json.loads(line)
        why = plain.pop("why", None)
        lists: dict[str, Any] = {name: tuple(plain.pop(name, ())) for name in ("keys", "units")}
        plain = {"recipient": "", "delivery": ""} | plain | lists
        return Told(**plain, why=unpack(why) if why else None)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _now() -> str:
    return datetime.now().isoformat(sep=" ", timespec="seconds")

"""What is delivered to one recipient at once, and what can come of it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from kernel.messages import Message, ShirongError


@dataclass(frozen=True)
class Parcel:
    """A short text and a document for one recipient. id: the same for the same content; source: by
    what it is said; more: what stands for one, two, ... lines that have no room; name: of its
    files, without ending; folder: of the store."""

    id: str
    recipient: str
    address: str
    title: str
    lines: tuple[str, ...]
    source: str
    more: tuple[str, ...]
    document: bytes
    name: str
    folder: Path

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join([*self.lines, self.source])

    def text_within(self, most: int) -> str:
        """The text in so many bytes; lines that have no room are counted."""
        if len(self.text.encode()) <= most:
            return self.text
        for left in range(1, len(self.lines) + 1):
            kept = self.lines[: len(self.lines) - left]
            if len((text := "\n".join([*kept, self.more[left - 1]])).encode()) <= most:
                return text
        return ""


class NotDelivered(ShirongError):
    """It surely did not arrive. again: whether to try again at once can help."""

    def __init__(self, code: str, host: str, why: str, again: bool) -> None:
        super().__init__(Message(code, {"host": host, "why": _short(why)}, "metrics"))
        self.again = again


class Unsure(ShirongError):
    """Nobody knows whether it arrived: it must not be sent again unasked."""

    def __init__(self, host: str, why: str) -> None:
        params = {"host": host, "why": _short(why)}
        super().__init__(Message("tell-why-unsure", params, "metrics"))


class NotSetUp(NotDelivered):
    """Something that the file names is not there."""

    def __init__(self, code: str, name: str) -> None:
        ShirongError.__init__(self, Message(code, {"name": name}, "metrics"))
        self.again = False


def variable(name: str) -> str:
    """What an environment variable holds. Raises NotSetUp without it."""
    value = os.environ.get(name, "")
    if not value:
        raise NotSetUp("tell-no-variable", name)
    return value


def without(text: str, *secrets: str) -> str:
    """What a server says, without what must not stand in a log."""
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    return text


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:200]

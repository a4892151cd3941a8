"""The kinds of notices: which period each is of, and which sections it has."""

from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from kernel.configuration import load, read_bytes
from kernel.messages import Message, ShirongError
from kernel.periods import Period

NoticeKind = Literal["weekly", "monthly", "quarterly", "yearly"]
KINDS: tuple[str, ...] = get_args(NoticeKind)
KINDS_FILE = "kinds.yaml"
_GRAINS = {"weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"}
SectionName = Literal[
    "headline", "situation", "handling", "ranking", "components", "trend", "moved", "lists",
    "problems", "overdue", "rebound", "complaints", "promised", "praise", "noted", "corrected",
    "statement", "steps",
]  # fmt: skip


class KindError(ShirongError):
    """There is no notice of this kind for a period."""


class Kinds(BaseModel):
    """The sections of each kind of notice, and of the briefing, in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    weekly: tuple[SectionName, ...] = ()
    monthly: tuple[SectionName, ...] = ()
    quarterly: tuple[SectionName, ...] = ()
    yearly: tuple[SectionName, ...] = ()
    briefing: tuple[SectionName, ...] = ()

    def sections(self, kind: str) -> tuple[str, ...]:
        """The sections of a kind of notice or of the briefing."""
        found: tuple[str, ...] = getattr(self, kind)
        return found


def own_kinds(folder: Path | None) -> Kinds:
    """Our kinds, over them those that an office's folder words anew; ConfigurationError."""
    ours = Path(__file__).with_name(KINDS_FILE)
    kinds: Kinds = load(read_bytes(ours), KINDS_FILE, Kinds)
    own = None if folder is None else folder / KINDS_FILE
    if own is None or not own.exists():
        return kinds
    office: Kinds = load(read_bytes(own), KINDS_FILE, Kinds)
    return kinds.model_copy(
        update={name: getattr(office, name) for name in office.model_fields_set}
    )


def notice_kind(period: Period, kind: str | None = None) -> str:
    """The kind of notice that a period has; raises KindError where it has none, or another."""
    fits = next((name for name, grain in _GRAINS.items() if grain == period.grain), None)
    if fits is None:
        raise KindError(Message("bulletin-no-kind", {"period": period.id}, "metrics"))
    if kind is not None and kind != fits:
        grain = Message(f"grain-{_GRAINS[kind]}", {}, "metrics")
        params = {"kind": Message(f"bulletin-kind-{kind}", {}, "metrics"), "grain": grain}
        raise KindError(Message("bulletin-other-kind", {**params, "period": period.id}, "metrics"))
    return fits

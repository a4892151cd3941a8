"""The account of an import: what became of every row of one sheet, and why."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from data.unit_resolution.placing import UnplacedName
from data.unit_resolution.renames import Rename, RenameQuestion
from kernel.messages import Message

OUTCOMES = ("stored", "updated", "duplicates", "rejected", "set_aside")


@dataclass(frozen=True)
class Undecided:
    """A column that a recognised layout leaves unused although it looks like a field of the table:
    `role` says what hangs on it. Nobody has decided yet whether it is one."""

    column: str
    table: str
    target: str
    role: str

    @property
    def said(self) -> Message:
        """What the column looks like, and what depends on it."""
        depends = Message(f"undecided-{self.role}")
        params = {"column": self.column, "field": self._field, "depends": depends}
        return Message("undecided-column", params)

    @property
    def _field(self) -> Message:
        any_unit = self.target == "unit"
        return Message(
            "map-target-unit" if any_unit else f"check-field-{self.target.replace('_', '-')}"
        )


@dataclass
class Account:
    """One sheet's account; `rows_read` is always the sum of the five outcomes.

    `reasons` counts rows by why they were rejected, set aside, found to be duplicates or rewritten
    inside the file; `warnings` counts what was stored but deserves a look. `version` is
    that of the store which its import made. `readable` is False when the file could not be read at
    all; `profile` is None when no layout fits; with `undecided` columns nothing of the file is
    stored. `table` counts the tables of one sheet: a second
    header below the first, or beside it, begins an account of its own. `as_of_by` is what says the
    as-of: entered (by a person), stated (by head or foot), name (of the file), last_event (nothing
    does). `doubts`: why nothing of it was stored before a person says how its dates are read.
    `conflicts`: records of which another row of the same import says something else; they are
    listed in `contradictions`, field by field, as long as the import goes on.
    """

    file: str
    sha256: str
    sheet: str | None = None
    profile: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    rows_read: int = 0
    stored: int = 0
    updated: int = 0
    duplicates: int = 0
    rejected: int = 0
    set_aside: int = 0
    reasons: Counter[Message] = field(default_factory=Counter)
    unknown_units: list[UnplacedName] = field(default_factory=list)
    renames: list[RenameQuestion] = field(default_factory=list)
    as_of: datetime | None = None
    as_of_by: str | None = None
    doubts: list[Message] = field(default_factory=list)
    warnings: Counter[Message] = field(default_factory=Counter)
    changed_fields: dict[str, int] = field(default_factory=dict)
    batch_id: int | None = None
    version: int | None = None
    readable: bool = True
    table: int = 1
    undecided: list[Undecided] = field(default_factory=list)
    as_of_stated: bool = False
    conflicts: int = 0
    contradictions: list[dict[str, Any]] = field(default_factory=list, compare=False)

    def place(self, lang: str) -> str:
        """The sheet, and where the table begins in it when it is not the first one there."""
        if self.table == 1:
            return self.sheet or ""
        row = Message("account-table", {"row": self.header_row or 0}).text(lang)
        return f"{self.sheet} · {row}" if self.sheet else row

    @property
    def adds_up(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.rows_read == sum(getattr(self, name) for name in OUTCOMES)

    def to_json(self, lang: str = "zh") -> dict[str, Any]:
        """The object that the command line prints: design section 9, then what else is known."""
        plain = {
            "file": self.file,
            "sha256": self.sha256,
            "profile": self.profile,
            "encoding": self.encoding,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "rows_read": self.rows_read,
            **{name: getattr(self, name) for name in OUTCOMES},
            "reasons": _texts(self.reasons, lang),
            "unknown_units": [
                {"kind": unit.kind, "name": unit.name, "rows": unit.rows}
                for unit in self.unknown_units
            ],
            "renames": [
                {"unit_id": one.unit_id, **asdict(one.rename), "since": _day(one.rename.since)}
                for one in self.renames
            ],
            "as_of": None if self.as_of is None else f"{self.as_of:%Y-%m-%d %H:%M:%S}",
            "as_of_by": self.as_of_by,
            "doubts": [doubt.text(lang) for doubt in self.doubts],
            "warnings": _texts(self.warnings, lang),
            "changed_fields": self.changed_fields,
            "batch_id": self.batch_id,
        }
        if self.undecided:
            said = [asdict(one) | {"why": one.said.text(lang)} for one in self.undecided]
            plain["undecided"] = said
        if self.contradictions:
            plain["conflicts"] = self.contradictions
        return plain

    def to_store(self) -> str:
        """The account as the store keeps it: messages by code, so that any language can be made."""
        plain = self.to_json() | {"version": self.version, "readable": self.readable}
        plain |= {"table": self.table, "conflicts": self.conflicts}
        for name in ("reasons", "warnings"):
            counted: Counter[Message] = getattr(self, name)
            plain[name] = [[pack(message), count] for message, count in counted.items()]
        plain["doubts"] = [pack(doubt) for doubt in self.doubts]
        return json.dumps(plain, ensure_ascii=False, default=str)

    @classmethod
    def from_store(cls, text: str) -> "Account":
        """An account as `to_store` wrote it."""
        plain = json.loads(text)
        for name in ("reasons", "warnings"):
            plain[name] = Counter({unpack(packed): count for packed, count in plain[name]})
        plain["unknown_units"] = [UnplacedName(**unit) for unit in plain["unknown_units"]]
        for one in (undecided := plain.pop("undecided", [])):
            one.pop("why")
        plain["undecided"] = [Undecided(**one) for one in undecided]
        plain["renames"] = [_asked(one) for one in plain.get("renames", ())]
        plain["doubts"] = [unpack(packed) for packed in plain.get("doubts", ())]
        if plain["as_of"]:
            plain["as_of"] = datetime.fromisoformat(plain["as_of"])
        return cls(**plain)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _asked(plain: Mapping[str, Any]) -> RenameQuestion:
    since = date.fromisoformat(plain["since"]) if plain["since"] else None
    names = (plain["kind"], plain["former"], plain["name"])
    return RenameQuestion(plain["unit_id"], Rename(*names, since, plain["joined"]))


def _texts(messages: Mapping[Message, int], lang: str) -> dict[str, int]:
    """Counts by text, the largest first."""
    counted: Counter[str] = Counter()
    for message, count in messages.items():
        counted[message.text(lang)] += count
    return dict(counted.most_common())


def pack(message: Message) -> dict[str, Any]:
    """A message as JSON can hold it."""
    params = {
        name: pack(value) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return {"code": message.code, "params": params, "domain": message.domain}


def unpack(packed: Mapping[str, Any]) -> Message:
    """A message as `pack` made it."""
    params = {
        name: unpack(value) if isinstance(value, Mapping) else value
        for name, value in packed["params"].items()
    }
    return Message(packed["code"], params, packed["domain"])

"""What `python -m metrics objects` answers: rows, and the sentences that go with them."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from data.objects.kinds import Kind
from kernel.messages import Message, ShirongError
from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules
from metrics.narrative import object_words
from metrics.objects import one
from metrics.objects.expiring import expiring, store_day
from metrics.objects.standing import kinds_with_data, object_standing
from metrics.objects.stars import moved_stars, star_history

_STANDING = (
    "rank", "object", "class", "district", "street", "listed", "visits", "visit_score",
    "score_low", "score_high", "differs", "findings", "deduction", "cases", "stars",
)  # fmt: skip
_SOURCE = ("source_file", "source_sheet", "source_row")


class ObjectsError(ShirongError):
    """A question about objects that cannot be answered."""


@dataclass(frozen=True)
class Answer:
    """Rows under columns, and what is said beside them."""

    rows: Sequence[dict[str, Any]]
    columns: Sequence[str]
    said: Sequence[Message] = ()

    def heads(self, lang: str) -> dict[str, str]:
        """The columns under headings for people."""
        return {name: _text(f"objects-head-{name}", lang) for name in self.columns}

    def spoken(self, lang: str) -> list[dict[str, Any]]:
        """The rows with words for their codes."""
        return [
            {name: _word(name, row.get(name), lang) for name in self.columns} for row in self.rows
        ]


def answer(
    con: duckdb.DuckDBPyConnection,
    args: argparse.Namespace,
    period: Period | None,
    rules: CountingRules,
    lang: str,
) -> Answer:
    """The answer to the options of the command. ObjectsError for an unknown kind or a missing
    period."""
    known = kinds_with_data(con)
    kind = _kind(known, args.kind) if args.kind else None
    if args.expiring is not None:
        return _expiring(con, args, kind)
    if kind is None:
        rows = [{"id": k.id, "name": k.name.text(lang), "stars": k.stars} for k in known]
        return Answer(rows, ("id", "name", "stars"))
    if period is None:
        raise ObjectsError(Message("objects-no-period", {}, "metrics"))
    if args.stars:
        history = star_history(con, kind, period)
        said = object_words.of_stars(history, moved_stars(history))
        return Answer(_rows(history), ("object", "period", "stars", "given_by"), [said])
    if args.object:
        return _one(con, period, kind, args.object)
    table = object_standing(con, period, kind.id, args.order, rules=rules)
    return Answer(_rows(table), _STANDING, [object_words.of_objects(table)])


def _word(name: str, value: Any, lang: str) -> Any:
    if isinstance(value, bool):
        return _text(f"objects-said-{'yes' if value else 'no'}", lang)
    if name in ("differs", "kind"):
        return _text(f"objects-said-{value}", lang)
    return value


def _text(code: str, lang: str) -> str:
    return Message(code.replace("_", "-"), {}, "metrics").text(lang)


def _kind(known: Sequence[Kind], wanted: str) -> Kind:
    for kind in known:
        if wanted in (kind.id, kind.name.zh, kind.name.en):
            return kind
    params = {"kind": wanted[:60], "known": ", ".join(kind.id for kind in known) or "–"}
    raise ObjectsError(Message("objects-no-kind", params, "metrics"))


def _expiring(
    con: duckdb.DuckDBPyConnection, args: argparse.Namespace, kind: Kind | None
) -> Answer:
    day = date.fromisoformat(args.as_of) if args.as_of else store_day(con)
    if day is None:
        raise ObjectsError(Message("objects-no-day", {}, "metrics"))
    found = expiring(con, day, args.expiring, kind.name.zh if kind else None)
    said = object_words.of_expiring(found, day, args.expiring, object_words.dated(con, kind))
    columns = ("object", "type", "district", "street", "valid_to", "days", *_SOURCE)
    return Answer(_rows(found), columns, [said])


def _one(con: duckdb.DuckDBPyConnection, period: Period, kind: Kind, name: str) -> Answer:
    found = one.deductions(con, period, kind, name).assign(kind="finding")
    filed = one.cases(con, period, kind, name).assign(kind="case")
    parts = [part for part in (found, filed) if len(part)]
    rows = pd.concat(parts) if parts else found
    columns = ("kind", "day", "subcategory", "deduction", "place", "text", *_SOURCE)
    return Answer(_rows(rows.reindex(columns=columns)), columns)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with None for what is unknown and days as days."""
    plain = frame.copy()
    for name in plain.select_dtypes("datetime"):
        plain[name] = plain[name].dt.date
    plain = plain.astype(object).where(plain.notna(), None)
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]

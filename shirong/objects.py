"""The command objects: kinds, standings, stars, registrations that end, one object's rows."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from data.objects.kinds import Kind
from data.store import Store
from kernel.messages import Message, ShirongError
from kernel.periods import Period
from metrics.narrative import object_words
from metrics.objects import one
from metrics.objects.expiring import expiring, store_day
from metrics.objects.standing import STANDING_FIGURES, kinds_with_data, object_standing
from metrics.objects.stars import moved_stars, star_history
from shirong.asking import (
    SOURCE_HEADS,
    WHOSE_RULES,
    Rows,
    asked_period,
    frame_rows,
    said_lines,
    say,
)
from shirong.command import Answer, Command, option

STANDING = (
    "rank", "object", "class", "district", "street", "listed", "visits", "visit_score",
    "score_low", "score_high", "differs", "findings", "deduction", "cases", "stars",
)  # fmt: skip


class ObjectsError(ShirongError):
    """A question about objects that cannot be answered."""


@dataclass(frozen=True)
class Found:
    """Rows under columns, and what is said beside them."""

    rows: Rows
    columns: Sequence[str]
    said: Sequence[Message] = ()


def objects(options: argparse.Namespace) -> Answer:
    """Rows of objects, with words for their codes to people; what is said of them on stderr."""
    lang = options.lang
    with Store(options.store).connect() as con:
        found = _found(con, options)
    for remark in found.said:
        print(remark.text(lang), file=sys.stderr)
    rows = [{n: row.get(n) for n in found.columns} for row in found.rows]
    spoken = [{n: _word(n, value, lang) for n, value in row.items()} for row in rows]
    lines = said_lines([], spoken, found.columns, lang, "objects-head")
    return Answer(found.rows, lines, found.columns)


def _found(con: duckdb.DuckDBPyConnection, options: argparse.Namespace) -> Found:
    """ObjectsError for an unknown kind or a missing period."""
    known = kinds_with_data(con)
    kind = _kind(known, options.kind) if options.kind else None
    if options.expiring is not None:
        return _expiring(con, options, kind)
    if kind is None:
        rows = [{"id": k.id, "name": k.name.text(options.lang), "stars": k.stars} for k in known]
        return Found(rows, ("id", "name", "stars"))
    if not options.period:
        raise ObjectsError(Message("objects-no-period", {}, "metrics"))
    period, rules = asked_period(options)
    if options.stars:
        history = star_history(con, kind, period)
        said = object_words.of_stars(history, moved_stars(history))
        return Found(frame_rows(history), ("object", "period", "stars", "given_by"), [said])
    if options.object:
        return _one(con, period, kind, options.object)
    table = object_standing(con, period, kind.id, options.order, rules=rules)
    return Found(frame_rows(table), STANDING, [object_words.of_objects(table)])


def _word(name: str, value: Any, lang: str) -> Any:
    if isinstance(value, bool):
        return say(f"objects-said-{'yes' if value else 'no'}", lang)
    if name in ("differs", "kind"):
        return say(f"objects-said-{value}", lang)
    return value


def _kind(known: Sequence[Kind], wanted: str) -> Kind:
    for kind in known:
        if wanted in (kind.id, kind.name.zh, kind.name.en):
            return kind
    params = {"kind": wanted[:60], "known": ", ".join(kind.id for kind in known) or "–"}
    raise ObjectsError(Message("objects-no-kind", params, "metrics"))


def _expiring(
    con: duckdb.DuckDBPyConnection, options: argparse.Namespace, kind: Kind | None
) -> Found:
    day = date.fromisoformat(options.as_of) if options.as_of else store_day(con)
    if day is None:
        raise ObjectsError(Message("objects-no-day", {}, "metrics"))
    found = expiring(con, day, options.expiring, kind.name.zh if kind else None)
    said = object_words.of_expiring(found, day, options.expiring, object_words.dated(con, kind))
    columns = ("object", "type", "district", "street", "valid_to", "days", *SOURCE_HEADS)
    return Found(frame_rows(found), columns, [said])


def _one(con: duckdb.DuckDBPyConnection, period: Period, kind: Kind, name: str) -> Found:
    found = one.deductions(con, period, kind, name).assign(kind="finding")
    filed = one.cases(con, period, kind, name).assign(kind="case")
    parts = [part for part in (found, filed) if len(part)]
    rows = pd.concat(parts) if parts else found
    columns = ("kind", "day", "subcategory", "deduction", "place", "text", *SOURCE_HEADS)
    return Found(frame_rows(rows.reindex(columns=columns)), columns)


COMMANDS = (
    Command(
        "objects", objects, "roads, markets, toilets, shops and other objects",
        (
            option(
                "kind", nargs="?", metavar="KIND",
                help="id of a kind (default: list the kinds with data)",
            ),
            option("--period", help="2025-10 and the like"),
            WHOSE_RULES,
            option(
                "--order", choices=tuple(STANDING_FIGURES), default="visit_score",
                help="what they are ranked by",
            ),
            option("--object", metavar="NAME", help="the findings and cases of one object"),
            option("--stars", action="store_true", help="star ratings over time"),
            option(
                "--expiring", type=int, metavar="DAYS",
                help="registrations that end within so many days",
            ),
            option(
                "--as-of", help="the day that --expiring counts from (default: the store's)"
            ),
        ),
    ),
)  # fmt: skip

"""The commands of the books: what was decided, deposits, superiors' rankings, campaigns, photos,
own figures, weekly returns, officers."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb

from data.photos import photo_folder
from data.store import Store
from data.unit_resolution.units import Registry
from kernel.messages import Message
from kernel.output import as_table, plain
from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import CountingRules
from metrics.analyses.officers import OFFICER_COLUMNS as OFFICERS
from metrics.analyses.officers import officers, switched_on
from shirong import figures, returns
from shirong.answering import UsageError, asked_period, filters_of, rows_text, say
from shirong.book_rows import (
    ABOVE,
    CAMPAIGNS,
    DEPOSITS,
    MEASURES,
    PHOTOS,
    above_rows,
    campaign_rows,
    deposit_rows,
    measure_rows,
    photo_book_rows,
)
from shirong.score_rows import Rows


def _measures(args: argparse.Namespace, lang: str) -> str:
    scheme, period = asked_period(args)
    with Store(args.store).connect() as con:
        unit = args.unit and _registered_any(con, args.unit, period)
        found = measure_rows(con, period, unit)
    return _book(*found, MEASURES, args.format, lang)


def _deposits(args: argparse.Namespace, lang: str) -> str:
    _, period = asked_period(args)
    with Store(args.store).connect() as con:
        found = deposit_rows(con, period)
    return _book(*found, DEPOSITS, args.format, lang)


def _above(args: argparse.Namespace, lang: str) -> str:
    _, period = asked_period(args)
    with Store(args.store).connect() as con:
        found = above_rows(con, period)
    return _book(*found, ABOVE, args.format, lang)


def _campaigns(args: argparse.Namespace, lang: str) -> str:
    scheme, period = asked_period(args)
    with Store(args.store).connect() as con:
        found = campaign_rows(con, period, scheme.rules if scheme else CountingRules())
    return _book(*found, CAMPAIGNS, args.format, lang)


def _photos(args: argparse.Namespace, lang: str) -> str:
    _, period = asked_period(args)
    store = Store(args.store)
    with store.connect() as con:
        found = photo_book_rows(con, period, photo_folder(store.folder))
    return _book(*found, PHOTOS, args.format, lang)


def _figures(args: argparse.Namespace, lang: str) -> str:
    with Store(args.store).connect() as con:
        return figures.answer(con, args, lang, asked_period(args)[1], filters_of(args.filter))


def _returns(args: argparse.Namespace, lang: str) -> str:
    with Store(args.store).connect() as con:
        return returns.answer(con, args, lang, asked_period(args)[1], filters_of(args.filter))


def _registered_any(con: duckdb.DuckDBPyConnection, written: str, period: Period) -> str:
    """The registered name of a unit of any kind that may be written by an alias."""
    meanings = Registry.load(con).meanings(written, list(UNIT_KINDS), "department")
    known = (m.name for m in meanings if m.begin <= period.last_day <= m.end)
    return next(known, written)


def _book(rows: Rows, said: Sequence[Message], columns: Sequence[str], form: str, lang: str) -> str:
    """A book of consequences; in the table with its sentences above it and codes in words."""
    if form != "table":
        return rows_text(rows, columns, form, lang)
    lines = [message.text(lang) for message in said]
    if rows:
        spoken = [row | _words_of(row, lang) for row in rows]
        heads = {name: say("book-" + name.replace("_", "-"), lang) for name in columns}
        lines.append(as_table(spoken, heads))
    return "\n".join(lines) + "\n"


def _words_of(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Codes of a row as people say them; what is no code stays as it is."""
    found = {}
    for name, head in (("action", "action"), ("level", "level"), ("state", "reply"),
                       ("window", "window"), ("clear", "clear"),
                       ("before", "photo-state"), ("after", "photo-state"),
                       ("kind", "effect-kind")):  # fmt: skip
        if isinstance(row.get(name), str):
            code = f"{head}-{row[name]}".replace("_", "-")
            try:
                found[name] = say(code, lang)
            except KeyError:
                found[name] = row[name]
    return found


def _officers(args: argparse.Namespace, lang: str) -> str:
    if not switched_on():
        raise UsageError(Message("cli-persons-off", {}, "metrics"))
    scheme, period = asked_period(args)
    rules = scheme.rules if scheme else CountingRules()
    with Store(args.store).connect() as con:
        found = officers(con, period, filters_of(args.filter), rules, args.names)
    rows = [plain(row, lang) for row in found.to_dict("records")]
    return _book(rows, [], OFFICERS, args.format, lang)


BOOKS: dict[str, Callable[[argparse.Namespace, str], str]] = {
    "measures": _measures,
    "deposits": _deposits,
    "above": _above,
    "campaigns": _campaigns,
    "photos": _photos,
    "figures": _figures,
    "returns": _returns,
    "officers": _officers,
}

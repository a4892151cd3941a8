"""python -m metrics inspecting coverage | plan | quotas | acceptance | alike | key-problems."""

import argparse
from collections.abc import Callable, Mapping, Sequence

import duckdb
import pandas as pd

from data.store import Store
from kernel.messages import Message
from kernel.output import as_csv, as_json, as_table, plain
from kernel.periods import Period
from metrics.inspecting.accepted import accepted
from metrics.inspecting.alike import inspector_differences
from metrics.inspecting.covered import covered
from metrics.inspecting.holidays import Days, own_days
from metrics.inspecting.library import library
from metrics.inspecting.persons import letters
from metrics.inspecting.planned import planned
from metrics.inspecting.quotas import quotas
from metrics.narrative import inspecting_words as words

PERSONS = ("inspector", "collector")
Told = tuple[list[Message | None], pd.DataFrame]


def answer(args: argparse.Namespace, lang: str, period: Period) -> str:
    """What one of ASKED says, in the form asked for: its sentences and its table."""
    filters = {name: list(values) for name, values in args.filters.items()}
    store = Store(args.store)
    with store.connect() as con:
        said, table = ASKED[args.what](con, period, args, filters, own_days(store.folder))
    rows = [
        {str(name): plain(value, lang) for name, value in row.items()}
        for row in table.to_dict("records")
    ]
    if args.format == "json":
        return as_json(rows) + "\n"
    if args.format == "csv":
        return as_csv(rows, [str(name) for name in table])
    lines = [message.text(lang) for message in said if message is not None]
    heads = {str(name): _head(str(name), lang) for name in table}
    return "\n".join([*lines, *([as_table(rows, heads)] if rows else [])]) + "\n"


def _head(name: str, lang: str) -> str:
    return Message("head-" + name.replace("_", "-"), {}, "metrics").text(lang)


def _coverage(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    args: argparse.Namespace,
    filters: Mapping[str, Sequence[str]],
    own: Days,
) -> Told:
    found = covered(con, period, args.by or "district", filters)
    table = found.table
    if args.by in PERSONS and not args.names:
        table = table.assign(part=_called(table["part"], letters(table["part"].dropna())))
    return [words.of_covered(found)], table


def _plan(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    args: argparse.Namespace,
    filters: Mapping[str, Sequence[str]],
    own: Days,
) -> Told:
    found = planned(con, period, filters)
    lasts = pd.to_datetime(found.table["ends"]) - pd.Timedelta(days=1)
    dates = {"begins": found.table["begins"].astype(str), "ends": lasts.dt.strftime("%Y-%m-%d")}
    return [words.of_planned(found)], found.table.assign(**dates)


def _quotas(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    args: argparse.Namespace,
    filters: Mapping[str, Sequence[str]],
    own: Days,
) -> Told:
    found = quotas(con, period)
    names = found.table["inspector"]
    called = {name: name for name in names} if args.names else letters(names)
    table = found.table.assign(inspector=names.map(called))
    said = words.of_quotas(found, lambda name: called[name])
    return [said, *words.of_whole_city(filters)], table


def _acceptance(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    args: argparse.Namespace,
    filters: Mapping[str, Sequence[str]],
    own: Days,
) -> Told:
    found = accepted(con, period, args.by or "collector", "district", filters)
    names = found.table["part"]
    hidden = found.by in PERSONS and not args.names
    called = letters(names.dropna()) if hidden else {name: name for name in names.dropna()}
    table = found.table.assign(part=_called(names, called))
    return [words.of_accepted(found, lambda name: called[name])], table


def _alike(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    args: argparse.Namespace,
    filters: Mapping[str, Sequence[str]],
    own: Days,
) -> Told:
    found = inspector_differences(con, period, args.back, "district", own, filters)
    return [words.of_alike(found), words.of_years(found)], found.table


def _key_problems(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    args: argparse.Namespace,
    filters: Mapping[str, Sequence[str]],
    own: Days,
) -> Told:
    found = library(con, period, "district", filters)
    dates = {
        name: found.table[name].map(lambda day: None if day is None else f"{day}")
        for name in ("valid_from", "valid_to")
    }
    return [words.of_library(found)], found.table.assign(**dates)


def _called(names: pd.Series, called: Mapping[str, str]) -> pd.Series:
    """Names as they are called; a blank stays one."""
    return pd.Series([called.get(name) for name in names], index=names.index, dtype=object)


ASKED: dict[str, Callable[..., Told]] = {
    "coverage": _coverage,
    "plan": _plan,
    "quotas": _quotas,
    "acceptance": _acceptance,
    "alike": _alike,
    "key-problems": _key_problems,
}

"""The command inspecting: coverage, plan, quotas, acceptance, alike, key-problems."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from data.store import Store
from kernel.messages import Message
from kernel.periods import Period
from metrics.inspecting.accepted import accepted
from metrics.inspecting.alike import inspector_differences
from metrics.inspecting.covered import PARTS, covered
from metrics.inspecting.holidays import Days, own_days
from metrics.inspecting.library import library
from metrics.inspecting.persons import letters
from metrics.inspecting.planned import planned
from metrics.inspecting.quotas import quotas
from metrics.narrative import inspecting_words as words
from shirong.asking import (
    PERIOD,
    WHOSE_RULES,
    asked_filters,
    asked_period,
    filter_option,
    plain_rows,
    said_lines,
)
from shirong.command import Answer, Command, option

PERSONS = ("inspector", "collector")
Connection = duckdb.DuckDBPyConnection
Told = tuple[list[Message | None], pd.DataFrame]


@dataclass(frozen=True)
class Asked:
    """What is asked; own: the days off that the office declared."""

    period: Period
    options: argparse.Namespace
    filters: dict[str, list[str]]
    own: Days


def inspecting(options: argparse.Namespace) -> Answer:
    """What one of QUESTIONS says: its sentences and its table."""
    lang, store = options.lang, Store(options.store)
    asked = Asked(asked_period(options)[0], options, asked_filters(options), own_days(store.folder))
    with store.connect() as con:
        said, table = QUESTIONS[options.what](con, asked)
    rows, columns = plain_rows(table, lang), [str(name) for name in table]
    spoken = [message for message in said if message is not None]
    return Answer(rows, said_lines(spoken, rows, columns, lang), columns)


def _coverage(con: Connection, asked: Asked) -> Told:
    found = covered(con, asked.period, asked.options.by or "district", asked.filters)
    table = found.table
    if asked.options.by in PERSONS and not asked.options.names:
        table = table.assign(part=_called(table["part"], letters(table["part"].dropna())))
    return [words.of_covered(found)], table


def _plan(con: Connection, asked: Asked) -> Told:
    found = planned(con, asked.period, asked.filters)
    lasts = pd.to_datetime(found.table["ends"]) - pd.Timedelta(days=1)
    dates = {"begins": found.table["begins"].astype(str), "ends": lasts.dt.strftime("%Y-%m-%d")}
    return [words.of_planned(found)], found.table.assign(**dates)


def _quotas(con: Connection, asked: Asked) -> Told:
    found = quotas(con, asked.period)
    names = found.table["inspector"]
    called = {name: name for name in names} if asked.options.names else letters(names)
    table = found.table.assign(inspector=names.map(called))
    said = words.of_quotas(found, lambda name: called[name])
    return [said, *words.of_whole_city(asked.filters)], table


def _acceptance(con: Connection, asked: Asked) -> Told:
    found = accepted(con, asked.period, asked.options.by or "collector", "district", asked.filters)
    names = found.table["part"]
    hidden = found.by in PERSONS and not asked.options.names
    called = letters(names.dropna()) if hidden else {name: name for name in names.dropna()}
    table = found.table.assign(part=_called(names, called))
    return [words.of_accepted(found, lambda name: called[name])], table


def _alike(con: Connection, asked: Asked) -> Told:
    found = inspector_differences(
        con, asked.period, asked.options.back, "district", asked.own, asked.filters
    )
    return [words.of_alike(found), words.of_years(found)], found.table


def _key_problems(con: Connection, asked: Asked) -> Told:
    found = library(con, asked.period, "district", asked.filters)
    dates = {
        name: found.table[name].map(lambda day: None if day is None else f"{day}")
        for name in ("valid_from", "valid_to")
    }
    return [words.of_library(found)], found.table.assign(**dates)


def _called(names: pd.Series, called: Mapping[str, str]) -> pd.Series:
    """Names as they are called; a blank stays one."""
    return pd.Series([called.get(name) for name in names], index=names.index, dtype=object)


QUESTIONS: dict[str, Callable[[Connection, Asked], Told]] = {
    "coverage": _coverage,
    "plan": _plan,
    "quotas": _quotas,
    "acceptance": _acceptance,
    "alike": _alike,
    "key-problems": _key_problems,
}

COMMANDS = (
    Command(
        "inspecting", inspecting, "the work of the inspectors",
        (
            option(
                "what", choices=tuple(QUESTIONS), metavar="WHAT", help=", ".join(QUESTIONS)
            ),
            option("--by", help=f"coverage: {', '.join(PARTS)}; acceptance: collector or a unit"),
            option(
                "--back", type=int, default=12, metavar="N",
                help="alike: over so many periods (12)",
            ),
            option("--names", action="store_true", help="persons by their names, not as letters"),
            filter_option("district=云栖区"),
            PERIOD,
            WHOSE_RULES,
        ),
    ),
)  # fmt: skip

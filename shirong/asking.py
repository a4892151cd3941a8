"""What scores and books are asked alike (a scheme, a period, filters), and the words of answers."""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from data.store import Store
from kernel.messages import Message, ShirongError
from kernel.output import as_table, plain
from kernel.periods import Period, parse_period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import CountingRules
from metrics.analyses.family import english_names
from metrics.indicators.definition import LEFT_OUT_REASONS
from metrics.schemes.scheme import Folders, Scheme, load_scheme, scheme_folders
from metrics.schemes.single import is_single, single
from metrics.schemes.versions import deciding_day
from shirong.command import Option, option

Rows = list[dict[str, Any]]
SCHEME = "id (the version in force in the period), id@version, or path of a YAML file"
OR_SINGLE = "; or by:INDICATOR (by:given_score:ITEM), to rank by that alone"
PERIOD = option(
    "--period", required=True, help="2025, 2025-H1, 2025-Q3, 2025-10, 2025-W41, 2025-10-15 or A..B"
)
SOURCE_HEADS = ("source_file", "source_sheet", "source_row")
KIND = option(
    "--kind",
    default="district",
    choices=(*UNIT_KINDS, "road"),
    help="whom one indicator ranks (--scheme by:INDICATOR); default: district",
)
WHOSE_RULES = option("--scheme", help=f"{SCHEME}: its months and rules of counting hold")


class UsageError(ShirongError):
    """An option that cannot be understood."""


def filter_option(example: str) -> Option:
    """--filter, as often as one likes."""
    return option(
        "--filter", action="append", default=[], metavar="KEY=VALUE", help=f"e.g. {example}"
    )


def asked_filters(options: argparse.Namespace) -> dict[str, list[str]]:
    """The filters that are given; a key given twice takes either value."""
    return pairs_of(options.filter)


def pairs_of(pairs: Sequence[str]) -> dict[str, list[str]]:
    """KEY=VALUE, as often as one likes, by key."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(Message("cli-bad-filter", {"text": pair}, "metrics"))
        found.setdefault(key, []).append(value)
    return found


def folders_of_schemes(options: argparse.Namespace) -> Folders:
    """Where schemes are looked for: beside the store that is asked, then those that are for all."""
    return scheme_folders(Store(options.store).folder)


def scheme_at(options: argparse.Namespace) -> tuple[Scheme, Period]:
    """The scheme in the version in force at the end of the period, as the pages take it."""
    scheme, folders = scheme_named(options), folders_of_schemes(options)
    if not is_single(options.scheme):
        day = deciding_day(scheme, scheme.parse_period(options.period))
        scheme = load_scheme(options.scheme, day, folders)
    return scheme, scheme.parse_period(options.period)


def scheme_named(options: argparse.Namespace) -> Scheme:
    """The scheme of no period in particular, or the ranking by one indicator."""
    if not is_single(options.scheme):
        return load_scheme(options.scheme, folder=folders_of_schemes(options))
    try:
        return single(options.scheme, options.kind)
    except KeyError:
        raise UsageError(Message("cli-no-single", {"code": options.scheme}, "metrics")) from None


def asked_period(options: argparse.Namespace) -> tuple[Period, CountingRules]:
    """The period that is asked for, and how is counted: as a scheme does where one is named."""
    if not options.scheme:
        return parse_period(options.period), CountingRules()
    scheme, period = scheme_at(options)
    return period, scheme.rules


def days_of(period: Period) -> dict[str, str]:
    """The first and the last day of a period, as texts take them."""
    return {"first": f"{period.start}", "last": f"{period.last_day}"}


def table_lines(rows: Rows, columns: Sequence[str], lang: str, title: str = "") -> Iterator[str]:
    """Rows as people read them, below a title."""
    yield from [title] if title else []
    yield as_table(with_words(rows, lang), heads_of(columns, lang))


def said_lines(
    said: Sequence[Message], rows: Rows, columns: Sequence[str], lang: str, heads: str = "head"
) -> Iterator[str]:
    """Sentences, and below them the rows as they are, where there are any."""
    for message in said:
        yield message.text(lang)
    if rows:
        yield as_table(rows, heads_of(columns, lang, heads))


def plain_rows(frame: pd.DataFrame, lang: str) -> Rows:
    """The rows of a frame as plain values, messages in words, whole numbers as such."""
    return [plain(row, lang) for row in frame.to_dict("records")]


def frame_rows(frame: pd.DataFrame) -> Rows:
    """The rows of a frame as they are: None for what is unknown, days as days."""
    days = {f"{name}": frame[name].dt.date for name in frame.select_dtypes("datetime")}
    dated = frame.assign(**days)
    known = dated.astype(object).where(dated.notna(), None)
    return [{str(name): v for name, v in row.items()} for row in known.to_dict("records")]


def printed_names(
    con: duckdb.DuckDBPyConnection, lang: str, schemes: Iterable[Scheme] = ()
) -> dict[str, str]:
    """What printed tables call units, groups and classes of problems; rows for programs keep the
    names of the register."""
    return english_names(con, schemes) if lang == "en" else {}


def with_names(rows: Rows, names: Mapping[str, str]) -> Rows:
    """Rows with these names where they hold the register's."""
    return [
        {k: names.get(v, v) if isinstance(v, str) else v for k, v in row.items()} for row in rows
    ]


def with_words(rows: Rows, lang: str) -> Rows:
    """States in words."""
    return [row | {"state": _state(row, lang)} if "state" in row else row for row in rows]


def _state(row: Mapping[str, Any], lang: str) -> str:
    """The state in words; of no data, why nothing could be judged."""
    if row["state"] == "no_data":
        for reason in LEFT_OUT_REASONS:
            if row.get(reason):
                return say(f"nothing-judged-{reason}", lang)
    return say(f"state-{row['state']}", lang)


def heads_of(columns: Sequence[str], lang: str, prefix: str = "head") -> dict[str, str]:
    """The headings of a printed table."""
    return {name: say(f"{prefix}-{name}", lang) for name in columns}


def number_text(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def say(code: str, lang: str, **params: Any) -> str:
    """A text of the metrics; what stands for a code may be a column's or a state's name."""
    return Message(code.replace("_", "-"), params, "metrics").text(lang)

"""What the commands share: the scheme and the period that are asked for, filters, forms of rows."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from kernel.messages import Message, ShirongError
from kernel.output import as_csv, as_json, as_table
from kernel.periods import Period, parse_period
from metrics.indicators.definition import LEFT_OUT_REASONS
from metrics.schemes.scheme import Scheme, load_scheme
from metrics.schemes.versions import deciding_day
from shirong.score_rows import Rows


class UsageError(ShirongError):
    """An option that cannot be understood."""


def days_of(period: Period) -> dict[str, str]:
    """The first and the last day of a period, as texts take them."""
    return {"first": f"{period.start}", "last": f"{period.last_day}"}


def scheme_at(written: str, period: str) -> tuple[Scheme, Period]:
    """The scheme in the version in force at the end of the period, as the pages take it."""
    first = load_scheme(written)
    scheme = load_scheme(written, deciding_day(first, first.parse_period(period)))
    return scheme, scheme.parse_period(period)


def asked_period(args: argparse.Namespace) -> tuple[Scheme | None, Period]:
    """The period that is asked for, in the months of the scheme where one is named."""
    return scheme_at(args.scheme, args.period) if args.scheme else (None, parse_period(args.period))


def rows_text(rows: Rows, columns: Sequence[str], form: str, lang: str) -> str:
    """Rows as they are printed: a table, CSV or JSON."""
    if form == "json":
        return as_json(rows) + "\n"
    if form == "csv":
        return as_csv(rows, columns)
    return as_table(with_words(rows, lang), heads_of(columns, lang)) + "\n"


def with_words(rows: Rows, lang: str) -> Rows:
    """States in words."""
    return [row | {"state": state_words(row, lang)} if "state" in row else row for row in rows]


def state_words(row: Mapping[str, Any], lang: str) -> str:
    """The state in words; of no data, why nothing could be judged."""
    if row["state"] == "no_data":
        for reason in LEFT_OUT_REASONS:
            if row.get(reason):
                return say(f"nothing-judged-{reason}".replace("_", "-"), lang)
    return say(f"state-{row['state']}".replace("_", "-"), lang)


def heads_of(columns: Sequence[str], lang: str) -> dict[str, str]:
    """The headings of a printed table."""
    return {name: say("head-" + name.replace("_", "-"), lang) for name in columns}


def number_text(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def filters_of(pairs: Sequence[str]) -> dict[str, list[str]]:
    """`key=value` options; a key given twice takes either value."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(Message("cli-bad-filter", {"text": pair}, "metrics"))
        found.setdefault(key, []).append(value)
    return found


def say(code: str, lang: str, **params: Any) -> str:
    return Message(code, params, "metrics").text(lang)

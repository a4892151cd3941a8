"""python -m metrics returns --period 2025-10 [--filter street=NAME]"""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from kernel.messages import Message
from kernel.output import as_csv, as_json, as_table, plain
from kernel.periods import Period
from metrics.narrative.return_words import of_returns
from metrics.weekly_returns.overview import ReturnsOverview, grid, returns_overview, week_label

ROWS = (
    *("unit", "kind", "item", "week", "reported", "mean", "weeks", "odd", "tenth"),
    *("source_file", "source_sheet", "source_row"),
)


def answer(
    con: duckdb.DuckDBPyConnection,
    args: argparse.Namespace,
    lang: str,
    period: Period,
    filters: Mapping[str, Sequence[str]],
) -> str:
    """The returns of the last week of a period in the form asked for: as csv and json a row for
    each count; as a table the sentences and a row for each unit."""
    found = returns_overview(con, period, filters)
    if args.format == "table":
        lines = [one.text(lang) for one in of_returns(found)]
        if found.week is not None:
            lines.append(_table(found, lang))
        return "\n".join(lines) + "\n"
    counts = found.counts.assign(week=found.counts["week"].map(week_label))
    rows = [plain(row, lang) for row in counts.reindex(columns=list(ROWS)).to_dict("records")]
    return as_json(rows) + "\n" if args.format == "json" else as_csv(rows, ROWS)


def _table(found: ReturnsOverview, lang: str) -> str:
    table = grid(found)
    rows: list[dict[str, Any]] = [
        {"unit": unit} | plain(row, lang) for unit, row in table.to_dict("index").items()
    ]
    totals = found.totals.set_index("item")
    rows.append(
        {"unit": Message("returns-total", {}, "metrics").text(lang)}
        | plain(totals["reported"].to_dict(), lang)
    )
    rows.append(
        {"unit": Message("returns-told-of", {}, "metrics").text(lang)}
        | {i: f"{told}/{of}" for i, told, of in totals[["told", "of"]].itertuples(name=None)}
    )
    heads = {"unit": Message("book-unit", {}, "metrics").text(lang)}
    return as_table(rows, heads | {item: str(item) for item in table.columns})

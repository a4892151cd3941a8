"""python -m metrics figures --period 2025-10 [--figure NAME] [--filter district=NAME]"""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.output import as_csv, as_json, as_table, plain
from kernel.periods import Period
from metrics.aggregation.conditions import IndicatorError
from metrics.narrative.figure_words import basis_words, goal_words, of_own_figures
from metrics.own_figures.standing import figure_standing
from metrics.own_figures.stated import names

ROWS = (
    *("unit", "kind", "figure", "value", "measure", "basis", "told", "of", "missing"),
    *("target", "direction", "state", "short", "previous", "change", "trend", "stated"),
    *("latest", "latest_value", "document", "source_file", "source_sheet", "source_row"),
)
_SHOWN = ("unit", "figure", "value", "measure", "basis", "target", "figure_state", "previous",
          "stated", "latest")  # fmt: skip


def answer(
    con: duckdb.DuckDBPyConnection,
    args: argparse.Namespace,
    lang: str,
    period: Period,
    filters: Mapping[str, Sequence[str]],
) -> str:
    """Where the own figures stand in a period, in the form asked for. IndicatorError for a figure
    that nobody ever stated."""
    known = names(con)
    if args.figure and args.figure not in known:
        params = {"figure": args.figure, "known": known}
        raise IndicatorError(Message("figure-not-known", params, "metrics"))
    chosen = dict(filters) | ({"figure": [args.figure]} if args.figure else {})
    found = figure_standing(con, period, chosen)
    rows = [plain(row, lang) for row in found.reindex(columns=list(ROWS)).to_dict("records")]
    if args.format == "json":
        return as_json(rows) + "\n"
    if args.format == "csv":
        lists = [row | {n: _joined(row[n]) for n in ("missing", "trend")} for row in rows]
        return as_csv(lists, ROWS)
    spoken = [_spoken(row, lang) for row in found.to_dict("records")]
    heads = {name: _text("book-" + name.replace("_", "-"), lang) for name in _SHOWN}
    lines = [of_own_figures(found).text(lang), *([as_table(spoken, heads)] if spoken else [])]
    return "\n".join(lines) + "\n"


def _spoken(row: Mapping[Any, Any], lang: str) -> dict[str, Any]:
    """One row as people say it."""
    words = {name: plain(row[name], lang) for name in _SHOWN if name in row}
    return words | {
        "unit": row["unit"] if isinstance(row["unit"], str) else _text("figure-city", lang),
        "basis": basis_words(row).text(lang),
        "target": None if pd.isna(row["target"]) else goal_words(row),
        "figure_state": _text(f"figure-state-{row['state']}".replace("_", "-"), lang),
    }


def _joined(values: Sequence[object]) -> str:
    return " ".join("" if value is None else f"{value}" for value in values)


def _text(code: str, lang: str) -> str:
    return Message(code, {}, "metrics").text(lang)

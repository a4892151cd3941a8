"""The commands measures, above, campaigns and photos: plain rows of the books."""

from pathlib import Path
from typing import Any

import duckdb

from kernel.messages import Message
from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules
from metrics.analyses.photo_book import photo_rows
from metrics.consequences.above import places_above, series_of
from metrics.consequences.campaigns import Campaign, campaigns
from metrics.consequences.deposits import DEPOSIT_COLUMNS, deposits
from metrics.consequences.register import letters_of_period, measures
from metrics.narrative.campaign_words import above_sentences, campaign_sentences
from metrics.narrative.consequence_words import deposits_sentence, register_sentence
from metrics.narrative.photo_words import of_photos

Rows = list[dict[str, Any]]
MEASURES = (
    *("number", "decided_on", "action", "unit", "reason", "period", "reply_due", "replied_on"),
    *("amount", "state", "days_late", "document", "decided_by"),
)
DEPOSITS = DEPOSIT_COLUMNS
ABOVE = (
    "level",
    "assessment",
    "own",
    "period",
    "place",
    "from_last",
    "out_of",
    "marks",
    "document",
)
CAMPAIGNS = (
    *("campaign", "window", "from", "to", "days", "whole", "findings", "checks", "rate", "cases"),
    *("clear", "own_findings", "rectified_rate", "rate_goal"),
)
PHOTOS = (
    *("record_no", "at", "district", "point", "photo_before", "before", "photo_after", "after"),
    *("same", "source_file", "source_sheet", "source_row"),
)


def measure_rows(
    con: duckdb.DuckDBPyConnection, period: Period, unit: str | None
) -> tuple[Rows, list[Message]]:
    """The register up to the end of the period after this one, and a sentence on its letters."""
    table = measures(con, period)
    if unit:
        table = table[table["unit"] == unit]
    rows = table.assign(
        action=table["action"].fillna(table["action_written"]),
        **{name: table[name].map(_day) for name in ("decided_on", "reply_due", "replied_on")},
    )
    return _plain(rows[list(MEASURES)]), [
        register_sentence(table, letters_of_period(table, period))
    ]


def deposit_rows(con: duckdb.DuckDBPyConnection, period: Period) -> tuple[Rows, list[Message]]:
    """The accounts of deposits by the register, and a sentence on them."""
    table = deposits(measures(con, period))
    return _plain(table), [deposits_sentence(table)]


def above_rows(con: duckdb.DuckDBPyConnection, period: Period) -> tuple[Rows, list[Message]]:
    """The places in superiors' rankings, and a sentence on each series."""
    table = places_above(con, period)
    rows = table.assign(level=table["level"].fillna(table["level_written"]))
    return _plain(rows[list(ABOVE)]), above_sentences(series_of(table))


def campaign_rows(
    con: duckdb.DuckDBPyConnection, period: Period, rules: CountingRules
) -> tuple[Rows, list[Message]]:
    """A row for each window of each campaign, and what is said of each."""
    found = campaigns(con, period, rules)
    said = [message for one in found for message in campaign_sentences(one)]
    rows = [row for one in found for row in _windows(one)]
    return rows, said or [Message("campaign-none", {}, "metrics")]


def photo_book_rows(
    con: duckdb.DuckDBPyConnection, period: Period, folder: Path
) -> tuple[Rows, list[Message]]:
    """The findings and cases that name photos, and a sentence on them."""
    table = photo_rows(con, period, folder)
    rows = table.assign(at=table["at"].map(_day))
    return _plain(rows[list(PHOTOS)]), [of_photos(table, folder.is_dir())]


def _windows(one: Campaign) -> Rows:
    own = {
        "campaign": one.name,
        "own_findings": one.findings,
        "rectified_rate": _number(one.rectified_rate),
        "rate_goal": one.rate_goal,
    }
    return [
        own
        | {"window": w.name, "from": f"{w.first}", "to": f"{w.last}", "days": w.days}
        | {"whole": w.whole, "clear": w.clear}
        | {name: _number(getattr(w, name)) for name in ("findings", "checks", "rate", "cases")}
        for w in one.windows
    ]


def _day(value: Any) -> str | None:
    return None if value is None or value != value else f"{value:%Y-%m-%d}"


def _number(value: float) -> float | None:
    return None if value != value else value


def _plain(frame: Any) -> Rows:
    return [
        {str(k): None if _missing(v) else v for k, v in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _missing(value: Any) -> bool:
    return (
        value is None or value is getattr(value, "_", None) or str(value) in ("nan", "<NA>", "NaT")
    )

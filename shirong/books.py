"""The commands of the books: what was decided, deposits, superiors' rankings, campaigns, photos,
own figures, weekly returns, officers, penalty cases without review."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import duckdb
import pandas as pd

from data.photos import photo_folder
from data.store import Store
from data.unit_resolution.units import Registry
from kernel.messages import Message
from kernel.output import as_table, plain
from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import IndicatorError
from metrics.aggregation.penalties import REVIEW_LEVELS
from metrics.analyses.file_reviews import unreviewed
from metrics.analyses.officers import OFFICER_COLUMNS as OFFICERS
from metrics.analyses.officers import officers, switched_on
from metrics.analyses.photo_book import photo_rows
from metrics.consequences.above import places_above, series_of
from metrics.consequences.campaigns import Campaign, campaigns
from metrics.consequences.deposits import DEPOSIT_COLUMNS as DEPOSITS
from metrics.consequences.deposits import deposits
from metrics.consequences.register import letters_of_period, measures
from metrics.narrative.campaign_words import above_sentences, campaign_sentences
from metrics.narrative.consequence_words import deposits_sentence, register_sentence
from metrics.narrative.figure_words import basis_words, goal_words, of_own_figures
from metrics.narrative.photo_words import of_photos
from metrics.narrative.return_words import of_returns
from metrics.narrative.review_words import of_unreviewed
from metrics.own_figures.standing import figure_standing
from metrics.own_figures.stated import names
from metrics.weekly_returns.overview import ReturnsOverview, grid, returns_overview, week_label
from shirong.asking import (
    PERIOD,
    SOURCE_HEADS,
    WHOSE_RULES,
    Rows,
    UsageError,
    asked_filters,
    asked_period,
    days_of,
    filter_option,
    frame_rows,
    heads_of,
    plain_rows,
    said_lines,
    say,
    table_lines,
)
from shirong.command import Answer, Command, Option, option

MEASURES = (
    *("number", "decided_on", "action", "unit", "reason", "period", "reply_due", "replied_on"),
    *("amount", "state", "days_late", "document", "decided_by"),
)
ABOVE = (
    *("level", "assessment", "own", "period", "place", "from_last", "out_of", "marks"),
    "document",
)
_WINDOW = ("days", "whole", "findings", "checks", "rate", "cases", "clear")
CAMPAIGNS = (
    *("campaign", "window", "from", "to", "days", "whole", "findings", "checks", "rate", "cases"),
    *("clear", "own_findings", "rectified_rate", "rate_goal"),
)
PHOTOS = (
    *("record_no", "at", "district", "point", "photo_before", "before", "photo_after", "after"),
    *("same", *SOURCE_HEADS),
)
FIGURES = (
    *("unit", "kind", "figure", "value", "measure", "basis", "told", "of", "missing"),
    *("target", "direction", "state", "short", "previous", "change", "trend", "stated"),
    *("latest", "latest_value", "document", *SOURCE_HEADS),
)
_FIGURES_SHOWN = (
    *("unit", "figure", "value", "measure", "basis", "target", "figure_state", "previous"),
    *("stated", "latest"),
)
RETURNS = (
    "unit",
    "kind",
    "item",
    "week",
    "reported",
    "mean",
    "weeks",
    "odd",
    "tenth",
    *SOURCE_HEADS,
)
_UNREVIEWED_SHOWN = ("case_no", "team", "closed_on", "due_on", "days_over", *SOURCE_HEADS)


def measures_of(options: argparse.Namespace) -> Answer:
    """The register up to the end of the period after this one, and a sentence on its letters."""
    period, _ = asked_period(options)
    with Store(options.store).connect() as con:
        unit = options.unit and _registered_any(con, options.unit, period)
        table = measures(con, period)
    if unit:
        table = table[table["unit"] == unit]
    rows = table.assign(
        action=table["action"].fillna(table["action_written"]),
    )
    said = [register_sentence(table, letters_of_period(table, period))]
    return _book(frame_rows(rows[list(MEASURES)]), MEASURES, options.lang, said)


def deposits_of(options: argparse.Namespace) -> Answer:
    """The accounts of deposits by the register, and a sentence on them."""
    period, _ = asked_period(options)
    with Store(options.store).connect() as con:
        table = deposits(measures(con, period))
    return _book(frame_rows(table), DEPOSITS, options.lang, [deposits_sentence(table)])


def above(options: argparse.Namespace) -> Answer:
    """The places in superiors' rankings, and a sentence on each series."""
    period, _ = asked_period(options)
    with Store(options.store).connect() as con:
        table = places_above(con, period)
    rows = table.assign(level=table["level"].fillna(table["level_written"]))
    return _book(
        frame_rows(rows[list(ABOVE)]), ABOVE, options.lang, above_sentences(series_of(table))
    )


def campaigns_of(options: argparse.Namespace) -> Answer:
    """A row for each window of each campaign, and what is said of each."""
    period, rules = asked_period(options)
    with Store(options.store).connect() as con:
        found = campaigns(con, period, rules)
    return _book(campaign_rows(found), CAMPAIGNS, options.lang, campaign_words(found))


def campaign_words(found: Sequence[Campaign]) -> list[Message]:
    """What is said of campaigns."""
    said = [message for one in found for message in campaign_sentences(one)]
    return said or [Message("campaign-none", {}, "metrics")]


def photos(options: argparse.Namespace) -> Answer:
    """The findings and cases that name photos, and a sentence on them."""
    period, _ = asked_period(options)
    store = Store(options.store)
    folder = photo_folder(store.folder)
    with store.connect() as con:
        table = photo_rows(con, period, folder)
    return _book(
        frame_rows(table[list(PHOTOS)]), PHOTOS, options.lang, [of_photos(table, folder.is_dir())]
    )


def officers_of(options: argparse.Namespace) -> Answer:
    """Cases by officer."""
    if not switched_on():
        raise UsageError(Message("cli-persons-off", {}, "metrics"))
    period, rules = asked_period(options)
    with Store(options.store).connect() as con:
        found = officers(con, period, asked_filters(options), rules, options.names)
    return _book(plain_rows(found, options.lang), OFFICERS, options.lang)


def campaign_rows(found: Sequence[Campaign]) -> Rows:
    """A row for each window of each campaign."""
    return [
        {"campaign": one.name, "own_findings": one.findings, "rectified_rate": one.rectified_rate}
        | {"rate_goal": one.rate_goal, "window": w.name, "from": f"{w.first}", "to": f"{w.last}"}
        | {name: getattr(w, name) for name in _WINDOW}
        for one in found
        for w in one.windows
    ]


def unreviewed_cases(options: argparse.Namespace) -> Answer:
    """Closed penalty cases that a level did not review, and a sentence on them."""
    lang = options.lang
    period, rules = asked_period(options)
    with Store(options.store).connect() as con:
        found = unreviewed(con, period, options.level, asked_filters(options), rules)
    for column in ("filed_on", "closed_on", "due_on", "as_of"):
        form = "%Y-%m-%d %H:%M" if column == "as_of" else "%Y-%m-%d"
        found[column] = found[column].dt.strftime(form)
    rows = plain_rows(found, lang)
    said = of_unreviewed(found, options.level).text(lang)
    title = f"{say('cli-days', lang, **days_of(period))}\n{said}"
    return Answer(rows, table_lines(rows, _UNREVIEWED_SHOWN, lang, title), list(found.columns))


def figures(options: argparse.Namespace) -> Answer:
    """Where the own figures stand in a period. IndicatorError for one that nobody ever stated."""
    lang, chosen = options.lang, asked_filters(options)
    period, _ = asked_period(options)
    with Store(options.store).connect() as con:
        known = names(con)
        if options.figure and options.figure not in known:
            params = {"figure": options.figure, "known": known}
            raise IndicatorError(Message("figure-not-known", params, "metrics"))
        chosen |= {"figure": [options.figure]} if options.figure else {}
        found = figure_standing(con, period, chosen)
    rows = plain_rows(found.reindex(columns=list(FIGURES)), lang)
    joined = [row | {n: _joined(row[n]) for n in ("missing", "trend")} for row in rows]
    spoken = [_spoken_figure(row, lang) for row in found.to_dict("records")]
    lines = said_lines([of_own_figures(found)], spoken, _FIGURES_SHOWN, lang, "book")
    return Answer(rows, lines, FIGURES, joined)


def _spoken_figure(row: Mapping[Any, Any], lang: str) -> dict[str, Any]:
    """One row as people say it."""
    words = {name: plain(row[name], lang) for name in _FIGURES_SHOWN if name in row}
    return words | {
        "unit": row["unit"] if isinstance(row["unit"], str) else say("figure-city", lang),
        "basis": basis_words(row).text(lang),
        "target": None if pd.isna(row["target"]) else goal_words(row),
        "figure_state": say(f"figure-state-{row['state']}", lang),
    }


def _joined(values: Sequence[object]) -> str:
    return " ".join("" if value is None else f"{value}" for value in values)


def returns(options: argparse.Namespace) -> Answer:
    """The returns of the last week of a period: a row for each count; to people the sentences and
    a row for each unit."""
    period, _ = asked_period(options)
    with Store(options.store).connect() as con:
        found = returns_overview(con, period, asked_filters(options))
    counts = found.counts.assign(week=found.counts["week"].map(week_label))
    rows = plain_rows(counts.reindex(columns=list(RETURNS)), options.lang)
    return Answer(rows, _return_lines(found, options.lang), RETURNS)


def _return_lines(found: ReturnsOverview, lang: str) -> Iterator[str]:
    for one in of_returns(found):
        yield one.text(lang)
    if found.week is None:
        return
    table, totals = grid(found), found.totals.set_index("item")
    rows = [{"unit": u, **plain(row, lang)} for u, row in table.to_dict("index").items()]
    rows.append({"unit": say("returns-total", lang), **plain(totals["reported"].to_dict(), lang)})
    told = {i: f"{told}/{of}" for i, told, of in totals[["told", "of"]].itertuples(name=None)}
    rows.append({"unit": say("returns-told-of", lang), **told})
    yield as_table(rows, heads_of(["unit"], lang, "book") | {i: str(i) for i in table.columns})


def _registered_any(con: duckdb.DuckDBPyConnection, written: str, period: Period) -> str:
    """The registered name of a unit of any kind that may be written by an alias."""
    meanings = Registry.load(con).meanings(written, list(UNIT_KINDS), "department")
    known = (m.name for m in meanings if m.begin <= period.last_day <= m.end)
    return next(known, written)


def _book(rows: Rows, columns: Sequence[str], lang: str, said: Sequence[Message] = ()) -> Answer:
    """A book of consequences; to people with its sentences above it and codes in words."""
    spoken = [row | _words_of(row, lang) for row in rows]
    return Answer(rows, said_lines(said, spoken, columns, lang, "book"), columns)


def _words_of(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Codes of a row as people say them; what is no code stays as it is."""
    found = {}
    for name, head in (("action", "action"), ("level", "level"), ("state", "reply"),
                       ("window", "window"), ("clear", "clear"),
                       ("before", "photo-state"), ("after", "photo-state"),
                       ("kind", "effect-kind")):  # fmt: skip
        if isinstance(row.get(name), str):
            with suppress(KeyError):
                found[name] = say(f"{head}-{row[name]}", lang)
    return found


def _book_command(
    name: str, run: Callable[[argparse.Namespace], Answer], about: str, *more: Option
) -> Command:
    return Command(name, run, about, (PERIOD, WHOSE_RULES, *more))


COMMANDS = (
    _book_command(
        "measures", measures_of, "the register of what was decided of units",
        option("--unit", metavar="NAME", help="of one unit alone"),
    ),
    _book_command(
        "deposits", deposits_of, "what was paid in, kept and returned of each unit's deposit"
    ),
    _book_command("above", above, "the own place in the rankings of those above"),
    _book_command(
        "campaigns", campaigns_of, "campaigns: findings before, during, after and a year before"
    ),
    _book_command(
        "photos", photos,
        "photos of findings and cases: what is missing, what is the same picture",
    ),
    _book_command(
        "figures", figures, "own figures: value, target and trend by unit",
        option("--figure", metavar="NAME", help="one figure alone"),
        filter_option("district=NAME"),
    ),
    _book_command(
        "returns", returns,
        "weekly returns: the last week of a period, who is silent, what does not fit",
        filter_option("district=NAME"),
    ),
    _book_command(
        "unreviewed", unreviewed_cases, "closed penalty cases that a level did not review",
        option("--level", choices=REVIEW_LEVELS, default="team", help="who was to review them"),
        filter_option("team=NAME"),
    ),
    _book_command(
        "officers", officers_of, "cases by officer, where SHIRONG_PERSONS is on",
        option("--names", action="store_true", help="names, not letters"),
        filter_option("team=NAME"),
    ),
)  # fmt: skip

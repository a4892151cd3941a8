"""The command ask: any measure by rows and columns, as the analysis page answers it."""

import argparse
from collections.abc import Iterable, Iterator, Mapping

import duckdb

from data.store import Store
from kernel.messages import Message
from kernel.output import as_table
from metrics.indicators import COUNTABLE
from metrics.pivot.answer import PivotAnswer, answer
from metrics.pivot.dimensions import dimensions_of
from metrics.pivot.question import DEFAULT_DAYS, SORTS, UNSTATED_SIGN, Question, question, read_line
from shirong.asking import (
    Rows,
    UsageError,
    heads_of,
    pairs_of,
    plain_rows,
    printed_names,
    say,
    with_names,
    with_words,
)
from shirong.command import Answer, Command, option
from shirong.views import question_of_view
from shirong.wording import question_of_words

FIGURES = (
    *("rest", "value", "numerator", "denominator", "n", "state", "low", "high"),
    *("compared", "compared_n", "change"),
)
_SHOWN = ("value", "n", "state")


def ask_question(options: argparse.Namespace) -> Answer:
    """Every figure of the answer, totals and rests among them."""
    lang = options.lang
    with Store(options.store).connect() as con:
        asked, understood = _asked(con, options)
        found = answer(con, asked)
        names = printed_names(con, lang)
    asked = found.asked
    rows = plain_rows(found.cells, lang)
    columns = (*asked.dimensions, "row_depth", "column_depth", *FIGURES)
    beside = ("compared", "change") if asked.compare and not found.early else ()
    known = dimensions_of(asked.measure)
    heads = {f"dimension-{name}": known[name].words(lang) for name in asked.dimensions}
    heads |= heads_of((*_SHOWN, *beside), lang)
    title = say(
        "cli-ask-title", lang, measure=COUNTABLE[asked.measure].name(lang),
        first=f"{found.period.start}", last=f"{found.period.last_day}",
    )  # fmt: skip
    lines = _lines(title, with_names(_worded(found, rows, lang), names), heads, lang)
    return Answer(rows, lines, columns, after=understood)


def _lines(title: str, rows: Rows, heads: Mapping[str, str], lang: str) -> Iterator[str]:
    yield title
    yield as_table(with_words(rows, lang), heads)


def _asked(
    con: duckdb.DuckDBPyConnection, options: argparse.Namespace
) -> tuple[Question, Iterable[str]]:
    """The question, and what is said of how a sentence was understood."""
    if sum(map(bool, (options.measure, options.view, options.words))) != 1:
        raise UsageError(Message("cli-ask-what", {}, "metrics"))
    if options.words:
        return question_of_words(con, options.words, options.lang)
    return _of_options(options), ()


def _of_options(options: argparse.Namespace) -> Question:
    """The question of the options, of a saved view, or of a line as the page's address has it."""
    if options.view:
        return question_of_view(options)
    if " " in options.measure:
        return read_line(options.measure)
    where = {
        name: [None if value == UNSTATED_SIGN else value for value in values]
        for name, values in pairs_of(options.where).items()
    }
    return question(
        options.measure, options.rows, options.columns, where, options.days, options.compare,
        options.top, options.sort,
    )  # fmt: skip


def _worded(found: PivotAnswer, rows: Rows, lang: str) -> Rows:
    """The same in words: what a total leaves out is 合计, what is beyond the first few 其余."""
    asked, known = found.asked, dimensions_of(found.asked.measure)
    told = []
    for row in rows:
        words = {}
        for side, depth in ((asked.rows, "row_depth"), (asked.columns, "column_depth")):
            for at, name in enumerate(side):
                total = row[depth] <= at
                rest = row["rest"] and side is asked.rows and at == len(side) - 1
                word = known[name].value_words(row[name], lang)
                said = say("cli-ask-rest" if rest else "cli-ask-all", lang)
                words[f"dimension-{name}"] = said if total or rest else word
        told.append(row | words)
    return told


COMMANDS = (
    Command(
        "ask", ask_question, "any measure by rows and columns, under filters, over any days",
        (
            option(
                "measure", metavar="MEASURE", nargs="?", default="",
                help="id of an indicator, rows:TABLE, or a whole line as the page's address has it",
            ),
            option("--view", default="", metavar="NAME", help="a saved analysis, in its place"),
            option(
                "--words", metavar="SENTENCE",
                help="a question in words in place of all other options, e.g. '东屏区 近三个月 "
                "店外经营 按街道 同比'; how each word was understood is said on stderr",
            ),
            option("--rows", nargs="+", default=[], metavar="DIMENSION", help="one or two"),
            option("--columns", nargs="+", default=[], metavar="DIMENSION", help="one or two"),
            option(
                "--where", action="append", default=[], metavar="KEY=VALUE",
                help=f"e.g. daytime=night; {UNSTATED_SIGN} for rows that do not say it",
            ),
            option(
                "--days", default=DEFAULT_DAYS,
                help=f"a period, A..B, 'last 3 months' or all ({DEFAULT_DAYS})",
            ),
            option(
                "--compare", default="", metavar="WITH",
                help="previous, year, unit:NAME or group_mean",
            ),
            option("--top", type=int, default=0, metavar="N", help="the first few, and the rest"),
            option("--sort", default="", help=f"{', '.join(SORTS)}; with -up from the smallest"),
        ),
    ),
)  # fmt: skip

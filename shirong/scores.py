"""Command line: python -m metrics rank | indicator | explain | inspecting | effect | schemes ...

What is asked for goes to stdout and nothing else; an error is one sentence on stderr, exit code 2.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb

from data.store import Store
from data.unit_resolution.units import Registry
from kernel.messages import ShirongError
from kernel.output import as_csv, as_json, as_table, plain
from kernel.periods import Period, parse_period
from metrics.aggregation.aggregate import CountingRules
from metrics.analyses.file_reviews import unreviewed
from metrics.as_of import as_of_by_source
from metrics.consequences.leaders import leaders
from metrics.consequences.orders import consequences
from metrics.effect import effects
from metrics.finished import Progress
from metrics.narrative.consequence_words import leaders_line, list_lines
from metrics.narrative.effect_words import ROW_COLUMNS, effect_rows, effect_sentence
from metrics.narrative.progress_words import against, progress_sentence
from metrics.narrative.review_words import of_unreviewed
from metrics.schemes.model import OBJECT_KINDS
from metrics.schemes.scheme import Scheme, SchemeError, broken_versions, list_schemes, load_scheme
from metrics.schemes.versions import components_of
from metrics.scoring.certainty.rank_sets import sets_of
from metrics.scoring.explain import Explanation, explain
from metrics.scoring.ranking import rank
from shirong import inspecting
from shirong.answering import (
    days_of,
    filters_of,
    heads_of,
    number_text,
    rows_text,
    say,
    scheme_at,
    with_words,
)
from shirong.books import BOOKS
from shirong.objects import answer
from shirong.options import parser
from shirong.score_rows import (
    COMPARABLE,
    RANK_SETS,
    STANDING,
    YEARS,
    explanation_content,
    flat_standing,
    indicator_rows,
    left_out_columns,
    ranking_rows,
    scheme_rows,
)

_RANK_COLUMNS = (
    "group", "rank", "unit", "score", "low", "high", "n", "grade", "previous_rank", "change",
    "state", "reason",
)  # fmt: skip
_ABOUT_COLUMNS = ("finished", "from", "to", "scheme_version", *COMPARABLE, *YEARS)
_EXACT = 6  # digits of a score's parts, so that the printed ones sum
_UNREVIEWED_COLUMNS = (
    *("case_no", "team", "closed_on", "due_on", "days_over"),
    *("source_file", "source_sheet", "source_row"),
)
_INDICATOR_COLUMNS = ("unit", "numerator", "denominator", "value", "n", "state")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    commands = {
        "rank": _rank,
        "indicator": _indicator,
        "explain": _explain,
        "inspecting": _inspecting,
        "effect": _effect,
        "objects": _objects,
        "schemes": _schemes,
        **BOOKS,
        "unreviewed": _unreviewed,
    }
    args = parser(commands).parse_args(argv)
    lang = args.lang
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        print(args.run(args, lang), end="")
    except SchemeError as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    except ShirongError as error:
        print(error.message.text(lang), file=sys.stderr)
        return 2
    return 0


def _rank(args: argparse.Namespace, lang: str) -> str:
    scheme, period = scheme_at(args.scheme, args.period)
    with Store(args.store).connect() as con:
        ranking = rank(con, scheme, period)
        sources = as_of_by_source(con, period)
        sets = None if args.format == "table" else sets_of(con, ranking)
        answered = consequences(con, scheme, ranking.period)
    _say_broken(scheme, lang)
    for note in ranking.all_notes:
        print(note.text(lang), file=sys.stderr)
    rows = ranking_rows(ranking, lang, sets, answered)
    if args.format == "json":
        return as_json(rows) + "\n"
    scores = [{k: part["score"] for k, part in row["components"].items()} for row in rows]
    flat = [row | flat_standing(row) | own for row, own in zip(rows, scores, strict=True)]
    parts = ranking.components.drop_duplicates("component")
    names = dict(zip(parts["component"], parts[f"name_{lang}"], strict=True))
    if args.format == "csv":
        return as_csv(flat, [*_RANK_COLUMNS, *RANK_SETS, *names, *STANDING, *_ABOUT_COLUMNS])
    title = say(
        "cli-rank-title",
        lang,
        scheme=scheme.name.text(lang),
        version=rows[0]["scheme_version"] if rows else scheme.version,
        period=_period_text(ranking.progress, lang),
        as_of=_as_of(ranking.as_of, sources, lang),
    )
    top = {node.id: node.name.text(lang) for node in components_of(scheme, period)}
    years = ranking.year.columns if ranking.year else ()
    again = (*(COMPARABLE if ranking.reform else ()), *years)
    table = as_table(with_words(flat, lang), heads_of((*_RANK_COLUMNS[:-1], *again), lang) | top)
    lines = list_lines(ranking.lists, answered.steps, answered.register, ranking.period)
    return "\n".join([title, table, *(line.text(lang) for line in lines)]) + "\n"


def _as_of(latest: datetime | None, sources: Mapping[str, datetime], lang: str) -> str:
    """One time, or that of each source where they differ."""
    if len(set(sources.values())) < 2:
        return f"{latest:%Y-%m-%d %H:%M}" if latest else "–"
    parts = (
        f"{say(f'cli-source-{name}', lang)} {time:%Y-%m-%d %H:%M}" for name, time in sources.items()
    )
    return say("cli-separator", lang).join(parts)


def _indicator(args: argparse.Namespace, lang: str) -> str:
    scheme, period = scheme_at(args.scheme, args.period) if args.scheme else (None, None)
    period = period or parse_period(args.period)
    rules = scheme.rules if scheme else CountingRules()
    if args.no_deadline:
        rules = replace(rules, no_deadline=args.no_deadline)
    by = tuple(name for name in args.by.split(",") if name)
    with Store(args.store).connect() as con:
        rows = indicator_rows(con, args.indicator, by, period, filters_of(args.filter), rules, lang)
    columns = (*_INDICATOR_COLUMNS, *left_out_columns(args.indicator))
    dated = () if args.format == "table" else ("from", "to")
    title = ""
    if args.format == "table":
        title = say("cli-days", lang, **days_of(period)) + "\n"
    return title + rows_text(rows, (*columns, *dated), args.format, lang)


def _explain(args: argparse.Namespace, lang: str) -> str:
    scheme, period = scheme_at(args.scheme, args.period)
    _say_broken(scheme, lang)
    with Store(args.store).connect() as con:
        found = explain(con, scheme, period, _registered(con, args.unit, scheme, period))
        lists = rank(con, scheme, period).lists
        answered = consequences(con, scheme, found.period)
        who = leaders(con, found.period.last_day)
    for note in found.notes:
        print(note.text(lang), file=sys.stderr)
    content = explanation_content(found, lang, lists, answered)
    if args.format == "json":
        return as_json(content) + "\n"
    parts = ("part", "kind", "name", "points", "full")
    if args.format == "csv":
        return as_csv(content["parts"], parts)
    title = say(
        "cli-explain-title",
        lang,
        unit=found.unit,
        period=_period_text(found.progress, lang),
        score=number_text(content["score"]),
        rank=number_text(content["rank"]),
        state=say(f"state-{content['state']}".replace("_", "-"), lang),
    )
    lines = [title, as_table(content["parts"], heads_of(("name", "points", "full"), lang), _EXACT)]
    if content["change_by_part"]:
        lines += ["", _change_title(found, content, lang)]
        changes = ("name", "before", "after", "points")
        lines += [as_table(content["change_by_part"], heads_of(changes, lang), _EXACT)]
    own = lists.only(found.unit)
    steps = answered.steps and answered.steps.only(found.unit)
    who = who[(who["unit"] == found.unit) & (who["kind"] == scheme.scores.kind)]
    standing = [leaders_line(row) for row in who.to_dict("records")]
    standing += list_lines(own, steps, answered.register, found.period)
    lines += ["", *(line.text(lang) for line in standing)] if standing else []
    return "\n".join(lines) + "\n"


def _period_text(progress: Progress, lang: str) -> str:
    """A period with its first and last day, and how far it is when it is not finished."""
    name = say("cli-period", lang, period=progress.period.label(lang), **days_of(progress.period))
    sentence = progress_sentence(progress)
    return (
        name if sentence is None else say("cli-period-so-far", lang, period=name, so_far=sentence)
    )


def _say_broken(scheme: Scheme, lang: str) -> None:
    """Broken versions of the scheme, on stderr: the figures are by another one."""
    for error in broken_versions(scheme.id):
        params = {"fault": error.message, "version": scheme.version}
        print(say("cli-broken-version", lang, **params), file=sys.stderr)


def _registered(
    con: duckdb.DuckDBPyConnection, written: str, scheme: Scheme, period: Period
) -> str:
    """The registered name of a unit that may be written by an alias."""
    kind = scheme.scores.kind
    if kind in OBJECT_KINDS:
        return written
    meanings = Registry.load(con).meanings(written, [kind], kind)
    return next(m.name for m in meanings if m.begin <= period.last_day <= m.end)


def _change_title(found: Explanation, content: Mapping[str, Any], lang: str) -> str:
    before = content["comparable"] or content["previous"]
    return say(
        "cli-change-title-comparable" if content["comparable"] else "cli-change-title",
        lang,
        period=against(found.previous),
        score=number_text(before["score"]),
        change=f"{content['change']:+g}",
    )


def _effect(args: argparse.Namespace, lang: str) -> str:
    store = Store(args.store)
    to = args.to or store.version()
    start = args.start or next((v.parent for v in store.versions() if v.number == to), None)
    known = [scheme for scheme in list_schemes() if isinstance(scheme, Scheme)]
    if args.scheme:
        wanted = load_scheme(args.scheme)
        known = [scheme for scheme in known if scheme.id == wanted.id] or [wanted]
    with store.connect(to) as after, store.connect(start) if start else nullcontext() as before:
        found = effects(before, after, known)
    if args.format != "table":
        content = [row for one in found for row in effect_rows(one, lang)]
        return rows_text(content, ROW_COLUMNS, args.format, lang)
    if not found:
        return say("effect-none", lang) + "\n"
    parts = []
    for one in found:
        title = f"{one.scheme.name.text(lang)}  {effect_sentence(one, stored=True).text(lang)}"
        table = as_table(effect_rows(one, lang), heads_of(ROW_COLUMNS[1:], lang))
        parts.append(f"{title}\n{table}\n")
    return "\n".join(parts)


def _objects(args: argparse.Namespace, lang: str) -> str:
    first = load_scheme(args.scheme) if args.scheme else None
    period = None
    if args.period:
        period = first.parse_period(args.period) if first else parse_period(args.period)
    with Store(args.store).connect() as con:
        found = answer(con, args, period, first.rules if first else CountingRules(), lang)
    for remark in found.said:
        print(remark.text(lang), file=sys.stderr)
    if args.format == "table":
        return as_table(found.spoken(lang), found.heads(lang)) + "\n"
    return rows_text(list(found.rows), found.columns, args.format, lang)


def _unreviewed(args: argparse.Namespace, lang: str) -> str:
    scheme, period = scheme_at(args.scheme, args.period) if args.scheme else (None, None)
    period = period or parse_period(args.period)
    rules = scheme.rules if scheme else CountingRules()
    with Store(args.store).connect() as con:
        found = unreviewed(con, period, args.level, filters_of(args.filter), rules)
    for column in ("filed_on", "closed_on", "due_on", "as_of"):
        form = "%Y-%m-%d %H:%M" if column == "as_of" else "%Y-%m-%d"
        found[column] = found[column].dt.strftime(form)
    rows = [plain(row, lang) for row in found.to_dict("records")]
    if args.format != "table":
        return rows_text(rows, list(found.columns), args.format, lang)
    said = of_unreviewed(found, args.level).text(lang)
    table = as_table(rows, heads_of(_UNREVIEWED_COLUMNS, lang))
    return f"{say('cli-days', lang, **days_of(period))}\n{said}\n{table}\n"


def _inspecting(args: argparse.Namespace, lang: str) -> str:
    period = scheme_at(args.scheme, args.period)[1] if args.scheme else parse_period(args.period)
    args.filters = filters_of(args.filter)
    return inspecting.answer(args, lang, period)


def _schemes(args: argparse.Namespace, lang: str) -> str:
    found = list_schemes()
    for broken in found:
        if isinstance(broken, SchemeError):
            print(broken.text(lang), file=sys.stderr)
    rows = scheme_rows([scheme for scheme in found if isinstance(scheme, Scheme)], lang)
    columns = ("id", "version", "name", "status", "kind", "effective_from", "effective_to", "hash")
    return rows_text(rows, columns, args.format, lang)

"""The commands about scores: ranks, one score taken apart, one indicator, schemes, effects."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb

from data.store import Store
from data.unit_resolution.units import Registry
from kernel.messages import Message
from kernel.output import as_table
from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.as_of import as_of_by_source
from metrics.consequences.leaders import leaders
from metrics.consequences.orders import consequences
from metrics.effect import Effect, effects
from metrics.finished import Progress, so_far
from metrics.indicators.definition import NO_DEADLINE
from metrics.narrative.consequence_words import leaders_line, list_lines
from metrics.narrative.effect_words import ROW_COLUMNS, effect_rows, effect_sentence
from metrics.narrative.progress_words import against, progress_sentence
from metrics.schemes.model import OBJECT_KINDS
from metrics.schemes.scheme import Scheme, SchemeError, broken_versions, list_schemes, load_scheme
from metrics.schemes.versions import components_of, version_for
from metrics.scoring.certainty.rank_sets import sets_of
from metrics.scoring.explain import Explanation, explain
from metrics.scoring.ranking import periods_ranked, rank
from metrics.scoring.scores import scores
from metrics.scoring.totals import totals_of_groups
from shirong.asking import (
    KIND,
    OR_SINGLE,
    PERIOD,
    SCHEME,
    WHOSE_RULES,
    asked_filters,
    asked_period,
    days_of,
    filter_option,
    folders_of_schemes,
    heads_of,
    number_text,
    printed_names,
    say,
    scheme_at,
    table_lines,
    with_names,
    with_words,
)
from shirong.command import Answer, Command, option
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
    total_rows,
)

RANK = (
    "group", "rank", "unit", "score", "low", "high", "n", "grade", "previous_rank", "change",
    "state", "reason",
)  # fmt: skip
_ABOUT = ("finished", "from", "to", "scheme_version", *COMPARABLE, *YEARS)
_EXACT = 6  # digits of a score's parts, so that the printed ones sum
_INDICATOR = ("unit", "numerator", "denominator", "value", "n", "state")
_SCHEMES = ("id", "version", "name", "status", "kind", "effective_from", "effective_to", "hash")


def rank_units(options: argparse.Namespace) -> Answer:
    """The units of a scheme, ranked."""
    lang = options.lang
    scheme, period = scheme_at(options)
    with Store(options.store).connect() as con:
        own = version_for(scheme, period)
        found = scores(con, own, periods_ranked(own, so_far(con, own, period)))
        ranking = rank(con, own, period, found=found)
        whole = total_rows(totals_of_groups(con, own, ranking.period, found), lang)
        names = printed_names(con, lang, [own])
        sources = as_of_by_source(con, period)
        sets = None if options.format == "table" else sets_of(con, ranking)
        answered = consequences(con, scheme, ranking.period)
    _say_notes(options, scheme, ranking.all_notes)
    rows = ranking_rows(ranking, lang, sets, answered)
    parts = [{k: part["score"] for k, part in row["components"].items()} for row in rows]
    flat = [row | flat_standing(row) | own for row, own in zip(rows, parts, strict=True)]
    columns = (*RANK, *RANK_SETS, *ranking.components["component"].unique(), *STANDING, *_ABOUT)

    def lines() -> Iterator[str]:
        version = rows[0]["scheme_version"] if rows else scheme.version
        name, as_of = scheme.name.text(lang), as_of_text(ranking.as_of, sources, lang)
        shown = {"scheme": name, "version": version, "as_of": as_of}
        yield say("cli-rank-title", lang, period=_period_text(ranking.progress, lang), **shown)
        years = ranking.year.columns if ranking.year else ()
        heads = heads_of((*RANK[:-1], *(COMPARABLE if ranking.reform else ()), *years), lang)
        top = {node.id: node.name.text(lang) for node in components_of(scheme, period)}
        yield as_table(with_names(with_words(flat, lang), names), heads | top)
        for row in with_names(whole, names):
            yield say("cli-total", lang, name=row["unit"], score=row["score"], n=row["n"])
        for line in list_lines(ranking.lists, answered.steps, answered.register, ranking.period):
            yield line.calling(names).text(lang)

    extra = whole if options.totals else []
    return Answer([*rows, *extra], lines(), columns, [*flat, *extra])


def as_of_text(latest: datetime | None, sources: Mapping[str, datetime], lang: str) -> str:
    """One time, or that of each source where they differ."""
    if len(set(sources.values())) < 2:
        return f"{latest:%Y-%m-%d %H:%M}" if latest else "–"
    parts = (
        f"{say(f'cli-source-{name}', lang)} {time:%Y-%m-%d %H:%M}" for name, time in sources.items()
    )
    return say("cli-separator", lang).join(parts)


def indicator(options: argparse.Namespace) -> Answer:
    """One indicator by unit."""
    lang = options.lang
    period, rules = asked_period(options)
    if options.no_deadline:
        rules = replace(rules, no_deadline=options.no_deadline)
    by = tuple(name for name in options.by.split(",") if name)
    asked = (options.indicator, by, period, asked_filters(options), rules, lang)
    with Store(options.store).connect() as con:
        rows = indicator_rows(con, *asked)
        if options.totals:
            rows += indicator_rows(con, options.indicator, (), *asked[2:])
    columns = (*_INDICATOR, *left_out_columns(options.indicator))
    title = say("cli-days", lang, **days_of(period))
    return Answer(rows, table_lines(rows, columns, lang, title), (*columns, "from", "to"))


def explain_score(options: argparse.Namespace) -> Answer:
    """One score taken apart."""
    lang = options.lang
    scheme, period = scheme_at(options)
    with Store(options.store).connect() as con:
        found = explain(con, scheme, period, _registered(con, options.unit, scheme, period))
        lists = rank(con, scheme, period).lists
        answered = consequences(con, scheme, found.period)
        who = leaders(con, found.period.last_day)
    _say_notes(options, scheme, found.notes)
    content = explanation_content(found, lang, lists, answered)

    def lines() -> Iterator[str]:
        yield say(
            "cli-explain-title",
            lang,
            unit=found.unit,
            period=_period_text(found.progress, lang),
            score=number_text(content["score"]),
            rank=number_text(content["rank"]),
            state=say(f"state-{content['state']}", lang),
        )
        yield as_table(content["parts"], heads_of(("name", "points", "full"), lang), _EXACT)
        if content["change_by_part"]:
            yield f"\n{_change_title(found, content, lang)}"
            heads = heads_of(("name", "before", "after", "points"), lang)
            yield as_table(content["change_by_part"], heads, _EXACT)
        steps = answered.steps and answered.steps.only(found.unit)
        led = who[(who["unit"] == found.unit) & (who["kind"] == scheme.scores.kind)]
        standing = [leaders_line(row) for row in led.to_dict("records")]
        standing += list_lines(lists.only(found.unit), steps, answered.register, found.period)
        yield from ["", *(line.text(lang) for line in standing)] if standing else []

    return Answer(content, lines(), ("part", "kind", "name", "points", "full"), content["parts"])


def _period_text(progress: Progress, lang: str) -> str:
    """A period with its first and last day, and how far it is when it is not finished."""
    name = say("cli-period", lang, period=progress.period.label(lang), **days_of(progress.period))
    sentence = progress_sentence(progress)
    return (
        name if sentence is None else say("cli-period-so-far", lang, period=name, so_far=sentence)
    )


def _say_notes(options: argparse.Namespace, scheme: Scheme, notes: Sequence[Message]) -> None:
    """On stderr: broken versions of the scheme (the figures are by another one), then notes."""
    lang = options.lang
    for error in broken_versions(scheme.id, folders_of_schemes(options)):
        params = {"fault": error.message, "version": scheme.version}
        print(say("cli-broken-version", lang, **params), file=sys.stderr)
    for note in notes:
        print(note.text(lang), file=sys.stderr)


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


def effect(options: argparse.Namespace) -> Answer:
    """What a version of the store changed in periods that had ended."""
    store, lang = Store(options.store), options.lang
    to = options.to or store.version()
    start = options.start or next((v.parent for v in store.versions() if v.number == to), None)
    folders = folders_of_schemes(options)
    known = [scheme for scheme in list_schemes(folders) if isinstance(scheme, Scheme)]
    if options.scheme:
        wanted = load_scheme(options.scheme, folder=folders)
        known = [scheme for scheme in known if scheme.id == wanted.id] or [wanted]
    with store.connect(to) as after, store.connect(start) if start else nullcontext() as before:
        found = effects(before, after, known)
    rows = [row for one in found for row in effect_rows(one, lang)]
    return Answer(rows, _effect_lines(found, lang), ROW_COLUMNS)


def _effect_lines(found: Sequence[Effect], lang: str) -> Iterator[str]:
    if not found:
        yield say("effect-none", lang)
    for at, one in enumerate(found):
        title = f"{one.scheme.name.text(lang)}  {effect_sentence(one, stored=True).text(lang)}"
        yield f"\n{title}" if at else title
        yield as_table(effect_rows(one, lang), heads_of(ROW_COLUMNS[1:], lang))


def schemes(options: argparse.Namespace) -> Answer:
    """The schemes that can be used; the others are said on stderr."""
    found, lang = list_schemes(folders_of_schemes(options)), options.lang
    for broken in found:
        if isinstance(broken, SchemeError):
            print(broken.text(lang), file=sys.stderr)
    rows = scheme_rows([scheme for scheme in found if isinstance(scheme, Scheme)], lang)
    return Answer(rows, table_lines(rows, _SCHEMES, lang), _SCHEMES)


_ONE_SCHEME = option("--scheme", required=True, help=SCHEME + OR_SINGLE)
_TOTALS = option(
    "--totals",
    action="store_true",
    help="in JSON and CSV too: the total of all units and of each group, recomputed from rows",
)
COMMANDS = (
    Command("rank", rank_units, "rank the units of a scheme", (PERIOD, _ONE_SCHEME, KIND, _TOTALS)),
    Command(
        "explain", explain_score, "take one score apart",
        (
            option("--unit", required=True, metavar="NAME", help="whose score"),
            PERIOD,
            _ONE_SCHEME,
            KIND,
        ),
    ),
    Command(
        "indicator", indicator, "one indicator by unit",
        (
            option("indicator", metavar="ID", help="indicator, e.g. closure_rate"),
            option(
                "--by", default="district",
                help=f"{', '.join(UNIT_KINDS)} or another column of the facts",
            ),
            filter_option("channel=12345"),
            option(
                "--no-deadline", choices=tuple(NO_DEADLINE),
                help="what becomes of cases without a deadline (default: as the scheme says)",
            ),
            PERIOD,
            WHOSE_RULES,
            option("--totals", action="store_true", help="also of all units together, from rows"),
        ),
    ),
    Command(
        "effect", effect, "what an import changed in periods that had ended",
        (
            option("--from", dest="start", type=int, metavar="VERSION",
                   help="default: the one before"),
            option("--to", type=int, metavar="VERSION", help="default: the current one"),
            option("--scheme", help=f"{SCHEME} (default: all)"),
        ),
    ),
    Command("schemes", schemes, "list the schemes"),
)  # fmt: skip

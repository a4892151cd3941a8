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

from data.naming.units import Registry
from data.photos import photo_folder
from data.schema import UNIT_KINDS
from data.store import Store
from kernel.messages import Message, ShirongError
from kernel.output import as_json
from metrics.as_of import as_of_by_source
from metrics.consequences.commands import (
    ABOVE,
    CAMPAIGNS,
    DEPOSITS,
    MEASURES,
    PHOTOS,
    above_rows,
    campaign_rows,
    deposit_rows,
    measure_rows,
    photo_book_rows,
)
from metrics.consequences.leaders import leaders
from metrics.consequences.orders import consequences
from metrics.counting.aggregate import Rules
from metrics.effect import effects
from metrics.figures import command as figures
from metrics.finished import Progress
from metrics.indicators.definition import REASONS
from metrics.inspecting import command as inspecting
from metrics.objects.command import answer
from metrics.options import parser
from metrics.periods import Period, parse_period
from metrics.printing import as_csv, as_table, plain
from metrics.reports import (
    COMPARABLE,
    RANK_SETS,
    STANDING,
    YEARS,
    Rows,
    explanation_content,
    flat_standing,
    indicator_rows,
    left_out_columns,
    ranking_rows,
    scheme_rows,
)
from metrics.returns import command as returns
from metrics.schemes.model import OBJECT_KINDS
from metrics.schemes.scheme import Scheme, SchemeError, broken_versions, list_schemes, load_scheme
from metrics.schemes.versions import components_of, deciding_day
from metrics.scoring.certainty.rank_sets import sets_of
from metrics.scoring.explain import Explanation, explain
from metrics.scoring.ranking import rank
from metrics.sentences.consequence_words import leaders_line, list_lines
from metrics.sentences.effect_words import ROW_COLUMNS, effect_rows, effect_sentence
from metrics.sentences.penalty_captions import of_unreviewed
from metrics.sentences.progress_words import against, progress_sentence
from metrics.subjects.file_reviews import unreviewed
from metrics.subjects.officers import COLUMNS as OFFICERS
from metrics.subjects.officers import officers, switched_on

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


class UsageError(ShirongError):
    """An option that cannot be understood."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    commands = {
        "rank": _rank,
        "indicator": _indicator,
        "explain": _explain,
        "inspecting": _inspecting,
        "effect": _effect,
        "objects": _objects,
        "measures": _measures,
        "deposits": _deposits,
        "above": _above,
        "campaigns": _campaigns,
        "photos": _photos,
        "figures": _figures,
        "returns": _returns,
        "schemes": _schemes,
        "unreviewed": _unreviewed,
        "officers": _officers,
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
    scheme, period = _dated(args.scheme, args.period)
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
    title = _text(
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
    table = as_table(_spoken(flat, lang), _heads((*_RANK_COLUMNS[:-1], *again), lang) | top)
    lines = list_lines(ranking.lists, answered.steps, answered.register, ranking.period)
    return "\n".join([title, table, *(line.text(lang) for line in lines)]) + "\n"


def _as_of(latest: datetime | None, sources: Mapping[str, datetime], lang: str) -> str:
    """One time, or that of each source where they differ."""
    if len(set(sources.values())) < 2:
        return f"{latest:%Y-%m-%d %H:%M}" if latest else "–"
    parts = (
        f"{_text(f'cli-source-{name}', lang)} {time:%Y-%m-%d %H:%M}"
        for name, time in sources.items()
    )
    return _text("cli-separator", lang).join(parts)


def _indicator(args: argparse.Namespace, lang: str) -> str:
    scheme, period = _dated(args.scheme, args.period) if args.scheme else (None, None)
    period = period or parse_period(args.period)
    rules = scheme.rules if scheme else Rules()
    if args.no_deadline:
        rules = replace(rules, no_deadline=args.no_deadline)
    by = tuple(name for name in args.by.split(",") if name)
    with Store(args.store).connect() as con:
        rows = indicator_rows(con, args.indicator, by, period, _filters(args.filter), rules, lang)
    columns = (*_INDICATOR_COLUMNS, *left_out_columns(args.indicator))
    dated = () if args.format == "table" else ("from", "to")
    title = ""
    if args.format == "table":
        title = _text("cli-days", lang, **_days(period)) + "\n"
    return title + _shown(rows, (*columns, *dated), args.format, lang)


def _explain(args: argparse.Namespace, lang: str) -> str:
    scheme, period = _dated(args.scheme, args.period)
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
    title = _text(
        "cli-explain-title",
        lang,
        unit=found.unit,
        period=_period_text(found.progress, lang),
        score=_number(content["score"]),
        rank=_number(content["rank"]),
        state=_text(f"state-{content['state']}".replace("_", "-"), lang),
    )
    lines = [title, as_table(content["parts"], _heads(("name", "points", "full"), lang), _EXACT)]
    if content["change_by_part"]:
        lines += ["", _change_title(found, content, lang)]
        changes = ("name", "before", "after", "points")
        lines += [as_table(content["change_by_part"], _heads(changes, lang), _EXACT)]
    own = lists.only(found.unit)
    steps = answered.steps and answered.steps.only(found.unit)
    who = who[(who["unit"] == found.unit) & (who["kind"] == scheme.scores.kind)]
    standing = [leaders_line(row) for row in who.to_dict("records")]
    standing += list_lines(own, steps, answered.register, found.period)
    lines += ["", *(line.text(lang) for line in standing)] if standing else []
    return "\n".join(lines) + "\n"


def _period_text(progress: Progress, lang: str) -> str:
    """A period with its first and last day, and how far it is when it is not finished."""
    name = _text("cli-period", lang, period=progress.period.label(lang), **_days(progress.period))
    sentence = progress_sentence(progress)
    return (
        name if sentence is None else _text("cli-period-so-far", lang, period=name, so_far=sentence)
    )


def _days(period: Period) -> dict[str, str]:
    return {"first": f"{period.start}", "last": f"{period.last_day}"}


def _dated(written: str, period: str) -> tuple[Scheme, Period]:
    """The scheme in the version in force at the end of the period, as the pages take it."""
    first = load_scheme(written)
    scheme = load_scheme(written, deciding_day(first, first.parse_period(period)))
    return scheme, scheme.parse_period(period)


def _say_broken(scheme: Scheme, lang: str) -> None:
    """Broken versions of the scheme, on stderr: the figures are by another one."""
    for error in broken_versions(scheme.id):
        params = {"fault": error.message, "version": scheme.version}
        print(_text("cli-broken-version", lang, **params), file=sys.stderr)


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
    return _text(
        "cli-change-title-comparable" if content["comparable"] else "cli-change-title",
        lang,
        period=against(found.previous),
        score=_number(before["score"]),
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
        return _shown(content, ROW_COLUMNS, args.format, lang)
    if not found:
        return _text("effect-none", lang) + "\n"
    parts = []
    for one in found:
        title = f"{one.scheme.name.text(lang)}  {effect_sentence(one, stored=True).text(lang)}"
        table = as_table(effect_rows(one, lang), _heads(ROW_COLUMNS[1:], lang))
        parts.append(f"{title}\n{table}\n")
    return "\n".join(parts)


def _objects(args: argparse.Namespace, lang: str) -> str:
    first = load_scheme(args.scheme) if args.scheme else None
    period = None
    if args.period:
        period = first.parse_period(args.period) if first else parse_period(args.period)
    with Store(args.store).connect() as con:
        found = answer(con, args, period, first.rules if first else Rules(), lang)
    for remark in found.said:
        print(remark.text(lang), file=sys.stderr)
    if args.format == "table":
        return as_table(found.spoken(lang), found.heads(lang)) + "\n"
    return _shown(list(found.rows), found.columns, args.format, lang)


def _measures(args: argparse.Namespace, lang: str) -> str:
    scheme, period = _asked_period(args)
    with Store(args.store).connect() as con:
        unit = args.unit and _registered_any(con, args.unit, period)
        found = measure_rows(con, period, unit)
    return _book(*found, MEASURES, args.format, lang)


def _deposits(args: argparse.Namespace, lang: str) -> str:
    _, period = _asked_period(args)
    with Store(args.store).connect() as con:
        found = deposit_rows(con, period)
    return _book(*found, DEPOSITS, args.format, lang)


def _above(args: argparse.Namespace, lang: str) -> str:
    _, period = _asked_period(args)
    with Store(args.store).connect() as con:
        found = above_rows(con, period)
    return _book(*found, ABOVE, args.format, lang)


def _campaigns(args: argparse.Namespace, lang: str) -> str:
    scheme, period = _asked_period(args)
    with Store(args.store).connect() as con:
        found = campaign_rows(con, period, scheme.rules if scheme else Rules())
    return _book(*found, CAMPAIGNS, args.format, lang)


def _photos(args: argparse.Namespace, lang: str) -> str:
    _, period = _asked_period(args)
    store = Store(args.store)
    with store.connect() as con:
        found = photo_book_rows(con, period, photo_folder(store.folder))
    return _book(*found, PHOTOS, args.format, lang)


def _figures(args: argparse.Namespace, lang: str) -> str:
    with Store(args.store).connect() as con:
        return figures.answer(con, args, lang, _asked_period(args)[1], _filters(args.filter))


def _returns(args: argparse.Namespace, lang: str) -> str:
    with Store(args.store).connect() as con:
        return returns.answer(con, args, lang, _asked_period(args)[1], _filters(args.filter))


def _asked_period(args: argparse.Namespace) -> tuple[Scheme | None, Period]:
    return _dated(args.scheme, args.period) if args.scheme else (None, parse_period(args.period))


def _registered_any(con: duckdb.DuckDBPyConnection, written: str, period: Period) -> str:
    """The registered name of a unit of any kind that may be written by an alias."""
    meanings = Registry.load(con).meanings(written, list(UNIT_KINDS), "department")
    known = (m.name for m in meanings if m.begin <= period.last_day <= m.end)
    return next(known, written)


def _book(rows: Rows, said: Sequence[Message], columns: Sequence[str], form: str, lang: str) -> str:
    """A book of consequences; in the table with its sentences above it and codes in words."""
    if form != "table":
        return _shown(rows, columns, form, lang)
    lines = [message.text(lang) for message in said]
    if rows:
        spoken = [row | _words_of(row, lang) for row in rows]
        heads = {name: _text("book-" + name.replace("_", "-"), lang) for name in columns}
        lines.append(as_table(spoken, heads))
    return "\n".join(lines) + "\n"


def _words_of(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Codes of a row as people say them; what is no code stays as it is."""
    found = {}
    for name, head in (("action", "action"), ("level", "level"), ("state", "reply"),
                       ("window", "window"), ("clear", "clear"),
                       ("before", "photo-state"), ("after", "photo-state"),
                       ("kind", "effect-kind")):  # fmt: skip
        if isinstance(row.get(name), str):
            code = f"{head}-{row[name]}".replace("_", "-")
            try:
                found[name] = _text(code, lang)
            except KeyError:
                found[name] = row[name]
    return found


def _unreviewed(args: argparse.Namespace, lang: str) -> str:
    scheme, period = _dated(args.scheme, args.period) if args.scheme else (None, None)
    period = period or parse_period(args.period)
    rules = scheme.rules if scheme else Rules()
    with Store(args.store).connect() as con:
        found = unreviewed(con, period, args.level, _filters(args.filter), rules)
    for column in ("filed_on", "closed_on", "due_on", "as_of"):
        form = "%Y-%m-%d %H:%M" if column == "as_of" else "%Y-%m-%d"
        found[column] = found[column].dt.strftime(form)
    rows = [plain(row, lang) for row in found.to_dict("records")]
    if args.format != "table":
        return _shown(rows, list(found.columns), args.format, lang)
    said = of_unreviewed(found, args.level).text(lang)
    table = as_table(rows, _heads(_UNREVIEWED_COLUMNS, lang))
    return f"{_text('cli-days', lang, **_days(period))}\n{said}\n{table}\n"


def _officers(args: argparse.Namespace, lang: str) -> str:
    if not switched_on():
        raise UsageError(Message("cli-persons-off", {}, "metrics"))
    scheme, period = _asked_period(args)
    rules = scheme.rules if scheme else Rules()
    with Store(args.store).connect() as con:
        found = officers(con, period, _filters(args.filter), rules, args.names)
    rows = [plain(row, lang) for row in found.to_dict("records")]
    return _book(rows, [], OFFICERS, args.format, lang)


def _inspecting(args: argparse.Namespace, lang: str) -> str:
    period = _dated(args.scheme, args.period)[1] if args.scheme else parse_period(args.period)
    args.filters = _filters(args.filter)
    return inspecting.answer(args, lang, period)


def _schemes(args: argparse.Namespace, lang: str) -> str:
    found = list_schemes()
    for broken in found:
        if isinstance(broken, SchemeError):
            print(broken.text(lang), file=sys.stderr)
    rows = scheme_rows([scheme for scheme in found if isinstance(scheme, Scheme)], lang)
    columns = ("id", "version", "name", "status", "kind", "effective_from", "effective_to", "hash")
    return _shown(rows, columns, args.format, lang)


def _shown(rows: Rows, columns: Sequence[str], form: str, lang: str) -> str:
    if form == "json":
        return as_json(rows) + "\n"
    if form == "csv":
        return as_csv(rows, columns)
    return as_table(_spoken(rows, lang), _heads(columns, lang)) + "\n"


def _spoken(rows: Rows, lang: str) -> Rows:
    """States in words."""
    return [row | {"state": _state(row, lang)} if "state" in row else row for row in rows]


def _state(row: Mapping[str, Any], lang: str) -> str:
    """The state in words; of no data, why nothing could be judged."""
    if row["state"] == "no_data":
        for reason in REASONS:
            if row.get(reason):
                return _text(f"nothing-judged-{reason}".replace("_", "-"), lang)
    return _text(f"state-{row['state']}".replace("_", "-"), lang)


def _heads(columns: Sequence[str], lang: str) -> dict[str, str]:
    return {name: _text("head-" + name.replace("_", "-"), lang) for name in columns}


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _filters(pairs: Sequence[str]) -> dict[str, list[str]]:
    """`key=value` options; a key given twice takes either value."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(Message("cli-bad-filter", {"text": pair}, "metrics"))
        found.setdefault(key, []).append(value)
    return found


def _text(code: str, lang: str, **params: Any) -> str:
    return Message(code, params, "metrics").text(lang)


if __name__ == "__main__":
    sys.exit(main())

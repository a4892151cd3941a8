"""The command editions: what was published, one of it, its difference to today; publishes."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from data.batches.undoing import local_user
from data.store import Store
from kernel.messages import Message
from metrics.analyses.family import english_names
from metrics.bulletin.content import NoticeTable, cell_words, words_text
from metrics.bulletin.notice import period_notice, said_table
from metrics.bulletin.wording import Wording
from metrics.editions.difference import difference
from metrics.editions.difference_tables import difference_sentence, difference_tables
from metrics.editions.edition import DamagedEditionError, Edition
from metrics.editions.edition_folder import Editions, good_editions
from metrics.editions.freezing import freeze
from metrics.editions.gathering import facts_beside
from metrics.editions.publishing import Publishing, publish, save_draft
from metrics.schemes.scheme import Scheme, list_schemes
from metrics.telling.background import start_telling
from shirong.asking import UsageError, folders_of_schemes, say, scheme_at, table_lines
from shirong.command import Answer, Command, option

_COLUMNS = ("edition", "numbered", "period", "scheme", "edition_state", "published_by", "at")


def editions(options: argparse.Namespace) -> Answer:
    """List, show one, publish a period's notice or a draft, or say how one differs from today."""
    store = Store(options.store)
    match options.do:
        case "publish":
            return _listed([_published(store, options)], [], options.lang)
        case "show":
            found = Editions(store.folder).find(_asked(options))
            return Answer(found.notice.plain(), _notice_lines(found, options.lang))
        case "difference":
            return _difference(store, Editions(store.folder).find(_asked(options)), options)
    found_all = Editions(store.folder).all()
    damaged = [one for one in found_all if isinstance(one, DamagedEditionError)]
    return _listed(good_editions(found_all), damaged, options.lang)


def _asked(options: argparse.Namespace) -> str:
    if not options.edition:
        raise UsageError(Message("cli-options-lacking", {"names": "EDITION"}, "metrics"))
    return str(options.edition)


def _published(store: Store, options: argparse.Namespace) -> Edition:
    """A draft that is named, or the notice of a period by a scheme as it is now."""
    who = options.who or local_user()
    how = Publishing(by=who, corrects=options.corrects)
    if options.edition:
        return _told(store, publish(store, options.edition, how))
    if not (options.scheme and options.period):
        lacking = {"names": "--scheme, --period"}
        raise UsageError(Message("cli-options-lacking", lacking, "metrics"))
    scheme, period = scheme_at(options)
    version = store.version() or 0
    with closing(store.connect()) as con:
        facts = facts_beside(store.folder, con, scheme, period, folders_of_schemes(options))
        wording = Wording(store.folder, english_names(con, [scheme]))
        said = period_notice(facts, wording, version)
        frozen = freeze(facts, said, version, folders_of_schemes(options))
    return _told(store, publish(store, save_draft(store, frozen, who).id, how))


def _told(store: Store, edition: Edition) -> Edition:
    """What was published, of which those concerned are told, as from the page."""
    start_telling(store.folder)
    return edition


def _listed(found: list[Edition], damaged: list[DamagedEditionError], lang: str) -> Answer:
    rows = [_row(one, lang) for one in found]
    lines = table_lines(rows, _COLUMNS, lang) if rows else [say("cli-editions-none", lang)]
    after = [error.text(lang) for error in damaged]
    return Answer(rows, lines, _COLUMNS, after=after, code=2 if damaged else 0)


def _row(one: Edition, lang: str) -> dict[str, Any]:
    own = one.manifest
    return {
        "edition": own.id,
        "numbered": one.name.text(lang),
        "period": own.period,
        "scheme": own.scheme,
        "edition_state": say(f"cli-edition-{one.state}", lang),
        "published_by": own.published_by or own.frozen_by,
        "at": f"{own.published_at or own.frozen_at}",
    }


def _difference(store: Store, one: Edition, options: argparse.Namespace) -> Answer:
    lang = options.lang
    with closing(store.connect()) as con:
        found = difference(one, con, folders_of_schemes(options))
        wording = Wording(None, english_names(con, _schemes_of(one, options)))
    tables = [said_table(table, wording) for table in difference_tables(found)]
    rows = [
        {"table": table.id.partition("-")[0], **row}
        for table in tables
        for row in _cells(table, lang)
    ]
    lines = [difference_sentence(found).text(lang)]
    for table in tables:
        lines += _table_text(table, lang)
    return Answer(
        rows, lines, list(dict.fromkeys(name for row in rows for name in row)) or ["table"]
    )


def _schemes_of(one: Edition, options: argparse.Namespace) -> list[Scheme]:
    """Those that call its groups something in English: the newest first."""
    known = [s for s in list_schemes(folders_of_schemes(options)) if isinstance(s, Scheme)]
    own = [s for s in known if s.id == one.manifest.scheme]
    return [*own, *reversed(one.scheme_versions()), *known]


def _cells(table: NoticeTable, lang: str) -> list[dict[str, Any]]:
    """The rows under their keys: numbers as numbers."""
    cells = []
    for row in table.rows:
        values = {column.key: row.get(column.key) for column in table.columns}
        cells.append(
            {
                key: value if value is None or isinstance(value, int | float)
                else words_text(value, lang)
                for key, value in values.items()
            }
        )  # fmt: skip
    return cells


def _notice_lines(one: Edition, lang: str) -> Iterator[str]:
    said = one.notice
    yield words_text(said.title, lang)
    yield one.name.text(lang)
    for section in said.sections:
        yield ""
        yield words_text(section.title, lang)
        yield from (words_text(sentence.words, lang) for sentence in section.sentences)
        for table in section.tables:
            yield from _table_text(table, lang)


def _table_text(table: NoticeTable, lang: str) -> Iterator[str]:
    yield ""
    yield words_text(table.title, lang)
    yield " | ".join(words_text(column.head, lang) for column in table.columns)
    for row in table.rows:
        yield " | ".join(cell_words(column, row, lang) for column in table.columns)


COMMANDS = (
    Command(
        "editions", editions,
        "what was published, as it was frozen, and how today's data differ; publishes a notice",
        (
            option(
                "do", nargs="?", choices=("list", "show", "publish", "difference"),
                default="list", help="what to do (default: list)",
            ),
            option("edition", nargs="?", default="", help="its id, as the list has it"),
            option("--scheme", help="publish: by which scheme; without a draft's id"),
            option("--period", help="publish: of which period, e.g. 2025-10"),
            option("--corrects", default="", help="publish: the id of the edition it corrects"),
            option("--who", default="", help="who publishes (default: the user of this computer)"),
        ),
    ),
)  # fmt: skip

"""A notice, and the briefing: the sections of its kind, said in both languages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kernel.messages import Message
from metrics.bulletin.content import (
    DASH,
    CellContent,
    Notice,
    NoticeTable,
    Section,
    Sentence,
    Words,
)
from metrics.bulletin.facts import Facts, say, text_of
from metrics.bulletin.kinds import Kinds, notice_kind
from metrics.bulletin.sections import SECTIONS
from metrics.bulletin.wording import Wording
from metrics.narrative.progress_words import progress_sentence
from metrics.schemes.scheme import scheme_hash
from metrics.schemes.versions import scored_by

BRIEFING = "briefing"


def period_notice(facts: Facts, wording: Wording, version: int, kind: str | None = None) -> Notice:
    """The notice of a period. version: of the store. Raises KindError for a period without one."""
    return said_in_both(unsaid_notice(facts, wording.kinds, version, kind), wording)


def briefing(facts: Facts, wording: Wording, version: int) -> Notice:
    """The steps of the meeting: each section is one."""
    return said_in_both(unsaid_notice(facts, wording.kinds, version, BRIEFING), wording)


def unsaid_notice(facts: Facts, kinds: Kinds, version: int, kind: str | None = None) -> Notice:
    """The same before it is put into words: its texts are messages. kind: BRIEFING, or that of a
    notice."""
    found = BRIEFING if kind == BRIEFING else notice_kind(facts.period, kind)
    scheme, period, as_of = facts.scheme, facts.period, facts.ranking.as_of
    label = say("period", **{lang: period.label(lang) for lang in ("zh", "en")})
    versions = "+".join(map(str, scored_by(scheme, period)))
    about: list[tuple[Words, Words]] = [
        (say("about-period"), label),
        (say("about-days"), f"{period.start} – {period.last_day}"),
        (say("about-as-of"), DASH if as_of is None else f"{as_of:%Y-%m-%d %H:%M}"),
        (say("about-scheme"), say("scheme", name=text_of(scheme.name), version=versions)),
        (say("about-hash"), scheme_hash(scheme)),
        (say("about-store"), f"{version}"),
    ]
    if (progress := progress_sentence(facts.ranking.progress)) is not None:
        about.append((say("about-state"), progress))
    return Notice(
        kind=found,
        title=say(f"title-{found}", period=label, scheme=text_of(scheme.name)),
        scheme=scheme.id,
        scheme_version=versions,
        period=period.id,
        finished=facts.finished,
        about=tuple(about),
        sections=tuple(SECTIONS[name](facts) for name in kinds.sections(found)),
        nothing=say(f"nothing-{found}"),
        no_data=say("no-data"),
    )


def said_in_both(content: Notice, wording: Wording) -> Notice:
    """The content with every text in both languages: nothing of it is a message any more."""
    return replace(
        content,
        title=wording.said(content.title),
        nothing=wording.said(content.nothing),
        no_data=wording.said(content.no_data),
        about=tuple((wording.said(name), wording.said(text)) for name, text in content.about),
        sections=tuple(_section(section, wording) for section in content.sections),
    )


def _section(section: Section, wording: Wording) -> Section:
    return replace(
        section,
        title=wording.said(section.title),
        sentences=tuple(Sentence(wording.said(one.words), one.tone) for one in section.sentences),
        tables=tuple(said_table(table, wording) for table in section.tables),
    )


def said_table(table: NoticeTable, wording: Wording) -> NoticeTable:
    """A table with its texts in both languages; `unit` and `tone` of a row are codes."""
    return replace(
        table,
        title=wording.said(table.title),
        note=None if table.note is None else wording.said(table.note),
        columns=tuple(replace(one, head=wording.said(one.head)) for one in table.columns),
        rows=tuple(_row(row, table, wording) for row in table.rows),
    )


def _row(row: Mapping[str, CellContent], table: NoticeTable, wording: Wording) -> dict[str, Any]:
    shown = {column.key for column in table.columns}
    kept = {key: row[key] for key in ("unit", "tone", "digits") if key in row}
    cells: dict[str, Any] = {key: _cell(row.get(key), wording) for key in shown}
    return kept | cells


def _cell(cell: CellContent, wording: Wording) -> Any:
    if isinstance(cell, Message | str) or hasattr(cell, "zh"):
        return wording.said(cell)  # type: ignore[arg-type]
    return cell if cell is None or isinstance(cell, int) else float(cell)

"""Two notices side by side: every text and every cell of a table that reads differently.

Not compared are the section of corrections, which is of other editions, and where the figures come
from: as-of and the version of the data are others after every import.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from metrics.bulletin.content import (
    CellContent,
    Notice,
    NoticeColumn,
    NoticeTable,
    Said,
    Section,
    Words,
    cell_words,
    words_text,
)
from metrics.editions.comparing_rows import RenamedUnits

NOT_COMPARED = ("corrected",)
NOT_SAID = Said("", "")
_LANGUAGES = ("zh", "en")
_COUNT = re.compile(r"(?<=其余 )\d+")  # units that share a row: 50 or 49 of them, it is that row


@dataclass(frozen=True)
class SaidChange:
    """A text that reads differently: a sentence, a title, a heading or a note. section: in which
    it stands; then, now: NOT_SAID where there was or is none."""

    section: Said
    then: Said
    now: Said


@dataclass(frozen=True)
class CellChange:
    """A cell of a table that reads differently, likewise. table: its title; row: what names it;
    column: its heading."""

    table: Said
    row: Said
    column: Said
    then: Said
    now: Said


def said_changes(then: Notice, now: Notice) -> list[SaidChange]:
    """The texts that differ, section by section; of tables their titles, headings and notes."""
    found = _unlike(_said(then.title), [_said(then.title)], [_said(now.title)])
    old, new = _sections(then), _sections(now)
    for id in dict.fromkeys([*old, *new]):
        was, is_ = old.get(id), new.get(id)
        title = _said((was or is_ or then).title)
        texts = [
            [] if section is None else _texts(section, notice)
            for section, notice in ((was, then), (is_, now))
        ]
        found += _unlike(title, *texts)
    return found


def cell_changes(then: Notice, now: Notice, names: RenamedUnits, kind: str) -> list[CellChange]:
    """The cells that differ, of every table. names: what units of then are called now; kind: of
    the units that are ranked."""
    own = {name: to for (of, name), to in names.items() if of == kind}
    old, new = _tables(then), _tables(now)
    found: list[CellChange] = []
    for id in dict.fromkeys([*old, *new]):
        was, is_ = old.get(id), new.get(id)
        title = _said((was or is_ or then).title)
        cells = {} if was is None else _cells(was, own), {} if is_ is None else _cells(is_, {})
        for place in dict.fromkeys([*cells[0], *cells[1]]):
            before, after = (side.get(place) for side in cells)
            if before is None or after is None or before.text != after.text:
                shown = before or after
                assert shown is not None
                texts = (NOT_SAID if one is None else one.text for one in (before, after))
                found.append(CellChange(title, shown.row, shown.column, *texts))
    return found


def _sections(notice: Notice) -> dict[str, Section]:
    return {one.id: one for one in notice.sections if one.id not in NOT_COMPARED}


def _tables(notice: Notice) -> dict[str, NoticeTable]:
    """By section and table, those that are shown."""
    return {
        f"{id} {table.id}": table
        for id, section in _sections(notice).items()
        for table in section.tables
        if table.rows
    }


def _texts(section: Section, notice: Notice) -> list[Said]:
    texts = [_said(section.title)]
    texts += [_said(notice.silence(section))] if section.empty else []
    texts += [_said(one.words) for one in section.sentences]
    for table in section.tables:
        if table.rows:
            texts += [_said(table.title), *(_said(column.head) for column in table.columns)]
            texts += [] if table.note is None else [_said(table.note)]
    return texts


def _unlike(section: Said, then: list[Said], now: list[Said]) -> list[SaidChange]:
    """What was said, and what is said in its place."""
    found = []
    matcher = SequenceMatcher(None, then, now, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            pairs = zip_longest(then[a:b], now[c:d], fillvalue=NOT_SAID)
            found += [SaidChange(section, was, is_) for was, is_ in pairs]
    return found


@dataclass(frozen=True)
class _Cell:
    row: Said
    column: Said
    text: Said


def _cells(table: NoticeTable, names: Mapping[str, str]) -> dict[tuple[str, int, str], _Cell]:
    """By row and column. A row is named by its unit, or by the first text in it, and counted where
    several have the same name."""
    found: dict[tuple[str, int, str], _Cell] = {}
    seen: dict[str, int] = defaultdict(int)
    for row in table.rows:
        label = _label(table, row)
        unit = row.get("unit")
        name = names.get(unit, unit) if isinstance(unit, str) else _COUNT.sub("#", label.zh)
        seen[name] += 1
        for column in table.columns:
            text = _text(column, row)
            if text.zh in names:  # told as a unit that is called otherwise
                continue
            found[name, seen[name], column.key] = _Cell(label, _said(column.head), text)
    return found


def _label(table: NoticeTable, row: Mapping[str, CellContent]) -> Said:
    own = [one for one in table.columns if one.key in ("unit_name", "owner")]
    first = next(iter([*own, *table.texts]), None)
    return NOT_SAID if first is None else _text(first, row)


def _text(column: NoticeColumn, row: Mapping[str, CellContent]) -> Said:
    return Said(*(cell_words(column, row, lang) for lang in _LANGUAGES))


def _said(words: Words) -> Said:
    """A text of a notice in both languages."""
    return Said(*(words_text(words, lang) for lang in _LANGUAGES))

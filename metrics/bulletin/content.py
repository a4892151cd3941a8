"""What a notice says, without a form: sections of sentences, tables and charts.

It is made of messages and then said in both languages (`metrics.bulletin.wording`): from there on
it is plain texts and numbers, which every document and the screen show and an edition keeps.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kernel.messages import Message

DASH = "—"  # what stands in a cell without a value
ARROWS = {1: "▲", -1: "▼", 0: "–"}


@dataclass(frozen=True)
class Said:
    """A text in both languages."""

    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        """The text in one language."""
        return self.zh if lang == "zh" else self.en


Words = Message | Said | str
CellContent = Words | float | int | None


@dataclass(frozen=True)
class NoticeColumn:
    """A column of a table. digits: decimals of its numbers, None of texts; change: written with an
    arrow; long: a text that needs room."""

    key: str
    head: Words
    digits: int | None = None
    change: bool = False
    long: bool = False


@dataclass(frozen=True)
class Chart:
    """A picture of a table of its own: `label` names the rows, each of `values` is a series.

    bars begin at zero; dots stand on an axis that is zoomed, and says so; lines join periods.
    """

    kind: Literal["bars", "dots", "lines"]
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class NoticeTable:
    """Rows by the keys of columns: texts, numbers, None where there is no value; beside them `tone`
    (better or worse), `digits` (of its numbers) and `unit` (whose row it is, for links). total: how
    many of the last rows are totals; rest: how many before these stand for all that has no row of
    its own, which no picture shows beside those that have."""

    id: str
    title: Words
    columns: tuple[NoticeColumn, ...]
    rows: tuple[Mapping[str, CellContent], ...]
    note: Words | None = None
    chart: Chart | None = None
    total: int = 0
    rest: int = 0

    @property
    def drawn(self) -> tuple[Mapping[str, CellContent], ...]:
        """The rows that a picture shows."""
        return self.rows[: len(self.rows) - self.total - self.rest]

    @property
    def texts(self) -> tuple[NoticeColumn, ...]:
        """The columns of texts."""
        return tuple(column for column in self.columns if column.digits is None)


@dataclass(frozen=True)
class Sentence:
    """One sentence with its tone: neutral, better or worse."""

    words: Words
    tone: str = "neutral"


@dataclass(frozen=True)
class Section:
    """A section of a notice and a step of the briefing. empty: nothing to say (本月无); unknown:
    for want of data, so that nobody can tell whether there is nothing."""

    id: str
    title: Words
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[NoticeTable, ...] = ()
    unknown: bool = False

    @property
    def empty(self) -> bool:
        return not self.sentences and not any(table.rows for table in self.tables)


@dataclass(frozen=True)
class Notice:
    """All that is said of one period by one scheme. kind: weekly | monthly | quarterly | yearly.
    about: where its figures come from, name and text of each; nothing: what stands in a section
    that has nothing to say (本月无); no_data: in one that has no data to say it of."""

    kind: str
    title: Words
    scheme: str
    scheme_version: str
    period: str
    finished: bool
    about: tuple[tuple[Words, Words], ...]
    sections: tuple[Section, ...]
    nothing: Words = ""
    no_data: Words = ""

    def silence(self, section: Section) -> Words:
        """What an empty section says."""
        return self.no_data if section.unknown else self.nothing

    def section(self, id: str) -> Section:
        """The section of an id; raises KeyError."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(id)

    def plain(self) -> dict[str, Any]:
        """The content as JSON takes it; of one whose texts are said in both languages."""
        return asdict(self)


def notice_of(plain: Mapping[str, Any]) -> Notice:
    """The content that `Notice.plain` made."""
    sections = tuple(
        Section(
            section["id"],
            _words(section["title"]),
            tuple(Sentence(_words(s["words"]), s["tone"]) for s in section["sentences"]),
            tuple(_table(table) for table in section["tables"]),
            section.get("unknown", False),  # editions of before know neither this nor no_data
        )
        for section in plain["sections"]
    )
    about = tuple((_words(name), _words(text)) for name, text in plain["about"])
    rest = {key: plain[key] for key in ("kind", "scheme", "scheme_version", "period", "finished")}
    texts = {"title": _words(plain["title"]), "nothing": _words(plain["nothing"])}
    texts["no_data"] = _words(plain.get("no_data", ""))
    return Notice(about=about, sections=sections, **texts, **rest)


def _table(plain: Mapping[str, Any]) -> NoticeTable:
    chart = plain["chart"]
    return NoticeTable(
        plain["id"],
        _words(plain["title"]),
        tuple(
            NoticeColumn(**{**column, "head": _words(column["head"])})
            for column in plain["columns"]
        ),
        tuple({key: _words(cell) for key, cell in row.items()} for row in plain["rows"]),
        None if plain["note"] is None else _words(plain["note"]),
        None if chart is None else Chart(chart["kind"], chart["label"], tuple(chart["values"])),
        plain["total"],
        plain.get("rest", 0),  # editions of before know none
    )


def _words(plain: Any) -> Any:
    return Said(**plain) if isinstance(plain, Mapping) else plain


def words_text(words: Words, lang: str) -> str:
    """A text of any form in one language."""
    return words if isinstance(words, str) else words.text(lang)


def decimals(value: float, digits: int) -> str:
    """1,206 or 93.42: how every document writes a number."""
    return f"{value:,.{digits}f}"


def cell_words(column: NoticeColumn, row: Mapping[str, CellContent], lang: str) -> str:
    """A cell as every document writes it: fixed decimals (the row's own `digits` where it has
    some), an arrow before a change, a dash for none."""
    cell = row.get(column.key)
    if cell is None:
        return DASH
    if isinstance(cell, Message | Said | str):
        return words_text(cell, lang)
    own = row.get("digits", column.digits)
    digits = own if isinstance(own, int) else 0
    if not column.change:
        return decimals(cell, digits)
    rounded = round(float(cell), digits)
    arrow = ARROWS[(rounded > 0) - (rounded < 0)]
    return arrow if not rounded else f"{arrow} {decimals(abs(rounded), digits)}"

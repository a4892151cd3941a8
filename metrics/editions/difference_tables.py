"""A difference as tables: for its page, for files, and for the section 更正 of the next notice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import duckdb

from data.access.rights import acting
from kernel.messages import Message
from kernel.schema import IDENTITY, TABLES, UNIT_FIELDS
from metrics.bulletin.content import NoticeColumn, NoticeTable, Said, Words, words_text
from metrics.editions.comparing_rows import Member, RowChange
from metrics.editions.comparing_said import NOT_SAID
from metrics.editions.difference import Difference, UnitChange, difference
from metrics.editions.edition import Edition
from metrics.editions.edition_folder import FoundEdition, good_editions
from metrics.schemes.scheme import SCHEMES, Folders

MOST_ROWS = 30  # of a table in a notice; the page and its files have all
_MOST_DIGITS = 9
_EMPTY = "–"


def difference_tables(found: Difference, most: int | None = None) -> tuple[NoticeTable, ...]:
    """Units, components, what the notice says, rows and the scheme's text, those that differ. most:
    so many rows of each, and a note that says of how many."""
    tables = (
        _units(found),
        _components(found),
        _sentences(found),
        _cells(found),
        _rows(found),
        _scheme(found),
    )
    return tuple(_cut(table, most) for table in tables if table.rows)


def corrections(
    editions: Iterable[FoundEdition],
    con: duckdb.DuckDBPyConnection,
    scheme: str,
    folders: Folders = SCHEMES,
) -> list[NoticeTable]:
    """The section 更正 of the next notice by a scheme: how what stands published differs from what
    is known now, less what a later edition has told already; none for whom rows are held back:
    what he is not shown would seem to differ."""
    if not acting().sees_all:
        return []
    own = [one for one in good_editions(list(editions)) if one.manifest.scheme == scheme]
    told = {_as_told(table) for one in own if one.state == "published" for table in _told(one)}
    return [
        table
        for one in own
        if one.state == "published"
        for table in difference_tables(difference(one, con, folders), MOST_ROWS)
        if _as_told(table) not in told
    ]


def _told(edition: Edition) -> tuple[NoticeTable, ...]:
    sections = (s for s in edition.notice.sections if s.id == "corrected")
    return next((section.tables for section in sections), ())


def _as_told(table: NoticeTable) -> tuple[str, str]:
    """What tells one table from another, whether it has been said in both languages or not."""
    rows = [
        [_cell_text(row.get(column.key)) for column in table.columns if column.key != "unit_name"]
        for row in table.rows
    ]
    return table.id, f"{rows}"


def _cell_text(cell: Any) -> str:
    if isinstance(cell, Message | Said | str):
        return words_text(cell, "zh")
    return "" if cell is None else f"{float(cell):.9f}"


def difference_sentence(found: Difference) -> Message:
    """The difference in a sentence: how many of each kind, of those that differ."""
    if found.empty:
        return _say("none-differs")
    ranks, scores = found.moved("rank"), found.moved("score")
    counts = {
        "ranks": ranks,
        "scores": scores,
        "others": 0 if ranks or scores else len(found.units),
        "components": len(found.components),
        "said": len(found.said),
        "cells": len(found.cells),
        "rows": len(found.rows),
        "lines": len(found.scheme),
    }
    return _say("summary", parts=[_say(f"part-{name}", n=n) for name, n in counts.items() if n])


def _cut(table: NoticeTable, most: int | None) -> NoticeTable:
    if most is None or len(table.rows) <= most:
        return table
    note = _say("cut", shown=most, all=len(table.rows))
    return replace(table, rows=table.rows[:most], note=note)


def _table(
    found: Difference, id: str, columns: Sequence[NoticeColumn], rows: Iterable[Mapping[str, Any]]
) -> NoticeTable:
    title = _say(f"table-{id}", edition=found.edition.name, period=found.edition.manifest.period)
    return NoticeTable(f"{id}-{found.edition.id}", title, tuple(columns), tuple(rows))


def _units(found: Difference) -> NoticeTable:
    columns = (
        _column("unit_name"),
        _column("rank-then", 0),
        _column("rank-now", 0),
        _column("score-then", 2),
        _column("score-now", 2),
        NoticeColumn("change", _say("column-change"), 2, change=True),
        _column("remark", long=True),
    )
    return _table(found, "units", columns, [_unit(one) for one in found.units])


def _unit(one: UnitChange) -> dict[str, Any]:
    then, now = one.then or {}, one.now or {}
    score = [None if s is None else float(s) for s in (then.get("score"), now.get("score"))]
    change = None if None in score else float(Fraction(now["score"]) - Fraction(then["score"]))
    return {
        "unit": one.renamed or one.unit,
        "unit_name": one.unit,
        "rank-then": then.get("rank"),
        "rank-now": now.get("rank"),
        "score-then": score[0],
        "score-now": score[1],
        "change": change,
        "remark": _listed(_remarks(one)),
    }


def _remarks(one: UnitChange) -> list[Words]:
    said: list[Words] = []
    if one.renamed:
        said.append(_say("joined" if one.joined else "renamed", unit=one.renamed))
    if one.then is None or one.now is None:
        return said or [_say("unit-came" if one.then is None else "unit-went")]
    for name in ("group", "state", "n", "previous_rank", "previous_score"):
        if one.then[name] != one.now[name]:
            values = [one.then[name], one.now[name]]
            if name == "state":
                values = [_state(value) for value in values]
            elif name == "previous_score":
                values = _written(*values)
            said.append(_said_change(_say(f"figure-{name.replace('_', '-')}"), *values))
    return said


def _components(found: Difference) -> NoticeTable:
    columns = (
        _column("unit_name"),
        _column("component"),
        _column("figure"),
        _column("then", 2),
        _column("now", 2),
        _column("remark", long=True),
    )
    rows = []
    for one in found.components:
        then, now = one.then or {}, one.now or {}
        for figure in one.figures:
            row: dict[str, Any] = {
                "unit": one.unit,
                "unit_name": one.unit,
                "component": _said(one.name),
                "figure": _say(f"figure-{figure}"),
                "remark": "",
            }
            values = then.get(figure), now.get(figure)
            if figure == "state":
                row |= {"then": None, "now": None}
                row["remark"] = _said_change(_say("figure-state"), *map(_state, values))
            elif values != (None, None):
                row |= _numbers(*values)
            else:
                continue
            rows.append(row)
    return _table(found, "components", columns, rows)


def _numbers(then: Any, now: Any) -> dict[str, Any]:
    """Two numbers, with as many decimals as tell them apart."""
    numbers = [None if value is None else float(Fraction(str(value))) for value in (then, now)]
    digits = 0 if all(n is None or n == int(n) for n in numbers) else 2
    while None not in numbers and digits < _MOST_DIGITS:
        if round(numbers[0] or 0.0, digits) != round(numbers[1] or 0.0, digits):
            break
        digits += 1
    return {"then": numbers[0], "now": numbers[1], "digits": digits}


def _written(then: Any, now: Any) -> list[str | None]:
    """The same in words, both with as many decimals."""
    found = _numbers(then, now)
    numbers = found["then"], found["now"]
    return [None if one is None else f"{one:.{found['digits']}f}" for one in numbers]


def _sentences(found: Difference) -> NoticeTable:
    columns = (_column("section"), _column("text-then", long=True), _column("text-now", long=True))
    rows = [
        {"section": one.section, "text-then": _text(one.then), "text-now": _text(one.now)}
        for one in found.said
    ]
    return _table(found, "said", columns, rows)


def _cells(found: Difference) -> NoticeTable:
    columns = (
        _column("of-table", long=True),
        _column("of-row"),
        _column("of-column"),
        _column("cell-then"),
        _column("cell-now"),
    )
    rows = [
        {
            "of-table": one.table,
            "of-row": one.row,
            "of-column": one.column,
            "cell-then": _text(one.then),
            "cell-now": _text(one.now),
        }
        for one in found.cells
    ]
    return _table(found, "cells", columns, rows)


def _text(said: Said) -> Words:
    return _EMPTY if said == NOT_SAID else said


def _rows(found: Difference) -> NoticeTable:
    columns = (
        _column("what"),
        _column("unit_name"),
        _column("table"),
        _column("record"),
        _column("file"),
        _column("sheet"),
        _column("line", 0),
        _column("fields", long=True),
        _column("counted", long=True),
    )
    return _table(found, "rows", columns, [_row(one, found.names) for one in found.rows])


def _row(one: RowChange, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    table = TABLES[one.table]
    labels = {field.name: field.zh for field in (*table.fields, *UNIT_FIELDS, *IDENTITY)}
    fields = [
        _said_change(_said({"zh": labels.get(name, name), "en": name}), *values)
        for name, values in one.fields.items()
    ]
    counted = _listed(_member(member, names) for member in one.after)
    if one.before != one.after:
        before = _listed(_member(member, names) for member in one.before)
        counted = _say("change", name=_say("counted"), then=before, now=counted)
    return {
        "unit": one.unit or None,
        "unit_name": one.unit or _EMPTY,
        "what": _say(f"row-{one.kind}"),
        "table": Said(zh=table.zh, en=one.table),
        "record": one.record,
        "file": one.file,
        "sheet": one.sheet,
        "line": one.line,
        "fields": _listed(fields),
        "counted": counted,
    }


def _member(member: Member, names: Mapping[str, Mapping[str, str]]) -> Message:
    component, part = member
    known = part if part in ("numerator", "denominator") else "left-out"
    name = names.get(component)
    said = _say("sample") if name is None else _said(name)
    return _say(f"part-{known}", component=said)


def _scheme(found: Difference) -> NoticeTable:
    columns = (
        _column("scheme"),
        _column("sign"),
        _column("line", 0),
        _column("text", long=True),
    )
    rows = [
        {
            "scheme": one.scheme,
            "sign": _say("came" if one.sign == "+" else "went"),
            "line": one.line or None,
            "text": one.text if one.line else _say(f"version-{'now' if one.sign == '+' else 'no'}"),
        }
        for one in found.scheme
    ]
    return _table(found, "scheme", columns, rows)


def _said(name: Mapping[str, str]) -> Message:
    return Message("describe-name", {"zh": name["zh"], "en": name["en"]}, "metrics")


def _said_change(name: Words, then: Any, now: Any) -> Message:
    """Name: then → now."""
    params = {"name": name} | {
        side: _value(value) for side, value in (("then", then), ("now", now))
    }
    return _say("change", **params)


def _value(value: Any) -> Any:
    if value is None or value == "":
        return _EMPTY
    return value if isinstance(value, Message) else f"{value}"


def _state(state: Any) -> Any:
    return None if state is None else _say(f"state-{str(state).replace('_', '-')}")


def _listed(words: Iterable[Words]) -> Words:
    found = list(words)
    return _say("listed", all=found) if found else ""


def _column(key: str, digits: int | None = None, long: bool = False) -> NoticeColumn:
    name = key.replace("_", "-")
    return NoticeColumn(key, _say(f"column-{name}"), digits, long=long)


def _say(code: str, **params: object) -> Message:
    return Message(f"edition-{code}", params, "metrics")

"""The answer on the page: its table with totals, and the files that it downloads as."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics.indicators import COUNTABLE
from metrics.pivot.answer import CellKey, PivotAnswer
from metrics.pivot.dimensions import dimensions_of
from ui import format as f
from ui import view
from ui.analysis.cells import cell_address
from ui.download import buttons
from ui.i18n import language, t
from ui.links import link
from ui.markup import note, put
from ui.paging import leaf_of, turn_leaves
from ui.tables import Column, TableRow, records, table

PAGE_ROWS = 40
MOST_COLUMNS = 31  # on the page; the files hold all


def digits_of(found: PivotAnswer) -> int:
    """Decimals of its figures."""
    return 0 if COUNTABLE[found.asked.measure].kind == "count" else 2


def figure_text(value: float | None, digits: int) -> str:
    """A figure in a cell."""
    return f.count(value) if digits == 0 else f.fixed(value, digits)


def head_of(found: PivotAnswer, key: CellKey, names: tuple[str, ...]) -> str:
    """The words of a row or column."""
    known = dimensions_of(found.asked.measure)
    said = [known[n].value_words(code, language()) for n, code in zip(names, key, strict=True)]
    return " · ".join(said)


def show_table(found: PivotAnswer) -> None:
    """Rows by columns; totals at the foot and on the right, each rest below its rows."""
    asked, digits = found.asked, digits_of(found)
    cells = _by_key(found)
    rows = leaf_of(pd.DataFrame({"key": found.row_keys}), PAGE_ROWS)["key"].tolist()
    across = found.column_keys[:MOST_COLUMNS] if asked.columns else []
    shown: list[dict[str, Any]] = []
    for key in rows:
        shown.append({"key": key, "rest": False})
        last = found.row_keys[-1] == key or _next(found.row_keys, key)[:-1] != key[:-1]
        if last and key[:-1] in found.rest_of:
            shown.append({"key": (*key[:-1], None), "rest": True})
    columns = [_head_column(found, at) for at in range(len(asked.rows))]
    for head in across:
        columns.append(_figure_column(found, cells, head, head_of(found, head, asked.columns)))
    columns.append(_figure_column(found, cells, (), _total_word(found)))
    columns += _beside(found, cells, digits)
    foot = {"key": (), "rest": False} if asked.rows else None
    if not asked.rows:
        shown = [{"key": (), "rest": False}]
    put(table(shown, columns, foot=foot, compact=True))
    if len(found.column_keys) > MOST_COLUMNS and asked.columns:
        put(note(t("analysis-columns-cut", n=len(found.column_keys), shown=MOST_COLUMNS)))
    turn_leaves(len(found.row_keys), PAGE_ROWS)


def _total_word(found: PivotAnswer) -> str:
    if found.asked.columns:
        return t("analysis-total-column")
    return COUNTABLE[found.asked.measure].name(language())


def _by_key(found: PivotAnswer) -> dict[tuple[CellKey, bool, CellKey], TableRow]:
    """Every figure by its row, whether it is a rest, and its column."""
    asked = found.asked
    index: dict[tuple[CellKey, bool, CellKey], TableRow] = {}
    for row in records(found.cells):
        key = tuple(row[name] for name in asked.rows[: row["row_depth"]])
        head = tuple(row[name] for name in asked.columns[: row["column_depth"]])
        index[key, bool(row["rest"]), head] = row
    return index


def _next(keys: list[CellKey], key: CellKey) -> CellKey:
    return keys[keys.index(key) + 1]


def _head_column(found: PivotAnswer, at: int) -> Column:
    name = found.asked.rows[at]
    one = dimensions_of(found.asked.measure)[name]
    last = at == len(found.asked.rows) - 1

    def cell(row: TableRow) -> str:
        if not row["key"]:
            return t("analysis-all") if at == 0 else ""
        if row["rest"] and last:
            return t("analysis-rest", n=f.count(found.rest_of[row["key"][:-1]]))
        return one.value_words(row["key"][at], language())

    return Column(
        one.words(language()), cell, tone=lambda row: "quiet" if row["rest"] else "strong"
    )


def _figure_column(
    found: PivotAnswer, cells: Mapping[Any, Mapping[str, Any]], head: CellKey, label: str
) -> Column:
    digits = digits_of(found)

    def cell(row: TableRow) -> str:
        figure = cells.get((row["key"], row["rest"], head))
        if figure is None:
            return ""
        text = _state_text(figure, digits)
        if row["rest"] or figure["state"] != "value":
            return text
        return link(text, cell_address(found.asked, row["key"], head))

    return Column(label, cell, "right", html=True)


def _state_text(figure: Mapping[str, Any], digits: int) -> str:
    if figure["state"] == "not_participating":
        return t("analysis-apart")
    return figure_text(figure["value"], digits) if figure["state"] != "no_data" else f.NOTHING


def _beside(
    found: PivotAnswer, cells: Mapping[Any, Mapping[str, Any]], digits: int
) -> list[Column]:
    """n, the interval, what it is compared with and the change, of the whole row."""

    def of(row: TableRow) -> Mapping[str, Any]:
        return cells.get((row["key"], row["rest"], ()), {})

    def interval(row: TableRow) -> str:
        figure = of(row)
        if not figure or f.missing(figure["low"]):
            return ""
        return f"{f.fixed(figure['low'], 1)}–{f.fixed(figure['high'], 1)}"

    entry = COUNTABLE[found.asked.measure]
    columns = []
    if entry.kind != "count":
        columns.append(Column("n", lambda row: f.count(of(row).get("n")), "right"))
    if entry.variance and found.cells["low"].notna().any():
        columns.append(Column(t("analysis-interval"), interval, "right", tone=lambda row: "quiet"))
    if found.asked.compare and not found.early:

        def compared(row: TableRow) -> str:
            return figure_text(of(row).get("compared"), digits)

        before = Column(t("analysis-compared"), compared, "right")
        change = Column(t("analysis-change"), lambda row: f.change(of(row).get("change"), digits))
        columns += [before, change]
    return columns


def downloads(found: PivotAnswer, about: Mapping[str, str]) -> None:
    """All figures, one a line, totals and rests among them and named as such."""
    asked, known = found.asked, dimensions_of(found.asked.measure)
    lines: dict[str, Any] = {}
    cells = found.cells
    for at, name in enumerate(asked.rows):
        deep = cells["row_depth"] > at
        rest = cells["rest"] & (at == len(asked.rows) - 1)
        lines[known[name].words(language())] = [
            t("analysis-rest-file") if r else known[name].value_words(v, language()) if d else
            t("analysis-all")
            for v, d, r in zip(cells[name], deep, rest, strict=True)
        ]  # fmt: skip
    for name in asked.columns:
        deep = cells["column_depth"] > 0
        lines[known[name].words(language())] = [
            known[name].value_words(v, language()) if d else t("analysis-all")
            for v, d in zip(cells[name], deep, strict=True)
        ]
    for name in ("value", "numerator", "denominator", "n", "state", "low", "high"):
        lines[t(f"analysis-file-{name}")] = cells[name]
    if asked.compare:
        for name in ("compared", "compared_n", "change"):
            lines[t(f"analysis-file-{name.replace('_', '-')}")] = cells[name]
    buttons(pd.DataFrame(lines), f"analysis-{asked.measure.replace(':', '-')}", about)


def about_of(found: PivotAnswer, version: int) -> dict[str, str]:
    """Where the figures come from, for files."""
    return {
        t("about-days"): f"{found.period.start} – {found.period.last_day}",
        t("about-as-of"): str(found.known.last),
        t("about-store"): str(version),
        t("analysis-question"): found.asked.line,
        t("analysis-address"): f"?ask={view.current_view().ask or found.asked.line}",
    }

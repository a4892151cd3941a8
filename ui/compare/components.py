"""Every component of two units side by side, with the difference as a bar to either side."""

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd

from metrics.analyses.two_units import TWO_SIDES, TwoUnits
from metrics.indicators import INDICATORS
from ui import format as f
from ui.download import buttons
from ui.header import Shown
from ui.i18n import language, listed, name_shown, pick, t
from ui.links import link, unit_address
from ui.markup import note, put, section
from ui.rows import weights_notes
from ui.tables import Column, TableRow, records, table


def show_components(shown: Shown, found: TwoUnits) -> None:
    """The table in the order of the scheme's tree; what is missing, and the files."""
    units = {"one": str(found.one["unit"]), "other": str(found.other["unit"])}
    measured = shown.scheme.measure is not None
    rows = records(found.components)
    for row in rows:
        row["name"] = pick(row["name_zh"], row["name_en"])
    if not measured and abs(found.rest) >= 0.005:
        rows.append({"name": t("compare-rest"), "difference": found.rest, "depth": 0})
    names = {side: name_shown(unit) for side, unit in units.items()}
    hint = t("compare-components-hint", **names)
    put(section(t("compare-components"), escape(hint)))
    most = max(
        (abs(row["difference"]) for row in rows if not f.missing(row["difference"])), default=0
    )
    columns = [Column(t("compare-component"), _name, html=True)]
    for side in TWO_SIDES:
        columns += _of_side(shown, side, units[side], measured)
    columns += [
        Column(t("compare-column-difference"), lambda r: _difference(r["difference"]), "right"),
        Column("", lambda r: _bar(r["difference"], most), html=True),
    ]
    put(table(rows, columns, compact=True, tree=True))
    notes = weights_notes(shown.ranking)
    for unit in units.values():
        put(note(notes.get(unit, "")))
    _missing(found, units)
    name = f"compare-{units['one']}-{units['other']}-{shown.period.id}-components"
    buttons(_export(rows, units, measured), name, shown.about)


def _of_side(shown: Shown, side: str, unit: str, measured: bool) -> list[Column]:
    """Points of full marks, value and n of one of the two, each leading to its rows."""

    def behind(text: Callable[[TableRow], str]) -> Callable[[TableRow], str]:
        def cell(row: TableRow) -> str:
            if not row.get("leaf"):
                return escape(text(row))
            kind = shown.scheme.scores.kind
            return link(text(row), unit_address(unit, kind, shown.scheme, row["component"]))

        return cell

    def points(row: TableRow) -> str:
        gained, full = row.get(f"contribution_{side}"), row.get(f"weight_{side}")
        if "component" not in row:
            return ""
        return f.NOTHING if f.missing(gained) else f"{f.fixed(gained)} / {full:.4g}"

    def value(row: TableRow) -> str:
        if not row.get("leaf"):
            return ""
        if f.missing(row[f"value_{side}"]):
            return f.NOTHING
        return f"{f.fixed(row[f'value_{side}'])}{_unit(shown, row['component'])}"

    def n(row: TableRow) -> str:
        return f.count(row[f"n_{side}"]) if row.get("leaf") else ""

    name = name_shown(unit)
    return [
        *([] if measured else [Column(t("compare-points-of", unit=name), points, "right")]),
        Column(t("compare-value-of", unit=name), behind(value), "right", html=True),
        Column(t("compare-n-of", unit=name), n, "right", tone=lambda r: "quiet"),
    ]


def _unit(shown: Shown, component: str) -> str:
    leaf = next((leaf for leaf in shown.scheme.leaves() if leaf.id == component), None)
    entry = INDICATORS.get(leaf.indicator or "") if leaf else None
    unit = entry.unit(language()) if entry else ""
    return unit if unit in ("", "%") else f" {unit}"


def _name(row: TableRow) -> str:
    return f'<span class="depth-{min(row["depth"], 3)}">{escape(row["name"])}</span>'


def _difference(value: Any) -> str:
    if f.missing(value):
        return f.NOTHING
    return "0.00" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", "−")


def _bar(value: Any, most: float) -> str:
    """A bar from the middle; the figure stands beside it."""
    if f.missing(value) or abs(value) < 0.005 or not most:
        return '<span class="apart"></span>'
    wide = 50 * abs(value) / most
    side = "left:50%" if value > 0 else f"left:{50 - wide:.1f}%"
    tone = "one" if value > 0 else "other"
    return f'<span class="apart"><i class="{tone}" style="{side};width:{wide:.1f}%"></i></span>'


def _missing(found: TwoUnits, units: dict[str, str]) -> None:
    """Which components of which unit have no data."""
    for side, unit in units.items():
        rows = found.components
        gone = rows[rows["leaf"] & (rows[f"state_{side}"] == "no_data")]
        names = [pick(zh, en) for zh, en in zip(gone["name_zh"], gone["name_en"], strict=True)]
        if names:
            put(note(t("compare-missing", unit=unit, names=listed(names))))


def _export(rows: list[dict[str, Any]], units: dict[str, str], measured: bool) -> pd.DataFrame:
    figures = {
        "contribution": "compare-points-of",
        "value": "compare-value-of",
        "n": "compare-n-of",
    }
    if measured:
        del figures["contribution"]
    columns: dict[str, list[Any]] = {t("compare-component"): [row["name"] for row in rows]}
    for side, unit in units.items():
        for figure, code in figures.items():
            columns[t(code, unit=unit)] = [row.get(f"{figure}_{side}") for row in rows]
    columns[t("compare-column-difference")] = [row["difference"] for row in rows]
    return pd.DataFrame(columns)

"""Registrations of points that expire, so that they are renewed in time."""

from datetime import date

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.narrative import object_words
from metrics.objects import expiring as found_in
from metrics.objects.standing import kind_named
from ui import format as f
from ui.choices import choose_from
from ui.i18n import language, said, t
from ui.markup import note, put, section, statement
from ui.objects.base import ObjectQuery
from ui.sheets import SheetField, sheet, source_fields
from ui.tables import TableRow

DAYS = ("60", "30", "90", "180")


def show(asked: ObjectQuery) -> None:
    """The sentence and the list, of the kind shown."""
    within = int(
        choose_from(
            "within", DAYS, lambda d: t("objects-within", days=d), label="objects-within-label"
        )
    )
    day = asked.compute(_day)
    if day is None:
        put(statement(t("objects-no-as-of")))
        return
    found = asked.compute(_found, day=day, within=within, kind=asked.kind.name.zh)
    for name, values in asked.filters.items():
        if name != "class":
            found = found[found[name].isin(values)]
    dated = asked.compute(_dated, kind=asked.kind.id)
    put(statement(said(object_words.of_expiring(found, day, within, dated))))
    if found.empty:
        return
    put(section(t("objects-expiring"), t("objects-expiring-hint")))
    fields = [
        SheetField("object", asked.kind.name.text(language()),
              address=lambda r: asked.of_object(r["object"])),
        SheetField("class", t("objects-class"), word=asked.class_word),
        SheetField("district", t("column-district")),
        SheetField("street", t("column-street")),
        SheetField("valid_to", t("objects-column-until")),
        SheetField("days", t("objects-column-left"), digits=0, tone=_tone),
        *source_fields(),
    ]  # fmt: skip
    sheet(found, fields, asked.name("expiring"), asked.shown.about, most=20)
    put(note(t("objects-as-of-store", day=f.date(day))))


def _tone(row: TableRow) -> str:
    return "worse" if row["days"] < 0 else ""


def _day(con: duckdb.DuckDBPyConnection, period: Period) -> date | None:
    return found_in.store_day(con)


def _found(
    con: duckdb.DuckDBPyConnection, period: Period, day: date, within: int, kind: str
) -> pd.DataFrame:
    return found_in.expiring(con, day, within, kind)


def _dated(con: duckdb.DuckDBPyConnection, period: Period, kind: str) -> bool:
    return object_words.dated(con, kind_named(con, kind))

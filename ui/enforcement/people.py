"""Officers of teams as letters, where the office has switched persons on."""

from metrics.analyses.officers import officers
from ui import format as f
from ui.enforcement.query import Penalties
from ui.i18n import t
from ui.markup import note, put, section, statement
from ui.sheets import SheetField, sheet

SHOWN = 60


def show(asked: Penalties) -> None:
    """Who took part in how many cases, team by team; no name reaches the page or its files."""
    found = asked.compute(officers)
    if found["officer"].notna().sum() == 0:
        put(statement(t("people-none")))
        return
    teams = found.loc[found["officer"].notna(), "team"].nunique()
    put(statement(t("people", teams=teams, n=int(found["officer"].notna().sum()))))
    put(section(t("people-table"), t("people-hint")))
    fields = [
        SheetField("team", t("column-unit"), tone=lambda row: "strong",
              word=lambda team: t("enforcement-no-team") if f.missing(team) else str(team)),
        SheetField("officer", t("people-officer"),
              word=lambda letter: t("word-unstated") if f.missing(letter) else str(letter)),
        SheetField("cases", t("people-cases"), digits=0),
        SheetField("closed", t("enforcement-closed"), digits=0),
        SheetField("general", t("enforcement-general"), digits=0),
        SheetField("wrong", t("enforcement-wrong"), digits=0),
    ]  # fmt: skip
    sheet(found, fields, asked.name("people"), asked.shown.about, most=SHOWN)
    put(note(t("people-note")))

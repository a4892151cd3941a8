"""How many penalty cases of which kind, by team: the first part of the page on enforcement."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import pandas as pd

from metrics.analyses import penalties
from metrics.analyses.officers import officers
from ui import format as f
from ui.enforcement import captions
from ui.enforcement.query import Penalties
from ui.i18n import said, t
from ui.markup import note, put, section, statement
from ui.names import definition
from ui.sheets import SheetField, sheet

OFFICERS_SHOWN = 60
TEAMS_SHOWN = 30
# Column, indicator and digits; those of `_FILES` stand in the files alone.
COLUMNS = (
    ("cases", "penalty_cases", 0),
    ("simple", "simple_penalties", 0),
    ("general", "general_penalties", 0),
    ("other", "", 0),
    ("online", "online_penalties", 0),
    ("non_site", "non_site_penalties", 0),
    ("closed", "closed_penalties", 0),
    ("closings", "penalty_closings", 0),
    ("execution_rate", "execution_rate", 1),
    ("wrong", "wrong_penalties", 0),
    ("correct_rate", "correct_penalty_rate", 1),
    ("big", "big_cases", 0),
    ("points", "case_points", 1),
    ("points_per_officer", "case_points_per_officer", 2),
    ("per_officer", "cases_per_officer", 2),
)
_FILES = (
    ("procedure_not_said", "", 0),
    ("online_not_said", "", 0),
    ("non_site_not_said", "", 0),
    ("closure_rate", "penalty_closure_rate", 1),
    ("executed", "executed_penalties", 0),
    ("correction_rate", "correction_rate", 2),
    ("quality_not_said", "", 0),
    ("online_rate", "online_rate", 1),
    ("big_not_said", "", 0),
    ("no_points", "", 0),
    ("officers", "", 0),
)


def show(asked: Penalties) -> None:
    """The sentence, and every team with its numbers, quality and points."""
    city = asked.compute(penalties.caseload)
    put(statement(said(captions.of_caseload(city))))
    if not city["cases"].iloc[0] > 0:
        return
    table = asked.in_order(asked.compute(penalties.by_unit))
    total = city.assign(team=t("enforcement-total"), of="")
    table = table.assign(
        of=table["team"], team=table["team"].fillna(t("enforcement-no-team")), whole=False
    )
    table = pd.concat([total.assign(whole=True), table], ignore_index=True)
    put(section(t("enforcement-by-team"), escape(t("enforcement-by-team-hint"))))
    fields = [team_field(asked), *show_figures_of_teams(asked, table, of_team)]
    sheet(table, fields, asked.name("teams"), asked.shown.about, most=TEAMS_SHOWN)
    put(note(_notes(city.iloc[0])))


def team_field(asked: Penalties) -> SheetField:
    """The team of a row, which leads to its page; the row of all teams leads nowhere."""
    return SheetField(
        "team",
        t("column-unit"),
        tone=lambda row: "strong",
        address=lambda row: asked.unit_page(row["of"]) if row["of"] else "",
    )


# What the rows behind a figure are narrowed to, from the row that it stands in; None: no address
# leads to them.
Narrow = Callable[[Mapping[str, Any]], Mapping[str, str] | None]


def of_team(row: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The rows of a team, or of all; no address leads to those of no team."""
    return None if f.missing(row["of"]) else {"team": row["of"]}


def show_figures_of_teams(
    asked: Penalties, table: pd.DataFrame, narrow: Narrow
) -> list[SheetField]:
    """The figures of a row, each leading to the rows behind it; a column of which nothing is known
    stands in the files alone, and so does what no case is."""

    def field(key: str, indicator: str, digits: int, away: bool) -> SheetField:
        def address(row: Mapping[str, Any]) -> str:
            own = narrow(row)
            if not indicator or own is None or f.missing(row[key]) or not row[key]:
                return ""
            return asked.rows(indicator, **own)

        title = definition(indicator) if indicator else t(f"about-enforcement-{_code(key)}")
        label = t(f"enforcement-{_code(key)}")
        empty = not table[key].notna().any() or (key == "other" and not table[key].any())
        return SheetField(
            key, label, digits=digits, title=title, address=address, away=away or empty
        )

    columns = [field(*column, away=False) for column in COLUMNS]
    return columns + [field(*column, away=True) for column in _FILES]


def _code(key: str) -> str:
    return key.replace("_", "-")


def _notes(row: pd.Series) -> str:
    """What is not known of how many cases."""
    told = [
        t(f"enforcement-left-{_code(key)}", n=f.count(row[key]))
        for key in ("procedure_not_said", "online_not_said", "non_site_not_said",
                    "quality_not_said", "big_not_said", "no_points")
        if row[key] > 0
    ]  # fmt: skip
    return t("enforcement-left", parts=t("list-separator").join(told)) if told else ""


def people(asked: Penalties) -> None:
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
    sheet(found, fields, asked.name("people"), asked.shown.about, most=OFFICERS_SHOWN)
    put(note(t("people-note")))

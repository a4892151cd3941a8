"""What each officer of a team took part in: for the team's own review, and only where the office
has switched it on (SHIRONG_PERSONS). Persons are letters wherever others may look.

A case that several officers handle counts for each of them: the numbers of persons add up to more
than the cases. Nobody is ranked and nobody is called better: who gets which cases is the team's
decision, not the person's.
"""

import os
import re
from typing import Any

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.conditions import CountingRules
from metrics.aggregation.counted import Filters
from metrics.aggregation.drill import counted_rows
from metrics.inspecting.persons import letters

OFFICER_COLUMNS = ("team", "officer", "cases", "closed", "general", "wrong")
_BETWEEN = re.compile(r"\s*[、,，;；/\s]\s*")


def switched_on() -> bool:
    """Whether the office wants persons counted at all."""
    return os.environ.get("SHIRONG_PERSONS", "").strip().lower() in ("1", "on", "yes", "true")


def officers(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
    names: bool = False,
) -> pd.DataFrame:
    """The penalty cases filed in a period by team and officer, in the order of both: cases, closed,
    general (by general procedure), wrong (overturned or corrected). officer: a letter within the
    team, or with `names` the name; None for the cases of a team that name nobody.

    Empty where nothing is switched on.
    """
    if not switched_on():
        return pd.DataFrame(columns=list(OFFICER_COLUMNS))
    found = counted_rows(
        con, "penalty_cases", period, None, "numerator", rules, dict(filters or {})
    )
    share = found["share"].fillna(1.0)
    told = found["officers"].map(_split)
    cases = pd.DataFrame(
        {
            "team": found["team"],
            "officer": told,
            "cases": share,
            "closed": share * found["closed_on"].notna(),
            "general": share * found["procedure"].eq("general").fillna(False),
            "wrong": share * _either(found["overturned"], found["corrected"]),
        }
    ).explode("officer")
    table = cases.groupby(["team", "officer"], dropna=False).sum().reset_index()
    table = table.sort_values(["team", "officer"], na_position="last", ignore_index=True)
    if not names:
        table["officer"] = [
            _letters(table, name, team)
            for name, team in zip(table["officer"], table["team"], strict=True)
        ]
    table["officer"] = table["officer"].astype(object).where(table["officer"].notna(), None)
    return table[list(OFFICER_COLUMNS)]


def _split(text: object) -> list[str]:
    """The officers that a cell names; nothing explodes into one row without an officer."""
    return [name for name in _BETWEEN.split(text.strip()) if name] if isinstance(text, str) else []


def _either(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.fillna(False).astype(bool) | other.fillna(False).astype(bool)


def _letters(table: pd.DataFrame, name: Any, team: Any) -> str | None:
    if pd.isna(name):
        return None
    own = table[table["team"].eq(team) | (table["team"].isna() & pd.isna(team))]
    return letters(own["officer"].dropna())[name]

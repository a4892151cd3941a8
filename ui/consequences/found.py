"""What the pages ask of the consequences, cached per version of the store."""

import duckdb
import pandas as pd
import streamlit as st

from kernel.periods import Period
from metrics.consequences.leaders import leaders
from metrics.consequences.orders import Consequences, consequences
from metrics.narrative.consequence_words import list_lines
from metrics.schemes.scheme import Scheme, scheme_key
from metrics.scoring.lists import Lists
from ui.cache import computed
from ui.header import Shown
from ui.i18n import said
from ui.store import KEEP, Snapshot, connection, cut, known_scores


def of_page(shown: Shown) -> Consequences:
    """The steps and the register of what a page shows."""
    return _of(shown.snapshot, scheme_key(shown.scheme), shown.period.id, shown.scheme)


def leaders_of(shown: Shown) -> pd.DataFrame:
    """Who answers for the units at the end of what a page shows."""
    return computed(shown, _leaders)


def _leaders(con: duckdb.DuckDBPyConnection, period: Period) -> pd.DataFrame:
    return leaders(con, period.last_day)


@st.cache_data(max_entries=KEEP, show_spinner=False)
def _of(at: Snapshot, key: str, period: str, _scheme: Scheme) -> Consequences:
    found = known_scores(at, _scheme, period)
    return consequences(connection(at), _scheme, cut(at, key, period, _scheme), found)


def steps_of_page(shown: Shown) -> list[str]:
    """What the ladder orders of the units shown, line by line."""
    found = of_page(shown)
    lines = list_lines(Lists(), found.steps, found.register, found.period)
    members = set(shown.ranking.table.loc[shown.ranking.table["group"] == shown.group, "unit"])
    kept = [m for m in lines if not shown.group or m.params.get("unit", None) in (None, *members)]
    return [said(line) for line in kept]

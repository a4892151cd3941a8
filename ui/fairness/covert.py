"""Covert against open checks."""

from html import escape

import duckdb
import pandas as pd

from kernel.periods import Period
from metrics.scoring.certainty.tests import covert_gaps
from ui.cache import computed
from ui.fairness import base, captions
from ui.header import Shown
from ui.i18n import said, t
from ui.markup import put, section
from ui.sheets import SheetField, sheet


def gaps(con: duckdb.DuckDBPyConnection, period: Period, kind: str) -> pd.DataFrame:
    """`covert_gaps` as `computed` calls it."""
    return covert_gaps(con, kind, period)


def covert_of(shown: Shown) -> pd.DataFrame:
    """How much better open checks come out, of the units shown."""
    found = computed(shown, gaps, kind=shown.scheme.scores.kind)
    table = shown.ranking.table
    own = table.loc[(table["group"] == shown.group) | (not shown.group), "unit"]
    return found[found["unit"].isin(own)]


def covert(shown: Shown) -> None:
    """Whether open checks come out better than covert ones."""
    found = covert_of(shown)
    put(section(t("fairness-covert"), escape(said(captions.of_covert(found)))))
    if found.empty:
        return
    fields = [
        SheetField("unit", t("column-unit")),
        SheetField("gap", t("column-covert-gap"), digits=2, title=t("about-covert-gap")),
        SheetField("n", "n", digits=0),
        base.clear_field(),
    ]
    found = found.sort_values("gap", ascending=False)
    sheet(found, fields, f"covert-{shown.period.id}", shown.about)

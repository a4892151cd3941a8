"""Who answers for a unit on a day: its leader in charge, the leader linked to it, who does it."""

from datetime import date

import duckdb
import pandas as pd

from kernel.schema import UNIT_KINDS
from metrics.aggregation.counted import ask

COLUMNS = ("unit", "kind", "leader", "office", "linked_leader", "responsible", "valid_from")


def leaders(con: duckdb.DuckDBPyConnection, on: date) -> pd.DataFrame:
    """The leaders in charge on a day, one row for each unit: unit, kind, leader, office,
    linked_leader, responsible, valid_from. Of several entries the one that began last."""
    named = " ".join(f"WHEN {kind} IS NOT NULL THEN '{kind}'" for kind in UNIT_KINDS)
    query = (
        f"SELECT COALESCE({', '.join(UNIT_KINDS)}) AS unit, CASE {named} END AS kind, leader,"
        " office, linked_leader, responsible, valid_from FROM leaders"
        " WHERE COALESCE(valid_from <= ?, TRUE) AND COALESCE(valid_to >= ?, TRUE)"
        " ORDER BY unit, valid_from NULLS FIRST, source_row"
    )
    found = ask(con, query, [on, on])
    return found.drop_duplicates(["kind", "unit"], keep="last").reset_index(drop=True)

"""A tiny store in memory for tests: all tables, derived columns, rows written by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from data.storage.deriving import derive
from kernel.schema import SYSTEM_TABLES, TABLES, create_table_sql

AS_OF = datetime(2025, 11, 1, 8)
Rows = Sequence[Mapping[str, Any]]
_TABLES = [*map(create_table_sql, TABLES.values()), *SYSTEM_TABLES.values()]
_EMPTY = ";".join(["BEGIN", *_TABLES, "COMMIT"])


def tiny_store(**tables: Rows) -> duckdb.DuckDBPyConnection:
    """A connection with the given rows in the named tables; share 1 unless a row says so."""
    con = duckdb.connect(":memory:", config={"threads": 1})  # rows are few: more cost, and idle
    con.execute(_EMPTY)
    for name, rows in tables.items():
        known = [
            {
                "share": 1.0,
                "as_of": AS_OF,
                "record_key": f"{name}-{number}",
                "batch_id": 1,
                "source_file": "f.csv",
                "source_row": number + 1,
            }
            | dict(row)
            for number, row in enumerate(rows, start=1)
        ]
        if known:
            con.register("given_rows", pd.DataFrame(known).astype(object))
            con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given_rows")
    con.execute("PRAGMA disable_optimizer")  # planning costs more than a few rows do
    derive(con, tables)
    con.execute("PRAGMA enable_optimizer")
    return con


def units(kind: str, *names: str, group: str | None = None, **more: Any) -> list[dict[str, Any]]:
    """Registered units of one kind."""
    return [{"kind": kind, "name": name, "group": group, **more} for name in names]


def cases(
    team: str,
    on_time: int = 0,
    late: int = 0,
    open_overdue: int = 0,
    postponed: int = 0,
    reworked: int = 0,
    kind: str = "team",
    day: int = 6,
    month: int = 10,
    **more: Any,
) -> list[dict[str, Any]]:
    """Cases of one unit: closed on time, closed late, or open and overdue at the export's time."""
    reported = datetime(2025, month, day, 9)
    due = datetime(2025, month, day, 17)
    closings = [due] * on_time + [datetime(2025, month, day, 20)] * late + [None] * open_overdue
    return [
        {
            "case_no": f"{team}-{month}-{number}",
            "record_key": f"{team}-{month}-{number}",
            "reported_at": reported,
            "due_at": due,
            "closed_at": closed,
            "channel": "collector",
            "postpone_count": int(number < postponed),
            "rework_count": int(number < reworked),
            kind: team,
            **more,
        }
        for number, closed in enumerate(closings)
    ]


def given(
    unit: str,
    item: str,
    value: float | None,
    period: str = "2025-10",
    kind: str = "team",
    **more: Any,
) -> dict[str, Any]:
    """One score given by people; value None: not entered."""
    state = "value" if value is not None else "no_data"
    row = {kind: unit, "indicator": item, "value": value, "period": period, "state": state}
    return row | more


def day(number: int, month: int = 10) -> date:
    """A day of 2025."""
    return date(2025, month, number)

"""Columns that are computed at import, once, so that queries need no time arithmetic.

`derive` is a pure function of the stored facts: it reads what the exports said, never the clock,
and gives the same columns however often it runs. What each column means stands in
`data.storage.derived_columns`.
"""

from collections.abc import Iterable

import duckdb

from data.objects.deriving import (
    PLACED,
    fill_register,
    load_register,
    prepare_objects,
    with_objects,
)
from data.objects.register import Register
from data.storage.derived_columns import (
    CASE_STAGES,
    FINDING_STAGES,
    INSPECTION_STAGES,
    PERIOD_START,
    RETURN_DAYS,
    TASK_STAGES,
    Stage,
    place_key,
)
from data.storage.key_problems import mark_key_problems, mark_rows
from data.storage.renaming import rename_classes
from data.storage.touched import PROBLEM, note_findings, note_places, touched_keys
from data.storage.words import understand_words
from kernel.schema import TABLES, Table, create_table_sql

_STAGES: dict[str, tuple[Stage, ...]] = {
    "cases": CASE_STAGES,
    "inspections": INSPECTION_STAGES,
    "findings": FINDING_STAGES,
    "tasks": TASK_STAGES,
}


def derive(
    con: duckdb.DuckDBPyConnection,
    tables: Iterable[str] | None = None,
    arrived: Iterable[str] = (),
) -> None:
    """Fill `day`, `month`, `weekday` and the derived columns of the named tables (default: all).

    Each table is rewritten in the order of its days, so that a query for a period reads that
    period's rows. Tables without computed columns (units, the store's own books) are left alone.
    Where the register of points is among them, all that names a point is: it may mean another
    object now; where the visits are, so are the findings, which take the type of a point from them.
    `con` must be writable. Decisions on classes of problems and on words are applied first.
    `arrived`: long tables of which only the noted records are derived again; these move to the end
    of their table (see `data.storage.touched`).
    """
    wanted = set(TABLES if tables is None else tables)
    if "points" in {*wanted, *arrived}:
        wanted |= {"points", *PLACED}
    if "inspections" in wanted:
        wanted.add("findings")
    tables_wanted = [table for table in TABLES.values() if table.name in wanted]
    rename_classes(con, tables_wanted)
    understand_words(con, tables_wanted)
    register = load_register(con, place_key("name"), place_key("alias"))
    for table in TABLES.values():
        if table.name in wanted and table.day_from:
            _rewrite(con, table, register)
    if "points" in wanted:
        fill_register(con, register)
    if "cases" in wanted:
        _find_returns(con, "cases")
    mark_key_problems(con, wanted)
    some = set(arrived) - wanted
    if "inspections" in some:
        note_findings(con)
        some |= {"findings"} - wanted
    for name in sorted(some, reverse=True):  # visits before their findings
        if TABLES[name].day_from:
            _derive_noted(con, TABLES[name], register)


def _rewrite(con: duckdb.DuckDBPyConnection, table: Table, register: Register) -> None:
    """Replace a table by itself, its computed columns filled, its rows in the order of days."""
    con.execute(f"ALTER TABLE {table.name} RENAME TO underived")
    con.execute(create_table_sql(table))
    con.execute(f"INSERT INTO {table.name} BY NAME {_derived(con, table, register)}")
    con.execute("DROP TABLE underived")


def _derive_noted(con: duckdb.DuckDBPyConnection, table: Table, register: Register) -> None:
    """Replace the noted records of a table by themselves, their computed columns filled, and find
    returns at their places, at those where they were before and at those where they are now."""
    noted = f"{table.name} WHERE record_key IN ({touched_keys(table.name)})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE underived AS SELECT * FROM {noted}")
    con.execute(f"DELETE FROM {noted}")
    rename_classes(con, [table], "underived")
    understand_words(con, [table], "underived")
    con.execute(f"CREATE OR REPLACE TEMP TABLE derived AS {_derived(con, table, register)}")
    mark_rows(con, table.name, "derived")
    con.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM derived ORDER BY day")
    if table.name == "cases":
        note_places(con, "derived")
        _find_returns(con, _AT_NOTED_PLACES)
    con.execute("DROP TABLE underived; DROP TABLE derived")


_AT_NOTED_PLACES = (
    "(SELECT rowid, c.* FROM cases AS c SEMI JOIN touched_places AS t ON c.place_key = t.place_key "
    f"AND coalesce(c.district, '') = t.district AND {PROBLEM} = t.kind)"
)


def _find_returns(con: duckdb.DuckDBPyConnection, cases: str) -> None:
    """Say of the cases of a relation, which holds all of a place, when their problem returned."""
    found = RETURN_DAYS.format(cases=cases)
    con.execute(f"CREATE OR REPLACE TEMP TABLE returning_cases AS {found}")
    con.execute(
        "UPDATE cases SET return_days = r.days FROM returning_cases AS r WHERE cases.rowid = r.id"
    )
    con.execute("DROP TABLE returning_cases")


def _derived(con: duckdb.DuckDBPyConnection, table: Table, register: Register) -> str:
    """SQL: the rows of the relation `underived`, their computed columns filled, by their days."""
    day = {"day": fact_day(table)}
    calendar = {"month": "strftime(day, '%Y-%m')", "weekday": "isodow(day)"}
    first, *later = _STAGES.get(table.name, ({},))
    rows = "underived"
    if table.name in PLACED:
        key = place_key(PLACED[table.name])
        joined = prepare_objects(con, table, "underived", register, key)
    for stage in (day, calendar | first, *later):
        filled = ", ".join(f"{formula} AS {column}" for column, formula in stage.items())
        rows = f"(SELECT * REPLACE ({filled}) FROM {rows})"
    if table.name in PLACED:
        rows = with_objects(table, rows, joined)
    return f"SELECT * FROM {rows} ORDER BY day, batch_id, source_row"


def fact_day(table: Table) -> str:
    """SQL: the day of a row, its first filled date or the first day of the period it names."""
    if table.day_from == ("period",):
        return PERIOD_START
    return f"CAST(coalesce({', '.join(table.day_from)}) AS DATE)"

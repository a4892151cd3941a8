"""Which records a draft has written, where a table is so long that only those are derived again.

Whoever writes some records of a long table says so first (`touch`). The temporary table `touched`
keeps their keys, `touched_places` where the cases among them lay until then: a case that came back
there may be alone now.
"""

import duckdb

from kernel.schema import Table

LONG = 200_000  # rows; a shorter table is derived as a whole, which leaves it in the order of days
PROBLEM = "coalesce(subcategory, category)"


def touch(con: duckdb.DuckDBPyConnection, table: Table, keys: str) -> bool:
    """Note the records that are about to be written or replaced; `keys`: SQL that selects theirs.

    False, and nothing noted, where the table is short: it must be derived as a whole.
    """
    row = con.execute(f"SELECT count(*) FROM {table.name}").fetchone()
    if not row or row[0] < LONG:
        return False
    begin(con)
    con.execute(f"INSERT INTO touched SELECT '{table.name}', record_key FROM ({keys})")
    if table.name == "cases":
        note_places(con, "cases", f"record_key IN ({keys})")
    if table.name == "inspections":
        note_findings(con)
    return True


def begin(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary tables, unless they are there."""
    con.execute(
        "CREATE TEMP TABLE IF NOT EXISTS touched (table_name VARCHAR, record_key VARCHAR);"
        "CREATE TEMP TABLE IF NOT EXISTS touched_places "
        "(district VARCHAR, place_key VARCHAR, kind VARCHAR)"
    )


def note_places(con: duckdb.DuckDBPyConnection, cases: str, where: str = "true") -> None:
    """Note the places, with the kinds of problems, of cases in a relation."""
    con.execute(
        f"INSERT INTO touched_places SELECT DISTINCT coalesce(district, ''), place_key, {PROBLEM} "
        f"FROM {cases} WHERE place_key IS NOT NULL AND {where}"
    )


def note_findings(con: duckdb.DuckDBPyConnection) -> None:
    """Note the findings of the noted visits, from which they take the type of a point."""
    con.execute(
        "INSERT INTO touched SELECT 'findings', record_key FROM findings WHERE visit_no IN (SELECT "
        f"visit_no FROM inspections WHERE record_key IN ({touched_keys('inspections')}))"
    )


def touched_keys(table: str) -> str:
    """SQL: the keys of the noted records of a table."""
    return f"SELECT record_key FROM touched WHERE table_name = '{table}'"

"""Which values a dimension has in the store, the most frequent first: what filters are made of."""

from collections.abc import Sequence

import duckdb

from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import dimensions, groupings
from metrics.indicators import COUNTABLE
from metrics.pivot.dimensions import dimensions_of
from metrics.pivot.known import known_days
from metrics.pivot.persons import persons_among
from metrics.pivot.question import Question, QuestionError, question

MOST_VALUES = 500
OPENING = (("filed", "district"), ("checks", "district"), ("findings", "district"))


def values_in(
    con: duckdb.DuckDBPyConnection, measure: str, dimension: str, most: int = MOST_VALUES
) -> list[str | None]:
    """The values of a dimension as questions write them; None where rows say nothing of it."""
    one, table = dimensions_of(measure)[dimension], COUNTABLE[measure].numerator.table
    if one.nature in ("hour", "weekday", "band", "flag"):
        return [*one.values, None]
    group = groupings(table)[dimension]
    query = (
        f"SELECT CAST({group} AS VARCHAR) AS name, COUNT(*) AS n FROM {table}"
        " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    )
    with con.cursor() as cursor:
        found = [name for name, _ in cursor.execute(query, [most]).fetchall()]
    read = persons_among(con, table, [dimension]).letter_of(dimension)
    return [one.code_of_text(name, read) for name in found]


def all_but(
    con: duckdb.DuckDBPyConnection, measure: str, dimension: str, excluded: Sequence[str | None]
) -> list[str | None]:
    """Every value of a dimension but these: of all tables that the measure counts, of the list of
    units where it is a kind of them, and None for rows that say nothing."""
    one, entry = dimensions_of(measure)[dimension], COUNTABLE[measure]
    parts = (entry.numerator, entry.denominator)
    tables = {part.table for part in parts if part is not None} | set(entry.seen_in)
    if one.nature == "person":  # letters follow the names of one table
        tables = {entry.numerator.table}
    found: dict[str | None, None] = dict.fromkeys([*one.values, None])
    for table in sorted(tables):
        if dimension not in dimensions(table):
            continue
        with con.cursor() as cursor:
            query = f"SELECT DISTINCT CAST({groupings(table)[dimension]} AS VARCHAR) FROM {table}"
            rows = cursor.execute(query).fetchall()
        read = persons_among(con, table, [dimension]).letter_of(dimension)
        found |= dict.fromkeys(one.code_of_text(name, read) for (name,) in rows)
    if dimension in UNIT_KINDS:
        with con.cursor() as cursor:
            query = "SELECT DISTINCT name FROM units WHERE kind = ? AND name IS NOT NULL"
            units = cursor.execute(query, [dimension]).fetchall()
        found |= dict.fromkeys(name for (name,) in units)
    return [value for value in found if value not in excluded]


def opening_question(con: duckdb.DuckDBPyConnection) -> Question:
    """What is asked before anyone has asked: of the first measure that the store has facts of, or
    the first there is."""
    for measure, dimension in OPENING:
        try:
            known_days(con, COUNTABLE[measure])
        except QuestionError:
            continue
        return question(measure, [dimension])
    return question(OPENING[0][0], [OPENING[0][1]])

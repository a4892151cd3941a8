"""Persons as letters: questions, answers and addresses never name one.

The letters follow the names that the store has, so a letter means one person as long as nobody new
is imported.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from metrics.inspecting.persons import letters
from metrics.pivot.dimensions import DIMENSIONS

Reading = Callable[[Any], Any]


@dataclass(frozen=True)
class Persons:
    """dimension -> name -> letter."""

    of: dict[str, dict[str, str]] = field(default_factory=dict)

    def letter_of(self, dimension: str) -> Reading:
        """Turns the values of a dimension into what is shown."""
        known = self.of.get(dimension)
        return (lambda name: known.get(name, name)) if known is not None else _same

    def name_of(self, dimension: str) -> Reading:
        """The other way; a letter that nobody has is nobody's."""
        known = self.of.get(dimension)
        if known is None:
            return _same
        names = {letter: name for name, letter in known.items()}
        return lambda letter: letter if letter is None else names.get(letter, "\0")


def _same(value: Any) -> Any:
    return value


def persons_among(con: duckdb.DuckDBPyConnection, table: str, dimensions: Iterable[str]) -> Persons:
    """The letters of all persons whom a table names in these dimensions."""
    found = {}
    with con.cursor() as cursor:
        for name in dimensions:
            if DIMENSIONS[name].nature == "person":
                query = f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL"
                found[name] = letters(one for (one,) in cursor.execute(query).fetchall())
    return Persons(found)

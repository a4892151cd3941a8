"""Names that no register has: beside registered units they take no part in a ranking."""

from collections import Counter

import duckdb

from data.unit_resolution.former import former_names
from data.unit_resolution.units import exact_key
from kernel.messages import Message
from kernel.periods import Period
from kernel.schema import TABLES
from metrics.schemes.model import OBJECT_KINDS, Scheme


def unregistered_notes(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period
) -> list[Message]:
    """That names are left out of the ranking of a period, and how many of the records that the
    scheme reads; nothing where no unit of the kind is registered: then every name takes part."""
    kind = scheme.scores.kind
    if kind in OBJECT_KINDS:
        return []
    known = _known(con, kind)
    if not known:
        return []
    left: Counter[str] = Counter()
    rows = 0
    with con.cursor() as cursor:
        for table in sorted(scheme.tables):
            if not (TABLES[table].units and TABLES[table].day_from and TABLES[table].facts):
                continue
            named = cursor.execute(
                f'SELECT "{kind}", count(DISTINCT record_key) FROM {table} '
                f'WHERE "{kind}" IS NOT NULL AND day >= ? AND day < ? GROUP BY ALL ORDER BY ALL',
                [period.start, period.end],
            ).fetchall()
            out = {name: n for name, n in named if exact_key(name) not in known}
            left.update(out)
            rows += sum(out.values())
    if not left:
        return []
    params = {"n": len(left), "rows": rows, "names": [name for name, _ in left.most_common()]}
    return [Message("rank-note-unregistered", params, "metrics")]


def _known(con: duckdb.DuckDBPyConnection, kind: str) -> set[str]:
    """The names of registered units, former ones among them, and once there are any those of which
    a person said that they are none; folded."""
    with con.cursor() as cursor:
        units = cursor.execute("SELECT name FROM units WHERE kind = ?", [kind]).fetchall()
        if not units:
            return set()
        others = cursor.execute("SELECT alias FROM alias_decisions WHERE name IS NULL").fetchall()
    former = [one for one in former_names(con) if one.kind == kind]
    names = [name for (name,) in (*units, *others) if name]
    names += [name for one in former for name in (one.name, one.former)]
    return {exact_key(name) for name in names}

"""The other names of units: those that the register gives and those that a person decided."""

from collections.abc import Mapping
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from data.unit_resolution.former import former_names
from data.unit_resolution.splitting import parts_of
from data.unit_resolution.units import BEGIN, END, exact_key

Alias = tuple[str, str, str, date | None, date | None]  # kind, alias, name, valid from and to
_QUOTES = "“”「」『』"
_SCHEMA = pa.schema(
    [
        *(("kind", pa.string()), ("alias", pa.string()), ("name", pa.string())),
        *(("valid_from", pa.date32()), ("valid_to", pa.date32())),
    ]
)


def rebuild_aliases(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `unit_aliases` from the aliases that the units name and from those that were decided.

    An alias that is itself the name of a unit which ended begins the day after that end: what came
    later belongs to the successor, what came before stays with the old unit. A decision goes before
    the aliases of the register for the same name and time. It rests while its unit is not
    registered, or while the name is that of a unit which has not ended.
    The former names of a unit are aliases on the days when it had them, and their aliases are its.
    """
    units = con.execute("SELECT kind, name, valid_to, aliases FROM units ORDER BY ALL").fetchall()
    ends = {(kind, name): end for kind, name, end, _ in units}
    former = former_names(con)
    now = {(one.kind, one.former): one.name for one in former}
    units += [
        (kind, now[kind, name], None, aliases)
        for kind, name, aliases in con.execute(
            "SELECT kind, name, aliases FROM former_units ORDER BY ALL"
        ).fetchall()
        if (kind, name) in now and (kind, name) not in ends
    ]
    decided = [
        _after_end(ends, row)
        for kind, alias, name, *days in con.execute(
            "SELECT kind, alias, name, valid_from, valid_to FROM alias_decisions "
            "WHERE name IS NOT NULL ORDER BY ALL"
        ).fetchall()
        for row in [(kind, alias, now.get((kind, name), name), *days)]
        if (kind, row[2]) in ends and ends.get((kind, alias), END) is not None
    ]
    dated = [(one.kind, one.former, one.name, one.begin, one.end) for one in former]
    named = dated + [
        _after_end(ends, (kind, alias, name, begin, end))
        for kind, name, _, aliases in units
        for alias, begin, end in parse_aliases(aliases or "")
        if not (now.get((kind, alias)) == name and begin is None and end is None)
    ]
    rows = decided + [row for row in named if not any(_overlap(row, other) for other in decided)]
    rows = list(dict.fromkeys(rows))
    columns = list(zip(*rows, strict=True)) or [()] * len(_SCHEMA)
    arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)]
    con.register("all_aliases", pa.table(arrays, schema=_SCHEMA))
    con.execute("DELETE FROM unit_aliases")
    con.execute("INSERT INTO unit_aliases SELECT * FROM all_aliases")
    con.unregister("all_aliases")


def parse_aliases(text: str) -> list[tuple[str, date | None, date | None]]:
    """The aliases in a cell: `湖塘、三中队@2025-04-21..` -> (alias, valid from, valid to).

    One that holds a separator stands in brackets or quotes: `“一、二中队”；直属队`.
    """
    found = []
    for part in parts_of(text, "、，,；;|\n"):
        alias, _, dates = part.partition("@")
        if not (alias := alias.strip().strip(_QUOTES)):
            continue
        begin, _, end = dates.partition("..")
        found.append((alias, _day(begin), _day(end)))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _after_end(ends: Mapping[tuple[str, str], date | None], row: Alias) -> Alias:
    kind, alias, name, begin, end = row
    if begin is None and (last := ends.get((kind, alias))):
        begin = last + timedelta(days=1)
    return kind, alias, name, begin, end


def _overlap(one: Alias, other: Alias) -> bool:
    """Whether two aliases are the same spelling of one kind on some day."""
    return (
        one[0] == other[0]
        and exact_key(one[1]) == exact_key(other[1])
        and (one[3] or BEGIN) <= (other[4] or END)
        and (other[3] or BEGIN) <= (one[4] or END)
    )

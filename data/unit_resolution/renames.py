"""Units that go by another name than before: the register's number says that they are the same.

Rows of registers are merged by kind, name and first day, so a renamed unit has rows under each of
its names. Those of one name are its stays (`data.unit_resolution.stays`).
`settle` makes one unit of them: the rows of former names leave `units` for `former_units`, the last
one lives on with all that belonged to the others. `restore` brings the rows back as they were
registered, which a merge needs. What joins two names is that a register had them under one number
(`rename_links`), or what a person answered (`rename_decisions`), which goes before it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from functools import cmp_to_key
from itertools import pairwise

import duckdb

from data.unit_resolution.former import has_table
from data.unit_resolution.stays import (
    BEGIN,
    Stay,
    condense,
    keep_stays,
    key_by_first_day,
    one_after_another,
    spanning,
)
from data.unit_resolution.units import exact_key
from kernel.text import fold

Key = tuple[str, str]  # kind and name
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rename:
    """A unit is called `name` from the day `since` on (None: not known), `former` before; or, not
    `joined`, these are two units."""

    kind: str
    former: str
    name: str
    since: date | None = None
    joined: bool = True


@dataclass(frozen=True)
class RenameQuestion:
    """What a register gives rise to ask: under `unit_id` the store knew `former`. Until it is
    answered, `rename` holds."""

    unit_id: str
    rename: Rename

    @property
    def open(self) -> bool:
        """Whether only a person can tell: the day is not known, or the number is in doubt."""
        return self.rename.since is None or not self.rename.joined


@dataclass(frozen=True)
class _Row:
    kind: str
    name: str
    unit_id: str
    begin: date | None
    end: date | None
    as_of: datetime | None
    batch: int | None

    @property
    def key(self) -> Key:
        return self.kind, self.name

    @property
    def number(self) -> str:
        """The number for comparing; empty: none."""
        return fold(self.unit_id)


# What is known


def questions(con: duckdb.DuckDBPyConnection) -> list[RenameQuestion]:
    """What registers gave rise to ask and nobody has answered, whether `open` or not."""
    if not has_table(con, "rename_questions"):
        return []
    rows = con.execute("SELECT * FROM rename_questions ORDER BY ALL").fetchall()
    return [RenameQuestion(number, Rename(*rest)) for number, *rest in rows]


def rename_decisions(con: duckdb.DuckDBPyConnection) -> list[Rename]:
    """What persons answered, the latest last."""
    if not has_table(con, "rename_decisions"):
        return []
    rows = con.execute(
        "SELECT kind, former, name, since, joined FROM rename_decisions "
        "ORDER BY decided_at, kind, former, name"
    ).fetchall()
    return [Rename(*row) for row in rows]


def enter_rename(con: duckdb.DuckDBPyConnection, rename: Rename) -> None:
    """Let an answer hold, in the place of an earlier one about the same two names."""
    for earlier in rename_decisions(con):
        if _pair(earlier) == _pair(rename):
            remove_rename(con, earlier)
    values = (*astuple(rename), datetime.now())
    con.execute("INSERT INTO rename_decisions VALUES (?, ?, ?, ?, ?, ?)", values)


def remove_rename(con: duckdb.DuckDBPyConnection, rename: Rename) -> None:
    """Let an answer hold no longer."""
    con.execute(
        "DELETE FROM rename_decisions WHERE kind = ? AND former = ? AND name = ? "
        "AND since IS NOT DISTINCT FROM ? AND joined = ?",
        list(astuple(rename)),
    )


def _pair(rename: Rename) -> tuple[str, frozenset[str]]:
    return rename.kind, frozenset((exact_key(rename.former), exact_key(rename.name)))


# What a register gives rise to ask


def link_renames(
    con: duckdb.DuckDBPyConnection,
    known: Collection[Key],
    listed: Collection[Key],
    batch_id: int,
) -> set[Key]:
    """Compare the numbers of a register that was just merged with those known before, and keep
    which names share one; return the new names that do. `units` must be as registered.

    known: the names before; listed: those in the register. A register in which most known numbers
    stand beside other names is numbered otherwise: nothing is joined by it.
    """
    condense(con)
    rows = _rows(con)
    found: list[tuple[_Row, _Row]] = []
    for row in rows:
        if row.key in known or row.key not in listed or not row.number:
            continue
        found += [
            (other, row)
            for other in rows
            if (other.kind, other.number) == (row.kind, row.number)
            and exact_key(other.name) != exact_key(row.name)
            and (other.key in known or other.name < row.name)
        ]
    for other, row in found:
        names = [one for one in rows if one.kind == row.kind and one.key in listed]
        same = sum(one.key in known and bool(one.number) for one in names)
        renamed = len({one.key for _, one in found if one.kind == row.kind})
        twice = other.key in listed
        joined = _since(*_in_order([other, row])) is not None if twice else renamed <= max(1, same)
        con.execute(
            "INSERT INTO rename_links VALUES (?, ?, ?, ?, ?, ?)",
            [row.kind, row.number, other.name, row.name, joined, batch_id],
        )
    return {row.key for _, row in found}


def _rows(con: duckdb.DuckDBPyConnection) -> list[_Row]:
    rows = con.execute(
        "SELECT kind, name, coalesce(unit_id, ''), valid_from, valid_to, as_of, batch_id "
        "FROM units ORDER BY ALL"
    ).fetchall()
    return [_Row(*row) for row in rows]


def _in_order(rows: Iterable[_Row]) -> list[_Row]:
    """Rows of one unit, the oldest first: by the time that their registers speak of, else by the
    days that they give, else as they came."""

    def compare(one: _Row, other: _Row) -> int:
        for mine, its in ((one.as_of, other.as_of), (one.begin, other.begin), (one.end, other.end)):
            if mine and its and mine != its:
                return -1 if mine < its else 1
        if bool(one.end) != bool(other.end):
            return -1 if one.end else 1
        return -1 if (one.batch or 0, one.name) < (other.batch or 0, other.name) else 1

    return sorted(rows, key=cmp_to_key(compare))


def _since(older: _Row, newer: _Row) -> date | None:
    """The day of the renaming, as far as the registers say it."""
    if newer.begin and (older.begin is None or newer.begin > older.begin):
        return newer.begin
    return older.end + _DAY if older.end and (newer.end is None or newer.end > older.end) else None


# One unit out of its names


def restore(con: duckdb.DuckDBPyConnection) -> None:
    """Let `units` hold the rows as they were registered, each under its own name."""
    con.execute("DELETE FROM units WHERE record_key IN (SELECT record_key FROM former_units)")
    con.execute("INSERT INTO units BY NAME SELECT * FROM former_units")
    con.execute("DELETE FROM former_units")


def key_registers(con: duckdb.DuckDBPyConnection) -> None:
    """Tell the registered rows of a store apart as an import does now: by name and first day."""
    restore(con)
    key_by_first_day(con, "units")
    settle(con)


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Make one unit of the rows that are one unit. Run again it changes nothing."""
    restore(con)
    con.execute("DELETE FROM former_names")
    con.execute("DELETE FROM rename_questions")
    stays = condense(con)
    rows = {row.key: row for row in _rows(con)}
    decided = rename_decisions(con)
    asked = _asked(con, rows, decided)
    for number, one in asked:
        con.execute(
            "INSERT INTO rename_questions VALUES (?, ?, ?, ?, ?, ?)", [number, *astuple(one)]
        )
    steps = {(one.kind, one.former): one for _, one in asked if one.joined}
    for one in decided:
        if one.joined:
            if (back := steps.get((one.kind, one.name))) and back.name == one.former:
                del steps[one.kind, one.name]  # a decision turns it round
            steps[one.kind, one.former] = one
    ends = {key: _end(key, steps) for key in steps}
    living = {key: name for key, name in ends.items()
              if (key[0], name) in rows and (key[0], name) not in steps}  # fmt: skip
    _name(con, steps, living)
    gone = {key for key in living if key in rows and not _begins_anew(rows[key], steps[key])}
    begins: dict[Key, date | None] = {}
    for key in gone:
        to = (key[0], living[key])
        days = [begins.get(to, rows[to].begin), rows[key].begin]
        begins[to] = None if None in days else min(day for day in days if day)
    _keep_as_registered(con, gone, begins, living)
    for key in gone:
        con.execute("DELETE FROM units WHERE kind = ? AND name = ?", key)
    for key, begin in begins.items():
        con.execute("UPDATE units SET valid_from = ? WHERE kind = ? AND name = ?", [begin, *key])
    for (_, former), name in living.items():
        con.execute(
            "UPDATE units SET parent = ? WHERE parent = ? "
            "AND parent NOT IN (SELECT name FROM units)",
            [name, former],
        )
    _settle_stays(con, stays, steps, {key: living[key] for key in gone}, begins)


def _settle_stays(
    con: duckdb.DuckDBPyConnection,
    stays: Mapping[Key, list[Stay]],
    steps: Mapping[Key, Rename],
    gone: Mapping[Key, str],
    begins: Mapping[Key, date | None],
) -> None:
    """Fill `unit_stays`: those of a former name last until the renaming, those of the next one
    begin there. Of a renaming without a day nothing is known but what the unit is now."""
    begun = {(key[0], steps[key].name): steps[key].since for key in gone}
    found: dict[Key, list[Stay]] = defaultdict(list)
    for key, own in stays.items():
        since = steps[key].since if key in gone else None
        if key in gone and since is None:
            continue
        to = (key[0], gone.get(key, key[1]))
        found[to] += spanning(own, begun.get(key), since - _DAY if since else None)
    for to, begin in begins.items():
        found[to] = spanning(sorted(found[to], key=lambda stay: stay.begin or BEGIN), begin, None)
    still = {name for _, name in found}
    parents = {former: name for (_, former), name in gone.items() if former not in still}
    keep_stays(con, {key: one_after_another(own, parents) for key, own in found.items()})


def _asked(
    con: duckdb.DuckDBPyConnection, rows: Mapping[Key, _Row], decided: Collection[Rename]
) -> list[tuple[str, Rename]]:
    """The number and the renaming of every two names that follow each other under one number, and
    of those that share a number in doubt, but for what was decided.

    A name that has a number of its own since is no former name.
    """
    answered = {_pair(one): one for one in decided}
    groups: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    found: list[tuple[str, Rename]] = []
    for kind, number, one, other, joined in con.execute(
        "SELECT DISTINCT kind, unit_id, one, other, joined FROM rename_links ORDER BY ALL"
    ).fetchall():
        if not all((kind, n) in rows and rows[kind, n].number == number for n in (one, other)):
            continue
        apart = Rename(kind, one, other, None, False)
        if answer := answered.get(_pair(apart)):
            joined = answer.joined
        elif not joined:
            found.append((rows[kind, other].unit_id, apart))
        group = groups[kind, number]
        for name in (one, other) if joined else ():
            group.setdefault(name, {name})
        if joined and group[one] is not group[other]:
            group[one] |= group[other]
            group.update(dict.fromkeys(group[other], group[one]))
    for (kind, _), group in groups.items():
        for names in {id(names): names for names in group.values()}.values():
            chain = _in_order(rows[kind, name] for name in names)
            for older, newer in pairwise(chain):
                rename = Rename(kind, older.name, newer.name, _since(older, newer))
                if _pair(rename) not in answered:
                    found.append((newer.unit_id, rename))
    return found


def _name(
    con: duckdb.DuckDBPyConnection, steps: Mapping[Key, Rename], living: Mapping[Key, str]
) -> None:
    """Fill `former_names`."""
    begun = {(kind, step.name): step.since for (kind, _), step in steps.items()}
    for key, name in sorted(living.items()):
        since = steps[key].since
        con.execute(
            "INSERT INTO former_names VALUES (?, ?, ?, ?, ?)",
            [*key, name, begun.get(key), since - _DAY if since else None],
        )


def _end(key: Key, steps: Mapping[Key, Rename]) -> str:
    """The last name of a unit; a ring of names ends where it began."""
    seen = [key]
    while (step := steps.get(seen[-1])) and (key[0], step.name) not in seen:
        seen.append((key[0], step.name))
    return seen[-1][1]


def _begins_anew(row: _Row, step: Rename) -> bool:
    """Whether a unit of the former name was set up after the renaming: it is another one."""
    return bool(row.begin and step.since and row.begin >= step.since)


def _keep_as_registered(
    con: duckdb.DuckDBPyConnection,
    gone: Collection[Key],
    begins: Collection[Key],
    living: Mapping[Key, str],
) -> None:
    """Add to `former_units` every row that is about to change and is not there yet."""
    con.execute("CREATE OR REPLACE TEMP TABLE changing (kind VARCHAR, name VARCHAR)")
    changing = [*gone, *begins]
    if changing:
        con.executemany("INSERT INTO changing VALUES (?, ?)", [list(key) for key in changing])
    con.execute(
        "INSERT INTO former_units BY NAME SELECT * FROM units AS u "
        "WHERE u.record_key NOT IN (SELECT record_key FROM former_units) "
        "AND (EXISTS (SELECT 1 FROM changing AS c WHERE c.kind = u.kind AND c.name = u.name) "
        "OR list_contains($formers, u.parent))",
        {"formers": sorted({former for _, former in living})},
    )
    con.execute("DROP TABLE changing")

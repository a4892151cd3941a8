"""What persons decided about names: the decisions that hold, entered and taken back.

Decisions stand in tables of their own beside the register and the facts, so that neither a
register that is imported again nor an import that is taken back touches them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from data.parsing.categories import fold_class
from data.parsing.values import fold_word
from data.storage.words import has_words
from data.unit_resolution.former import current_names, has_table
from data.unit_resolution.renames import Rename, enter_rename, remove_rename
from data.unit_resolution.units import BEGIN, END, exact_key


@dataclass(frozen=True)
class Alias:
    """A written name means a registered unit (on some days only, both included); without `name`
    it is no unit that is assessed."""

    kind: str
    written: str
    name: str | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Category:
    """A written name means a class or sub-class of problems; without `name` it is one of its own.

    A class of the vocabulary says what a class means, any other name what a sub-class means.
    """

    written: str
    name: str | None


@dataclass(frozen=True)
class Word:
    """A word of a closed list (`field`: method, channel ...) means one of its values; without
    `name` it means none of them."""

    field: str
    written: str
    name: str | None


Made = Alias | Category | Rename | Word
_TABLES: dict[type, str] = {
    Alias: "alias_decisions",
    Category: "category_decisions",
    Word: "word_decisions",
}


@dataclass(frozen=True)
class Handled:
    """A decision that was made. resting: it has no effect now, because its unit is not registered
    or the written name is that of a unit."""

    decision: Made
    decided_at: datetime
    resting: bool = False


def handled_names(con: duckdb.DuckDBPyConnection) -> list[Handled]:
    """The decisions that stand, the latest first."""
    live = set(con.execute("SELECT kind, alias, name FROM unit_aliases").fetchall())
    now = current_names(con)
    renames = (
        con.execute(
            "SELECT decided_at, kind, former, name, since, joined FROM rename_decisions"
        ).fetchall()
        if has_table(con, "rename_decisions")
        else []
    )
    aliases = con.execute(
        "SELECT decided_at, kind, alias, name, valid_from, valid_to FROM alias_decisions"
    ).fetchall()
    classes = con.execute(
        "SELECT decided_at, written, subcategory FROM category_decisions"
    ).fetchall()
    found = [
        Handled(Alias(*rest), at, rest[2] is not None and _means(now, rest) not in live)
        for at, *rest in aliases
    ]
    found += [
        Handled(one, at, one.joined and (one.kind, one.former) not in now)
        for at, *rest in renames
        for one in [Rename(*rest)]
    ]
    found += [Handled(Category(*rest), at) for at, *rest in classes]
    if has_words(con):
        words = con.execute("SELECT decided_at, field, written, value FROM word_decisions")
        found += [Handled(Word(*rest), at) for at, *rest in words.fetchall()]
    return sorted(found, key=lambda one: (one.decided_at, _subject(one.decision)), reverse=True)


def _means(now: Mapping[tuple[str, str], str], alias: Sequence[Any]) -> tuple[Any, ...]:
    kind, written, name = alias[:3]
    return kind, written, now.get((kind, name), name)


def _subject(decision: Made) -> str:
    return decision.former if isinstance(decision, Rename) else decision.written


def enter_decisions(con: duckdb.DuckDBPyConnection, decision: Made) -> None:
    """Let a decision hold from now on, in the place of those on the same name that it overrides."""
    if isinstance(decision, Rename):
        enter_rename(con, decision)
        return
    for earlier in handled_names(con):
        if _overrides(decision, earlier.decision):
            remove_decision(con, earlier.decision)
    table = _TABLES[type(decision)]
    values = (*astuple(decision), datetime.now())
    con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def remove_decision(con: duckdb.DuckDBPyConnection, decision: Made) -> None:
    """Let a decision hold no longer."""
    if isinstance(decision, Rename):
        remove_rename(con, decision)
        return
    columns = {
        Alias: ("kind", "alias", "name", "valid_from", "valid_to"),
        Category: ("written", "subcategory"),
        Word: ("field", "written", "value"),
    }[type(decision)]
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in columns)
    con.execute(f"DELETE FROM {_TABLES[type(decision)]} WHERE {same}", astuple(decision))


def _overrides(new: Alias | Category | Word, old: Made) -> bool:
    """Whether both say what the same name means at the same time. That a name is no unit concerns
    all kinds of units."""
    if isinstance(new, Category) and isinstance(old, Category):
        return fold_class(new.written) == fold_class(old.written)
    if isinstance(new, Word) and isinstance(old, Word):
        return (new.field, fold_word(new.written)) == (old.field, fold_word(old.written))
    if not (isinstance(new, Alias) and isinstance(old, Alias)):
        return False
    return (
        exact_key(new.written) == exact_key(old.written)
        and (new.kind == old.kind or new.name is None or old.name is None)
        and (new.valid_from or BEGIN) <= (old.valid_to or END)
        and (old.valid_from or BEGIN) <= (new.valid_to or END)
    )

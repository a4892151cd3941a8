"""Deciding what names mean, for all facts past and to come, without importing anything again.

Each call of `decide` is one new version of the store. A decision can be taken back; units that were
registered are taken back with their batch, like any other import.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb

from data.importer import profile_folders
from data.layouts.field_names import said_field
from data.layouts.profile import load_profiles
from data.parsing.categories import (
    canonical_category,
    canonical_subcategory,
    fold_class,
    is_class,
    is_known,
)
from data.reviewing.decisions import (
    Alias,
    Category,
    Made,
    Word,
    enter_decisions,
    handled_names,
    remove_decision,
)
from data.reviewing.new_units import NewUnit, register_units
from data.reviewing.unknown_words import values_with_words
from data.storage.draft import Draft, Trial
from data.storage.renaming import classed_tables, rename_classes
from data.storage.words import understand_words
from data.store import Store
from data.unit_resolution.former import current_names
from data.unit_resolution.placing import resolve_again
from data.unit_resolution.renames import Rename, settle
from data.unit_resolution.units import END, exact_key
from kernel.messages import Message, ShirongError
from kernel.schema import TABLES, UNIT_KINDS

_NAMED_IN_NOTE = 5


class DecisionError(ShirongError):
    """A decision that cannot hold; the message says why. Nothing was changed."""


@dataclass(frozen=True)
class TakeBack:
    """A decision that holds no longer."""

    decision: Made


NameDecision = Made | NewUnit | TakeBack


@dataclass(frozen=True)
class Decided:
    """What came of it: the new version, how many records of which table mean another unit or class
    now; the units that were registered, and the records that name one of them (most of these meant
    it before, as a name that no register had)."""

    version: int
    moved: dict[str, int] = field(default_factory=dict)
    registered: int = 0
    named: int = 0

    @property
    def records(self) -> int:
        """The records that moved, of all tables."""
        return sum(self.moved.values())

    @property
    def told(self) -> list[Message]:
        """What became of records, in sentences."""
        found = []
        if self.registered:
            params = {"units": self.registered, "records": self.named}
            found.append(Message("review-placed", params))
        if self.records or not found:
            found.append(Message("review-moved", {"records": self.records}))
        return [*found, Message("review-version", {"version": self.version})]


def decide(store: Store, decisions: Sequence[NameDecision]) -> Decided:
    """Enter decisions, all of them or none, as one version of the store.

    Raises DecisionError, StoreBusyError, ProfileError.
    """
    with store.writing(_note(decisions)) as draft:
        return _enter(store, draft, decisions)


def try_decide(store: Store, decisions: Sequence[NameDecision]) -> tuple[Trial, Decided]:
    """As `decide`, but on trial: `Store.publish` or `Store.discard` decides."""
    with store.trying(_note(decisions)) as draft:
        decided = _enter(store, draft, decisions)
    assert draft.trial is not None
    return draft.trial, decided


def _enter(store: Store, draft: Draft, decisions: Sequence[NameDecision]) -> Decided:
    profiles = load_profiles(profile_folders(store))
    together = {(one.kind, one.name.strip()) for one in decisions if isinstance(one, NewUnit)}
    new = [_checked_unit(draft.con, one, together) for one in decisions if isinstance(one, NewUnit)]
    if new:  # first: other decisions may be about them
        register_units(draft, new, profiles["units"])
    for decision in decisions:
        match decision:
            case TakeBack(made):
                if made not in {one.decision for one in handled_names(draft.con)}:
                    raise DecisionError(Message("review-not-decided"))
                remove_decision(draft.con, made)
            case Alias():
                enter_decisions(draft.con, _checked_alias(draft.con, decision))
            case Category():
                enter_decisions(draft.con, _checked_category(draft.con, decision))
            case Rename():
                enter_decisions(draft.con, _checked_rename(draft.con, decision))
            case Word():
                enter_decisions(draft.con, _checked_word(decision))
    moved = Counter(rename_classes(draft.con))
    moved.update(understand_words(draft.con))
    if new or any(isinstance(one, Rename) for one in _plain(decisions)):
        settle(draft.con)
        draft.changed.add("units")
        moved.update(resolve_again(draft.con, profiles))
    elif spelled := _spelled(decisions):
        moved.update(resolve_again(draft.con, profiles, spelled))
    draft.changed |= {"alias_decisions", *moved}
    return Decided(draft.version, dict(moved), len(new), _naming(draft.con, new))


def _naming(con: duckdb.DuckDBPyConnection, units: Sequence[NewUnit]) -> int:
    """How many records name one of these units."""
    names: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        names[unit.kind].append(unit.name)
    named = " OR ".join(f"list_contains(${kind}, {kind})" for kind in names)
    return sum(
        row[0]
        for table in TABLES.values()
        if table.units and names
        for row in con.execute(
            f"SELECT count(DISTINCT record_key) FROM {table.name} WHERE {named}", dict(names)
        ).fetchall()
    )


def _spelled(decisions: Sequence[NameDecision]) -> list[str]:
    """The names whose units may be others now."""
    return [alias.written for alias in _plain(decisions) if isinstance(alias, Alias)]


def _plain(decisions: Sequence[NameDecision]) -> list[Made | NewUnit]:
    return [d.decision if isinstance(d, TakeBack) else d for d in decisions]


def refusals(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[NameDecision]
) -> list[tuple[str, Message]]:
    """The units to register and the spellings that cannot be entered together, by name, each with
    its reason."""
    new = [one for one in decisions if isinstance(one, NewUnit)]
    together = {(one.kind, one.name.strip()) for one in new}
    found = []
    for one in decisions:
        if not isinstance(one, NewUnit | Alias):
            continue
        try:
            if isinstance(one, NewUnit):
                _checked_unit(con, one, together)
            else:
                _checked_alias(con, one, together)
        except DecisionError as error:
            found.append((one.name if isinstance(one, NewUnit) else one.written, error.message))
    return found


def decide_alias(
    store: Store,
    kind: str,
    written: str,
    name: str | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Decided:
    """A written name means this unit; None: it is no unit that is assessed. See `decide`."""
    return decide(store, [Alias(kind, written, name, valid_from, valid_to)])


def decide_new_unit(
    store: Store,
    kind: str,
    name: str,
    group: str | None = None,
    parent: str | None = None,
    written: str | None = None,
) -> Decided:
    """Register a unit; `written` is a name under which exports know it, if it is another."""
    return decide(store, [NewUnit(kind, name, group, parent, written)])


def decide_category(store: Store, written: str, name: str | None) -> Decided:
    """A written name means this class or sub-class; None: it is one of its own."""
    return decide(store, [Category(written, name)])


def take_back(store: Store, decision: Made) -> Decided:
    """Let a decision hold no longer: facts are understood as before it."""
    return decide(store, [TakeBack(decision)])


# What can be decided


def _checked_unit(
    con: duckdb.DuckDBPyConnection, unit: NewUnit, together: Collection[tuple[str, str]]
) -> NewUnit:
    """`together`: kinds and names of the units that are registered with it."""
    name = unit.name.strip()
    units = [*con.execute("SELECT kind, name FROM units").fetchall(), *current_names(con)]
    if unit.kind not in UNIT_KINDS or not name:
        raise DecisionError(Message("review-no-name"))
    if (unit.kind, exact_key(name)) in {(kind, exact_key(known)) for kind, known in units}:
        raise DecisionError(Message("review-unit-exists", {"name": name}))
    if unit.parent and unit.parent not in {known for _, known in (*units, *together)}:
        raise DecisionError(Message("review-no-unit", {"name": unit.parent}))
    if unit.parent and exact_key(unit.parent) == exact_key(name):
        raise DecisionError(Message("review-own-parent", {"name": name}))
    written = None if unit.written == name else unit.written
    group, parent = unit.group or None, unit.parent or None
    return NewUnit(unit.kind, name, group, parent, written, unit.valid_from)


def _checked_alias(
    con: duckdb.DuckDBPyConnection, alias: Alias, together: Collection[tuple[str, str]] = ()
) -> Alias:
    """`together`: kinds and names of units that are not registered yet."""
    written = alias.written.strip()
    units = con.execute("SELECT kind, name, valid_to FROM units").fetchall()
    if alias.kind not in UNIT_KINDS or not written:
        raise DecisionError(Message("review-no-name"))
    if (alias.kind, exact_key(written)) in {
        (k, exact_key(n)) for k, n, end in units if end is None
    }:
        raise DecisionError(Message("review-is-unit", {"name": written}))
    if alias.name is not None and (alias.kind, alias.name) not in {
        *together,
        *((k, n) for k, n, _ in units),
    }:
        raise DecisionError(Message("review-no-unit", {"name": alias.name}))
    if alias.valid_from and alias.valid_from > (alias.valid_to or END):
        raise DecisionError(Message("review-no-days"))
    return Alias(alias.kind, written, alias.name, alias.valid_from, alias.valid_to)


def _checked_rename(con: duckdb.DuckDBPyConnection, rename: Rename) -> Rename:
    """The names as they are registered; one of them must be."""
    units = [*con.execute("SELECT kind, name FROM units").fetchall(), *current_names(con)]
    known = {(kind, exact_key(name)): name for kind, name in units}
    former, name = rename.former.strip(), rename.name.strip()
    if rename.kind not in UNIT_KINDS or not former or not name:
        raise DecisionError(Message("review-no-name"))
    if exact_key(former) == exact_key(name):
        raise DecisionError(Message("review-same-name", {"name": name}))
    found = [known.get((rename.kind, exact_key(one))) for one in (former, name)]
    if not any(found) or (rename.joined and not found[1]):
        raise DecisionError(Message("review-no-unit", {"name": name}))
    return Rename(rename.kind, found[0] or former, found[1] or name, rename.since, rename.joined)


def _checked_category(con: duckdb.DuckDBPyConnection, category: Category) -> Category:
    written, name = category.written.strip(), category.name
    if not written:
        raise DecisionError(Message("review-no-name"))
    if name is None:
        return Category(written, None)
    of_classes = is_class(name)
    if is_class(written) if of_classes else is_known(written):
        raise DecisionError(Message("review-class-known", {"name": written}))
    if fold_class(name) == fold_class(written):
        raise DecisionError(Message("review-same-name", {"name": name}))
    if not of_classes and not is_known(name) and fold_class(name) not in _in_use(con):
        raise DecisionError(Message("review-no-class", {"name": name}))
    canonical = canonical_category if of_classes else canonical_subcategory
    return Category(written, canonical(name.strip()))


def _checked_word(word: Word) -> Word:
    known = {value for value, _ in values_with_words(word.field)}
    written = word.written.strip()
    if not written or not known:
        raise DecisionError(Message("review-no-field", {"name": word.field}))
    if word.name is not None and word.name not in known:
        params = {"name": word.name, "values": sorted(known)}
        raise DecisionError(Message("review-no-value", params))
    return Word(word.field, written, word.name)


def _in_use(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Folded names of the sub-classes in the facts."""
    return {
        fold_class(name)
        for table in classed_tables()
        for (name,) in con.execute(
            f"SELECT DISTINCT subcategory FROM {table.name} WHERE subcategory IS NOT NULL"
        ).fetchall()
    }


# What the version is for


def _note(decisions: Sequence[NameDecision]) -> str:
    said = [_said(decision).text() for decision in decisions[:_NAMED_IN_NOTE]]
    more = len(decisions) - len(said)
    if more > 0:
        said.append(Message("review-note-more", {"n": more}).text())
    return "；".join(said)[:200]


def _said(decision: NameDecision) -> Message:
    match decision:
        case TakeBack(taken):
            return Message("review-note-back", {"what": _said(taken)})
        case NewUnit(name=name):
            return Message("review-note-unit", {"name": name})
        case Rename(joined=joined):
            code = "review-note-renamed" if joined else "review-note-apart"
            return Message(code, {"former": decision.former, "name": decision.name})
        case Alias(written=written, name=None):
            return Message("review-note-other", {"written": written})
        case Category(written=written, name=None):
            return Message("review-note-own", {"written": written})
        case Word(field=name, written=written):
            means = dict(values_with_words(name)).get(decision.name or "", "-")
            said = {"field": said_field(name), "written": written, "name": means}
            return Message("review-note-word", said)
        case _:
            params = {"written": decision.written, "name": decision.name}
            return Message("review-note-means", params)

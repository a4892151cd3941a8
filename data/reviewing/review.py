"""What waits for a person: names of units, classes and words that nothing resolves, with
suggestions.

`review` reads one version of the store; what is decided is in `data.reviewing.deciding`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb

from data.layouts.profile import Profile
from data.parsing.categories import fold_class, is_class, is_known
from data.reviewing.alike import alike_groups
from data.reviewing.decisions import Handled, handled_names
from data.reviewing.suggesting import ClassSuggestions, Suggestion, UnitSuggestions
from data.reviewing.unknown_words import UnknownWord, unknown_words
from data.reviewing.unresolved import Unresolved, unresolved
from data.storage.renaming import classed_tables
from data.unit_resolution.placing import profiles_of
from data.unit_resolution.renames import RenameQuestion, questions
from data.unit_resolution.units import exact_key, plain_name, stem

LEVELS = ("category", "subcategory")


@dataclass(frozen=True)
class UnknownUnit:
    """A name of a unit that no register resolves.

    kind: what it is taken for; kinds: as which it is looked up; rows: records that name it, dated
    `first` to `last`, in `files`; district: the one that most of them name.
    """

    kind: str
    name: str
    kinds: tuple[str, ...]
    rows: int
    first: date | None
    last: date | None
    files: tuple[str, ...]
    district: str | None
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Seen:
    """When records name something, and in which files."""

    first: date | None = None
    last: date | None = None
    files: tuple[str, ...] = ()

    def with_more(self, other: "Seen") -> "Seen":
        """This and another together."""
        return Seen(
            min(filter(None, (self.first, other.first)), default=None),
            max(filter(None, (self.last, other.last)), default=None),
            tuple(dict.fromkeys((*self.files, *other.files))),
        )


@dataclass(frozen=True)
class Unregistered:
    """A kind of unit that the facts name and of which no unit is registered. `names`: how often
    which unit is named, and in which registered district, its spellings taken together. spellings:
    all of them as written; `alike`: those that differ in writing only. within: the district that
    most records of a name give, be it registered or not; seen: when and in which files."""

    kind: str
    rows: int
    names: Mapping[str, int]
    districts: Mapping[str, str | None]
    spellings: tuple[str, ...] = ()
    within: Mapping[str, str | None] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)

    @property
    def alike(self) -> list[list[str]]:
        groups = alike_groups(self.spellings).values()
        return list({id(group): group for group in groups}.values())


@dataclass
class UnknownCategory:
    """A class (`level` category) or sub-class (subcategory) that the vocabulary does not know."""

    level: str
    written: str
    rows: int = 0
    first: date | None = None
    last: date | None = None
    files: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass
class Review:
    """All that waits, and all that was decided, the latest first."""

    units: list[UnknownUnit] = field(default_factory=list)
    unregistered: list[Unregistered] = field(default_factory=list)
    categories: list[UnknownCategory] = field(default_factory=list)
    handled: list[Handled] = field(default_factory=list)
    renames: list[RenameQuestion] = field(default_factory=list)
    words: list[UnknownWord] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """How many names wait for a decision."""
        return len(self.units) + len(self.categories) + len(self.renames) + len(self.words)


def review(con: duckdb.DuckDBPyConnection, profiles: Mapping[str, Profile]) -> Review:
    """What waits in one version of the store; `profiles` are those that read its facts."""
    names = unresolved(con, profiles)
    return Review(
        _unknown_units(con, [name for name in names if name.registered]),
        _unregistered(con, [name for name in names if not name.registered]),
        unknown_categories(con, profiles),
        handled_names(con),
        [one for one in questions(con) if one.open],
        unknown_words(con),
    )


def unknown_units(
    con: duckdb.DuckDBPyConnection, profiles: Mapping[str, Profile]
) -> list[UnknownUnit]:
    """The names of units that no register resolves, the most frequent first."""
    return _unknown_units(con, [n for n in unresolved(con, profiles) if n.registered])


def _unknown_units(con: duckdb.DuckDBPyConnection, names: list[Unresolved]) -> list[UnknownUnit]:
    if not names:
        return []
    suggestions = UnitSuggestions(con)
    return [
        UnknownUnit(
            *(one.kind, one.name, one.kinds, one.rows, one.first, one.last),
            *(tuple(one.files), one.district, tuple(suggestions.of(one))),
        )
        for one in names
    ]


def _unregistered(con: duckdb.DuckDBPyConnection, names: list[Unresolved]) -> list[Unregistered]:
    """By kind, the units that a register made of these names would have.

    Spellings that differ by the office are one unit. A bare stem (湖塘) is none of its own beside
    the full name (湖塘镇), which resolves it.
    """
    known = {
        name for (name,) in con.execute("SELECT name FROM units WHERE kind = 'district'").fetchall()
    }
    found = []
    for kind in dict.fromkeys(name.kind for name in names):
        mine = [name for name in names if name.kind == kind]
        full: dict[str, set[str]] = {}
        for one in mine:
            if stem(one.name) != exact_key(one.name):
                full.setdefault(stem(one.name), set()).add(plain_name(one.name))
        rows: Counter[str] = Counter()
        districts: dict[str, Counter[str]] = {}
        seen: dict[str, Seen] = {}
        for one in mine:
            units = full.get(exact_key(one.name)) or {plain_name(one.name)}
            if len(units) > 1:
                continue  # short for two units: only a person can tell which
            (unit,) = units
            rows[unit] += one.rows
            districts.setdefault(unit, Counter()).update(one.districts)
            more = Seen(one.first, one.last, tuple(one.files))
            seen[unit] = seen.get(unit, Seen()).with_more(more)
        most = {name: _most(districts[name], rows[name]) for name in rows}
        within = {name: one if one != name else None for name, one in most.items()}
        above = {name: one if one in known else None for name, one in within.items()}
        spelled = tuple(sorted({spelling for one in mine for spelling in one.spellings}))
        counted = dict(rows.most_common())
        told = (sum(rows.values()), counted, above, spelled, within, seen)
        found.append(Unregistered(kind, *told))
    return found


def _most(districts: Counter[str], rows: int) -> str | None:
    first = districts.most_common(1)
    return first[0][0] if first and 2 * first[0][1] > rows else None


def unknown_categories(
    con: duckdb.DuckDBPyConnection, profiles: Mapping[str, Profile]
) -> list[UnknownCategory]:
    """The classes and sub-classes in the facts that the vocabulary does not know and about which
    nothing is decided, the most frequent first. Layouts that do not use the vocabulary are left
    alone."""
    settled = _settled(con)
    found: dict[tuple[str, str], tuple[UnknownCategory, Counter[str]]] = {}
    for table in classed_tables():
        used = [p.id for p in profiles_of(con, table, profiles) if p.classes]
        for level in LEVELS:
            day = "f.day" if table.day_from else "CAST(NULL AS DATE)"
            rows = con.execute(
                f"SELECT f.{level}, f.source_file, sum(f.share), min({day}), max({day}) "
                f"FROM {table.name} AS f JOIN import_batches AS b USING (batch_id) "
                f"WHERE list_contains($used, b.profile) AND f.{level} IS NOT NULL "
                "GROUP BY ALL ORDER BY ALL",
                {"used": used},
            ).fetchall()
            known = is_class if level == "category" else is_known
            for written, file, records, first, last in rows:
                if known(written) or fold_class(written) in settled:
                    continue
                key = level, fold_class(written)
                one, spellings = found.setdefault(key, (UnknownCategory(level, written), Counter()))
                spellings[written] += round(records)
                one.written = spellings.most_common(1)[0][0]
                one.rows += round(records)
                one.first = min(filter(None, (one.first, first)), default=None)
                one.last = max(filter(None, (one.last, last)), default=None)
                one.files = tuple(dict.fromkeys((*one.files, file)))
    listed = sorted((one for one, _ in found.values()), key=lambda one: (-one.rows, one.written))
    for level in LEVELS:
        mine = [one for one in listed if one.level == level]
        if mine:
            in_use = [one.written for one in mine] if level == "subcategory" else []
            suggestions = ClassSuggestions(level, in_use)
            for one in mine:
                one.suggestions = tuple(suggestions.of(one.written))
    return listed


def _settled(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Folded names that stand for themselves: said so, or what other names were said to mean."""
    rows = con.execute("SELECT written, subcategory FROM category_decisions").fetchall()
    return {fold_class(name or written) for written, name in rows}

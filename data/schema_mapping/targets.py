"""What a column of an unknown layout may become: the fields of a table, its units, or nothing.

`data/vocabulary/columns.yaml` says what such columns are usually called and how they are read;
the profiles that are known add the names that they use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from data.layouts.field_names import said_field
from data.layouts.profile import Profile
from data.parsing.privacy import PERSONAL_COLUMNS
from data.parsing.words import VOCABULARY
from kernel.configuration import load_file
from kernel.messages import Message
from kernel.schema import TABLES, UNIT_FIELDS, UNIT_KINDS, Field

ANY_UNIT, UNIT_KIND = "unit", "unit_kind"
PERSONAL, UNUSED, MEASURE = "personal", "unused", "measure"
COORDINATES = "coordinates"  # both in one cell
NO_FIELDS = (PERSONAL, UNUSED)


@dataclass(frozen=True)
class TableRules:
    """One table: what is said of it in columns.yaml.

    key: lists of names, `?` after those that join the key only where there is such a column;
    reading: field -> how its text is read, as keys of `profile.Source`.
    """

    name: str
    titles: tuple[str, ...]
    key: tuple[tuple[str, ...], ...]
    required: tuple[str, ...]
    constants: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    reading: Mapping[str, Mapping[str, Any]]

    @property
    def types(self) -> dict[str, Field]:
        return {f.name: f for f in TABLES[self.name].fields}


@dataclass(frozen=True)
class Vocabulary:
    """The tables by name, and the names of columns that are personal, or say nothing."""

    tables: Mapping[str, TableRules]
    units: Mapping[str, tuple[str, ...]]
    personal: tuple[str, ...]
    unused: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """What columns.yaml says."""
    data: Any = load_file(VOCABULARY / "columns.yaml", dict[str, Any])
    tables = {name: _rules(name, data[name]) for name in TABLES}
    units = {name: tuple(names) for name, names in data["unit columns"].items()}
    return Vocabulary(tables, units, tuple(data["personal"]), tuple(data["unused"]))


def _rules(name: str, entry: Mapping[str, Any]) -> TableRules:
    fields: Mapping[str, Mapping[str, Any]] = entry["fields"]
    return TableRules(
        name,
        tuple(entry["titles"]),
        tuple(map(tuple, entry["key"])),
        tuple(entry["required"]),
        tuple(entry.get("constants", ())),
        {f: tuple(said["names"]) for f, said in fields.items()},
        {f: {k: v for k, v in said.items() if k != "names"} for f, said in fields.items()},
    )


@dataclass
class Names:
    """The names by which the targets of one table are known."""

    rules: TableRules
    targets: dict[str, list[str]]
    personal: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def names_for(table: str, profiles: Iterable[Profile]) -> Names:
    """The names of columns.yaml and those of the profiles that fill the table."""
    known = vocabulary()
    rules = known.tables[table]
    targets = {name: list(names) for name, names in rules.names.items()}
    if TABLES[table].units:
        targets |= {name: list(names) for name, names in known.units.items()}
    personal = [*known.personal, *PERSONAL_COLUMNS]
    unused = list(known.unused)
    for profile in profiles:
        personal += profile.drop
        if profile.table != table or profile.update_only:
            continue
        unused += profile.ignore
        for target, header in profile_targets(profile):
            targets.setdefault(target, []).append(header)
    once = {target: list(dict.fromkeys(names)) for target, names in targets.items()}
    return Names(rules, once, list(dict.fromkeys(personal)), list(dict.fromkeys(unused)))


def profile_targets(profile: Profile) -> list[tuple[str, str]]:
    """(target, column name) as a profile has them; a column that feeds several fields once."""
    found: dict[str, str] = {}
    for name, sources in profile.fields.items():
        for source in sources:
            for header in source.headers:
                found.setdefault(header, name)
    for name, unit in profile.units.items():
        kinds: list[str] = [*unit.kinds] or [name]
        target = kinds[0] if len(kinds) == 1 and kinds[0] in UNIT_KINDS else ANY_UNIT
        for header in unit.headers:
            found.setdefault(header, target)
        for header in unit.kind_headers:
            found.setdefault(header, UNIT_KIND)
    return [(target, header) for header, target in found.items()]


def target_label(table: str, target: str, lang: str) -> str:
    """The name of a target as people read it, the same as in accounts and notices."""
    fields = {f.name: f.zh for f in (*TABLES[table].fields, *UNIT_FIELDS)}
    if target in fields and lang == "zh":
        return fields[target]
    if target in fields:
        said = said_field(target)
        return said.text(lang) if isinstance(said, Message) else target.replace("_", " ")
    return Message(f"map-target-{target.replace('_', '-')}").text(lang)


@cache  # a few hundred; asked for every column of a sheet
def said_label(table: str, target: str) -> Message | str:
    """The same as a parameter of a message, in whose language it is then said."""
    if target in {f.name for f in (*TABLES[table].fields, *UNIT_FIELDS)}:
        return said_field(target)
    return Message(f"map-target-{target.replace('_', '-')}")

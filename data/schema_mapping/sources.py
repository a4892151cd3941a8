"""The fields, units and key of the profile that a proposal amounts to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.parsing.coordinates import longitude_first
from data.parsing.periods import is_month_header
from data.parsing.values import fold_word
from data.parsing.words import vocabularies
from data.schema_mapping.proposal import Proposal, ProposedColumn
from data.schema_mapping.targets import (
    ANY_UNIT,
    COORDINATES,
    MEASURE,
    UNIT_KIND,
    TableRules,
    vocabulary,
)
from data.schema_mapping.words import is_turned, value_map
from kernel.schema import TABLES, UNIT_KINDS

_KIND_ORDER = {"cases": ("team", "contractor", "department", "district", "street")}
_DEFAULTS = ("department", "team", "contractor", "street", "district")
_KNOWN_CLASSES = 0.3  # of the sub-classes, for a file whose classes are those of the standard
# A score, a target or a bonus may be given to any unit: the end of its name says its kind.
_GUESSED = frozenset(("score_entries", "adjustments", "tasks"))

# What a yes means in a column that says "on time", read as the mark of being late.
_TURNED = {
    "true": ["否", "n", "no", "0", "f", "false", "×"],
    "false": ["是", "y", "yes", "1", "t", "true", "√"],
}

SourceYaml = dict[str, Any]


@dataclass
class SourceEntry:
    """The sources of one field, and the columns that they come from."""

    sources: list[SourceYaml]
    columns: list[ProposedColumn]


def fields_of(proposal: Proposal) -> dict[str, SourceEntry]:
    """The sources of every field that a column or a title fills."""
    rules = vocabulary().tables[proposal.table]
    required = {*rules.required, *_identity(proposal)} - {"value"}
    entries: dict[str, SourceEntry] = {}
    for target in rules.names:
        if not (columns := proposal.mapped(target)):
            continue
        sources = [_source(proposal, rules, column) for column in columns]
        if target in required:
            sources[0]["required"] = True
        entries[target] = SourceEntry(sources, columns)
        _companions(rules, target, columns, entries)
    for column in proposal.mapped(COORDINATES):
        turned = longitude_first(column.content.texts)
        for target, second in (("x", not turned), ("y", turned)):
            read_as = "second_coordinate" if second else "first_coordinate"
            source: SourceYaml = {"headers": [column.name], "read_as": read_as}
            entries.setdefault(target, SourceEntry([], [])).sources.append(source)
            entries[target].columns.append(column)
    stated = "period" in entries or columns_are_months(proposal)
    if "period" in rules.required and not stated and proposal.titled:
        header = rules.names["period"][0]
        source = {"headers": [header], "read_as": "period", "from_title": True, "required": True}
        entries["period"] = SourceEntry([source], [])
    return entries


def _source(proposal: Proposal, rules: TableRules, column: ProposedColumn) -> SourceYaml:
    """How one column is read as its field."""
    target, content = column.target, column.content
    kind = rules.types[target].type
    reading = {k: v for k, v in rules.reading.get(target, {}).items() if k != "also"}
    source: SourceYaml = {"headers": [column.name], **reading}
    if kind == "boolean" and content.best_dates > 0.5:
        return source | {"filled": "true", "blank": "false"}
    if kind == "boolean" and not content.share("boolean") and content.share("number") > 0.5:
        return source | {"read_as": "positive"}
    if kind == "integer" and content.share("number") < 0.5 < content.share("boolean"):
        return source | {"values": {"1": ["是"], "0": ["否"]}}
    values, nothing = value_map(rules.name, target, column.values)
    if is_turned(target, column.name):  # also for the words that the first rows do not have
        values = {key: [*values.get(key, ()), *words] for key, words in _TURNED.items()}
    if target == "value":
        nothing = [word for word in vocabularies()["entry_state"] if not word.isascii()]
    source |= ({"values": values} if values else {}) | ({"nothing": nothing} if nothing else {})
    return source


def _companions(
    rules: TableRules,
    target: str,
    columns: Sequence[ProposedColumn],
    entries: dict[str, SourceEntry],
) -> None:
    """The fields that the words of a column decide besides its own."""
    also = rules.reading.get(target, {}).get("also")
    for column in columns:
        headers = [column.name]
        for flag in ("voided", "held") if also == "stage_flags" else ():
            words = [word for word, value in column.values.items() if value == flag]
            more = [word for word in words if fold_word(word) not in vocabularies()[flag]]
            source: SourceYaml = {"headers": headers, "vocabulary": flag, "otherwise": "false"}
            source |= {"values": {"true": more}} if more else {}
            entries.setdefault(flag, SourceEntry([], [])).sources.append(source)
        if also == "self_handled":
            source = {"headers": headers, "vocabulary": also, "otherwise": "false"}
            entries.setdefault(also, SourceEntry([], [])).sources.append(source)
        if also == "state":
            source = {"headers": headers, "vocabulary": "entry_state"}
            source |= {"otherwise": "value", "blank": "no_data"}
            entries.setdefault(also, SourceEntry([], [])).sources.append(source)


def units_of(proposal: Proposal) -> dict[str, SourceEntry]:
    """The columns of units."""
    table = proposal.table
    if not TABLES[table].units:
        return {}
    required = vocabulary().tables[table].required
    entries: dict[str, SourceEntry] = {}
    for kind in UNIT_KINDS:
        if columns := proposal.mapped(kind):
            source: SourceYaml = {"headers": [columns[0].name]}
            if columns[0].content.share("whole") > 0.9:  # wards and the like: 20.0 is 20
                source["read_as"] = "whole_number"
            entries[kind] = SourceEntry([source], columns)
    if columns := proposal.mapped(ANY_UNIT):
        kinds = _KIND_ORDER.get(table, UNIT_KINDS)
        default = next((kind for kind in _DEFAULTS if kind not in entries), _DEFAULTS[0])
        source = {"headers": [columns[0].name], "kinds": list(kinds), "default": default}
        if said := proposal.mapped(UNIT_KIND):
            source["kind_headers"] = [said[0].name]
        if table in _GUESSED:
            source["guess_kind"] = True
        entries[ANY_UNIT] = SourceEntry([source], columns)
    for name, entry in entries.items():
        if name in required or (ANY_UNIT in required and len(entries) == 1):
            entry.sources[0]["required"] = True
    return entries


def columns_are_months(proposal: Proposal) -> bool:
    """Whether the columns that become rows are months."""
    columns = proposal.mapped(MEASURE)
    return bool(columns) and all(is_month_header(column.name) for column in columns)


def filled_by(proposal: Proposal) -> set[str]:
    """The fields that something fills; `unit` stands for any column of units."""
    have = {column.target for column in proposal.columns} | set(proposal.constants)
    if proposal.base is not None:  # one column may feed several fields
        have |= proposal.base.present
    if have & {*UNIT_KINDS, ANY_UNIT}:
        have.add(ANY_UNIT)
    if proposal.titled:
        have.add("period")
    if columns_are_months(proposal):
        have |= {"value", "period"}
    elif MEASURE in have:
        have |= {"value", "indicator"}
    return have


def key_of(proposal: Proposal) -> list[str] | None:
    """The first key whose fields are all there."""
    if proposal.base is not None:
        return proposal.base.key
    filled, names = filled_by(proposal), []
    units = [kind for kind in (*UNIT_KINDS, ANY_UNIT) if proposal.mapped(kind)]
    for key in vocabulary().tables[proposal.table].key:
        wanted = [name for name in key if not name.endswith("?")]
        if filled.issuperset(wanted):
            names = [name for part in key if (name := part.removesuffix("?")) in filled]
            break
    else:
        return None
    if TABLES[proposal.table].units and ANY_UNIT in names:
        at = names.index(ANY_UNIT)
        names[at : at + 1] = units
    return names


def _identity(proposal: Proposal) -> list[str]:
    """The number that identifies a record, if there is one: no row is a record without it."""
    key = key_of(proposal) or []
    return key if len(key) == 1 else []


def standard_classes(proposal: Proposal) -> bool:
    """Whether the problem classes of the file are those of CJ/T 214."""
    shares = [c.content.share("subcategory") for c in proposal.mapped("subcategory")]
    return proposal.table in ("cases", "findings") and max(shares, default=0.0) >= _KNOWN_CLASSES

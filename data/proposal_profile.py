"""From a proposal to a profile: its YAML, with what was guessed and why, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from data.messages import Message
from data.profile import Profile, parse_profile
from data.proposal import Column, Proposal
from data.proposal_targets import (
    ANY_UNIT,
    MEASURE,
    PERSONAL,
    UNIT_KIND,
    UNUSED,
    Rules,
    label,
    vocabulary,
)
from data.proposal_words import value_map
from data.schema import TABLES, UNIT_KINDS
from data.values import fold
from data.words import vocabularies

_KIND_ORDER = {"cases": ("team", "contractor", "department", "district", "street")}
_DEFAULTS = ("department", "team", "contractor", "street", "district")
_KNOWN_CLASSES = 0.3  # of the sub-classes, for a file whose classes are those of the standard
# A score, a target or a bonus may be given to any unit: the end of its name says its kind.
_GUESSED = frozenset(("score_entries", "adjustments", "tasks"))

Source = dict[str, Any]


def to_profile(proposal: Proposal, profile_id: str, names: Mapping[str, str]) -> Profile:
    """The profile that a proposal amounts to; ProfileError when it is not one (see `missing`)."""
    return parse_profile(to_yaml(proposal, profile_id, names), f"{profile_id}.yaml")


def missing(proposal: Proposal) -> list[Message]:
    """What keeps the proposal from being a profile, in plain words; [] when nothing does."""
    rules = vocabulary().tables[proposal.table]
    have = _have(proposal)
    found = []
    for name in rules.required:
        if name not in have:
            code = "map-missing-period" if name == "period" else "map-missing-field"
            found.append(Message(code, _named(proposal.table, name)))
    if _key(proposal) is None and not found:
        wanted = [name for name in rules.key[0] if not name.endswith("?") and name not in have]
        found.append(Message("map-missing-key", _named(proposal.table, wanted[0])))
    for kind in (*UNIT_KINDS, ANY_UNIT, UNIT_KIND):
        columns = proposal.mapped(kind)
        if len(columns) > 1:
            params = _named(proposal.table, kind) | {
                "columns": "、".join(column.name for column in columns)
            }
            found.append(Message("map-two-columns", params))
    return found


def to_yaml(proposal: Proposal, profile_id: str, names: Mapping[str, str], lang: str = "zh") -> str:
    """The profile as YAML; comments say of every column what was guessed and why."""
    lines = [
        f"# {Message('map-yaml-head', {'file': proposal.file}).text(lang)}",
        f"id: {_flow(profile_id)}",
        f"name: {_flow(dict(names))}",
        f"table: {proposal.table}",
        f"key: {_flow(_key(proposal) or [])}",
    ]
    if proposal.header_row is not None:
        lines.append(f"header_row: {proposal.header_row}")
    if proposal.dates != "year":
        lines.append(f"dates: {proposal.dates}")
    if _standard_classes(proposal):
        lines.append("classes: cjt214")
    if proposal.constants:
        lines.append(f"constants: {_flow(dict(proposal.constants))}")
    lines += _block("fields", _fields(proposal), lang)
    lines += _block("units", _units(proposal), lang)
    if measures := proposal.mapped(MEASURE):
        lines.append("measures:")
        for column in measures:
            said: Source = {"headers": [column.name], "into": "value"}
            said["constants"] = {"indicator": column.name}
            lines.append(f"  - {_flow(said)}{_comment([column], lang)}")
    for key, target in (("drop", PERSONAL), ("ignore", UNUSED)):
        if columns := proposal.mapped(target):
            lines.append(f"{key}:")
            lines += [f"  - {_flow(c.name)}{_comment([c], lang)}" for c in columns]
    return "\n".join(lines) + "\n"


@dataclass
class _Entry:
    """The sources of one field, and the columns that they come from."""

    sources: list[Source]
    columns: list[Column]


def _fields(proposal: Proposal) -> dict[str, _Entry]:
    rules = vocabulary().tables[proposal.table]
    required = {*rules.required, *_identity(proposal)} - {"value"}
    entries: dict[str, _Entry] = {}
    for target in rules.names:
        if not (columns := proposal.mapped(target)):
            continue
        sources = [_source(proposal, rules, column) for column in columns]
        if target in required:
            sources[0]["required"] = True
        entries[target] = _Entry(sources, columns)
        _companions(rules, target, columns, entries)
    if "period" in rules.required and "period" not in entries and proposal.titled:
        header = rules.names["period"][0]
        source = {"headers": [header], "read_as": "period", "from_title": True, "required": True}
        entries["period"] = _Entry([source], [])
    return entries


def _source(proposal: Proposal, rules: Rules, column: Column) -> Source:
    """How one column is read as its field."""
    target, content = column.target, column.content
    kind = rules.types[target].type
    reading = {k: v for k, v in rules.reading.get(target, {}).items() if k != "also"}
    source: Source = {"headers": [column.name], **reading}
    if kind == "boolean" and content.best_dates > 0.5:
        return source | {"filled": "true", "blank": "false"}
    if kind == "boolean" and not content.share("boolean") and content.share("number") > 0.5:
        return source | {"read_as": "positive"}
    if kind == "integer" and content.share("number") < 0.5 < content.share("boolean"):
        return source | {"values": {"1": ["是"], "0": ["否"]}}
    values, nothing = value_map(rules.name, target, column.values)
    if target == "value":
        nothing = [word for word in vocabularies()["entry_state"] if not word.isascii()]
    source |= ({"values": values} if values else {}) | ({"nothing": nothing} if nothing else {})
    return source


def _companions(
    rules: Rules, target: str, columns: Sequence[Column], entries: dict[str, _Entry]
) -> None:
    """The fields that the words of a column decide besides its own."""
    also = rules.reading.get(target, {}).get("also")
    for column in columns:
        headers = [column.name]
        for flag in ("voided", "held") if also == "stage_flags" else ():
            words = [word for word, value in column.values.items() if value == flag]
            more = [word for word in words if fold(word) not in vocabularies()[flag]]
            source: Source = {"headers": headers, "vocabulary": flag, "otherwise": "false"}
            source |= {"values": {"true": more}} if more else {}
            entries.setdefault(flag, _Entry([], [])).sources.append(source)
        if also == "self_handled":
            source = {"headers": headers, "vocabulary": also, "otherwise": "false"}
            entries.setdefault(also, _Entry([], [])).sources.append(source)
        if also == "state":
            source = {"headers": headers, "vocabulary": "entry_state"}
            source |= {"otherwise": "value", "blank": "no_data"}
            entries.setdefault(also, _Entry([], [])).sources.append(source)


def _units(proposal: Proposal) -> dict[str, _Entry]:
    table = proposal.table
    if not TABLES[table].units:
        return {}
    required = vocabulary().tables[table].required
    entries: dict[str, _Entry] = {}
    for kind in UNIT_KINDS:
        if columns := proposal.mapped(kind):
            source: Source = {"headers": [columns[0].name]}
            if columns[0].content.share("whole") > 0.9:  # wards and the like: 20.0 is 20
                source["read_as"] = "whole_number"
            entries[kind] = _Entry([source], columns)
    if columns := proposal.mapped(ANY_UNIT):
        kinds = _KIND_ORDER.get(table, UNIT_KINDS)
        default = next((kind for kind in _DEFAULTS if kind not in entries), _DEFAULTS[0])
        source = {"headers": [columns[0].name], "kinds": list(kinds), "default": default}
        if said := proposal.mapped(UNIT_KIND):
            source["kind_headers"] = [said[0].name]
        if table in _GUESSED:
            source["guess_kind"] = True
        entries[ANY_UNIT] = _Entry([source], columns)
    for name, entry in entries.items():
        if name in required or (ANY_UNIT in required and len(entries) == 1):
            entry.sources[0]["required"] = True
    return entries


def _have(proposal: Proposal) -> set[str]:
    """The fields that something fills; `unit` stands for any column of units."""
    have = {column.target for column in proposal.columns} | set(proposal.constants)
    if have & {*UNIT_KINDS, ANY_UNIT}:
        have.add(ANY_UNIT)
    if proposal.titled:
        have.add("period")
    if MEASURE in have:
        have |= {"value", "indicator"}
    return have


def _key(proposal: Proposal) -> list[str] | None:
    """The first key whose fields are all there."""
    have, names = _have(proposal), []
    units = [kind for kind in (*UNIT_KINDS, ANY_UNIT) if proposal.mapped(kind)]
    for key in vocabulary().tables[proposal.table].key:
        wanted = [name for name in key if not name.endswith("?")]
        if have.issuperset(wanted):
            names = [name for part in key if (name := part.removesuffix("?")) in have]
            break
    else:
        return None
    if TABLES[proposal.table].units and ANY_UNIT in names:
        at = names.index(ANY_UNIT)
        names[at : at + 1] = units
    return names


def _identity(proposal: Proposal) -> list[str]:
    """The number that identifies a record, if there is one: no row is a record without it."""
    key = _key(proposal) or []
    return key if len(key) == 1 else []


def _standard_classes(proposal: Proposal) -> bool:
    shares = [c.content.share("subcategory") for c in proposal.mapped("subcategory")]
    return proposal.table in ("cases", "findings") and max(shares, default=0.0) >= _KNOWN_CLASSES


def _named(table: str, target: str) -> dict[str, str]:
    """A target in both languages, as messages take it."""
    return {"field": label(table, target, "zh"), "name": label(table, target, "en")}


# YAML


def _block(name: str, entries: Mapping[str, _Entry], lang: str) -> Iterable[str]:
    if entries:
        yield f"{name}:"
    for target, entry in entries.items():
        said: Any = entry.sources[0] if len(entry.sources) == 1 else entry.sources
        yield f"  {target}: {_flow(said)}{_comment(entry.columns, lang)}"


def _comment(columns: Sequence[Column], lang: str) -> str:
    said = []
    for column in columns:
        samples = "、".join(_short(text) for text in column.samples) or "-"
        params = {"why": column.reason, "samples": samples}
        if column.confidence:
            params["sure"] = round(100 * column.confidence)
            said.append(Message("map-yaml-why", params).text(lang))
        else:
            said.append(Message("map-yaml-left", params).text(lang))
    return "  # " + " | ".join(said) if said else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else line[:23] + "…"


def _flow(value: Any) -> str:
    """A value as YAML on one line."""
    yaml: Any = YAML(typ="safe")
    yaml.default_flow_style, yaml.width, yaml.allow_unicode = True, 1 << 20, True
    yaml.sort_base_mapping_type_on_output = False
    out = StringIO()
    yaml.dump(value, out)
    return out.getvalue().removesuffix("...\n").strip()

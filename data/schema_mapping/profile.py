"""From a proposal to a profile: its YAML, with what was guessed and why, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from data.layouts.matching import Match
from data.layouts.profile import Profile, parse_profile
from data.parsing.periods import month_of_header
from data.schema_mapping.extending import extended
from data.schema_mapping.proposal import Proposal, ProposedColumn
from data.schema_mapping.sources import (
    SourceEntry,
    SourceYaml,
    columns_are_months,
    fields_of,
    filled_by,
    key_of,
    standard_classes,
    units_of,
)
from data.schema_mapping.targets import (
    ANY_UNIT,
    COORDINATES,
    MEASURE,
    PERSONAL,
    UNIT_KIND,
    UNUSED,
    target_label,
    vocabulary,
)
from data.schema_mapping.words import guess_values
from kernel.messages import Message
from kernel.schema import TABLES, UNIT_KINDS


def to_profile(proposal: Proposal, profile_id: str, names: Mapping[str, str]) -> Profile:
    """The profile that a proposal amounts to; ProfileError when it is not one (see `missing`)."""
    return parse_profile(to_yaml(proposal, profile_id, names), f"{profile_id}.yaml")


def missing_of_profile(proposal: Proposal) -> list[Message]:
    """What keeps the proposal from being a profile, in plain words; [] when nothing does."""
    rules = vocabulary().tables[proposal.table]
    filled = filled_by(proposal)
    found = []
    for name in rules.required:
        if name not in filled:
            code = "map-missing-period" if name == "period" else "map-missing-field"
            found.append(Message(code, _named(proposal.table, name)))
    if key_of(proposal) is None and not found:
        wanted = [name for name in rules.key[0] if not name.endswith("?") and name not in filled]
        found.append(Message("map-missing-key", _named(proposal.table, wanted[0])))
    for kind in (*UNIT_KINDS, ANY_UNIT, UNIT_KIND):
        columns = proposal.mapped(kind)
        if len(columns) > 1:
            names = [column.name for column in columns]
            params: dict[str, Any] = {**_named(proposal.table, kind), "columns": names}
            found.append(Message("map-two-columns", params))
    return found


def cautions(proposal: Proposal) -> list[Message]:
    """What the profile can do without, at a price that must be known."""
    number, key = vocabulary().tables[proposal.table].key[0], key_of(proposal)
    found = []
    if key is not None and len(number) == 1 and key != list(number):
        found.append(Message("map-no-number", _named(proposal.table, number[0])))
    if columns_are_months(proposal) and proposal.year is None:
        bare = [c.name for c in proposal.mapped(MEASURE) if month_of_header(c.name) is None]
        found += [Message("map-months-no-year", {"columns": bare})] if bare else []
    return found + no_unit(proposal)


def no_unit(proposal: Proposal) -> list[Message]:
    """That nothing in the file can be ranked, where no column names a unit; which columns might do,
    and that outlines of districts say where a coordinate lies."""
    filled = filled_by(proposal)
    table = TABLES[proposal.table]
    if not (table.units and table.facts) or ANY_UNIT in filled:
        return []
    found = [Message("map-no-unit")]
    if names := [
        column.name for column in proposal.columns if _may_be_unit(column, proposal.table)
    ]:
        found.append(Message("map-unit-perhaps", {"columns": names}))
    if COORDINATES in filled or {"x", "y"} <= filled:
        found.append(Message("map-outlines"))
    return found


def _may_be_unit(column: ProposedColumn, table: str) -> bool:
    """Names that come again: of who did it, or of what no field was found for. Words that some
    field of the table knows (Pass, Fail) name nobody."""
    content = column.content
    if column.target not in ("inspector", "point", UNUSED) or not column.samples:
        return False
    if content.best_dates > 0.5 or content.share("number") > 0.5 or content.share("pair") > 0.5:
        return False
    if column.target == "inspector":
        return True
    return (
        content.filled >= 3
        and len(content.texts) > 1
        and content.distinct <= 0.8
        and (column.target == UNUSED and content.length <= 30 and not column.confidence)
        and not _are_states(table, list(content.texts))
    )


def _are_states(table: str, texts: Sequence[str]) -> bool:
    """Whether most of the texts are words of one field, such as a result."""
    fields = vocabulary().tables[table].types
    return any(2 * len(guess_values(table, name, texts)) > len(texts) for name in fields)


def to_yaml(proposal: Proposal, profile_id: str, names: Mapping[str, str], lang: str = "zh") -> str:
    """The profile as YAML; comments say of every column what was guessed and why."""
    if proposal.base is not None:
        return _extended_yaml(proposal, proposal.base, profile_id, names, lang)
    lines = [
        f"# {Message('map-yaml-head', {'file': proposal.file}).text(lang)}",
        f"id: {_flow(profile_id)}",
        f"name: {_flow(dict(names))}",
        f"table: {proposal.table}",
        f"key: {_flow(key_of(proposal) or [])}",
    ]
    if proposal.header_row is not None:
        lines.append(f"header_row: {proposal.header_row}")
    if proposal.dates != "year":
        lines.append(f"dates: {proposal.dates}")
    if standard_classes(proposal):
        lines.append("classes: cjt214")
    if proposal.constants:
        lines.append(f"constants: {_flow(dict(proposal.constants))}")
    lines += _block("fields", fields_of(proposal), lang)
    lines += _block("units", units_of(proposal), lang)
    if measures := proposal.mapped(MEASURE):
        lines.append("measures:")
        if columns_are_months(proposal):
            months: SourceYaml = {"months": True, "into": "value"}
            lines.append(f"  - {_flow(months)}{_comment(measures[:1], lang)}")
            measures = []
        for column in measures:
            said: SourceYaml = {"headers": [column.name], "into": "value"}
            said["constants"] = {"indicator": column.name}
            lines.append(f"  - {_flow(said)}{_comment([column], lang)}")
    for key, target in (("drop", PERSONAL), ("ignore", UNUSED)):
        if columns := proposal.mapped(target):
            lines.append(f"{key}:")
            lines += [f"  - {_flow(c.name)}{_comment([c], lang)}" for c in columns]
    return "\n".join(lines) + "\n"


def _extended_yaml(
    proposal: Proposal, base: Match, profile_id: str, names: Mapping[str, str], lang: str
) -> str:
    """A recognised layout with what is decided about the rest of the columns."""
    content, *new = extended(proposal, base, profile_id, names)
    columns = {name: entry.columns for part in new for name, entry in part.items()}
    params = {"file": proposal.file, "layout": base.profile.called(lang)}
    lines = [f"# {Message('map-yaml-extends', params).text(lang)}"]
    for key, value in content.items():
        if key in ("fields", "units"):
            lines += [f"{key}:"] if value else []
            for name, said in value.items():
                one = said[0] if isinstance(said, list) and len(said) == 1 else said
                lines.append(f"  {name}: {_flow(one)}{_comment(columns.get(name, []), lang)}")
        elif value or value == 0:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _named(table: str, target: str) -> dict[str, str]:
    """A target in both languages, as messages take it."""
    return {"field": target_label(table, target, "zh"), "name": target_label(table, target, "en")}


def _block(name: str, entries: Mapping[str, SourceEntry], lang: str) -> Iterable[str]:
    if entries:
        yield f"{name}:"
    for target, entry in entries.items():
        said: Any = entry.sources[0] if len(entry.sources) == 1 else entry.sources
        yield f"  {target}: {_flow(said)}{_comment(entry.columns, lang)}"


def _comment(columns: Sequence[ProposedColumn], lang: str) -> str:
    said = []
    for column in columns:
        samples = [_short(text) for text in column.samples] or ["-"]
        params: dict[str, Any] = {"why": column.reason, "samples": samples}
        if column.confidence and not column.chosen:
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

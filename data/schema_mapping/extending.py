"""A recognised layout with what a person decided about a sheet of it: an office's own profile.

What the layout says stays as it says it, also of columns that this sheet does not have. A column
that it left unused is added as it was proposed; one that a person wants to be something else is
taken out of the layout and added anew.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from data.layouts.matching import Match, fold_header
from data.schema_mapping.assignment import BY_LAYOUT
from data.schema_mapping.proposal import Proposal, ProposedColumn
from data.schema_mapping.recognised import given
from data.schema_mapping.sources import (
    SourceEntry,
    SourceYaml,
    fields_of,
    standard_classes,
    units_of,
)
from data.schema_mapping.targets import MEASURE, PERSONAL, UNUSED

Content = dict[str, Any]


def decided(proposal: Proposal) -> list[ProposedColumn]:
    """The columns about which the layout says nothing, or about which a person says otherwise."""
    return [column for column in proposal.columns if column.reason.code != BY_LAYOUT]


def extended(
    proposal: Proposal, base: Match, profile_id: str, names: Mapping[str, str]
) -> tuple[Content, dict[str, SourceEntry], dict[str, SourceEntry]]:
    """The profile as plain data, and what is new in its fields and in its units."""
    columns = decided(proposal)
    content: Content = base.profile.model_dump(mode="json", exclude_defaults=True)
    content |= {"id": profile_id, "name": dict(names)}
    content["extends"] = [n for n in (*base.profile.extends, base.profile.id) if n != profile_id]
    known = given(base, [column.name for column in proposal.columns]).columns
    _without(content, {fold_header(c.name) for c in columns if c.index in known})
    changed = replace(proposal, columns=tuple(columns), base=None, titled=False, constants={})
    fields, units = fields_of(changed), units_of(changed)
    for name, entry in fields.items():
        content.setdefault("fields", {}).setdefault(name, []).extend(entry.sources)
    for name, entry in units.items():
        (source,) = entry.sources
        content.setdefault("units", {})[name] = _unit(content, name, source)
    for column in changed.mapped(MEASURE):
        measure: SourceYaml = {"headers": [column.name], "into": "value"}
        measure["constants"] = {"indicator": column.name}
        content.setdefault("measures", []).append(measure)
    for part, target in (("drop", PERSONAL), ("ignore", UNUSED)):
        if more := [column.name for column in changed.mapped(target)]:
            content.setdefault(part, []).extend(more)
    constants = {k: v for k, v in proposal.constants.items() if k not in fields}
    content |= {"constants": constants} if constants or "constants" in content else {}
    if proposal.dates != "year" and "dates" not in content:
        content["dates"] = proposal.dates
    if "classes" not in content and standard_classes(changed):
        content["classes"] = "cjt214"
    return content, fields, units


def _unit(content: Content, name: str, source: SourceYaml) -> SourceYaml:
    """A column of units beside what the layout calls this kind: read before its other columns."""
    known = content.get("units", {}).get(name)
    if known is None:
        return source
    return {**known, "headers": [*source["headers"], *known["headers"]]}


def _without(content: Content, headers: Collection[str]) -> None:
    """Take columns out of a layout; what nothing else feeds goes with them."""

    def rest(names: list[str]) -> list[str]:
        return [name for name in names if fold_header(name) not in headers]

    if not headers:
        return
    fields: dict[str, list[SourceYaml]] = {}
    for name, sources in content.get("fields", {}).items():
        kept = [{**s, "headers": left} for s in sources if (left := rest(s["headers"]))]
        fields |= {name: kept} if kept else {}
    content["fields"] = fields
    content["units"] = {
        name: {**unit, "headers": left, "kind_headers": rest(unit.get("kind_headers", []))}
        for name, unit in content.get("units", {}).items()
        if (left := rest(unit["headers"]))
    }
    content["measures"] = [
        m for m in content.get("measures", []) if m.get("months") or rest(m["headers"])
    ]
    for part in ("drop", "ignore", "needs"):
        content[part] = rest(content.get(part, []))

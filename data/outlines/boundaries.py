"""Outlines of units out of GeoJSON, into the table `boundaries`: found by name, checked.

A feature belongs to the district or street that one of its properties names. Which property that
is, is found by trying: the one by which most units' cases lie inside their own outline, then the
one that names most units. Earlier outlines of a unit stay in the table and the latest batch stands,
so that taking a batch back brings them back.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.importing.account import Account
from data.importing.mapping import Rejected
from data.outlines.geojson import Feature, read_features
from data.outlines.shapes import (
    Middles,
    UnitKey,
    area_of,
    corners,
    joined_areas,
    lie_of,
    share_inside,
    simplified,
    strangers,
    turned,
    written,
)
from data.parsing.privacy import looks_personal, mask, mask_file_name
from data.store import Draft
from data.unit_resolution.former import current_names
from data.unit_resolution.units import Registry
from kernel.messages import Message

KINDS = ("district", "street")
OUTLINE_FORMAT = "geojson"  # what the account of such a file names as its layout
_NAMES_SHOWN = 10
_CASES_TRIED = 1_000


@dataclass
class OutlineJob:
    """A file of outlines to import: its features, its account, the property that names units
    (None: to be found)."""

    features: list[Feature]
    account: Account
    named_by: str | None = None


def open_outlines(path: Path, sha256: str, named_by: str | None = None) -> OutlineJob:
    """Read a file. Raises UnreadableFileError."""
    return OutlineJob(
        read_features(path), Account(mask_file_name(path), sha256, profile=OUTLINE_FORMAT), named_by
    )


def stored_outlines(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """(kind, name, geometry) of every unit that has an outline, from the latest batch with one;
    one that came under a former name of the unit is under the name that it has now.

    geometry: a GeoJSON Polygon or MultiPolygon as text, outer rings counter-clockwise.
    """
    units = set(con.execute("SELECT kind, name FROM units").fetchall())
    now = {once: name for once, name in current_names(con).items() if once not in units}
    found: dict[UnitKey, str] = {}
    for kind, name, geometry in con.execute(
        "SELECT kind, name, geometry FROM boundaries ORDER BY batch_id"
    ).fetchall():
        found[kind, now.get((kind, name), name)] = geometry
    return [(kind, name, geometry) for (kind, name), geometry in sorted(found.items())]


def store_outlines(draft: Draft, job: OutlineJob) -> list[Rejected]:
    """Store the outlines of a file and account for them; the features that were not stored, which
    the caller accounts for.

    The account must have its `batch_id`. A feature is stored (its unit had no outline), updated
    (another outline), a duplicate (the same one) or rejected; the features of one unit make one
    outline together.
    """
    account = job.account
    account.rows_read = len(job.features)
    areas, rejected = _areas(job.features)
    if areas:
        rejected += _place(draft, job, areas)
    return rejected


def _areas(features: Sequence[Feature]) -> tuple[dict[int, object], list[Rejected]]:
    """The areas of features by their numbers, and the features that are none."""
    areas: dict[int, object] = {}
    rejected = []
    for feature in features:
        area = area_of(feature.geometry) if feature.geometry else None
        if area is not None:
            areas[feature.number] = area
        else:
            wrong = feature.wrong or Message("outlines-bad-geometry")
            rejected.append(_rejected(feature, wrong))
    return areas, rejected


def _place(draft: Draft, job: OutlineJob, areas: dict[int, object]) -> list[Rejected]:
    """Find the units of areas and store their outlines; the features that have none."""
    features = [f for f in job.features if f.number in areas]
    middles, registry = _middles(draft.con), Registry.load(draft.con)
    lie = lie_of(list(areas.values()), middles)
    if lie.wrong:
        return [_rejected(f, lie.wrong) for f in features]
    if lie.turned:
        job.account.warnings[Message("outlines-turned")] += 1
        areas = {number: turned(area) for number, area in areas.items()}
    units, wrong = _named(features, areas, registry, middles, job)
    if wrong:
        return [_rejected(f, wrong) for f in features]
    _enter(draft, job.account, joined_areas(areas, units), middles, Counter(units.values()))
    unknown = Message("outlines-unknown-unit")
    return [_rejected(f, unknown, job.named_by) for f in features if f.number not in units]


def _rejected(feature: Feature, reason: Message, by: str | None = None) -> Rejected:
    value = feature.properties.get(by) if by else None
    kept = {
        name: mask(text)
        for name, text in feature.properties.items()
        if name == by or not looks_personal(name, [text])
    }
    original = json.dumps(kept, ensure_ascii=False)
    return Rejected(feature.number, "rejected", reason, by, value and mask(value), original)


def _middles(con: duckdb.DuckDBPyConnection) -> dict[UnitKey, tuple[float, float]]:
    """Where the cases of each unit lie: the medians of their coordinates."""
    found: dict[UnitKey, tuple[float, float]] = {}
    for kind in KINDS:
        for name, x, y in con.execute(
            f"SELECT {kind}, median(x), median(y) FROM cases "
            f"WHERE {kind} IS NOT NULL AND x <> 0 AND y <> 0 GROUP BY {kind}"
        ).fetchall():
            found[kind, name] = (x, y)
    return found


def _named(
    features: Sequence[Feature],
    areas: Mapping[int, object],
    registry: Registry,
    middles: Middles,
    job: OutlineJob,
) -> tuple[dict[int, UnitKey], Message | None]:
    """The unit of each feature that names one, by its number; or why no property names units."""
    names = list(dict.fromkeys(name for feature in features for name in feature.properties))
    known = {"known": "、".join(names[:_NAMES_SHOWN]) or "–"}
    if job.named_by is not None and job.named_by not in names:
        return {}, Message("outlines-no-such-property", {"name": job.named_by, **known})
    tried = {}
    for name in [job.named_by] if job.named_by else names:
        if units := dict(_units(features, name, registry)):
            outlines = joined_areas(areas, units)
            inside = sum(u in middles for u in outlines) - len(strangers(outlines, middles))
            tried[name] = (inside, len(outlines), units)
    if not tried:
        return {}, Message("outlines-names-nothing", known)
    best = max(found[:2] for found in tried.values())
    job.named_by, *others = [name for name, found in tried.items() if found[:2] == best]
    units = tried[job.named_by][2]
    if other := next((name for name in others if tried[name][2] != units), None):
        return {}, Message("outlines-ambiguous", {"one": job.named_by, "other": other})
    return units, None


def _units(
    features: Sequence[Feature], name: str, registry: Registry
) -> Iterator[tuple[int, UnitKey]]:
    """The registered units that a property names, with the number of the feature."""
    for feature in features:
        if written_name := feature.properties.get(name):
            meant = registry.meanings(written_name, KINDS, KINDS[0])[-1]
            if meant.known and meant.kind in registry.kinds:
                yield feature.number, (meant.kind, meant.name)


def _enter(
    draft: Draft,
    account: Account,
    outlines: Mapping[UnitKey, object],
    middles: Middles,
    features: Counter[UnitKey],
) -> None:
    """Store what differs from the outlines that stand, and count it."""
    standing = {(kind, name): text for kind, name, text in stored_outlines(draft.con)}
    before = after = 0
    for kind in dict.fromkeys(kind for kind, _ in outlines):
        full = {unit: area for unit, area in outlines.items() if unit[0] == kind}
        drawn = simplified(full)
        before, after = before + corners(full), after + corners(drawn)
        for unit, text in written(drawn).items():
            if standing.get(unit) == text:
                account.duplicates += features[unit]
                account.reasons[Message("outlines-same")] += features[unit]
                continue
            row = [*unit, text, account.batch_id, account.file]
            draft.con.execute("INSERT INTO boundaries VALUES (?, ?, ?, ?, ?)", row)
            draft.changed.add("boundaries")
            if unit in standing:
                account.updated += features[unit]
            else:
                account.stored += features[unit]
    if after < before:
        fewer = Message("outlines-simplified", {"before": before, "after": after})
        account.warnings[fewer] += 1
    suspects = strangers(outlines, middles)  # or of a shape whose middle lies outside it
    outside = [unit for unit in suspects if _mostly_outside(draft.con, unit, outlines[unit])]
    if outside:
        names = "、".join(name for _, name in outside[:_NAMES_SHOWN])
        params = {"outside": len(outside), "units": len(outlines), "names": names}
        account.warnings[Message("outlines-cases-outside", params)] += 1


def _mostly_outside(con: duckdb.DuckDBPyConnection, unit: UnitKey, area: object) -> bool:
    """Whether fewer than half of some cases of a unit lie inside an area."""
    kind, name = unit
    cases = con.execute(
        f"SELECT x, y FROM cases WHERE {kind} = ? AND x <> 0 AND y <> 0 "
        f"ORDER BY hash(record_key) LIMIT {_CASES_TRIED}",
        [name],
    ).fetchall()
    return share_inside(area, cases) < 0.5

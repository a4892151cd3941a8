"""How an edition differs from what is known today: by the data and the scheme of now, the same
period is worked out again and laid beside what was frozen."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from data.access.rights import require_right
from data.unit_resolution.former import current_names
from kernel.periods import Period
from metrics.analyses.family import english_names
from metrics.bulletin.facts import Facts, facts_of, promised_and_noted
from metrics.bulletin.notice import period_notice
from metrics.bulletin.wording import Wording
from metrics.editions.comparing_rows import RenamedUnits, RowChange, row_changes
from metrics.editions.comparing_said import CellChange, SaidChange, cell_changes, said_changes
from metrics.editions.edition import Edition
from metrics.editions.freezing import scoring_versions, with_taken
from metrics.editions.results import results_of
from metrics.editions.row_sets import RowSets, counted_of, records_of
from metrics.finished import so_far
from metrics.schemes.scheme import (
    SCHEMES,
    Folders,
    Scheme,
    SchemeError,
    load_scheme,
    source_of,
)
from metrics.schemes.versions import version_for

UNIT_FIGURES = ("group", "rank", "state", "score", "n", "previous_rank", "previous_score")
COMPONENT_FIGURES = ("state", "worth", "points", "value", "numerator", "denominator", "n")


@dataclass(frozen=True)
class UnitChange:
    """A unit that differs: then and now, as `results_of` says them; None where it was or is not
    among the ranked. renamed: what it is called now, joined: that is a unit that was there."""

    unit: str
    then: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    renamed: str = ""
    joined: bool = False


@dataclass(frozen=True)
class ComponentChange:
    """A component of a unit that differs, likewise. figures: which of COMPONENT_FIGURES."""

    unit: str
    name: Mapping[str, str]
    then: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    figures: tuple[str, ...]


@dataclass(frozen=True)
class LineChange:
    """A line of a scheme's text. sign: + of what came, - of what went; line: its number then or
    now; 0 of a version that is gone ("-") or scores the period now ("+")."""

    scheme: str
    sign: str
    line: int
    text: str = ""


@dataclass(frozen=True)
class Difference:
    """All that differs. said, cells: what the notice would say otherwise today; names: what
    components are called, in both languages."""

    edition: Edition
    units: list[UnitChange] = field(default_factory=list)
    components: list[ComponentChange] = field(default_factory=list)
    said: list[SaidChange] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    scheme: list[LineChange] = field(default_factory=list)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether today's data and scheme say the same."""
        return not (
            *self.units,
            *self.components,
            *self.said,
            *self.cells,
            *self.rows,
            *self.scheme,
        )

    def moved(self, figure: str) -> int:
        """How many units have another rank, score ...: one of UNIT_FIGURES."""
        return sum(
            one.then is None or one.now is None or one.then[figure] != one.now[figure]
            for one in self.units
        )


def difference(
    edition: Edition, con: duckdb.DuckDBPyConnection, folders: Folders = SCHEMES
) -> Difference:
    """Compare an edition with what a version of the store and the schemes say of its period.

    The notice is worded as the office words notices now. Where the scheme is not there any more, or
    is broken, the frozen one is taken, and that is said.
    """
    require_right("texts")
    frozen = edition.scheme_versions()
    names = current_names(con)
    kind = edition.results["kind"]
    try:
        scheme: Scheme | None = load_scheme(edition.manifest.scheme, folder=folders)
    except SchemeError:
        scheme = None
    by = scheme or frozen[-1].among(frozen)
    period = by.parse_period(edition.manifest.period)
    facts = _facts(edition, con, by, period)
    wording = Wording(edition.store, english_names(con, [by]))
    said = edition.notice, period_notice(facts, wording, 0, edition.manifest.kind)
    ranking, found = facts.ranking, facts.found
    now = results_of(ranking, found)
    own = {(of, name): to for (of, name), to in names.items() if of == kind}
    texts = {} if scheme is None else _texts(with_taken(scoring_versions(ranking, found)), folders)
    component_names = {line["component"]: line["name"] for line in now["components"]}
    component_names |= {line["component"]: line["name"] for line in edition.results["components"]}
    return Difference(
        edition,
        _units(edition.results, now, own),
        _components(edition.results, now, own),
        said_changes(*said),
        cell_changes(*said, names, kind),
        _rows(edition, con, frozen, names, kind),
        _scheme(edition.schemes, texts),
        component_names,
    )


def _facts(
    edition: Edition, con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period
) -> Facts:
    """What is known of the period today. What people have recorded since the edition was frozen is
    no difference."""
    own, until = version_for(scheme, period), edition.manifest.frozen_at
    promised, notes = promised_and_noted(edition.store, con, own, so_far(con, own, period), until)
    return facts_of(con, scheme, period, promised, notes)


def _texts(versions: Mapping[str, Scheme], folders: Folders) -> dict[str, str]:
    return {
        name: source_of(one, folders).decode("utf-8-sig", "replace")
        for name, one in versions.items()
    }


def _units(
    then: Mapping[str, Any], now: Mapping[str, Any], names: RenamedUnits
) -> list[UnitChange]:
    old, new = _by_unit(then), _by_unit(now)
    kind = then["kind"]
    found, told = [], set()
    for unit, was in old.items():
        called = names.get((kind, unit), unit)
        joined = called != unit and called in old
        told.add(called)
        is_ = None if joined else new.get(called)
        same = is_ is not None and all(was[name] == is_[name] for name in UNIT_FIGURES)
        if not same or called != unit:
            found.append(UnitChange(unit, was, is_, "" if called == unit else called, joined))
    return found + [UnitChange(unit, None, is_) for unit, is_ in new.items() if unit not in told]


def _by_unit(results: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["unit"]: row for row in results["units"]}


def _components(
    then: Mapping[str, Any], now: Mapping[str, Any], names: RenamedUnits
) -> list[ComponentChange]:
    kind, units = then["kind"], _by_unit(then)

    def called(unit: str) -> str:
        to = names.get((kind, unit), unit)
        return unit if to in units else to  # one that joined another has no components now

    old = {(called(line["unit"]), line["component"]): line for line in then["components"]}
    new = {(line["unit"], line["component"]): line for line in now["components"]}
    found = []
    for unit, component in {**old, **new}:
        was, is_ = old.get((unit, component)), new.get((unit, component))
        figures = tuple(
            name
            for name in COMPONENT_FIGURES
            if was is None or is_ is None or was[name] != is_[name]
        )
        if figures:
            name = (is_ or was or {})["name"]
            found.append(ComponentChange(unit, name, was, is_, figures))
    return found


def _rows(
    edition: Edition,
    con: duckdb.DuckDBPyConnection,
    versions: list[Scheme],
    names: RenamedUnits,
    kind: str,
) -> list[RowChange]:
    """The rows, by what the frozen scheme counts: that it changed is told of its text."""
    period = so_far(con, versions[-1], versions[-1].parse_period(edition.manifest.period))
    then = RowSets(edition.counted, edition.records)
    counted = counted_of(con, versions, period)
    keys = "table_name", "record_key"
    wanted = [frame[[*keys]] for frame in (counted, then.records)]
    now = RowSets(counted, records_of(con, versions, period, *wanted))
    return row_changes(then, now, names, kind)


def _scheme(then: Mapping[str, str], now: Mapping[str, str]) -> list[LineChange]:
    """Line by line, of every version; of one in whose place another scores, against that."""
    found: list[LineChange] = []
    gone = [name for name in then if name not in now]
    new = [name for name in now if name not in then]
    found += [LineChange(name, "-", 0) for name in gone]
    found += [LineChange(name, "+", 0) for name in new]
    pairs = [(name, name) for name in then if name in now]
    pairs += [(a, b) for a in gone for b in new if a.partition("@")[0] == b.partition("@")[0]]
    for a, b in pairs:
        found += _text_lines(a if a == b else f"{a} → {b}", then[a], now[b])
    return found


def _text_lines(scheme: str, then: str, now: str) -> list[LineChange]:
    old, new = then.splitlines(), now.splitlines()
    found = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            found += [LineChange(scheme, "-", n + 1, old[n]) for n in range(a, b)]
            found += [LineChange(scheme, "+", n + 1, new[n]) for n in range(c, d)]
    return found

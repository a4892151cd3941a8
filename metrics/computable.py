"""What can be computed from the store as it is now, and what is still missing for a ranking.

Asked after an import, of the newest month that has facts: for each kind of unit which indicators
have a value, which have none and why, and what each scheme of that kind still lacks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from data.layouts.field_names import said_field
from kernel.messages import Message
from kernel.periods import Period, parse_period
from kernel.schema import TABLES, UNIT_KINDS
from metrics.aggregation.aggregate import aggregate
from metrics.aggregation.conditions import IndicatorError, check_dimensions
from metrics.indicators import INDICATORS, Indicator
from metrics.indicators.definition import Measure
from metrics.schemes.model import Component
from metrics.schemes.scheme import Scheme, in_force
from metrics.sources import FACT_SOURCES, SOURCE_OF

# What a computed column, or a rule of the scheme, is computed from.
_FROM = {
    "{due}": ("due_at",),
    "is_due": ("due_at",),
    "deadline": ("due_at",),
    "is_on_time": ("due_at",),
    "is_overdue_open": ("due_at",),
    "is_disposal_due": ("due_at",),
    "is_disposed_on_time": ("due_at",),
    "is_rectify_due": ("rectify_due",),
    "is_rectified_on_time": ("rectify_due",),
    "is_rectified": ("rectified_at",),
    "handling_hours": ("closed_at", "disposed_at"),
    "place_key": ("place",),
    "is_complaint": ("channel",),
    "is_own": ("channel",),
}
# One of these is enough.
_EITHER = {
    "due_at": ("due_at", "bundle_due_at"),
    "closed_at": ("closed_at", "disposed_at"),
    "disposed_at": ("closed_at", "disposed_at"),
    "category": ("category", "subcategory"),
}


@dataclass(frozen=True)
class Gap:
    """Indicators without a value, for one reason."""

    reason: Message
    indicators: list[str]


@dataclass(frozen=True)
class Lacking:
    """A scheme that scores this kind, and the components for which there is nothing yet."""

    scheme: Scheme
    components: tuple[Component, ...]


@dataclass(frozen=True)
class Named:
    """How many units of a kind records name, in how many records, from which day to which (of what
    is set for a period, its last one); days after their export are misdated and not asked about."""

    units: int
    rows: int
    first: date
    last: date


@dataclass(frozen=True)
class Computable:
    """One kind of unit in one month: whether the register has any such unit, the indicators that
    have a value, those that have none. named: of all months."""

    kind: str
    period: str
    registered: bool
    can: tuple[str, ...]
    gaps: tuple[Gap, ...]
    schemes: tuple[Lacking, ...]  # those for which there are facts
    named: Named | None = None


def computable(con: duckdb.DuckDBPyConnection, schemes: Sequence[Scheme]) -> list[Computable]:
    """What can be computed for every kind of unit that facts name, in the newest month with facts;
    [] where no fact names a unit."""
    period = _month(con)
    if period is None:
        return []
    facts = _Facts(con, period)
    return [_of(con, kind, period, facts, schemes) for kind in UNIT_KINDS if facts.names(kind)]


def _month(con: duckdb.DuckDBPyConnection) -> Period | None:
    """The newest month with facts that name a unit which each source had ended, where there is one;
    sources that brought nothing in the last two of these months are waited for by nobody."""
    days = _days(con)
    if not days:
        return None
    months = sorted({f"{day:%Y-%m}" for _, day, _ in days}, reverse=True)
    told: dict[str, date] = {}
    for source, day, moment in days:
        if f"{day:%Y-%m}" in months[:2]:
            told[source] = max(moment, told.get(source, moment))
    for written in months:
        month = parse_period(written)
        if min(told.values()) >= month.end - timedelta(days=1):
            return month
    return parse_period(months[min(1, len(months) - 1)])


def _days(con: duckdb.DuckDBPyConnection) -> list[tuple[str, date, date]]:
    """For each source, the newest day of each month with facts that name a unit, and up to when the
    source speaks; days after its export are misdated."""
    days: list[tuple[str, date, date]] = []
    named = " OR ".join(f'"{kind}" IS NOT NULL' for kind in UNIT_KINDS)
    for source, (table, rows) in _sources().items():
        if TABLES[table].day_from == ("period",):
            days += [(source, begin, end) for begin, end in _stated(con, table, named)]
            continue
        sql = (
            f"WITH told AS (SELECT day, CAST(as_of AS DATE) AS told FROM {table} WHERE {rows}"
            f" AND ({named})), exported AS (SELECT max(told) AS moment FROM told) "
            "SELECT max(day), any_value(coalesce(moment, day)) FROM told, exported"
            " WHERE day <= coalesce(moment, day) GROUP BY date_trunc('month', day)"
        )
        with con.cursor() as cursor:
            days += [(source, *found) for found in cursor.execute(sql).fetchall()]
    return days


def _stated(con: duckdb.DuckDBPyConnection, table: str, rows: str) -> list[tuple[date, date]]:
    """The first and the last day of each period that rows of a table are set for: whenever they
    were set, they speak of the whole of it."""
    sql = f"SELECT DISTINCT day, period FROM {table} WHERE ({rows}) AND day IS NOT NULL"
    with con.cursor() as cursor:
        found = cursor.execute(sql).fetchall()
    return [(day, parse_period(label).last_day) for day, label in found]


def _sources() -> dict[str, tuple[str, str]]:
    """Every source of facts that name units: its table, and which of its rows."""
    others = {
        table.name: (table.name, "TRUE")
        for table in TABLES.values()
        if table.units and table.day_from and table.facts and table.name not in SOURCE_OF
    }
    return {**FACT_SOURCES, **others}


class _Facts:
    """Which columns of which tables say anything in a period."""

    def __init__(self, con: duckdb.DuckDBPyConnection, period: Period) -> None:
        self._filled: dict[str, dict[str, int]] = {}
        for table in TABLES.values():
            names = [f.name for f in (*table.fields, *table.derived)]
            names += UNIT_KINDS if table.units else ()
            counts = ", ".join(f'count("{name}") AS "{name}"' for name in names)
            within = f" WHERE day >= DATE '{period.start}' AND day < DATE '{period.end}'"
            sql = f"SELECT count(*) AS rows, {counts} FROM {table.name}"
            with con.cursor() as cursor:
                found = cursor.execute(sql + (within if table.day_from else "")).fetchdf()
            self._filled[table.name] = {str(k): int(v) for k, v in found.iloc[0].items()}

    def rows(self, table: str) -> int:
        return self._filled[table]["rows"]

    def has(self, table: str, column: str) -> bool:
        return self._filled[table].get(column, 0) > 0

    def columns(self, table: str) -> dict[str, int]:
        return self._filled[table]

    def names(self, kind: str) -> bool:
        """Whether a fact names a unit of a kind."""
        dated = [t for t in TABLES.values() if t.units and t.day_from and t.facts]
        return any(self.has(t.name, kind) for t in dated)


def _of(
    con: duckdb.DuckDBPyConnection,
    kind: str,
    period: Period,
    facts: _Facts,
    schemes: Sequence[Scheme],
) -> Computable:
    asked = [e for e in INDICATORS.values() if not e.composed and _goes_by(e, kind)]
    told = [entry.id for entry in asked if _has_rows(entry, facts)]
    frame = aggregate(con, told, (kind,), period)
    valued = set(frame.loc[frame["state"].isin(("value", "zero")), "indicator"])
    if "own_figure" in told:  # each by its name: there is no value of several
        by_name = aggregate(con, ["own_figure"], (kind, "figure"), period)
        valued |= {"own_figure"} if by_name["value"].notna().any() else set()
    can = tuple(entry.id for entry in asked if entry.id in valued)
    gaps: dict[str, Gap] = {}
    for entry in asked:
        if entry.id not in valued:
            reason = _why(entry, kind, facts)
            gaps.setdefault(str(reason), Gap(reason, [])).indicators.append(entry.id)
    mine = [scheme for scheme in _current(schemes, period) if scheme.scores.kind == kind]
    lacking = [Lacking(s, _lacking(con, s, set(can))) for s in mine]
    near = [one for one in lacking if _reads_some(one, facts)]
    some = _registered(con, kind), can, tuple(gaps.values())
    return Computable(kind, period.id, *some, tuple(near), _named(con, kind))


def _named(con: duckdb.DuckDBPyConnection, kind: str) -> Named | None:
    rows = " UNION ALL ".join(
        f"SELECT '{table.name}' AS source, record_key, day, \"{kind}\" AS unit FROM {table.name} "
        f'WHERE "{kind}" IS NOT NULL AND day <= coalesce(CAST(as_of AS DATE), day)'
        for table in TABLES.values()
        if table.units and table.day_from and table.facts
    )
    with con.cursor() as cursor:
        found = cursor.execute(
            "SELECT count(DISTINCT unit), count(DISTINCT (source, record_key)), min(day), max(day) "
            f"FROM ({rows})"
        ).fetchone()
    if not found or not found[0]:
        return None
    units, records, first, last = found
    ends = [
        end
        for table in TABLES.values()
        if table.units and table.facts and table.day_from == ("period",)
        for _, end in _stated(con, table.name, f'"{kind}" IS NOT NULL')
    ]
    return Named(units, records, first, max([last, *ends]))


def _has_rows(entry: Indicator, facts: _Facts) -> bool:
    """Whether there is anything that could give it a value; what has nothing is not asked for."""
    read = [table for table in entry.tables if table != "units"]
    return entry.none_is_zero or any(facts.rows(table) for table in read)


def _registered(con: duckdb.DuckDBPyConnection, kind: str) -> bool:
    with con.cursor() as cursor:
        found = cursor.execute("SELECT count(*) FROM units WHERE kind = ?", [kind]).fetchone()
    return bool(found and found[0])


def _current(schemes: Sequence[Scheme], period: Period) -> list[Scheme]:
    """Of each scheme the version that is in force in the period."""
    versions: dict[str, list[Scheme]] = {}
    for scheme in schemes:
        versions.setdefault(scheme.id, []).append(scheme)
    return [in_force(same, period.start) for same in versions.values()]


def _reads_some(one: Lacking, facts: _Facts) -> bool:
    """Whether the store has facts of a table from which the scheme scores; of given scores, those
    that the scheme asks for."""
    given = any(
        leaf.item is not None and leaf not in one.components for leaf in one.scheme.leaves()
    )
    reads = {
        name
        for leaf in one.scheme.leaves()
        if leaf.item is None and (leaf.figure is None or leaf not in one.components)
        for name in leaf.reads
    }
    return given or any(facts.rows(INDICATORS[name].numerator.table) for name in reads)


def _goes_by(entry: Indicator, kind: str) -> bool:
    try:
        check_dimensions(entry, (kind,), {})
    except IndicatorError:
        return False
    return True


def _lacking(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, can: set[str]
) -> tuple[Component, ...]:
    """The leaves of a scheme that read something that has no value."""
    with con.cursor() as cursor:
        items = {
            row[0]
            for row in cursor.execute(
                f'SELECT DISTINCT indicator FROM score_entries WHERE "{scheme.scores.kind}" '
                "IS NOT NULL AND value IS NOT NULL"
            ).fetchall()
        }
    stated = _figures(con, scheme.scores.kind)
    can = can | {"own_figure"}  # each by its name
    return tuple(
        leaf
        for leaf in scheme.leaves()
        if not can.issuperset(leaf.reads)
        or (leaf.item is not None and leaf.item not in items)
        or (leaf.figure is not None and leaf.figure not in stated)
    )


def _figures(con: duckdb.DuckDBPyConnection, kind: str) -> set[str]:
    """The own figures that are stated of units of a kind."""
    query = f'SELECT DISTINCT figure FROM own_figures WHERE "{kind}" IS NOT NULL AND {{where}}'
    with con.cursor() as cursor:
        where = INDICATORS["own_figure"].numerator.where
        return {row[0] for row in cursor.execute(query.format(where=where)).fetchall()}


def _why(entry: Indicator, kind: str, facts: _Facts) -> Message:
    """Why an indicator has no value for any unit of a kind: what is missing, in plain words."""
    measures = [m for m in (entry.numerator, entry.denominator) if m]
    for name in entry.tables:
        if name != "units" and not facts.rows(name):
            return _message("computable-no-table", table=_table(name))
    for name in entry.tables:
        if name != "units" and TABLES[name].units and not facts.has(name, kind):
            return _message("computable-no-kind", table=_table(name), kind=_kind(kind))
    fields: list[str] = []
    for measure in measures:
        fields += [name for name in _asked(entry, measure) if not _has(facts, measure.table, name)]
    if fields:
        named = [said_field(name) for name in dict.fromkeys(fields)]
        return _message("computable-no-field", fields=named[:2])
    return _message("computable-nothing")


def _has(facts: _Facts, table: str, field: str) -> bool:
    return any(facts.has(table, name) for name in _EITHER.get(field, (field,)))


def _asked(entry: Indicator, measure: Measure) -> list[str]:
    """The fields that a measure is computed from."""
    text = f"{measure.where} {measure.value}"
    if measure is entry.numerator:
        text += f" {entry.known}"
    words = re.findall(r"\{due\}|[a-z_]+", text)
    own = {f.name for f in TABLES[measure.table].fields}
    found: list[str] = []
    for word in words:
        found += _FROM.get(word, (word,) if word in own else ())
    return list(dict.fromkeys(found))


def _table(name: str) -> Message:
    return Message(f"check-table-{name.replace('_', '-')}")


def _kind(kind: str) -> Message:
    return Message(f"check-kind-{kind}")


def _message(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")

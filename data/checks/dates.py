"""Checks of dates: in order, not in the future of their export, and there at all.

They are listed and never repaired. Where one of two dates has no time of day, only the days are
compared. Cases that the collector handled himself carry wrong closing times by their nature
(no figure uses them) and are left out.
"""

from itertools import combinations

from data.checks.check import SOURCE, Check, by_sql, union
from data.storage.judgement import why_not_alike
from kernel.schema import TABLES

EARLIEST = 1990  # grid management is of 2004; 1900 and 1970 are what programs write for nothing
# What happens, in this order; and pairs of which the first comes before the second.
_CHAINS = {
    "cases": ("reported_at", "filed_at", "dispatched_at", "disposed_at", "closed_at"),
    "inspections": ("inspected_at",),
    "findings": ("found_at", "rectified_at"),
    "enforcement_cases": ("filed_on", "closed_on"),
}
_PAIRS = {
    "cases": (("reported_at", "due_at"), ("reported_at", "bundle_due_at")),
    "findings": (("found_at", "rectify_due"),),
    "enforcement_cases": tuple(
        ("filed_on", f"{level}_reviewed_on") for level in ("team", "section", "legal")
    ),
    "points": (("valid_from", "valid_to"),),
    "units": (("valid_from", "valid_to"),),
    "check_plans": (("valid_from", "valid_to"),),
    "key_problems": (("valid_from", "valid_to"),),
}
_NAMES = {"cases": "case_no", "enforcement_cases": "case_no", "inspections": "visit_no"}
_NAMES |= {"findings": "finding_no", "points": "point_id", "units": "name"}
_NAMES |= {"check_plans": "record_key", "key_problems": "record_key"}


def _moment(field: str) -> str:
    return f"CAST({field} AS TIMESTAMP)"


def _reversed(first: str, second: str) -> str:
    """SQL: whether `second` comes before `first`."""
    a, b = _moment(first), _moment(second)
    plain = " OR ".join(f"{m} = date_trunc('day', {m})" for m in (a, b))
    return f"CASE WHEN {plain} THEN CAST({a} AS DATE) > CAST({b} AS DATE) ELSE {a} > {b} END"


def _pick(found: dict[str, str]) -> str:
    """SQL: of several values the one whose condition holds first."""
    cases = " ".join(f"WHEN {condition} THEN {value}" for condition, value in found.items())
    return f"CASE {cases} END"


def _order(table: str) -> str:
    """The first pair of each record that is not in order."""
    chain = _CHAINS.get(table, ())
    neighbours_first = sorted(
        combinations(chain, 2), key=lambda p: chain.index(p[1]) - chain.index(p[0])
    )
    pairs = [*neighbours_first, *_PAIRS.get(table, ())]
    wrong = {_reversed(*pair): pair for pair in pairs}
    own = " AND NOT coalesce(self_handled, false)" if table == "cases" else ""
    return f"""
        SELECT DISTINCT '{table}' AS table_name, {_NAMES[table]} AS name,
            {_pick({w: f"'{b}'" for w, (_, b) in wrong.items()})} AS field,
            {_pick({w: _moment(b) for w, (_, b) in wrong.items()})} AS value,
            {_pick({w: f"'{a}'" for w, (a, _) in wrong.items()})} AS against,
            {_pick({w: _moment(a) for w, (a, _) in wrong.items()})} AS expected, {SOURCE}
        FROM {table} WHERE ({" OR ".join(wrong)}){own}"""


def _outside(table: str) -> str:
    """The first date of each record that lies after its export, or before all that can be."""
    fields = _CHAINS[table]
    wrong = {
        f"({_moment(f)} > as_of + INTERVAL 1 DAY OR {_moment(f)} < DATE '{EARLIEST}-01-01')": f
        for f in fields
    }
    return f"""
        SELECT DISTINCT '{table}' AS table_name, {_NAMES[table]} AS name,
            {_pick({w: f"'{f}'" for w, f in wrong.items()})} AS field,
            {_pick({w: _moment(f) for w, f in wrong.items()})} AS value,
            'as_of' AS against, as_of AS expected, {SOURCE}
        FROM {table} WHERE {" OR ".join(wrong)}"""


_DATED = [table for table in TABLES.values() if table.day_from]
_UNDATED = union(
    [
        f"""SELECT '{t.name}' AS table_name, record_key AS name, '{t.day_from[0]}' AS field,
            {f'"{t.day_from[0]}"' if t.day_from[0] == "period" else "NULL"} AS value, {SOURCE}
        FROM {t.name} WHERE day IS NULL"""
        for t in _DATED
    ]
)


def _count(tables: list[str]) -> str:
    return f"SELECT sum(n) FROM ({union([f'SELECT count(*) AS n FROM {t}' for t in tables])})"


_ORDERED = [t for t in _NAMES if len(_CHAINS.get(t, ())) > 1 or t in _PAIRS]

_WHY = why_not_alike("deadline", "done_at", "is_disposed", "as_of", "coalesce(due_at, deadline)")
_OWN = "overdue_flag IS NOT NULL AND NOT coalesce(self_handled, false) AND NOT done_before_reported"
_DIFFERENT = f"""
    SELECT DISTINCT 'cases' AS table_name, case_no AS name, 'done_at' AS field, done_at AS value,
        'deadline' AS against, deadline AS expected, why AS reason, {SOURCE}
    FROM (SELECT *, {_WHY} AS why FROM cases WHERE {_OWN}) WHERE why IS NOT NULL"""
_LOOKED_AT = "SELECT count(*) FROM cases WHERE overdue_flag IS NOT NULL"

CHECKS = (
    Check("dates-order", "warning", by_sql(union([_order(t) for t in _ORDERED]), _count(_ORDERED))),
    Check(
        "dates-outside",
        "warning",
        by_sql(union([_outside(t) for t in _CHAINS]), _count([*_CHAINS])),
    ),
    Check("dates-missing", "warning", by_sql(_UNDATED, _count([t.name for t in _DATED]))),
    Check("dates-judgement", "warning", by_sql(_DIFFERENT, _LOOKED_AT)),
)

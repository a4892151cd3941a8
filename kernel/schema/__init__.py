"""The canonical tables of the store, as data.

A profile maps an export onto these fields; the store creates its tables from them; indicators
query them. A fact row also carries what `PROVENANCE` and `IDENTITY` say, the unit columns of
`UNIT_KINDS` (each beside the name as the export wrote it), and the columns that
`data.storage.deriving` computes at import, so that queries need no time arithmetic.
"""

from kernel.schema.shapes import SQL_TYPES, Field, Table
from kernel.schema.system import SYSTEM_TABLES
from kernel.schema.tables import (
    DAY_FIELDS,
    IDENTITY,
    OBJECT_FIELDS,
    PROVENANCE,
    TABLES,
    UNIT_FIELDS,
    WRITTEN_UNIT_FIELDS,
    columns,
    create_table_sql,
)
from kernel.schema.words import (
    ACTIONS,
    CHANNELS,
    COMPLAINT_CHANNELS,
    DAY_ONLY,
    DEADLINES,
    DIRECTIONS,
    ENTRY_STATES,
    METHODS,
    OWN_CHANNELS,
    PLAN_BASES,
    PLAN_SPANS,
    QUOTAS,
    RANKING_LEVELS,
    SATISFACTION,
    STAGES,
    TIERS,
    UNIT_KINDS,
    WEATHERS,
)

__all__ = [
    "ACTIONS", "CHANNELS", "COMPLAINT_CHANNELS", "DAY_FIELDS", "DAY_ONLY", "DEADLINES",
    "DIRECTIONS", "ENTRY_STATES", "IDENTITY", "METHODS", "OBJECT_FIELDS", "RANKING_LEVELS",
    "OWN_CHANNELS", "PLAN_BASES", "PLAN_SPANS", "PROVENANCE", "QUOTAS", "SATISFACTION",
    "SQL_TYPES", "STAGES", "SYSTEM_TABLES", "TABLES", "TIERS", "UNIT_FIELDS", "UNIT_KINDS",
    "WEATHERS", "WRITTEN_UNIT_FIELDS", "Field", "Table", "columns", "create_table_sql",
]  # fmt: skip

"""All canonical tables and the columns that each of their rows carries."""

from kernel.schema.bookkeeping import (
    ADJUSTMENTS,
    CAMPAIGNS,
    CHECK_QUOTAS,
    KEY_LIBRARY,
    LEADERS,
    MEASURES,
    PLANS,
    POINTS,
    SCORES,
    SUPERIOR,
    TASKS,
    UNITS,
)
from kernel.schema.facts import CASES, ENFORCEMENT, FINDINGS, INSPECTIONS
from kernel.schema.series import OWN_FIGURES, WEEKLY
from kernel.schema.shapes import SQL_TYPES, Field, Table
from kernel.schema.words import UNIT_KINDS

# Where a row came from: file name, sheet (empty for text files), row as the user sees it.
PROVENANCE = (
    Field("batch_id", "integer", "批次"),
    Field("source_file", "text", "来源文件"),
    Field("source_sheet", "text", "工作表"),
    Field("source_row", "integer", "行号"),
)

# What makes a row itself: its business key, a hash of its content, the time its export speaks of,
# and the part of it (0 < share <= 1) that its units answer for: a fact that names two units is
# stored once per unit, with shares that sum to 1.
IDENTITY = (
    Field("record_key", "text", "业务主键"),
    Field("content_hash", "text", "内容指纹"),
    Field("as_of", "datetime", "数据截至"),
    Field("share", "number", "责任份额"),
)

TABLES = {
    t.name: t
    for t in (
        CASES,
        INSPECTIONS,
        FINDINGS,
        ENFORCEMENT,
        POINTS,
        SCORES,
        ADJUSTMENTS,
        TASKS,
        MEASURES,
        SUPERIOR,
        CAMPAIGNS,
        LEADERS,
        PLANS,
        CHECK_QUOTAS,
        KEY_LIBRARY,
        OWN_FIGURES,
        WEEKLY,
        UNITS,
    )
}

UNIT_FIELDS = tuple(
    Field(kind, "text", zh)
    for kind, zh in zip(
        UNIT_KINDS, ("区域", "街道（镇）", "队伍", "作业单位", "责任部门"), strict=True
    )
)
WRITTEN_UNIT_FIELDS = tuple(Field(f"{f.name}_written", "text", f"{f.zh}原文") for f in UNIT_FIELDS)
# The object (考核对象) that a row speaks of, looked up in the register of points; what it is on the
# row's day; and the road that it is or lies on. Computed at import (`data.objects`).
OBJECT_FIELDS = (
    Field("object", "text", "考核对象"),
    Field("object_type", "text", "对象类别"),
    Field("object_class", "text", "对象等级"),
    Field("road", "text", "道路"),
)
# `day` dates the row, `month` is its calendar month as 2025-10, `weekday` 1 = Monday ... 7.
DAY_FIELDS = (
    Field("day", "date", "日期"),
    Field("month", "text", "自然月"),
    Field("weekday", "integer", "星期"),
)


def columns(table: Table) -> tuple[Field, ...]:
    """All columns of a canonical table, in the order in which the store holds them."""
    units = UNIT_FIELDS + WRITTEN_UNIT_FIELDS + OBJECT_FIELDS if table.units else ()
    day = DAY_FIELDS if table.day_from else ()
    own = table.fields + table.written_words
    return day + own + units + table.derived + IDENTITY + PROVENANCE


def create_table_sql(table: Table) -> str:
    """The CREATE TABLE statement of one canonical table."""
    body = ", ".join(f'"{f.name}" {SQL_TYPES[f.type]}' for f in columns(table))
    return f"CREATE TABLE {table.name} ({body})"

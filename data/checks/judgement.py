"""Where a source's own mark of what is overdue differs from what its dates say."""

from data.checks.check import SOURCE, Check, by_sql
from data.storage.judgement import why_not_alike

_WHY = why_not_alike("deadline", "done_at", "is_disposed", "as_of", "coalesce(due_at, deadline)")
_OWN = "overdue_flag IS NOT NULL AND NOT coalesce(self_handled, false) AND NOT done_before_reported"
_DIFFERENT = f"""
    SELECT DISTINCT 'cases' AS table_name, case_no AS name, 'done_at' AS field, done_at AS value,
        'deadline' AS against, deadline AS expected, why AS reason, {SOURCE}
    FROM (SELECT *, {_WHY} AS why FROM cases WHERE {_OWN}) WHERE why IS NOT NULL"""
_LOOKED_AT = "SELECT count(*) FROM cases WHERE overdue_flag IS NOT NULL"

CHECKS = (Check("dates-judgement", "warning", by_sql(_DIFFERENT, _LOOKED_AT)),)

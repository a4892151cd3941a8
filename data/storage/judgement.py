"""A source's own judgement beside ours: where the two differ, and why.

Ours goes by the dates, row by row (`data.storage.derived_columns`); an export may carry its own
mark of what is overdue. It is kept and never taken for ours: of a case without a deadline a source
may say "on time" merely because nothing was asked of it.
"""

# Why, as codes of messages `check-reason-...`; the first that fits tells.
REASONS = (
    "flag-late-no-deadline",
    "flag-on-time-no-deadline",
    "flag-own-deadline",
    "flag-late-not-due",
    "flag-late-in-time",
    "flag-on-time-open",
    "flag-on-time-late",
)


def why_not_alike(
    deadline: str, done: str, disposed: str, as_of: str, own_deadline: str = "NULL"
) -> str:
    """SQL: the reason for which the mark `overdue_flag` differs from what the dates say; NULL
    where they agree, where there is no mark, or no time of closing to judge by.

    The arguments are SQL expressions; own_deadline: the case's own deadline, where `deadline` may
    be the one that it shares with others.
    """
    late = f"CASE WHEN {disposed} THEN {done} > {deadline} ELSE {deadline} < {as_of} END"
    own_late = (
        f"CASE WHEN {disposed} THEN {done} > {own_deadline} ELSE {own_deadline} < {as_of} END"
    )
    return f"""CASE WHEN overdue_flag IS NULL THEN NULL
        WHEN {deadline} IS NULL AND overdue_flag THEN 'flag-late-no-deadline'
        WHEN {deadline} IS NULL THEN 'flag-on-time-no-deadline'
        WHEN ({late}) IS NULL OR ({late}) = overdue_flag THEN NULL
        WHEN {own_deadline} <> {deadline} AND ({own_late}) = overdue_flag THEN 'flag-own-deadline'
        WHEN overdue_flag AND NOT ({disposed}) THEN 'flag-late-not-due'
        WHEN overdue_flag THEN 'flag-late-in-time'
        WHEN NOT ({disposed}) THEN 'flag-on-time-open'
        ELSE 'flag-on-time-late' END"""

"""What the account of a sheet says of its source's own judgement: where it differs from ours."""

from collections import Counter
from datetime import datetime

from data.storage.incoming import Incoming
from data.storage.judgement import why_not_alike
from kernel.messages import Message

_DONE = ("disposed", "checking", "closed")


def differing(incoming: Incoming, as_of: datetime | None) -> Counter[Message]:
    """How many of the waiting cases are judged otherwise by their source, by reason."""
    known = set(incoming.columns)
    if incoming.table.name != "cases" or "overdue_flag" not in known:
        return Counter()
    if not known & {"reported_at", "filed_at"}:
        return Counter()  # marks of cases that are stored already: `verify` sees both

    def first(*names: str) -> str:
        """SQL: the first of the columns that is filled."""
        there = [name for name in names if name in known]
        return f"coalesce({', '.join(there)}, NULL)" if there else "CAST(NULL AS TIMESTAMP)"

    done = first("disposed_at", "closed_at")
    stages = ", ".join(f"'{stage}'" for stage in _DONE)
    by_stage = f" OR coalesce(stage IN ({stages}), false)" if "stage" in known else ""
    disposed = f"({done} IS NOT NULL{by_stage})"
    deadline, own = first("bundle_due_at", "due_at"), first("due_at", "bundle_due_at")
    why = why_not_alike(deadline, done, disposed, "CAST(? AS TIMESTAMP)", own)
    reported = first("reported_at", "filed_at")
    rows = incoming.con.execute(
        f"SELECT why, count(*) FROM (SELECT {why} AS why FROM incoming"
        f" WHERE NOT coalesce({done} < {reported}, false))"
        " WHERE why IS NOT NULL GROUP BY why ORDER BY why",
        [as_of] * why.count("?"),
    ).fetchall()
    found: Counter[Message] = Counter()
    for code, n in rows:
        reason = Message(f"check-reason-{code}")
        found[Message("import-judged-otherwise", {"reason": reason, "n": n})] = n
    return found

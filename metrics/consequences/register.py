"""The register of measures (奖惩台账): what was decided of units, and what was answered.

Whether an answer is late is judged at a moment that the facts speak of, never now. A period is
answered for when it is over: measures of the period after it are read as well, and the moment is
the end of that, or the latest export where that is earlier.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.counted import ask
from metrics.analyses.ledger import moment_of

COLUMNS = (
    *(
        "number",
        "decided_on",
        "unit",
        "unit_written",
        "kind",
        "action",
        "action_written",
        "period",
        "reason",
    ),
    *("document", "reply_due", "replied_on", "decided_by", "amount", "state", "days_late"),
    *("source_file", "source_sheet", "source_row", "record_key", "batch_id"),
)
STATES = ("answered", "answered_late", "open", "overdue", "no_reply_asked")


def measures(con: duckdb.DuckDBPyConnection, period: Period) -> pd.DataFrame:
    """All measures decided up to the end of the period after this one (a period is answered for
    when it is over), the newest first; a row for each unit.

    Columns: number, decided_on, unit, unit_written (as the file has it), kind, action (a code of
    `kernel.schema.ACTIONS`; None where nobody knows the word) and action_written, period (for which
    it was decided, None: not said), reason, document, reply_due, replied_on, decided_by, amount
    (yuan, the unit's share of it), state (answered | answered_late | open | overdue |
    no_reply_asked), days_late (beyond the deadline, NaN where not), source_file, source_sheet,
    source_row, record_key, batch_id.
    """
    named = " ".join(f"WHEN {kind} IS NOT NULL THEN '{kind}'" for kind in UNIT_KINDS)
    made = ("unit", "unit_written", "kind", "amount", "state", "days_late")
    fields = ", ".join(name for name in COLUMNS if name not in made)
    written = ", ".join(f"{kind}_written" for kind in UNIT_KINDS)
    query = (
        f"SELECT {fields}, amount * COALESCE(share, 1) AS amount,"
        f" COALESCE({', '.join(UNIT_KINDS)}) AS unit, COALESCE({written})"
        f" AS unit_written, CASE {named} END AS kind"
        " FROM measures WHERE day < ? ORDER BY day DESC, number DESC NULLS LAST, unit"
    )
    after = period.whole().shift(1)
    table = ask(con, query, [after.end])
    now = moment_of(con, after)
    return judged(table, now)[list(COLUMNS)]


def judged(table: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """The register with state and days_late, by what was known at a moment."""
    day = pd.Timestamp(now - timedelta(microseconds=1)).normalize()
    due, replied = pd.to_datetime(table["reply_due"]), pd.to_datetime(table["replied_on"])
    replied = replied.where(replied <= day)  # what came later was not known
    asked = due.notna()
    over = due + pd.Timedelta(days=1) <= pd.Timestamp(now)
    late = (replied.fillna(day) - due).dt.days.astype(float).clip(lower=1)
    state = np.select(
        [replied.notna() & asked & (replied > due), replied.notna(), ~asked, over],
        ["answered_late", "answered", "no_reply_asked", "overdue"],
        "open",
    )
    found = table.assign(state=state.astype(object), replied_on=replied)
    return found.assign(days_late=late.where(found["state"].isin(("answered_late", "overdue"))))


def letters_of_period(table: pd.DataFrame, period: Period) -> dict[str, int]:
    """Supervision letters (督办通知) of a period by what became of them.

    sent (letters; one to several units is one), answered, late (of those answered), overdue, open,
    no_reply_asked.
    """
    own = table[table["action"] == "supervision"]
    own = own.drop_duplicates("record_key")
    on = own["decided_on"]
    inside = own[(on >= pd.Timestamp(period.start)) & (on < pd.Timestamp(period.end))]
    count = inside["state"].value_counts()
    return {
        "sent": len(inside),
        "answered": int(count.get("answered", 0) + count.get("answered_late", 0)),
        "late": int(count.get("answered_late", 0)),
        "overdue": int(count.get("overdue", 0)),
        "open": int(count.get("open", 0)),
        "no_reply_asked": int(count.get("no_reply_asked", 0)),
    }


def decided_for(
    table: pd.DataFrame, unit: str, period: Period, actions: Sequence[str] = ()
) -> pd.DataFrame:
    """What was decided of a unit for a period: measures that name it, and, of those that name no
    period, what was decided after its end and within the next one."""
    own = table[table["unit"] == unit]
    after = (own["decided_on"] >= pd.Timestamp(period.end)) & (
        own["decided_on"] < pd.Timestamp(period.shift(1).end)
    )
    own = own[(own["period"] == period.id) | (own["period"].isna() & after)]
    return own[own["action"].isin(actions)] if actions else own

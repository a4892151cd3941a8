"""The ledger (整改台账): what is open, overdue, postponed, held or returned, at one moment.

The moment is the end of a period, or the facts' own as-of time where that is earlier; never now.
A case or finding is open at a moment when it had been reported before and was done later or never.
What an export says of its as-of time itself is known: a case done in that second is done.
What its last export showed open stays open until an export says otherwise. Flags (held, postponed,
returned) are those of the last export: no export tells when they were set.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules
from metrics.aggregation.conditions import filter_sql
from metrics.aggregation.counted import Filters, ask
from metrics.indicators.definition import SET_ASIDE

YELLOW_FROM = 0.8  # of the time allowed; beyond all of it: red (domain practice of grid platforms)
OWNERS = ("team", "contractor", "department", "street", "district")  # who does the work, first
JUST_AFTER = timedelta(microseconds=1)
# Days overdue: from each number on, up to the next.
BANDS = (0, 1, 3, 7, 15, 30, 60)

_SHARED = (
    "category, subcategory, district, street, team, contractor, department, COALESCE(share, 1e0)"
    " AS share, as_of, source_file, source_sheet, source_row, batch_id, record_key"
)
_CASES = (
    "SELECT 'case' AS item, case_no AS number, channel, place, deadline, done_at, is_disposed,"
    " COALESCE(reported_at, filed_at) AS since,"
    " COALESCE(dispatched_at, filed_at, reported_at) AS begun,"
    " COALESCE(overdue_flag, FALSE) AS marked,"
    " COALESCE(postpone_count, 0) > 0 AS postponed, {held} AS held,"
    f" COALESCE(rework_count, 0) > 0 AS returned, {_SHARED} FROM cases"
)
_FINDINGS = (
    "SELECT 'finding' AS item, finding_no AS number, method AS channel, point AS place,"
    " rectify_due AS deadline, CASE WHEN is_rectified THEN rectified_at END AS done_at,"
    " is_rectified AS is_disposed,"
    " found_at AS since, found_at AS begun, FALSE AS marked, FALSE AS postponed,"
    f" FALSE AS held, COALESCE(recheck, '') = 'failed' AS returned, {_SHARED} FROM findings"
)


def known_until(con: duckdb.DuckDBPyConnection) -> datetime | None:
    """The latest as-of time of cases and findings; None without any."""
    query = (
        "SELECT MAX(as_of) AS as_of FROM (SELECT MAX(as_of) AS as_of FROM cases"
        " UNION ALL SELECT MAX(as_of) AS as_of FROM findings) AS known"
    )
    known = ask(con, query)["as_of"].iloc[0]
    return None if pd.isna(known) else known.to_pydatetime()


def moment_of(con: duckdb.DuckDBPyConnection, period: Period) -> datetime:
    """The end of the period, or just after what the facts are known until if that is earlier.

    Just after: what happens at a moment comes after it, and the as-of time is still spoken of.
    """
    return moment_within(period, known_until(con))


def moment_within(period: Period, as_of: datetime | None) -> datetime:
    """`moment_of` for facts that are known until `as_of`."""
    end = datetime.combine(period.end, time())
    return end if as_of is None else min(end, as_of + JUST_AFTER)


def items(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    filters: Filters | None = None,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """All items of the ledger at the period's moment, the longest overdue first.

    Listed are cases and findings that were open at that moment, whenever they were reported, and
    of those done by then the ones of this period that had been postponed or sent back. Voided,
    self-handled and excluded cases are left out as the rules say; held ones are always listed.

    Columns: item (case | finding), number, channel (of a finding: the method), category,
    subcategory, place, district, street, team, contractor, department, owner (the first of
    team, contractor, department, street, district), owner_kind, since (reported), deadline,
    done_at (None while open), open, overdue (open, past its deadline and not held where held
    cases are set aside), unjudged (open without a deadline: overdue or not cannot be told),
    marked (its source calls it overdue), postponed, held, returned (sent back for rework, or
    the re-check failed), light (green | yellow from 80 % of the time allowed | red beyond it;
    None: no deadline, held, or done), used (share of the time allowed that is gone),
    days_overdue (NaN when not overdue), days_open, share, as_of (what its last export speaks
    of), source_file, source_sheet, source_row, batch_id, record_key.
    """
    rules = rules or CountingRules()
    moment = moment_of(con, period)
    now = moment.replace(microsecond=0)
    table = pd.concat(
        [_asked(con, "cases", moment, period, filters, rules)]
        + [_asked(con, "findings", moment, period, filters, rules)],
        ignore_index=True,
    )
    table["open"] = ~_true(table["is_disposed"]) | (table["done_at"] >= moment)
    table["done_at"] = table["done_at"].where(~table["open"])
    table["deadline"] = _last_moment(table["deadline"])
    paused = table["held"] & ("held" in rules.set_aside)
    table["overdue"] = table["open"] & (table["deadline"] < now) & ~paused
    table["unjudged"] = table["open"] & table["deadline"].isna()
    allowed = (table["deadline"] - table["begun"]).dt.total_seconds()
    gone = (now - table["begun"]).dt.total_seconds()
    table["used"] = (gone / allowed.where(allowed > 0)).where(table["open"])
    table["light"] = _light(table, paused)
    late = (now - table["deadline"]).dt.total_seconds() / 86_400
    table["days_overdue"] = late.where(table["overdue"])
    table["days_open"] = ((now - table["since"]).dt.total_seconds() / 86_400).where(table["open"])
    table["owner"], table["owner_kind"] = _owner(table)
    order = ["overdue", "days_overdue", "since", "number"]
    table = table.sort_values(order, ascending=[False, False, True, True])
    return table[list(_COLUMNS)].reset_index(drop=True)


ORDERS = ("deadline", "since", "owner", "place")
_COLUMNS = (
    *("item", "number", "channel", "category", "subcategory", "place", "district", "street"),
    *("team", "contractor", "department", "owner", "owner_kind", "since", "deadline", "done_at"),
    *(
        "open",
        "overdue",
        "unjudged",
        "marked",
        "postponed",
        "held",
        "returned",
        "light",
        "used",
        "days_overdue",
    ),
    *("days_open", "share", "as_of", "source_file", "source_sheet", "source_row", "batch_id"),
    "record_key",
)


def _asked(
    con: duckdb.DuckDBPyConnection,
    table: str,
    moment: datetime,
    period: Period,
    filters: Filters | None,
    rules: CountingRules,
) -> pd.DataFrame:
    """The rows of one table that may be listed, with what the moment needs to judge them."""
    rows, params = kept(table, filters, rules)
    query = (
        f"SELECT * FROM ({rows}) AS f WHERE since < ? AND (is_disposed IS NOT TRUE"
        " OR done_at >= ? OR ((postponed OR returned) AND since >= ?)) ORDER BY since, record_key"
    )
    return ask(con, query, [*params, moment, moment, datetime.combine(period.start, time())])


def kept(table: str, filters: Filters | None, rules: CountingRules) -> tuple[str, list[Any]]:
    """SQL of the cases or findings that a ledger keeps, and its parameters."""
    conditions, params = filter_sql(table, filters or {})
    if table == "cases":
        left_out = [name for name in rules.set_aside if name != "held"]
        conditions += [f"NOT {SET_ASIDE[name]}" for name in left_out]
    cases = _CASES.format(held=SET_ASIDE["held"])
    rows = cases if table == "cases" else rules.of_findings(_FINDINGS)
    return f"{rows}{' WHERE ' if conditions else ''}{' AND '.join(conditions)}", params


def _true(flags: pd.Series) -> pd.Series:
    return flags.astype("boolean").fillna(False).astype(bool)


def _last_moment(deadline: pd.Series) -> pd.Series:
    """A deadline written as a day lasts until its end (see `data.storage.derived_columns`)."""
    day = deadline.dt.normalize()
    return deadline.where(deadline != day, day + pd.Timedelta(days=1) - pd.Timedelta(seconds=1))


def _light(table: pd.DataFrame, paused: pd.Series) -> pd.Series:
    light = pd.Series(
        np.select([table["overdue"], table["used"] >= YELLOW_FROM], ["red", "yellow"], "green"),
        index=table.index,
        dtype=object,
    )
    judged = table["open"] & ~paused
    return light.where(judged & (table["used"].notna() | table["overdue"]), None)


def _owner(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The first named unit and its kind; None where none is named."""
    owner = pd.Series(None, index=table.index, dtype=object)
    kind = owner.copy()
    for name in reversed(OWNERS):
        named = table[name].notna()
        owner, kind = owner.mask(named, table[name]), kind.mask(named, name)
    return owner, kind


def of_source(table: pd.DataFrame, source: str) -> pd.DataFrame:
    """The items that are `cases` or `findings`; every item for any other word."""
    kind = {"cases": "case", "findings": "finding"}.get(source)
    return table if kind is None else table[table["item"] == kind].reset_index(drop=True)


def ordered(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Items by one of ORDERS, ascending; those without it last, the longest overdue first in it."""
    return table.sort_values(by, kind="stable", na_position="last")


def of_age(table: pd.DataFrame, from_day: float) -> pd.DataFrame:
    """The overdue items of a ledger whose age lies in the band that begins at a day of BANDS."""
    end = min((day for day in BANDS if day > from_day), default=np.inf)
    age = table["days_overdue"]
    return table[table["overdue"] & (age >= from_day) & (age < end)]


def ageing(table: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """The overdue pile of a ledger by age: *by, from_day, to_day (NaN: open end), n, share.

    table: what `items` gave. A band holds from_day <= days overdue < to_day; every band has its
    row. n weighs shares; share is percent of the group's overdue items whose age is known.
    """
    late = table[table["overdue"] & table["days_overdue"].notna()]
    edges = [*BANDS, np.inf]
    band = pd.cut(late["days_overdue"], edges, right=False, labels=False)
    keys = [late[name] for name in by] or [pd.Series("", index=late.index, name="all")]
    piles = late["share"].groupby([*keys, band.rename("band")], dropna=False).sum()
    wide = piles.unstack("band").reindex(columns=pd.RangeIndex(len(BANDS), name="band")).fillna(0.0)
    if not by:
        wide = wide.reindex([""], fill_value=0.0)
    shares = 100 * wide.div(wide.sum(axis=1).replace(0, np.nan), axis=0)
    found = pd.DataFrame({"n": wide.stack(), "share": shares.stack()}).reset_index()
    found["from_day"] = found["band"].map(dict(enumerate(BANDS))).astype(float)
    found["to_day"] = found["band"].map(dict(enumerate(edges[1:]))).replace(np.inf, np.nan)
    return found[[*by, "from_day", "to_day", "n", "share"]]

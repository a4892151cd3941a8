"""What is handed on to whom of other units only places and scores are shown.

Places and scores are made of the rows of all units, by a connection that tells them apart
(`data.access.narrowing`); what is cut here leaves of the others what a published notice gives:
group, place, score and grade, now and before.
"""

from collections.abc import Set
from dataclasses import replace

import duckdb
import pandas as pd

from data.access.narrowing import OTHERS, own_and_below
from kernel.messages import Message
from kernel.schema import UNIT_KINDS
from metrics.scoring.ranking import Ranking

_OPEN = frozenset(
    {
        "group", "rank", "unit", "state", "score", "grade", "period", "version",
        "previous_rank", "rank_change", "previous_score", "change",
    }
)  # fmt: skip


def own_units(con: duckdb.DuckDBPyConnection, units: frozenset[str], kind: str) -> frozenset[str]:
    """The names of one's own units of a kind, with all below them; of objects and roads those that
    the register of points has in them. con: to which all other units are one."""
    with con.cursor() as cursor:
        if kind in UNIT_KINDS:
            found = own_and_below(cursor, "main", units)
            return frozenset(name for of, name in found if of == kind)
        named = " OR ".join(f"coalesce({one}, '') NOT IN ('', ?)" for one in UNIT_KINDS)
        column = "road" if kind == "road" else "object"
        sql = f"SELECT DISTINCT {column} FROM points WHERE ({named}) AND {column} IS NOT NULL"
        rows = cursor.execute(sql, [OTHERS] * len(UNIT_KINDS)).fetchall()
    return frozenset(name for (name,) in rows)


def own_ranking(found: Ranking, own: Set[str]) -> Ranking:
    """A ranking with the figures of one's own units, and of others their places and scores."""
    foreign = [unit for unit in found.table["unit"] if unit not in own]
    reform = found.reform
    return replace(
        found,
        table=own_table(found.table, own),
        components=found.components[found.components["unit"].isin(own)].reset_index(drop=True),
        lists=replace(
            found.lists, warnings=tuple(one for one in found.lists.warnings if one[0] in own)
        ),
        notes=[one for one in found.notes if not _names(one, foreign)],
        reform=reform and replace(reform, table=own_table(reform.table, own)),
        taken=[],
    )


def own_table(table: pd.DataFrame, own: Set[str]) -> pd.DataFrame:
    """`Ranking.table` or `ranking_history` with other units' columns emptied but for places and
    scores."""
    cut = table.copy()
    others = ~cut["unit"].isin(own)
    for name in cut.columns:
        if name in _OPEN or name.startswith(("comparable_", "year_")):
            continue
        if name == "clear":
            cut.loc[others, name] = "unknown"
        elif name == "reason":
            held = Message("rank-own-alone", {}, "metrics")
            why = [
                held if other and one else one for other, one in zip(others, cut[name], strict=True)
            ]
            cut[name] = pd.Series(why, index=cut.index, dtype=object)
        else:
            kind = cut[name].dtype
            values = cut[name].astype("Int64") if kind == "int64" else cut[name]
            cut[name] = values.where(~others)
    return cut


def _names(message: Message, units: list[str]) -> bool:
    """Whether a note speaks of one of these units."""
    text = message.text("zh")
    return any(unit in text for unit in units)

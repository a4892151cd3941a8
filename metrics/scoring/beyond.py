"""Given scores that are no share of their full marks: not counted, and said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

from kernel.messages import Message
from kernel.periods import Period
from metrics.aggregation.conditions import within_full_marks
from metrics.labels import periods_of_label
from metrics.schemes.model import Scheme

_NAMED = 6  # scores in one sentence


@dataclass(frozen=True)
class Beyond:
    """One score of a unit in a period (its id) that lies outside 0 to `full`, and its source."""

    period: str
    unit: str
    item: str
    value: float
    full: float
    file: str
    row: int


def beyond_full_marks(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period]
) -> list[Beyond]:
    """The scores that a scheme reads and does not count, by item, unit and row."""
    full_marks, kind = scheme.full_marks, scheme.scores.kind
    if not full_marks:
        return []
    with con.cursor() as cursor:
        rows = cursor.execute(
            f'SELECT period, "{kind}", indicator, value, source_file, source_row '
            f'FROM score_entries WHERE "{kind}" IS NOT NULL AND value IS NOT NULL '
            f"AND NOT {within_full_marks(full_marks.items())} "
            f'ORDER BY indicator, "{kind}", source_file, source_row'
        ).fetchall()
    return [
        Beyond(period.id, unit, item, value, full_marks[item], file, row)
        for label, unit, item, value, file, row in rows
        for period in periods_of_label(label, periods)
    ]


def beyond_notes(found: Iterable[Beyond], period: Period, unit: str | None = None) -> list[Message]:
    """A sentence for each item with such scores in a period; `unit`: of one unit alone."""
    items: dict[tuple[str, float], list[Beyond]] = {}
    for one in found:
        if one.period == period.id and unit in (None, one.unit):
            items.setdefault((one.item, one.full), []).append(one)
    return [
        Message(
            "rank-note-beyond-full",
            {
                "item": item,
                "full": f"{full:g}",
                "n": len(scores),
                "scores": [f"{s.unit} {s.value:g}" for s in scores[:_NAMED]]
                + (["…"] if len(scores) > _NAMED else []),
                "file": scores[0].file,
                "row": scores[0].row,
            },
            "metrics",
        )
        for (item, full), scores in items.items()
    ]

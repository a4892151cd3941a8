"""What a ranking orders by its ladder, beside what the register says was decided."""

from dataclasses import dataclass

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.consequences.ladder import Steps, steps_of
from metrics.consequences.register import measures
from metrics.narrative.consequence_words import decided_sentence, orders_words, times_words
from metrics.schemes.model import Scheme
from metrics.scoring.decisions import Decision
from metrics.scoring.scores import Scores


@dataclass(frozen=True)
class Consequences:
    """steps: see `metrics.consequences.ladder` (None: the scheme has no ladder). register: see
    `metrics.consequences.register.measures`, up to the end of the period."""

    period: Period
    steps: Steps | None
    register: pd.DataFrame


def consequences(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, found: Scores | None = None
) -> Consequences:
    """What is ordered in a period and what stands in the register up to its end, and of what was
    decided for it later."""
    return Consequences(period, steps_of(con, scheme, period, found), measures(con, period))


def step_decisions(found: Consequences) -> list[Decision]:
    """What the ladder orders, as entries of the list of decisions."""
    steps = found.steps
    if steps is None or steps.since is None:
        return []
    return [
        Decision(
            one.unit,
            Message("decision-ladder", {"times": times_words(one, steps.since)}, "metrics"),
            Message(
                "suggest-ladder",
                {
                    "orders": orders_words(one),
                    "decided": decided_sentence(found.register, one.unit, found.period, one),
                },
                "metrics",
            ),
            ordered=True,
        )
        for one in steps.orders
    ]

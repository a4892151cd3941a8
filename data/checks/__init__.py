"""The store proves itself: what must hold of the books, the facts and their sources.

`run_checks` lists what does not hold and repairs nothing. Scores and ranks are checked by
`metrics.checks`, with the same Outcome.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from data.checks import (
    bookkeeping,
    coverage,
    dates,
    ids,
    layouts,
    names,
    sources,
    values,
)
from data.checks.check import FAMILIES, Check, Connection, Outcome
from data.store import Store
from kernel.messages import Message

CHECKS: tuple[Check, ...] = (
    *bookkeeping.CHECKS,
    *sources.CHECKS,
    *layouts.CHECKS,
    *dates.CHECKS,
    *ids.CHECKS,
    *values.CHECKS,
    *names.CHECKS,
    *coverage.CHECKS,
)

Run = Callable[[Connection], list[Outcome]]


@dataclass
class Verification:
    """What `verify` looked at (batches, facts), and what came of every check."""

    counts: dict[str, int] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def problems(self) -> list[Message]:
        """One sentence for each check that found errors: none in a sound store."""
        return [
            Message("check-failed", {"name": o.name, "count": o.count, "advice": o.advice})
            for o in self.outcomes
            if o.state == "failed"
        ]


def run_checks(con: Connection) -> list[Outcome]:
    """All checks of the store, in the order of CHECKS."""
    return [check.run(con) for check in CHECKS]


def verify(store: Store, *more: Run) -> Verification:
    """Check the current version; `more`: what else is run on it, e.g. the checks of scores.

    Raises EmptyStoreError and the like when there is no version to check.
    """
    con = store.connect()
    try:
        row = con.execute(
            f"SELECT (SELECT count(*) FROM import_batches), ({bookkeeping.FACTS})"
        ).fetchone()
        batches, facts = row or (0, 0)
        found = [outcome for run in (run_checks, *more) for outcome in run(con)]
        return Verification({"batches": batches, "facts": int(facts)}, by_family(found))
    finally:
        con.close()


def by_family(outcomes: list[Outcome]) -> list[Outcome]:
    """Outcomes in the order in which they are shown."""
    return sorted(outcomes, key=lambda outcome: FAMILIES.index(outcome.family))

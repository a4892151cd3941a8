"""What came of the checks, as the command line prints it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from data.checks import Verification
from data.checks.check import Outcome
from kernel.messages import Message

CHECK = ("id", "family", "severity", "state", "name", "count", "looked_at", "rule", "advice")
STATES = ("passed", "doubtful", "failed", "noted", "idle")
_ROWS = 3  # of each list, for people; the JSON holds the whole sample


def checks_content(found: Verification, lang: str) -> dict[str, Any]:
    """batches, facts, problems (one text per failed check), and every check with its sample."""
    problems = [problem.text(lang) for problem in found.problems]
    checks = [_check(outcome, lang) for outcome in found.outcomes]
    return {**found.counts, "problems": problems, "checks": checks}


def checks_lines(found: Verification, lang: str) -> Iterator[str]:
    """One line per check; below one that lists something its rule, first rows, what to do."""
    for outcome in found.outcomes:
        state = Message(f"check-state-{outcome.state}")
        params = {"state": state, "name": outcome.name, "count": outcome.count}
        yield Message("cli-check", params | {"among": outcome.looked_at}).text(lang)
        if outcome.count:
            yield f"    {outcome.rule.text(lang)}"
            for row in _rows(outcome, lang)[:_ROWS]:
                cells = [str(cell) for cell in row.values() if cell is not None]
                yield f"    - {' | '.join(cells)}"
            yield f"    {outcome.advice.text(lang)}"
    states = Counter(outcome.state for outcome in found.outcomes)
    yield Message("cli-verified", found.counts | {s: states[s] for s in STATES}).text(lang)


def _check(outcome: Outcome, lang: str) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "family": outcome.family,
        "severity": outcome.severity,
        "state": outcome.state,
        "name": outcome.name.text(lang),
        "count": outcome.count,
        "looked_at": outcome.looked_at,
        "rule": outcome.rule.text(lang),
        "advice": outcome.advice.text(lang),
        "sample": _rows(outcome, lang),
    }


def _rows(outcome: Outcome, lang: str) -> list[dict[str, Any]]:
    """The sample's rows, with what is empty as None."""
    return [
        {str(name): _plain(cell, lang) for name, cell in row.items()}
        for row in outcome.sample.to_dict("records")
    ]


def _plain(cell: Any, lang: str) -> Any:
    if isinstance(cell, Message):
        return cell.text(lang)
    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, str | int | float | bool) else str(cell)

"""Small inputs of the sentences on actions: each template once true and once false."""

from metrics.narrative.action_words import outcome_words
from tests.metrics.claims import Cases


def row(outcome: str, certain: bool = False) -> dict[str, object]:
    return {"outcome": outcome, "certain": certain, "due": "2025-11-30", "judged_in": "2025-11"}


ACTIONS: Cases = {
    "outcome_words": (
        outcome_words,
        [
            ((row("met", True),), "outcome-met"),
            ((row("met"),), "outcome-met-chance"),
            ((row("missed", True),), "outcome-missed"),
            ((row("missed"),), "outcome-missed-chance"),
            ((row("open"),), "outcome-open"),
            ((row("no_data"),), "outcome-no-data"),
            ((row("withdrawn"),), "outcome-withdrawn"),
        ],
    ),
}

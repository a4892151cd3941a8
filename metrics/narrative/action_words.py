"""What became of an action, in words."""

from typing import Any

from kernel.messages import Message


def outcome_words(row: Any) -> Message:
    """A row of `metrics.action_log.outcome.outcomes`: met or missed, and whether the change since
    then is beyond chance; or why nobody judges it."""
    outcome = row["outcome"]
    if outcome in ("met", "missed"):
        return _say(f"outcome-{outcome}" + ("" if row["certain"] else "-chance"))
    if outcome == "no_data":
        return _say("outcome-no-data", period=row["judged_in"])
    if outcome == "open":
        return _say("outcome-open", due=f"{row['due']}")
    return _say("outcome-withdrawn")


def _say(code: str, **params: str) -> Message:
    return Message(code, params, "metrics")

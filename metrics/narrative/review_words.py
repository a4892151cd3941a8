"""What is said of penalty cases that were not reviewed."""

import pandas as pd

from kernel.messages import Message


def of_unreviewed(table: pd.DataFrame, level: str) -> Message:
    """How many were not reviewed, and how many of them are late (`file_reviews.unreviewed`)."""
    if table.empty:
        return Message("unreviewed-none", {"level": level_name(level)}, "metrics")
    params = {"level": level_name(level), "n": len(table), "late": int(table["overdue"].sum())}
    return Message("unreviewed", params, "metrics")


def level_name(level: str) -> Message:
    """What a level of review is called in a sentence."""
    return Message(f"review-level-{level}", {}, "metrics")

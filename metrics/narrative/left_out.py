"""How many could not be judged, in words that stand beside a figure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.indicators.definition import LEFT_OUT_REASONS


def left_out(row: Mapping[str, Any]) -> list[Message]:
    """One message for each reason for which rows were left out of a figure.

    row: what `aggregate` says of it, at least the columns that are among REASONS.
    """
    return [
        Message(f"left-out-{reason}".replace("_", "-"), {"n": count_text(row[reason])}, "metrics")
        for reason in LEFT_OUT_REASONS
        if reason in row and not pd.isna(row[reason]) and row[reason] > 0
    ]


def reason_name(reason: str) -> Message:
    """Why rows were left out, as a name."""
    return Message(f"reason-{reason}".replace("_", "-"), {}, "metrics")


def count_text(n: float) -> str:
    """A number of rows; shared ones make fractions."""
    return f"{n:,.0f}" if abs(n - round(n)) < 0.05 else f"{n:,.1f}"

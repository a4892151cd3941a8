"""Sentences that several pages say, and how captions say them. A captions.py is pure: it knows
metrics and the captions of others, and nothing of a screen."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.narrative.reform_words import changes, of_series


def say(code: str, **params: Any) -> Message:
    """A sentence whose text lies in `ui`."""
    return Message(code, params, "ui")


def of_history(history: pd.DataFrame) -> Message | None:
    """Who rose and who fell most from the first to the last of the periods, of those that the
    newest version of the scheme scored; where nobody can be compared under it, since when it
    holds; None without both."""
    reforms = changes(history)
    if not reforms:
        return _moves(history)
    newest, version = reforms[-1]
    since = say("series-since", period=newest, now=version.replace("+", "、"))
    return _moves(history[history["period"] >= newest], since) or of_series(history)


def _moves(history: pd.DataFrame, since: Message | None = None) -> Message | None:
    wide = history.pivot(index="unit", columns="period", values="score").dropna(axis=1, how="all")
    periods = sorted(wide.columns)
    if len(periods) < 2:
        return None
    moved = (wide[periods[-1]] - wide[periods[0]]).dropna().astype(float).sort_values()
    if moved.empty:
        return None
    fall, rise = float(moved.iloc[0]), float(moved.iloc[-1])
    params: dict[str, Any] = {
        "since": since or periods[0],
        "down": moved.index[0],
        "up": moved.index[-1],
    }
    params |= {"fall": f"{-fall:.2f}", "rise": f"{rise:.2f}"}
    if rise <= 0:
        return say("caption-history-fall", **params)
    return say("caption-history-rise" if fall >= 0 else "caption-history", **params)


def signal_word(signal: str) -> Message | str:
    """What a signal of `xmr` is called."""
    return say(f"fairness-signal-{signal.replace('_', '-')}") if signal else ""

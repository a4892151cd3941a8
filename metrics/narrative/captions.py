"""One sentence under each chart of the overview, computed from what the chart shows."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.narrative.left_out import count_text
from metrics.narrative.reform_words import changes, of_series


def of_problems(problems: pd.DataFrame) -> Message:
    """The most frequent kind of problem, and the one that rose most (`Overview.problems`)."""
    if problems.empty:
        return _say("caption-problems-none")
    top = problems.iloc[0]
    params = {"top": top["subcategory"], "value": f"{top['per_100_checks']:.1f}"}
    rose = problems[problems["change"] >= 0.05]  # what rounds to 0.1 or more
    if rose.empty:
        return _say("caption-problems", **params)
    most = rose.sort_values("change", ascending=False).iloc[0]
    params |= {"riser": most["subcategory"], "rise": f"{most['change']:.1f}"}
    return _say("caption-problems-rise", **params)


def of_overdue(overdue: pd.DataFrame, total: float, unjudged: float = 0.0) -> Message:
    """Who has the highest pile, and its share of it all (`Overview.overdue`).

    total: the whole pile, NaN when no case has a deadline. unjudged: open cases without one.
    """
    if pd.isna(total):
        return _say("caption-overdue-unknown" if unjudged else "caption-overdue-no-deadline")
    more = _say("caption-overdue-unjudged", n=count_text(unjudged)) if unjudged else ""
    if not total:
        return _say("caption-overdue-none-known" if more else "caption-overdue-none", more=more)
    if overdue.empty:
        return _say("caption-overdue-no-owner", n=count_text(total), more=more)
    top = overdue.iloc[0]
    params = {"owner": top["owner"], "n": f"{top['overdue']:,.0f}", "more": more}
    return _say("caption-overdue", share=f"{100 * top['share']:.0f}", **params)


def of_history(history: pd.DataFrame) -> Message | None:
    """Who rose and who fell most from the first to the last of the periods, of those that the
    newest version of the scheme scored; where nobody can be compared under it, since when it
    holds; None without both."""
    reforms = changes(history)
    if not reforms:
        return _moves(history)
    newest, version = reforms[-1]
    since = _say("series-since", period=newest, now=version.replace("+", "、"))
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
        return _say("caption-history-fall", **params)
    return _say("caption-history-rise" if fall >= 0 else "caption-history", **params)


def _say(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")

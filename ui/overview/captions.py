"""One sentence under each chart of the overview, computed from what the chart shows."""

import pandas as pd

from kernel.messages import Message
from metrics.narrative.left_out import count_text
from ui.captions import say


def of_problems(problems: pd.DataFrame) -> Message:
    """The most frequent kind of problem, and the one that rose most (`Overview.problems`)."""
    if problems.empty:
        return say("caption-problems-none")
    top = problems.iloc[0]
    params = {"top": top["subcategory"], "value": f"{top['per_100_checks']:.1f}"}
    rose = problems[problems["change"] >= 0.05]  # what rounds to 0.1 or more
    if rose.empty:
        return say("caption-problems", **params)
    most = rose.sort_values("change", ascending=False).iloc[0]
    params |= {"riser": most["subcategory"], "rise": f"{most['change']:.1f}"}
    return say("caption-problems-rise", **params)


def of_overdue(overdue: pd.DataFrame, total: float, unjudged: float = 0.0) -> Message:
    """Who has the highest pile, and its share of it all (`Overview.overdue`).

    total: the whole pile, NaN when no case has a deadline. unjudged: open cases without one.
    """
    if pd.isna(total):
        return say("caption-overdue-unknown" if unjudged else "caption-overdue-no-deadline")
    more = say("caption-overdue-unjudged", n=count_text(unjudged)) if unjudged else ""
    if not total:
        return say("caption-overdue-none-known" if more else "caption-overdue-none", more=more)
    if overdue.empty:
        return say("caption-overdue-no-owner", n=count_text(total), more=more)
    top = overdue.iloc[0]
    params = {"owner": top["owner"], "n": f"{top['overdue']:,.0f}", "more": more}
    return say("caption-overdue", share=f"{100 * top['share']:.0f}", **params)

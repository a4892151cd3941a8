"""What a trial of a scheme changes, in one sentence."""

import pandas as pd

from kernel.messages import Message
from metrics.whatif.comparison import moved
from ui.captions import say

NAMED = 3  # units in the sentence; the table has all


def trial_sentence(both: pd.DataFrame) -> Message:
    """What a trial changes in the ranks of one period (`metrics.whatif.comparison.compared`).

    Units are named from the largest move of rank on; then those that have a rank on one side only.
    Without any such unit: whose score moves most, or that no score does.
    """
    differing = moved(both)
    if differing.empty:
        return _without_moves(both)
    moves = differing[differing["rank_change"].notna()].copy()
    moves["size"] = moves["rank_change"].abs()
    moves = moves.sort_values(["size", "rank_trial"], ascending=[False, True], kind="stable")
    named: list[Message] = [
        say(
            "whatif-move",
            unit=r["unit"],
            before=int(r["rank_official"]),
            after=int(r["rank_trial"]),
        )
        for r in moves.head(NAMED).to_dict("records")
    ]
    for code, side in (("whatif-gained", "rank_official"), ("whatif-lost", "rank_trial")):
        units = differing.loc[differing[side].isna(), "unit"].tolist()
        named += [say(code, unit=unit) for unit in units[: NAMED - len(named)]]
    rest = len(differing) - len(named)
    code = "whatif-moves-more" if rest else "whatif-moves"
    return say(code, n=len(differing), of=len(both), moves=named)


def trials_sentence(both: pd.DataFrame, by_unit: pd.DataFrame) -> Message:
    """What a trial changes in the ranks of several periods; `by_unit`: `over_periods` of both."""
    count = both["period"].nunique()
    differing = moved(both)
    if differing.empty:
        return say("whatif-periods-none", n=count)
    periods = differing["period"].nunique()
    params = {"n": count, "periods": periods, "moves": len(differing)}
    means = by_unit[by_unit["rank_change"].fillna(0) != 0]
    if means.empty:
        return say("whatif-periods", **params)
    most = max(means.to_dict("records"), key=lambda row: abs(row["rank_change"]))
    ranks = {side: f"{most[f'rank_{side}']:.1f}" for side in ("official", "trial")}
    return say("whatif-periods-most", **params, unit=most["unit"], **ranks)


def _without_moves(both: pd.DataFrame) -> Message:
    rows = both[both["score_change"].fillna(0) != 0].to_dict("records")
    if not rows:
        return say("whatif-same")
    most = max(rows, key=lambda row: abs(row["score_change"]))
    return say("whatif-no-moves", unit=most["unit"], change=f"{most['score_change']:+.2f}")

"""What a portrait says in sentences, each computed from its frames."""

from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.analyses.portrait import Portrait
from metrics.indicators import INDICATORS
from metrics.narrative.headline import Clause
from metrics.narrative.progress_words import against
from metrics.narrative.score_words import score_words
from metrics.scoring.attribution import main_cause, main_component
from metrics.scoring.distance import TOP, NeededStep, nearest
from metrics.scoring.explain import Explanation
from ui.captions import say


def clauses(portrait: Portrait) -> list[Clause]:
    """The sentence over the page: where the unit stands, why it moved, what it would have taken."""
    now, words = portrait.before.now, score_words(portrait.before.scheme)
    if now.rank is None or now.score.score is None:
        reason = now.score.reason or Message("rank-no-data", {}, "metrics")
        return [Clause(say("portrait-unranked", unit=portrait.unit, reason=reason))]
    group = now.score.group or Message("group-all", {}, "metrics")
    params = {"unit": portrait.unit, "group": group, "rank": now.rank, "n": portrait.ranked}
    found = [Clause(say("portrait-standing", score=words.level(now.score.score), **params))]
    found += [change_clause(portrait.before)]
    if portrait.rival is not None and portrait.ranked > 1:
        lead = abs(now.score.score - portrait.rival)
        code = "portrait-lead" if lead else "portrait-shared"
        found.append(Clause(say(code, lead=words.step(lead))))
    targets = {s.target for s in portrait.steps}
    for target in sorted({now.rank - 1, min(now.rank - 1, TOP)} & targets, reverse=True)[-1:]:
        step = nearest(portrait.steps, target)
        if step is not None:
            found.append(Clause(say("portrait-step", lever=lever(step), rank=step.rank)))
    return found


def change_clause(explanation: Explanation) -> Clause:
    """The change against another period, with what made most of it, and whether it is clear."""
    change, than = explanation.change, against(explanation.previous)
    words = score_words(explanation.scheme)
    before = explanation.before.score.score if explanation.before else None
    if change is None or before is None:
        return Clause(say("portrait-change-unknown", than=than))
    if change == 0:
        return Clause(say("portrait-change-none", than=than))
    clear = explanation.known.clear in ("up", "down")
    code = "portrait-fell" if change < 0 else "portrait-rose"
    params: dict[str, Any] = {"than": than, "points": words.step(abs(change))}
    params["before"] = words.level(before)
    params["why"] = _why(explanation, -1 if change < 0 else 1)
    by_chance = explanation.known.clear == "no"
    params["chance"] = say("portrait-chance" if by_chance else "portrait-nothing")
    tone = words.tone("worse" if words.sign * change < 0 else "better") if clear else "neutral"
    return Clause(say(code, **params), tone)


def _why(explanation: Explanation, sign: int) -> Message:
    """The main component that gave most of a change (as the headline of the overview names it),
    and inside it the category that did."""
    now = explanation.now.score
    if explanation.scheme.measure is not None:
        return say("portrait-nothing")  # it is made of nothing else
    most = main_cause(explanation.attribution, now, sign)
    if most is None:
        return say("portrait-nothing")
    params = {"zh": most["name_zh"], "en": most["name_en"], "points": signed(most["points"])}
    categories = explanation.categories
    within = categories.assign(part=[main_component(now.tree, p) for p in categories["part"]])
    inside = top_category(within, most["part"], sign)
    if inside is None:
        return say("portrait-why", **params)
    category, gain = inside
    return say("portrait-why-inside", category=category, gain=signed(gain), **params)


def top_category(categories: pd.DataFrame, part: str, sign: int) -> tuple[str, Any] | None:
    """The category with the largest gain (sign 1) or loss (-1) inside a component, summed over the
    rows that name it."""
    own = categories[(categories["part"] == part) & categories["category"].notna()]
    sums: dict[str, Any] = {}
    for category, points in zip(own["category"], own["points"], strict=True):
        sums[str(category)] = sums.get(str(category), 0) + points
    most = max(sums, key=lambda category: sums[category] * sign, default=None)
    if most is None or sums[most] * sign <= 0:
        return None
    return most, sums[most]


def lever(step: NeededStep) -> Message:
    """What a step asks: `按期结案多办结 3 件`."""
    leaf = step.component
    entry = INDICATORS[leaf.indicator or ""]
    amount = f"{float(step.amount):g}"
    params = {"zh": leaf.name.zh, "en": leaf.name.en, "n": amount}
    words = entry.lever or ("fewer" if entry.better == "lower" else "more")
    return say(f"lever-{words}", **params)


def signed(points: Any) -> str:
    """+0.31 or −1.04, to two decimals."""
    return f"{float(points):+.2f}".replace("-", "−")

"""What needs a decision: who must answer by the scheme, then what statistics suggest.

What the scheme orders (the last of each group makes a statement) is listed always, first and whole.
The rest is a short list, each entry with its figures and a suggested step. The thresholds stand
here, by name, so that a page can say them. A suggestion is never a verdict: it names the step that
the field takes in such a case (约谈, 督办, 复查, 补测). Nobody is asked to explain a fall that is
mostly one of other weights.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period
from metrics.aggregation.aggregate import aggregate
from metrics.narrative.score_words import score_words
from metrics.schemes.model import Scheme
from metrics.scoring.attribution import attribution_of, main_cause
from metrics.scoring.certainty.tests import covert_gaps, more_than_others
from metrics.scoring.minimum import minimum_n
from metrics.scoring.ranking import Ranking
from metrics.scoring.scores import Scores

OVERDUE_SHARE = 0.1  # of the city's pile with one owner
OVERDUE_CASES = 10
COVERT_GAP_POINTS = 3.0  # and more than chance
REBOUND_TIMES_CITY = 1.5
REBOUND_CASES = 5
MOST = 5


@dataclass(frozen=True)
class Decision:
    """One entry: the unit, what is the case, what is ordered or suggested, and by whom: `ordered`
    by the scheme, or suggested by statistics."""

    unit: str
    situation: Message
    suggestion: Message
    ordered: bool = False


def decisions(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    period: Period,
    ranking: Ranking,
    overdue: pd.DataFrame,
    found: Scores,
    steps: Sequence[Decision] = (),
) -> list[Decision]:
    """What the scheme orders, then at most five suggestions, the most pressing first; none while
    the period is not finished.

    found: the scores of this period and the one before. steps: what its ladder orders (of a unit
    that makes a statement, in the place of that). overdue: owner, overdue, change, share of
    the city's pile (0..1), largest first.
    """
    if not ranking.progress.finished:
        return []  # nobody is asked anything of a period that is not over
    suggested = [
        *_fallen(ranking, found),
        *_pile(overdue),
        *_covert(con, scheme, period),
        *_rebound(con, scheme, period),
        *_too_few(ranking),
    ]
    return _once(_with_steps(list(_ordered(ranking)), steps), suggested)


def _once(ordered: list[Decision], suggested: list[Decision]) -> list[Decision]:
    """Both lists with no unit asked twice for its fall: who makes a statement anyway is named once,
    and what statistics say of the fall stands beside the order."""
    fell = {d.unit: d.situation for d in suggested if d.situation.code == "decision-fell"}
    told = {decision.unit for decision in ordered} & set(fell)
    rest = [d for d in suggested if d.unit not in told or d.situation.code != "decision-fell"]
    joined = [
        replace(d, situation=_also(d.situation, fell[d.unit])) if d.unit in told else d
        for d in ordered
    ]
    return [*joined, *rest[:MOST]]


_AGAIN = {"ladder-times": "ladder-again", "ladder-times-open": "ladder-again-open"}


def _with_steps(ordered: list[Decision], steps: Sequence[Decision]) -> list[Decision]:
    """Orders with no unit named twice: what the ladder orders of a unit that makes a statement
    anyway stands beside that."""
    last = {one.unit: one for one in ordered}
    joined = []
    for step in steps:
        if step.unit in last:
            times = step.situation.params["times"]
            if times.code in _AGAIN:  # that it is last stands before it
                times = _message(_AGAIN[times.code], **times.params)
            both = {"last": last[step.unit].situation, "times": times}
            orders = {"statement": last[step.unit].suggestion, "ladder": step.suggestion}
            step = replace(
                step,
                situation=_message("decision-ladder-last", **both),
                suggestion=_message("suggest-statement-ladder", **orders),
            )
        joined.append(step)
    told = {one.unit for one in steps}
    return [*joined, *(one for one in ordered if one.unit not in told)]


def _also(ordered: Message, fell: Message) -> Message:
    params = {name: fell.params[name] for name in ("points", "before", "turn")}
    return _message("decision-also", ordered=ordered, **params)


def _ordered(ranking: Ranking) -> Iterator[Decision]:
    rows = {row["unit"]: row for row in ranking.table.to_dict("records")}
    for unit in ranking.lists.statement:
        row = rows[unit]
        group = _message("group-all") if pd.isna(row["group"]) else str(row["group"])
        score = score_words(ranking.scheme).figure(row["score"])
        params = {"group": group, "rank": int(row["rank"]), "score": score}
        yield Decision(
            unit, _message("decision-last", **params), _message("suggest-statement"), ordered=True
        )


def _fallen(ranking: Ranking, found: Scores) -> Iterator[Decision]:
    table, words = ranking.like_for_like, score_words(ranking.scheme)
    if words.tone("worse") == "neutral":
        return  # of what is neither good nor bad nobody has to answer
    down = table[(table["clear"] == "down") & table["rank"].notna()]
    own = [unit for unit in down["unit"] if not _of_weights(ranking, found, unit)]
    down = down[down["unit"].isin(own)]
    for row in down.sort_values("change", key=lambda c: words.sign * c).head(2).to_dict("records"):
        params = {
            "points": words.step(abs(row["change"])),
            "before": words.figure(row["previous_score"]),
            "moved": words.moved(better=False),
            "turn": words.turn(better=False),
        }
        yield Decision(
            row["unit"],
            _message("decision-fell", rank=int(row["rank"]), **params),
            _message("suggest-explain"),
        )


def _of_weights(ranking: Ranking, found: Scores, unit: str) -> bool:
    """Whether most of a fall comes of components that have data in one of the periods only."""
    if ranking.compared is None:
        return False
    before = found.of[ranking.compared.id].get(unit)
    now = found.of[ranking.period.id][unit]
    cause = main_cause(attribution_of(before, now), now, -1)
    return cause is not None and cause["kind"] == "weighting"


def _pile(overdue: pd.DataFrame) -> Iterator[Decision]:
    heavy = overdue[(overdue["share"] >= OVERDUE_SHARE) & (overdue["overdue"] >= OVERDUE_CASES)]
    for row in heavy.head(2).to_dict("records"):
        params = {"n": round(row["overdue"]), "share": round(100 * row["share"])}
        yield Decision(
            row["owner"], _message("decision-overdue", **params), _message("suggest-supervise")
        )


def _covert(con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period) -> Iterator[Decision]:
    found = covert_gaps(con, scheme.scores.kind, period)
    wide = found[found["clear"] & (found["gap"] >= COVERT_GAP_POINTS)]
    for row in wide.sort_values("gap", ascending=False).head(1).to_dict("records"):
        params = {"points": f"{row['gap']:.1f}", "n": int(row["n"])}
        yield Decision(
            row["unit"], _message("decision-covert", **params), _message("suggest-recheck")
        )


def _rebound(con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period) -> Iterator[Decision]:
    found = _by_unit(con, scheme, period, "rebound_rate")
    city = 100 * found["numerator"].sum() / max(found["denominator"].sum(), 1)
    found["clear"] = more_than_others(found["numerator"], found["denominator"])
    high = found[
        found["clear"]
        & (found["value"] >= REBOUND_TIMES_CITY * city)
        & (found["numerator"] >= REBOUND_CASES)
    ]
    for row in high.sort_values("numerator", ascending=False).head(1).to_dict("records"):
        params = {
            "n": round(row["numerator"]),
            "days": scheme.rebound_days,
            "rate": f"{row['value']:.1f}",
            "city": f"{city:.1f}",
        }
        yield Decision(
            row[scheme.scores.kind],
            _message("decision-rebound", **params),
            _message("suggest-return"),
        )


def _too_few(ranking: Ranking) -> Iterator[Decision]:
    minimum = minimum_n(ranking.scheme, ranking.period)
    few = ranking.table[ranking.table["state"] == "below_minimum_n"]
    for row in few.to_dict("records"):
        params = {"n": int(row["n"]), "minimum": minimum}
        yield Decision(
            row["unit"], _message("decision-too-few", **params), _message("suggest-measure")
        )


def _by_unit(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, indicator: str
) -> pd.DataFrame:
    found = aggregate(con, [indicator], (scheme.scores.kind,), period, rules=scheme.rules)
    return found[found["state"].isin(("value", "zero"))]


def _message(code: str, **params: Any) -> Message:
    return Message(code, params, "metrics")

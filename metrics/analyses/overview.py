"""The overview: where do we stand, who moved, what needs a decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb
import numpy as np
import pandas as pd

from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.analyses.ledger import moment_within
from metrics.analyses.overdue import open_at, overdue_at
from metrics.analyses.problems import categories
from metrics.consequences.orders import consequences, step_decisions
from metrics.finished import so_far
from metrics.indicators import INDICATORS, shown_in
from metrics.narrative.headline import Clause, clearest_fall, headline
from metrics.narrative.reform_words import reform_clause
from metrics.narrative.score_words import score_words
from metrics.schemes.model import Scheme
from metrics.schemes.versions import version_for
from metrics.scoring.attribution import attribution_of, main_cause
from metrics.scoring.categories import UNNAMED
from metrics.scoring.certainty.judging import change_p
from metrics.scoring.certainty.past import drawn
from metrics.scoring.certainty.tests import discoveries, z_test
from metrics.scoring.certainty.together import ALL_KINDS, together
from metrics.scoring.decisions import Decision, decisions
from metrics.scoring.ranking import Ranking, periods_ranked, rank, ranking_history
from metrics.scoring.scores import Scores, like_for_like, scores

PERIODS_SHOWN = 13  # the same month last year is the first of them
KEY_INDICATORS = shown_in("overview")


@dataclass(frozen=True)
class Figure:
    """One key figure: value and change of the period, and its series of thirteen periods.

    id: an indicator id, or `mean_score` (of the units with a score, where points are ranked).
    tone: better or worse when the value clearly changed, else neutral. n: what the value is of
    (units with a score, or what a rate or a mean is taken over), NaN of a count. Values are NaN
    where there is no data.
    """

    id: str
    value: float
    change: float
    tone: str
    series: tuple[float, ...]
    n: float = float("nan")


@dataclass(frozen=True)
class Overview:
    """Everything that the overview page shows.

    history: `ranking.history` over thirteen periods. problems: see `problems`. overdue: owner,
    overdue, previous, change, share (of the city's pile, 0..1). overdue_total: moment, overdue at
    the thirteen period ends (NaN while no case has a deadline). unjudged: open cases without a
    deadline at the end of the period.
    """

    headline: list[Clause]
    figures: list[Figure]
    ranking: Ranking
    history: pd.DataFrame
    problems: pd.DataFrame
    decisions: list[Decision]
    overdue: pd.DataFrame
    overdue_total: pd.DataFrame
    unjudged: float


def overview(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, found: Scores | None = None
) -> Overview:
    """Compute the overview of one period under one scheme. found: the scores of the thirteen
    periods and of `periods_ranked`, where they are at hand."""
    scheme = version_for(scheme, period)
    period = so_far(con, scheme, period)
    periods = period.last(PERIODS_SHOWN)
    wanted = sorted({*periods, *periods_ranked(scheme, period)}, key=_start)
    found = found or scores(con, scheme, wanted)
    ranking = rank(con, scheme, period, found=found)
    past = ranking_history(con, scheme, periods, found)
    same = like_for_like(con, scheme, period.previous(), period, found) or found
    ends = [moment_within(p, ranking.as_of) for p in periods]
    overdue_total = overdue_at(con, ends, (), scheme.rules)
    overdue = _overdue(con, period, ranking.as_of, scheme.rules)
    answered = consequences(con, scheme, period, found)
    return Overview(
        headline=_headline(ranking, past, _loss(same, period, ranking.like_for_like)),
        figures=[
            figure if ranking.progress.finished else replace(figure, tone="neutral")
            for figure in _figures(con, scheme, periods, past, same)
        ],
        ranking=ranking,
        history=past,
        problems=problems(con, period, scheme.rules),
        decisions=decisions(con, scheme, period, ranking, overdue, same, step_decisions(answered)),
        overdue=overdue,
        overdue_total=overdue_total,
        unjudged=float(
            open_at(con, [moment_within(period, ranking.as_of)], scheme.rules)["unjudged"].iloc[0]
        ),
    )


def _headline(
    ranking: Ranking, past: pd.DataFrame, loss: tuple[str, str, float] | None
) -> list[Clause]:
    clauses = headline(
        ranking.like_for_like, past, loss, ranking.progress, score_words(ranking.scheme)
    )
    if ranking.reform is not None and ranking.progress.finished:
        clauses.append(Clause(reform_clause(ranking.reform)))
    return clauses


def problems(
    con: duckdb.DuckDBPyConnection, period: Period, rules: CountingRules | None = None
) -> pd.DataFrame:
    """All kinds of problem found per 100 checks, the most frequent first, beside the period before.

    Columns: subcategory, per_100_checks, previous, change, tone (worse when it clearly rose, better
    when it clearly fell, else neutral). Empty when nothing was checked.
    """
    found = categories(con, period, rules=rules).dropna(subset="rate")
    named = (found["count"] > 0) & (found["category"] != UNNAMED)
    table = found[named].rename(columns={"category": "subcategory", "rate": "per_100_checks"})
    changes = zip(table["change"], table["change_is_clear"], strict=True)
    table["tone"] = [_tone(change, clear, "lower") for change, clear in changes]
    columns = ["subcategory", "per_100_checks", "previous", "change", "tone"]
    return table[columns].reset_index(drop=True)


def _figures(
    con: duckdb.DuckDBPyConnection,
    scheme: Scheme,
    periods: Sequence[Period],
    past: pd.DataFrame,
    found: Scores,
) -> list[Figure]:
    """The key figures; a change is coloured where it stands out among all of them. found: the
    scores of the last two periods by one version of the scheme; that of the mean is the change."""
    ids = [p.id for p in periods]
    series, chances, over = {}, [], {}
    if scheme.measure is None:  # of values of many units there is no mean that says anything
        series["mean_score"] = past.groupby("period")["score"].mean().reindex(ids)
        chances.append(_mean_chance(con, scheme, periods, found))
        over["mean_score"] = float(past.loc[past["period"] == ids[-1], "score"].notna().sum())
    table = aggregate(con, KEY_INDICATORS, (), periods, rules=scheme.rules)
    for indicator in KEY_INDICATORS:
        own = table[table["indicator"] == indicator].set_index("period").reindex(ids)
        series[indicator] = own["value"].astype(float)
        over[indicator] = float(own["denominator"].astype(float).iloc[-1])
        before, now = own["variance"].astype(float).iloc[-2:]
        if INDICATORS[indicator].counts_problems:  # those of one visit belong together
            factor = together(con, periods[-2:], "subcategory", rules=scheme.rules)[ALL_KINDS]
            before, now = factor * before, factor * now
        chances.append(z_test(float(series[indicator].diff().iloc[-1]), now, before))
    clear = discoveries(chances)
    alike = {"mean_score": _mean_score(found, periods[-2])}
    return [
        replace(_figure(name, values, bool(stands_out), alike.get(name)), n=over[name])
        for (name, values), stands_out in zip(series.items(), clear, strict=True)
    ]


def _mean_score(found: Scores, period: Period) -> float:
    own = [float(unit.score) for unit in found.of[period.id].values() if unit.score is not None]
    return sum(own) / len(own) if own else float("nan")


def _mean_chance(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period], found: Scores
) -> float:
    """p of "the mean score has not changed", over the units that have a score in both periods."""
    both = drawn(con, periods[-2:], found)
    before, now = (both[period.id] for period in periods[-2:])
    shared = [unit for unit in now.units if unit in before.units]
    old = before.scores[[before.units.index(unit) for unit in shared]]
    new = now.scores[[now.units.index(unit) for unit in shared]]
    width = min(old.shape[1], new.shape[1])
    known = ~(np.isnan(old).any(axis=1) | np.isnan(new).any(axis=1))
    if not known.any():
        return float("nan")
    moved = (new[known, :width] - old[known, :width]).mean(axis=0, keepdims=True)
    if np.ptp(moved) == 0:
        return float("nan")
    return float(change_p(moved, np.zeros_like(moved))[0])


def _figure(id: str, series: pd.Series, clear: bool, before: float | None) -> Figure:
    better = "higher" if id == "mean_score" else INDICATORS[id].better
    change = float(series.iloc[-1] - (series.iloc[-2] if before is None else before))
    return Figure(id, float(series.iloc[-1]), change, _tone(change, clear, better), tuple(series))


def _overdue(
    con: duckdb.DuckDBPyConnection, period: Period, as_of: datetime | None, rules: CountingRules
) -> pd.DataFrame:
    now, before = moment_within(period, as_of), moment_within(period.previous(), as_of)
    found = overdue_at(con, [before, now], ("owner",), rules)
    table = found.pivot(index="owner", columns="moment", values="overdue").fillna(0.0)
    table = table.reindex(columns=pd.to_datetime([before, now]), fill_value=0.0)
    table = table.set_axis(["previous", "overdue"], axis=1)
    table["change"] = table["overdue"] - table["previous"]
    total = table["overdue"].sum()
    table["share"] = table["overdue"] / total if total else 0.0
    table = table[table["overdue"] > 0].sort_values("overdue", ascending=False).reset_index()
    return table[table["owner"].notna()]


def _start(period: Period) -> date:
    return period.start


def _loss(found: Scores, period: Period, table: pd.DataFrame) -> tuple[str, str, float] | None:
    """The main component that cost the unit that fell most: its names and points."""
    fallen = clearest_fall(table[table["rank"].notna()])
    if fallen is None or len(found.versions[period.id].components) == 1:
        return None
    unit = str(fallen["unit"])
    before, now = found.of[period.previous().id][unit], found.of[period.id][unit]
    cause = main_cause(attribution_of(before, now), now, -1)
    return None if cause is None else (cause["name_zh"], cause["name_en"], float(cause["points"]))


def _tone(change: float, clear: bool, better: str | None) -> str:
    """Better, worse, or neutral when neither direction is good or the change may be chance."""
    if better is None or not clear:
        return "neutral"
    return "better" if (change > 0) == (better == "higher") else "worse"

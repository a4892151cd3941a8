"""The overview: where do we stand, who moved, what needs a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import duckdb
import pandas as pd

from metrics.aggregate import Rules, aggregate
from metrics.decisions import Decision, decisions
from metrics.explain import attribution_of
from metrics.headline import Clause, clearest_fall, headline
from metrics.indicators import INDICATORS
from metrics.overdue import overdue_at
from metrics.periods import Period
from metrics.ranking import Ranking, history, periods_ranked, rank
from metrics.scheme_model import Scheme
from metrics.scores import Scores, scores

PERIODS_SHOWN = 13  # the same month last year is the first of them
PROBLEMS_SHOWN = 6
KEY_INDICATORS = ("on_time_closure_rate", "findings_per_100_checks", "complaints")


@dataclass(frozen=True)
class Figure:
    """One key figure: value and change of the period, and its series of thirteen periods.

    id: an indicator id, or `mean_score`. tone: better, worse or neutral, by the change and by
    which direction is good. Values are NaN where there is no data.
    """

    id: str
    value: float
    change: float
    tone: str
    series: tuple[float, ...]


@dataclass(frozen=True)
class Overview:
    """Everything that the overview page shows.

    history: `ranking.history` over thirteen periods. problems: subcategory, per_100_checks,
    previous, change, tone. overdue: owner, overdue, previous, change, share (of the city's
    pile, 0..1); overdue_total: moment, overdue over the thirteen period ends.
    """

    headline: list[Clause]
    figures: list[Figure]
    ranking: Ranking
    history: pd.DataFrame
    problems: pd.DataFrame
    decisions: list[Decision]
    overdue: pd.DataFrame
    overdue_total: pd.DataFrame


def overview(con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period) -> Overview:
    """Compute the overview of one period under one scheme."""
    periods = period.last(PERIODS_SHOWN)
    found = scores(con, scheme, sorted({*periods, *periods_ranked(scheme, period)}, key=_start))
    ranking = rank(con, scheme, period, found=found)
    past = history(con, scheme, periods, found)
    overdue_total = overdue_at(con, [_end(p, ranking.as_of) for p in periods], (), scheme.rules)
    overdue = _overdue(con, period, ranking.as_of, scheme.rules)
    return Overview(
        headline=headline(ranking.table, past, _loss(found, period, ranking.table)),
        figures=_figures(con, scheme, periods, past),
        ranking=ranking,
        history=past,
        problems=problems(con, period, scheme.rules),
        decisions=decisions(con, scheme, period, ranking, overdue),
        overdue=overdue,
        overdue_total=overdue_total,
    )


def problems(
    con: duckdb.DuckDBPyConnection, period: Period, rules: Rules | None = None
) -> pd.DataFrame:
    """The most frequent kinds of problem found per 100 checks, beside the period before.

    Columns: subcategory, per_100_checks, previous, change, tone (worse when it rose). Empty when
    nothing was checked.
    """
    both = [period.previous(), period]
    found = aggregate(con, ["findings_per_100_checks"], ("subcategory",), both, rules=rules)
    table = found.pivot(index="subcategory", columns="period", values="value")
    table = table.reindex(columns=[p.id for p in both]).set_axis(["previous", "now"], axis=1)
    table = table.dropna(subset=["now"]).sort_values("now", ascending=False).head(PROBLEMS_SHOWN)
    table["change"] = table["now"] - table["previous"]
    table["tone"] = [_tone(change, "lower") for change in table["change"]]
    return table.rename(columns={"now": "per_100_checks"}).reset_index()


def _figures(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, periods: Sequence[Period], past: pd.DataFrame
) -> list[Figure]:
    mean = past.groupby("period")["score"].mean()
    found = [_figure("mean_score", mean, periods, "higher")]
    table = aggregate(con, KEY_INDICATORS, (), periods, rules=scheme.rules)
    for indicator in KEY_INDICATORS:
        values = table[table["indicator"] == indicator].set_index("period")["value"]
        found.append(_figure(indicator, values, periods, INDICATORS[indicator].better))
    return found


def _figure(id: str, values: pd.Series, periods: Sequence[Period], better: str | None) -> Figure:
    series = values.reindex([p.id for p in periods]).astype(float)
    now, before = float(series.iloc[-1]), float(series.iloc[-2])
    return Figure(id, now, now - before, _tone(now - before, better), tuple(series))


def _overdue(
    con: duckdb.DuckDBPyConnection, period: Period, as_of: datetime | None, rules: Rules
) -> pd.DataFrame:
    now, before = _end(period, as_of), _end(period.previous(), as_of)
    found = overdue_at(con, [before, now], ("owner",), rules)
    table = found.pivot(index="owner", columns="moment", values="overdue").fillna(0.0)
    table = table.reindex(columns=pd.to_datetime([before, now]), fill_value=0.0)
    table = table.set_axis(["previous", "overdue"], axis=1)
    table["change"] = table["overdue"] - table["previous"]
    total = table["overdue"].sum()
    table["share"] = table["overdue"] / total if total else 0.0
    table = table[table["overdue"] > 0].sort_values("overdue", ascending=False).reset_index()
    return table[table["owner"].notna()]


def _end(period: Period, as_of: datetime | None) -> datetime:
    """The last moment of a period of which something is known."""
    end = datetime.combine(period.end, time())
    return min(end, as_of) if as_of else end


def _start(period: Period) -> date:
    return period.start


def _loss(found: Scores, period: Period, table: pd.DataFrame) -> tuple[str, str, float] | None:
    """The component that cost the unit that fell most: its names and points."""
    fallen = clearest_fall(table[table["rank"].notna()])
    if fallen is None:
        return None
    unit = str(fallen["unit"])
    before, now = found.of[period.previous().id][unit], found.of[period.id][unit]
    changes = attribution_of(before, now)
    leaves = changes[changes["kind"] == "component"]
    worst = min(leaves.to_dict("records"), key=lambda row: row["points"], default=None)
    if worst is None or worst["points"] >= 0:
        return None
    return worst["name_zh"], worst["name_en"], float(worst["points"])


def _tone(change: float, better: str | None) -> str:
    if better is None or not change or pd.isna(change):
        return "neutral"
    return "better" if (change > 0) == (better == "higher") else "worse"

"""The answers of the command line: plain rows made of rankings, indicators and explanations."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.output import plain
from kernel.periods import Period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.consequences.ladder import Steps
from metrics.consequences.orders import Consequences
from metrics.consequences.register import decided_for
from metrics.indicators import INDICATORS
from metrics.own_figures.scored import require_named
from metrics.schemes.scheme import Scheme, scheme_hash
from metrics.schemes.versions import scored_by
from metrics.scoring.explain import Explanation
from metrics.scoring.lists import Lists
from metrics.scoring.place import Place
from metrics.scoring.ranking import Ranking
from metrics.scoring.taken_rows import taken_about, taken_rows
from metrics.scoring.totals import Total
from metrics.scoring.year import COMPARABLE_YEAR, YEAR

Rows = list[dict[str, Any]]
CERTAIN = ("clear", "p_first", "p_top3", "p_bottom", "tier", "judged")
COMPARABLE = (
    *("comparable_previous_rank", "comparable_rank_change"),
    *("comparable_previous_score", "comparable_change"),
)
YEARS = (*YEAR, *COMPARABLE_YEAR)
RANK_SETS = ("rank_low", "rank_high")
LISTS = ("red", "black", "statement")
STANDING = (
    *("lists", "orders", "deposit", "last_in_a_row", "last_in_a_row_or_more", "last_in_year"),
    *("no_honours_since", "decided"),
)
_COMPONENT = ("score", "value", "numerator", "denominator", "weight")


def ranking_rows(
    ranking: Ranking,
    lang: str,
    sets: Mapping[str, tuple[int, int]] | None = None,
    answered: Consequences | None = None,
) -> Rows:
    """One dict per unit in the order shown: finished, from, to (first and last day counted),
    compared_from, compared_to (of the earlier period), group, rank, unit, state, reason, score,
    low, high, n, previous_rank, previous_score, change, clear, p_first, p_top3, p_bottom, tier,
    judged, grade, scheme_version (numbers joined by + where the months are by several) and, where
    the earlier period is by another version, the same figures against that period scored again
    (`COMPARABLE`; else None); year_from, year_to and the same figures against the same period a
    year before (`YEARS`; None where nothing is compared with it), components {id: {score, value,
    numerator, denominator, weight, contribution, state, no_deadline, and `taken` of one that
    takes scores of another scheme}}; where `sets` are given
    (`metrics.scoring.certainty.rank_sets.sets_of`) also rank_low and rank_high, the best and the
    worst rank of each; where `answered` is given also `standing_of`."""
    parts: dict[str, dict[str, Any]] = {}
    taken = {one.leaf.id: taken_about(one) for one in ranking.taken}
    for row in ranking.components.to_dict("records"):
        named = {name: row[name] for name in (*_COMPONENT, "contribution", "state", "no_deadline")}
        if row["component"] in taken:
            named["taken"] = taken[row["component"]]
        parts.setdefault(row["unit"], {})[row["component"]] = named
    columns = (
        "group", "rank", "unit", "state", "reason", "score", "low", "high", "n",
        "previous_rank", "previous_score", "change", *CERTAIN, "grade",
    )  # fmt: skip
    about = {"finished": ranking.progress.finished} | days_of(ranking.period)
    about["scheme_version"] = "+".join(map(str, scored_by(ranking.scheme, ranking.period)))
    if ranking.compared is not None:
        about |= {f"compared_{name}": day for name, day in days_of(ranking.compared).items()}
    if ranking.year is not None and ranking.year.compared:
        about |= {f"year_{name}": day for name, day in days_of(ranking.year.period).items()}
    return [
        plain(
            about
            | {name: row[name] for name in columns}
            | {name: row.get(name) for name in (*COMPARABLE, *YEARS)}
            | _set_of(sets, row["unit"])
            | ({} if answered is None else standing_of(ranking.lists, answered, row["unit"]))
            | {"components": parts[row["unit"]]},
            lang,
        )
        for row in ranking.table.to_dict("records")
    ]


def standing_of(lists: Lists, answered: Consequences, unit: str) -> dict[str, Any]:
    """Where a unit stands on the lists and the ladder: lists (red | black | statement), orders
    (codes of `kernel.schema.ACTIONS`; None where the ladder orders nothing), deposit (yuan that are
    kept), last_in_a_row and last_in_year (how often among the last of that step;
    last_in_a_row_or_more: the row begins before what was looked at),
    no_honours_since (period), decided (what the register holds for the period: number, action,
    decided_on)."""
    steps = answered.steps or Steps("none")
    own = steps.of(unit)
    honours = dict(steps.honours).get(unit)
    decided = decided_for(answered.register, unit, answered.period)
    return {
        "lists": [name for name in LISTS if unit in getattr(lists, name)],
        "orders": list(own.step.orders) if own else None,
        "deposit": own.step.deposit if own else None,
        "last_in_a_row": own.in_a_row if own else None,
        "last_in_a_row_or_more": own.row_open if own else None,
        "last_in_year": own.in_year if own else None,
        "no_honours_since": honours.id if honours else None,
        "decided": [
            {
                "number": row["number"],
                "action": row["action"]
                if isinstance(row["action"], str)
                else row["action_written"],
                "decided_on": f"{row['decided_on']:%Y-%m-%d}",
            }
            for row in decided.to_dict("records")
        ],
    }


def flat_standing(row: Mapping[str, Any]) -> dict[str, Any]:
    """`standing_of` as cells of a table: several in one cell are parted by semicolons."""
    decided = [
        " ".join(str(one[name]) for name in ("decided_on", "action", "number") if one[name])
        for one in row["decided"]
    ]
    texts = {"lists": row["lists"], "orders": row["orders"] or [], "decided": decided}
    return {name: "; ".join(found) or None for name, found in texts.items()}


def _set_of(sets: Mapping[str, tuple[int, int]] | None, unit: str) -> dict[str, int | None]:
    if sets is None:
        return {}
    return dict(zip(RANK_SETS, sets.get(unit, (None, None)), strict=True))


def days_of(period: Period) -> dict[str, str]:
    """First and last day of a period, as `from` and `to`."""
    return {"from": f"{period.start}", "to": f"{period.last_day}"}


def indicator_rows(
    con: duckdb.DuckDBPyConnection,
    indicator: str,
    by: Sequence[str],
    period: Period,
    filters: Mapping[str, Sequence[str]],
    rules: CountingRules,
    lang: str,
) -> Rows:
    """One dict per unit: unit, numerator, denominator, value, n, state, how many rows could not be
    judged, by reason (`left_out_columns`), and the first and last day (from, to).

    Best first where the indicator has a direction, else highest first; units without a value last.
    Several `by` columns are joined in `unit` and also stand under their own names.
    """
    if indicator == "own_figure":
        require_named(con, by, filters)
    frame = aggregate(con, [indicator], by, period, filters, rules)
    better = INDICATORS[indicator].better
    keys = pd.DataFrame({"value": frame["value"]} | {name: frame[name] for name in by})
    order = keys.sort_values(
        ["value", *by], ascending=[better == "lower", *(True for _ in by)], na_position="last"
    ).index
    found = []
    for row in frame.loc[order].to_dict("records"):
        unit = " / ".join(str(row[name]) for name in by) if by else None
        own = {name: row[name] for name in by} if len(by) > 1 else {}
        figures = {k: row[k] for k in ("numerator", "denominator", "value", "n", "state")}
        figures |= {reason: row[reason] for reason in left_out_columns(indicator)}
        found.append(plain({"unit": unit} | own | figures | days_of(period), lang))
    return found


def total_rows(whole: Sequence[Total], lang: str) -> Rows:
    """One dict per total (`metrics.scoring.totals`), all units first: group, rank (None), unit (the
    word for a total), state `total`, score, n."""
    word = Message("cli-total-all", {}, "metrics").text(lang)
    return [
        plain(
            {
                "group": one.group,
                "rank": None,
                "unit": one.group or word,
                "state": "total",
                "score": None if one.score is None else float(one.score),
                "n": one.n,
            },
            lang,
        )
        for one in whole
    ]


def left_out_columns(indicator: str) -> tuple[str, ...]:
    """The reasons for which an indicator leaves rows out: columns of their own in `aggregate`."""
    return tuple(left.reason for left in INDICATORS[indicator].left_out)


def explanation_content(
    found: Explanation,
    lang: str,
    lists: Lists | None = None,
    answered: Consequences | None = None,
) -> dict[str, Any]:
    """An explanation as one dict: unit, period, finished, from, to, scheme, scheme_version,
    scheme_hash, group, rank, state, reason, score, parts [...], previous {...} as published,
    comparable {...} (scored again, where the scheme has changed since), change (against that
    where it is there), taken [...] (`metrics.scoring.taken_rows`: what
    components are made of that take scores of another scheme), change_by_part [...]."""
    own, before = found.now.score, found.before
    name = f"name_{lang}"
    inside: dict[str, Rows] = {}
    for row in found.categories.to_dict("records"):
        named = {"category": row["category"], "points": row["points"]}
        inside.setdefault(row["part"], []).append(named)
    return plain(
        {
            "unit": found.unit,
            "period": found.period.id,
            "finished": found.progress.finished,
            **days_of(found.period),
            "scheme": found.scheme.id,
            "scheme_version": found.scheme.version,
            "scheme_hash": scheme_hash(found.scheme),
            "group": own.group,
            "rank": found.now.rank,
            "state": own.state,
            "reason": own.reason,
            "score": own.score,
            "low": found.known.low,
            "high": found.known.high,
            **{name: getattr(found.known, name) for name in CERTAIN},
            "n": own.n,
            **(standing_of(lists, answered, found.unit) if lists and answered else {}),
            "parts": [
                {"part": r["part"], "kind": r["kind"], "name": r[name]}
                | {"points": r["points"], "full": r["full"]}
                for r in found.waterfall.to_dict("records")
            ],
            "previous": {
                "period": found.previous.id,
                **days_of(found.previous),
                **_standing(found.published or before),
            },
            "comparable": _standing(before) if found.published else None,
            "change": found.change,
            "taken": [
                taken_about(one) | {"scores": taken_rows(one, found.unit).to_dict("records")}
                for one in found.taken
            ],
            "change_by_part": [
                {"part": r["part"], "kind": r["kind"], "name": r[name]}
                | {key: r[key] for key in ("before", "after", "points")}
                | {"categories": inside.get(r["part"], []) if r["kind"] == "component" else []}
                for r in found.attribution.to_dict("records")
            ],
        },
        lang,
    )


def _standing(place: Place | None) -> dict[str, Any]:
    return {
        "rank": place.rank if place else None,
        "score": place.score.score if place else None,
    }


def scheme_rows(schemes: Sequence[Scheme], lang: str) -> Rows:
    """One dict per scheme: id, version, name, status, kind, effective_from, effective_to, hash."""
    return [
        {
            "id": scheme.id,
            "version": scheme.version,
            "name": scheme.name.text(lang),
            "status": scheme.status,
            "kind": scheme.scores.kind,
            "effective_from": str(scheme.effective_from),
            "effective_to": None if scheme.effective_to is None else str(scheme.effective_to),
            "hash": scheme_hash(scheme),
        }
        for scheme in schemes
    ]

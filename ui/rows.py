"""From what `metrics` found to the rows that are shown: figures as text, tones, words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.indicators import INDICATORS
from metrics.narrative.score_words import score_words
from metrics.schemes.model import Scheme
from metrics.schemes.versions import components_of as top_components
from metrics.scoring.lists import Lists
from metrics.scoring.ranking import Ranking
from metrics.scoring.totals import Total
from ui import format as f
from ui.certain import certain, end
from ui.compared_with import score_word
from ui.i18n import language, listed, said, t
from ui.links import unit_address

# The words for the states of a unit that has no rank.
STATE_WORDS = {
    "below_minimum_n": "word-below-minimum-n",
    "no_data": "word-no-data",
    "not_participating": "word-not-participating",
}


def tone_of(clear: str, scheme: Scheme) -> str:
    """better or worse when a change is beyond chance (up, down) and either is good, else
    neutral."""
    tone = {"up": "better", "down": "worse"}.get(clear, "neutral")
    return score_words(scheme).tone(tone) if tone != "neutral" else tone


def word_of(state: str, clear: str, scheme: Scheme) -> str:
    """What happened to a score, in a word; nothing where chance cannot be judged."""
    if state in STATE_WORDS:
        return t(STATE_WORDS[state])
    rose = {"up": "word-up", "down": "word-down", "no": "word-flat"}
    fell = rose | {"up": "word-down", "down": "word-up"}
    words = rose if scheme.first == "highest" else fell
    return t(words[clear]) if clear in words else ""


def score_head(scheme: Scheme) -> str:
    """What a score is called: the indicator with its unit, where one ranks as it is measured."""
    if scheme.measure is None:
        return t("column-score")
    leaf, unit = scheme.components[0], scheme.measure.unit(language())
    name = leaf.name.text(language())
    said_already = unit.casefold() in name.casefold().split()  # Complaints (complaints)
    return t("measure-in-unit", name=name, unit=unit) if unit and not said_already else name


def dot_rows(ranking: Ranking, group: str = "") -> pd.DataFrame:
    """The rows of a ranking (of one group, or all) as `ui.charts.ranking` draws them.

    Columns: group, rank, unit, n, n_text, grade, score, previous, low, high, score_text, change,
    change_text, previous_text (these three under the same rules), year_change (on the same
    period a year before, under the same rules), comparable (the score before by the rules of now,
    where they changed since), rank_change, word, tone, note, state, address (of
    the unit's page).
    """
    digits, kind = ranking.scheme.rounding.digits, ranking.scheme.scores.kind
    rows = []
    alike = dict(zip(ranking.table["unit"], ranking.like_for_like.to_dict("records"), strict=True))
    for row in ranking.table.to_dict("records"):
        if group and row["group"] != group:
            continue
        same = alike[row["unit"]]
        clear = row["clear"] if certain() else "unknown"
        scored = not f.missing(row["score"])
        moved = same["change"]
        rows.append(
            {
                "group": _group_name(ranking, row["group"]),
                "rank": "" if f.missing(row["rank"]) else str(row["rank"]),
                "unit": row["unit"],
                "address": unit_address(row["unit"], kind, ranking.scheme),
                "n": row["n"],
                "n_text": "" if f.missing(row["n"]) else f"n={f.count(row['n'])}",
                "grade": row["grade"].text(language()) if row["grade"] else "",
                "score": row["score"] if scored else math.nan,
                "previous": math.nan if f.missing(row["previous_score"]) else row["previous_score"],
                "low": math.nan if f.missing(row["low"]) else end(row["low"]),
                "high": math.nan if f.missing(row["high"]) else end(row["high"]),
                "score_text": f.fixed(row["score"], digits) if scored else "",
                "change": moved,
                "change_text": f.change(moved, digits),
                "previous_text": _was(ranking, same, digits),
                "rank_change": row["rank_change"],
                "year_change": row.get(_year_column(ranking, "change"), math.nan),
                "comparable": same["previous_score"] if ranking.reform else math.nan,
                "word": _state(ranking, row["state"])
                or word_of(row["state"], clear, ranking.scheme),
                "tone": tone_of(clear, ranking.scheme),
                "note": said(row["reason"]),
                "state": row["state"],
            }
        )
    return pd.DataFrame(rows)


def _year_column(ranking: Ranking, name: str) -> str:
    """The column of the year before that is under the same rules."""
    reformed = ranking.year is not None and ranking.year.reformed
    return f"comparable_year_{name}" if reformed else f"year_{name}"


def _was(ranking: Ranking, row: Mapping[str, Any], digits: int) -> str:
    """The score that a change started from; nothing where there is no change."""
    if f.missing(row["change"]) or f.missing(row["previous_score"]):
        return ""
    code = "was-same-days" if ranking.progress.running else "was"
    code = "was-comparable" if ranking.reform else code
    return t(code, score=f.fixed(row["previous_score"], digits))


def _state(ranking: Ranking, state: str) -> str:
    """Why a unit has no rank; that its rank is not final; nothing of a final one."""
    if state in STATE_WORDS:
        return t(STATE_WORDS[state])
    if ranking.progress.finished:
        return ""
    return t("word-running" if ranking.progress.running else "word-incomplete")


def _group_name(ranking: Ranking, group: str | None) -> str:
    """The group of a unit; words for one that has none where others have one, else nothing."""
    if not f.missing(group):
        return str(group)
    return t("group-none") if ranking.table["group"].notna().any() else ""


@dataclass(frozen=True)
class ComponentHead:
    """A component at the top of a scheme, as a column heading names it."""

    id: str
    name: str
    weight: float
    definition: str  # of its indicator; empty for a sum of other components


def components_shown(ranking: Ranking) -> list[ComponentHead]:
    """The components right below the total, in the scheme's order."""
    found = []
    for part in top_components(ranking.scheme, ranking.period):
        entry = INDICATORS[part.indicator] if part.indicator else None
        words = "" if entry is None else entry.formula(language())
        found.append(ComponentHead(part.id, part.name.text(language()), float(part.weight), words))
    return found


def points_by_unit(ranking: Ranking) -> dict[tuple[str, str], float]:
    """(unit, component) -> points that it adds to the total of a unit that has one."""
    scored = ranking.table.loc[ranking.table["score"].notna(), "unit"]
    frame = ranking.components[ranking.components["unit"].isin(scored)]
    keys = zip(frame["unit"], frame["component"], strict=True)
    return dict(zip(keys, frame["contribution"], strict=True))


def other_weights(ranking: Ranking) -> dict[tuple[str, str], float]:
    """(unit, component) -> its full marks, where these are not what the scheme says because other
    components have no data."""
    parts = top_components(ranking.scheme, ranking.period)
    stated = {part.id: float(part.weight) for part in parts}
    frame = ranking.components[ranking.components["component"].isin(stated)]
    keys = zip(frame["unit"], frame["component"], frame["weight"], strict=True)
    return {(u, c): w for u, c, w in keys if w and abs(w - stated[c]) > 5e-7}


def weights_notes(ranking: Ranking) -> dict[str, str]:
    """Of the units whose components have other full marks: which of them have no data."""
    leaves = {leaf.id: leaf.name.text(language()) for leaf in ranking.scheme.leaves()}
    empty = ranking.components[ranking.components["weight"] == 0]
    without = empty.groupby("unit")["component"].agg(list)
    found = {}
    for unit in dict.fromkeys(unit for unit, _ in other_weights(ranking)):
        names = [leaves[component] for component in without.get(unit, []) if component in leaves]
        note = t("weights-note", names=listed(names)) if names else t("weights-note-months")
        found[unit] = note
    return found


def score_series(history: pd.DataFrame) -> dict[str, list[float]]:
    """Unit -> its scores of all periods in order, NaN where it had none."""
    wide = history.pivot(index="unit", columns="period", values="score")
    wide = wide[sorted(wide.columns)].astype(float)
    return {str(unit): list(row) for unit, row in zip(wide.index, wide.to_numpy(), strict=True)}


def ranking_export(ranking: Ranking, group: str = "", whole: Sequence[Total] = ()) -> pd.DataFrame:
    """The ranking as a table to take away: one row per unit, figures as figures; then the totals of
    all units and of the groups."""
    points, notes = points_by_unit(ranking), weights_notes(ranking)
    table = ranking.table if not group else ranking.table[ranking.table["group"] == group]
    rows = []
    for r in table.to_dict("records"):
        row = {
            t("column-group"): _group_name(ranking, r["group"]),
            t("column-rank"): r["rank"],
            t("column-unit"): r["unit"],
            score_head(ranking.scheme): r["score"],
            t("column-low"): r["low"],
            t("column-high"): r["high"],
            "n": r["n"],
            t("column-grade"): r["grade"].text(language()) if r["grade"] else "",
            score_word(ranking.progress): r["previous_score"],
            t("column-change"): r["change"],
            t("column-rank-change"): r["rank_change"],
        }
        if ranking.reform is not None:
            for name in ("previous_score", "change", "rank_change"):
                row[t(f"column-comparable-{name.replace('_', '-')}")] = r[f"comparable_{name}"]
            row[t("column-version-before")] = "+".join(map(str, ranking.reform.before))
        if ranking.year is not None and ranking.year.columns:
            for name in ("score", "change", "rank", "rank_change"):
                row[t(f"column-year-{name.replace('_', '-')}")] = r[f"year_{name}"]
                if ranking.year.reformed:
                    heading = t(f"column-comparable-year-{name.replace('_', '-')}")
                    row[heading] = r[f"comparable_year_{name}"]
        for part in components_shown(ranking):
            heading = t("component-heading", name=part.name, weight=f"{part.weight:g}")
            row[heading] = points.get((r["unit"], part.id))
        row[t("column-state")] = _state(ranking, r["state"])
        reason = [said(r["reason"]), notes.get(r["unit"], "")]
        row[t("column-reason")] = t("clause-separator").join(text for text in reason if text)
        rows.append(row)
    for one in whole:
        if one.score is not None and group in ("", one.group):
            rows.append(
                {
                    t("column-group"): one.group or "",
                    t("column-unit"): t("total-row"),
                    score_head(ranking.scheme): float(one.score),
                    "n": one.n,
                }
            )
    return pd.DataFrame(rows)


def ordered_by_scheme(lists: Lists) -> str:
    """What the scheme orders: who makes a statement, who is on the red and the black list."""
    named = _lists({"list-statement": lists.statement}) + _lists(_coloured(lists))
    return t("lists-ordered", lists=t("clause-separator").join(named)) if named else ""


def named_lists(lists: Lists) -> str:
    """Who is on the red and on the black list."""
    return t("clause-separator").join(_lists(_coloured(lists)))


def _coloured(lists: Lists) -> dict[str, tuple[str, ...]]:
    return {"list-red": lists.red, "list-black": lists.black}


def _lists(named: dict[str, tuple[str, ...]]) -> list[str]:
    return [t(code, units=listed(units)) for code, units in named.items() if units]


def ends_of(rows: pd.DataFrame, most: int = 10) -> pd.DataFrame:
    """The first and the last units of each group, where all are more than one screen shows."""
    if len(rows) <= most:
        return rows
    groups = rows.groupby("group", sort=False)
    each = max(most // (2 * groups.ngroups), 1)
    place, last = groups.cumcount(), groups.cumcount(ascending=False)
    return rows[(place < each) | (last < each)]


def ranking_title(rows: pd.DataFrame, scheme: Scheme) -> str:
    """Over the chart: scores, with their intervals where there are any; given ones have none."""
    intervals = bool(rows["low"].notna().any())
    if scheme.measure is not None:
        name = score_head(scheme)
        return t("measure-title", name=name) if intervals else name
    return t("ranking-title" if intervals else "ranking-title-plain")


def in_words(rows: pd.DataFrame, scheme: Scheme) -> str:
    """What a ranking chart shows, for those who cannot see it."""
    scored = rows[rows["score_text"] != ""].to_dict("records")
    listed = [t("ranking-alt-row", unit=r["unit"], score=r["score_text"]) for r in scored]
    return t(
        "ranking-alt", title=ranking_title(rows, scheme), rows=t("list-separator").join(listed)
    )

"""What the page on fairness says in words. Each sentence has a form for "cannot be told"."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kernel.messages import Message
from metrics.fairness import planner
from metrics.fairness.coverage import Unchecked
from metrics.fairness.even import Evened
from metrics.fairness.funnel import Funnel
from metrics.fairness.severity import Severity
from metrics.fairness.weights import ADJUSTED_POINTS, SPREAD, WEIGHT_DRAWS
from metrics.indicators import INDICATORS
from metrics.schemes.scheme import Scheme
from ui.captions import say, signal_word

NAMED = 3  # units whose ranks move most
STABLE = 95.0  # percent of the draws with the official rank


def component_names(scheme: Scheme) -> dict[str, Message]:
    """What components of the first level are called, by id, and the extra points."""
    names = {
        node.id: say("fairness-component", zh=node.name.zh, en=node.name.en)
        for node in scheme.components
    }
    return names | {ADJUSTED_POINTS: say("fairness-adjustments")}


def of_weights(table: pd.DataFrame) -> Message:
    """Effective against nominal weights (`weights.effective_weights`)."""
    known = table[table["effective"].notna()]
    if known.empty:
        return say("fairness-weights-unknown")
    parts = [
        say(
            "fairness-weight",
            zh=row.name_zh,
            en=row.name_en,
            nominal=f"{row.nominal:.0f}",
            effective=f"{row.effective:.0f}",
        )
        for row in known.itertuples()
    ]
    apart = (known["effective"] - known["nominal"]).abs()
    if apart.max() < 5:
        return say("fairness-weights-alike", parts=parts)
    most = known.iloc[int(apart.to_numpy().argmax())]
    more = most["effective"] > most["nominal"]
    code = "fairness-weights-more" if more else "fairness-weights-less"
    return say(code, parts=parts, zh=most["name_zh"], en=most["name_en"])


def of_redrawn(table: pd.DataFrame) -> Message:
    """How far ranks depend on the exact weights (`weights.ranks_redrawn`)."""
    params: dict[str, Any] = {
        "draws": WEIGHT_DRAWS,
        "spread": f"{100 * SPREAD:.0f}",
        "n": len(table),
    }
    if len(table) < 2:
        return say("fairness-ranks-unknown")
    moving = table[table["same"] < STABLE]
    if moving.empty:
        return say("fairness-ranks-stable", **params)
    widest = moving.assign(wide=moving["high"] - moving["low"])
    widest = widest.sort_values(["wide", "same"], ascending=[False, True]).head(NAMED)
    moved = [
        say("fairness-rank-range", unit=row.unit, low=row.low, high=row.high)
        for row in widest.itertuples()
    ]
    return say("fairness-ranks-move", stable=len(table) - len(moving), units=moved, **params)


def of_first(table: pd.DataFrame, groups: bool) -> Message:
    """How sure the first of each group is to be the first (`Ranking.table`). groups: whether there
    are several to name."""
    firsts = [
        say(
            "fairness-first-one",
            unit=row["unit"],
            group=say("fairness-of-group", group=row["group"]) if groups else "",
            chance=f"{100 * row['p_first']:.0f}",
        )
        for row in table[table["rank"] == 1].to_dict("records")
        if pd.notna(row["p_first"])
    ]
    return say("fairness-first", firsts=firsts) if firsts else say("fairness-first-unknown")


def of_gaps(table: pd.DataFrame, names: Mapping[str, Message]) -> Message:
    """What decides the narrowest gap (`weights.deciding_gaps`). names: of components."""
    told = table[table["component"].notna()]
    if told.empty:
        return say("fairness-gaps-none")
    row = told.sort_values("gap", kind="stable").iloc[0]
    return say(
        "fairness-gap",
        ahead=row["ahead"],
        behind=row["behind"],
        gap=_points(row["gap"]),
        name=names[row["component"]],
        points=_points(row["points"]),
    )


def of_correlations(table: pd.DataFrame, names: Mapping[str, Message]) -> Message:
    """Which components say the same (`weights.correlations`)."""
    if table.empty:
        return say("fairness-correlation-unknown")
    clear = table[table["clear"]]
    if clear.empty:
        return say("fairness-correlation-none", n=int(table["n"].min()))
    pairs = [
        say(
            "fairness-correlation-pair",
            one=names[row["one"]],
            other=names[row["other"]],
            r=f"{row['r']:.2f}",
        )
        for row in clear.to_dict("records")
    ]
    return say("fairness-correlation", pairs=pairs, n=int(clear["n"].min()))


def of_severity(found: Severity, name_of: Callable[[str], str]) -> Message:
    """Whether some inspector is clearly severer or milder than all. name_of: letters or names."""
    if found.told:
        return say(f"fairness-severity-{found.told.replace('_', '-')}")
    judged = found.table[found.table["clear"] != "unknown"]
    params: dict[str, Any] = {"n": len(judged), "first": found.first, "last": found.last}
    clear = judged[judged["clear"].isin(["strict", "lenient"])]
    if clear.empty:
        return say("fairness-severity-even", **params)
    named = [
        say(
            "fairness-strict" if row["clear"] == "strict" else "fairness-lenient",
            name=name_of(row["inspector"]),
            factor=f"{row['factor']:.2f}",
            low=f"{row['low']:.2f}",
            high=f"{row['high']:.2f}",
        )
        for row in clear.to_dict("records")
    ]
    code = "fairness-severity-all" if len(clear) == len(judged) else "fairness-severity"
    return say(code, named=named, **params)


def of_evened(found: Evened | None) -> Message:
    """What ranks become when severity is taken out."""
    if found is None:
        return say("fairness-evened-unknown")
    if not found.components:
        return say("fairness-evened-no-findings")
    moved = found.table[found.table["change"] != 0]
    apart = float((found.table["even_score"] - found.table["score"]).abs().max())
    params = {"n": len(found.table), "apart": f"{apart:.2f}"}
    if moved.empty:
        return say("fairness-evened-same", **params)
    units = [
        say("fairness-evened-unit", unit=row.unit, rank=row.rank, even=row.even_rank)
        for row in moved.itertuples()
    ]
    return say("fairness-evened-moved", units=units, **params)


def of_covert(table: pd.DataFrame) -> Message:
    """Open against covert checks (`certainty.tests.covert_gaps`)."""
    judged = table[table["judged"]] if "judged" in table else table
    if table.empty:
        return say("fairness-covert-none")
    if judged.empty:
        return say("fairness-covert-few")
    clear = judged[judged["clear"] & (judged["gap"] > 0)]
    if clear.empty:
        return say("fairness-covert-alike", n=len(judged))
    units = [
        say("fairness-covert-unit", unit=row.unit, gap=f"{row.gap:.1f}")
        for row in clear.itertuples()
    ]
    return say("fairness-covert-gap", units=units, n=len(judged))


def of_unchecked(found: Unchecked, weeks: int) -> Message:
    """Points and streets that nobody checked for so many weeks."""
    if not found.known:
        return say("fairness-unchecked-unknown")
    params: dict[str, Any] = {
        "weeks": weeks,
        "known": found.known,
        "points": len(found.points),
        "streets": len(found.streets),
        "all_streets": found.streets_known,
    }
    if not len(found.points) and not len(found.streets):
        return say("fairness-unchecked-none", **params)
    return say("fairness-unchecked", **params)


def of_shares(table: pd.DataFrame) -> Message:
    """Whether units are checked in proportion to their points (`coverage.shares`)."""
    if not table["checks"].sum():
        return say("fairness-shares-no-checks")
    known = table[table["ratio"].notna()]
    if known.empty:
        return say("fairness-shares-unknown")
    uneven = known[known["uneven"] != ""]
    if uneven.empty:
        low, high = known["ratio"].min(), known["ratio"].max()
        return say("fairness-shares-even", low=f"{low:.2f}", high=f"{high:.2f}", n=len(known))
    units = [
        say("fairness-shares-unit", unit=row.unit, ratio=f"{row.ratio:.2f}")
        for row in uneven.sort_values("ratio").itertuples()
    ]
    return say("fairness-shares-uneven", units=units)


def of_times(table: pd.DataFrame) -> Message:
    """On which days and hours checks are made (`coverage.times`)."""
    total = table["checks"].sum()
    if not total:
        return say("fairness-shares-no-checks")
    weekend = 100 * table.loc[table["weekday"] >= 6, "checks"].sum() / total
    timed = table[table["hour"].notna()]
    if not timed["checks"].sum():
        return say("fairness-times-no-hours", weekend=f"{weekend:.0f}")
    off = timed.loc[(timed["hour"] < 8) | (timed["hour"] >= 18), "checks"].sum()
    share = 100 * off / timed["checks"].sum()
    return say("fairness-times", weekend=f"{weekend:.0f}", off=f"{share:.0f}")


def of_plan(found: planner.Checked | None, difference: float, half: float) -> Message:
    """What the checks of the period tell, and how many it would take."""
    if found is None:
        return say("fairness-plan-unknown")
    now = float(found.checks.median())
    return say(
        "fairness-plan-known",
        zh=found.name_zh,
        en=found.name_en,
        now=f"{now:.0f}",
        apart=f"{planner.told_apart(found.variance, now):.1f}",
        difference=f"{difference:g}",
        tell=planner.checks_to_tell(found.variance, difference),
        half=f"{half:g}",
        known=planner.checks_for_interval(found.variance, half),
    )


def of_funnel(found: Funnel | None, indicator: str) -> Message:
    """Which units stand outside of the limits of an indicator."""
    entry = INDICATORS[indicator]
    names = {"zh": entry.name("zh"), "en": entry.name("en")}
    if found is None:
        return say("fairness-funnel-unknown", **names)
    params: dict[str, Any] = names | {"n": len(found.table), "phi": f"{found.phi:.1f}"}
    varied = say("fairness-phi-over" if found.tau > 0 else "fairness-phi-chance", **params)
    outside = found.table[found.table["place"] == "outside"]
    if outside.empty:
        return say("fairness-funnel-inside", varied=varied, **params)
    units = [
        say("fairness-funnel-unit", unit=row.unit, value=f"{row.value:.1f}")
        for row in outside.itertuples()
    ]
    return say("fairness-funnel-outside", units=units, varied=varied, **params)


def of_control(ends: pd.DataFrame, weekly: bool) -> Message:
    """What the last values say beside their series (`series.at_the_end`); the whole city's row
    (unit "") is no unit."""
    judged = ends[ends["centre"].notna()] if len(ends) else ends
    if not len(judged):
        begun = len(ends) and (ends["segment"] > 1).any()
        return say("fairness-control-new" if begun else "fairness-control-short")
    at = judged["id"].max()
    judged = judged[judged["id"] == at]
    params: dict[str, Any] = {"n": int((judged["unit"] != "").sum()), "period": at}
    trial = bool(judged["trial"].any())
    rebased = bool((judged["segment"] > 1).any())
    params["trial"] = say("fairness-control-trial") if trial else ""
    params["rebased"] = say("fairness-control-rebased") if rebased else ""
    told = judged[judged["signal"] != ""]
    if told.empty:
        return say("fairness-control-calm", **params)
    units = [
        say(
            "fairness-control-unit",
            unit=row["unit"] or say("fairness-city"),
            word=signal_word(row["signal"]),
        )
        for row in told.to_dict("records")
    ]
    return say("fairness-control-signals", units=units, **params)


def _points(value: float) -> str:
    """Points with two decimals; with three where two would say 0.00."""
    return f"{value:.2f}" if abs(value) >= 0.005 else f"{value:.3f}"

"""A scheme that the store's facts could carry: a draft to start from, never applied by itself."""

from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from kernel.messages import Message
from kernel.periods import Period, parse_period
from metrics.aggregation.aggregate import aggregate
from metrics.analyses.family import registered_units
from metrics.computable import Computable
from metrics.indicators import INDICATORS
from metrics.schemes.first_rules import first_rule, usual_rule

# What is proposed where it has values, and what it weighs beside the others.
_SHARES = {
    "on_time_closure_rate": 3,
    "satisfaction_rate": 2,
    "on_time_rectification_rate": 2,
    "task_completion": 1,
}
_INSTEAD = {
    "on_time_closure_rate": "closure_rate",
    "on_time_rectification_rate": "rectification_rate",
}
_OTHERWISE = ("rebound_rate", "rework_rate")  # where nothing else can be proposed
_ITEMS, _ITEM_SHARE = 2, 1  # given scores: at most so many
_MONTHS = 13  # looked back
_MOST = 0.5  # of the units that have any facts: a component that fewer have ranks nobody fairly


@dataclass(frozen=True)
class ProposedScheme:
    """draft: the content of a scheme file, in long forms. sentence: what it says, and from which
    month on all of it has values."""

    draft: dict[str, Any]
    sentence: Message


def proposed_scheme(con: duckdb.DuckDBPyConnection, found: Computable) -> ProposedScheme | None:
    """What could score units of a kind: rates in proportion and given scores out of 100, each with
    values for most of the units that have facts in the newest finished month. None without any.

    found: what can be computed for that kind in that month (`metrics.computable`)."""
    kind = found.kind
    newest = parse_period(found.period)
    months = list(newest.last(_MONTHS))
    have = _units_by_month(con, kind, months, set(found.can))
    now = have[have["period"] == newest.id]
    enough = _MOST * max(now["units"], default=0)
    fitting = set(now.loc[now["units"] >= enough, "what"]) if enough else set()
    shares: dict[str, int] = {}
    for name, share in _SHARES.items():
        named = next((n for n in (name, _INSTEAD.get(name, name)) if n in fitting), None)
        if named:
            shares[named] = share
    items = [str(name) for name in now["what"] if name in fitting and name not in INDICATORS]
    shares |= dict.fromkeys(items[:_ITEMS], _ITEM_SHARE)
    shares = shares or {name: 1 for name in _OTHERWISE if name in fitting}
    if not shares:
        return None
    since = _since(have, list(shares), months)
    weights = _weights(shares)
    parts = [_part(name, weight, at) for at, (name, weight) in enumerate(weights.items(), 1)]
    kind_name = Message(f"check-kind-{kind}")
    title = Message("proposal-name", {"kind": kind_name}, "metrics")
    draft = {
        "id": f"own-{kind}",
        "version": 1,
        "name": {"zh": title.text("zh"), "en": title.text("en")},
        "status": "draft",
        "scores": {"kind": kind},
        "effective_from": since.start,
        "missing": "renormalise",
        "components": parts,
    }
    if _grouped(con, kind):
        draft["groups"] = {"by": "units.group"}
    terms = [
        Message("proposal-part", {**part["name"], "weight": part["weight"]}, "metrics")
        for part in parts
    ]
    said = {"kind": kind_name, "parts": terms, "n": len(parts), "since": since.id}
    said["months"] = 1 if since == newest else 2  # a month alone, or several
    return ProposedScheme(draft, Message("proposal-sentence", said, "metrics"))


def _grouped(con: duckdb.DuckDBPyConnection, kind: str) -> bool:
    """Whether the register puts every unit of a kind into one of several groups."""
    units = registered_units(con)
    groups = units.loc[(units["kind"] == kind) & units["present"], "group"]
    return bool(groups.notna().all() and groups.nunique() > 1)


def _units_by_month(
    con: duckdb.DuckDBPyConnection, kind: str, months: list[Period], can: set[str]
) -> pd.DataFrame:
    """How many units have a value, by month and by indicator or item: period, what, units."""
    usual = (*_SHARES, *_INSTEAD.values(), *_OTHERWISE)
    wanted = [name for name in usual if name in can]
    frames = [aggregate(con, wanted, (kind,), months).assign(what=lambda f: f["indicator"])]
    if "given_score" in can:
        given = aggregate(con, ["given_score"], (kind, "item"), months)
        most = given.groupby("item")["value"].transform("max")
        # Out of how much an item is given, nobody says: 100 is taken where it fits.
        frames.append(given[(most > 10) & (most <= 100)].assign(what=lambda f: f["item"]))
    both = pd.concat(frames, ignore_index=True)
    both = both[both["value"].notna() & both[kind].notna()]
    return both.groupby(["period", "what"], as_index=False).agg(units=(kind, "nunique"))


def _since(have: pd.DataFrame, names: list[str], months: list[Period]) -> Period:
    """The first of the months, up to the newest, in which all of these have values."""
    first = months[-1]
    for month in reversed(months):
        there = set(have.loc[have["period"] == month.id, "what"])
        if not there.issuperset(names):
            break
        first = month
    return first


def _weights(shares: dict[str, int]) -> dict[str, int]:
    """Whole weights that sum to 100, in steps of 5 and the rest to the first."""
    total = sum(shares.values())
    found = {name: 5 * (100 * share // total // 5) for name, share in shares.items()}
    first = next(iter(found))
    found[first] += 100 - sum(found.values())
    return found


def _part(name: str, weight: int, at: int) -> dict[str, Any]:
    if name not in INDICATORS:
        return {
            "id": f"item_{at}",
            "name": {"zh": name, "en": name},
            "weight": weight,
            "indicator": "given_score",
            "item": name,
            "rule": {"type": "manual"},
        }
    rule = first_rule(usual_rule(name), name, weight)
    named = {"zh": INDICATORS[name].name("zh"), "en": INDICATORS[name].name("en")}
    return {"id": name, "name": named, "weight": weight, "indicator": name, "rule": rule}

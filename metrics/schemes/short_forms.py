"""The short forms of a scheme file, and what stands where nothing is written.

Everything here works on what YAML says, before it is checked: plain dicts, lists and scalars, which
may be anything.
"""

from collections.abc import Mapping
from typing import Any

# What is short for a mapping: the field that it gives.
_FIELD_OF = {"scores": "kind", "period": "grain", "ties": "then", "n": "indicator"}
# The rule of indicators for which there is one plain choice.
RULE_OF = {"given_score": "manual", "task_completion": "task"}


def long_scheme(raw: object) -> object:
    """`period: month`, `scores: district`, `ties: min`, `groups: none` and `n: checks` in full."""
    if not isinstance(raw, Mapping):
        return raw
    long = dict(raw)
    for name, field in _FIELD_OF.items():
        if isinstance(long.get(name), str):
            long[name] = {field: long[name]}
    if long.get("groups") == "none":
        long["groups"] = None
    return long


def long_component(raw: object) -> object:
    """`rule: proportional` in full; an item is a given score, and of some indicators the rule need
    not be written."""
    if not isinstance(raw, Mapping):
        return raw
    long = dict(raw)
    if long.get("item") is not None and long.get("indicator") is None:
        long["indicator"] = "given_score"
    if isinstance(long.get("rule"), str):
        long["rule"] = {"type": long["rule"]}
    usual = RULE_OF.get(str(long.get("indicator")))
    if usual and long.get("rule") is None:
        long["rule"] = {"type": usual}
    return long


def long_text(raw: object) -> object:
    """One text for both languages."""
    return {"zh": raw, "en": raw} if isinstance(raw, str) else raw


def long_calendar(raw: object) -> object:
    """A year is the mean of its months where the scheme scores months, else recomputed."""
    if not isinstance(raw, Mapping) or raw.get("longer") is not None:
        return raw
    months = raw.get("grain", "month") == "month"
    return {**raw, "longer": "mean_of_months" if months else "recompute"}


def in_full(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A whole scheme in long forms; texts, components and all that is in them too."""
    long: Any = long_scheme(raw)
    for name in ("name", "note"):
        if name in long:
            long[name] = long_text(long[name])
    if isinstance(long.get("components"), list):
        long["components"] = [_whole(part) for part in long["components"]]
    return dict(long)


def _whole(raw: object) -> object:
    long: Any = long_component(raw)
    if not isinstance(long, dict):
        return long
    if "name" in long:
        long["name"] = long_text(long["name"])
    if isinstance(long.get("components"), list):
        long["components"] = [_whole(part) for part in long["components"]]
    return long

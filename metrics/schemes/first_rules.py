"""Which rules may score an indicator, and what a rule says when it has just been chosen."""

from typing import Any, get_args

from metrics.indicators import INDICATORS
from metrics.schemes.rules.rule import RULES, Rule
from metrics.schemes.short_forms import RULE_OF

Content = dict[str, Any]
RULE_BY_TYPE: dict[str, type[Rule]] = {
    name: rule for rule in RULES for name in get_args(rule.model_fields["type"].annotation)
}
# What a rule says at first where it has no default of its own.
_FIRST: dict[str, Content] = {
    "target": {"target": 100},
    "threshold": {"full_at": 95, "minus_per_point": 1},
    "late_credit": {"on_time": 1, "late": 0.4},
    "deduction": {"cost": 1},
    "per_object": {"cost": 1},
    "per_100_checks": {"cost": 1},
    "linear": {"zero_at": 60, "full_at": 95},
}


def fitting_rules(indicator: str) -> list[str]:
    """The rules that may score an indicator beside other components."""
    found = []
    for name, rule in RULE_BY_TYPE.items():
        trial = rule.model_construct(**_first_values(name, {}, 100))
        if not trial.only_for or indicator in trial.only_for:
            found.append(name)
    found = [name for name in found if name != "as_measured"]
    if indicator == "own_figure":
        found = [name for name in found if name != "rank_points"]
    return found


def usual_rule(indicator: str) -> str:
    """The rule that a component starts with."""
    fitting = fitting_rules(indicator)
    entry = INDICATORS.get(indicator)
    wanted = RULE_OF.get(indicator, "proportional")
    if entry and not entry.is_rate and entry.kind != "given" and entry.better == "lower":
        wanted = next((n for n in ("per_100_checks", "per_object") if n in fitting), "deduction")
    return wanted if wanted in fitting else fitting[0]


def first_rule(rule: str, indicator: str, full: float) -> Content:
    """What a rule says at first, for a component of so many full marks."""
    entry = INDICATORS.get(indicator)
    return _first_values(rule, {"better": entry.better if entry else None}, full)


def _first_values(rule: str, about: Content, full: float) -> Content:
    said: Content = {"type": rule} | _FIRST.get(rule, {})
    if rule == "proportional" and about.get("better") == "lower":
        said["invert"] = True
    if rule == "threshold" and about.get("better") == "lower":
        said |= {"full_at": 5, "side": "above"}
    if rule == "linear" and about.get("better") == "lower":
        said |= {"zero_at": 40, "full_at": 5}
    if rule == "bands":
        said |= {"includes": "from", "bands": [[None, 60, 0], [60, None, full]]}
    if rule == "rank_points":
        said["places"] = [full, full * 0.8]
    return said

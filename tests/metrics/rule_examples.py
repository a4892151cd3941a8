"""An example of every rule, as scheme files write them: what each rule must answer is asked of all.

A new type without an example fails in test_rules.
"""

from typing import Any

from pydantic import TypeAdapter

from metrics.schemes.rules import AnyRule
from metrics.schemes.rules.rule import Rule

_WEIGHED = {
    "times": {
        "key_problem": 1.5,
        "repeat": 2,
        "library_weights": True,
        "tier": {"city": 3},
        "method": {"covert": 2},
        "state": {"not_rectified": 4},
    },
    "tariff": {"city": {"found": 0.3}},
}
WRITTEN: list[dict[str, Any]] = [
    {"type": "proportional"},
    {"type": "proportional", "invert": True, "best": 80},
    {"type": "target", "target": 50, "cap": 120},
    {"type": "threshold", "full_at": 90, "minus_per_point": "2.5"},
    {"type": "threshold", "full_at": 10, "minus_per_point": 3, "side": "above"},
    {"type": "late_credit", "on_time": 1, "late": "0.4"},
    {"type": "deduction", "cost": "0.7", "floor": 5},
    {"type": "per_100_checks", "cost": "0.7", "floor": 5} | _WEIGHED,
    {"type": "per_object", "cost": 2},
    {"type": "bands", "includes": "from", "bands": [[None, 60, 10], [60, 80, 20], [80, None, 30]]},
    {"type": "bands", "includes": "to", "bands": [[None, 60, 10], [60, 80, 20], [80, None, 30]]},
    {"type": "linear", "zero_at": 50, "full_at": 100},
    {"type": "linear", "zero_at": 100, "full_at": 20},
    {"type": "rank_points", "places": [30, 8, 5]},
    {"type": "manual", "out_of": 80},
    {"type": "task", "cap": 120},
    {"type": "as_measured"},
]


def rule_of(written: dict[str, Any]) -> Rule:
    """The rule that a scheme file says."""
    rule: Rule = TypeAdapter(AnyRule).validate_python(written)
    return rule


EXAMPLES = [rule_of(one) for one in WRITTEN]

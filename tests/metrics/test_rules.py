"""The scoring rules: worked points, edges, directions."""

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, get_args

import pytest

from metrics.schemes.rules.measured import Measured
from metrics.schemes.rules.rule import RULES, Rule
from metrics.schemes.rules.shares import Task
from tests.metrics.rule_examples import WRITTEN, rule_of


def points(rule: dict, value: float | str, full: float = 100) -> Decimal:
    """Points of a rule written as in a scheme file."""
    exact = rule_of(rule).points(Fraction(str(value)), Fraction(full))
    return Decimal(exact.numerator) / Decimal(exact.denominator)


@pytest.mark.parametrize(
    ("rule", "value", "full", "expected"),
    [
        ({"type": "proportional"}, "95.5", 20, "19.1"),
        ({"type": "proportional"}, 120, 20, "20"),
        ({"type": "proportional", "invert": True}, 3, 10, "9.7"),
        ({"type": "proportional", "best": 5, "invert": True}, 6, 10, "0"),
        ({"type": "proportional", "best": 50}, 25, 10, "5"),
        # 温岭: 246.3 % and 122.5 % of the target, counted up to 120 % of the full marks
        ({"type": "target", "target": 300, "cap": 120}, "738.98", 10, "12"),
        ({"type": "target", "target": 300}, 150, 10, "5"),
        # 金华: 按期结案率 70 % gets all 50 points, one point less for each point below
        ({"type": "threshold", "full_at": 70, "minus_per_point": 1}, "68.5", 50, "48.5"),
        ({"type": "threshold", "full_at": 70, "minus_per_point": 1}, 70, 50, "50"),
        ({"type": "threshold", "full_at": 70, "minus_per_point": 1}, 10, 50, "0"),
        (
            {"type": "threshold", "full_at": 2, "minus_per_point": "0.5", "side": "above"},
            4,
            5,
            "4",
        ),
        ({"type": "late_credit", "on_time": 1, "late": 0.4}, 92, 80, "73.6"),
        # 金华: each rework costs 0.2 of 5 points, until nothing is left
        ({"type": "deduction", "cost": 0.2}, 3, 5, "4.4"),
        ({"type": "deduction", "cost": 0.2}, 60, 5, "0"),
        ({"type": "deduction", "cost": 1, "floor": 60}, 60, 100, "60"),
        # 实得分 = 2 − 扣分总数 ÷ 辖区卫生村总数
        ({"type": "per_object", "cost": 1}, "0.35", 2, "1.65"),
        ({"type": "per_100_checks", "cost": 2}, "7.5", 100, "85"),
        ({"type": "linear", "zero_at": 70, "full_at": 10}, 40, 10, "5"),
        ({"type": "linear", "zero_at": 70, "full_at": 10}, 5, 10, "10"),
        ({"type": "linear", "zero_at": 70, "full_at": 10}, 90, 10, "0"),
        ({"type": "rank_points", "places": [10, 8, 6]}, 1, 10, "10"),
        ({"type": "rank_points", "places": [10, 8, 6]}, 2, 10, "8"),
        ({"type": "rank_points", "places": [10, 8, 6]}, 3, 10, "6"),
        ({"type": "rank_points", "places": [10, 8, 6]}, 7, 10, "6"),
        # deductions below 0 (points given back) are no bonus, a credit above 100 % neither
        ({"type": "deduction", "cost": 1}, -3, 5, "5"),
        ({"type": "late_credit", "on_time": 1, "late": 0.4}, 110, 80, "80"),
        ({"type": "proportional"}, -5, 20, "0"),
        ({"type": "manual", "out_of": 100}, 88, 15, "13.2"),
        ({"type": "task", "cap": 100}, "246.3", 10, "10"),
        ({"type": "task", "cap": 120}, "246.3", 10, "12"),
        ({"type": "task"}, "49.5", 10, "4.95"),
    ],
)
def test_points(rule: dict, value: float | str, full: float, expected: str) -> None:
    assert points(rule, value, full) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 100), (50, 100), (50.5, 100), (51, 90), (100, 90), (101, 75), (999, 40), (1000, 0)],
)
def test_bands_include_their_start(value: float, expected: int) -> None:
    bands = [[0, 51, 100], [51, 101, 90], [101, 501, 75], [501, 1000, 40], [1000, None, 0]]
    assert points({"type": "bands", "bands": bands, "includes": "from"}, value) == expected


@pytest.mark.parametrize(("value", "expected"), [(60, 0.5), (60.1, 0.8), (70, 0.8), (99, 1.5)])
def test_bands_include_their_end(value: float, expected: float) -> None:
    """公众评议: ≤60→0.5, 61–70→0.8, 71–80→1.2, 81–100→1.5."""
    bands = [[None, 60, 0.5], [60, 70, 0.8], [70, 80, 1.2], [80, None, 1.5]]
    rule = {"type": "bands", "bands": bands, "includes": "to"}
    assert points(rule, value, 1.5) == Decimal(str(expected))


def test_late_credit_joins_two_rates_over_the_same_due_cases() -> None:
    rule = rule_of({"type": "late_credit", "on_time": 1, "late": "0.4"})
    punctual = Measured(Fraction(90), Fraction(90), Fraction(100), 100, "value")
    late = Measured(Fraction(5), Fraction(5), Fraction(100), 100, "value")
    credit = rule.measured((punctual, late))
    assert (credit.value, credit.numerator, credit.denominator) == (92, 92, 100)
    assert (credit.n, credit.state) == (100, "value")


def test_late_credit_of_nothing_closed_is_zero_and_of_nothing_due_is_no_data() -> None:
    """A team that closed nothing must not leave the ranking, nor one that had nothing enter it."""
    rule = rule_of({"type": "late_credit", "on_time": 1, "late": "0.4"})
    none = Measured(Fraction(0), Fraction(0), Fraction(8), 8, "zero", no_deadline=3)
    credit = rule.measured((none, none))
    assert (credit.value, credit.state, credit.no_deadline) == (0, "zero", 3)
    only_late = rule.measured((none, Measured(Fraction(50), Fraction(4), Fraction(8), 8, "value")))
    assert (only_late.value, only_late.state) == (20, "value")
    nothing = Measured(None)
    assert rule.measured((nothing, nothing)) == nothing


@pytest.mark.parametrize("rule", RULES)
def test_every_type_has_an_example_and_mypy_sees_what_it_leaves_out(rule: type[Rule]) -> None:
    """What is asked of all rules is asked of the examples; of a class that is not final mypy does
    not say which answers are missing."""
    assert {*get_args(rule.model_fields["type"].annotation)} <= {one["type"] for one in WRITTEN}
    assert getattr(rule, "__final__", False)


@pytest.mark.parametrize("answer", sorted(Rule.__abstractmethods__))
def test_a_rule_that_leaves_an_answer_out_is_refused_where_it_is_written(answer: str) -> None:
    """Each question in turn: a silent default would be found in a meeting, not at import."""
    answers = {name: getattr(Task, name) for name in Rule.__abstractmethods__ - {answer}}
    hints = dict.fromkeys(answers, ClassVar) | {"type": str}
    with pytest.raises(TypeError, match=rf"^Lacking lacks {answer}$"):
        type("Lacking", (Rule,), {"__annotations__": hints, "__module__": __name__} | answers)
    assert all(rule.__name__ != "Lacking" for rule in RULES)

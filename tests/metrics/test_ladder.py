"""The ladder of consequences: worked examples, and any ranks against a plain reading of them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.periods import Period, parse_period
from metrics.consequences.ladder import Counted, climbed, last_units, periods_counted, steps_of
from metrics.schemes.ladder import Ladder
from metrics.schemes.scheme import SchemeError, load_scheme
from metrics.scoring.place import Place
from metrics.scoring.scores import UnitScore
from tests.metrics.scheme_files import SMALL, scheme_file, small
from tests.metrics.tiny import given as entry
from tests.metrics.tiny import tiny_store

USUAL = {
    "steps": [
        {"times": 1, "orders": ["statement"]},
        {"times": 2, "counted": "in_a_row", "orders": ["talk"]},
        {"times": 3, "orders": ["yellow_card", "no_honours"]},
    ]
}


class _Tree:
    """As much of a tree of components as a place needs."""

    def __init__(self, score: float | None) -> None:
        self.score = score


def place(unit: str, rank: int | None, group: str | None = None) -> Place:
    state = "value" if rank else "below_minimum_n"
    tree: Any = _Tree(None if rank is None else 100.0 - rank)
    return Place(UnitScore(unit, group, tree, state, 9), rank)


def month(number: int, year: int = 2025) -> Period:
    return parse_period(f"{year}-{number:02d}")


def counted(at: int, finished: bool = True, year: int = 2025, **ranks: int | None) -> Counted:
    return Counted(month(at, year), finished, [place(u, rank) for u, rank in ranks.items()])


def climb(ladder: dict, *periods: Counted) -> dict[str, tuple[tuple[str, ...], int, int]]:
    found = climbed(Ladder(**ladder), periods)
    return {one.unit: (one.step.orders, one.in_a_row, one.in_year) for one in found.orders}


def test_once_twice_in_a_row_three_times() -> None:
    first = counted(1, a=1, b=2, c=3)
    assert climb(USUAL, first) == {"c": (("statement",), 1, 1)}
    second = counted(2, a=1, c=3, b=2)
    assert climb(USUAL, first, second) == {"c": (("talk",), 2, 2)}
    third = counted(3, a=1, c=2, b=3)
    assert climb(USUAL, first, second, third) == {"b": (("statement",), 1, 1)}
    fourth = counted(4, a=1, b=2, c=3)
    found = climb(USUAL, first, second, third, fourth)
    assert found == {"c": (("yellow_card", "no_honours"), 1, 3)}


def test_a_new_year_counts_anew_and_a_row_goes_on() -> None:
    before = [counted(at, year=2024, a=1, b=2) for at in (11, 12)]
    assert climb(USUAL, *before, counted(1, a=1, b=2)) == {"b": (("talk",), 3, 1)}
    december = USUAL | {"year_starts_in": 12}
    assert climb(december, *before, counted(1, a=1, b=2)) == {"b": (("talk",), 3, 2)}
    november = USUAL | {"year_starts_in": 11}
    assert climb(november, *before, counted(1, a=1, b=2))["b"][2] == 3


@pytest.mark.parametrize(
    ("without", "row"), [("breaks", 1), ("skipped", 2)]
)  # decided: a row is of periods in which the unit was ranked
def test_a_period_without_a_rank(without: str, row: int) -> None:
    gone = counted(2, a=1, b=None, c=2)
    ladder = USUAL | {"without_rank": without}
    found = climbed(Ladder(**ladder), [counted(1, a=1, c=2, b=3), gone, counted(3, a=1, c=2, b=3)])
    (one,) = found.orders
    assert (one.unit, one.in_a_row, one.in_year, one.unranked) == ("b", row, 2, 1)
    unfinished = counted(2, finished=False, a=1, c=2, b=3)
    found = climbed(Ladder(**ladder), [counted(1, a=1, b=2), unfinished, counted(3, a=1, b=2)])
    assert (found.orders[0].in_a_row, found.orders[0].in_year) == (row, 2)  # not known: not counted


def test_ties_groups_and_groups_of_one() -> None:
    def last(ties: str, *places: Place, bottom: int = 1, scope: str = "group") -> set[str]:
        ladder = Ladder(ties=ties, scope=scope, **USUAL)
        return set(last_units(ladder, places, bottom))

    shared = [place("a", 1), place("b", 2), place("c", 2)]
    assert last("all", *shared) == {"b", "c"}
    assert last("none", *shared) == set()
    assert last("none", *shared, bottom=2) == {"b", "c"}
    four = [place("a", 1), place("b", 2), place("c", 2), place("d", 4)]
    assert last("none", *four, bottom=2) == {"d"}
    assert last("all", *four, bottom=2) == {"b", "c", "d"}
    assert last("all", place("a", 1)) == set()  # first and last at once
    assert last("all", place("a", 1), place("b", 1)) == set()
    assert last("all", place("a", 1), place("b", None)) == set()
    two = [place("a", 1, "x"), place("b", 2, "x"), place("c", 1, "y"), place("d", 5, "y")]
    assert last("all", *two) == {"b", "d"}
    assert last("all", *two, scope="overall") == {"d"}


def test_honours_stay_lost_for_the_year() -> None:
    ladder = {"steps": [{"times": 2, "orders": ["no_honours"]}]}
    lost = [counted(1, a=1, b=2), counted(2, a=1, b=2), counted(3, b=1, a=2)]
    found = climbed(Ladder(**ladder), lost)
    assert found.orders == () and [(u, p.id) for u, p in found.honours] == [("b", "2025-02")]
    fresh = climbed(Ladder(**ladder), [*lost, counted(1, year=2026, a=1, b=2)])
    assert fresh.honours == ()


# ------------------------------------------------------------------ against a plain reading


def plainly(ladder: dict, ranks: list[dict[str, int | None] | None], first: int) -> dict[str, int]:
    """Unit -> the number of the step, read from lists of ranks alone. None: not finished."""

    def is_last(at: int, unit: str, bottom: int) -> bool | None:
        if ranks[at] is None or ranks[at].get(unit) is None:
            return None
        have = sorted(r for r in ranks[at].values() if r is not None)
        edge = have[max(len(have) - bottom, 0)]
        own = ranks[at][unit]
        if sum(r >= edge for r in have) > bottom and ladder["ties"] == "none" and own == edge:
            return False
        return own >= edge and own > have[0]

    found = {}
    for unit in ranks[-1] or {}:
        for number, step in enumerate(ladder["steps"]):
            if not is_last(len(ranks) - 1, unit, step["bottom"]):
                continue
            if step["counted"] == "in_year":
                times = 0
                for at in range(first, len(ranks)):
                    times += is_last(at, unit, step["bottom"]) is True
            else:
                times, at = 0, len(ranks) - 1
                while at >= 0:
                    hit = is_last(at, unit, step["bottom"])
                    if hit is False or (hit is None and ladder["without_rank"] == "breaks"):
                        break
                    times += hit is True
                    at -= 1
            if times >= step["times"]:
                found[unit] = number
    return found


RANKS = st.lists(
    st.one_of(
        st.none(),
        st.fixed_dictionaries({u: st.one_of(st.none(), st.integers(1, 4)) for u in "abcd"}),
    ),
    min_size=1,
    max_size=20,
)
LADDERS = st.fixed_dictionaries(
    {
        "ties": st.sampled_from(["all", "none"]),
        "without_rank": st.sampled_from(["breaks", "skipped"]),
        "steps": st.lists(
            st.fixed_dictionaries(
                {
                    "bottom": st.integers(1, 3),
                    "times": st.integers(1, 5),
                    "counted": st.sampled_from(["in_year", "in_a_row"]),
                    "orders": st.just(["talk"]),
                }
            ),
            min_size=1,
            max_size=4,
        ),
    }
)


@settings(max_examples=300)
@given(ladder=LADDERS, ranks=RANKS, start=st.integers(1, 12))
def test_any_ladder_is_what_its_words_say(ladder: dict, ranks: list, start: int) -> None:
    if ranks[-1] is None:
        ranks = [*ranks, {"a": 1, "b": 2, "c": 3, "d": 4}]
    first = parse_period("2024-06")
    periods = [
        Counted(first.shift(at), one is not None, [place(u, r) for u, r in (one or {}).items()])
        for at, one in enumerate(ranks)
    ]
    begins = [at for at, one in enumerate(periods) if one.period.start.month == start or at == 0][
        -1
    ]
    model = Ladder(year_starts_in=start, **ladder)
    found = climbed(model, periods)
    wanted = plainly(ladder, ranks, begins)
    steps = {one.unit: model.steps.index(one.step) for one in found.orders}
    # Two steps may be equal: their place in the file is then the first of them.
    assert steps == {unit: model.steps.index(model.steps[n]) for unit, n in wanted.items()}


# ------------------------------------------------------------------ schemes and stores


@pytest.mark.parametrize(
    ("steps", "field", "code"),
    [
        ("[{times: 13, orders: [talk]}]", "ladder.steps[1].times", "scheme-ladder-never"),
        ("[{times: 1, orders: [deposit_kept]}]", "ladder.steps[1].deposit",
         "scheme-ladder-deposit"),
        ("[{times: 1, orders: [talk], deposit: 5}]", "ladder.steps[1].deposit",
         "scheme-ladder-deposit"),
        ("[{times: 2, orders: [talk]}, {times: 2, orders: [warning]}]", "ladder.steps[2].times",
         "scheme-ladder-twice"),
        ("[{times: 1, orders: [talk]}, {times: 1, counted: in_a_row, orders: [warning]}]",
         "ladder.steps[2].times", "scheme-ladder-twice"),
        ("[{times: 3, orders: [talk]}, {times: 2, orders: [warning]}]", "ladder.steps[2].times",
         "scheme-ladder-order"),
        ("[]", "ladder.steps", "scheme-ladder-empty"),
        ("[{times: 1, orders: []}]", "ladder.steps[1].orders", "scheme-ladder-empty"),
        ("[{times: 1, orders: [exile]}]", "ladder.steps[1].orders[1]", "config-"),
        ("[{times: 0, orders: [talk]}]", "ladder.steps[1].times", "config-"),
    ],
)  # fmt: skip
def test_a_ladder_that_nobody_could_climb_is_refused(
    tmp_path: Path, steps: str, field: str, code: str
) -> None:
    text = f"{SMALL}ladder: {{steps: {steps}}}\n"
    with pytest.raises(SchemeError) as caught:
        load_scheme(scheme_file(tmp_path, text))
    (fault,) = caught.value.faults
    assert fault.text("zh") and fault.text("en")
    assert field in str(fault.params.values()) + str(fault)
    inner = str([getattr(value, "code", "") for value in fault.params.values()]) + fault.code
    assert code in inner


def scored(period: str, **values: float) -> list[dict]:
    return [entry(unit, "评分", value, period, "district") for unit, value in values.items()]


def test_the_ladder_of_a_scheme_on_facts(tmp_path: Path) -> None:
    months = {"2024-12": (90, 60), "2025-01": (90, 60), "2025-02": (60, 90), "2025-03": (90, 60)}
    con = tiny_store(
        score_entries=[r for m, (a, b) in months.items() for r in scored(m, 甲=a, 乙=b)]
    )
    scheme = small(tmp_path, ladder=USUAL)

    def steps(period: str) -> Any:
        return steps_of(con, scheme, scheme.parse_period(period))

    assert [(o.unit, o.step.orders, o.in_year) for o in steps("2025-01").orders] == [
        ("乙", ("talk",), 1)
    ]
    assert [(o.unit, o.step.orders) for o in steps("2025-02").orders] == [("甲", ("statement",))]
    assert [(o.unit, o.in_a_row, o.in_year) for o in steps("2025-03").orders] == [("乙", 1, 2)]
    assert steps("2025").state == "other_grain"
    assert steps_of(con, small(tmp_path), scheme.parse_period("2025-01")) is None
    assert [p.id for p in periods_counted(scheme, scheme.parse_period("2025-02"))] == [
        *("2024-12", "2025-01", "2025-02")
    ]


def test_a_reform_inside_the_year_counts_the_ranks_as_published(tmp_path: Path) -> None:
    """By version 1 甲 is last in January, by version 2 it would not be."""
    one = {"weight": 100, "indicator": "given_score", "rule": {"type": "manual", "out_of": 100}}
    leaf = {"id": "x", "name": {"zh": "一", "en": "one"}} | one
    first = small(tmp_path, components=[leaf | {"item": "评分"}], effective_to="2025-01-31")
    second = small(
        tmp_path,
        components=[leaf | {"item": "新评分"}],
        version=2,
        effective_from="2025-02-01",
        ladder={"steps": [{"times": 2, "orders": ["talk"]}]},
    )
    scheme = second.among([first, second])
    rows = [*scored("2025-01", 甲=60, 乙=90), *scored("2025-02", 甲=60, 乙=90)]
    new = [dict(row, indicator="新评分", value=150 - row["value"]) for row in rows[:2]]
    new += [dict(row, indicator="新评分") for row in rows[2:]]
    con = tiny_store(score_entries=[*rows, *new])
    found = steps_of(con, scheme, scheme.parse_period("2025-02"))
    assert found is not None
    assert [(o.unit, o.in_year) for o in found.orders] == [("甲", 2)]
    before = steps_of(con, scheme, scheme.parse_period("2025-01"))
    assert before is None  # version 1 had no ladder

"""The checks of schemes, scores and ranks: each finds what is wrong, and only that."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.checks import CHECKS
from data.checks.check import FAMILIES, Outcome
from data.store import Store
from kernel.messages import LANGUAGES, Message
from metrics.checks import check_scores, checks
from metrics.schemes.scheme import SCHEMES, load_scheme
from metrics.scoring import rank_proofs
from metrics.scoring.place import Place
from metrics.scoring.rank_proofs import Ranked, expected_ranks
from metrics.scoring.tree import Part
from sample_city.sample import make_sample
from tests.metrics.random_city import random_city
from tests.metrics.scheme_files import SMALL, scheme_file
from tests.metrics.tiny import cases, given, tiny_store
from tests.sample_city.truth import same_matters


def outcome(
    check_id: str, folder: Path = SCHEMES, con: duckdb.DuckDBPyConnection | None = None
) -> Outcome:
    found = next(check for check in checks(folder) if check.id == check_id)
    return found.run(con or duckdb.connect(), None)


def first(found: Outcome) -> dict[str, Any]:
    """The first row of a list, Messages by their code."""
    row = found.sample.iloc[0].items()
    return {k: v.code if isinstance(v, Message) else v for k, v in row}


def variant(folder: Path, *changes: tuple[str, str]) -> Path:
    """The small scheme with texts replaced, alone in its folder."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    scheme_file(folder, text)
    return folder


# Schemes


@pytest.mark.parametrize("check_id", ["schemes-valid", "schemes-sums", "schemes-perfect"])
def test_the_schemes_that_come_with_the_program_are_sound(check_id: str) -> None:
    found = outcome(check_id)
    assert (found.state, found.looked_at) == ("passed", len(list(SCHEMES.glob("*.yaml"))))


def test_a_scheme_that_cannot_be_used_is_listed_with_file_and_line(tmp_path: Path) -> None:
    found = outcome("schemes-valid", variant(tmp_path, ("closure_rate", "closing_rate")))
    assert found.state == "failed" and found.count == 1
    row = first(found)
    assert (row["source_file"], row["reason"]) == ("small.yaml", "config-fault")
    assert SMALL.splitlines()[row["source_row"] - 1].strip() == "indicator: closure_rate"


def test_weights_that_do_not_add_up_are_found_in_the_file_itself(tmp_path: Path) -> None:
    found = outcome("schemes-sums", variant(tmp_path, ("weight: 60", "weight: 55")))
    assert found.state == "failed"
    assert first(found) == {
        "scheme": "small",
        "name": "small",
        "value": 95.0,
        "expected": 100.0,
        "source_file": "small.yaml",
    }


def test_sums_inside_components_are_added_as_well(tmp_path: Path) -> None:
    inner = """    full: 100
    components:
      - {id: a, name: {zh: 甲, en: A}, weight: 70, indicator: closure_rate,
         rule: {type: proportional}}
      - {id: b, name: {zh: 乙, en: B}, weight: 20.5, indicator: closure_rate,
         rule: {type: proportional}}
"""
    leaf = "    indicator: closure_rate\n    rule: {type: proportional}\n"
    found = outcome("schemes-sums", variant(tmp_path, (leaf, inner)))
    assert (first(found)["name"], first(found)["value"]) == ("closure", 90.5)


@pytest.mark.parametrize(
    "rule",
    [
        "{type: proportional, invert: true}",  # the better it is done, the fewer points
        "{type: linear, zero_at: 100, full_at: 60}",
        "{type: target, target: 100, cap: 95}",
        "{type: bands, includes: from, bands: [[0, 90, 20], [90, null, 55]]}",
        "{type: threshold, full_at: 60, minus_per_point: 1, side: above}",
        "{type: proportional, best: 120}",
    ],
)
def test_full_marks_that_nobody_can_get_are_found(tmp_path: Path, rule: str) -> None:
    found = outcome("schemes-perfect", variant(tmp_path, ("{type: proportional}", rule)))
    assert found.state == "failed" and found.count == 2  # the component, and the total
    assert first(found)["reason"] == "check-reason-leaf-short"
    assert found.sample["name"].iloc[0].text("en") == "Closure"


@pytest.mark.parametrize(
    "rule",
    [
        "{type: linear, zero_at: 60, full_at: 100}",
        "{type: target, target: 95, cap: 120}",  # more than full marks is full marks
        "{type: bands, includes: to, bands: [[0, 90, 20], [90, null, 60]]}",
        "{type: threshold, full_at: 98, minus_per_point: 3}",
        "{type: rank_points, places: [60, 50]}",
    ],
)
def test_full_marks_that_can_be_had_are_not_listed(tmp_path: Path, rule: str) -> None:
    assert outcome("schemes-perfect", variant(tmp_path, ("{type: proportional}", rule))).count == 0


@pytest.mark.parametrize("limit", ["ceiling: 90", "ceiling: 99.99"])
def test_a_ceiling_below_full_marks_is_found(tmp_path: Path, limit: str) -> None:
    found = outcome("schemes-perfect", variant(tmp_path, ("full: 100\n", f"full: 100\n{limit}\n")))
    assert [m.code for m in found.sample["reason"]] == ["check-reason-total-off"]


# Scores


@pytest.mark.parametrize(("value", "count"), [(100, 0), (100.5, 1), (-1, 1), (0, 0)])
def test_a_given_score_beyond_its_full_marks(tmp_path: Path, value: float, count: int) -> None:
    con = tiny_store(score_entries=[given("甲", "评分", value), given("乙", "别的", 99.0)])
    assert outcome("values-scores", variant(tmp_path), con).count == count
    wider = variant(tmp_path, ("out_of: 100", "out_of: 105"))
    assert outcome("values-scores", wider, con).count == (count if value < 0 else 0)


# Ranks


@pytest.fixture(scope="module")
def city() -> duckdb.DuckDBPyConnection:
    """Three districts with random facts and scores."""
    return random_city(5)


@pytest.mark.parametrize("ties", ["min", "dense", "unordered", "{by: [closure], then: min}"])
def test_ranks_worked_out_twice_are_the_same(
    tmp_path: Path, city: duckdb.DuckDBPyConnection, ties: str
) -> None:
    rough = ("rounding: {digits: 2,", "rounding: {digits: 0,")  # so that there are ties
    folder = variant(tmp_path, ("ties: min", f"ties: {ties}"), rough, ("评分", "街道办分"))
    for check_id in ("ranks-order", "ranks-sums"):
        found = outcome(check_id, folder, city)
        assert found.state == "passed" and found.looked_at > 5, check_id


def ranked(tmp_path: Path, ties: str = "min") -> Ranked:
    """Four units in one month, two of them tied."""
    scheme = load_scheme(variant(tmp_path, ("ties: min", f"ties: {ties}")) / "small.yaml")
    scheme = scheme.model_copy(update={"scores": scheme.scores.model_copy(update={"kind": "team"})})
    units = {"甲": 90.0, "乙": 80.0, "丙": 80.0, "丁": 70.0}
    con = tiny_store(
        score_entries=[given(unit, "评分", value) for unit, value in units.items()],
        cases=[case for unit in units for case in cases(unit, on_time=1)],
    )
    return next(rank_proofs._ranked(con, scheme))


def wrong(ranked: Ranked) -> list[tuple[str, Any, Any]]:
    rows = rank_proofs._order(ranked)
    return [(row["name"], row["value"], row["expected"]) for row in rows]


@pytest.mark.parametrize(("ties", "last"), [("min", 4), ("dense", 3)])
def test_a_rank_that_is_not_the_scores_is_found(tmp_path: Path, ties: str, last: int) -> None:
    sound = ranked(tmp_path, ties)
    assert [(p.score.unit, p.rank) for p in sound.places] == [
        *(("甲", 1), ("丙", 2), ("乙", 2), ("丁", last))
    ]
    assert wrong(sound) == []
    a, b, c, d = sound.places
    assert wrong(replace(sound, places=[replace(a, rank=2), replace(b, rank=1), c, d])) == [
        *(("甲", 2, 1), ("丙", 1, 2))
    ]
    assert wrong(replace(sound, places=[a, b, replace(c, rank=3), d])) == [("乙", 3, 2)]
    assert wrong(replace(sound, places=[a, b, c, replace(d, rank=5)])) == [("丁", 5, last)]
    assert wrong(replace(sound, places=[a, b, c, Place(d.score, None)])) == [("丁", None, last)]


def test_who_has_too_small_a_sample_has_no_rank(tmp_path: Path) -> None:
    sound = ranked(tmp_path)
    few = replace(sound.places[0].score, state="below_minimum_n")
    members = [few, *(place.score for place in sound.places[1:])]
    assert expected_ranks(sound.scheme, members) == {"甲": None, "乙": 1, "丙": 1, "丁": 3}


def test_a_score_that_is_not_the_sum_of_its_parts_is_found(tmp_path: Path) -> None:
    sound = ranked(tmp_path)
    assert list(rank_proofs._sums(sound)) == []
    tree = sound.places[0].score.tree
    tree.parts.append(Part("total", "adjustment", Fraction(1, 100)))
    assert list(rank_proofs._sums(sound)) == [{"name": "甲", "value": 96.0, "expected": 96.01}]
    tree.parts.pop()
    tree.score = Decimal("96.001")
    (row,) = rank_proofs._sums(sound)
    assert row["value"] == 96.001


# All of them


def test_an_empty_store_has_nothing_to_check_but_the_schemes() -> None:
    states = {o.id: o.state for o in check_scores(tiny_store())}
    assert {i for i, state in states.items() if state == "passed"} == {
        *("schemes-valid", "schemes-sums", "schemes-perfect")
    }
    assert {state for i, state in states.items() if not i.startswith("schemes")} == {"idle"}


def test_the_sample_city_passes_and_shows_its_matters(sample_store: Store) -> None:
    with sample_store.connect() as con:
        found = {o.id: o for o in check_scores(con)}
        clusters = outcome("ids-channels", con=con)
    assert {o.state for i, o in found.items() if i != "ids-channels"} == {"passed"}
    assert found["ids-channels"].state == "noted"
    assert found["ids-channels"].count == clusters.sample["cluster"].nunique()
    twice = same_matters(make_sample())
    listed = set(clusters.sample["name"])
    shown = twice["order"].isin(listed) & twice["case_no"].isin(listed)
    assert shown.mean() > 0.9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_speaks(lang: str) -> None:
    for check in checks():
        assert check.family in FAMILIES
        for end in ("", "-rule", "-advice"):
            assert Message(f"check-{check.id}{end}", {}, "metrics").text(lang)


def test_every_check_is_documented_with_what_it_means() -> None:
    documented = (SCHEMES.parent / "docs" / "checks.md").read_text(encoding="utf-8")
    for check in (*CHECKS, *checks()):
        rule = Message(f"check-{check.id}-rule", {}, check.domain).text("en")
        assert f"| `{check.id}` | " in documented
        assert f" | {rule} | {check.severity} |" in documented, check.id

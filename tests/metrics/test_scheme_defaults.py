"""What need not be written in a scheme, and that writing it changes nothing."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kernel.yaml_values import parse
from metrics.schemes.scheme import (
    Scheme,
    SchemeError,
    list_schemes,
    read_scheme,
    scheme_hash,
)
from metrics.schemes.short_forms import in_full
from tests.metrics.scheme_files import SMALL

TEN_LINES = """\
id: ten
version: 1
name: 十行
status: in_force
scores: district
effective_from: 2026-01-01
missing: renormalise
components:
  - {id: office, name: 科室评分, weight: 60, item: 科室评分}
  - {id: street, name: 街道评分, weight: 40, item: 街道评分}
"""
FULL = """\
id: ten
version: 1
name: {zh: 十行, en: 十行}
status: in_force
scores: {kind: district}
effective_from: 2026-01-01
period: {grain: month, month_starts_on: 1, week_starts_on: monday, longer: mean_of_months}
set_aside: [voided, held, self_handled, excluded]
due_rule: disposed_or_overdue
no_deadline: not_judged
rebound_days: 30
full: 100
floor: 0
missing: renormalise
components:
  - id: office
    name: {zh: 科室评分, en: 科室评分}
    weight: 60
    indicator: given_score
    item: 科室评分
    rule: {type: manual, out_of: 100}
  - id: street
    name: {zh: 街道评分, en: 街道评分}
    weight: 40
    indicator: given_score
    item: 街道评分
    rule: {type: manual}
groups: none
ties: {then: min}
rounding: {digits: 2, stage: total, mode: half_up}
n: {indicator: given_score, item: 科室评分, minimum: 0}
"""
# What publications of earlier releases compare: a new default must not move them.
KNOWN = {
    "gb30428-department@1": "a9719bdd1939",
    "nyc-scorecard@1": "e3db8351363d",
    "sample-district@1": "b4819e83be61",
    "sample-district@2": "5942b6492ea1",
    "sample-roads@1": "d48cbbf1b8e7",
    "sample-toilets-markets@1": "a53cc2c1cff8",
    "sample-year@1": "9077a65784e6",
    "yuncheng-team@1": "601893df9c30",
    "zhifa-team@1": "3908e68add58",
}


def read(text: str) -> Scheme:
    return read_scheme(text.encode(), "ten.yaml")


def test_two_given_scores_take_ten_lines() -> None:
    assert TEN_LINES.count("\n") == 10
    assert read(TEN_LINES) == read(FULL)
    assert scheme_hash(read(TEN_LINES)) == scheme_hash(read(FULL))


def test_fingerprints_are_what_they_were() -> None:
    found = {
        f"{one.id}@{one.version}": scheme_hash(one)
        for one in list_schemes()
        if isinstance(one, Scheme)
    }
    assert {name: found[name] for name in KNOWN} == KNOWN


@pytest.mark.parametrize("line", [line for line in FULL.splitlines() if line[0] not in " -"])
def test_a_default_may_be_written_or_not(line: str) -> None:
    """A default that the fingerprint sees, or one that is not what is said here."""
    word = line.partition(":")[0]
    if word in ("id", "version", "name", "status", "scores", "effective_from", "missing"):
        with pytest.raises(SchemeError):
            read(FULL.replace(line + "\n", ""))
    elif word != "components":
        left = read(FULL.replace(line + "\n", ""))
        assert left == read(FULL) and scheme_hash(left) == scheme_hash(read(FULL))


def test_a_year_is_recomputed_where_no_months_are_scored() -> None:
    assert read(TEN_LINES + "period: quarter\n").period.longer == "recompute"
    assert read(TEN_LINES + "period: {month_starts_on: 21}\n").period.longer == "mean_of_months"


def test_n_is_of_the_component_that_is_worth_most() -> None:
    text = SMALL.replace("n: {indicator: given_score, item: 评分}\n", "")
    assert read(text).n.indicator == "closure_rate"
    assert read(text.replace("weight: 60", "weight: 30").replace("weight: 40", "weight: 70")).n.item


def test_without_rows_behind_any_component_n_must_be_said() -> None:
    stated = "indicator: own_figure, rule: proportional, figure: "
    text = TEN_LINES.replace("item: ", stated)
    with pytest.raises(SchemeError, match="n"):
        read(text)
    assert read(text + "n: checks\n").n.indicator == "checks"


def test_what_a_missing_score_does_is_never_a_default() -> None:
    with pytest.raises(SchemeError, match="missing"):
        read(TEN_LINES.replace("missing: renormalise\n", ""))


@pytest.mark.parametrize("text", [TEN_LINES, SMALL])
def test_long_forms_say_the_same(text: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole.yaml"
    YAML(typ="safe", pure=True).dump(in_full(parse(text.encode()).value), whole)
    assert read_scheme(whole.read_bytes(), "whole.yaml") == read(text)

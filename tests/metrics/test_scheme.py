"""Scheme files: the shipped ones load, and every fault is named with file, line and field."""

from datetime import date
from pathlib import Path

import pytest

from metrics.schemes.scheme import Scheme, SchemeError, list_schemes, load_scheme, scheme_hash
from tests.metrics.rule_examples import WRITTEN, rule_of
from tests.metrics.scheme_files import SMALL, scheme_file, small

SHIPPED = [
    *("gb30428-department", "nyc-scorecard", "sample-district", "sample-roads"),
    *("sample-toilets-markets", "yuncheng-team"),
]


def test_shipped_schemes_load_and_call_themselves_examples() -> None:
    schemes = list_schemes()
    assert all(isinstance(scheme, Scheme) for scheme in schemes)
    assert set(SHIPPED) <= {scheme.id for scheme in schemes}
    for scheme in schemes:
        assert scheme.status == "example"
        assert "非官方" in scheme.note.zh and "example" in scheme.note.en
        assert load_scheme(f"{scheme.id}@{scheme.version}") == scheme
    newest = {scheme.id: max(s.version for s in schemes if s.id == scheme.id) for scheme in schemes}
    assert {i: load_scheme(i).version for i in newest} == newest


def test_hash_follows_content_not_comments(tmp_path: Path) -> None:
    one = load_scheme(scheme_file(tmp_path))
    commented = load_scheme(scheme_file(tmp_path, "# a remark\n" + SMALL))
    weighed = load_scheme(
        scheme_file(tmp_path, SMALL.replace("weight: 60", "weight: 50").replace("40", "50"))
    )
    assert scheme_hash(one) == scheme_hash(commented) != scheme_hash(weighed)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "said"),
    [
        ("weight: 60", "weight: 61", 13, "components", "101"),
        ("weight: 60", "weight: many", 16, "components[closure].weight", "many"),
        ("weight: 60", "weight: -1", 16, "components[closure].weight", "-1"),
        ("id: given", "id: closure", 19, "components[closure].id", "closure"),
        ("closure_rate", "closing_rate", 17, "components[closure].indicator", "closing_rate"),
        ("{type: proportional}", "{type: fair}", 18, "components[closure].rule", "proportional"),
        ("{type: proportional}", "{tipe: x}", 18, "components[closure].rule", "type"),
        (
            "{type: proportional}",
            "{type: proportional, beste: 1}",
            18,
            "components[closure].rule.beste",
            "",
        ),
        ("    item: 评分\n    rule", "    rule", 19, "components[given].item", "item"),
        ("missing: renormalise\n", "", 13, "components[closure]", "closure"),
        ("set_aside: [voided]", "set_aside: [lost]", 8, "set_aside[1]", "lost"),
        ("full: 100", "ful: 100", 11, "ful", ""),
        ("month_starts_on: 1,", "month_starts_on: 31,", 7, "period.month_starts_on", "28"),
        ("grain: month", "grain: week", 7, "period.longer", "month"),
        ("2025-01-01", "soon", 6, "effective_from", "soon"),
        ("ties: min", "ties: {by: [speed], then: min}", 26, "ties.by[1]", "speed"),
        ("ties: min", "effective_to: 2024-01-01\nties: min", 26, "effective_to", "2025-01-01"),
        ("groups: none", "groups: {order: [a]}", 25, "groups", "units.group"),
        ("groups: none", "groups: {of: {a: [x], b: [x]}}", 25, "groups.of", "x"),
        ("groups: none", "groups: {of: {a: [x]}, name_en: {b: B}}", 25, "groups.name_en", "b"),
        (
            "groups: none",
            "groups: {by: units.group, name_en: {a: X, b: X}}",
            25,
            "groups.name_en",
            "X",
        ),
    ],
)
def test_faults_name_line_and_field(
    tmp_path: Path, old: str, new: str, line: int, field: str, said: str
) -> None:
    assert old in SMALL
    with pytest.raises(SchemeError) as caught:
        load_scheme(scheme_file(tmp_path, SMALL.replace(old, new)))
    places = {fault.params["field"]: fault for fault in caught.value.faults}
    fault = places[field]
    assert (fault.params["file"], fault.params["line"]) == ("small.yaml", line)
    for lang in ("zh", "en"):
        assert "small.yaml" in fault.text(lang) and field in fault.text(lang)
    assert said in fault.text("en")


@pytest.mark.parametrize(
    ("bands", "line_text"),
    [
        ("[[10, 50, 100], [50, null, 0]]", "0"),
        ("[[0, 50, 100], [60, null, 0]]", "50"),
        ("[[0, 50, 100], [40, null, 0]]", "50"),
        ("[[0, 50, 100], [50, 90, 0]]", "null"),
        ("[[0, 50, 120], [50, null, 0]]", "60"),
        ("[[0, 0, 10], [0, null, 0]]", "below its end"),
    ],
)
def test_bands_must_cover_everything_once(tmp_path: Path, bands: str, line_text: str) -> None:
    rule = f"{{type: bands, includes: from, bands: {bands}}}"
    text = SMALL.replace("{type: proportional}", rule)
    with pytest.raises(SchemeError) as caught:
        load_scheme(scheme_file(tmp_path, text))
    assert any(line_text in fault.text("en") for fault in caught.value.faults)
    assert all("rule.bands" in fault.params["field"] for fault in caught.value.faults)


@pytest.mark.parametrize(
    "written", [one for one in WRITTEN if rule_of(one).only_for], ids=lambda one: one["type"]
)
def test_rules_that_fit_some_indicators_refuse_others(tmp_path: Path, written: dict) -> None:
    closure = {"id": "c", "name": {"zh": "项", "en": "C"}, "weight": 100}
    closure |= {"indicator": "closure_rate", "rule": written}
    with pytest.raises(SchemeError) as caught:
        small(tmp_path, components=[closure])
    assert caught.value.faults[0].params["field"] == "components[c].indicator"


@pytest.mark.parametrize("text", ["id: [1", "a: 1\na: 2", "- 1\n- 2", ""])
def test_what_is_no_scheme_says_so_in_one_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_scheme(scheme_file(tmp_path, text))
    assert "small.yaml" in caught.value.text("zh")


def test_unknown_id_names_the_known_ones() -> None:
    with pytest.raises(SchemeError, match="sample-district"):
        load_scheme("nope")


def test_unreadable_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match="absent.yaml"):
        load_scheme(tmp_path / "absent.yaml")


def test_broken_scheme_does_not_hide_the_others(tmp_path: Path) -> None:
    scheme_file(tmp_path)
    scheme_file(tmp_path, "id: [", "broken.yaml")
    broken, whole = list_schemes(tmp_path)
    assert isinstance(broken, SchemeError) and isinstance(whole, Scheme)


def test_version_in_force_on_a_day_is_chosen(tmp_path: Path) -> None:
    scheme_file(tmp_path, SMALL.replace("ties:", "effective_to: 2025-06-30\nties:"), "small-1.yaml")
    later = SMALL.replace("version: 1", "version: 2").replace("2025-01-01", "2025-07-01")
    scheme_file(tmp_path, later, "small-2.yaml")
    assert load_scheme("small", on=date(2025, 6, 30), folder=tmp_path).version == 1
    assert load_scheme("small", on=date(2025, 7, 1), folder=tmp_path).version == 2
    assert load_scheme("small", folder=tmp_path).version == 2


def test_full_marks_need_not_be_100(tmp_path: Path) -> None:
    text = SMALL.replace("full: 100", "full: 150").replace("weight: 60", "weight: 110")
    assert load_scheme(scheme_file(tmp_path, text)).full == 150


def test_periods_are_cut_as_the_scheme_says(tmp_path: Path) -> None:
    cut = {"grain": "month", "month_starts_on": 21, "week_starts_on": "friday"}
    scheme = small(tmp_path, period=cut | {"longer": "recompute"})
    assert scheme.parse_period("2025-10").start == date(2025, 9, 21)
    assert scheme.parse_period("2025-W41").start.isoweekday() == 5

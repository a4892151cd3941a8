"""Editing a scheme without a screen: pure changes, sums, and faults at their fields."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.configuration import yaml_files
from kernel.yaml_values import parse
from metrics.indicators import INDICATORS
from metrics.schemes import editing
from metrics.schemes.first_rules import fitting_rules, usual_rule
from metrics.schemes.scheme import SCHEMES, Scheme, list_schemes, read_scheme
from metrics.schemes.short_forms import in_full
from metrics.schemes.yaml_text import new_yaml, yaml_over
from tests.metrics.scheme_files import SMALL

SHIPPED = yaml_files(SCHEMES)
KNOWN = [one for one in list_schemes() if isinstance(one, Scheme)]
DAY = date(2026, 3, 1)


def plain(content: bytes | str) -> dict[str, Any]:
    raw = content.encode() if isinstance(content, str) else content
    return in_full(parse(raw).value)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_edited_and_written_loads_to_an_equal_scheme(path: Path) -> None:
    source = path.read_bytes()
    content = plain(source)
    assert editing.problems(content, KNOWN) == []
    assert all(one.fits for one in editing.sums(content))
    same = editing.put_at(content, ("rounding", "digits"), content["rounding"]["digits"])
    assert read_scheme(yaml_over(source, same), path.name) == read_scheme(source, path.name)


def test_a_blank_scheme_lacks_its_name_and_its_item() -> None:
    content = editing.blank("mine", "district", DAY)
    wrong = [path for path, _ in editing.problems(content)]
    assert ("components", 0, "item") in wrong and ("components",) not in wrong
    content = editing.put_at(content, ("name",), {"zh": "我局", "en": "Ours"})
    path = ("components", 0)
    content = editing.put_at(content, (*path, "name"), {"zh": "评分", "en": "Score"})
    content = editing.put_at(content, (*path, "item"), "评分")
    assert editing.problems(content) == []
    assert read_scheme(new_yaml(content), "mine.yaml").n.item == "评分"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("components", 0, "weight"), -1),
        (("components", 0, "weight"), None),
        (("components", 0, "rule", "best"), 0),
        (("components", 1, "item"), None),
        (("components", 0, "indicator"), "nonsense"),
        (("components", 0, "filters"), {"nonsense": ["x"]}),
        (("effective_to",), date(2020, 1, 1)),
        (("rounding", "digits"), 9),
        (("ties", "by"), ["nobody"]),
    ],
    ids=str,
)
def test_a_fault_stands_at_its_field(path: editing.FieldPath, value: Any) -> None:
    content = editing.put_at(plain(SMALL), path, value)
    found = [place for place, _ in editing.problems(content)]
    near = [p for p in found if p[: len(path)] == path or path[: len(p)] == p]
    assert near, found


def test_weights_that_do_not_fit_are_said_at_their_group() -> None:
    content = editing.put_at(plain(SMALL), ("components", 0, "weight"), 50)
    (fault,) = editing.problems(content)
    assert fault[0] == ("components",) and "90" in fault[1].text("zh")
    (top,) = editing.sums(content)
    assert (top.total, top.full, top.fits) == (90, 100, False)


def test_a_component_becomes_a_group_that_holds_what_it_was() -> None:
    before = plain(SMALL)
    content, path = editing.add_part(before, ("components", 0))
    group = content["components"][0]
    assert [part["weight"] for part in group["components"]] == [60, 0]
    assert group["components"][0]["indicator"] == "closure_rate" and "indicator" not in group
    assert path == ("components", 0, "components", 1) and before == plain(SMALL)
    assert editing.remove_part(content, path)["components"][0]["components"][0]["weight"] == 60


def test_what_is_added_has_the_weight_that_is_left() -> None:
    content = editing.put_at(plain(SMALL), ("components", 0, "weight"), 35.5)
    content, path = editing.add_part(content, ())
    assert editing.at(content, path)["weight"] == 24.5


def test_the_last_component_of_all_stays_and_an_empty_group_goes() -> None:
    content = editing.remove_part(plain(SMALL), ("components", 1))
    assert len(editing.remove_part(content, ("components", 0))["components"]) == 1
    content, path = editing.add_part(plain(SMALL), ("components", 0))
    content = editing.remove_part(
        editing.remove_part(content, path), ("components", 0, "components", 0)
    )
    assert [part["id"] for part in content["components"]] == ["given"]


def test_a_removed_component_no_longer_decides_ties() -> None:
    content = editing.put_at(plain(SMALL), ("ties", "by"), ["given", "closure"])
    assert editing.remove_part(content, ("components", 1))["ties"]["by"] == ["closure"]


@pytest.mark.parametrize("indicator", [i for i, e in INDICATORS.items() if e.scored])
def test_every_indicator_starts_with_a_rule_that_loads(indicator: str) -> None:
    """The chosen indicator and each rule that is offered for it make a scheme, once it is named
    what the indicator asks for."""
    content = editing.with_indicator(plain(SMALL), ("components", 0), indicator)
    named = {"given_score": "item", "own_figure": "figure", "scheme_score": "scheme"}
    if indicator in named:
        content = editing.put_at(content, ("components", 0, named[indicator]), "sample-district")
    for rule in fitting_rules(indicator):
        tried = editing.with_rule(content, ("components", 0), rule)
        assert editing.problems(tried, KNOWN) == [], rule
    assert usual_rule(indicator) in fitting_rules(indicator)


@given(data=st.data())
def test_whatever_is_done_is_read_back_as_it_stands(data: st.DataObject) -> None:
    """Any series of changes: the written file says what the editor shows, the old is untouched."""
    content = plain((SCHEMES / "sample-district.yaml").read_bytes())
    source = (SCHEMES / "sample-district.yaml").read_bytes()
    for _ in range(data.draw(st.integers(1, 5))):
        before, kept = content, deepcopy(content)
        path = data.draw(st.sampled_from([path for path, _ in editing.parts(content)]))
        deed = data.draw(st.sampled_from(["add", "remove", "move", "weight", "indicator"]))
        if deed == "add":
            content, _ = editing.add_part(content, path)
        elif deed == "remove":
            content = editing.remove_part(content, path)
        elif deed == "move":
            content, _ = editing.move_part(content, path, data.draw(st.sampled_from([-1, 1])))
        elif deed == "weight":
            content = editing.put_at(content, (*path, "weight"), data.draw(st.integers(0, 100)))
        elif not editing.at(content, path).get("components"):
            content = editing.with_indicator(content, path, "closure_rate")
        assert before == kept
        ids = [node["id"] for _, node in editing.parts(content)]
        assert len(ids) == len(set(ids)) and content["components"]
    assert in_full(parse(yaml_over(source, content)).value) == content


def test_ids_that_are_free() -> None:
    assert editing.free_scheme_id("mine", ["other"]) == "mine"
    assert editing.free_scheme_id("mine", ["mine", "mine-2"]) == "mine-3"

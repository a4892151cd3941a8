"""A trial's draft is a file like any other: it says what was chosen, and keeps what was written."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.schemes.model import Component, Scheme
from metrics.schemes.scheme import (
    SCHEMES,
    SchemeError,
    load_scheme,
    next_version,
    read_scheme,
    source_of,
)
from metrics.whatif.draft import Edit, SchemeDraft, drafted
from metrics.whatif.knobs import edits_of, knobs
from metrics.whatif.weights import Siblings, scaled, siblings
from tests.metrics.scheme_files import SMALL, scheme_file

SHIPPED = ("sample-district", "yuncheng-team", "gb30428-department", "nyc-scorecard")

RULED = """\
# 说明：试行
id: ruled
version: 3
name: {zh: 规则, en: Ruled}
status: in_force
scores: {kind: district}
effective_from: 2025-01-01
effective_to: 2026-12-31
period: {grain: month, month_starts_on: 1, week_starts_on: monday, longer: mean_of_months}
set_aside: [voided]
due_rule: disposed_or_overdue
rebound_days: 30
full: 100
missing: renormalise
components:
  - id: closure   # 结案
    name: {zh: 结案, en: Closure}
    weight: 40
    indicator: closure_rate
    filters: &grid {channel: [collector, "12345", null]}
    rule: &rule {type: threshold, full_at: 95, minus_per_point: 1.5}
  # 按期的说明
  - id: punctual
    name: {zh: 按期, en: On time}
    weight: 30
    indicator: on_time_closure_rate
    filters: *grid
    rule: *rule
  - id: findings
    name: {zh: 问题, en: Findings}
    weight: 20
    indicator: findings
    rule: {type: deduction, cost: 0.5}
  - id: open_cases
    name: {zh: 未结, en: Open}
    weight: 10
    indicator: findings
    rule:
      type: bands
      bands: [[0, 5, 10], [5, 10, 6.5], [10, null, 0]]
      includes: from
groups: none
ties: min      # 并列
rounding: {digits: 2, stage: total, mode: half_up}
n: closure_rate
"""


@pytest.fixture
def ruled() -> Scheme:
    return read_scheme(RULED.encode(), "ruled.yaml")


def try_out(base: Scheme, content: bytes = RULED.encode(), **values: Any) -> SchemeDraft:
    """The draft with knobs set; `closure__weight=10` sets `closure.weight`."""
    named = {key.replace("__", "."): value for key, value in values.items()}
    return drafted(content, base, edits_of(knobs(base), named), base.version + 1)


def test_a_draft_says_what_was_chosen_and_that_it_is_one(ruled: Scheme) -> None:
    draft = try_out(ruled, closure__weight=Decimal("30.5"), punctual__weight=Decimal("39.5"))
    assert (draft.scheme.version, draft.scheme.status) == (4, "draft")
    assert [c.weight for c in draft.scheme.components][:2] == [Decimal("30.5"), Decimal("39.5")]
    assert read_scheme(draft.content, "again.yaml") == draft.scheme


def test_comments_anchors_and_quotes_stay(ruled: Scheme) -> None:
    text = try_out(ruled, scheme__rebound_days=15).content.decode()
    changed = {"version: 3", "status: in_force", "rebound_days: 30"}
    assert set(RULED.splitlines()) - set(text.splitlines()) == changed


def test_a_rule_that_two_components_share_changes_for_one_alone(ruled: Scheme) -> None:
    for name, other in (("closure", "punctual"), ("punctual", "closure")):
        draft = try_out(ruled, **{f"{name}__full_at": Decimal(90)})
        rules = {leaf.id: leaf.rule for leaf in draft.scheme.leaves()}
        assert rules[name].full_at == 90 and rules[other].full_at == 95


def test_a_new_weight_leaves_rules_and_parts_on_their_scale(ruled: Scheme) -> None:
    draft = try_out(ruled, closure__weight=Decimal(45), open_cases__weight=Decimal(5))
    found = {c.id: (c.weight, c.scale) for c in draft.scheme.components}
    assert found["closure"] == (45, 40) and found["open_cases"] == (5, 10)
    sample = load_scheme("sample-district")
    content = source_of(sample)
    draft = try_out(sample, content, grid__weight=Decimal(35), requests__weight=Decimal(10))
    grid = draft.scheme.components[1]
    assert (grid.weight, grid.scale) == (35, 30)


def test_short_forms_are_opened_where_a_knob_is_inside(ruled: Scheme) -> None:
    draft = try_out(
        ruled,
        scheme__ties="dense",
        scheme__ties_by=("findings",),
        scheme__n_minimum=Decimal(12),
        findings__key_problem=Decimal("1.5"),
    )
    assert draft.scheme.ties.then == "dense" and draft.scheme.ties.by == ("findings",)
    assert (draft.scheme.n.indicator, draft.scheme.n.minimum) == ("closure_rate", 12)
    assert draft.scheme.components[2].rule.times.key_problem == Decimal("1.5")
    back = try_out(draft.scheme, draft.content, scheme__ties_by=())
    assert back.scheme.ties.by == ()


def test_an_edge_between_bands_moves_for_both(ruled: Scheme) -> None:
    draft = try_out(ruled, open_cases__band_end__1=Decimal(4))
    assert [b[:2] for b in draft.scheme.components[3].rule.bands] == [(0, 4), (4, 10), (10, None)]


def test_a_weight_of_nothing_leaves_the_component_out(ruled: Scheme) -> None:
    draft = try_out(ruled, findings__weight=Decimal(0), closure__weight=Decimal(60))
    assert [c.id for c in draft.scheme.components] == ["closure", "punctual", "open_cases"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"closure__weight": Decimal(41)}, ("components", "101")),
        ({"closure__minus_per_point": Decimal(0)}, ("components[closure].rule.minus_per_point",)),
        ({"closure__full_at": Decimal("1e15")}, ("components[1].rule.full_at", "1000000000000000")),
        ({"open_cases__band_points__1": Decimal(11)}, ("components[open_cases].rule.bands",)),
        ({"scheme__digits": 9}, ("rounding.digits",)),
        ({"findings__weight": Decimal(0), "scheme__ties_by": ("findings",)}, ("components",)),
    ],
)
def test_what_the_loader_refuses_names_its_field(ruled: Scheme, values, words) -> None:
    with pytest.raises(SchemeError) as error:
        try_out(ruled, **values)
    assert error.value.file == "ruled-v4.yaml"
    for word in words:
        assert word in error.value.text()


def test_days_in_force_are_replaced_together(ruled: Scheme) -> None:
    edits: list[Edit] = []
    draft = drafted(RULED.encode(), ruled, edits, 4, date(2027, 1, 1))
    assert (draft.scheme.effective_from, draft.scheme.effective_to) == (date(2027, 1, 1), None)
    assert drafted(RULED.encode(), ruled, edits, 4).scheme.effective_to == date(2026, 12, 31)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scheme_is_drafted_as_it_is(name: str) -> None:
    scheme = load_scheme(name)
    content = source_of(scheme)
    draft = drafted(content, scheme, [], scheme.version + 1)
    same = draft.scheme.model_copy(update={"version": scheme.version, "status": scheme.status})
    assert same == scheme
    comments = [line for line in content.decode().splitlines() if "#" in line]
    assert set(comments) <= set(draft.content.decode().splitlines())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_knob_changes_the_scheme_in_its_own_place_alone(name: str) -> None:
    scheme = load_scheme(name)
    content = source_of(scheme)
    every = knobs(scheme)
    assert len({knob.key for knob in every}) == len(every)
    for knob in every:
        for value in _others(knob):
            if knob.part == "weights":
                continue
            draft = drafted(content, scheme, edits_of(every, {knob.key: value}), 2)
            again = {k.key: k.value for k in knobs(draft.scheme)}
            before = {k.key: k.value for k in every}
            appeared = set(again) - set(before)
            assert again[knob.key] == value, knob.key
            rest = {k: v for k, v in again.items() if k != knob.key and k not in appeared}
            assert rest == {k: v for k, v in before.items() if k != knob.key}, knob.key


def _others(knob) -> list[Any]:
    if knob.kind == "choice":
        return [code for code in knob.choices if code != knob.value]
    if knob.kind == "several":
        return [knob.choices[:1]]
    if knob.kind == "whole":
        return [knob.value + 1]
    half = Decimal("0.5")
    return [knob.value - half if knob.value >= 1 else knob.value + half]


def test_versions_go_on_from_the_newest_file(tmp_path: Path) -> None:
    scheme_file(tmp_path)
    scheme_file(tmp_path, SMALL.replace("version: 1", "version: 7"), "later.yaml")
    scheme_file(tmp_path, SMALL.replace("id: small", "id: other").replace("n: 1", "n: 9"), "o.yaml")
    assert next_version("small", tmp_path) == 8
    assert next_version("nobody", tmp_path) == 1


def test_a_draft_in_the_folder_is_not_in_force(tmp_path: Path) -> None:
    official = SMALL.replace("status: draft", "status: in_force")
    scheme_file(tmp_path, official)
    scheme_file(tmp_path, SMALL.replace("version: 1", "version: 2"), "draft.yaml")
    assert load_scheme("small", date(2025, 10, 1), tmp_path).version == 1
    assert load_scheme("small", None, tmp_path).version == 1
    scheme_file(tmp_path, official.replace("version: 1", "version: 2"), "draft.yaml")
    assert load_scheme("small", date(2025, 10, 1), tmp_path).version == 2


def test_source_is_found_by_what_it_says() -> None:
    for path in SCHEMES.glob("*.yaml"):
        assert source_of(load_scheme(path)) == path.read_bytes()


# Weights


def test_the_difference_to_the_full_marks_is_known_at_once(ruled: Scheme) -> None:
    (top,) = siblings(ruled, {"closure.weight": Decimal(45)})
    assert (top.parent, top.full, top.off) == (None, 100, 5)
    sample = load_scheme("sample-district")
    off = {s.parent: s.off for s in siblings(sample, {"grid.weight": Decimal(25)})}
    assert off == {None: -5, "grid": 0, "requests": 0}


weights = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.integers(0, 2000).map(lambda n: Decimal(n) / 10),
    min_size=2,
)


@given(weights, st.sampled_from([100, 105, 150, 30, 1, 7]), st.sampled_from([*"abcdefg", None]))
def test_scaled_weights_sum_to_the_full_marks_exactly(beside, full, keep) -> None:
    found = scaled(Siblings(None, Decimal(full), beside), keep)
    if not sum(beside.values()):
        assert found == beside
        return
    assert list(found) == list(beside) and sum(found.values()) == full
    others = sum(w for name, w in beside.items() if name != keep)
    if keep in beside and beside[keep] < full and others:
        assert found[keep] == beside[keep]
    assert {n for n, w in found.items() if not w} <= {
        n for n, w in beside.items() if not w or beside.get(keep, 0) >= full
    }
    rising = sorted((n for n in beside if n != keep), key=lambda n: beside[n])
    assert all(
        found[a] <= found[b]
        for a, b in zip(rising, rising[1:], strict=False)
        if beside[a] < beside[b]
    )


def test_small_weights_are_not_lost_in_scaling() -> None:
    beside = Siblings(None, Decimal(100), {"a": Decimal(99), "b": Decimal("0.02"), "c": Decimal(3)})
    assert all(scaled(beside, "a").values())


# Any edits


def _model_with(scheme: Scheme, change: Callable[[Component], Component]) -> Scheme:
    """The scheme with every component replaced: the straightforward way, without a file."""

    def below(nodes):
        return tuple(
            change(n).model_copy(update={"components": below(n.components)}) for n in nodes
        )

    return scheme.model_copy(update={"components": below(scheme.components)})


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_random_edits_make_the_file_that_the_edited_model_is(data) -> None:
    name = data.draw(st.sampled_from(SHIPPED))
    scheme = load_scheme(name)
    every = knobs(scheme)
    values: dict[str, Any] = {}
    for beside in siblings(scheme, {}):
        parts = data.draw(
            st.lists(
                st.integers(1, 400), min_size=len(beside.weights), max_size=len(beside.weights)
            )
        )
        given_weights = dict(zip(beside.weights, map(Decimal, parts), strict=True))
        for part, weight in scaled(Siblings(None, beside.full, given_weights)).items():
            values[f"{part}.weight"] = weight
    draft = drafted(source_of(scheme), scheme, edits_of(every, values), 2)

    def change(node: Component) -> Component:
        weight = values[f"{node.id}.weight"]
        assert draft_full(draft, node.id) in (node.scale, weight)
        return node.model_copy(update={"weight": weight, "full": draft_full(draft, node.id)})

    expected = _model_with(scheme, change)
    found = _model_with(draft.scheme, lambda n: n.model_copy(update={"full": n.scale}))
    assert found.components == expected.components


def draft_full(draft: SchemeDraft, name: str) -> Decimal:
    return next(node.scale for node, _ in draft.scheme.walk() if node.id == name)

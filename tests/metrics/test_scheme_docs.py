"""The page on schemes: its example loads and is described, and it leaves no rule or field out."""

import re
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from kernel.yaml_values import parse
from metrics.indicators import INDICATORS
from metrics.schemes.describe import describe_scheme
from metrics.schemes.rules.rule import RULES, Rule
from metrics.schemes.rules.words import Terms, number
from metrics.schemes.scheme import Component, Scheme, list_schemes, load_scheme
from tests.metrics.rule_examples import WRITTEN, rule_of
from tests.metrics.scheme_files import small

PAGE = (Path(__file__).parents[2] / "docs" / "schemes.md").read_text(encoding="utf-8")
SHIPPED = [scheme for scheme in list_schemes() if isinstance(scheme, Scheme)]


BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
SHORTEST = next(block for block in BLOCKS if block.startswith("id: office-and-street"))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split(":")[0])
def test_every_example_of_the_page_loads(block: str, tmp_path: Path) -> None:
    """Whole schemes as they are, parts of one in place of those of the shortest."""
    own = parse(block.encode()).value
    whole = own if "id" in own else parse(SHORTEST.encode()).value | own
    path = tmp_path / "example.yaml"
    YAML(typ="safe", pure=True).dump(whole, path)
    load_scheme(path)


def test_every_rule_has_its_shortest_example() -> None:
    blocks = [one for one in BLOCKS if "rank_points" in one or "as_measured" in one]
    listed = [part for one in blocks for part in parse(one.encode()).value["components"]]
    shown = {part.rule.type for part in map(Component.model_validate, listed) if part.rule}
    every = {name for rule in RULES for name in get_args(rule.model_fields["type"].annotation)}
    assert shown == every


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_and_its_fields_are_on_the_page(rule: type[Rule]) -> None:
    fields = rule.model_fields
    for name in get_args(fields["type"].annotation):
        assert f"| `{name}` |" in PAGE
    for name in fields.keys() - {"type"}:
        assert f"`{name}`" in PAGE


def test_every_field_of_a_scheme_is_on_the_page() -> None:
    for name in Scheme.model_fields:
        assert name in PAGE


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", SHIPPED, ids=lambda scheme: scheme.id)
def test_shipped_schemes_in_words(scheme: Scheme, lang: str) -> None:
    words = describe_scheme(scheme, lang)
    tops = words.components[words.components.depth == 0]
    assert tops.weight.sum() == scheme.full
    leaves = words.components.dropna(subset="indicator")
    assert leaves.component.tolist() == [leaf.id for leaf in scheme.leaves()]
    assert leaves[["definition", "rule", "missing"]].notna().all(axis=None)
    assert len(words.formulas) == 1 + len(list(scheme.walk())) - len(scheme.leaves())


def test_formula_of_the_team_example_in_words() -> None:
    words = describe_scheme(load_scheme("yuncheng-team"), "zh")
    assert words.formulas[1].startswith("系统分（满分 100）= 结案 80 + 延期 10 + 返工 10 ± 加减分")
    closure = words.components.set_index("component").loc["closure"]
    assert (closure.weight, closure.full) == (56, 80)
    assert closure.rule == "80 分 ×（按期结案率 × 1 + 超期结案率 × 0.4）"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("written", WRITTEN, ids=str)
def test_every_rule_says_its_numbers_in_words(written: dict, lang: str) -> None:
    """A number that the words leave out, or a text that one language lacks."""
    rule = rule_of(written)
    indicator = (rule.only_for or ("closure_rate",))[0]
    text = rule.in_words(Terms(INDICATORS[indicator], Decimal(60))).text(lang)
    usual = (0, 1, 100)
    numbers = [one.value for one in rule.settings(indicator) if one.kind != "choice"]
    assert [n for n in numbers if n not in usual and number(Decimal(n)) not in text] == []


def test_weighing_of_findings_in_words(tmp_path: Path) -> None:

    factors = {"tier": {"city": 3}, "method": {"covert": 2}, "state": {"not_rectified": 4}}
    rule = {
        "type": "per_100_checks",
        "cost": 1,
        "times": {"key_problem": 1.5, "repeat": 2} | factors,
        "tariff": {"city": {"found": 0.3}},
    }
    component = {"id": "c", "name": {"zh": "项", "en": "C"}, "weight": 100}
    component |= {"indicator": "findings_per_100_checks", "rule": rule}
    text = describe_scheme(small(tmp_path, components=[component]), "zh").components.rule[0]
    for words in ("重点问题扣分 ×1.5", "30 天内", "市级的扣分 ×3", "暗访的扣分 ×2", "×4", "扣 0.3"):
        assert words in text

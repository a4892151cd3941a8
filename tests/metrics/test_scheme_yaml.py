"""Schemes written as YAML: equal to what was wanted, and comments stay where they were."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.configuration import yaml_files
from kernel.yaml_values import parse
from metrics.schemes.scheme import SCHEMES, read_scheme
from metrics.schemes.short_forms import in_full
from metrics.schemes.yaml_text import new_yaml, yaml_over
from tests.metrics.test_scheme_defaults import TEN_LINES
from tests.metrics.test_whatif_draft import RULED

SHIPPED = yaml_files(SCHEMES)
NAMES = [path.stem for path in SHIPPED]


def plain(content: bytes) -> dict[str, Any]:
    return in_full(parse(content).value)


@pytest.mark.parametrize("path", SHIPPED, ids=NAMES)
def test_what_is_written_loads_to_an_equal_scheme(path: Path) -> None:
    source = path.read_bytes()
    for content in (new_yaml(plain(source)), yaml_over(b"", plain(source))):
        assert read_scheme(content, path.name) == read_scheme(source, path.name)


@pytest.mark.parametrize("path", SHIPPED, ids=NAMES)
def test_nothing_changes_where_nothing_is_changed(path: Path) -> None:
    """Folded texts may be broken otherwise; every comment and every other line stays."""
    source = path.read_bytes()
    written = yaml_over(source, plain(source))
    assert plain(written) == plain(source)
    comments = [line for line in source.decode().splitlines() if line.startswith("#")]
    assert set(comments) <= set(written.decode().splitlines())


def test_a_weight_alone_is_one_line() -> None:
    wanted = plain(RULED.encode())
    wanted["components"][1]["weight"] = 25
    text = yaml_over(RULED.encode(), wanted).decode()
    assert set(RULED.splitlines()) - set(text.splitlines()) == {"    weight: 30"}
    assert "# 按期的说明" in text and "# 说明：试行" in text and "&grid" in text


def test_what_an_alias_shares_changes_in_one_place() -> None:
    wanted = plain(RULED.encode())
    wanted["components"][1]["rule"] = wanted["components"][1]["rule"] | {"full_at": 80}
    written = yaml_over(RULED.encode(), wanted)
    assert plain(written) == wanted and b"# " in written


def test_short_forms_stay_until_they_say_too_little() -> None:
    wanted = plain(TEN_LINES.encode())
    assert yaml_over(TEN_LINES.encode(), wanted).decode() == TEN_LINES
    wanted["scores"]["type"] = "城区"
    text = yaml_over(TEN_LINES.encode(), wanted).decode()
    assert "scores: {kind: district, type: 城区}" in text and "name: 十行" in text


def test_a_new_field_stands_in_its_order() -> None:
    wanted = plain(TEN_LINES.encode()) | {"rounding": {"digits": 1}, "document": "某办〔2026〕1号"}
    words = [
        line.partition(":")[0]
        for line in yaml_over(TEN_LINES.encode(), wanted).decode().split("\n")
    ]
    assert words.index("document") == words.index("name") + 1
    assert words.index("rounding") > words.index("components")


@given(data=st.data())
def test_components_that_come_go_and_move(data: st.DataObject) -> None:
    """Any order, any of them left out, some new: what is written is what is wanted."""
    wanted = plain(RULED.encode())
    parts = wanted["components"]
    kept = data.draw(st.lists(st.sampled_from(range(len(parts))), unique=True))
    new = {"id": "new", "name": {"zh": "新", "en": "New"}, "weight": 7, "indicator": "filed"}
    chosen = [deepcopy(parts[at]) for at in kept]
    for part in chosen:
        part["weight"] = data.draw(st.integers(1, 99))
    chosen.insert(data.draw(st.integers(0, len(chosen))), new)
    wanted["components"] = chosen
    assert plain(yaml_over(RULED.encode(), wanted)) == wanted

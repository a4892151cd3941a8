"""A long ranking is found by name and put in another order without mixing its groups."""

import math

import pandas as pd
import pytest

from ui.ranking.arranged import arranged

ROWS = pd.DataFrame(
    {
        "group": ["城区", "城区", "城郊", "城郊", "城郊"],
        "unit": ["甲街道", "乙街道", "Ａ 镇", "b镇", "丙街道"],
        "change": [-1.0, 2.0, math.nan, 3.0, 1.0],
        "n": [10, 20, 30, 40, 50],
    }
)
POINTS = {("甲街道", "x"): 1.0, ("乙街道", "x"): 5.0, ("b镇", "x"): 2.0}


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["甲街道", "乙街道", "Ａ 镇", "b镇", "丙街道"]),
        ("change", ["乙街道", "甲街道", "b镇", "丙街道", "Ａ 镇"]),
        ("n", ["乙街道", "甲街道", "丙街道", "b镇", "Ａ 镇"]),
        ("x", ["乙街道", "甲街道", "b镇", "Ａ 镇", "丙街道"]),
    ],
)
def test_an_order_is_kept_within_groups_and_what_is_unknown_comes_last(order, names) -> None:
    assert arranged(ROWS, order, "", POINTS)["unit"].tolist() == names


def test_a_name_is_found_however_it_is_typed() -> None:
    """Full width, case and spaces are no difference."""
    assert arranged(ROWS, "", "a镇", POINTS)["unit"].tolist() == ["Ａ 镇"]
    assert arranged(ROWS, "n", "街道", POINTS)["unit"].tolist() == ["乙街道", "甲街道", "丙街道"]
    assert arranged(ROWS, "", "没有", POINTS).empty

"""The map: classes of colour, names where there is room, true distances, clicks that lead on."""

import math

import pandas as pd
import pytest

from ui.charts.areas import area_map
from ui.charts.drawn import CLICKS
from ui.charts.placing import along, clear_point
from ui.charts.plane import Box, Scale
from ui.charts.shades import MOST, shade_of, shades
from ui.theme import DARK, LIGHT

area_map = area_map.__wrapped__  # as it draws, below what keeps its figures


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def palette(request):
    return request.param


def square(west: float, south: float, side: float, **more) -> dict:
    """An area as `area_map` takes it."""
    x = [west, west + side, west + side, west, west]
    y = [south, south, south + side, south + side, south]
    middle = {"label_x": west + side / 2, "label_y": south + side / 2}
    own = {"name": "甲区", "text": "3.1", "colour": "#ABCDEF", "address": "unit?unit=甲区"}
    inside = {"inside_x": [west + side / 3], "inside_y": [south + side / 3], "opens": "problems?a"}
    return {"x": x, "y": y, "context": False} | middle | own | inside | more


def spots(*rows: tuple) -> pd.DataFrame:
    """Places: x, y, n, number."""
    frame = pd.DataFrame(rows, columns=["x", "y", "n", "number"])
    return frame.assign(strong=True, address=[f"rows?{n}" for n in frame["number"]])


def test_classes_are_few_round_and_hold_every_value(palette):
    values = [0.4, 3.0, 7.9, 12.2, math.nan]
    classes = shades(values, palette)
    assert len(classes) <= MOST
    assert all(a.high == b.low for a, b in zip(classes, classes[1:], strict=False))
    assert classes[0].low <= 0.4 and classes[-1].high > 12.2
    assert {one.high - one.low for one in classes} == {5.0}
    colours = [shade_of(value, classes) for value in values]
    assert colours[0] != colours[2] and colours[-1] == "" and shades([math.nan], palette) == []


def test_equal_values_make_one_class(palette):
    (one,) = shades([4.0, 4.0], palette)
    assert one.low <= 4.0 < one.high and shade_of(4.0, [one]) == one.colour


def test_an_area_without_data_is_hatched_and_another_groups_is_left_empty(palette):
    areas = pd.DataFrame(
        [square(0, 0, 9), square(9, 0, 9, colour=""), square(18, 0, 9, context=True)]
    )
    drawn = [
        trace for trace in area_map(areas, spots(), palette, 500).data if trace.mode == "lines"
    ]
    by_west = {trace.x[0]: trace for trace in drawn}
    assert by_west[0].fillcolor == "#ABCDEF"
    assert by_west[9].fillpattern.shape == "/" and by_west[9].fill == "toself"
    assert by_west[18].fill is None


def test_a_name_leads_to_its_unit_and_stands_clear_of_dots(palette):
    inside = {"inside_x": [20.0, 50.0, 80.0], "inside_y": [50.0, 50.0, 50.0]}
    areas = pd.DataFrame([square(0, 0, 100, **inside)])
    (alone,) = area_map(areas, spots(), palette, 500).layout.annotations
    assert (alone.x, alone.y) == (50, 50) and "3.1" in alone.text
    assert '<a href="unit?unit=甲区"' in alone.text
    (beside,) = area_map(areas, spots((50, 50, 9, "1")), palette, 500).layout.annotations
    assert abs(beside.x - 50) == 30


def test_a_name_without_room_is_left_out_and_a_narrow_one_loses_its_figure(palette):
    wide = square(0, 0, 1000)
    tiny, small = square(1000, 0, 20, name="乙区"), square(1000, 500, 60, name="丙")
    figure = area_map(pd.DataFrame([wide, tiny, small]), spots(), palette, 500)
    texts = [note.text for note in figure.layout.annotations]
    assert not any("乙区" in text for text in texts)
    assert any("丙" in text and "3.1" not in text for text in texts)


def test_degrees_are_as_wide_as_they_are_there(palette):
    north = area_map(pd.DataFrame([square(10, 60, 0.1)]), spots(), palette, 500)
    assert north.layout.yaxis.scaleanchor == "x"
    assert north.layout.yaxis.scaleratio == pytest.approx(2.0, rel=0.01)
    plane = area_map(pd.DataFrame([square(50_000, 60_000, 9_000)]), spots(), palette, 500)
    assert plane.layout.yaxis.scaleratio == 1.0


def test_a_click_finds_the_dot_or_else_the_area(palette):
    figure = area_map(pd.DataFrame([square(0, 0, 90)]), spots((70, 70, 3, "1")), palette, 500)
    clicks = next(trace for trace in figure.data if trace.name == CLICKS)
    assert list(clicks.customdata) == ["rows?1", "problems?a"]
    assert list(clicks.x) == [70, 30]


def test_the_clearest_place_is_taken_where_none_is_clear():
    places = [(0.0, 0.0), (100.0, 0.0), (200.0, 0.0)]
    dots = [(0.0, 0.0, 10.0), (110.0, 0.0, 10.0), (260.0, 0.0, 10.0)]
    assert clear_point(places, along([]), dots, 90, 20) == (2, True)
    border = along([(-300.0, 5.0), (300.0, 5.0)])
    assert clear_point(places, border, dots, 90, 20) == (2, False)
    assert clear_point(places, border, [], 90, 20) == (0, False)


def test_a_border_is_followed_and_not_between_two_rings():
    gap = (math.nan, math.nan)
    points = along([(0.0, 0.0), (12.0, 0.0), gap, (0.0, 90.0), (0.0, 96.0)])
    assert points[:, 0].max() <= 12 and not ((points[:, 1] > 0) & (points[:, 1] < 90)).any()
    assert len(points) >= 4


def test_a_single_point_has_a_scale():
    scale = Scale(Box(5, 5, 5, 5), 400)
    assert scale.at(5, 5) == (0, 0) and Box(5, 5, 5, 5).side == 1.0

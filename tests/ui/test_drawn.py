"""A figure is drawn once, and anew as soon as anything that it shows is another."""

from collections import Counter
from dataclasses import replace

import plotly.graph_objects as go
import pytest
import streamlit as st

from ui.charts.base import canvas, catch_clicks
from ui.charts.drawn import CLICKS, drawn_once
from ui.i18n import name_shown, speaking
from ui.theme import DARK, LIGHT

drawings: Counter[str] = Counter()


@drawn_once
def chart(names: list[str], palette, at: str = "") -> go.Figure:
    drawings["chart"] += 1
    figure = canvas(palette, 100)
    figure.add_bar(x=[1.0] * len(names), y=[name_shown(name) for name in names])
    catch_clicks(figure, [1.0], [0.0], [at])
    return figure


@pytest.fixture(autouse=True)
def _nothing_kept():
    st.cache_resource.clear()
    drawings.clear()


def test_the_same_is_drawn_once() -> None:
    assert chart(["甲区"], LIGHT) is chart(["甲区"], LIGHT)
    assert drawings["chart"] == 1


def test_whatever_it_shows_is_part_of_what_it_is_kept_under() -> None:
    with speaking("zh"):
        chart(["甲区"], LIGHT)
        chart(["乙区"], LIGHT)
        chart(["甲区"], DARK)
        chart(["甲区"], replace(LIGHT, ink="#000001"))
        chart(["甲区"], LIGHT, at="unit?unit=甲区")
    with speaking("en"):
        chart(["甲区"], LIGHT)
    with speaking("en", {"甲区": "Jia"}):
        english = chart(["甲区"], LIGHT)
    assert drawings["chart"] == 7
    assert english.to_dict()["data"][0]["y"] == ["Jia"]


def test_nobody_can_change_what_all_look_at() -> None:
    with pytest.raises(AttributeError):
        chart(["甲区"], LIGHT).update_layout(height=1)


def test_where_clicks_are_caught_the_marks_alone_are_asked() -> None:
    assert not chart(["甲区"], LIGHT).catches_clicks
    caught = chart(["甲区"], LIGHT, at="unit?unit=甲区")
    assert caught.catches_clicks
    bars, marks = caught.to_dict()["data"]
    assert bars["hoverinfo"] == "skip" and bars["unselected"]["marker"]["opacity"] == 1
    assert marks["name"] == CLICKS and marks["hoverinfo"] == "none"

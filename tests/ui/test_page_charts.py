"""The charts of problems, ledger, complaints and targets: what is drawn is what was given."""

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from ui.charts.heat import heat_table
from ui.charts.lines import Line, labelled_lines
from ui.charts.quadrant import quadrant_dots
from ui.charts.series import MOST_SERIES, Series, series_lines
from ui.charts.spots import numbered_spots
from ui.charts.targets import Task, task_bars
from ui.theme import DARK, LIGHT

# as they draw, below what keeps their figures
heat_table, labelled_lines = heat_table.__wrapped__, labelled_lines.__wrapped__
quadrant_dots, numbered_spots = quadrant_dots.__wrapped__, numbered_spots.__wrapped__
task_bars = task_bars.__wrapped__


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def palette(request):
    return request.param


def test_a_heat_table_prints_every_number_and_leaves_gaps_blank(palette):
    cells = pd.DataFrame(
        {
            "row": ["甲", "甲", "乙"],
            "column": ["东", "西", "东"],
            "value": [1.0, 4.0, math.nan],
            "text": ["1.0", "4.0 ▲", "—"],
            "marked": [False, True, False],
        }
    )
    heat = heat_table(cells, palette).data[0]
    assert heat.text.tolist() == [["1.0", "<b>4.0 ▲</b>"], ["—", ""]]
    assert math.isnan(heat.z[1][0]) and math.isnan(heat.z[1][1])
    assert heat.zmin == 0 and heat.zmax > 4


def test_labels_of_lines_that_end_together_do_not_cover_each_other(palette):
    lines = [Line([0, 1], [5, 10], "一"), Line([0, 1], [3, 10], "二", strong=True)]
    figure = labelled_lines(lines, palette, 300, ticks=([0, 1], ["a", "b"]))
    shifts = sorted(note.yshift for note in figure.layout.annotations)
    assert shifts[1] - shifts[0] >= 20
    assert figure.layout.yaxis.range[0] == 0 and figure.layout.xaxis.range == (0, 1)


def test_a_quadrant_names_every_unit_and_colours_what_needs_attention(palette):
    rows = pd.DataFrame(
        {"name": ["甲", "乙"], "x": [1.0, 2.0], "y": [3.0, 1.0], "strong": [True, False]}
    )
    figure = quadrant_dots(rows, palette, 300, medians=(1.5, 2.0), titles=("x", "y"))
    dots = figure.data[0]
    assert dots.text == ("甲", "乙")
    assert dots.marker.color == (palette.worse, palette.neutral)
    assert len(figure.layout.shapes) == 2


def test_dots_that_cover_each_other_are_moved_apart(palette):
    spots = pd.DataFrame(
        {"x": [0.0, 0.1, 90.0], "y": [0.0, 0.0, 50.0], "n": [1, 9, 2], "strong": True}
    ).assign(number=["3", "1", "2"])
    drawn = numbered_spots(spots, palette, 300).data[0]
    assert drawn.marker.size[1] == max(drawn.marker.size)
    assert drawn.x[1] - drawn.x[0] > 5 and drawn.x[0] < 0 < drawn.x[1]
    assert (drawn.x[2], drawn.y[2]) == (90, 50)


def test_a_task_behind_the_line_ends_before_its_mark(palette):
    rows = [
        Task("甲", 54.0, 80.0, "54%", behind=True),
        Task("乙", 120.0, 80.0, "120%", behind=False),
    ]
    figure = task_bars(rows, palette, gone_text="80%")
    bars = figure.data[1]
    assert list(bars.x) == [54.0, 120.0] and bars.marker.color == (palette.worse, palette.better)
    assert {shape.x0 for shape in figure.layout.shapes} == {80.0}
    assert figure.layout.xaxis.range[1] == 120.0


def test_series_end_where_their_last_figure_is_and_keep_their_gaps():
    series = [Series("甲", [1.0, math.nan, 3.0, math.nan], "3"), Series("乙", [2.0] * 4, "2")]
    figure = go.Figure(series_lines(series, list("abcd"), LIGHT).to_dict())
    first, second = figure.data
    assert len(first.x) == 3 and math.isnan(first.y[1]) and len(second.x) == 4
    assert first.line.color != second.line.color
    assert series_lines([Series("甲", [math.nan])], ["a"], LIGHT) is None


def test_no_two_of_eight_series_have_one_colour(palette):
    series = [Series(name, [1.0, 2.0]) for name in "甲乙丙丁戊己庚辛"]
    drawn = go.Figure(series_lines(series, ["a", "b"], palette).to_dict())
    colours = [trace.line.color for trace in drawn.data]
    assert len(set(colours)) == len(colours) == MOST_SERIES

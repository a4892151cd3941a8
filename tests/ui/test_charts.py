"""Chart builders: what is drawn follows from the rows, and text never becomes markup."""

import base64
import math

import pandas as pd
import pytest

from ui.charts.bars import Bar, labelled_bars
from ui.charts.base import nice_range, text_width
from ui.charts.multiples import Panel, small_multiples
from ui.charts.ranking import RowHeights, ranking_dots
from ui.charts.spark import spark, spark_scale
from ui.charts.weights import weight_bar
from ui.theme import DARK, LIGHT

# as they draw, below what keeps their figures
labelled_bars, small_multiples, ranking_dots, weight_bar = (
    draw.__wrapped__ for draw in (labelled_bars, small_multiples, ranking_dots, weight_bar)
)


def row(unit: str, score: float, **more) -> dict:
    return {
        "group": "城区组",
        "rank": "1",
        "unit": unit,
        "n_text": "n=412",
        "score": score,
        "previous": score - 1,
        "comparable": math.nan,
        "low": score - 0.8,
        "high": score + 0.8,
        "score_text": f"{score:.2f}",
        "change_text": "▲ 1.00",
        "previous_text": f"上期 {score - 1:.2f}",
        "word": "明显上升",
        "tone": "better",
        "note": "",
        "address": "",
    } | more


ABSENT = {
    "score": math.nan,
    "previous": math.nan,
    "low": math.nan,
    "high": math.nan,
    "rank": "",
    "score_text": "",
    "change_text": "",
    "previous_text": "",
    "word": "无数据",
    "tone": "neutral",
    "note": "本期没有记录",
}


def texts(figure) -> list[str]:
    return [a.text for a in figure.layout.annotations]


def test_each_unit_is_written_with_its_n_score_change_and_word():
    figure = ranking_dots(pd.DataFrame([row("云栖区", 93.42)]), LIGHT, RowHeights())
    said = texts(figure)
    for text in ("1", "云栖区", "n=412", "<b>93.42</b>", "▲ 1.00", "上期 92.42", "明显上升"):
        assert text in said
    assert "<b>城区组</b>" in said


def test_long_names_leave_room_for_the_dots():
    long, short = "名" * 60, "白鹭新区执法一中队"
    figure = ranking_dots(pd.DataFrame([row(long, 93.0), row(short, 92.0)]), LIGHT, RowHeights())
    assert short in texts(figure) and long not in texts(figure)
    assert figure.layout.margin.l + figure.layout.margin.r <= 656 - 150  # pixels
    assert not any("上期" in text for text in texts(figure))  # gives its room to the dots
    bare = {"change_text": "", "previous_text": "", "word": "", "n_text": ""}
    figure = ranking_dots(pd.DataFrame([row(long, 93.0) | bare]), LIGHT, RowHeights())
    assert figure.layout.margin.l + figure.layout.margin.r <= 656 * 2 / 3 + 2
    assert list(figure.data[2].customdata) == [long]  # the whole is kept for clicks


def test_long_names_that_differ_at_their_ends_still_differ():
    names = ["白鹭新区综合行政执法大队直属一中队", "白鹭新区综合行政执法大队直属二中队"]
    figure = ranking_dots(pd.DataFrame([row(n, 93.0) for n in names]), LIGHT, RowHeights())
    shown = [text for text in texts(figure) if text.startswith("白鹭新区")]
    assert len(set(shown)) == 2 and all("…" in text for text in shown)


def test_dots_rings_and_bars_stand_at_score_previous_and_interval():
    figure = ranking_dots(pd.DataFrame([row("云栖区", 93.0)]), LIGHT, RowHeights())
    bars, rings, dots = figure.data
    assert list(bars.x[:2]) == [92.2, 93.8]
    assert list(rings.x) == [92.0]
    reform = ranking_dots(pd.DataFrame([row("云栖区", 93.0, comparable=92.5)]), LIGHT, RowHeights())
    assert list(reform.data[1].x) == [92.5]  # the arrow beside it says +0.5
    assert list(dots.x) == [93.0]
    assert dots.marker.color[0] == LIGHT.better


def test_the_axis_holds_every_mark():
    rows = pd.DataFrame([row("云栖区", 93.42), row("石门县", 84.2, low=80.1)])
    low, high = ranking_dots(rows, LIGHT, RowHeights()).layout.xaxis.range
    assert low <= 80.1 and high >= 94.3


def test_a_unit_without_data_has_no_dot_but_its_reason():
    rows = pd.DataFrame([row("云栖区", 93.0), row("石门县", 0.0) | ABSENT])
    figure = ranking_dots(rows, DARK, RowHeights())
    assert list(figure.data[2].customdata) == ["云栖区"]
    assert "本期没有记录" in texts(figure)


def test_no_unit_with_data_still_gives_a_chart():
    figure = ranking_dots(pd.DataFrame([row("石门县", 0.0) | ABSENT]), LIGHT, RowHeights())
    assert "石门县" in texts(figure)


def test_names_cannot_smuggle_markup_into_a_chart():
    figure = ranking_dots(pd.DataFrame([row("<b>x</b>&", 93.0)]), LIGHT, RowHeights())
    assert "&lt;b&gt;x&lt;/b&gt;&amp;" in texts(figure)


def test_nine_units_in_two_groups_fit_the_meeting_screen_and_more_rows_are_set_tighter():
    nine = pd.DataFrame([row(f"区{i}", 90.0 + i, group="AB"[i > 4]) for i in range(9)])
    many = pd.DataFrame([row(f"队{i}", 90.0, group="") for i in range(25)])
    heights = RowHeights()
    assert ranking_dots(nine, LIGHT, heights).layout.height <= 520
    assert ranking_dots(many, LIGHT, heights).layout.height <= 25 * heights.least + 30


@pytest.mark.parametrize(("low", "high"), [(83.2, 94.9), (0, 100), (92.31, 92.35), (5, 5)])
def test_axis_ticks_are_round_and_cover_the_values(low, high):
    start, end, step = nice_range(low, high)
    assert start <= low <= high <= end
    assert math.isclose(start / step, round(start / step), abs_tol=1e-6)
    assert (end - start) / step < 10


@pytest.mark.parametrize("only", [91.96, 0.0, 739.0])
def test_the_axis_of_one_value_alone_is_no_thousandth_wide(only):
    """The only score of a first month stood at 91.96 between 91.959 and 91.96, under its rank."""
    start, end, step = nice_range(only, only)
    assert end - only >= 0.5 and step >= 0.2 and start >= 0


def test_chinese_characters_are_taken_as_wide():
    assert text_width("云栖区", 16) == 48
    assert text_width("abc", 16) < 48


def test_sparklines_on_one_scale_are_comparable():
    scale = spark_scale([[1, 2], [10, math.nan, 20]])
    assert scale == (1, 20)
    low = picture(spark([1, 1], LIGHT, scale=scale))
    high = picture(spark([20, 20], LIGHT, scale=scale))
    assert low != high


def test_a_gap_in_a_sparkline_breaks_the_line_and_no_values_draw_nothing():
    assert picture(spark([1, 2, math.nan, 3, 4], LIGHT)).count("M") == 2
    assert spark([math.nan, None], LIGHT) == ""


def picture(html: str) -> str:
    return base64.b64decode(html.split("base64,")[1].rstrip('">')).decode()


def test_bars_start_at_zero_and_only_what_got_worse_is_coloured():
    rows = [
        Bar("占道经营", 1.4, "1.4", "▲ 0.5", "worse"),
        Bar("暴露垃圾", 1.6, "1.6", "▼ 0.1", "better"),
    ]
    figure = labelled_bars(rows, LIGHT)
    assert figure.layout.xaxis.range[0] == 0
    assert list(figure.data[0].marker.color) == [LIGHT.worse, LIGHT.band]


def test_small_multiples_share_one_scale():
    panels = [
        Panel("云栖区", [92.0, 93.42], "▲ 1.32", "better"),
        Panel("石门县", [86.0, 84.2], "▼ 1.75", "worse"),
        Panel("青坪县", [math.nan, math.nan], "", "neutral"),
    ]
    figure = small_multiples(panels, LIGHT, across=2)
    ranges = {figure.layout[f"yaxis{i}"].range for i in ("", "2", "3")}
    assert len(ranges) == 1
    low, high = ranges.pop()
    assert low < 84.2 and high > 93.42


def test_the_weight_bar_is_as_long_as_the_weights():
    figure = weight_bar([("巡查", 45), ("案件", 55)], LIGHT)
    assert figure.layout.xaxis.range == (0, 100)
    assert [s.x1 for s in figure.layout.shapes] == [45, 100]


def test_bars_of_changes_share_a_scale_a_rise_to_the_right_and_give_way_to_long_names():
    up = row("云栖区", 93.0, previous=92.0, previous_text="")
    down = row("东屏区", 90.0, previous=94.0, previous_text="", tone="worse")
    gone = row("澄湖区", 91.0) | ABSENT
    shapes = ranking_dots(pd.DataFrame([up, down, gone]), LIGHT, RowHeights()).layout.shapes
    bars = [shape for shape in shapes if abs(shape.x1 - shape.x0) > 1]
    first, second = (bar.x1 - bar.x0 for bar in bars)
    assert first > 0 and second == -4 * first
    assert bars[0].x0 == bars[1].x0
    assert [bar.fillcolor for bar in bars] == [LIGHT.better, LIGHT.worse]
    long = row("示例市城市管理综合行政执法局第一直属执法大队一中队", 93.0, word="明显上升" * 3)
    assert not ranking_dots(pd.DataFrame([long]), LIGHT, RowHeights(least=47)).layout.shapes

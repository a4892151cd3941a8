"""自助分析: the page asks what its address says, says what is nonsense, and leads to the rows."""

import json
import re

import pytest

from metrics.pivot.answer import answer
from metrics.pivot.question import read_line

GOLDEN = (
    "filed rows.street where.district.东屏区 where.subcategory.店外经营 where.daytime.night"
    " days.last-3-months compare.previous top.3"
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_answers_what_its_address_asks(open_page, markup, sample_store, lang):
    page = open_page("analysis", sample_store, ask=GOLDEN, lang=lang)
    text = markup(page)
    assert "2025-07-01" in text and "<tfoot>" in text
    assert ("其余" if lang == "zh" else "others") in text
    assert page.query_params["ask"] == [GOLDEN] or page.query_params["ask"] == GOLDEN


def test_without_a_question_it_opens_with_one(open_page, markup, sample_store):
    page = open_page("analysis", sample_store)
    assert page.selectbox(key="ask-measure").value == "filed"
    assert "东屏区" in markup(page)


@pytest.mark.parametrize(
    "ask", ["nonsense", "filed rows.nothing", "filed top.x", "filed days.soon"]
)
def test_nonsense_is_said_and_the_default_shown(open_page, markup, sample_store, ask):
    page = open_page("analysis", sample_store, ask=ask)
    assert "不认识" in markup(page) and f"ask={ask}" in markup(page)
    assert page.selectbox(key="ask-measure").value == "filed"


def test_a_filter_that_matches_nothing_has_no_figure_that_is_not_zero(
    open_page, markup, sample_store
):
    page = open_page("analysis", sample_store, ask="filed rows.district where.street.无此街道")
    assert "没有数据" in markup(page)


def test_a_choice_changes_the_question(open_page, sample_store):
    page = open_page("analysis", sample_store)
    page.selectbox(key="ask-measure").select("checks").run()
    page.multiselect(key="ask-columns").set_value(["month"]).run()
    assert page.session_state["view"].ask == "checks rows.district columns.month"
    assert not page.exception


def test_another_measure_keeps_what_it_can_be_asked_by(open_page, sample_store):
    page = open_page("analysis", sample_store, ask="filed rows.channel where.district.东屏区")
    page.selectbox(key="ask-measure").select("checks").run()
    assert page.session_state["view"].ask == "checks where.district.东屏区"


def test_a_figure_leads_to_its_rows_with_file_and_row(open_page, markup, sample_store):
    page = open_page("analysis", sample_store, ask=GOLDEN)
    found = re.search(r'href="analysis\?([^"]*chosen=[^"]*)"', markup(page)).group(1)
    from html import unescape
    from urllib.parse import parse_qsl

    rows = open_page("analysis", sample_store, **dict(parse_qsl(unescape(found))))
    assert re.search(r"\.(csv|xlsx|xls)", markup(rows))


def test_a_cell_that_is_none_is_said(open_page, markup, sample_store):
    page = open_page("analysis", sample_store, ask="filed rows.district", chosen="team.x")
    assert "不认识" in markup(page)


def lines(page) -> tuple[list[str], list[str]]:
    """Colours and names of the lines of the chart, as they are drawn."""
    (chart,) = page.get("plotly_chart")
    figure = json.loads(chart.proto.spec)
    colours = [trace["line"]["color"] for trace in figure["data"] if trace.get("line")]
    return colours, [note["text"] for note in figure["layout"].get("annotations", [])]


@pytest.mark.parametrize("sides", ["rows.month columns.district", "rows.district columns.month"])
def test_two_units_over_time_are_two_lines_with_their_names(open_page, sample_store, sides):
    two = "where.district.东屏区*云栖区 days.last-12-months"
    page = open_page("analysis", sample_store, ask=f"on_time_closure_rate {sides} {two}")
    colours, names = lines(page)
    assert len(colours) == len(set(colours)) == 2
    assert {name.split()[0] for name in names} == {"东屏区", "云栖区"}


def test_many_units_over_time_stand_each_on_its_own(open_page, sample_store):
    page = open_page("analysis", sample_store, ask="filed rows.month columns.team days.all")
    (chart,) = page.get("plotly_chart")
    layout = json.loads(chart.proto.spec)["layout"]
    assert "xaxis9" in layout and layout["yaxis9"]["range"] == layout["yaxis"]["range"]


def test_a_sentence_is_shown_as_understood_before_it_is_taken(open_page, markup, sample_store):
    page = open_page("analysis", sample_store)
    before = page.session_state["view"].ask
    page.text_input(key="ask-words").set_value("东屏 夜间 店外经盈 按街道 <b>").run()
    text = markup(page)
    assert '<span class="word unknown"><b>店外经盈</b> 没有看懂（相近的有 店外经营）' in text
    assert "<b>夜间</b> 条件：昼夜 = 夜间" in text
    assert "<b>没有说</b> 指标：立案数" in text
    assert "&lt;" in text and page.session_state["view"].ask == before
    page.button(key="words-instead-0").click().run()
    assert "店外经营 按街道" in page.text_input(key="ask-words").value
    page.button(key="words-show").click().run()
    assert page.session_state["view"].ask == (
        "filed rows.street where.district.东屏区 where.daytime.night where.subcategory.店外经营"
    )
    assert page.button(key="words-show").disabled
    assert not page.exception


def test_what_is_not_understood_at_all_cannot_be_taken(open_page, markup, sample_store):
    page = open_page("analysis", sample_store)
    page.text_input(key="ask-words").set_value("xyzzy").run()
    assert '<span class="word unknown"><b>xyzzy</b> 没有看懂' in markup(page)
    assert page.button(key="words-show").disabled


def test_units_with_outlines_have_a_map_and_others_do_not(open_page, sample_store):
    """What is written on an area is its figure in the table, and its click opens those rows."""
    page = open_page("analysis", sample_store, ask="filed rows.district", part="map")
    assert not page.exception
    (chart,) = page.get("plotly_chart")
    figure = json.loads(chart.proto.spec)
    assert len([one for one in figure["data"] if one.get("fill") == "toself"]) == 9
    with sample_store.connect() as con:
        found = answer(con, read_line("filed rows.district"))
    values = found.of(1, 0).set_index("district")["value"]
    (east,) = [n["text"] for n in figure["layout"]["annotations"] if "东屏区" in n["text"]]
    assert f">{values['东屏区']:,.0f}<" in east
    without = open_page("analysis", sample_store, ask="filed rows.team", part="map")
    (bars,) = without.get("plotly_chart")
    fills = [one for one in json.loads(bars.proto.spec)["data"] if one.get("fill") == "toself"]
    assert not without.exception and fills == []

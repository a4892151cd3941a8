"""The places part of the page on problems: with outlines, without, and without any coordinate."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from metrics.analyses import areas
from metrics.schemes.scheme import load_scheme

CLICKS = "clicks"


def the_map(page) -> dict:
    """The figure of the part, as Plotly gets it."""
    (chart,) = page.get("plotly_chart")
    return json.loads(chart.proto.spec)


def filled(figure: dict) -> list[dict]:
    return [trace for trace in figure["data"] if trace.get("fill") == "toself"]


def addresses(figure: dict) -> list[str]:
    return next(t["customdata"] for t in figure["data"] if t.get("name") == CLICKS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_districts_are_filled_and_named_and_the_legend_says_per_what(
    open_page, markup, sample_store, lang
):
    page = open_page("problems", sample_store, part="places", source="findings", lang=lang)
    figure, html = the_map(page), markup(page)
    assert len(filled(figure)) == 9
    names = [note["text"] for note in figure["layout"]["annotations"]]
    district = "云栖区" if lang == "zh" else "Yunqi"
    assert any(district in name and "unit?" in name for name in names)
    assert ("每百检查点次的问题数" if lang == "zh" else "Problems per 100 checks") in html
    assert html.count('class="swatch"') >= 3


def test_what_is_written_on_a_district_is_its_rate(open_page, sample_store):
    page = open_page("problems", sample_store, part="places", source="findings")
    scheme = load_scheme("sample-district")
    period = scheme.parse_period(page.session_state["view"].period)
    con = sample_store.connect()
    rates = areas.area_rates(con, period, source="findings", rules=scheme.rules).set_index("unit")
    con.close()
    notes = [note["text"] for note in the_map(page)["layout"]["annotations"]]
    (east,) = [text for text in notes if "东屏区" in text]
    assert f">{rates.loc['东屏区', 'rate']:.1f}<" in east


def test_a_district_shows_its_streets_and_the_others_as_context(open_page, sample_store):
    page = open_page("problems", sample_store, part="places", unit="云栖区")
    figure = the_map(page)
    assert len(filled(figure)) == 4
    outlined = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    assert len(outlined) == 31


def test_a_click_on_a_district_opens_it_and_one_on_a_dot_its_rows(open_page, markup, sample_store):
    page = open_page("problems", sample_store, part="places")
    asked = [parse_qs(urlsplit(address).query) for address in addresses(the_map(page))]
    districts = {query["unit"][0] for query in asked if "place" not in query}
    assert "白鹭新区" in districts and len(districts) == 9
    first = next(query for query in reversed(asked) if "place" in query)
    rows = open_page("problems", sample_store, **{name: value[0] for name, value in first.items()})
    assert 'class="sheet' in markup(rows) and first["place"][0] in markup(rows)


def test_one_kind_of_problem_is_counted_per_hundred_cases(open_page, markup, sample_store):
    page = open_page("problems", sample_store, part="places", category="店外经营")
    assert "每百件案卷中的件数" in markup(page)
    assert page.selectbox(key="choice-category").value == "店外经营"


def test_a_group_leaves_the_others_empty(open_page, sample_store):
    page = open_page("problems", sample_store, part="places", group="城郊组")
    assert len(filled(the_map(page))) == 4


def test_without_outlines_the_dots_stand_alone(open_page, own_store):
    with own_store.writing("no outlines") as draft:
        draft.con.execute("DELETE FROM boundaries")
        draft.changed.add("boundaries")
    figure = the_map(open_page("problems", own_store, part="places"))
    assert not filled(figure)
    dots = next(trace for trace in figure["data"] if trace["mode"] == "markers+text")
    assert "1" in dots["text"] and figure["layout"]["yaxis"]["scaleanchor"] == "x"


def test_without_coordinates_the_table_stands_alone(open_page, markup, own_store):
    with own_store.writing("no coordinates") as draft:
        draft.con.execute("DELETE FROM boundaries")
        draft.con.execute("UPDATE cases SET x = NULL, y = NULL")
    page = open_page("problems", own_store, part="places")
    assert not page.get("plotly_chart")
    assert "这些地点没有坐标" in markup(page) and '<table class="sheet' in markup(page)


def test_places_outside_the_outlines_are_counted_and_not_drawn(open_page, markup, own_store):
    with own_store.writing("moved") as draft:
        draft.con.execute("UPDATE cases SET x = x + 900000")
    page = open_page("problems", own_store, part="places")
    assert "个地点在边界之外" in markup(page)
    assert all(len(trace["x"]) == 0 for trace in the_map(page)["data"] if "text" in trace["mode"])

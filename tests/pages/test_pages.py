"""Each page in each language on the sample city, and what pages say when there is nothing."""

import json
import re

import pytest

from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank
from ui.navigation import page_entries

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# No scheme of the sample scores objects of one kind: their page says so in place of figures.
SCORED = [name for name in page_entries() if name != "points"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SCORED)
def test_a_page_opens_with_its_header_line(open_page, markup, sample_store, name, lang):
    page = open_page(name, sample_store, lang=lang)
    facts = re.search(r'<p class="facts">(.*?)</p>', markup(page)).group(1)
    assert ("数据版本" in facts or "办法" in facts) if lang == "zh" else not CHINESE.search(facts)


@pytest.mark.parametrize("name", ["overview", "districts", "teams"])
def test_a_ranking_page_shows_every_unit_with_its_score(open_page, sample_store, name):
    page = open_page(name, sample_store)
    shown = page.session_state["view"]
    scheme = load_scheme(shown.scheme)
    con = sample_store.connect()
    expected = rank(con, scheme, scheme.parse_period(shown.period)).table
    con.close()
    chart = next(c for c in page.get("plotly_chart") if "ranking" in c.proto.id)
    said = {
        re.sub(r"</?a[^>]*>", "", a["text"])
        for a in json.loads(chart.proto.spec)["layout"]["annotations"]
    }
    assert set(expected["unit"]) <= said
    digits = scheme.rounding.digits
    scores = {f"<b>{s:,.{digits}f}</b>" for s in expected["score"].dropna()}
    assert scores and scores <= said


def test_the_district_table_holds_components_that_add_up_to_the_score(
    open_page, markup, sample_store
):
    page = open_page("districts", sample_store)
    body = re.search(r"<tbody>(.*?)</tbody>", markup(page), re.S).group(1)
    body = re.sub(r"</?a[^>]*>", "", body)
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", r) for r in body.split("</tr>") if "<td" in r]
    assert len(rows) >= 8
    for row in rows:
        score, parts = float(row[2]), [float(c) for c in row[7:11]]
        assert sum(parts) == pytest.approx(score, abs=5.1)  # adjustments are at most 5 points
        assert any(cell.startswith("<img") for cell in row[-2:])  # then open actions, if any


def test_a_group_filters_chart_and_table(open_page, markup, sample_store):
    page = open_page("districts", sample_store, group="城郊组")
    assert "云栖区" not in markup(page).split("</h1>")[1]
    assert page.selectbox(key="filter-group").value == "城郊组"


def test_the_filters_are_written_into_the_url_as_codes(open_page, sample_store):
    page = open_page("districts", sample_store)
    page.selectbox(key="filter-period").select("2025-08").run()
    page.segmented_control(key="language").set_value("en").run()
    assert page.query_params == {
        "lang": "en",
        "period": "2025-08",
        "scheme": "sample-district",
    }


def test_a_view_survives_a_change_of_page_and_scheme_and_returns(open_page, sample_store):
    page = open_page("districts", sample_store, period="2025-08", scheme="sample-district")
    page.switch_page("../pages/teams.py").run()
    assert page.session_state["view"].scheme != "sample-district"
    page.switch_page("../pages/districts.py").run()
    view = page.session_state["view"]
    assert (view.scheme, view.period) == ("sample-district", "2025-08")


@pytest.mark.parametrize("query", [{"period": "2031-01"}, {"group": "无此组"}])
def test_a_link_to_what_there_is_not_says_so_and_leads_back(open_page, markup, sample_store, query):
    page = open_page("districts", sample_store, **query)
    assert "没有匹配的数据" in markup(page)
    assert next(iter(query.values())) in markup(page)
    page.button(key="reset").click().run()
    assert '<table class="sheet' in markup(page)


def test_a_broken_scheme_names_file_line_and_field(
    open_page, markup, sample_store, monkeypatch, tmp_path
):
    (tmp_path / "bad.yaml").write_text("id: bad\nversion: one\n", encoding="utf-8")
    monkeypatch.setattr("ui.store.SCHEME_FOLDER", tmp_path)
    page = open_page("districts", sample_store)
    assert "考核办法文件有误" in markup(page)
    assert re.search(r"bad\.yaml 第 2 行，version", markup(page))


def test_an_unforeseen_error_shows_a_reference_and_no_traceback(
    open_page, markup, sample_store, monkeypatch, caplog
):
    def fail(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("ui.store.city_overview", fail)
    page = open_page("overview", sample_store)
    reference = re.search(r"编号 ([0-9A-F]{6})", markup(page)).group(1)
    assert "secret detail" not in markup(page)
    assert reference in caplog.text and "secret detail" in caplog.text

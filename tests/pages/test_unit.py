"""The page of a unit: its score taken apart, and the rows behind each figure."""

import json
import re

import pytest

from metrics.analyses.evidence import MISSED, evidence, question_of
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank

SCHEME = load_scheme("sample-district")
PERIOD = SCHEME.parse_period("2025-10")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def con(sample_store):
    con = sample_store.connect()
    yield con
    con.close()


def drawn(page, key: str) -> dict:
    return json.loads(next(c for c in page.get("plotly_chart") if key in c.proto.id).proto.spec)


def texts(figure: dict) -> set[str]:
    return {re.sub(r"<[^>]*>", "", a["text"]) for a in figure["layout"]["annotations"]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_scored_unit_is_taken_apart(open_page, markup, sample_store, con, lang):
    row = rank(con, SCHEME, PERIOD).table.iloc[1]
    page = open_page("unit", sample_store, lang=lang, unit=row["unit"], period="2025-10")
    called = {"zh": row["unit"], "en": "Yunqi"}[lang]
    assert called in re.search(r"<h1.*?</h1>", markup(page)).group(0)
    steps = texts(drawn(page, "unit-waterfall"))
    assert {"100.00", f"{row['score']:.2f}"} <= steps
    assert any(
        row["unit"] not in text and f"{abs(row['change']):.2f}" in text
        for text in texts(drawn(page, "unit-attribution"))
    )
    for leaf in SCHEME.leaves():
        assert leaf.name.text(lang) in markup(page)
        assert f"component={leaf.id}" in markup(page)
    assert len(drawn(page, "unit-past")["layout"]["xaxis"]["ticktext"]) == 13


def test_what_the_scheme_orders_is_the_same_on_every_page(open_page, markup, sample_store, con):
    lists = rank(con, SCHEME, PERIOD).lists
    assert lists.statement
    for unit in ("云栖区", lists.statement[0]):
        text = markup(open_page("unit", sample_store, unit=unit, period="2025-10"))
        assert f"表态发言：{'、'.join(lists.statement)}；红榜：{'、'.join(lists.red)}" in text
    ranking = markup(open_page("districts", sample_store, period="2025-10"))
    assert f"表态发言：{'、'.join(lists.statement)}；红榜：{'、'.join(lists.red)}" in ranking
    overview = markup(open_page("overview", sample_store, period="2025-10"))
    ordered = overview[overview.index(">按考核办法<") : overview.index(">数据提示，供核实<")]
    assert all(ordered.count(f">{unit}<") == 1 for unit in lists.statement)
    assert ordered.count("表态发言") == len(lists.statement)


def test_our_words_on_the_english_page_are_english(open_page, markup, sample_store):
    page = open_page("unit", sample_store, lang="en", unit="云栖区")
    heads = re.findall(r"<(?:h2|th)[^>]*>(.*?)<", markup(page))
    assert len(heads) > 8
    assert not [head for head in heads if CHINESE.search(head)]


def test_the_rows_behind_a_component_are_those_that_missed_it(
    open_page, markup, table_files, sample_store, con
):
    page = open_page(
        "unit", sample_store, unit="云栖区", period="2025-10", component="grid_on_time"
    )
    leaf = next(leaf for leaf in SCHEME.leaves() if leaf.id == "grid_on_time")
    missed = evidence(con, question_of(SCHEME, leaf, "云栖区"), PERIOD, MISSED)
    body = markup(page)
    assert 0 < len(missed) < 200
    assert all(number in body for number in missed["case_no"])
    assert set(missed["source_file"]) <= set(re.findall(r">([^<>]+\.\w+)<", body))
    assert {b.proto.label for b in table_files(page)} == {"下载 CSV", "下载 Excel"}


def test_a_figure_keeps_its_rows_when_another_unit_is_chosen(open_page, sample_store):
    page = open_page("unit", sample_store, unit="云栖区", component="grid_on_time")
    page.selectbox(key="unit-unit").select("东屏区").run()
    view = page.session_state["view"]
    assert (view.unit, view.component) == ("东屏区", "grid_on_time")


def test_a_unit_that_no_scheme_scores_has_its_indicators(open_page, markup, sample_store):
    page = open_page("unit", sample_store, unit="云麓街道")
    assert "只列指标" in markup(page) and "按期结案率" in markup(page)
    assert "component=on_time_closure_rate" in markup(page)
    page = open_page("unit", sample_store, unit="云麓街道", component="on_time_closure_rate")
    assert '<table class="sheet' in markup(page)


def test_parents_and_children_are_one_click_away(open_page, markup, sample_store):
    district = markup(open_page("unit", sample_store, unit="云栖区"))
    assert ">云麓街道</a>" in district and ">云栖区执法一中队</a>" in district
    team = markup(open_page("unit", sample_store, unit="云栖区执法一中队"))
    assert ">云栖区</a>" in team


def test_an_unknown_unit_is_said_to_be_so(open_page, markup, sample_store):
    page = open_page("unit", sample_store, unit="无此区")
    assert "没有匹配的数据" in markup(page) and "无此区" in markup(page)
    page.button(key="reset").click().run()
    assert '<table class="sheet' in markup(page)


def test_the_mean_of_months_claims_no_distance(open_page, markup, sample_store):
    page = open_page("unit", sample_store, unit="东屏区", period="2025-Q3")
    assert "离前面还差多少" not in markup(page)
    assert "离前面还差多少" in markup(
        open_page("unit", sample_store, unit="东屏区", period="2025-09")
    )


def test_an_empty_store_offers_the_sample_city(open_page, markup):
    assert "还没有数据" in markup(open_page("unit"))


def test_the_months_behind_an_annual_score_are_listed(open_page, markup, sample_store):
    asked = {"scheme": "sample-year", "period": "2025", "unit": "云栖区", "kind": "district"}
    text = markup(open_page("unit", sample_store, component="monthly", **asked))
    assert "2025-01–2025-10 共 10 期得分的平均" in text
    assert "未含 2025-11–2025-12" in text and "尚未结束，未计入" in text
    assert "period=2025-10&amp;scheme=sample-district" in text
    ranking = markup(open_page("districts", sample_store, period="2025", scheme="sample-year"))
    assert "平时考核" in ranking and "共 10 期得分的平均" in ranking
    usual = markup(open_page("districts", sample_store))
    assert "平时考核" not in usual  # the monthly scheme stays the one that a page opens with

"""The page on problems: every part in both languages, its filters, and an empty answer."""

import json
import re

import pytest
from PIL import Image

from metrics.analyses import problems
from metrics.schemes.scheme import load_scheme
from ui.problems import captions as problem_captions

PARTS = ("kinds", "heat", "trend", "methods", "hours", "places", "key", "rebound", "chains")
PARTS += ("not-fixed",)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_a_sentence_and_a_table_to_download(open_page, markup, sample_store, part, lang):
    page = open_page("problems", sample_store, part=part, lang=lang)
    html = markup(page)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', html)
    assert '<table class="sheet' in html
    assert {b.proto.label for b in page.get("download_button")} & {
        "下载 CSV",
        "Download CSV",
        "CSV",
    }
    heads = "".join(re.findall(r"<th scope=.*?</th>", html))
    assert heads and (lang == "zh" or not CHINESE.search(re.sub(r"title=\"[^\"]*\"", "", heads)))


def test_the_sentence_says_what_metrics_found(open_page, markup, sample_store):
    page = open_page("problems", sample_store, source="cases")
    scheme = load_scheme("sample-district")
    period = scheme.parse_period(page.session_state["view"].period)
    con = sample_store.connect()
    found = problems.categories(con, period, source="cases", rules=scheme.rules)
    con.close()
    assert problem_captions.of_categories(found).text("zh") in markup(page)


def test_a_district_shows_its_streets_in_the_heat_table(open_page, sample_store):
    page = open_page("problems", sample_store, part="heat", unit="云栖区")
    chart = next(c for c in page.get("plotly_chart") if "heat" in c.proto.id)
    streets = json.loads(chart.proto.spec)["layout"]["xaxis"]["ticktext"]
    names = [re.sub(r"<[^>]*>", "", street) for street in streets]
    assert names and all(name.endswith(("街道", "镇")) for name in names)


def test_part_and_source_are_in_the_url_and_do_not_follow_to_another_page(open_page, sample_store):
    page = open_page("problems", sample_store)
    page.button_group(key="choice-part").set_value("heat").run()
    page.selectbox(key="choice-source").select("complaints").run()
    assert page.query_params["part"] == "heat"
    assert page.query_params["source"] == "complaints"
    page.switch_page("../pages/overview.py").run()
    assert "part" not in page.query_params


def test_a_district_that_is_not_there_says_so(open_page, markup, sample_store):
    page = open_page("problems", sample_store, unit="无此区")
    assert "没有匹配的数据" in markup(page) and "无此区" in markup(page)
    page.button(key="reset").click().run()
    assert '<table class="sheet' in markup(page)


def test_photos_stand_under_the_rows_that_name_them(open_page, markup, sample_store):
    asked = {"component": "findings", "unit": "望岭区"}
    html = markup(open_page("problems", sample_store, period="2025-10", **asked))
    assert "照片</h2>" in html and "前后都有" in html and "SHIRONG_PHOTOS" in html
    plain = markup(open_page("problems", sample_store, period="2025-03", **asked))
    assert "照片</h2>" not in plain


def test_the_photos_of_one_row_are_shown_or_it_is_said_why_not(
    open_page, markup, sample_store, monkeypatch, tmp_path
):
    Image.new("RGB", (40, 30), "grey").save(tmp_path / "WT20251000055_前.png")
    (tmp_path / "WT20251000055_后.png").write_bytes(b"no picture")
    monkeypatch.setenv("SHIRONG_PHOTOS", str(tmp_path))
    asked = {"component": "findings", "unit": "望岭区", "period": "2025-10"}
    page = open_page("problems", sample_store, photo="WT20251000055", **asked)
    assert len(page.get("image")) == 1 and "WT20251000055_后.png 打不开" in markup(page)
    lost = open_page("problems", sample_store, photo="WT20251000095", **asked)
    assert "找不到 WT20251000095_前.png" in markup(lost)

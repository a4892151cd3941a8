"""The page on complaints: every part in both languages, and what it must not leave out."""

import json
import re

import pytest

from data.importer import import_files
from metrics.analyses import complaints
from metrics.schemes.scheme import load_scheme
from ui.format import count

PARTS = ("handled", "speed", "repeats", "clusters", "quadrant", "points")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_a_sentence_and_a_table_to_download(
    open_page, markup, table_files, sample_store, part, lang
):
    page = open_page("complaints", sample_store, part=part, lang=lang)
    html = markup(page)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', html)
    assert '<table class="sheet' in html and len(table_files(page)) >= 2
    heads = "".join(re.findall(r"<th scope=\"col\".*?</th>", html))
    assert heads and (lang == "zh" or not CHINESE.search(re.sub(r"title=\"[^\"]*\"", "", heads)))


def test_the_city_row_says_what_metrics_found_with_the_caveat(open_page, markup, sample_store):
    page = open_page("complaints", sample_store)
    scheme = load_scheme("sample-district")
    period = scheme.parse_period(page.session_state["view"].period)
    con = sample_store.connect()
    city = complaints.handling(con, period, rules=scheme.rules).iloc[0]
    con.close()
    html = markup(page)
    row = re.search(r"<td[^>]*>全市</td>(.*?)</tr>", html).group(1)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
    assert re.sub(r"<[^>]*>", "", cells[0]) == count(city["complaints"])
    assert "component=complaints" in cells[0]
    assert "投诉意愿" in html


def test_the_city_stands_beside_its_fastest_and_slowest_district(open_page, sample_store):
    page = open_page("complaints", sample_store, part="speed")
    chart = next(c for c in page.get("plotly_chart") if "curve" in c.proto.id)
    layout = json.loads(chart.proto.spec)["layout"]
    said = {note["text"] for note in layout["annotations"]}
    assert "全部" in said and len(said) == 3


def test_every_district_stands_in_the_quadrant(open_page, sample_store):
    page = open_page("complaints", sample_store, part="quadrant", group="城区组")
    chart = next(c for c in page.get("plotly_chart") if "quadrant" in c.proto.id)
    named = json.loads(chart.proto.spec)["data"][0]["text"]
    assert "云栖区" in named and "青坪县" not in named


def test_complaints_that_name_no_unit_have_a_row_that_leads_to_no_others(
    open_page, markup, store, tmp_path
):
    path = tmp_path / "工单.csv"
    path.write_text(
        "工单编号,来电时间,问题分类,办结时间,区县\n"
        "RX2025900001,2025-10-01 08:00,暴露垃圾,2025-10-03 08:00,云栖区\n"
        "RX2025900002,2025-10-02 08:00,暴露垃圾,2025-10-09 08:00,\n",
        encoding="utf-8",
    )
    import_files(store, [path])
    text = markup(open_page("complaints", store, period="2025-10"))
    rows = [row for row in re.findall(r"<tr.*?</tr>", text, re.S) if "未注明单位" in row]
    assert len(rows) == 1 and ">1<" in rows[0] and "<a " not in rows[0]
    (named,) = [r for r in re.findall(r"<tr.*?</tr>", text, re.S) if ">云栖区<" in r]
    assert "<a " in named

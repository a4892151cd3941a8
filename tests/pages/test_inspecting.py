"""The page on the inspectors' work: every part in both languages, letters, filters, emptiness."""

import re

import pytest

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PARTS = ("coverage", "plan", "acceptance", "alike", "library")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_a_sentence_and_tables_to_download(
    open_page, markup, table_files, sample_store, part, lang
):
    page = open_page("inspecting", sample_store, part=part, lang=lang)
    html = markup(page)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', html)
    assert '<table class="sheet' in html
    assert page.get("plotly_chart") and len(table_files(page)) >= 2
    heads = "".join(re.findall(r"<th scope=\"col\".*?</th>", html))
    assert heads and (lang == "zh" or not CHINESE.search(heads))


def test_the_page_finds_what_is_planted(open_page, markup, sample_store):
    def said(part: str) -> str:
        html = markup(open_page("inspecting", sample_store, part=part))
        return re.search(r'<h1 class="lead small">(.*?)</h1>', html).group(1)

    assert "柳溪县" in said("plan") and "应查 400 点次" in said("plan")
    assert "作废明显多于其他的是采集员Q" in said("acceptance")
    assert "雨天是晴天的" in said("alike")
    assert "重点问题库 5 条" in said("library")


def test_persons_are_letters_until_someone_switches_to_names(open_page, markup, sample_store):
    page = open_page("inspecting", sample_store, part="plan")
    text = markup(page) + "".join(c.proto.spec for c in page.get("plotly_chart"))
    assert "检查员I" in text and "程望舒" not in text
    page.toggle(key="inspectors-by-name").set_value(True).run()
    assert "程望舒" in markup(page)
    page = open_page("inspecting", sample_store, part="acceptance")
    text = markup(page) + "".join(c.proto.spec for c in page.get("plotly_chart"))
    assert "采集员Q" in text and "C17" not in text
    page.toggle(key="collectors-by-name").set_value(True).run()
    assert "采集员C17" in markup(page)


def test_companies_divide_their_checks_of_streets_otherwise(open_page, markup, sample_store):
    html = markup(open_page("inspecting", sample_store, part="coverage", source="agency"))
    shares = dict(re.findall(r"(清源测评公司|知微调查公司)(\d+)%", html))
    assert int(shares["知微调查公司"]) > 75 and int(shares["清源测评公司"]) < 25


def test_a_district_and_a_kind_of_check_narrow_the_visits(open_page, markup, sample_store):
    every = markup(open_page("inspecting", sample_store, source="class"))
    one = markup(open_page("inspecting", sample_store, source="class", unit="云栖区"))
    video = markup(
        open_page("inspecting", sample_store, source="class", unit="云栖区", method="video")
    )
    counts = [
        int(re.search(r"共 ([\d,]+) 点次", html).group(1).replace(",", ""))
        for html in (every, one, video)
    ]
    assert counts[0] > counts[1] > counts[2] > 0


@pytest.mark.parametrize("part", PARTS)
def test_a_filter_that_matches_nothing_says_so(open_page, markup, sample_store, part):
    page = open_page("inspecting", sample_store, part=part, unit="无此区")
    assert "reset" in {button.key for button in page.button}
    quiet = markup(open_page("inspecting", sample_store, part="coverage", method="legal"))
    assert "所选范围内本期没有巡查点次" in quiet and "<table" not in quiet


def test_without_certainty_nothing_is_said_of_it(open_page, markup, sample_store):
    for part in PARTS:
        for lang, words in (("zh", ("明显", "区间", "看不出差别")), ("en", ("clear", "interval"))):
            page = open_page("inspecting", sample_store, part=part, lang=lang, certain="hide")
            html = re.sub(r"<style>.*?</style>", "", markup(page), flags=re.S)
            assert "<h1" in html and not [word for word in words if word in html.lower()]


def test_an_empty_store_offers_two_ways_on(open_page, markup):
    page = open_page("inspecting")
    assert "还没有数据" in markup(page)
    assert {button.key for button in page.button} == {"load-sample", "go-import"}


def test_the_office_extends_the_calendar_beside_the_store(open_page, markup, own_store):
    (own_store.folder / "holidays.yaml").write_text("2025:\n  off: [明天]\n", encoding="utf-8")
    html = markup(open_page("inspecting", own_store, part="alike"))
    assert "holidays.yaml" in html and "明天" in html and "<table" not in html
    (own_store.folder / "holidays.yaml").write_text("2031:\n  off: [2031-01-01]\n", "utf-8")
    assert "已知到 2031 年" in markup(open_page("inspecting", own_store, part="alike"))

"""The page on enforcement: every part in both languages, its stories, its rows, and nothing."""

import re

import pytest

from data.importer import import_files
from metrics.analyses import file_reviews, penalties
from metrics.schemes.scheme import load_scheme
from sample_city import stories
from ui.format import count

PARTS = ("cases", "reviews", "causes", "months", "task", "big")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_a_sentence_and_a_table_to_download(
    open_page, markup, table_files, sample_store, part, lang
):
    page = open_page("enforcement", sample_store, part=part, lang=lang)
    html = markup(page)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', html)
    assert '<table class="sheet' in html and len(table_files(page)) >= 2
    heads = "".join(re.findall(r"<th scope=\"col\".*?</th>", html))
    assert heads and (lang == "zh" or not CHINESE.search(re.sub(r"title=\"[^\"]*\"", "", heads)))


def test_the_scheme_that_scores_cases_is_offered_first(open_page, sample_store):
    page = open_page("enforcement", sample_store)
    assert page.selectbox(key="filter-scheme").value == "zhifa-team"


def test_the_total_says_what_metrics_found(open_page, markup, sample_store):
    page = open_page("enforcement", sample_store)
    scheme = load_scheme("zhifa-team")
    period = scheme.parse_period(page.session_state["view"].period)
    con = sample_store.connect()
    city = penalties.caseload(con, period, rules=scheme.rules).iloc[0]
    con.close()
    html = markup(page)
    row = re.search(r"<td[^>]*>合计</td>(.*?)</tr>", html).group(1)
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>.*?</td>", row)]
    assert cells[:3] == [count(city[name]) for name in ("cases", "simple", "general")]
    assert "component=penalty_cases" in row


def test_the_planted_stories_are_found(open_page, markup, sample_store):
    quarter = markup(open_page("enforcement", sample_store, part="reviews", period="2025-Q3"))
    sentence = re.search(r'<h1 class="lead small">(.*?)</h1>', quarter).group(1)
    assert stories.SELDOM_REVIEWS in sentence  # most that was not reviewed
    con, scheme = sample_store.connect(), load_scheme("zhifa-team")
    q3 = scheme.parse_period("2025-Q3")
    found = file_reviews.reviews(con, q3, ("team",), rules=scheme.rules).query("level == 'team'")
    con.close()
    found = found.set_index("team")
    batch = found.loc[stories.BATCH_REVIEWER]
    assert batch["coverage"] > 75 and batch["in_time_rate"] == found["in_time_rate"].min() < 30
    cameras = markup(open_page("enforcement", sample_store, part="cases", period="2025-Q3"))
    row = re.search(rf"{stories.CAMERA_TEAM}.*?</tr>", cameras, re.S).group(0)
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>.*?</td>", row)]
    assert int(cells[4]) > int(cells[0]) * 0.35  # of its cases come from cameras


def test_what_was_not_reviewed_is_listed_with_its_row(open_page, markup, sample_store):
    html = markup(open_page("enforcement", sample_store, part="reviews", level="legal"))
    assert "法制月评" in html and "示例市_执法案件_2025-Q4.xlsx" in html


def test_rows_behind_a_figure_and_those_that_say_nothing(open_page, markup, sample_store):
    asked = {"component": "penalty_cases", "unit": stories.CAMERA_TEAM, "category": "占道经营"}
    html = markup(open_page("enforcement", sample_store, **asked))
    assert stories.CAMERA_TEAM in html and "占道经营" in html and "执法案件" in html
    left = {"component": "big_cases", "state": "not_said"}
    html = markup(open_page("enforcement", sample_store, **left))
    assert "未注明" in html and '<table class="sheet' in html


@pytest.mark.parametrize("part", PARTS)
def test_a_team_of_the_address_that_has_nothing_then(open_page, markup, sample_store, part):
    page = open_page("enforcement", sample_store, part=part, unit="没有的中队")
    assert "没有的中队" in markup(page) and page.button(key="reset")


def test_an_empty_store_offers_two_ways_on(open_page, markup):
    page = open_page("enforcement")
    assert "还没有数据" in markup(page)
    assert {button.key for button in page.button} == {"load-sample", "go-import"}


@pytest.mark.parametrize("part", PARTS)
def test_a_store_without_penalty_cases_says_so(open_page, markup, store, tmp_path, part):
    register, export = tmp_path / "单位名录.csv", tmp_path / "案卷.csv"
    register.write_text("单位类别,单位名称,执法人数\n队伍,一中队,12\n", "utf-8")
    rows = "".join(f"{n},2025-10-0{n},一中队,2025-10-09,甲区\n" for n in range(1, 9))
    export.write_text(f"案卷号,上报时间,处置部门,结案时间,区域\n{rows}", "utf-8")
    import_files(store, [register, export])
    html = markup(open_page("enforcement", store, part=part, scheme="zhifa-team"))
    assert re.search(
        r"没有执法案件的记录|谈不上评查|没有立案|没有记录|没有人均|没有执法人数|没有注明", html
    )
    assert '<table class="sheet' not in html


def test_yes_and_no_alone_say_that_time_is_not_known(open_page, markup, store, tmp_path):
    export = tmp_path / "执法案件.csv"
    export.write_text(
        "案号,办案中队,立案日期,结案日期,程序,中队评查\n"
        + "".join(
            f"罚{n},一中队,2025-10-0{n},2025-10-09,简易程序,{'是' if n % 2 else '否'}\n"
            for n in range(1, 9)
        ),
        "utf-8",
    )
    import_files(store, [export])
    asked = {"part": "reviews", "scheme": "zhifa-team"}
    html = markup(open_page("enforcement", store, **asked))
    assert "中队周评率 50.0" in html and "没有评查日期，是否及时无从知道" in html
    html = markup(open_page("enforcement", store, **asked | {"part": "big"}))
    assert "没有注明哪些是大要案" in html and "没有注明罚款金额" in html


def test_officers_are_a_part_only_where_they_are_switched_on(
    open_page, markup, sample_store, monkeypatch
):
    monkeypatch.delenv("SHIRONG_PERSONS", raising=False)
    off = open_page("enforcement", sample_store, part="people")
    assert "part=people" in markup(off) and "执法员Y" not in markup(off)
    monkeypatch.setenv("SHIRONG_PERSONS", "on")
    on = markup(open_page("enforcement", sample_store, part="people", period="2025-10"))
    assert "不排名次" in on and "执法员Y" not in on and "队员参与办案" in on

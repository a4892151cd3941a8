"""The page on targets: tasks against the half-time line, and rank goals."""

import re

import pytest

from metrics.analyses import targets
from metrics.schemes.scheme import load_scheme

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", ["tasks", "goals", "figures"])
def test_a_part_has_a_sentence_and_a_table_to_download(
    open_page, markup, table_files, sample_store, part, lang
):
    page = open_page("targets", sample_store, part=part, lang=lang)
    html = markup(page)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', html)
    assert '<table class="sheet' in html and len(table_files(page)) == 2
    heads = "".join(re.findall(r"<th scope=\"col\".*?</th>", html))
    assert heads and (lang == "zh" or not CHINESE.search(heads))


def test_a_task_can_be_chosen_and_the_url_says_so(open_page, markup, sample_store):
    page = open_page("targets", sample_store)
    scheme = load_scheme("sample-district")
    period = scheme.parse_period(page.session_state["view"].period)
    con = sample_store.connect()
    found = targets.progress(con, period)
    con.close()
    task = found["task"].iloc[0]
    page.selectbox(key="choice-task").select(task).run()
    assert page.query_params["task"] == task
    body = re.search(r"<tbody>(.*?)</tbody>", markup(page), re.S).group(1)
    assert body.count("<tr>") == (found["task"] == task).sum()


def test_standing_is_told_in_words(open_page, markup, sample_store):
    html = markup(open_page("targets", sample_store))
    assert "▼ 慢于时间" in html


def test_a_group_narrows_the_goals(open_page, markup, sample_store):
    html = markup(open_page("targets", sample_store, part="goals", group="城郊组"))
    table = html.split("<tbody>")[1]
    assert "青坪县" in table and "云栖区" not in table


def test_the_figure_that_misses_its_target_is_named_and_found(open_page, markup, sample_store):
    page = open_page("targets", sample_store, part="figures")
    html = markup(page)
    assert re.search(r"个自有指标值中 1 个未达到：南汀区咪表亮灯率 8\d", html)
    assert "✗ 未达到" in html and html.index("南汀区") < html.index("东屏区")
    page = page.selectbox(key="choice-task").select("供水管网漏损率").run()
    html = markup(page)
    assert "全市" in html and "咪表亮灯率" not in html.split("<tbody>")[1]


def test_a_quarter_says_how_it_was_made_and_what_is_missing(open_page, markup, sample_store):
    html = markup(open_page("targets", sample_store, part="figures", period="2025-Q3"))
    assert "3 期中 2 期的分子、分母合计重算；缺 2025-08" in html and "✓ 目前达到" in html


def test_a_unit_shows_its_own_figures(open_page, markup, sample_store):
    html = markup(open_page("unit", sample_store, unit="南汀区"))
    table = html.split("自有指标")[1].split("</table>")[0]
    assert "咪表亮灯率" in table and "✗ 未达到" in table and "泊位周转率" in table


def test_the_town_that_is_silent_and_the_zero_too_many_are_found(open_page, markup, sample_store):
    html = markup(open_page("targets", sample_store, part="returns"))
    assert "近 13 周未报最多的是杏坞镇（2 周）" in html
    assert "370" in html and "十分之一就相合" in html
    assert "3/3" in html and "个整周合计" in html
    other = markup(open_page("targets", sample_store, part="returns", unit="云栖区"))
    assert "没有周报送" in other and "杏坞镇" not in other

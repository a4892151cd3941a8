"""Periods that are not over, weeks and ranges of days on the pages."""

import csv
import json
import re

import pytest

from data.importer import import_files
from data.store import Store
from kernel.periods import parse_period
from metrics.finished import Progress
from ui.compared_with import rank_tone

HEAD = ["任务号", "问题来源", "上报时间", "处置截止时间", "结案时间", "小类名称", "所属区域"]


@pytest.fixture(scope="module")
def running(changed_store: Store, tmp_path_factory) -> Store:
    """The sample city, and the first days of the next month from the platform alone."""
    rows = [
        [f"N{day}{i}", "监督员上报", f"2025-10-{day} 09:00", f"2025-10-{day} 18:00"]
        + [f"2025-10-{day} 11:00", "暴露垃圾", unit]
        for day in range(22, 29)
        for i, unit in enumerate(("云栖区", "东屏区", "柳溪县") * 9)
    ]
    path = tmp_path_factory.mktemp("running") / "网格.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows, ["导出时间：2025-10-28 20:00"]])
    (account,) = import_files(changed_store, [path])
    assert account.stored == len(rows)
    return changed_store


def test_a_running_period_is_called_so_and_is_never_the_default(open_page, markup, running):
    first = open_page("overview", running)
    assert "2025年10月" in markup(first) and "进行中" not in markup(first)
    for name in ("overview", "districts", "unit", "complaints", "problems", "ledger", "targets"):
        page = open_page(name, running, period="2025-11")
        text = markup(page)
        assert "进行中：第 8 天，共 31 天" in text and "12345 工单截至 10月21日" in text, name
        assert "页面出错了" not in text, name
        assert "表态发言" not in text and "书面说明" not in text, name


def test_a_running_period_is_compared_with_the_same_days_and_colours_nothing(
    open_page, markup, running
):
    for name in ("overview", "districts"):
        text = markup(open_page(name, running, period="2025-11"))
        assert "上期同日（9月21日–9月28日）" in text, name
        assert not re.search(r">上期<|（上期 ", text), name
    overview = markup(open_page("overview", running, period="2025-11"))
    assert "较上期同日 " in overview
    assert not re.findall(r'class="(?:change|right) (?:worse|better)"', overview)
    finished = markup(open_page("districts", running, period="2025-10"))
    assert ">上期<" in finished and re.search(r'<td class="right (?:worse|better)"', finished)


def test_the_panels_of_a_unit_name_the_days_that_they_compare_with(open_page, running):
    page = open_page("unit", running, period="2025-10", unit="东屏区")
    drawn = "".join(json.dumps(json.loads(c.proto.spec)) for c in page.get("plotly_chart"))
    for days in ("比 2025-09<br>8月21日–9月20日", "比 2024-10<br>9月21日–10月20日"):
        assert json.dumps(days)[1:-1] in drawn


def test_limits_of_variation_are_those_of_whole_months_while_one_runs(open_page, markup, running):
    # One version alone: since the reform of 2025-07 there are too few months for limits.
    asked = {"part": "control", "lang": "zh", "scheme": "sample-district@2"}
    now = markup(open_page("fairness", running, period="2025-11", **asked))
    whole = markup(open_page("fairness", running, period="2025-10", **asked))
    said = [re.search(r'<h1 class="lead small">(.*?)</h1>', text).group(1) for text in (now, whole)]
    assert said[0] == said[1] and said[0].startswith("2025-10：")
    tables = [
        re.search(r'<table class="sheet.*?</table>', text, re.S).group() for text in (now, whole)
    ]
    assert tables[0] == tables[1]


def test_ranks_of_a_period_that_is_not_finished_have_no_colour():
    month = parse_period("2025-10")
    cut = month.so_far({"grid": 8})
    assert cut.shift(-1).days_label("zh") == "9月1日–9月8日"
    assert (
        rank_tone(2.0, Progress(month, month, True)),
        rank_tone(-1.0, Progress(month, month, True)),
    ) == (
        "better",
        "worse",
    )
    assert rank_tone(2.0, Progress(month, cut, False)) == "quiet"


def test_weeks_and_ranges_are_taken_and_a_month_without_data_is_not(
    open_page, markup, sample_store
):
    days = (("2025-W41", "第41周"), ("2025-10-15", "2025年10月15日"))
    for period, words in (*days, ("2025-07-21..2025-10-20", "7月21日–10月20日")):
        for name in ("overview", "districts", "unit", "complaints"):
            text = markup(open_page(name, sample_store, period=period))
            assert words in text and "页面出错了" not in text, (name, period)
    text = markup(open_page("districts", sample_store, period="2031-W02"))
    assert "2031-W02" in text and "没有可计分的数据" in text


def test_an_empty_page_says_why(open_page, markup, sample_store):
    text = markup(open_page("districts", sample_store, period="2025-10-20"))
    assert "只列出，不排名" in text or "列城区组第一" in text

"""Streets that a scheme scores are ranked on screen like districts."""

import csv
import shutil

import pytest

from data.importer import import_files
from data.store import Store
from metrics.schemes.scheme import SCHEMES
from ui import store as cached

SCHEME = """id: street-index
version: 1
name: {zh: 街道市容指数, en: Street index}
status: draft
scores: {kind: street}
effective_from: 2026-01-01
period: {grain: month, month_starts_on: 1, week_starts_on: monday, longer: mean_of_months}
set_aside: []
due_rule: all_filed
rebound_days: 30
full: 100
missing: not_ranked
components:
  - {id: site, name: {zh: 现场检查, en: Site}, weight: 90, indicator: given_score, item: 现场,
     rule: {type: manual, out_of: 100}}
  - {id: people, name: {zh: 满意度, en: People}, weight: 10, indicator: given_score, item: 群众,
     rule: {type: manual, out_of: 100}}
groups: none
n: {indicator: checks, minimum: 0}
ties: min
rounding: {digits: 2, stage: total, mode: half_up}
"""
SCORES = {"东湖街道": (91.2, 88), "西关街道": (89.75, 92.5), "南坝街道": (None, 85)}


@pytest.fixture
def streets(tmp_path) -> Store:
    path = tmp_path / "街道评分.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["考核月份", "街道", "评分项目", "分值"])
        for street, scores in SCORES.items():
            for item, score in zip(("现场", "群众"), scores, strict=True):
                writer.writerow(["2026-09", street, item, score])
    store = Store(tmp_path / "streets")
    import_files(store, [path])
    return store


@pytest.fixture
def with_scheme(tmp_path, monkeypatch):
    folder = tmp_path / "schemes"
    shutil.copytree(SCHEMES, folder)
    (folder / "street-index.yaml").write_text(SCHEME, encoding="utf-8")
    monkeypatch.setattr(cached, "SCHEME_FOLDER", folder)


def test_streets_have_a_ranking_page_by_their_own_scheme(
    open_page, markup, streets, with_scheme
) -> None:
    html = markup(open_page("streets", streets, period="2026-09"))
    assert "90.88" in html and "90.03" in html  # 0.9 · 91.2 + 0.1 · 88, 0.9 · 89.75 + 9.25
    assert html.index("东湖街道") < html.index("西关街道") and "南坝街道" in html
    assert "unit?" in html and "scheme=street-index" in html


def test_a_street_has_its_page_by_that_scheme(open_page, markup, streets, with_scheme) -> None:
    html = markup(open_page("unit", streets, kind="street", unit="西关街道", period="2026-09"))
    assert "90.03" in html and 'class="state"' not in html


def test_a_scheme_of_streets_is_not_silently_replaced_by_one_of_districts(
    open_page, markup, streets, with_scheme
) -> None:
    html = markup(open_page("districts", streets, scheme="street-index", period="2026-09"))
    assert "scheme=street-index" in html and "90.88" not in html


def test_without_a_scheme_an_indicator_ranks_them_and_is_called_so(
    open_page, markup, streets
) -> None:
    """The first file gives the first ranking: the given score itself, and no example's points."""
    page = open_page("streets", streets)
    html = markup(page)
    assert "单项指标，不是考核办法" in html
    assert html.index("东湖街道") < html.index("西关街道") and "91.20" in html
    (choice,) = [box for box in page.selectbox if box.key == "filter-scheme"]
    assert {"单项 · 现场", "单项 · 群众"} <= set(choice.options)


def test_what_should_be_low_is_ranked_from_the_lowest(open_page, markup, sample_store) -> None:
    html = markup(open_page("streets", sample_store, scheme="by:rework_rate", period="2025-09"))
    assert "返工率（%）与区间" in html and "列城区组第一（0.00%）" in html


def test_an_address_with_no_such_indicator_says_so(open_page, markup, sample_store) -> None:
    html = markup(open_page("streets", sample_store, scheme="by:nothing"))
    assert "没有考核办法“by:nothing”" in html and "页面出错了" not in html


def test_a_long_ranking_is_searched_and_the_address_says_so(open_page, markup, sample_store):
    page = open_page("streets", sample_store, find="东照", period="2025-09")
    html = markup(page)
    assert "东照街道" in html and ">晚渡街道<" not in html
    nobody = markup(open_page("streets", sample_store, find="没有这条街", period="2025-09"))
    assert "没有名称含“没有这条街”的单位" in nobody


@pytest.mark.parametrize("name", ["teams", "contractors", "departments", "roads"])
def test_every_kind_of_unit_has_its_ranking(open_page, markup, sample_store, name: str) -> None:
    html = markup(open_page(name, sample_store))
    assert 'class="lead' in html and "合计（由记录计算" in html


def test_a_page_of_one_kind_says_that_another_was_asked_for(open_page, markup, sample_store):
    """A link to teams?kind=contractor must not show teams as if they were contractors."""
    assert "kind=contractor" in markup(open_page("teams", sample_store, kind="contractor"))

"""The page of checks: its sentence, the list and its filter, a check opened to its rows."""

import re
from html import unescape

import pytest

from data.checks import CHECKS
from metrics.checks import checks

CHINESE = re.compile(r"[\u4e00-\u9fff]")
EVERY = [check.id for check in (*CHECKS, *checks())]


def text(html: str) -> str:
    """What a reader sees of our markup."""
    return unescape(re.sub(r"<[^>]+>", "\n", html))


def linked(html: str) -> set[str]:
    """The checks that names on the page lead to."""
    return set(re.findall(r'href="checks\?[^"]*part=([\w-]+)', html))


def test_the_sentence_counts_what_passed_and_what_is_to_verify(open_page, markup, sample_store):
    html = markup(open_page("checks", sample_store))
    (sentence,) = re.findall(r'<h1 class="lead">(.*?)</h1>', html)
    passed = len(EVERY) - 5
    assert text(sentence).replace("\n", "") == (
        f"本版数据通过 {passed} 项核对；4 项有待核实；1 项供参考。"
    )
    assert html.count("✓ 通过") == passed


def test_all_checks_stand_by_family_and_those_with_rows_lead_to_them(
    open_page, markup, sample_store
):
    html = markup(open_page("checks", sample_store))
    families = ("账目", "来源", "日期", "编号", "数值与名称", "覆盖", "考核办法", "得分与名次")
    places = [html.index(f'colspan="5">{family}<') for family in families]
    assert places == sorted(places)
    assert linked(html) == {
        *("books-letters", "dates-order", "ids-channels", "values-units"),
        *("coverage-districts", "coverage-days"),
    }


def test_the_filter_leaves_what_is_to_be_looked_at_and_stands_in_the_url(
    open_page, markup, sample_store
):
    page = open_page("checks", sample_store)
    page.segmented_control(key="choice-state").set_value("open").run()
    assert page.query_params["state"] == "open"
    html = markup(page)
    assert "通过" not in text(html.split('class="sheet')[1])
    assert linked(html) == {
        *("books-letters", "dates-order", "ids-channels", "values-units", "coverage-days")
    }
    assert linked(markup(open_page("checks", sample_store, state="open"))) == linked(html)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("check", ["dates-order", "ids-channels", "values-units", "coverage-days"])
def test_a_check_opens_to_its_rows(open_page, markup, table_files, sample_store, check, lang):
    page = open_page("checks", sample_store, part=check, lang=lang)
    shown = text(markup(page))
    assert {b.proto.label for b in table_files(page)} == (
        {"下载 CSV", "下载 Excel"} if lang == "zh" else {"Download CSV", "Download Excel"}
    )
    if check != "coverage-days":
        assert re.search(r"示例市_\S+\.(csv|xlsx)", shown)
    headings = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', markup(page))
    assert len(headings) >= 4
    assert all(bool(CHINESE.search(h)) == (lang == "zh") for h in headings)


def test_names_of_units_are_settled_on_the_import_page(open_page, markup, sample_store):
    html = markup(open_page("checks", sample_store, part="values-units", lang="en"))
    assert re.search(r'href="imports\?lang=en"', html)


def test_coverage_is_shown_by_district_and_month(open_page, table_files, sample_store):
    page = open_page("checks", sample_store, part="coverage-districts")
    assert len(page.get("plotly_chart")) == 3
    assert len(table_files(page)) == 6  # the numbers of each chart, in both forms


def test_an_unknown_check_shows_them_all(open_page, markup, sample_store):
    assert "本版数据通过" in markup(open_page("checks", sample_store, part="nonsense"))


def test_english_is_english(open_page, markup, sample_store):
    shown = text(markup(open_page("checks", sample_store, lang="en")))
    assert "passed" in shown and "to verify" in shown
    assert not CHINESE.search(shown.split("Row accounts")[1])


def test_what_fails_comes_first(open_page, markup, own_store):
    with own_store.writing("tampered") as draft:
        draft.con.execute("UPDATE import_batches SET file = 'x' WHERE batch_id = 60")
        draft.changed.add("import_batches")
    html = markup(open_page("checks", own_store))
    (sentence,) = re.findall(r'<h1 class="lead">(.*?)</h1>', html)
    assert re.match(r'<span class="worse">1 项核对不通过</span>', sentence)
    assert "✗ 不通过" in html and "sources-batch" in linked(html)


def test_an_empty_store_offers_the_sample_city_and_the_import(open_page, markup):
    page = open_page("checks")
    assert "还没有数据" in markup(page)
    assert {button.key for button in page.button} == {"load-sample", "go-import"}

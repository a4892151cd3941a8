"""Every page on an empty store: a sentence and two ways on, never a blank."""

import pytest

from ui.navigation import page_entries

WITHOUT_DATA = ("scheme", "imports", "audit")  # show rules, take files, list who came


@pytest.mark.parametrize("name", [n for n in page_entries() if n not in WITHOUT_DATA])
def test_an_empty_store_offers_the_sample_city_and_the_import(open_page, markup, name):
    page = open_page(name)
    assert "还没有数据" in markup(page)
    assert {button.key for button in page.button} == {"load-sample", "go-import"}


def test_the_rules_shown_without_data_are_the_example_of_this_country(open_page, markup):
    page = open_page("scheme")
    assert page.selectbox(key="filter-scheme").value == "sample-district"
    assert "巡查考评" in markup(page)

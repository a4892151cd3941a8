"""A unit that was registered without a group stands in the pages, under words that say so."""

import pytest

from data.reviewing.deciding import decide_new_unit
from ui.navigation import page_entries


@pytest.fixture(scope="module")
def city(changed_store):
    decide_new_unit(changed_store, "district", "新晨区")
    return changed_store


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", page_entries())
def test_every_page_opens(open_page, markup, city, name, lang):
    assert "页面出错了" not in markup(open_page(name, city, lang=lang))


def test_the_ranking_says_that_it_has_no_group(open_page, markup, city):
    text = markup(open_page("districts", city))
    assert "未分组" in text and "新晨区" in text
    assert "nan" not in text.lower().replace("finance", "")


def test_its_own_page_opens(open_page, markup, city):
    text = markup(open_page("unit", city, unit="新晨区"))
    assert "页面出错了" not in text and "新晨区" in text

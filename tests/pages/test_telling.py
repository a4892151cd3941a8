"""告知 on screen: how to set it up, what would go to whom, and what was sent."""

import pytest

from metrics.telling.log import TellingLog
from metrics.telling.running import tell_store
from ui.telling import page as telling_page

FILE = """
schemes: [sample-district]
rules:
  rank_down: {places: 0}
recipients:
  - {name: 东屏区, units: [东屏区]}
  - {name: 云栖区, units: [云栖区], lang: en}
"""


@pytest.fixture
def told_store(own_store):
    (own_store.folder / "telling.yaml").write_text(FILE, "utf-8")
    return own_store


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "不会发送任何内容"), ("en", "nobody is told anything")]
)
def test_without_a_file_the_page_says_how(open_page, markup, sample_store, lang, words):
    page = open_page("telling", sample_store, lang=lang)
    assert words in markup(page) and "recipients:" in page.code[0].value


def test_what_it_shows_as_the_shortest_file_can_be_read():
    from metrics.telling.rules import read_telling

    text = telling_page.SHORTEST.format(scheme="sample-district", unit="东屏区")
    assert read_telling(text.encode(), "f").recipients[0].units == ("东屏区",)


def test_it_shows_what_would_go_to_whom_and_sends_nothing(open_page, markup, told_store):
    text = markup(open_page("telling", told_store))
    assert "有 1 项要告知 1 个接收人" in text and "东屏区下降 3.83 分" in text
    assert "还没有告知过" in text and not TellingLog(told_store.folder).entries()


def test_a_click_starts_it_in_the_background(open_page, markup, told_store, monkeypatch):
    begun = []
    monkeypatch.setattr(telling_page, "start_telling", lambda folder: begun.append(folder) or True)
    page = open_page("telling", told_store)
    page.button(key="telling-now").click().run()
    assert begun == [told_store.folder] and "已在后台开始" in markup(page)


def test_the_log_is_shown_with_its_states(open_page, markup, told_store):
    tell_store(told_store, pause=0)
    text = markup(open_page("telling", told_store))
    assert "没有新的事项要告知" in text and "已送达" in text
    path = told_store.folder / "telling.log"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])  # it was broken off
    text = markup(open_page("telling", told_store, lang="en"))
    assert "unknown whether it arrived" in text and "shirong tell --again" in text


def test_a_broken_file_is_told_of_with_its_line(open_page, markup, told_store):
    (told_store.folder / "telling.yaml").write_text("schemes: [x]\n", "utf-8")
    assert "telling.yaml" in markup(open_page("telling", told_store))

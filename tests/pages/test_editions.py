"""The page of editions: the list, one as it was frozen, its difference to today, a damaged one."""

import pytest

from data.store import Store
from metrics.editions.edition import NOTICE, Edition
from metrics.editions.publishing import publish
from tests.metrics.edition_cases import hand_draft, published


@pytest.fixture(scope="module")
def edition(changed_store: Store) -> Edition:
    """Published, and then a late case is taken out of the frozen month by hand."""
    found = published(changed_store, "李科长")
    hand_draft(changed_store)
    with changed_store.writing("late") as late:
        late.con.execute(
            "DELETE FROM cases WHERE record_key IN (SELECT record_key FROM cases WHERE day ="
            " DATE '2025-09-10' AND district IS NOT NULL ORDER BY record_key LIMIT 3)"
        )
        late.changed.add("cases")
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_says_number_state_who_and_whether_today_differs(
    open_page, markup, changed_store, edition, lang
):
    text = markup(open_page("editions", changed_store, lang=lang))
    words = {
        "zh": ("第 1 期", "已发布 1 期", "另有草稿 1 份", "李科长", "数据行 3 条", "2025-09"),
        "en": ("No. 1 (No. 1 in all)", "1 edition published, and 1 draft", "李科长", "3 rows"),
    }
    assert [word for word in words[lang] if word not in text] == []


def test_one_edition_is_shown_as_it_was_frozen(open_page, markup, changed_store, edition):
    text = markup(open_page("editions", changed_store, edition=edition.id))
    assert edition.notice.title.text("zh") in text and edition.manifest.hash in text
    for section in edition.notice.sections:
        for sentence in section.sentences:
            assert sentence.words.text("zh").split("，")[0] in text


def test_the_difference_to_today_names_the_rows(open_page, markup, changed_store, edition):
    text = markup(open_page("editions", changed_store, edition=edition.id, part="difference"))
    assert "数据行的出入" in text and text.count("不再有") == 3 and ".xls" in text + ".csv"


def test_a_damaged_edition_is_said_to_be_and_not_shown(open_page, markup, own_store, monkeypatch):
    found = publish(own_store, hand_draft(own_store).id)
    (found.folder / NOTICE).chmod(0o644)
    (found.folder / NOTICE).write_bytes(b"{}")
    listed = markup(open_page("editions", own_store))
    assert "已损坏" in listed and NOTICE in listed
    one = markup(open_page("editions", own_store, edition=found.id))
    assert "不能显示" in one and "甲区位列第一" not in one


def test_an_edition_that_is_not_there_is_said(open_page, markup, sample_store):
    assert "不能显示" in markup(open_page("editions", sample_store, edition="monthly-1999-001"))

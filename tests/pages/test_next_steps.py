"""The first hour: the first file leads to a ranking, a register and a draft in one click each."""

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from metrics.schemes.writing import OwnSchemes
from tests.pages.test_imports import press, upload

DISTRICTS = ("临江区", "北塘区", "高岭区")
HEADER = "任务号,问题来源,上报时间,处置截止时间,结案时间,大类名称,小类名称,所属区域,当前阶段"


def first_file() -> str:
    """Nine cases of each of three districts in two months; of the n-th, n a month are late."""
    rows = [
        f"A{month}{at}{n:03},监督员上报,2026-{month:02}-0{n} 08:00,2026-{month:02}-1{n} 08:00,"
        f"2026-{month:02}-{'2' if n <= at else '0'}{n} 13:00,市容环境,暴露垃圾,{district},[办结]"
        for month in (8, 9)
        for at, district in enumerate(DISTRICTS, start=1)
        for n in range(1, 10)
    ]
    return "\n".join([HEADER, *rows])


@pytest.fixture
def imported(open_page, store: Store) -> AppTest:
    """The import page after the first file."""
    page = open_page("imports", store)
    upload(page, "案件.csv", first_file())
    return page


def test_the_first_file_leads_to_a_ranking_without_a_scheme(imported, markup):
    press(imported, "next-ranking")
    text = markup(imported)
    assert all(name in text for name in DISTRICTS) and "无数据" not in text
    said = imported.query_params["scheme"]
    assert (said if isinstance(said, str) else said[0]).startswith("by:")


def test_a_draft_is_saved_when_asked_for_and_ranks(imported, open_page, markup, store: Store):
    own = OwnSchemes(store.folder)
    assert not [one for one in own.all() if one.status == "draft" and own.is_own(one)]
    press(imported, "next-draft")
    (draft,) = [one for one in own.all() if own.is_own(one)]
    assert (draft.status, draft.scores.kind) == ("draft", "district")
    said = imported.query_params["scheme"]
    assert (said if isinstance(said, str) else said[0]) == draft.id
    text = markup(open_page("districts", store, scheme=draft.id))
    assert all(name in text for name in DISTRICTS)
    assert "草案 v1" in text and f"chosen={draft.id}%401" in text  # where it is put in force


def test_the_next_step_is_offered_until_a_scheme_is_in_force(
    imported, open_page, markup, store: Store
):
    """Who comes back another day finds it again, and what can be computed; a draft is opened."""
    again = open_page("imports", store)
    assert "next-draft" in {button.key for button in again.button}
    assert "现在能算什么" in markup(again)
    press(imported, "next-draft")
    again = open_page("imports", store)
    assert "next-draft" not in {button.key for button in again.button}
    (enact,) = [button for button in again.button if button.key == "next-enact"]
    assert "《区域考核》" in enact.label
    again = open_page("scheme", store, part="edit", chosen="own-district@1")
    press(again, "edit-force-sure")
    assert "next-ranking" not in {button.key for button in open_page("imports", store).button}


def test_an_indicator_without_data_says_so_before_and_after_it_is_chosen(
    imported, open_page, markup, store: Store
):
    """Otherwise a component that nobody has a value of leaves the scores as they were, unsaid."""
    press(imported, "next-draft")
    page = open_page("scheme", store, part="edit", chosen="own-district@1")
    press(page, next(b.key for b in page.button if b.key.endswith("components.0-open")))
    assert "没有一个单位有数据的考核项" not in markup(page)
    field = next(s for s in page.selectbox if s.key.endswith("components.0.indicator-indicator"))
    named = field.options
    without = [name for name in named if name.endswith("（2026-08 无数据）")]
    assert "满意率（2026-08 无数据）" in without, named and named[-len(without) :] == without
    assert not any(name.startswith("按期结案率（") for name in named)
    field.set_value("satisfaction_rate").run()
    assert "没有一个单位有数据的考核项：满意率" in markup(page)


def test_the_editor_opens_the_draft_that_the_header_shows(imported, open_page, store: Store):
    press(imported, "next-draft")
    page = open_page("scheme", store, scheme="own-district", part="edit")
    press(page, "edit-open")
    assert page.button(key="edit-save") and not page.exception


def test_the_first_names_are_registered_without_a_question(imported, markup):
    """The example schemes ranked names as written: nothing that was said of a unit changes."""
    press(imported, "register-yes")
    assert "review-ask-yes" not in {button.key for button in imported.button}
    assert "已结束周期" not in markup(imported)


def test_the_table_of_names_opens_when_it_is_asked_for(imported):
    press(imported, "next-register")
    (table,) = [one for one in imported.expander if "登记" in one.label]
    assert table.proto.expanded
    press(imported, "register-yes")
    assert "next-register" not in {button.key for button in imported.button}

"""The own store and the sample city: which of them a page shows, and what it says of it."""

from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store
from sample_city.workspace import sample_store


def told(folder: Path, store: Store, name: str) -> None:
    """A register of one district, and a case of it."""
    folder.mkdir(exist_ok=True)
    units = folder / f"{name}单位.csv"
    units.write_text(f"单位类别,单位名称,考核组\n区域,{name},城区组\n", encoding="utf-8")
    cases = folder / f"{name}案件.csv"
    cases.write_text(
        "任务号,问题来源,上报时间,处置截止时间,结案时间,大类名称,小类名称,所属区域,当前阶段\n"
        "A001,监督员上报,2025-10-01 08:00,2025-10-02 08:00,2025-10-01 13:00,"
        f"市容环境,暴露垃圾,{name},[办结]\n",
        encoding="utf-8",
    )
    import_files(store, [units, cases])


@pytest.fixture
def own(tmp_path: Path) -> Store:
    """An empty store of one's own with a sample city in it."""
    store = Store(tmp_path / "store")
    told(tmp_path / "files", sample_store(store), "云栖区")
    return store


@pytest.fixture
def both(own: Store, tmp_path: Path) -> Store:
    """Own data and the sample city."""
    told(tmp_path / "files", own, "甲区")
    return own


def shown(page) -> set[str]:
    text = "\n".join(element.proto.body for element in page.get("html"))
    return {name for name in ("甲区", "云栖区") if name in text}


def space_of(page) -> str:
    said = page.query_params.get("space", "")
    return said if isinstance(said, str) else "".join(said)


def switched(page) -> bool:
    return "workspace" in {control.key for control in page.segmented_control}


def test_without_a_word_own_data_are_shown(open_page, both):
    page = open_page("imports", both)
    assert shown(page) == {"甲区"} and space_of(page) == ""
    assert page.segmented_control(key="workspace").value == "own"


def test_the_address_leads_to_the_sample_city_which_says_what_it_is(open_page, markup, both):
    page = open_page("imports", both, space="sample")
    assert shown(page) == {"云栖区"}
    assert "全属虚构" in markup(page) and "?lang=zh&space=own" in markup(page).replace("&amp;", "&")


def test_until_there_are_own_data_the_sample_city_is_shown_and_the_address_says_so(open_page, own):
    page = open_page("imports", own)
    assert shown(page) == {"云栖区"} and space_of(page) == "sample"


def test_the_empty_own_store_can_be_entered_and_greets(open_page, markup, own):
    page = open_page("overview", own, space="own")
    assert "还没有数据" in markup(page) and space_of(page) == "own"
    page.button(key="load-sample").click().run()  # the sample is there: nothing is loaded again
    assert space_of(page) == "sample" and "还没有数据" not in markup(page)
    assert sample_store(own).version() == 1


def test_the_switch_leads_over_and_forgets_what_was_chosen(open_page, both):
    page = open_page("imports", both, period="2025-10", scheme="sample-district")
    page.segmented_control(key="workspace").set_value("sample").run()
    assert shown(page) == {"云栖区"}
    assert space_of(page) == "sample" and "period" not in page.query_params
    page.segmented_control(key="workspace").set_value("own").run()
    assert shown(page) == {"甲区"} and space_of(page) == ""


def test_a_link_to_a_sample_city_that_is_gone_says_so(open_page, markup, store, tmp_path):
    told(tmp_path / "files", store, "甲区")
    page = open_page("imports", store, space="sample")
    assert shown(page) == {"甲区"} and "space=sample" in markup(page)
    assert not switched(page)


def test_the_sample_city_takes_no_own_files(open_page, both):
    page = open_page("imports", both, space="sample")
    assert not page.get("file_uploader")
    page.button(key="go-own").click().run()
    assert page.get("file_uploader") and shown(page) == {"甲区"}


@pytest.mark.parametrize("space", ["", "sample"])
def test_one_click_and_its_confirmation_remove_the_sample_city(open_page, both, space):
    page = open_page("imports", both, **{"space": space} if space else {})
    page.button(key="sample-remove-yes").click().run()
    assert not page.exception
    assert not sample_store(both).folder.exists() and shown(page) == {"甲区"}
    assert not switched(page) and space_of(page) == ""


def test_what_waits_in_one_store_is_not_asked_in_the_other(open_page, both):
    """Its answer would be entered into the store that happens to be shown."""
    page = open_page("imports", both)
    page.multiselect(key="undo-batches").set_value([2]).run()
    page.button(key="undo").click().run()
    assert page.button(key="undo-yes")
    page.segmented_control(key="workspace").set_value("sample").run()
    assert "undo-yes" not in {button.key for button in page.button}
    assert not list(both.folder.glob("trial-*"))

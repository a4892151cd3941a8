"""Saved views on screen: saved on any page, listed, opened by name, the start page of a store."""

import pytest

from metrics.pivot.question import question
from metrics.saved_views.view_file import saved_view
from metrics.saved_views.view_folder import SavedViews

NIGHT = question("filed", ["street"], where={"daytime": ["night"]}, days="last 3 months")


@pytest.fixture
def views(own_store) -> SavedViews:
    found = SavedViews(own_store.folder)
    found.save(saved_view("夜间立案", "analysis", NIGHT, note="周一用", who="wang"))
    found.save(saved_view("城郊", "districts", fields={"group": "城郊组", "period": "2025-08"}))
    return found


def asked(page) -> dict[str, str]:
    return {name: "".join(said) for name, said in page.query_params.items()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_says_what_each_asks_and_whether_its_days_move(
    open_page, markup, own_store, views, lang
):
    text = markup(open_page("views", own_store, lang=lang))
    words = {
        "zh": ("夜间立案", "最近 3 个月", "固定：2025-08", "滚动", "wang", "周一用"),
        "en": ("夜间立案", "last 3 months", "fixed: 2025-08", "moves on", "wang", "Districts"),
    }
    assert all(word in text for word in words[lang])


def test_without_views_the_page_says_how(open_page, markup, sample_store):
    assert "还没有保存的视图" in markup(open_page("views", sample_store))


def test_a_broken_file_is_told_of_with_its_line(open_page, markup, own_store, views):
    (views.folder / "bad.yaml").write_text("name: 坏\npage: nowhere\n", "utf-8")
    (views.folder / "field.yaml").write_text(
        "name: 坏二\npage: checks\nfields:\n  nothing: 1\n", "utf-8"
    )
    text = markup(open_page("views", own_store))
    assert "bad.yaml 第 2 行" in text and "field.yaml 第 4 行" in text and "夜间立案" in text


def test_a_page_is_saved_and_a_taken_name_is_asked_about(open_page, markup, own_store, views):
    page = open_page("districts", own_store, period="2025-09")
    page.text_input(key="view-name").input("九月").run()
    page.button(key="view-save").click().run()
    assert views.find("九月").fields["period"] == "2025-09"
    assert "view=" in page.code[0].value
    page.text_input(key="view-name").input("城郊").run()
    page.button(key="view-save").click().run()
    assert "已有名为" in markup(page) and views.find("城郊").fields["period"] == "2025-08"
    page.button(key="view-replace").click().run()
    assert views.find("城郊").fields["period"] == "2025-09"
    assert not page.exception


def test_a_page_saved_to_move_on_has_no_period(open_page, own_store, views):
    page = open_page("districts", own_store)
    page.text_input(key="view-name").input("最近").run()
    page.radio(key="view-days").set_value("moving").run()
    page.button(key="view-save").click().run()
    saved = views.find("最近")
    assert saved.page == "districts" and "period" not in saved.fields and saved.fields["scheme"]


def test_an_analysis_is_saved_as_its_question_and_nothing_of_the_reader(open_page, own_store):
    page = open_page("analysis", own_store, ask=NIGHT.line, issuer="某人")
    page.text_input(key="view-name").input("一问").run()
    page.button(key="view-save").click().run()
    saved = SavedViews(own_store.folder).find("一问")
    assert saved.asked == NIGHT and not saved.fields
    assert "某人" not in next((own_store.folder / "views").glob("*.yaml")).read_text("utf-8")


def test_without_a_name_nothing_is_saved(open_page, markup, own_store):
    page = open_page("districts", own_store)
    page.button(key="view-save").click().run()
    assert "请先写名称" in markup(page)
    assert SavedViews(own_store.folder).all() == []


def test_a_view_opens_by_its_name_and_the_address_shows_its_fields(
    open_page, markup, own_store, views
):
    page = open_page("overview", own_store, view="夜间立案", lang="en")
    assert asked(page)["ask"] == NIGHT.line and asked(page)["lang"] == "en"
    assert "view" not in asked(page)
    assert "View: 夜间立案" in markup(page)
    page = open_page("overview", own_store, view="城郊")
    assert asked(page)["group"] == "城郊组" and asked(page)["period"] == "2025-08"


def test_a_name_that_nobody_saved_is_said(open_page, markup, own_store, views):
    text = markup(open_page("overview", own_store, view="没有的"))
    assert "没有名为“没有的”的视图" in text and "夜间立案" in text


def test_the_start_page_opens_where_nothing_is_asked(open_page, markup, own_store, views):
    views.open_with("城郊")
    page = open_page("overview", own_store)
    assert asked(page)["group"] == "城郊组" and "起始视图：城郊" in markup(page)
    assert 'href="overview' in markup(page)
    page = open_page("overview", own_store, period="2025-09")
    assert "group" not in asked(page)


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("unit", {"unit": "已撤销区", "kind": "district"}),
        ("districts", {"scheme": "no-such"}),
        ("districts", {"period": "1999-01"}),
    ],
)
def test_a_start_page_that_cannot_be_shown_says_so_over_the_overview(
    open_page, markup, own_store, views, page, fields
):
    views.save(saved_view("旧的", page, fields=fields))
    views.open_with("旧的")
    shown = open_page("overview", own_store)
    text = markup(shown)
    assert "起始视图“旧的”打不开" in text and next(iter(fields.values())) in text
    assert shown.session_state["page"] == "" and "<h1" in text


def test_a_start_page_whose_view_is_gone_says_so(open_page, markup, own_store, views):
    views.open_with("城郊")
    next(p for p in views.folder.glob("*.yaml") if p.stem == "城郊").unlink()
    assert "起始视图“城郊”打不开" in markup(open_page("overview", own_store))
    (views.folder / "start.yaml").write_text("start: 1\n", "utf-8")
    assert "start.yaml 第 1 行" in markup(open_page("overview", own_store))


def test_a_view_is_renamed_made_the_start_page_and_deleted(open_page, markup, own_store, views):
    page = open_page("views", own_store, chosen="城郊")
    page.button(key="views-start").click().run()
    assert views.start() == "城郊" and "起始页" in markup(page)
    page.text_input(key="views-new-name").input("城郊八月").run()
    page.button(key="views-rename").click().run()
    assert views.start() == "城郊八月"
    page.button(key="views-delete").click().run()
    assert views.start() == "" and "城郊" not in {one.name for one in views.all()}
    assert not page.exception

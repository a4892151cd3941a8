"""对比: two units through all components, and what is said where there is nothing to compare."""

import pytest

TWO = {"unit": "云栖区", "other": "东屏区", "period": "2025-10"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_units_stand_side_by_side(open_page, markup, sample_store, lang):
    page = open_page("compare", sample_store, lang=lang, **TWO)
    text = markup(page)
    words = ("在前", "把握", "巡查考评") if lang == "zh" else ("in front", "chance", "Yunqi")
    assert all(word in text for word in words)
    assert 'class="one"' in text or 'class="other"' in text
    assert len(page.get("plotly_chart")) == 1


def test_without_certainty_no_chance_is_said(open_page, markup, sample_store):
    text = markup(open_page("compare", sample_store, certain="hide", **TWO))
    assert "把握" not in text and "区间" not in text and "在前" in text


def test_without_units_the_first_two_of_one_group_are_compared(open_page, sample_store):
    page = open_page("compare", sample_store)
    view = page.session_state["view"]
    assert view.unit and view.other and view.unit != view.other


def test_another_choice_changes_the_address(open_page, sample_store):
    page = open_page("compare", sample_store, **TWO)
    page.selectbox(key="compare-other").select("澄湖区").run()
    assert page.session_state["view"].other == "澄湖区" and not page.exception


def test_a_unit_tells_its_kind(open_page, markup, sample_store):
    page = open_page("compare", sample_store, unit="东屏区执法二中队")
    assert page.session_state["view"].kind == "team"
    assert "东屏区执法二中队" in markup(page)


def test_by_one_indicator_values_are_compared(open_page, markup, sample_store):
    page = open_page("compare", sample_store, scheme="by:on_time_closure_rate", **TWO)
    text = markup(page)
    assert "按期结案率" in text and "云栖区 得分" not in text


def test_a_unit_without_a_score_says_why(open_page, markup, sample_store):
    """In 2025-09 no street has scored this team."""
    page = open_page(
        "compare", sample_store, scheme="yuncheng-team", kind="team", period="2025-09",
        unit="青坪县执法一中队", other="云栖区执法一中队",
    )  # fmt: skip
    text = markup(page)
    assert "青坪县执法一中队没有得分" in text and "无数据，没有得分可比" in text


@pytest.mark.parametrize("field", ["unit", "other"])
def test_a_unit_that_nobody_knows_is_said(open_page, markup, sample_store, field):
    page = open_page("compare", sample_store, **TWO | {field: "无此区"})
    assert "无此区" in markup(page)
    page.button(key="reset").click().run()
    assert "在前" in markup(page)


def test_the_same_unit_twice_is_said_and_another_can_be_chosen(open_page, markup, sample_store):
    page = open_page("compare", sample_store, unit="云栖区", other="云栖区")
    assert "选了两次" in markup(page)
    page.selectbox(key="compare-other").select("东屏区").run()
    assert "在前" in markup(page)


def test_the_page_of_a_unit_and_a_ranking_lead_there(open_page, markup, sample_store):
    unit = markup(open_page("unit", sample_store, unit="东屏区"))
    assert 'href="compare?' in unit and "与同组单位对比" in unit
    assert 'href="compare?' in markup(open_page("districts", sample_store))

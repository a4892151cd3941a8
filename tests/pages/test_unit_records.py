"""Actions and notes on the page of a unit: recorded, seen, withdrawn; marks on the trend."""

import json

import pytest

from metrics.action_log.action_file import Action
from metrics.action_log.action_folder import ActionLog
from metrics.unit_notes.note_file import Note
from metrics.unit_notes.note_folder import UnitNotes


def press(page, label: str):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception, page.exception
    return page


def record(page, what: str, target: float, measure: str = "score"):
    page.text_input(key="action-what").set_value(what)
    page.number_input(key="action-target").set_value(target)
    page.selectbox(key="action-measure").set_value(measure)
    return press(page, "保存措施")


@pytest.fixture
def opened(open_page, own_store):
    return open_page("unit", own_store, unit="东屏区", period="2025-09")


def test_an_action_is_recorded_seen_and_withdrawn(opened, markup, own_store):
    page = opened
    page.text_input(key="action-who").set_value("李科 13700137000")
    page.text_input(key="action-owner").set_value("城管局 王立新")
    record(page, "夜间增派两组，联系投诉人王小明13800138000", 92.5)
    assert "已保存" in markup(page) and "夜间增派两组" in markup(page)
    (one,) = ActionLog(own_store.folder).all()
    assert (one.unit, one.measure, one.target) == ("东屏区", "score", 92.5)
    assert (one.scheme, one.period) == ("sample-district", "2025-09")
    assert one.owner == "城管局 王立新" and one.recorded_by == "李科 [电话]"
    for personal in ("王小明", "138001"):
        assert personal not in markup(page) + one.what
    assert "未到期" in markup(page) and page.text_input(key="action-what").value == ""
    page.text_input(key="action-reason").set_value("任务移交").run()
    press(page, "撤回")
    assert "已撤回（任务移交）" in markup(page)
    assert ActionLog(own_store.folder).all()[0].state == "withdrawn"


def test_what_is_lacking_is_said_and_nothing_is_recorded(opened, markup, own_store):
    page = press(opened, "保存措施")
    assert "要写措施、期限和目标值" in markup(page)
    assert ActionLog(own_store.folder).all() == []


def test_in_the_next_period_it_says_what_became_of_it(open_page, markup, own_store):
    log = ActionLog(own_store.folder)
    plain = {"unit": "东屏区", "due": "2025-10-20", "scheme": "sample-district"}
    plain |= {"period": "2025-09", "measure": "on_time_closure_rate"}
    log.add(Action(what="能达到的", target=50, **plain))
    log.add(Action(what="达不到的", target=99.9, **plain))
    (log.folder / "bad.yaml").write_text("unit: [\n", "utf-8")
    page = open_page("unit", own_store, unit="东屏区", period="2025-10")
    text = markup(page)
    assert "能达到的" in text and "达到目标" in text
    assert "达不到的" in text and "未达目标" in text and "bad.yaml" in text
    assert "偶然" in text[text.index("能达到的") :][:2000]
    plainly = markup(open_page("unit", own_store, unit="东屏区", period="2025-10", certain="hide"))
    assert "达到目标" in plainly and "偶然" not in plainly[plainly.index("能达到的") :][:2000]


def test_a_note_is_a_mark_on_the_trend_and_a_line_below_it(open_page, markup, own_store):
    notes = UnitNotes(own_store.folder)
    notes.add(Note(kind="boundaries", period="2025-08", text="功能区划出"))
    notes.add(Note(kind="event", unit="云栖区", day="2025-10-12", text="别的区的事"))
    page = open_page("unit", own_store, unit="东屏区", period="2025-10")
    page.radio(key="note-when").set_value("day")
    page.text_input(key="note-text").set_value("夜市搬迁")
    press(page, "保存说明")
    text = markup(page)
    for said in ("2025-08", "范围调整", "全市", "功能区划出", "2025-10-20", "夜市搬迁"):
        assert said in text
    assert "别的区的事" not in text
    chart = next(c for c in page.get("plotly_chart") if "unit-past" in c.proto.id)
    notes_drawn = json.loads(chart.proto.spec)["layout"]["annotations"]
    marks = {one["text"]: one["x"] for one in notes_drawn if one["text"] in ("①", "②")}
    assert marks == {"①": 10, "②": 12}
    press(page, "删除说明")
    assert len(notes.all()) == 2


def test_a_link_to_the_form_opens_it(open_page, own_store):
    page = open_page("unit", own_store, unit="东屏区", part="record")
    assert next(one for one in page.expander if one.label == "记一项措施").proto.expanded
    page = open_page("unit", own_store, unit="东屏区")
    assert not next(one for one in page.expander if one.label == "记一项措施").proto.expanded


def test_a_ranking_row_leads_to_the_form(open_page, markup, own_store):
    log = ActionLog(own_store.folder)
    plain = {"what": "x", "due": "2099-10-20", "measure": "score", "target": 90}
    log.add(Action(unit="东屏区", scheme="sample-district", period="2025-09", **plain))
    text = markup(open_page("districts", own_store, period="2025-10"))
    assert "part=record" in text


def test_a_unit_that_no_scheme_scores_has_its_actions_by_an_indicator(open_page, markup, own_store):
    """Its page leads to the form under a ranking by one indicator, which records it."""
    with own_store.connect() as con:
        query = "SELECT min(street) FROM cases WHERE district = '东屏区'"
        ((street,),) = con.execute(query).fetchall()
    asked = {"unit": street, "kind": "street", "period": "2025-09"}
    page = open_page("unit", own_store, **asked)
    text = markup(page)
    assert "按单项指标即可记录措施" in text and "scheme=by%3Aon_time_closure_rate" in text
    by = {"scheme": "by:on_time_closure_rate", "part": "record"}
    record(open_page("unit", own_store, **asked, **by), "专班清理", 95, "on_time_closure_rate")
    (one,) = ActionLog(own_store.folder).all()
    assert (one.unit, one.scheme) == (street, "by:on_time_closure_rate")
    text = markup(open_page("unit", own_store, **asked, scheme="sample-district"))
    assert "另有 1 项按别的办法记录" in text

"""Names that wait, on the import page: one click, and the facts follow."""

import csv
import io
from datetime import date

import pytest

from data.importer import import_files

CASES = ["任务号", "上报时间", "小类名称", "所属区域", "所属街道", "处置部门", "当前阶段"]
UNITS = ["单位类别", "单位名称", "考核组", "上级单位"]


def write(path, header, rows):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def named(store, tmp_path):
    """A store in which a street, a team and a class are named otherwise than registered."""
    units = [
        ["区域", "云栖区", "城区组", ""],
        ["街道（镇）", "湖塘镇", "", "云栖区"],
        ["队伍", "云栖区执法一中队", "城区组", "云栖区"],
    ]
    cases = [
        ["A1", "2025-10-01 08:00", "暴露垃圾", "云栖区", "胡塘镇", "巡查支队", "[办结]"],
        ["A2", "2025-10-02 08:00", "垃圾乱扔", "云栖区", "湖塘镇", "云栖一中队", "[办结]"],
    ]
    files = [write(tmp_path / "名录.csv", UNITS, units)]
    import_files(store, [*files, write(tmp_path / "案卷.csv", CASES, cases)])
    return store


def facts(store, columns):
    with store.connect() as con:
        return con.execute(f"SELECT {columns} FROM cases ORDER BY case_no").fetchall()


def test_a_suggestion_is_taken_with_one_click(open_page, markup, named):
    page = open_page("imports", named)
    assert "胡塘镇" in markup(page)
    page.button(key="review-unit-胡塘镇-is-0").click().run()
    assert not page.exception
    assert facts(named, "street") == [("湖塘镇",), ("湖塘镇",)]
    assert "已重新归入 1 条记录" in markup(page) and "1 条 · 2025-10-01<br>案卷.csv" in markup(page)
    page.button(key="review-back-0").click().run()
    assert facts(named, "street") == [("胡塘镇",), ("湖塘镇",)]


def test_a_name_may_be_another_unit_on_some_days(open_page, named):
    page = open_page("imports", named)
    key = "review-unit-巡查支队"
    page.selectbox(key=f"{key}-unit").select(("team", "云栖区执法一中队")).run()
    page.button(key=f"{key}-yes").click().run()
    assert not page.exception
    assert facts(named, "team") == [("云栖区执法一中队",)] * 2


def test_a_new_unit_comes_with_what_its_facts_say(open_page, named):
    page = open_page("imports", named)
    key = "review-unit-巡查支队"
    page.radio(key=f"{key}-way").set_value("new").run()
    assert page.selectbox(key=f"{key}-kind").value == "team"
    assert page.selectbox(key=f"{key}-parent").value == "云栖区"
    assert page.selectbox(key=f"{key}-group").value == "城区组"
    page.button(key=f"{key}-yes").click().run()
    assert not page.exception
    assert facts(named, "team") == [("巡查支队",), ("云栖区执法一中队",)]


def test_a_name_that_is_not_assessed_leaves_the_list(open_page, markup, named):
    page = open_page("imports", named)
    key = "review-unit-巡查支队"
    page.radio(key=f"{key}-way").set_value("none").run()
    page.button(key=f"{key}-none").click().run()
    assert "巡查支队：不考核" in markup(page)
    assert all(button.key != f"{key}-yes" for button in page.button)


def test_a_class_is_decided_like_a_unit(open_page, named):
    page = open_page("imports", named)
    page.button(key="review-subcategory-垃圾乱扔-is-0").click().run()
    assert not page.exception
    assert facts(named, "subcategory, subcategory_written")[1][1] == "垃圾乱扔"


def test_the_list_speaks_english(open_page, markup, named):
    page = open_page("imports", named, lang="en")
    assert all(text in markup(page) for text in ("Names to review", "Sub-class", "Records: 1"))
    assert page.button(key="review-unit-胡塘镇-is-0").label.startswith("湖塘镇 (")


def test_nothing_is_said_where_nothing_waits(open_page, markup, store):
    assert "待核对" not in markup(open_page("imports", store))


def test_all_names_of_a_kind_without_a_register_are_registered_at_once(open_page, named, tmp_path):
    case = ["A3", "2025-10-03 08:00", "暴露垃圾", "云栖区", "湖塘镇", "某某保洁公司", "[办结]"]
    import_files(named, [write(tmp_path / "另一批.csv", CASES, [case])])
    page = open_page("imports", named)
    page.button(key="register-contractor").click().run()
    assert not page.exception
    assert facts(named, "contractor")[2] == ("某某保洁公司",)
    with named.connect() as con:
        found = con.execute("SELECT name, parent FROM units WHERE kind = 'contractor'").fetchall()
    assert found == [("某某保洁公司", "云栖区")]


def test_a_new_unit_among_units_with_groups_needs_one(open_page, named, tmp_path):
    case = ["A3", "2025-10-03 08:00", "暴露垃圾", "新晨区", "", "", "[办结]"]
    import_files(named, [write(tmp_path / "另一批.csv", CASES, [case])])
    page = open_page("imports", named)
    key = "review-unit-新晨区"
    page.radio(key=f"{key}-way").set_value("new").run()
    assert page.button(key=f"{key}-yes").disabled
    page.selectbox(key=f"{key}-group").set_value("城区组").run()
    page.button(key=f"{key}-yes").click().run()
    with named.connect() as con:
        found = con.execute(
            'SELECT "group", valid_from FROM units WHERE name = ?', ["新晨区"]
        ).fetchall()
    assert found == [("城区组", date(2025, 10, 3))]


def test_a_decision_that_moves_ranks_of_an_ended_period_is_asked_about(
    open_page, markup, own_store, tmp_path
):
    header = [
        "上报时间",
        "任务号",
        "小类名称",
        "问题来源",
        "当前阶段名称",
        "处置截止时间",
        "所属区域",
    ]
    rows = [
        ["2025-07-02 09:00:00", f"99010125079{i:07d}1", "暴露垃圾", "采集员上报", "[处置]",
         "2025-07-05 09:00:00", "云栖西区"]
        for i in range(300)
    ]  # fmt: skip
    import_files(own_store, [write(tmp_path / "补报_导出20251021.csv", header, rows)])
    before = own_store.version()
    page = open_page("imports", own_store)
    key = "review-unit-云栖西区"

    def take() -> None:
        page.selectbox(key=f"{key}-unit").select(("district", "云栖区")).run()
        page.button(key=f"{key}-yes").click().run()

    take()
    assert "确认“云栖西区 即 云栖区”？" in markup(page) and "2025-07" in markup(page)
    assert own_store.version() == before
    page.button(key="review-ask-no").click().run()
    assert own_store.version() == before and "云栖西区" in markup(page)
    take()
    page.button(key="review-ask-yes").click().run()
    assert own_store.version() == before + 1
    assert "已确认：云栖西区 即 云栖区" in markup(page) and "已改动" in markup(page)


def test_a_word_on_no_list_is_decided_with_one_click(open_page, markup, store, tmp_path):
    header = ["检查编号", "检查时间", "检查方式", "区域", "点位名称", "点位得分"]
    rows = [[f"V{n}", f"2025-10-0{n} 09:00", way, "云栖区", "点", "90"] for n, way in WAYS]
    import_files(store, [write(tmp_path / "点次.csv", header, rows)])
    page = open_page("imports", store)
    assert "暗访互查" in markup(page) and "检查方式" in markup(page)
    page.button(key="review-word-method-暗访互查-is-0").click().run()
    assert not page.exception
    with store.connect() as con:
        found = con.execute("SELECT method FROM inspections ORDER BY visit_no").fetchall()
    assert found == [("covert",), ("open",), (None,)]
    assert "暗访互查 即 暗访" in markup(page)


def test_breakdowns_show_what_is_on_no_list_and_what_was_not_said(
    open_page, markup, store, tmp_path
):
    header = ["检查编号", "检查时间", "检查方式", "区域", "点位名称", "点位得分"]
    rows = [[f"V{n}", f"2025-10-0{n} 09:00", way, "云栖区", "点", "90"] for n, way in WAYS]
    import_files(store, [write(tmp_path / "点次.csv", header, rows)])
    for lang, other, unstated in (
        ("zh", "其他（暗访互查）", "未注明"),
        ("en", "other (暗访互查)", "not stated"),
    ):
        page = open_page("problems", store, part="methods", period="2025-10", lang=lang)
        assert other in markup(page) and unstated in markup(page)
        assert ("没有导入过检查问题" if lang == "zh" else "no list of problems") in markup(page)
    for method in ("暗访互查", "unstated"):
        page = open_page("problems", store, component="checks", method=method, period="2025-10")
        assert "V1" in markup(page) or "1 条" in markup(page)
        assert "不认识" not in markup(page)


WAYS = [(1, "暗访互查"), (2, "明查"), (3, "")]

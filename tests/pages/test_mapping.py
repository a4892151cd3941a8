"""The view that maps a file of unknown layout: proposed, corrected, tried, saved, recognised."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.importer import import_files, profile_folders, try_files
from data.importing.account import Account
from data.layouts.profile import load_profiles
from data.store import Store
from kernel.messages import Message
from ui.imports.mapping_state import work_on
from ui.imports.please_note import noted

TABLE = (
    "某平台导出\n"
    "流转单号,登记时刻,事情经过,辖区名,办理环节,群众来电号码\n"
    "XF-2025-0001,2025-10-01 08:10,望云路与采菱路口占道经营,云栖区,已办结归档,13812345678\n"
    "XF-2025-0002,2025-10-01 09:00,锦帆路夜市油烟扰民,望岭区,流转中,13912345678\n"
    "XF-2025-0003,2025-10-02 10:00,青禾巷垃圾成堆,望岭区,流转中,13712345678\n"
    "XF-2025-0004,时间不详,采菱路人行道破损,望岭区,流转中,13612345678\n"
)


def view(folder: str, file: str, lang: str) -> None:
    """The page of these tests: what pages/imports.py does with an unknown file."""
    from pathlib import Path

    import streamlit as st

    from data.store import Store
    from ui.imports.mapping import mapping_view

    st.session_state["lang"] = lang
    if saved := mapping_view(Store(folder), Path(file), None):
        st.session_state["saved"] = saved


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "平台导出.csv"
    path.write_text(TABLE, encoding="gb18030")
    return path


@pytest.fixture
def show(store: Store, file: Path):
    def show_(lang: str = "zh") -> AppTest:
        kwargs = {"folder": str(store.folder), "file": str(file), "lang": lang}
        page = AppTest.from_function(view, kwargs=kwargs, default_timeout=60).run()
        assert not page.exception, page.exception
        return page

    return show_


def field_of(page: AppTest, column: str):
    return next(box for box in page.selectbox if box.label == column)


def said(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_column_has_a_proposal(show, lang: str) -> None:
    page = show(lang)
    proposed = {box.label: box.value for box in page.selectbox}
    assert proposed["流转单号"] == "case_no"
    assert proposed["登记时刻"] == "reported_at"
    assert proposed["群众来电号码"] == "personal"
    assert proposed["已办结归档"] == "closed" and proposed["流转中"] == "?"
    assert "13812345678" not in said(page)
    assert not any("13812345678" in str(option) for box in page.selectbox for option in box.options)


def test_the_trial_follows_what_is_chosen(show) -> None:
    page = show()
    assert "1 种写法未定" in said(page) and "无法识别“流转中”" in said(page)
    field_of(page, "流转中").select("disposing").run()
    assert not page.exception
    assert "未定" not in said(page) and "无法识别“流转中”" not in said(page)
    assert "<dt>读入</dt><dd>5</dd>" in said(page) and "<dt>拒收</dt><dd>1</dd>" in said(page)


def test_what_is_noted_of_the_whole_file_has_no_count_of_rows(show) -> None:
    text = said(show())
    assert "截至时间" not in text  # the page says it, and asks for it
    account = Account("a.csv", "")
    account.warnings[Message("reader-export-limit", {"rows": 10_000})] = 1
    account.warnings[Message("import-longer-rows")] = 2
    assert noted(account) == [
        Message("import-longer-rows").text() + "（2 行）",
        "恰好 10,000 行数据：导出是否有条数上限、被截断？请与平台上的总数核对。",
    ]


def test_what_is_missing_keeps_it_from_being_saved(show) -> None:
    page = show()
    assert not page.button[0].disabled
    field_of(page, "登记时刻").select("unused").run()
    assert "还没有哪一列是“上报时间”" in said(page)
    assert page.button[0].disabled
    field_of(page, "登记时刻").select("reported_at").run()
    assert not page.button[0].disabled


def test_another_header_and_another_kind_of_record(show) -> None:
    page = show()
    field_of(page, "表头").select(1).run()
    assert not page.exception
    assert [box for box in page.selectbox if box.label == "某平台导出"]
    field_of(page, "表头").select(2).run()
    field_of(page, "每一行是一条").select("findings").run()
    assert not page.exception
    assert field_of(page, "流转单号").value in ("finding_no", "unused")
    assert "found_at" in [str(box.value) for box in page.selectbox]


def test_what_was_chosen_outlives_another_header(show) -> None:
    page = show()
    field_of(page, "每一行是一条").select("findings").run()
    field_of(page, "流转单号").select("point").run()
    assert "已由您指定" in said(page) and "有把握</b> 已由您" not in said(page)
    field_of(page, "表头").select(3).run()
    assert not page.exception
    assert field_of(page, "每一行是一条").value == "findings"
    assert "XF-2025-0001" in {box.label for box in page.selectbox}


def test_choices_stay_with_columns_whose_header_remains(store: Store, file: Path) -> None:
    work = work_on(store, file, None)
    work.proposal = work.proposal.with_target(2, "place").with_constant("channel", "12345")
    word = next(w for c in work.proposal.columns for w in c.content.texts if w == "流转中")
    work.proposal = work.proposal.with_values(4, {word: "held"})
    work.again(None, 2)
    targets = {column.name: column.target for column in work.proposal.columns}
    assert targets["事情经过"] == "place" and work.proposal.constants == {"channel": "12345"}
    assert work.proposal.columns[4].values[word] == "held"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_key_of_several_fields_has_a_price(show, file: Path, lang: str) -> None:
    warning = {
        "zh": "没有案卷号：内容相同的行算作一条",
        "en": "No column for Case number: identical rows count",
    }
    assert warning[lang] not in said(show(lang))
    rows = [line.split(",", 1)[-1] for line in TABLE.splitlines()[1:]]
    file.write_text("\n".join(rows), encoding="utf-8")
    assert warning[lang] in said(show(lang))


@pytest.mark.parametrize(("lang", "name"), [("zh", "列1"), ("en", "Column 1")])
def test_columns_without_a_header_are_numbered(show, file: Path, lang: str, name: str) -> None:
    file.write_text("\n".join(TABLE.splitlines()[2:5]), encoding="utf-8")
    assert name in {box.label for box in show(lang).selectbox}


def test_a_saved_profile_is_recognised(show, store: Store, file: Path) -> None:
    page = show()
    field_of(page, "流转中").select("disposing").run()
    name = next(box for box in page.text_input if box.label == "名称")
    name.input("某平台").run()
    next(box for box in page.text_input if box.label == "编号").input("some-platform").run()
    page.button[0].click().run()
    assert not page.exception
    assert page.session_state["saved"] == "some-platform"
    profile = load_profiles(profile_folders(store))["some-platform"]
    assert profile.name["zh"] == "某平台" and profile.drop == ["群众来电号码"]
    (account,) = import_files(store, [file])
    assert account.profile == "some-platform"
    assert (account.rows_read, account.stored, account.rejected, account.set_aside) == (5, 3, 1, 1)


def test_a_profile_that_ships_is_not_replaced_by_accident(show) -> None:
    page = show()
    next(box for box in page.text_input if box.label == "编号").input("grid-case").run()
    assert page.button[0].disabled
    page.checkbox[0].check().run()
    assert not page.button[0].disabled
    next(box for box in page.text_input if box.label == "编号").input("Ä b").run()
    assert page.button[0].disabled


def test_a_file_that_is_gone_says_so(show, file: Path) -> None:
    file.unlink()
    page = show()
    assert "平台导出.csv" in said(page) and not page.selectbox


def test_a_table_below_another_is_mapped_by_its_own_header(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "区县评分.csv"
    upper = (
        "考核周期,考核单位,评分项目,分值\n2025-10,云栖区,市容秩序,95\n2025-10,望岭区,市容秩序,90\n"
    )
    lower = (
        "\n工单号码,受理日期,辖区名称,事由\nX1,2025-10-01,云栖区,占道\nX2,2025-10-02,云栖区,油烟"
    )
    path.write_text(upper + lower, encoding="utf-8")
    accounts, trial = try_files(store, [path])
    if trial:
        store.discard(trial)
    (refused,) = [account for account in accounts if account.profile is None]
    assert refused.table == 2
    work = work_on(store, path, refused)
    assert [column.name for column in work.proposal.columns][:2] == ["工单号码", "受理日期"]
    assert [cells[0] for _, cells in work.masked()][-2:] == ["X1", "X2"]
    assert work_on(store, path, accounts[0]).sheet.columns[0] == "考核周期"

"""The page 奖惩, its form, the numbers of letters, and what other pages show of it."""

import re

import pytest

from data.batches.undoing import undo
from data.store import Store

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def query(store: Store, sql: str) -> list[tuple]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", ["ladder", "register", "deposits", "enter"])
def test_a_part_has_a_sentence(open_page, markup, sample_store, part, lang):
    page = open_page("consequences", sample_store, part=part, lang=lang)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', markup(page))
    labels = {button.proto.label for button in page.get("download_button")}
    assert lang == "zh" or not any(map(CHINESE.search, labels))


def test_the_ladder_names_who_is_to_answer_and_what_was_not_decided(
    open_page, markup, sample_store
):
    html = markup(open_page("consequences", sample_store))
    assert "按阶梯，本期 2 个单位有处理：东屏区、柳溪县" in html
    assert "2025 年度第 7 次列末位，连续 7 期" in html and "黄牌、取消评优评先" in html
    assert html.count("台账中尚未登记") == 2 and "韩某某（副区长）" in html
    earlier = markup(open_page("consequences", sample_store, period="2025-06"))
    assert "已登记：约谈 06-26" in earlier and "郑某某（副区长）" in earlier
    assert (
        "东屏区"
        not in markup(open_page("consequences", sample_store, group="城郊组")).split("<table")[1]
    )


def test_an_unfinished_month_and_another_grain_ask_nobody(open_page, markup, sample_store):
    quarter = markup(open_page("consequences", sample_store, period="2025-Q3"))
    assert "请选一个月" in quarter and "<table" not in quarter
    teams = markup(open_page("consequences", sample_store, kind="team"))
    assert "没有写奖惩阶梯" in teams


def test_the_register_is_narrowed_and_says_when_nothing_matches(open_page, markup, sample_store):
    page = open_page("consequences", sample_store, part="register")
    assert "本期发送督办通知 2 期" in markup(page) and "挂黄旗" not in markup(page)
    page.selectbox(key="choice-state").select("overdue").run()
    rows = markup(page).split("<tbody>")[1]
    assert rows.count("逾期未回复") == 2 and "东屏区" in rows
    page.selectbox(key="choice-unit").select("云栖区").run()
    assert "没有符合条件的记录" in markup(page) and not page.exception
    page = open_page("consequences", sample_store, part="register", action="挂黄旗")
    assert "迎检准备不充分" in markup(page)  # a word that no list has is one like any other


def test_an_entry_is_a_batch_that_can_be_undone(open_page, markup, own_store):
    page = open_page("consequences", own_store, part="enter")
    page.selectbox(key="entry-action").select("yellow_card").run()
    page.text_input(key="entry-reason").input("连续末位").run()
    page.button(key="entry-save").click().run()
    assert not page.exception and "已登记（批次" in markup(page)
    ((batch, unit),) = query(
        own_store, "SELECT batch_id, district FROM measures WHERE action = 'yellow_card'"
    )
    assert unit in {"东屏区", "云栖区", "南汀区", "望岭区", "澄湖区", "柳溪县", "白鹭新区"}
    ((file,),) = query(own_store, f"SELECT file FROM import_batches WHERE batch_id = {batch}")
    assert file.startswith("奖惩登记_")
    undo(own_store, [batch])
    assert query(own_store, "SELECT * FROM measures WHERE action = 'yellow_card'") == []


def test_a_reply_is_entered(open_page, own_store):
    page = open_page("consequences", own_store, part="enter")
    page.button(key="entry-save-reply").click().run()
    assert not page.exception
    late = "SELECT count(*) FROM measures WHERE reply_due IS NOT NULL AND replied_on IS NULL"
    assert query(own_store, late) == [(1,)]  # of two


def test_letters_get_their_numbers_once(open_page, markup, own_store):
    page = open_page("ledger", own_store, state="overdue")
    numbers = page.dataframe[0].value["编号"].tolist()[:3]
    page = open_page("ledger", own_store, state="overdue", chosen=",".join(numbers))
    before = query(own_store, "SELECT count(*) FROM measures")[0][0]
    page.button(key="letter-issue-confirm").click().run()
    assert not page.exception and "已登记：" in markup(page)
    letters = query(
        own_store,
        "SELECT number, reply_due IS NOT NULL, period FROM measures"
        " WHERE source_file LIKE '奖惩登记%' ORDER BY number",
    )
    assert len(letters) == query(own_store, "SELECT count(*) FROM measures")[0][0] - before >= 1
    assert letters[0] == ("督〔2025〕20号", True, "2025-10")
    assert not [b for b in page.button if b.key == "letter-issue-confirm"]  # not twice


def test_other_pages_show_the_step_and_what_was_decided(open_page, markup, sample_store):
    overview = markup(open_page("overview", sample_store))
    assert "2025 年度第 7 次，连续 7 期" in overview and "台账中尚未登记" in overview
    unit = markup(open_page("unit", sample_store, unit="东屏区", kind="district"))
    assert "责任领导：韩某某（副区长）" in unit and "奖惩阶梯：黄牌、取消评优评先" in unit
    assert "台账中的奖惩" in unit and "督〔2025〕14号" in unit
    assert "13800" not in unit
    other = markup(open_page("unit", sample_store, unit="澄湖区", kind="district"))
    assert "13800001234" not in other and "奖惩阶梯" not in other
    ranking = markup(open_page("districts", sample_store))
    assert "奖惩阶梯 东屏区：黄牌" in ranking
    rules = markup(open_page("scheme", sample_store))
    assert "连续 2 期列末位：约谈" in rules


@pytest.mark.parametrize("part", ["ladder", "register", "deposits", "enter"])
def test_an_empty_store_is_said(open_page, markup, part):
    page = open_page("consequences", part=part)
    assert not page.exception


def test_a_store_without_a_register(open_page, markup, own_store):
    batches = query(own_store, "SELECT batch_id FROM import_batches WHERE profile = 'measures'")
    undo(own_store, [batch for (batch,) in batches])
    page = open_page("consequences", own_store, part="register")
    assert "台账中没有记录" in markup(page)
    assert "台账中尚未登记" in markup(open_page("consequences", own_store))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_campaigns_and_the_place_above_are_shown(open_page, markup, sample_store, lang):
    html = markup(open_page("problems", sample_store, part="campaigns", lang=lang))
    assert "秋季清洁家园" in html
    above = open_page("targets", sample_store, part="above", lang=lang)
    assert ("从倒数第 1（2024-Q4）到第 2 名" in markup(above)) == (lang == "zh")
    assert not above.exception


def test_a_campaign_is_chosen_and_told_without_chance_where_that_is_hidden(
    open_page, markup, sample_store
):
    page = open_page("problems", sample_store, part="campaigns")
    chosen = "店外经营百日攻坚|2025-07-01"
    page.selectbox(key="choice-task").select(chosen).run()
    html = markup(page)
    assert "没有明显变化" in html and "整改 41.2%，未到目标 95%" in html and "上年同期" in html
    plain = markup(
        open_page("problems", sample_store, part="campaigns", task=chosen, certain="hide")
    )
    assert "明显" not in plain.split("<h1")[1].split("<dl")[0]
    other = markup(open_page("problems", sample_store, part="campaigns", unit="澄湖区"))
    assert "店外经营百日攻坚" not in other


def test_the_overview_tells_the_place_above(open_page, markup, sample_store, own_store):
    assert "上级考核" in markup(open_page("overview", sample_store))
    batches = query(
        own_store,
        "SELECT batch_id FROM import_batches WHERE profile IN ('superior-ranks', 'campaigns')",
    )
    undo(own_store, [batch for (batch,) in batches])
    assert "上级考核" not in markup(open_page("overview", own_store))
    assert "没有专项行动" in markup(open_page("problems", own_store, part="campaigns"))
    assert "没有上级考核排名的记录" in markup(open_page("targets", own_store, part="above"))


def test_deposits_have_an_account_and_what_is_kept_is_entered(open_page, markup, own_store):
    page = open_page("consequences", own_store, part="deposits")
    html = markup(page)
    assert "扣得最多的是拂尘环卫公司，35,000 元" in html
    form = open_page("consequences", own_store, part="enter")
    form.selectbox(key="entry-action").select("deposit_kept").run()
    firm = next(one for one in form.selectbox(key="entry-unit").options if "拂尘环卫公司" in one)
    form.selectbox(key="entry-unit").select(firm).run()
    form.number_input(key="entry-amount").set_value(5000).run()
    form.button(key="entry-save").click().run()
    assert not form.exception
    after = markup(open_page("consequences", own_store, part="deposits"))
    assert "40,000 元" in after and "10,000" in after

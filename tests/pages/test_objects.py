"""The page of objects: kinds, ranking, stars over time, expiring registrations, one object."""

import re

import pytest

from data.importer import import_files
from data.store import Store

PARTS = ("ranking", "overtime", "expiring", "kinds")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", ["road", "market"])
def test_every_part_has_a_sentence(open_page, markup, sample_store, part, kind, lang):
    page = open_page("objects", sample_store, part=part, source=kind, lang=lang)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', markup(page))
    if part not in ("expiring", "kinds"):
        labels = [button.proto.label for button in page.get("download_button")]
        assert len(labels) >= 2
        assert lang == "zh" or not re.search(r"[\u4e00-\u9fff]", "".join(labels))


def test_only_kinds_with_data_are_offered(open_page, sample_store):
    page = open_page("objects", sample_store)
    offered = page.selectbox(key="choice-source").options
    assert "道路" in offered and "公厕" in offered and "小区" not in offered


def test_a_kind_may_be_named_by_any_word_for_it(open_page, sample_store):
    page = open_page("objects", sample_store, source="农贸市场")
    assert page.selectbox(key="choice-source").value == "market"


def test_an_object_leads_to_its_own_page_with_its_cases(open_page, markup, sample_store):
    page = open_page("objects", sample_store, source="market", order="cases")
    address = re.search(r'href="(objects\?[^"]*place=[^"]*)"', markup(page))
    assert address
    with sample_store.connect() as con:
        name, number = con.execute(
            "SELECT object, count(*) FROM cases WHERE object_type = '菜市场' AND NOT "
            "coalesce(voided, FALSE) AND day BETWEEN '2025-09-21' AND '2025-10-20' "
            "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        ).fetchone()
    found = markup(
        open_page("objects", sample_store, period="2025-10", source="market", place=name)
    )
    assert f"案卷 {number} 件" in found and "全部菜市场" in found and "名录所载" in found


def test_order_class_and_district_narrow_and_stand_in_the_url(open_page, markup, sample_store):
    page = open_page("objects", sample_store, source="toilet", order="visit_score")
    page.selectbox(key="choice-category").select("二类").run()
    assert page.query_params["category"] == "二类"
    assert "一类" not in re.sub(r"<option.*", "", markup(page)).split("超出偶然")[-1]
    page.selectbox(key="choice-unit").select("云栖区").run()
    assert "8 个对象中" in markup(page)  # four streets, two toilets of the second class in each


def test_a_filter_that_matches_nothing_says_so(open_page, markup, sample_store):
    found = markup(open_page("objects", sample_store, source="market", place="没有这个市场"))
    assert "没有名为“没有这个市场”的对象" in found
    page = open_page("objects", sample_store, source="road", category="背街小巷")
    assert "没有在册的对象" in markup(page)


def test_an_empty_store_offers_the_sample_city_and_the_import(open_page, markup):
    page = open_page("objects")
    assert "还没有数据" in markup(page)
    assert {button.key for button in page.button} == {"load-sample", "go-import"}


def test_without_objects_the_page_says_what_to_import(open_page, markup, tmp_path):
    store = Store(tmp_path / "cases")
    file = tmp_path / "案卷.csv"
    file.write_text(
        "任务号,上报时间,问题来源,大类名称,小类名称,所属区域,处置截止时间,结案时间\n"
        "1,2025-10-01 08:00,采集员上报,市容环境,暴露垃圾,云栖区,2025-10-02,2025-10-01 09:00\n",
        encoding="utf-8",
    )
    assert import_files(store, [file])[0].stored == 1
    assert "还没有考核对象的数据" in markup(open_page("objects", store))


def test_without_certainty_no_word_of_chance_is_shown(open_page, markup, sample_store):
    for kind in ("road", "toilet"):
        page = open_page("objects", sample_store, source=kind, order="visit_score", certain="hide")
        assert "偶然" not in markup(page)


def test_a_kind_is_declared_and_taken_back_on_screen(open_page, markup, own_store):
    page = open_page("objects", own_store, part="kinds")
    before = own_store.version()
    written = page.text_input(key="kind-zh").value  # the type of points that no kind knows
    assert f"不属于任何类别：{written}" in markup(page)
    page.text_input(key="kind-en").input("Depot").run()
    page.text_input(key="kind-classes").input("大型、小型").run()
    page.button(key="kind-save").click().run()
    assert not page.exception and own_store.version() == before + 1
    html = markup(page)
    assert f"已加入“{written}”" in html and "导入的点位类型都认得" in html and "本单位" in html
    with own_store.connect() as con:
        found = con.execute(
            "SELECT COUNT(*) FROM points WHERE object_type = ?", [written]
        ).fetchone()
    assert found[0] > 0
    page.button(key="kind-remove").click().run()
    assert f"已撤回“{written}”" in markup(page) and "不属于任何类别" in markup(page)


def test_a_kind_whose_name_is_taken_is_refused_in_words(open_page, markup, own_store):
    page = open_page("objects", own_store, part="kinds")
    page.text_input(key="kind-zh").input("道路").run()
    page.text_input(key="kind-en").input("Lane").run()
    page.button(key="kind-save").click().run()
    assert "没有加入" in markup(page) and "道路" in markup(page) and not page.exception
    assert own_store.version() == 1

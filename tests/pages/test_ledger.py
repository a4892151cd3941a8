"""The ledger: its list and filters, the letter on chosen rows, the age and the pace."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pandas as pd
import pytest

from ui.ledger.listing import PAGE_ROWS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def listed(page):
    return page.dataframe[0].value


def all_listed(open_page, store, **query):
    """Every leaf of a list, one below the other."""
    leaves = [listed(open_page("ledger", store, **query))]
    while len(leaves[-1]) == PAGE_ROWS:
        leaves.append(listed(open_page("ledger", store, leaf=str(len(leaves) + 1), **query)))
        assert not leaves[-1].equals(leaves[-2])
    return pd.concat(leaves)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", ["list", "ageing", "pace"])
def test_a_part_has_a_sentence_and_downloads(open_page, markup, sample_store, part, lang):
    page = open_page("ledger", sample_store, part=part, lang=lang)
    assert re.search(r'<h1 class="lead small">.{10,}?</h1>', markup(page))
    labels = {button.proto.label for button in page.get("download_button")}
    assert len(labels) >= 2 and (lang == "zh" or not any(map(CHINESE.search, labels)))


def test_the_list_tells_the_light_in_words_and_the_row_of_the_file(open_page, sample_store):
    frame = listed(open_page("ledger", sample_store))
    assert set(frame["时限灯"]) <= {
        "▲ 逾期", "◐ 用时过八成", "○ 期限内", "‖ 挂账", "✓ 已办结", "－ 无期限"
    }  # fmt: skip
    assert (frame["时限灯"] == "▲ 逾期").sum() == frame["逾期天数"].notna().sum() > 0
    assert frame["文件"].notna().all() and (frame["行"] > 1).all()


def test_state_owner_and_district_narrow_the_list_and_stand_in_the_url(open_page, sample_store):
    page = open_page("ledger", sample_store, state="overdue", unit="云栖区")
    frame = listed(page)
    assert set(frame["时限灯"]) == {"▲ 逾期"} and set(frame["区域"]) == {"云栖区"}
    owner = frame["责任单位"].value_counts().index[0]
    page.selectbox(key="choice-owner").select(owner).run()
    assert set(listed(page)["责任单位"]) == {owner}
    assert page.query_params["owner"] == owner


def test_the_order_of_the_list_stands_in_the_url_and_in_the_file(open_page, sample_store):
    page = open_page("ledger", sample_store)
    usual = listed(page)
    page.selectbox(key="choice-order").select("since").run()
    frame = listed(page)
    assert page.query_params["order"] == "since"
    assert frame["上报"].is_monotonic_increasing and len(frame) == len(usual)
    assert not usual["上报"].is_monotonic_increasing
    again = listed(open_page("ledger", sample_store, order="since"))
    assert again["编号"].tolist() == frame["编号"].tolist()


def test_an_owner_with_nothing_in_a_state_gets_a_sentence(open_page, markup, sample_store):
    frame = all_listed(open_page, sample_store)
    held = set(frame.loc[frame["时限灯"] == "‖ 挂账", "责任单位"])
    other = next(owner for owner in frame["责任单位"] if owner not in held)
    page = open_page("ledger", sample_store, state="held", owner=other)
    assert "没有符合条件的事项" in markup(page)


def test_chosen_rows_offer_the_letter(open_page, sample_store):
    page = open_page("ledger", sample_store)
    assert "letter" not in {b.key for b in page.get("download_button")}
    numbers = listed(page)["编号"]
    page = open_page("ledger", sample_store, chosen=f"{numbers[0]},{numbers[2]},X-0")
    labels = [button.proto.label for button in page.get("download_button")]
    assert "生成督办单（2 项）" in labels
    assert page.query_params["chosen"] == f"{numbers[0]},{numbers[2]}"


def test_a_letter_is_signed_by_whom_the_page_names(open_page, sample_store):
    page = open_page("ledger", sample_store)
    page = open_page("ledger", sample_store, chosen=listed(page)["编号"][0])
    page.text_input(key="letter-issuer").set_value("某某市城管局").run()
    assert page.query_params["issuer"] == "某某市城管局"
    assert page.text_input(key="letter-issuer").value == "某某市城管局"


def test_the_list_can_be_narrowed_to_an_age(open_page, sample_store):
    frame = listed(open_page("ledger", sample_store, state="overdue", band="7"))
    assert len(frame) and frame["逾期天数"].between(7, 15, inclusive="left").all()


def test_the_pile_of_the_overview_is_the_figure_of_the_page_that_it_leads_to(
    open_page, markup, sample_store
):
    overview = markup(open_page("overview", sample_store))
    address, pile = re.findall(r'href="(ledger[^"]*)"[^>]*>([\d,]+)<', overview)[0]
    query = dict(parse_qsl(unescape(address).partition("?")[2]))
    page = open_page("ledger", sample_store, **query)
    assert f"其中逾期 {pile} 项" in markup(page)
    assert len(all_listed(open_page, sample_store, **query)) == int(pile.replace(",", ""))
    both = markup(open_page("ledger", sample_store, state="overdue"))
    assert f"其中逾期 {pile} 项" not in both and f"案卷 {pile} 件" in both

"""The first hour of an office: from its own files to its own ranking, on screen alone."""

from pathlib import Path

import pytest

from metrics.schemes.scheme import load_scheme, scheme_folders

pytestmark = pytest.mark.browser

DISTRICTS = ("松石区", "雁渡区", "麦浦区", "砚湖区", "霁岭新区", "桐坳县")
HEADER = "工单编号,来电时间,所属区域,诉求内容,办理截止时间,办结时间,满意度"


def orders(folder: Path) -> Path:
    """Twelve orders of each district in each of two months. In September the n-th has n closed
    late, and n of whom the caller is not satisfied with."""
    rows = [
        f"RX{month}{at}{n:02},2026-{month:02}-{n + 1:02} 09:00,{district},某处占道经营,"
        f"2026-{month:02}-{n + 5:02} 09:00,2026-{month:02}-{n + (8 if n < at else 3):02} 10:00,"
        f"{'不满意' if n < at else '满意'}"
        for month in (8, 9)
        for at, district in enumerate(DISTRICTS, start=1)
        for n in range(12)
    ]
    path = folder / "热线工单.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8-sig")
    return path


def ranked(page) -> list[str]:
    """The units of the table in their order."""
    return page.locator(".sheet tbody tr td:nth-child(2)").all_inner_texts()


def test_from_own_files_to_an_own_ranking(serve, visitor, tmp_path):
    store = tmp_path / "store"
    url = serve(store).url
    page = visitor(url)
    page.get_by_role("button", name="导入自己的文件").click()
    page.settle()
    page.set_input_files("input[type=file]", orders(tmp_path))
    page.get_by_role("button", name="导入 1 个文件").click()
    page.wait_for_selector("text=下一步", timeout=60_000)
    page.settle()
    page.get_by_role("button", name="看区域排名").click()
    page.settle()
    assert "scheme=by%3Aon_time_closure_rate" in page.url and ranked(page) == list(DISTRICTS)

    page.go_back()
    page.settle()
    page.get_by_role("button", name="登记 6 个单位名称").click()
    page.settle()
    page.get_by_role("button", name="登记（6 个名称）").click()
    page.wait_for_selector("text=新登记 6 个单位", timeout=60_000)
    page.settle()
    assert "按期结案率 60、满意率 40" in page.inner_text("body")
    page.get_by_role("button", name="按这份建议存一份草案，看排名").click()
    page.settle()
    page.get_by_role("link", name="修改或施行这份草案").click()
    page.settle()
    page.get_by_role("button", name="施行…").click()
    page.get_by_role("button", name="施行", exact=True).click()
    page.settle()
    own = load_scheme("own-district", folder=scheme_folders(store))
    assert (own.status, len(own.components)) == ("in_force", 2)
    page.get_by_role("link", name="看按此办法的排名").click()
    page.settle()
    assert "scheme=own-district" in page.url and ranked(page) == list(DISTRICTS)
    assert "草案" not in page.inner_text('[data-testid="stMainBlockContainer"]')
    assert page.hosts == {"127.0.0.1"}

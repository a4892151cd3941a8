"""The header says up to when each source speaks."""

import csv
import re

import pytest

from data.importer import import_files
from data.store import Store

GRID = ["任务号", "问题来源", "上报时间", "处置截止时间", "结案时间", "小类名称", "所属区域"]
HOTLINE = ["工单编号", "受理时间", "办理截止时间", "办结时间", "所属区域", "诉求内容"]


@pytest.fixture
def two_sources(store: Store, tmp_path) -> Store:
    day, due = "2025-10-02 09:00", "2025-10-09 18:00"
    grid = [GRID, ["A1", "监督员上报", day, due, "2025-10-03 09:00", "暴露垃圾", "云栖区"]]
    hotline = [HOTLINE, ["GD000001", day, due, "2025-10-03 09:00", "云栖区", "路口有人摆摊"]]
    for name, rows, made in (("网格", grid, "21 08:00"), ("热线", hotline, "20 18:00")):
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*rows, [f"导出时间：2025-10-{made}"]])
        (account,) = import_files(store, [path])
        assert account.stored == 1
    return store


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "截至 2025-10-21 08:00（诉求至 10-20 18:00）"),
        ("en", "as of 2025-10-21 08:00 (complaints: 10-20 18:00)"),
    ],
)
def test_sources_of_different_times_are_told_apart(open_page, markup, two_sources, lang, said):
    page = open_page("complaints", two_sources, lang=lang)
    facts = re.search(r'<p class="facts">(.*?)</p>', markup(page))
    assert facts and said in facts.group(1)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "2025-09-20 日终的状态（数据截至 2025-10-15 08:00）"),
        ("en", "as it stood at the end of 2025-09-20 (data as of 2025-10-15 08:00)"),
    ],
)
def test_the_ledger_of_a_month_that_is_over_says_whose_state_it_is(
    open_page, markup, store: Store, tmp_path, lang, said
):
    rows = [["A1", "监督员上报", "2025-09-02 09:00", "2025-09-09 18:00", "", "暴露垃圾", "云栖区"]]
    rows.append(
        ["A2", "监督员上报", "2025-10-02 09:00", "2025-10-09 18:00", "", "暴露垃圾", "云栖区"]
    )
    path = tmp_path / "网格.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([GRID, *rows, ["导出时间：2025-10-15 08:00"]])
    import_files(store, [path])
    past = markup(open_page("ledger", store, lang=lang, period="2025-09", scheme="sample-district"))
    facts = re.search(r'<p class="facts">(.*?)</p>', past)
    assert facts and said in facts.group(1)
    running = markup(
        open_page("ledger", store, lang=lang, period="2025-10", scheme="sample-district")
    )
    facts = re.search(r'<p class="facts">(.*?)</p>', running)
    assert facts and "2025-10-15 08:00" in facts.group(1) and said[-20:] not in facts.group(1)

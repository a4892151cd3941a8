"""A late file in a real browser: dropped, its effect seen, confirmed, and the ranking has moved."""

import re
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HEADER = "上报时间,任务号,小类名称,问题来源,当前阶段名称,处置截止时间,所属区域"


def late_file(folder: Path) -> Path:
    """Two hundred overdue cases of July for one district, in an export of October."""
    rows = [
        f"2025-07-{1 + i % 9:02d} 09:00:00,99010125079{i:07d}1,暴露垃圾,采集员上报,[处置],"
        "2025-07-12 09:00:00,云栖区"
        for i in range(200)
    ]
    path = folder / "补报_导出20251021.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


def score(page, url: str) -> float:
    """The score of the district in July, as the ranking page's address gives it."""
    page.goto(f"{url}/unit?unit=云栖区&period=2025-07&scheme=sample-district")
    page.settle()
    return float(re.search(r"\d\d\.\d\d", page.locator("h1.lead").inner_text())[0])


def test_a_late_file_is_dropped_confirmed_and_changes_the_ranking(
    serve, visitor, sample_store, tmp_path
):
    shutil.copytree(sample_store.folder, tmp_path / "own")
    url = serve(tmp_path / "own").url
    reader = visitor()
    before = score(reader, url)

    page = visitor(f"{url}/imports")
    page.set_input_files("input[type=file]", late_file(tmp_path))
    page.get_by_role("button", name="导入 1 个文件").click()
    page.wait_for_selector(".st-key-confirm-import button", timeout=180_000)
    page.settle()
    assert "将改动 1 个已结束周期：2025-07" in page.locator(".notice").inner_text()
    line = page.locator(".sheet tr", has_text="云栖区").first.locator("td").all_inner_texts()
    assert line[2] == "+200" and float(line[3]) == before
    assert score(reader, url) == before  # nobody else sees it yet

    page.get_by_role("button", name="确认入库").click()
    page.wait_for_selector("text=已改动 1 个已结束周期", timeout=120_000)
    assert page.hosts == {"127.0.0.1"}
    assert score(reader, url) == float(line[4]) < before

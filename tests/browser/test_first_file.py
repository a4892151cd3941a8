"""A new office's first file: columns decided on screen, and the figures that follow from them."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HEADER = "工单编号,受理时间,所属区县,诉求内容,最迟办理期限,办结时间"


def orders(folder: Path) -> Path:
    """Twelve orders: five closed late, two open and overdue. Nothing tells the as-of, so it is
    the last closing, which has happened."""
    rows = []
    for n in range(12):
        late = n % 3 == 0
        done = "" if n in (4, 7) else f"2026/08/{19 if n == 11 else 15 if late else 6:02} 10:00"
        rows.append(f"RX{n:04},2026/08/05 09:00,临江区,某处,2026/08/10 10:00,{done}")
    path = folder / "我市12345工单.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="gb18030")
    return path


def test_a_first_file_gives_its_figures(serve, visitor, tmp_path):
    url = serve(tmp_path / "store").url
    page = visitor(f"{url}/imports")
    page.set_input_files("input[type=file]", orders(tmp_path))
    page.get_by_role("button", name="导入 1 个文件").click()
    page.wait_for_selector("text=没有时限，就判断不了逾期", timeout=180_000)
    page.settle()
    page.get_by_role("button", name="保存并重新试导入").click()
    page.wait_for_selector("text=现在能算什么", timeout=180_000)
    for name, said in (
        ("complaints", "未办结 2 件，其中逾期 2 件"),
        ("ledger", "未办结 2 项，其中逾期 2 项"),
    ):
        page.goto(f"{url}/{name}?period=2026-08&scheme=sample-district")
        page.settle()
        assert said in page.locator('[data-testid="stMainBlockContainer"]').inner_text()
    assert page.hosts == {"127.0.0.1"}

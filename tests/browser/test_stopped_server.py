"""A server that ends in the middle of an import: nothing is stored, nothing of the upload is left,
and the page says so at the next visit."""

import signal
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HEADER = "上报时间,任务号,小类名称,问题来源,问题描述,当前阶段名称,处置截止时间,所属区域"
SECRET = "13612345678"


def big_file(folder: Path, rows: int) -> Path:
    """Enough cases for an import to be under way while the server is stopped; each names a
    telephone, and so does the file."""
    path = folder / f"案卷_王小明{SECRET}.csv"
    lines = (
        f"2025-07-{1 + i % 28:02d} 09:00:00,99010125079{i:07d}1,暴露垃圾,采集员上报,"
        f"联系{SECRET}处置{i},[处置],2025-08-12 09:00:00,云栖区"
        for i in range(rows)
    )
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


def left_behind(folder: Path) -> list[Path]:
    """Files below a folder that hold the secret."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_server_that_ends_during_an_import(how, serve, visitor, tmp_path, monkeypatch):
    uploads, store = tmp_path / "tmp", tmp_path / "store"
    uploads.mkdir()
    monkeypatch.setenv("TMPDIR", str(uploads))
    server = serve(store)
    page = visitor(f"{server.url}/imports")
    page.set_input_files('input[type="file"]', big_file(tmp_path, 300_000))
    page.get_by_role("button", name="导入").last.click()
    end = time.monotonic() + 60
    while not list(store.glob("draft-*.duckdb")):  # its process is at it
        assert time.monotonic() < end, server.log.read_text()
        time.sleep(0.05)
    assert left_behind(uploads)
    server.process.send_signal(how)
    server.process.wait(timeout=30)
    if how != signal.SIGKILL:
        assert left_behind(uploads) == []
        assert not list(store.glob("draft-*")) and not list(store.glob("trial-*"))

    again = serve(store)
    assert left_behind(uploads) == [] and left_behind(store) == []
    assert not list(store.glob("draft-*"))
    page = visitor(f"{again.url}/imports")
    said = page.locator(".notice").first.inner_text()
    assert "案卷_[姓名][电话].csv" in said and "没有写入任何内容" in said
    page.get_by_role("button", name="知道了").click()
    page.settle()
    assert "中断" not in page.locator('[data-testid="stMainBlockContainer"]').inner_text()
    logs = server.log.read_text() + again.log.read_text()
    assert SECRET not in logs and "Traceback" not in logs

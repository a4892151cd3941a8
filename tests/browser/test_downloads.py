"""A file that cannot be made: the page says so, in its language, with a reference for the log."""

import re

import pytest

from tests.browser.conftest import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "有文件没有生成"), ("en", "A file could not be made")]
)
def test_a_download_that_fails_says_so_on_the_page(tmp_path, visitor, lang, words):
    server = Server(tmp_path, tmp_path / "server.log", "tests/browser/failing_download.py")
    try:
        page = visitor(f"{server.url}/?lang={lang}")
        assert words not in page.content()
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
        notice = page.locator(".notice")
        notice.wait_for(timeout=20_000)
        text = notice.inner_text()
        assert words in text and "督办单.docx" in text
        reference = re.search(r"[0-9A-F]{6}", text)
        assert reference and reference.group() in server.log.read_text()
    finally:
        server.stop()

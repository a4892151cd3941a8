"""Accounts in a real browser: a deep link asks for the login first and then leads to its page; who
logs out is out in every tab."""

import shutil
from pathlib import Path

import pytest

from data.access.accounts import Accounts
from data.access.settings import ACCESS_FILE

pytestmark = pytest.mark.browser
WORD, OTHER = "correct horse 7", "another horse 8"


@pytest.fixture
def guarded(serve, sample_store, tmp_path: Path) -> str:
    folder = tmp_path / "guarded"
    shutil.copytree(sample_store.folder, folder)
    (folder / ACCESS_FILE).write_text("accounts: local\n", encoding="utf-8")
    Accounts(folder).add("zhang", "office", password=WORD)
    return serve(type(sample_store)(folder).folder).url


def test_a_deep_link_asks_for_the_login_and_then_opens_its_page(guarded: str, visitor) -> None:
    page = visitor()
    page.goto(f"{guarded}/districts?lang=en&period=2025-09")
    assert page.url.startswith(f"{guarded}/login?next=")
    page.fill("[name=name]", "zhang")
    page.fill("[name=password]", WORD)
    page.click("button")
    page.fill("[name=old]", WORD)
    page.fill("[name=new]", OTHER)
    page.fill("[name=again]", OTHER)
    page.click("button")
    page.settle()
    assert "/districts" in page.url and "period=2025-09" in page.url and "lang=en" in page.url
    assert "2025-09" in page.inner_text(".facts") or "September" in page.inner_text(".facts")
    cookies = {one["name"]: one for one in page.context.cookies()}
    assert cookies["shirong_session"]["httpOnly"]
    assert "zhang" in page.inner_text(".st-key-who")
    other = page.context.new_page()  # another tab
    other.goto(f"{guarded}/")
    other.wait_for_selector(".facts")
    page.click(".st-key-who a")
    page.wait_for_selector("[name=password]")
    other.bring_to_front()
    other.click(".st-key-language-switch button:last-child")
    other.wait_for_selector("[name=password]", timeout=30_000)  # its next step is none
    assert page.hosts == {"127.0.0.1"}

"""300 districts, 3,700 teams, 10,000 streets: every page and command (`make nightly`)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.importer import import_files
from data.store import Store
from tests.conftest import NIGHTLY
from tests.large_city import team_scheme, write_city
from ui.navigation import page_entries

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(not NIGHTLY, reason="minutes of work: make nightly")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("province")
    store = Store(folder / "store")
    accounts = import_files(store, write_city(folder / "exports", 300, 10_000, 3_700))
    assert sum(account.rejected for account in accounts) == 0
    return store


@pytest.mark.parametrize("name", page_entries())
def test_every_page_shows(name, province, tmp_path, monkeypatch):
    from ui import store

    schemes = tmp_path / "schemes"
    shutil.copytree(store.SCHEME_FOLDER, schemes)
    (schemes / "all-teams.yaml").write_text(team_scheme(), encoding="utf-8")
    monkeypatch.setattr(store, "SCHEME_FOLDER", schemes)
    monkeypatch.setenv("SHIRONG_STORE", str(province.folder))
    page = AppTest.from_file(str(ROOT / "ui" / "shell.py"), default_timeout=600)
    if name == "teams":
        page.query_params["scheme"] = "all-teams"
    (page if name == "overview" else page.switch_page(f"../pages/{name}.py")).run()
    html = "\n".join(element.proto.body for element in page.get("html"))
    assert "页面出错了" not in html and "暂时无法显示" not in html
    assert len(html) < 1_500_000


@pytest.mark.parametrize(
    ("command", "lines"),
    [
        ("metrics rank --scheme sample-district --period 2025-10", 302),
        ("metrics indicator closure_rate --by street --period 2025-10", 10_001),
        ("metrics indicator checks --by team --period 2025-10", 3_701),
        ("data batches", 7),
        ("data review", 1),
    ],
)
def test_every_command_answers(command, lines, province):
    order = [sys.executable, "-m", *command.split(), "--store", str(province.folder)]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= lines

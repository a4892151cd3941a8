"""Pages run by Streamlit's own test runner, on the sample city or on nothing."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest, local_script_runner

from data.store import Store

# Every AppTest looks through all installed distributions for components: once is enough.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _wait_for_the_end(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Streamlit asks a thousand times a second whether the script is done: a tenth of the work."""
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"the page was not done after {timeout} s")


local_script_runner.require_widgets_deltas = _wait_for_the_end

# AppTest's visitor is a mock with an address that is none; to Streamlit, this machine has none.
ContextProxy.ip_address = property(lambda context: None)

SHELL = Path(__file__).resolve().parents[2] / "ui" / "shell.py"


@pytest.fixture
def markup():
    """All of our own HTML on a page."""
    return lambda page: "\n".join(element.proto.body for element in page.get("html"))


@pytest.fixture
def table_files():
    """The buttons that give a page's tables; the page itself, as PDF or picture, is not one."""

    def files(page: AppTest) -> list:
        buttons = page.get("download_button")
        paper = ("print-pdf", "print-png", "print-chart")
        return [b for b in buttons if not b.proto.id.endswith(paper)]

    return files


@pytest.fixture
def open_page(monkeypatch, tmp_path):
    """Open a page of a store with given URL parameters; without a store it is empty."""

    def open_(name: str = "overview", store: Store | None = None, **query: str) -> AppTest:
        folder = store.folder if store else tmp_path / "nothing"
        monkeypatch.setenv("SHIRONG_STORE", str(folder))
        page = AppTest.from_file(str(SHELL), default_timeout=120)
        for key, value in query.items():
            page.query_params[key] = value
        if name == "overview":
            page.run()
        else:
            page.switch_page(f"../pages/{name}.py").run()
        assert not page.exception, page.exception
        return page

    return open_


@pytest.fixture
def own_store(sample_store, tmp_path) -> Store:
    """The sample city in a store of one's own, to write to."""
    return copied(sample_store, tmp_path)


@pytest.fixture(scope="module")
def changed_store(sample_store, tmp_path_factory) -> Store:
    """The same for a module that changes it once and then only reads."""
    return copied(sample_store, tmp_path_factory.mktemp("changed"))


def copied(store: Store, folder: Path) -> Store:
    shutil.copytree(store.folder, folder / "own")
    return Store(folder / "own")

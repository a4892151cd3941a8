"""A real server and a real Chromium. Every page records which hosts it asks."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One `streamlit run` on a free port, or on a given one, fresh: nobody has visited it."""

    def __init__(
        self, store: Path, log: Path, script: str = "dashboard.py", port: int | None = None
    ) -> None:
        self.port = port = port or free_port()
        self.url = f"http://127.0.0.1:{port}"
        options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
        self.log = log
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, *options],
            cwd=ROOT,
            env=os.environ | {"SHIRONG_STORE": str(store)},
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def _wait(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2).close()
                return
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.2)
        raise TimeoutError(self.log.read_text())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture
def serve(tmp_path) -> Iterator:
    """Start servers on given store folders; all are stopped at the end."""
    servers = []

    def start(store: Path, port: int | None = None) -> Server:
        servers.append(Server(store, tmp_path / f"server-{len(servers)}.log", port=port))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def city(sample_store, tmp_path_factory) -> Iterator[str]:
    """The address of a server on the sample city that all tests share."""
    server = Server(sample_store.folder, tmp_path_factory.mktemp("city") / "server.log")
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def browser(chromium_path):
    """One Chromium for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser) -> Iterator:
    """Open pages as a new visitor. `page.hosts` collects every host that the page asks;
    `page.settle()` waits until what was clicked has had its effect."""
    contexts = []

    def visit(url: str = "", width: int = 1920, height: int = 1080, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.hosts = set()
        traffic = Traffic(page)
        page.settle = lambda: settle(page, traffic)
        page.on("request", lambda r: page.hosts.add(urlsplit(r.url).hostname))
        page.on("websocket", lambda s: page.hosts.add(urlsplit(s.url).hostname))
        if url:
            page.goto(url)
            page.settle()
        return page

    yield visit
    for context in contexts:
        context.close()


class Traffic:
    """What a page asked of its server and has no answer to yet."""

    def __init__(self, page) -> None:
        self.awaited = False  # a run of the script
        self.files = 0  # elements bring their own code when they are first drawn
        page.on("websocket", self._listen)
        page.on("request", lambda _: self._count(1))
        page.on("requestfinished", lambda _: self._count(-1))
        page.on("requestfailed", lambda _: self._count(-1))

    def busy(self) -> bool:
        return self.awaited or self.files > 0

    def _count(self, files: int) -> None:
        self.files += files

    def _listen(self, socket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)
        socket.on("close", lambda _: setattr(self, "awaited", False))

    def _sent(self, frame: bytes | str) -> None:
        if (
            isinstance(frame, bytes)
            and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script"
        ):
            self.awaited = True

    def _received(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "script_finished":
                self.awaited = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


QUIET = """(watch) => {
    const app = document.querySelector('[data-testid=stApp]');
    if (app?.dataset.testScriptState !== 'notRunning') watch.since = performance.now();
    return performance.now() - watch.since > 300;
}"""
WATCH = """() => {
    const watch = {since: performance.now()};
    const observer = new MutationObserver(() => watch.since = performance.now());
    observer.observe(document, {subtree: true, childList: true, characterData: true});
    return watch;
}"""


# What every page shows when it is there: its facts, its step of the briefing, or why it is not.
SHOWN = ", ".join(f"{place}:visible" for place in (".facts", ".step-head", ".state"))


def settle(page, traffic: Traffic) -> None:
    """Wait until the page's script has run to its end and its figures are drawn: nothing is asked
    for any more, and nothing has changed for a while."""
    page.wait_for_timeout(100)  # what was clicked is on its way
    page.wait_for_selector(SHOWN, timeout=60_000)
    end, busy = time.monotonic() + 60, True
    while busy:
        assert time.monotonic() < end, "the page does not come to rest"
        busy = traffic.busy()
        page.wait_for_function(QUIET, arg=page.evaluate_handle(WATCH), timeout=60_000)
        busy = busy or traffic.busy()

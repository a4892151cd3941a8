"""The big screen when its server ends and another one starts: nobody stands beside it."""

import signal

import pytest

from ui.briefing.turning import SECONDS

pytestmark = pytest.mark.browser

_HEAD = ".step-head b"
_OTHER = f"""(before) => {{
    const head = document.querySelector("{_HEAD}");
    return head && head.innerText && head.innerText !== before;
}}"""
_CLICK = 'document.querySelector("a.step-after").click()'  # what the clock does, sooner

_NOT_NOTICED = """window.fetch = ((asked) => (where, how) => how?.cache === "no-store"
    ? Promise.resolve({ok: true}) : asked(where, how))(window.fetch)"""


@pytest.mark.parametrize("turned_while_away", [False, True])
def test_the_big_screen_goes_on_with_another_server(
    turned_while_away, serve, visitor, sample_store
):
    """Whether or not the clock struck before the page knew that the server was away."""
    server = serve(sample_store.folder)
    page = visitor(f"{server.url}/briefing?period=2025-10&kiosk=1", 1280, 720)
    loads = []
    page.on("load", lambda _: loads.append(page.url))
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(timeout=20)
    if turned_while_away:
        page.evaluate(_CLICK)
    page.wait_for_function("() => window.shirongAway === true", timeout=30_000)
    assert "chrome-error" not in page.url
    again = serve(sample_store.folder, server.port)
    page.wait_for_function("() => !window.shirongAway", timeout=60_000)
    page.settle()
    assert loads and "kiosk=1" in page.url
    for _ in range(2):  # the clock itself, not the test
        before = page.locator(_HEAD).inner_text()
        page.wait_for_function(_OTHER, arg=before, timeout=(SECONDS + 20) * 1000)
        page.settle()
    page.locator('[data-testid="stHeader"]').wait_for(state="hidden")
    assert "Traceback" not in again.log.read_text()
    assert page.hosts == {"127.0.0.1"}


def test_a_server_that_is_back_before_anyone_noticed(serve, visitor, sample_store):
    """The frontend connects again by itself, to a server that knows nothing of the page."""
    server = serve(sample_store.folder)
    page = visitor(f"{server.url}/briefing?period=2025-10&kiosk=1", 1280, 720)
    page.evaluate(_NOT_NOTICED)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(timeout=20)
    again = serve(sample_store.folder, server.port)
    for _ in range(2):
        before = page.locator(_HEAD).inner_text()
        page.wait_for_function(_OTHER, arg=before, timeout=(SECONDS + 40) * 1000)
        page.settle()
    page.locator('[data-testid="stDialog"]').wait_for(state="hidden")
    assert "Traceback" not in again.log.read_text()

"""What a page shows while files are imported."""

from streamlit.testing.v1 import AppTest


def running() -> None:
    from types import SimpleNamespace

    from ui.imports.importing import watch

    attempt = SimpleNamespace(state="running", progress=None, stop=lambda: None)
    watch(SimpleNamespace(attempt=attempt, paths=[]))


def test_an_import_that_runs_is_seen_from_the_top() -> None:
    """The button that saves a profile stands far below what comes of it."""
    page = AppTest.from_function(running).run()
    assert not page.exception, page.exception
    scripts = [html.proto.body for html in page.get("html") if "<script>" in html.proto.body]
    assert len(scripts) == 1 and "scrollTo({top: 0})" in scripts[0]

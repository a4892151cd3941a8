"""The boundary that errors meet needs nothing that can fail."""

from streamlit.testing.v1 import AppTest


def _page(texts: bool) -> None:
    from ui import states

    if not texts:

        def broken(*_: object, **__: object) -> str:
            raise KeyError("no text")

        states.t = states.said = broken  # type: ignore[assignment]
    with states.boundary("overview"):
        raise ValueError("unforeseen")


def test_an_unforeseen_error_becomes_a_card_with_a_reference() -> None:
    app = AppTest.from_function(_page, args=(True,)).run()
    assert not app.exception
    assert "页面出错了" in _html(app)


def test_the_card_is_shown_even_where_no_text_can_be_had() -> None:
    import ui.states as states

    kept = states.t, states.said
    try:
        app = AppTest.from_function(_page, args=(False,)).run()
    finally:
        states.t, states.said = kept
    assert not app.exception
    assert "This page cannot be shown" in _html(app)


def _html(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))

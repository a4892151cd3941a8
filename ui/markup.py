"""Small pieces of HTML that pages share; every text is escaped here."""

from collections.abc import Iterable
from html import escape

from ui.i18n import t


def section(title: str, hint_html: str = "") -> str:
    """The heading of a part of the page, with a quiet hint (our own markup) beside it."""
    return f'<div class="section"><h2>{escape(title)}</h2><span>{hint_html}</span></div>'


def dot_key() -> str:
    """The key of the ranking's marks."""
    marks = {"dot": "key-now", "ring": "key-before", "bar": "key-interval"}
    return "".join(
        f'<span class="key"><i class="{css}"></i>{escape(t(code))}</span>'
        for css, code in marks.items()
    )


def lead(segments: Iterable[tuple[str, str]]) -> str:
    """The sentence over the page: texts with their tones (neutral, better, worse)."""
    words = "".join(f'<span class="{tone}">{escape(text)}</span>' for text, tone in segments)
    return f'<h1 class="lead">{words}</h1>'


def note(text: str) -> str:
    """A quiet line of text; nothing for nothing."""
    return f'<p class="note">{escape(text)}</p>' if text else ""

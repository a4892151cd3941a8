"""What can be computed now, and what a ranking still lacks: a line per kind of unit."""

from html import escape

from metrics.narrative.computable_words import KindWords, computable_of, computable_words
from ui.i18n import language
from ui.markup import note, put, section
from ui.store import computable_now as found_now
from ui.store import current


def show_computable() -> None:
    """For each kind whether it can be ranked; its indicators are behind a line that opens."""
    found, lang = found_now(current()), language()
    put(section(computable_of(found, lang)) if found else note(computable_of(found, lang)))
    if found:
        put(f'<dl class="list">{"".join(map(_kind, computable_words(found, lang)))}</dl>')


def _kind(words: KindWords) -> str:
    verdict = "<br>".join(map(escape, words.verdict))
    listed = "<br>".join(map(escape, words.indicators))
    folded = f"<details><summary>{escape(words.counts)}</summary>{listed}</details>"
    return f"<dt>{escape(words.kind)}</dt><dd>{verdict}{folded if listed else ''}</dd>"

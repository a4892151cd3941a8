"""Which values of a short series are out of line with the others, marked and in words."""

from collections.abc import Sequence
from html import escape

from metrics.fairness.xmr import beyond
from ui.captions import signal_word
from ui.certain import certain
from ui.format import missing
from ui.i18n import said, t


def signals(values: Sequence[float | None], over: bool = True) -> tuple[list[int], str]:
    """The places of values beyond the series' own variation (XmR; all by one set of rules), and
    what is to be said of the last one: nothing when it is within, or while the screen shows nothing
    of what is certain. over: whether the last period is; if not, it is held against none."""
    if not certain():
        return [], ""
    numbers = [None if missing(value) else float(value) for value in values]
    if numbers and not over:
        numbers[-1] = None
    found = beyond(tuple(numbers))
    if not found.last:
        return list(found.places), ""
    word = signal_word(found.last)
    text = word if isinstance(word, str) else said(word)
    return list(found.places), f"{text}{t('control-trial')}" if found.trial else text


def beside(word: str) -> str:
    """The markup of a word beside a sparkline, short; pointing at it says the whole."""
    if not word:
        return ""
    return f'<span class="beyond" title="{escape(word)}">{escape(t("beyond-variation"))}</span>'

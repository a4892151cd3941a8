"""What a saved view asks, in words: one short text for lists."""

from kernel.messages import Message
from metrics.indicators import COUNTABLE
from metrics.pivot.days import ALL_DAYS
from metrics.pivot.dimensions import Dimension, dimensions_of
from metrics.pivot.question import GROUP_MEAN, PREVIOUS, YEAR, Question, Values
from metrics.saved_views.view_file import SavedView


def asked_words(asked: Question, lang: str) -> str:
    """Measure, by what, under which filters, over which days, beside what, how many."""
    known = dimensions_of(asked.measure)
    parts = [COUNTABLE[asked.measure].name(lang)]
    if asked.dimensions:
        by = _say("list-times", lang).join(known[name].words(lang) for name in asked.dimensions)
        parts.append(_say("by", lang, by=by))
    for name, values in asked.filters:
        parts.append(_either(known[name], values, lang))
    for name, values in asked.excluded:
        parts.append(_say("except", lang, values=_either(known[name], values, lang)))
    parts.append(days_words(asked.days, lang))
    if asked.compare in (PREVIOUS, YEAR, GROUP_MEAN):
        parts.append(_say(f"beside-{asked.compare.replace('_', '-')}", lang))
    elif asked.compared_unit:
        parts.append(_say("beside-unit", lang, unit=asked.compared_unit))
    if asked.top:
        parts.append(_say("top", lang, n=asked.top))
    return " · ".join(parts)


def _either(of: Dimension, values: Values, lang: str) -> str:
    return _say("list-or", lang).join(of.value_words(one, lang) for one in values)


def days_words(days: str, lang: str) -> str:
    """`last 3 months` as people say it; a period as it is written."""
    if days == ALL_DAYS:
        return _say("all-days", lang)
    if not days.startswith("last "):
        return days
    *number, unit = days.split()[1:]
    return _say(f"last-{unit.removesuffix('s')}", lang, n=int(number[0]) if number else 1)


def view_words(saved: SavedView, lang: str) -> str:
    """What a view asks: the question of an analysis, the fields of any other page."""
    if (asked := saved.asked) is not None:
        return asked_words(asked, lang)
    return " · ".join(f"{name}={code}" for name, code in saved.fields.items()) or "–"


def _say(code: str, lang: str, **params: object) -> str:
    return Message(f"view-{code}", params, "metrics").text(lang)

"""A question in words that `read_sentence` reads back to the same question."""

from kernel.messages import Message
from metrics.indicators import COUNTABLE
from metrics.pivot.days import ALL_DAYS
from metrics.pivot.dimensions import DIMENSIONS, TIMES, YES, Dimension, dimensions_of
from metrics.pivot.question import DEFAULT_DAYS, Question
from metrics.pivot.words.grammar import grammar_word
from metrics.pivot.words.vocabulary import DIMENSION, MEASURE, NESTED, WordMeaning, lettered

LAST_YEAR = "last 1 year"
_JOINTS = ("by", "rows", "columns", "is", "and", "against", "except")


def question_in_words(asked: Question, lang: str = "zh") -> str:
    """The sentence: measure, rows, columns, conditions, days, comparison, order."""
    known = dimensions_of(asked.measure)
    joints = {code: _joint(code, lang) for code in _JOINTS}
    parts = [COUNTABLE[asked.measure].name(lang)]
    for joint, names in (
        ("by" if _as_usual(asked) else "rows", asked.rows),
        ("columns", asked.columns),
    ):
        if names:
            listed = joints["and"].join(known[name].words(lang) for name in names)
            parts.append(joints[joint] + listed)
    for joint, narrowing in (("", asked.filters), (joints["except"], asked.excluded)):
        for name, values in narrowing:
            listed = joints["and"].join(_value(known[name], value, lang) for value in values)
            parts.append(f"{joint}{known[name].words(lang)}{joints['is']}{listed}")
    if asked.days != DEFAULT_DAYS:
        parts.append(_days(asked.days, lang))
    if asked.compared_unit:
        parts.append(joints["against"] + asked.compared_unit)
    elif asked.compare:
        parts.append(grammar_word("compare", asked.compare, lang))
    if asked.top:
        parts.append(_say("saying-top", lang, n=asked.top))
    if asked.sort:
        parts.append(grammar_word("order", asked.sort, lang))
    return _say("saying-end", lang).join(parts)


def meaning_in_words(meaning: WordMeaning, lang: str = "zh") -> str:
    """One meaning of a word, said so that no other is meant: 街道：东屏街道."""
    if meaning.part == MEASURE:
        return COUNTABLE[meaning.code].name(lang)
    if meaning.part == DIMENSION:
        return _joint("by", lang) + DIMENSIONS[meaning.code].words(lang)
    of = DIMENSIONS[meaning.of]
    return f"{of.words(lang)}{_joint('is', lang)}{_value(of, meaning.code, lang)}"


def _as_usual(asked: Question) -> bool:
    """Whether what is said by which lands in the rows by itself."""
    if any(name in TIMES for name in asked.rows):
        return len(asked.dimensions) == 1
    return len(asked.rows) < 2 or all(name in NESTED for name in asked.rows)


def _joint(code: str, lang: str) -> str:
    word = grammar_word("joints", code, lang)
    return f" {word} ".removeprefix(" ") if word.isascii() else word


def _value(of: Dimension, value: str | None, lang: str) -> str:
    if value is None:
        return grammar_word("joints", "unstated", lang)
    if of.nature == "flag":
        return grammar_word("joints", "yes" if value == YES else "no", lang)
    return lettered(of, value, lang) if of.nature == "person" else of.value_words(value, lang)


def _days(days: str, lang: str) -> str:
    if days in (LAST_YEAR, ALL_DAYS):
        return grammar_word("days", days, lang)
    if not days.startswith("last "):
        return days
    _, *rest = days.split()
    number, unit = rest if len(rest) == 2 else ("1", *rest)
    return _say(f"saying-last-{unit.removesuffix('s')}", lang, n=int(number))


def _say(code: str, lang: str, **params: int) -> str:
    return Message(code, params, "metrics").text(lang)

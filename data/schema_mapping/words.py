"""Value maps for an unknown layout: which canonical value each word of a column means."""

from collections.abc import Iterable, Mapping

from data.parsing.values import BLANK_WORDS, fold_word, parse_boolean, parse_number
from data.parsing.words import vocabularies, word_map
from data.schema_mapping.names import meanings
from data.schema_mapping.targets import vocabulary

BLANK = ""
_NEGATIONS = ("未", "不", "无", "没", "非", "not ", "no ", "un")
# Said instead of an answer: neither satisfied nor dissatisfied, neither solved nor not.
_NO_ANSWER = (
    "未评价",
    "未回访",
    "无法联系",
    "未联系上",
    "未接通",
    "默认",
    "拒绝",
    "无人接听",
    "空号",
)


def mappable_values(table: str, target: str) -> tuple[str, ...]:
    """The values that a column of words may be mapped to; none for fields that take any text."""
    field = vocabulary().tables[table].types.get(target)
    if field is None:
        return ()
    return ("true", "false") if field.type == "boolean" else field.values


def known_words(table: str, target: str) -> dict[str, str]:
    """Folded word -> canonical value, as the program knows them for this field."""
    reading = vocabulary().tables[table].reading.get(target, {})
    words = dict(vocabularies()[reading["vocabulary"]]) if "vocabulary" in reading else {}
    return words | word_map(reading.get("values", {}))


def needs_words(table: str, target: str, texts: Iterable[str]) -> bool:
    """Whether the texts of a column are words to be mapped, not numbers, dates or plain flags."""
    if not mappable_values(table, target):
        return False
    field = vocabulary().tables[table].types[target]
    if field.type != "boolean" or known_words(table, target):
        return True
    return any(parse_boolean(text) is None and parse_number(text) is None for text in texts)


def is_turned(target: str, name: str) -> bool:
    """Whether yes means no: a column called 是否按期 or within_sla says the opposite of overdue."""
    return target == "overdue_flag" and "按期" in meanings(name) and "超期" not in meanings(name)


def guess_values(
    table: str, target: str, texts: Iterable[str], turned: bool = False
) -> dict[str, str]:
    """The canonical value of each word that has one; BLANK for a word that stands for no answer.

    Words whose meaning cannot be told are left out. turned: a plain yes means false.
    """
    found = {}
    for text in texts:
        value = guess_value(table, target, text)
        if turned and (flag := _flag(table, target, text)):
            value = _OPPOSITES[flag]
        if value is not None:
            found[text] = value
    return found


def guess_value(table: str, target: str, text: str) -> str | None:
    """What one word means: as the program knows it, else by the longest known word inside it."""
    words, word = known_words(table, target), fold_word(text)
    values = mappable_values(table, target)
    if word in words:
        return words[word]
    if any(fold_word(said) in word for said in _NO_ANSWER) or word in BLANK_WORDS:
        return BLANK
    if flag := _flag(table, target, text):
        return flag
    inside = [known for known in words if len(known) > 1 and known in word]
    if inside:
        longest = max(inside, key=len)
        at = word.index(longest)
        negated = word[:at].endswith(_NEGATIONS)
        return _opposite(words[longest], values) if negated else words[longest]
    if values == ("true", "false"):
        return "false" if word.startswith(_NEGATIONS) else None
    return None


def reads_word(table: str, target: str, text: str) -> bool:
    """Whether the program reads the word by itself, without a value map."""
    return bool(_flag(table, target, text)) or fold_word(text) in known_words(table, target)


def _flag(table: str, target: str, text: str) -> str | None:
    """true or false, where a word is a plain yes or no in a column of flags."""
    flag = parse_boolean(text) if mappable_values(table, target) == ("true", "false") else None
    return None if flag is None else str(flag).lower()


def value_map(
    table: str, target: str, chosen: Mapping[str, str]
) -> tuple[dict[str, list[str]], list[str]]:
    """The `values` and the `nothing` of a profile's source: the words that its vocabulary does not
    read as was chosen, after the words that columns.yaml lists."""
    reading = vocabulary().tables[table].reading.get(target, {})
    read = vocabularies()[reading["vocabulary"]] if "vocabulary" in reading else {}
    folded = {fold_word(word) for word in chosen}
    values = {
        value: [word for word in words if fold_word(word) not in folded]
        for value, words in reading.get("values", {}).items()
    }
    nothing = []
    for word, value in chosen.items():
        if value == BLANK:
            nothing.append(word)
        elif (read.get(fold_word(word)) or _flag(table, target, word)) != value:
            values.setdefault(value, []).append(word)
    return {value: words for value, words in values.items() if words}, nothing


_OPPOSITES: Mapping[str, str] = {
    "true": "false",
    "false": "true",
    "passed": "failed",
    "satisfied": "dissatisfied",
    "very_satisfied": "dissatisfied",
}


def _opposite(value: str, values: tuple[str, ...]) -> str | None:
    """What a denied word means; None where nobody can tell (not closed: which stage?)."""
    turned = _OPPOSITES.get(value)
    return turned if turned in values else None

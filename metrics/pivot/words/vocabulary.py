"""All words that a question may hold, of the registries, the store and the grammar, and what each
may mean. Persons are in it by their letters alone."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import product

import duckdb

from data.parsing.categories import class_names, english_classes, subclass_names
from data.parsing.words import as_word, vocabularies
from kernel.messages import LANGUAGES
from kernel.schema import UNIT_KINDS
from kernel.text import fold
from metrics.indicators import COUNTABLE, ROW_TABLES, ROWS_OF
from metrics.pivot.checks import MEASURES_ASKED
from metrics.pivot.dimensions import DIMENSIONS, Dimension, dimensions_of
from metrics.pivot.known import known_days
from metrics.pivot.question import QuestionError
from metrics.pivot.values import MOST_VALUES, values_in
from metrics.pivot.words.grammar import word_grammar

# What a word may be. joint: what joins others; filler: what says nothing for the question.
MEASURE, DIMENSION, VALUE, DAYS, COMPARE = "measure", "dimension", "value", "days", "compare"
ORDER, JOINT, FILLER, TOP = "order", "joint", "filler", "top"
MOST_NEAR = 3
MOST_NAMES = 5_000  # of one dimension: the most frequent; of places, which are many, fewer
# A word that says it fully, another name of it, and one that merely begins like it.
FULL, OTHER, SHORT = 0, 1, 2
# By whose tables values are looked for.
_STORED = ("own_figure", *(f"{ROWS_OF}{table}" for table in ROW_TABLES))
# Whose exports say up to when they know; what is stated for a period lies ahead of its days.
_DATED = tuple(f"{ROWS_OF}{table}" for table in ("cases", "inspections", "findings"))
NESTED = (*UNIT_KINDS, "road", "object")  # of two by which is grouped, the second lies inside
_EXPORTED = ("channel", "method")  # whose words of exports people use as well
_BRACKETS = re.compile(r" ?[(（].*")
# Of kinds, longest first.
_ENDINGS = ("新区", "街道", "地区", "开发区", "区", "县", "市", "镇", "乡")


@dataclass(frozen=True)
class WordMeaning:
    """One meaning of a word. part: as above; code: of the measure, dimension, days ...; of: whose
    value it is; exact: FULL, OTHER or SHORT."""

    part: str
    code: str
    of: str = ""
    exact: int = FULL


@dataclass
class Vocabulary:
    """words: folded word -> its meanings; written: the same without plurals -> as people write it;
    today: the day after the last one that the store knows."""

    today: date
    words: dict[str, tuple[WordMeaning, ...]] = field(default_factory=dict, repr=False)
    written: dict[str, str] = field(default_factory=dict, repr=False)

    def add(self, word: str, meaning: WordMeaning) -> None:
        """One more meaning of a word; English ones in plural as well."""
        folded = fold(word)
        self._add(folded, meaning)
        self.written.setdefault(folded, word)
        if folded.isascii() and len(folded) > 3 and folded[-1].isalpha() and folded[-1] != "s":
            self._add(_plural(folded), meaning)

    def _add(self, folded: str, meaning: WordMeaning) -> None:
        if not folded:
            return
        now = self.words.get(folded, ())
        if any((m.part, m.code, m.of) == (meaning.part, meaning.code, meaning.of) for m in now):
            return
        self.words[folded] = (*now, meaning)

    @property
    def longest(self) -> int:
        """The length of its longest word."""
        return max(map(len, self.words), default=0)

    def near(self, text: str) -> tuple[str, ...]:
        """Known words that hold a text, or are written most like it; none for nothing alike."""
        wanted, letters = fold(text), set(fold(text))
        offered = [
            word
            for word in self.written
            if len(word) > 1
            and word != wanted
            and (abs(len(word) - len(wanted)) <= len(wanted) or wanted in word)
            and len(letters & set(word)) * 2 >= len(letters)
            and any(m.part not in (FILLER, JOINT) for m in self.words[word])
        ]
        alike = 0.65 if len(wanted) > 3 else 0.5
        holding = sorted((w for w in offered if len(wanted) > 1 and wanted in w), key=len)
        found = [*holding, *get_close_matches(wanted, offered, MOST_NEAR, alike)][:MOST_NEAR]
        return tuple(dict.fromkeys(self.written[word] for word in found))


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("ch", "sh", "x")) else f"{word}s"


def vocabulary_of(con: duckdb.DuckDBPyConnection) -> Vocabulary:
    """The words of a store. It takes a moment: whoever asks often keeps it, by version."""
    found = Vocabulary(_today(con))
    values = dict(_stored_values(con))
    _add_registered(found)
    _add_grammar(found)
    _add_names(found, values)
    _add_units(found, con)
    return found


def lettered(of: Dimension, letter: str, lang: str) -> str:
    """A person as questions in words name one: 采集员 A."""
    return f"{_BRACKETS.sub('', of.words(lang))} {letter}"


def _today(con: duckdb.DuckDBPyConnection) -> date:
    for measures in (_DATED, _STORED):
        last = []
        for measure in measures:
            with suppress(QuestionError):
                last.append(known_days(con, COUNTABLE[measure]).last)
        if last:
            return max(last) + timedelta(days=1)
    return date.today()


def _stored_values(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[str]]]:
    """Names of dimensions, and the values that the store has of them, over all its tables."""
    for name, one in DIMENSIONS.items():
        if one.nature not in ("unit", "name", "code", "person"):
            continue
        found: dict[str, None] = {}
        for measure in _STORED:
            if name in dimensions_of(measure):
                most = MOST_VALUES if name == "place_key" else MOST_NAMES
                listed = values_in(con, measure, name, most)
                found |= dict.fromkeys(value for value in listed if value is not None)
        yield name, list(found)


def _add_registered(found: Vocabulary) -> None:
    """Names of measures and dimensions, and the values that are the same in every store."""
    for lang in LANGUAGES:
        for measure in MEASURES_ASKED:
            found.add(COUNTABLE[measure].name(lang), WordMeaning(MEASURE, measure))
        for name, one in DIMENSIONS.items():
            found.add(one.words(lang), WordMeaning(DIMENSION, name))
            for value in () if one.nature == "flag" else one.values:
                found.add(one.value_words(value, lang), WordMeaning(VALUE, value, name))


def _add_grammar(found: Vocabulary) -> None:
    grammar = word_grammar()
    parts: tuple[tuple[str, dict[str, list[str]]], ...] = (
        (MEASURE, grammar.measures), (DIMENSION, grammar.dimensions), (DAYS, grammar.days),
        (COMPARE, grammar.compare), (ORDER, grammar.order), (JOINT, grammar.joints),
    )  # fmt: skip
    for part, codes in parts:
        for code, words in codes.items():
            for word in words:
                exact = FULL if part not in (MEASURE, DIMENSION) else OTHER
                found.add(as_word(word), WordMeaning(part, code, exact=exact))
    for name, values in grammar.conditions.items():
        for code, words in values.items():
            for word in words:
                found.add(as_word(word), WordMeaning(VALUE, code, name, OTHER))
    for hour in DIMENSIONS["clock"].values:
        for word in (f"{hour}点", f"{hour}点钟"):
            found.add(word, WordMeaning(VALUE, hour, "clock", OTHER))
    for word in grammar.fillers:
        found.add(as_word(word), WordMeaning(FILLER, ""))


def _add_names(found: Vocabulary, values: dict[str, list[str]]) -> None:
    """What the store has: names as files write them, and what exports and standards call them."""
    roads = {*values.get("road", ()), *values.get("object", ())}
    for name, stored in values.items():
        if DIMENSIONS[name].nature == "person":
            for letter, lang in product(stored, LANGUAGES):
                found.add(
                    lettered(DIMENSIONS[name], letter, lang), WordMeaning(VALUE, letter, name)
                )
            continue
        hidden = {"object": set(values.get("road", ())), "place_key": roads}.get(name, set())
        for value in stored:
            if value not in hidden and not value.isdigit() and value not in DIMENSIONS[name].values:
                found.add(value, WordMeaning(VALUE, value, name))
    english = english_classes()
    for name, known in (("category", class_names()), ("subcategory", subclass_names())):
        here = set(values.get(name, ()))
        for word, value in known.items():
            if value in here:
                found.add(word, WordMeaning(VALUE, value, name, OTHER))
        for value in here & english.keys():
            found.add(english[value], WordMeaning(VALUE, value, name))
    for name in _EXPORTED:
        for word, value in vocabularies()[name].items():
            if not word.isdigit() and len(word) > (3 if word.isascii() else 1):
                found.add(word, WordMeaning(VALUE, value, name, SHORT))


def _add_units(found: Vocabulary, con: duckdb.DuckDBPyConnection) -> None:
    """Units of the register by all their names, and by names without what kind they are."""
    with con.cursor() as cursor:
        aliases = cursor.execute("SELECT DISTINCT kind, alias, name FROM unit_aliases").fetchall()
        named = cursor.execute(
            "SELECT DISTINCT kind, name, name_en FROM units WHERE name IS NOT NULL"
        ).fetchall()
    for kind, name, english in _sorted(named):
        found.add(name, WordMeaning(VALUE, name, kind))
        for ending in _ENDINGS:
            short = name.removesuffix(ending)
            if short != name and len(short) > 1:
                found.add(short, WordMeaning(VALUE, name, kind, SHORT))
                break
        if english:
            found.add(english, WordMeaning(VALUE, name, kind, OTHER))
            named_so = f"{english} {DIMENSIONS[kind].words('en')}"
            found.add(named_so, WordMeaning(VALUE, name, kind, OTHER))
    for kind, alias, name in _sorted(aliases):
        found.add(alias, WordMeaning(VALUE, name, kind, OTHER))


def _sorted(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """By kind, the highest first, and name."""
    known = [row for row in rows if row[0] in UNIT_KINDS]
    return sorted(known, key=lambda row: (UNIT_KINDS.index(row[0]), str(row[1]), str(row[2])))

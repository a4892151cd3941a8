"""Questions in words: each sentence means its question, and nothing of it is silently dropped."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.store import Store
from kernel.messages import LANGUAGES
from metrics.indicators import COUNTABLE
from metrics.pivot.checks import MEASURES_ASKED, check_question, compared_kind
from metrics.pivot.dimensions import TIMES, dimensions_of
from metrics.pivot.question import SORTS, Question, QuestionError, question, read_line
from metrics.pivot.words.reader import LONGEST_SENTENCE, read_sentence
from metrics.pivot.words.reading import SentenceReading, WordSpan, meaning_message
from metrics.pivot.words.saying import question_in_words
from metrics.pivot.words.vocabulary import VALUE, Vocabulary, WordMeaning, vocabulary_of
from tests.metrics.word_sentences import SENTENCES


@pytest.fixture(scope="module")
def words(sample_store: Store) -> Vocabulary:
    with sample_store.connect() as con:
        return vocabulary_of(con)


def spans(reading: SentenceReading) -> dict[str, WordSpan]:
    """The spans that mean something, or nothing, by their text."""
    return {span.text: span for span in reading.said if span.part != "filler"}


def check_whole(reading: SentenceReading) -> None:
    """Every character is in exactly one span, and each says what it was understood as."""
    assert "".join(span.text for span in reading.spans) == reading.sentence
    places = [(span.begin, span.end) for span in reading.spans]
    assert places == sorted(places)
    assert all(
        one.text == reading.sentence[one.begin : one.end] and one.end > one.begin
        for one in reading.spans
    )
    for span in reading.spans:
        assert (span.note is not None) == (span.state == "unused")
        assert (span.part == "unknown") <= (span.state in ("unknown", "unused"))
        for lang in LANGUAGES:
            assert span.message.text(lang)
            assert span.note is None or span.note.text(lang)
            assert all(meaning_message(other).text(lang) for other in span.others)
    if reading.asked:
        check_question(reading.asked)
        assert read_line(reading.asked.line) == reading.asked


def test_the_sentence_of_the_analyst_in_both_languages(words):
    meant = question(
        "filed", ["street"],
        {}, {"district": ["东屏区"], "daytime": ["night"], "subcategory": ["店外经营"]},
        "last 3 months", "year",
    )  # fmt: skip
    found = read_sentence("东屏区 近三个月 夜间 店外经营 按街道 同比", words)
    assert found.asked == meant
    assert not found.missed
    assert found.assumed == (("measure", "filed"),)
    said = "Dongping last three months at night trading outside shops by street vs last year"
    assert read_sentence(said, words).asked == meant


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_mean_their_questions(words, sentence):
    found = read_sentence(sentence, words)
    check_whole(found)
    assert found.asked is not None
    assert found.asked.line == read_line(SENTENCES[sentence]).line
    assert not found.missed


def test_what_is_not_said_is_said_to_be_assumed(words):
    found = read_sentence("各区按期结案率", words)
    assert found.assumed == (("days", "last 1 month"),)
    assert read_sentence("今年各区按期结案率", words).assumed == ()
    assert spans(read_sentence("十月立案数", words))["十月"].state == "assumed"
    assert spans(read_sentence("2025年10月立案数", words))["2025年10月"].state == "understood"
    assert read_sentence("十二月立案数", words).asked.days == "2024-12"  # the last that has begun
    found = read_sentence("满意率趋势", words)
    assert (found.asked.rows, spans(found)["趋势"].state) == (("month",), "assumed")
    found = read_sentence("变化最大的街道 立案数", words)
    assert found.asked.compare == "previous"
    assert ("compare", "previous") in found.assumed


def test_an_unknown_word_is_shown_with_what_is_written_like_it(words):
    found = read_sentence("东屏区的店外经盈按街道", words)
    odd = spans(found)["店外经盈"]
    assert (odd.part, odd.state) == ("unknown", "unknown")
    assert odd.near[0] == "店外经营"
    assert dict(found.asked.where) == {"district": ("东屏区",)}
    odd = spans(read_sentence("illegal fliers by street", words))["illegal fliers"]
    assert (odd.state, odd.near[0]) == ("unknown", "Illegal flyers")
    found = read_sentence("今天天气真好啊朋友", words)
    assert any(span.state == "unknown" for span in found.spans)
    assert read_sentence("xyzzy", words).asked is None
    assert "暴露垃圾" in spans(read_sentence("垃圾 各区", words))["垃圾"].near


def test_a_word_inside_of_another_is_not_heard(words):
    """`town` in `downtown`; 2025-1 in 2025-13."""
    assert read_sentence("downtown", words).asked is None
    assert read_sentence("上周末 立案数", words).missed
    found = read_sentence("立案数 2025-13", words)
    assert found.asked.days != "2025-01"
    assert found.missed


def test_of_several_meanings_one_is_taken_and_the_others_are_offered():
    words = Vocabulary(date(2025, 10, 21))
    for kind, name in (("district", "东屏区"), ("street", "东屏街道")):
        words.add("东屏", WordMeaning(VALUE, name, kind, 2))
    words.add("立案数", WordMeaning("measure", "filed"))
    words.add("街道", WordMeaning("dimension", "street"))
    words.add("：", WordMeaning("joint", "is"))
    words.add("东屏街道", WordMeaning(VALUE, "东屏街道", "street"))
    found = read_sentence("东屏立案数", words)
    check_whole(found)
    word = spans(found)["东屏"]
    assert (word.state, word.of, word.code) == ("ambiguous", "district", "东屏区")
    assert [(other.of, other.code) for other in word.others] == [("street", "东屏街道")]
    said = read_sentence("街道：东屏街道 立案数", words)
    assert said.asked.where == {"street": ("东屏街道",)}


def test_the_measure_decides_what_else_a_word_means(words):
    """视频 is a way in which cases come, and one in which places are inspected."""
    assert read_sentence("视频 立案数", words).asked.where == {"channel": ("video",)}
    assert read_sentence("视频 达标率", words).asked.where == {"method": ("video",)}
    found = read_sentence("暗访 各区 按期结案率", words)
    assert found.asked.where == {}
    assert spans(found)["暗访"].state == "unused"
    assert read_sentence("暗访 各区", words).asked.measure == "findings"


@pytest.mark.parametrize(
    ("sentence", "where", "without"),
    [
        ("除店外经营外 各区立案数", {}, {"subcategory": ("店外经营",)}),
        ("除了店外经营的立案数", {}, {"subcategory": ("店外经营",)}),
        ("云栖区以外的立案数", {}, {"district": ("云栖区",)}),
        ("立案数 不含云栖区和东屏区", {}, {"district": ("云栖区", "东屏区")}),
        ("视频 除暴露垃圾外 立案数", {"channel": ("video",)}, {"subcategory": ("暴露垃圾",)}),
        (
            "cases except illegal flyers in Dongping",
            {"district": ("东屏区",)}, {"subcategory": ("非法小广告",)},
        ),
        ("立案数 除街道：未注明", {}, {"street": (None,)}),
        ("未结案案件", {"is_closed": ("no",)}, {}),
        ("cases not on time", {"is_on_time": ("no",)}, {}),
    ],
)  # fmt: skip
def test_what_excludes_is_no_condition(words, sentence, where, without):
    """Taken as a condition it would show the very rows that are not wanted."""
    found = read_sentence(sentence, words)
    check_whole(found)
    assert (found.asked.where, found.asked.without) == (where, without)
    assert not found.missed


@pytest.mark.parametrize(
    ("sentence", "word", "code"),
    [
        ("东屏区 除云栖区外 立案数", "云栖区", "reading-left-out-filtered"),
        ("除街道外 立案数", "街道", "reading-left-out"),
    ],
)
def test_what_cannot_be_left_out_says_why(words, sentence, word, code):
    found = read_sentence(sentence, words)
    check_whole(found)
    assert found.asked.without == {}
    assert spans(found)[word].note.code == code


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("立案数最好的区", "reading-no-better"),
        ("立案数前10的月份", "question-top-time"),
        ("前5名", "reading-order-of-nothing"),
        ("各区每月每周立案数", "question-times"),
        ("比云栖区 按街道 立案数", "question-compare-kind"),
        ("按期结案率和满意率 各区", "reading-second-measure"),
        ("今年 2024年 立案数", "reading-second-days"),
        ("各区立案数 同比 环比", "reading-second-compare"),
        ("立案数 按大类、小类、来源、街道、中队", "question-many"),
    ],
)
def test_what_cannot_be_asked_says_why(words, sentence, code):
    found = read_sentence(sentence, words)
    check_whole(found)
    assert [span.note.code for span in found.missed] == [code]


def test_best_follows_what_the_measure_says_is_better(words):
    def sort(text: str) -> str:
        return read_sentence(text, words).asked.sort

    assert (sort("按期结案率最好的3个街道"), sort("按期结案率最差的3个街道")) == ("", "value-up")
    assert (sort("返工率最好的3个街道"), sort("返工率最差的3个街道")) == ("value-up", "")


def test_persons_are_letters_alone(words, sample_store):
    with sample_store.connect() as con:
        names = {
            name
            for table, column in (("inspections", "inspector"), ("cases", "collector"))
            for (name,) in con.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
            if name
        }
    assert names
    assert not names & {*words.written.values(), *words.words}
    for name in names:
        found = read_sentence(f"{name} 检查点次", words)
        assert not found.asked.where
        assert not names & {near for span in found.spans for near in span.near}
    assert read_sentence("检查人 B 检查点次", words).asked.where == {"inspector": ("B",)}


@given(text=st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_whole(words, text):
    check_whole(read_sentence(text, words))


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_words_in_any_order_are_a_question_that_can_be_asked(words, data):
    some = data.draw(st.lists(st.sampled_from(sorted(words.words)), max_size=8))
    check_whole(read_sentence(data.draw(st.sampled_from(["", " "])).join(some), words))


def test_a_long_text_is_read_up_to_a_length(words):
    found = read_sentence("立案数 " * 200, words)
    assert len(found.sentence) == LONGEST_SENTENCE
    check_whole(found)


@st.composite
def questions(draw, words: Vocabulary) -> Question:
    """Any question over what the store has."""
    measure = draw(st.sampled_from(MEASURES_ASKED))
    known = dimensions_of(measure)
    names = draw(st.lists(st.sampled_from(list(known)), unique=True, max_size=3))
    cut = draw(st.integers(max(0, len(names) - 2), min(2, len(names))))
    values: dict[str, list[str]] = {}
    for meanings in words.words.values():
        for m in meanings:
            if m.part == VALUE and m.of in known and "*" not in m.code:
                values.setdefault(m.of, []).append(m.code)
    where, without = {}, {}
    filtered = [name for name in known if name not in TIMES]
    for name in draw(st.lists(st.sampled_from(filtered), unique=True, max_size=3)):
        listed = ["yes", "no"] if known[name].nature == "flag" else sorted(values.get(name, []))
        chosen = st.sampled_from([None, *listed])
        draw(st.sampled_from([where, without]))[name] = draw(
            st.lists(chosen, unique=True, min_size=1, max_size=2)
        )
    days = st.sampled_from(
        ["last 1 month", "last 3 months", "last 1 year", "last 30 days", "last 2 weeks", "all"]
        + ["2025", "2025-H1", "2025-Q3", "2025-10", "2025-W41", "2025-10-05"]
        + ["2025-09-01..2025-10-15"]
    )
    units = [name for name in values.get("district", []) if name]
    compare = ["", "previous", "year", "group_mean"] + [f"unit:{name}" for name in units[:2]]
    sorts = ["", *(f"{s}{way}" for s in SORTS for way in ("", "-up"))]
    asked = question(
        measure, names[:cut], names[cut:], where, draw(days), draw(st.sampled_from(compare)),
        draw(st.sampled_from([0, 3, 10])), draw(st.sampled_from(sorts)), without,
    )  # fmt: skip
    try:
        check_question(asked)
    except QuestionError:
        return question(measure, days=draw(days))
    of_districts = not asked.compared_unit or compared_kind(asked) == "district"
    timed = bool(asked.rows) and asked.rows[-1] in TIMES
    if not of_districts or (asked.sort == "value" and not timed):
        return question(measure, days=draw(days))
    if (asked.top or asked.sort) and not asked.dimensions:
        return question(measure, days=draw(days))
    if asked.sort.startswith("change") and not asked.compare:
        return question(measure, days=draw(days))
    return asked


@given(data=st.data(), lang=st.sampled_from(LANGUAGES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_a_question_in_words_is_read_back(words, data, lang):
    asked = data.draw(questions(words))
    said = question_in_words(asked, lang)
    found = read_sentence(said, words)
    check_whole(found)
    assert found.asked == asked, said
    assert not found.missed, said


def test_every_measure_and_dimension_can_be_said(words):
    for lang in LANGUAGES:
        for measure in MEASURES_ASKED:
            found = read_sentence(COUNTABLE[measure].name(lang), words)
            others = {m.code for span in found.spans for m in span.others}
            assert found.asked.measure == measure or measure in others
            for name in dimensions_of(measure):
                said = question_in_words(question(measure, [name]), lang)
                assert read_sentence(said, words).asked == question(measure, [name]), said


def test_the_examples_of_the_docs_are_read_so(words):
    page = (Path(__file__).parents[2] / "docs" / "analysis.md").read_text(encoding="utf-8")
    examples = re.findall(r"^\| `(.+?)` \| `(.+?)` \|$", page, re.MULTILINE)
    assert len(examples) > 5
    for sentence, line in examples:
        assert read_sentence(sentence, words).asked.line == line


def test_a_range_of_hours_ends_before_the_last_and_one_of_days_with_it(words):
    assert read_sentence("8点到10点 立案数", words).asked.where == {"clock": ("8", "9")}
    days = read_sentence("周五至周日 立案数", words).asked.where
    assert days == {"weekday": ("5", "6", "7")}

"""Questions: written, read, refused; and the days that they mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.messages import LANGUAGES
from metrics.indicators import COUNTABLE
from metrics.pivot.checks import MEASURES_ASKED, check_question
from metrics.pivot.days import (
    parts_of_days,
    period_before,
    resolve,
    same_days_a_year_before,
)
from metrics.pivot.dimensions import DIMENSIONS, dimensions_of
from metrics.pivot.question import Question, QuestionError, question, read_line

FIRST, LAST = date(2024, 9, 21), date(2025, 11, 5)
STREETS = question(
    "filed",
    rows=["street"],
    where={"district": ["东屏区"], "subcategory": ["店外经营"], "daytime": ["night"]},
    days="last 3 months",
    compare="year",
    top=10,
)


def test_a_question_is_written_in_one_readable_line():
    assert STREETS.line == (
        "filed rows.street where.district.东屏区 where.subcategory.店外经营 where.daytime.night"
        " days.last-3-months compare.year top.10"
    )
    assert read_line(STREETS.line) == STREETS
    check_question(STREETS)


names = st.text(min_size=1, max_size=8).filter(lambda text: text.strip())


@given(
    values=st.lists(st.none() | st.text(max_size=8), min_size=1, max_size=3),
    unit=names,
    days=st.sampled_from(["all", "2025-W41", "2025-10-01..2025-10-20", "last 30 days"]),
    top=st.integers(0, 1000),
)
def test_whatever_a_file_holds_survives_being_written(values, unit, days, top):
    asked = question(
        "rows:cases", ["district", "street"], ["month"], {"street": values}, days,
        f"unit:{unit}", top, "value-up", {"category": values, "subcategory": values},
    )  # fmt: skip
    assert read_line(asked.line) == asked
    assert question(**asked.plain()) == asked
    assert hash(asked) == hash(read_line(asked.line))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "filed rows",
        "filed top.many",
        "filed rows.street rows.team",
        "filed where.street",
        "filed nonsense.x",
        "filed except.street",
        "filed except.street.a except.street.b",
        "filed without.street.a",
    ],
)
def test_a_line_that_cannot_be_read_says_which_part(line):
    with pytest.raises(QuestionError) as error:
        read_line(line)
    for lang in LANGUAGES:
        assert error.value.text(lang)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (Question("no_such"), "no_such"),
        (Question("scheme_score"), "scheme_score"),
        (question("filed", ["inspector"]), "inspector"),
        (question("filed", ["street"], ["street"]), "street"),
        (question("filed", ["month"], ["week"]), "年"),
        (question("filed", where={"month": ["2025-10"]}), "month"),
        (question("filed", where={"daytime": ["evening"]}), "evening"),
        (question("filed", where={"street": []}), "street"),
        (question("filed", without={"street": []}), "street"),
        (question("filed", without={"inspector": ["A"]}), "inspector"),
        (question("filed", where={"street": ["甲"]}, without={"street": ["乙"]}), "street"),
        (question("filed", days="soon"), "soon"),
        (question("filed", days="last 0 months"), "last 0 months"),
        (question("filed", compare="unit:甲"), "单位"),
        (question("filed", ["street"], compare="better"), "better"),
        (question("filed", top=10_000), "1000"),
        (question("filed", sort="luck"), "luck"),
    ],
)
def test_what_cannot_be_asked_is_named(wrong, named):
    with pytest.raises(QuestionError, match=named):
        check_question(wrong)


def test_relative_days_end_with_what_is_over():
    said = {
        "last 3 months": "2025-08-01..2025-10-31",
        "last month": "2025-10",
        "last 1 month": "2025-10",
        "last quarter": "2025-Q3",
        "last 2 weeks": "2025-10-20..2025-11-02",
        "last 30 days": "2025-10-07..2025-11-05",
        "last year": "2024",
        "all": "2024-09-21..2025-11-05",
        "2025-W41": "2025-W41",
    }
    assert {text: resolve(text, FIRST, LAST).id for text in said} == said
    # A month whose last day is over is over.
    assert resolve("last month", FIRST, date(2025, 10, 31)).id == "2025-10"
    assert resolve("last month", FIRST, date(2025, 10, 30)).id == "2025-09"


def test_months_are_compared_with_months():
    months = resolve("2023-12-01..2024-02-29", FIRST, LAST)
    assert period_before(months).id == "2023-09-01..2023-11-30"
    assert same_days_a_year_before(months).id == "2022-12-01..2023-02-28"
    days = resolve("2024-03-05..2024-03-14", FIRST, LAST)
    assert period_before(days).id == "2024-02-24..2024-03-04"


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST), st.sampled_from(["day", "week", "month"]))
def test_the_parts_of_a_period_make_it_up(one, other, unit):
    period = resolve(f"{min(one, other)}..{max(one, other)}", FIRST, LAST)
    parts = parts_of_days(period, unit)
    assert parts[0].start == period.start and parts[-1].end == period.end
    assert all(a.end == b.start for a, b in zip(parts, parts[1:], strict=False))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_dimension_value_and_measure_has_words(lang):
    for dimension in DIMENSIONS.values():
        assert dimension.words(lang)
        assert all(dimension.value_words(v, lang) for v in (None, *dimension.values))
    assert all(COUNTABLE[name].name(lang) for name in MEASURES_ASKED)


def test_every_dimension_is_of_some_measure():
    assert set(DIMENSIONS) == {name for m in MEASURES_ASKED for name in dimensions_of(m)}

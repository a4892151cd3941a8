"""Periods: what each written form means, how one follows another, what they are called."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.periods import PeriodError, covering, parse_period
from metrics.coverage import periods_of
from metrics.scoring.minimum import minimum_n
from metrics.scoring.ranking import rank
from tests.metrics.scheme_files import small
from tests.metrics.test_effect import CLOSURE
from tests.metrics.tiny import cases, tiny_store


def days(text: str, month_starts_on: int = 1, week_starts_on: int = 1) -> tuple[str, str]:
    """First and last day of a period."""
    period = parse_period(text, month_starts_on, week_starts_on)
    return str(period.start), str(period.last_day)


@pytest.mark.parametrize(
    ("text", "calendar", "from_the_21st"),
    [
        ("2025-10", ("2025-10-01", "2025-10-31"), ("2025-09-21", "2025-10-20")),
        ("2025-01", ("2025-01-01", "2025-01-31"), ("2024-12-21", "2025-01-20")),
        ("2025-Q3", ("2025-07-01", "2025-09-30"), ("2025-06-21", "2025-09-20")),
        ("2025-H2", ("2025-07-01", "2025-12-31"), ("2025-06-21", "2025-12-20")),
        ("2025", ("2025-01-01", "2025-12-31"), ("2024-12-21", "2025-12-20")),
    ],
)
def test_months_and_what_is_made_of_them(text, calendar, from_the_21st):
    assert days(text) == calendar
    assert days(text, month_starts_on=21) == from_the_21st


def test_huaian_may_runs_from_21_april_to_20_may():
    assert days("2019-05", month_starts_on=21) == ("2019-04-21", "2019-05-20")


def test_weeks_are_iso_weeks_when_they_start_on_monday():
    for text in ("2025-W01", "2025-W41", "2020-W53"):
        first, _ = days(text)
        assert date.fromisoformat(first).isocalendar()[:2] == (int(text[:4]), int(text[-2:]))
    assert days("2025-W01") == ("2024-12-30", "2025-01-05")


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [(1, "2025-10-06"), (7, "2025-10-05"), (6, "2025-10-04"), (2, "2025-09-30")],
)
def test_a_week_contains_the_monday_of_the_week_that_names_it(starts_on, expected):
    first, last = days("2025-W41", week_starts_on=starts_on)
    assert first == expected
    assert first <= "2025-10-06" <= last


def test_a_range_includes_both_days():
    assert days("2025-10-01..2025-10-20") == ("2025-10-01", "2025-10-20")
    assert parse_period("2025-10-01..2025-10-01").days == 1
    assert covering(date(2025, 10, 1), date(2025, 10, 20)) == parse_period("2025-10-01..2025-10-20")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("２０２５－１０", "2025-10"),
        (" 2025-9 ", "2025-09"),
        ("2025-q3", "2025-Q3"),
        ("2025-w5", "2025-W05"),
        ("2025-10-1 .. 2025-10-20", "2025-10-01..2025-10-20"),
        ("2025-10-5", "2025-10-05"),
        ("2025-10-05..2025-10-05", "2025-10-05"),
    ],
)
def test_loose_writing_is_understood(text, id):
    assert parse_period(text).id == id


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("October", "看不懂周期", "is not a period"),
        ("2025-13", "看不懂周期", "is not a period"),
        ("2025-W53", "只有 52 周", "has 52 weeks"),
        ("2025-02-30..2025-03-01", "日期 2025-02-30 不存在", "no day 2025-02-30"),
        ("2025-03-02..2025-03-01", "早于开始日期", "ends before it begins"),
    ],
)
def test_a_text_that_is_no_period_is_answered_with_the_forms(text, zh, en):
    with pytest.raises(PeriodError) as error:
        parse_period(text)
    assert zh in str(error.value)
    assert en in error.value.message.text("en")
    for form in (
        "2025-H1",
        "2025-Q3",
        "2025-10",
        "2025-W41",
        "2025-10-15",
        "2025-10-01..2025-10-20",
    ):
        assert form in str(error.value)
        assert form in error.value.message.text("en")


@pytest.mark.parametrize(("month", "week"), [(0, 1), (29, 1), (1, 0), (1, 8)])
def test_a_start_that_some_months_or_weeks_lack_is_refused(month, week):
    with pytest.raises(PeriodError):
        parse_period("2025-10", month, week)


@pytest.mark.parametrize(
    ("text", "previous", "year_before"),
    [
        ("2025", "2024", "2024"),
        ("2025-H1", "2024-H2", "2024-H1"),
        ("2025-Q1", "2024-Q4", "2024-Q1"),
        ("2025-01", "2024-12", "2024-01"),
        ("2025-W01", "2024-W52", "2024-W01"),
        ("2020-W53", "2020-W52", "2019-W52"),
        ("2025-10-11..2025-10-20", "2025-10-01..2025-10-10", "2024-10-11..2024-10-20"),
        ("2024-02-28..2024-02-29", "2024-02-26..2024-02-27", "2023-02-28"),
        ("2025-03-01", "2025-02-28", "2024-03-01"),
        ("2024-02-29", "2024-02-28", "2023-02-28"),
        ("2025-01-01", "2024-12-31", "2024-01-01"),
    ],
)
def test_the_period_before_and_the_one_a_year_before(text, previous, year_before):
    for month, week in ((1, 1), (21, 7), (21, 2)):
        period = parse_period(text, month, week)
        assert period.previous().id == previous
        assert period.year_before().id == year_before


def test_the_last_periods_end_with_this_one():
    found = [period.id for period in parse_period("2025-10", 21).last(13)]
    assert found[0] == "2024-10"
    assert found[-1] == "2025-10"
    assert len(found) == 13


def test_months_within():
    assert [m.id for m in parse_period("2025-Q1", 21).months()] == ["2025-01", "2025-02", "2025-03"]
    assert len(parse_period("2025").months()) == 12
    assert parse_period("2025-W41").months() == ()
    inside = parse_period("2025-09-15..2025-11-30").months()
    assert [m.id for m in inside] == ["2025-10", "2025-11"]


@pytest.mark.parametrize(
    ("text", "start", "zh", "en"),
    [
        ("2025-10", 1, "2025年10月", "October 2025"),
        ("2025-10", 21, "2025年10月（9月21日–10月20日）", "October 2025 (21 Sep – 20 Oct)"),
        (
            "2025-01",
            21,
            "2025年1月（2024年12月21日–2025年1月20日）",
            "January 2025 (21 Dec 2024 – 20 Jan 2025)",
        ),
        ("2025-Q3", 1, "2025年第3季度", "Q3 2025"),
        ("2025-H1", 1, "2025年上半年", "First half of 2025"),
        (
            "2025-H2",
            21,
            "2025年下半年（6月21日–12月20日）",
            "Second half of 2025 (21 Jun – 20 Dec)",
        ),
        ("2025", 1, "2025年", "2025"),
        ("2025-W41", 1, "2025年第41周（10月6日–10月12日）", "Week 41, 2025 (6 Oct – 12 Oct)"),
        ("2025-10-01..2025-10-20", 1, "2025年10月1日–10月20日", "1 Oct – 20 Oct 2025"),
        ("2025-10-15", 21, "2025年10月15日", "15 Oct 2025"),
    ],
)
def test_labels(text, start, zh, en):
    period = parse_period(text, start)
    assert period.label() == zh
    assert period.label("en") == en


def test_a_period_that_is_cut_says_its_days_so_far():
    """The page of a unit fails in every running period when the words are not where periods are."""
    cut = parse_period("2025-11", 21).so_far({"grid": 16})
    assert cut.label() == "2025年11月前16天（10月21日–11月5日）"
    assert cut.label("en") == "first 16 days of November 2025 (21 Oct – 5 Nov)"


grains = st.sampled_from(
    ["2025", "2025-H1", "2025-Q4", "2025-03", "2025-W01", "2025-02-28", "2025-02-03..2025-03-09"]
)


@given(grains, st.integers(1, 28), st.integers(1, 7), st.integers(-60, 60))
def test_periods_follow_without_gap_and_are_read_back(text, month, week, steps):
    period = parse_period(text, month, week).shift(steps)
    assert period.previous().end == period.start
    assert period.shift(-steps) == parse_period(text, month, week)
    assert parse_period(period.id, month, week) == period


def test_a_scheme_may_score_days_and_others_answer_for_a_day(tmp_path):
    daily = {"grain": "day", "month_starts_on": 1, "week_starts_on": "monday"}
    by_day = small(tmp_path, components=CLOSURE, n="due", period=daily | {"longer": "recompute"})
    by_month = small(tmp_path, components=CLOSURE, n={"indicator": "due", "minimum": 31})
    con = tiny_store(
        cases=[
            row
            for day, closed in ((14, 6), (15, 8))
            for row in cases(
                f"{day}", on_time=closed, open_overdue=10 - closed, day=day, district="甲区"
            )
        ]
    )  # fmt: skip
    assert [p.id for p in periods_of(con, by_day)] == ["2025-10-15", "2025-10-14"]
    for scheme in (by_day, by_month):
        ranking = rank(con, scheme, scheme.parse_period("2025-10-15"))
        (row,) = ranking.table.to_dict("records")
        assert (row["score"], row["previous_score"], row["rank"]) == (80, 60, 1)
        assert minimum_n(scheme, ranking.period) == (0 if scheme is by_day else 1)
    month = rank(con, by_month, by_month.parse_period("2025-10")).table.iloc[0]
    assert (month["score"], month["state"]) == (70, "below_minimum_n")

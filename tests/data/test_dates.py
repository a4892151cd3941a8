"""Dates, periods and stamps as exports write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cells.dates import (
    Order,
    parse_datetime,
    parse_period,
    period_end,
    period_in_title,
    stamp_in_name,
    stamp_in_title,
)

MORNING = datetime(2025, 10, 1, 8, 30)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-10-01 08:30:00", MORNING),
        ("2025/10/1 8:30", MORNING),
        ("2025-10-01T08:30:00Z", MORNING),
        ("２０２５－１０－０１　０８：３０", MORNING),
        ("2025年10月1日 8时30分", MORNING),
        ("2025年10月1日8点30分", MORNING),
        ("2025-10-01 星期三 8:30", MORNING),
        ("20251001083000", MORNING),
        ("2025/10/1 下午3:05", datetime(2025, 10, 1, 15, 5)),
        ("2022年3月5日", datetime(2022, 3, 5)),
        ("20251001", datetime(2025, 10, 1)),
        ("2025.10.1", datetime(2025, 10, 1)),
        ("45931", datetime(2025, 10, 1)),
        ("45931.354166667", datetime(2025, 10, 1, 8, 30)),
        ("2025-10-01 24:00:00", datetime(2025, 10, 2)),
    ],
)
def test_a_moment_is_read_in_many_forms(text: str, moment: datetime) -> None:
    assert parse_datetime(text) == moment


@pytest.mark.parametrize(
    "text", ["2025-02-30", "2025-13-01", "2025-10-01 25:00", "2015年3月", "5年", "abc", "12345", ""]
)
def test_what_is_no_moment_is_not_guessed(text: str) -> None:
    assert parse_datetime(text) is None


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("12/31/2018 11:55:30 PM", "month", datetime(2018, 12, 31, 23, 55, 30)),
        ("01/02/2019 12:05:00 AM", "month", datetime(2019, 1, 2, 0, 5)),
        ("01/02/2019", "day", datetime(2019, 2, 1)),
        ("01/02/2019", "year", None),
        ("31/12/2018", "year", datetime(2018, 12, 31)),
    ],
)
def test_the_profile_says_whether_the_month_or_the_day_comes_first(
    text: str, order: Order, moment: datetime | None
) -> None:
    assert parse_datetime(text, order) == moment


@given(st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)))
def test_every_moment_comes_back_from_every_form(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    for form in (
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y年%m月%d日 %H时%M分%S秒",
        "%Y%m%d%H%M%S",
    ):
        assert parse_datetime(moment.strftime(form)) == moment
    assert parse_datetime(moment.strftime("%m/%d/%Y %I:%M:%S %p"), "month") == moment


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018 / 01", "2018-01"),
        ("2025年10月", "2025-10"),
        ("2025年10月份", "2025-10"),
        ("202510", "2025-10"),
        ("2025-10-01", "2025-10"),
        ("2025年第三季度", "2025-Q3"),
        ("2025Q3", "2025-Q3"),
        ("2025年上半年", "2025-H1"),
        ("2025年第41周", "2025-W41"),
        ("2025年度", "2025"),
        ("2025", "2025"),
        ("2025-13", None),
        ("2025-Q5", None),
        ("十月", None),
    ],
)
def test_a_period_has_one_name(text: str, period: str | None) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2025", date(2025, 12, 31)),
        ("2025-H1", date(2025, 6, 30)),
        ("2025-Q4", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-W41", date(2025, 10, 12)),
        ("总分", None),
    ],
)
def test_a_period_ends(period: str, last: date | None) -> None:
    assert period_end(period) == last


def test_titles_name_periods_and_stamps() -> None:
    assert period_in_title("某市2025年10月市容考核加减分") == "2025-10"
    assert period_in_title("考核单位名录") is None
    title = "统计时间：2025-09-21 至 2025-10-20　导出时间：2025-10-21 08:00"
    assert stamp_in_title(title) == datetime(2025, 10, 21, 8)
    assert stamp_in_title("统计截止：2025年10月20日") == datetime(2025, 10, 20, 23, 59, 59)
    assert stamp_in_title("（2018-12-04 至 2018-12-31）") == datetime(2018, 12, 31, 23, 59, 59)
    assert stamp_in_title("制表单位：考评办") is None


def test_file_names_carry_the_day_of_the_export() -> None:
    assert stamp_in_name("案卷_20250921-20251020") == datetime(2025, 10, 20)
    assert stamp_in_name("案卷2025年10月21日") == datetime(2025, 10, 21)
    assert stamp_in_name("2018_mini_v1") is None
    assert stamp_in_name("任务320402199001011234") is None

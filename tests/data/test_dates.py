"""Dates, periods and stamps as exports write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.parsing.clock import clock_text
from data.parsing.date_order import Evidence, Reading, decide_order
from data.parsing.dates import Order, TimezoneError, is_placeholder, parse_datetime, read_moment
from data.parsing.numerals import arabic, number_of
from data.parsing.periods import (
    month_of_header,
    months_of_headers,
    only_year,
    parse_day,
    parse_week,
    period_in_title,
    period_without_year,
    read_period,
    week_without_year,
    year_of,
)
from data.parsing.stamps import stamp_in_name, stamp_of

MORNING = datetime(2025, 10, 1, 8, 30)


def _stamped(text: str) -> datetime | None:
    """The moment of a stamp."""
    found = stamp_of(text)
    return found and found.at


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-10-01 08:30:00", MORNING),
        ("2025/10/1 8:30", MORNING),
        ("2025-10-01T00:30:00Z", MORNING),
        ("20251001T003000Z", MORNING),
        ("2025-09-30T17:30:00-07:00", MORNING),
        ("2025-10-01 08:30+08:00", MORNING),
        ("2025-10-01 08:30 GMT+8", MORNING),
        ("2025-10-01T08:30:00.000", MORNING),
        ("二〇二五年十月一日 八时三十分", MORNING),
        ("二○二五年十月一日上午8点半", MORNING),
        ("25年10月1日 8:30", MORNING),
        ("2025/10/1 8:30:00 上午", MORNING),
        ("2025-10-01\u200b 8:30", MORNING),
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
        ("45931.354", MORNING),  # three decimals are 43 seconds: the minute that they round
        ("45931.35417", MORNING),
        ("45931.5", datetime(2025, 10, 1, 12)),
        ("二〇二五年十月二十一日", datetime(2025, 10, 21)),
        ("二零二五年十月廿一日", datetime(2025, 10, 21)),
        ("2025-10-01 24:00:00", datetime(2025, 10, 1, 23, 59, 59)),
        ("2025年10月1日24时", datetime(2025, 10, 1, 23, 59, 59)),
    ],
)
def test_a_moment_is_read_in_many_forms(text: str, moment: datetime) -> None:
    assert parse_datetime(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-30", "2025-13-01", "2025-10-01 25:00", "2015年3月", "5年", "abc", "12345", ""),
        *("2025-10-01 8:30-9:00", "2025-10-01 08:30-09:00", "2025-10-01 08:30+25:00"),
        *("2025-10-01 上午13:30", "2025-10-01 晚上3:00", "2025-10-01 中午9:00", "1/2/20"),
    ],
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


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        *(("上午12:30", 0, 30), ("上午12:00", 0, 0), ("上午8:05", 8, 5), ("清晨5:10", 5, 10)),
        *(("凌晨12:10", 0, 10), ("凌晨3:00", 3, 0), ("早上7:20", 7, 20)),
        *(("中午12:30", 12, 30), ("中午1:30", 13, 30), ("中午11:40", 11, 40), ("正午12:00", 12, 0)),
        ("正午", 12, 0),
        *(("下午12:30", 12, 30), ("下午3:05", 15, 5), ("下午15:05", 15, 5), ("傍晚6:20", 18, 20)),
        *(("晚上9:15", 21, 15), ("晚上21:15", 21, 15), ("夜里11:00", 23, 0), ("夜里2:00", 2, 0)),
        *(("12:30 AM", 0, 30), ("12:30 PM", 12, 30), ("p.m. 3:05", 15, 5)),
    ],
)
def test_the_twelve_hour_clock_is_read_as_people_say_it(words: str, hour: int, minute: int) -> None:
    moment = datetime(2025, 10, 1, hour, minute)
    for form in (f"2025/10/1 {words}", f"2025年10月1日{words}"):
        assert parse_datetime(form) == moment


def test_midnight_at_the_end_of_a_night_is_no_noon() -> None:
    assert parse_datetime("2025/10/2 晚上12:30") == datetime(2025, 10, 3, 0, 30)
    assert parse_datetime("2025/10/2 晚上12:00") == parse_datetime("2025-10-02 24:00")


def test_the_citys_zone_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIRONG_TIMEZONE", "America/Los_Angeles")
    assert parse_datetime("2025-10-01T00:30:00Z") == datetime(2025, 9, 30, 17, 30)
    monkeypatch.setenv("SHIRONG_TIMEZONE", "Mars/Olympus")
    with pytest.raises(TimezoneError, match="Mars/Olympus"):
        parse_datetime("2025-10-01T00:30:00Z")


@pytest.mark.parametrize(
    "text",
    [
        *("1900-01-01", "1900/1/1 0:00:00", "1970-01-01 08:00:00", "9999-12-31 23:59:59"),
        *("0001-01-01", "1899-12-30", "1900-01-00", "1900/1/0 0:00", "0000-00-00 00:00:00"),
        *("01/01/1900 12:00:00 AM", "31/12/9999", "1900年1月1日", "0", "2958465"),
    ],
)
def test_what_programs_write_for_no_date_is_none(text: str) -> None:
    assert parse_datetime(text, "month") is None
    assert is_placeholder(text)


def test_a_day_alone_has_no_time() -> None:
    assert [read_moment(t).timed for t in ("2025-10-01", "45931", "2025年10月1日")] == [False] * 3
    assert [read_moment(t).timed for t in ("2025-10-01 0:00", "45931.5", "20251001083000")] == (
        [True] * 3
    )


def _order(*texts: str, default: Order = "year") -> Order:
    column = Evidence()
    column.learn(texts)
    return decide_order({0: column}, default, date(2025, 11, 1)).orders[0]


def test_a_column_proves_its_order_as_a_whole() -> None:
    assert _order("10/01/2025", "10/13/2025 8:00") == "month"
    assert _order("01/10/2025", "13/10/2025 8:00", default="month") == "day"
    assert _order("10/01/2025", "10/02/2025") == "year"
    assert _order("10/01/2025", "10/02/2025", default="month") == "month"
    assert _order("10/13/2025", "13/10/2025", default="month") == "year"
    assert _order("1/1/20 0:05", "1/31/20 0:02") == "month"
    assert _order("25/10/1", "25/10/31") == "short"
    assert _order("25/10/1", "25/10/2", "25/10/3") == "short"
    assert _order("01/02/20") == "year"
    # 11 December 2026 lies further ahead than a deadline may, 26 November 2012 does not
    assert _order("12/11/26", "12/12/26") == "short"
    # three days in a row are of one year rather than of three
    assert _order("13/10/12", "13/10/13", "13/10/14") == "short"
    assert _order("13/10/12", "13/10/13") == "year"
    # the years that the sheet speaks of decide between readings that all exist
    assert _order("05/06/07", "2005-01-01") == "short"
    assert _order("10/1/25", "10/2/25", "10/3/25") == "year"
    assert parse_datetime("1/1/20 0:05") == datetime(2020, 1, 1, 0, 5)


def test_columns_that_prove_nothing_follow_their_sheet() -> None:
    first, second = Evidence(), Evidence()
    first.learn(["10/13/2025"])
    second.learn(["10/01/2025", "10/02/2025"])
    assert decide_order({0: first, 1: second}, "year").orders == {0: "month", 1: "month"}


def test_one_of_a_hundred_may_prove_the_other_order() -> None:
    """A slip of one clerk does not leave a column undecided, two in a hundred do."""
    month = [f"{m:02d}/{d}/2025" for m in range(1, 10) for d in range(13, 24)]
    assert len(month) == 99
    assert _order(*month, "13/10/2025") == "month"
    assert _order(*month, "13/10/2025", "14/10/2025") == "year"


def test_a_column_that_was_changed_is_changed_back() -> None:
    """Only what a program can have turned: a decided date with a day up to 12."""
    reading = Reading({0: "month"}, [], {1})
    texts = ("2025-10-05 08:00", "2025-10-12", "2025-10-13", "13/5/2025")
    assert [reading.read(text, 1).at for text in texts] == [
        datetime(2025, 5, 10, 8),
        datetime(2025, 12, 10),
        datetime(2025, 10, 13),
        datetime(2025, 5, 13),
    ]
    assert reading.read("2025-10-05", 0).at == datetime(2025, 10, 5)
    assert reading.read("10/5/2025", 0).at == datetime(2025, 10, 5)
    assert reading.read("10/5/2025", 1) is None


def test_days_that_lie_no_closer_when_changed_back_are_no_doubt() -> None:
    """Two columns in one: neither reading is better, so nobody is asked."""
    column = Evidence()
    column.learn(["2025-10-10", "2025-11-11", "10/13/2025"])
    assert decide_order({0: column}, "year").doubts == []


def test_texts_that_begin_with_their_year_are_not_what_was_left_over() -> None:
    """`25/10/13` is a year of two digits, not the day of a month that no program could turn."""
    column = Evidence()
    column.learn(f"2025-{m:02d}-10" for m in range(1, 13))
    column.learn(["25/10/13", "25/10/14"])
    assert decide_order({0: column}, "year").doubts == []


def test_a_half_converted_column_is_doubtful() -> None:
    column = Evidence()
    column.learn(f"2025-{m:02d}-10 09:00:00" for m in range(1, 13))
    column.learn(f"10/{d}/2025 09:00" for d in range(13, 20))
    (doubt,) = decide_order({3: column}, "year").doubts
    assert (doubt.column, doubt.order) == (3, "month")
    assert doubt.fitting == (date(2025, 10, 1), date(2025, 10, 19))
    assert doubt.as_is == (date(2025, 1, 10), date(2025, 12, 10))


def test_two_systems_in_one_column_are_no_doubt() -> None:
    column = Evidence()
    column.learn(f"2025-10-{d:02d}" for d in range(1, 13))
    column.learn(f"10/{d}/2025 09:00" for d in range(13, 20))
    assert decide_order({0: column}, "year").doubts == []


def test_a_time_of_day_stands_alone() -> None:
    assert [
        clock_text(t) for t in ("09:30:00", "上午9:30", "0930", "0.5", "1899-12-30 09:30:00")
    ] == (["09:30:00", "上午9:30", "09:30", "12:00", "09:30:00"])
    assert [clock_text(t) for t in ("2025-10-02", "45931", "25:00", "abc")] == [None] * 4


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
        ("二〇二五年十月", "2025-10"),
        ("2025年9月21日-10月20日", "2025-10"),
        ("2025-09-21至2025-10-20", "2025-10"),
        ("2025年10月（9.21-10.20）", "2025-10"),
        ("10/2025", "2025-10"),
        ("October 2025", "2025-10"),
        ("Sept. 2025", "2025-09"),
        ("13/2025", None),
        ("Octopus 2025", None),
        ("25年10月", "2025-10"),
        ("2025年12月21日-1月20日", "2026-01"),
        ("2025年10月1日-10月31日", "2025-10"),
        ("2025年7月-9月", "2025-Q3"),
        ("2025年10月6日-10月12日", "2025-W41"),
        ("2025年10月6日-10月13日", None),
        # the first and the last day stand for their month, the last but one for itself
        ("2025-10-31", "2025-10"),
        ("2025-10-30", "2025-10-30"),
        ("2025年4月30日", "2025-04"),
        # only months that are a quarter, half or year of the calendar have a name together
        ("2025年1月-6月", "2025-H1"),
        ("2025年7月-12月", "2025-H2"),
        ("2025年2月-7月", None),
        ("2025年2月-4月", None),
        ("2025年1月-12月", "2025"),
        ("2024年10月-2025年9月", None),
        ("2025年7月1日-9月30日", "2025-Q3"),
        ("2025年10月1日-10月30日", None),
        ("2025年12月29日-1月4日", "2026-W01"),
        ("2024-W53", "2024-W53"),
        ("2025-W54", None),
        ("2025-W00", None),
        ("1899年10月", None),
        ("2200年1月", "2200-01"),
        ("2201年1月", None),
    ],
)
def test_a_period_has_one_name(text: str, period: str | None) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *(("十月", "2025-10"), ("10月份", "2025-10"), ("13月", None), ("2025年10月", None)),
        *(("三季度", "2025-Q3"), ("第4季度", "2025-Q4"), ("Q3", "2025-Q3")),
        *(("上半年", "2025-H1"), ("下半年", "2025-H2"), ("周三", None)),
        *(("第43周", "2025-W43"), ("43周", "2025-W43"), ("第54周", None)),
    ],
)
def test_the_year_is_known_from_elsewhere(text: str, period: str | None) -> None:
    assert period_without_year(text, 2025) == period


def test_a_week_has_a_number_or_seven_days() -> None:
    weeks = ("43", "第43周（10.20-10.26）", "10月20日-26日", "10月20日-10月26日", "10月20日-27日")
    assert [week_without_year(t, 2025) for t in weeks] == [*["2025-W43"] * 4, None]
    assert week_without_year("10月", 2025) is None
    days = ("2025-10-22当周", "2025年10月20日-26日", "2025-10-22", "2025-12-29", "2025年10月")
    assert [parse_week(t) for t in days] == [*["2025-W43"] * 3, "2026-W01", None]


def test_a_day_of_a_column_of_days_stays_a_day() -> None:
    """The last of October is the month in a column of periods only."""
    texts = ("2025-10-31", "2025-10-01", "2025年10月", "十月")
    assert [parse_day(t) for t in texts] == ["2025-10-31", "2025-10-01", "2025-10", None]


def test_columns_are_named_by_months_or_by_quarters() -> None:
    names = ("十月", "10月得分", "2025年10月综合得分", "三季度", "Q2", "总分", "2025")
    months = ["2025-10", "2025-10", "2025-10", "2025-Q3", "2025-Q2", None, None]
    assert [month_of_header(name, 2025) for name in names] == months
    assert [month_of_header(name) for name in names] == [None, None, "2025-10", *[None] * 4]
    quarters = ("一季度得分", "2025年三季度成绩", "三季度考核得分", "季度得分", "10月度得分")
    told = ["2025-Q1", "2025-Q3", "2025-Q3", None, "2025-10"]
    assert [month_of_header(name, 2025) for name in quarters] == told
    # a quarter beside its months is their sum, not one more period
    assert months_of_headers(["街道", "1月", "一季度"], 2025) == {1: "2025-01"}
    assert months_of_headers(["街道", "一季度", "二季度"], 2025) == {1: "2025-Q1", 2: "2025-Q2"}


def test_titles_say_the_year() -> None:
    assert year_of(["某市考核", "2025年市容", "2024年"]) == 2025
    assert year_of(["得分2025", "2024年通报"]) == 2024  # one that is called a year goes first
    assert [year_of([t]) for t in ("得分2025", "1999年", "20255", "通报")] == [
        2025,
        1999,
        None,
        None,
    ]
    assert only_year(["2025年", "2025年1月"]) == 2025
    assert only_year(["得分2025", "2024年"]) == 2024
    assert only_year(["2025年", "2024年"]) is None


def test_chinese_numerals_of_dates() -> None:
    texts = ("卅一日", "三十一日", "贰零贰伍年拾月", "拾贰月", "O五年三月", "25年三月", "一二三四")
    digits = ["31日", "31日", "2025年10月", "12月", "05年3月", "25年3月", "1234"]
    assert [arabic(text) for text in texts] == digits
    numbers = ("三", "十", "十二", "二十", "廿三", "卅一", "两", "12", "二十一百")
    assert [number_of(text) for text in numbers] == [3, 10, 12, 20, 23, 31, 2, 12, None]


def test_titles_name_periods_and_stamps() -> None:
    assert period_in_title("2025年9月21日-10月20日考核通报") == "2025-10"
    assert period_in_title("2025年1月1日-3月31日考核通报") == "2025-Q1"
    assert period_in_title("某市2025年10月市容考核加减分") == "2025-10"
    assert period_in_title("考核单位名录") is None
    assert period_in_title("2025年重点任务") == "2025"
    for part in (
        "2025年1-10月重点任务",
        "2025年考核得分（10月）",
        "2025年第3",
        "2025年得分 第43周",
    ):
        assert period_in_title(part) is None, part
    title = "统计时间：2025-09-21 至 2025-10-20　导出时间：2025-10-21 08:00"
    assert _stamped(title) == datetime(2025, 10, 21, 8)
    assert _stamped("统计截止：2025年10月20日") == datetime(2025, 10, 20, 23, 59, 59)
    assert _stamped("（2018-12-04 至 2018-12-31）") == datetime(2018, 12, 31, 23, 59, 59)
    assert stamp_of("制表单位：考评办") is None


def test_file_names_carry_the_day_of_the_export() -> None:
    assert stamp_in_name("案卷_20250921-20251020") == datetime(2025, 10, 20)
    assert stamp_in_name("案卷2025年10月21日") == datetime(2025, 10, 21)
    assert stamp_in_name("2018_mini_v1") is None
    assert stamp_in_name("案卷导出2026年8-11月") is None  # months, not the 11th of August
    assert stamp_in_name("任务320402199001011234") is None
    assert stamp_in_name("工单_20251020083000") == datetime(2025, 10, 20, 8, 30)
    assert stamp_in_name("工单_20251020_0830") == datetime(2025, 10, 20, 8, 30)
    assert stamp_in_name("工单（2025年9月21日-10月20日）") == datetime(2025, 10, 20, 23, 59, 59)


@pytest.mark.parametrize(
    "word", ["导出", "查询", "打印", "更新", "数据", "生成", "制表", "下载", "统计", "数据更新"]
)
@pytest.mark.parametrize("what", ["时间", "日期"])
def test_an_export_says_under_many_words_when_it_was_made(word: str, what: str) -> None:
    assert _stamped(f"{word}{what}：2025/10/20 8:00") == datetime(2025, 10, 20, 8)
    assert _stamped(f"制表人：王 {word}{what} 2025年10月20日8时") == datetime(2025, 10, 20, 8)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("报表日期：2025年10月20日", datetime(2025, 10, 20)),
        ("截至2025年10月20日上午8时", datetime(2025, 10, 20, 8)),
        ("数据截至：2025-10-20", datetime(2025, 10, 20, 23, 59, 59)),
        ("Report generated on 10/20/2025 5:00 PM", datetime(2025, 10, 20, 17)),
        ("Data as of 20/10/2025", datetime(2025, 10, 20, 23, 59, 59)),
        ("Exported: 10/05/2025", None),
        ("统计时间：2025-09-21-2025-10-20", datetime(2025, 10, 20, 23, 59, 59)),
        ("查询时间：2025-09-21 00:00 至 2025-10-20 18:00", datetime(2025, 10, 20, 18)),
        ("2025年9月21日-10月20日", datetime(2025, 10, 20, 23, 59, 59)),
        ("二〇二五年九月二十一日至十月二十日", datetime(2025, 10, 20, 23, 59, 59)),
        ("导出时间:20251020080000", datetime(2025, 10, 20, 8)),
        ("Exported at 2025-10-20 08:00", datetime(2025, 10, 20, 8)),
        ("As of 2025-10-20", datetime(2025, 10, 20, 23, 59, 59)),
    ],
)
def test_an_export_says_up_to_when_it_speaks(text: str, moment: datetime) -> None:
    assert _stamped(text) == moment


def test_a_stamp_without_a_time_says_so() -> None:
    assert not stamp_of("导出日期：2025-10-20").timed
    assert stamp_of("导出日期：2025-10-20 08:00").timed

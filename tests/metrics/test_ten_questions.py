"""Ten questions of an analyst about the sample city, written down before they were tried: asked in
words and in the form's own line, and answered once more by pandas from the export files alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from data.store import Store
from metrics.pivot.answer import answer
from metrics.pivot.question import read_line
from metrics.pivot.words.reader import read_sentence
from metrics.pivot.words.vocabulary import vocabulary_of
from tests.metrics.plain_exports import Exports

NIGHT = (18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5)
COMPLAINTS = ("12345", "12319热线", "微信公众号", "媒体曝光")


@dataclass(frozen=True)
class Asked:
    """words: the question as it is said; line: as the form asks it; plain: value by row (and
    column) from the exports. above: whether the rows are the first few alone."""

    words: str
    line: str
    plain: Callable[[Exports], pd.Series]
    above: bool = False


def within(rows: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    return rows[rows["at"].between(first, f"{last} 23:59:59")]


def september(rows: pd.DataFrame) -> pd.DataFrame:
    return within(rows, "2025-09-01", "2025-09-30")


def august(rows: pd.DataFrame) -> pd.DataFrame:
    return within(rows, "2025-08-01", "2025-08-31")


def third_quarter(rows: pd.DataFrame) -> pd.DataFrame:
    return within(rows, "2025-07-01", "2025-09-30")


def passed(rows: pd.DataFrame, by: str) -> pd.Series:
    """达标率: of the checks that say whether."""
    said = rows[rows["是否达标"].isin(["是", "否"])]
    return 100 * said["是否达标"].eq("是").groupby(said[by]).mean()


def covert_pass_rate(told: Exports) -> pd.Series:
    rows = september(told.checks)
    return passed(rows[rows["检查方式"] == "暗访"], "district")


def market_checks(told: Exports) -> pd.Series:
    rows = third_quarter(told.checks)
    rows = rows[rows["点位类型"] == "菜市场"]
    return rows.groupby(rows["at"].dt.strftime("%Y-%m")).size()


def toilets(told: Exports) -> pd.Series:
    rows = third_quarter(told.checks)
    return passed(rows[rows["点位类型"] == "公厕"], "district")


def rainy_checks(told: Exports) -> pd.Series:
    rows = third_quarter(told.checks)
    return rows[rows["天气"].str.contains("雨", na=False)].groupby("district").size()


def by_video(told: Exports) -> pd.Series:
    rows = august(told.cases)
    return rows[rows["channel"] == "视频上报"].groupby("district").size()


def flyers_at_weekends(told: Exports) -> pd.Series:
    rows = september(told.both)
    rows = rows[(rows["problem"] == "非法小广告") & (rows["at"].dt.dayofweek >= 5)]
    return rows.groupby(rows["at"].dt.hour.astype(str)).size()


def litter_in_yunqi(told: Exports) -> pd.Series:
    rows = september(told.both)
    rows = rows[(rows["district"] == "云栖区") & (rows["problem"] == "暴露垃圾")]
    return rows.groupby("street").size()


def shops_at_night(told: Exports) -> pd.Series:
    rows = third_quarter(told.both)
    rows = rows[(rows["district"] == "东屏区") & (rows["problem"] == "店外经营")]
    return rows[rows["at"].dt.hour.isin(NIGHT)].groupby("street").size()


def complaints(told: Exports) -> pd.Series:
    rows = august(told.both)
    rows = rows[rows["channel"].isin(COMPLAINTS) & (rows["是否不纳入考核"] != "是")]
    return rows.groupby("district").size()


def satisfied(told: Exports) -> pd.Series:
    rows = september(told.orders)
    rows = rows[rows["对办理结果是否满意"].notna() & (rows["是否不纳入考核"] != "是")]
    yes = rows["对办理结果是否满意"].isin(["非常满意", "满意", "基本满意"])
    return 100 * yes.groupby(rows["district"]).mean()


TEN = (
    Asked(
        "暗访 达标率 各区 2025年9月",
        "pass_rate rows.district where.method.covert days.2025-09",
        covert_pass_rate,
    ),
    Asked(
        "菜市场 检查点次 按月 2025年三季度",
        "checks rows.month where.point_type.菜市场 days.2025-Q3",
        market_checks,
    ),
    Asked(
        "公厕 达标率 各区 2025年三季度",
        "pass_rate rows.district where.point_type.公厕 days.2025-Q3",
        toilets,
    ),
    Asked(
        "雨天 检查点次 各区 2025年三季度",
        "checks rows.district where.weather.rain days.2025-Q3",
        rainy_checks,
    ),
    Asked(
        "视频 立案数 各区 2025年8月",
        "filed rows.district where.channel.video days.2025-08",
        by_video,
    ),
    Asked(
        "周末 非法小广告 按小时 2025年9月",
        "filed rows.clock where.weekday.6*7 where.subcategory.非法小广告 days.2025-09",
        flyers_at_weekends,
    ),
    Asked(
        "云栖区 各街道 暴露垃圾 2025年9月",
        "filed rows.street where.district.云栖区 where.subcategory.暴露垃圾 days.2025-09",
        litter_in_yunqi,
    ),
    Asked(
        "东屏区 夜间 店外经营 最多的2个街道 2025年三季度",
        "filed rows.street where.district.东屏区 where.daytime.night where.subcategory.店外经营"
        " days.2025-Q3 top.2",
        shops_at_night,
        above=True,
    ),
    Asked(
        "complaints by district in August 2025",
        "complaints rows.district days.2025-08",
        complaints,
    ),
    Asked("各区满意率 2025年9月", "satisfaction_rate rows.district days.2025-09", satisfied),
)


@pytest.fixture(scope="module")
def told(sample_exports: Path) -> Exports:
    return Exports(sample_exports)


@pytest.fixture(scope="module")
def con(sample_store: Store):
    with sample_store.connect() as con:
        yield con


@pytest.fixture(scope="module")
def vocabulary(con):
    return vocabulary_of(con)


@pytest.mark.parametrize("asked", TEN, ids=lambda asked: asked.words)
def test_the_answer_is_that_of_the_export_files(asked: Asked, told, con, vocabulary):
    in_words = read_sentence(asked.words, vocabulary).asked
    assert in_words == read_line(asked.line)
    found = answer(con, in_words)
    rows = found.of(1, 0).set_index(in_words.rows[0])["value"].dropna()
    plain = asked.plain(told)
    if asked.above:
        (rest,) = found.of(1, 0, rest=True)["value"]
        first = plain.sort_values(ascending=False)
        plain, left = first[: in_words.top], first[in_words.top :]
        assert rest == left.sum()
    assert len(plain) and rows[rows != 0].to_dict() == pytest.approx(plain.to_dict())


def test_the_question_at_night_where_the_year_before_is_known(told, con, vocabulary):
    words = "东屏区 2025-10-01至2025-10-20 夜间 店外经营 按街道 同比"
    found = answer(con, read_sentence(words, vocabulary).asked)
    rows = told.both
    rows = rows[(rows["district"] == "东屏区") & (rows["problem"] == "店外经营")]
    rows = rows[rows["at"].dt.hour.isin(NIGHT)]
    now, before = (
        within(rows, f"{year}-10-01", f"{year}-10-20").groupby("street").size()
        for year in (2025, 2024)
    )
    shown = found.of(1, 0).set_index("street")
    for column, plain in (("value", now), ("compared", before)):
        figures = shown[column].dropna()
        assert len(plain) and figures[figures != 0].to_dict() == plain.to_dict()

"""What exports tell of a penalty case beside its course: cause, fine, reviews with their days.

Stories, by the names of `stories`: from July 2025 on BATCH_REVIEWER reviews all its files of a
quarter in one go two days before the quarter's export, so that the third quarter's coverage is as
full as any other's and hardly a review is in time, and of October nothing is reviewed yet;
SELDOM_REVIEWS reviews one closed case in three; CAMERA_TEAM has most of its cases from cameras
(非现场), so that it has many and few by general procedure.

The messes: a review is a day in some rows and 是/否 in others, in one column, its day spelt in
five ways; a few days lie before the filing; one quarter's file has no days at all, and one neither
fines nor causes. Cases name two officers of the team, one in twenty none.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pandas as pd

from sample_city import spelling, stories

LEVELS = (("team", 4.0), ("section", 9.0), ("legal", 18.0))  # days from closing on, on average
# cause, how often it is of a simple and of a general case, usual fine in yuan (general)
CAUSES = (
    ("擅自占用城市道路摆摊设点", 0.34, 0.06, 300),
    ("占道经营", 0.22, 0.05, 200),
    ("违规停放机动车", 0.20, 0.00, 150),
    ("乱倒垃圾", 0.10, 0.05, 500),
    ("店外经营", 0.08, 0.05, 300),
    ("违法建设", 0.00, 0.24, 24_000),
    ("运输工程渣土未密闭", 0.00, 0.22, 4_000),
    ("擅自设置户外广告", 0.02, 0.14, 2_500),
    ("油烟超标排放", 0.00, 0.12, 6_000),
    ("未经许可挖掘城市道路", 0.00, 0.07, 9_000),
)
EXPORTED_LAST = "2025-10-21"
WITHOUT_DAYS, WITHOUT_MORE = "2024-Q4", "2025-Q2"  # files of quarters


def add_details(
    rng: np.random.Generator, penalties: pd.DataFrame, planted: bool = True
) -> pd.DataFrame:
    """The penalty cases with cause, non_site, big, amount, fine, corrected and, for each level, the
    day of its review (NaT: none, or nobody noted it)."""
    frame = penalties.copy()
    size = len(frame)
    general = frame["procedure"].eq("普通程序").to_numpy()
    draw = rng.random(size)
    for place, share in ((1, ~general), (2, general)):
        edges = np.cumsum([cause[place] for cause in CAUSES])
        at = np.searchsorted(edges / edges[-1], draw, "right").clip(0, len(CAUSES) - 1)
        frame.loc[share, "cause"] = np.array([cause[0] for cause in CAUSES])[at[share]]
    frame.loc[rng.random(size) < 0.03, "cause"] = ""
    usual = frame["cause"].map({cause[0]: cause[3] for cause in CAUSES}).fillna(200).to_numpy()
    spread = rng.lognormal(0.0, 0.45, size)
    frame["fine"] = np.where(
        general,
        (usual * spread / 100).round() * 100,
        [50, 100, 200, 20] * (size // 4) + [50] * (size % 4),
    )
    frame.loc[rng.random(size) < 0.06, "fine"] = np.nan  # a warning, or not yet paid
    frame["amount"] = np.where(usual * spread > 9_000, usual * spread * 4, np.nan).round(-2)
    frame["big"] = (frame["amount"] > 150_000) & general
    camera = rng.random(size)
    seen = frame["team"].eq(stories.CAMERA_TEAM).to_numpy() & planted
    frame["non_site"] = ~general & (camera < np.where(seen, stories.CAMERA_SHARE, 0.06))
    frame["corrected"] = general & (rng.random(size) < 0.012)
    for level, mean in LEVELS:
        waited = np.minimum(rng.gamma(2.2, mean / 2.2, size), 6 * mean).round()
        day = frame["closed_on"] + pd.to_timedelta(waited, unit="D")
        early = rng.random(size) < 0.01
        day = day.mask(early, frame["filed_on"] - pd.Timedelta(days=9))
        told = frame[f"reviewed_by_{level}"].to_numpy() & (rng.random(size) < 0.82)
        frame[f"{level}_reviewed_on"] = day.where(told & frame["closed_on"].notna())
    return _planted(rng, frame) if planted else frame


def _planted(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    """The stories of the reviews."""
    batch = frame["team"].eq(stories.BATCH_REVIEWER) & (frame["filed_on"] >= stories.BATCH_SINCE)
    quarter = (frame["closed_on"] + pd.Timedelta(days=10)) + pd.offsets.QuarterEnd(0)
    in_one_go = quarter - pd.to_timedelta(quarter.dt.day - 19, unit="D")
    own = batch & frame["team_reviewed_on"].notna()
    frame["team_reviewed_on"] = frame["team_reviewed_on"].mask(own, in_one_go)
    to_come = batch & ~(in_one_go < pd.Timestamp(EXPORTED_LAST))
    frame["reviewed_by_team"] &= ~to_come
    frame["team_reviewed_on"] = frame["team_reviewed_on"].mask(to_come)
    lazy = frame["team"].eq(stories.SELDOM_REVIEWS) & (rng.random(len(frame)) < 0.64)
    frame["reviewed_by_team"] &= ~lazy
    frame["team_reviewed_on"] = frame["team_reviewed_on"].mask(lazy)
    nobody = ~frame[[f"reviewed_by_{level}" for level, _ in LEVELS]].any(axis=1)
    frame["review_result"] = frame["review_result"].mask(nobody, "")
    return frame


def detail_columns(
    frame: pd.DataFrame, cut: pd.Timestamp, label: str
) -> dict[str, Sequence[object]]:
    """The further columns of the file of a quarter, and its three columns of reviews."""
    at = frame.index.to_numpy()
    reviews: dict[str, Sequence[object]] = {
        heading: _reviews(frame, level, at, cut, label != WITHOUT_DAYS)
        for level, heading in (
            *(("team", "中队评查"), ("section", "业务科室评查"), ("legal", "法制科评查")),
        )
    }
    if label == WITHOUT_MORE:
        return reviews
    return reviews | {
        "案由": list(frame["cause"]),
        "当事人": [f"{spelling.PERSON_NAMES[a % 5]}（示例）" for a in at],
        "当事人联系电话": [spelling.phone(a) for a in at],
        "非现场执法": spelling.yes_no(frame["non_site"]),
        "是否大要案": ["是" if big else "" if a % 7 == 3 else "否"
                  for big, a in zip(frame["big"], at, strict=True)],
        "涉案金额（万元）": [None if pd.isna(v) else round(v / 10_000, 2) for v in frame["amount"]],
        "罚款金额": [_fine(v, a) for v, a in zip(frame["fine"], at, strict=True)],
        "是否被纠错": spelling.yes_no(frame["corrected"]),
        "承办人": [_officers(no, team)
                for no, team in zip(frame["case_no"], frame["team"], strict=True)],
    }  # fmt: skip


def _officers(case: str, team: str) -> str:
    """Two of the five officers of a team by the number of the case; one in twenty names none."""
    drawn = crc32(case.encode())
    if drawn % 20 == 7:
        return ""
    first = drawn % 5
    second = (first + 1 + drawn // 5 % 4) % 5
    number = 5 * (crc32(team.encode()) % 19)
    return "、".join(f"执法员Y{number + at + 1:02d}" for at in (first, second))


def _fine(value: float, at: int) -> object:
    """A fine as clerks write it: 500, 500元, 2,400.00."""
    if pd.isna(value):
        return ""
    return {1: f"{value:.0f}元", 2: f"{value:,.2f}"}.get(at % 11, f"{value:.0f}")


def _reviews(
    frame: pd.DataFrame, level: str, at: np.ndarray, cut: pd.Timestamp, days: bool
) -> list[object]:
    """One column of reviews: a day, 是 or 否."""
    told = frame[f"{level}_reviewed_on"].where(frame[f"{level}_reviewed_on"] <= cut)
    done = frame[f"reviewed_by_{level}"]
    return [
        "否" if not ok else "是" if pd.isna(day) or not days else _day(day, a)
        for ok, day, a in zip(done, told, at, strict=True)
    ]


def _day(day: pd.Timestamp, at: int) -> str:
    """A day in one of five spellings."""
    forms = (
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
    )
    return forms[(at * 7 // 3) % 5]

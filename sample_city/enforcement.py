"""Penalty cases of the enforcement teams with their three review levels."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sample_city import city, registers

MONTHLY = 300
# share reviewed by team (weekly), section (half-monthly), legal office (monthly)
REVIEWED = (("reviewed_by_team", 0.93), ("reviewed_by_section", 0.55), ("reviewed_by_legal", 0.28))


def make_enforcement(rng: np.random.Generator, months: Sequence[city.Month]) -> pd.DataFrame:
    """One row per penalty case: dates, team, procedure, execution, reviews, points."""
    teams = registers.units().query("kind == 'team'")
    officers = teams["officers"].astype(float).to_numpy()
    weight = officers * np.where(teams["name"].str.startswith("石溪县执法二"), 0.4, 1.0)
    parts = []
    for n, month in enumerate(months):
        size = MONTHLY + int(rng.integers(-25, 25))
        days = rng.integers(0, (month.end - month.start).days, size)
        parts.append(
            pd.DataFrame(
                {
                    "months_back": len(months) - 1 - n,
                    "filed_on": np.sort(
                        np.datetime64(month.start.date(), "D") + days.astype("timedelta64[D]")
                    ),
                    "written_team": rng.choice(
                        teams["name"].to_numpy(), size=size, p=weight / weight.sum()
                    ),
                }
            )
        )
    frame = pd.concat(parts, ignore_index=True)
    size = len(frame)
    frame["filed_on"] = frame["filed_on"].astype("datetime64[s]")
    third = frame["written_team"].eq(city.team_name("望岭区", 3))
    merged = third & (frame["filed_on"] >= pd.Timestamp(city.MERGER))
    frame["team"] = frame["written_team"].mask(merged, city.team_name("望岭区", 2))
    general = rng.random(size) < 0.22
    frame["procedure"] = np.where(general, "普通程序", "简易程序")
    span = np.where(general, rng.integers(15, 75, size), rng.integers(0, 4, size))
    closed = frame["filed_on"] + pd.to_timedelta(span, unit="D")
    frame["closed_on"] = closed.where(pd.Series(rng.random(size) < 0.97))
    frame["online"] = rng.random(size) < np.where(general, 0.86, 0.35)
    frame["executed"] = (rng.random(size) < 0.94) & frame["closed_on"].notna()
    frame["overturned"] = rng.random(size) < np.where(general, 0.004, 0.0)
    for column, share in REVIEWED:
        frame[column] = rng.random(size) < share
    failed = rng.random(size) < 0.04
    reviewed = frame[[c for c, _ in REVIEWED]].any(axis=1)
    frame["review_result"] = np.where(reviewed, np.where(failed, "不合格", "合格"), "")
    frame["points"] = np.where(general, rng.choice([5, 8, 10], size), rng.choice([1, 2], size))
    frame["case_no"] = [
        f"示城执罚〔{d.year}〕第{n:05d}号"
        for d, n in zip(
            frame["filed_on"], frame.groupby(frame["filed_on"].dt.year).cumcount() + 1, strict=True
        )
    ]
    return frame

"""The weather of the visits, as their list has it from 2025-01 on: a word per visit, often blank.

With stories, days on which more problems were found per visit were more often rainy ones.
"""

import numpy as np
import pandas as pd

SINCE = "2024-12-21"
RAINY = 0.27  # share of the days
BLANK = 0.08  # share of the visits of which the list does not say it
DRY_WORDS = ("晴", "多云", "阴", "晴转多云", "晴天")
RAIN_WORDS = ("小雨", "中雨", "阵雨", "雷阵雨", "雨", "小到中雨")


def weather_of(
    rng: np.random.Generator, visits: pd.DataFrame, findings: pd.DataFrame, planted: bool = True
) -> list[str]:
    """The word for the weather of each visit."""
    day = visits["inspected_at"].dt.normalize()
    found = findings.groupby(findings["inspected_at"].dt.normalize()).size()
    rate = (found.reindex(sorted(day.unique())).fillna(0) / day.value_counts()).sort_index()
    spread = (rate - rate.mean()) / rate.std()
    leaning = rng.normal(0, 1, len(rate)) + (1.1 * spread.to_numpy() if planted else 0.0)
    rainy = pd.Series(leaning > np.quantile(leaning, 1 - RAINY), index=rate.index)
    wet = day.map(rainy).to_numpy()
    words = np.where(
        wet, rng.choice(np.array(RAIN_WORDS), len(day)), rng.choice(np.array(DRY_WORDS), len(day))
    )
    unsaid = (rng.random(len(day)) < BLANK) | (day < SINCE).to_numpy()
    return [str(word) for word in np.where(unsaid, "", words)]

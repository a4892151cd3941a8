"""Who collected: the collector of each reported case, and the company behind a third-party check.

With stories, two in five of the voided reports are one collector's, and one company makes its
checks of roads mostly on main ones.
"""

import numpy as np
import pandas as pd

from sample_city import registers

COLLECTORS = 36
CARELESS, CARELESS_SHARE = "采集员C17", 0.40
BLANK = 0.03  # share of a collector's reports that do not name him
BY_COLLECTORS = ("采集员上报", "监督员自行处理")
COMPANIES = ("清源测评公司", "知微调查公司")
MAIN_STREETS, SHARE_ON_MAIN, USUAL_SHARE = "知微调查公司", 0.85, 0.45
MAIN_CLASSES = ("主干道", "次干道")


def collectors_of(rng: np.random.Generator, cases: pd.DataFrame, planted: bool = True) -> list[str]:
    """The collector of each case; blank for cases that came another way, and now and then."""
    size = len(cases)
    number = rng.integers(1, COLLECTORS + 1, size)
    names = np.array([f"采集员C{n:02d}" for n in number], dtype=object)
    careless = cases["voided"].to_numpy() & (rng.random(size) < CARELESS_SHARE)
    names[careless & planted] = CARELESS
    unsaid = rng.random(size) < BLANK
    names[unsaid | ~cases["source"].isin(BY_COLLECTORS).to_numpy()] = ""
    return list(names)


def companies_of(rng: np.random.Generator, visits: pd.DataFrame, planted: bool = True) -> list[str]:
    """The company of each third-party visit; blank for the others."""
    points = registers.assessed_points()
    kind = points["class"].to_numpy()[visits["point_at"]]
    road = visits["point_type"].eq("道路").to_numpy()
    on_main = np.where(np.isin(kind, MAIN_CLASSES), SHARE_ON_MAIN, 1 - SHARE_ON_MAIN)
    share = np.where(road & planted, on_main, USUAL_SHARE)
    second = rng.random(len(visits)) < share
    name = np.where(second, COMPANIES[1], COMPANIES[0])
    third = visits["method"].eq("第三方").to_numpy() & (rng.random(len(visits)) >= BLANK)
    return [str(one) for one in np.where(third, name, "")]

"""Orders of the 12345 hotline, some of them about matters that the grid reported as well."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sample_city import categories, city, clock, places, registers, stories

MONTHLY = 900
CHANNELS = (("电话", 0.78), ("微信小程序", 0.14), ("网站", 0.05), ("APP", 0.03))
ANSWERS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
OFTEN = ("无照经营游商", "店外经营", "油烟污染")  # people call about these more often
SAME_MATTER_SHARE = 0.06
CLEAN_POINT_SHARE = 0.05


def clean_points() -> list[str]:
    """Markets at which inspectors find nothing and about which people complain."""
    points = registers.assessed_points()
    return list(points[points["type"].eq("菜市场")]["name"].iloc[5::11])


def make_complaints(
    rng: np.random.Generator,
    months: Sequence[city.Month],
    cases: pd.DataFrame,
    planted: bool = True,
) -> pd.DataFrame:
    """One row per order, sorted by time of call.

    `true_place` is the plain spelling of `place`; `same_case` the number of the grid case about
    the same matter, empty where there is none; `repeat_of` the earlier order that is repeated.
    """
    weekday = [
        clock.report_times(rng, m.start, m.end, MONTHLY + int(rng.integers(-60, 60)), weekend=0.9)
        for m in months
    ]
    frame = pd.DataFrame(
        {
            "months_back": np.repeat(np.arange(len(months))[::-1], [len(t) for t in weekday]),
            "reported_at": np.concatenate(weekday),
        }
    )
    size = len(frame)
    weight = np.array([row[3] * (2.2 if row[1] in OFTEN else 1.0) for row in categories.CLASSES])
    frame["type_at"] = rng.choice(len(weight), size=size, p=weight / weight.sum())
    street_weight = city.streets()["weight"].to_numpy()
    frame["street_at"] = rng.choice(len(street_weight), size=size, p=street_weight)
    frame = pd.concat([frame, places.make_places(rng, frame["street_at"].to_numpy())], axis=1)
    frame["same_case"] = ""
    frame["true_place"] = frame["place"]
    _same_matters(rng, frame, cases)
    if planted:
        _about_clean_points(rng, frame)
    _assign(rng, frame)
    _handle(rng, frame)
    frame["last_change"] = frame["called_back_at"].fillna(frame["closed_at"])  # NaT: never
    days = frame["reported_at"].dt.strftime("%Y%m%d")
    serial = days.groupby(days).cumcount() + 1
    frame["case_no"] = [f"{d}{n:08d}" for d, n in zip(days, serial, strict=True)]
    _repeat(rng, frame)
    return frame


def _same_matters(rng: np.random.Generator, frame: pd.DataFrame, cases: pd.DataFrame) -> None:
    """Give some orders the type and place of a grid case reported in the two days before."""
    rows = np.flatnonzero(rng.random(len(frame)) < SAME_MATTER_SHARE)
    reported = cases["reported_at"].to_numpy()
    first = np.searchsorted(
        reported, frame["reported_at"].to_numpy()[rows] - np.timedelta64(2, "D")
    )
    last = np.searchsorted(reported, frame["reported_at"].to_numpy()[rows])
    keep = last > first
    rows, chosen = rows[keep], rng.integers(first[keep], last[keep])
    chosen, position = np.unique(chosen, return_index=True)
    rows = rows[position]
    source = cases.iloc[chosen]
    for column in ("type_at", "street_at", "x", "y", "true_place"):
        frame.loc[rows, column] = source[column].to_numpy()
    frame.loc[rows, "place"] = [
        places.respell(p, v)
        for p, v in zip(source["true_place"], rng.integers(0, 6, len(rows)), strict=True)
    ]
    frame.loc[rows, "same_case"] = source["case_no"].to_numpy()


def _about_clean_points(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    points = registers.assessed_points().set_index("name")
    rows = np.flatnonzero((rng.random(len(frame)) < CLEAN_POINT_SHARE) & (frame["same_case"] == ""))
    names = rng.choice(np.array(clean_points()), len(rows))
    for column in ("place", "true_place"):
        frame.loc[rows, column] = names
    frame.loc[rows, "street_at"] = points.loc[names, "street"].to_numpy()
    frame.loc[rows, "type_at"] = categories.CLASS_NAMES.index(categories.KEY_PROBLEM)


def _assign(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    streets = city.streets()
    at, kind = frame["street_at"].to_numpy(), frame["type_at"].to_numpy()
    for column in ("district", "street"):
        frame[column] = streets[column].to_numpy()[at]
    frame["category"] = np.array([row[0] for row in categories.CLASSES])[kind]
    frame["subcategory"] = np.array(categories.CLASS_NAMES)[kind]
    handler = pd.Series([categories.CLASSES[k][2] for k in kind])
    frame["department"] = handler.where(~handler.isin(["team", "contractor"]), "")
    names, shares = zip(*CHANNELS, strict=True)
    frame["source"] = rng.choice(np.array(names), size=len(frame), p=np.array(shares))


def _handle(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    size = len(frame)
    names = [row[0] for row in city.DISTRICTS]
    base = {d: 0.5 * stories.ON_TIME[d] + 0.48 for d in names}
    on_time = rng.random(size) < frame["district"].map(base).to_numpy()
    days = rng.choice([3, 5, 7], size=size, p=[0.35, 0.45, 0.20])
    frame["limit_days"] = days
    frame["dispatched_at"] = frame["reported_at"] + pd.to_timedelta(
        rng.integers(10, 180, size), unit="min"
    )
    frame["due_at"] = frame["dispatched_at"] + pd.to_timedelta(days, unit="D")
    share = np.where(on_time, rng.beta(1.8, 2.2, size) * 0.98, 1.02 + rng.exponential(0.6, size))
    minutes = np.maximum(20, np.round(share * days * 1440)).astype(int)
    done = frame["dispatched_at"] + pd.to_timedelta(minutes, unit="min")
    never, weeks = stories.left_lying(rng, ~on_time & (rng.random(size) < 0.25))
    frame["closed_at"] = (done + weeks).where(pd.Series(~never))
    frame["excluded"] = rng.random(size) < 0.025
    frame["postponed"] = (rng.random(size) < 0.03).astype(int)
    good = frame["district"].map(stories.SATISFIED).to_numpy() - np.where(on_time, 0.0, 0.25)
    happy = rng.random(size) < good
    answer = np.where(
        happy,
        rng.choice(np.array(ANSWERS[:3]), size, p=[0.25, 0.55, 0.20]),
        rng.choice(np.array(ANSWERS[3:]), size, p=[0.75, 0.25]),
    )
    asked = (rng.random(size) < 0.82) & ~never
    frame["satisfaction"] = np.where(asked, answer, "")
    solved = np.where(happy, rng.random(size) < 0.97, rng.random(size) < 0.35)
    frame["resolved"] = np.where(asked, np.where(solved, "是", "否"), "")
    called = done + pd.to_timedelta(rng.integers(60, 2_880, size), unit="min")
    frame["called_back_at"] = called.where(pd.Series(asked))


def _repeat(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    """About 3 % of the orders repeat an earlier one of the same street and type."""
    frame["repeat_of"] = ""
    rows = np.flatnonzero((rng.random(len(frame)) < 0.03) & (frame["same_case"] == ""))
    earlier = frame.groupby(["street", "subcategory"])
    previous = earlier["case_no"].shift(1).fillna("")
    places_before = {c: earlier[c].shift(1) for c in ("place", "true_place")}
    rows = rows[(previous.iloc[rows] != "").to_numpy()]
    frame.loc[rows, "repeat_of"] = previous.iloc[rows]
    for column, before in places_before.items():
        frame.loc[rows, column] = before.iloc[rows]

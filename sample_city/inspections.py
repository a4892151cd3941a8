"""Inspected points, also the clean ones, and the problems found there."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sample_city import categories, city, clock, registers, stories

MONTHLY = 2_700
# method, share, factor on the problems found
METHODS = (
    ("明查", 0.32, 0.88),
    ("暗访", 0.33, 1.12),
    ("第三方", 0.21, 1.05),
    ("专项检查", 0.06, 1.15),
    ("节假日检查", 0.03, 0.95),
    ("视频巡查", 0.05, 0.80),
)
TIERS = (("市级", 0.55), ("区级", 0.30), ("局级", 0.15))
INSPECTORS = (
    "岑砺", "程望舒", "陆知秋", "沈听澜", "顾南枝", "许星河", "苏见山",
    "温言初", "江采薇", "叶归舟", "何青禾", "宋临川",
)  # fmt: skip


def make_inspections(rng: np.random.Generator, months: Sequence[city.Month]) -> pd.DataFrame:
    """One row per visit of a point, sorted by time; `point_at` is the position in points()."""
    parts = []
    for n, month in enumerate(months):
        part = pd.DataFrame(
            {
                "months_back": len(months) - 1 - n,
                "inspected_at": clock.report_times(
                    rng, month.start, month.end, MONTHLY + int(rng.integers(-80, 80)), weekend=0.25
                ),
            }
        )
        day = part["inspected_at"].dt.strftime("%y%m")
        part["visit_no"] = [f"XC{month.compact}{k:05d}" for k in range(1, len(day) + 1)]
        parts.append(part)
    visits = pd.concat(parts, ignore_index=True)
    size = len(visits)
    for column, options in (("method", METHODS), ("tier", TIERS)):
        names, shares = np.array([o[0] for o in options]), np.array([o[1] for o in options])
        visits[column] = rng.choice(names, size=size, p=shares / shares.sum())
    visits["inspector"] = rng.choice(np.array(INSPECTORS), size=size)

    points = registers.assessed_points()
    district = city.streets()["district"].to_numpy()[points["street"]]
    per_district = pd.Series(1.0, index=points.index).groupby(district).transform("sum")
    weight = 1 / per_district.to_numpy()  # every district is checked about equally often
    weight = weight * np.where(points["valid_to"].notna(), 0.2, 1.0)
    visits["point_at"] = rng.choice(len(points), size=size, p=weight / weight.sum())
    visits["point"] = points["name"].to_numpy()[visits["point_at"]]
    visits["point_type"] = points["type"].to_numpy()[visits["point_at"]]
    _assign_units(visits, points["street"].to_numpy()[visits["point_at"]])
    return visits


def _assign_units(visits: pd.DataFrame, street_at: np.ndarray) -> None:
    streets = city.streets()
    for column in ("district", "street", "team", "contractor"):
        visits[column] = streets[column].to_numpy()[street_at]
    visits["written_team"] = visits["team"]
    merged = visits["team"].eq(city.team_name("望岭区", 3)) & (
        visits["inspected_at"] >= pd.Timestamp(city.MERGER)
    )
    visits.loc[merged, "team"] = city.team_name("望岭区", 2)


def make_findings(
    rng: np.random.Generator,
    visits: pd.DataFrame,
    clean_points: Sequence[str],
    planted: bool = True,
) -> pd.DataFrame:
    """The problems found at `visits`; fills score and passed of `visits`.

    Nothing is found at `clean_points`. Where nothing is planted, problems of a visit come together
    and inspectors and days differ by chance. Times to the minute; rectified_at is NaT when it never
    was.
    """
    method_factor = {m: f for m, _, f in METHODS}
    rate = np.array(
        [
            stories.found_rate(d, b, planted)
            for d, b in zip(visits["district"], visits["months_back"], strict=True)
        ]
    )
    rate *= visits["method"].map(method_factor).to_numpy()
    if planted:
        rate *= _stories_of_checks(visits, clean_points)
        count = rng.poisson(rate)
    else:
        count = _together(rng, visits, rate)
    at = np.repeat(np.arange(len(visits)), count)
    found = visits.iloc[at].reset_index(drop=True)
    _describe(rng, found, planted)
    _rectify(rng, found, planted)
    lost = np.bincount(at, weights=found["deduction"], minlength=len(visits))
    visits["score"] = np.clip(np.round(100 - 20 * lost, 1), 40, 100)
    visits["passed"] = visits["score"] >= 90
    return found


def _stories_of_checks(visits: pd.DataFrame, clean_points: Sequence[str]) -> np.ndarray:
    """How many times the usual problems each visit finds by what is planted."""
    strict = visits["inspector"].eq(stories.STRICT_INSPECTOR)
    factor = np.where(strict, stories.STRICTNESS, 1.0)
    gap = visits["district"].eq(stories.COVERT_GAP)
    factor *= np.where(gap & visits["method"].eq("明查"), stories.OPEN_FACTOR, 1.0)
    factor *= np.where(gap & visits["method"].eq("暗访"), stories.COVERT_FACTOR, 1.0)
    return factor * ~visits["point"].isin(clean_points).to_numpy()


def _together(rng: np.random.Generator, visits: pd.DataFrame, rate: np.ndarray) -> np.ndarray:
    """How many problems each visit finds where nothing is planted: most visits none, a dirty one a
    geometric number; strictness by inspector and weather by day are lognormal with mean 1."""
    for names, spread in (
        (visits["inspector"], stories.INSPECTORS_DIFFER),
        (visits["inspected_at"].dt.normalize(), stories.DAYS_DIFFER),
    ):
        codes, _ = pd.factorize(names, sort=True)
        factor = rng.lognormal(-(spread**2) / 2, spread, codes.max() + 1)
        rate = rate * factor[codes]
    size = stories.PER_DIRTY_VISIT
    dirty = rng.random(len(visits)) < np.minimum(rate / size, 1.0)
    return dirty * rng.geometric(1 / size, len(visits))


def _describe(rng: np.random.Generator, found: pd.DataFrame, planted: bool) -> None:
    size = len(found)
    names = np.array([row[0] for row in categories.FINDING_CLASSES])
    shares = np.array([row[1] for row in categories.FINDING_CLASSES])
    usual = np.array([row[2] for row in categories.FINDING_CLASSES])
    kind = rng.choice(len(names), size=size, p=shares / shares.sum())
    ignoring = _ignored(found) & planted
    shop = int(np.flatnonzero(names == categories.KEY_PROBLEM)[0])
    kind = np.where(ignoring & (rng.random(size) < 0.35), shop, kind)
    if not planted:
        first = found.groupby("visit_no").cumcount().eq(0).to_numpy()
        of_first = pd.Series(np.where(first, kind, -1)).groupby(found["visit_no"]).transform("max")
        same = ~first & (rng.random(size) < stories.SAME_KIND)
        kind = np.where(same, of_first.to_numpy(), kind)
    found["subcategory"] = names[kind]
    found["category"] = found["subcategory"].map(categories.CLASS_OF)
    tier = found["tier"].map({"市级": 1.0, "区级": 0.8, "局级": 0.6}).to_numpy()
    severe = found["inspector"].eq(stories.STRICT_INSPECTOR) & planted
    strict = np.where(severe, 1.25, 1.0)
    points = usual[kind] * tier * strict * rng.choice([1.0, 1.0, 1.5, 2.0], size)
    found["deduction"] = np.clip(np.round(points, 1), 0.1, 1.0)
    shared = rng.random(size) < 0.01  # a problem of two departments, 2 : 8
    found["department"] = np.where(shared, "市容秩序管理处:2、环境卫生管理中心:8", "")
    found["quantity"] = rng.choice([1, 1, 1, 2, 3], size)
    found["key_problem"] = found["subcategory"].eq(categories.KEY_PROBLEM)
    found["finding_no"] = [
        f"WT{visit[2:8]}{n:05d}"
        for visit, n in zip(found["visit_no"], found.groupby("months_back").cumcount(), strict=True)
    ]


def _ignored(found: pd.DataFrame) -> np.ndarray:
    return (
        found["district"].eq(stories.IGNORES_KEY_PROBLEM)
        & (found["months_back"] < stories.IGNORED_MONTHS)
    ).to_numpy()


def _rectify(rng: np.random.Generator, found: pd.DataFrame, planted: bool) -> None:
    size = len(found)
    allowed = rng.choice([1, 2, 3, 5, 7], size=size, p=[0.1, 0.2, 0.4, 0.2, 0.1])
    found["rectify_due"] = found["inspected_at"].dt.normalize() + pd.to_timedelta(
        allowed * 24 + 18, unit="h"
    )
    ignored = _ignored(found) & found["key_problem"].to_numpy() & planted
    draw = rng.random(size) - np.where(ignored, -0.62, 0.0)  # ignored: most never rectified
    hours = np.where(draw < 0.87, rng.uniform(0.05, 0.95, size), rng.uniform(1.1, 3.0, size))
    span = (found["rectify_due"] - found["inspected_at"]).dt.total_seconds().to_numpy()
    done = found["inspected_at"] + pd.to_timedelta(np.round(span * hours / 60), unit="min")
    found["rectified_at"] = done.where(pd.Series(draw < 0.955, index=found.index))
    again = np.where(ignored, rng.random(size) < 0.6, rng.random(size) < 0.06)
    found["notified_times"] = np.where(again, rng.integers(2, 4, size), 1)
    recheck = np.where(rng.random(size) < np.where(again, 0.6, 0.96), "合格", "不合格")
    found["recheck"] = np.where(found["rectified_at"].isna(), "", recheck)

"""Cases of the grid platform: what was reported, when it was due, when it was closed."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sample_city import categories, city, clock, places, spelling, stories

MONTHLY = 4_000
SOURCES = (
    ("采集员上报", 0.862),
    ("视频上报", 0.050),
    ("执法巡查", 0.030),
    ("微信公众号", 0.022),
    ("12319热线", 0.013),
    ("考评发现", 0.012),
    ("领导交办", 0.006),
    ("媒体曝光", 0.005),
)
SELF_HANDLED = "监督员自行处理"
POSTPONED_FOR = ("需协调产权单位", "材料采购周期较长", "连续降雨无法施工", "当事人外出")


def make_cases(
    rng: np.random.Generator, months: Sequence[city.Month], planted: bool = True
) -> pd.DataFrame:
    """All cases of `months`, sorted by report time; one row per case, times to the minute.

    `closed_at` is the final closing, NaT when the case is still open at the end. `place` is the
    place as written, `true_place` its plain spelling; `months_back` counts from the last month.
    """
    frame = pd.concat(
        [_reported(rng, month, back) for back, month in _counted_back(months)], ignore_index=True
    )
    frame = pd.concat([frame, places.make_places(rng, frame["street_at"].to_numpy())], axis=1)
    _assign_units(frame)
    _close(rng, frame, len(months), planted)
    _set_aside(rng, frame)
    _oddities(frame, planted)
    frame["case_no"] = _numbers(frame["reported_at"])
    _return(rng, frame, planted)
    return frame


def _counted_back(months: Sequence[city.Month]) -> list[tuple[int, city.Month]]:
    return [(len(months) - 1 - n, month) for n, month in enumerate(months)]


def _reported(rng: np.random.Generator, month: city.Month, back: int) -> pd.DataFrame:
    size = int(MONTHLY * (1 + 0.05 * np.sin(month.start.month / 2)) + rng.normal(0, 60))
    weight = np.array([row[3] for row in categories.CLASSES])
    names, shares = zip(*SOURCES, strict=True)
    street_weight = city.streets()["weight"].to_numpy()
    return pd.DataFrame(
        {
            "months_back": back,
            "reported_at": clock.report_times(rng, month.start, month.end, size),
            "street_at": rng.choice(len(street_weight), size=size, p=street_weight),
            "type_at": rng.choice(len(weight), size=size, p=weight / weight.sum()),
            "source": rng.choice(np.array(names), size=size, p=np.array(shares)),
        }
    )


def _assign_units(frame: pd.DataFrame) -> None:
    streets = city.streets()
    at, kind = frame["street_at"].to_numpy(), frame["type_at"].to_numpy()
    for column in ("district", "street"):
        frame[column] = streets[column].to_numpy()[at]
    frame["category"] = np.array([row[0] for row in categories.CLASSES])[kind]
    frame["subcategory"] = np.array(categories.CLASS_NAMES)[kind]
    handler = np.array([row[2] for row in categories.CLASSES])[kind]
    team = streets["team"].to_numpy()[at]
    merged = (team == city.team_name("望岭区", 3)) & (
        frame["reported_at"] >= pd.Timestamp(city.MERGER)
    )
    frame["handler_kind"] = np.where(
        np.isin(handler, ("team", "contractor")), handler, "department"
    )
    frame["written_team"] = team
    team = np.where(merged, city.team_name("望岭区", 2), team)
    by_kind = {"team": team, "contractor": streets["contractor"].to_numpy()[at]}
    frame["handler"] = np.select(
        [handler == name for name in by_kind], list(by_kind.values()), default=handler
    )


def _close(rng: np.random.Generator, frame: pd.DataFrame, months: int, planted: bool) -> None:
    size = len(frame)
    names = [row[0] for row in city.DISTRICTS]
    rate = np.array(
        [[stories.on_time_rate(d, back, planted) for back in range(months)] for d in names]
    )
    rate += stories.month_noise(rng, rate.shape, 0.006)
    district = frame["district"].map({d: n for n, d in enumerate(names)}).to_numpy()
    on_time = rng.random(size) < rate[district, frame["months_back"]]
    lucky = frame["handler"].eq(stories.LUCKY_TEAM) & (frame["reported_at"] >= stories.LUCKY_SINCE)
    lucky &= planted
    on_time |= lucky.to_numpy()

    filed = frame["reported_at"].to_numpy() + rng.integers(2, 25, size) * clock.MINUTE
    dispatched = filed + rng.integers(2, 20, size) * clock.MINUTE
    start = clock.working(dispatched)
    limit = np.array([float(row[4]) for row in categories.CLASSES])[frame["type_at"]]
    pause = np.where(rng.random(size) < 0.05, rng.integers(4, 16, size), 0)
    share = np.where(on_time, rng.beta(1.3, 2.0, size) * 0.98, 1.03 + rng.exponential(0.5, size))
    done = clock.clock_time(start + share * (limit + pause) + np.where(on_time, 0.02, 0.2))
    left = ~on_time & (rng.random(size) < 0.36)
    never, weeks = stories.left_lying(rng, left)
    done = done + weeks
    pile = frame["handler"].eq(stories.PILE_DEPARTMENT) & (
        frame["months_back"] < stories.PILE_MONTHS
    )
    never |= pile.to_numpy() & (rng.random(size) < stories.PILE_SHARE) & planted

    frame["filed_at"], frame["dispatched_at"] = filed, dispatched
    frame["due_at"] = clock.clock_time(start + limit)
    frame["bundle_due_at"] = clock.clock_time(start + limit + pause)
    frame["closed_at"] = np.where(never, np.datetime64("NaT"), done)
    gap = rng.integers(3, 40, size) * clock.MINUTE
    frame["disposed_at"] = np.where(
        never, np.datetime64("NaT"), np.maximum(done - gap, dispatched + clock.MINUTE)
    )
    often = np.where(lucky, 0.0, np.where(limit >= 20, 0.08, 0.008))
    frame["postpone_count"] = (rng.random(size) < often).astype(int)
    frame["postpone_reason"] = np.where(
        frame["postpone_count"] > 0, rng.choice(np.array(POSTPONED_FOR), size), ""
    )
    frame["rework_count"] = np.where(
        rng.random(size) < np.where(lucky, 0.0, np.where(on_time, 0.007, 0.045)),
        rng.choice([1, 1, 1, 2], size),
        0,
    )
    frame["rework_count"] = frame["rework_count"].where(frame["closed_at"].notna(), 0)


def _set_aside(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    draw = rng.random(len(frame))
    frame["voided"] = draw < 0.012
    frame["held"] = (draw > 0.996) & frame["closed_at"].isna() | (draw > 0.9985)
    frame["self_handled"] = (draw >= 0.012) & (draw < 0.045) & frame["source"].eq("采集员上报")
    frame.loc[frame["self_handled"], "source"] = SELF_HANDLED
    frame.loc[frame["held"], ["closed_at", "disposed_at"]] = pd.NaT
    # The platform writes the time of its nightly run into these, not the time of the work.
    late = frame["self_handled"]
    nightly = frame.loc[late, "reported_at"].dt.normalize() + pd.Timedelta(days=1, hours=1)
    frame.loc[late, "closed_at"] = frame.loc[late, "disposed_at"] = nightly


def _oddities(frame: pd.DataFrame, planted: bool) -> None:
    """A few cases of a team that no register knows, and a few disposed before they were filed."""
    there = frame["handler"].eq(stories.UNKNOWN_FROM) & frame["months_back"].eq(
        stories.UNKNOWN_MONTH
    )
    unknown = frame.index[there][: stories.UNKNOWN_CASES if planted else 0]
    frame.loc[unknown, "handler"] = spelling.UNKNOWN_UNIT
    early = frame.index[frame["district"].eq("白鹭新区") & frame["closed_at"].notna()][:6]
    frame.loc[early, "disposed_at"] = frame.loc[early, "filed_at"] - pd.Timedelta(minutes=10)


def _numbers(times: pd.Series) -> list[str]:
    """18 digits: 990101 (no real area code), yymmdd, six digits of a serial."""
    days = times.dt.strftime("%y%m%d")
    serial = days.groupby(days).cumcount() + 1
    return [f"990101{day}{n:06d}" for day, n in zip(days, serial, strict=True)]


def _return(rng: np.random.Generator, frame: pd.DataFrame, planted: bool) -> None:
    """Let problems come back: later cases of the same street and type move to the closed place.

    A return is reported 1 to 22 days after the closing before it, and its place is spelled
    otherwise. Beside some chains stands a decoy: the same type a few doors further, no return.
    """
    place, x, y, number = (frame[c].to_numpy().copy() for c in ("place", "x", "y", "number"))
    spelling = np.zeros(len(frame), dtype=int)
    closed, reported = frame["closed_at"].to_numpy(), frame["reported_at"].to_numpy()
    usable = frame["subcategory"].isin(categories.RETURNING) & frame["closed_at"].notna()
    usable &= ~(frame["voided"] | frame["held"] | frame["self_handled"])
    used = ~usable.to_numpy()
    for (street, _), group in frame[usable].groupby(["street", "type_at"], sort=True):
        rows, rate = group.index.to_numpy(), stories.chain_rate(str(street), planted)
        for root in rows:
            if used[root] or rng.random() >= rate:
                continue
            used[root] = True
            last, wanted = root, 1 + int(rng.random() < 0.45) + int(rng.random() < 0.2)
            for _ in range(wanted):
                days = (reported[rows] - closed[last]) / np.timedelta64(86_400, "s")
                fits = rows[(days > 1) & (days < 22) & ~used[rows]]
                if not len(fits):
                    break
                last = fits[rng.integers(0, len(fits))]
                used[last] = True
                place[last], x[last], y[last] = place[root], x[root], y[root]
                spelling[last] = rng.integers(0, 6)
            spare = rows[~used[rows] & (reported[rows] > closed[root])]
            if str(place[root]).endswith("号") and len(spare) and rng.random() < 0.15:
                digits, decoy = int(number[root]), spare[0]
                used[decoy] = True
                place[decoy] = str(place[root]).replace(f"{digits}号", f"{digits + 6}号")
    frame["true_place"], frame["x"], frame["y"] = place, x, y
    frame["place"] = [
        places.respell(p, v) if v else p for p, v in zip(place, spelling, strict=True)
    ]

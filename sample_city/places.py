"""How places are written: house numbers, lanes, crossings, markets, and their other spellings."""

import numpy as np
import pandas as pd

from sample_city import city

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
KINDS = ("house", "crossing", "lane", "market")


def make_places(rng: np.random.Generator, street: np.ndarray) -> pd.DataFrame:
    """A place for each case: kind, place, road, number, x, y. `street`: positions in streets()."""
    roads = city.roads()
    size = len(street)
    kind = rng.choice(4, size=size, p=[0.77, 0.11, 0.08, 0.04])
    first = street * 12 + rng.integers(0, 12, size)
    second = street * 12 + (first - street * 12 + rng.integers(1, 12, size)) % 12
    low, high = np.minimum(first, second), np.maximum(first, second)  # a crossing has one name
    first = np.where(kind == 1, low, first)
    number = rng.integers(1, 200, size)
    name = roads["road"].to_numpy()
    stems = [city.short(s) for s in city.streets()["street"]]
    east = rng.random(size) < 0.5
    texts = [
        write(
            KINDS[k],
            name[a] if k != 3 else f"{stems[s]}{'东' if e else '西'}农贸市场",
            name[b] if k == 1 else str(n),
        )
        for k, a, b, n, s, e in zip(kind, first, high, number, street, east, strict=True)
    ]
    return pd.DataFrame(
        {
            "place_kind": kind,
            "road": first,
            "number": number,
            "place": texts,
            "x": np.round(roads["x"].to_numpy()[first] + number * 2.0, 1),
            "y": np.round(roads["y"].to_numpy()[first] + number * 1.1, 1),
        }
    )


def write(kind: str, name: str, detail: str) -> str:
    """The plain spelling of a place."""
    if kind == "house":
        return f"{name}{detail}号"
    if kind == "crossing":
        return f"{name}与{detail}路口"
    return f"{name}{detail}弄" if kind == "lane" else name


def respell(place: str, variant: int) -> str:
    """The same place as another collector writes it; `variant` any number, 0 leaves it alone."""
    if "路口" in place:
        first, second = place.removesuffix("路口").split("与")
        forms = [
            place,
            f"{first}/{second}路口",
            f"{first}与{second}交叉口",
            f"{first}、{second}路口",
        ]
    elif place.endswith(("号", "弄")):
        tail = place[-1]
        head = place[:-1].rstrip("0123456789")
        digits = place[len(head) : -1]
        ends = ("门前", "旁", "附近") if tail == "号" else ("口", "内", "弄口")
        forms = [
            place,
            f"{head}{digits.translate(FULL_WIDTH)}{tail}",
            f"{head} {digits} {tail}",
            f"{place}{ends[0]}",
            f"{place}{ends[1]}",
            f"{head}{digits.translate(FULL_WIDTH)}{tail}{ends[0]}",
        ]
    else:
        forms = [place, f"{place}门口", f"{place}（北门）"]
    return forms[variant % len(forms)]

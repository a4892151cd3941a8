"""The fictional city: its districts, streets, teams, contractors, departments, points, months.

Every name is invented; none is meant to be a real county, town or company.
Coordinates lie on a plain local grid in metres.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import numpy as np
import pandas as pd

CITY = "示例市"
LAST_MONTH = (2025, 10)
MERGER = date(2025, 4, 21)  # from this day the third team of 望岭区 belongs to the second
MOVE = date(2025, 3, 21)  # from this day a team that 白鹭新区 had sent out belongs to 东屏区
MOVED, MOVED_ONCE, OLD_NAME_UNTIL = ("东屏区", 2), ("白鹭新区", 3), date(2025, 6, 1)


@dataclass(frozen=True)
class Month:
    """An assessment month: the 21st of the month before to the 20th, exported the day after."""

    label: str
    start: datetime
    end: datetime  # exclusive: the 21st, 00:00

    @property
    def exported(self) -> datetime:
        return self.end.replace(hour=8)

    @property
    def compact(self) -> str:
        return self.label.replace("-", "")


def assessment_months(count: int) -> list[Month]:
    """The last `count` assessment months of the sample, oldest first."""
    last = LAST_MONTH[0] * 12 + LAST_MONTH[1] - 1
    starts = [datetime(n // 12, n % 12 + 1, 21) for n in range(last - count, last + 1)]
    return [
        Month(f"{end:%Y-%m}", start, end) for start, end in zip(starts, starts[1:], strict=False)
    ]


# name, English name, group, population, (x, y) of its centre in metres, streets
DISTRICTS = (
    ("云栖区", "Yunqi", "城区组", 612_000, (52_000, 48_000), "竹影街道 听泉街道 云麓街道 松风街道"),
    (
        "澄湖区",
        "Chenghu",
        "城区组",
        548_000,
        (60_000, 47_000),
        "镜波街道 芦汀街道 望帆街道 澄北街道",
    ),
    ("南汀区", "Nanting", "城区组", 466_000, (55_000, 39_000), "汀兰街道 鸥渚街道 晚渡街道"),
    (
        "望岭区",
        "Wangling",
        "城区组",
        503_000,
        (46_000, 55_000),
        "岭前街道 霞径街道 听松街道 石径镇",
    ),
    ("东屏区", "Dongping", "城区组", 431_000, (68_000, 53_000), "屏秀街道 晓屏街道 东照街道"),
    ("白鹭新区", "Bailu", "城郊组", 287_000, (72_000, 38_000), "鹭鸣街道 栖鹭街道 新渚镇"),
    ("青坪县", "Qingping", "城郊组", 394_000, (34_000, 40_000), "翠坪镇 麦垄镇 茶坞镇 坪口镇"),
    ("柳溪县", "Liuxi", "城郊组", 358_000, (38_000, 66_000), "柳荫镇 溪桥镇 杏坞镇"),
    ("石溪县", "Shixi", "城郊组", 301_000, (80_000, 64_000), "溪源镇 砚石镇 枫坞镇"),
)
# Streets of each team, by the position of the street in its district.
TEAM_STREETS = {
    "云栖区": ((0,), (1, 2), (3,)),
    "澄湖区": ((0, 1), (2, 3)),
    "南汀区": ((0, 1), (2,)),
    "望岭区": ((0, 1), (2,), (3,)),
    "东屏区": ((0,), (1, 2)),
    "白鹭新区": ((0,), (1, 2)),
    "青坪县": ((0, 1), (2, 3)),
    "柳溪县": ((0, 1), (2,)),
    "石溪县": ((0, 1), (2,)),
}
CONTRACTORS = (
    ("云帚保洁公司", ("云栖区",)),
    ("镜净环境公司", ("澄湖区",)),
    ("拂尘环卫公司", ("南汀区", "东屏区")),
    ("岭扫环境公司", ("望岭区",)),
    ("鹭洁环卫公司", ("白鹭新区", "石溪县")),
    ("坪川保洁公司", ("青坪县", "柳溪县")),
)
DEPARTMENTS = (
    ("市容秩序管理处", "市容"),
    ("环境卫生管理中心", "环卫"),
    ("市政设施管理处", "市政"),
    ("园林绿化管理中心", "园林"),
    ("广告景观管理处", "广告"),
)
ROAD_HEADS = (
    *("望云", "青禾", "明月", "采菱", "落霞", "春晓", "沐风", "桂香"),
    *("银杏", "枕流", "白石", "梧桐", "听雨", "晚晴", "新禾", "锦帆"),
)
DIGITS = "一二三四五六七八九"


def team_name(district: str, number: int) -> str:
    return f"{district}执法{DIGITS[number - 1]}中队"


def as_called(teams: np.ndarray, days: pd.Series, at: np.ndarray) -> np.ndarray:
    """The teams of rows at these positions as they are called on these days: the one that moved by
    its former name before `MOVE`, and by one in five for ten weeks after."""
    late = (days < pd.Timestamp(OLD_NAME_UNTIL)).to_numpy() & (at % 5 == 1)
    former = (days < pd.Timestamp(MOVE)).to_numpy() | late
    names = np.asarray(teams, dtype=object)
    return np.where(former & (names == team_name(*MOVED)), team_name(*MOVED_ONCE), names)


@cache
def short(name: str) -> str:
    """云栖区 -> 云栖, 白鹭新区 -> 白鹭, 竹影街道 -> 竹影."""
    for tail in ("新区", "街道", "区", "县", "镇"):
        if name.endswith(tail):
            return name[: -len(tail)]
    return name


def streets() -> pd.DataFrame:
    """One row per street or town: district, street, team, contractor, x, y, weight (of volume)."""
    contractor = {d: name for name, ds in CONTRACTORS for d in ds}
    rows = []
    for district, _, _, population, (x, y), names in DISTRICTS:
        team_of = {
            position: team_name(district, number)
            for number, positions in enumerate(TEAM_STREETS[district], start=1)
            for position in positions
        }
        parts = names.split()
        shares = np.linspace(1.35, 0.65, len(parts)) / len(parts)
        if district == "石溪县":  # its second team answers for one small town only
            shares = np.array([0.45, 0.30, 0.25])
        for position, (name, share) in enumerate(zip(parts, shares, strict=True)):
            angle = 2 * np.pi * position / len(parts)
            rows.append(
                {
                    "district": district,
                    "street": name,
                    "team": team_of[position],
                    "contractor": contractor[district],
                    "x": x + 2_400 * np.cos(angle),
                    "y": y + 2_400 * np.sin(angle),
                    "weight": population * share,
                }
            )
    frame = pd.DataFrame(rows)
    frame["weight"] /= frame["weight"].sum()
    return frame


def roads() -> pd.DataFrame:
    """One row per road: street (position in `streets()`), road, x, y; 12 roads a street."""
    rows = []
    frame = streets()
    for i, (name, x, y) in enumerate(zip(frame["street"], frame["x"], frame["y"], strict=True)):
        for j in range(12):
            head = ROAD_HEADS[(i * 5 + j) % len(ROAD_HEADS)]
            tail = "大道" if j == 0 else "巷" if j >= 10 else "路"
            rows.append(
                {
                    "street": i,
                    "road": f"{short(name)}{head}{tail}",
                    "x": x + 180 * (j - 6),
                    "y": y + 150 * ((j * 7) % 12 - 6),
                }
            )
    return pd.DataFrame(rows)

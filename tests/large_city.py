"""A city of any size in plain exports, with names of any length: what pages and commands must bear.

Every street has one visit, one finding and two grid cases in each of two months; every team scores.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

PERIODS = ("2025-09", "2025-10")  # months that run from the 21st to the 20th
MADE_AT = {"2025-09": "2025-09-21 08:00:00", "2025-10": "2025-10-21 08:00:00"}
LONG = "城市管理综合行政执法大队驻开发区直属机动应急"
SCHEMES = Path(__file__).resolve().parents[1] / "schemes"


def write_city(
    folder: Path, districts: int = 3, streets: int = 3, teams: int = 3, name_length: int = 0
) -> list[Path]:
    """The exports of a city with so many units; names are at least `name_length` characters."""
    folder.mkdir(parents=True, exist_ok=True)
    named = {
        kind: [_name(kind, i, name_length) for i in range(count)]
        for kind, count in {"区": districts, "街道": streets, "中队": teams}.items()
    }
    register = _write(folder / "单位名录.csv", _register(named))
    files = [register]
    for period in PERIODS:
        places = [_place(named, i) for i in range(max(districts, streets, teams))]
        title = f"导出时间：{MADE_AT[period]}"
        files += [
            _write(folder / f"检查_{period}.csv", _visits(period, places), title),
            _write(folder / f"问题_{period}.csv", _findings(period, places), title),
            _write(folder / f"案卷_{period}.csv", _cases(period, places), title),
        ]
    return files


def team_scheme(minimum: int = 1) -> str:
    """A scheme (YAML) that scores teams by inspections, to be written to a file."""
    text = (SCHEMES / "sample-district.yaml").read_text(encoding="utf-8")
    head, rest = text.split("components:\n", 1)
    after = rest[rest.index("\ngroups:") :]
    head = head.replace("id: sample-district", "id: all-teams")
    head = head.replace("kind: district", "kind: team")
    part = """components:
  - id: checks
    name: {zh: 巡查, en: Inspections}
    weight: 100
    indicator: deduction_per_100_checks
    rule: {type: per_100_checks, cost: 0.1}
"""
    lines = [
        f"n: {{indicator: checks, minimum: {minimum}}}" if line.startswith("n:") else line
        for line in after.splitlines()
    ]
    return head + part + "\n".join(lines) + "\n"


def _name(kind: str, number: int, length: int) -> str:
    if kind == "区":
        stem = f"第{number + 1:03d}示范"
    elif kind == "街道":
        stem = f"示范{number + 1:05d}"
    else:
        stem = f"示范执法{number + 1:04d}号"
    padding = (LONG * (length // len(LONG) + 1))[: max(length - len(stem) - len(kind), 0)]
    return f"{stem}{padding}{kind}"


def _place(named: dict[str, list[str]], i: int) -> tuple[str, str, str]:
    district, street, team = (named[kind][i % len(named[kind])] for kind in ("区", "街道", "中队"))
    return district, street, team


def _register(named: dict[str, list[str]]) -> Iterable[Sequence[Any]]:
    yield "单位编号", "单位类别", "单位名称", "考核组", "上级单位"
    kinds = {"区": "区域", "街道": "街道", "中队": "队伍"}
    number = 0
    for kind, names in named.items():
        for i, name in enumerate(names):
            number += 1
            parent = "" if kind == "区" else named["区"][i % len(named["区"])]
            yield number, kinds[kind], name, f"第{i % 3 + 1}组", parent


def _days(period: str) -> date:
    return date.fromisoformat(f"{period}-01")


def _visits(period: str, places: Sequence[tuple[str, str, str]]) -> Iterable[Sequence[Any]]:
    yield "检查编号", "检查时间", "检查方式", "区域", "街道（镇）", "队伍", "点位", "是否达标"
    for i, place in enumerate(places):
        when = datetime.combine(_days(period), datetime.min.time()) + timedelta(minutes=i)
        yield (
            f"V{period}-{i}",
            f"{when:%Y-%m-%d %H:%M}",
            "明查",
            *place,
            f"路{i}",
            "否" if i % 5 else "是",
        )


def _findings(period: str, places: Sequence[tuple[str, str, str]]) -> Iterable[Sequence[Any]]:
    yield (
        "问题编号",
        "检查编号",
        "发现时间",
        "检查方式",
        "区域",
        "街道（镇）",
        "队伍",
        "点位",
        "小类",
        "扣分",
    )
    for i, place in enumerate(places):
        if i % 5:
            when = datetime.combine(_days(period), datetime.min.time()) + timedelta(minutes=i)
            yield (
                f"F{period}-{i}", f"V{period}-{i}", f"{when:%Y-%m-%d %H:%M}", "明查", *place,
                f"路{i}", "暴露垃圾", 1 + (i + int(period[-2:])) % 7,
            )  # fmt: skip


def _cases(period: str, places: Sequence[tuple[str, str, str]]) -> Iterable[Sequence[Any]]:
    yield (
        "任务号", "上报时间", "大类名称", "小类名称", "问题来源", "问题描述", "当前阶段名称",
        "处置截止时间", "结案时间", "地址描述", "所属街道", "所属区域", "处置部门",
    )  # fmt: skip
    for i, (district, street, team) in enumerate(places):
        filed = datetime.combine(_days(period), datetime.min.time()) + timedelta(minutes=i)
        for k in range(2):
            late = (i + k) % 4 == 0
            due, done = filed + timedelta(days=1), filed + timedelta(days=2 if late else 0, hours=5)
            yield (
                f"{period}{i:06d}{k}", filed, "市容环境", "暴露垃圾", "采集员上报",
                f"{street}路边有垃圾", "[结案]" if (i + k) % 9 else "[处置]", due,
                done if (i + k) % 9 else "",
                f"示范路{i}号", street, district, team,
            )  # fmt: skip


def _write(path: Path, rows: Iterable[Sequence[Any]], title: str = "") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        if title:
            writer.writerow([title])
        writer.writerows(rows)
    return path

"""The files by which checks are planned: frequencies, quotas, the library of key problems.

With stories, 柳溪县 is to be checked 400 times a month from 2025-05 on and is checked as before,
and 程望舒 has a quota of 320 visits from 2025-05 on and does what he always did. The library makes
露天烧烤 a key problem for a summer, 工地扬尘 for a winter, 非法小广告 in one district for a spring.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd

from sample_city import inspections, layouts, spelling
from sample_city.city import CITY, DISTRICTS, Month
from sample_city.write import Export, ExportSheet

MORE_CHECKS, MORE_SINCE, MORE, USUAL = "柳溪县", date(2025, 4, 21), 400, 240
BEHIND, BEHIND_SINCE, BEHIND_QUOTA, QUOTA = "程望舒", "2025-05", 320, 190
NEVER_THERE = "季青岚"  # has a quota from 2025-09 on and no visit
WITHOUT_QUOTA = ("宋临川", "2025-08")
# class, subclass, from, to, weight, how often, district
LIBRARY = (
    ("街面秩序", "店外经营", date(2024, 9, 21), None, "1.5", "每周1次", "全市"),
    ("街面秩序", "露天烧烤", date(2025, 5, 1), date(2025, 9, 30), "2", "每日1次", "全市"),
    ("施工管理", "工地扬尘", date(2024, 11, 1), date(2025, 3, 31), "", "2次/周", "全市"),
    ("突发事件", "道路积水", date(2025, 6, 1), date(2025, 9, 15), "", "雨后", ""),
    ("宣传广告", "非法小广告", date(2025, 3, 21), date(2025, 6, 20), "1.2", "每周两次", "云栖区"),
)


def plan_files(
    rng: np.random.Generator, months: Sequence[Month], planted: bool = True
) -> Iterator[Export]:
    """The plan (a list of frequencies), the quotas (a row a month and inspector), the library."""
    yield _plan(months, planted)
    yield _quotas(rng, months, planted)
    yield _library(months)


def _sheet(
    profile: str, month: Month, columns: dict[str, Sequence[object]], title: str
) -> ExportSheet:
    keys = [f"{profile} {at}" for at in range(len(next(iter(columns.values()))))]
    sheet = ExportSheet(
        profile, month.exported, list(columns), layouts.sheet_rows(keys, keys, columns)
    )
    sheet.titles = [f"{CITY}{title}（虚构示例数据）", spelling.exported(month.exported)]
    return sheet


def _plan(months: Sequence[Month], planted: bool) -> Export:
    first = date(2024, 9, 21)
    rows: list[tuple[object, ...]] = []
    for at, (name, *_) in enumerate(DISTRICTS):
        written = (f"每月{USUAL}次", f"{USUAL}次/月", f"每月不少于{USUAL}次")[at % 3]
        more = planted and name == MORE_CHECKS
        until = MORE_SINCE if more else None
        rows.append((name, "全部", "全部", "不限", written, "合计", first, until))
        if more:
            rows.append((name, "", "", "", f"每月{MORE}次", "合计", MORE_SINCE, None))
    rows += [
        ("全市", "道路", "主干道", "", "每周一次", "每条路", first, None),
        ("全市", "道路", "支路", "", "每半月一次", "每条路", first, None),
        ("全市", "菜市场", "", "", "每月3次", "每点", first, None),
        ("全市", "公厕", "", "", "每月不少于2次", "每点", first, None),
        ("全市", "", "", "暗访", "每周150次", "总点次", first, None),
        ("全市", "", "", "第三方", "每月500次", "总点次", first, None),
    ]
    names = ("区域", "点位类型", "等级", "检查方式", "考评频次", "计划口径", "启用日期", "停用日期")
    columns: dict[str, Sequence[object]] = {"序号": list(range(1, len(rows) + 1))}
    columns |= {name: [row[at] for row in rows] for at, name in enumerate(names)}
    for name in ("启用日期", "停用日期"):
        columns[name] = spelling.days(
            pd.to_datetime(pd.Series([*columns[name]], dtype=object)), "chinese"
        )
    sheet = _sheet("check-plan", months[-1], columns, "市容考评计划")
    sheet.reject(3, 考评频次="按需")
    return Export(f"{CITY}_考评计划.csv", [sheet], "csv", "gb18030")


def _quotas(rng: np.random.Generator, months: Sequence[Month], planted: bool) -> Export:
    rows: list[tuple[object, ...]] = []
    for month in months:
        names = [*inspections.INSPECTORS]
        if month.label >= "2025-09":
            names.append(NEVER_THERE)
        for name in names:
            if (name, month.label) == WITHOUT_QUOTA:
                continue
            behind = planted and name == BEHIND and month.label >= BEHIND_SINCE
            visits = BEHIND_QUOTA if behind else QUOTA + int(rng.integers(-1, 2)) * 10
            problems = 12 if month.label >= "2025-09" else None
            rows.append((f"{month.end.year}年{month.end.month}月", name, visits, problems))
    columns: dict[str, Sequence[object]] = {
        name: [row[at] for row in rows]
        for at, name in enumerate(("考评月份", "考评人员", "点次定额", "问题定额"))
    }
    columns["文件号"] = ["示考评〔2024〕9号"] * len(rows)
    sheet = _sheet("check-quotas-wide", months[-1], columns, "考评人员定量定任务表")
    sheet.clutter()
    return Export(f"{CITY}_考评人员任务.xlsx", [sheet])


def _library(months: Sequence[Month]) -> Export:
    columns: dict[str, Sequence[object]] = {
        name: [row[at] for row in LIBRARY]
        for at, name in enumerate(
            ("大类", "小类", "列入日期", "移出日期", "扣分倍数", "检查频次", "适用区域")
        )
    }
    for name in ("列入日期", "移出日期"):
        columns[name] = spelling.days(
            pd.to_datetime(pd.Series([*columns[name]], dtype=object)), "iso"
        )
    sheet = _sheet("key-problems", months[-1], columns, "重点问题库")
    return Export(f"{CITY}_重点问题库.csv", [sheet], "csv", "utf-8-sig")

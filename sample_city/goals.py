"""What the city's departments promised for the year: limits, places, zeros, written as they speak.

Stories, by what is told for 2025-10:

- 管网渗漏率 is to be lowered below 10 %: it fell from 14.2 to 11.6 %, which is still over.
- The market rank (target 3, a bare number) went from the 9th place to the first; the sanitation
  rank (前三位) never got beyond the fifth.
- Of the three zeros one was kept, one was not (two accidents in 2025-08 and since), and of the
  third nobody ever reported.
- The costs of repairs stay below their limit, machine sweeping reaches its share, and exactly
  twelve places for street vendors were set up.

Mess: places as 第9名 and 9, percent signs or none, 300万以内, a blank, one more column of the kind
of unit, dates as people type them.
"""

from collections.abc import Sequence

from sample_city import layouts, spelling
from sample_city.city import CITY, Month
from sample_city.write import Export, ExportSheet

LEAK, MARKET, CLEAN = "管网渗漏率", "菜市场管理全省排名", "城区保洁全省排名"
ACCIDENTS, UNREPORTED, KEPT = "养护作业安全事故", "信访积案", "燃放烟花爆竹案件"
ACCIDENTS_SINCE = "2025-08"
YEAR = 2025


def _goals(at: int, label: str) -> list[tuple[str, str, str, str]]:
    """Department, task, target and done as written in the month at this place of the year."""
    leak = f"{14.2 - 0.26 * at - (0.26 if at == 9 else 0):.1f}"
    market = (9, 9, 8, 6, 6, 5, 4, 3, 2, 1)[at]
    clean = (8, 8, 7, 7, 6, 6, 6, 5, 5, 5)[at]
    accidents = "2" if label >= ACCIDENTS_SINCE else "0"
    return [
        ("市政设施管理处", LEAK, "降低到10%以下", leak + ("%" if at % 2 else "")),
        ("市政设施管理处", "抢修费用", "控制在300万以内", f"{22 * (at + 1)}"),
        ("市容秩序管理处", MARKET, "3", f"第{market}名" if at % 3 else f"{market}"),
        ("市容秩序管理处", "摊贩疏导点", "=12", "12"),
        ("环境卫生管理中心", CLEAN, "前三位", f"第{clean}名"),
        ("环境卫生管理中心", "机扫率", "不低于80%", f"{76 + at}%"),
        ("园林绿化管理中心", ACCIDENTS, "零事故", accidents),
        ("广告景观管理处", UNREPORTED, "零", ""),
        ("市容秩序管理处", KEPT, "0", "0"),
    ]


def goal_file(months: Sequence[Month]) -> Export:
    """The departments' tasks of the year, a row a month."""
    rows: list[tuple[str, ...]] = []
    for month in months:
        if month.end.year != YEAR:
            continue
        told = f"{YEAR}年{month.end.month}月"
        rows += [(told, *goal) for goal in _goals(month.end.month - 1, month.label)]
    columns: dict[str, Sequence[object]] = {"考核月份": [row[0] for row in rows]}
    columns |= {
        name: [row[at] for row in rows]
        for at, name in enumerate(("责任单位", "工作任务", "目标值", "完成情况"), start=1)
    }
    columns["完成时限"] = [f"{YEAR}年12月31日"] * len(rows)
    columns["单位类别"] = ["责任部门"] * len(rows)
    keys = ["|".join(row[:3]) for row in rows]
    sheet = ExportSheet(
        "tasks", months[-1].exported, list(columns), layouts.sheet_rows(keys, keys, columns)
    )
    sheet.titles = [
        f"{CITY}市级部门年度任务完成情况（虚构示例数据）",
        spelling.exported(months[-1].exported),
    ]
    sheet.clutter()
    return Export(f"{CITY}_部门任务.xlsx", [sheet])

"""A large, tidy case export in the 24-column layout, for measuring."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

DISTRICTS = [f"基准{i}区" for i in range(1, 13)]
SUBCATEGORIES = ["暴露垃圾", "道路不洁", "非法小广告", "店外经营", "乱堆物堆料", "机动车乱停放"]
HEADER = [
    "上报时间",
    "任务号",
    "大类名称",
    "小类名称",
    "问题来源",
    "问题描述",
    "当前阶段名称",
    "处置部门",
    "捆绑处置截止时间",
    "结案时间",
    "所属片区",
    "问题类型",
    "地址描述",
    "所属街道",
    "所属社区",
    "监督员",
    "处置截止时间",
    "X坐标",
    "Y坐标",
    "延期理由",
    "处置意见",
    "单元网格",
    "延期次数",
    "所属区域",
]
_TIME = "%Y-%m-%d %H:%M:%S"


def write_big_export(path: Path, rows: int, seed: int = 1) -> None:
    """Write `rows` cases over 13 months as UTF-8 CSV; about 300 bytes a row."""
    random = np.random.default_rng(seed)
    start = datetime(2024, 9, 21)
    minute = np.sort(random.integers(0, 395 * 24 * 60, rows))
    hours = random.exponential(20, rows)
    is_open = random.random(rows) < 0.02
    district = random.integers(0, len(DISTRICTS), rows)
    kind = random.integers(0, len(SUBCATEGORIES), rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for i in range(rows):
            reported = start + timedelta(minutes=int(minute[i]))
            due = (reported + timedelta(hours=48)).strftime(_TIME)
            closed = reported + timedelta(hours=float(hours[i]))
            name = DISTRICTS[district[i]]
            writer.writerow(
                [
                    reported.strftime(_TIME), f"2024{i:012d}", "市容环境", SUBCATEGORIES[kind[i]],
                    "采集员上报", f"{name}某路段发现{SUBCATEGORIES[kind[i]]}，请及时处置",
                    "[处置]" if is_open[i] else "[办结]", f"部门{i % 5}", due,
                    "" if is_open[i] else closed.strftime(_TIME), f"片区{i % 40}", "事件",
                    f"示例路{i % 900}号", f"街道{i % 60}", f"社区{i % 300}", f"采集员{i % 36:02d}",
                    due, f"{i % 5000}.5", f"{i % 7000}.25", "", "", f"{i % 9000:015d}", 0, name,
                ]
            )  # fmt: skip

"""The sample city's own figures (自有指标): parking meters, sweeping, recycling, leaks.

Every figure is invented. A stream of chance of its own: the other files stay as they are.

Stories:

- 南汀区 keeps fewer than 90 % of its parking meters lit since 2025-07 (about 83 %); every other
  district is above its target in every month.
- 青坪县 did not state its recycling for 2025-08: its third quarter is made of two months. The rate
  comes with its parts, so a quarter is the sum of both, not a mean of rates.
- The leak rate of the city's pipes fell from 14.6 % to below 10 % (less is better, 降低到10%以下):
  a target that is met by going down.
- 垃圾清运量 is an amount (汇总方式 合计): a quarter with a month missing has no total.

Mess: a target in the name of a column, others in a column of their own, 单位 as unit of measure,
万吨, per cent with and without its sign, 全市 as a unit, districts and months in several spellings,
a repeated header, months without a year under a title that has it, a cell 未报.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from sample_city import city, layouts, spelling
from sample_city.city import CITY, Month
from sample_city.write import Export, ExportSheet

STREAM = 411  # of `make_sample`'s seed
DARK, DARK_SINCE, LIT_TARGET = "南汀区", "2025-07", 90
SILENT, SILENT_MONTH = "青坪县", "2025-08"
LEAKS = (14.6, 14.1, 13.8, 13.0, 12.7, 12.1, 11.6, 11.4, 10.9, 10.6, 10.2, 9.8, 9.6)
HAULED_MISSING = "8月"
NAMES = [row[0] for row in city.DISTRICTS]


def figure_files(months: Sequence[Month], seed: int) -> Iterator[Export]:
    """Figures of districts in columns, the parts of a ratio in rows, and a year in months."""
    rng = np.random.default_rng([seed, STREAM])
    yield _by_column(months, rng)
    yield _parts(months, rng)
    yield _by_month(months, rng)


def _by_column(months: Sequence[Month], rng: np.random.Generator) -> Export:
    """One row per district and month, a column for each figure."""
    pairs = [(month, name) for month in months for name in NAMES]
    lit = [
        float(rng.normal(83.2, 0.7))
        if name == DARK and month.label >= DARK_SINCE
        else float(np.clip(rng.normal(94.5, 1.1), 91.2, 99.0))
        for month, name in pairs
    ]
    swept = [float(np.clip(rng.normal(91.5, 1.0), 88.6, 97.0)) for _ in pairs]
    turned = [float(rng.normal(5.8, 0.4)) for _ in pairs]
    columns: dict[str, Sequence[object]] = {
        "统计月份": [_written(m, at) for at, (m, _) in enumerate(pairs)],
        "区域": [spelling.district(name, at) for at, (_, name) in enumerate(pairs)],
        "咪表亮灯率（%）": [f"{v:.1f}%" if at % 4 else f"{v:.1f}" for at, v in enumerate(lit)],
        "咪表亮灯率目标值": [f"≥{LIT_TARGET}%" for _ in pairs],
        "机械化清扫率（目标≥88%）": [f"{v:.1f}%" for v in swept],
        "泊位周转率（次/日）": [f"{v:.1f}" for v in turned],
        "备注": ["" for _ in pairs],
    }
    keys = [f"{m.label} {name}" for m, name in pairs]
    sheet = _sheet("own-figures-wide", months, keys, columns, "自有指标监测表")
    sheet.set_aside(len(sheet.rows) // 2, sheet.columns)
    return Export(f"{CITY}_自有指标.xlsx", [sheet])


def _parts(months: Sequence[Month], rng: np.random.Generator) -> Export:
    """Recycling by its parts: 350 of 1,000 tonnes; 单位 is the unit of measure here."""
    rows = [
        (month, name)
        for month in months
        for name in NAMES
        if (name, month.label) != (SILENT, SILENT_MONTH)
    ]
    whole = [int(rng.integers(2_000, 9_000)) for _ in rows]
    part = [int(n * rng.normal(0.39, 0.012)) for n in whole]
    columns: dict[str, Sequence[object]] = {
        "统计月份": [month.label for month, _ in rows],
        "指标名称": ["生活垃圾回收利用率"] * len(rows),
        "区域": [name for _, name in rows],
        "单位": ["%"] * len(rows),
        "指标值": [f"{100 * a / b:.1f}%" for a, b in zip(part, whole, strict=True)],
        "分子": part,
        "分母": whole,
        "目标值": ["35%以上"] * len(rows),
    }
    keys = [f"{month.label} {name}" for month, name in rows]
    sheet = _sheet("own-figures", months, keys, columns, "指标统计表")
    return Export(f"{CITY}_回收利用率.csv", [sheet], "csv", "gbk")


def _by_month(months: Sequence[Month], rng: np.random.Generator) -> Export:
    """The city's figures of the last year, a column for each month; the year stands above."""
    year = months[-1].label[:4]
    own = [month for month in months if month.label.startswith(year)]
    heads = [f"{int(month.label[5:])}月" for month in own]
    leaks = [f"{v}%" for v in LEAKS[-len(own) :]]
    hauled = ["未报" if head == HAULED_MISSING else f"{rng.normal(3.1, 0.1):.2f}" for head in heads]
    table = [
        ["供水管网漏损率", "全市", "%", "降低到10%以下", "", *leaks],
        ["生活垃圾清运量", "全市", "万吨", "", "合计", *hauled],
    ]
    names = ["指标名称", "考核单位", "计量单位", "目标值", "汇总方式", *heads]
    columns: dict[str, Sequence[object]] = {
        name: [row[at] for row in table] for at, name in enumerate(names)
    }
    sheet = _sheet("own-figures", months, ["leaks", "hauled"], columns, f"{year}年特色指标")
    return Export(f"{CITY}_特色指标.xlsx", [sheet])


def _written(month: Month, at: int) -> str:
    year, number = month.label.split("-")
    return (month.label, f"{year}年{int(number)}月", f"{year}年{number}月份")[at % 3]


def _sheet(
    profile: str,
    months: Sequence[Month],
    keys: Sequence[str],
    columns: dict[str, Sequence[object]],
    title: str,
) -> ExportSheet:
    exported = months[-1].exported
    sheet = ExportSheet(profile, exported, list(columns), layouts.sheet_rows(keys, keys, columns))
    sheet.titles = [f"{CITY}{title}（虚构示例数据）", spelling.exported(exported)]
    return sheet

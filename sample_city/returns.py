"""Weekly returns of the towns of 柳溪县 (周报送): five counts, twenty weeks.

Every figure is invented. A stream of chance of its own: the other files stay as they are.

Stories:

- One town (SILENT) did not report in two weeks on end, SILENT_WEEKS; the county's totals of these
  weeks lack it.
- One count has a zero too many: TYPO, in the last week but one. A tenth of it is as usual.
- The return of one town for CORRECTED was too low and came again two days later (更正): the later
  one counts.

Mess: weeks as 第37周 under a title with the year and as days (9月8日-9月14日), a 合计 line, a blank
count (未报), names of towns with 人民政府, a column of persons that is never stored.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from sample_city import city, layouts, spelling
from sample_city.city import CITY, Month
from sample_city.write import Export, ExportSheet

STREAM = 412  # of `make_sample`'s seed
COUNTY, WEEKS, LAST_MONDAY = "柳溪县", 20, date(2025, 10, 13)
ITEMS = {
    "出动人次": 140.0, "劝导占道经营（起）": 36.0, "清理卫生死角（处）": 22.0,
    "清运垃圾（吨）": 48.0, "拆除破旧广告（块）": 9.0,
}  # fmt: skip
TOWNS = next(row[5] for row in city.DISTRICTS if row[0] == COUNTY).split()
SILENT, SILENT_WEEKS = TOWNS[-1], (3, 2)  # weeks back from the last
TYPO = (TOWNS[0], "劝导占道经营（起）", 1)
CORRECTED = (TOWNS[1], 5)


def return_files(months: Sequence[Month], seed: int) -> Iterator[Export]:
    """The returns by week, and one that was corrected."""
    rng = np.random.default_rng([seed, STREAM])
    size = {town: float(rng.uniform(0.7, 1.4)) for town in TOWNS}
    rows: list[tuple[int, str, list[int]]] = []
    for back in range(WEEKS - 1, -1, -1):
        for town in TOWNS:
            counts = [int(rng.negative_binomial(12, 12 / (12 + m * size[town])))
                      for m in ITEMS.values()]  # fmt: skip
            if town == TYPO[0] and back == TYPO[2]:
                counts[list(ITEMS).index(TYPO[1])] = 370
            if (town, back) == CORRECTED:
                counts[0] = 14
            if town != SILENT or back not in SILENT_WEEKS:
                rows.append((back, town, counts))
    yield _by_week(months, rows)
    yield _correction(months, rows)


def _week(back: int, at: int = 0) -> str:
    first = LAST_MONDAY - timedelta(weeks=back)
    last = first + timedelta(days=6)
    if at % 5 == 4:
        return f"{first.month}月{first.day}日-{last.month}月{last.day}日"
    return f"第{first.isocalendar().week}周"


def _by_week(months: Sequence[Month], rows: Sequence[tuple[int, str, list[int]]]) -> Export:
    columns: dict[str, Sequence[object]] = {
        "周次": [_week(back, back) for back, _, _ in rows],
        "乡镇": [spelling.street(town, at) for at, (_, town, _) in enumerate(rows)],
    }
    for place, item in enumerate(ITEMS):
        columns[item] = [
            "未报" if (at, place) == (7, 4) else counts[place]
            for at, (_, _, counts) in enumerate(rows)
        ]
    columns["填报人"] = [spelling.PERSON_NAMES[at % 5] for at in range(len(rows))]
    keys = [f"{back} {town}" for back, town, _ in rows]
    sheet = _sheet(months, keys, columns, f"{COUNTY}乡镇2025年周报送汇总表")
    sheet.clutter()
    return Export(f"{CITY}_{COUNTY}乡镇周报送.xlsx", [sheet])


def _correction(months: Sequence[Month], rows: Sequence[tuple[int, str, list[int]]]) -> Export:
    town, back = CORRECTED
    counts = next(counts for b, t, counts in rows if (t, b) == (town, back))
    on = LAST_MONDAY - timedelta(weeks=back) + timedelta(days=9)
    columns: dict[str, Sequence[object]] = {
        "报送周次": [f"2025年{_week(back)}"],
        "报送单位": [town],
        **{item: [144 if place == 0 else counts[place]] for place, item in enumerate(ITEMS)},
        "更正日期": [f"{on:%Y-%m-%d}"],
    }
    sheet = _sheet(months, [f"{back} {town} again"], columns, f"{COUNTY}周报送更正")
    return Export(f"{CITY}_{COUNTY}周报送更正.csv", [sheet], "csv", "utf-8-sig")


def _sheet(
    months: Sequence[Month], keys: Sequence[str], columns: dict[str, Sequence[object]], title: str
) -> ExportSheet:
    exported = months[-1].exported
    body = layouts.sheet_rows(keys, keys, columns)
    sheet = ExportSheet("weekly-returns-wide", exported, list(columns), body)
    sheet.titles = [f"{title}（虚构示例数据）", spelling.exported(exported)]
    return sheet

"""What the sample city decided of its units, where it stands above, its campaigns, who answers.

Every name and figure is invented. A stream of chance of its own: the other files stay as they are.

Stories:

- 柳溪县 is the last of its group in all thirteen months and 东屏区 of its own since 2025-04. Both
  were talked to (约谈), 柳溪县 in 2025-01 and 2025-05, 东屏区 in 2025-06: what the ladder of
  `sample-district` orders from the third time on (黄牌, 取消评优评先) was never decided of anybody.
- Supervision letters (督办) go out every month, numbered through the year. 督办 17 of 2025 was
  given twice, to two units; number 9 was never used. Two letters of 2025-08 and 2025-09 to 东屏区
  are not answered, the others within about a week, one in seven late.
- In the province's ranking the city rose from the last place of eleven (2024-Q4) to the second
  (2025-Q3) while the same two districts stayed last at home: the two series have nothing in common.
- 店外经营百日攻坚 (柳溪县 and 东屏区, 2025-07-01 to 2025-10-08) reports success (已报捷). Problems
  of its kind are not clearly fewer than in the hundred days before (4.1 against 3.5 per 100
  checks), and 41 % are rectified, where 95 % was the goal.
- 夏季户外广告整治 was of the whole city, 2025-06-01 to 2025-06-30; 秋季清洁家园 still runs.
- Cleaning firms pay a deposit of 50,000 yuan in 2024-11; of 拂尘环卫公司 10,000 and 25,000 are
  kept, one entry of another firm says no amount, and one firm gets its deposit back.
- 东屏区 has another leader in charge since 2025-08-01. Telephone numbers stand in two cells.

Mess: dates in four forms, a title, a 合计 row, a repeated header, a blank line, a kind of measure
that no list has (挂黄旗), numbers as 督〔2025〕3号 and as 3, a place written 倒数第1, 全市 for a
campaign's units.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict

import numpy as np

from sample_city import city, layouts, spelling
from sample_city.city import CITY, Month
from sample_city.write import RECORD, Export, ExportSheet

STREAM = 61  # of `make_sample`'s seed
LAST = {"柳溪县": "城郊组", "东屏区": "城区组"}
LETTERS_A_MONTH = 2
TWICE, UNUSED = 17, 9  # numbers of letters of 2025
UNANSWERED = (("东屏区", "2025-08"), ("东屏区", "2025-09"))
TALKS = (("柳溪县", "2025-01"), ("柳溪县", "2025-05"), ("东屏区", "2025-06"))
UNKNOWN_WORD = "挂黄旗"
PRAISED = (("白鹭新区", "2025-07"), ("云栖区", "2025-03"), ("白鹭新区", "2025-10"))
CAMPAIGN, CAMPAIGN_UNITS = "店外经营百日攻坚", "柳溪县、东屏区"
# period, of how many, place as written, marks
PROVINCE = (
    ("2024年四季度", 11, "倒数第1", 78.6),
    ("2025年一季度", 11, "第10名", 81.3),
    ("2025-Q2", 11, "7", 85.9),
    ("2025年第三季度", 11, "2", 91.4),
)
NEW_LEADER = ("东屏区", date(2025, 8, 1))
_FORMS = ("{0:%Y-%m-%d}", "{0.year}年{0.month}月{0.day}日", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}")
_SURNAMES = "陈林周吴郑冯许何吕施张孔"


class Letter(TypedDict):
    """A supervision letter; replied: None where it is not answered."""

    number: int
    on: date
    unit: str
    due: date
    replied: date | None
    period: str


def consequence_files(months: Sequence[Month], seed: int) -> Iterator[Export]:
    """The register of measures, the province's ranking, the campaigns, the leaders in charge."""
    yield _register(months, np.random.default_rng([seed, STREAM]))
    yield _deposits(months)
    yield _superior(months)
    yield _campaigns(months)
    yield _leaders(months)


def _written(day: date | None, at: int) -> str:
    return "" if day is None else _FORMS[at % len(_FORMS)].format(day)


def letter_rows(months: Sequence[Month], rng: np.random.Generator) -> list[Letter]:
    """The supervision letters, month by month."""
    names = [row[0] for row in city.DISTRICTS]
    found: list[Letter] = []
    number: dict[int, int] = {}
    for month in months:
        units = [unit for unit, label in UNANSWERED if label == month.label]
        others = [str(n) for n in rng.choice(names, size=LETTERS_A_MONTH, replace=False)]
        units += [unit for unit in others if unit not in units]
        for unit in units[:LETTERS_A_MONTH]:
            on = month.end.date() + timedelta(days=int(rng.integers(3, 12)))
            if on >= months[-1].exported.date():
                continue
            number[on.year] = number.get(on.year, 0) + 1
            if (on.year, number[on.year]) == (2025, UNUSED):
                number[on.year] += 1
            late = rng.random() < 1 / 7
            replied = on + timedelta(days=int(rng.integers(8, 15) if late else rng.integers(3, 8)))
            open_ = (unit, month.label) in UNANSWERED or replied >= months[-1].exported.date()
            due, answer = on + timedelta(days=7), None if open_ else replied
            found.append(Letter(number=number[on.year], on=on, unit=unit, due=due, replied=answer,
                                period=month.label))  # fmt: skip
    for one, after in zip(found, found[1:], strict=False):
        if (one["number"], one["on"].year) == (TWICE, 2025):
            after["number"] = TWICE
            break
    return found


def _register(months: Sequence[Month], rng: np.random.Generator) -> Export:
    rows: list[tuple[str, date, str, str, str, str, date | None, date | None]] = []
    for one in letter_rows(months, rng):
        reason = "逾期未结案卷集中交办" if one["number"] % 3 else "重点问题反复出现"
        number = f"督〔{one['on'].year}〕{one['number']}号"
        number = number if one["number"] % 4 else str(one["number"])
        row = (number, one["on"], "督办通知", one["unit"], reason, one["period"])
        rows.append((*row, one["due"], one["replied"]))
    known = {month.label: month for month in months}
    others = [
        *((unit, label, "约谈", "连续末位") for unit, label in TALKS),
        *((unit, label, "表扬", "名次上升") for unit, label in PRAISED),
        ("南汀区", "2025-04", UNKNOWN_WORD, "迎检准备不充分"),
    ]
    for at, (unit, label, action, reason) in enumerate(others, start=1):
        if label not in known:
            continue
        on = min(known[label].end + timedelta(days=2 + at), months[-1].exported).date()
        number = f"约〔{on.year}〕{at}号" if action == "约谈" else ""
        rows.append((number, on, action, unit, reason, label, None, None))
    rows.sort(key=lambda row: (row[1], row[0]))
    columns: dict[str, Sequence[object]] = {
        "序号": list(range(1, len(rows) + 1)),
        "期号": [row[0] for row in rows],
        "作出日期": [_written(row[1], at) for at, row in enumerate(rows)],
        "奖惩种类": [row[2] for row in rows],
        "考核单位": [spelling.district(row[3], at) for at, row in enumerate(rows)],
        "事由": [row[4] for row in rows],
        "考核周期": [row[5] for row in rows],
        "回复期限": [_written(row[6], at + 1) for at, row in enumerate(rows)],
        "回复日期": [_written(row[7], at + 2) for at, row in enumerate(rows)],
    }
    keys = [f"{row[1]} {row[2]} {row[0]} {row[3]} {row[4]}" for row in rows]
    sheet = _sheet("measures", months, keys, columns, "考核奖惩台账")
    if len(rows) > 4:
        sheet.clutter()
    return Export(f"{CITY}_奖惩台账.xlsx", [sheet])


def deposit_rows() -> list[tuple[date, str, str, str, object]]:
    """On, kind, firm, reason, yuan: what is kept belongs to the firm of 东屏区 and one without a
    sum to the next; the last one's deposit is returned."""
    firms = [name for name, _ in city.CONTRACTORS]
    poor = next(name for name, districts in city.CONTRACTORS if "东屏区" in districts)
    other, good = [firm for firm in firms if firm != poor][::-1][:2]
    paid = [(date(2024, 11, 4), "缴纳保证金", firm, "2025年度考核保证金", 50_000) for firm in firms]
    return [
        *paid,
        (date(2025, 8, 6), "扣保证金", poor, "月度考核末位", "10,000"),
        (date(2025, 10, 9), "保证金扣除", poor, "连续末位", 25_000),
        (date(2025, 9, 5), "扣除保证金", other, "作业车辆带泥上路", ""),
        (date(2025, 10, 15), "退还保证金", good, "合同到期", 50_000),
    ]


def _deposits(months: Sequence[Month]) -> Export:
    last = months[-1].exported.date()
    rows = [row for row in deposit_rows() if months[0].start.date() <= row[0] < last]
    columns: dict[str, Sequence[object]] = {
        "日期": [_written(row[0], at) for at, row in enumerate(rows)],
        "奖惩种类": [row[1] for row in rows],
        "单位名称": [row[2] for row in rows],
        "单位类别": ["作业单位"] * len(rows),
        "事由": [row[3] for row in rows],
        "金额（元）": [row[4] for row in rows],
    }
    keys = [" ".join(map(str, row[:4])) for row in rows]
    sheet = _sheet("measures", months, keys, columns, "保洁企业考核保证金台账")
    return Export(f"{CITY}_考核保证金.csv", [sheet], "csv", "utf-8-sig")


def _superior(months: Sequence[Month]) -> Export:
    """The province's quarters that ended before the last export, and one year of the nation's."""
    last = months[-1].exported.date()
    rows: list[tuple[str, str, str, str, int, float | None]] = [
        ("全国", "2024", "城市管理示范评估", "第18名", 36, None),
        *(
            ("省级", period, "全省市容环境考核", place, of, marks)
            for period, of, place, marks in PROVINCE
        ),
    ]
    columns: dict[str, Sequence[object]] = {
        "考核级别": [row[0] for row in rows],
        "考核周期": [row[1] for row in rows],
        "考核名称": [row[2] for row in rows],
        "参评单位": [CITY] * len(rows),
        "名次": [row[3] for row in rows],
        "参评数": [row[4] for row in rows],
        "得分": ["" if row[5] is None else row[5] for row in rows],
        "文件号": [f"省市容〔{last.year}〕{3 * at}号" for at in range(1, len(rows) + 1)],
    }
    keys = [f"{row[0]} {row[1]} {row[2]}" for row in rows]
    sheet = _sheet("superior-ranks", months, keys, columns, "上级考核排名")
    return Export(f"{CITY}_上级考核排名.csv", [sheet], "csv", "gbk")


def _campaigns(months: Sequence[Month]) -> Export:
    rows = [
        (CAMPAIGN, "2025-07-01", "2025年10月8日", "店外经营", CAMPAIGN_UNITS, "95%"),
        (
            "夏季户外广告整治",
            "2025/6/1",
            "2025.6.30",
            "占道广告牌、违章张贴悬挂广告牌匾",
            "全市",
            "",
        ),
        ("秋季清洁家园", "2025年10月10日", "2025-12-31", "暴露垃圾", "全市", "98"),
    ]
    columns: dict[str, Sequence[object]] = {
        "专项行动名称": [row[0] for row in rows],
        "开始日期": [row[1] for row in rows],
        "结束日期": [row[2] for row in rows],
        "整治类别": [row[3] for row in rows],
        "参与单位": [row[4] for row in rows],
        "行动目标": ["重点路段基本消除", "主干道清零", "背街小巷整洁"],
        "整改率目标": [row[5] for row in rows],
        "备注": ["已报捷", "", "进行中"],
    }
    keys = [f"{row[0]} {row[1]}" for row in rows]
    return Export(
        f"{CITY}_专项行动.xlsx", [_sheet("campaigns", months, keys, columns, "专项行动计划")]
    )


def _leaders(months: Sequence[Month]) -> Export:
    rows: list[tuple[str, str, str, str, str, str]] = []
    for at, (name, _, _, _, _, _) in enumerate(city.DISTRICTS):
        own, linked = _SURNAMES[at], _SURNAMES[-1 - at % 3]
        office = "副县长" if name.endswith("县") else "副区长"
        linked_leader = f"{linked}某（市城管局副局长）"
        if at == 1:
            linked_leader += " 13800001234"
        ends = f"{NEW_LEADER[1] - timedelta(days=1)}" if name == NEW_LEADER[0] else ""
        rows.append((name, f"{own}某某", office, linked_leader, "2024年1月1日", ends))
    rows.append(
        (
            NEW_LEADER[0],
            "韩某某",
            "副区长",
            f"{_SURNAMES[-2]}某（市城管局副局长）",
            "2025年8月1日",
            "",
        )
    )
    columns: dict[str, Sequence[object]] = {
        "考核单位": [row[0] for row in rows],
        "责任领导": [row[1] for row in rows],
        "职务": [row[2] for row in rows],
        "挂钩领导": [row[3] for row in rows],
        "责任人": [f"{city.short(row[0])}城管局局长" for row in rows],
        "任职日期": [row[4] for row in rows],
        "离任日期": [row[5] for row in rows],
        "联系电话": ["0999-6000123" if at % 2 else "" for at in range(len(rows))],
    }
    keys = [f"{row[0]} {row[4]}" for row in rows]
    sheet = _sheet("leaders", months, keys, columns, "区县责任领导名单")
    return Export(f"{CITY}_责任领导.csv", [sheet], "csv", "utf-8-sig")


def _sheet(
    profile: str,
    months: Sequence[Month],
    keys: Sequence[str],
    columns: dict[str, Sequence[object]],
    title: str,
) -> ExportSheet:
    exported: datetime = months[-1].exported
    sheet = ExportSheet(profile, exported, list(columns), layouts.sheet_rows(keys, keys, columns))
    assert all(mark == RECORD for mark, *_ in sheet.rows)
    sheet.titles = [f"{CITY}{title}（虚构示例数据）", spelling.exported(exported)]
    return sheet

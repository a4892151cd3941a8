"""What the sample city lists and checks besides: shops, sites, hauliers, markets rated again.

Every name and figure is invented. A stream of chance of its own: the other files stay as they are.

Stories:

- Forty shops of two sub-districts are checked under 门前三包 every week of the last three months.
  The six shops on 竹影望云大道 score about 68 where the others score about 92, and every one of
  their sheets says 已整改 (假整改): they are below their kind beyond chance, and nothing else is.
- Of 24 building sites five have a registration that ends within 60 days of 2025-10-21; three ended
  in the half-year before and were never renewed; two that ended are on the list again.
- Markets were rated again on 2025-10-15: 岭前东农贸市场 lost all its stars (摘星), 云麓东农贸市场
  rose to five. The sheet writes ★★★★, 4星级, 三星 and 4; one rating was put off (暂缓).
- Twelve deductions took 17 points from four hauliers, half of them from 砾行渣土运输公司; some are
  written with a minus.

Mess: stewards, owners and telephone numbers, days in four forms, a 合计 row, blank lines, a type
(环卫车辆停放点) that no kind knows.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from sample_city import layouts, spelling
from sample_city.city import CITY, Month
from sample_city.write import Export, ExportSheet

STREAM = 67  # of `make_sample`'s seed
SHOP_MONTHS = 3
PRETENDERS, PRETENDERS_ROAD = 6, "竹影望云大道"
SHOP_STREETS = ("竹影街道", "听泉街道")
USUAL, LOW = 92.0, 68.0
SOON, ENDED, RENEWED = 5, 3, 2
DOWN, UP = "岭前东农贸市场", "云麓东农贸市场"
HAULIERS = ("砾行渣土运输公司", "岩驰运输有限公司", "方土清运公司", "石畅运输公司")
# firm, points taken: twelve times, 17 points
TAKEN = (
    (0, 2),
    (0, 2),
    (0, 1),
    (0, 2),
    (0, 1),
    (0, 2),
    (1, 1),
    (1, 2),
    (2, 1),
    (2, 1),
    (3, 1),
    (3, 1),
)
UNKNOWN_TYPE = "环卫车辆停放点"
_AREAS = "云澄南望东白青柳石"
_WRONGS = ("抛洒滴漏", "未密闭运输", "未按规定路线行驶", "超载运输")
_FIRST, _SECOND = "春禾云麦青禾砚石桐木", "面馆 小吃 五金 理发 水果 烟酒 服饰 药店 文具 早点"
_FORMS = ("{0:%Y-%m-%d}", "{0.year}年{0.month}月{0.day}日", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}")


def object_files(months: Sequence[Month], seed: int) -> Iterator[Export]:
    """The lists and checks of objects."""
    rng = np.random.default_rng([seed, STREAM])
    yield _sites(months)
    yield from _shops(months, rng)
    yield _ratings(months)
    yield _deductions(months)


def shops() -> list[tuple[str, str, str]]:
    """Street, name and road of every shop; the pretenders first."""
    found = []
    for at in range(40):
        name = f"{_FIRST[at % 10]}{_FIRST[(at * 3 + 1 + at // 10) % 10]}{_SECOND.split()[at % 10]}"
        street = SHOP_STREETS[0] if at < PRETENDERS else SHOP_STREETS[at % 2]
        road = (
            PRETENDERS_ROAD
            if at < PRETENDERS
            else f"{street[:2]}{'青禾路' if at % 4 else '明月路'}"
        )
        found.append((street, f"{name}{at // 10 + 1}店", road))
    return found


def _shops(months: Sequence[Month], rng: np.random.Generator) -> Iterator[Export]:
    for month in months[-SHOP_MONTHS:]:
        rows: list[dict[str, object]] = []
        for week in range(4):
            day = month.start.date() + timedelta(days=3 + 7 * week)
            for at, (street, name, road) in enumerate(shops()):
                low = at < PRETENDERS
                score = int(np.clip(rng.normal(LOW if low else USUAL, 4.0), 40, 100))
                found = low or score < 86
                rows.append(
                    {
                        "检查日期": _FORMS[(at + week) % 4].format(day),
                        "街道": street,
                        "街长": f"{'陈林周吴'[at % 4]}某某",
                        "店名": name,
                        "门牌号": f"{road}{2 * at + 8}号",
                        "店主": "张某" if at % 3 else "",
                        "联系电话": f"1390000{1000 + at}" if at % 3 else "",
                        "三包得分": score,
                        "存在问题": ("越门经营", "门前堆物", "门前不洁")[at % 3] if found else "",
                        "整改情况": _rectified(at, low, found),
                    }
                )  # fmt: skip
        keys = [f"{row['检查日期']} {row['店名']}" for row in rows]
        sheet = _sheet("frontage-shops", month.exported, keys, rows, "门前三包商铺检查表")
        sheet.clutter()
        yield Export(f"{CITY}_门前三包_{month.label}.xlsx", [sheet])


def _rectified(at: int, low: bool, found: bool) -> str:
    """What the sheet says; of the pretenders always that it was put right."""
    if low:
        return "已整改"
    return ("已整改", "整改中")[at % 2] if found else "无需整改"


def _sites(months: Sequence[Month]) -> Export:
    last = months[-1].exported.date()
    rows: list[dict[str, object]] = []

    def add(number: int, until: date, since: date, again: str = "") -> None:
        rows.append(
            {
                "点位编号": f"GD{number:03d}{again}",
                "工地名称": f"{_AREAS[number % 9]}{_FIRST[number % 10]}地块{number}号工地",
                "类型": UNKNOWN_TYPE if number == 24 else "在建工地",
                "区域": ("云栖区", "澄湖区", "南汀区", "望岭区")[number % 4],
                "项目负责人": "王某",
                "联系电话": "13700001234",
                "备案日期": _FORMS[number % 4].format(since),
                "备案有效期至": _FORMS[(number + 1) % 4].format(until),
            }
        )

    for number in range(1, 25):
        if number <= SOON:
            until = last + timedelta(days=11 * number)
        elif number <= SOON + ENDED + RENEWED:
            until = last - timedelta(days=20 + 15 * (number - SOON))
        else:
            until = last + timedelta(days=200 + number)
        add(number, until, until - timedelta(days=365))
        if SOON + ENDED < number <= SOON + ENDED + RENEWED:
            add(number, until + timedelta(days=365), until + timedelta(days=1), "-2")
    keys = [str(row["点位编号"]) for row in rows]
    sheet = _sheet("points", months[-1].exported, keys, rows, "工地备案名录")
    return Export(f"{CITY}_工地备案.xlsx", [sheet])


def _ratings(months: Sequence[Month]) -> Export:
    day = months[-1].end.date() - timedelta(days=6)
    given = (
        (DOWN, "摘星"), (UP, "★★★★★"), ("竹影东农贸市场", "★★★★"), ("竹影西农贸市场", "4星级"),
        ("听泉东农贸市场", "三星"), ("听泉西农贸市场", "4"), ("芦汀东农贸市场", "暂缓"),
        ("松风西农贸市场", "★★★☆☆"),
    )  # fmt: skip
    rows: list[dict[str, object]] = [
        {"序号": at, "市场名称": name, "评定日期": _FORMS[at % 4].format(day), "评定星级": stars,
         "评定单位": "市考评办", "市场负责人": "李某"}
        for at, (name, stars) in enumerate(given, start=1)
    ]  # fmt: skip
    sheet = _sheet(
        "star-ratings-dated",
        months[-1].exported,
        [name for name, _ in given],
        rows,
        "菜市场星级复评",
    )
    return Export(f"{CITY}_菜市场复评.csv", [sheet], "csv", "gb18030")


def _deductions(months: Sequence[Month]) -> Export:
    end = months[-1].end.date()
    rows: list[dict[str, object]] = []
    for at, (firm, points) in enumerate(TAKEN):
        day = end - timedelta(days=2 + 2 * at)
        rows.append(
            {
                "序号": at + 1,
                "违规日期": _FORMS[at % 4].format(day),
                "运输企业": HAULIERS[firm],
                "违规类型": _WRONGS[at % 4],
                "违规事实": f"{_WRONGS[at % 4]}，第{at + 1}起",
                "诚信扣分": -points if at % 3 == 0 else points,
                "车牌号": "示A12345",
            }
        )
    keys = [f"{row['违规事实']}" for row in rows]
    sheet = _sheet(
        "haulier-deductions", months[-1].exported, keys, rows, "渣土运输企业诚信考核扣分"
    )
    return Export(f"{CITY}_渣土企业诚信扣分.csv", [sheet], "csv", "utf-8-sig")


def _sheet(
    profile: str,
    exported: datetime,
    keys: Sequence[str],
    rows: Sequence[dict[str, object]],
    title: str,
) -> ExportSheet:
    columns: dict[str, Sequence[object]] = {name: [row[name] for row in rows] for name in rows[0]}
    sheet = ExportSheet(profile, exported, list(columns), layouts.sheet_rows(keys, keys, columns))
    sheet.titles = [f"{CITY}{title}（虚构示例数据）", spelling.exported(exported)]
    return sheet

"""The files of the office itself: units, points, given scores, adjustments, targets."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from sample_city import city, layouts, records, registers, spelling
from sample_city.city import CITY, Month
from sample_city.write import Export, ExportSheet

KIND_NAMES = {
    "district": "区域",
    "street": "街道（镇）",
    "team": "队伍",
    "contractor": "作业单位",
    "department": "责任部门",
}


def _sheet(
    profile: str,
    month: Month,
    keys: Sequence[str],
    columns: dict[str, Sequence[object]],
    title: str,
) -> ExportSheet:
    sheet = ExportSheet(
        profile, month.exported, list(columns), layouts.sheet_rows(keys, keys, columns)
    )
    sheet.titles = [f"{CITY}{title}（虚构示例数据）", spelling.exported(month.exported)]
    return sheet


def unit_file(months: Sequence[Month]) -> Export:
    """The register of units: a sheet per kind; what units were before stands at its end, typed by
    another hand."""
    now = registers.units()
    before = registers.earlier(now)
    sheets = []
    for kind, name in KIND_NAMES.items():
        both = [frame[frame["kind"] == kind] for frame in (now, before)]
        part = pd.concat([frame for frame in both if len(frame)])
        first, last = (
            [*spelling.days(both[0][day], "iso"), *spelling.days(both[1][day], "chinese")]
            for day in ("valid_from", "valid_to")
        )
        columns: dict[str, Sequence[object]] = {
            "单位编号": part["unit_id"].to_list(),
            "单位类别": [name] * len(part),
            "类型": part["type"].to_list(),
            "单位名称": part["name"].to_list(),
            "英文名称": part["name_en"].fillna("").to_list(),
            "考核组": part["group"].to_list(),
            "上级单位": part["parent"].fillna("").to_list(),
            "常住人口": [None if pd.isna(v) else int(v) for v in part["population"]],
            "执法人数": [None if pd.isna(v) else int(v) for v in part["officers"]],
            "别名": part["aliases"].to_list(),
            "启用日期": first,
            "停用日期": last,
        }
        keys = [f"{kind} {n} {day}" for n, day in zip(part["name"], first, strict=True)]
        sheet = _sheet("units", months[-1], keys, columns, "考核单位名录")
        sheet.name = name
        sheets.append(sheet)
    return Export(f"00_{CITY}_考核单位名录.xlsx", sheets)


def point_file(months: Sequence[Month]) -> Export:
    """The list of assessed points."""
    points, streets = registers.assessed_points(), city.streets().reset_index(drop=True)
    at = points["street"].to_numpy()
    columns: dict[str, Sequence[object]] = {
        "点位编号": points["point_id"].to_list(),
        "点位名称": points["name"].to_list(),
        "类型": points["type"].to_list(),
        "等级": points["class"].to_list(),
        "区域": streets["district"].to_numpy()[at].tolist(),
        "街道（镇）": streets["street"].to_numpy()[at].tolist(),
        "作业单位": streets["contractor"].to_numpy()[at].tolist(),
        "启用日期": spelling.days(points["valid_from"], "chinese"),
        "出库日期": spelling.days(points["valid_to"], "chinese"),
    }
    keys = points["point_id"].to_list()
    return Export(
        f"{CITY}_考核点位.csv",
        [_sheet("points", months[-1], keys, columns, "考核点位名录")],
        "csv",
        "gbk",
    )


def record_files(
    scores: pd.DataFrame,
    stars: pd.DataFrame,
    adjustments: pd.DataFrame,
    tasks: pd.DataFrame,
    months: Sequence[Month],
) -> Iterator[Export]:
    """Given scores (teams, districts, stars of markets), adjustments and targets."""
    last = months[-1]
    teams = scores["item"].isin(records.TEAM_ITEMS)
    for part, name in ((scores[teams], "队伍人工评分"), (scores[~teams], "区县专项评分")):
        begins = part["period"].map({month.label: month.start for month in months})
        named = city.as_called(part["unit"].to_numpy(), begins, np.arange(len(part)))
        columns: dict[str, Sequence[object]] = {
            "考核周期": part["period"].to_list(),
            "评分项目": part["item"].to_list(),
            "考核单位": named.tolist(),
            "分值": part["value"].to_list(),
            "评分人": part["given_by"].to_list(),
            "文件号": part["document"].to_list(),
        }
        keys = [
            "|".join(key) for key in zip(part["period"], part["item"], part["unit"], strict=True)
        ]
        sheet = _sheet("given-scores", last, keys, columns, name)
        sheet.clutter()
        yield Export(f"{CITY}_{name}.xlsx", [sheet])
    columns = {
        "考核周期": stars["period"].to_list(),
        "评分项目": stars["item"].to_list(),
        "区域": stars["district"].to_list(),
        "街道（镇）": stars["street"].to_list(),
        "点位": stars["point"].to_list(),
        "分值": stars["value"].to_list(),
        "评分人": stars["given_by"].to_list(),
    }
    keys = list(stars["period"] + stars["point"])
    yield Export(
        f"{CITY}_星级评定.csv",
        [_sheet("given-scores", last, keys, columns, "菜市场公厕星级评定")],
        "csv",
        "utf-8-sig",
    )
    columns = {
        "考核周期": adjustments["period"].to_list(),
        "考核单位": adjustments["unit"].to_list(),
        "考核项": adjustments["component"].to_list(),
        "加减分值": adjustments["points"].to_list(),
        "事由": adjustments["reason"].to_list(),
        "文件号": adjustments["document"].to_list(),
    }
    keys = list(adjustments["period"] + adjustments["unit"] + adjustments["document"])
    yield Export(
        f"{CITY}_加减分.xlsx", [_sheet("adjustments", last, keys, columns, "考核加减分登记表")]
    )
    columns = {
        "考核周期": tasks["period"].to_list(),
        "考核单位": tasks["unit"].to_list(),
        "任务": tasks["task"].to_list(),
        "目标值": tasks["target"].to_list(),
        "完成值": tasks["done"].to_list(),
        "完成期限": spelling.days(pd.to_datetime(tasks["due_on"]), "chinese"),
        "计量单位": tasks["measure"].to_list(),
    }
    keys = [
        "|".join(key) for key in zip(tasks["period"], tasks["unit"], tasks["task"], strict=True)
    ]
    sheet = _sheet("tasks", last, keys, columns, "任务目标完成情况")
    yield Export(f"{CITY}_任务目标.csv", [sheet], "csv", "gb18030")

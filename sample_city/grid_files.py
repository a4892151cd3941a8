"""The files of the grid platforms: monthly case exports, a weekly one, side files with flags."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from sample_city import layouts, spelling
from sample_city.city import CITY, Month
from sample_city.write import Export, ExportSheet

# How long an unchanged open case stays in the following exports.
OPEN_DAYS = 60
RARE = "㙍𬭎"  # outside GBK: only GB18030 and Unicode can write these


@dataclass(frozen=True)
class Form:
    """How one month's case export is written."""

    kind: str = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    style: str = "iso"
    title: bool = True
    clutter: bool = False


# By months back from the last month; months further back start over.
FORMS = (
    Form(encoding="utf-8-sig"),
    Form(encoding="gb18030"),
    Form("xlsx", style="full"),
    Form(encoding="gbk", style="chinese"),
    Form(encoding="utf-8-sig", style="serial"),
    Form(encoding="gbk", style="slash", clutter=True),
    Form("html", style="iso"),
    Form("xlsx", style="excel", clutter=True),
    Form(encoding="utf-16", delimiter="\t"),
    Form(encoding="utf-8", delimiter=";", title=False),
    Form(encoding="gb18030", delimiter="\t", title=False),
    Form(encoding="utf-8-sig"),
    Form(encoding="gbk", title=False),
)
# Districts that came to the city's platform late: months (counted from 2024-10) on their own one.
OWN_PLATFORM = {"白鹭新区": ("2024-10", "2024-11", "2024-12"), "石溪县": ("2024-10", "2024-11")}
FLAG_SHEETS = (1, 4)  # months back whose flags come as a sheet of two columns


def case_files(cases: pd.DataFrame, months: Sequence[Month]) -> Iterator[Export]:
    """All files about grid cases, oldest first: own platforms, the city's, weekly, flags."""
    at_home = home(cases, months)
    for n, month in enumerate(months):
        back = len(months) - 1 - n
        for district, name, layout in (
            ("白鹭新区", "白鹭平台案卷", layouts.egova),
            ("石溪县", "石溪平台案卷", layouts.grid_b),
        ):
            own = exported_rows(cases[at_home == district], month.start, month.exported)
            if len(own):
                sheet = _sheet("grid-case", own, layout, "iso", month.exported)
                sheet.titles = [
                    f"{CITY}{district}{name}（虚构）",
                    spelling.exported(month.exported),
                ]
                yield Export(f"{CITY}_{name}_{month.label}.csv", [sheet], "csv", "gbk")
        if back == 0:
            yield _weekly(cases, month)
        yield _monthly(
            exported_rows(cases[at_home == ""], month.start, month.exported), month, back
        )
        yield _flags(cases[at_home == ""], month, back)


def home(cases: pd.DataFrame, months: Sequence[Month]) -> pd.Series:
    """The district on whose own platform a case lives, "" for the city's."""
    label = cases["months_back"].map({len(months) - 1 - n: m.label for n, m in enumerate(months)})
    platform = pd.Series("", index=cases.index)
    for district, labels in OWN_PLATFORM.items():
        platform[cases["district"].eq(district) & label.isin(labels)] = district
    return platform


def exported_rows(
    cases: pd.DataFrame, start: datetime, cut: datetime, changed: str = "closed_at"
) -> pd.DataFrame:
    """What an export at `cut` lists: reported since `start`, and earlier ones that were still open
    at the export before (of unchanged ones those of the last 60 days)."""
    known = cases[cases["reported_at"] < pd.Timestamp(cut).normalize()]
    before = pd.Timestamp(start) + pd.Timedelta(hours=8)
    new = known["reported_at"] >= start
    recent = known["reported_at"] >= pd.Timestamp(cut) - pd.Timedelta(days=OPEN_DAYS)
    done = known[changed]
    closed_since = (done > before) & (done <= cut) & ~known["voided"]
    still_open = (done.isna() | (done > cut)) & recent & ~known["voided"]
    return layouts.at_cut(known[new | closed_since | still_open], cut)


def _sheet(
    profile: str,
    frame: pd.DataFrame,
    layout: Callable[[pd.DataFrame, str], dict[str, Sequence[object]]],
    style: str,
    as_of: datetime,
) -> ExportSheet:
    columns = layout(frame, style)
    contents = list(zip(frame["stage"], frame["closed_at"].notna(), strict=True))
    rows = layouts.sheet_rows(frame["case_no"].to_list(), contents, columns)
    return ExportSheet(profile, as_of, list(columns), rows)


def _monthly(frame: pd.DataFrame, month: Month, back: int) -> Export:
    form = FORMS[back % len(FORMS)]
    stem = f"{CITY}_数字城管案卷_{month.label}"
    parts = [("", frame)]
    if form.style == "excel":  # one sheet for events, one for components
        component = layouts.is_component(frame)
        parts = [("事件", frame[~component]), ("部件", frame[component])]
    sheets = []
    for name, part in parts:
        sheet = _sheet("grid-case-24", part, layouts.grid_24, form.style, month.exported)
        sheet.name = name or None
        if form.title:
            sheet.titles = [
                f"{CITY}数字城管案卷明细（虚构示例数据，{month.label}）",
                spelling.exported(month.exported),
            ]
        else:
            stem += f"_导出{month.exported:%Y%m%d}"
        if form.encoding == "gb18030":
            at = sheet.columns.index("处置意见")
            for _, _, _, cells in sheet.rows[:3]:
                cells[at] = f"已由{RARE}店整改"  # type: ignore[index]  # these are lists
        sheets.append(sheet)
    _spoil(sheets[0], back)
    if form.clutter:
        for sheet in sheets:
            sheet.clutter()
    ending = {"csv": "csv", "html": "xls", "xlsx": "xlsx"}[form.kind]
    return Export(f"{stem}.{ending}", sheets, form.kind, form.encoding, form.delimiter)


def _spoil(sheet: ExportSheet, back: int) -> None:
    """A few rows that cannot be stored, and a few that stand there twice."""
    if back in (0, 5):
        sheet.reject(40, 任务号="")
        sheet.reject(90, 上报时间="2025-02-30 09:15:00")
    if back == 0:
        for at in range(-64, -60):  # cases that no earlier export knows
            sheet.damage(len(sheet.rows) + at, 任务号="9.90101E+17")
    if back % 3 == 0:
        for at in (300, 350):
            sheet.rows.insert(at + 1, sheet.rows[at])


def _weekly(cases: pd.DataFrame, month: Month) -> Export:
    """A week inside the last month, exported eight days before the month's own file."""
    cut = month.exported - timedelta(days=8)
    frame = exported_rows(cases, cut.replace(hour=0) - timedelta(days=7), cut)
    frame = frame[frame["reported_at"] >= cut.replace(hour=0) - timedelta(days=7)]
    sheet = _sheet("grid-case-24", frame, layouts.grid_24, "slash", cut)
    sheet.titles = [f"{CITY}数字城管案卷周报（虚构示例数据）", spelling.exported(cut)]
    return Export(f"{CITY}_数字城管案卷周报_导出{cut:%Y%m%d}.csv", [sheet], "csv", "gbk")


def flagged(cases: pd.DataFrame, month: Month) -> dict[str, list[str]]:
    """延期, 返工 and 超时 case numbers of the cases reported in a month, as known at its end."""
    known = layouts.at_cut(
        cases[cases["reported_at"].between(month.start, month.end, "left")], month.exported
    )
    known = known[~known["voided"]]
    done = known["closed_at"].fillna(pd.Timestamp(month.exported))
    late = (done > known["bundle_due_at"]) & ~known["held"] & ~known["self_handled"]
    masks = {
        "延期": known["postpone_count"] > 0,
        "返工": (known["rework_count"] > 0) & known["closed_at"].notna(),
        "超时": late,
    }
    return {name: known.loc[mask, "case_no"].to_list() for name, mask in masks.items()}


def _flags(cases: pd.DataFrame, month: Month, back: int) -> Export:
    lists = flagged(cases, month)
    stem = f"{CITY}_案卷标记_{month.label}_导出{month.exported:%Y%m%d}"
    columns: dict[str, Sequence[object]] = {
        "任务号": [no for numbers in lists.values() for no in numbers],
        "标记": [name for name, numbers in lists.items() for _ in numbers],
    }
    keys = [str(number) for number in columns["任务号"]]
    rows = layouts.sheet_rows(keys, [str(name) for name in columns["标记"]], columns)
    sheet = ExportSheet("case-flags", month.exported, list(columns), rows)
    if back in FLAG_SHEETS:
        return Export(f"{stem}.xlsx", [sheet])
    colons, commas = ("：", ":"), ("、", "，", ",")
    body = "".join(
        f"{name}{colons[(back + n) % 2]}{commas[(back + n) % 3].join(numbers)}\r\n"
        for n, (name, numbers) in enumerate(lists.items())
    )
    encoding = "gbk" if back % 2 else "utf-8-sig"
    return Export(f"{stem}.txt", [sheet], "text", encoding, body=body)

"""The files of inspections (points and findings), of the hotline and of enforcement."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from sample_city import check_layouts, city, layouts, penalty_details, photos, spelling, stories
from sample_city.city import CITY, Month
from sample_city.write import Export, ExportSheet

WORKBOOKS = (0, 3, 6, 9, 12)  # months back whose points and findings share one workbook


def inspection_files(
    visits: pd.DataFrame, findings: pd.DataFrame, months: Sequence[Month]
) -> Iterator[Export]:
    """A workbook a month with the points and the findings; one district comes late once."""
    late_district, late_label, late_day = stories.LATE_FILE
    for n, month in enumerate(months):
        back = len(months) - 1 - n
        style = {6: "serial", 9: "full"}.get(back, "excel" if back in WORKBOOKS else "iso")
        here = visits["months_back"].eq(back)
        held_back = visits["district"].eq(late_district) & (month.label == late_label)
        listed = _listed(findings, month)
        listed = listed[~(listed["district"].eq(late_district) & listed["months_back"].eq(back))
                        | (month.label != late_label)]  # fmt: skip
        checked = _visits(visits[here & ~held_back], style, month, month.exported)
        problems = _findings(listed, style, month, month.exported, pictured=back == 0)
        if back in WORKBOOKS:
            yield Export(f"{CITY}_巡查考评_{month.label}.xlsx", [checked, problems])
        else:
            checked.name = None
            name = f"{CITY}_巡查考评_{month.label}_检查点次.csv"
            yield Export(name, [checked], "csv", "gbk" if back % 2 else "utf-8-sig")
            yield Export(f"{CITY}_巡查考评_{month.label}_问题清单.xlsx", [problems])
        if month.label == late_label:
            exported = datetime.fromisoformat(late_day).replace(hour=16)
            own = findings["district"].eq(late_district) & findings["months_back"].eq(back)
            yield Export(
                f"{CITY}_巡查考评_{month.label}_{late_district}_补报.xlsx",
                [
                    _visits(visits[here & held_back], style, month, exported),
                    _findings(_known(findings[own], exported), style, month, exported, False),
                ],
            )


def _known(findings: pd.DataFrame, cut: datetime) -> pd.DataFrame:
    known = findings.copy()
    known["rectified_at"] = known["rectified_at"].where(known["rectified_at"] <= cut)
    known["recheck"] = known["recheck"].where(known["rectified_at"].notna(), "")
    return known


def newest_findings(findings: pd.DataFrame, months: Sequence[Month]) -> pd.DataFrame:
    """What the list of the newest month says: of those alone there are photos."""
    return _listed(findings, months[-1])


def _listed(findings: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Found in the month, or found earlier and rectified since the export before."""
    found, done = findings["inspected_at"], findings["rectified_at"]
    before = pd.Timestamp(month.start) + pd.Timedelta(hours=8)
    new = (found >= month.start) & (found < month.end)
    since = (found < month.start) & (done > before) & (done <= month.exported)
    return _known(findings[new | since], month.exported)


def _titles(what: str, month: Month, exported: datetime) -> list[str]:
    return [f"{CITY}{month.label}{what}（虚构示例数据）", spelling.exported(exported)]


def _visits(frame: pd.DataFrame, style: str, month: Month, exported: datetime) -> ExportSheet:
    columns = check_layouts.visits(frame, style)
    keys = frame["visit_no"].to_list()
    sheet = ExportSheet(
        "inspection-points", exported, list(columns), layouts.sheet_rows(keys, keys, columns)
    )
    sheet.name, sheet.titles = "检查点次", _titles("检查点次", month, exported)
    return sheet


def _findings(
    frame: pd.DataFrame,
    style: str,
    month: Month,
    exported: datetime,
    flagged: bool = True,
    pictured: bool = False,
) -> ExportSheet:
    columns = check_layouts.findings(frame, style)
    if not flagged:
        columns = {name: texts for name, texts in columns.items() if name != "重点问题"}
    if pictured:
        columns["整改前照片"], columns["整改后照片"] = photos.photo_names(frame)
    contents = [(done, flagged) for done in frame["rectified_at"].notna()]
    rows = layouts.sheet_rows(frame["finding_no"].to_list(), contents, columns)
    sheet = ExportSheet("findings", exported, list(columns), rows)
    sheet.name, sheet.titles = "问题清单", _titles("问题清单", month, exported)
    sheet.clutter()
    return sheet


def quarters(months: Sequence[Month]) -> list[tuple[str, list[Month]]]:
    """Months by calendar quarter of their label: 2025-Q1 -> 2025-01, 2025-02, 2025-03."""
    groups: dict[str, list[Month]] = {}
    for month in months:
        label = f"{month.end.year}-Q{(month.end.month + 2) // 3}"
        groups.setdefault(label, []).append(month)
    return list(groups.items())


def hotline_files(orders: pd.DataFrame, months: Sequence[Month]) -> Iterator[Export]:
    """A workbook a quarter: a sheet per month, and one with what was open the last time."""
    for label, part in quarters(months):
        cut = part[-1].exported
        known = _orders_known(orders[orders["reported_at"] < part[-1].end], cut)
        before = pd.Timestamp(part[0].start) + pd.Timedelta(hours=8)
        sheets = []
        old = orders.loc[known.index]
        pending = (old["reported_at"] < part[0].start) & ~(old["last_change"] <= before)
        if pending.any():
            sheets.append(_orders(known[pending], "上期未结", cut))
        for month in part:
            inside = known["reported_at"].between(month.start, month.end, inclusive="left")
            sheets.append(_orders(known[inside], f"{month.end.month}月", cut))
        if label == "2025-Q2":
            sheets[-1].reject(10, 工单编号="")
            sheets[-1].reject(20, 来电时间="2025-02-30 10:00:00")
        yield Export(f"{CITY}_12345工单_{label}.xlsx", sheets)


def _orders_known(orders: pd.DataFrame, cut: datetime) -> pd.DataFrame:
    known = orders.copy()
    for column in ("dispatched_at", "closed_at", "called_back_at"):
        known[column] = known[column].where(known[column] <= cut)
    asked = known["called_back_at"].notna()
    for column in ("satisfaction", "resolved"):
        known[column] = known[column].where(asked, "")
    return known


def _orders(frame: pd.DataFrame, name: str, cut: datetime) -> ExportSheet:
    columns = check_layouts.hotline(frame, "excel")
    contents = list(
        zip(
            *(frame[c].notna() for c in ("dispatched_at", "closed_at", "called_back_at")),
            strict=True,
        )
    )
    rows = layouts.sheet_rows(frame["case_no"].to_list(), contents, columns)
    titles = [f"{CITY}12345热线工单（虚构示例数据）", spelling.exported(cut)]
    return ExportSheet("hotline-12345", cut, list(columns), rows, name, titles)


def enforcement_files(penalties: pd.DataFrame, months: Sequence[Month]) -> Iterator[Export]:
    """A workbook a quarter with a header of two rows; open cases come again with their closing."""
    for label, part in quarters(months):
        start, cut = pd.Timestamp(part[0].start), pd.Timestamp(part[-1].exported)
        filed, closed = penalties["filed_on"], penalties["closed_on"]
        new = (filed >= start) & (filed < part[-1].end)
        since = (filed < start) & (closed >= start) & (closed < part[-1].end)
        frame = penalties[new | since].copy()
        frame["closed_on"] = frame["closed_on"].where(frame["closed_on"] < part[-1].end)
        frame["executed"] &= frame["closed_on"].notna()
        style = "chinese" if label == "2025-Q1" else "excel"
        at = frame.index.to_numpy()
        name = np.where(at % 5 < 2, frame["written_team"], frame["team"])
        name = city.as_called(name, frame["filed_on"], at)
        columns: dict[str, Sequence[object]] = {
            "案号": frame["case_no"].to_list(),
            "队伍": spelling.spell("team", name, at),
            "立案日期": spelling.days(frame["filed_on"], style),
            "结案日期": spelling.days(frame["closed_on"], style),
            "程序": frame["procedure"].to_list(),
            "网上办理": spelling.yes_no(frame["online"]),
            "执行到位": spelling.yes_no(frame["executed"]),
            "撤销或败诉": spelling.yes_no(frame["overturned"]),
        }
        more = penalty_details.detail_columns(frame, cut, label)
        columns |= {name: more.pop(name) for name in ("中队评查", "业务科室评查", "法制科评查")}
        columns |= {
            "评查结果": frame["review_result"].to_list(),
            "办案积分": frame["points"].to_list(),
            **more,
        }
        contents = frame["closed_on"].notna().to_list()
        sheet = ExportSheet(
            "enforcement-cases",
            cut.to_pydatetime(),
            list(columns),
            layouts.sheet_rows(frame["case_no"].to_list(), contents, columns),
            "执法案件",
            [f"{CITY}执法案件登记表（虚构示例数据）", spelling.exported(cut.to_pydatetime())],
            ["", "", *["办理情况"] * 6, *["案卷评查"] * 4, ""] + [""] * len(more),
        )
        yield Export(f"{CITY}_执法案件_{label}.xlsx", [sheet])

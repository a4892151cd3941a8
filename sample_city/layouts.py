"""The layouts of case exports: canonical frames -> columns under the headers of each platform."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from sample_city import categories, city, spelling, write
from sample_city.city import short

STAGE_ORDER = ("[作废]", "[缓办]", "[结案]", "[核查]", "[处置]", "[派遣]")


def at_cut(frame: pd.DataFrame, cut: datetime) -> pd.DataFrame:
    """The cases as the platform knew them at `cut`; adds `stage`."""
    known = frame.copy()
    for column in ("closed_at", "disposed_at", "dispatched_at"):
        known[column] = known[column].where(known[column] <= cut)
    known["stage"] = np.select(
        [
            known["voided"],
            known["held"],
            known["closed_at"].notna(),
            known["disposed_at"].notna(),
            known["dispatched_at"].notna(),
        ],
        STAGE_ORDER[:-1],
        default=STAGE_ORDER[-1],
    )
    voided = known["voided"].to_numpy()
    known.loc[voided, ["closed_at", "disposed_at"]] = pd.NaT
    return known


def sheet_rows(
    keys: Sequence[str], contents: Sequence[Hashable], columns: Mapping[str, Sequence[object]]
) -> list[tuple[str, str, Hashable, Sequence[object]]]:
    """The rows of a sheet out of its columns."""
    cells = [list(row) for row in zip(*columns.values(), strict=True)]
    return [
        (write.RECORD, key, content, row)
        for key, content, row in zip(keys, contents, cells, strict=True)
    ]


def _handlers(frame: pd.DataFrame) -> list[str]:
    """Who handles the case, as written; after the merger some still write the old team."""
    at = frame.index.to_numpy()
    kind, name = frame["handler_kind"], frame["handler"].to_numpy()
    old = (kind == "team").to_numpy() & (at % 5 < 2)
    name = np.where(old & (name != spelling.UNKNOWN_UNIT), frame["written_team"], name)
    name = city.as_called(name, frame["reported_at"], at)
    return [spelling.SPELLERS[k](n, a) for k, n, a in zip(kind, name, at, strict=True)]


def is_component(frame: pd.DataFrame) -> pd.Series:
    """Whether a case is about a component (部件) rather than an event (事件)."""
    return frame["category"].isin([row[0] for row in categories.COMPONENTS])


def _problem_types(frame: pd.DataFrame) -> list[str]:
    return ["部件" if component else "事件" for component in is_component(frame)]


def _voiding_times(frame: pd.DataFrame) -> pd.Series:
    return frame["reported_at"].where(frame["voided"]) + pd.Timedelta(minutes=40)


def grid_24(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The 24-column case export (domain brief 6.1 A)."""
    at = frame.index.to_numpy()
    text = [
        spelling.case_text(s, p, a)
        for s, p, a in zip(frame["subcategory"], frame["place"], at, strict=True)
    ]
    stems, grid = [short(s) for s in frame["street"]], frame["street_at"]
    return {
        "上报时间": spelling.spelled_times(frame["reported_at"], style),
        "任务号": list(frame["case_no"]),
        "大类名称": list(frame["category"]),
        "小类名称": list(frame["subcategory"]),
        "问题来源": list(frame["source"]),
        "问题描述": text,
        "当前阶段名称": list(frame["stage"]),
        "处置部门": _handlers(frame),
        "捆绑处置截止时间": spelling.spelled_times(frame["bundle_due_at"], style),
        "结案时间": spelling.spelled_times(frame["closed_at"], style),
        "所属片区": [f"{s}{'东西'[a % 2]}片区" for s, a in zip(stems, at, strict=True)],
        "问题类型": _problem_types(frame),
        "地址描述": list(frame["place"]),
        "所属街道": spelling.spell("street", frame["street"], at),
        "所属社区": [f"{s}第{a % 6 + 1}社区" for s, a in zip(stems, at, strict=True)],
        "监督员": list(frame["collector"]),
        "处置截止时间": spelling.spelled_times(frame["due_at"], style),
        "X坐标": list(frame["x"]),
        "Y坐标": list(frame["y"]),
        "延期理由": list(frame["postpone_reason"]),
        "处置意见": ["已处置" if c else "" for c in frame["closed_at"].notna()],
        "单元网格": [f"9901{s:02d}{a % 97:03d}" for s, a in zip(grid, at, strict=True)],
        "延期次数": list(frame["postpone_count"]),
        "所属区域": spelling.spell("district", frame["district"], at),
    }  # fmt: skip


def egova(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The internal names of an eGova-type platform (domain brief 6.1 C)."""
    at = frame.index.to_numpy()
    return {
        "task_num": list(frame["case_no"]),
        "create_time": spelling.spelled_times(frame["reported_at"], style),
        "event_src_name": list(frame["source"]),
        "rec_type_name": ["案卷"] * len(frame),
        "event_type_name": _problem_types(frame),
        "main_type_name": list(frame["category"]),
        "sub_type_name": list(frame["subcategory"]),
        "address": list(frame["place"]),
        "district_name": list(frame["district"]),
        "street_name": spelling.spell("street", frame["street"], at),
        "coordinate_x": list(frame["x"]),
        "coordinate_y": list(frame["y"]),
        "inst_time": spelling.spelled_times(frame["filed_at"], style),
        "dispatch_time": spelling.spelled_times(frame["dispatched_at"], style),
        "dispose_end_time": spelling.spelled_times(frame["disposed_at"], style),
        "archive_time": spelling.spelled_times(frame["closed_at"], style),
        "cancel_time": spelling.spelled_times(_voiding_times(frame), style),
        "dispose_deadline": spelling.spelled_times(frame["due_at"], style),
        "bundle_dispose_deadline": spelling.spelled_times(frame["bundle_due_at"], style),
        "first_unit_name": _handlers(frame),
        "rework_num": list(frame["rework_count"]),
        "hang_num": [int(h) for h in frame["held"]],
        "postpone_num": list(frame["postpone_count"]),
    }


def grid_b(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """A second grid layout (domain brief 6.1 B): no district, no place, streets without suffix.

    Its platform judges dispatches: about one in 25 went to the wrong unit first.
    """
    judged = np.where(frame.index.to_numpy() % 25 == 0, "否", "是")
    return {
        "案件号": list(frame["case_no"]),
        "问题来源": list(frame["source"]),
        "问题类型": _problem_types(frame),
        "大类名称": list(frame["category"]),
        "小类名称": list(frame["subcategory"]),
        "街道": [short(s) for s in frame["street"]],
        "上报时间": spelling.spelled_times(frame["reported_at"], style),
        "当前阶段": list(frame["stage"]),
        "延期类型": ["延期" if p else "" for p in frame["postpone_count"]],
        "处置截止时间": spelling.spelled_times(frame["due_at"], style),
        "处置结束时间": spelling.spelled_times(frame["disposed_at"], style),
        "强结限制": [""] * len(frame),
        "案件类型": ["一般"] * len(frame),
        "结案时间": spelling.spelled_times(frame["closed_at"], style),
        "作废时间": spelling.spelled_times(_voiding_times(frame), style),
        "首次派遣时间": spelling.spelled_times(frame["dispatched_at"], style),
        "派遣准确": list(np.where(frame["dispatched_at"].notna(), judged, "")),
        "立案时间": spelling.spelled_times(frame["filed_at"], style),
    }

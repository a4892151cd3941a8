"""The layouts of the exports: canonical frames -> rows under the headers of each system."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime

import numpy as np
import pandas as pd

from data.samples import spelling, write
from data.samples.city import short

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


def rows(
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
    return [
        spelling.SPELLERS[k](n, a) for k, n, a in zip(kind, name, at, strict=True)
    ]  # fmt: skip


def grid_24(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The 24-column case export (domain brief 6.1 A)."""
    at = frame.index.to_numpy()
    text = [
        spelling.case_text(s, p, a)
        for s, p, a in zip(frame["subcategory"], frame["place"], at, strict=True)
    ]
    component = frame["category"].isin(["公用设施", "道路交通", "园林绿化"])
    stems, grid = [short(s) for s in frame["street"]], frame["street_at"]
    return {
        "上报时间": spelling.times(frame["reported_at"], style),
        "任务号": list(frame["case_no"]),
        "大类名称": list(frame["category"]),
        "小类名称": list(frame["subcategory"]),
        "问题来源": list(frame["source"]),
        "问题描述": text,
        "当前阶段名称": list(frame["stage"]),
        "处置部门": _handlers(frame),
        "捆绑处置截止时间": spelling.times(frame["bundle_due_at"], style),
        "结案时间": spelling.times(frame["closed_at"], style),
        "所属片区": [f"{s}{'东西'[a % 2]}片区" for s, a in zip(stems, at, strict=True)],
        "问题类型": list(np.where(component, "部件", "事件")),
        "地址描述": list(frame["place"]),
        "所属街道": spelling.spell("street", frame["street"], at),
        "所属社区": [f"{s}第{a % 6 + 1}社区" for s, a in zip(stems, at, strict=True)],
        "监督员": [f"采集员C{a % 36 + 1:02d}" if a % 9 else f"采集员（{a % 36 + 1}）" for a in at],
        "处置截止时间": spelling.times(frame["due_at"], style),
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
    component = frame["category"].isin(["公用设施", "道路交通", "园林绿化"])
    voided = frame["reported_at"].where(frame["voided"]) + pd.Timedelta(minutes=40)
    return {
        "task_num": list(frame["case_no"]),
        "create_time": spelling.times(frame["reported_at"], style),
        "event_src_name": list(frame["source"]),
        "rec_type_name": ["案卷"] * len(frame),
        "event_type_name": list(np.where(component, "部件", "事件")),
        "main_type_name": list(frame["category"]),
        "sub_type_name": list(frame["subcategory"]),
        "address": list(frame["place"]),
        "district_name": list(frame["district"]),
        "street_name": spelling.spell("street", frame["street"], at),
        "coordinate_x": list(frame["x"]),
        "coordinate_y": list(frame["y"]),
        "inst_time": spelling.times(frame["filed_at"], style),
        "dispatch_time": spelling.times(frame["dispatched_at"], style),
        "dispose_end_time": spelling.times(frame["disposed_at"], style),
        "archive_time": spelling.times(frame["closed_at"], style),
        "cancel_time": spelling.times(voided, style),
        "dispose_deadline": spelling.times(frame["due_at"], style),
        "bundle_dispose_deadline": spelling.times(frame["bundle_due_at"], style),
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
    component = frame["category"].isin(["公用设施", "道路交通", "园林绿化"])
    voided = frame["reported_at"].where(frame["voided"]) + pd.Timedelta(minutes=40)
    return {
        "案件号": list(frame["case_no"]),
        "问题来源": list(frame["source"]),
        "问题类型": list(np.where(component, "部件", "事件")),
        "大类名称": list(frame["category"]),
        "小类名称": list(frame["subcategory"]),
        "街道": [short(s) for s in frame["street"]],
        "上报时间": spelling.times(frame["reported_at"], style),
        "当前阶段": list(frame["stage"]),
        "延期类型": ["延期" if p else "" for p in frame["postpone_count"]],
        "处置截止时间": spelling.times(frame["due_at"], style),
        "处置结束时间": spelling.times(frame["disposed_at"], style),
        "强结限制": [""] * len(frame),
        "案件类型": ["一般"] * len(frame),
        "结案时间": spelling.times(frame["closed_at"], style),
        "作废时间": spelling.times(voided, style),
        "首次派遣时间": spelling.times(frame["dispatched_at"], style),
        "派遣准确": list(np.where(frame["dispatched_at"].notna(), judged, "")),
        "立案时间": spelling.times(frame["filed_at"], style),
    }


def hotline(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The order export of the 12345 hotline (domain brief 6.2), with its personal columns."""
    at = frame.index.to_numpy()
    text = [
        f"来电人反映{p}{s}，多次劝导无效，希望尽快处理"
        + (f"。来电人{spelling.NAMES[a % 5]}，回电{spelling.phone(a)}" if a % 12 == 0 else "")
        for p, s, a in zip(frame["place"], frame["subcategory"], at, strict=True)
    ]
    offices = np.where(
        frame["department"] != "",
        spelling.spell("department", frame["department"], at),
        spelling.spell("district", frame["district"], at),
    )
    closed = frame["closed_at"].notna()
    state = np.select([closed, frame["dispatched_at"].notna()], ["已办结", "办理中"], "待分派")
    return {
        "工单编号": list(frame["case_no"]),
        "来电时间": spelling.times(frame["reported_at"], style),
        "受理渠道": list(frame["source"]),
        "来电类别": ["投诉" if a % 5 else "求助" for a in at],
        "问题分类编码": [f"{k + 1:04d}" for k in frame["type_at"]],
        "问题分类名称": list(frame["subcategory"]),
        "紧急程度": ["一般" if a % 20 else "紧急" for a in at],
        "办理类型": ["转办"] * len(frame),
        "事发地": list(frame["street"]),
        "详细发生地": list(frame["place"]),
        "承办单位": list(offices),
        "工单标题": [f"关于{s}的诉求" for s in frame["subcategory"]],
        "主要内容": text,
        "处理时限": list(frame["limit_days"]),
        "时限单位": ["天"] * len(frame),
        "办理截止时间": spelling.times(frame["due_at"], style),
        "分派时间": spelling.times(frame["dispatched_at"], style),
        "办结时间": spelling.times(frame["closed_at"], style),
        "工单状态": list(state),
        "延期次数": list(frame["postponed"]),
        "旧工单编号": list(frame["repeat_of"]),
        "是否重新办理": ["是" if a % 60 == 7 else "否" for a in at],
        "回访时间": spelling.times(frame["called_back_at"], style),
        "问题是否解决": list(frame["resolved"]),
        "对办理结果是否满意": list(frame["satisfaction"]),
        "是否不纳入考核": spelling.yes_no(frame["excluded"]),
        "姓名": [spelling.NAMES[a % 5] for a in at],
        "性别": ["男" if a % 2 else "女" for a in at],
        "来电号码": [spelling.phone(a) for a in at],
        "联系方式": [spelling.phone(a + 1) for a in at],
    }


def _team(frame: pd.DataFrame) -> list[str]:
    at = frame.index.to_numpy()
    name = np.where(at % 5 < 2, frame["written_team"], frame["team"])
    return spelling.spell("team", name, at)


def visits(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The list of inspected points."""
    at = frame.index.to_numpy()
    return {
        "检查编号": list(frame["visit_no"]),
        "检查时间": spelling.times(frame["inspected_at"], style),
        "检查方式": list(frame["method"]),
        "检查层级": list(frame["tier"]),
        "检查人": list(frame["inspector"]),
        "区域": spelling.spell("district", frame["district"], at),
        "街道（镇）": spelling.spell("street", frame["street"], at),
        "队伍": _team(frame),
        "作业单位": spelling.spell("contractor", frame["contractor"], at),
        "点位": list(frame["point"]),
        "点位类型": list(frame["point_type"]),
        "点位得分": list(frame["score"]),
        "是否达标": spelling.yes_no(frame["passed"]),
    }


def findings(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The problems found, with their rectification (domain brief 6.3)."""
    at = frame.index.to_numpy()
    return {
        "序号": [int(a) + 1 for a in at],
        "问题编号": list(frame["finding_no"]),
        "检查编号": list(frame["visit_no"]),
        "检查日期": spelling.times(frame["inspected_at"], style),
        "检查方式": list(frame["method"]),
        "检查层级": list(frame["tier"]),
        "检查人": list(frame["inspector"]),
        "区域": spelling.spell("district", frame["district"], at),
        "街道（镇）": spelling.spell("street", frame["street"], at),
        "点位/路段": list(frame["point"]),
        "大类": list(frame["category"]),
        "小类": list(frame["subcategory"]),
        "问题描述": list(frame["point"] + "存在" + frame["subcategory"]),
        "数量": list(frame["quantity"]),
        "扣分": list(frame["deduction"]),
        "重点问题": spelling.yes_no(frame["key_problem"]),
        "通报次数": list(frame["notified_times"]),
        "责任部门": list(frame["department"]),
        "队伍": _team(frame),
        "作业单位": spelling.spell("contractor", frame["contractor"], at),
        "整改期限": spelling.times(frame["rectify_due"], style),
        "整改完成时间": spelling.times(frame["rectified_at"], style),
        "复查结果": list(frame["recheck"]),
    }  # fmt: skip

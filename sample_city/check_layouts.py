"""The layouts of hotline orders, inspected points and findings."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sample_city import city, spelling


def hotline(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The order export of the 12345 hotline (domain brief 6.2), with its personal columns."""
    at = frame.index.to_numpy()
    text = [
        f"来电人反映{p}{s}，多次劝导无效，希望尽快处理"
        + (
            f"。来电人{spelling.PERSON_NAMES[a % 5]}，回电{spelling.phone(a)}"
            if a % 12 == 0
            else ""
        )
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
        "来电时间": spelling.spelled_times(frame["reported_at"], style),
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
        "办理截止时间": spelling.spelled_times(frame["due_at"], style),
        "分派时间": spelling.spelled_times(frame["dispatched_at"], style),
        "办结时间": spelling.spelled_times(frame["closed_at"], style),
        "工单状态": list(state),
        "延期次数": list(frame["postponed"]),
        "旧工单编号": list(frame["repeat_of"]),
        "是否重新办理": ["是" if a % 60 == 7 else "否" for a in at],
        "回访时间": spelling.spelled_times(frame["called_back_at"], style),
        "问题是否解决": list(frame["resolved"]),
        "对办理结果是否满意": list(frame["satisfaction"]),
        "是否不纳入考核": spelling.yes_no(frame["excluded"]),
        "姓名": [spelling.PERSON_NAMES[a % 5] for a in at],
        "性别": ["男" if a % 2 else "女" for a in at],
        "来电号码": [spelling.phone(a) for a in at],
        "联系方式": [spelling.phone(a + 1) for a in at],
    }


def _team(frame: pd.DataFrame) -> list[str]:
    at = frame.index.to_numpy()
    name = np.where(at % 5 < 2, frame["written_team"], frame["team"])
    name = city.as_called(name, frame["inspected_at"], at)
    return spelling.spell("team", name, at)


def visits(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The list of inspected points."""
    at = frame.index.to_numpy()
    columns: dict[str, Sequence[object]] = {
        "检查编号": list(frame["visit_no"]),
        "检查时间": spelling.spelled_times(frame["inspected_at"], style),
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
        "第三方机构": list(frame["agency"]),
    }
    if frame["weather"].ne("").any():  # months before 2025-01 have no such column
        columns["天气"] = list(frame["weather"])
    return columns


def findings(frame: pd.DataFrame, style: str) -> dict[str, Sequence[object]]:
    """The problems found, with their rectification (domain brief 6.3)."""
    at = frame.index.to_numpy()
    return {
        "序号": [int(a) + 1 for a in at],
        "问题编号": list(frame["finding_no"]),
        "检查编号": list(frame["visit_no"]),
        "检查日期": spelling.spelled_times(frame["inspected_at"], style),
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
        "整改期限": spelling.spelled_times(frame["rectify_due"], style),
        "整改完成时间": spelling.spelled_times(frame["rectified_at"], style),
        "复查结果": list(frame["recheck"]),
    }  # fmt: skip

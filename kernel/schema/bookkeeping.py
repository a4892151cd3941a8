"""Registers, scores, plans and measures: what offices keep beside the facts."""

from kernel.schema.shapes import CLASSES_AS_READ, Field, Table
from kernel.schema.words import (
    ACTIONS,
    DIRECTIONS,
    ENTRY_STATES,
    METHODS,
    PLAN_BASES,
    PLAN_SPANS,
    QUOTAS,
    RANKING_LEVELS,
    UNIT_KINDS,
)

POINTS = Table(
    "points",
    "考核点位",
    (
        Field("point_id", "text", "点位编号"),
        Field("name", "text", "点位名称"),
        Field("type", "text", "类型"),
        Field("class", "text", "等级"),
        Field("parent", "text", "所属道路或上级点位"),
        Field("address", "text", "地址"),
        Field("aliases", "text", "别名"),
        Field("valid_from", "date", "启用日期"),
        Field("valid_to", "date", "出库日期"),
    ),
)

SCORES = Table(
    "score_entries",
    "人工与外部评分",
    (
        Field("period", "text", "考核周期"),
        Field("indicator", "text", "评分项目"),
        Field("point", "text", "点位"),
        Field("point_type", "text", "点位类型"),
        Field("value", "number", "分值"),
        Field("state", "code", "状态", ENTRY_STATES),
        Field("n", "number", "样本数"),
        Field("rectified", "boolean", "是否整改"),  # where the sheet of scores itself says it
        Field("text", "text", "检查情况"),
        Field("given_by", "text", "评分人"),
        Field("document", "text", "文件号"),
    ),
    day_from=("period",),
)

ADJUSTMENTS = Table(
    "adjustments",
    "加减分",
    (
        Field("period", "text", "考核周期"),
        Field("component", "text", "考核项"),
        Field("point", "text", "点位"),
        Field("point_type", "text", "点位类型"),
        Field("points", "number", "加减分值"),
        Field("reason", "text", "事由"),
        Field("document", "text", "文件号"),
    ),
    day_from=("period",),
)

TASKS = Table(
    "tasks",
    "任务目标",
    (
        Field("period", "text", "考核周期"),
        Field("task", "text", "任务"),
        Field("target", "number", "目标值"),
        Field("done", "number", "完成值"),
        Field("due_on", "date", "完成期限"),
        Field("measure", "text", "计量单位"),
        # Which way the target points; where the file says nothing: at_least.
        Field("direction", "code", "目标方向", DIRECTIONS),
        Field("leader", "text", "责任领导"),
        Field("responsible", "text", "责任人"),
    ),
    day_from=("period",),
)

# How often which points are to be checked; a blank scope means all.
PLANS = Table(
    "check_plans",
    "考评计划",
    (
        Field("point_type", "text", "点位类型"),
        Field("class", "text", "等级"),
        Field("method", "code", "检查方式", METHODS),
        Field("visits", "number", "计划点次"),
        Field("per", "code", "计划周期", PLAN_SPANS),
        Field("basis", "code", "计划口径", PLAN_BASES),
        Field("valid_from", "date", "启用日期"),
        Field("valid_to", "date", "停用日期"),
    ),
    words=("method", "basis"),
    facts=False,
)

CHECK_QUOTAS = Table(
    "check_quotas",
    "考评定额",
    (
        Field("period", "text", "考核周期"),
        Field("inspector", "text", "检查人"),
        Field("quota_of", "code", "定额内容", QUOTAS),
        Field("quota", "number", "定额"),
        Field("document", "text", "文件号"),
    ),
    words=("quota_of",),
    facts=False,
)

# The library of key problems (重点问题库): what counts as one, from when to when.
KEY_LIBRARY = Table(
    "key_problems",
    "重点问题库",
    (
        Field("category", "text", "大类"),
        Field("subcategory", "text", "小类"),
        Field("valid_from", "date", "启用日期"),
        Field("valid_to", "date", "停用日期"),
        Field("weight", "number", "权重"),
        Field("frequency", "text", "检查频次"),
        Field("document", "text", "文件号"),
    ),
    derived=CLASSES_AS_READ,
    facts=False,
)

UNITS = Table(
    "units",
    "考核单位",
    (
        Field("unit_id", "text", "单位编号"),
        Field("kind", "code", "单位类别", UNIT_KINDS),
        Field("type", "text", "类型"),
        Field("name", "text", "单位名称"),
        Field("name_en", "text", "英文名称"),
        Field("group", "text", "考核组"),
        Field("parent", "text", "上级单位"),
        Field("population", "number", "常住人口"),
        Field("officers", "number", "执法人数"),
        Field("aliases", "text", "别名"),
        Field("valid_from", "date", "启用日期"),
        Field("valid_to", "date", "停用日期"),
    ),
    units=False,
)

# The register of what was decided of units and took place (奖惩台账).
MEASURES = Table(
    "measures",
    "奖惩台账",
    (
        Field("number", "text", "期号"),
        Field("decided_on", "date", "作出日期"),
        Field("action", "code", "奖惩种类", ACTIONS),
        Field("period", "text", "考核周期"),  # for which it was decided
        Field("reason", "text", "事由"),
        Field("document", "text", "文件号"),
        Field("reply_due", "date", "回复期限"),
        Field("replied_on", "date", "回复日期"),
        Field("decided_by", "text", "作出单位"),
        Field("amount", "number", "金额"),  # yuan: of a deposit, a reward
    ),
    day_from=("decided_on",),
    words=("action",),
    facts=False,
)

# The own place in the rankings of those above (市考、省考): never among the own units.
SUPERIOR = Table(
    "superior_ranks",
    "上级排名",
    (
        Field("level", "code", "考核级别", RANKING_LEVELS),
        Field("period", "text", "考核周期"),
        Field("assessment", "text", "考核名称"),
        Field("own", "text", "参评单位"),
        Field("place", "integer", "名次"),  # negative: counted from the last
        Field("out_of", "integer", "参评数"),
        Field("marks", "number", "得分"),
        Field("document", "text", "文件号"),
    ),
    units=False,
    day_from=("period",),
    words=("level",),
    facts=False,
)

CAMPAIGNS = Table(
    "campaigns",
    "专项行动",
    (
        Field("campaign", "text", "专项行动"),
        Field("begins_on", "date", "开始日期"),
        Field("ends_on", "date", "结束日期"),
        Field("categories", "text", "整治类别"),  # names of classes, parted as units are
        Field("goal", "text", "行动目标"),
        Field("rate_goal", "number", "整改率目标"),
        Field("document", "text", "文件号"),
    ),
    day_from=("begins_on",),
    facts=False,
)

# Who answers for a unit: officials in their offices, from day to day.
LEADERS = Table(
    "leaders",
    "责任领导",
    (
        Field("leader", "text", "责任领导"),
        Field("office", "text", "职务"),
        Field("linked_leader", "text", "挂钩领导"),
        Field("responsible", "text", "责任人"),
        Field("valid_from", "date", "启用日期"),
        Field("valid_to", "date", "停用日期"),
        Field("document", "text", "文件号"),
    ),
    facts=False,
)

"""Facts: cases, visits, findings, penalty cases."""

from kernel.schema.shapes import CLASSES_AS_READ, Field, Table
from kernel.schema.words import CHANNELS, METHODS, SATISFACTION, STAGES, TIERS, WEATHERS

# By the flag of the export, else by the library of key problems in force on the day; NULL: neither
# says. The weight is that of the library. See `data.storage.key_problems`.
_KEY_PROBLEMS = (
    Field("is_key", "boolean", "重点问题（含问题库）"),
    Field("key_weight", "number", "问题库权重"),
)

# Names of files, or addresses, as they are written. See `data.photos`.
_PHOTOS = (
    Field("photo_before", "text", "整改前照片"),
    Field("photo_after", "text", "整改后照片"),
)

CASES = Table(
    "cases",
    "案卷与工单",
    (
        Field("case_no", "text", "案卷号"),
        Field("channel", "code", "问题来源", CHANNELS),
        Field("reported_at", "datetime", "上报时间"),
        Field("filed_at", "datetime", "立案时间"),
        Field("dispatched_at", "datetime", "派遣时间"),
        Field("due_at", "datetime", "处置截止时间"),
        Field("bundle_due_at", "datetime", "捆绑处置截止时间"),
        Field("disposed_at", "datetime", "处置结束时间"),
        Field("closed_at", "datetime", "结案时间"),
        Field("stage", "code", "当前阶段", STAGES),
        Field("category", "text", "大类"),
        Field("subcategory", "text", "小类"),
        Field("place", "text", "地点"),
        Field("x", "number", "X坐标"),
        Field("y", "number", "Y坐标"),
        Field("rework_count", "integer", "返工次数"),
        Field("postpone_count", "integer", "延期次数"),
        Field("overdue_flag", "boolean", "来源自己的超期标记"),  # kept beside our own judgement
        Field("held", "boolean", "缓办（挂账）"),
        Field("voided", "boolean", "作废"),
        Field("self_handled", "boolean", "自行处置"),
        Field("excluded", "boolean", "不纳入考核"),
        Field("dispatch_accurate", "boolean", "派遣准确"),
        # Set by the importer: the field beside it was written as a day, without a time.
        Field("reported_day_only", "boolean", "上报只有日期"),
        Field("disposed_day_only", "boolean", "处置只有日期"),
        Field("closed_day_only", "boolean", "结案只有日期"),
        Field("satisfaction", "code", "满意度", SATISFACTION),
        Field("resolved", "boolean", "问题是否解决"),
        Field("repeat_of", "text", "重复诉求的原编号"),
        Field("text", "text", "问题描述"),
        Field("campaign", "text", "专项行动"),
        Field("collector", "text", "采集员"),
        *_PHOTOS,
    ),
    day_from=("reported_at", "filed_at"),
    derived=(
        Field("deadline", "datetime", "考核时限"),  # bundle_due_at, else due_at
        Field("done_at", "datetime", "办结时间"),  # disposed_at, else closed_at
        Field("is_disposed", "boolean", "已处置"),
        Field("is_closed", "boolean", "已结案"),
        Field("is_due", "boolean", "应结案"),  # of those with a deadline
        Field("is_on_time", "boolean", "按期"),  # NULL: nothing to judge by
        Field("done_before_reported", "boolean", "办结早于上报"),  # proves nothing
        Field("is_disposal_due", "boolean", "应处置"),  # against due_at, not the shared deadline
        Field("is_disposed_on_time", "boolean", "按期处置"),
        Field("is_overdue_open", "boolean", "逾期未结"),
        Field("is_complaint", "boolean", "群众诉求"),
        Field("is_own", "boolean", "自主发现"),
        Field("handling_hours", "number", "处置时长（小时）"),  # open cases: hours so far
        Field("is_open", "boolean", "未办结"),  # the hours above are a lower bound
        Field("overdue_days", "number", "逾期天数"),
        Field("hour", "integer", "时"),
        Field("place_key", "text", "地点归一"),
        Field("return_days", "integer", "结案后再次出现的天数"),
        *CLASSES_AS_READ,
        *_KEY_PROBLEMS,
    ),
    words=("channel", "stage", "satisfaction", "resolved"),
)

INSPECTIONS = Table(
    "inspections",
    "巡查点次",
    (
        Field("visit_no", "text", "检查编号"),
        Field("inspected_at", "datetime", "检查时间"),
        Field("method", "code", "检查方式", METHODS),
        Field("tier", "code", "检查层级", TIERS),
        Field("inspector", "text", "检查人"),
        Field("point", "text", "点位"),
        Field("point_type", "text", "点位类型"),
        Field("point_class", "text", "点位等级"),
        Field("score", "number", "点位得分"),
        Field("passed", "boolean", "是否达标"),
        Field("campaign", "text", "专项行动"),
        Field("agency", "text", "第三方机构"),
        Field("weather", "code", "天气", WEATHERS),
    ),
    day_from=("inspected_at",),
    derived=(
        Field("hour", "integer", "时"),
        Field("place_key", "text", "地点归一"),
    ),
    words=("method", "tier", "passed", "weather"),
)

FINDINGS = Table(
    "findings",
    "检查问题",
    (
        Field("finding_no", "text", "问题编号"),
        Field("visit_no", "text", "检查编号"),
        Field("found_at", "datetime", "发现时间"),
        Field("method", "code", "检查方式", METHODS),
        Field("tier", "code", "检查层级", TIERS),
        Field("inspector", "text", "检查人"),
        Field("point", "text", "点位"),
        Field("point_type", "text", "点位类型"),
        Field("point_class", "text", "点位等级"),
        Field("category", "text", "大类"),
        Field("subcategory", "text", "小类"),
        Field("quantity", "number", "数量"),
        Field("deduction", "number", "扣分"),
        Field("key_problem", "boolean", "重点问题"),
        Field("notified_times", "integer", "通报次数"),
        Field("rectify_due", "datetime", "整改期限"),
        Field("rectified_at", "datetime", "整改完成时间"),
        Field("recheck", "code", "复查结果", ("passed", "failed")),
        Field("text", "text", "问题描述"),
        Field("campaign", "text", "专项行动"),
        *_PHOTOS,
    ),
    day_from=("found_at",),
    derived=(
        Field("is_rectified", "boolean", "已整改"),
        Field("is_rectify_due", "boolean", "应整改"),  # has a deadline; is rectified, or it passed
        Field("is_rectified_on_time", "boolean", "按期整改"),
        Field("overdue_days", "number", "逾期天数"),
        Field("hour", "integer", "时"),
        Field("place_key", "text", "地点归一"),
        *CLASSES_AS_READ,
        *_KEY_PROBLEMS,
    ),
    words=("method", "tier", "recheck"),
)

ENFORCEMENT = Table(
    "enforcement_cases",
    "执法案件",
    (
        Field("case_no", "text", "案号"),
        Field("filed_on", "date", "立案日期"),
        Field("closed_on", "date", "结案日期"),
        Field("procedure", "code", "程序", ("simple", "general")),
        Field("online", "boolean", "网上办理"),
        Field("executed", "boolean", "执行到位"),
        Field("overturned", "boolean", "撤销或败诉"),
        Field("reviewed_by_team", "boolean", "中队评查"),
        Field("reviewed_by_section", "boolean", "业务科室评查"),
        Field("reviewed_by_legal", "boolean", "法制科评查"),
        Field("review_result", "code", "评查结果", ("passed", "failed")),
        Field("points", "number", "办案积分"),
        Field("campaign", "text", "专项行动"),
        Field("cause", "text", "案由"),
        Field("non_site", "boolean", "非现场执法"),
        Field("big", "boolean", "大要案"),
        Field("amount", "number", "涉案金额"),  # yuan
        Field("fine", "number", "罚款金额"),  # yuan; told, and never scored
        Field("officers", "text", "承办人"),  # counted by person only where the office wants it
        Field("corrected", "boolean", "被纠正"),  # changed, found illegal or put right on review
        Field("team_reviewed_on", "date", "中队评查日期"),
        Field("section_reviewed_on", "date", "业务科室评查日期"),
        Field("legal_reviewed_on", "date", "法制科评查日期"),
    ),
    day_from=("filed_on",),
    words=("procedure", "review_result"),
)

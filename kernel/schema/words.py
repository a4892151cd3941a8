"""The closed lists that codes are out of, and what is written as a day alone."""

UNIT_KINDS = ("district", "street", "team", "contractor", "department")
CHANNELS = (
    "collector",  # 采集员（监督员）上报
    "video",  # 视频
    "patrol",  # 执法或保洁巡查自查
    "inspection",  # 考评、督查发现
    "12345",
    "hotline",  # 12319、96310 等热线
    "petition",  # 信访、来信来访
    "media",  # 媒体曝光
    "network",  # 网络、微信、APP
    "leader",  # 领导、上级、环保督察交办
    "proposal",  # 人大建议、政协提案
    "grid",  # 基层治理网格：网格员、四个平台
    "other",
)
COMPLAINT_CHANNELS = ("12345", "hotline", "petition", "media", "network", "proposal")
OWN_CHANNELS = ("collector", "video", "patrol", "inspection")
# Which way a target points: reach or pass it, stay below it, meet it, a place in a ranking, nothing
# at all; unclear: the file does not tell.
DIRECTIONS = ("at_least", "at_most", "equal", "rank", "zero", "unclear")
# How the values of months make the one of a quarter: their mean, their sum, the last of them.
TOGETHER = ("mean", "sum", "last")
METHODS = (
    "open",  # 明查
    "covert",  # 暗访
    "third_party",  # 第三方
    "special",  # 专项
    "holiday",  # 节假日
    "video",  # 视频
    "random",  # 双随机
    "surprise",  # 突击检查
    "leadership",  # 领导督查
    "legal",  # 法治督查
)
# Written as a day, without a time, these last until the end of that day.
DEADLINES = ("due_at", "bundle_due_at", "rectify_due")
# Written as a day, without a time, these keep that they have none: field -> the flag beside it.
DAY_ONLY = {
    "reported_at": "reported_day_only",
    "disposed_at": "disposed_day_only",
    "closed_at": "closed_day_only",
}
TIERS = ("city", "district", "bureau")
# What a rule orders or an office decides of a unit (奖惩): one set of words for both.
ACTIONS = (
    "statement",  # 表态发言
    "talk",  # 约谈
    "supervision",  # 督办
    "admonition",  # 诫勉、诫免谈话
    "criticism",  # 通报批评
    "warning",  # 警告
    "yellow_card",  # 黄牌
    "dismissal",  # 辞退、清退、淘汰
    "no_honours",  # 取消评优评先
    "deposit_paid",  # 缴纳保证金
    "deposit_kept",  # 扣保证金
    "deposit_returned",  # 退还保证金
    "reward",  # 奖励
    "commendation",  # 表扬、表彰
    "bonus",  # 加分
    "penalty",  # 扣分
)
RANKING_LEVELS = ("national", "provincial", "city")  # whose ranking the own unit stands in
WEATHERS = ("dry", "rain", "snow")
# What a plan of checks counts by: so many visits per week ...; at each point, or in all.
PLAN_SPANS = ("day", "week", "month", "quarter", "year")
PLAN_BASES = ("point", "total")
QUOTAS = ("visits", "points", "findings")  # what an inspector is given a quota of
STAGES = ("filed", "dispatched", "disposing", "disposed", "checking", "closed", "voided", "held")
SATISFACTION = ("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied")
ENTRY_STATES = ("value", "no_data", "not_participating")

"""The canonical tables of the store, as data.

A profile maps an export onto these fields; the store creates its tables from them; indicators
query them. A fact row also carries what `PROVENANCE` and `IDENTITY` say, the unit columns of
`UNIT_KINDS` (each beside the name as the export wrote it), and the columns that
`data.storing.derive` computes at import, so that queries need no time arithmetic.
"""

from dataclasses import dataclass

UNIT_KINDS = ("district", "street", "team", "contractor", "department")


@dataclass(frozen=True)
class Field:
    """One column. `type` is one of text, number, integer, datetime, date, boolean, code.

    A code is a text out of a closed list (`values`), e.g. the method of an inspection.
    """

    name: str
    type: str
    zh: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One canonical table. `units`: the row names units; `day_from`: fields whose first filled
    one dates the row (facts are stored in the order of that day). `words`: fields of a closed list
    beside which a word that nobody knows is kept as it was written. `facts`: its rows are what
    happened in the city, out of which scores are made; else a book that is kept beside them."""

    name: str
    zh: str
    fields: tuple[Field, ...]
    units: bool = True
    day_from: tuple[str, ...] = ()
    derived: tuple[Field, ...] = ()
    words: tuple[str, ...] = ()
    facts: bool = True

    @property
    def written_words(self) -> tuple[Field, ...]:
        """The columns of the words that nobody knows, `method_written` beside `method`."""
        named = {f.name: f for f in self.fields}
        return tuple(Field(f"{n}_written", "text", f"{named[n].zh}原文") for n in self.words)


SQL_TYPES = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "datetime": "TIMESTAMP",
    "date": "DATE",
    "boolean": "BOOLEAN",
}

# Where a row came from: file name, sheet (empty for text files), row as the user sees it.
PROVENANCE = (
    Field("batch_id", "integer", "批次"),
    Field("source_file", "text", "来源文件"),
    Field("source_sheet", "text", "工作表"),
    Field("source_row", "integer", "行号"),
)

# What makes a row itself: its business key, a hash of its content, the time its export speaks of,
# and the part of it (0 < share <= 1) that its units answer for: a fact that names two units is
# stored once per unit, with shares that sum to 1.
IDENTITY = (
    Field("record_key", "text", "业务主键"),
    Field("content_hash", "text", "内容指纹"),
    Field("as_of", "datetime", "数据截至"),
    Field("share", "number", "责任份额"),
)

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
    "deposit_kept",  # 扣保证金
    "reward",  # 奖励、返还保证金
    "commendation",  # 表扬、表彰
    "bonus",  # 加分
    "penalty",  # 扣分
)
LEVELS = ("national", "provincial", "city")  # whose ranking the own unit stands in
WEATHERS = ("dry", "rain", "snow")
# What a plan of checks counts by: so many visits per week ...; at each point, or in all.
PLAN_SPANS = ("day", "week", "month", "quarter", "year")
PLAN_BASES = ("point", "total")
QUOTAS = ("visits", "points", "findings")  # what an inspector is given a quota of
STAGES = ("filed", "dispatched", "disposing", "disposed", "checking", "closed", "voided", "held")
SATISFACTION = ("very_satisfied", "satisfied", "neutral", "dissatisfied", "very_dissatisfied")
ENTRY_STATES = ("value", "no_data", "not_participating")

# Filled where a person decided what a name of a class means: the name as the export gave it, empty
# text where it gave none. See `data.storing.renaming`.
_CLASSES_AS_READ = (
    Field("category_written", "text", "大类原文"),
    Field("subcategory_written", "text", "小类原文"),
)
# By the flag of the export, else by the library of key problems in force on the day; NULL: neither
# says. The weight is that of the library. See `data.storing.key_problems`.
_KEY_PROBLEMS = (
    Field("is_key", "boolean", "重点问题（含问题库）"),
    Field("key_weight", "number", "问题库权重"),
)

_CASES = Table(
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
        *_CLASSES_AS_READ,
        *_KEY_PROBLEMS,
    ),
    words=("channel", "stage", "satisfaction", "resolved"),
)

_INSPECTIONS = Table(
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

_FINDINGS = Table(
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
    ),
    day_from=("found_at",),
    derived=(
        Field("is_rectified", "boolean", "已整改"),
        Field("is_rectify_due", "boolean", "应整改"),  # has a deadline; is rectified, or it passed
        Field("is_rectified_on_time", "boolean", "按期整改"),
        Field("overdue_days", "number", "逾期天数"),
        Field("hour", "integer", "时"),
        Field("place_key", "text", "地点归一"),
        *_CLASSES_AS_READ,
        *_KEY_PROBLEMS,
    ),
    words=("method", "tier", "recheck"),
)

_ENFORCEMENT = Table(
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
        Field("corrected", "boolean", "被纠正"),  # changed, found illegal or put right on review
        Field("team_reviewed_on", "date", "中队评查日期"),
        Field("section_reviewed_on", "date", "业务科室评查日期"),
        Field("legal_reviewed_on", "date", "法制科评查日期"),
    ),
    day_from=("filed_on",),
    words=("procedure", "review_result"),
)

_POINTS = Table(
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

_SCORES = Table(
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

_ADJUSTMENTS = Table(
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

_TASKS = Table(
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
_PLANS = Table(
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

_QUOTAS = Table(
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
_KEY_LIBRARY = Table(
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
    derived=_CLASSES_AS_READ,
    facts=False,
)

_UNITS = Table(
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
_MEASURES = Table(
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
    ),
    day_from=("decided_on",),
    words=("action",),
    facts=False,
)

# The own place in the rankings of those above (市考、省考): never among the own units.
_SUPERIOR = Table(
    "superior_ranks",
    "上级排名",
    (
        Field("level", "code", "考核级别", LEVELS),
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

_CAMPAIGNS = Table(
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
_LEADERS = Table(
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

TABLES = {
    t.name: t
    for t in (
        _CASES,
        _INSPECTIONS,
        _FINDINGS,
        _ENFORCEMENT,
        _POINTS,
        _SCORES,
        _ADJUSTMENTS,
        _TASKS,
        _MEASURES,
        _SUPERIOR,
        _CAMPAIGNS,
        _LEADERS,
        _PLANS,
        _QUOTAS,
        _KEY_LIBRARY,
        _UNITS,
    )
}

UNIT_FIELDS = tuple(
    Field(kind, "text", zh)
    for kind, zh in zip(
        UNIT_KINDS, ("区域", "街道（镇）", "队伍", "作业单位", "责任部门"), strict=True
    )
)
WRITTEN_UNIT_FIELDS = tuple(Field(f"{f.name}_written", "text", f"{f.zh}原文") for f in UNIT_FIELDS)
# The object (考核对象) that a row speaks of, looked up in the register of points; what it is on the
# row's day; and the road that it is or lies on. Computed at import (`data.objects`).
OBJECT_FIELDS = (
    Field("object", "text", "考核对象"),
    Field("object_type", "text", "对象类别"),
    Field("object_class", "text", "对象等级"),
    Field("road", "text", "道路"),
)
# `day` dates the row, `month` is its calendar month as 2025-10, `weekday` 1 = Monday ... 7.
DAY_FIELDS = (
    Field("day", "date", "日期"),
    Field("month", "text", "自然月"),
    Field("weekday", "integer", "星期"),
)


def columns(table: Table) -> tuple[Field, ...]:
    """All columns of a canonical table, in the order in which the store holds them."""
    units = UNIT_FIELDS + WRITTEN_UNIT_FIELDS + OBJECT_FIELDS if table.units else ()
    day = DAY_FIELDS if table.day_from else ()
    own = table.fields + table.written_words
    return day + own + units + table.derived + IDENTITY + PROVENANCE


def create_table_sql(table: Table) -> str:
    """The CREATE TABLE statement of one canonical table."""
    body = ", ".join(f'"{f.name}" {SQL_TYPES[f.type]}' for f in columns(table))
    return f"CREATE TABLE {table.name} ({body})"


# The store's own books. `account` and `changes` are JSON.
SYSTEM_TABLES = {
    "unit_aliases": (
        "CREATE TABLE unit_aliases (kind VARCHAR, alias VARCHAR, name VARCHAR, "
        "valid_from DATE, valid_to DATE)"
    ),
    "import_batches": (
        "CREATE TABLE import_batches (batch_id BIGINT, imported_at TIMESTAMP, file VARCHAR, "
        "sha256 VARCHAR, sheet VARCHAR, profile VARCHAR, encoding VARCHAR, header_row BIGINT, "
        "as_of TIMESTAMP, rows_read BIGINT, stored BIGINT, updated BIGINT, duplicates BIGINT, "
        "rejected BIGINT, set_aside BIGINT, account VARCHAR)"
    ),
    "rejected_rows": (
        "CREATE TABLE rejected_rows (batch_id BIGINT, source_file VARCHAR, source_sheet VARCHAR, "
        "source_row BIGINT, outcome VARCHAR, reason VARCHAR, field VARCHAR, value VARCHAR, "
        "original VARCHAR)"
    ),
    # What a person decided about names. A register that is imported again does not take it back.
    # Without a name: a unit that is not assessed; a class of problems that stands for itself.
    "alias_decisions": (
        "CREATE TABLE alias_decisions (kind VARCHAR, alias VARCHAR, name VARCHAR, "
        "valid_from DATE, valid_to DATE, decided_at TIMESTAMP)"
    ),
    "category_decisions": (
        "CREATE TABLE category_decisions (written VARCHAR, subcategory VARCHAR, "
        "decided_at TIMESTAMP)"
    ),
    # What a word means that no layout knows; without a value: nothing that is on the list.
    "word_decisions": (
        "CREATE TABLE word_decisions (field VARCHAR, written VARCHAR, value VARCHAR, "
        "decided_at TIMESTAMP)"
    ),
    # Kinds of objects that the office added to those that ship, as JSON (`data.objects.kinds`).
    "object_kinds": "CREATE TABLE object_kinds (id VARCHAR, definition VARCHAR)",
    # Units that go by another name than before; see `data.naming.renames`. The last four tables
    # follow from the register, the links and the decisions.
    "rename_links": (
        "CREATE TABLE rename_links (kind VARCHAR, unit_id VARCHAR, one VARCHAR, other VARCHAR, "
        "joined BOOLEAN, batch_id BIGINT)"
    ),
    "rename_decisions": (
        "CREATE TABLE rename_decisions (kind VARCHAR, former VARCHAR, name VARCHAR, since DATE, "
        "joined BOOLEAN, decided_at TIMESTAMP)"
    ),
    "rename_questions": (
        "CREATE TABLE rename_questions (unit_id VARCHAR, kind VARCHAR, former VARCHAR, "
        "name VARCHAR, since DATE, joined BOOLEAN)"
    ),
    "former_names": (
        "CREATE TABLE former_names (kind VARCHAR, former VARCHAR, name VARCHAR, "
        "valid_from DATE, valid_to DATE)"
    ),
    # Of units that changed their group, parent or people: what they were from when to when.
    "unit_stays": (
        'CREATE TABLE unit_stays (kind VARCHAR, name VARCHAR, type VARCHAR, "group" VARCHAR, '
        "parent VARCHAR, population DOUBLE, officers DOUBLE, valid_from DATE, valid_to DATE)"
    ),
    "former_units": create_table_sql(_UNITS).replace("TABLE units", "TABLE former_units"),
    # Two exports of the same time that disagree on a record: what each says, field by field.
    # The later imported one stands.
    "conflicts": (
        "CREATE TABLE conflicts (table_name VARCHAR, record_key VARCHAR, field VARCHAR, "
        "as_of TIMESTAMP, earlier VARCHAR, earlier_batch BIGINT, earlier_file VARCHAR, "
        "earlier_sheet VARCHAR, earlier_row BIGINT, later VARCHAR, batch_id BIGINT, "
        "source_file VARCHAR, source_sheet VARCHAR, source_row BIGINT)"
    ),
    # What was taken back: `account` as it stood then; removed, changed: records of the whole undo.
    "undone_batches": (
        "CREATE TABLE undone_batches (batch_id BIGINT, undone_at TIMESTAMP, undone_by VARCHAR, "
        "reason VARCHAR, version BIGINT, removed BIGINT, changed BIGINT, imported_at TIMESTAMP, "
        "account VARCHAR)"
    ),
    # Outlines of units: geometry is a GeoJSON geometry (Polygon or MultiPolygon), WGS 84 or the
    # plane coordinates of the cases.
    "boundaries": (
        "CREATE TABLE boundaries (kind VARCHAR, name VARCHAR, geometry VARCHAR, "
        "batch_id BIGINT, source_file VARCHAR)"
    ),
    "publications": (
        "CREATE TABLE publications (publication_id VARCHAR, published_at TIMESTAMP, "
        "scheme VARCHAR, scheme_hash VARCHAR, period VARCHAR, store_version BIGINT, "
        "content VARCHAR)"
    ),
}

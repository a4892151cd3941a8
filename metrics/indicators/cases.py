"""Cases (案卷): how many, closed, on time, sent back, put off. Dated by the day of report."""

from metrics.indicators.definition import Indicator, LeftOut, Measure

ALL_RULES = ("voided", "held", "self_handled", "excluded")
FILED_RULES = ("voided", "self_handled")
TOTAL_RULES = ("voided", "self_handled", "excluded")

# A case that can be judged: on time or not is known, or its deadline lies still ahead.
JUDGED = "(is_on_time IS NOT NULL OR (is_open AND deadline IS NOT NULL))"

_NO_DEADLINE = LeftOut(
    "no_deadline", "deadline IS NULL AND NOT {due}", "deadline IS NOT NULL OR {due}"
)
_NEVER_ON_TIME = LeftOut(
    "no_deadline", "deadline IS NULL AND NOT is_due", "deadline IS NOT NULL OR is_due"
)


def _at_no_time(where: str, judged: str) -> tuple[LeftOut, LeftOut]:
    """Done, but nobody knows when: without a time of closing, or with one before the report."""
    return (
        LeftOut("undated", f"{where} AND NOT COALESCE(done_before_reported, FALSE)", judged),
        LeftOut("before_report", f"{where} AND COALESCE(done_before_reported, FALSE)", judged),
    )


_UNDATED = _at_no_time(
    "deadline IS NOT NULL AND is_disposed AND NOT is_due AND NOT {due}",
    "is_disposed AND (is_due OR {due})",
)
_NEVER_DATED = _at_no_time(
    "deadline IS NOT NULL AND is_disposed AND NOT is_due", "is_disposed AND is_due"
)
_DISPOSAL_NO_DEADLINE = LeftOut(
    "no_deadline",
    "deadline IS NULL AND NOT is_disposal_due",
    "deadline IS NOT NULL OR is_disposal_due",
)
_DISPOSAL_UNDATED = _at_no_time(
    "is_disposal_due AND is_disposed AND is_disposed_on_time IS NULL",
    "is_disposal_due AND is_disposed AND is_disposed_on_time IS NOT NULL",
)
_NO_TIME_TAKEN = _at_no_time(
    "is_disposed AND handling_hours IS NULL AND NOT COALESCE(self_handled, FALSE)",
    "is_disposed AND handling_hours IS NOT NULL",
)
_ZH = "没有时限的案卷不评判，已办结而没有有效办结时间的也不评判，都不进入分母，件数另列。"
_EN = (
    "Cases without a deadline are not judged, nor are those done at a time that nobody knows: they"
    " are in no denominator, and their number is stated beside the rate."
)

# A closed case whose return could be seen: its place and its kind of problem are known.
_RETURNABLE = "is_closed AND place_key IS NOT NULL AND COALESCE(subcategory, category) IS NOT NULL"

_STANDARD_ZH = "CJ/T 292-2008、GB/T 30428.4 数字城管绩效评价的通行口径"
_STANDARD_EN = "Common reading of CJ/T 292-2008 and GB/T 30428.4 (grid management evaluation)"

INDICATORS = (
    Indicator(
        id="filed",
        subject="cases",
        zh="立案数",
        en="Cases filed",
        kind="count",
        numerator=Measure("cases"),
        set_aside=FILED_RULES,
        seen_in=("cases",),
        unit_zh="件",
        unit_en="cases",
        formula_zh="立案的案卷数",
        formula_en="number of cases filed",
        note_zh="只剔除作废与自行处置；缓办、不纳入考核的案卷仍计入。",
        note_en="Only voided and self-handled cases are set aside; held and excluded ones count.",
        source_zh=_STANDARD_ZH,
        source_en=_STANDARD_EN,
    ),
    Indicator(
        id="due",
        subject="cases",
        zh="应结案数",
        en="Cases due",
        kind="count",
        numerator=Measure("cases", "{due}"),
        set_aside=ALL_RULES,
        seen_in=("cases",),
        left_out=(_NO_DEADLINE, *_UNDATED),
        unit_zh="件",
        unit_en="cases",
        formula_zh="有时限的案卷中，已处置的 + 截至导出时刻超期未处置的",
        formula_en=(
            "of the cases with a deadline: those disposed + those overdue and undisposed at the"
            " export's own time"
        ),
        note_zh=(
            "未到期且未处置的案卷不进入任何分母。逐件判断："
            + _ZH
            + "办法可改为“全部立案”（due_rule），或规定没有时限的案卷上报即应结（no_deadline）。"
        ),
        note_en=(
            "Open cases not yet due are in no denominator. Row by row: "
            + _EN
            + " A scheme may say all filed instead (due_rule), or that a case without a deadline is"
            " due when reported (no_deadline)."
        ),
        source_zh=f"{_STANDARD_ZH}；市直部门评价中应结案数 = 处置数 + 超时未处置数",
        source_en=f"{_STANDARD_EN}; department evaluation: due = disposed + overdue undisposed",
    ),
    Indicator(
        id="closure_rate",
        subject="cases",
        zh="结案率",
        en="Closure rate",
        kind="ratio",
        numerator=Measure("cases", "{due} AND is_closed"),
        denominator=Measure("cases", "{due}"),
        set_aside=ALL_RULES,
        left_out=(_NO_DEADLINE, *_UNDATED),
        scale=100,
        better="higher",
        variance="binomial",
        lever="closed",
        shown={"unit": 2, "funnel": 5},
        formula_zh="结案数 ÷ 应结案数",
        formula_en="cases closed ÷ cases due",
        note_zh="应结案数见上一条，与按期结案率的分母相同。" + _ZH,
        note_en="Cases due as above: the denominator of the on-time closure rate. " + _EN,
        source_zh=f"{_STANDARD_ZH}；淮安市2019年5月数字城管通报",
        source_en=f"{_STANDARD_EN}; Huai'an monthly notice, May 2019",
    ),
    Indicator(
        id="on_time_closure_rate",
        subject="cases",
        zh="按期结案率",
        en="On-time closure rate",
        kind="ratio",
        numerator=Measure("cases", "{due} AND is_closed AND is_on_time"),
        denominator=Measure("cases", "{due} AND " + JUDGED),
        set_aside=ALL_RULES,
        left_out=(_NEVER_ON_TIME, *_NEVER_DATED),
        scale=100,
        better="higher",
        variance="binomial",
        lever="on-time",
        shown={"unit": 1, "children": 1, "funnel": 4, "weekly": 3, "overview": 1},
        formula_zh="按期结案数 ÷ 应结案数",
        formula_en="cases closed on time ÷ cases due",
        note_zh=(
            "有捆绑时限的按捆绑时限判断，以来源的日期为准；来源自己的超期标记只在没有办结时间时采用。"
            + _ZH
            + "全部无从判断则为无数据。"
        ),
        note_en=(
            "Judged by the dates, against the shared (bundle) deadline where there is one; the"
            " source's own overdue flag only stands in for a missing time of closing. "
            + _EN
            + " When none can be judged, there is no data."
        ),
        source_zh=f"{_STANDARD_ZH}；淮安市2019年5月数字城管通报",
        source_en=f"{_STANDARD_EN}; Huai'an monthly notice, May 2019",
    ),
    Indicator(
        id="late_closure_rate",
        subject="cases",
        zh="超期结案率",
        en="Late closure rate",
        kind="ratio",
        numerator=Measure("cases", "{due} AND is_closed AND is_on_time = FALSE"),
        denominator=Measure("cases", "{due} AND " + JUDGED),
        set_aside=ALL_RULES,
        left_out=(_NEVER_ON_TIME, *_NEVER_DATED),
        scale=100,
        better="lower",
        variance="binomial",
        formula_zh="超期结案数 ÷ 应结案数",
        formula_en="cases closed late ÷ cases due",
        note_zh="分母与按期结案率相同。",
        note_en="Same denominator as the on-time closure rate.",
        source_zh=f"{_STANDARD_ZH}；运城市数字城管考核月报（超期结案折算40%）",
        source_en=f"{_STANDARD_EN}; Yuncheng monthly assessment (late counts 40 %)",
    ),
    Indicator(
        id="on_time_disposal_rate",
        subject="cases",
        zh="按期处置率",
        en="On-time disposal rate",
        kind="ratio",
        numerator=Measure("cases", "is_disposal_due AND is_disposed_on_time"),
        denominator=Measure("cases", "is_disposal_due AND is_disposed_on_time IS NOT NULL"),
        set_aside=ALL_RULES,
        left_out=(_DISPOSAL_NO_DEADLINE, *_DISPOSAL_UNDATED),
        scale=100,
        better="higher",
        variance="binomial",
        lever="on-time",
        formula_zh="按期处置数 ÷ 应处置数",
        formula_en="cases disposed on time ÷ cases due for disposal",
        note_zh="应处置数按案卷自身的处置时限计，与应结案数不是同一个分母。" + _ZH,
        note_en="Due for disposal follows the case's own deadline: not the same as cases due. "
        + _EN,
        source_zh=f"{_STANDARD_ZH}；淮安市2019年5月数字城管通报",
        source_en=f"{_STANDARD_EN}; Huai'an monthly notice, May 2019",
    ),
    Indicator(
        id="overdue_open",
        subject="cases",
        zh="逾期未结数",
        en="Overdue and open",
        kind="count",
        numerator=Measure("cases", "is_overdue_open"),
        set_aside=ALL_RULES,
        seen_in=("cases",),
        left_out=(_NEVER_ON_TIME,),
        better="lower",
        unit_zh="件",
        unit_en="cases",
        formula_zh="截至导出时刻已超期而未办结的案卷数",
        formula_en="cases past their deadline and still open at the export's own time",
        note_zh="按上报日归入周期。没有时限的案卷无从判断是否逾期，件数另列；全都没有时限则为无数据，不是0。",
        note_en=(
            "Counted in the period in which the case was reported. Cases without a deadline cannot"
            " be judged and are stated beside it; when none has one, there is no data, not 0."
        ),
        source_zh="许昌市城市管理绩效考评（遗留超期单独通报）",
        source_en="Xuchang performance assessment (overdue backlog reported separately)",
    ),
    Indicator(
        id="rework_rate",
        subject="cases",
        zh="返工率",
        en="Rework rate",
        kind="ratio",
        numerator=Measure("cases", "is_disposed AND rework_count > 0"),
        denominator=Measure("cases", "is_disposed"),
        set_aside=ALL_RULES,
        known="rework_count IS NOT NULL",
        scale=100,
        better="lower",
        variance="binomial",
        lever="rework",
        shown={"unit": 3, "funnel": 6},
        formula_zh="返工案卷数 ÷ 已处置案卷数",
        formula_en="cases reworked at least once ÷ cases disposed",
        note_zh="一件多次返工计一件。导出文件未带返工标记时为无数据，不是0。",
        note_en="A case reworked twice counts once. No data, not 0, when no export says what was.",
        source_zh=f"{_STANDARD_ZH}；部门评价表（返工数 ÷ 处置数）",
        source_en=f"{_STANDARD_EN}; department evaluation table (rework ÷ disposed)",
    ),
    Indicator(
        id="postponement_rate",
        subject="cases",
        zh="延期率",
        en="Postponement rate",
        kind="ratio",
        numerator=Measure("cases", "postpone_count > 0"),
        denominator=Measure("cases"),
        set_aside=TOTAL_RULES,
        known="postpone_count IS NOT NULL",
        scale=100,
        better="lower",
        variance="binomial",
        formula_zh="延期案卷数 ÷ 立案数",
        formula_en="cases postponed at least once ÷ cases filed",
        note_zh="缓办案卷计入分母。导出文件未带延期标记时为无数据。",
        note_en="Held cases are in the denominator. No data when no export tells postponements.",
        source_zh="运城市数字城管考核月报（延期率）",
        source_en="Yuncheng monthly assessment (postponement rate)",
    ),
    Indicator(
        id="held_rate",
        subject="cases",
        zh="缓办率",
        en="Held rate",
        kind="ratio",
        numerator=Measure("cases", "(COALESCE(held, FALSE) OR COALESCE(stage, '') = 'held')"),
        denominator=Measure("cases", "(held IS NOT NULL OR stage IS NOT NULL)"),
        set_aside=TOTAL_RULES,
        scale=100,
        better="lower",
        variance="binomial",
        formula_zh="缓办（挂账）案卷数 ÷ 立案数",
        formula_en="cases held ÷ cases filed",
        note_zh="缓办案卷在此计入，不受“剔除缓办”规则影响。既无缓办标记也无阶段的案卷不进入分母。",
        note_en=(
            "Held cases count here whatever the scheme sets aside elsewhere. A case with neither a"
            " mark nor a stage is in no denominator."
        ),
        source_zh="运城市数字城管考核月报（缓办率）",
        source_en="Yuncheng monthly assessment (held rate)",
    ),
    Indicator(
        id="dispatch_accuracy",
        subject="cases",
        zh="派遣准确率",
        en="Dispatch accuracy",
        kind="ratio",
        numerator=Measure("cases", "dispatch_accurate"),
        denominator=Measure("cases", "dispatch_accurate IS NOT NULL"),
        set_aside=TOTAL_RULES,
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="准确派遣数 ÷ 已判定派遣是否准确的案卷数",
        formula_en="cases dispatched right first time ÷ cases whose dispatch was judged",
        note_zh="未判定的案卷不进入分母。",
        note_en="Cases whose dispatch was not judged are in no denominator.",
        source_zh=_STANDARD_ZH,
        source_en=_STANDARD_EN,
    ),
    Indicator(
        id="self_discovery_rate",
        subject="cases",
        zh="自主发现率",
        en="Self-discovery rate",
        kind="ratio",
        numerator=Measure("cases", "channel IS NOT NULL AND is_own"),
        denominator=Measure("cases", "channel IS NOT NULL"),
        set_aside=FILED_RULES,
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="采集员、视频、巡查、考评发现的案卷数 ÷ 立案数",
        formula_en="cases found by collectors, video, patrols or inspections ÷ cases filed",
        note_zh="问题来源未知的案卷不进入分母。",
        note_en="Cases whose source is unknown are in no denominator.",
        source_zh="各地数字城管月报“问题来源”分析；“让领导少发现问题”的工作要求",
        source_en="Source analysis of city monthly reports",
    ),
    Indicator(
        id="handling_hours",
        subject="cases",
        zh="处置时长",
        en="Handling time",
        kind="median",
        numerator=Measure("cases", "handling_hours IS NOT NULL AND NOT is_open"),
        denominator=Measure("cases", "handling_hours IS NOT NULL", "handling_hours"),
        set_aside=ALL_RULES,
        left_out=_NO_TIME_TAKEN,
        better="lower",
        unit_zh="小时",
        unit_en="hours",
        formula_zh="从上报到处置完毕的中位时长（未办结的按删失处理，Kaplan-Meier 估计）",
        formula_en="median time from report to disposal; open cases are censored (Kaplan-Meier)",
        note_zh=(
            "半数案卷在此时长内处置完毕。处置完毕的不到一半时为无数据。只有日期的办结按当日（上报"
            "当日则按上报后）余下时段的中点计。没有有效办结时间或办结早于上报的不计，件数另列。"
        ),
        note_en=(
            "Half of the cases are done by then. No data while fewer than half are. A closing day"
            " without a time counts in the middle of what it leaves possible after the report."
            " Cases done at no known time, or before they were reported, are not counted; their"
            " number is stated beside the figure."
        ),
        source_zh="Kaplan & Meier (1958)",
        source_en="Kaplan & Meier (1958)",
    ),
    Indicator(
        id="rebound_rate",
        subject="cases",
        zh="反弹率",
        en="Rebound rate",
        kind="ratio",
        numerator=Measure(
            "cases",
            _RETURNABLE + " AND return_days <= {rebound_days}",
        ),
        denominator=Measure("cases", _RETURNABLE),
        set_aside=ALL_RULES,
        scale=100,
        better="lower",
        variance="binomial",
        formula_zh="结案后规定天数内同一地点再次出现同类问题的案卷数 ÷ 结案数",
        formula_en=(
            "closed cases whose problem was reported again at the same place within the set days"
            " ÷ cases closed"
        ),
        note_zh="天数由办法规定（默认30天）。没有地点或类别的案卷不进入分母。最近结案的还来不及反弹。",
        note_en=(
            "The scheme sets the days (30 by default). Cases without a place or category are in"
            " no denominator. What was closed lately has had little time to come back."
        ),
        source_zh="各地对“反弹”“假整改、真销号”的通报要求；地点归一规则见数据说明",
        source_en="City notices on problems that come back after being closed",
    ),
)

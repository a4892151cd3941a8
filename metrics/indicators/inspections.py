"""Inspections and what they found (巡查点次、检查问题). Dated by the day of visit or finding."""

from metrics.indicators.definition import Indicator, LeftOut, Measure

_CHECKS = Measure("inspections")
_JUDGED = "(score IS NOT NULL OR passed IS NOT NULL)"
_NO_DEADLINE = LeftOut(
    "no_deadline", "rectify_due IS NULL AND NOT {due}", "rectify_due IS NOT NULL OR {due}"
)
_NEVER_ON_TIME = LeftOut("no_deadline", "rectify_due IS NULL", "rectify_due IS NOT NULL")
# What was put right on a day before it was found proves nothing.
_BEFORE = "COALESCE(CAST(rectified_at AS DATE) < CAST(found_at AS DATE), FALSE)"
_DONE = "is_rectify_due AND is_rectified"
_DONE_JUDGED = f"{_DONE} AND is_rectified_on_time IS NOT NULL AND NOT {_BEFORE}"
_UNDATED = LeftOut("undated", f"{_DONE} AND is_rectified_on_time IS NULL", _DONE_JUDGED)
_BEFORE_FOUND = LeftOut("before_found", f"{_DONE} AND {_BEFORE}", _DONE_JUDGED)
_NO_DEDUCTION = LeftOut("no_deduction", "deduction IS NULL", "deduction IS NOT NULL")
_PER_CHECK_NOTE_ZH = "只有问题清单而没有检查点次（含无问题点次）时为无数据，不虚构分母。"
_PER_CHECK_NOTE_EN = "No data when only problems were exported and no visits: none is invented."

INDICATORS = (
    Indicator(
        id="checks",
        subject="inspections",
        zh="检查点次",
        en="Checks",
        kind="count",
        numerator=_CHECKS,
        seen_in=("inspections",),
        unit_zh="点次",
        unit_en="checks",
        formula_zh="检查的点次，无问题的点次也计入",
        formula_en="points visited, those without a problem included",
        source_zh="各地长效管理考评办法（每月检查样本）",
        source_en="City assessment regulations (monthly sample)",
    ),
    Indicator(
        id="findings",
        subject="inspections",
        zh="问题数",
        en="Findings",
        kind="count",
        numerator=Measure("findings"),
        seen_in=("findings", "inspections"),
        unit_zh="个",
        unit_en="findings",
        formula_zh="检查发现的问题数",
        formula_en="problems found at inspections",
        note_zh="有检查而未发现问题为0；没有检查记录也没有问题为无数据。",
        note_en="Visits without a finding give 0; neither visits nor findings give no data.",
        source_zh="金坛区2016年7月长效管理通报",
        source_en="Jintan notice, July 2016",
    ),
    Indicator(
        id="findings_per_100_checks",
        subject="inspections",
        zh="百点问题数",
        en="Findings per 100 checks",
        kind="ratio",
        numerator=Measure("findings"),
        denominator=_CHECKS,
        scale=100,
        better="lower",
        variance="sum",
        shown={"unit": 4, "children": 2, "funnel": 2, "weekly": 1, "overview": 2},
        unit_zh="个/百点",
        unit_en="per 100 checks",
        formula_zh="问题数 ÷ 检查点次 × 100",
        formula_en="findings ÷ checks × 100",
        note_zh=_PER_CHECK_NOTE_ZH,
        note_en=_PER_CHECK_NOTE_EN,
        source_zh="石排镇第三方暗检月报（问题数与检查对象数）",
        source_en="Shipai third-party monthly report (problems and objects checked)",
    ),
    Indicator(
        id="pass_rate",
        subject="inspections",
        zh="达标率",
        en="Pass rate",
        kind="ratio",
        numerator=Measure("inspections", "passed"),
        denominator=Measure("inspections", "passed IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
        shown={"unit": 5, "children": 3, "funnel": 1, "weekly": 2},
        formula_zh="达标点次 ÷ 已判定是否达标的点次",
        formula_en="checks passed ÷ checks judged",
        note_zh="未判定的点次不进入分母。",
        note_en="Checks that were not judged are in no denominator.",
        source_zh="各地长效管理考评办法",
        source_en="City assessment regulations",
    ),
    Indicator(
        id="visit_score",
        subject="inspections",
        zh="点位平均得分",
        en="Mean score of visits",
        kind="ratio",
        numerator=Measure("inspections", "score IS NOT NULL", "score"),
        denominator=Measure("inspections", "score IS NOT NULL"),
        known="score IS NOT NULL",
        better="higher",
        unit_zh="分",
        unit_en="points",
        formula_zh="点位得分合计 ÷ 打了分的点次",
        formula_en="sum of the scores of visits ÷ visits that were scored",
        note_zh="没有打分的点次不进入分母。",
        note_en="Visits without a score are in no denominator.",
        source_zh="各地门前三包、公厕、菜市场检查表（每点打分）",
        source_en="Check sheets of frontage shops, toilets and markets (a score for each visit)",
    ),
    Indicator(
        id="deduction_per_100_checks",
        subject="inspections",
        zh="百点扣分",
        en="Deduction per 100 checks",
        kind="ratio",
        numerator=Measure("findings", "deduction >= 0", "deduction"),
        denominator=_CHECKS,
        known="deduction IS NOT NULL",
        none_is_zero=True,
        left_out=(_NO_DEDUCTION,),
        scale=100,
        better="lower",
        variance="sum",
        lever="deduction",
        shown={"funnel": 3},
        unit_zh="分/百点",
        unit_en="points per 100 checks",
        formula_zh="扣分合计 ÷ 检查点次 × 100",
        formula_en="points deducted ÷ checks × 100",
        note_zh=_PER_CHECK_NOTE_ZH,
        note_en=_PER_CHECK_NOTE_EN,
        source_zh="常州市城市长效综合管理考评（常政发〔2016〕180号）的按样本计分",
        source_en="Changzhou long-term management assessment (2016 No. 180), scoring by sample",
    ),
    Indicator(
        id="deduction_per_object",
        subject="inspections",
        zh="按对象数扣分",
        en="Deduction per object",
        kind="ratio",
        numerator=Measure("findings", "deduction >= 0", "deduction"),
        denominator=Measure("points"),
        seen_in=("findings", "inspections"),
        known="deduction IS NOT NULL",
        none_is_zero=True,
        left_out=(_NO_DEDUCTION,),
        better="lower",
        variance="sum",
        lever="deduction",
        unit_zh="分/个",
        unit_en="points per object",
        formula_zh="扣分合计 ÷ 期内在册考核点位数",
        formula_en="points deducted ÷ points on the assessment's list in the period",
        note_zh="点位在期内任一天有效即计入。既无检查也无问题的单位为无数据。",
        note_en=(
            "A point counts when it was on the list on any day of the period. A unit with neither"
            " visits nor findings has no data."
        ),
        source_zh="市对区考评办法（实得分 = 满分 − 扣分总数 ÷ 对象总数）",
        source_en="A city's scheme for its districts (score = full − deductions ÷ objects)",
    ),
    Indicator(
        id="rectification_rate",
        subject="inspections",
        zh="整改率",
        en="Rectification rate",
        kind="ratio",
        numerator=Measure("findings", "{due} AND is_rectified"),
        denominator=Measure("findings", "{due}"),
        left_out=(_NO_DEADLINE,),
        scale=100,
        better="higher",
        variance="binomial",
        shown={"unit": 6},
        formula_zh="已整改问题数 ÷ 应整改问题数",
        formula_en="findings rectified ÷ findings due",
        note_zh=(
            "有整改期限的问题中，应整改 = 已整改 + 截至导出时刻超期未整改。"
            "没有整改期限的不论是否已整改都不评判，个数另列；办法可规定其发现即应整改（no_deadline）。"
            "复查不合格的不算已整改（failed_recheck）。"
        ),
        note_en=(
            "Of the findings with a deadline, due = rectified + overdue and not rectified at the"
            " export's own time. Those without one are not judged, rectified or not, and are stated"
            " beside the rate; a scheme may call them due when found (no_deadline). What failed"
            " its recheck is not rectified (failed_recheck)."
        ),
        source_zh="数字城管指标目录（整改率）；常州市季度点评会（未整改率）",
        source_en="Metric catalogue of a grid platform; Changzhou quarterly review",
    ),
    Indicator(
        id="on_time_rectification_rate",
        subject="inspections",
        zh="按期整改率",
        en="On-time rectification rate",
        kind="ratio",
        numerator=Measure(
            "findings",
            f"is_rectify_due AND is_rectified_on_time AND NOT (is_rectified AND {_BEFORE})",
        ),
        denominator=Measure(
            "findings",
            "is_rectify_due AND (NOT is_rectified OR"
            f" (is_rectified_on_time IS NOT NULL AND NOT {_BEFORE}))",
        ),
        left_out=(_NEVER_ON_TIME, _UNDATED, _BEFORE_FOUND),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="按期整改问题数 ÷ 应整改问题数",
        formula_en="findings rectified on time ÷ findings due",
        note_zh="没有整改期限的、已整改但没有完成时间或完成时间早于发现的无从判断，不进入分母，个数另列。",
        note_en=(
            "Findings without a deadline, and rectified ones without a date or with one before they"
            " were found, cannot be judged: they are in no denominator and are stated beside the"
            " rate."
        ),
        source_zh="数字城管指标目录（整改率）",
        source_en="Metric catalogue of a grid platform",
    ),
    Indicator(
        id="recheck_pass_rate",
        subject="inspections",
        zh="复查合格率",
        en="Recheck pass rate",
        kind="ratio",
        numerator=Measure("findings", "recheck = 'passed'"),
        denominator=Measure("findings", "recheck IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="复查合格数 ÷ 复查数",
        formula_en="rechecks passed ÷ rechecks",
        note_zh="未复查的不进入分母。",
        note_en="Findings that were not rechecked are in no denominator.",
        source_zh="常州市城市长效综合管理考评（重点问题复查）",
        source_en="Changzhou long-term management assessment (re-checks of key problems)",
    ),
    Indicator(
        id="covert_gap",
        subject="inspections",
        zh="暗访与明查差",
        en="Covert gap",
        kind="difference",
        numerator=Measure("inspections", "method = 'open' AND " + _JUDGED),
        denominator=Measure("inspections", "method = 'covert' AND " + _JUDGED),
        better="lower",
        variance="sample",
        unit_zh="分",
        unit_en="points",
        formula_zh="明查平均得分 − 暗访平均得分（没有得分时用达标率）",
        formula_en="mean score of open visits − mean score of covert visits (else pass rates)",
        note_zh="分子、分母列为明查、暗访的点次；两者缺一为无数据。",
        note_en="Numerator and denominator are the visits of each method; both are needed.",
        source_zh="“检查与不检查一个样”的工作要求；月考核从明查向暗访转变",
        source_en="Move of monthly checks from open to covert",
    ),
)

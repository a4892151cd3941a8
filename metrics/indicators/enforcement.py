"""Penalty cases of enforcement teams (执法案件). Dated by the day of filing."""

from metrics.indicators.definition import Indicator, LeftOut, Measure

_TABLE = "enforcement_cases"
_CLOSED = Measure(_TABLE, "closed_on IS NOT NULL")
_REVIEW_SOURCE_ZH = "案卷三级评查：经办中队周评、业务指导科室半月评、法制科每月评"
_REVIEW_SOURCE_EN = "Three levels of file review: team weekly, section half-monthly, legal monthly"
_NO_POINTS = LeftOut("no_points", "points IS NULL", "points IS NOT NULL")
_ANY_REVIEW = "(reviewed_by_team OR reviewed_by_section OR reviewed_by_legal)"
_ANY_REVIEW_KNOWN = "COALESCE(reviewed_by_team, reviewed_by_section, reviewed_by_legal) IS NOT NULL"


def _coverage(level: str, zh: str, en: str, reviewed: str, known: str) -> Indicator:
    """Review coverage at one level, or at any (level "")."""
    return Indicator(
        id=f"review_coverage_{level}" if level else "review_coverage",
        subject="enforcement",
        zh=f"案卷评查率（{zh}）" if level else "案卷评查率",
        en=f"Review coverage ({en})" if level else "Review coverage",
        kind="ratio",
        numerator=Measure(_TABLE, f"closed_on IS NOT NULL AND {reviewed}"),
        denominator=_CLOSED,
        known=known,
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh=f"经{zh}评查的办结案件数 ÷ 办结案件数",
        formula_en=f"closed cases reviewed by {en} ÷ closed cases",
        note_zh="全市本期没有任何评查记录时为无数据。",
        note_en="No data when no case of the period carries a review record anywhere.",
        source_zh=_REVIEW_SOURCE_ZH,
        source_en=_REVIEW_SOURCE_EN,
    )


INDICATORS = (
    Indicator(
        id="cases_per_officer",
        subject="enforcement",
        zh="人均办案",
        en="Cases per officer",
        kind="ratio",
        numerator=Measure(_TABLE),
        denominator=Measure("units", value="officers"),
        known="TRUE",
        better="higher",
        unit_zh="件/人",
        unit_en="cases per officer",
        formula_zh="立案的执法案件数 ÷ 执法人数",
        formula_en="penalty cases filed ÷ officers",
        note_zh="单位未填执法人数时为无数据；全市本期没有任何案件时也为无数据。",
        note_en="No data where officers are not given, or when the city has no case at all.",
        source_zh="执法人员年人均办案不低于规定件数的工作目标",
        source_en="Targets of cases per officer and year",
    ),
    _coverage("", "任一级", "any level", _ANY_REVIEW, _ANY_REVIEW_KNOWN),
    _coverage("team", "中队", "the team", "reviewed_by_team", "reviewed_by_team IS NOT NULL"),
    _coverage(
        "section",
        "业务科室",
        "the section",
        "reviewed_by_section",
        "reviewed_by_section IS NOT NULL",
    ),
    _coverage(
        "legal",
        "法制科",
        "the legal office",
        "reviewed_by_legal",
        "reviewed_by_legal IS NOT NULL",
    ),
    Indicator(
        id="review_pass_rate",
        subject="enforcement",
        zh="评查合格率",
        en="Review pass rate",
        kind="ratio",
        numerator=Measure(_TABLE, "review_result = 'passed'"),
        denominator=Measure(_TABLE, "review_result IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="评查合格案件数 ÷ 有评查结果的案件数",
        formula_en="reviews passed ÷ cases with a review result",
        note_zh="没有评查结果的不进入分母。",
        note_en="Cases without a result are in no denominator.",
        source_zh=_REVIEW_SOURCE_ZH,
        source_en=_REVIEW_SOURCE_EN,
    ),
    Indicator(
        id="execution_rate",
        subject="enforcement",
        zh="案件执行率",
        en="Execution rate",
        kind="ratio",
        numerator=Measure(_TABLE, "closed_on IS NOT NULL AND executed"),
        denominator=Measure(_TABLE, "closed_on IS NOT NULL AND executed IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="执行到位案件数 ÷ 办结案件数",
        formula_en="cases executed ÷ closed cases",
        note_zh="未注明是否执行到位的不进入分母。",
        note_en="Cases that do not say are in no denominator.",
        source_zh="“奖励的标准应是案件执行率达到多少、执行质量如何”的考核导向",
        source_en="Rewards by execution rate and quality, not by fines",
    ),
    Indicator(
        id="case_points",
        subject="enforcement",
        zh="办案积分",
        en="Case points",
        kind="count",
        numerator=Measure(_TABLE, "points IS NOT NULL", "points"),
        known="points IS NOT NULL",
        left_out=(_NO_POINTS,),
        better="higher",
        unit_zh="分",
        unit_en="points",
        formula_zh="案件积分合计",
        formula_en="sum of the cases' points",
        note_zh="全市本期没有任何积分，或单位的案件都没有积分时为无数据。",
        note_en=(
            "No data when no case of the period carries points anywhere, or none of the unit's."
        ),
        source_zh="执法办案积分制度",
        source_en="Case-points system of enforcement bureaus",
    ),
)

"""Complaints (群众诉求): cases that came by 12345, hotline, petition, media or network."""

from metrics.indicators.cases import ALL_RULES, TOTAL_RULES
from metrics.indicators.definition import Indicator, LeftOut, Measure

_NOTICE_ZH = "连云港市、榆林市12345热线考评通报"
# How a case came is not known: it may be a complaint.
_NO_CHANNEL = LeftOut("no_channel", "channel IS NULL", "channel IS NOT NULL")
_NOTICE_EN = "12345 hotline notices of Lianyungang and Yulin"

INDICATORS = (
    Indicator(
        id="complaints",
        subject="complaints",
        zh="群众诉求数",
        en="Complaints",
        kind="count",
        numerator=Measure("cases", "is_complaint"),
        set_aside=TOTAL_RULES,
        left_out=(_NO_CHANNEL,),
        known="is_complaint",
        shown={"unit": 7, "children": 4, "weekly": 4, "overview": 3},
        unit_zh="件",
        unit_en="complaints",
        formula_zh="12345、热线、信访、媒体、网络渠道的案卷数",
        formula_en="cases that came by 12345, hotline, petition, media or network",
        note_zh=(
            "全市本期没有任何诉求记录时为无数据（可能尚未导入），不是0。"
            "单位的案卷都没有写明来源渠道时同样无数据。"
        ),
        note_en=(
            "When the whole city has none in the period: no data (not imported yet), not 0. The"
            " same for a unit none of whose cases says how it came."
        ),
        source_zh=_NOTICE_ZH,
        source_en=_NOTICE_EN,
    ),
    Indicator(
        id="complaints_per_10k",
        subject="complaints",
        zh="万人诉求量",
        en="Complaints per 10,000 people",
        kind="ratio",
        numerator=Measure("cases", "is_complaint"),
        denominator=Measure("units", value="population"),
        set_aside=TOTAL_RULES,
        left_out=(_NO_CHANNEL,),
        known="is_complaint",
        scale=10_000,
        better="lower",
        variance="sum",
        unit_zh="件/万人",
        unit_en="per 10,000",
        formula_zh="群众诉求数 ÷ 常住人口（万人）",
        formula_en="complaints ÷ residents × 10,000",
        note_zh="单位未填常住人口时为无数据。诉求量也反映投诉意愿，不宜单独排名。",
        note_en=(
            "No data where the unit's population is not given. It also measures the readiness to"
            " complain: not to be ranked alone."
        ),
        source_zh=_NOTICE_ZH,
        source_en=_NOTICE_EN,
    ),
    Indicator(
        id="satisfaction_rate",
        subject="complaints",
        zh="满意率",
        en="Satisfaction rate",
        kind="ratio",
        numerator=Measure("cases", "satisfaction IN ('very_satisfied', 'satisfied')"),
        denominator=Measure("cases", "satisfaction IS NOT NULL"),
        set_aside=ALL_RULES,
        scale=100,
        better="higher",
        variance="binomial",
        lever="satisfied",
        shown={"unit": 8, "funnel": 7},
        formula_zh="评价为满意及以上的件数 ÷ 已评价件数",
        formula_en="rated satisfied or better ÷ rated",
        note_zh="未评价的不进入分母，既不算满意也不算不满意。",
        note_en="Unrated cases are in no denominator, neither satisfied nor dissatisfied.",
        source_zh=_NOTICE_ZH + "（回访满意率）",
        source_en=_NOTICE_EN,
    ),
    Indicator(
        id="resolution_rate",
        subject="complaints",
        zh="解决率",
        en="Resolution rate",
        kind="ratio",
        numerator=Measure("cases", "resolved"),
        denominator=Measure("cases", "resolved IS NOT NULL"),
        set_aside=ALL_RULES,
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="回访确认已解决的件数 ÷ 已回访件数",
        formula_en="confirmed solved ÷ asked whether solved",
        note_zh="未回访的不进入分母。办结不等于解决。",
        note_en="Cases not followed up are in no denominator. Closed does not mean solved.",
        source_zh="12345工单“问题是否解决”字段",
        source_en="12345 order field: was the problem solved",
    ),
    Indicator(
        id="repeat_rate",
        subject="complaints",
        zh="重复诉求率",
        en="Repeat rate",
        kind="ratio",
        numerator=Measure("cases", "is_complaint AND repeat_of IS NOT NULL"),
        denominator=Measure("cases", "is_complaint"),
        set_aside=TOTAL_RULES,
        left_out=(_NO_CHANNEL,),
        known="repeat_of IS NOT NULL",
        scale=100,
        better="lower",
        variance="binomial",
        lever="repeats",
        shown={"unit": 9, "funnel": 8},
        formula_zh="重复诉求件数 ÷ 群众诉求数",
        formula_en="complaints that repeat an earlier one ÷ complaints",
        note_zh="全市本期没有一件标注原工单编号时为无数据。",
        note_en="No data when no complaint of the period names an earlier order anywhere.",
        source_zh="12345工单“旧工单编号、是否老户”字段；榆林市12345考评（重办率）",
        source_en="12345 order field: earlier order number",
    ),
)

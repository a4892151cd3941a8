"""Penalty cases of enforcement teams (执法案件). Dated by the day of filing, one by closing."""

from typing import Any

from metrics.indicators.definition import Indicator, LeftOut, Measure
from metrics.indicators.reviews import REVIEWS

_TABLE = "enforcement_cases"
_CLOSED = Measure(_TABLE, "closed_on IS NOT NULL")
_CLOSED_AND = "closed_on IS NOT NULL AND "
_NO_POINTS = LeftOut("no_points", "{points} IS NULL", "{points} IS NOT NULL")
# Overturned on reconsideration or in court, or changed, found illegal or put right on review.
_WRONG = "(COALESCE(overturned, FALSE) OR COALESCE(corrected, FALSE))"
_TOLD = "COALESCE(overturned, corrected) IS NOT NULL"
_NOT_FINES = "罚款多少不进入任何计分：“罚没多少与个人利益丝毫不挂钩”"


def _not_said(sql: str, within: str = "") -> LeftOut:
    """The rows that do not say what is counted."""
    return LeftOut("not_said", f"{within}({sql}) IS NULL", f"{within}({sql}) IS NOT NULL")


def _number(
    name: str,
    zh: str,
    en: str,
    where: str,
    told: str = "",
    within: str = "",
    better: str | None = None,
) -> Indicator:
    """How many cases are of a kind. told: SQL that is null where a file does not say it, of those
    that it is asked of (`within`)."""
    return Indicator(
        id=name,
        subject="enforcement",
        zh=zh,
        en=en,
        kind="count",
        numerator=Measure(_TABLE, where),
        known=f"({told}) IS NOT NULL" if told else "TRUE",
        left_out=(_not_said(told, within),) if told else (),
        better=better,
        unit_zh="件",
        unit_en="cases",
        formula_zh=f"{zh}数（立案日在本期内）",
        formula_en=f"{en.lower()}, filed in the period",
        note_zh="未注明的另列，不算作“不是”。" if told else "",
        note_en="Cases that do not say are stated apart, never as no." if told else "",
        source_zh="年度总结中的办案数：办结行政处罚案件38831件，其中一般程序825件",
        source_en="Volumes of annual reports: 38,831 penalty cases, 825 by general procedure",
    )


def _rate(
    name: str,
    names: tuple[str, str],
    top: str,
    bottom: str,
    formula: tuple[str, str],
    source: tuple[str, str],
    **more: Any,
) -> Indicator:
    """A share of cases in percent: names, formula and source in Chinese and English."""
    return Indicator(
        id=name,
        subject="enforcement",
        zh=names[0],
        en=names[1],
        kind="ratio",
        numerator=Measure(_TABLE, top),
        denominator=Measure(_TABLE, bottom),
        scale=100,
        variance="binomial",
        formula_zh=formula[0],
        formula_en=formula[1],
        source_zh=source[0],
        source_en=source[1],
        **more,
    )


_CORRECT_SOURCE = (
    "处罚正确率的工作目标；行政复议零撤销、零败诉",
    "Targets of correct penalties; nothing overturned, no case lost",
)
_NOTE_ZH = "单位未填执法人数时为无数据；全市本期没有任何案件时也为无数据。"
_NOTE_EN = "No data where officers are not given, or when the city has no case at all."

INDICATORS = (
    _number("penalty_cases", "处罚案件", "Penalty cases", "TRUE"),
    _number(
        "simple_penalties",
        "简易程序案件",
        "Cases by simple procedure",
        "procedure = 'simple'",
        "COALESCE(procedure, procedure_written)",
    ),
    _number(
        "general_penalties",
        "普通（一般）程序案件",
        "Cases by general procedure",
        "procedure = 'general'",
        "COALESCE(procedure, procedure_written)",
    ),
    _number("online_penalties", "网上办理案件", "Cases handled online", "online", "online"),
    _number("non_site_penalties", "非现场执法案件", "Non-site cases", "non_site", "non_site"),
    _number("closed_penalties", "办结案件", "Closed cases", "closed_on IS NOT NULL"),
    Indicator(
        id="penalty_closings",
        subject="enforcement",
        zh="本期结案",
        en="Cases closed in the period",
        kind="count",
        numerator=Measure(_TABLE, dated="closed_on"),
        unit_zh="件",
        unit_en="cases",
        formula_zh="结案日在本期内的执法案件数，不论何时立案",
        formula_en="penalty cases closed in the period, whenever they were filed",
        source_zh="年度总结中的办结数：全年办结行政处罚案件38831件",
        source_en="Cases closed in the year, as annual reports count them",
    ),
    _number(
        "executed_penalties",
        "执行到位案件",
        "Executed cases",
        _CLOSED_AND + "executed",
        "executed",
        _CLOSED_AND,
    ),
    _number(
        "wrong_penalties",
        "被撤销或纠正案件",
        "Overturned or corrected cases",
        _CLOSED_AND + _WRONG,
        "COALESCE(overturned, corrected)",
        _CLOSED_AND,
        "lower",
    ),
    _number("big_cases", "大要案", "Big cases", "{big}", "{big}", better="higher"),
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
        source_zh="执法人员年人均办案不低于规定件数的工作目标",
        source_en="Targets of cases per officer and year",
        note_zh=_NOTE_ZH,
        note_en=_NOTE_EN,
    ),
    _rate(
        "penalty_closure_rate",
        ("案件办结率", "Closure rate of penalty cases"),
        "closed_on IS NOT NULL",
        "TRUE",
        ("办结案件数 ÷ 立案案件数", "closed cases ÷ cases filed"),
        ("环卫案件办结率100%", "Sanitation cases, all closed"),
        better="higher",
    ),
    _rate(
        "online_rate",
        ("普通程序网上办理率", "General procedure handled online"),
        "procedure = 'general' AND online",
        "procedure = 'general' AND online IS NOT NULL",
        (
            "网上办理的普通程序案件数 ÷ 注明是否网上办理的普通程序案件数",
            "general-procedure cases handled online ÷ those that say whether they were",
        ),
        (
            "一般程序案件网上办理达到规定比例的工作目标",
            "Targets of general-procedure cases handled online",
        ),
        left_out=(_not_said("online", "procedure = 'general' AND "),),
        better="higher",
    ),
    *REVIEWS,
    _rate(
        "execution_rate",
        ("案件执行率", "Execution rate"),
        _CLOSED_AND + "executed",
        _CLOSED_AND + "executed IS NOT NULL",
        ("执行到位案件数 ÷ 办结案件数", "cases executed ÷ closed cases"),
        (
            "“奖励的标准应是案件执行率达到多少、执行质量如何”的考核导向",
            "Rewards by execution rate and quality, not by fines",
        ),
        better="higher",
        shown={"unit": 11},
        note_zh="未注明是否执行到位的不进入分母。",
        note_en="Cases that do not say are in no denominator.",
    ),
    _rate(
        "correction_rate",
        ("纠错率", "Correction rate"),
        _CLOSED_AND + _WRONG,
        _CLOSED_AND + _TOLD,
        (
            "复议、诉讼撤销或败诉，以及被变更、确认违法或监督纠正的案件数 ÷ 办结案件数",
            "cases overturned or lost, changed, found illegal or put right ÷ closed cases",
        ),
        _CORRECT_SOURCE,
        left_out=(_not_said("COALESCE(overturned, corrected)", _CLOSED_AND),),
        better="lower",
        note_zh="未注明是否撤销、是否被纠正的不进入分母。",
        note_en="Cases that say neither are in no denominator.",
    ),
    _rate(
        "correct_penalty_rate",
        ("处罚正确率", "Correct penalties"),
        f"{_CLOSED_AND}{_TOLD} AND NOT {_WRONG}",
        _CLOSED_AND + _TOLD,
        (
            "没有被撤销、败诉、变更、确认违法或监督纠正的案件数 ÷ 办结案件数（100% − 纠错率）",
            "closed cases that were neither overturned nor corrected ÷ closed cases"
            " (100 % − correction rate)",
        ),
        _CORRECT_SOURCE,
        left_out=(_not_said("COALESCE(overturned, corrected)", _CLOSED_AND),),
        better="higher",
        note_zh="未注明是否撤销、是否被纠正的不进入分母。",
        note_en="Cases that say neither are in no denominator.",
    ),
    Indicator(
        id="case_points",
        subject="enforcement",
        zh="办案积分",
        en="Case points",
        kind="count",
        numerator=Measure(_TABLE, "{points} IS NOT NULL", "{points}"),
        known="{points} IS NOT NULL",
        left_out=(_NO_POINTS,),
        better="higher",
        shown={"unit": 12},
        unit_zh="分",
        unit_en="points",
        formula_zh="案件积分合计：文件中的积分，没有的按考核办法的积分标准",
        formula_en="sum of the cases' points: those of the file, else by the scheme's table",
        note_zh="全市本期没有任何积分，或单位的案件都没有积分时为无数据。",
        note_en=(
            "No data when no case of the period carries points anywhere, or none of the unit's."
        ),
        source_zh="执法办案积分制度",
        source_en="Case-points system of enforcement bureaus",
    ),
    Indicator(
        id="case_points_per_officer",
        subject="enforcement",
        zh="人均办案积分",
        en="Case points per officer",
        kind="ratio",
        numerator=Measure(_TABLE, "{points} IS NOT NULL", "{points}"),
        denominator=Measure("units", value="officers"),
        known="{points} IS NOT NULL",
        left_out=(_NO_POINTS,),
        better="higher",
        unit_zh="分/人",
        unit_en="points per officer",
        formula_zh="办案积分 ÷ 执法人数",
        formula_en="case points ÷ officers",
        source_zh="执法办案积分制度",
        source_en="Case-points system of enforcement bureaus",
        note_zh=_NOTE_ZH,
        note_en=_NOTE_EN,
    ),
    Indicator(
        id="fines",
        subject="enforcement",
        zh="罚款金额",
        en="Fines",
        kind="count",
        numerator=Measure(_TABLE, "fine IS NOT NULL", "fine"),
        known="fine IS NOT NULL",
        left_out=(_not_said("fine"),),
        scored=False,
        unit_zh="元",
        unit_en="yuan",
        formula_zh="罚款金额合计，只供了解，不得计分",
        formula_en="sum of fines: for information, never to be scored",
        note_zh="考核办法用它计分时，读入即被拒绝。未注明金额的另列。",
        note_en="A scheme that scores it is refused when it is read. Cases without one apart.",
        source_zh=_NOT_FINES,
        source_en="“How much was fined has nothing to do with anybody's own gain”",
    ),
)

"""What became of a report before it was a case: taken up, or voided (作废、不予受理). Dated by the
day of report.

Many exports hold only what was filed. Of these nobody can say which share of the reports that is:
a period in which no report at all is voided has no data, not 100 %.
"""

from typing import Any

from metrics.indicators.definition import SET_ASIDE, Indicator, LeftOut, Measure

_AFTER = "('dispatched', 'disposing', 'disposed', 'checking', 'closed', 'held')"
VOIDED = SET_ASIDE["voided"]
# A case that was filed and voided later counts as voided.
FILED = (
    f"NOT {VOIDED} AND (filed_at IS NOT NULL OR dispatched_at IS NOT NULL OR "
    f"COALESCE(is_disposed, FALSE) OR COALESCE(stage IN {_AFTER}, FALSE))"
)
_ZH = (
    "作废的不算。导出只收已立案的案卷（本期全市没有一件作废）时为无数据，不是100%；"
    "既没有立案、派遣、处置时间，也没有立案以后阶段的，不进入分母，件数另列。"
)
_EN = (
    "What was voided does not count. Where the exports hold filed cases alone (none of the period"
    " is voided in the whole city) there is no data, not 100 %; reports without a time of filing,"
    " dispatch or disposal and without a stage after filing are in no denominator, and their"
    " number is stated."
)


def _taken_up(of: str) -> dict[str, Any]:
    """What is alike in all three. of: SQL condition of the reports that are asked about."""
    judged = f"{of} AND ({VOIDED} OR ({FILED}))"
    return {
        "subject": "intake",
        "kind": "ratio",
        "numerator": Measure("cases", f"{of} AND {FILED}"),
        "denominator": Measure("cases", judged),
        "set_aside": ("self_handled", "excluded"),
        "known": f"{of} AND {VOIDED}",
        "left_out": (LeftOut("not_said", f"{of} AND NOT ({VOIDED} OR ({FILED}))", judged),),
        "scale": 100,
        "better": "higher",
        "variance": "binomial",
    }


INDICATORS = (
    Indicator(
        **_taken_up("is_complaint"),
        id="acceptance_rate",
        zh="受理率",
        en="Acceptance rate",
        formula_zh="已受理的群众诉求（立案、派遣或已办理）÷ 已判定是否受理的群众诉求",
        formula_en=(
            "public requests taken up (filed, dispatched or handled) ÷ public requests of which is"
            " known whether they were"
        ),
        note_zh=_ZH,
        note_en=_EN,
        source_zh="GB/T 30428.4 受理、立案口径；“努力提升受理率”的工作要求",
        source_en="GB/T 30428.4, acceptance and filing",
    ),
    Indicator(
        **_taken_up("NOT COALESCE(is_complaint, FALSE)"),
        id="filing_rate",
        zh="立案率",
        en="Filing rate",
        formula_zh="立案且未作废的上报（不含群众诉求）÷ 已判定是否立案的上报",
        formula_en=(
            "reports (without public requests) filed and not voided ÷ reports of which is known"
            " whether they were filed"
        ),
        note_zh=_ZH,
        note_en=_EN,
        source_zh="GB/T 30428.4：立案数 ÷ 上报数；准确立案率 =（立案数 − 作废数）÷ 立案数",
        source_en="GB/T 30428.4: filed ÷ reported; accurate filing = (filed - voided) ÷ filed",
    ),
    Indicator(
        **_taken_up("COALESCE(channel = 'collector', FALSE)"),
        id="collection_accuracy",
        zh="信息采集准确率",
        en="Collection accuracy",
        formula_zh="采集员上报中立案且未作废的 ÷ 已判定的采集员上报",
        formula_en="reports of collectors filed and not voided ÷ those of which is known whether",
        note_zh=_ZH + "采集员本应发现而没有发现的不在其中（漏报要另行检查）。",
        note_en=_EN + " What collectors failed to report is not in it.",
        source_zh="GB/T 30428.4 监督员有效上报率：有效上报数 ÷ 上报数；“提高信息采集的准确率”",
        source_en="GB/T 30428.4, valid reports of collectors: valid ÷ reported",
    ),
)

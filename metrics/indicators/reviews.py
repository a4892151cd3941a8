"""The three levels of file review (案卷三级评查): how many closed cases were reviewed, and in time.

Of a level that an export does not speak of nothing is known of its cases: they are in no
denominator. A review that is only said to be done has no day, and nobody knows whether it was in
time; one that is not done is late once its time has passed by the export's own time.
"""

from metrics.aggregation.penalties import REVIEW_LEVELS
from metrics.indicators.definition import Indicator, LeftOut, Measure

TABLE = "enforcement_cases"
NAMES = {
    "team": ("中队", "the team", "周评", "weekly"),
    "section": ("业务科室", "the section", "半月评", "half-monthly"),
    "legal": ("法制科", "the legal office", "月评", "monthly"),
}
_CLOSED = "closed_on IS NOT NULL"
_SOURCE_ZH = "案卷三级评查：经办中队周评、业务指导科室半月评、法制科每月评"
_SOURCE_EN = "Three levels of file review: team weekly, section half-monthly, legal monthly"


def _either(columns: list[str]) -> str:
    return columns[0] if len(columns) == 1 else f"COALESCE({', '.join(columns)})"


def _recorded(column: str) -> str:
    """SQL: whether the export of a case speaks of something at all."""
    return (
        f"COALESCE(batch_id, -1) IN (SELECT COALESCE(batch_id, -1) FROM {TABLE}"
        f" WHERE {column} IS NOT NULL)"
    )


def reviewed(level: str) -> str:
    """SQL: whether a case was reviewed at a level, null where nothing is said."""
    return f"reviewed_by_{level}"


def dated(level: str) -> str:
    """SQL: whether the day of the review is known. One before the case was filed is none."""
    day = f"{level}_reviewed_on"
    return f"({day} IS NOT NULL AND {day} >= filed_on)"


def in_time(level: str) -> str:
    """SQL: whether a dated review was in time. Before the closing is in time."""
    return f"{level}_reviewed_on <= closed_on + INTERVAL '{{{level}_days}}' DAY"


def missed(level: str) -> str:
    """SQL: not reviewed, and by the export's own time it is too late, in an export of days."""
    return (
        f"(NOT COALESCE({reviewed(level)}, FALSE)"
        f" AND CAST(as_of AS DATE) > closed_on + INTERVAL '{{{level}_days}}' DAY"
        f" AND {_recorded(f'{level}_reviewed_on')})"
    )


def _coverage(level: str) -> Indicator:
    """Review coverage at one level, or at any (level "")."""
    levels = [level] if level else list(REVIEW_LEVELS)
    done = " OR ".join(f"COALESCE({reviewed(one)}, FALSE)" for one in levels)
    known = _either([reviewed(one) for one in levels])
    recorded = _recorded(known)
    zh, en = NAMES[level][:2] if level else ("任一级", "any level")
    return Indicator(
        id=f"review_coverage_{level}" if level else "review_coverage",
        subject="enforcement",
        zh=f"案卷评查率（{zh}）" if level else "案卷评查率",
        en=f"Review coverage ({en})" if level else "Review coverage",
        kind="ratio",
        numerator=Measure(TABLE, f"{_CLOSED} AND ({done})"),
        denominator=Measure(TABLE, f"{_CLOSED} AND {recorded}"),
        known=f"{known} IS NOT NULL",
        left_out=(
            LeftOut(
                "no_review_record",
                f"{_CLOSED} AND NOT {recorded}",
                f"{_CLOSED} AND {recorded}",
            ),
        ),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh=f"经{zh}评查的办结案件数 ÷ 办结案件数",
        formula_en=f"closed cases reviewed by {en} ÷ closed cases",
        note_zh=(
            "全市本期没有任何评查记录时为无数据；所在导出文件没有这一级评查记录的案件不进入分母，件数另列。"
        ),
        note_en=(
            "No data when no case of the period carries a review record anywhere. Cases of an"
            " export that does not speak of this level are in no denominator and stand apart."
        ),
        source_zh=_SOURCE_ZH,
        source_en=_SOURCE_EN,
    )


def _in_time(level: str) -> Indicator:
    """Whether the reviews of one level are done in time."""
    zh, en, zh_rhythm, en_rhythm = NAMES[level]
    judged = f"({dated(level)} OR {missed(level)})"
    undated = f"COALESCE({reviewed(level)}, FALSE) AND NOT {dated(level)}"
    return Indicator(
        id=f"review_in_time_{level}",
        subject="enforcement",
        zh=f"评查及时率（{zh}{zh_rhythm}）",
        en=f"Reviews in time ({en}, {en_rhythm})",
        kind="ratio",
        numerator=Measure(TABLE, f"{_CLOSED} AND {dated(level)} AND {in_time(level)}"),
        denominator=Measure(TABLE, f"{_CLOSED} AND {judged}"),
        known=dated(level),
        left_out=(
            LeftOut("review_undated", f"{_CLOSED} AND {undated}", f"{_CLOSED} AND {dated(level)}"),
        ),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh=f"结案后按时经{zh}评查的案件数 ÷ 应评查案件数（有评查日期的，加上逾期未评查的）",
        formula_en=(
            f"closed cases reviewed by {en} in time ÷ cases to be reviewed (reviewed on a known"
            " day, or not and overdue)"
        ),
        note_zh=(
            "期限由办法的 review_days 规定，默认结案后 7、15、31 天；结案前评查算及时。"
            "只注明“是”而没有日期的无法判断，件数另列；期限未到而未评查的不进入分母。"
        ),
        note_en=(
            "The time is the scheme's review_days, 7, 15 and 31 days after closing by default; a"
            " review before closing is in time. One that is only said to be done cannot be judged"
            " and stands apart; one not done is in no denominator until its time has passed."
        ),
        source_zh=_SOURCE_ZH,
        source_en=_SOURCE_EN,
    )


REVIEWS = (
    *(_coverage(level) for level in ("", *REVIEW_LEVELS)),
    *(_in_time(level) for level in REVIEW_LEVELS),
    Indicator(
        id="review_pass_rate",
        subject="enforcement",
        zh="评查合格率",
        en="Review pass rate",
        kind="ratio",
        numerator=Measure(TABLE, "review_result = 'passed'"),
        denominator=Measure(TABLE, "review_result IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
        formula_zh="评查合格案件数 ÷ 有评查结果的案件数",
        formula_en="reviews passed ÷ cases with a review result",
        note_zh="没有评查结果的不进入分母。",
        note_en="Cases without a result are in no denominator.",
        source_zh=_SOURCE_ZH,
        source_en=_SOURCE_EN,
    ),
)

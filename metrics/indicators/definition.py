"""What an indicator is: one entry from which ranking, trend, drill-down and catalogue follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, assert_never

from kernel.messages import Message

# Rules that a scheme may name to set cases aside, and the rows that each of them means.
SET_ASIDE = {
    "voided": "(COALESCE(voided, FALSE) OR COALESCE(stage, '') = 'voided')",
    "held": "(COALESCE(held, FALSE) OR COALESCE(stage, '') = 'held')",
    "self_handled": "COALESCE(self_handled, FALSE)",
    "excluded": "COALESCE(excluded, FALSE)",
}
DUE = {"disposed_or_overdue": "is_due", "all_filed": "TRUE"}
# What becomes of a case or finding without a deadline: it is judged by nothing, in whatever file
# it stands and whether it is done or not; or it is due as soon as it is reported. Either way
# nobody can say whether it was done on time.
NO_DEADLINE = {
    "not_judged": {"cases": "{due}", "findings": "is_rectify_due"},
    "due_when_reported": {
        "cases": "({due} OR deadline IS NULL)",
        "findings": "(is_rectify_due OR rectify_due IS NULL)",
    },
}
# What a failed recheck means for a finding that was said to be rectified: it is not, or (some old
# schemes) what was said counts. By column of the findings; the columns themselves are the former.
_SAID = "(rectified_at IS NOT NULL OR COALESCE(recheck, '') = 'passed')"
FAILED_RECHECK: dict[str, dict[str, str]] = {
    "not_rectified": {},
    "rectified": {
        "is_rectified": _SAID,
        "is_rectify_due": f"(rectify_due IS NOT NULL AND ({_SAID}"
        " OR COALESCE(rectify_due < as_of, FALSE)))",
        "is_rectified_on_time": f"(CASE WHEN {_SAID} THEN rectified_at <= rectify_due"
        " WHEN rectify_due < as_of THEN FALSE END)",
    },
}
# Why a row is in no part of a figure although it is of its period and not set aside.
LEFT_OUT_REASONS = (
    "no_deadline",
    "undated",
    "before_report",
    "before_found",
    "no_channel",
    "no_deduction",
    "no_points",
    "not_said",
    "no_review_record",
    "review_undated",
)

# Where a kind decides something, all are named: mypy says each place that a new one is missing in.
IndicatorKind = Literal[
    "count",  # numerator alone
    "ratio",  # scale * numerator / denominator
    "difference",  # mean of the one minus mean of the other, in points
    "median",  # Kaplan-Meier median of a duration; open rows are lower bounds
    "given",  # mean of scores that people or another system gave
    "task",  # done against target, per task
    "figure",  # an own figure as it was stated, or made of shorter periods
]

# Views that show some of the indicators: what a unit without a scheme is known by, what the units
# below one are compared by, the funnels, the weekly series and the key figures of the overview.
View = Literal["unit", "children", "funnel", "weekly", "overview"]


@dataclass(frozen=True)
class Measure:
    """Rows of one table and what each of them adds.

    `where` is an SQL condition over the table's columns and `value` an SQL number; both may use
    `{due}` (of findings: due for rectification) and `{rebound_days}`, of penalty cases `{points}`,
    `{big}` and `{team_days}` (or another level's), which the scheme's rules fill. What a row adds
    is multiplied by its share. For the table `units` the value names the column that is summed.
    `dated`: the date column that says in which period a row counts, where that is not its day.
    """

    table: str
    where: str = "TRUE"
    value: str = "1"
    dated: str = ""

    @property
    def source(self) -> str:
        """Rows of one source are counted in one pass: the table, and the day it goes by."""
        return f"{self.table} by {self.dated}" if self.dated else self.table

    @property
    def counts(self) -> bool:
        """Whether it counts rows (and does not sum an amount)."""
        return self.value == "1"


@dataclass(frozen=True)
class LeftOut:
    """Rows of the numerator's table that an indicator cannot judge.

    reason: one of REASONS. where: SQL condition of the rows that are left out. judged: SQL
    condition of the rows that are not, for the same reason; a group that has rows of the former
    kind and none of the latter has no data, because a 0 would only say that nothing is known.
    """

    reason: str
    where: str
    judged: str


@dataclass(frozen=True)
class Indicator:
    """One indicator. Its words are in `zh.ftl` and `en.ftl` beside it, under its id.

    left_out: the rows that cannot be judged, by reason; their number stands beside the figure.
    set_aside: rules of SET_ASIDE that apply to it (those that the scheme names as well).
    seen_in: tables; a unit without a row there was not looked at: no data, not 0.
    known: SQL condition; when no row of the numerator's table meets it in the period, anywhere in
        the city, the exports do not carry what is asked: no data for any unit.
    none_is_zero: with `known`, a period without any row of that table is a real 0 (nothing found).
    variance: `binomial` for shares of sampled rows, `sum` for sums over sampled visits, or none.
    better: `higher`, `lower` or None when neither is.
    scored: no scheme may score it when it is False. composed: made of scores of another scheme,
        which the component names: no rows stand behind it, and only a scheme can ask for it.
    lever: what a step to a better value is called, where that has words of its own.
    shown: the views that show it unasked, and at which place among the others.
    """

    id: str
    subject: str
    kind: IndicatorKind
    numerator: Measure
    denominator: Measure | None = None
    set_aside: tuple[str, ...] = ()
    seen_in: tuple[str, ...] = ()
    known: str = ""
    none_is_zero: bool = False
    left_out: tuple[LeftOut, ...] = ()
    scale: float = 1.0
    better: str | None = None
    scored: bool = True
    composed: bool = False
    variance: str = ""
    lever: str = ""
    shown: Mapping[View, int] = field(default_factory=dict, hash=False)

    def name(self, lang: str = "zh") -> str:
        """The name in one language."""
        return self._text("", lang)

    def unit(self, lang: str = "zh") -> str:
        """The unit of the value in one language, e.g. %, 件."""
        return self._text("-unit", lang)

    def formula(self, lang: str = "zh") -> str:
        """What is divided by what, in words."""
        return self._text("-formula", lang)

    def note(self, lang: str = "zh") -> str:
        """What else is to be known of it; "" when nothing is."""
        return self._text("-note", lang)

    def source(self, lang: str = "zh") -> str:
        """The standard, regulation or notice that the formula is from."""
        return self._text("-source", lang)

    def _text(self, part: str, lang: str) -> str:
        code = self.id.replace("_", "-").replace(":", "-")
        message = Message(f"indicator-{code}{part}", {}, "metrics")
        return message.text(lang) if message.is_known else ""

    @property
    def over(self) -> Measure:
        """The denominator of an indicator that has one."""
        assert self.denominator is not None, self.id
        return self.denominator

    @property
    def made_of(self) -> Literal["sums", "times", "statements"]:
        """What stands behind the value: sums over rows (which certainty draws), durations, or what
        people state."""
        match self.kind:
            case "count" | "ratio" | "difference":
                return "sums"
            case "median":
                return "times"
            case "given" | "task" | "figure":
                return "statements"
            case _:
                assert_never(self.kind)

    @property
    def is_quotient(self) -> bool:
        """Whether the value is exactly scale * numerator / denominator."""
        match self.kind:
            case "ratio" | "given":
                return True
            case "count" | "difference" | "median" | "task" | "figure":
                return False
            case _:
                assert_never(self.kind)

    @property
    def adds_up(self) -> bool:
        """Whether the numerators of parts (categories) sum to that of the whole."""
        return self.made_of == "sums" and self.kind != "difference"

    @property
    def is_rate(self) -> bool:
        """Whether it is a share in percent, or a number per hundred."""
        return self.kind == "ratio" and self.scale == 100

    @property
    def counts_problems(self) -> bool:
        """Whether it grows in step with what inspectors find: a number of problems, or what they
        cost, by itself or over something else."""
        over = self.denominator.table if self.denominator else ""
        return self.adds_up and self.numerator.table == "findings" != over

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it reads, the numerator's first."""
        parts = [m.table for m in (self.numerator, self.denominator) if m]
        return tuple(dict.fromkeys([*parts, *self.seen_in]))

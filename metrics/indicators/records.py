"""What people or other systems state: given scores and tasks. Dated by the labelled period."""

from metrics.indicators.definition import Indicator, Measure

# A score that is no share of its full marks (950 of 100) was not understood: it is not counted.
_GIVEN = "COALESCE(state, 'value') = 'value' AND value IS NOT NULL AND {within_full_marks}"
# An amount needs a target above nothing; of a task of unclear direction nothing can be said.
_TOLD = (
    "done IS NOT NULL AND target IS NOT NULL AND direction <> 'unclear'"
    " AND (target > 0 OR direction <> 'at_least')"
)

INDICATORS = (
    Indicator(
        id="given_score",
        subject="records",
        kind="given",
        numerator=Measure("score_entries", _GIVEN, "value"),
        denominator=Measure("score_entries", _GIVEN),
        better="higher",
        lever="given",
    ),
    Indicator(
        id="scheme_score",
        subject="records",
        kind="given",
        numerator=Measure("score_entries", "FALSE", "value"),
        denominator=Measure("score_entries", "FALSE"),
        better="higher",
        composed=True,
    ),
    Indicator(
        id="given_rectification_rate",
        subject="records",
        kind="ratio",
        numerator=Measure("score_entries", "rectified"),
        denominator=Measure("score_entries", "rectified IS NOT NULL"),
        scale=100,
        better="higher",
        variance="binomial",
    ),
    Indicator(
        id="task_completion",
        subject="records",
        kind="task",
        numerator=Measure("tasks", _TOLD, "done"),
        denominator=Measure("tasks", _TOLD, "target"),
        scale=100,
        better="higher",
        lever="task",
        shown={"unit": 10},
    ),
    Indicator(
        id="own_figure",
        subject="records",
        kind="figure",
        numerator=Measure("own_figures", "COALESCE(value, numerator) IS NOT NULL", "value"),
        denominator=Measure("own_figures", "COALESCE(value, numerator) IS NOT NULL"),
    ),
)

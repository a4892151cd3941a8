"""Complaints (群众诉求): cases that came by 12345, hotline, petition, media or network."""

from metrics.indicators.cases import ALL_RULES, TOTAL_RULES
from metrics.indicators.definition import Indicator, LeftOut, Measure

# How a case came is not known: it may be a complaint.
_NO_CHANNEL = LeftOut("no_channel", "channel IS NULL", "channel IS NOT NULL")

INDICATORS = (
    Indicator(
        id="complaints",
        subject="complaints",
        kind="count",
        numerator=Measure("cases", "is_complaint"),
        set_aside=TOTAL_RULES,
        left_out=(_NO_CHANNEL,),
        known="is_complaint",
        shown={"unit": 7, "children": 4, "weekly": 4, "overview": 3},
    ),
    Indicator(
        id="complaints_per_10k",
        subject="complaints",
        kind="ratio",
        numerator=Measure("cases", "is_complaint"),
        denominator=Measure("units", value="population"),
        set_aside=TOTAL_RULES,
        left_out=(_NO_CHANNEL,),
        known="is_complaint",
        scale=10_000,
        better="lower",
        variance="sum",
    ),
    Indicator(
        id="satisfaction_rate",
        subject="complaints",
        kind="ratio",
        numerator=Measure("cases", "satisfaction IN ('very_satisfied', 'satisfied')"),
        denominator=Measure("cases", "satisfaction IS NOT NULL"),
        set_aside=ALL_RULES,
        scale=100,
        better="higher",
        variance="binomial",
        lever="satisfied",
        shown={"unit": 8, "funnel": 7},
    ),
    Indicator(
        id="resolution_rate",
        subject="complaints",
        kind="ratio",
        numerator=Measure("cases", "resolved"),
        denominator=Measure("cases", "resolved IS NOT NULL"),
        set_aside=ALL_RULES,
        scale=100,
        better="higher",
        variance="binomial",
    ),
    Indicator(
        id="repeat_rate",
        subject="complaints",
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
    ),
)

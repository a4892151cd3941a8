"""The own figures as an indicator: one figure by its name, for units of one kind or the city."""

from collections.abc import Mapping, Sequence

import duckdb
import pandas as pd

from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import CountingRules
from metrics.indicators.definition import Indicator
from metrics.own_figures.over_time import figure_value
from metrics.own_figures.stated import WHOLE_CITY, stated_values

COLUMNS = ("numerator", "denominator", "value", "n")


def values(
    con: duckdb.DuckDBPyConnection,
    entry: Indicator,
    by: Sequence[str],
    periods: Sequence[Period],
    filters: Mapping[str, Sequence[str | None]],
    rules: CountingRules,
    complete: bool = False,
) -> pd.DataFrame:
    """Per period_no and group: numerator, denominator, value, n (periods that were stated).

    Rows that name no unit are the city's; they are in no group, of a complete answer either. A
    group of several figures, or of units of several kinds, has no value: nothing adds up.
    """
    keys = ["period_no", *by]
    rows = stated_values(con, max(period.whole().end for period in periods), filters)
    kinds = [name for name in by if name in UNIT_KINDS]
    named = rows.rename(columns={"unit": kinds[0]}) if len(kinds) == 1 else rows
    if len(kinds) > 1 or not {*by} <= {*named.columns}:
        return pd.DataFrame(columns=[*keys, *COLUMNS])
    named = named[named["kind"] == (kinds[0] if kinds else WHOLE_CITY)]
    found = []
    groups = named.groupby(list(by), sort=False) if by else [((), named)]
    for group, own in groups:
        if own["figure"].nunique() != 1:
            continue
        for number, period in enumerate(periods):
            one = figure_value(own, period)
            if one.value is not None:
                group_values = dict(zip(by, group, strict=True)) if by else {}
                found.append(
                    {"period_no": number}
                    | group_values
                    | {"numerator": one.numerator, "denominator": one.denominator}
                    | {"value": one.value, "n": one.told}
                )
    return pd.DataFrame(found, columns=[*keys, *COLUMNS])

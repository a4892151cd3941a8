"""Own figures in a scheme: names that nobody knows, several measures, parts that are missing."""

from collections.abc import Mapping, Sequence

import duckdb

from kernel.messages import Message
from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.conditions import IndicatorError
from metrics.own_figures.over_time import figure_value
from metrics.own_figures.stated import measures_of, names, stated_values
from metrics.schemes.model import Scheme

_NAMED = 6  # units in one sentence


def faults(con: duckdb.DuckDBPyConnection, scheme: Scheme) -> list[Message]:
    """What is wrong with the figures that a scheme names: none of that name, or several measures
    among the units that it ranks. Nothing is said where no figure was ever imported."""
    leaves = [leaf for leaf in scheme.leaves() if leaf.figure is not None]
    known = names(con) if leaves else []
    found = []
    for leaf in leaves if known else ():
        figure = leaf.figure or ""
        params = {"figure": figure, "zh": leaf.name.zh, "en": leaf.name.en}
        if figure not in known:
            found.append(_say("figure-unknown", **params, known=known[:_NAMED]))
            continue
        measures = measures_of(con, figure, scheme.scores.kind)
        if len(measures) > 1:
            found.append(_say("figure-mixed", **params, measures=measures))
    return found


def require_named(
    con: duckdb.DuckDBPyConnection, by: Sequence[str], filters: Mapping[str, Sequence[str | None]]
) -> None:
    """IndicatorError unless a question for own figures names those that there are, one at a time,
    in one measure."""
    known = names(con)
    asked = [name for name in filters.get("figure", ()) if name]
    if not asked and "figure" not in by:
        raise IndicatorError(_say("figure-name-needed", known=known[:_NAMED]))
    for figure in asked:
        if figure not in known:
            raise IndicatorError(_say("figure-not-known", figure=figure, known=known[:_NAMED]))
        kind = next((name for name in by if name in UNIT_KINDS), None)
        measures = measures_of(con, figure, kind)
        if len(measures) > 1:
            raise IndicatorError(_say("figure-several", figure=figure, measures=measures))
    if len(asked) > 1 and "figure" not in by:
        raise IndicatorError(_say("figure-name-needed", known=known[:_NAMED]))


def figure_notes(
    con: duckdb.DuckDBPyConnection, scheme: Scheme, period: Period, unit: str | None = None
) -> list[Message]:
    """`faults`, and for each figure that is made of shorter periods of which some are missing, of
    which units. unit: of one unit alone."""
    found = faults(con, scheme)
    for leaf in scheme.leaves():
        if leaf.figure is None:
            continue
        rows = stated_values(con, period.whole().end, {"figure": [leaf.figure]})
        rows = rows[rows["kind"] == scheme.scores.kind]
        short = {
            str(name): one
            for name, own in rows.groupby("unit")
            if unit in (None, name) and not (one := figure_value(own, period)).whole
        }
        if short:
            units = [f"{name} {one.told}/{one.of}" for name, one in short.items()]
            more = ["…"] if len(units) > _NAMED else []
            params = {"figure": leaf.figure, "n": len(units), "units": units[:_NAMED] + more}
            found.append(_say("figure-parts-missing", **params))
    return found


def _say(code: str, **params: object) -> Message:
    return Message(code, params, "metrics")

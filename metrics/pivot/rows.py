"""The rows behind a cell of an answer, with the file and row that each was read from."""

from collections.abc import Mapping

import duckdb
import pandas as pd

from metrics.aggregation.conditions import CountingRules
from metrics.aggregation.drill import counted_rows
from metrics.indicators import COUNTABLE
from metrics.pivot.answer import asked_cuts
from metrics.pivot.checks import check_question
from metrics.pivot.cuts import stored_filters
from metrics.pivot.days import part_code
from metrics.pivot.dimensions import TIMES
from metrics.pivot.known import asked_days, known_days
from metrics.pivot.question import Question, QuestionError, say_problem


def sides_of(asked: Question) -> tuple[str, ...]:
    """The sides of the measure whose rows can be listed."""
    below = COUNTABLE[asked.measure].denominator
    return ("numerator", "denominator") if below and below.table != "units" else ("numerator",)


def cell_rows(
    con: duckdb.DuckDBPyConnection,
    asked: Question,
    key: Mapping[str, str | None],
    side: str = "numerator",
    limit: int | None = None,
    offset: int = 0,
    rules: CountingRules | None = None,
) -> pd.DataFrame:
    """The rows that one cell counts, as `counted_rows` gives them. key: dimensions -> codes of the
    cell; those of a total it does not name. QuestionError where there is no such cell."""
    check_question(asked)
    period = asked_days(asked.days, known_days(con, COUNTABLE[asked.measure]))
    cuts = asked_cuts(con, asked, rules, period)
    unknown = [name for name in key if name not in asked.dimensions]
    if unknown:
        raise QuestionError(say_problem("question-part", part=unknown[0]))
    for name in [name for name in key if name in TIMES]:
        parts = {part_code(part, name): part for part in cuts.parts(name)}
        if key[name] not in parts:
            raise QuestionError(say_problem("question-part", part=str(key[name])))
        cuts = cuts.over(parts[key[name] or ""])
    of_cell = {name: [code] for name, code in key.items() if name not in TIMES}
    try:
        filters = stored_filters(of_cell, cuts.known, cuts.persons)
    except ValueError as error:
        raise QuestionError(say_problem("question-part", part=str(error))) from error
    both = {name: values for name, values in cuts.filters.items() if name not in filters}
    return counted_rows(
        con, asked.measure, cuts.period, None, side, cuts.rules, both | filters, limit, offset
    )

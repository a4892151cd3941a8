"""Every indicator against a plain computation in pandas, on random facts and on the sample city."""

import math
from collections.abc import Sequence

import duckdb
import pytest

from data.store import Store
from data.unit_resolution.stays import stays_sql
from kernel.periods import Period, parse_period
from kernel.schema import TABLES
from metrics.aggregation.aggregate import aggregate
from metrics.indicators import INDICATORS
from tests.metrics import independent, independent_penalties
from tests.metrics.independent import Facts, without_deadline
from tests.metrics.random_city import random_city

MONTH, YEAR = parse_period("2025-10", 21), parse_period("2025", 21)
PERIODS = (MONTH, YEAR, parse_period("2025-W41"))
WHOLE_SAMPLE = parse_period("2024-09-21..2025-12-20", 21)
KINDS = (None, "district", "team")
# A team has no residents of its own, a district no officers.
NOBODY = {
    ("complaints_per_10k", "team"),
    ("cases_per_officer", "district"),
    ("case_points_per_officer", "district"),
}
FORMULAS = independent.FORMULAS | independent_penalties.FORMULAS
# What is composed of other scores counts no facts: tests/metrics/test_scheme_score.py.
COUNTED = [name for name, entry in INDICATORS.items() if not entry.composed]


class Compared:
    """A store, asked once for all indicators, and its tables as frames."""

    def __init__(self, con: duckdb.DuckDBPyConnection, periods: Sequence[Period]) -> None:
        with con.cursor() as cursor:
            tables = {name: cursor.execute(f"SELECT * FROM {name}").df() for name in TABLES}
            # Officers and people are those of each stay of a unit, as the register has them.
            tables["units"] = cursor.execute(f"SELECT * FROM {stays_sql(con)}").df()
        self.answers = {
            kind: aggregate(con, list(INDICATORS), (kind,) if kind else (), periods)
            for kind in KINDS
        }
        self.facts = {
            (group, period.id): Facts(tables, group, period)
            for group in self._groups()
            for period in periods
        }

    def _groups(self) -> set[tuple[str, str] | None]:
        named = ((kind, name) for kind in KINDS[1:] for name in self.answers[kind][kind])
        return {None, *named}

    def check(self, indicator: str, kind: str | None) -> int:
        """Hold what `aggregate` says against pandas; the number of rows that have a value."""
        found = self.answers[kind]
        found = found[found["indicator"] == indicator]
        for row in found.to_dict("records"):
            group = (kind, row[kind]) if kind else None
            expected = FORMULAS[indicator](self.facts[group, row["period"]])
            where = (group, row["period"])
            assert row["value"] == pytest.approx(expected.value, rel=1e-9, nan_ok=True), where
            if not math.isnan(row["value"]):
                assert row["numerator"] == pytest.approx(expected.numerator), where
                assert row["denominator"] == pytest.approx(expected.denominator, nan_ok=True), where
            known = "value" if expected.value else "zero"
            expected_states = (
                ("no_data", "not_participating") if math.isnan(expected.value) else (known,)
            )
            assert row["state"] in expected_states, where
            if indicator in ("due", "closure_rate", "on_time_closure_rate", "late_closure_rate"):
                left = without_deadline(self.facts[group, row["period"]])
                assert row["no_deadline"] == pytest.approx(left), where
        return int(found["value"].notna().sum())


@pytest.fixture(scope="module")
def random_facts() -> Compared:
    return Compared(random_city(seed=1), PERIODS)


@pytest.fixture(scope="module")
def sample(sample_store: Store) -> Compared:
    return Compared(sample_store.connect(), (MONTH, WHOLE_SAMPLE))


def test_every_indicator_has_its_independent_formula():
    assert set(FORMULAS) == set(COUNTED)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("indicator", COUNTED)
def test_on_random_facts(random_facts, indicator, kind):
    compared = random_facts.check(indicator, kind)
    assert compared > 0 or (indicator, kind) in NOBODY


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("indicator", COUNTED)
def test_on_the_sample_city(sample, indicator, kind):
    compared = sample.check(indicator, kind)
    # Without a name the figures of the sample, which are several, have no value.
    assert compared > 0 or kind is not None or indicator == "own_figure"

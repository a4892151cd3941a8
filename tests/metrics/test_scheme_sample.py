"""The sample city's ranking against a plain computation in pandas."""

import pandas as pd
import pytest

from data.store import Store
from metrics.schemes.scheme import load_scheme
from metrics.scoring.explain import explain
from metrics.scoring.ranking import rank, ranking_history

SCHEME = load_scheme("sample-district")
PERIOD = SCHEME.parse_period("2025-10")


def weighed(findings: pd.DataFrame) -> pd.Series:
    """Deductions by district in the period: key problems x1.5, repeats within 30 days x2."""
    findings = findings[findings.district.notna()].copy()
    findings["day"] = pd.to_datetime(findings.day)
    findings["place"] = findings.point.fillna(findings.place_key)
    findings["what"] = findings.subcategory.fillna(findings.category)
    inside = findings[findings.day.between("2025-09-21", "2025-10-20")]
    sums: dict[str, float] = {}
    for row in inside.itertuples():
        gap = (row.day - findings.day).dt.days
        same = (findings.district == row.district) & (findings.place == row.place)
        repeat = (same & (findings.what == row.what) & gap.between(1, 30)).any()
        key = row.key_problem is True or row.key_problem == 1
        points = (0 if pd.isna(row.deduction) else row.deduction) * row.share
        sums[row.district] = sums.get(row.district, 0) + points * (1.5 if key else 1) * (1 + repeat)
    return pd.Series(sums)


def test_weighed_deductions_agree_with_pandas(sample_store: Store) -> None:
    with sample_store.connect() as con:
        components = rank(con, SCHEME, PERIOD).components
        expected = weighed(con.execute("SELECT * FROM findings").df())
    found = components[components.component == "inspection"].set_index("unit").numerator
    assert len(found) >= 8
    pd.testing.assert_series_equal(
        found.sort_index(), expected.sort_index(), check_names=False, check_index_type=False
    )


def test_contributions_and_adjustments_sum_to_the_score(sample_store: Store) -> None:
    with sample_store.connect() as con:
        ranking = rank(con, SCHEME, PERIOD)
        for unit, score in ranking.table[["unit", "score"]].itertuples(index=False):
            found = explain(con, SCHEME, PERIOD, unit)
            assert float(found.waterfall.points.sum()) == score
            assert found.attribution.points.sum() == found.change
    tops = ranking.components[ranking.components.parent.isna()]
    assert tops.groupby("unit").weight.sum().tolist() == pytest.approx([100] * len(ranking.table))


def test_thirteen_months_have_a_rank_in_each_group(sample_store: Store) -> None:
    with sample_store.connect() as con:
        months = ranking_history(con, SCHEME, PERIOD.last(13))
    assert months.period.nunique() == 13
    assert months.group.nunique() == 2
    ranked = months.dropna(subset="rank")
    best = ranked.groupby(["period", "group"])["rank"].min()
    assert (best == 1).all() and len(best) == 26

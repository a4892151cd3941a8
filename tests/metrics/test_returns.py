"""Weekly returns: the newest counts, who was to report, what fits, whole weeks, the command."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.store import Store
from kernel.periods import parse_period
from metrics.__main__ import main
from metrics.weekly_returns.overview import ReturnsOverview, returns_overview
from metrics.weekly_returns.plausible import FITS, holm, judged, p_value
from sample_city import returns as sample
from tests.metrics.return_claims import AS_EVER, USUAL, again, counts
from tests.metrics.tiny import tiny_store, units

MONTH = parse_period("2025-10")  # 6 to 26 October hold the whole weeks 41, 42 and 43


def found(*rows: dict, period: str = "2025-10", **tables: list) -> ReturnsOverview:
    return returns_overview(tiny_store(weekly_returns=list(rows), **tables), parse_period(period))


def test_the_later_return_of_a_week_counts_and_the_earlier_one_is_told() -> None:
    one = found(*again(USUAL, 52))
    assert list(one.counts["reported"]) == [52]
    assert one.replaced[["reported", "by"]].to_numpy().tolist() == [[37, 52]]


def test_totals_are_of_those_told_and_say_of_how_many() -> None:
    one = found(*USUAL, *counts("乙镇", [5, 6]), *counts("丙镇", [7, None]))
    row = one.totals.iloc[0]
    assert (row["reported"], row["told"], row["of"]) == (43, 2, 3)
    assert one.silent == ["丙镇"]


def test_a_blank_count_is_no_zero_and_a_zero_is_a_return() -> None:
    blank = [{"period": "2025-W43", "street": "乙镇", "item": "劝导", "reported": None}]
    one = found(*USUAL, *counts("乙镇", [5, None]), *blank)
    assert one.totals["reported"].iloc[0] == 37 and one.silent == ["乙镇"]
    assert found(*USUAL, *counts("乙镇", [5, 0])).silent == []


def test_nobody_is_missed_before_the_first_return_or_after_its_end() -> None:
    ended = units("street", "乙镇", valid_to=date(2025, 10, 12))
    late = found(*USUAL, *counts("乙镇", [5]))
    assert late.told[late.told["unit"] == "乙镇"]["told"].tolist() == [True]
    assert found(*USUAL, *counts("乙镇", [5, None, None])).silent == ["乙镇"]
    assert found(*USUAL, *counts("乙镇", [5, None, None]), units=ended).silent == []


def test_a_month_is_summed_by_whole_weeks_and_never_with_one_missing() -> None:
    one = found(*USUAL, *counts("乙镇", [5, None, 6]))
    assert one.whole == ("2025-W41", "2025-W42", "2025-W43")
    sums = one.sums.set_index("unit")
    assert sums.loc["甲镇", "reported"] == 38 + 34 + 37
    assert np.isnan(sums.loc["乙镇", "reported"]) and sums.loc["乙镇", "told"] == 2
    assert found(*USUAL, period="2025-10-21..2025-10-26").whole == ()


def test_towns_of_a_district_are_found_by_the_register() -> None:
    con = tiny_store(
        weekly_returns=USUAL, units=[{"kind": "street", "name": "甲镇", "parent": "某县"}]
    )
    assert returns_overview(con, MONTH, {"district": ["某县"]}).week == "2025-W43"
    assert returns_overview(con, MONTH, {"district": ["别县"]}).week is None


def test_too_few_weeks_are_never_judged() -> None:
    rows = pd.DataFrame(
        [("street", "甲", "劝导", pd.Timestamp("2025-01-06") + pd.Timedelta(weeks=i), v)
         for i, v in enumerate([*AS_EVER[:7], 3_700.0])],
        columns=["kind", "unit", "item", "week", "reported"],
    )  # fmt: skip
    assert judged(rows).empty


def test_an_odd_week_spoils_no_later_one_and_a_new_level_is_taken_as_such() -> None:
    after = found(*counts("甲镇", [*AS_EVER, 370, 36]))
    assert list(after.odd["reported"]) == [370] and after.counts["odd"].isna().all()
    level = found(*counts("甲镇", [*AS_EVER, 120, 118, 121, 119, 122, 118]))
    assert len(level.odd) == 2 and level.counts["odd"].isna().all()


def test_holm_by_hand() -> None:
    assert holm([0.004, 0.9, 0.0001]) == [True, False, True]
    assert holm([0.004, 0.004, 0.0034]) == [False, False, False]


@pytest.mark.parametrize(("mean", "spread"), [(8, 1.0), (40, 1.0), (40, 3.0), (300, 6.0)])
def test_counts_as_ever_are_seldom_called_odd(mean: float, spread: float) -> None:
    """Of counts drawn alike, 5 % at most fall outside single limits of 5 %; measured 1 to 5 %."""
    rng = np.random.default_rng(3)
    if spread == 1:
        drawn = rng.poisson(mean, (1_500, 13))
    else:
        r = mean / (spread - 1)
        drawn = rng.negative_binomial(r, r / (r + mean), (1_500, 13))
    outside = [p_value(float(row[-1]), row[:-1].astype(float).tolist()) < FITS for row in drawn]
    assert np.mean(outside) < 0.068  # 5 % and three standard errors
    tenfold = [p_value(10.0 * row[-1], row[:-1].astype(float).tolist()) < 1e-3 for row in drawn]
    assert np.mean(tenfold) > 0.85


def test_the_sample_county_tells_its_stories(
    sample_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with sample_store.connect() as con:
        one = returns_overview(con, parse_period("2025-10", 21))
    missed = one.told[~one.told["told"]]
    assert set(missed["unit"]) == {sample.SILENT} and len(missed) == len(sample.SILENT_WEEKS)
    (odd,) = one.odd.to_dict("records")
    assert (odd["unit"], odd["reported"], odd["tenth"]) == (sample.TYPO[0], 370, True)
    (replaced,) = one.replaced.to_dict("records")
    assert (replaced["unit"], replaced["reported"], replaced["by"]) == (
        sample.CORRECTED[0],
        14,
        144,
    )
    where = ["--store", str(sample_store.folder), "--period", "2025-W42"]
    assert main(["returns", *where]) == 0
    table = capsys.readouterr().out
    assert "多写一个零" in table and "已报/应报" in table
    assert main(["returns", *where, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["week"] for row in rows} == {"2025-W42"} and len(rows) == 15

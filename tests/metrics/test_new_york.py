"""New York's scorecard, all of it: our own past months against the file's, ranks against pandas."""

import duckdb
import pandas as pd
import pytest

from data.importer import import_files
from data.store import Store
from kernel.periods import parse_period
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank, ranking_history
from tests.conftest import SHARED

FILE = SHARED / "data" / "nyc_scorecard" / "Scorecard_Ratings.csv"
# Rows whose section has a row a month earlier; in the others of them both figures are blank.
COMPARABLE, FILLED = 36_858, 36_444

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the full scorecard is not here")


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    store = Store(tmp_path_factory.mktemp("new-york") / "store")
    (account,) = import_files(store, [FILE])
    assert (account.rows_read, account.stored, account.rejected) == (37_094, 37_094, 0)
    return store.connect()


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    frame = pd.read_csv(FILE, dtype=str, encoding="utf-8-sig")
    frame["period"] = frame["Month"].str.replace(" / ", "-")
    frame["streets"] = pd.to_numeric(frame["Acceptable Streets %"])
    frame["before"] = pd.to_numeric(frame["Acceptable Streets % - Previous Month"])
    return frame


def test_the_previous_month_column_is_our_own_previous_month(
    con: duckdb.DuckDBPyConnection, raw: pd.DataFrame
) -> None:
    own = con.execute(
        "SELECT street AS section, period, value FROM score_entries "
        "WHERE indicator = 'Acceptable streets'"
    ).df()
    own["period"] = [parse_period(p).shift(1).id for p in own["period"]]
    both = raw.rename(columns={"Cleaning Section": "section"}).merge(own, on=["section", "period"])
    assert len(both) == COMPARABLE
    assert (both["before"].isna() == both["value"].isna()).all()
    filled = both[both["before"].notna()]
    assert len(filled) == FILLED
    assert (filled["before"] == filled["value"]).all()


def test_the_ranking_is_the_plain_mean_of_the_sections(
    con: duckdb.DuckDBPyConnection, raw: pd.DataFrame
) -> None:
    scheme = load_scheme("nyc-scorecard")
    table = rank(con, scheme, scheme.parse_period("2018-03")).table.set_index("unit")
    month = raw[raw["period"] == "2018-03"]
    means = month.groupby("District")["streets"].mean().dropna()
    ranked = table[table["rank"].notna()]
    assert set(ranked.index) == set(means.index)
    assert (ranked["score"] - means[ranked.index]).abs().max() <= 0.005 + 1e-9
    expected = ranked["score"].rank(ascending=False, method="min").astype(int)
    assert ranked["rank"].astype(int).to_dict() == expected.to_dict()
    assert (
        ranked["n"].to_dict()
        == month.groupby("District")["streets"].count()[ranked.index].to_dict()
    )


def test_thirteen_months_of_every_district(
    con: duckdb.DuckDBPyConnection, raw: pd.DataFrame
) -> None:
    scheme = load_scheme("nyc-scorecard")
    periods = scheme.parse_period("2018-03").last(13)
    own = ranking_history(con, scheme, periods).dropna(subset="score").set_index(["unit", "period"])
    inside = raw[raw["period"].isin([p.id for p in periods])]
    means = inside.groupby(["District", "period"])["streets"].mean().dropna()
    assert len(own) == len(means)
    assert (own["score"] - means[own.index]).abs().max() <= 0.005 + 1e-9

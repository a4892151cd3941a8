"""The figures of the map against a plain computation, and outlines under the register's names."""

import math

import pytest

from kernel.periods import parse_period
from metrics.analyses import areas
from metrics.schemes.scheme import load_scheme

SCHEME = load_scheme("sample-district")
OCTOBER = SCHEME.parse_period("2025-10")


@pytest.fixture(scope="module")
def con(sample_store):
    connection = sample_store.connect()
    yield connection
    connection.close()


def test_findings_are_per_hundred_checks(con):
    found = areas.area_rates(con, OCTOBER, source="findings", rules=SCHEME.rules).set_index("unit")
    days = [OCTOBER.start, OCTOBER.end]
    for table, column in (("findings", "count"), ("inspections", "n")):
        plain = con.execute(
            f"SELECT district, share FROM {table} WHERE day >= ? AND day < ?", days
        ).df()
        assert found[column].to_dict() == pytest.approx(
            plain.groupby("district")["share"].sum().to_dict()
        )
    assert found["rate"].tolist() == pytest.approx((100 * found["count"] / found["n"]).tolist())
    assert set(found["per"]) == {"checks"}


def test_cases_are_per_ten_thousand_people_and_of_one_kind_per_hundred_cases(con):
    people = dict(
        con.execute("SELECT name, population FROM units WHERE kind = 'district'").fetchall()
    )
    every = areas.area_rates(con, OCTOBER, source="cases", rules=SCHEME.rules).set_index("unit")
    assert every["n"].to_dict() == people and set(every["per"]) == {"people"}
    one = areas.area_rates(con, OCTOBER, source="cases", category="店外经营", rules=SCHEME.rules)
    one = one.set_index("unit")
    assert one["n"].to_dict() == every["count"].to_dict()
    assert set(one["per"]) == {"cases"} and (one["count"] < one["n"]).all()


def test_a_period_without_checks_has_no_rates(con):
    found = areas.area_rates(con, parse_period("2019-01"), source="findings")
    assert all(math.isnan(rate) for rate in found["rate"])


def test_outlines_lie_under_the_names_of_the_register_and_hold_their_label(con):
    found = areas.outlines(con, OCTOBER, "district").set_index("unit")
    names = {n for (n,) in con.execute("SELECT name FROM units WHERE kind='district'").fetchall()}
    assert set(found.index) == names
    for row in found.itertuples():
        assert min(row.x) < row.label_x < max(row.x) and min(row.y) < row.label_y < max(row.y)
        assert row.inside_x and len(row.inside_x) == len(row.inside_y)
    assert len(areas.outlines(con, OCTOBER, "street")) == 31
    assert areas.outlines(con, OCTOBER, "team").empty

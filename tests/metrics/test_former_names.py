"""A scheme that lists its groups by names keeps a unit that has another name since."""

from kernel.periods import parse_period
from metrics.schemes.scheme import load_scheme
from metrics.scoring.participants import participants
from tests.metrics.tiny import tiny_store, units


def test_a_unit_stays_in_the_group_that_names_it_as_it_was_called_before() -> None:
    con = tiny_store(units=units("district", "青坪区", "云栖区"))
    con.execute("INSERT INTO former_names VALUES ('district', '青坪县', '青坪区', NULL, NULL)")
    scheme = load_scheme("sample-district").model_copy(
        update={"groups": load_scheme("sample-district").groups.model_copy(
            update={"by": None, "of": {"城郊组": ("青坪县",), "城区组": ("云栖区",)}}
        )}
    )  # fmt: skip
    (found,) = participants(con, scheme, [parse_period("2025-10")]).values()
    assert found == {"青坪区": "城郊组", "云栖区": "城区组"}

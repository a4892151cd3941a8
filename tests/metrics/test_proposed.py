"""A scheme proposed from the store: only what has values, weights that fit, loadable as it is."""

from typing import Any

import duckdb
import pytest

from data.store import Store
from kernel.periods import parse_period
from metrics.aggregation.aggregate import aggregate
from metrics.computable import Computable, computable
from metrics.schemes.proposed import ProposedScheme, proposed_scheme
from metrics.schemes.scheme import read_scheme
from metrics.schemes.yaml_text import new_yaml
from metrics.scoring.ranking import rank
from tests.metrics.tiny import tiny_store, units


def case(
    number: int, month: int, district: str, satisfied: str | None = "satisfied"
) -> dict[str, Any]:
    day = f"2026-{month:02}-{number % 20 + 1:02}"
    return {
        "case_no": f"{month}-{district}-{number}", "district": district,
        "reported_at": f"{day} 08:00", "filed_at": f"{day} 09:00", "due_at": f"{day} 18:00",
        "disposed_at": f"{day} 12:00", "closed_at": f"{day} 13:00", "satisfaction": satisfied,
        "as_of": f"2026-{month + 1:02}-01 00:00",
    }  # fmt: skip


def cases(*months: int, satisfied: str | None = "satisfied") -> list[dict[str, Any]]:
    return [case(n, m, d, satisfied) for m in months for d in ("甲区", "乙区") for n in range(5)]


def proposed(con: duckdb.DuckDBPyConnection, kind: str) -> ProposedScheme | None:
    found = [one for one in computable(con, ()) if one.kind == kind]
    return proposed_scheme(con, found[0]) if found else None


def test_nothing_is_proposed_of_nothing() -> None:
    assert proposed(tiny_store(), "district") is None


def test_two_components_and_since_when_both_are_there() -> None:
    con = tiny_store(cases=[*cases(2, satisfied=None), *cases(3, 4, 5)])
    found = proposed(con, "district")
    assert found is not None
    weights = {part["id"]: part["weight"] for part in found.draft["components"]}
    assert weights == {"on_time_closure_rate": 60, "satisfaction_rate": 40}
    assert found.sentence.text("zh") == (
        "库中的数据可以给区域打分：按期结案率 60、满意率 40。这 2 项自 2026-03 起月月有数。"
    )
    assert "since 2026-03" in found.sentence.text("en")
    assert proposed(con, "team") is None


def test_the_groups_of_the_register_are_proposed_where_every_unit_has_one() -> None:
    facts = cases(4, 5)
    both = [*units("district", "甲区", group="一组"), *units("district", "乙区", group="二组")]
    found = proposed(tiny_store(cases=facts, units=both), "district")
    assert found is not None and found.draft["groups"] == {"by": "units.group"}
    for others in (units("district", "乙区"), units("district", "乙区", group="一组")):
        some = [*units("district", "甲区", group="一组"), *others]
        found = proposed(tiny_store(cases=facts, units=some), "district")
        assert found is not None and "groups" not in found.draft


def test_one_component_alone_takes_all() -> None:
    found = proposed(tiny_store(cases=cases(4, 5, satisfied=None)), "district")
    assert found is not None
    assert [part["weight"] for part in found.draft["components"]] == [100]


def test_given_scores_out_of_a_hundred_are_offered_and_stars_are_not() -> None:
    rows = [
        {"district": d, "period": "2026-05", "indicator": item, "value": value}
        | {"as_of": "2026-06-02"}
        for d in ("甲区", "乙区") for item, value in (("科室评分", 92), ("星级", 4))
    ]  # fmt: skip
    found = proposed(tiny_store(score_entries=rows), "district")
    assert found is not None
    assert [part.get("item") for part in found.draft["components"]] == ["科室评分"]


def test_of_a_month_alone_no_more_is_said() -> None:
    found = proposed(tiny_store(cases=cases(5)), "district")
    assert found is not None and "在 2026-05 有数" in found.sentence.text("zh")
    assert "in 2026-05" in found.sentence.text("en") and "every" not in found.sentence.text("en")


def test_without_deadlines_and_satisfaction_what_came_back_is_offered() -> None:
    """Of complaints that say nothing but their ends the editor said that there was no data."""
    bare = ("due_at", "satisfaction")
    rows = [
        {name: value for name, value in row.items() if name not in bare}
        | {"place": f"甲路{n}号", "category": "市容"}
        for n, row in enumerate(cases(3, 4, 5))
    ]
    con = tiny_store(cases=rows)
    found = proposed(con, "district")
    assert found is not None
    (part,) = found.draft["components"]
    assert (part["indicator"], part["rule"]) == (
        "rebound_rate", {"type": "proportional", "invert": True},
    )  # fmt: skip
    scheme = read_scheme(new_yaml(found.draft), "proposed.yaml")
    assert rank(con, scheme, parse_period("2026-05")).table["score"].notna().all()


@pytest.fixture(scope="module")
def known(sample_store: Store) -> dict[str, Computable]:
    with sample_store.connect() as con:
        return {one.kind: one for one in computable(con, ())}


@pytest.mark.parametrize("kind", ["district", "street", "team", "contractor", "department"])
def test_what_is_proposed_of_the_sample_city_ranks(
    kind: str, sample_store: Store, known: dict[str, Computable]
) -> None:
    """Every component that is proposed has values, in every month that the sentence claims."""
    with sample_store.connect() as con:
        found = proposed_scheme(con, known[kind])
        if found is None:
            return
        scheme = read_scheme(new_yaml(found.draft), "proposed.yaml")
        assert sum(part.weight for part in scheme.components) == 100
        since = parse_period(found.sentence.params["since"])
        for leaf in scheme.leaves():
            value = aggregate(con, [leaf.indicator or ""], (kind,), since, leaf.all_filters)[
                "value"
            ]
            assert value.notna().any()
        assert rank(con, scheme, since).table["rank"].notna().any()

"""A ranking without a scheme: by one indicator, as it is measured."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
import yaml

from data.store import Store
from kernel.periods import parse_period
from kernel.schema import UNIT_KINDS
from metrics.aggregation.aggregate import aggregate
from metrics.coverage import kinds_with_facts, singles_of
from metrics.indicators import INDICATORS
from metrics.narrative.headline import Clause
from metrics.narrative.score_words import score_words
from metrics.schemes.scheme import SchemeError, load_scheme, read_scheme
from metrics.schemes.single import code_of, rankable, single
from metrics.scoring.ranking import rank
from tests.metrics.tiny import cases, tiny_store, units
from ui.ranking.captions import standing_clauses

PERIOD = "2025-09"


@pytest.fixture(scope="module")
def con(sample_store: Store):
    with sample_store.connect() as con:
        yield con


def said(clauses: Sequence[Clause]) -> str:
    return "；".join(clause.message.text("zh") for clause in clauses)


@pytest.mark.parametrize("name", [entry.id for entry in rankable()])
def test_a_ranking_shows_the_value_of_the_indicator_and_orders_by_it(con, name: str) -> None:
    """Not points made of it: the figure is the one that `aggregate` gives, the better one first."""
    entry = INDICATORS[name]
    scheme = single(code_of(name), "district")
    table = rank(con, scheme, scheme.parse_period(PERIOD)).table.set_index("unit")
    frame = aggregate(con, [name], ("district",), parse_period(PERIOD), rules=scheme.rules)
    values = frame.set_index("district")["value"].reindex(table.index)
    digits = scheme.rounding.digits
    assert (table["score"] - values).abs().dropna().le(0.5 * 10**-digits + 1e-9).all()
    assert table["score"].isna().equals(values.isna())
    assert (table["rank"].isna() == values.isna()).all()  # a value of 0 is ranked, none is not
    for _, own in table[table["rank"].notna()].groupby("group", dropna=False):
        assert (
            own["score"]
            .rank(method="min", ascending=entry.better == "lower")
            .eq(own["rank"].astype(float))
            .all()
        )


@pytest.fixture(scope="module")
def two():
    """Rework: 甲 one of a hundred, 乙 thirty of a hundred; before, both ten of a hundred."""
    rows = [
        one
        for month, share in ((8, (10, 10)), (9, (1, 30)))
        for name, again in zip("甲乙", share, strict=True)
        for one in cases(name, 100, reworked=again, kind="district", month=month)
    ]
    con = tiny_store(units=units("district", "甲", "乙"), cases=rows)
    yield con
    con.close()


def test_of_what_should_be_low_the_lowest_is_first_and_a_rise_is_worse(two) -> None:
    """Chances, tiers, changes and words follow the direction, not the size."""
    scheme = single("by:rework_rate", "district")
    found = rank(two, scheme, scheme.parse_period(PERIOD))
    table = found.table.set_index("unit")
    assert table["rank"].to_dict() == {"甲": 1, "乙": 2}
    assert table.loc["甲", "p_first"] > 0.99 and table.loc["乙", "p_first"] < 0.01
    assert table["clear"].to_dict() == {"甲": "up", "乙": "down"}
    words = score_words(scheme)
    clauses = standing_clauses(found.table, found.progress, words)
    moved = "乙上升 20.00 个百分点（上期 10.00%），由第 1 变为第 2，升幅超出偶然波动"
    assert moved in said(clauses)
    assert "甲下降 9.00 个百分点" in said(clauses)
    tones = {c.message.params["unit"]: c.tone for c in clauses if "unit" in c.message.params}
    assert tones == {"甲": "better", "乙": "worse"}


def test_of_what_is_neither_good_nor_bad_no_change_is_coloured(two) -> None:
    scheme = single("by:filed", "district")
    found = rank(two, scheme, scheme.parse_period(PERIOD))
    clauses = standing_clauses(found.table, found.progress, score_words(scheme))
    assert {clause.tone for clause in clauses} == {"neutral"}
    assert INDICATORS["filed"].better is None


def test_what_counts_and_the_calendar_are_those_of_a_scheme_for_the_same_units() -> None:
    like = load_scheme("sample-district")
    scheme = single("by:on_time_closure_rate", "district", like=like)
    assert scheme.parse_period("2025-10") == like.parse_period("2025-10")
    assert scheme.rules.set_aside == like.rules.set_aside
    assert scheme.groups == like.groups
    assert scheme.period.longer == "recompute"  # a quarter's rate is that of its rows


@pytest.mark.parametrize(
    "code", ["by:nothing", "by:scheme_score", "by:given_score", "by:filed:x", "by:fines"]
)
def test_a_code_that_names_no_indicator_is_none(code: str) -> None:
    """Fines are never ranked either."""
    with pytest.raises(KeyError):
        single(code, "district")


def test_what_is_offered_has_data_and_what_has_data_is_offered(con) -> None:
    """An indicator without a value in any period would lead to an empty page."""
    offered = set(singles_of(con, "team"))
    months = [parse_period(f"2025-{number:02d}") for number in range(1, 11)]
    names = [entry.id for entry in rankable() if code_of(entry.id) in offered]
    valued = aggregate(con, names, ("team",), months)
    with_value = set(valued.loc[valued["value"].notna(), "indicator"])
    assert with_value == set(names)
    rest = [entry.id for entry in rankable() if code_of(entry.id) not in offered]
    assert "complaints_per_10k" in rest  # teams have no population
    assert "by:given_score:队考核分" in offered


def test_the_kinds_that_facts_name(con, two) -> None:
    assert kinds_with_facts(con) == [*UNIT_KINDS, "road"]
    assert kinds_with_facts(two) == ["district"]


def test_a_file_may_rank_by_one_indicator_and_by_no_other_beside_it() -> None:
    """Two such components would add percent to cases."""
    written = load_scheme("sample-district").model_dump(mode="json", by_alias=True)
    leaf = {"name": {"zh": "返工", "en": "Rework"}, "indicator": "rework_rate"}
    leaf["rule"] = {"type": "as_measured"}
    written |= {"components": [leaf | {"id": "rework", "weight": 100}], "floor": None}
    written |= {"first": "lowest", "ties": "min"}
    scheme = read_scheme(yaml.safe_dump(written).encode(), "one.yaml")
    assert scheme.measure is INDICATORS["rework_rate"] and scheme.sign == -1
    assert scheme.components[0].weight == Decimal(100)
    halves = [leaf | {"id": name, "weight": 50} for name in ("a", "b")]
    with pytest.raises(SchemeError, match="只能有一个考核项"):
        read_scheme(yaml.safe_dump(written | {"components": halves}).encode(), "two.yaml")


def test_a_kind_that_no_fact_names_has_no_ranking(two) -> None:
    scheme = single("by:filed", "street")
    assert rank(two, scheme, scheme.parse_period(PERIOD)).table.empty
    assert singles_of(two, "street") == []

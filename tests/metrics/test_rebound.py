"""Rebound: links and chains by hand, and how well places are matched on the sample's truth."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from data.store import Store
from kernel.periods import covering, parse_period
from metrics.aggregation.aggregate import CountingRules, aggregate
from metrics.analyses.rebound import chains, links, rebound_rates
from metrics.analyses.refound import not_fixed, rectified_findings
from sample_city.sample import Sample, make_sample
from tests.metrics.tiny import tiny_store
from tests.sample_city.truth import story_chains

OCTOBER = parse_period("2025-10")
START = datetime(2025, 10, 1, 8)


def case(number: str, reported: float, closed: float | None, **more: Any) -> dict[str, Any]:
    """A case reported and closed so many days after START."""
    return {
        "case_no": number,
        "record_key": number,
        "reported_at": START + timedelta(days=reported),
        "closed_at": None if closed is None else START + timedelta(days=closed),
        "district": "甲区",
        "street": "一街",
        "subcategory": "占道",
        "place": "人民路1号",
        **more,
    }


def pairs(con: Any, **more: Any) -> list[tuple[str, str, int]]:
    table = links(con, OCTOBER, **more)
    return list(zip(table["case_no"], table["returned_case_no"], table["days"], strict=True))


def test_a_link_joins_a_closed_case_to_the_first_report_after_it() -> None:
    con = tiny_store(
        cases=[
            case("A", 0, 2),
            case("B", 1, 3, place="人民路２号"),  # another place
            case("C", 1, 20),  # reported while A was open: no return of A
            case("D", 5, 6, place="人民路 １ 号门口"),
            case("E", 7, None),
        ]
    )
    assert pairs(con) == [("A", "D", 3), ("D", "E", 1)]


def test_only_returns_within_the_days_of_the_scheme_are_links() -> None:
    con = tiny_store(cases=[case("A", 0, 2), case("B", 12, None)])
    assert pairs(con, rules=CountingRules(rebound_days=10)) == [("A", "B", 10)]
    assert pairs(con, rules=CountingRules(rebound_days=9)) == []


@pytest.mark.parametrize("other", [{"voided": True}, {"district": "乙区"}, {"subcategory": "垃圾"}])
def test_no_link_to_what_is_void_elsewhere_or_otherwise(other: dict[str, Any]) -> None:
    assert pairs(tiny_store(cases=[case("A", 0, 2), case("B", 5, None, **other)])) == []


def test_links_are_the_numerator_of_the_rebound_rate() -> None:
    con = tiny_store(
        cases=[
            case("A", 0, 2, share=0.2),
            case("A", 0, 2, share=0.8, street="二街"),
            case("B", 5, 6),
            case("C", 8, 9),
            case("D", 50, None),
        ]
    )
    found = aggregate(con, ["rebound_rate"], (), OCTOBER)
    assert links(con, OCTOBER)["share"].sum() == found["numerator"].iloc[0] == 2
    by_street = rebound_rates(con, OCTOBER, ("street",)).set_index("street")
    assert by_street["returned"].to_dict() == {"一街": 1.2, "二街": 0.8}
    assert by_street["closed"].to_dict() == {"一街": 2.2, "二街": 0.8}
    assert by_street["city"].tolist() == pytest.approx([200 / 3, 200 / 3])
    whole = rebound_rates(con, OCTOBER, ()).iloc[0]
    assert (whole["returned"], whole["closed"]) == (2, 3)
    assert [whole["rate"], whole["city"]] == pytest.approx([200 / 3, 200 / 3])
    assert whole["watching"] == 0 and whole["previous"] != whole["previous"]  # none before


def test_what_was_closed_lately_is_still_being_watched() -> None:
    as_of = START + timedelta(days=40)
    con = tiny_store(
        cases=[
            case("A", 0, 5, as_of=as_of),
            case("B", 9, 12, as_of=as_of, place="人民路9号"),
            case("C", 30, 31, as_of=as_of, place="人民路9号", subcategory="垃圾"),
        ]
    )
    assert rebound_rates(con, OCTOBER, ("district",))["watching"].tolist() == [2]  # B and C
    assert rebound_rates(con, OCTOBER, ())["watching"].tolist() == [2]


def test_a_chain_holds_all_its_cases_beyond_the_period() -> None:
    con = tiny_store(
        cases=[
            case("A", -20, -10),
            case("B", -2, 3),
            case("C", 6, 8),
            case("D", 35, None),
            case("E", 2, 4, place="解放路1号"),
            case("F", 9, None, place="解放路1号"),
            case("G", 2, 4, place="解放路7号"),
        ]
    )
    table = chains(con, OCTOBER)
    listed = table.groupby("chain")["case_no"].agg(list).tolist()
    assert listed == [["A", "B", "C", "D"], ["E", "F"]]
    first = table[table["chain"] == 1]
    assert first["step"].tolist() == [0, 1, 2, 3]
    assert first["returns"].tolist() == [3] * 4
    assert first["days"].fillna(-1).tolist() == [-1, 8, 3, 27]
    assert first["source_row"].tolist() == [2, 3, 4, 5]


def test_a_filter_chooses_chains_by_their_closed_cases() -> None:
    con = tiny_store(
        cases=[case("A", 0, 2, team="一队"), case("B", 5, 6, team="二队"), case("C", 9, None)]
    )
    assert pairs(con, filters={"team": ["一队"]}) == [("A", "B", 3)]
    assert chains(con, OCTOBER, {"team": ["二队"]})["case_no"].tolist() == ["B", "C"]


def finding(number: int, at: int, rectified: int | None, **more: Any) -> dict[str, Any]:
    return {
        "finding_no": f"W{number}",
        "visit_no": f"V{number}",
        "found_at": START + timedelta(days=at),
        "rectified_at": None if rectified is None else START + timedelta(days=rectified),
        "district": "甲区",
        "point": "人民路",
        "subcategory": "占道",
        **more,
    }


def visit(number: int, at: int, **more: Any) -> dict[str, Any]:
    moment = START + timedelta(days=at)
    return {
        "visit_no": f"V{number}",
        "inspected_at": moment,
        "district": "甲区",
        "point": "人民路",
    } | more


def test_a_problem_found_again_at_the_next_visit_was_not_fixed() -> None:
    findings = [
        finding(1, 0, 2),
        finding(3, 4, 5),
        finding(4, 4, 5, visit_no="V3", subcategory="垃圾"),
        finding(9, 0, 1, point="公园", recheck="failed"),
        finding(8, 0, None, point="公园"),
    ]
    visits = [visit(1, 0), visit(2, 1), visit(3, 4), visit(5, 6), visit(7, 9, point="公园")]
    con = tiny_store(findings=findings, inspections=visits)
    table = rectified_findings(con, OCTOBER).set_index("finding_no")
    assert table["next_visit_no"].to_dict() == {"W1": "V3", "W3": "V5", "W4": "V5", "W9": "V7"}
    assert table.index[table["refound"]].tolist() == ["W1"]  # V2 came before it was rectified
    assert table.loc["W1", ["found_again_no", "found_again_row"]].tolist() == ["W3", 3]
    assert table.index[table["not_fixed"]].tolist() == ["W1", "W9"]
    found = not_fixed(table.reset_index())
    columns = ["judged", "not_fixed", "failed", "refound", "rate"]
    assert found[columns].values.tolist() == [[4, 2, 1, 1, 50]]


def test_without_visits_only_the_recheck_judges() -> None:
    con = tiny_store(findings=[finding(1, 0, 2), finding(2, 0, 2, recheck="passed")])
    table = rectified_findings(con, OCTOBER)
    assert table["judged"].tolist() == [False, True]
    assert not table["not_fixed"].any()


def test_an_empty_store_has_no_returns() -> None:
    con = tiny_store()
    assert not rebound_rates(con, OCTOBER, ())["closed"].sum()
    assert (
        rebound_rates(con, OCTOBER).empty
        and links(con, OCTOBER).empty
        and chains(con, OCTOBER).empty
    )
    assert not_fixed(rectified_findings(con, OCTOBER)).empty


@pytest.fixture(scope="module")
def truth() -> Sample:
    return make_sample()


def test_precision_and_recall_on_the_known_chains(truth: Sample, sample_store: Store) -> None:
    """The figures of docs/place-matching.md: pairs of a closed case and the one it came back as."""
    whole = covering(date(2024, 9, 21), date(2025, 10, 20))
    with sample_store.connect() as con:
        found = links(con, whole, rules=CountingRules(set_aside=()))
    known = story_chains(truth)
    right = set(zip(known["case_no"], known["returned_as"], strict=True))
    listed = set(zip(found["case_no"], found["returned_case_no"], strict=True))
    assert len(right) > 5_000
    assert len(listed & right) / len(listed) > 0.997
    assert len(listed & right) / len(right) > 0.999


def test_the_streets_where_problems_come_back_are_found(sample_store: Store) -> None:
    with sample_store.connect() as con:
        found = rebound_rates(con, parse_period("2025-Q3", 21), ("street",))
    found = found[found["closed"] >= 100].sort_values("rate", ascending=False)
    assert set(found["street"].head(2)) == {"汀兰街道", "柳荫镇"}
    assert (found["rate"].head(2) > 2 * found["city"].head(2)).all()

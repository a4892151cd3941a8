"""What the editor offers out of the store."""

from data.store import Store
from metrics.indicators import INDICATORS
from metrics.schemes.offered import filter_columns, filter_values, named_of
from tests.metrics.tiny import tiny_store


def test_items_of_the_kind_alone() -> None:
    rows = [
        {"district": "甲区", "period": "2025-10", "indicator": "科室评分", "value": 90},
        {"team": "一中队", "period": "2025-10", "indicator": "队评分", "value": 90},
    ]
    con = tiny_store(score_entries=rows)
    assert named_of(con, "given_score", "district") == ["科室评分"]
    assert named_of(con, "closure_rate", "district") == []


def test_every_column_that_is_offered_can_be_asked(sample_store: Store) -> None:
    with sample_store.connect() as con:
        for indicator in INDICATORS:
            for column in filter_columns(indicator):
                assert isinstance(filter_values(con, indicator, column), list)
        assert "12345" in filter_values(con, "closure_rate", "channel")
        assert filter_values(con, "closure_rate", "district")

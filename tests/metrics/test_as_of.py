"""Each source has its own as-of."""

from datetime import datetime

from kernel.periods import parse_period
from metrics.as_of import as_of_by_source
from shirong.scores import as_of_text
from tests.metrics.tiny import tiny_store

DAY = datetime(2025, 10, 6, 9)


def test_each_source_has_its_own_as_of() -> None:
    grid, hotline, later = (datetime(2025, 10, day, 8) for day in (21, 20, 30))
    con = tiny_store(
        cases=[
            {"reported_at": DAY, "channel": "collector", "as_of": grid},
            {"reported_at": DAY, "channel": "12345", "as_of": hotline},
            {"reported_at": datetime(2025, 11, 1), "channel": "12345", "as_of": later},
        ],
        inspections=[{"inspected_at": DAY, "as_of": hotline}],
    )
    found = as_of_by_source(con, parse_period("2025-10"))
    assert found == {"grid": grid, "complaints": hotline, "inspections": hotline}
    assert list(found) == ["grid", "complaints", "inspections"]
    assert as_of_by_source(con, parse_period("2024")) == {}


def test_the_title_of_a_ranking_names_each_source_where_they_differ() -> None:
    grid, hotline = datetime(2025, 10, 21, 8), datetime(2025, 10, 20)
    apart = as_of_text(grid, {"grid": grid, "complaints": hotline}, "zh")
    assert apart == "网格 2025-10-21 08:00、诉求 2025-10-20 00:00"
    assert as_of_text(grid, {"grid": grid, "complaints": grid}, "zh") == "2025-10-21 08:00"
    assert as_of_text(None, {}, "en") == "–"

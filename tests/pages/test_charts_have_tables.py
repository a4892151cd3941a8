"""Every chart of every page has its sentence and, beside it, its table to take away."""

from importlib import import_module

import pytest

from ui.i18n import LANGUAGE_SIGNS
from ui.navigation import page_entries

# What a page needs to be asked for, and views that are no part of their page.
ALSO = {"unit": {"unit": "东屏区"}}
BESIDE = [
    ("objects", {"part": "overtime", "source": "market"}),
    ("scheme", {"part": "trial"}),
    ("scheme", {"part": "trial", "span": "3"}),
]
SWITCHED_OFF = "people"  # of enforcement


def views() -> list[tuple[str, dict[str, str]]]:
    """Every part of every page."""
    found = []
    for name in page_entries():
        parts = getattr(import_module(f"ui.{name}.page"), "PARTS", {})
        asked = [{"part": part} for part in parts if part != SWITCHED_OFF] or [{}]
        found += [(name, ALSO.get(name, {}) | query) for query in asked]
    return [*found, *BESIDE]


SHORTEST = 8  # characters of a sentence


def charts(page) -> list:
    return [chart.proto for chart in page.get("plotly_chart")]


@pytest.mark.parametrize(("name", "query"), views(), ids=str)
def test_every_chart_has_its_sentence_and_its_table(open_page, sample_store, name, query):
    page = open_page(name, sample_store, **query)
    drawn = charts(page)
    assert all(len(chart.alt) >= SHORTEST for chart in drawn), [chart.alt for chart in drawn]
    files = [button.proto.label for button in page.get("download_button")]
    assert files.count("下载 CSV") >= len(drawn), "each chart needs a table of its own"
    assert files.count("下载 Excel") == files.count("下载 CSV")


@pytest.mark.parametrize("name", ["overview", "unit"])
def test_tables_behind_charts_are_there_in_every_language(
    open_page, table_files, sample_store, name
):
    counts = {
        lang: len(table_files(open_page(name, sample_store, lang=lang))) for lang in LANGUAGE_SIGNS
    }
    assert len(set(counts.values())) == 1 and min(counts.values()) >= 8

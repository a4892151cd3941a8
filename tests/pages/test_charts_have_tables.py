"""Every chart of every page has its sentence and, beside it, its table to take away."""

import pytest

from ui.i18n import LANGUAGE_SIGNS

PROBLEMS = ("kinds", "heat", "trend", "methods", "hours", "places", "rebound", "not-fixed")
COMPLAINTS = ("speed", "quadrant")
FAIRNESS = ("weights", "inspectors", "coverage", "plan", "funnel", "control")
VIEWS = [
    ("overview", {}),
    ("districts", {}),
    ("teams", {}),
    ("unit", {"unit": "东屏区"}),
    *(("problems", {"part": part}) for part in PROBLEMS),
    *(("complaints", {"part": part}) for part in COMPLAINTS),
    *(("ledger", {"part": part}) for part in ("ageing", "pace")),
    ("objects", {}),
    ("objects", {"part": "overtime", "source": "market"}),
    ("targets", {}),
    ("scheme", {}),
    ("scheme", {"part": "trial"}),
    ("scheme", {"part": "trial", "span": "3"}),
    *(("fairness", {"part": part}) for part in FAIRNESS),
]
SHORTEST = 8  # characters of a sentence


def charts(page) -> list:
    return [chart.proto for chart in page.get("plotly_chart")]


@pytest.mark.parametrize(("name", "query"), VIEWS, ids=lambda v: v if isinstance(v, str) else "")
def test_every_chart_has_its_sentence_and_its_table(open_page, sample_store, name, query):
    page = open_page(name, sample_store, **query)
    drawn = charts(page)
    assert drawn, "a view without charts does not belong in this list"
    assert all(len(chart.alt) >= SHORTEST for chart in drawn), [chart.alt for chart in drawn]
    files = [button.proto.label for button in page.get("download_button")]
    assert files.count("下载 CSV") >= len(drawn), "each chart needs a table of its own"
    assert files.count("下载 Excel") == files.count("下载 CSV")


@pytest.mark.parametrize("name", ["overview", "unit"])
def test_tables_behind_charts_are_there_in_every_language(open_page, sample_store, name):
    counts = {
        lang: len(open_page(name, sample_store, lang=lang).get("download_button"))
        for lang in LANGUAGE_SIGNS
    }
    assert len(set(counts.values())) == 1 and min(counts.values()) >= 8

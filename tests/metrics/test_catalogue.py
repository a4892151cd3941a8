"""The catalogue in docs/ is what the registry says."""

import pytest

from metrics.catalogue import PATH, catalogue
from metrics.indicators import INDICATORS


def test_the_page_is_current():
    written = PATH.read_text(encoding="utf-8")
    assert written == catalogue(), "run python -m metrics.catalogue"


@pytest.mark.parametrize("entry", INDICATORS.values(), ids=lambda entry: entry.id)
def test_every_indicator_is_described_in_both_languages(entry):
    chinese, english = catalogue().split("\n# Indicators\n")
    for page, lang in ((chinese, "zh"), (english, "en")):
        section = page.split(f"### {entry.name(lang)} `{entry.id}`\n")[1].split("\n### ")[0]
        assert entry.formula(lang) in section
        assert entry.source(lang) in section

"""With the switch 把握程度 off no page says how sure anything is; with it on some do."""

import re

import pytest

# Pages on rankings and facts, with the parts that they have; fairness has a test of its own.
VIEWS = {
    "overview": ({},),
    "districts": ({}, {"group": "城区组"}),
    "teams": ({},),
    "unit": ({"unit": "东屏区"}, {"unit": "云栖区"}),
    "problems": ({}, {"part": "methods"}, {"part": "places"}),
    "complaints": ({},),
    "ledger": ({},),
    "targets": ({},),
    "scheme": ({"part": "trial"},),
    "briefing": ({"period": "2025-10", "step": "all"},),
    "bulletins": ({"period": "2025-10"},),
}
WORDS = {
    "zh": ("明显", "偶然", "把握不", "区间", "看不出", "分不出", "显著", "误差"),
    "en": ("clear", "chance", "interval", "significan", "certain"),
}
# Words of the field or of figures that are meant otherwise.
MEANT_OTHERWISE = ("certain=hide", "clear the filter", "clear all", "unclear")


def said(page) -> str:
    """All text of a page: our own HTML, Streamlit's texts and titles, what charts draw."""
    html = "\n".join(element.proto.body for element in page.get("html"))
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    words = re.sub(r'\b(?:class|href|id|style)="[^"]*"', "", html)
    words += "\n".join(e.value for kind in (page.markdown, page.caption) for e in kind)
    drawn = "".join(chart.proto.spec for chart in page.get("plotly_chart"))
    texts = re.findall(
        r'"(?:text|hovertext|hovertemplate|name|title)":\s*("(?:[^"\\]|\\.)*"|\[[^\]]*\])', drawn
    )
    words = (words + "\n".join(texts)).lower()
    for meant in MEANT_OTHERWISE:
        words = words.replace(meant, "")
    return words


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("name", VIEWS)
def test_with_the_switch_off_no_word_of_chance_is_left(open_page, sample_store, name, lang):
    loud = []
    for query in VIEWS[name]:
        text = said(open_page(name, sample_store, lang=lang, certain="hide", **query))
        assert len(text) > 500
        found = {
            word: text[max(text.find(word) - 40, 0) :][:90] for word in WORDS[lang] if word in text
        }
        assert not found, (query, found)
        loud.append(said(open_page(name, sample_store, lang=lang, **query)))
    if name in ("overview", "districts", "teams", "unit", "problems", "briefing", "bulletins"):
        assert any(word in text for text in loud for word in WORDS[lang])

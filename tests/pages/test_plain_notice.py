"""With the switch 把握程度 off, the notice and the meeting on the screen keep every figure and lose
what is judged; documents and what is published are the whole notice."""

import re

from metrics.analyses.family import english_names
from metrics.bulletin.content import Notice
from metrics.bulletin.facts import facts_of
from metrics.bulletin.notice import said_in_both, unsaid_notice
from metrics.bulletin.wording import Wording
from metrics.editions.edition_folder import Editions, good_editions
from metrics.schemes.scheme import load_scheme
from ui.bulletins.plain import plain_notice


def _cells(notice: Notice) -> list[tuple[str, str, float]]:
    return [
        (table.id, column.key, cell)
        for section in notice.sections
        for table in section.tables
        for row in table.rows
        for column in table.columns
        if isinstance(cell := row.get(column.key), int | float)
    ]


def test_no_figure_is_lost_and_no_column_is_empty(sample_store) -> None:
    with sample_store.connect() as con:
        scheme = load_scheme("sample-district")
        facts = facts_of(con, scheme, scheme.parse_period("2025-10"))
        wording = Wording(None, english_names(con))
        content = unsaid_notice(facts, wording.kinds, 1)
    whole, plain = said_in_both(content, wording), said_in_both(plain_notice(content), wording)
    assert _cells(plain) == _cells(whole)
    assert [one.id for one in plain.sections] == [one.id for one in whole.sections]
    moved = plain.section("moved")
    assert not moved.sentences
    assert "judged" not in {column.key for column in moved.tables[0].columns}
    for section in plain.sections:
        assert all(sentence.words.zh and sentence.words.en for sentence in section.sentences)
        text = " ".join(one.words.zh for one in section.sentences)
        assert not re.search("明显|偶然", text), text


def test_what_is_published_says_how_sure_it_is(open_page, own_store) -> None:
    page = open_page("bulletins", own_store, period="2025-10", certain="hide")
    page.button(key="bulletin-publish").click().run()
    (edition,) = good_editions(Editions(own_store.folder).all())
    columns = {column.key for column in edition.notice.section("moved").tables[0].columns}
    assert "judged" in columns

"""A store without inspections: the page on problems opens with cases, and a gap is no zero."""


def test_a_store_of_cases_alone_opens_with_cases(open_page, markup, own_store):
    with own_store.writing("cases alone") as draft:
        draft.con.execute("DELETE FROM inspections")
        draft.con.execute("DELETE FROM findings")
    page = open_page("problems", own_store)
    assert page.selectbox(key="choice-source").value == "cases"
    assert '<table class="sheet' in markup(page)
    page = open_page("problems", own_store, source="findings")
    assert "没有检查记录" in markup(page) and "本期没有问题" not in markup(page)
    page = open_page("problems", own_store, part="key")
    assert "没有检查记录" in markup(page)

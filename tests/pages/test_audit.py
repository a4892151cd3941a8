"""操作记录 on screen: its lines, whether it is whole."""

from data.access.audit import Audit


def test_it_lists_what_was_done_and_says_that_it_is_whole(open_page, markup, own_store):
    Audit(own_store.folder).add("login-failed", "wrong", "<b>zhang</b>", "10.0.0.7")
    shown = markup(open_page("audit", own_store))
    assert "10.0.0.7" in shown and "登录失败" in shown and "没有缺失" in shown
    assert "<b>zhang" not in shown


def test_a_line_that_was_changed_is_named(open_page, markup, own_store):
    audit = Audit(own_store.folder)
    for name in ("zhang", "li"):
        audit.add("undo", "3", name)
    content = audit.path.read_text(encoding="utf-8")
    audit.path.write_text(content.replace("zhang", "wang", 1), encoding="utf-8")
    for lang, words in (("zh", "改动过"), ("en", "was changed after")):
        shown = markup(open_page("audit", own_store, lang=lang))
        assert words in shown and "没有缺失" not in shown and "is whole" not in shown

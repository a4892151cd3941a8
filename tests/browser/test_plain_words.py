"""Whatever a file calls something, a widget shows it as it is written and fetches nothing."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, Server

pytestmark = pytest.mark.browser

HOSTILE = [
    *("![x](http://evil.example/a.png)", "[link](http://evil.example)", "<http://evil.example>"),
    *("http://evil.example/q", "HTTPS://evil.example", "www.evil.example", "me@evil.example"),
    *("$\\alpha$", "$$x$$ and $y$", "$5 and $6", ":red[x]", ":red-background[x]", ":small[]"),
    *(":material/home:", ":material_home:", ":streamlit:", ":smile: :100: :+1:", ":help[x]"),
    *("<img src=http://evil.example/b.png>", "<b>x</b>", "<!-- x -->", "&lt;b&gt; &amp;", "a|b"),
    *("*", "_", "*x* _y_ **z** __w__", "a_b_c _d_", "~~gone~~", "`a` b", "```", "\\", "\\*x*"),
    *("# x", "- x", "+ x", "> x", "1. x", "12) x", "---", "===", "| a | b |", "[ ] to do", "[^1]"),
    *("a -> b", "<- x", "--", "a -- b", "x >= y <= z ~= w", "<-> a", "10:30", "a:b[c]", "::z"),
]
APP = """
import json, sys
sys.path.insert(0, {root!r})
import streamlit as st
from ui import widgets

for i, text in enumerate(json.load(open({texts!r}))):
    widgets.button(text, key=f"button-{{i}}")
    widgets.radio(text, [text], key=f"radio-{{i}}")
    widgets.checkbox(text, key=f"check-{{i}}")
    widgets.selectbox(text, [text], key=f"select-{{i}}")
    widgets.multiselect(text, [text], [text], key=f"several-{{i}}")
    with st.container(key=f"more-{{i}}"):
        with widgets.expander(text):
            st.html("x")
        widgets.progress_bar(0.5, text)
st.html('<p class="facts">.</p>')
"""
READ = """n => [...Array(n).keys()].flatMap(i => [
    ["button", `.st-key-button-${i} button`], ["radio", `.st-key-radio-${i} label:has(input)`],
    ["check", `.st-key-check-${i} label`], ["select", `.st-key-select-${i} label`],
    ["several", `.st-key-several-${i} label`],
    ["expander", `.st-key-more-${i} summary [data-testid=stMarkdownContainer]`],
    ["progress", `.st-key-more-${i} [data-testid=stProgress] [data-testid=stMarkdownContainer]`],
].map(([kind, at]) => [kind, i, document.querySelector(at)?.textContent ?? ""]))"""


def made_up(count: int) -> list[str]:
    """Texts out of the characters that Markdown knows."""
    chance = random.Random(11)
    signs = "![]()<>*_`$\\:#|~-+=.@ahtp/w1{}& "
    texts = ("".join(chance.choices(signs, k=chance.randint(2, 14))) for _ in range(count))
    return [text for text in texts if text.strip()]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of a page of widgets, and the texts that they show."""
    texts = list(dict.fromkeys([*HOSTILE, *made_up(60)]))
    (tmp_path / "texts.json").write_text(json.dumps(texts))
    script = tmp_path / "app.py"
    script.write_text(APP.format(root=str(ROOT), texts=str(tmp_path / "texts.json")))
    server = Server(tmp_path, tmp_path / "server.log", str(script))
    yield server.url, texts
    server.stop()


def wrong(page, texts: list[str]) -> list[tuple[str, str, str]]:
    """What is not shown as it is written; waits for widgets that a slow machine still loads."""
    for _ in range(30):
        shown = page.evaluate(READ, len(texts))
        found = [
            (kind, texts[i], text) for kind, i, text in shown if text.split() != texts[i].split()
        ]
        if not any(text == "" for _, _, text in found):
            break
        page.wait_for_timeout(1_000)
    return found


def test_widgets_show_every_text_as_it_is_written(visitor, app) -> None:
    url, texts = app
    page = visitor(url)
    assert not wrong(page, texts)
    assert page.locator("main img, main .katex, main a").count() == 0
    assert page.hosts == {"127.0.0.1"}

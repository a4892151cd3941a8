"""Imports go one way: pages -> ui, metrics -> data -> kernel; no SQL in what people look at.

The command line, `shirong`, lies above all of them; Python's entries (`__main__.py`) alone know it.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "kernel": {"data", "sample_city", "metrics", "ui", "pages", "shirong", "streamlit", "duckdb"},
    "data": {"sample_city", "metrics", "ui", "pages", "shirong", "streamlit"},
    "sample_city": {"metrics", "ui", "pages", "shirong", "streamlit"},
    "metrics": {"sample_city", "ui", "pages", "shirong", "streamlit"},
    "ui": {"pages", "shirong"},
    "pages": {"pages", "shirong", "duckdb"},
    "shirong": {"pages"},
}
SQL = re.compile(r"\bselect\b[\s\S]+\bfrom\b|\b(insert into|delete from|create table)\b", re.I)


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level names of all modules that a module imports, wherever in it that happens."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield (node.module or "").split(".")[0]


def queries(tree: ast.AST) -> Iterator[str]:
    """The texts of a module that read as SQL; bare strings (docstrings) are not meant."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in prose else None
        if isinstance(text, str) and SQL.search(text):
            yield text


def modules(folder: str) -> list[Path]:
    return sorted(p for p in (ROOT / folder).rglob("*.py") if p.name != "__main__.py")


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_go_one_way(folder: str) -> None:
    wrong = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules(folder)
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name in FORBIDDEN[folder]
    }
    assert not wrong


@pytest.mark.parametrize("folder", ["pages", "ui"])
def test_what_people_look_at_holds_no_sql(folder: str) -> None:
    wrong = {
        (path.relative_to(ROOT).as_posix(), query)
        for path in modules(folder)
        for query in queries(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert not wrong


def beyond_captions(tree: ast.AST) -> Iterator[str]:
    """The modules of a screen that the code of captions imports: other captions are none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            path = name.split(".")
            if path[0] == "streamlit" or (path[0] == "ui" and path[-1] != "captions"):
                yield name


def of_ui(tree: ast.AST) -> Iterator[int]:
    """The lines on which messages with texts of `ui` are made."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("Message"), args=[*_, ast.Constant("ui")]):
                yield node.lineno


def test_captions_know_no_screen() -> None:
    """They are tested on small frames; whoever needs a session to say a sentence cannot be."""
    wrong = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "ui").rglob("captions.py")
        for name in beyond_captions(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert not wrong
    tree = ast.parse("import streamlit as st\nfrom ui.i18n import t\nfrom ui.captions import say")
    assert list(beyond_captions(tree)) == ["streamlit", "ui.i18n"]


def test_sentences_of_pages_are_made_in_captions() -> None:
    """Elsewhere no test would ask when they are true (tests/metrics/test_sentence_claims.py)."""
    makers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("ui", "pages")
        for path in modules(folder)
        if list(of_ui(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert makers == {"ui/captions.py", "ui/i18n.py"}  # `say` and `t`
    sayers = {
        path.relative_to(ROOT).as_posix()
        for path in modules("ui")
        if "captions import say" in path.read_text(encoding="utf-8") and path.name != "captions.py"
    }
    assert not sayers


def test_nothing_reaches_over_by_the_command_line() -> None:
    """Whoever imports `data.__main__` would reach the command line through it."""
    importers = [
        path
        for folder in FORBIDDEN
        for path in modules(folder)
        if "__main__ import" in path.read_text(encoding="utf-8")
    ]
    assert not importers


def test_the_rules_see_what_they_forbid() -> None:
    tree = ast.parse("def f():\n    import streamlit.web\n    from ui.shell import run")
    assert {"streamlit", "ui"} <= set(imported(tree))
    assert list(queries(ast.parse('x = "SELECT day\\nFROM cases"')))
    assert not list(queries(ast.parse('"""Select a district from the list."""')))


# Streamlit reads the words of these as Markdown; `ui.widgets` shows them as they are written.
WIDGETS = {
    *("button", "download_button", "checkbox", "toggle", "selectbox", "multiselect", "radio"),
    *("segmented_control", "pills", "expander", "popover", "tabs", "text_input", "text_area"),
    *("number_input", "date_input", "time_input", "file_uploader", "progress", "spinner"),
    *("slider", "select_slider", "link_button", "page_link", "form_submit_button", "chat_input"),
}
TEXTS = {
    *("markdown", "write", "caption", "title", "header", "subheader", "metric", "toast", "table"),
    *("info", "warning", "error", "success", "exception", "status", "dialog", "badge"),
}


def markdown(tree: ast.AST) -> Iterator[int]:
    """The lines on which words are handed to Streamlit as Markdown."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=name)):
                owner = value.id if isinstance(value, ast.Name) else ""
                if (name in WIDGETS and owner != "widgets") or (name in TEXTS and owner == "st"):
                    yield node.lineno


@pytest.mark.parametrize("folder", ["pages", "ui"])
def test_words_on_a_page_are_never_markdown(folder: str) -> None:
    wrong = {
        (path.relative_to(ROOT).as_posix(), line)
        for path in modules(folder)
        if path != ROOT / "ui/widgets.py"
        for line in markdown(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert not wrong, "use ui.widgets, or st.html with escaped text"


def test_the_rule_on_markdown_sees_what_it_forbids() -> None:
    tree = ast.parse(
        "st.button(x)\nslot.selectbox(x)\nst.caption(x)\nwidgets.radio(x)\nlog.info(x)"
    )
    assert list(markdown(tree)) == [1, 2, 3]


def default_stores(tree: ast.AST) -> Iterator[int]:
    """The lines on which the store of the environment is opened, whatever the visitor looks at."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("Store"), args=[], keywords=[]):
                yield node.lineno


def test_pages_ask_the_workspace_for_their_store() -> None:
    """Else what is done in the sample city is entered into the office's own store."""
    openers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("ui", "pages")
        for path in modules(folder)
        if list(default_stores(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert openers == {"ui/workspace.py"}


SMALL = 40  # lines
# Small rooms with one caller that stay: their caller is long, or they are tried without it.
KEPT = {
    "data.importing.collecting",
    "data.importing.stopping",
    "data.parsing.places",
    "metrics.telling.deliveries.drop_folder",
    "sample_city.weather",
}
BY_PATTERN = ("page.py", "captions.py", "__init__.py", "__main__.py")


def asked_of(tree: ast.AST) -> Iterator[str]:
    """All that a module imports by its full name, be it a module or something in one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_small_room_has_several_callers() -> None:
    """Else a reader opens two files for one thought."""
    rooms = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for folder in FORBIDDEN
        for path in modules(folder)
        if folder != "pages"
    }
    callers: Counter[str] = Counter()
    for path in [*rooms.values(), ROOT / "dashboard.py", *modules("pages"), *modules("shirong")]:
        callers.update(set(asked_of(ast.parse(path.read_text(encoding="utf-8")))))
    small = {
        name
        for name, path in rooms.items()
        if path.name not in BY_PATTERN
        and callers[name] < 2
        and len(path.read_text(encoding="utf-8").splitlines()) < SMALL
    }
    assert small == KEPT & rooms.keys()

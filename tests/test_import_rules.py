"""Imports go one way: pages -> ui, metrics -> data -> kernel; no SQL in what people look at."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "kernel": {"data", "metrics", "ui", "pages", "streamlit", "duckdb"},
    "data": {"metrics", "ui", "pages", "streamlit"},
    "metrics": {"ui", "pages", "streamlit"},
    "ui": {"pages"},
    "pages": {"pages", "duckdb"},
}
# `python -m data verify` checks scores and ranks as well: the command line puts both together, and
# nothing imports it.
ALLOWED = {("data/__main__.py", "metrics")}
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
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_go_one_way(folder: str) -> None:
    wrong = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules(folder)
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name in FORBIDDEN[folder]
    }
    assert not wrong - ALLOWED


@pytest.mark.parametrize("folder", ["pages", "ui"])
def test_what_people_look_at_holds_no_sql(folder: str) -> None:
    wrong = {
        (path.relative_to(ROOT).as_posix(), query)
        for path in modules(folder)
        for query in queries(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert not wrong


def test_only_the_command_line_reaches_over() -> None:
    """Whoever imports `data.__main__` would reach metrics through it."""
    importers = [
        path
        for folder in FORBIDDEN
        for path in modules(folder)
        if "data.__main__" in path.read_text(encoding="utf-8")
    ]
    assert not importers


def test_the_rules_see_what_they_forbid() -> None:
    tree = ast.parse("def f():\n    import streamlit.web\n    from ui.shell import run")
    assert {"streamlit", "ui"} <= set(imported(tree))
    assert list(queries(ast.parse('x = "SELECT day\\nFROM cases"')))
    assert not list(queries(ast.parse('"""Select a district from the list."""')))

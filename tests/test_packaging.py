"""What `pip install` puts into a wheel: every file that a room needs beside its modules."""

import ast
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import shirong

ROOT = Path(__file__).resolve().parent.parent
SAID = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = [name.rstrip("*") for name in SAID["tool"]["setuptools"]["packages"]["find"]["include"]]
PATTERNS = SAID["tool"]["setuptools"]["package-data"]["*"]


def test_every_file_of_a_package_is_in_the_wheel() -> None:
    """A text, profile or picture of an ending that no pattern names is missing once installed."""
    beside = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert len(beside) > 150
    assert not [path for path in beside if not any(fnmatch(path, one) for one in PATTERNS)]


def test_every_package_that_is_imported_is_in_the_wheel() -> None:
    """A new room beside the others works in a checkout alone until the wheel has it."""
    rooms = {path.parent.name for path in ROOT.glob("*/") for path in path.glob("*.py")}
    imported = {
        name.split(".")[0]
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported & rooms <= set(ROOMS)
    assert {"pages", "schemes"} <= set(ROOMS)  # which nobody imports


def test_what_is_needed_and_the_version_are_said_once() -> None:
    dynamic = SAID["tool"]["setuptools"]["dynamic"]
    assert "dependencies" not in SAID["project"] and "version" not in SAID["project"]
    assert dynamic["dependencies"] == {"file": "requirements.txt"}
    assert dynamic["version"] == {"attr": "shirong.VERSION"} and shirong.VERSION.count(".") == 2


def test_the_settings_of_streamlit_lie_where_the_build_takes_them_from() -> None:
    assert '".streamlit", "config.toml"' in (ROOT / "setup.py").read_text(encoding="utf-8")
    assert (ROOT / ".streamlit" / "config.toml").is_file()
    assert SAID["tool"]["setuptools"]["py-modules"] == ["dashboard"]

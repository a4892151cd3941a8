"""Every command that the READMEs and docs name exists, with the options they give it."""

import contextlib
import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from data.__main__ import main as data_main
from metrics.__main__ import main as metrics_main
from shirong.commands import data_commands, metrics_commands
from shirong.commands import main as shirong_main

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]
MAINS: dict[str, Callable[[list[str]], int]] = {
    "data": data_main,
    "metrics": metrics_main,
    "shirong": shirong_main,
}
OF_OTHERS = ("--texts",)  # of benchmarks.privacy
_COMMAND = re.compile(r"(?:python -m (data|metrics|shirong)|(?<!\w)shirong) ([^`\n]*)")
_WORD = re.compile(r"^[a-z][a-z-]*$")


def commands() -> Iterator[tuple[str, str, str, list[str]]]:
    """The page, the module, the subcommand and the options of every command that is named."""
    for page in PAGES:
        for module, rest in _COMMAND.findall(page.read_text(encoding="utf-8")):
            module = module or "shirong"
            said = re.split(r"\s#|\s{3,}|&&|;|；|，|（", rest)[0]
            # `batches | undo BATCH... | verify` names several
            for one in said.split(" | "):
                words = one.split()
                if words and _WORD.match(words[0]):
                    options = [re.split(r"[=,.、。）)]", w)[0] for w in words if w[:2] == "--"]
                    yield page.name, module, words[0], options


@cache
def help_of(module: str, command: str) -> str:
    """What a command says of itself; empty when there is none."""
    out = io.StringIO()
    errors = contextlib.redirect_stderr(io.StringIO())
    with contextlib.redirect_stdout(out), errors, pytest.raises(SystemExit) as ended:
        MAINS[module]([command, "--help"])
    return out.getvalue() if ended.value.code == 0 else ""


FOUND = sorted({(page, m, c, tuple(o)) for page, m, c, o in commands()})


@pytest.mark.parametrize(("page", "module", "command", "options"), FOUND)
def test_a_command_that_is_named_exists(
    page: str, module: str, command: str, options: tuple[str, ...]
) -> None:
    text = help_of(module, command)
    assert text, f"{page}: python -m {module} {command}"
    lacking = [o for o in options if not re.search(rf"{re.escape(o)}(?![\w-])", text)]
    assert not lacking, f"{page}: python -m {module} {command} has no {lacking}"


SAID = sorted(
    {
        option
        for page in PAGES
        for option in re.findall(r"`(--[a-z-]+)[ `]", page.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("option", [option for option in SAID if option not in OF_OTHERS])
def test_an_option_that_is_named_alone_is_one_of_some_command(option: str) -> None:
    every = ("run", *(command.name for command in (*data_commands(), *metrics_commands())))
    assert any(re.search(rf"{option}(?![\w-])", help_of("shirong", one)) for one in every)


def test_commands_are_found() -> None:
    assert len(FOUND) > 20 and {m for _, m, _, _ in FOUND} == set(MAINS)

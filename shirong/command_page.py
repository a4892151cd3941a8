"""The page of all commands and their options: docs/commands.md, made as the parsers are.

`python -m shirong.command_page` writes it; a test holds the file equal to what is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kernel.folders import WORKPLACE
from shirong.command import Command, Option, common_options
from shirong.commands import data_commands, metrics_commands
from shirong.running import RUN

PATH = WORKPLACE / "docs" / "commands.md"
LEAD = """# Commands

Made by `python -m shirong.command_page`; do not edit.

`shirong COMMAND`, or `python -m shirong COMMAND` in a checkout that is not installed. What is asked
for goes to stdout and nothing else does; remarks and errors go to stderr. The exit code is 0; 1
where `verify` finds an error; 2 where a file, a store, a name or an option was wrong.

Every command takes these; `run`, which prints nothing that has a form, the first two:
"""
PARTS = (
    ("The dashboard", (RUN,)),
    ("Files and the store (also `python -m data`)", data_commands()),
    ("Scores, ranks and books (also `python -m metrics`)", metrics_commands()),
)


def page() -> str:
    """The whole page."""
    lines = [LEAD, *_table(common_options("table"))]
    for title, commands in PARTS:
        lines += ["", f"## {title}"]
        for command in commands:
            lines += _entry(command)
    return "\n".join(lines) + "\n"


def _entry(command: Command) -> Iterator[str]:
    yield from ("", f"### {command.name}", "", f"{command.about[:1].upper()}{command.about[1:]}.")
    if command.form == "csv":
        yield "Answers as CSV unless asked otherwise."
    if command.options:
        yield from ("", *_table(command.options))


def _table(options: Sequence[Option]) -> Iterator[str]:
    yield from ("| option | what |", "|---|---|")
    for names, settings in options:
        said = str(settings["help"]).replace("|", "\\|")
        yield f"| {', '.join(f'`{_written(name, settings)}`' for name in names)} | {said} |"


def _written(name: str, settings: Mapping[str, Any]) -> str:
    """An option or an argument as one writes it."""
    if settings.get("action") in ("store_true", "store_const"):
        return name
    flag = name.startswith("-")
    value = settings.get("metavar") or "\\|".join(settings.get("choices", ()))
    value = value or (name.lstrip("-").upper() if flag else name)
    if settings.get("nargs") in ("+", "*"):
        value += "..."
    return f"{name} {value}" if flag else value


if __name__ == "__main__":
    PATH.write_text(page(), encoding="utf-8")

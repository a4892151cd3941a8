"""A command: its options, what it answers, and how any answer is printed in the form asked for."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from kernel.messages import LANGUAGES, ShirongError
from kernel.output import OutputRow, as_csv, as_json
from shirong import VERSION

FORMS = ("table", "csv", "json")
Option = tuple[tuple[str, ...], Mapping[str, Any]]


@dataclass(frozen=True)
class Answer:
    """What a command found, for whoever reads it.

    content: what JSON holds. lines: what people read; made only when it is printed. rows, columns:
    of CSV (default: the content, under the keys of its first row); write_csv instead, where
    it has headings of its own. after: said on stderr when the answer stands. code: the exit code.
    """

    content: Any
    lines: Iterable[str]
    columns: Sequence[str] = ()
    rows: Sequence[OutputRow] | None = None
    write_csv: Callable[[TextIO], object] | None = None
    after: Iterable[str] = ()
    code: int = 0

    def print(self, form: str) -> int:
        """Print it in one of FORMS; the exit code."""
        if form == "json":
            print(as_json(self.content))
        elif form == "table":
            for line in self.lines:
                print(line)
        elif self.write_csv:
            self.write_csv(sys.stdout)
        else:
            rows = self.rows if self.rows is not None else self.content
            rows = [rows] if isinstance(rows, Mapping) else rows
            print(as_csv(rows, self.columns or list(rows[0])), end="")
        for line in self.after:
            print(line, file=sys.stderr)
        return self.code


@dataclass(frozen=True)
class Command:
    """A command with what it says of itself in a line; form: how it answers unless asked, None
    where there is nothing to print."""

    name: str
    run: Callable[[argparse.Namespace], Answer]
    about: str
    options: Sequence[Option] = ()
    form: str | None = "table"


def option(*names: str, **settings: Any) -> Option:
    """An option or an argument, as argparse takes them."""
    return names, settings


def common_options(form: str | None) -> tuple[Option, ...]:
    """What every command takes, and every one that prints."""
    lang = os.environ.get("SHIRONG_LANG", "zh")
    lang = lang if lang in LANGUAGES else "zh"
    common = (
        option("--store", type=Path, help="folder of the store (default: SHIRONG_STORE)"),
        option("--lang", choices=LANGUAGES, default=lang, help="language (default: SHIRONG_LANG)"),
    )
    if form is None:
        return common
    return (
        *common,
        option("--format", choices=FORMS, default=form, help=f"how it answers (default: {form})"),
        option(
            "--json", action="store_const", dest="format", const="json",
            help="same as --format json",
        ),
    )  # fmt: skip


def parser(prog: str, about: str, commands: Sequence[Command]) -> argparse.ArgumentParser:
    """The parser of a program with these commands."""
    whole = argparse.ArgumentParser(prog=prog, description=about)
    whole.add_argument("--version", action="version", version=f"shirong {VERSION}")
    subs = whole.add_subparsers(required=True, metavar="COMMAND")
    for command in commands:
        sub = subs.add_parser(command.name, help=command.about, description=command.about)
        for names, settings in (*command.options, *common_options(command.form)):
            sub.add_argument(*names, **settings)
        sub.set_defaults(run=command.run)
    return whole


def run(parser: argparse.ArgumentParser, arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: its own, or 2 when a file, a store or a name was wrong."""
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        answer: Answer = options.run(options)
        return answer.print(getattr(options, "format", "table"))
    except ShirongError as error:
        print(error.text(options.lang), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0

"""All commands, and the three programs that have them.

Either half is loaded when it is asked for: the libraries of the second take longer to load than
most commands of the first to run.
"""

import sys
from collections.abc import Sequence

from shirong.command import Command, parser, run


def data_commands() -> tuple[Command, ...]:
    """The commands about files and the store."""
    from shirong import access, batches, importing, keeping, names, retention, running

    files = (*importing.COMMANDS, *batches.COMMANDS, *keeping.COMMANDS, *names.COMMANDS)
    return (*files, running.SAMPLE_COMMAND, *access.COMMANDS, *retention.COMMANDS)


def metrics_commands() -> tuple[Command, ...]:
    """The commands about scores, ranks and the books."""
    from shirong import (
        books,
        bulletin,
        editions,
        inspecting,
        objects,
        pivoting,
        records,
        scores,
        telling,
        views,
        watching,
    )

    rest = (*inspecting.COMMANDS, *objects.COMMANDS, *pivoting.COMMANDS, *views.COMMANDS)
    meeting = (*records.COMMANDS, *bulletin.COMMANDS, *editions.COMMANDS, *telling.COMMANDS)
    return (*scores.COMMANDS, *books.COMMANDS, *rest, *meeting, *watching.COMMANDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """shirong: every command; the exit code."""
    from shirong.running import RUN

    given = sys.argv[1:] if arguments is None else arguments
    commands = (RUN, *data_commands())
    if not any(command.name in given[:1] for command in commands):
        commands += metrics_commands()
    return run(parser("shirong", "City-appearance assessment.", commands), given)


def data(arguments: Sequence[str] | None = None) -> int:
    """python -m data: the commands about files and the store; the exit code."""
    return run(parser("python -m data", "Files and the store.", data_commands()), arguments)


def metrics(arguments: Sequence[str] | None = None) -> int:
    """python -m metrics: the commands about scores, ranks and the books; the exit code."""
    about = "Scores, ranks and the books."
    return run(parser("python -m metrics", about, metrics_commands()), arguments)

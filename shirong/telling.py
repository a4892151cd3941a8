"""The command tell: tell those concerned, show what would be told, and what was."""

import argparse
from collections.abc import Iterator

from data.store import Store
from kernel.messages import Message
from metrics.telling.log import FAILED, UNSURE, TellingLog, Told
from metrics.telling.running import tell_store, would_tell
from metrics.telling.telling import Pending, send_again
from shirong.asking import Rows, table_lines
from shirong.command import Answer, Command, option

_WAITING = ("recipient", "delivery", "matter", "told")
_LOG = ("told_at", "recipient", "delivery", "outcome", "matters", "tries", "parcel", "why")


def tell_(options: argparse.Namespace) -> Answer:
    """Tell; or with an option only show. The exit code is 2 where a delivery failed."""
    store, lang = Store(options.store), options.lang
    log = TellingLog(store.folder)
    if options.again:
        send_again(log, options.again)
    if options.log:
        return _logged(log.entries(), lang, "cli-tell-log-none")
    if options.dry_run:
        found = would_tell(store)
        rows = [row for one in found.waiting for row in _would(one, lang)]
        lines = _lines(rows, _WAITING, lang, "cli-tell-nothing")
        return Answer(rows, lines, _WAITING, after=[note.text(lang) for note in found.notes])
    ended = tell_store(store)
    lost = any(one.state in (FAILED, UNSURE) for one in ended)
    return _logged(ended, lang, "cli-tell-nothing", 2 if lost else 0)


def _would(one: Pending, lang: str) -> Iterator[dict[str, str]]:
    for event, text in zip(one.events, one.texts, strict=True):
        yield {
            "recipient": one.recipient.name,
            "delivery": one.delivery,
            "matter": event.kind_name.text(lang),
            "told": text,
        }


def _logged(entries: list[Told], lang: str, none: str, code: int = 0) -> Answer:
    rows = [
        {
            "told_at": one.at,
            "recipient": one.recipient,
            "delivery": one.delivery,
            "outcome": one.state_name.text(lang),
            "matters": len(one.keys),
            "tries": one.tries,
            "parcel": one.parcel,
            "why": one.why.text(lang) if one.why else "",
        }
        for one in entries
    ]
    return Answer(rows, _lines(rows, _LOG, lang, none), _LOG, code=code)


def _lines(rows: Rows, columns: tuple[str, ...], lang: str, none: str) -> Iterator[str]:
    yield from (
        table_lines(rows, columns, lang) if rows else [Message(none, {}, "metrics").text(lang)]
    )


COMMANDS = (
    Command(
        "tell", tell_, "tell those concerned what happened to their units, by telling.yaml",
        (
            option("--dry-run", action="store_true", help="show what would go to whom, no more"),
            option("--log", action="store_true", help="show what was sent and how that ended"),
            option(
                "--again", metavar="PARCEL",
                help="first let this delivery, of which nobody knows whether it arrived, be sent "
                "again",
            ),
        ),
    ),
)  # fmt: skip

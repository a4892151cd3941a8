"""The commands that keep a store: check all of it, back it up, lift it."""

import argparse
from pathlib import Path

from data.access.audit import Audit
from data.backup import back_up
from data.checks import verify
from data.store import CorruptedStoreError, Store
from kernel.messages import Message
from shirong.command import Answer, Command, option
from shirong.verification import CHECK, checks_content, checks_lines


def check(options: argparse.Namespace) -> Answer:
    """Check the store's files, its books, its scores and its ranks."""
    from metrics.checks import check_scores
    from metrics.schemes.scheme import scheme_folders

    store, lang = Store(options.store), options.lang
    if damages := store.damages():
        raise CorruptedStoreError(damages[0])
    damages = store.damages(every=True) if options.all else []
    found = verify(store, lambda con: check_scores(con, scheme_folders(store.folder)))
    content = checks_content(found, lang) | {"damages": [one.text(lang) for one in damages]}
    broken = [one.text(lang) for one in Audit(store.folder).broken_links()]
    content["problems"] += broken
    code = 1 if found.problems or damages or broken else 0
    lines = [*content["damages"], *checks_lines(found, lang), *broken]
    return Answer(content, lines, CHECK, content["checks"], code=code)


def backup(options: argparse.Namespace) -> Answer:
    """Copy what is new of the store into a folder, and check the copy."""
    done = back_up(Store(options.store), options.folder)
    said = Message(
        "cli-backup", vars(done) | {"folder": options.folder, "mb": f"{done.size / 1e6:.1f}"}
    )
    return Answer(vars(done), [said.text(options.lang)])


def upgrade(options: argparse.Namespace) -> Answer:
    """Lift a store that an earlier program wrote."""
    version = Store(options.store).upgrade() or 0
    said = Message("cli-version", {"version": version})
    return Answer({"version": version}, [said.text(options.lang)])


COMMANDS = (
    Command(
        "verify", check, "check the store's files, its books, its scores and its ranks",
        (option("--all", action="store_true", help="the files of all kept versions"),),
    ),
    Command(
        "backup", backup, "copy what is new of the store into a folder, and check the copy",
        (option("folder", type=Path, help="where the copy lies; as a store it is ready to use"),),
    ),
    Command("upgrade", upgrade, "lift a store that an earlier program wrote"),
)  # fmt: skip

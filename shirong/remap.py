"""python -m data remap: a stored batch read by another profile, from what was kept of it."""

import argparse

from data.batches.bookkeeping import batches
from data.batches.remapping import try_remap
from data.batches.undoing import UndoError
from data.store import Store
from kernel.messages import Message
from kernel.output import as_json
from shirong.batches import print_account


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("batch", type=int, metavar="BATCH")
    parser.add_argument("--profile", help="id or YAML file (default: chosen by the headers)")
    parser.add_argument("--by", default="", help="who maps it again (default: the user)")
    parser.add_argument("--dry-run", action="store_true", help="show the account and store nothing")


def run(options: argparse.Namespace) -> int:
    """Map a batch again and print its new account."""
    store = Store(options.store)
    known = {account.batch_id: account for _, account in batches(store)}
    if options.batch not in known:
        raise UndoError(Message("cli-no-batch", {"batch": options.batch}))
    trial, account = try_remap(store, known[options.batch], options.profile, options.by)
    version = None
    if options.dry_run:
        store.discard(trial)
    else:
        version = store.publish(trial)
    if options.json:
        print(as_json([account.to_json(options.lang)]))
        return 0
    print_account(account, options.lang)
    code = "cli-dry-run" if version is None else "cli-version"
    print(Message(code, {"version": version or 0}).text(options.lang))
    return 0

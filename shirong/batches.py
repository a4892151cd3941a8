"""The commands about what was imported: list it, take it back, map it again."""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from data.batches.bookkeeping import Undone, batches, conflicts, undone
from data.batches.remapping import try_remap
from data.batches.undo_effect import describe_undo
from data.batches.undoing import UndoError, try_undo, undo
from data.importing.account import Account
from data.store import CorruptedStoreError, Store
from kernel.messages import Message
from shirong.accounts import ACCOUNT, account_lines, conflict_words
from shirong.command import Answer, Command, option

CONFLICT = (
    *("table_name", "record_key", "field", "as_of", "stands"),
    *("earlier", "earlier_batch", "earlier_file", "earlier_sheet", "earlier_row"),
    *("later", "batch_id", "source_file", "source_sheet", "source_row"),
)
Listed = tuple[datetime, Account, Undone | None]


def list_batches(options: argparse.Namespace) -> Answer:
    """Every batch with its account; with --all those taken back as well."""
    store, lang = Store(options.store), options.lang
    gone = undone(store)
    listed: list[Listed] = [(at, account, None) for at, account in batches(store)]
    if options.all:
        listed += [(one.entry.at, one.entry.account, one) for one in gone]
    content = [
        {"imported_at": f"{at}", **account.to_json(lang)}
        | ({"undone": back and _taken_back(back)} if options.all else {})
        for at, account, back in listed
    ]
    columns = ("imported_at", *ACCOUNT, *(["undone"] if options.all else []))
    none = [] if listed or options.format != "table" else [Message("cli-batches-none").text(lang)]
    unlisted = 0 if options.all else len(gone)
    return Answer(content, _batch_lines(listed, unlisted, lang), columns, after=none)


def _taken_back(one: Undone) -> dict[str, Any]:
    names = ("by", "reason", "version", "removed", "changed")
    return {"at": f"{one.at}"} | {name: getattr(one, name) for name in names}


def _batch_lines(listed: list[Listed], unlisted: int, lang: str) -> Iterator[str]:
    for at, account, back in listed:
        first, *more = account_lines(account, lang)
        yield f"{account.batch_id:>6}  {at:%Y-%m-%d %H:%M}  {first}"
        yield from more
        if back:
            params = {"at": f"{back.at:%Y-%m-%d %H:%M}", "by": back.by, "version": back.version}
            said = Message("cli-batch-undone", params | {"reason": back.reason or "-"})
            yield f"    {said.text(lang)}"
    if unlisted:
        yield Message("cli-batches-undone", {"count": unlisted}).text(lang)


def take_back(options: argparse.Namespace) -> Answer:
    """Take batches back, or say what that would change. Without a batch: step back over a version
    that is damaged."""
    store, lang = Store(options.store), options.lang
    if not options.batch:
        version = _step_back(store)
        lines = [Message("cli-stepped-back", {"version": version}).text(lang)]
        lost = store.lost_batches()
        if lost:
            listed = ", ".join(map(str, lost))
            lines.append(Message("cli-lost-batches", {"batches": listed}).text(lang))
        return Answer({"version": version, "lost": lost}, lines)
    how = (store, options.batch, options.by, options.reason)
    if options.dry_run:
        trial, effect = try_undo(*how)
        store.discard(trial)
        kept, said = None, Message("cli-undo-dry")
    else:
        kept, effect = undo(*how)
        said = Message("cli-undone", {"version": kept})
    found = {"version": kept, "undone": sorted(set(options.batch)), **vars(effect)}
    return Answer(found, [*describe_undo(effect, lang), said.text(lang)])


def _step_back(store: Store) -> int:
    try:
        whole = not store.damages()
    except CorruptedStoreError:
        whole = False
    if not whole:
        return store.undo()
    raise UndoError(Message("cli-undo-which"))


def remap(options: argparse.Namespace) -> Answer:
    """Map a batch again; its new account."""
    store, lang = Store(options.store), options.lang
    known = {account.batch_id: account for _, account in batches(store)}
    if options.batch not in known:
        raise UndoError(Message("cli-no-batch", {"batch": options.batch}))
    trial, account = try_remap(store, known[options.batch], options.profile, options.by)
    if options.dry_run:
        store.discard(trial)
        said = Message("cli-dry-run")
    else:
        said = Message("cli-version", {"version": store.publish(trial)})
    lines = [*account_lines(account, lang), said.text(lang)]
    return Answer([account.to_json(lang)], lines, ACCOUNT)


def list_conflicts(options: argparse.Namespace) -> Answer:
    """Where two exports of one time disagree, field by field."""
    frame, lang = conflicts(Store(options.store)), options.lang
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    none = [] if rows or options.format != "table" else [Message("cli-conflicts-none").text(lang)]
    said = (
        Message("cli-conflict", conflict_words(row, lang) | {"as_of": row["as_of"] or "–"})
        for row in rows
    )
    return Answer(
        json.loads(frame.to_json(orient="records", date_format="iso")),
        (one.text(lang) for one in said),
        CONFLICT,
        after=none,
    )


_NUMBER = "its number, as `batches` lists it"
COMMANDS = (
    Command(
        "batches", list_batches, "list what was imported",
        (option("--all", action="store_true", help="also what was taken back"),),
    ),
    Command(
        "undo", take_back, "take batches back, later ones stay",
        (
            option("batch", type=int, nargs="*", metavar="BATCH", help=_NUMBER),
            option("--by", default="", help="who takes it back (default: the user)"),
            option("--reason", default="", help="why"),
            option("--dry-run", action="store_true", help="say what would change, only"),
        ),
    ),
    Command(
        "remap", remap, "map a stored batch again, from what was kept of it",
        (
            option("batch", type=int, metavar="BATCH", help=_NUMBER),
            option("--profile", help="id or YAML file (default: chosen by the headers)"),
            option("--by", default="", help="who maps it again (default: the user)"),
            option("--dry-run", action="store_true", help="show the account and store nothing"),
        ),
    ),
    Command("conflicts", list_conflicts, "list where two exports of one time disagree"),
)  # fmt: skip

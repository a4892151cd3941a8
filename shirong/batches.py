"""The commands about what was imported: list it, take it back, list where exports disagree."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from data.batches.bookkeeping import Undone, batches, conflicts, undone
from data.batches.undo_effect import describe_undo
from data.batches.undoing import UndoError, try_undo, undo
from data.importing.account import OUTCOMES, Account
from data.layouts.field_names import field_counts, field_name, table_name
from data.store import CorruptedStoreError, Store
from kernel.messages import Message
from kernel.output import as_json
from shirong.rename_lines import rename_lines


def add_arguments(
    undo_parser: argparse.ArgumentParser, batches_parser: argparse.ArgumentParser
) -> None:
    """What `undo` and `batches` take."""
    undo_parser.add_argument("batch", type=int, nargs="*", metavar="BATCH")
    undo_parser.add_argument("--by", default="", help="who takes it back (default: the user)")
    undo_parser.add_argument("--reason", default="", help="why")
    undo_parser.add_argument("--dry-run", action="store_true", help="say what would change, only")
    batches_parser.add_argument("--all", action="store_true", help="also what was taken back")


def list_batches(options: argparse.Namespace) -> int:
    """Every batch with its account; with --all those taken back as well."""
    store = Store(options.store)
    found, gone = batches(store), undone(store)
    if options.json:
        listed = [_as_json(account, at, options) for at, account in found]
        if options.all:
            listed += [_as_json(u.entry.account, u.entry.at, options, u) for u in gone]
        print(as_json(listed))
        return 0
    for at, account in found:
        print(f"{account.batch_id:>6}  {at:%Y-%m-%d %H:%M}  ", end="")
        print_account(account, options.lang)
    if not found and not (options.all and gone):
        print(Message("cli-batches-none").text(options.lang), file=sys.stderr)
    if options.all:
        for one in gone:
            print(f"{one.entry.account.batch_id:>6}  {one.entry.at:%Y-%m-%d %H:%M}  ", end="")
            print_account(one.entry.account, options.lang)
            params = {"at": f"{one.at:%Y-%m-%d %H:%M}", "by": one.by, "version": one.version}
            params |= {"reason": one.reason or "-"}
            print("    " + Message("cli-batch-undone", params).text(options.lang))
    elif gone:
        print(Message("cli-batches-undone", {"count": len(gone)}).text(options.lang))
    return 0


def _as_json(
    account: Account, at: object, options: argparse.Namespace, gone: Undone | None = None
) -> dict[str, Any]:
    plain: dict[str, Any] = {"imported_at": str(at), **account.to_json(options.lang)}
    if options.all:
        plain["undone"] = gone and {
            "at": str(gone.at),
            "by": gone.by,
            "reason": gone.reason,
            "version": gone.version,
            "removed": gone.removed,
            "changed": gone.changed,
        }
    return plain


def take_back(options: argparse.Namespace) -> int:
    """Take batches back, or say what that would change. Without a batch: step back over a version
    that is damaged."""
    store, lang = Store(options.store), options.lang
    if not options.batch:
        return _step_back(store, options)
    how = (store, options.batch, options.by, options.reason)
    if options.dry_run:
        trial, effect = try_undo(*how)
        store.discard(trial)
        version = None
    else:
        version, effect = undo(*how)
    if options.json:
        found = {"version": version, "undone": sorted(set(options.batch)), **vars(effect)}
        print(as_json(found))
        return 0
    for line in describe_undo(effect, lang):
        print(line)
    code = "cli-undo-dry" if version is None else "cli-undone"
    print(Message(code, {"version": version or 0}).text(lang))
    return 0


def _step_back(store: Store, options: argparse.Namespace) -> int:
    try:
        store.connect().close()
    except CorruptedStoreError:
        version = store.undo()
    else:
        raise UndoError(Message("cli-undo-which"))
    if options.json:
        print(as_json({"version": version}))
    else:
        print(Message("cli-stepped-back", {"version": version}).text(options.lang))
    return 0


def list_conflicts(options: argparse.Namespace) -> int:
    """Where two exports of one time disagree, field by field."""
    frame = conflicts(Store(options.store))
    frame = frame.astype(object).where(frame.notna(), None)
    if options.json:
        print(frame.to_json(orient="records", force_ascii=False, date_format="iso", indent=2))
        return 0
    for found in frame.to_dict("records"):
        row = {str(name): value for name, value in found.items()}
        row["as_of"] = row["as_of"] or "–"
        print(Message("cli-conflict", _in_words(row, options.lang)).text(options.lang))
    if frame.empty:
        print(Message("cli-conflicts-none").text(options.lang), file=sys.stderr)
    return 0


def _in_words(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """A line of `conflicts` with the names of its table and field as people know them."""
    said: dict[str, Any] = dict(row)
    said["field"] = field_name(row["field"], lang)
    said["table_name"] = table_name(row["table_name"], lang)
    for side, source in (("earlier", "earlier"), ("later", "source")):
        said[side] = "–" if row[side] is None else row[side]
        sheet = row[f"{source}_sheet"]
        said[f"{source}_place"] = row[f"{source}_file"] + (f" [{sheet}]" if sheet else "")
    return said


def say_contradictions(accounts: Sequence[Account], lang: str) -> bool:
    """Say on stderr which rows of an import contradict each other, both sides; whether any do."""
    count = sum(account.conflicts for account in accounts)
    for account in accounts:
        for row in account.contradictions:
            print(Message("cli-contradiction", _in_words(row, lang)).text(lang), file=sys.stderr)
    if count:
        print(Message("cli-contradictions", {"count": count}).text(lang), file=sys.stderr)
    return bool(count)


def print_account(account: Account, lang: str, asking: bool = False) -> None:
    """One sheet's account: a line of counts, then the reasons, the fields, the unknown names;
    `asking`: and what its import gives rise to ask."""
    params = {name: getattr(account, name) for name in ("rows_read", *OUTCOMES)}
    params |= {"file": account.file, "profile": account.profile or "-"}
    params["sheet"] = f" [{place}]" if (place := account.place(lang)) else ""
    print(Message("cli-summary", params).text(lang))
    shown = account.to_json(lang)
    for text, count in shown["reasons"].items():
        print(f"    {count:>8,}  {text}")
    for text, count in shown["warnings"].items():
        print("    " + Message("cli-note", {"text": text, "count": count}).text(lang))
    if account.changed_fields:
        fields = field_counts(account.changed_fields, lang)
        print("    " + Message("cli-changed-fields", {"fields": fields}).text(lang))
    for question in account.renames if asking else ():
        for line in rename_lines(question, lang):
            print(f"    {line}")
    if account.unknown_units:
        names = [f"{unit.name}({unit.rows})" for unit in account.unknown_units[:20]]
        print("    " + Message("cli-unknown-units", {"names": names}).text(lang))

"""python -m data kinds: the kinds of objects, those that ship and those that an office adds."""

import argparse
from pathlib import Path

from data.objects.kinds import (
    Kind,
    KindError,
    keep_kinds,
    kinds_of,
    parse_kinds,
    shipped_kinds,
)
from data.store import Store
from kernel.configuration import read_bytes
from kernel.messages import Message, ShirongError
from kernel.output import as_json


class NoSuchKindError(ShirongError):
    """A kind that no office added."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--add", type=Path, metavar="FILE", help="a YAML file of kinds to add")
    parser.add_argument("--remove", metavar="ID", help="take a kind that was added back")


def run(options: argparse.Namespace) -> int:
    """List, add or remove kinds; what facts speak of is looked up again."""
    store = Store(options.store)
    if options.add or options.remove:
        version = add_kinds(store, options.add) if options.add else remove(store, options.remove)
        print(Message("cli-version", {"version": version}).text(options.lang))
        return 0
    known: tuple[Kind, ...] = shipped_kinds()
    if store.version() is not None:
        with store.connect() as con:
            known = kinds_of(con)
    rows = [
        {
            "id": kind.id,
            "name": kind.name.text(options.lang),
            "parent": kind.parent,
            "stars": kind.stars,
            "classes": [one.name.text(options.lang) for one in kind.classes],
            "own": kind not in shipped_kinds(),
        }
        for kind in known
    ]
    if options.json:
        print(as_json(rows))
        return 0
    for row in rows:
        classes = "、".join(str(one) for one in row["classes"])  # type: ignore[union-attr]
        print(f"{row['id']:<14}{row['name']}  {classes}".rstrip())
    return 0


def add_kinds(store: Store, path: Path) -> int:
    """Add the kinds of a file, as a version of the store; its number. Raises KindError."""
    return declare(store, read_bytes(path, KindError), path.name)


def declare(store: Store, content: bytes, file: str) -> int:
    """Add the kinds that a text declares, as a version of the store; its number. Raises
    KindError, which names `file`."""
    with store.writing(f"kinds {file}") as draft:
        keep_kinds(draft.con, parse_kinds(content, file, kinds_of(draft.con)))
        draft.changed |= {"points", "inspections"}
    return draft.version


def remove(store: Store, kind_id: str) -> int:
    """Take an added kind back, as a version of the store; its number."""
    with store.writing(f"kinds -{kind_id}") as draft:
        row = draft.con.execute("DELETE FROM object_kinds WHERE id = ?", [kind_id]).fetchone()
        if not row or not row[0]:
            raise NoSuchKindError(Message("kind-not-added", {"kind": kind_id[:60]}))
        draft.changed |= {"points", "inspections"}
    return draft.version

"""python -m data kinds: the kinds of objects, those that ship and those that an office adds."""

import argparse
from pathlib import Path
from typing import Any

from data.objects.kinds import Kind, kinds_of, shipped_kinds
from data.objects.own_kinds import add_kinds, remove
from data.store import Store
from kernel.messages import Message
from kernel.output import as_json


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
    rows: list[dict[str, Any]] = [
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
        classes = "、".join(str(one) for one in row["classes"])
        print(f"{row['id']:<14}{row['name']}  {classes}".rstrip())
    return 0

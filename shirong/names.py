"""The commands about names: list what waits for a person, decide, take a decision back."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from data.importer import profile_folders
from data.layouts.field_names import field_name, said_field
from data.layouts.profile import load_profiles
from data.reviewing.deciding import Decided, NameDecision, TakeBack, decide, try_decide
from data.reviewing.decisions import Alias, Category, Handled, Made, Word, handled_names
from data.reviewing.new_units import NewUnit
from data.reviewing.register_table import (
    as_csv,
    decisions_of,
    from_file,
    lacking_group,
    rows_of,
    with_alike,
)
from data.reviewing.review import Review, UnknownCategory, UnknownUnit, review
from data.reviewing.suggesting import Suggestion
from data.reviewing.unknown_words import UnknownWord, values_with_words
from data.store import Store, Trial
from data.unit_resolution.renames import Rename
from kernel.messages import Message
from kernel.output import as_json as to_json
from kernel.schema import TABLES, UNIT_FIELDS, UNIT_KINDS
from shirong.rename_lines import rename_lines

Add = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
TellEffects = Callable[[Store, Trial, str], bool]
_FILES_SHOWN = 2


def add_commands(add: Add, tell_effects: TellEffects) -> None:
    """`review`, and how what it lists is decided: `alias`, `unit`, `register`, `rename`,
    `category`. tell_effects: prints what a trial changes in ended periods; whether it does."""
    add("review", run_review, "list the names that nothing resolves, with suggestions")
    sub = add("alias", run_alias, "say which unit a written name means, or that it is none")
    sub.add_argument("kind", choices=UNIT_KINDS, metavar="KIND", help=", ".join(UNIT_KINDS))
    sub.add_argument("written", metavar="WRITTEN")
    sub.add_argument("name", nargs="?", metavar="NAME", help="without: no unit that is assessed")
    sub.add_argument("--from", dest="valid_from", type=date.fromisoformat, metavar="DAY")
    sub.add_argument("--to", dest="valid_to", type=date.fromisoformat, metavar="DAY")
    _may_take_back(sub)
    sub = add("unit", run_unit, "register a unit")
    sub.add_argument("kind", choices=UNIT_KINDS, metavar="KIND", help=", ".join(UNIT_KINDS))
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("--group")
    sub.add_argument("--parent")
    sub.add_argument("--written", help="another name under which exports know it")
    sub = add("rename", run_rename, "say from which day a unit has another name")
    sub.add_argument("kind", choices=UNIT_KINDS, metavar="KIND", help=", ".join(UNIT_KINDS))
    sub.add_argument("former", metavar="FORMER")
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="the day of the name")
    sub.add_argument("--apart", action="store_true", help="these are two units")
    _may_take_back(sub)
    sub = add(
        "register",
        lambda options: run_register(options, tell_effects),
        "write a table of the names that nothing resolves, or register what a filled one says",
    )
    sub.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the table, filled in")
    sub.add_argument("--kind", choices=UNIT_KINDS, metavar="KIND", help="only names of this kind")
    sub.add_argument("--out", type=Path, metavar="FILE.csv", help="write the table there")
    sub.add_argument("--join-alike", action="store_true", help="give names alike one unit")
    sub.add_argument("--yes", action="store_true", help="also when ranks of ended periods change")
    sub = add("category", run_category, "say which class of problems a written name means")
    sub.add_argument("written", metavar="WRITTEN")
    sub.add_argument("name", nargs="?", metavar="NAME", help="without: a class of its own")
    _may_take_back(sub)
    sub = add("word", run_word, "say which value a word of a closed list means")
    fields = list(dict.fromkeys(name for table in TABLES.values() for name in table.words))
    sub.add_argument("field", choices=fields, metavar="FIELD", help=", ".join(fields))
    sub.add_argument("written", metavar="WRITTEN")
    sub.add_argument("name", nargs="?", metavar="VALUE", help="without: none of them")
    _may_take_back(sub)


def _may_take_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--take-back", action="store_true", help="let this decision hold no longer")


def run_review(options: argparse.Namespace) -> int:
    """List what waits and what was decided."""
    store = Store(options.store)
    with store.connect() as con:
        found = review(con, load_profiles(profile_folders(store)))
    if options.json:
        print(to_json(as_json(found, options.lang)))
    else:
        for line in as_lines(found, options.lang):
            print(line)
    return 0


def run_alias(options: argparse.Namespace) -> int:
    days = (options.valid_from, options.valid_to)
    return _decide(options, Alias(options.kind, options.written, options.name, *days))


def run_unit(options: argparse.Namespace) -> int:
    where = (options.group, options.parent, options.written)
    return _tell(
        options, decide(Store(options.store), [NewUnit(options.kind, options.name, *where)])
    )


def run_rename(options: argparse.Namespace) -> int:
    names = (options.kind, options.former, options.name)
    return _decide(options, Rename(*names, options.since, not options.apart))


def run_register(options: argparse.Namespace, tell_effects: TellEffects) -> int:
    """Write the table of unknown names, or register what a filled one says. Where ranks of ended
    periods would change that is said first, and stored only with `--yes`."""
    store, lang = Store(options.store), options.lang
    if options.file is None:
        with store.connect() as con:
            found = review(con, load_profiles(profile_folders(store)))
            rows = [r for r in rows_of(found, con) if options.kind in (None, r["kind"])]
        rows = with_alike(rows) if options.join_alike else rows
        if options.json:
            print(to_json([r | {"valid_from": str(r["valid_from"] or "") or None} for r in rows]))
        elif options.out:
            options.out.write_text(as_csv(rows, lang), encoding="utf-8-sig", newline="")
            params = {"n": len(rows), "file": options.out}
            print(Message("register-out", params).text(lang))
        else:
            print(as_csv(rows, lang), end="")
        return 0
    rows = from_file(options.file)
    with store.connect() as con:
        decisions = decisions_of(rows, con)
        lacking = lacking_group(rows, con)
    if lacking:
        print(Message("register-no-group", {"names": lacking}).text(lang), file=sys.stderr)
    if not decisions:
        print(Message("register-nothing").text(lang), file=sys.stderr)
        return 2
    trial, decided = try_decide(store, decisions)
    if tell_effects(store, trial, lang) and not options.yes:
        store.discard(trial)
        print(Message("register-say-yes").text(lang), file=sys.stderr)
        return 2
    store.publish(trial)
    return _tell(options, decided)


def run_category(options: argparse.Namespace) -> int:
    return _decide(options, Category(options.written, options.name))


def run_word(options: argparse.Namespace) -> int:
    return _decide(options, Word(options.field, options.written, options.name))


def _decide(options: argparse.Namespace, decision: Made) -> int:
    store, chosen = Store(options.store), list[NameDecision]([decision])
    if options.take_back:
        chosen = [TakeBack(made) for made in _made(store, decision)]
    return _tell(options, decide(store, chosen))


def _made(store: Store, said: Made) -> list[Made]:
    """The decisions on a written name that have all that was said of them; else what was said."""
    with store.connect() as con:
        standing = [one.decision for one in handled_names(con)]
    wanted = {name: value for name, value in vars(said).items() if value is not None}
    found = [
        one for one in standing if type(one) is type(said) and wanted.items() <= vars(one).items()
    ]
    return found or [said]


def _tell(options: argparse.Namespace, decided: Decided) -> int:
    if options.json:
        print(to_json(asdict(decided)))
    else:
        space = " " if options.lang == "en" else ""
        print(space.join(one.text(options.lang) for one in decided.told))
    return 0


# What waits, as objects and as lines


def as_json(found: Review, lang: str) -> dict[str, Any]:
    """The review as plain objects: units, unregistered, categories, handled."""
    return {
        "units": [
            {"kind": u.kind, "district": u.district, **_named(u, u.name, lang)} for u in found.units
        ],
        "unregistered": [
            {"kind": u.kind, "rows": u.rows, "names": dict(u.names), "alike": u.alike}
            for u in found.unregistered
        ],
        "categories": [{"level": c.level, **_named(c, c.written, lang)} for c in found.categories],
        "words": [
            {
                "field": w.field,
                **_dated(w, w.written),
                "values": [value for value, _ in w.values],
                "near": dict(w.near),
            }
            for w in found.words
        ],
        "handled": [_handled(one) for one in found.handled],
        "renames": [
            {"unit_id": q.unit_id, **asdict(q.rename), "since": str(q.rename.since or "") or None}
            for q in found.renames
        ],
    }


def _named(one: UnknownUnit | UnknownCategory, name: str, lang: str) -> dict[str, Any]:
    return _dated(one, name) | {
        "suggestions": [_suggested(suggestion, lang) for suggestion in one.suggestions]
    }


def _dated(one: UnknownUnit | UnknownCategory | UnknownWord, name: str) -> dict[str, Any]:
    return {
        "written": name,
        "rows": one.rows,
        "first": str(one.first) if one.first else None,
        "last": str(one.last) if one.last else None,
        "files": list(one.files),
    }


def _suggested(one: Suggestion, lang: str) -> dict[str, Any]:
    why = [message.text(lang) for message in one.why]
    return {"kind": one.kind, "name": one.name, "similarity": one.similarity, "why": why}


def _handled(one: Handled) -> dict[str, Any]:
    plain = {name: str(v) if isinstance(v, date) else v for name, v in vars(one.decision).items()}
    subject = {Alias: "unit", Category: "category", Rename: "rename", Word: "word"}[
        type(one.decision)
    ]
    at = one.decided_at.isoformat(timespec="seconds")
    return {"subject": subject, **plain, "decided_at": at, "resting": one.resting}


def as_lines(found: Review, lang: str) -> list[str]:
    """The review as lines of text: what waits, or that nothing does, then what was decided."""
    kinds = {field.name: field.zh if lang == "zh" else field.name for field in UNIT_FIELDS}
    kinds |= {
        level: Message(f"review-level-{level}").text(lang) for level in ("category", "subcategory")
    }
    lines = [_line(kinds[u.kind], u, u.name, lang) for u in found.units]
    lines += [_line(kinds[c.level], c, c.written, lang) for c in found.categories]
    lines += [_word_line(one, lang) for one in found.words]
    for kind in found.unregistered:
        params = {"kind": kinds[kind.kind], "n": len(kind.names), "rows": kind.rows}
        lines.append(Message("review-unregistered", params).text(lang))
        lines += [Message("review-alike", {"names": same}).text(lang) for same in kind.alike]
    lines += [line for one in found.renames for line in rename_lines(one, lang)]
    lines = lines or [Message("review-nothing").text(lang)]
    return lines + [_decided(one, kinds, lang) for one in found.handled]


def _decided(one: Handled, kinds: dict[str, str], lang: str) -> str:
    made = one.decision
    if isinstance(made, Rename):
        return _decided_rename(made, kinds, one.resting, lang)
    if isinstance(made, Word):
        name = dict(values_with_words(made.field)).get(made.name or "", "-")
        params = {"field": said_field(made.field), "written": made.written, "name": name}
        return Message("review-decided-word", params).text(lang)
    params = {"written": made.written, "name": made.name or "-", "from": "-", "to": "-"}
    if isinstance(made, Category):
        code, params["kind"] = "own", Message("review-class").text(lang)
    else:
        code, params["kind"] = "other", kinds[made.kind]
        params |= {"from": f"{made.valid_from or '-'}", "to": f"{made.valid_to or '-'}"}
    params["means"] = "unit" if made.name else code
    params["days"] = "all" if params["from"] == params["to"] == "-" else "some"
    params["resting"] = "yes" if one.resting else "no"
    return Message("review-decided", params).text(lang)


def _decided_rename(made: Rename, kinds: dict[str, str], resting: bool, lang: str) -> str:
    params = {"kind": kinds[made.kind], "former": made.former, "name": made.name}
    params["since"] = f"{made.since or '-'}"
    params |= {"joined": "yes" if made.joined else "no", "resting": "yes" if resting else "no"}
    return Message("review-decided-rename", params).text(lang)


def _line(kind: str, one: UnknownUnit | UnknownCategory, name: str, lang: str) -> str:
    near = [f"{s.name} {s.similarity:.0%}" for s in one.suggestions] or ["-"]
    return _waiting(kind, one, name, near).text(lang)


def _word_line(one: UnknownWord, lang: str) -> str:
    words = dict(one.values)
    near = [f"{value} ({words[value]}) {like:.0%}" for value, like in one.near] or ["-"]
    return _waiting(field_name(one.field, lang), one, one.written, near).text(lang)


def _waiting(
    kind: str, one: UnknownUnit | UnknownCategory | UnknownWord, name: str, near: list[str]
) -> Message:
    files = [*one.files[:_FILES_SHOWN], *(["…"] if len(one.files) > _FILES_SHOWN else [])]
    params = {"kind": kind, "name": name, "rows": one.rows, "near": near, "files": files}
    return Message("review-line", params)

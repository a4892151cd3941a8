"""The commands about names: list what waits for a person, decide, take a decision back."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path

from data.importer import profile_folders
from data.layouts.profile import load_profiles
from data.reviewing.deciding import Decided, NameDecision, TakeBack, decide, try_decide
from data.reviewing.decisions import Alias, Category, Made, Word, handled_names
from data.reviewing.new_units import NewUnit
from data.reviewing.register_table import (
    decisions_of,
    from_file,
    lacking_group,
    register_csv,
    rows_of,
    with_alike,
)
from data.reviewing.review import review
from data.store import Store, Trial
from data.unit_resolution.renames import Rename
from kernel.messages import Message
from kernel.schema import TABLES, UNIT_KINDS
from shirong.command import Answer, Command, option
from shirong.review_lines import WAITING, as_content, as_lines, waiting_rows


def review_names(options: argparse.Namespace) -> Answer:
    """List what waits and what was decided."""
    store, lang = Store(options.store), options.lang
    with store.connect() as con:
        found = review(con, load_profiles(profile_folders(store)))
    content = as_content(found, lang)
    return Answer(content, as_lines(found, lang), WAITING, waiting_rows(content))


def alias(options: argparse.Namespace) -> Answer:
    days = (options.valid_from, options.valid_to)
    return _decide(options, Alias(options.kind, options.written, options.name, *days))


def unit(options: argparse.Namespace) -> Answer:
    where = (options.group, options.parent, options.written)
    decided = decide(Store(options.store), [NewUnit(options.kind, options.name, *where)])
    return _decided(decided, options.lang)


def rename(options: argparse.Namespace) -> Answer:
    names = (options.kind, options.former, options.name)
    return _decide(options, Rename(*names, options.since, not options.apart))


def category(options: argparse.Namespace) -> Answer:
    return _decide(options, Category(options.written, options.name))


def word(options: argparse.Namespace) -> Answer:
    return _decide(options, Word(options.field, options.written, options.name))


def register(options: argparse.Namespace) -> Answer:
    """Write the table of unknown names, or register what a filled one says. Where ranks of ended
    periods would change that is said first, and stored only with `--yes`."""
    store, lang = Store(options.store), options.lang
    if options.file is None:
        return _table_to_fill(store, options)
    rows = from_file(options.file)
    with store.connect() as con:
        decisions = decisions_of(rows, con)
        lacking = lacking_group(rows, con)
    if lacking:
        print(Message("register-no-group", {"names": lacking}).text(lang), file=sys.stderr)
    if not decisions:
        return Answer([], [], after=[Message("register-nothing").text(lang)], code=2)
    trial, decided = try_decide(store, decisions)
    lines, moved = _effects(store, trial, lang)
    if moved and not options.yes:
        store.discard(trial)
        return Answer([], lines, after=[Message("register-say-yes").text(lang)], code=2)
    store.publish(trial)
    return _decided(decided, lang, lines)


def _table_to_fill(store: Store, options: argparse.Namespace) -> Answer:
    """The names that nothing resolves, as a spreadsheet in which the units are filled in."""
    with store.connect() as con:
        found = review(con, load_profiles(profile_folders(store)))
        rows = [row for row in rows_of(found, con) if options.kind in (None, row["kind"])]
    rows = with_alike(rows) if options.join_alike else rows
    text = register_csv(rows, options.lang)
    said = text.removesuffix("\n")
    if options.out:
        options.out.write_text(text, encoding="utf-8-sig", newline="")
        params = {"n": len(rows), "file": options.out}
        said = Message("register-out", params).text(options.lang)
    return Answer(rows, [said], write_csv=lambda out: out.write(text))


def _effects(store: Store, trial: Trial, lang: str) -> tuple[list[str], bool]:
    """What a trial changes in ended periods; whether ranks or published ones are among it."""
    from metrics.effect import effects
    from metrics.narrative.effect_words import effect_sentence
    from metrics.schemes.scheme import Scheme, list_schemes, scheme_folders

    known = list_schemes(scheme_folders(store.folder))
    schemes = [scheme for scheme in known if isinstance(scheme, Scheme)]
    with store.connect() as before, closing(store.connect_trial(trial)) as after:
        found = effects(before, after, schemes)
    lines = [f"{e.scheme.name.text(lang)}：{effect_sentence(e, False).text(lang)}" for e in found]
    return lines, any(e.periods["ranks"].sum() or e.periods["published"].any() for e in found)


def _decide(options: argparse.Namespace, decision: Made) -> Answer:
    store, chosen = Store(options.store), list[NameDecision]([decision])
    if options.take_back:
        chosen = [TakeBack(made) for made in _made(store, decision)]
    return _decided(decide(store, chosen), options.lang)


def _made(store: Store, said: Made) -> list[Made]:
    """The decisions on a written name that have all that was said of them; else what was said."""
    with store.connect() as con:
        standing = [one.decision for one in handled_names(con)]
    wanted = {name: value for name, value in vars(said).items() if value is not None}
    found = [
        one for one in standing if type(one) is type(said) and wanted.items() <= vars(one).items()
    ]
    return found or [said]


def _decided(decided: Decided, lang: str, lines: Sequence[str] = ()) -> Answer:
    said = (" " if lang == "en" else "").join(one.text(lang) for one in decided.told)
    return Answer(asdict(decided), [*lines, said])


KIND = option("kind", choices=UNIT_KINDS, metavar="KIND", help=", ".join(UNIT_KINDS))
WRITTEN = option("written", metavar="WRITTEN", help="the name as it is written")
TAKE_BACK = option("--take-back", action="store_true", help="let this decision hold no longer")
FIELDS = tuple(dict.fromkeys(name for table in TABLES.values() for name in table.words))
COMMANDS = (
    Command("review", review_names, "list the names that nothing resolves, with suggestions"),
    Command(
        "alias", alias, "say which unit a written name means, or that it is none",
        (
            KIND,
            WRITTEN,
            option("name", nargs="?", metavar="NAME", help="without: no unit that is assessed"),
            option("--from", dest="valid_from", type=date.fromisoformat, metavar="DAY",
                   help="the first day of this meaning"),
            option("--to", dest="valid_to", type=date.fromisoformat, metavar="DAY",
                   help="its last day"),
            TAKE_BACK,
        ),
    ),
    Command(
        "unit", unit, "register a unit",
        (
            KIND,
            option("name", metavar="NAME", help="its name"),
            option("--group", help="the group in which it is ranked"),
            option("--parent", help="the unit above it"),
            option("--written", help="another name under which exports know it"),
        ),
    ),
    Command(
        "rename", rename, "say from which day a unit has another name",
        (
            KIND,
            option("former", metavar="FORMER", help="the former name"),
            option("name", metavar="NAME", help="the name now"),
            option("--since", type=date.fromisoformat, metavar="DAY", help="the day of the name"),
            option("--apart", action="store_true", help="these are two units"),
            TAKE_BACK,
        ),
    ),
    Command(
        "register", register,
        "write a table of the names that nothing resolves, or register what a filled one says",
        (
            option("file", nargs="?", type=Path, metavar="FILE", help="the table, filled in"),
            option("--kind", choices=UNIT_KINDS, metavar="KIND", help="only names of this kind"),
            option("--out", type=Path, metavar="FILE.csv", help="write the table there"),
            option("--join-alike", action="store_true", help="give names alike one unit"),
            option("--yes", action="store_true", help="also when ranks of ended periods change"),
        ),
    ),
    Command(
        "category", category, "say which class of problems a written name means",
        (
            WRITTEN,
            option("name", nargs="?", metavar="NAME", help="without: a class of its own"),
            TAKE_BACK,
        ),
    ),
    Command(
        "word", word, "say which value a word of a closed list means",
        (
            option("field", choices=FIELDS, metavar="FIELD", help=", ".join(FIELDS)),
            WRITTEN,
            option("name", nargs="?", metavar="VALUE", help="without: none of them"),
            TAKE_BACK,
        ),
    ),
)  # fmt: skip

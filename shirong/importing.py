"""python -m data: import files, look into them, list and undo imports, verify the store."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from data.checks import verify
from data.importer import ImportProgress, import_files, profile_folders, try_files
from data.importing.account import Account
from data.importing.hints import Hints, read_as_of
from data.layouts.matching import known_headers
from data.layouts.profile import broken_profiles, load_profiles
from data.reader import read_file
from data.store import Store, Trial
from kernel.messages import LANGUAGES, Message, ShirongError
from kernel.output import as_json as to_json
from kernel.output import csv_safe
from shirong import kinds as kinds_command
from shirong import mapping as proposal_command
from shirong import names as review_command
from shirong import remap as remap_command
from shirong.batches import (
    add_arguments,
    list_batches,
    list_conflicts,
    print_account,
    say_contradictions,
    take_back,
)
from shirong.verification import as_json, as_lines

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 2 when a file, a store or a name was wrong."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    command: Command = options.command
    try:
        return command(options)
    except ShirongError as error:
        print(error.message.text(options.lang), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", type=Path, default=None, help="folder of the store")
    common.add_argument("--json", action="store_true", help="machine-readable output on stdout")
    lang = os.environ.get("SHIRONG_LANG", "zh")
    common.add_argument("--lang", choices=LANGUAGES, default=lang if lang in LANGUAGES else "zh")
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command, about: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[common], help=about)
        sub.set_defaults(command=command)
        return sub

    sub = add("import", _import, "import files, or all files of a folder; account for every row")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
    sub.add_argument(
        "--profile", help="id or YAML file of the import profile (default: chosen by the headers)"
    )
    sub.add_argument(
        "--as-is",
        action="store_true",
        help="store a file although columns that look like a deadline, a category, a unit, ... "
        "stay unused",
    )
    sub.add_argument(
        "--later-wins",
        action="store_true",
        help="store rows that contradict each other: the later row stands, `conflicts` lists both",
    )
    sub.add_argument("--property", help="GeoJSON: the property that names the units")
    sub.add_argument("--dry-run", action="store_true", help="show the account and store nothing")
    sub.add_argument("--as-of", help='the time that the files speak of, e.g. "2025-10-20 08:00"')
    sub.add_argument(
        "--dates",
        choices=("fitting", "as-written", "month-first", "day-first"),
        help="half-converted columns of dates: changed back so that they fit, or as they stand; "
        "columns that do not tell month from day: what stands first",
    )
    sub.add_argument("--hidden-sheets", action="store_true", help="read hidden sheets as well")
    sub = add("read", _read, "print a table as clean CSV, as the reader sees it")
    sub.add_argument("file", type=Path, metavar="FILE")
    sub.add_argument("--sheet")
    proposal_command.add_options(
        add("map", proposal_command.run, "propose an import profile for a file of unknown layout")
    )
    add("profiles", _profiles, "list the import profiles")
    kinds_command.add_options(
        add("kinds", kinds_command.run, "list the kinds of objects, or add those of a YAML file")
    )
    listing = add("batches", list_batches, "list what was imported")
    add_arguments(add("undo", take_back, "take batches back, later ones stay"), listing)
    remap_command.add_options(
        add("remap", remap_command.run, "map a stored batch again, from what was kept of it")
    )
    add("conflicts", list_conflicts, "list where two exports of one time disagree")
    review_command.add_commands(add, _tell_effects)
    add("verify", _verify, "check the store, its scores and its ranks")
    add("upgrade", _upgrade, "lift a store that an earlier program wrote")
    sub = add("sample", _sample, "write the sample city's exports")
    sub.add_argument("--months", type=int, default=13)
    sub.add_argument("--seed", type=int, default=None)
    sub.add_argument("--stories", choices=("all", "none"), default="all")
    sub.add_argument("--out", type=Path, default=Path("sample-exports"))
    sub.add_argument("--photos", type=Path, metavar="FOLDER", help="draw its photos as well, here")
    return parser


def _print_json(value: object) -> None:
    print(to_json(value))


def _import(options: argparse.Namespace) -> int:
    store = Store(options.store)
    _say_broken(options)
    files = [file for path in options.files for file in _files_of(path)]
    as_of = read_as_of(options.as_of) if options.as_of else None
    first = options.dates and options.dates.removesuffix("-first")
    order = first if first in ("month", "day") else None
    dates = options.dates.replace("-", "_") if options.dates and not order else None
    hidden = options.hidden_sheets
    hints = Hints(as_of, everywhere=True, dates=dates, order=order, hidden_sheets=hidden)
    how = (options.profile, _report(options), options.property, options.as_is, hints)
    if options.dry_run:
        accounts = _try(store, files, *how)
    else:
        accounts = import_files(store, files, *how, later_wins=options.later_wins)
    if options.json:
        _print_json([account.to_json(options.lang) for account in accounts])
    else:
        for account in accounts:
            print_account(account, options.lang, asking=True)
        version = store.version()
        if options.dry_run:
            print(Message("cli-dry-run").text(options.lang))
        elif any(account.batch_id for account in accounts):
            print(Message("cli-version", {"version": version}).text(options.lang))
            _say_what_can_be_computed(store, options.lang)
        else:
            rejected = sum(account.rejected for account in accounts)
            code = "cli-nothing-stored" if rejected else "cli-unchanged"
            if any(account.conflicts for account in accounts):
                code = "cli-contradicted"
            print(Message(code, {"rejected": rejected}).text(options.lang))
    stopped = _say_what_stopped(accounts, options.lang)
    contradicted = say_contradictions(accounts, options.lang) and not options.later_wins
    return 2 if stopped or contradicted else 0


def _say_what_can_be_computed(store: Store, lang: str) -> None:
    """Which indicators have a value now, and what is still missing for a ranking."""
    # As in _verify, the command looks up to metrics: an import by itself knows no indicators.
    from metrics.computable import computable
    from metrics.narrative.computable_words import computable_lines
    from metrics.schemes.scheme import Scheme, list_schemes

    with store.connect() as con:
        schemes = [scheme for scheme in list_schemes() if isinstance(scheme, Scheme)]
        for line in computable_lines(computable(con, schemes), lang):
            print(line)


def _say_what_stopped(accounts: Sequence[Account], lang: str) -> bool:
    """Say on stderr why files were not stored at all, and what to do about it."""
    for account in accounts:
        if not account.readable:
            for reason in account.reasons:
                print(f"{account.file}: {reason.text(lang)}", file=sys.stderr)
        for one in account.undecided:
            print(f"{account.file}: {one.said.text(lang)}", file=sys.stderr)
        for doubt in account.doubts:
            print(f"{account.file}: {doubt.text(lang)}", file=sys.stderr)
    undecided = list(dict.fromkeys(a.file for a in accounts if a.undecided))
    doubtful = any(account.doubts for account in accounts)
    if undecided:
        print(Message("cli-undecided", {"files": undecided}).text(lang), file=sys.stderr)
    if doubtful:
        print(Message("cli-doubtful").text(lang), file=sys.stderr)
    return bool(undecided) or doubtful or not all(account.readable for account in accounts)


def _try(store: Store, *how: Any) -> list[Account]:
    """The accounts of an import that leaves nothing behind, a folder for the store neither."""
    with tempfile.TemporaryDirectory() as folder:
        at = store if store.folder.exists() else Store(folder)
        accounts, trial = try_files(at, *how)
        if trial:
            at.discard(trial)
    return accounts


def _files_of(path: Path) -> list[Path]:
    """A folder stands for the files in it: the command prompt of Windows expands no `*`."""
    return sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]


def _report(options: argparse.Namespace) -> Callable[[ImportProgress], None] | None:
    """ImportProgress on a terminal's stderr; nothing when no person looks at it."""
    if options.json or not sys.stderr.isatty():
        return None

    def show(progress: ImportProgress) -> None:
        stage = Message(f"progress-{progress.stage}")
        params = {"file": progress.file, "stage": stage, "rows": f"{progress.rows:,}"}
        code = "progress-line" if progress.rows else "progress-stage"
        line = f"{progress.share:4.0%} {Message(code, params).text(options.lang)}"
        last = progress.stage == "checking"  # what follows is the account
        print("\r\033[K" if last else f"\r{line}\033[K", end="", file=sys.stderr)

    return show


def _read(options: argparse.Namespace) -> int:
    profiles = load_profiles(profile_folders(Store(options.store)))
    sheets = read_file(options.file, known_headers(profiles.values()))
    named = {sheet.sheet or "": sheet for sheet in sheets}
    if options.sheet is not None and options.sheet not in named:
        params = {"sheet": options.sheet, "known": list(named)}
        print(Message("cli-no-sheet", params).text(options.lang), file=sys.stderr)
        return 2
    sheet = sheets[0] if options.sheet is None else named[options.sheet]
    params = {
        "encoding": sheet.encoding or "-",
        "sheet": sheet.sheet or "-",
        "header_row": sheet.header_row or "-",
    }
    if options.json:
        rows = [cells for _, cells in sheet.whole(sheet.usual_width)]
        _print_json(params | {"columns": sheet.written_header, "rows": rows})
    else:
        sheet.write_csv(sys.stdout, csv_safe)
    print(Message("cli-read", params).text(options.lang), file=sys.stderr)
    for warning in sheet.warnings:
        print(warning.text(options.lang), file=sys.stderr)
    return 0


def _profiles(options: argparse.Namespace) -> int:
    folders = profile_folders(Store(options.store))
    _say_broken(options)
    profiles = load_profiles(folders).values()
    rows = [
        {
            "id": profile.id,
            "name": profile.called(options.lang),
            "table": profile.table,
            "fields": len(profile.fields) + len(profile.units) + len(profile.measures),
        }
        for profile in profiles
    ]
    if options.json:
        _print_json(rows)
    else:
        for row in rows:
            print(f"{row['id']:<22}{row['table']:<20}{row['fields']:>3}  {row['name']}")
    return 0


def _say_broken(options: argparse.Namespace) -> None:
    """The profiles that cannot be used, on stderr: all others are."""
    for error in broken_profiles(profile_folders(Store(options.store))):
        broken = Message("profile-broken", {"fault": error.message})
        print(broken.text(options.lang), file=sys.stderr)


def _verify(options: argparse.Namespace) -> int:
    # The one place where data looks up to metrics: the command is to check all there is.
    from metrics.checks import check_scores

    found = verify(Store(options.store), check_scores)
    if options.json:
        _print_json(as_json(found, options.lang))
    else:
        for line in as_lines(found, options.lang):
            print(line)
    return 1 if found.problems else 0


def _tell_effects(store: Store, trial: Trial, lang: str) -> bool:
    """Say what a trial changes in ended periods; whether ranks or published ones are among it."""
    from metrics.effect import effects
    from metrics.narrative.effect_words import effect_sentence
    from metrics.schemes.scheme import Scheme, list_schemes

    schemes = [scheme for scheme in list_schemes() if isinstance(scheme, Scheme)]
    with store.connect() as before, closing(store.connect_trial(trial)) as after:
        found = effects(before, after, schemes)
    for one in found:
        print(f"{one.scheme.name.text(lang)}：{effect_sentence(one, False).text(lang)}")
    return any(one.periods["ranks"].sum() or one.periods["published"].any() for one in found)


def _upgrade(options: argparse.Namespace) -> int:
    version = Store(options.store).upgrade() or 0
    if options.json:
        _print_json({"version": version})
        return 0
    print(Message("cli-version", {"version": version}).text(options.lang))
    return 0


def _sample(options: argparse.Namespace) -> int:
    from sample_city import write_exports  # the generator needs numpy; other commands do not

    more = {} if options.seed is None else {"seed": options.seed}
    planted = options.stories == "all"
    paths = write_exports(
        options.out, options.months, planted=planted, pictures=options.photos, **more
    )
    if options.json:
        _print_json([str(path) for path in paths])
    else:
        params = {"count": len(paths), "folder": options.out}
        print(Message("cli-sample", params).text(options.lang))
    return 0

"""The commands that take files in, or say how they would be read."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.importer import ImportProgress, import_files, profile_folders, try_files
from data.importing.account import Account
from data.importing.hints import Hints, read_as_of
from data.importing.preview import preview
from data.importing.recognising import recognise
from data.layouts.matching import known_headers
from data.layouts.profile import Profile, broken_profiles, load_profiles
from data.objects.kinds import kinds_of, shipped_kinds
from data.objects.own_kinds import add_kinds, remove
from data.reader import Sheet, read_file
from data.schema_mapping.profile import cautions, missing_of_profile, to_profile, to_yaml
from data.schema_mapping.proposal import Proposal, headed, propose
from data.schema_mapping.recognised import propose_over
from data.store import Store
from data.unit_resolution.registered import known_units
from kernel.messages import Message, ShirongError
from kernel.output import as_table, csv_safe
from kernel.schema import TABLES
from metrics.telling.background import start_telling
from shirong.accounts import ACCOUNT, account_lines, contradiction_lines, stopped_lines
from shirong.command import Answer, Command, option


class FileError(ShirongError):
    """What was asked for is not in the file or in the program."""


def import_(options: argparse.Namespace) -> Answer:
    """Import files; an account of each sheet."""
    store, lang = Store(options.store), options.lang
    _say_broken(store, lang)
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
        if any(account.batch_id for account in accounts):
            start_telling(store.folder)
    stopped = any(a.undecided or a.doubts or not a.readable for a in accounts)
    contradicted = any(a.conflicts for a in accounts) and not options.later_wins
    return Answer(
        [account.to_json(lang) for account in accounts],
        _told(store, accounts, lang, options.dry_run),
        ACCOUNT,
        after=[*stopped_lines(accounts, lang), *contradiction_lines(accounts, lang)],
        code=2 if stopped or contradicted else 0,
    )


def _told(store: Store, accounts: Sequence[Account], lang: str, dry_run: bool) -> Iterator[str]:
    """The accounts, what became of the store, and what can be computed now."""
    for account in accounts:
        yield from account_lines(account, lang, asking=True)
    if dry_run:
        yield Message("cli-dry-run").text(lang)
    elif any(account.batch_id for account in accounts):
        yield Message("cli-version", {"version": store.version()}).text(lang)
        yield from _computable(store, lang)
    else:
        rejected = sum(account.rejected for account in accounts)
        code = "cli-nothing-stored" if rejected else "cli-unchanged"
        if any(account.conflicts for account in accounts):
            code = "cli-contradicted"
        yield Message(code, {"rejected": rejected}).text(lang)


def _computable(store: Store, lang: str) -> Iterator[str]:
    """Which indicators have a value now, and what is still missing for a ranking."""
    from metrics.computable import computable
    from metrics.narrative.computable_words import computable_lines
    from metrics.schemes.scheme import Scheme, list_schemes, scheme_folders

    found = list_schemes(scheme_folders(store.folder))
    schemes = [scheme for scheme in found if isinstance(scheme, Scheme)]
    with store.connect() as con:
        yield from computable_lines(computable(con, schemes), lang)


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
    """Progress on a terminal's stderr; nothing when no person looks at it."""
    if options.format != "table" or not sys.stderr.isatty():
        return None

    def show(progress: ImportProgress) -> None:
        stage = Message(f"progress-{progress.stage}")
        params = {"file": progress.file, "stage": stage, "rows": f"{progress.rows:,}"}
        code = "progress-line" if progress.rows else "progress-stage"
        line = f"{progress.share:4.0%} {Message(code, params).text(options.lang)}"
        last = progress.stage == "checking"  # what follows is the account
        print("\r\033[K" if last else f"\r{line}\033[K", end="", file=sys.stderr)

    return show


def read(options: argparse.Namespace) -> Answer:
    """A table as the reader sees it, and how it was read."""
    profiles = load_profiles(profile_folders(Store(options.store)))
    sheet = _sheet(options, list(profiles.values()))
    params = {
        "encoding": sheet.encoding or "-",
        "sheet": sheet.sheet or "-",
        "header_row": sheet.header_row or "-",
    }
    rows = [] if options.format == "csv" else [c for _, c in sheet.whole(sheet.usual_width)]
    return Answer(
        params | {"columns": sheet.written_header, "rows": rows},
        _aligned(sheet.written_header, rows),
        write_csv=lambda out: sheet.write_csv(out, csv_safe),
        after=[said.text(options.lang) for said in (Message("cli-read", params), *sheet.warnings)],
    )


def _aligned(header: Sequence[str | None], rows: Sequence[Sequence[str | None]]) -> Iterator[str]:
    """A table as people read it; two columns may have one name."""
    cells = [{f"{i}": cell for i, cell in enumerate(row)} for row in rows]
    yield as_table(cells, {f"{i}": name or "" for i, name in enumerate(header)})


def _sheet(options: argparse.Namespace, profiles: Sequence[Profile], hidden: bool = False) -> Sheet:
    """The sheet that is asked for, else the first. `hidden`: it may be a hidden one."""
    found = read_file(options.file, known_headers(profiles), hidden_sheets=hidden)
    named = {sheet.sheet or "": sheet for sheet in found}
    if options.sheet is None:
        return found[0]
    if options.sheet not in named:
        params = {"sheet": options.sheet, "known": list(named)}
        raise FileError(Message("cli-no-sheet", params))
    return named[options.sheet]


def map_(options: argparse.Namespace) -> Answer:
    """Propose a profile, write it, and say what an import with it would do."""
    lang, store = options.lang, Store(options.store)
    if options.table and options.table not in TABLES:
        params = {"table": options.table, "known": list(TABLES)}
        raise FileError(Message("map-no-table", params))
    profiles = list(load_profiles(profile_folders(store)).values())
    sheet = _sheet(options, profiles, hidden=options.sheet is not None)
    proposal = _proposal(options, sheet, profiles, store)
    name = options.name or options.file.stem
    names = {"zh": name, "en": name}
    text = to_yaml(proposal, options.id, names, lang)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    shown = headed(sheet, options.header_row)
    params = {"file": shown.file, "sheet": f" [{shown.sheet}]" if shown.sheet else ""}
    table = TABLES[proposal.table].zh if lang == "zh" else proposal.table
    said = [Message("map-cli-table", params | {"row": shown.header_row or 0, "table": table})]
    problems = missing_of_profile(proposal)
    said += cautions(proposal)
    said += [Message("map-unfinished", {"problem": problem}) for problem in problems]
    if not problems and (tried := preview(shown, to_profile(proposal, options.id, names), store)):
        counts = ("stored", "updated", "duplicates", "rejected", "set_aside")
        rows = {"rows": tried.account.rows_read}
        rows |= {name: getattr(tried.account, name) for name in counts}
        said.append(Message("map-cli-account", rows))
    if options.out:
        said.append(Message("map-cli-written", {"path": options.out}))
    columns = ("name", "target", "confidence")
    return Answer(
        {"id": options.id, "yaml": text},
        [] if options.out else text.splitlines(),
        columns,
        [{one: getattr(column, one) for one in columns} for column in proposal.columns],
        after=[message.text(lang) for message in said],
    )


def _proposal(
    options: argparse.Namespace, sheet: Sheet, profiles: list[Profile], store: Store
) -> Proposal:
    """Over the layout that is recognised, unless something else was asked for."""
    register = known_units(store)
    if options.table is None and options.header_row is None:
        found, match, _ = recognise(sheet, profiles)
        if match is not None:
            return propose_over(found, match, profiles, register)
    return propose(sheet, profiles, register, options.table, options.header_row)


def profiles(options: argparse.Namespace) -> Answer:
    """The import profiles that can be used."""
    store = Store(options.store)
    _say_broken(store, options.lang)
    rows = [
        {
            "id": profile.id,
            "name": profile.called(options.lang),
            "table": profile.table,
            "fields": len(profile.fields) + len(profile.units) + len(profile.measures),
        }
        for profile in load_profiles(profile_folders(store)).values()
    ]
    lines = (f"{r['id']:<22}{r['table']:<20}{r['fields']:>3}  {r['name']}" for r in rows)
    return Answer(rows, lines)


def _say_broken(store: Store, lang: str) -> None:
    """The profiles that cannot be used, on stderr: all others are."""
    for error in broken_profiles(profile_folders(store)):
        print(Message("profile-broken", {"fault": error.message}).text(lang), file=sys.stderr)


def kinds(options: argparse.Namespace) -> Answer:
    """List, add or remove kinds; what facts speak of is looked up again."""
    store, lang = Store(options.store), options.lang
    if options.add or options.remove:
        version = add_kinds(store, options.add) if options.add else remove(store, options.remove)
        return Answer(
            {"version": version}, [Message("cli-version", {"version": version}).text(lang)]
        )
    known = shipped_kinds()
    if store.version() is not None:
        with store.connect() as con:
            known = kinds_of(con)
    rows = [
        {
            "id": kind.id,
            "name": kind.name.text(lang),
            "parent": kind.parent,
            "stars": kind.stars,
            "classes": [one.name.text(lang) for one in kind.classes],
            "own": kind not in shipped_kinds(),
        }
        for kind in known
    ]
    return Answer(rows, (_kind_line(row) for row in rows))


def _kind_line(row: Mapping[str, Any]) -> str:
    return f"{row['id']:<14}{row['name']}  {'、'.join(row['classes'])}".rstrip()


FILE = option("file", type=Path, metavar="FILE", help="the file")
SHEET = option("--sheet", help="which sheet (default: the first)")
COMMANDS = (
    Command(
        "import", import_, "import files, or all files of a folder; account for every row",
        (
            option("files", nargs="+", type=Path, metavar="FILE", help="a file or a folder"),
            option(
                "--profile",
                help="id or YAML file of the import profile (default: chosen by the headers)",
            ),
            option(
                "--as-is", action="store_true",
                help="store a file although columns that look like a deadline, a category, a unit, "
                "... stay unused",
            ),
            option(
                "--later-wins", action="store_true",
                help="store rows that contradict each other: the later row stands, `conflicts` "
                "lists both",
            ),
            option("--property", help="GeoJSON: the property that names the units"),
            option("--dry-run", action="store_true", help="show the account and store nothing"),
            option("--as-of", help='the time that the files speak of, e.g. "2025-10-20 08:00"'),
            option(
                "--dates", choices=("fitting", "as-written", "month-first", "day-first"),
                help="half-converted columns of dates: changed back so that they fit, or as they "
                "stand; columns that do not tell month from day: what stands first",
            ),
            option("--hidden-sheets", action="store_true", help="read hidden sheets as well"),
        ),
    ),
    Command(
        "read", read, "print a table as clean CSV, as the reader sees it",
        (FILE, SHEET), form="csv",
    ),
    Command(
        "map", map_, "propose an import profile for a file of unknown layout",
        (
            FILE,
            option("--out", type=Path, help="where the profile goes (default: stdout)"),
            option("--table", help="what one row is (default: guessed)"),
            SHEET,
            option("--header-row", type=int, help="the last row of the header; 0: none"),
            option("--id", default="my-layout", help="id of the profile"),
            option("--name", help="name of the profile (default: the file's)"),
        ),
    ),
    Command("profiles", profiles, "list the import profiles"),
    Command(
        "kinds", kinds, "list the kinds of objects, or add those of a YAML file",
        (
            option("--add", type=Path, metavar="FILE", help="a YAML file of kinds to add"),
            option("--remove", metavar="ID", help="take a kind that was added back"),
        ),
    ),
)  # fmt: skip

"""python -m data map: a proposal for a file of unknown layout, as a profile to edit."""

import argparse
import sys
from pathlib import Path

from data.importer import profile_folders
from data.importing.preview import preview
from data.importing.recognising import recognise
from data.layouts.matching import known_headers
from data.layouts.profile import Profile, load_profiles
from data.reader import Sheet, read_file
from data.schema_mapping.profile import cautions, missing_of_profile, to_profile, to_yaml
from data.schema_mapping.proposal import Proposal, headed, propose
from data.schema_mapping.recognised import propose_over
from data.store import Store
from data.unit_resolution.registered import known_units
from data.unit_resolution.units import Registry
from kernel.messages import Message, ShirongError
from kernel.output import as_json
from kernel.schema import TABLES


class ProposalError(ShirongError):
    """What was asked for is not in the file or in the program."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, help="where the profile goes (default: stdout)")
    parser.add_argument("--table", help="what one row is (default: guessed)")
    parser.add_argument("--sheet")
    parser.add_argument("--header-row", type=int, help="the last row of the header; 0: none")
    parser.add_argument("--id", default="my-layout", help="id of the profile")
    parser.add_argument("--name", help="name of the profile (default: the file's)")


def run(options: argparse.Namespace) -> int:
    """Propose, write the profile, and say on stderr what an import with it would do."""
    lang, store = options.lang, Store(options.store)
    if options.table and options.table not in TABLES:
        params = {"table": options.table, "known": list(TABLES)}
        raise ProposalError(Message("map-no-table", params))
    profiles = load_profiles(profile_folders(store))
    sheet = _sheet(options, list(profiles.values()))
    proposal = _proposal(options, sheet, list(profiles.values()), known_units(store))
    name = options.name or options.file.stem
    names = {"zh": name, "en": name}
    text = to_yaml(proposal, options.id, names, lang)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(as_json({"id": options.id, "yaml": text}) if options.json else text)
    shown = headed(sheet, options.header_row)
    said = [
        Message(
            "map-cli-table",
            {
                "file": shown.file,
                "sheet": f" [{shown.sheet}]" if shown.sheet else "",
                "row": shown.header_row or 0,
                "table": TABLES[proposal.table].zh if lang == "zh" else proposal.table,
            },
        )
    ]
    problems = missing_of_profile(proposal)
    said += cautions(proposal)
    said += [Message("map-unfinished", {"problem": problem}) for problem in problems]
    if not problems:
        profile = to_profile(proposal, options.id, names)
        if tried := preview(shown, profile, store):
            account = tried.account
            counts = ("stored", "updated", "duplicates", "rejected", "set_aside")
            params = {"rows": account.rows_read} | {n: getattr(account, n) for n in counts}
            said.append(Message("map-cli-account", params))
    if options.out:
        said.append(Message("map-cli-written", {"path": options.out}))
    for message in said:
        print(message.text(lang), file=sys.stderr)
    return 0


def _proposal(
    options: argparse.Namespace, sheet: Sheet, profiles: list[Profile], register: Registry
) -> Proposal:
    """Over the layout that is recognised, unless something else was asked for."""
    if options.table is None and options.header_row is None:
        found, match, _ = recognise(sheet, profiles)
        if match is not None:
            return propose_over(found, match, profiles, register)
    return propose(sheet, profiles, register, options.table, options.header_row)


def _sheet(options: argparse.Namespace, profiles: list[Profile]) -> Sheet:
    named = options.sheet is not None  # then a hidden one may be meant
    found = read_file(options.file, known_headers(profiles), hidden_sheets=named)
    sheets = {s.sheet or "": s for s in found}
    if options.sheet is None:
        return next(iter(sheets.values()))
    if options.sheet not in sheets:
        params = {"sheet": options.sheet, "known": list(sheets)}
        raise ProposalError(Message("cli-no-sheet", params))
    return sheets[options.sheet]

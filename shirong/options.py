"""Options of the command line."""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from kernel.messages import LANGUAGES
from kernel.schema import UNIT_KINDS
from metrics.aggregation.penalties import REVIEW_LEVELS
from metrics.indicators.definition import NO_DEADLINE
from metrics.inspecting.covered import PARTS
from metrics.objects.standing import STANDING_FIGURES
from shirong.inspecting import ASKED

_SCHEME = "id (the version in force in the period), id@version, or path of a YAML file"


def parser(run: Mapping[str, Callable[..., str]]) -> argparse.ArgumentParser:
    """The parser of all commands; `run` has what each does."""
    lang = os.environ.get("SHIRONG_LANG", "zh")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", type=Path, help="store folder (default: SHIRONG_STORE)")
    common.add_argument(
        "--lang", choices=LANGUAGES, default=lang if lang in LANGUAGES else "zh", help="language"
    )
    common.add_argument("--format", choices=("table", "csv", "json"), default="table")
    common.add_argument(
        "--json", action="store_const", dest="format", const="json", help="same as --format json"
    )
    whole = argparse.ArgumentParser(prog="python -m metrics", description="Scores and ranks.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    ranking = commands.add_parser("rank", parents=[common], help="rank the units of a scheme")
    ranking.set_defaults(run=run["rank"])
    one = commands.add_parser("indicator", parents=[common], help="one indicator by unit")
    one.set_defaults(run=run["indicator"])
    one.add_argument("indicator", metavar="ID", help="indicator, e.g. closure_rate")
    one.add_argument(
        "--by", default="district", help=f"{', '.join(UNIT_KINDS)} or another column of the facts"
    )
    one.add_argument(
        "--filter", action="append", default=[], metavar="KEY=VALUE", help="e.g. channel=12345"
    )
    one.add_argument(
        "--no-deadline",
        choices=tuple(NO_DEADLINE),
        help="what becomes of cases without a deadline (default: as the scheme says)",
    )
    reason = commands.add_parser("explain", parents=[common], help="take one score apart")
    reason.set_defaults(run=run["explain"])
    reason.add_argument("--unit", required=True, metavar="NAME")
    work = commands.add_parser("inspecting", parents=[common], help="the work of the inspectors")
    work.set_defaults(run=run["inspecting"])
    work.add_argument("what", choices=tuple(ASKED), metavar="WHAT", help=", ".join(ASKED))
    work.add_argument("--by", help=f"coverage: {', '.join(PARTS)}; acceptance: collector or a unit")
    work.add_argument(
        "--back", type=int, default=12, metavar="N", help="alike: over so many periods (12)"
    )
    work.add_argument("--names", action="store_true", help="persons by their names, not as letters")
    work.add_argument(
        "--filter", action="append", default=[], metavar="KEY=VALUE", help="e.g. district=云栖区"
    )
    for command in (ranking, one, reason, work):
        command.add_argument(
            "--period",
            required=True,
            help="2025, 2025-H1, 2025-Q3, 2025-10, 2025-W41, 2025-10-15 or A..B",
        )
        command.add_argument(
            "--scheme",
            required=command not in (one, work),
            help=_SCHEME,
        )
    things = commands.add_parser(
        "objects", parents=[common], help="roads, markets, toilets, shops and other objects"
    )
    things.set_defaults(run=run["objects"])
    things.add_argument(
        "kind", nargs="?", metavar="KIND", help="id of a kind (default: list the kinds with data)"
    )
    things.add_argument("--period", help="2025-10 and the like")
    things.add_argument("--scheme", help="whose months and rules of counting hold")
    things.add_argument("--order", choices=tuple(STANDING_FIGURES), default="visit_score")
    things.add_argument("--object", metavar="NAME", help="the findings and cases of one object")
    things.add_argument("--stars", action="store_true", help="star ratings over time")
    things.add_argument(
        "--expiring", type=int, metavar="DAYS", help="registrations that end within so many days"
    )
    things.add_argument(
        "--as-of", help="the day that --expiring counts from (default: the store's)"
    )
    late = commands.add_parser(
        "effect", parents=[common], help="what an import changed in periods that had ended"
    )
    late.set_defaults(run=run["effect"])
    late.add_argument(
        "--from", dest="start", type=int, metavar="VERSION", help="default: the one before"
    )
    late.add_argument("--to", type=int, metavar="VERSION", help="default: the current one")
    late.add_argument("--scheme", help=f"{_SCHEME} (default: all)")
    books = {
        "measures": "the register of what was decided of units",
        "deposits": "what was paid in, kept and returned of each unit's deposit",
        "above": "the own place in the rankings of those above",
        "campaigns": "campaigns: findings before, during, after and a year before",
        "photos": "photos of findings and cases: what is missing, what is the same picture",
        "figures": "own figures: value, target and trend by unit",
        "returns": "weekly returns: the last week of a period, who is silent, what does not fit",
    }
    for name, help_ in books.items():
        book = commands.add_parser(name, parents=[common], help=help_)
        book.set_defaults(run=run[name])
        book.add_argument("--period", required=True, help="2025-10 and the like")
        book.add_argument("--scheme", help="whose months and rules of counting hold")
        if name == "measures":
            book.add_argument("--unit", metavar="NAME", help="of one unit alone")
        if name == "figures":
            book.add_argument("--figure", metavar="NAME", help="one figure alone")
        if name in ("figures", "returns"):
            book.add_argument(
                "--filter", action="append", default=[], metavar="KEY=VALUE", help="district=NAME"
            )
    files = commands.add_parser(
        "unreviewed", parents=[common], help="closed penalty cases that a level did not review"
    )
    files.set_defaults(run=run["unreviewed"])
    files.add_argument("--period", required=True, help="as for rank")
    files.add_argument(
        "--level", choices=REVIEW_LEVELS, default="team", help="who was to review them"
    )
    files.add_argument("--scheme", help=f"{_SCHEME}, for the days of review")
    files.add_argument(
        "--filter", action="append", default=[], metavar="KEY=VALUE", help="e.g. team=NAME"
    )
    people = commands.add_parser(
        "officers", parents=[common], help="cases by officer, where SHIRONG_PERSONS is on"
    )
    people.set_defaults(run=run["officers"])
    people.add_argument("--period", required=True, help="as for rank")
    people.add_argument("--scheme", help="whose months and rules of counting hold")
    people.add_argument("--names", action="store_true", help="names, not letters")
    people.add_argument(
        "--filter", action="append", default=[], metavar="KEY=VALUE", help="e.g. team=NAME"
    )
    commands.add_parser("schemes", parents=[common], help="list the schemes").set_defaults(
        run=run["schemes"]
    )
    return whole

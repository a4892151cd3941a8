"""The command bulletin: the notice of a period and its briefing, as files that can be sent."""

import argparse
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from data.storage.store_folder import flush
from data.store import Store
from kernel.messages import Message
from metrics.analyses.family import english_names
from metrics.bulletin.facts import say as said_in_notices
from metrics.bulletin.kinds import KINDS, notice_kind
from metrics.bulletin.notice import briefing, period_notice
from metrics.bulletin.wording import Wording, template_files
from metrics.documents.briefing_pptx import briefing_pptx
from metrics.documents.notice_docx import notice_docx
from metrics.documents.notice_xlsx import notice_xlsx
from metrics.editions.gathering import facts_beside
from shirong.asking import OR_SINGLE, SCHEME, UsageError, folders_of_schemes, scheme_at
from shirong.command import Answer, Command, option

_COLUMNS = ("file", "bytes")


def write_bulletin(options: argparse.Namespace) -> Answer:
    """Write the documents of a period, or the texts that the office may word anew."""
    files = template_files() if options.templates else _documents(options)
    paths = write_files(options.out, files)
    rows = [{"file": f"{path}", "bytes": len(files[path.name])} for path in paths]
    return Answer(rows, _lines(rows, options.lang), _COLUMNS)


def _lines(rows: list[dict[str, object]], lang: str) -> Iterator[str]:
    for row in rows:
        yield Message("cli-written", row, "metrics").text(lang)


def _documents(options: argparse.Namespace) -> dict[str, bytes]:
    """Name -> content of every document."""
    if not options.scheme or not options.period:
        raise UsageError(Message("cli-bulletin-what", {}, "metrics"))
    store, lang = Store(options.store), options.lang
    ranked = argparse.Namespace(**{**vars(options), "kind": "district"})  # by:INDICATOR ranks those
    scheme, period = scheme_at(ranked)
    kind = notice_kind(period, options.kind)
    with store.connect() as con:
        wording = Wording(store.folder, english_names(con))
        facts = facts_beside(store.folder, con, scheme, period, folders_of_schemes(options))
        version = store.version() or 0
        content = period_notice(facts, wording, version, kind)
        steps = briefing(facts, wording, version)
    issuer = options.issuer or wording.text(said_in_notices("issuer"), lang)
    on = options.date or date.today()
    name = re.sub(r"[^\w.@-]+", "-", f"{scheme.id}-{period.id}-{kind}-{lang}")
    return {
        f"{name}.docx": notice_docx(content, lang, issuer, options.number, options.signer, on),
        f"{name}.xlsx": notice_xlsx(content, lang),
        f"{name}.pptx": briefing_pptx(steps, lang),
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, each whole or not at all; their paths. UsageError names one that
    cannot be written."""
    paths = []
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            beside = path.with_name(f".{name}.new")
            beside.write_bytes(content)
            flush(beside)
            os.replace(beside, path)
            paths.append(path)
    except OSError as error:
        reason = error.strerror or f"{error}"
        raise UsageError(
            Message("cli-cannot-write", {"file": f"{path}", "reason": reason}, "metrics")
        ) from error
    return paths


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: YYYY-MM-DD") from None


COMMANDS = (
    Command(
        "bulletin", write_bulletin, "write the notice of a period and its briefing as documents",
        (
            option("--scheme", default="", help=SCHEME + OR_SINGLE),
            option("--period", default="", help="2025-W41, 2025-10, 2025-Q3 or 2025"),
            option(
                "--kind", choices=KINDS, help="kind of notice (default: the one of the period)"
            ),
            option("--out", type=Path, default=Path("."), help="the folder of the files"),
            option("--issuer", default="", help="who issues it (default: as the wording says)"),
            option("--number", default="", help="of the issue (default: a blank)"),
            option("--signer", default="", metavar="NAME", help="who signs it (default: nobody)"),
            option("--date", type=_day, help="the day of the notice (default: today)"),
            option(
                "--templates", action="store_true",
                help="write the texts that the office may word anew, and nothing else",
            ),
        ),
    ),
)  # fmt: skip

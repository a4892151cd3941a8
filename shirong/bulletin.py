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
from kernel.periods import Period
from metrics.analyses.family import english_names
from metrics.bulletin.facts import say as said_in_notices
from metrics.bulletin.kinds import KINDS, notice_kind
from metrics.bulletin.notice import briefing, period_notice
from metrics.bulletin.wording import Wording, template_files
from metrics.coverage import opening_period, periods_of
from metrics.documents.briefing_pptx import briefing_pptx
from metrics.documents.notice_docx import notice_docx
from metrics.documents.notice_xlsx import notice_xlsx
from metrics.editions.gathering import facts_beside
from metrics.finished import progress_of, reach
from metrics.schemes.scheme import Scheme
from shirong.asking import (
    OR_SINGLE,
    SCHEME,
    UsageError,
    folders_of_schemes,
    scheme_at,
    scheme_named,
)
from shirong.command import Answer, Command, option

_COLUMNS = ("file", "bytes")
_FORMS = ("docx", "xlsx", "pptx")


def write_bulletin(options: argparse.Namespace) -> Answer:
    """Write the documents of a period, or the texts that the office may word anew."""
    if options.when_due and (why := _not_due(options)) is not None:
        return Answer([], iter([why.text(options.lang)]), _COLUMNS)
    files = template_files() if options.templates else _documents(options)
    if options.when_due:
        files = {name: file for name, file in files.items() if not (options.out / name).exists()}
    paths = write_files(options.out, files)
    rows = [{"file": f"{path}", "bytes": len(files[path.name])} for path in paths]
    return Answer(rows, _lines(rows, options.lang), _COLUMNS)


def _lines(rows: list[dict[str, object]], lang: str) -> Iterator[str]:
    for row in rows:
        yield Message("cli-written", row, "metrics").text(lang)


def _not_due(options: argparse.Namespace) -> Message | None:
    """Why nothing is to be written yet, or any more; None where it is. Of no period in particular
    the last one of the scheme that is over is meant."""
    if not options.scheme:
        raise UsageError(Message("cli-bulletin-what", {}, "metrics"))
    with Store(options.store).connect() as con:
        if not options.period:
            first = scheme_named(_ranked(options))
            last = opening_period(con, first, periods_of(con, first))
            if last is None:
                return Message("cli-bulletin-no-period", {}, "metrics")
            options.period = last.id
        scheme, period = scheme_at(_ranked(options))
        if not progress_of(scheme, period, reach(con, scheme)).finished:
            return Message("cli-bulletin-unfinished", {"period": period.id}, "metrics")
    name = _name(scheme, period, notice_kind(period, options.kind), options.lang)
    if all((options.out / f"{name}.{form}").exists() for form in _FORMS):
        return Message("cli-bulletin-there", {"period": period.id}, "metrics")
    return None


def _ranked(options: argparse.Namespace) -> argparse.Namespace:
    """The same as rankings are asked: by:INDICATOR ranks districts."""
    return argparse.Namespace(**{**vars(options), "kind": "district"})


def _name(scheme: Scheme, period: Period, kind: str, lang: str) -> str:
    """What the files of a notice are called."""
    return re.sub(r"[^\w.@-]+", "-", f"{scheme.id}-{period.id}-{kind}-{lang}")


def _documents(options: argparse.Namespace) -> dict[str, bytes]:
    """Name -> content of every document."""
    if not options.scheme or not options.period:
        raise UsageError(Message("cli-bulletin-what", {}, "metrics"))
    store, lang = Store(options.store), options.lang
    scheme, period = scheme_at(_ranked(options))
    kind = notice_kind(period, options.kind)
    with store.connect() as con:
        wording = Wording(store.folder, english_names(con, [scheme]))
        facts = facts_beside(store.folder, con, scheme, period, folders_of_schemes(options))
        version = store.version() or 0
        content = period_notice(facts, wording, version, kind)
        steps = briefing(facts, wording, version)
    issuer = options.issuer or wording.text(said_in_notices("issuer"), lang)
    on = options.date or date.today()
    made = (
        notice_docx(content, lang, issuer, options.number, options.signer, on),
        notice_xlsx(content, lang),
        briefing_pptx(steps, lang),
    )
    name = _name(scheme, period, kind, lang)
    return {f"{name}.{form}": file for form, file in zip(_FORMS, made, strict=True)}


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
                "--when-due", action="store_true",
                help="write nothing while the period is not finished or when its files are there;"
                " without --period the last finished one",
            ),
            option(
                "--templates", action="store_true",
                help="write the texts that the office may word anew, and nothing else",
            ),
        ),
    ),
)  # fmt: skip

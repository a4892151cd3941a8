"""The commands about how long texts are kept, and about what is kept of somebody."""

import argparse
from datetime import date

from data.access.audit import Audit
from data.retention.erased import erased_records
from data.retention.removing import Removal, remove_texts, spent_texts
from data.retention.settings import (
    RETENTION_FILE,
    Retention,
    months_before,
    retention_of,
    retention_settings,
)
from data.retention.traces import REJECTED, TRACE_COLUMNS, Asked, erase, traces
from data.store import Store
from kernel.messages import Message
from shirong.command import Answer, Command, option


def retention(options: argparse.Namespace) -> Answer:
    """What is older than texts are kept; with --apply it is removed."""
    store = Store(options.store)
    months = options.months or retention_settings(store.folder).months
    if options.months:
        before = months_before(date.today(), options.months)
        limit = Retention(before, erased_records(store.folder))
    else:
        limit = retention_of(store.folder)
    found = (remove_texts if options.apply else spent_texts)(store, limit)
    content = {"months": months, "before": limit.before, **found.to_json()}
    said = [
        Message("retention-until", {"months": months, "before": f"{limit.before}"})
        if limit.before
        else Message("retention-forever", {"file": RETENTION_FILE}),
        *_said(found, options.apply),
    ]
    columns = ("months", "before", "records", "contradictions", "rejected", "batches", "versions")
    return Answer(
        content | {"applied": options.apply}, [one.text(options.lang) for one in said], columns
    )


def list_traces(options: argparse.Namespace) -> Answer:
    """What is kept of some cases, or under a word."""
    store = Store(options.store)
    found = traces(store, Asked(tuple(options.numbers), options.containing))
    Audit(store.folder).add("export", f"traces: {len(found)}")
    lang, lines = options.lang, []
    for row in found:
        params = {name: row[name] or "" for name in TRACE_COLUMNS} | {"day": f"{row['day'] or ''}"}
        params["table"] = Message(f"check-table-{row['table'].replace('_', '-')}")
        code = "traces-rejected" if row["table"] == REJECTED else "traces-row"
        lines.append(Message(code, params).text(lang))
    none = [] if found else [Message("traces-none").text(lang)]
    return Answer(found, lines, TRACE_COLUMNS, after=none)


def erase_texts(options: argparse.Namespace) -> Answer:
    """Remove the texts of some cases and keep them out."""
    found = erase(Store(options.store), options.numbers, options.reason)
    lines = [one.text(options.lang) for one in _said(found, True)]
    return Answer(found.to_json(), lines)


def _said(found: Removal, applied: bool) -> list[Message]:
    if not found:
        return [Message("retention-nothing")]
    params = {
        "records": sum(found.records.values()),
        "contradictions": found.contradictions,
        "rejected": found.rejected,
        "batches": found.batches,
        "versions": found.versions,
    }
    return [Message("retention-done" if applied else "retention-found", params)]


COMMANDS = (
    Command(
        "retention", retention, "what is older than texts are kept; with --apply it is removed",
        (
            option("--months", type=int, help="keep texts so long (default: retention.yaml)"),
            option("--apply", action="store_true", help="remove it, with all earlier versions"),
        ),
    ),
    Command(
        "traces", list_traces, "what is kept of some cases, or under a word",
        (
            option("numbers", nargs="*", help="numbers of cases or findings"),
            option("--containing", default="", help="a word in texts, places, names of photos"),
        ),
    ),
    Command(
        "erase", erase_texts, "remove the texts of some cases, with all earlier versions, for good",
        (
            option("numbers", nargs="+", help="numbers of cases or findings"),
            option("--reason", required=True, help="why: it is kept with the numbers"),
        ),
    ),
)  # fmt: skip

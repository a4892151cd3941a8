"""Units that a person registers one by one, through the import that every register goes through.

They come as a small sheet of the layout `units`, so that they have a batch, an account, and can be
taken back like any other import.
"""

import csv
import hashlib
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data.importing.account import Account
from data.importing.batch_deltas import next_batch
from data.importing.intake import Job, import_sheet
from data.layouts.matching import known_headers, lay_over
from data.layouts.profile import Profile
from data.reader import read_file
from data.storage.draft import Draft
from kernel.messages import Message
from kernel.schema import UNIT_FIELDS

_FIELDS = ("kind", "name", "group", "parent", "aliases", "valid_from")


@dataclass(frozen=True)
class NewUnit:
    """A unit to register. written: a name under which exports know it, if it is another.
    valid_from: the day from which it is assessed; None: always."""

    kind: str
    name: str
    group: str | None = None
    parent: str | None = None
    written: str | None = None
    valid_from: date | None = None


def register_units(draft: Draft, units: Sequence[NewUnit], profile: Profile) -> Account:
    """Register units as one batch; `profile` is that of registers. Returns its account."""
    name = Message("review-register-file", {"day": f"{datetime.now():%Y%m%d}"}).text()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(_register(units, profile), encoding="utf-8")
        (sheet,) = read_file(path, known_headers([profile]))
        match = lay_over(profile, sheet.columns, titled=False)
        account = Account(
            name, hashlib.sha256(path.read_bytes()).hexdigest(), None, profile.id, sheet.encoding
        )
        account.header_row, account.version = sheet.header_row, draft.version
        account.batch_id = next_batch(draft)
        import_sheet(draft, Job(sheet, match, account), None)
    draft.changed.add("import_batches")
    return account


def _register(units: Sequence[NewUnit], profile: Profile) -> str:
    """The units as the text of a register."""
    kinds = {field.name: field.zh for field in UNIT_FIELDS}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([profile.fields[name][0].headers[0] for name in _FIELDS])
    writer.writerows(
        [kinds[u.kind], u.name, u.group, u.parent, u.written, u.valid_from] for u in units
    )
    return text.getvalue()

"""What each import brought, kept beside the store so that another import can be taken back.

`batches/000012.parquet` holds the records of batch 12 as the merge got them: mapped and cleaned,
without what identifies people, before anything that the store knew. It is written and flushed
before its version is published, never changed, and kept while a kept version lists the batch.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data.importing.account import Account
from data.layouts.profile import Profile
from data.storage.draft import Draft
from data.storage.incoming import Incoming, RecordStamp
from data.storage.store_folder import StoreFolder, flush
from data.unit_resolution.registering import UnitInRow
from kernel.messages import Message, ShirongError

_ABOUT = "shirong"  # the key under which a file says what else its batch brought


class ContributionError(ShirongError):
    """The contribution of a batch is damaged."""


@dataclass
class Contribution:
    """The waiting records of one sheet, and what else the merge needs.

    new_units: units that the file registers. originals: the rows of a side file as they were
    written, kept for those that name no stored record.
    """

    profile: Profile
    stamp: RecordStamp
    incoming: Incoming
    new_units: Mapping[tuple[str, str], UnitInRow] = field(default_factory=dict)
    originals: Mapping[int, str] = field(default_factory=dict)


def turn(profile: Profile) -> int:
    """The order inside one import: registers of units first, side files last."""
    return 0 if profile.table == "units" else 2 if profile.update_only else 1


def next_batch(draft: Draft) -> int:
    """The number of the next batch: none is used again, whatever was taken back since."""
    row = draft.con.execute(
        "SELECT max(batch_id) FROM (SELECT batch_id FROM import_batches UNION ALL "
        "SELECT batch_id FROM undone_batches)"
    ).fetchone()
    return 1 + max((row and row[0]) or 0, *StoreFolder(draft.folder).brought_batches(), 0)


def keep(draft: Draft, contribution: Contribution) -> None:
    """Write a contribution and flush it to the disk."""
    con = draft.con
    draft.brought.mkdir(exist_ok=True)
    path = draft.brought / f"{contribution.stamp.batch_id:06d}.parquet"
    about = {
        "profile": contribution.profile.model_dump(mode="json", exclude_defaults=True),
        "new_units": [asdict(unit) for unit in contribution.new_units.values()],
    }
    rows = {
        "source_row": pa.array(contribution.originals.keys(), pa.int64()),
        "original": pa.array(contribution.originals.values(), pa.string()),
    }
    con.register("originals", pa.table(rows))
    records = "SELECT * EXCLUDE (content_hash) FROM incoming"  # in the order of the sheet
    if contribution.originals:
        records = (
            "SELECT i.* EXCLUDE (content_hash), original FROM incoming AS i "
            "LEFT JOIN originals USING (source_row) ORDER BY i.rowid"
        )
    con.execute(
        f"COPY ({records}) TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA {{{_ABOUT}: {_quoted(json.dumps(about, ensure_ascii=False))}}})"
    )
    con.unregister("originals")
    flush(path)
    flush(draft.brought)


def load_delta(draft: Draft, account: Account) -> Contribution:
    """The contribution of a batch, its records waiting again. Raises ContributionError."""
    con, batch_id = draft.con, account.batch_id or 0
    path = StoreFolder(draft.folder).brought(batch_id)
    try:
        found = pq.read_metadata(path)
        about = json.loads(found.metadata[_ABOUT.encode()])
        profile = Profile.model_validate(about["profile"])
        incoming = Incoming(con, profile.canonical, found.schema.names)
        records = f"read_parquet({_quoted(str(path))})"
        incoming.add_from(records)
        originals: dict[int, str] = {}
        if "original" in found.schema.names:
            rows = con.execute(f"SELECT DISTINCT source_row, original FROM {records}").fetchall()
            originals = dict(rows)
    except (OSError, pa.ArrowException, KeyError, ValueError, duckdb.Error) as error:
        params = {"batch": batch_id, "file": path.name, "detail": str(error)}
        raise ContributionError(Message("undo-damaged", params)) from error
    new = (UnitInRow(**unit) for unit in about["new_units"])
    stamp = RecordStamp(batch_id, account.file, account.sheet, account.as_of)
    return Contribution(profile, stamp, incoming, {(u.kind, u.name): u for u in new}, originals)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

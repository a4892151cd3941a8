"""What each import brought, kept beside the store so that another import can be taken back.

`batches/000012.parquet` holds the records of batch 12 as the merge got them: mapped and cleaned,
without what identifies people, before anything that the store knew. It is written and flushed
before its version is published, never changed, and kept while a kept version lists the batch.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

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
    _write(con, records, json.dumps(about, ensure_ascii=False), path)
    con.unregister("originals")
    flush(draft.brought)


def rewrite(con: duckdb.DuckDBPyConnection, path: Path, replaced: Mapping[str, str]) -> None:
    """Write what a batch brought anew. replaced: SQL by column. Raises ContributionError."""
    about = _read(path).metadata.metadata[_ABOUT.encode()].decode()
    columns = ", ".join(f'{sql} AS "{name}"' for name, sql in replaced.items())
    records = f"SELECT * REPLACE ({columns}) FROM {records_in(path)}"
    beside = path.with_name(f"{path.name}.new")
    _write(con, records, about, beside)
    os.replace(beside, path)
    flush(path.parent)


def described(path: Path) -> tuple[Profile, list[str]]:
    """The layout of what a batch brought, and its columns. Raises ContributionError."""
    found = _read(path)
    return found.profile, found.metadata.schema.names


def records_in(path: Path) -> str:
    """SQL: the records that a batch brought."""
    return f"read_parquet({_quoted(str(path))})"


def _write(con: duckdb.DuckDBPyConnection, records: str, about: str, path: Path) -> None:
    con.execute(
        f"COPY ({records}) TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA {{{_ABOUT}: {_quoted(about)}}})"
    )
    flush(path)


class _Read(NamedTuple):
    metadata: pq.FileMetaData
    about: dict[str, Any]
    profile: Profile


def _read(path: Path) -> _Read:
    try:
        found = pq.read_metadata(path)
        about = json.loads(found.metadata[_ABOUT.encode()])
        return _Read(found, about, Profile.model_validate(about["profile"]))
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ContributionError:
    params = {"batch": int(path.stem), "file": path.name, "detail": str(error)}
    return ContributionError(Message("undo-damaged", params))


def load_delta(draft: Draft, account: Account) -> Contribution:
    """The contribution of a batch, its records waiting again. Raises ContributionError."""
    con, batch_id = draft.con, account.batch_id or 0
    path = StoreFolder(draft.folder).brought(batch_id)
    metadata, about, profile = _read(path)
    try:
        incoming = Incoming(con, profile.canonical, metadata.schema.names)
        incoming.add_from(records_in(path))
        originals: dict[int, str] = {}
        if "original" in metadata.schema.names:
            asked = f"SELECT DISTINCT source_row, original FROM {records_in(path)}"
            originals = dict(con.execute(asked).fetchall())
    except duckdb.Error as error:
        raise _damaged(path, error) from error
    new = (UnitInRow(**unit) for unit in about["new_units"])
    stamp = RecordStamp(batch_id, account.file, account.sheet, account.as_of)
    return Contribution(profile, stamp, incoming, {(u.kind, u.name): u for u in new}, originals)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

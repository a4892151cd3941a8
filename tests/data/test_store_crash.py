"""A writer that is killed at any moment leaves the earlier version current and complete."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from data.store import Store

ROWS = 1000
KILLS = 55

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")


def write_batch(folder: str) -> None:
    """One import: a batch's rows and its account."""
    with Store(folder).writing("batch") as draft:
        batch, draft.changed = draft.version, {"cases", "inspections"}
        for table in ("cases", "inspections"):
            draft.con.execute(
                f"INSERT INTO {table} (record_key, share, batch_id) "
                f"SELECT concat(?, '-', i), 1, ? FROM range({ROWS}) AS t(i)",
                [batch, batch],
            )
        draft.con.execute("UPDATE cases SET reported_at = TIMESTAMP '2025-10-01 08:00:00'")
        draft.con.execute(
            "INSERT INTO import_batches (batch_id, file, rows_read, stored, updated, duplicates, "
            "rejected, set_aside) VALUES (?, 'a.csv', ?, ?, 0, 0, 0, 0)",
            [batch, 2 * ROWS, 2 * ROWS],
        )


def assert_complete(store: Store, batches: set[int]) -> None:
    """The current version holds exactly these batches, each whole, and all columns derived."""
    con = store.connect()
    for table in ("cases", "inspections"):
        held = con.execute(f"SELECT batch_id, count(*) FROM {table} GROUP BY ALL").fetchall()
        assert dict(held) == dict.fromkeys(batches, ROWS)
    underived = con.execute("SELECT count(*) FROM cases WHERE day IS NULL OR is_due IS NULL")
    assert underived.fetchall() == [(0,)]
    accounts = con.execute("SELECT batch_id FROM import_batches").fetchall()
    assert {batch for (batch,) in accounts} == batches
    con.close()


def test_a_writer_killed_at_any_moment_changes_nothing(tmp_path: Path) -> None:
    # A fork server imports once; each writer is then a process of its own within milliseconds.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["data.store"])
    store = Store(tmp_path)

    def writer() -> multiprocessing.process.BaseProcess:
        process = processes.Process(target=write_batch, args=(str(tmp_path),))
        process.start()
        return process

    writer().join()
    started = time.monotonic()
    whole = writer()
    whole.join()
    usual = time.monotonic() - started
    assert store.version() == 2

    chance = random.Random(20251021)
    current, batches, killed = 2, {1, 2}, 0
    for _ in range(4 * KILLS):
        process = writer()
        time.sleep(chance.uniform(0, usual))
        process.kill()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        killed += process.exitcode == -signal.SIGKILL
        found = store.version()
        assert found is not None
        if found != current:  # it got as far as publishing
            current = found
            batches.add(current)
        assert_complete(store, batches)
        if len(batches) > 8:  # keep the copies small
            current, batches = store.undo(), batches - {current}
        if killed == KILLS:
            break
    assert killed == KILLS

    write_batch(str(tmp_path))
    assert_complete(store, batches | {store.version() or 0})

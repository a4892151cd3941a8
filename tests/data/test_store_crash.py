"""An import that is killed at any moment leaves the earlier version current and complete."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from data import importer
from data.layouts.profile import PROFILE_FOLDER, load_profile
from data.store import Store

ROWS = 200
KILLS = 52
HEADER = "任务号,上报时间,小类名称,问题来源,当前阶段名称,处置截止时间,地址描述,所属区域"
ROW = "2025-10-01 08:00:00,暴露垃圾,采集员上报,[办结],2025-10-02 08:00:00,人民路1号,云栖区"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")


def write_export(path: Path) -> None:
    """A case export of its own task numbers."""
    rows = (f"{path.stem}-{number},{ROW}" for number in range(ROWS))
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")


def run_import(folder: Path, export: Path) -> None:
    # One layout is enough; to read them all would take longer than the import itself.
    layout = load_profile(PROFILE_FOLDER / "grid-case.yaml")
    importer.load_profiles = lambda _: {layout.id: layout}
    importer.import_files(Store(folder), [export])


def assert_complete(store: Store, files: set[str]) -> None:
    """The current version holds exactly these files, each whole, accounted for and derived."""
    con = store.connect()
    held = con.execute(
        "SELECT source_file, count(*), count(day), count(is_due) FROM cases GROUP BY 1"
    )
    assert {tuple(row) for row in held.fetchall()} == {(name, ROWS, ROWS, ROWS) for name in files}
    accounts = con.execute("SELECT file, rows_read, stored FROM import_batches").fetchall()
    assert set(accounts) == {(name, ROWS, ROWS) for name in files}
    con.close()


def test_an_import_killed_at_any_moment_changes_nothing(tmp_path: Path) -> None:
    # A fork server loads the modules once; each import is then a process of its own at once.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["data.importer"])
    store = Store(tmp_path / "store")
    exports = [tmp_path / f"export-{number}.csv" for number in range(8)]
    for export in exports:
        write_export(export)

    def importing(export: Path) -> multiprocessing.process.BaseProcess:
        process = processes.Process(target=run_import, args=(store.folder, export))
        process.start()
        return process

    importing(exports[0]).join()
    started = time.monotonic()
    importing(exports[1]).join()
    usual = time.monotonic() - started
    done, current = 2, store.version()
    assert current == 2

    chance = random.Random(20251021)
    killed = 0
    while killed < KILLS:
        process = importing(exports[done])
        time.sleep(chance.uniform(0, usual))
        process.kill()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        killed += process.exitcode == -signal.SIGKILL
        if store.version() != current:  # it got as far as publishing
            done, current = done + 1, store.version()
        assert_complete(store, {export.name for export in exports[:done]})
        if done == len(exports):
            done, current = done - 1, store.undo()

    importer.import_files(store, [exports[done]])
    assert_complete(store, {export.name for export in exports[: done + 1]})

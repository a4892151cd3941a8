"""A writer killed between keeping what a batch brought and publishing it changes nothing."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from data import importer
from data.batches import undoing
from data.batches.bookkeeping import batches
from data.batches.undoing import undo
from data.importing import intake
from data.layouts.profile import PROFILE_FOLDER, load_profile
from data.storage.store_folder import StoreFolder
from data.store import Store

HEADER = "任务号,上报时间,小类名称,问题来源,当前阶段名称,处置截止时间,地址描述,所属区域"
ROW = "2025-10-01 08:00:00,暴露垃圾,采集员上报,[办结],2025-10-02 08:00:00,人民路1号,云栖区"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")


def write_export(path: Path) -> Path:
    """A case export of one number: its own name."""
    path.write_text(f"{HEADER}\n{path.stem},{ROW}\n", encoding="utf-8")
    return path


def die(*args: object, **kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run(folder: Path, moment: str, export: Path | None) -> None:
    """Import a file, or take batch 1 back, and die at a moment."""
    layout = load_profile(PROFILE_FOLDER / "grid-case.yaml")
    importer.load_profiles = undoing.load_profiles = lambda _: {layout.id: layout}
    owner, name = {
        "kept": (intake, "enter_sheet"),
        "built": (os, "replace"),
        "named": (StoreFolder, "take_brought"),
        "moved": (StoreFolder, "point_to"),
        "merged": (undoing, "compare_records"),
        "pointed": (Store, "_remove_old"),
    }[moment]
    assert hasattr(owner, name), name  # a name that is gone would kill nobody
    setattr(owner, name, die)
    if export:
        importer.import_files(Store(folder), [export])
    else:
        undo(Store(folder), [1])


def killed(store: Store, moment: str, export: Path | None) -> None:
    # A fork server has the modules loaded, and no threads that a fork would cut off.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["data.batches.undoing"])
    process = processes.Process(target=run, args=(store.folder, moment, export))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def numbers(store: Store) -> list[str]:
    con = store.connect()
    try:
        return [row[0] for row in con.execute("SELECT case_no FROM cases ORDER BY 1").fetchall()]
    finally:
        con.close()


def brought(store: Store) -> list[int]:
    return sorted(StoreFolder(store.folder).brought_batches())


@pytest.fixture
def two(store: Store, tmp_path: Path) -> Store:
    """A store of two imports: a and b."""
    for name in "ab":
        importer.import_files(store, [write_export(tmp_path / f"{name}.csv")])
    return store


@pytest.mark.parametrize("moment", ["kept", "built", "named", "moved", "pointed"])
def test_an_import_killed_at_a_moment(two: Store, tmp_path: Path, moment: str) -> None:
    killed(two, moment, write_export(tmp_path / "c.csv"))
    done = moment == "pointed"
    assert (numbers(two), two.version()) == ((["a", "b", "c"], 3) if done else (["a", "b"], 2))
    importer.import_files(two, [write_export(tmp_path / "d.csv")])
    assert numbers(two) == [*("abc" if done else "ab"), "d"]
    listed = [account.batch_id for _, account in batches(two)]
    assert set(listed) <= set(brought(two)) and not list(two.folder.glob("*.batches"))
    undo(two, [1])
    assert numbers(two) == [*("bc" if done else "b"), "d"]


@pytest.mark.parametrize("moment", ["merged", "built", "moved", "pointed"])
def test_an_undo_killed_at_a_moment(two: Store, moment: str) -> None:
    killed(two, moment, None)
    done = moment == "pointed"
    assert (numbers(two), two.version()) == ((["b"], 3) if done else (["a", "b"], 2))
    if not done:
        undo(two, [1])
    assert numbers(two) == ["b"] and brought(two) == [1, 2]

"""A trial: the next version, built and checked, that nobody sees until it is published."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.__main__ import main
from data.storage.store_folder import TRIAL_SECONDS
from data.store import DiskFullError, StaleTrialError, Store, StoreBusyError, StoreCheckError, Trial

ROOT = Path(__file__).resolve().parents[2]


def add_case(con, case_no: str) -> None:
    con.execute(
        "INSERT INTO cases (case_no, record_key, share, reported_at) VALUES (?, ?, 1, ?)",
        [case_no, case_no, "2025-10-01 08:00:00"],
    )


def write(store: Store, case_no: str) -> None:
    with store.writing(case_no) as draft:
        add_case(draft.con, case_no)


def attempt(store: Store, case_no: str) -> Trial:
    with store.trying(case_no) as draft:
        add_case(draft.con, case_no)
    assert draft.trial is not None
    return draft.trial


def cases(con) -> list[str]:
    try:
        return [row[0] for row in con.execute("SELECT case_no FROM cases ORDER BY 1").fetchall()]
    finally:
        con.close()


def files(store: Store) -> set[str]:
    names = {path.name for path in store.folder.iterdir()} - {"writer.lock"}
    return {name for name in names if not name.startswith("audit.")}


def test_a_trial_can_be_read_and_the_store_does_not_know_of_it(store: Store) -> None:
    write(store, "a")
    trial = attempt(store, "b")
    assert (trial.number, trial.parent) == (2, 1)
    assert store.version() == 1 and len(store.versions()) == 1
    assert cases(store.connect()) == ["a"]
    con = store.connect_trial(trial)
    assert con.execute("SELECT month FROM cases").fetchall() == [("2025-10",)] * 2  # derived
    assert cases(con) == ["a", "b"]


def test_a_published_trial_is_the_next_version(store: Store) -> None:
    write(store, "a")
    trial = attempt(store, "b")
    assert store.publish(trial) == 2 == store.version()
    assert cases(store.connect()) == ["a", "b"]
    assert files(store) == {"CURRENT", "shirong-000001.duckdb", "shirong-000002.duckdb", "sums"}
    assert store.undo() == 1
    with pytest.raises(StaleTrialError):
        store.publish(trial)


def test_the_first_version_may_be_a_trial(store: Store) -> None:
    trial = attempt(store, "a")
    assert store.version() is None
    assert store.publish(trial) == 1
    assert cases(store.connect()) == ["a"]


def test_a_discarded_trial_leaves_nothing(store: Store) -> None:
    write(store, "a")
    before = files(store)
    trial = attempt(store, "b")
    store.discard(trial)
    assert files(store) == before
    store.discard(trial)
    with pytest.raises(StaleTrialError):
        store.publish(trial)
    with pytest.raises(StaleTrialError):
        store.connect_trial(trial)


def test_a_published_version_is_not_discarded(store: Store) -> None:
    trial = attempt(store, "a")
    store.publish(trial)
    store.discard(trial)
    assert cases(store.connect()) == ["a"]


def test_a_trial_follows_only_the_version_that_it_was_built_on(store: Store) -> None:
    write(store, "a")
    trial = attempt(store, "b")
    write(store, "c")
    with pytest.raises(StaleTrialError):
        store.publish(trial)
    assert cases(store.connect()) == ["a", "c"]
    store.undo()  # its parent is current again, but its number belongs to the undone version
    with pytest.raises(StaleTrialError):
        store.publish(trial)
    assert cases(store.connect(2)) == ["a", "c"]


def test_several_trials_wait_side_by_side_and_one_wins(store: Store) -> None:
    write(store, "a")
    first, second = attempt(store, "b"), attempt(store, "c")
    assert cases(store.connect_trial(first)) == ["a", "b"]
    store.publish(second)
    with pytest.raises(StaleTrialError):
        store.publish(first)
    assert cases(store.connect()) == ["a", "c"]


def test_a_trial_whose_books_do_not_add_up_is_not_kept(store: Store) -> None:
    write(store, "a")
    before = files(store)
    with pytest.raises(StoreCheckError), store.trying("twice") as draft:
        add_case(draft.con, "b")
        add_case(draft.con, "b")
    assert draft.trial is None and files(store) == before


@pytest.mark.parametrize("stage", ["deriving", "checking"])
def test_a_trial_stopped_at_a_late_stage_leaves_nothing(store: Store, stage: str) -> None:
    def stop(reached: str) -> None:
        if reached == stage:
            raise KeyboardInterrupt

    write(store, "a")
    before = files(store)
    with pytest.raises(KeyboardInterrupt), store.trying("stopped") as draft:
        add_case(draft.con, "b")
        draft.tell = stop
    assert files(store) == before


def test_a_full_disk_when_the_trial_is_put_aside_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, "a")
    before = files(store)

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.store.flush", full)
    with pytest.raises(DiskFullError), store.trying("full"):
        pass
    assert files(store) == before


def test_publishing_waits_for_no_other_writer(store: Store) -> None:
    write(store, "a")
    trial = attempt(store, "b")
    code = (
        "import sys, time\nfrom data.store import Store\n"
        "with Store(sys.argv[1]).writing('another'):\n    print('in', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(store.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout and other.stdout.readline() == "in\n"
        with pytest.raises(StoreBusyError):
            store.publish(trial)
        store.sweep()  # neither does sweeping, and the other's draft stays
        assert any(name.startswith("draft-") for name in files(store))
        other.kill()
    store.sweep()
    assert not any(name.startswith("draft-") for name in files(store))
    assert store.publish(trial) == 2


def test_trials_are_swept_a_day_after_they_were_last_read(store: Store) -> None:
    old, read, young = attempt(store, "a"), attempt(store, "b"), attempt(store, "c")
    long_ago = time.time() - TRIAL_SECONDS - 60
    for trial in (old, read):
        os.utime(trial.path, (long_ago, long_ago))
    store.connect_trial(read).close()
    write(store, "d")
    assert not old.path.exists() and read.path.exists() and young.path.exists()


def test_a_dry_run_shows_the_account_and_stores_nothing(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "单位.csv"
    path.write_text("单位类别,单位名称,考核组\n区域,云栖区,城区组\n", encoding="utf-8")
    assert main(["import", str(path), "--store", str(store.folder), "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "新增 1" in shown and "试导入" in shown
    assert not store.folder.exists()

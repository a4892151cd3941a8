"""An import in a process of its own: what it tells, how it ends, and what it leaves."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from data.progress import STAGES, ImportProgress
from data.store import Store
from data.worker import ROOT, StoppedError, Worker, WorkerError

HEADER = "任务号,上报时间,小类名称,问题来源,当前阶段名称,处置截止时间,地址描述,所属区域"
ROW = "2025-10-01 08:00:00,暴露垃圾,采集员上报,[办结],2025-10-02 08:00:00,人民路1号,云栖区"


def export(path: Path, rows: int = 20) -> Path:
    lines = (f"{path.stem}-{number},{ROW}" for number in range(rows))
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


def left(store: Store) -> set[str]:
    """What lies in the store's folder beside the lock and the pointer."""
    return {p.name for p in store.folder.glob("*")} - {"writer.lock", "CURRENT"}


def test_a_worker_tries_the_files_and_tells_how_far_it_is(store: Store, tmp_path: Path) -> None:
    seen: list[ImportProgress] = []
    missing = tmp_path / "gone.csv"
    worker = Worker(store, [export(tmp_path / "a.csv"), missing])
    accounts, trial = worker.result(seen.append)
    assert [(a.file, a.stored, a.readable) for a in accounts] == [
        ("a.csv", 20, True),
        ("gone.csv", 0, False),
    ]
    assert accounts[1].reasons  # why it could not be read
    assert [STAGES.index(p.stage) for p in seen] == sorted(STAGES.index(p.stage) for p in seen)
    assert {p.stage for p in seen} == set(STAGES)
    shares = [p.share for p in seen]
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] <= 1
    assert store.version() is None and trial is not None
    assert store.publish(trial) == store.version() == 1


def test_nothing_new_gives_no_trial(store: Store, tmp_path: Path) -> None:
    path = export(tmp_path / "a.csv")
    for stored in (20, 0):
        (account,), trial = Worker(store, [path]).result(lambda _: None)
        assert account.stored == stored and (trial is not None) == bool(stored)
        if trial:
            store.publish(trial)
    assert account.duplicates == 20


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_can_be_stopped_at_any_stage(store: Store, tmp_path: Path, stage: str) -> None:
    first = Worker(store, [export(tmp_path / "a.csv")]).result(lambda _: None)[1]
    assert first is not None
    store.publish(first)
    before = left(store)
    worker = Worker(store, [export(tmp_path / "b.csv", 60_000)])

    def stop(progress: ImportProgress) -> None:
        if progress.stage == stage:
            worker.stop()

    with pytest.raises(StoppedError):
        worker.result(stop)
    assert left(store) == before and store.version() == 1
    with store.writing("afterwards"):  # the lock is free
        pass


def test_the_reason_of_a_failure_comes_through(store: Store, tmp_path: Path) -> None:
    with store.writing("another"), pytest.raises(WorkerError, match="另|占用|正在") as failed:
        Worker(store, [export(tmp_path / "a.csv")]).result(lambda _: None)
    assert failed.value.message.code == "store-busy"


def test_a_worker_that_dies_says_so(store: Store, tmp_path: Path) -> None:
    worker = Worker(store, [export(tmp_path / "a.csv", 60_000)])

    def kill(progress: ImportProgress) -> None:
        worker._process.kill()  # as the system does when memory runs out

    with pytest.raises(WorkerError) as failed:
        worker.result(kill)
    assert failed.value.message.code == "import-worker-ended"
    assert "意外结束" in failed.value.message.text("zh")
    assert left(store) == set() and store.version() is None


def test_a_worker_ends_with_the_process_that_started_it(store: Store, tmp_path: Path) -> None:
    path = export(tmp_path / "a.csv", 300_000)
    order = json.dumps({"store": str(store.folder), "paths": [str(path)]})
    command = [sys.executable, "-m", "data.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as worker:
        assert worker.stdin and worker.stdout
        worker.stdin.write(f"{order}\n")
        worker.stdin.flush()
        assert "opening" in worker.stdout.readline()
        worker.stdin.close()
        watchdog = threading.Timer(60, worker.kill)
        watchdog.start()
        assert worker.wait() == 1
        watchdog.cancel()
    store.sweep()
    assert left(store) == set()

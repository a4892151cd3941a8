"""The watched folder: files that are dropped in bad moments, a watcher that is killed, two of
them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from data.access.audit import Audit
from data.batches.bookkeeping import batches
from data.store import DiskFullError, Store
from data.watching.arrivals import waiting_files
from data.watching.settings import WATCH_FILE, watch_settings
from kernel.configuration import ConfigurationError
from kernel.messages import Message
from shirong import watching
from shirong.commands import main
from shirong.watching import Watcher

ROOT = Path(__file__).resolve().parents[2]
HEADER = "任务号,上报时间,小类名称,问题来源,当前阶段名称,处置截止时间,地址描述,所属区域"
ROW = "2025-10-01 08:00:00,暴露垃圾,采集员上报,[办结],2025-10-02 08:00:00,人民路1号,云栖区"


def export(path: Path, number: str = "a") -> Path:
    path.write_text(f"{HEADER}\n{number},{ROW}\n", encoding="utf-8")
    return path


@pytest.fixture
def inbox(store: Store) -> Path:
    folder = store.folder / "inbox"
    folder.mkdir(parents=True)
    text = "folder: inbox\nstable_seconds: 0\npatience_minutes: 0\n"
    (store.folder / WATCH_FILE).write_text(text, encoding="utf-8")
    return folder


def once(store: Store) -> int:
    return main(["watch", "--once", "--store", str(store.folder)])


def put(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*") if not path.name.endswith(".account.json")}


def test_a_file_is_imported_moved_and_accounted_for(store: Store, inbox: Path) -> None:
    export(inbox / "九月.csv")
    assert once(store) == 0
    assert put(inbox) == {"done", "asks", "refused"} and put(inbox / "done") == {"九月.csv"}
    about = json.loads((inbox / "done" / "九月.csv.account.json").read_text(encoding="utf-8"))
    assert about["outcome"] == "done" and about["accounts"][0]["stored"] == 1
    assert store.version() == 1
    assert [(one.what, one.who) for one in Audit(store.folder).entries()] == [("write", "watch")]


def test_the_same_content_is_not_imported_twice(
    store: Store, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.csv", "a.csv", "other.csv"):
        export(inbox / name)
        once(store)
    assert "没有重复导入" in capsys.readouterr().out
    assert len(batches(store)) == 1 and store.version() == 1
    assert put(inbox / "done") == {"a.csv", "a (2).csv", "other.csv"}


def test_what_asks_waits_and_is_done_once_it_is_stored(store: Store, inbox: Path) -> None:
    strange = inbox / "x.csv"
    strange.write_text("甲,乙\n1,2\n", encoding="utf-8")
    (inbox / "empty.csv").write_bytes(b"")
    once(store)
    assert put(inbox / "asks") == {"x.csv"} and put(inbox / "refused") == {"empty.csv"}
    assert [path.name for path in waiting_files(store)] == ["x.csv"]
    (inbox / "asks" / "x.csv").unlink()
    export(inbox / "a.csv")
    once(store)
    export(inbox / "asks" / "answered.csv")  # its content is stored by now, as from the page
    assert waiting_files(store) == []
    once(store)
    assert "answered.csv" in put(inbox / "done") and not put(inbox / "asks")


def test_what_is_being_uploaded_and_what_is_no_file_stays(store: Store, inbox: Path) -> None:
    names = ("a.csv.part", "~$a.xlsx", "b.crdownload", ".hidden.csv", "Thumbs.db")
    for name in names:
        export(inbox / name)
    export_below = inbox / "sub"
    export_below.mkdir()
    export(export_below / "c.csv")
    once(store)
    assert store.version() is None and set(names) | {"sub"} <= put(inbox)


def test_a_file_that_grows_is_taken_when_it_has_stopped(
    store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (store.folder / WATCH_FILE).write_text("folder: inbox\nstable_seconds: 30\n", encoding="utf-8")
    settings = watch_settings(store)
    assert settings
    now = [0.0]
    monkeypatch.setattr(watching.time, "monotonic", lambda: now[0])
    watcher, path = Watcher(store, settings), export(inbox / "a.csv")
    for now[0], row in ((0.0, "b"), (29.0, "c"), (50.0, "")):
        assert watcher.look() == [] and watcher.arriving == 1
        with path.open("a", encoding="utf-8") as file:  # a partial write that continues later
            file.write(f"{row},{ROW}\n" if row else "")
    now[0] = 80.0
    ((_, to, _),) = watcher.look()
    assert to == "done" and batches(store)[0][1].stored == 3


def test_a_file_that_is_replaced_while_it_is_imported(
    store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, publish = export(inbox / "a.csv"), Store.publish
    monkeypatch.setattr(Store, "publish", lambda *a: (export(path, "b"), publish(*a))[1])
    once(store)
    assert put(inbox) >= {"a.csv"} and "\na," in (inbox / "done" / "a.csv").read_text("utf-8")
    monkeypatch.undo()
    once(store)
    assert sum(account.stored for _, account in batches(store)) == 2
    assert put(inbox / "done") == {"a.csv", "a (2).csv"}


def test_while_the_page_writes_it_waits(store: Store, inbox: Path) -> None:
    export(inbox / "a.csv")
    with store.writing("the page"):
        assert once(store) == 2
        assert "a.csv" in put(inbox)
    assert once(store) == 0 and put(inbox / "done") == {"a.csv"}


def test_a_full_disk_leaves_the_file(
    store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise DiskFullError(Message("store-trial-stale"))

    export(inbox / "a.csv")
    monkeypatch.setattr(Store, "publish", full)
    assert once(store) == 2 and "a.csv" in put(inbox) and not put(inbox / "done")
    assert not list(store.folder.glob("trial-*.duckdb"))
    monkeypatch.undo()
    assert once(store) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_names_of_any_kind(store: Store, inbox: Path) -> None:
    names = ["-rf.csv", "a\nb.csv", "长" * 83 + ".csv", "%s {x} 'q' \"w\".csv", "bad\udcff.csv"]
    for number, name in enumerate(names):
        export(inbox / name, f"{number}")
    once(store)
    assert put(inbox / "done") == set(names)


def test_a_second_watcher_is_not_started(
    store: Store, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(inbox / "a.csv")
    with FileLock(store.folder / "watch.lock"):
        assert once(store) == 2
    assert "另有" in capsys.readouterr().err and store.version() is None


def test_a_folder_that_cannot_be_written_is_named(
    store: Store, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "done").write_text("in the way", encoding="utf-8")
    export(inbox / "a.csv")
    assert once(store) == 2 and "inbox" in capsys.readouterr().err and store.version() is None


@pytest.mark.parametrize("wrong", ["folder: 1\nx: 2\n", "stable_seconds: 3\n", "folder: [\n"])
def test_wrong_settings_are_named(store: Store, inbox: Path, wrong: str) -> None:
    (store.folder / WATCH_FILE).write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=WATCH_FILE):
        watch_settings(store)
    assert once(store) == 2


def die(*args: object, **kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run(folder: Path, moment: str) -> None:
    owner, name = {
        "copied": (watching, "fingerprint"),
        "tried": (watching, "asks"),
        "judged": (Store, "publish"),
        "published": (watching, "start_telling"),
        "imported": (watching, "put_away"),
        "accounted": (watching.shutil, "move"),
    }[moment]
    assert hasattr(owner, name)
    setattr(owner, name, die)
    main(["watch", "--once", "--store", str(folder)])


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize(
    "moment", ["copied", "tried", "judged", "published", "imported", "accounted"]
)
def test_a_watcher_killed_at_a_moment_imports_once(store: Store, inbox: Path, moment: str) -> None:
    export(inbox / "a.csv")
    # A process of its own: a spawned one would begin with whatever page a test has opened before.
    call = "import sys; from pathlib import Path; from tests.shirong.test_watch import run; "
    call += "run(Path(sys.argv[1]), sys.argv[2])"
    done = subprocess.run([sys.executable, "-c", call, store.folder, moment], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert "a.csv" in put(inbox)
    assert once(store) == 0
    assert len(batches(store)) == 1 and store.version() == 1
    assert any(name.startswith("a") for name in put(inbox / "done")) and "a.csv" not in put(inbox)
    assert not (store.folder / "watching").exists()

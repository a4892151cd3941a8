"""The store: versions, the pointer, undo, and what happens to damaged files."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data.access.audit import Audit
from data.storage.checksums import sums_of, write_sums
from data.storage.versions import STORE_FORMAT
from data.store import (
    CorruptedStoreError,
    EmptyStoreError,
    NewerStoreError,
    NothingToUndoError,
    OlderStoreError,
    Store,
    StoreBusyError,
    StoreCheckError,
)

ROOT = Path(__file__).resolve().parents[2]


def add_case(store: Store, case_no: str) -> int:
    with store.writing(f"case {case_no}") as draft:
        draft.con.execute(
            "INSERT INTO cases (case_no, record_key, share, reported_at) VALUES (?, ?, 1, ?)",
            [case_no, case_no, "2025-10-01 08:00:00"],
        )
    return draft.version


def cases(store: Store) -> list[str]:
    con = store.connect()
    try:
        return [row[0] for row in con.execute("SELECT case_no FROM cases ORDER BY 1").fetchall()]
    finally:
        con.close()


def file(store: Store, number: int) -> Path:
    return store.folder / f"shirong-{number:06d}.duckdb"


def files(store: Store) -> set[int]:
    return {int(path.stem.split("-")[1]) for path in store.folder.glob("shirong-*.duckdb")}


def test_an_empty_store_says_so(store: Store) -> None:
    assert store.version() is None
    assert store.versions() == []
    with pytest.raises(EmptyStoreError):
        store.connect()


def test_each_write_is_a_version(store: Store) -> None:
    assert add_case(store, "a") == 1
    assert add_case(store, "b") == 2
    assert store.version() == 2
    assert cases(store) == ["a", "b"]
    newest, first = store.versions()
    assert (newest.number, newest.parent, newest.note) == (2, 1, "case b")
    assert first.parent is None
    assert newest.size == file(store, 2).stat().st_size


def test_a_write_derives_what_it_changed(store: Store) -> None:
    add_case(store, "a")
    con = store.connect()
    assert con.execute("SELECT month, is_due FROM cases").fetchall() == [("2025-10", False)]
    con.close()


def test_an_earlier_version_can_be_read(store: Store) -> None:
    add_case(store, "a")
    add_case(store, "b")
    con = store.connect(1)
    assert con.execute("SELECT case_no FROM cases").fetchall() == [("a",)]
    con.close()


def test_an_exception_discards_the_draft(store: Store) -> None:
    add_case(store, "a")
    with pytest.raises(ZeroDivisionError), store.writing("fails") as draft:
        draft.con.execute("DELETE FROM cases")
        raise ZeroDivisionError
    assert cases(store) == ["a"]
    assert not list(store.folder.glob("draft-*"))
    assert add_case(store, "b") == 2


def test_a_crash_between_rename_and_pointer_leaves_the_earlier_version(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_case(store, "a")
    with monkeypatch.context() as patch:
        patch.setattr("data.storage.store_folder.StoreFolder.point_to", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            add_case(store, "lost")
    assert (store.version(), files(store)) == (1, {1, 2})
    assert cases(store) == ["a"]
    assert add_case(store, "b") == 3
    assert cases(store) == ["a", "b"]
    assert store.undo() == 1


def test_a_crash_of_the_very_first_write_leaves_an_empty_store(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("data.store.flush", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            add_case(store, "lost")
    file(store, 1).touch()
    assert store.version() is None
    assert add_case(store, "a") == 2


def test_a_removal_is_told_by_the_log_that_outlives_it(store: Store, tmp_path: Path) -> None:
    add_case(store, "A1")
    store.remove()
    assert [path.name for path in sorted(store.folder.iterdir())] == ["audit.head", "audit.jsonl"]
    audit = Audit(store.folder)
    assert [one.what for one in audit.entries()] == ["remove", "write"] and not audit.broken_links()
    add_case(store, "A2")
    assert cases(store) == ["A2"] and not audit.broken_links()

    own = Store(tmp_path / "own")
    store.remove(told_in=own.folder)
    assert not store.folder.exists()
    (told,) = Audit(own.folder).entries()
    assert told.what == "remove" and told.detail == f"{store.folder.name}: 1"


def test_a_removal_that_is_refused_is_not_told(store: Store) -> None:
    add_case(store, "A1")
    with store.writing("busy"), pytest.raises(StoreBusyError):
        store.remove()
    assert "remove" not in {one.what for one in Audit(store.folder).entries()}


def test_one_writer_at_a_time_and_the_error_names_the_holder(store: Store) -> None:
    with store.writing("the October file"), pytest.raises(StoreBusyError) as busy:
        add_case(store, "b")
    assert "the October file" in str(busy.value)
    assert add_case(store, "c") == 2


def test_a_reader_keeps_its_version_while_another_process_publishes(store: Store) -> None:
    add_case(store, "a")
    reader = store.connect()
    script = (
        "import sys; from data.store import Store\n"
        "with Store(sys.argv[1]).writing('from the command line') as draft:\n"
        "    draft.con.execute(\"INSERT INTO cases (case_no, share) VALUES ('b', 1)\")\n"
    )
    subprocess.run([sys.executable, "-c", script, str(store.folder)], cwd=ROOT, check=True)
    assert reader.execute("SELECT case_no FROM cases").fetchall() == [("a",)]
    assert cases(store) == ["a", "b"]
    reader.close()


def test_undo_moves_the_pointer_back(store: Store) -> None:
    add_case(store, "a")
    add_case(store, "b")
    assert store.undo() == 1
    assert cases(store) == ["a"]
    with pytest.raises(NothingToUndoError):
        store.undo()


def test_after_undo_a_write_takes_a_new_number_and_undoes_to_what_it_was_made_from(
    store: Store,
) -> None:
    add_case(store, "a")
    add_case(store, "b")
    store.undo()
    assert add_case(store, "c") == 3
    assert cases(store) == ["a", "c"]
    assert store.undo() == 1


def test_the_last_versions_are_kept(store: Store) -> None:
    store.keep = 3
    for name in "abcde":
        add_case(store, name)
    assert files(store) == {3, 4, 5}
    assert store.undo() == 4
    assert store.undo() == 3
    with pytest.raises(NothingToUndoError):
        store.undo()


def test_undone_versions_go_before_those_that_led_to_the_current_one(store: Store) -> None:
    store.keep = 3
    for name in "abc":
        add_case(store, name)
    store.undo()
    store.undo()
    add_case(store, "d")
    assert files(store) == {1, 3, 4}
    assert cases(store) == ["a", "d"]


def test_the_number_of_kept_versions_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHIRONG_STORE", str(tmp_path))
    monkeypatch.setenv("SHIRONG_KEEP_VERSIONS", "1")
    for name in "abc":
        add_case(Store(), name)
    assert files(Store(tmp_path)) == {3}


def test_what_a_killed_writer_left_is_swept_up(store: Store) -> None:
    store.folder.mkdir()
    (store.folder / "draft-000001.duckdb").write_bytes(b"half")
    (store.folder / "draft-000001.duckdb.wal").write_bytes(b"half")
    (store.folder / "writer.json").write_text("{", encoding="utf-8")
    assert add_case(store, "a") == 1
    assert {path.name for path in store.folder.iterdir()} <= {
        "CURRENT",
        "shirong-000001.duckdb",
        "sums",
        "writer.lock",
        *("audit.jsonl", "audit.head", "audit.lock"),
    }


@pytest.mark.parametrize("damage", [b"", b"not a database" * 1000, None])
def test_a_damaged_current_file_is_named_and_undo_steps_over_it(
    store: Store, damage: bytes | None
) -> None:
    add_case(store, "a")
    add_case(store, "b")
    whole = file(store, 2).read_bytes()
    file(store, 2).write_bytes(whole[: len(whole) // 3] if damage is None else damage)
    with pytest.raises(CorruptedStoreError, match="shirong-000002"):
        store.connect()
    with pytest.raises(CorruptedStoreError, match="shirong-000002"):
        add_case(store, "c")
    assert store.undo() == 1
    assert add_case(store, "c") == 3
    assert cases(store) == ["a", "c"]


def test_a_missing_current_file_is_named_and_undo_steps_over_it(store: Store) -> None:
    add_case(store, "a")
    add_case(store, "b")
    file(store, 2).unlink()
    with pytest.raises(CorruptedStoreError, match="shirong-000002"):
        store.connect()
    assert store.undo() == 1


@pytest.mark.parametrize("content", [None, "garbage", "../../etc/passwd"])
def test_a_lost_pointer_is_never_taken_for_an_empty_store(
    store: Store, content: str | None
) -> None:
    add_case(store, "a")
    pointer = store.folder / "CURRENT"
    if content is None:
        pointer.unlink()
    else:
        pointer.write_text(content, encoding="utf-8")
    with pytest.raises(CorruptedStoreError, match="CURRENT"):
        store.version()
    with pytest.raises(CorruptedStoreError, match="CURRENT"):
        add_case(store, "b")
    assert store.undo() == 1
    assert cases(store) == ["a"]


def set_format(store: Store, file_format: int) -> None:
    con = duckdb.connect(str(file(store, 1)))
    con.execute("UPDATE store_info SET format = ?", [file_format])
    con.close()
    write_sums(store.folder / "sums" / "000001.json", sums_of(file(store, 1)))


def test_a_newer_format_is_refused(store: Store) -> None:
    add_case(store, "a")
    set_format(store, STORE_FORMAT + 1)
    with pytest.raises(NewerStoreError):
        store.connect()
    with pytest.raises(NewerStoreError):
        add_case(store, "b")


def test_an_older_store_is_lifted_with_its_facts_derived_again(store: Store) -> None:
    add_case(store, "a")
    con = duckdb.connect(str(file(store, 1)))
    con.execute("ALTER TABLE cases DROP COLUMN month")
    con.execute("DROP TABLE tasks")
    con.close()
    set_format(store, STORE_FORMAT - 1)
    with pytest.raises(OlderStoreError):
        store.connect()
    assert store.upgrade() == 2
    assert store.upgrade() == 2
    con = store.connect()
    assert con.execute("SELECT month FROM cases").fetchall() == [("2025-10",)]
    assert con.execute("SELECT count(*) FROM tasks").fetchall() == [(0,)]
    con.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO cases (case_no) VALUES ('x')",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY cases TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "SET threads = 1",
        "SELECT * FROM frame",
    ],
)
def test_a_read_connection_reaches_nothing_but_the_version(store: Store, statement: str) -> None:
    add_case(store, "a")
    frame = [1]  # noqa: F841 - a variable of the caller is no table
    con = store.connect()
    with pytest.raises(duckdb.Error):
        con.execute(statement)
    con.close()


def test_books_that_do_not_add_up_are_not_published(store: Store) -> None:
    add_case(store, "a")
    with pytest.raises(StoreCheckError, match="october.csv"), store.writing("bad account") as draft:
        draft.con.execute(
            "INSERT INTO import_batches (batch_id, file, rows_read, stored, updated, duplicates, "
            "rejected, set_aside) VALUES (1, 'october.csv', 10, 9, 0, 0, 0, 0)"
        )
    with pytest.raises(StoreCheckError, match="twice"), store.writing("a record twice") as draft:
        draft.con.execute("INSERT INTO cases (record_key, share) VALUES ('twice', 1), ('twice', 1)")
    assert store.version() == 1


def test_a_shared_record_counts_once(store: Store) -> None:
    with store.writing("two units") as draft:
        draft.con.execute("INSERT INTO cases (record_key, share) VALUES ('a', 0.2), ('a', 0.8)")
    assert store.version() == 1

"""A backup is a store: what was there can be read from it, and damage is never copied over it."""

from pathlib import Path

import pytest

from data import backup as backing
from data.backup import BackupError, back_up
from data.importer import import_files
from data.store import CorruptedStoreError, EmptyStoreError, Store
from shirong.commands import main
from tests.data.damage.files import as_text, cases


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "store")
    bring(store, "A")
    return store


def bring(store: Store, name: str) -> None:
    path = store.folder.with_name(f"{name}.csv")
    path.write_text(as_text(cases(20, name)), encoding="utf-8")
    import_files(store, [path])


def facts(store: Store) -> list[tuple]:
    with store.connect() as con:
        return con.execute("SELECT * FROM cases ORDER BY ALL").fetchall()


def test_a_backup_is_a_store_that_can_go_on(store: Store, tmp_path: Path) -> None:
    (store.folder / "schemes").mkdir()
    (store.folder / "schemes" / "own.yaml").write_text("id: own", encoding="utf-8")
    done = back_up(store, tmp_path / "copy")
    copy = Store(tmp_path / "copy")
    assert done.version == copy.version() == 1 and facts(copy) == facts(store)
    assert (copy.folder / "schemes" / "own.yaml").read_text(encoding="utf-8") == "id: own"
    bring(copy, "B")
    assert len(facts(copy)) == 40 and len(facts(store)) == 20


def test_only_what_is_new_is_copied_and_what_is_gone_goes(store: Store, tmp_path: Path) -> None:
    store.keep = 1
    first = back_up(store, tmp_path / "copy")
    assert back_up(store, tmp_path / "copy").files == 0
    bring(store, "B")
    second = back_up(store, tmp_path / "copy")
    assert 0 < second.files < first.files + 2  # a version, its checksums, what its batch brought
    copy = Store(tmp_path / "copy")
    assert [info.number for info in copy.versions()] == [2] and facts(copy) == facts(store)


def test_a_damaged_store_leaves_the_backup_as_it_was(store: Store, tmp_path: Path) -> None:
    back_up(store, tmp_path / "copy")
    before = facts(store)
    path = store.folder / "shirong-000001.duckdb"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    with pytest.raises(CorruptedStoreError):
        back_up(store, tmp_path / "copy")
    assert facts(Store(tmp_path / "copy")) == before


def test_a_copy_that_came_out_damaged_is_named(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = backing._copy

    def torn(path: Path, target: Path) -> int | None:
        size = copied(path, target)
        if path.suffix == ".duckdb":
            target.write_bytes(target.read_bytes()[:-1] + b"\7")
        return size

    monkeypatch.setattr(backing, "_copy", torn)
    with pytest.raises(CorruptedStoreError):
        back_up(store, tmp_path / "copy")


def test_a_backup_needs_a_folder_of_its_own(store: Store, tmp_path: Path) -> None:
    for folder in (store.folder, store.folder / "inside", store.folder.parent):
        with pytest.raises(BackupError):
            back_up(store, folder)
    with pytest.raises(EmptyStoreError):
        back_up(Store(tmp_path / "nothing"), tmp_path / "copy")


def test_the_command_says_what_it_copied(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "copy"), "--store", str(store.folder)]) == 0
    said = capsys.readouterr().out
    assert "已备份版本 1" in said and "副本校验无误" in said
    assert main(["verify", "--all", "--store", str(tmp_path / "copy")]) == 0

"""Earlier versions that lie as what differs: every byte comes back, and little is stored for it."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.backup import back_up
from data.batches.undoing import undo
from data.importer import import_files
from data.storage import folding
from data.store import Store
from tests.data.damage.files import as_text
from tests.data.damage.files import cases as exported

MB = 1 << 20


@pytest.fixture(autouse=True, scope="module")
def small_ones_too() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "FROM_SIZE", 0)
        yield


def fill(store: Store, seed: str = "", start: int | None = None) -> None:
    """A version with five megabytes that no later write touches."""
    said = " || ".join(f"md5('{seed}{part}' || i)" for part in range(40))
    with store.writing("ballast", start) as draft:
        draft.con.execute(
            f"CREATE TABLE ballast AS SELECT {said} AS said FROM range(4_000) AS r(i)"
        )


def add(store: Store, case_no: str) -> int:
    with store.writing(case_no) as draft:
        draft.con.execute(
            "INSERT INTO cases (case_no, record_key, share, reported_at)"
            " VALUES (?, ?, 1, TIMESTAMP '2025-10-01 08:00:00')",
            [case_no, case_no],
        )
    return draft.version


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Six versions; each from the second on has a case more."""
    store = Store(tmp_path_factory.mktemp("built") / "store")
    fill(store)
    for name in "bcdef":
        add(store, name)
    return store


@pytest.fixture
def store(built: Store, tmp_path: Path) -> Store:
    """The same, to write to."""
    shutil.copytree(built.folder, tmp_path / "store")
    return Store(tmp_path / "store")


def held(store: Store, version: int) -> str:
    with store.connect(version) as con:
        found = con.execute("SELECT case_no FROM cases ORDER BY 1").fetchall()
        assert con.execute("SELECT count(*) FROM ballast").fetchone() == (4_000,)
    return "".join(name for (name,) in found)


def whole(store: Store) -> set[int]:
    return {int(path.stem.split("-")[1]) for path in store.folder.glob("shirong-*.duckdb")}


def stored(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.write_bytes(content)


def test_only_two_versions_lie_whole_and_all_can_be_read(store: Store) -> None:
    size = (store.folder / "shirong-000006.duckdb").stat().st_size
    assert size > 4 * MB and whole(store) == {5, 6}
    assert stored(store.folder) < 3.5 * size
    assert [info.number for info in store.versions()] == [6, 5, 4, 3, 2, 1]
    assert [info.note for info in store.versions()][-2:] == ["b", "ballast"]
    for version, cases in enumerate(["", "b", "bc", "bcd", "bcde", "bcdef"], 1):
        assert held(store, version) == cases
    add(store, "g")  # what was opened is folded again
    assert whole(store) == {6, 7} and store.damages(every=True) == []


def test_what_comes_back_is_the_file_to_the_byte(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    fill(store)
    add(store, "a")
    path = store.folder / "shirong-000001.duckdb"
    before, told = path.read_bytes(), path.stat()
    add(store, "b")
    assert not path.exists() and store.stamp(1) == ""
    assert store.file(1).read_bytes() == before
    assert store.stamp(1) == f"{told.st_size} {told.st_mtime_ns}"  # results kept of it still hold


def test_undo_goes_back_to_folded_versions(store: Store) -> None:
    assert [store.undo() for _ in range(4)] == [5, 4, 3, 2]
    assert held(store, 2) == "b"
    assert add(store, "x") == 7 and held(store, 7) == "bx" and held(store, 6) == "bcdef"


def test_a_batch_is_taken_back_from_a_folded_version(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    fill(store)
    for name in "ABCD":
        path = tmp_path / f"{name}.csv"
        path.write_text(as_text(exported(20, name)), encoding="utf-8")
        import_files(store, [path])
    assert 2 not in whole(store)
    undo(store, [2], "test")
    with store.connect() as con:
        found = con.execute("SELECT DISTINCT source_file FROM cases ORDER BY 1").fetchall()
        assert con.execute("SELECT count(*) FROM ballast").fetchone() == (4_000,)
    assert [name for (name,) in found] == ["A.csv", "C.csv", "D.csv"]


def test_blocks_go_with_the_last_version_that_needs_them(store: Store) -> None:
    assert any((store.folder / "blocks").iterdir())
    store.keep = 2
    add(store, "g")
    add(store, "h")
    assert [info.number for info in store.versions()] == [8, 7]
    store.sweep()
    assert not any((store.folder / "blocks").iterdir())
    assert not any((store.folder / "folded").iterdir())


def test_what_shares_too_little_stays_whole_and_fewer_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for seed in "abcdefghijkl":
        fill(store, seed, start=0)
    assert whole(store) == set(range(3, 13)) and not (store.folder / "folded").exists()


def test_what_folded_ones_need_of_a_version_stays_when_it_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store._UNFOLDED", 3)
    for seed in "xyz":
        fill(store, seed, start=0)
    assert [info.number for info in store.versions()] == [9, 8, 7, 5, 4, 3, 2, 1]
    assert store.damages(every=True) == [] and held(store, 5) == "bcde"


def test_a_damaged_block_is_named_and_concerns_no_other_version(store: Store) -> None:
    path = max((store.folder / "blocks").iterdir())
    flip(path, 100)
    damages = store.damages(every=True)
    assert damages and {wrong.code for wrong in damages} == {"store-block-lost"}
    assert store.damages() == [] and held(store, 6) == "bcdef"
    for lang in ("zh", "en"):
        assert str(damages[0].params["number"]) in damages[0].text(lang)
    path.unlink()
    assert store.damages(every=True) == damages


def test_a_damaged_current_file_takes_no_earlier_version_along(store: Store) -> None:
    flip(store.folder / "shirong-000006.duckdb", 3 * MB)  # within the ballast, which all share
    assert [wrong.code for wrong in store.damages(every=True)] == ["store-damaged-block"]
    assert store.undo() == 5 and held(store, 3) == "bc"


def test_a_damaged_version_is_not_folded(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    fill(store)
    add(store, "b")
    path = store.folder / "shirong-000001.duckdb"
    for place in range(0, path.stat().st_size, 1 << 18):  # one of them is its own
        flip(path, place + 4_000)
    add(store, "c")
    assert whole(store) == {1, 2, 3}
    assert [wrong.params["file"] for wrong in store.damages(every=True)] == [path.name]


@pytest.mark.parametrize("file", ["folded/000003.json", "sums/000003.json"])
def test_a_damaged_record_stops_no_write(store: Store, file: str) -> None:
    (store.folder / file).write_text("{", encoding="utf-8")
    for name in "gh":
        add(store, name)
    assert held(store, 8) == "bcdefgh" and held(store, 4) == "bcd"
    assert len(store.damages(every=True)) == 1


def test_a_backup_holds_folded_versions_too(store: Store, tmp_path: Path) -> None:
    back_up(store, tmp_path / "copy")
    add(store, "g")
    back_up(store, tmp_path / "copy")
    copy = Store(tmp_path / "copy")
    assert whole(copy) == {6, 7} and copy.damages(every=True) == []
    assert held(copy, 3) == "bc"


class Killed(BaseException):
    pass


@pytest.mark.parametrize("step", range(12))
def test_killed_at_any_step_of_folding_nothing_is_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Each rename and each removal of a file is a step."""
    left = step

    def counted(done):
        def doing(*args, **options):
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return done(*args, **options)

        return doing

    with monkeypatch.context() as patch:
        patch.setattr(folding.os, "replace", counted(os.replace))
        patch.setattr(folding, "discard", counted(folding.discard))
        with suppress(Killed):
            add(store, "g")
    now = store.version()
    assert now in (6, 7)
    for version, cases in enumerate(["", "b", "bc", "bcd", "bcde", "bcdef"], 1):
        assert held(store, version) == cases
    add(store, "h")
    assert store.damages(every=True) == [] and len(whole(store)) == 2


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["write", "undo", "open", "sweep"]), max_size=14), st.data())
def test_whatever_happens_each_kept_version_is_what_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], data: st.DataObject
) -> None:
    store = Store(tmp_path_factory.mktemp("folding") / "store")
    store.keep = 5
    fill(store)
    was: dict[int, str] = {}

    def note() -> None:
        for path in store.folder.glob("shirong-*.duckdb"):
            was.setdefault(int(path.stem.split("-")[1]), _sha(path))

    note()
    for number, step in enumerate(steps):
        kept = [info.number for info in store.versions()]
        if step == "write":
            add(store, f"case {number}")
        elif step == "undo" and len(kept) > 1 and store.version() != min(kept):
            store.undo()
        elif step == "open":
            store.connect(data.draw(st.sampled_from(kept))).close()
        else:
            store.sweep()
        note()
    for info in store.versions():
        assert _sha(store.file(info.number)) == was[info.number]


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

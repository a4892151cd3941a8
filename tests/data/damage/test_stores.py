"""The store's own files: damaged, cut, swapped, or written by a newer program."""

import shutil
import struct
from pathlib import Path
from random import Random

import duckdb
import pytest

from data.importer import import_files
from data.storage import checksums
from data.storage.versions import STORE_FORMAT
from data.store import CorruptedStoreError, NewerStoreError, NothingToUndoError, Store
from shirong.commands import main
from tests.data.damage.files import as_text, cases, fingerprint

WHAT_TO_DO = {"zh": ("撤销", "升级"), "en": ("Undo", "Upgrade")}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "more.csv"
    path.write_text(as_text(cases(30)), encoding="utf-8")
    return path


def current(store: Store) -> Path:
    return store.folder / (store.folder / "CURRENT").read_text(encoding="utf-8").strip()


def refused(store: Store, export: Path, kind: type[Exception]) -> str:
    """The code with which reading and importing are refused; no file of the store changes."""
    before = fingerprint(store.folder)
    with pytest.raises(kind) as reading:
        store.connect().close()
    with pytest.raises(kind) as writing:
        import_files(store, [export])
    assert fingerprint(store.folder) == before
    message = writing.value.message  # type: ignore[attr-defined]
    assert message == reading.value.message  # type: ignore[attr-defined]
    for lang, ways in WHAT_TO_DO.items():
        assert any(way in message.text(lang) for way in ways), message.text(lang)
    return str(message.code)


def overwrite(path: Path, start: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content)


@pytest.fixture
def two(good: Store, export: Path) -> Store:
    """A store of two versions."""
    other = export.with_name("two.csv")
    other.write_text(as_text(cases(400, "T")), encoding="utf-8")
    import_files(good, [other])
    assert good.version() == 2
    return good


DAMAGES = {
    "its first page": lambda path: overwrite(path, 0, b"\xff" * 4096),
    "both headers": lambda path: overwrite(path, 4096, b"\0" * 8192),
    "a text in its place": lambda path: path.write_text("nothing of the kind"),
    "nothing in it": lambda path: path.write_bytes(b""),
    "cut to a half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut by a page": lambda path: path.write_bytes(path.read_bytes()[:12_288]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_version_is_refused_and_undo_returns_to_the_one_before(
    two: Store, export: Path, damage: str
) -> None:
    DAMAGES[damage](current(two))
    assert refused(two, export, CorruptedStoreError) in ("store-corrupted", "store-damaged-size")
    assert two.undo() == 1
    with two.connect() as con:
        assert con.execute("SELECT count(*) FROM cases").fetchall() == [(10,)]
    (account,) = import_files(two, [export])
    assert account.stored == 30


def test_damage_in_the_middle_never_becomes_a_new_version(two: Store, export: Path) -> None:
    """Blocks carry checksums: an import that has to read a damaged one is refused."""
    path = current(two)
    size = path.stat().st_size
    overwrite(path, size // 3, b"\xa5" * (size // 2))
    before = fingerprint(two.folder)
    with pytest.raises(CorruptedStoreError) as error:
        import_files(two, [export])
    assert "撤销" in error.value.message.text("zh") and "Undo" in error.value.message.text("en")
    assert fingerprint(two.folder) == before
    assert two.undo() == 1


def test_a_missing_version_is_refused(two: Store, export: Path) -> None:
    current(two).unlink()
    assert refused(two, export, CorruptedStoreError) == "store-missing-file"
    assert two.undo() == 1


@pytest.mark.parametrize("content", [b"rubbish", b"\xff\xfe\0\0", b"../other.duckdb", b"\0" * 64])
def test_a_pointer_of_rubbish_is_refused(two: Store, export: Path, content: bytes) -> None:
    (two.folder / "CURRENT").write_bytes(content)
    assert refused(two, export, CorruptedStoreError) == "store-pointer-missing"
    assert two.undo() in (1, 2)


def test_a_store_of_a_newer_program_is_refused(two: Store, export: Path) -> None:
    with duckdb.connect(str(current(two))) as con:
        con.execute("UPDATE store_info SET format = ?", [STORE_FORMAT + 1])
    checksums.write_sums(two.folder / "sums" / "000002.json", checksums.sums_of(current(two)))
    assert refused(two, export, NewerStoreError) == "store-newer"


def test_a_file_of_a_newer_database_is_refused(two: Store, export: Path) -> None:
    """The main header: a checksum, DUCK, the version of the storage."""
    path = current(two)
    header = bytearray(path.read_bytes()[:4096])
    assert header[8:12] == b"DUCK"
    header[12:20] = (1 << 20).to_bytes(8, "little")
    checksum = 5381
    for (word,) in struct.iter_unpack("<Q", header[8:]):
        checksum ^= word * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    header[:8] = checksum.to_bytes(8, "little")
    overwrite(path, 0, bytes(header))
    assert refused(two, export, NewerStoreError) == "store-newer-file"


FLIPS = 24


def test_every_flipped_bit_is_noticed_refused_and_led_back_from(
    two: Store, export: Path, tmp_path: Path
) -> None:
    """A flip that no reader meets still changes a figure some day."""
    chance = Random(7)
    for number in range(FLIPS):
        copy = Store(tmp_path / f"copy{number}")
        shutil.copytree(two.folder, copy.folder)
        path = current(copy)
        place = chance.randrange(path.stat().st_size)
        overwrite(path, place, bytes([path.read_bytes()[place] ^ 1 << chance.randrange(8)]))
        (wrong,) = copy.damages()
        assert path.name in wrong.text("zh") and "撤销" in wrong.text("zh")
        with pytest.raises(CorruptedStoreError):
            import_files(copy, [export])
        assert main(["verify", "--store", str(copy.folder)]) == 2
        assert main(["undo", "--store", str(copy.folder)]) == 0
        assert copy.version() == 1 and copy.damages() == [] and copy.lost_batches() == [2]
        import_files(copy, [export])
        assert copy.damages() == []


def test_a_flip_while_a_draft_is_built_is_not_summed_anew(two: Store, export: Path) -> None:
    """Blocks that a draft took over keep the sums with which they were written."""
    copied = checksums.copy_checked

    def flipped(source: Path, target: Path, sums: checksums.Sums | None) -> None:
        copied(source, target, sums)
        for path in (source, target):
            overwrite(path, path.stat().st_size // 2, b"\1\2\3")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.store.copy_checked", flipped)
        with two.writing("nothing") as draft:
            draft.changed.add("publications")
    assert two.version() == 3 and two.damages()


def test_an_older_version_is_looked_at_when_all_are(two: Store) -> None:
    older = two.folder / "shirong-000001.duckdb"
    overwrite(older, 20_000, b"\1\2\3")
    assert two.damages() == []
    (wrong,) = two.damages(every=True)
    assert older.name in wrong.text("zh")
    overwrite(current(two), 20_000, b"\1\2\3")
    with pytest.raises(NothingToUndoError):
        two.undo()  # never to a version that is damaged as well


@pytest.mark.parametrize("cut", [300_000, 1])
def test_a_file_that_was_cut_is_refused_on_opening(two: Store, export: Path, cut: int) -> None:
    path = current(two)
    path.write_bytes(path.read_bytes()[:-cut])
    assert refused(two, export, CorruptedStoreError) == "store-damaged-size"


def test_an_emptied_pointer_is_no_empty_store(two: Store, export: Path) -> None:
    (two.folder / "CURRENT").write_bytes(b"")
    assert refused(two, export, CorruptedStoreError) == "store-pointer-missing"
    assert two.undo() == 2


def test_lost_or_damaged_checksums_are_named(two: Store, export: Path) -> None:
    sums = two.folder / "sums" / "000002.json"
    text = sums.read_text()
    sums.write_text(text[: len(text) // 2])
    assert refused(two, export, CorruptedStoreError) == "store-sums-damaged"
    sums.unlink()
    assert refused(two, export, CorruptedStoreError) == "store-sums-missing"
    assert two.undo() == 1


def test_a_file_of_another_version_is_named(two: Store, export: Path) -> None:
    shutil.copy(two.folder / "shirong-000001.duckdb", current(two))
    shutil.copy(two.folder / "sums" / "000001.json", two.folder / "sums" / "000002.json")
    assert refused(two, export, CorruptedStoreError) == "store-foreign-file"


def test_a_store_of_a_program_that_knew_no_checksums_is_read_and_summed(
    two: Store, export: Path
) -> None:
    shutil.rmtree(two.folder / "sums")
    assert two.damages(every=True) == []
    import_files(two, [export])
    assert (two.folder / "sums" / "000003.json").exists() and two.damages() == []

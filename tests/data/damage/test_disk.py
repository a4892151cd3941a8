"""A disk that fills up in the middle of an import, for real and at every step."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from data.importer import import_files
from data.storage.space import DiskFullError, is_full, room_for
from data.store import Store
from tests.data.damage.files import as_text, cases, fingerprint

ROOT = Path(__file__).resolve().parents[3]
IMPORT = "import sys; from data.__main__ import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "案卷.csv"
    path.write_text(as_text(cases(20_000)), encoding="utf-8")
    return path


def names_the_folder(message: str, folder: Path) -> bool:
    return str(folder) in message and "MB" in message and "SHIRONG_STORE" in message


def test_too_little_room_is_said_before_anything_is_written(
    kept: Store, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=5 << 20))
    monkeypatch.setattr("data.store.copy_checked", lambda *_: pytest.fail("writing had begun"))
    with pytest.raises(DiskFullError) as error:
        import_files(kept, [export])
    for lang in ("zh", "en"):
        assert names_the_folder(error.value.message.text(lang), kept.folder)
    assert error.value.message.code == "store-disk-small"
    assert error.value.message.params["free"] == 5
    assert error.value.message.params["needed"] > 16


STEPS = {
    "copying": "data.store.copy_checked",
    "opening": "data.store.connect_file",
    "reading": "data.importer.import_sheet",
    "deriving": "data.store.derive",
    "checking": "data.store.check",
    "describing": "data.store.write_info",
    "flushing": "data.store.flush",
    "renaming": "data.store.os.replace",
    "pointing": "data.storage.store_folder.StoreFolder.point_to",
    "moving the pointer": "data.storage.store_folder.os.replace",
}
ERRORS = [
    OSError(28, "No space left on device"),
    duckdb.IOException('IO Error: Could not write file "x": No space left on device'),
    duckdb.OutOfMemoryException("failed to offload data block ... 'max_temp_directory_size'"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_fills_up_at_any_step(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception
) -> None:
    if isinstance(error, duckdb.Error) and step in ("pointing", "moving the pointer", "renaming"):
        pytest.skip("no database is at work there")
    path = tmp_path / "案卷.csv"
    path.write_text(as_text(cases(20)), encoding="utf-8")
    reached = []

    def full(*_: object, **__: object) -> None:
        reached.append(step)
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(STEPS[step], full)
        with pytest.raises(DiskFullError) as refused:
            import_files(kept, [path])
    assert reached
    assert refused.value.message.code == "store-disk-full"
    for lang in ("zh", "en"):
        assert names_the_folder(refused.value.message.text(lang), kept.folder)


@pytest.mark.skipif(os.name == "nt", reason="limits on the size of files are of Unix")
def test_files_may_not_grow(kept: Store, export: Path) -> None:
    """For real: the operating system refuses the import's writes beyond a size."""
    size = next(kept.folder.glob("*.duckdb")).stat().st_size + (200 << 10)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
    command = [sys.executable, "-c", limit + IMPORT, "import", "--store", str(kept.folder)]
    done = subprocess.run(
        [*command, "--lang", "en", str(export)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert names_the_folder(done.stderr, kept.folder) and "Traceback" not in done.stderr
    import_files(again := Store(shutil.copytree(kept.folder, export.parent / "room")), [export])
    assert again.version() == 2


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB; skips where one may not be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if not mount or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_of_its_own_fills_up(
    tiny_disk: Path, good: Store, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(shutil.copytree(good.folder, tiny_disk / "store"))
    before = fingerprint(store.folder)
    with pytest.raises(DiskFullError) as early:
        import_files(store, [export])
    assert early.value.message.code == "store-disk-small"
    assert fingerprint(store.folder) == before

    filler = tiny_disk / "filler"
    filler.write_bytes(b"x" * (13 << 20))
    monkeypatch.setattr("data.storage.space._ROOM_AROUND", 0)
    monkeypatch.setattr("data.importer.room_of_exports", lambda _: 0)
    monkeypatch.setattr(Store, "_size", lambda _: 0)
    with pytest.raises(DiskFullError) as late:
        import_files(store, [export])
    assert late.value.message.code == "store-disk-full"
    assert fingerprint(store.folder) == before

    filler.unlink()
    (account,) = import_files(store, [export])
    assert account.stored == 20_000 and store.version() == 2


def test_other_errors_keep_their_own_names(tmp_path: Path) -> None:
    for error in (OSError(13, "Permission denied"), duckdb.ParserException("syntax error")):
        assert not is_full(error)
        with pytest.raises(type(error)), room_for(tmp_path, 1):
            raise error


def test_the_room_is_asked_of_the_disk_where_the_folder_will_be(tmp_path: Path) -> None:
    with room_for(tmp_path / "not" / "yet" / "there", 1):
        pass
    with pytest.raises(DiskFullError), room_for(tmp_path / "not" / "there", 1 << 60):
        pass

"""The sample city beside an office's own store: loaded and removed without a trace in that."""

import hashlib
import shutil
from pathlib import Path

import pytest

from data.access.audit import Audit
from data.importer import import_files
from data.store import Store, StoreBusyError
from sample_city.workspace import holds_anything, remove_sample, sample_store


@pytest.fixture
def own(tmp_path: Path) -> Store:
    """A store with a file of one's own, a scheme beside it, and a sample city."""
    store = Store(tmp_path / "store")
    for place, name in ((store, "甲区"), (sample_store(store), "云栖区")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"单位类别,单位名称,考核组\n区域,{name},城区组\n", encoding="utf-8")
        import_files(place, [path])
    (store.folder / "schemes").mkdir()
    (store.folder / "schemes" / "own.yaml").write_text("id: own\n", encoding="utf-8")
    return store


def content(folder: Path) -> dict[str, str]:
    """Every file below a folder by its fingerprint, but those of the sample city."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and folder / "sample" not in path.parents
    }


def test_removing_the_sample_city_leaves_own_data_whole(own: Store) -> None:
    before = content(own.folder)
    assert "schemes/own.yaml" in before and holds_anything(sample_store(own))
    remove_sample(own)
    assert not sample_store(own).folder.exists()
    after = content(own.folder)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {"audit.jsonl", "audit.head"} and own.version() == 1
    assert Audit(own.folder).entries()[0].what == "remove"
    remove_sample(own)  # nothing is there: nothing happens
    assert content(own.folder) == after


def test_the_sample_city_is_not_removed_under_an_import(own: Store) -> None:
    sample = sample_store(own)
    with sample.writing("test"):
        with pytest.raises(StoreBusyError):
            remove_sample(own)
        assert sample.version() == 1
    assert sample.version() == 2


def test_a_removal_that_is_cut_off_leaves_an_empty_store(
    own: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither a damaged store, which every page would complain of, nor one that cannot be filled
    again."""

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", cut)
        with pytest.raises(KeyboardInterrupt):
            remove_sample(own)
    assert not holds_anything(sample_store(own)) and sample_store(own).folder.exists()
    import_files(sample_store(own), [tmp_path / "云栖区.csv"])
    assert holds_anything(sample_store(own))


def test_a_damaged_store_is_not_taken_for_an_empty_one(own: Store) -> None:
    (own.folder / "CURRENT").unlink()
    assert holds_anything(own)

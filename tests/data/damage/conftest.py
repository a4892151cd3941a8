"""Broken files and broken disks, each through the whole import: a clear sentence in both languages,
and a store in which nothing has changed.

truncated, extensions, passwords, bombs, empty, encodings: what is wrong with a file. large: how
much is in it. disk: a disk that fills up. stores: the store's own files.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.importer import import_files
from data.store import Store
from tests.data.damage.files import as_text, cases, fingerprint


@pytest.fixture(scope="session")
def good_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    export = folder / "good.csv"
    export.write_text(as_text(cases(10, "G")), encoding="utf-8")
    import_files(Store(folder / "store"), [export])
    return folder / "store"


@pytest.fixture
def good(good_folder: Path, tmp_path: Path) -> Store:
    """A store of one version with ten cases."""
    return Store(shutil.copytree(good_folder, tmp_path / "good-store"))


@pytest.fixture
def kept(good: Store) -> Iterator[Store]:
    """The same; whatever the test does to it, every file in it must stay as it was."""
    before = fingerprint(good.folder)
    yield good
    assert good.version() == 1
    assert fingerprint(good.folder) == before

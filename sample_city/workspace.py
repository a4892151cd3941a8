"""The sample city as a workspace: a store of its own inside of an office's store folder.

What is invented never lies in one store with what an office brings, and goes without a trace.
"""

import os
import shutil
import tempfile
from pathlib import Path

from data.importer import import_files
from data.importing.account import Account
from data.photos import photo_folder
from data.progress import Report
from data.store import Store
from kernel.messages import ShirongError
from sample_city import write_exports

RECORDS = Path(__file__).with_name("records")  # actions/ and notes/, a file each


def sample_store(own: Store) -> Store:
    """The store of the sample city beside an office's own, whether or not it is there."""
    return Store(own.folder / "sample")


def holds_anything(store: Store) -> bool:
    """Whether a store has a version; a damaged one is there as well."""
    try:
        return store.version() is not None
    except ShirongError:
        return True


def fill_sample(own: Store, progress: Report | None = None) -> list[Account]:
    """Write the sample city's exports and import them, like any other files, into its store; its
    pictures go into the folder of photos there, unless SHIRONG_PHOTOS names one for all stores.
    What its units have promised and explained lies beside it, as an office would write it."""
    store = sample_store(own)
    pictures = None if "SHIRONG_PHOTOS" in os.environ else photo_folder(store.folder)
    with tempfile.TemporaryDirectory() as folder:
        paths = write_exports(Path(folder), pictures=pictures)
        accounts = import_files(store, paths, progress=progress)
    shutil.copytree(RECORDS, store.folder, dirs_exist_ok=True)
    return accounts


def remove_sample(own: Store) -> None:
    """Remove the sample city with its store; the office's own is left alone. Close connections to
    it first. Raises StoreBusyError while something is imported into it."""
    sample_store(own).remove(told_in=own.folder)

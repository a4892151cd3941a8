"""Imports that were cut off are noted, and forgotten once that was said."""

import subprocess
import sys
from pathlib import Path

from data.importer import import_files, try_files
from data.storage.unfinished import Running, cut_off, forget
from data.store import Store

UNITS = "单位类别,单位名称,考核组\n区域,云栖区,城区组\n"


def units(folder: Path) -> Path:
    path = folder / "单位.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


def test_an_import_under_way_is_none_that_was_cut_off(store: Store) -> None:
    note = Running(store, ["案卷.csv"])
    assert cut_off(store) == []
    note.end()
    assert cut_off(store) == [] and not (store.folder / "importing").exists()


def test_what_a_killed_process_was_importing_is_said_until_it_is_seen(
    store: Store, tmp_path: Path
) -> None:
    _, trial = try_files(store, [units(tmp_path)])
    assert trial is not None
    code = (
        "import os, sys; from pathlib import Path; from data.store import Store, Trial;"
        "from data.storage.unfinished import Running;"
        f"note = Running(Store({str(store.folder)!r}), ['单位.csv']);"
        f"note.built(Trial(Path({str(trial.path)!r}), 1, None)); os._exit(9)"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 9
    for _ in range(2):
        assert [one.files for one in cut_off(store)] == [("单位.csv",)]
    assert not trial.path.exists() and store.version() is None
    forget(cut_off(store)[0])
    assert cut_off(store) == [] and not (store.folder / "importing").exists()


def test_an_import_that_was_stored_all_the_same_is_not_called_cut_off(
    store: Store, tmp_path: Path
) -> None:
    note = Running(store, ["单位.csv"])
    import_files(store, [units(tmp_path)])
    note.leave()
    assert cut_off(store) == []

"""Importing from a page: files into the store under a progress bar, and the sample city."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from data.account import Account
from data.importer import Progress, import_files
from data.samples import write_exports
from data.store import Store
from ui import format as f
from ui.i18n import t

STAGES = ("reading", "storing")


def load_sample() -> list[Account]:
    """Write the sample city's exports and import them like any other files."""
    with tempfile.TemporaryDirectory() as folder:
        bar = st.progress(0.0, t("import-sample-write"))
        return run_import(write_exports(Path(folder)), bar)


def import_uploads(uploads: Sequence) -> list[Account]:
    """Import what was dropped on the page."""
    with tempfile.TemporaryDirectory() as folder:
        return run_import(
            save_uploads(uploads, Path(folder)), st.progress(0.0, t("import-running"))
        )


def run_import(paths: Sequence[Path], bar) -> list[Account]:
    """Import files; the bar tells the file, the stage and the rows, and is gone at the end."""
    order = {path.name: place for place, path in enumerate(paths)}

    def tell(progress: Progress) -> None:
        # A file counts as half done while it is read: nobody knows its number of rows yet.
        done = order.get(progress.file, 0) + (0.5 if progress.stage == STAGES[0] else 0.9)
        stage = t(f"import-stage-{progress.stage}") if progress.stage in STAGES else ""
        text = t("import-progress", file=progress.file, stage=stage, rows=f.count(progress.rows))
        bar.progress(min(done / len(paths), 1.0), text)

    accounts = import_files(Store(), paths, progress=tell)
    bar.empty()
    return accounts


def save_uploads(uploads: Sequence, folder: Path) -> list[Path]:
    """Uploaded files as files under their own names; a second of the same name gets a number."""
    paths: list[Path] = []
    for number, upload in enumerate(uploads, start=1):
        path = folder / Path(upload.name).name
        if path in paths:
            path = path.with_stem(f"{path.stem} ({number})")
        path.write_bytes(upload.getbuffer())
        paths.append(path)
    return paths

"""Importing from a page, as it is seen: how far it is, and the sample city."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from data.importing.account import Account
from data.progress import ImportProgress
from sample_city.workspace import fill_sample
from ui import format as f
from ui import widgets
from ui.i18n import t
from ui.imports.drop import Drop
from ui.markup import note, put
from ui.streamlit_patches import from_the_top
from ui.workspace import own_store

STAGES = ("opening", "reading", "storing", "deriving", "checking", "comparing")
_EVERY = 0.7  # seconds between two looks at a running import


@st.fragment(run_every=_EVERY)
def watch(drop: Drop) -> None:
    """How far the import of a drop is, and a way to stop it; the page runs again at its end."""
    attempt = drop.attempt
    if attempt.state != "running":
        st.rerun()
    from_the_top()  # the button that began it, and what comes of it, stand far apart
    progress = attempt.progress
    put(stages(progress))
    widgets.progress_bar(progress.share if progress else 0.0, progress_text(progress, drop.paths))
    if widgets.button(t("import-stop"), key="stop-import"):
        attempt.stop()
    put(note(t("import-stop-hint")))


def stages(progress: ImportProgress | None) -> str:
    """All stages in a row, the one at work marked."""
    at = STAGES.index(progress.stage) if progress else 0
    css = ["done"] * at + ["now"] + [""] * len(STAGES)
    steps = (
        f'<li class="{look}">{escape(t(f"stage-{stage}"))}</li>'
        for stage, look in zip(STAGES, css, strict=False)
    )
    return f'<ol class="stages">{"".join(steps)}</ol>'


def progress_text(progress: ImportProgress | None, paths: Sequence[Path]) -> str:
    """The file, its place among the files, and its rows so far."""
    if progress is None:
        return t("import-beginning")
    if not progress.file:
        return t(f"doing-{progress.stage}")
    names = [path.name for path in paths]
    params = {"file": progress.file, "n": len(names)}
    params["number"] = names.index(progress.file) + 1 if progress.file in names else 1
    if not progress.rows:
        return t("import-progress-file", **params)
    rows = f.count(progress.rows)
    if progress.expected:
        # A file has title lines and line ends inside cells: its lines are about its rows.
        expected = f.count(max(progress.expected, progress.rows))
        return t("import-progress-of", rows=rows, expected=expected, **params)
    return t("import-progress", rows=rows, **params)


def load_sample() -> list[Account]:
    """Load the sample city while the visitor waits; the bar tells how far, and is gone at the
    end."""
    bar = widgets.progress_bar(0.0, t("import-sample-write"))

    def tell(at: ImportProgress) -> None:
        text = t("import-sample-read", file=at.file) if at.file else t(f"doing-{at.stage}")
        widgets.progress_bar(at.share, text, at=bar)

    accounts = fill_sample(own_store(), tell)
    bar.empty()
    return accounts

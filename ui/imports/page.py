"""数据导入: drop files, see what they would change and where every row went, take one back."""

from data.store import Store
from ui.header import open_data
from ui.i18n import t
from ui.imports import files
from ui.imports.conflicts import show_conflicts
from ui.imports.history import show_history
from ui.imports.importing import watch
from ui.imports.next_steps import next_steps, still_beginning
from ui.imports.review import show_review
from ui.imports.sample import elsewhere, removal
from ui.markup import note, put, statement
from ui.navigation import PageEntry
from ui.store import current
from ui.workspace import in_sample

PLACE = PageEntry("data", 10, rights=("import", "decide"))


def show() -> None:
    """Draw the page: what was dropped last, as far as it has come, and what there is already."""
    store = open_data("imports")
    if in_sample():
        elsewhere()
    else:
        _files(store)
    show_review(store)
    show_history(store)
    if store.version() is not None:
        show_conflicts(current())
    if not in_sample():
        removal()


def _files(store: Store) -> None:
    """What was dropped last, as far as it has come, and a place to drop more."""
    drop = files.dropped()
    state = drop.attempt.state if drop else ""
    if state in ("", "stored", "unchanged"):
        put(statement(t("import-title")))
        put(note(t("import-what")))
        files.show_uploader(store)
        files.broken_files(store)
        files.watched(store)
    files.told()
    files.interrupted(store)
    if drop and state == "running":
        put(statement(t("import-running")))
        watch(drop)
    elif drop and state == "waiting":
        files.decision(drop)
    elif drop and state == "failed":
        files.failure(drop)
    elif drop:
        files.outcome(drop)
    elif store.version() is not None and still_beginning():
        next_steps(store)  # for who comes back, too
        files.show_computable()
    if drop and state in ("waiting", "stored"):
        files.mapping(store, drop)

"""数据导入: drop files, see what they would change and where every row went, take one back."""

from ui.header import open_data
from ui.i18n import t
from ui.imports import files as parts
from ui.imports.broken_files import broken_files
from ui.imports.conflicts import conflicts
from ui.imports.history import history
from ui.imports.importing import watch
from ui.imports.review import review
from ui.markup import note, put, statement
from ui.store import current

store = open_data()
drop = parts.dropped()
state = drop.attempt.state if drop else ""
if state in ("", "stored", "unchanged"):
    put(statement(t("import-title")))
    put(note(t("import-what")))
    parts.uploader(store)
    broken_files(store)
parts.told()
parts.interrupted(store)
if drop and state == "running":
    put(statement(t("import-running")))
    watch(drop)
elif drop and state == "waiting":
    parts.decision(drop)
elif drop and state == "failed":
    parts.failure(drop)
elif drop:
    parts.outcome(drop)
if drop and state in ("waiting", "stored"):
    parts.mapping(store, drop)
review(store)
history(store)
if store.version() is not None:
    conflicts(current())

"""The parts of the import page: what became of the files just dropped."""

from collections.abc import Sequence

from data.account import Account
from data.importer import profile_folders
from data.profile import load_profiles
from data.store import Store
from ui import format as f
from ui.accounts import account_table, rejects_button, unknown_table, unknown_units
from ui.i18n import language, said, t
from ui.markup import notice, put, section, statement


def known_layouts(store: Store) -> str:
    """The names of the layouts that an import recognises."""
    profiles = load_profiles(profile_folders(store)).values()
    names = [profile.name.get(language()) or profile.id for profile in profiles]
    return t("list-separator").join(names)


def outcome(store: Store, accounts: Sequence[Account]) -> None:
    """The account of the import just made: a sentence, what failed, every sheet, the rejects."""
    rows, files = sum(a.rows_read for a in accounts), len({a.file for a in accounts})
    put(statement(t("import-done", files=files, rows=f.count(rows))))
    failed = [a for a in accounts if not a.readable]
    if failed:
        why = [f"{a.file}: {said(reason)}" for a in failed for reason in a.reasons]
        put(notice(t("import-failed"), why))
    put(account_table([a for a in accounts if a.readable]))
    kept = [a.batch_id for a in accounts if a.batch_id and a.rejected + a.set_aside]
    if kept:
        rejects_button(store, kept, "rejects-now")


def unknown(accounts: Sequence[Account]) -> None:
    """Names of units that the register does not know."""
    units = unknown_units(accounts)
    if units.empty:
        return
    put(section(t("import-unknown"), t("import-unknown-hint")))
    put(unknown_table(units))

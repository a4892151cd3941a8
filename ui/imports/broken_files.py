"""Import profiles of the office that cannot be used, named on the page where they are missed."""

from data.importer import profile_folders
from data.layouts.profile import broken_profiles
from data.store import Store
from ui.i18n import language, t
from ui.markup import notice, put

SHOWN = 8  # faults; `python -m data profiles` lists all


def broken_files(store: Store) -> None:
    """Every broken file with line, field and reason; nothing when all are well."""
    broken = broken_profiles(profile_folders(store))
    if broken:
        faults = [fault.text(language()) for error in broken for fault in error.faults]
        put(notice(t("profile-broken-notice", n=len(broken)), faults[:SHOWN]))

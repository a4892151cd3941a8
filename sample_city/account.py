"""What an import of the sample must report: the account of every sheet, foretold."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sample_city.write import RECORD, REJECTED, SET_ASIDE, Export


@dataclass
class Expected:
    """Rows of one sheet by outcome; `rows_read` is their sum."""

    file: str
    sheet: str | None
    profile: str
    stored: int = 0
    updated: int = 0
    duplicates: int = 0
    rejected: int = 0
    set_aside: int = 0

    @property
    def rows_read(self) -> int:
        return self.stored + self.updated + self.duplicates + self.rejected + self.set_aside


def expected(exports: Iterable[Export]) -> list[Expected]:
    """The account of each sheet when the exports are imported in this order into an empty store.

    Every flag of a side file is a row; 延期 is a duplicate, because the case export counts it.
    """
    known: dict[tuple[str, str], tuple[datetime, Hashable]] = {}
    accounts = []
    for export in exports:
        for sheet in export.sheets:
            name = sheet.name or "Sheet1" if export.form == "xlsx" else None
            account = Expected(export.name, name, sheet.profile)
            account.set_aside = len(sheet.titles)
            accounts.append(account)
            table = "cases" if sheet.profile.startswith("grid") else sheet.profile
            for mark, key, content, _ in sheet.rows:
                if mark == SET_ASIDE:
                    account.set_aside += 1
                elif mark == REJECTED:
                    account.rejected += 1
                elif mark == RECORD and sheet.profile == "case-flags":
                    _count_flag(account, ("cases", key) in known, content)
                elif mark == RECORD:
                    _count(account, known, (table, key), sheet.as_of, content)
    return accounts


def _count_flag(account: Expected, stored: bool, flag: Hashable) -> None:
    if not stored:
        account.rejected += 1
    elif flag == "延期":
        account.duplicates += 1
    else:
        account.updated += 1


def _count(
    account: Expected,
    known: dict[tuple[str, str], tuple[datetime, Hashable]],
    key: tuple[str, str],
    as_of: datetime,
    content: Hashable,
) -> None:
    if key not in known:
        account.stored += 1
        known[key] = (as_of, content)
    elif known[key][1] == content or as_of < known[key][0]:
        account.duplicates += 1
    else:
        account.updated += 1
        known[key] = (as_of, content)

"""The account of an import, shown: every row of every sheet, and where it went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

import pandas as pd

from data.importer import profile_folders
from data.importing.account import OUTCOMES, Account
from data.importing.rejects import rejects_workbook
from data.layouts.field_names import field_counts
from data.layouts.profile import load_profiles
from data.store import Store, Trial
from ui import format as f
from ui import tables
from ui.download import XLSX_TYPE, download
from ui.i18n import language, said, t
from ui.tables import Column

ROW_COUNTS = ("rows_read", *OUTCOMES)
REASONS_SHOWN = 3


def account_table(
    accounts: Sequence[Account],
    layouts: Mapping[str, str],
    times: Sequence[datetime] = (),
) -> str:
    """One line per sheet, with totals; rows read are the sum of the five outcomes.

    `layouts`: what profiles are called (`layout_names`); `times`: when each was imported, for a
    list of batches.
    """
    columns = [
        *(_listed() if times else ()),
        Column(t("import-file"), lambda a: a["file"], wrap=True, tone=lambda a: "file"),
        Column(t("import-sheet"), lambda a: a["sheet"]),
        Column(t("import-profile"), lambda a: a["profile"], wrap=True, tone=lambda a: "quiet"),
        *map(_count, ROW_COUNTS),
        Column(t("import-reasons"), lambda a: a["reasons"], html=True, wrap=True),
    ]
    rows = [_line(account, layouts) for account in accounts]
    for row, time in zip(rows, times, strict=False):
        row["time"] = f.date(time)
    total = {name: sum(row[name] for row in rows) for name in ROW_COUNTS}
    foot = dict.fromkeys(("batch", "time", "sheet", "profile", "reasons"), "") | total
    foot["file"] = t("import-total-of", n=len(rows)) if times else t("import-total")
    return tables.table(rows, columns, foot=foot, compact=True)


def _count(name: str) -> Column:
    """The column of one of the five outcomes."""
    label = t(f"import-{name.replace('_', '-')}")
    return Column(label, lambda a: f.count(a[name]), "right", tone=lambda a: _tone(a, name))


def layout_names(store: Store) -> dict[str, str]:
    """The profiles' names in the language of the page, by id."""
    profiles = load_profiles(profile_folders(store)).values()
    return {profile.id: profile.called(language()) for profile in profiles}


def rejects_button(
    store: Store, accounts: Sequence[Account], key: str, trial: Trial | None = None
) -> None:
    """The rows of these accounts that were not stored (with `trial`: would not be), to download;
    nothing when there are none."""
    lang = language()
    kept = [(a.batch_id, a.file) for a in accounts if a.batch_id and a.rejected + a.set_aside]
    if not kept:
        return
    files = list(dict.fromkeys(Path(file).stem for _, file in kept))
    download(
        t("import-rejects"),
        lambda: rejects_workbook(store, [batch for batch, _ in kept], lang, trial),
        t("import-rejects-name", file=files[0], n=len(files)) + ".xlsx",
        XLSX_TYPE,
        key,
    )


def _listed() -> list[Column]:
    """What tells a batch from the others."""
    return [
        Column(t("import-batch"), lambda a: str(a["batch"]), "right", tone=lambda a: "quiet"),
        Column(t("import-when"), lambda a: a["time"], tone=lambda a: "quiet"),
    ]


def _line(account: Account, layouts: Mapping[str, str]) -> dict:
    return {name: getattr(account, name) for name in ROW_COUNTS} | {
        "batch": account.batch_id,
        "file": account.file,
        "sheet": account.place(language()),
        "profile": layouts.get(account.profile or "", account.profile or ""),
        "reasons": _reasons(account),
    }


def _tone(row: tables.TableRow, name: str) -> str:
    if name == "rejected" and row[name]:
        return "worse"
    return "strong" if name == "rows_read" else ""


def _reasons(account: Account) -> str:
    """The most frequent reasons with their numbers, the others behind a line that opens, and the
    fields that changed."""
    counted: Counter[str] = Counter()
    for message, rows in account.reasons.items():
        counted[said(message)] += rows
    lines = [f"{escape(text)} <b>{f.count(n)}</b>" for text, n in counted.most_common()]
    more = lines[REASONS_SHOWN:]
    lines = lines[:REASONS_SHOWN]
    if account.changed_fields:
        fields = field_counts(account.changed_fields, language())
        lines.append(escape(t("import-changed-fields", fields=fields)))
    shown = escape(t("clause-separator")).join(lines)
    if more:
        opener = escape(t("import-more-reasons", n=len(more)))
        shown += f"<details><summary>{opener}</summary>{'<br>'.join(more)}</details>"
    return shown


def unknown_units(accounts: Sequence[Account]) -> pd.DataFrame:
    """Names that no unit is known by: kind, name, rows; the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for account in accounts:
        for unit in account.unknown_units:
            counted[unit.kind, unit.name] += unit.rows
    rows = [(kind, name, n) for (kind, name), n in counted.most_common()]
    return pd.DataFrame(rows, columns=["kind", "name", "rows"])

"""The account of an import, shown: every row of every sheet, and where it went."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from html import escape

import pandas as pd
import streamlit as st

from data.account import OUTCOMES, Account
from data.importing.rejects import rejects_workbook
from data.layouts.field_names import field_counts
from data.store import Store
from ui import format as f
from ui import tables
from ui.download import XLSX_TYPE
from ui.i18n import language, said, t
from ui.tables import Column

COUNTS = ("rows_read", *OUTCOMES)
REASONS_SHOWN = 3


def account_table(accounts: Sequence[Account], times: Sequence[datetime] = ()) -> str:
    """One line per sheet, with totals; rows read are the sum of the five outcomes.

    `times`: when each was imported, for a list of batches.
    """
    columns = [
        *(_listed() if times else ()),
        Column(t("import-file"), lambda a: a["file"], wrap=True),
        Column(t("import-sheet"), lambda a: a["sheet"]),
        Column(t("import-profile"), lambda a: a["profile"], tone=lambda a: "quiet"),
        *(
            Column(
                t(f"import-{name.replace('_', '-')}"),
                lambda a, name=name: f.count(a[name]),
                "right",
                tone=lambda a, name=name: _tone(a, name),
            )
            for name in COUNTS
        ),
        Column(t("import-reasons"), lambda a: a["reasons"], html=True, wrap=True),
    ]
    rows = [_line(account) for account in accounts]
    for row, time in zip(rows, times, strict=False):
        row["time"] = f.date(time)
    total = {name: sum(row[name] for row in rows) for name in COUNTS}
    foot = dict.fromkeys(("batch", "time", "sheet", "profile", "reasons"), "") | total
    foot["file"] = t("import-total")
    return tables.table(rows, columns, foot=foot, compact=True)


def rejects_button(store: Store, batch_ids: Sequence[int], key: str) -> None:
    """The rows of these batches that were not stored, to download."""
    lang = language()
    st.download_button(
        t("import-rejects"),
        lambda: rejects_workbook(store, batch_ids, lang),
        file_name=f"{key}.xlsx",
        mime=XLSX_TYPE,
        type="tertiary",
        on_click="ignore",
        key=key,
    )


def _listed() -> list[Column]:
    """What tells a batch from the others."""
    return [
        Column(t("import-batch"), lambda a: str(a["batch"]), "right", tone=lambda a: "quiet"),
        Column(t("import-when"), lambda a: a["time"], tone=lambda a: "quiet"),
    ]


def _line(account: Account) -> dict:
    return {name: getattr(account, name) for name in COUNTS} | {
        "batch": account.batch_id,
        "file": account.file,
        "sheet": account.sheet or "",
        "profile": account.profile or "",
        "reasons": _reasons(account),
    }


def _tone(row: dict, name: str) -> str:
    if name == "rejected" and row[name]:
        return "worse"
    return "strong" if name == "rows_read" else ""


def _reasons(account: Account) -> str:
    """The most frequent reasons with their numbers, and the fields that changed."""
    counted: Counter[str] = Counter()
    for message, rows in account.reasons.items():
        counted[said(message)] += rows
    lines = [f"{escape(text)} <b>{f.count(n)}</b>" for text, n in counted.most_common()]
    more = len(lines) - REASONS_SHOWN
    if more > 0:
        lines = [*lines[:REASONS_SHOWN], escape(t("import-more-reasons", n=more))]
    if account.changed_fields:
        fields = field_counts(account.changed_fields, language())
        lines.append(escape(t("import-changed-fields", fields=fields)))
    return escape(t("clause-separator")).join(lines)


def unknown_units(accounts: Sequence[Account]) -> pd.DataFrame:
    """Names that no unit is known by: kind, name, rows; the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for account in accounts:
        for unit in account.unknown_units:
            counted[unit.kind, unit.name] += unit.rows
    rows = [(kind, name, n) for (kind, name), n in counted.most_common()]
    return pd.DataFrame(rows, columns=["kind", "name", "rows"])


def unknown_table(units: pd.DataFrame) -> str:
    """The unknown names as a table."""
    columns = [
        Column(t("import-unknown-kind"), lambda u: t(f"kind-{u['kind']}")),
        Column(t("import-unknown-name"), lambda u: u["name"]),
        Column(t("import-unknown-rows"), lambda u: f.count(u["rows"]), "right"),
    ]
    return tables.table(units.to_dict("records"), columns, compact=True)

"""操作记录: who did what, when and from where; whether the log is whole."""

from data.access.audit import DEEDS, Audit, audit_csv
from ui import format as f
from ui import widgets
from ui.download import download
from ui.header import open_data
from ui.i18n import said, t
from ui.markup import caution, note, put, statement
from ui.navigation import PageEntry
from ui.tables import Column, TableRow, table
from ui.workspace import own_store

PLACE = PageEntry("data", 40, rights=("audit",))
_SHOWN = 100  # the newest; the file has all


def show() -> None:
    """Draw the page: whether the log is whole, its newest lines, the whole as a file."""
    open_data("audit")
    audit = Audit(own_store().folder)
    broken, entries = audit.broken_links(), audit.entries()
    if broken:
        put(caution(t("audit-broken"), [said(one) for one in broken]))
    elif entries:
        put(statement(t("audit-whole", n=f.count(len(entries)))))
    else:
        put(statement(t("audit-none")))
        return
    deed = widgets.selectbox(
        t("audit-filter"),
        ["", *DEEDS],
        format_func=lambda code: t(f"audit-deed-{code}") if code else t("audit-all"),
        key="audit-deed",
        width=240,
    )
    chosen = [one for one in entries if deed in ("", one.what)]
    put(table([{"of": one} for one in chosen[:_SHOWN]], _columns(), compact=True))
    if len(chosen) > _SHOWN:
        put(note(t("audit-more", shown=_SHOWN, n=f.count(len(chosen)))))
    download(
        t("audit-file"), lambda: audit_csv(entries).encode("utf-8-sig"), "audit.csv", "text/csv",
        "audit-csv",
    )  # fmt: skip


def _columns() -> list[Column]:
    def quiet(row: TableRow) -> str:
        return "quiet"

    return [
        Column(t("audit-number"), lambda row: str(row["of"].number), "right", tone=quiet),
        Column(t("audit-at"), lambda row: row["of"].at, tone=quiet),
        Column(t("audit-who"), lambda row: row["of"].who),
        Column(t("audit-address"), lambda row: row["of"].address or "–", tone=quiet),
        Column(t("audit-what"), lambda row: t(f"audit-deed-{row['of'].what}"), tone=_tone),
        Column(t("audit-detail"), lambda row: row["of"].detail or "–", wrap=True),
    ]


def _tone(row: TableRow) -> str:
    return "worse" if row["of"].what in ("login-failed", "refused") else ""

"""The proposal that a visitor is working on: one per table of a file, kept in the session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import streamlit as st

from data.batches.remapping import kept_sheet
from data.importer import profile_folders
from data.importing.account import Account
from data.importing.jobs import table_of
from data.importing.preview import Preview, preview
from data.importing.recognising import recognise
from data.layouts.matching import known_headers
from data.layouts.profile import load_profiles, parse_profile
from data.parsing.privacy import mask
from data.reader import Sheet, read_file
from data.schema_mapping.profile import to_yaml
from data.schema_mapping.proposal import Proposal, headed, propose
from data.schema_mapping.recognised import propose_over
from data.schema_mapping.targets import PERSONAL
from data.store import Store
from data.unit_resolution.registered import known_units
from ui import widgets
from ui.i18n import language, t

SHOWN_ROWS = 12  # of the table as read
_KEPT = "mapping-work"
_AT_ONCE = 8  # tables that a visitor works on at the same time


@dataclass
class Work:
    """A sheet as it was found, and the proposal for it.

    token: what its widgets are named by; table: what the visitor said that a row is. stored: the
    sheet is of a batch, put together from what was kept of it.
    """

    token: str
    store: Store
    found: Sheet
    proposal: Proposal
    rows: list[tuple[int, list[str | None]]]
    tried: dict[str, Preview | None] = field(default_factory=dict)
    table: str | None = None
    stored: bool = False

    @property
    def sheet(self) -> Sheet:
        """The sheet with the header that the visitor wants."""
        return headed(self.found, self.proposal.header_row)

    def again(self, table: str | None, header_row: int | None) -> None:
        """Propose anew, for another kind of record (None: the same) or with another header.

        What the visitor chose is kept where there is such a column and such a field.
        """
        recognised = self.proposal.table if self.proposal.base else None
        self.table = table or self.table or recognised
        anew = _propose(self.store, self.found, self.table, header_row)
        self.proposal = anew.keeping(self.proposal)
        self.tried.clear()

    def yaml(self, profile_id: str, names: Mapping[str, str]) -> str:
        """The profile as YAML, with comments in the language of the page."""
        return to_yaml(self.proposal, profile_id, names, language())

    def preview(self) -> Preview | None:
        """What an import with the proposal would do; computed once per proposal."""
        text = to_yaml(self.proposal, "preview", {"zh": "-", "en": "-"})
        if text not in self.tried:
            self.tried.clear()
            profile = parse_profile(text, "preview.yaml")
            self.tried[text] = preview(self.sheet, profile, self.store)
        return self.tried[text]

    def masked(self) -> list[tuple[int, list[str]]]:
        """The first rows of the table as read, without what identifies a person."""
        hidden = {c.index for c in self.proposal.columns if c.target == PERSONAL}
        below = self.sheet.header_row or 0
        return [
            (
                number,
                [
                    "•••" if i in hidden and number > below and cell else mask(cell or "")
                    for i, cell in enumerate(cells)
                ],
            )
            for number, cells in self.rows
        ]


def work_on(store: Store, path: Path, account: Account | None) -> Work:
    """The visitor's work on a table of a file (None: the first one): what is kept, else a first
    proposal."""
    changed = path.stat().st_mtime_ns if path.exists() else 0  # the reader says what is wrong
    of = account and (account.sheet, account.table, account.header_row)

    def read() -> Sheet:
        profiles = list(load_profiles(profile_folders(store)).values())
        if account is not None:
            return table_of(path, account, profiles)
        return read_file(path, known_headers(profiles), hidden_sheets=True)[0]

    return _work(store, f"{path}:{changed}:{of}", read)


def work_on_batch(store: Store, account: Account) -> Work:
    """The visitor's work on a stored batch. Raises UndoError when nothing was kept of it."""
    token = f"batch:{account.batch_id}:{store.version()}"
    work = _work(store, token, lambda: kept_sheet(store, account))
    work.stored = True
    return work


def _work(store: Store, token: str, read: Callable[[], Sheet]) -> Work:
    kept: dict[str, Work] = st.session_state.setdefault(_KEPT, {})
    if token not in kept:
        with widgets.spinner(t("map-working")):
            known = list(load_profiles(profile_folders(store)).values())
            found, match, _ = recognise(read(), known)
            if match is None:
                proposal = _propose(store, found, None, None)
            else:
                proposal = propose_over(found, match, known, known_units(store))
        number = st.session_state["mapping-number"] = st.session_state.get("mapping-number", 0) + 1
        kept[token] = Work(f"map{number}", store, found, proposal, _first_rows(found))
        for old in list(kept)[:-_AT_ONCE]:
            del kept[old]
    return kept[token]


def _propose(store: Store, sheet: Sheet, table: str | None, header_row: int | None) -> Proposal:
    profiles = load_profiles(profile_folders(store)).values()
    return propose(sheet, profiles, known_units(store), table, header_row)


def _first_rows(sheet: Sheet) -> list[tuple[int, list[str | None]]]:
    """The first filled rows of the table, header and titles among them."""
    header: list[tuple[int, list[str | None]]]
    header = [(sheet.header_row, list(sheet.written_header))] if sheet.header_row else []
    filled = ((number, cells) for number, cells in sheet.rows() if any(cells))
    return [*sheet.leading, *header, *islice(filled, SHOWN_ROWS)][:SHOWN_ROWS]

"""数据导入: drop files, see where every row went, take an import back."""

import streamlit as st

from ui import import_parts as parts
from ui.conflict_parts import conflicts
from ui.header import open_data
from ui.history_parts import history
from ui.i18n import t
from ui.importing import import_uploads
from ui.markup import note, put, section, statement
from ui.store import current

store = open_data()
put(statement(t("import-title")))
put(note(t("import-what")))
round_ = st.session_state.setdefault("import-round", 0)  # a new key empties the uploader
uploads = st.file_uploader(
    t("import-drop"),
    accept_multiple_files=True,
    key=f"uploads-{round_}",
    label_visibility="collapsed",
)
put(note(t("import-known", names=parts.known_layouts(store))))
if uploads and st.button(t("import-start", n=len(uploads)), type="primary", key="start-import"):
    st.session_state["accounts"] = import_uploads(uploads)
    st.session_state["import-round"] += 1
    st.rerun()
if accounts := st.session_state.get("accounts"):
    put(section(t("import-account"), t("import-account-hint")))
    parts.outcome(store, accounts)
    parts.unknown(accounts)
history(store)
if store.version() is not None:
    conflicts(current())

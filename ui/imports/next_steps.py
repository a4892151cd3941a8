"""After an import: the next step as buttons, up to a first ranking and a draft of a scheme."""

import streamlit as st

from data.batches.undoing import local_user
from data.store import Store
from kernel.messages import ShirongError
from metrics.computable import Computable
from metrics.schemes.scheme import Scheme
from metrics.schemes.writing import OwnSchemes
from metrics.schemes.yaml_text import new_yaml
from ui import store as cached
from ui import view, widgets
from ui.i18n import language, said, t
from ui.imports.review_table import names_to_register, open_register
from ui.links import go, page_address, ranking_page
from ui.markup import caution, note, put, section
from ui.navigation import page_entries
from ui.store import Snapshot

_AS_MANY = 0.9  # of the records that name the kind with the most: the wider kind comes first


def next_steps(store: Store) -> None:
    """The first ranking, of the kind of unit with the most records; names to register; questions
    of one's own; and a scheme that the data could carry, as a draft. Nothing where no fact names a
    unit."""
    at = cached.current()
    found = [one for one in cached.computable_now(at) if one.can and one.named]
    if not found:
        return
    most = max(one.named.rows for one in found if one.named)
    first = next(one for one in found if one.named and one.named.rows >= _AS_MANY * most)
    kind = t(f"kind-{first.kind}")
    put(section(t("next-title")))
    with st.container(horizontal=True, gap="small"):
        ranking = widgets.button(t("next-ranking", kind=kind), type="primary", key="next-ranking")
        waiting = names_to_register(at)
        register = waiting and widgets.button(t("next-register", n=waiting), key="next-register")
        asked = "analysis" in page_entries()
        analysis = asked and widgets.button(t("next-analysis"), key="next-analysis")
        lacking = still_without_scheme() and cached.proposed_now(at, first.kind) is None
        scheme = lacking and widgets.button(t("next-scheme"), key="next-scheme")
        draft = _draft(first.kind)
        name = draft.name.text(language()) if draft else ""
        enact = draft and widgets.button(t("next-enact", name=name), key="next-enact")
    if ranking:
        _rank(first)
    if register:
        open_register()
        st.rerun()
    if analysis:
        go(page_address("analysis"))
    if scheme:
        go(page_address("scheme", part="edit"))
    if enact and draft:
        chosen = f"{draft.id}@{draft.version}"
        go(page_address("scheme", scheme=draft.id, part="edit", chosen=chosen))
    _proposal(store, at, first)


def still_without_scheme() -> bool:
    """Whether the office has no scheme of its own yet, not even a draft."""
    return not _own()


def still_beginning() -> bool:
    """Whether no scheme of the office's own is in force yet."""
    return all(scheme.status == "draft" for scheme in _own())


def _own() -> list[Scheme]:
    return [s for s in cached.schemes() if isinstance(s, Scheme) and s.status != "example"]


def _draft(kind: str) -> Scheme | None:
    """The newest draft for a kind of unit, as long as none for it is in force."""
    own = sorted((s for s in _own() if s.scores.kind == kind), key=lambda s: s.version)
    return own[-1] if own and all(s.status == "draft" for s in own) else None


def _rank(first: Computable, scheme: str = "") -> None:
    """Go to the ranking of a kind of unit; without a scheme by what the page opens with."""
    view.update(scheme=scheme, period="", group="")
    go(page_address(ranking_page(first.kind)))


def _proposal(store: Store, at: Snapshot, first: Computable) -> None:
    """What could be a scheme, as long as the office has none of its own for this kind of unit."""
    if any(one.scores.kind == first.kind for one in _own()):
        return
    proposal = cached.proposed_now(at, first.kind)
    if proposal is None:
        return
    put(note(said(proposal.sentence)))
    if not widgets.button(t("next-draft"), key="next-draft"):
        return
    try:
        draft = OwnSchemes(store.folder).save(new_yaml(proposal.draft), local_user())
    except ShirongError as error:
        put(caution(t("next-no-draft"), [said(error.message)]))
        return
    _rank(first, draft.id)

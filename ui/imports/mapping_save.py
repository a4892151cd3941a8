"""Beside the columns: what an import would do, what is missing, and the profile to be saved."""

import re
from collections import Counter
from pathlib import Path

import streamlit as st

from data.importing.account import OUTCOMES
from data.importing.intake import NO_UNIT
from data.importing.merging import AGAINST_STORED
from data.layouts.profile import PROFILE_FOLDER, load_profiles
from data.schema_mapping.profile import cautions, missing_of_profile
from data.schema_mapping.profile_folder import check_id, free_id, save_profile
from data.schema_mapping.targets import MEASURE, vocabulary
from data.schema_mapping.words import mappable_values
from kernel.messages import ShirongError
from ui import format as f
from ui import widgets
from ui.i18n import listed, said, t
from ui.imports.dating import UNKNOWN
from ui.imports.mapping_columns import target_field_name, value_name
from ui.imports.mapping_state import Work
from ui.imports.please_note import noted
from ui.markup import caution, facts_list, note, put, section

_REASONS = 4


def side(work: Work) -> str | None:
    """The account, what is missing, and the form; the id of the profile once it is saved."""
    problems = missing_of_profile(work.proposal)
    put(section(t("map-account")))
    if problems:
        put(caution(t("map-missing"), [said(problem) for problem in problems]))
    else:
        for one in cautions(work.proposal):
            put(caution(said(one), []))
        _account(work)
    _constants(work)
    return _form(work, bool(problems))


def _account(work: Work) -> None:
    """What the real import makes of the first rows."""
    try:
        tried = work.preview()
    except ShirongError as error:
        put(caution(t("map-missing"), [said(error.message)]))
        return
    if tried is None:
        put(caution(t("map-missing"), [t("map-no-fit")]))
        return
    account = tried.account
    found = {name: getattr(account, name) for name in OUTCOMES}
    reasons = account.reasons
    if work.stored:  # the store that it is compared with holds this very batch
        found["stored"] += found.pop("updated") + found.pop("duplicates")
        reasons = Counter({m: n for m, n in reasons.items() if m.code not in AGAINST_STORED})
    rows = [(t("import-rows-read"), f.count(account.rows_read))]
    rows += [
        (
            t(
                "map-usable"
                if work.stored and name == "stored"
                else f"import-{name.replace('_', '-')}"
            ),
            f.count(n),
        )
        for name, n in found.items()
        if n or name in ("stored", "rejected", "set_aside")
    ]
    put(facts_list(rows))
    counted: Counter[str] = Counter()
    for message, n in reasons.items():
        counted[said(message)] += n
    texts = [t("map-reason", text=text, n=f.count(n)) for text, n in counted.most_common()]
    # The page asks for the as-of of what is to be stored; the cautions name the lack of a unit.
    texts += noted(account, but=(UNKNOWN, NO_UNIT))
    for text in texts[:_REASONS]:
        put(note(text))
    if len(texts) > _REASONS:
        put(note(t("import-more-reasons", n=len(texts) - _REASONS)))
    if account.unknown_units:
        names = listed([unit.name for unit in account.unknown_units], 6)
        put(note(t("map-unknown-units", n=len(account.unknown_units), names=names)))
    put(note(t("map-tried-all" if tried.complete else "map-tried-part", n=account.rows_read)))


def _constants(work: Work) -> None:
    """Fields that no column fills, and that may be the same in every row."""
    proposal = work.proposal
    for name in vocabulary().tables[proposal.table].constants:
        if proposal.mapped(name) or (name == "indicator" and proposal.mapped(MEASURE)):
            continue
        key = f"{work.token}-{proposal.table}-constant-{name}"
        st.session_state[key] = proposal.constants.get(name, "")

        def take(name: str = name, key: str = key) -> None:
            work.proposal = work.proposal.with_constant(name, st.session_state[key])

        title = t("map-constant", field=target_field_name(proposal.table, name))
        if values := mappable_values(proposal.table, name):
            widgets.selectbox(
                title,
                ["", *values],
                format_func=lambda v: value_name(v) if v else t("map-constant-none"),
                key=key,
                on_change=take,
            )
        else:
            widgets.text_input(title, key=key, on_change=take)


def _form(work: Work, unfinished: bool) -> str | None:
    """Name, id and the button; the id once the profile is saved."""
    put(section(t("map-save-title")))
    whole = Path(work.found.file).stem
    shorter = re.sub(r"[\d_\-—().（）年月日]+$", "", whole)  # without the day of the export
    stem = shorter if len(shorter) > 2 else whole
    token = work.token
    left, right = st.columns(2, gap="small")
    zh = widgets.text_input(t("map-name-zh"), stem, key=f"{token}-name-zh", max_chars=60, at=left)
    en = widgets.text_input(t("map-name-en"), stem, key=f"{token}-name-en", max_chars=60, at=right)
    if f"{token}-id" not in st.session_state:
        st.session_state[f"{token}-id"] = free_id(work.store)
    profile_id = widgets.text_input(t("map-id"), key=f"{token}-id", max_chars=40).strip()
    replace = False
    if profile_id in load_profiles((PROFILE_FOLDER,)):
        replace = widgets.checkbox(t("map-replace", id=profile_id), key=f"{token}-replace")
    problem = ""
    try:
        check_id(profile_id, replace)
    except ShirongError as error:
        problem = said(error.message)
    put(note(problem))
    names = {"zh": zh.strip() or profile_id, "en": en.strip() or zh.strip() or profile_id}
    disabled = unfinished or bool(problem)
    if widgets.button(t("map-save"), type="primary", key=f"{token}-save", disabled=disabled):
        save_profile(work.store, work.yaml(profile_id, names), replace)
        return profile_id
    put(note(t("map-save-hint")))
    return None

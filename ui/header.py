"""The one line over every page: what is shown, as of when, by which rules; and its filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.access.rights import acting
from data.store import Store
from kernel.messages import ShirongError
from kernel.periods import Period
from kernel.schema import UNIT_KINDS
from metrics.narrative.reform_words import alone_note
from metrics.schemes.model import OBJECT_KINDS
from metrics.schemes.scheme import Scheme, scheme_hash
from metrics.schemes.versions import deciding_day, scored_by
from metrics.scoring.ranking import Ranking
from ui import format as f
from ui import scheme_codes, store, view, widgets
from ui.certain import HIDE, certain
from ui.i18n import LANGUAGE_SIGNS, call_names, language, listed, name_shown, said, t
from ui.links import link, page_address
from ui.markup import note, put
from ui.period_filter import (
    choose_days,
    choose_period,
    period_text,
    say_not_final,
    select_filter,
)
from ui.printing.drawn import remember_facts
from ui.scheme_choice import broken_schemes, choose_scheme, offered_codes, scheme_word, unusable
from ui.states import NoMatch
from ui.workspace import shown_store

OPENING = "sample-district"  # the example whose rules are shown while there are no data


@dataclass(frozen=True)
class Shown:
    """What a page shows: a ranking of one period by one scheme, from one version of the store."""

    snapshot: store.Snapshot
    scheme: Scheme
    period: Period
    ranking: Ranking
    group: str
    at_end: bool = False  # its figures are of the state at the period's end
    alone: bool = False  # every period is scored by this version of the scheme
    line: DeltaGenerator | None = field(default=None, compare=False, repr=False)  # of the facts

    @property
    def known_until(self) -> datetime | None:
        """Up to when the facts of the period speak; None when no file says it."""
        found = store.as_of_by_source(self.snapshot, self.scheme, self.period)
        latest = max(found.values(), default=self.ranking.as_of)
        return None if f.missing(latest) else latest

    @property
    def state_at(self) -> datetime | None:
        """The moment whose state is shown: the last one of a period that is over, else up to when
        the facts speak."""
        latest = self.known_until
        over = latest is not None and latest > datetime.combine(self.period.end, time())
        return datetime.combine(self.period.last_day, time(23, 59)) if over else latest

    @property
    def version(self) -> str:
        """The version of the scheme, or those of the months that the period is made of."""
        return "+".join(map(str, scored_by(self.scheme, self.period)))

    @property
    def about(self) -> dict[str, str]:
        """Where the figures come from, for downloads."""
        return {
            t("about-period"): period_text(self.ranking.progress),
            t("about-days"): f"{self.period.start} – {self.period.last_day}",
            t("about-as-of"): "; ".join(_as_of(self)) or f.date(self.ranking.as_of),
            t("about-scheme"): _with_version(self),
            t("about-hash"): scheme_hash(self.scheme),
            t("about-store"): str(self.snapshot.version),
            t("about-group"): self.group or t("filter-all-groups"),
        }


def language_switch() -> None:
    """中 | EN, in the navigation bar of every page."""
    st.session_state["language"] = language()
    with st.container(key="language-switch"):
        widgets.segmented_control(
            t("language"),
            list(LANGUAGE_SIGNS),
            format_func=LANGUAGE_SIGNS.get,
            key="language",
            required=True,
            label_visibility="collapsed",
            on_change=lambda: view.update(lang=st.session_state["language"]),
        )


def _certain_switch(slot: DeltaGenerator) -> None:
    """显示把握程度: intervals, chances and words for them, on every page alike."""
    st.session_state["certain-shown"] = certain()
    widgets.toggle(
        t("certain-switch"),
        key="certain-shown",
        on_change=lambda: view.update(certain="" if st.session_state["certain-shown"] else HIDE),
        at=slot,
    )


def open_page(
    kinds: Sequence[str], by_group: bool = True, at_end: bool = False, about: str = ""
) -> Shown:
    """Draw the header line of a page that ranks units of these kinds; say what it shows.

    by_group: whether one group can be chosen; at_end: whether its figures are of the state at the
    end of the period, although later exports are known; about: a table of facts, so that a scheme
    that scores them is offered first.

    Raises EmptyStoreError, SchemeError, or NoMatch when the URL names what there is not.
    """
    snapshot = store.current()
    call_by_language(snapshot)
    facts, slots = _line(("kind", "period", "dates", "group", "scheme", "certain"))
    if len(kinds) > 1:
        kinds = [_choose_kind(kinds, slots["kind"])]
    code = choose_scheme(snapshot, kinds[0], slots["scheme"], about)
    scheme = scheme_codes.scheme_of(snapshot, code, kinds[0])
    # A view carried over from another page or scheme may lack this period or group: then the
    # default is taken. A link that names them is taken at its word.
    settled, here = st.session_state.get("settled"), (tuple(kinds), scheme.id)
    carried = settled is not None and settled != here
    period = choose_period(snapshot, scheme, slots["period"], carried)
    choose_days(snapshot, scheme, slots["dates"])
    scheme = scheme_codes.scheme_of(snapshot, code, kinds[0], deciding_day(scheme, period))
    call_by_language(snapshot, scheme)
    ranking = store.ranking(snapshot, scheme, period)
    own = store.units_of_acting(snapshot, scheme.scores.kind)
    by_group = by_group and own is None  # what others do in a group is not told apart
    group = _choose_group(ranking, slots["group"], carried) if by_group else ""
    _certain_switch(slots["certain"])
    st.session_state["settled"] = here
    alone = scheme_codes.is_alone(code)
    shown = Shown(snapshot, scheme, ranking.period, ranking, group, at_end, alone, facts)
    say_facts(shown)
    if own is not None:
        put(note(t("others-held-back", units=listed(sorted(acting().units or ())))))
    if scheme.status == "draft":
        put(_of_draft(scheme))
    if not ranking.progress.finished:
        put(say_not_final(ranking))
    if alone:
        published = scheme_codes.by_code()[scheme.id]
        put(note(said(alone_note(scheme, scored_by(published, shown.period)))))
    return shown


def say_facts(shown: Shown, unit: str = "", totals: Mapping[str, float] | None = None) -> None:
    """Write the line of facts: of all units, or of one with its own `totals` (as
    `ui.store.totals`)."""
    if shown.line is None:
        return
    found = store.totals(shown.snapshot, shown.scheme, shown.period) if totals is None else totals
    line = _facts(shown, found, unit)
    remember_facts(line)
    shown.line.html(f'<p class="facts">{line}</p>')


def _of_draft(scheme: Scheme) -> str:
    """That nothing holds yet of what a draft says, and the way to where it is put in force."""
    version = f"{scheme.id}@{scheme.version}"
    editor = page_address("scheme", part="edit", scheme=scheme.id, chosen=version)
    return f'<p class="note">{escape(t("draft-shown"))} {link(t("draft-edit"), editor)}</p>'


def call_by_language(at: store.Snapshot, scheme: Scheme | None = None) -> None:
    """Let this page call units, groups (as the scheme shown does) and classes of problems as its
    language does."""
    call_names(store.names_in_english(at, scheme) if language() == "en" else {})


def open_rules() -> Scheme:
    """The header line of the page that shows a scheme itself: any kind of unit, no period.

    Works without a store. Raises SchemeError when no scheme can be used.
    """
    facts, slots = _line(("scheme",))
    order = (*UNIT_KINDS, *OBJECT_KINDS)
    good = scheme_codes.by_code()
    good = dict(sorted(good.items(), key=lambda one: order.index(one[1].scores.kind)))
    broken = broken_schemes()
    if not good:
        raise next(iter(broken.values())) if broken else NoMatch("no-scheme")
    wanted = view.current_view().scheme
    asked = unusable(wanted, good, broken)
    if wanted not in good and not asked:
        first = OPENING if OPENING in good else next(iter(good))
        wanted = next((i for i in good if _has_data(good[i])), first)
    view.update(scheme=wanted)
    select_filter(
        slots["scheme"],
        "scheme",
        offered_codes(good, broken, wanted),
        scheme_word(good, broken),
        380,
    )
    if asked:
        facts.html(f'<p class="facts">{_joined([t("page-scheme")])}</p>')
        raise asked
    view.accept("scheme")
    scheme = good[wanted]
    facts.html(f'<p class="facts">{_joined([t("page-scheme"), *_scheme_fact(scheme)])}</p>')
    return scheme


def _has_data(scheme: Scheme) -> bool:
    """Whether there is a store, and in it what the scheme scores."""
    return shown_store().version() is not None and bool(store.periods(store.current(), scheme))


def open_data(page: str = "imports") -> Store:
    """The header line of a page about the store itself: its version, and when it was made."""
    found = shown_store()
    parts = [t(f"page-{page}")]
    if found.version() is not None:
        made = next(info for info in found.versions() if info.number == found.version())
        parts.append(t("facts-store", version=made.number))
        parts.append(t("facts-made", time=f.date(made.created_at)))
    facts, _ = _line(())
    facts.html(f'<p class="facts">{_joined(parts)}</p>')
    return found


def _line(filters: Sequence[str]) -> tuple[DeltaGenerator, dict[str, DeltaGenerator]]:
    """The header line: a place for the facts and one for each filter, in this order."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        facts = st.empty()
        facts.html('<p class="facts">&nbsp;</p>')  # keeps the filters in their place
        return facts, {name: st.empty() for name in filters}


def _choose_kind(kinds: Sequence[str], slot: DeltaGenerator) -> str:
    """One of several kinds of unit, of those that a scheme scores or that facts name."""
    scored = {kind for kind in kinds if is_ranked(kind)}
    offered = [kind for kind in kinds if kind in scored] or list(kinds)
    wanted = view.current_view().kind
    if wanted not in offered:
        if view.stated("kind"):
            view.set_aside("kind")
        wanted = offered[0]
    view.accept("kind")
    view.update(kind=wanted)
    select_filter(slot, "kind", offered, lambda kind: t(f"kind-{kind}"), 136)
    return wanted


def is_ranked(kind: str) -> bool:
    """Whether there is a ranking of a kind of unit: facts name it, or a scheme scores some."""
    try:
        at = store.current()
        if kind in store.named_kinds(at):
            return True
        own = (scheme for scheme in scheme_codes.by_code().values() if scheme.scores.kind == kind)
        return any(store.periods(at, scheme) for scheme in own)
    except ShirongError:  # there is no store, or none that can be read; the page says it
        return False


def _choose_group(ranking: Ranking, slot: DeltaGenerator, carried: bool) -> str:
    groups = [g for g in pd.unique(ranking.table["group"]) if not f.missing(g) and g]
    wanted = view.current_view().group
    if wanted and carried and wanted not in groups and not view.stated("group"):
        wanted = ""
        view.update(group="")
    known = not wanted or wanted in groups
    if groups or not known:
        options = ["", *groups] if known else ["", wanted, *groups]
        select_filter(slot, "group", options, _group_word, 140)
    if not known:
        raise NoMatch("no-group", group=wanted)
    view.accept("group")
    return wanted


def _group_word(group: str) -> str:
    return name_shown(group) if group else t("filter-all-groups")


def _facts(shown: Shown, found: Mapping[str, float], unit: str) -> str:
    """Period, as-of, n, scheme and version, store version: in this order on every page."""
    table = shown.ranking.table
    own = table[table["unit"] == unit] if unit else table
    parts: list[str | tuple[str, str]] = [period_text(shown.ranking.progress)]
    parts += _as_of(shown)
    parts += [t(f"facts-{i}", n=f.count(v)) for i, v in found.items() if v]
    if not any(found.values()) and own["n"].notna().all():
        parts.append(f"n={f.count(own['n'].sum())}")
    parts += _scheme_fact(shown.scheme, shown.version, shown.alone)
    return _joined([*parts, t("facts-store", version=shown.snapshot.version)])


def _as_of(shown: Shown) -> list[str]:
    """Up to when the figures speak: one time, or that of each source which has another."""
    latest = shown.known_until
    if latest is None:
        return []
    if shown.at_end and shown.state_at != latest:
        day = f"{shown.period.last_day}"
        return [t("facts-state-at", day=day, time=f.date(latest))]
    found = store.as_of_by_source(shown.snapshot, shown.scheme, shown.period)
    others: dict[str, list[str]] = {}
    for source, as_of in found.items():
        if f.date(as_of) != f.date(latest):
            time = f"{as_of:%m-%d %H:%M}" if as_of.year == latest.year else f.date(as_of)
            others.setdefault(time, []).append(t(f"as-of-{source}"))
    if not others:
        return [t("facts-as-of", time=f.date(latest))]
    said = [
        t("facts-as-of-source", sources=t("list-separator").join(names), time=time)
        for time, names in others.items()
    ]
    rest = t("clause-separator").join(said)
    return [t("facts-as-of-apart", time=f.date(latest), others=rest)]


def _scheme_fact(scheme: Scheme, version: str = "", alone: bool = False) -> list[tuple[str, str]]:
    """By which rules, and their hash for whoever points at it."""
    draft = "facts-draft" if scheme.status == "draft" else "facts-scheme"
    code = "facts-scheme-alone" if alone else draft
    code = code if scheme.measure is None else "facts-single"
    detail = t("facts-hash", hash=scheme_hash(scheme))
    return [(t(code, version=version or scheme.version), detail)]


def _with_version(shown: Shown) -> str:
    """The scheme of a download with its version."""
    name = shown.scheme.name.text(language())
    if shown.alone:
        return t("scheme-one-version", name=name, n=shown.version)
    return f"{name} v{shown.version}"


def _joined(parts: Sequence[str | tuple[str, str]]) -> str:
    """Facts in a line, the first one bold; of two texts the second is shown to whoever points."""
    first, *others = ((part, "") if isinstance(part, str) else part for part in parts)
    said = [
        f'<span title="{escape(detail)}">{escape(text)}</span>'
        if detail
        else f"<span>{escape(text)}</span>"
        for text, detail in others
    ]
    return " · ".join([f"<b>{escape(first[0])}</b>", *said])

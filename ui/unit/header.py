"""Which unit the page of a unit shows, and the trail that leads to it."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.access.rights import require_right
from kernel.schema import UNIT_KINDS
from metrics.analyses.family import BASIC, ancestors, indicators_of
from metrics.indicators import INDICATORS
from metrics.schemes.scheme import Scheme
from metrics.schemes.single import is_single
from ui import store, view, widgets
from ui.cache import computed
from ui.header import Shown, open_page, say_facts
from ui.i18n import language, name_shown, t
from ui.links import link, unit_address
from ui.scheme_codes import id_of
from ui.states import NoMatch

COUNTED = ("checks", "filed")  # what the line of facts counts


@dataclass(frozen=True)
class Subject:
    """The unit that is shown. scored: whether the scheme of the page gives it a score. component:
    the figure whose rows are asked for (component or indicator id), or empty."""

    shown: Shown
    units: pd.DataFrame  # metrics.analyses.family.register, as of the period shown
    kind: str
    unit: str
    scored: bool
    component: str

    @property
    def component_name(self) -> str:
        """What the figure is called."""
        scheme, wanted = self.shown.scheme, self.component
        names = {node.id: node.name.text(language()) for node, _ in scheme.walk()}
        return names.get(wanted) or INDICATORS[wanted].name(language())


def open_unit() -> Subject:
    """Draw the header line and the trail; say what is shown. Raises as `open_page` does, and
    NoMatch for a unit that nothing is known of."""
    snapshot = store.current()
    units = store.register(snapshot)
    kinds = (s.scores.kind for s in store.schemes() if isinstance(s, Scheme))
    scored: set[str] = {kind for kind in kinds if kind in UNIT_KINDS}
    _follow_renaming(snapshot, units)
    kind = _kind(units, scored)
    if is_single(view.current_view().scheme):
        scored.add(kind)  # one indicator ranks any kind
    unit = view.current_view().unit
    above = [k for k, _ in reversed(ancestors(units, unit))]
    head = next((k for k in (kind, *above, "district") if k in scored), "district")
    shown = open_page([head], by_group=False)
    ranked = shown.ranking.table["unit"].tolist() if head == kind else []
    listed = ranked + [n for n in units.loc[units["kind"] == kind, "name"] if n not in ranked]
    own = store.units_of_acting(snapshot, kind)
    if own is not None:
        if unit in listed and unit not in own:
            require_right("others")
        listed = [name for name in listed if name in own]
    if not unit and listed:
        unit = listed[0]
    if unit not in listed:
        raise NoMatch("unit-unknown", unit=unit)
    view.update(unit=unit, kind=kind)
    units = store.register(snapshot, shown.period.start, shown.period.end)
    subject = Subject(shown, units, kind, unit, unit in ranked, _component(shown, unit in ranked))
    found = computed(shown, indicators_of, kind=kind, names=[unit], indicators=list(COUNTED))
    say_facts(shown, unit, dict(zip(found["indicator"], found["value"], strict=True)))
    _trail(subject, scored, listed)
    return subject


def _follow_renaming(at: store.Snapshot, units: pd.DataFrame) -> None:
    """A link that names a unit as it was called before leads to the unit."""
    now = view.current_view()
    if now.unit and now.unit not in set(units["name"]):
        names = {
            former: name
            for (kind, former), name in store.current_names(at).items()
            if kind == (now.kind or kind)
        }
        view.update(unit=names.get(now.unit, now.unit))


def _kind(units: pd.DataFrame, scored: set[str]) -> str:
    """The kind of the unit that the view names: the view's own where that fits."""
    now = view.current_view()
    kinds = units.loc[units["name"] == now.unit, "kind"].tolist() if now.unit else []
    if now.kind in (kinds or UNIT_KINDS):
        return now.kind
    schemes = {s.id: s.scores.kind for s in store.schemes() if isinstance(s, Scheme)}
    schemes = {name: kind for name, kind in schemes.items() if kind in UNIT_KINDS}
    first = next((kind for kind in UNIT_KINDS if kind in scored), UNIT_KINDS[0])
    return (kinds or [schemes.get(id_of(now.scheme), first)])[0]


def _component(shown: Shown, scored: bool) -> str:
    """The figure asked for, if the page has it; another scheme may not."""
    wanted = view.current_view().component
    of_scheme = [leaf.id for leaf in shown.scheme.leaves()] + ["total"]
    if wanted not in (*(of_scheme if scored else ()), *BASIC):
        if view.stated("component"):
            view.set_aside("component")
        wanted = ""
    view.accept("component")
    view.update(component=wanted)
    return wanted


def _trail(subject: Subject, scored: set[str], listed: list[str]) -> None:
    """City > district > unit > figure, and beside it the kind of unit and the unit."""
    scheme = subject.shown.scheme
    query = view.current_view()
    here = subject.unit
    steps = [link(t("unit-city"), "./?" + _query_of_overview())]
    for kind, name in ancestors(subject.units, here):
        steps.append(link(name, unit_address(name, kind, scheme)))
    if subject.component:
        steps.append(link(here, unit_address(here, subject.kind, scheme)))
        name = t("unit-adjustments") if query.component == "total" else subject.component_name
        steps.append(f"<b>{escape(name)}</b>")
    else:
        steps.append(f"<b>{escape(name_shown(here))}</b>")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="trail"):
        st.html(f'<p class="trail">{"<i>›</i>".join(steps)}</p>')
        kinds = [k for k in UNIT_KINDS if k in scored or k in set(subject.units["kind"])]
        _select("kind", kinds, 136)
        _select("unit", listed, 270)


def _query_of_overview() -> str:
    """Period and language, as the overview takes them."""
    now = view.current_view()
    kept = {"lang": now.lang, "period": now.period}
    return urlencode({k: v for k, v in kept.items() if v and v != "zh"})


def _select(name: str, options: list[str], width: int) -> None:
    key = f"unit-{name}"
    st.session_state[key] = getattr(view.current_view(), name)
    widgets.selectbox(
        t(f"unit-choose-{name}"),
        options,
        format_func=(lambda kind: t(f"kind-{kind}")) if name == "kind" else str,
        key=key,
        label_visibility="collapsed",
        width=width,
        on_change=_take,
        args=(name, key),
    )


def _take(name: str, key: str) -> None:
    """Another unit keeps the figure that is looked at; another kind starts with its first unit."""
    chosen = {name: st.session_state[key]}
    view.update(**(chosen if name == "unit" else chosen | {"unit": "", "component": ""}))

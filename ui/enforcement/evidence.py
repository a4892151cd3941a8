"""The rows behind a figure of the page on enforcement, as the view names it.

`component` is the indicator, `unit` a team, `category` a cause of action (`unstated`: none), and
`state` the side of the fraction.
"""

from typing import Any

import streamlit as st

from metrics.aggregation.conditions import UNSTATED
from metrics.analyses.evidence import RowsQuestion, evidence, sides
from metrics.indicators import INDICATORS
from ui import store, view
from ui.enforcement.query import Penalties, cause_name, choose_team
from ui.evidence_sheet import choose_side, evidence_sheet, rows_sentence
from ui.header import Shown
from ui.i18n import t
from ui.links import link, page_address
from ui.markup import note, put, statement
from ui.names import definition, indicator_name


def penalty_rows_behind(shown: Shown) -> None:
    """The rows of the figure that the view names."""
    con, now = store.connection(shown.snapshot), view.current_view()
    with st.container(horizontal=True, vertical_alignment="center", key="trail"):
        trail = st.empty()
        team = choose_team(shown)
    filters: dict[str, Any] = dict(Penalties(shown, team).filters)
    if now.category:
        filters["cause"] = (None if now.category == UNSTATED else now.category,)
    question = RowsQuestion(now.component, filters=filters, rules=shown.scheme.rules)
    name = indicator_name(question.indicator)
    told = [team] * bool(team) + [cause_name(now.category)] * bool(now.category)
    back = page_address(view.page(), part=now.part, level=now.level, unit=now.unit)
    steps = [link(t(f"page-{view.page()}"), back), f"<b>{name}</b>"]
    trail.html(f'<p class="trail">{"<i>›</i>".join(steps)}</p>')
    side = choose_side("state", sides(con, question, shown.period))
    found = evidence(con, question, shown.period, side)
    of = t("list-separator").join(told) or t("enforcement-all-teams")
    put(statement(rows_sentence(question, side, of, name, len(found))))
    put(note(t("unit-counted", name=name, formula=definition(question.indicator))))
    title = "-".join([question.indicator, side, *told, shown.period.id])
    evidence_sheet(found, question.table(side), title, shown.about)


def penalties_asked_for() -> bool:
    """Whether the view asks for rows of penalty cases."""
    wanted = view.current_view().component
    of_cases = wanted in INDICATORS and "enforcement_cases" in INDICATORS[wanted].tables
    if wanted and not of_cases and view.stated("component"):
        view.set_aside("component")
    return of_cases

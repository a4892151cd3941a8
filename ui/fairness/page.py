"""公平性: is the ranking real, are the inspectors even-handed, is coverage enough."""

import streamlit as st

from ui.certain import certain
from ui.choices import choose_part
from ui.fairness import enough_checks, inspectors, spread, summary
from ui.header import open_page
from ui.i18n import t
from ui.markup import put, statement
from ui.navigation import PageEntry

PLACE = PageEntry("rules", 20, rights=("others",))
PARTS = {
    "summary": summary.summary,
    "weights": summary.weighing,
    "inspectors": inspectors.show_inspectors,
    "coverage": enough_checks.show_covered,
    "plan": enough_checks.plan,
    "funnel": spread.funnels,
    "control": spread.control,
}
OF_CHANCE = ("plan", "funnel", "control")  # say nothing else


def show() -> None:
    """Draw the page: one of its parts."""
    shown = open_page(["district", "street", "team", "contractor", "department"])
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        part = choose_part("part", list(PARTS), lambda code: t(f"fairness-{code}"))
    if part in OF_CHANCE and not certain():
        put(statement(t("fairness-hidden")))
    else:
        PARTS[part](shown)

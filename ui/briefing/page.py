"""会议模式: the meeting as full-screen steps; keys, buttons or the clock turn them."""

from html import escape

import streamlit as st

from kernel.schema import UNIT_KINDS
from metrics.bulletin.content import words_text
from ui import store, view
from ui.briefing import turning
from ui.briefing.drawn import draw_step
from ui.briefing.steps import BriefingStep, briefing_steps
from ui.bulletins.made import briefing_shown
from ui.certain import certain
from ui.header import Shown, open_page
from ui.i18n import language, t
from ui.links import page_address
from ui.markup import put
from ui.navigation import PageEntry

PLACE = PageEntry("meeting", 20, rights=("others",))
ALL = "all"  # every step below the other: one page each when printed


def show() -> None:
    """Draw the page."""
    with st.container(key="briefing-filters"):
        shown = open_page(UNIT_KINDS, by_group=False)
    notice = briefing_shown(shown, plain=not certain())
    steps = briefing_steps(notice)
    wanted = view.current_view().step
    with st.container(key="briefing"):
        if wanted == ALL:
            for number in range(len(steps)):
                with st.container(key=f"briefing-page-{number}"):
                    _screen(shown, steps, number, "")
            return
        names = [step.id for step in steps]
        if wanted and wanted not in names and view.stated("step"):
            view.set_aside("step")
        view.accept("step")
        number = names.index(wanted) if wanted in names else 0
        _screen(shown, steps, number, _bar(steps, number))
    turning.turn_by_keys()
    if view.current_view().kiosk:
        turning.turn_by_clock()


def _screen(shown: Shown, steps: list[BriefingStep], number: int, bar: str) -> None:
    """One step. The bar comes with its head: who turns fast turns from the step that he sees."""
    step = steps[number]
    lang = language()
    title = words_text(step.section.title, lang)
    about = " · ".join(
        [
            shown.period.label(lang),
            f"{shown.scheme.name.text(lang)} v{shown.version}",
            t("facts-store", version=shown.snapshot.version),
        ]
    )
    put(
        f'<div class="step-head"><h1>{escape(title)}</h1><span>{escape(about)}</span>'
        f"<b>{number + 1} / {len(steps)}</b></div>{bar}"
    )
    facts = store.city_overview(shown.snapshot, shown.scheme, shown.period)
    draw_step(step, shown, facts)


def _bar(steps: list[BriefingStep], number: int) -> str:
    """The buttons that move, the marks of the steps, and the way out."""
    kiosk = view.current_view().kiosk

    def to(at: int) -> str:
        return escape(page_address("briefing", step=steps[at % len(steps)].id, kiosk=kiosk))

    marks = "".join(
        f'<a class="{"now" if at == number else ""}" href="{to(at)}" target="_self"'
        f' title="{escape(words_text(step.section.title, language()))}">{at + 1}</a>'
        for at, step in enumerate(steps)
    )
    before = to(number - 1) if number or kiosk else ""
    after = to(number + 1) if number + 1 < len(steps) or kiosk else ""
    return (
        f'<div class="step-bar{" alone" * bool(kiosk)}">{_turn("before", before)}'
        f"<nav>{marks}</nav>{_turn('after', after)}"
        f'<a class="step-print" href="{escape(page_address("briefing", step=ALL))}"'
        f' target="_self">{escape(t("briefing-print"))}</a>'
        f'<a class="step-out" href="{escape(page_address("overview"))}" target="_self">'
        f"{escape(t('briefing-out'))}</a></div>"
    )


def _turn(way: str, address: str) -> str:
    words = escape(t(f"briefing-{way}"))
    if not address:
        return f'<span class="step-{way} off">{words}</span>'
    return f'<a class="step-{way}" href="{address}" target="_self">{words}</a>'

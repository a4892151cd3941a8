"""Campaigns on the page of problems: what each found, and what it was like before, after and a year
before."""

import pandas as pd

from kernel.messages import Message
from metrics.consequences.campaigns import Campaign, campaigns
from metrics.narrative.campaign_words import campaign_sentences
from ui import format as f
from ui.cache import computed
from ui.certain import certain
from ui.choices import choose_from
from ui.i18n import said, t
from ui.markup import facts_list, note, put, section, statement
from ui.page_query import PageQuery
from ui.sheets import SheetField, sheet


def campaigns_of(asked: PageQuery) -> None:
    """One campaign: in a sentence, its goal, and its days beside others."""
    found: list[Campaign] = computed(asked.shown, campaigns)
    if asked.district:
        own = ("district", asked.district)
        found = [one for one in found if own in one.units or not one.units]
    if not found:
        put(statement(said(Message("campaign-none", {}, "metrics"))))
        put(note(t("campaign-how")))
        return
    names = [f"{one.name}|{one.first}" for one in found]
    wanted = choose_from("task", ["", *names], lambda n: (n or names[0]).split("|")[0], width=280)
    one = found[names.index(wanted)] if wanted else found[0]
    put(statement(t("clause-separator").join(filter(None, map(said, campaign_sentences(one))))))
    put(facts_list(_about(one)))
    put(section(t("campaign-windows"), t("campaign-hint")))
    rows = pd.DataFrame(
        {
            "window": said(Message(f"window-{w.name.replace('_', '-')}", {}, "metrics")),
            "first": f"{w.first:%Y-%m-%d}",
            "last": f"{w.last:%Y-%m-%d}",
            "days": w.days,
            "whole": w.whole,
            "findings": w.findings,
            "checks": w.checks,
            "rate": w.rate,
            "cases": w.cases,
            "clear": said(Message(f"clear-{w.clear}", {}, "metrics")),
        }
        for w in one.windows
    )
    fields = [
        SheetField("window", t("column-window"), tone=lambda r: "strong"),
        SheetField("first", t("column-from")),
        SheetField("last", t("column-to")),
        SheetField("days", t("column-known-days"), digits=0),
        SheetField("whole", t("column-whole-days"), digits=0),
        SheetField("findings", t("column-findings-count"), digits=0),
        SheetField("checks", t("column-checks-count"), digits=0),
        SheetField("rate", t("per-findings"), digits=1),
        SheetField("cases", t("column-cases-count"), digits=0),
        SheetField("clear", t("column-against-campaign"), away=not certain()),
    ]
    sheet(rows, fields, f"campaign-{one.first}", asked.shown.about)
    put(note(t("campaign-cause")))
    if any(0 < w.days < w.whole for w in one.windows):
        put(note(t("campaign-part")))


def _about(one: Campaign) -> list[tuple[str, str]]:
    end = t("campaign-open") if one.last is None else f"{one.last:%Y-%m-%d}"
    units = t("list-separator").join(name for _, name in one.units) or t("campaign-city")
    kinds = t("list-separator").join(one.categories) or t("campaign-all-kinds")
    counted = t("campaign-marked" if one.marked else "campaign-by-scope")
    return [
        (t("campaign-days"), f"{one.first:%Y-%m-%d} – {end}"),
        (t("campaign-units"), units),
        (t("campaign-kinds"), kinds),
        (t("campaign-goal"), one.goal or f.NOTHING),
        (
            t("campaign-found"),
            t("campaign-found-text", n=f.count(one.findings), done=f.count(one.rectified),
              cases=f.count(one.cases), counted=counted),
        ),
    ]  # fmt: skip

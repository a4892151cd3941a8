"""The parts of the page of rules, each from the description of a scheme."""

from html import escape

import pandas as pd

from metrics.schemes.describe import Description
from metrics.schemes.scheme import Scheme, SchemeError, scheme_hash
from ui import format as f
from ui import store, tables, theme
from ui.charts.base import show_chart
from ui.charts.weights import weight_bar
from ui.download import buttons
from ui.i18n import language, t
from ui.markup import caution, facts_list, put, section
from ui.tables import Column, TableRow, records

INDENT = "\u2003"  # per level of the tree; an ordinary space would collapse


def show_broken_schemes() -> None:
    """Scheme files that cannot be used, with the first fault of each."""
    broken = [s for s in store.schemes() if isinstance(s, SchemeError)]
    if broken:
        faults = [fault.text(language()) for error in broken for fault in error.faults]
        put(caution(t("scheme-broken-notice", n=len(broken)), faults))


def weights(words: Description) -> None:
    """How many points each component may give."""
    top = words.components[words.components["depth"] == 0]
    put(section(t("scheme-weights")))
    bar = weight_bar(list(zip(top["name"], top["weight"], strict=True)), theme.current_palette())
    show_chart(bar, "weights", words.formulas[0])


def rules(words: Description, scheme: Scheme) -> None:
    """Every component: its points, its formula, what counts."""
    put(section(t("scheme-rules")))
    columns = [
        Column(t("scheme-column-component"), lambda r: INDENT * r["depth"] + r["name"]),
        Column(
            t("scheme-column-weight"),
            lambda r: f"{r['weight']:g}",
            "right",
            tone=lambda r: "strong" if r["depth"] == 0 else "",
        ),
        Column(t("scheme-column-rule"), _how, html=True, wrap=True),
    ]
    put(tables.table(records(words.components), columns, compact=True, tree=True))
    buttons(_export(words), scheme.id, {t("about-scheme"): words.title})


def _how(row: TableRow) -> str:
    """The rule of a component, and below it the definition of what it measures."""
    if f.missing(row["rule"]):
        return ""
    below = [row["definition"], row["counted"], row["missing"]]
    told = "；" if language() == "zh" else "; "
    quiet = told.join(text for text in below if not f.missing(text) and text)
    return f"{escape(row['rule'])}<br><small>{escape(quiet)}</small>"


def _export(words: Description) -> pd.DataFrame:
    headings = {
        "name": t("scheme-column-component"),
        "weight": t("scheme-column-weight"),
        "indicator_name": t("scheme-column-indicator"),
        "definition": t("scheme-column-definition"),
        "counted": t("scheme-column-counted"),
        "rule": t("scheme-column-rule"),
        "missing": t("scheme-column-missing"),
    }
    return words.components[list(headings)].rename(columns=headings)


def provisions(words: Description) -> None:
    """Period, groups, ties, rounding and whatever else the scheme lays down."""
    put(section(t("scheme-other")))
    put(facts_list(words.provisions))


def file_facts(scheme: Scheme) -> None:
    """Which version this is, and since when it holds."""
    until = f.date(scheme.effective_to) if scheme.effective_to else t("scheme-open")
    put(section(t("scheme-file")))
    put(
        facts_list(
            [
                (t("scheme-id"), scheme.id),
                (t("scheme-version"), str(scheme.version)),
                (t("scheme-status"), t(f"scheme-status-{scheme.status}")),
                (t("scheme-whom"), t(f"kind-{scheme.scores.kind}")),
                (t("scheme-from"), f.date(scheme.effective_from)),
                (t("scheme-to"), until),
                (t("scheme-document"), f.text(scheme.document)),
                (t("scheme-hash"), scheme_hash(scheme)),
            ]
        )
    )

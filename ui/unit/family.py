"""Units below a unit, and the indicators of units that no scheme scores."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from kernel.periods import PeriodError
from metrics.analyses.family import children, indicators_of
from metrics.indicators import INDICATORS, shown_in
from metrics.schemes.scheme import Scheme
from metrics.scoring.ranking import Ranking
from ui import format as f
from ui import store, tables
from ui.cache import computed
from ui.certain import tone_if_certain
from ui.download import buttons
from ui.header import Shown
from ui.i18n import language, t
from ui.links import link, unit_address
from ui.markup import NAME_MOST, note, put, section, statement
from ui.names import definition, indicator_name
from ui.tables import Column
from ui.unit.header import Subject

# What children are compared by.
SHOWN = shown_in("children")
_MOVED = {"up": "better", "down": "worse"}  # beyond chance


def families(subject: Subject) -> None:
    """The units whose parent this one is, each kind in a table."""
    below = children(subject.units, subject.unit)
    for kind, rows in below.groupby("kind", sort=False):
        put(section(t("unit-children", kind=t(f"kind-{kind}")), escape(t("unit-children-hint"))))
        _children(subject, str(kind), rows["name"].tolist())


def _children(subject: Subject, kind: str, names: Sequence[str]) -> None:
    shown = subject.shown
    found = computed(shown, indicators_of, kind=kind, names=list(names), indicators=list(SHOWN))
    ranking = ranking_of(shown, kind)
    scheme = ranking.scheme if ranking else None
    standing: Mapping[str, Any] = {}
    if ranking is not None:
        standing = {row["unit"]: row for row in ranking.table.to_dict("records")}
    values = {(r.unit, r.indicator): r.value for r in found.itertuples()}
    listed = [i for i in SHOWN if i in set(found["indicator"])]
    rows = [{"unit": name} | dict(standing.get(name, {})) for name in names]
    columns = [
        Column(
            t("column-unit"),
            lambda r: link(r["unit"], unit_address(r["unit"], kind, scheme), NAME_MOST),
            html=True,
        )
    ]
    if standing:
        columns += [
            Column(t("column-rank"), lambda r: _or_empty(r.get("rank"), 0), "right"),
            Column(t("column-score"), lambda r: f.fixed(r.get("score")), "right"),
            Column(
                t("column-change"),
                lambda r: f.change(r.get("change")),
                "right",
                tone=lambda r: tone_if_certain(_MOVED.get(r.get("clear", ""), "quiet")),
            ),
        ]
    columns += [_indicator(i, kind, scheme, values) for i in listed]
    put(tables.table(rows, columns, compact=True))
    figures = {i: [values.get((name, i)) for name in names] for i in listed}
    places = {key: [row.get(key) for row in rows] for key in ("rank", "score", "change")}
    export: dict[str, Sequence[object]] = {t("column-unit"): names}
    if standing:
        export |= {t(f"column-{key}"): places[key] for key in places}
    export |= {indicator_name(i): figures[i] for i in listed}
    buttons(pd.DataFrame(export), f"{subject.unit}-{kind}-{shown.period.id}", shown.about)


def _indicator(
    indicator: str,
    kind: str,
    scheme: Scheme | None,
    values: Mapping[tuple[str, str], float],
) -> Column:
    """An indicator of each unit, which leads to the rows behind it."""

    def cell(row: tables.TableRow) -> str:
        value = values.get((row["unit"], indicator))
        address = unit_address(row["unit"], kind, scheme, indicator)
        return link(f.fixed(value, _digits(indicator)), "" if f.missing(value) else address)

    return Column(
        indicator_name(indicator),
        cell,
        "right",
        html=True,
        sub=_unit(indicator),
        title=definition(indicator),
    )


def _unit(indicator: str) -> str:
    """What a figure counts; nothing where its English name says it."""
    unit = INDICATORS[indicator].unit(language())
    return "" if language() == "en" and unit != "%" else unit


def _or_empty(value: Any, digits: int) -> str:
    return "" if f.missing(value) else f.fixed(value, digits)


def _digits(indicator: str) -> int:
    return 0 if INDICATORS[indicator].kind == "count" else 1


def ranking_of(shown: Shown, kind: str) -> Ranking | None:
    """The ranking of another kind of units in the period of the same name, where there is one."""
    for scheme in store.schemes():
        if isinstance(scheme, Scheme) and scheme.scores.kind == kind:
            named = not shown.period.of_any_days
            if named and shown.period.id not in store.periods(shown.snapshot, scheme):
                continue
            try:
                period = scheme.parse_period(shown.period.id)
            except PeriodError:
                continue
            found = store.ranking(shown.snapshot, scheme, period)
            if found.table["score"].notna().any():
                return found
    return None


def indicators_alone(subject: Subject) -> None:
    """A unit that the scheme does not score: its indicators, each with the rows behind it."""
    shown = subject.shown
    put(statement(t("unit-not-scored", unit=subject.unit)))
    found = computed(shown, indicators_of, kind=subject.kind, names=[subject.unit])
    if found.empty:
        put(note(t("unit-nothing-counted")))
        return
    found = found.assign(change=found["value"] - found["previous"])
    columns = [
        Column(
            t("unit-indicator"),
            lambda r: link(
                indicator_name(r["indicator"]),
                unit_address(subject.unit, subject.kind, shown.scheme, r["indicator"]),
            ),
            html=True,
        ),
        Column(
            t("unit-value"),
            lambda r: link(
                f.fixed(r["value"], _digits(r["indicator"])),
                unit_address(subject.unit, subject.kind, shown.scheme, r["indicator"]),
            ),
            "right",
            html=True,
        ),
        Column(
            "",
            lambda r: INDICATORS[r["indicator"]].unit(language()),
            tone=lambda r: "quiet",
        ),
        Column(t("unit-numerator"), lambda r: f.count(r["numerator"]), "right"),
        Column(t("unit-denominator"), lambda r: f.count(r["denominator"]), "right"),
        Column(
            t("unit-previous"), lambda r: f.fixed(r["previous"], _digits(r["indicator"])), "right"
        ),
        Column(t("column-rate-change"), lambda r: f.change(r["change"], 1), "right"),
        Column(
            t("unit-definition"),
            lambda r: definition(r["indicator"]),
            wrap=True,
            tone=lambda r: "quiet",
        ),
    ]
    put(section(t("unit-indicators"), escape(t("unit-components-hint"))))
    put(tables.table(found.to_dict("records"), columns, compact=True))
    names = {
        "indicator": "unit-indicator",
        "value": "unit-value",
        "numerator": "unit-numerator",
        "denominator": "unit-denominator",
        "previous": "unit-previous",
    }
    named = found.assign(indicator=found["indicator"].map(indicator_name))
    export = pd.DataFrame({t(code): named[key] for key, code in names.items()})
    buttons(export, f"{subject.unit}-{shown.period.id}", shown.about)

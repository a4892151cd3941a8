"""What late data change in ended periods, shown: a sentence, and every unit before and after."""

from collections.abc import Sequence
from contextlib import closing

import pandas as pd

from data.storage.draft import Trial
from data.store import Store
from metrics.effect import Effect, effects
from metrics.narrative.effect_words import effect_rows, effect_sentence
from metrics.schemes.scheme import Scheme
from ui import format as f
from ui import store as cached
from ui import tables
from ui.download import buttons
from ui.i18n import language, said, t
from ui.markup import caution, note, put, section
from ui.tables import Column, TableRow

SHOWN = 40  # lines on the page; the downloads hold all


def effect_notice(effects: Sequence[Effect], stored: bool) -> None:
    """One sentence per scheme, named where there are several."""
    texts = [said(effect_sentence(effect, stored)) for effect in effects]
    if len(texts) == 1:
        put(caution(texts[0], []))
        return
    names = [effect.scheme.name.text(language()) for effect in effects]
    lines = [t("effect-of", name=n, text=text) for n, text in zip(names, texts, strict=True)]
    put(caution(t("effect-late"), lines))


def effect_tables(effects: Sequence[Effect]) -> None:
    """The table of each scheme, and all of it to take away."""
    for effect in effects:
        rows = effect_rows(effect, language())
        name = effect.scheme.name.text(language())
        put(section(name, t("effect-hint", time=f.date(effect.as_of))))
        if effect.unplaced:
            kind = t(f"kind-{effect.scheme.scores.kind}").lower()
            put(note(t("effect-unplaced", n=effect.unplaced, kind=kind)))
        put(tables.table(rows[:SHOWN], _columns(effect), group_of=_period, compact=True))
        if len(rows) > SHOWN:
            put(note(t("effect-more-rows", shown=SHOWN, n=len(rows))))
    frame = pd.DataFrame([row for effect in effects for row in effect_rows(effect, language())])
    named = {column: t(f"effect-column-{column.replace('_', '-')}") for column in frame.columns}
    buttons(frame.rename(columns=named), "effect", {t("about-as-of"): f.date(effects[0].as_of)})


def _columns(effect: Effect) -> list[Column]:
    groups = [Column(t("column-group"), _group, tone=lambda r: "quiet")]
    digits = effect.scheme.rounding.digits
    return [
        Column(t("column-unit"), lambda r: r["unit"], tone=lambda r: "strong"),
        *(groups if effect.units["group"].notna().any() else []),
        Column(t("effect-rows"), _rows, "right", sub=t("effect-rows-signs")),
        Column(t("effect-score-before"), lambda r: f.fixed(r["score_before"], digits), "right"),
        Column(t("effect-score-after"), lambda r: f.fixed(r["score_after"], digits), "right"),
        _moved("column-change", "change", digits),
        Column(t("effect-rank-before"), lambda r: f.fixed(r["rank_before"], 0), "right"),
        Column(t("effect-rank-after"), lambda r: f.fixed(r["rank_after"], 0), "right"),
        _moved("column-rank-change", "rank_change", 0),
    ]


def _moved(label: str, name: str, digits: int) -> Column:
    """A change, with the dash of its scores or ranks where there is nothing to compare."""
    return Column(
        t(label),
        lambda r: f.change(r[name], digits) or f.NOTHING,
        "right",
        tone=lambda r: f.tone(r[name]),
    )


def _group(row: TableRow) -> str:
    """The group, after the one before where it was another."""
    now, before = row["group"] or "", row["group_before"] or ""
    if row["rank_before"] is None or before == now:
        return now
    return t("effect-moved-group", before=before or f.NOTHING, now=now or f.NOTHING)


def _period(row: TableRow) -> str:
    return t("effect-published", period=row["period"]) if row["published"] else row["period"]


def _rows(row: TableRow) -> str:
    """+12 ~3 -1, without what is none."""
    signs = (("added", "+"), ("changed", "~"), ("removed", "−"))
    return " ".join(f"{sign}{f.count(row[name])}" for name, sign in signs if row[name])


def effects_of(store: Store, trial: Trial) -> list[Effect]:
    """The effect on every scheme that sees one, against the current version."""
    schemes = [scheme for scheme in cached.schemes() if isinstance(scheme, Scheme)]
    with closing(store.connect()) as before, closing(store.connect_trial(trial)) as after:
        return effects(before, after, schemes)

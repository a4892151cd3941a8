"""The columns of a file of unknown layout, one row each, and the words of their values."""

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.schema_mapping.extending import decided
from data.schema_mapping.proposal import ProposedColumn, every_target
from data.schema_mapping.targets import NO_FIELDS, PERSONAL, target_label
from data.schema_mapping.words import BLANK, mappable_values, needs_words, reads_word
from ui import widgets
from ui.i18n import language, said, t
from ui.imports.mapping_state import Work
from ui.markup import note, put, section

_WIDTHS = [1.7, 2.6, 2.1, 2.3]
_UNDECIDED = "?"
_SURE, _LIKELY = 0.85, 0.6


def column_list(work: Work) -> None:
    """One row per column: its name, samples, the field it becomes, and why that is proposed."""
    open_ = work.proposal.columns
    if work.proposal.base is not None:
        open_ = tuple(decided(work.proposal))
    with st.container(key="map-columns"):
        _listed(work, open_)
    if rest := [column for column in work.proposal.columns if column not in open_]:
        with (
            widgets.expander(t("map-by-layout", n=len(rest))),
            st.container(key="map-columns-by-layout"),
        ):
            _listed(work, rest)


def _listed(work: Work, columns: Sequence[ProposedColumn]) -> None:
    """Columns under a line of heads."""
    table = work.proposal.table
    targets = every_target(table)
    if columns:
        heads = st.columns(_WIDTHS, vertical_alignment="bottom")
        for cell, code in zip(heads, ("name", "samples", "field", "why"), strict=True):
            cell.html(f'<p class="map-head">{escape(t(f"map-column-{code}"))}</p>')
        for column in columns:
            name, samples, choice, why = st.columns(_WIDTHS, vertical_alignment="center")
            name.html(f'<p class="map-name">{escape(column_name(column))}</p>')
            samples.html(_samples(column))
            _target(work, column, targets, choice)
            why.html(_why(column))


def _target(work: Work, column: ProposedColumn, targets: list[str], place: DeltaGenerator) -> None:
    table = work.proposal.table
    key = f"{work.token}-{table}-{column.index}"
    st.session_state[key] = column.target

    def take() -> None:
        work.proposal = work.proposal.with_target(column.index, st.session_state[key])

    widgets.selectbox(
        column_name(column),
        targets,
        format_func=lambda target: target_field_name(table, target),
        key=key,
        label_visibility="collapsed",
        on_change=take,
        at=place,
    )


def column_name(column: ProposedColumn) -> str:
    """The header of a column; where there is none, its number."""
    number = column.index + 1
    return t("map-column-number", n=number) if column.name == f"列{number}" else column.name


def target_field_name(table: str, target: str) -> str:
    """A target as people read it."""
    name = target_label(table, target, language())
    return name[:1].upper() + name[1:]


def _samples(column: ProposedColumn) -> str:
    if column.target == PERSONAL:
        return f'<p class="map-quiet">{escape(t("map-hidden"))}</p>'
    text = " · ".join(" ".join(sample.split()) for sample in column.samples)
    return f'<p class="map-samples" title="{escape(text)}">{escape(text)}</p>'


def _why(column: ProposedColumn) -> str:
    sure = column.confidence
    if not sure or column.chosen:
        return f'<p class="map-quiet">{escape(said(column.reason))}</p>'
    word = "sure" if sure >= _SURE else "likely" if sure >= _LIKELY else "perhaps"
    tone = "" if sure >= _SURE else " worse" if sure < _LIKELY else ""
    return (
        f'<p class="map-quiet"><b class="{tone}">{escape(t(f"map-{word}"))}</b> '
        f"{escape(said(column.reason))}</p>"
    )


def value_maps(work: Work) -> None:
    """For every field with a closed list of values: which of them each word of the file means."""
    table = work.proposal.table
    coded = [column for column in work.proposal.columns if _is_coded(table, column)]
    unusual = [
        c for c in coded if not all(reads_word(table, c.target, text) for text, _ in c.texts)
    ]
    plain = [c for c in coded if c not in unusual]
    if not coded:
        return
    put(section(t("map-values"), escape(t("map-values-hint"))))
    for column in unusual:
        undecided = undecided_words(table, column)
        named = {"field": target_field_name(table, column.target), "column": column_name(column)}
        counted = {"n": len(column.texts), "open": len(undecided)}
        code = "map-words-open" if undecided else "map-words-done"
        with widgets.expander(t(code, **named, **counted), expanded=bool(undecided)):
            for text, rows in column.texts:
                _word(work, column, text, rows)
    if plain:
        names = t("list-separator").join(target_field_name(table, c.target) for c in plain)
        put(note(t("map-words-known", names=names)))


def _is_coded(table: str, column: ProposedColumn) -> bool:
    words = [text for text, _ in column.texts]
    return (
        bool(words) and column.target not in NO_FIELDS and needs_words(table, column.target, words)
    )


def undecided_words(table: str, column: ProposedColumn) -> list[str]:
    """The words of a column whose meaning nobody has said."""
    if not _is_coded(table, column):
        return []
    return [
        text
        for text, _ in column.texts
        if text not in column.values and not reads_word(table, column.target, text)
    ]


def _word(work: Work, column: ProposedColumn, text: str, rows: int) -> None:
    table = work.proposal.table
    options = [_UNDECIDED, *mappable_values(table, column.target), BLANK]
    key = f"{work.token}-{table}-{column.index}-{column.target}-{text}"
    st.session_state[key] = column.values.get(text, _UNDECIDED)

    def take() -> None:
        now = work.proposal.columns[column.index]
        values = {word: value for word, value in now.values.items() if word != text}
        if (chosen := st.session_state[key]) != _UNDECIDED:
            values[text] = chosen
        work.proposal = work.proposal.with_values(column.index, values)

    word, count, choice = st.columns([3, 1, 3], vertical_alignment="center")
    word.html(f'<p class="map-name">{escape(text)}</p>')
    count.html(f'<p class="map-quiet">{escape(t("map-rows", n=rows))}</p>')
    widgets.selectbox(
        text,
        options,
        format_func=value_name,
        key=key,
        label_visibility="collapsed",
        on_change=take,
        at=choice,
    )


def value_name(value: str) -> str:
    """A canonical value as people read it."""
    if value == _UNDECIDED:
        return t("map-undecided")
    if value == BLANK:
        return t("map-blank")
    return t(f"map-value-{value.replace('_', '-')}")

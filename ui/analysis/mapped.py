"""The map of an answer by units, offered where outlines of at least two of them are stored."""

import pandas as pd
import streamlit as st

from kernel.periods import Period
from metrics.analyses.areas import outlines
from metrics.pivot.answer import PivotAnswer
from ui import format as f
from ui import store, theme
from ui.analysis.cells import cell_address
from ui.analysis.results import digits_of, figure_text, head_of
from ui.charts.areas import area_map
from ui.charts.base import show_chart
from ui.charts.shades import shade_of, shades
from ui.map_legend import map_legend
from ui.markup import put

KINDS = ("district", "street")  # units that have outlines (docs/maps.md)
HEIGHT = 480


def areas_of(found: PivotAnswer) -> pd.DataFrame:
    """The outlines of the kind of unit that stands in the rows, with value (NaN: no data), name and
    address; units that are not in the answer as context. Empty where there is nothing to map."""
    asked = found.asked
    if asked.columns or len(asked.rows) != 1 or asked.rows[0] not in KINDS:
        return pd.DataFrame()
    areas = _outlines(store.current(), found.period, asked.rows[0])
    keys = {key[0]: key for key in found.row_keys if key[0] is not None}
    if len(keys.keys() & set(areas["unit"])) < 2:
        return areas.head(0)
    values = found.of(1, 0).dropna(subset=[asked.rows[0]]).set_index(asked.rows[0])["value"]
    known = [keys.get(unit) for unit in areas["unit"]]
    return areas.assign(
        context=[key is None for key in known],
        value=areas["unit"].map(values).astype(float),
        name=["" if key is None else head_of(found, key, asked.rows) for key in known],
        address=["" if key is None else cell_address(asked, key, ()) for key in known],
    )


def draw_map(found: PivotAnswer, areas: pd.DataFrame, sentence: str) -> None:
    """Put the map on the page; an area and its name open the rows behind its figure."""
    palette, digits = theme.current_palette(), digits_of(found)
    shown = areas.loc[~areas["context"], "value"]
    classes = shades(shown.tolist(), palette)
    whole = all(shade.low == round(shade.low) for shade in classes)
    drawn = areas.assign(
        colour=[shade_of(value, classes) for value in areas["value"]],
        text=["" if f.missing(v) else figure_text(v, digits) for v in areas["value"]],
        opens=areas["address"],
    )
    put(map_legend(classes, 0 if whole else digits or 1, bool(shown.isna().any())))
    none = pd.DataFrame(columns=["x", "y", "n", "number", "strong", "address"])
    show_chart(area_map(drawn, none, palette, HEIGHT), "analysis-map", sentence)


@st.cache_data(max_entries=8, show_spinner=False)
def _outlines(at: store.Snapshot, period: Period, kind: str) -> pd.DataFrame:
    return outlines(store.connection(at), period, kind)

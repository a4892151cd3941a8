"""A heat table: a quiet scale of one colour, and every number printed."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import canvas, catch_clicks, cut_name, escape, linked, widest
from ui.charts.drawn import drawn_once
from ui.theme import Palette

GAP = 26
HEAD = 30


@drawn_once
def heat_table(
    cells: pd.DataFrame,
    palette: Palette,
    *,
    row: int = 36,
    size: int = 16,
    gap: int = 2,
    heads_to: Mapping[str, str] = MappingProxyType({}),
) -> go.Figure:
    """`cells`: row, column (names in the order shown), value (NaN: no data), text, marked,
    address (where the cell leads) if there is one.

    Marked cells are bold: they stand out by more than chance. heads_to: the addresses of columns.
    """
    down = list(dict.fromkeys(cells["row"]))
    across = list(dict.fromkeys(cells["column"]))
    text = [
        f"<b>{escape(text)}</b>" if marked else escape(text)
        for text, marked in zip(cells["text"], cells["marked"], strict=True)
    ]
    grids = {
        name: column.unstack().reindex(index=down, columns=across)
        for name, column in cells.assign(text=text).set_index(["row", "column"]).items()
    }
    figure = canvas(palette, row * len(down) + HEAD, l=widest(down, size) + GAP, t=HEAD)
    figure.add_heatmap(
        z=grids["value"].astype(float).to_numpy(),
        text=grids["text"].fillna("").to_numpy(),
        texttemplate="%{text}",
        textfont={"size": size, "color": palette.ink},
        colorscale=[[0, palette.ground], [1, palette.better]],
        zmin=0,
        zmax=1.9 * max(float(cells["value"].max()), 1e-9),  # ink stays legible on the deepest cell
        showscale=False,
        xgap=gap,
        ygap=gap,
        hoverinfo="none",
    )
    ticks = {"tickfont": {"size": size, "color": palette.ink}, "showline": False, "ticks": ""}
    figure.update_xaxes(
        tickvals=list(range(len(across))),
        ticktext=[linked(a, heads_to.get(a, "")) for a in across],
        side="top",
        **ticks,
    )
    figure.update_yaxes(
        tickvals=list(range(len(down))),
        ticktext=[f"{escape(cut_name(d))}  " for d in down],
        range=[len(down) - 0.5, -0.5],
        **ticks,
    )
    if "address" in cells:
        x, y = (cells["column"].map(across.index), cells["row"].map(down.index))
        catch_clicks(figure, x, y, cells["address"])
    return figure

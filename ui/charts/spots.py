"""Places where they lie: numbered dots on plain coordinates, without a map."""

import pandas as pd
import plotly.graph_objects as go

from ui.charts.base import canvas
from ui.theme import Palette

SMALL, LARGE = 22, 46  # diameters in pixels


def numbered_spots(spots: pd.DataFrame, palette: Palette, height: int) -> go.Figure:
    """`spots`: x, y, n, number (text in the dot), strong; dots grow with n by their area.

    Both axes have one scale, so that distances are true.
    """
    figure = canvas(palette, height, l=6, r=6, t=6, b=6)
    most = max(float(spots["n"].max()), 1.0)
    figure.add_scatter(
        x=spots["x"],
        y=spots["y"],
        mode="markers+text",
        text=_legible(spots),
        textfont={
            "size": 15,
            "color": [palette.ground if strong else palette.ink for strong in spots["strong"]],
        },
        marker={
            "size": [max(SMALL, LARGE * (n / most) ** 0.5) for n in spots["n"]],
            "color": [palette.better if strong else palette.band for strong in spots["strong"]],
            "opacity": 1,
            "line": {"width": 1.5, "color": palette.ground},
        },
        hoverinfo="none",
        cliponaxis=False,
    )
    frame = {
        "showticklabels": False,
        "showline": True,
        "mirror": True,
        "linecolor": palette.line,
        "showgrid": True,
        "gridcolor": palette.line,
    }
    figure.update_xaxes(**frame, range=_around(spots["x"]))
    figure.update_yaxes(**frame, range=_around(spots["y"]), scaleanchor="x")
    return figure


def _legible(spots: pd.DataFrame) -> list[str]:
    """The numbers, but none under a dot that is drawn later on the same spot."""
    near = 0.02 * max(spots["x"].max() - spots["x"].min(), spots["y"].max() - spots["y"].min())
    points = list(spots[["x", "y"]].itertuples(index=False, name=None))
    return [
        "" if any(abs(x - a) <= near and abs(y - b) <= near for a, b in points[i + 1 :]) else number
        for i, ((x, y), number) in enumerate(zip(points, spots["number"], strict=True))
    ]


def _around(values: pd.Series) -> list[float]:
    low, high = float(values.min()), float(values.max())
    pad = 0.1 * ((high - low) or 1.0)
    return [low - pad, high + pad]

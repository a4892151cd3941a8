"""Sparklines for tables and figures: small inline pictures that share a scale."""

import base64
from collections.abc import Collection, Sequence
from xml.sax.saxutils import escape

from ui.format import missing
from ui.theme import Palette


def spark_scale(series: Sequence[Sequence[float | None]]) -> tuple[float, float]:
    """The common scale of several series: their lowest and highest value."""
    values = [float(v) for one in series for v in one if not missing(v)]
    return (min(values), max(values)) if values else (0.0, 1.0)


def spark(
    values: Sequence[float | None],
    palette: Palette,
    *,
    scale: tuple[float, float] | None = None,
    width: int = 150,
    height: int = 28,
    tone: str = "neutral",
    alt: str = "",
    marked: Collection[int] = (),
) -> str:
    """An <img> of a line with its last point marked; gaps stay gaps. Nothing for no values.

    alt says what it shows, to whoever cannot see it or points at it. marked: places of values that
    are out of line (see `ui.signals`): a ring around each.
    """
    low, high = scale or spark_scale([values])
    span = (high - low) or 1.0
    pad = 4
    step = (width - 2 * pad) / max(len(values) - 1, 1)
    points = [
        None
        if missing(v)
        else (pad + i * step, height - pad - (float(v) - low) / span * (height - 2 * pad))
        for i, v in enumerate(values)
    ]
    drawn = [p for p in points if p]
    if not drawn:
        return ""
    path = ""
    pen_down = False
    for point in points:
        if point:
            path += f"{'L' if pen_down else 'M'}{point[0]:.1f} {point[1]:.1f}"
        pen_down = point is not None
    end = drawn[-1]
    rings = "".join(
        f'<circle cx="{p[0]:.1f}" cy="{p[1]:.1f}" r="3.4" fill="{palette.ground}" '
        f'stroke="{palette.ink}" stroke-width="1.4"/>'
        for at, p in enumerate(points)
        if p and at in marked
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><path d="{path}" fill="none" stroke="{palette.faint}" '
        f'stroke-width="1.6" stroke-linejoin="round"/>{rings}'
        f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="3" fill="{palette.mark(tone)}"/></svg>'
    )
    data = base64.b64encode(svg.encode()).decode()
    quoted = escape(alt, {'"': "&quot;"})
    title = f' title="{quoted}"' if quoted else ""
    return (
        f'<img class="spark" width="{width}" height="{height}" alt="{quoted}"{title} '
        f'src="data:image/svg+xml;base64,{data}">'
    )

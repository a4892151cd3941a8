"""The legend of a map: its classes with their colours, and the hatching of what has no data."""

from collections.abc import Sequence
from html import escape

from ui import format as f
from ui.charts.shades import Shade
from ui.i18n import t


def map_legend(classes: Sequence[Shade], digits: int, gaps: bool) -> str:
    """Our own markup; gaps: whether some area has no data, which is not zero."""
    keys = [
        f'<span class="key"><i class="swatch" style="background:{shade.colour}"></i>'
        f"{f.fixed(shade.low, digits)}–{f.fixed(shade.high, digits)}</span>"
        for shade in classes
    ]
    if gaps:
        words = escape(t("map-no-data"))
        keys.append(f'<span class="key"><i class="swatch hatched"></i>{words}</span>')
    return f'<p class="note">{"".join(keys)}</p>'

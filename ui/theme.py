"""Colours and type of the dashboard, in one place, for light and for dark.

Charts take a `Palette`; our own HTML takes the same colours as CSS variables. Which of the two
themes is on is the browser's choice (or the user's, in the menu): `current()` follows it.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

FONT = (
    "'Segoe UI', 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'Source Han Sans SC', 'WenQuanYi Zen Hei', sans-serif"
)
_CSS = Path(__file__).with_name("theme.css")


@dataclass(frozen=True)
class Palette:
    """Named colours. `better` and `worse` fill marks; the `_text` twins are read as text."""

    ground: str
    ink: str
    grey: str
    faint: str
    line: str
    band: str  # intervals and bars that are context
    neutral: str  # a mark that did not clearly move
    better: str
    better_text: str
    worse: str
    worse_text: str

    def mark(self, tone: str) -> str:
        """The fill of a mark of this tone (better, worse, neutral)."""
        return {"better": self.better, "worse": self.worse}.get(tone, self.neutral)

    def text(self, tone: str) -> str:
        """The colour of text of this tone."""
        return {"better": self.better_text, "worse": self.worse_text}.get(tone, self.grey)


LIGHT = Palette(
    ground="#FFFFFF",
    ink="#1F2933",
    grey="#616E7C",
    faint="#9AA5B1",
    line="#E4E7EB",
    band="#CBD2D9",
    neutral="#52606D",
    better="#0B5FA5",
    better_text="#0B5FA5",
    worse="#D9730D",
    worse_text="#C2570C",
)
DARK = Palette(
    ground="#12171C",
    ink="#E8ECF0",
    grey="#A9B4BF",
    faint="#7B8794",
    line="#323C46",
    band="#46525E",
    neutral="#C3CBD3",
    better="#6CB2EB",
    better_text="#8CC4F2",
    worse="#F0954A",
    worse_text="#F5A962",
)


def current_palette() -> Palette:
    """The palette of the theme that the visitor's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def stylesheet(palette: Palette) -> str:
    """The style sheet of all our own HTML, its colours as CSS variables."""
    variables = "".join(f"--{k.replace('_', '-')}:{v};" for k, v in asdict(palette).items())
    return f"<style>:root{{{variables}}}\n{_CSS.read_text(encoding='utf-8')}</style>"

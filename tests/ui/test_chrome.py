"""Streamlit's own words are replaced by ours, and nothing of ours can break the style sheet."""

from ui import streamlit_patches, theme
from ui.i18n import t


def test_every_place_gets_our_text():
    css = streamlit_patches.patch_stylesheet()
    for code in ("menu-light", "menu-dark", "menu-print", "menu-stop", "import-browse"):
        assert f'content:"{t(code)}"' in css


def test_light_and_dark_have_every_colour_and_differ():
    assert theme.stylesheet(theme.LIGHT) != theme.stylesheet(theme.DARK)
    assert f"--worse-text:{theme.DARK.worse_text};" in theme.stylesheet(theme.DARK)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_is_legible_on_its_ground():
    for palette in (theme.LIGHT, theme.DARK):
        for colour in (palette.ink, palette.grey, palette.better_text, palette.worse_text):
            assert contrast(colour, palette.ground) >= 4.5

"""Streamlit's own English words in the language of the page.

Its menu and its uploader cannot be given texts, so a style sheet hides theirs and writes ours.
"""

from ui.i18n import t

# Where the words stand -> our text for them.
_PLACES = {
    '[data-testid="stMainMenuItem-theme-System"]': "menu-system",
    '[data-testid="stMainMenuItem-theme-Light"]': "menu-light",
    '[data-testid="stMainMenuItem-theme-Dark"]': "menu-dark",
    '[data-testid="stMainMenuItem-print"] [data-testid="stMainMenuItemLabel"]': "menu-print",
    '[data-testid="stStatusWidget"] button': "menu-stop",
    '[data-testid="stFileUploaderDropzone"] button p': "import-browse",
    '[data-testid="stFileUploaderDropzoneInstructions"] span': "import-limit",
}
_UNWANTED = (
    '[data-testid="stMainMenuItem-recordScreencast"]',
    ".stMainMenuPopover div:has(> .stMenuVersionCopyButton)",
)


def stylesheet() -> str:
    """The style sheet for the current language."""
    rules = [f"{','.join(_UNWANTED)}{{display:none}}"]
    for place, code in _PLACES.items():
        text = t(code).replace("\\", "").replace('"', "'")
        rules.append(f'{place}{{font-size:0}}{place}::after{{content:"{text}";font-size:1rem}}')
    return f"<style>{''.join(rules)}</style>"

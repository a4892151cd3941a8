"""What Streamlit's own frontend does not offer: its words in our language, one entry per click.

Its menu and its uploader cannot be given texts, so a style sheet hides theirs and writes ours.
A page's address and then its query reach the browser one after the other; on a slow machine that
makes two entries of the history, and Back comes back to the same page.
"""

import streamlit as st

from ui.i18n import t

# Where the words stand -> our text for them.
_PLACES = {
    '[data-testid="stMainMenuItem-theme-System"]': "menu-system",
    '[data-testid="stMainMenuItem-theme-Light"]': "menu-light",
    '[data-testid="stMainMenuItem-theme-Dark"]': "menu-dark",
    '[data-testid="stMainMenuItem-print"] [data-testid="stMainMenuItemLabel"]': "menu-print",
    '[data-testid="stStatusWidget"] button': "menu-stop",
    '[data-testid="stDownloadButtonError"]': "download-failed-short",
    '[data-testid="stFileUploaderDropzone"] button p': "import-browse",
    '[data-testid="stFileUploaderDropzoneInstructions"] span': "import-limit",
}
_UNWANTED = (
    '[data-testid="stMainMenuItem-recordScreencast"]',
    ".stMainMenuPopover div:has(> .stMenuVersionCopyButton)",
)


def patch_stylesheet() -> str:
    """The style sheet for the current language."""
    rules = [f"{','.join(_UNWANTED)}{{display:none}}"]
    for place, code in _PLACES.items():
        text = t(code).replace("\\", "").replace('"', "'")
        rules.append(f'{place}{{font-size:0}}{place}::after{{content:"{text}";font-size:1rem}}')
    return f"<style>{''.join(rules)}</style>"


# What a page adds to its address by itself, without anyone having clicked or typed since the last
# entry, belongs to that entry: the defaults of a page, and its path and query where these come one
# after the other.
_HISTORY = """<script>
if (!window.shirongHistory) {
  window.shirongHistory = true;
  const push = history.pushState.bind(history);
  let acted = false;
  for (const act of ["pointerdown", "keydown"])
    addEventListener(act, () => { acted = true; }, true);
  history.pushState = (...entry) => {
    if (acted) push(...entry);
    else history.replaceState(...entry);
    acted = false;
  };
}
</script>"""


def one_entry_per_click() -> None:
    """Let one click leave one entry in the browser's history. The script is constant text."""
    st.html(_HISTORY, unsafe_allow_javascript=True)


# The browser keeps its place on a page that has become another one.
_TOP = """<script>document.querySelector('[data-testid="stMain"]')?.scrollTo({top: 0});</script>"""


# What was asked for stands further down than what was clicked.
_ASKED = """<script>
document.querySelector('[class*="st-key-asked-for"]')?.scrollIntoView({block: "start"});
</script>"""


def to_what_was_asked_for() -> None:
    """Show the page from the part whose key begins with `asked-for`. Its script is constant."""
    st.html(_ASKED, unsafe_allow_javascript=True)


def from_the_top() -> None:
    """Show the page from its top. The script is constant text."""
    st.html(_TOP, unsafe_allow_javascript=True)

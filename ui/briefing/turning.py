"""Steps that turn by keys and, on the big screen, by the clock. The scripts are constant texts."""

import streamlit as st

SECONDS = 20  # that a step of the big screen stays

# Left alone while somebody types or a menu is open. The buttons on the screen do the turning, so
# that keys and clock can do nothing that they cannot.
_KEYS = """<script>
if (!window.shirongSteps) {
  window.shirongSteps = true;
  const ways = {ArrowRight: "after", PageDown: "after", " ": "after",
                ArrowLeft: "before", PageUp: "before"};
  document.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, [role=listbox], [role=combobox]")) return;
    const button = document.querySelector("a.step-" + way);
    if (!document.querySelector(".step-bar")) return;
    event.preventDefault();
    button?.click();
  });
}
</script>"""

# A step stays so many seconds; the clock belongs to the page, not to the run that drew it. When the
# server was away and answers again, the page is loaded anew: what it showed may be old.
_CLOCK = (
    """<script>
if (!window.shirongClock) {
  window.shirongAway = false;
  const onKiosk = () => new URLSearchParams(location.search).has("kiosk");
  window.shirongClock = setInterval(() => {
    if (onKiosk() && !window.shirongAway) document.querySelector("a.step-after")?.click();
  }, SECONDS * 1000);
  setInterval(async () => {
    let well = false;
    try {
      const health = new URL("_stcore/health", new URL(".", location.href));
      well = (await fetch(health, {cache: "no-store"})).ok;
    } catch (error) { well = false; }
    if (well && window.shirongAway && onKiosk()) location.reload();
    window.shirongAway = !well;
  }, 5000);
}
</script>"""
).replace("SECONDS", str(SECONDS))


def turn_by_keys() -> None:
    """Let arrow keys, Page Up and Page Down turn the steps."""
    st.html(_KEYS, unsafe_allow_javascript=True)


def turn_by_clock() -> None:
    """Let the steps change by themselves, without an end."""
    st.html(_CLOCK, unsafe_allow_javascript=True)

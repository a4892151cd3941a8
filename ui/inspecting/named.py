"""Persons on a screen that others see: letters, until somebody switches to names."""

from collections.abc import Iterable

from metrics.inspecting import persons
from ui import widgets
from ui.i18n import t

_TEXTS = {
    "inspector": ("show-inspectors", "inspector-letter"),
    "collector": ("show-collectors", "collector-letter"),
}


def called(names: Iterable[str], kind: str) -> dict[str, str]:
    """What each inspector or collector (`kind`) is called here, with the switch above it; no switch
    without anybody to name."""
    letters = persons.letters(names)
    if not letters:
        return {}
    switch, letter_of = _TEXTS[kind]
    by_name = widgets.toggle(t(switch), key=f"{kind}s-by-name")
    if by_name:
        return {name: name for name in letters}
    return {name: t(letter_of, letter=letter) for name, letter in letters.items()}

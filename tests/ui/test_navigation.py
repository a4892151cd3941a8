"""Every page has its room, which says where it stands, and an entry that Streamlit finds."""

from collections import Counter
from pathlib import Path

import pytest

from ui.i18n import LANGUAGE_SIGNS, speaking, t
from ui.navigation import GROUPS, PageEntry, page_entries

ENTRIES = Path(__file__).resolve().parents[2] / "pages"


def test_every_entry_has_a_room_and_every_room_an_entry() -> None:
    """A room without its entry would break every page, an entry without a room none but itself."""
    assert {path.stem for path in ENTRIES.glob("*.py")} == set(page_entries())


@pytest.mark.parametrize("name", page_entries())
def test_an_entry_shows_the_page_of_its_room_and_does_nothing_else(name: str) -> None:
    _, _, code = (ENTRIES / f"{name}.py").read_text(encoding="utf-8").split('"""')
    assert code.split() == f"from ui.{name} import page page.show()".split()


def test_no_two_pages_stand_on_one_place() -> None:
    """Their order would be that of the folders on somebody's disk."""
    taken = Counter((place.group, place.order) for place in page_entries().values())
    assert max(taken.values()) == 1
    assert {group for group, _ in taken} == set(GROUPS)


def test_the_overview_is_the_start_page() -> None:
    assert list(page_entries())[0] == "overview"


@pytest.mark.parametrize("lang", LANGUAGE_SIGNS)
def test_every_page_and_group_has_a_title(lang: str) -> None:
    with speaking(lang):
        assert all(t(f"page-{name}") for name in page_entries())
        assert all(t(f"group-{group}") for group in GROUPS)


def test_a_page_stands_in_the_navigation_unless_it_says_otherwise() -> None:
    assert PageEntry("data", 1).shown()
    assert not PageEntry("data", 1, shown=lambda: False).shown()

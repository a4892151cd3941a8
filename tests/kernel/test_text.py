"""What cannot be seen tells no two texts apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.text import fold, has_control, spaced, visible

INVISIBLE = ["\u200b", "\ufeff", "\u00ad", "\u200d", "\u202e", "\u2066", "\ufe0f", "\x07", "\x0b"]


@pytest.mark.parametrize("mark", INVISIBLE)
def test_invisible_characters_tell_nothing_apart(mark: str) -> None:
    assert visible(f"云{mark}栖区{mark}") == "云栖区"
    assert fold(f"云{mark}栖区") == fold("云栖区")


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000", "\u2003", "\t", "\n"])
def test_spaces_of_all_kinds_are_seen_but_not_compared(space: str) -> None:
    assert visible(f"Ward{space}3") == f"Ward{space}3"
    assert fold(f"Ward{space}3") == "ward3"


def test_forms_and_case_are_one() -> None:
    assert fold("ＷＡＲＤ　３") == fold("ward 3") == "ward3"
    assert fold("03") != fold("3")


def test_control_characters_are_known() -> None:
    assert has_control("a\x1bb") and not has_control("a\tb\r\nc")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2003", "\u202f"])
def test_a_name_has_ordinary_single_spaces(space: str) -> None:
    assert spaced(f"Ward{space}3") == spaced("Ward  3 ") == "Ward 3"
    assert spaced(f"市容{space}秩序\u200b") == "市容秩序"
    assert spaced("市容 秩序") == "市容 秩序"  # somebody typed it, and sees it

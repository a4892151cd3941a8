"""The collector is slowed down only while rows are read."""

import gc

import pytest

from data.importing.collecting import seldom_collecting


def test_the_usual_rhythm_returns_whatever_happens() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom_collecting():
        assert gc.get_threshold()[0] > usual[0] and gc.isenabled()
        raise ZeroDivisionError
    assert gc.get_threshold() == usual

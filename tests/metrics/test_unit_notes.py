"""Notes on units: their files, and which of them fall into which period."""

from pathlib import Path

import pytest

from kernel.configuration import ConfigurationError
from kernel.messages import LANGUAGES
from kernel.periods import parse_period
from metrics.kept_records import RecordRefusedError
from metrics.unit_notes.note_file import Note, read_note
from metrics.unit_notes.note_folder import UnitNotes, notes_within


def note(**more) -> Note:
    plain = {"kind": "event", "unit": "东区", "day": "2025-10-12", "text": "夜市搬迁"}
    return Note(**plain | more)


@pytest.fixture
def notes(tmp_path: Path) -> UnitNotes:
    return UnitNotes(tmp_path)


def test_a_note_is_kept_and_deleted(notes):
    added = notes.add(note(recorded_by="李科 13700137000"))
    assert notes.all() == [added] and added.recorded_at and added.recorded_by == "李科 [电话]"
    notes.delete(added.id)
    assert notes.all() == []
    with pytest.raises(RecordRefusedError):
        notes.delete(added.id)


def test_nothing_that_identifies_a_complainant_reaches_the_store(notes):
    notes.add(note(text="投诉人王小明，电话13800138000，已回访"))
    (path,) = notes.folder.glob("*.yaml")
    assert "王小明" not in path.read_text("utf-8") and "138001" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("kind: event\nunit: 东区\ntext: x\n", "day"),
        ("kind: event\nday: 2025-10-01\nperiod: 2025-10\ntext: x\n", "day"),
        ("kind: event\nperiod: autumn\ntext: x\n", "period"),
        ("kind: rumour\nday: 2025-10-01\ntext: x\n", "kind"),
        ("kind: explanation\nday: 2025-10-01\ntext: x\n", "unit"),
        ("kind: event\nday: 2025-10-01\n", "text"),
    ],
)
def test_a_broken_file_says_what(text, field):
    with pytest.raises(ConfigurationError) as error:
        read_note(text.encode(), "x.yaml")
    assert error.value.faults[0].params["field"] == field
    assert all(error.value.text(lang) for lang in LANGUAGES)


def test_a_broken_file_does_not_take_the_others_down(notes):
    notes.add(note())
    (notes.folder / "bad.yaml").write_text("kind: [\n", "utf-8")
    good, bad = notes.all()
    assert good.text == "夜市搬迁" and isinstance(bad, ConfigurationError)
    assert notes_within([bad, good], [parse_period("2025-10")]) == [good]


def test_a_note_is_of_the_periods_that_its_days_meet():
    october, november = parse_period("2025-10"), parse_period("2025-11")
    first, last = note(day="2025-10-01"), note(day="2025-10-31")
    month, quarter = note(day=None, period="2025-10"), note(day=None, period="2025-Q4")
    every = [last, first, month, quarter]
    assert notes_within(every, [october]) == [first, month, quarter, last]
    assert notes_within(every, [november]) == [quarter]
    assert notes_within(every, [october, november]) == [first, month, quarter, last]
    assert notes_within(every, []) == []


def test_a_period_is_that_of_the_calendar_that_asks():
    """With months from the 21st, October ends on the 20th."""
    late = note(day="2025-10-25")
    assert notes_within([late], [parse_period("2025-10", 21)]) == []
    month = note(day=None, period="2025-10")
    assert notes_within([month], [parse_period("2025-10", 21)]) == [month]
    assert notes_within([month], [parse_period("2025-11", 21)]) == []


def test_of_a_unit_are_its_own_and_those_of_the_whole_city():
    october = [parse_period("2025-10")]
    own, other, city = note(), note(unit="西区"), note(unit="", kind="boundaries")
    assert notes_within([own, other, city], october, "东区") == [own, city]
    assert notes_within([own, other, city], october) == [own, other, city]

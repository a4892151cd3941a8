"""The action log: its files, its folder, and what becomes of an action."""

import re
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as holds
from hypothesis import strategies as st

from kernel.configuration import ConfigurationError
from kernel.messages import LANGUAGES
from kernel.text import has_control
from metrics.action_log.action_file import Action, is_measurable, read_action
from metrics.action_log.action_folder import ActionLog
from metrics.action_log.outcome import OUTCOME_COLUMNS, outcomes
from metrics.indicators import INDICATORS
from metrics.kept_records import RecordRefusedError
from metrics.schemes.scheme import Scheme
from metrics.unit_notes.note_file import read_note
from tests.metrics.scheme_files import small
from tests.metrics.tiny import cases, given, tiny_store, units

BY_HAND = """\
# 十月讲评会上定的
unit: 东区
what: 夜间增派两组巡查
owner: 东区城管局
due: 2025-10-20
measure: on_time_closure_rate   # 按期结案率
target: 90
scheme: small
period: 2025-09
"""
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(
    lambda text: not has_control(text)
)


def action(**more) -> Action:
    plain = {
        "unit": "东区", "what": "增派巡查", "owner": "城管局", "due": "2025-10-20",
        "measure": "on_time_closure_rate", "target": 90, "scheme": "small", "period": "2025-09",
    }  # fmt: skip
    return Action(**plain | more)


@pytest.fixture
def log(tmp_path: Path) -> ActionLog:
    return ActionLog(tmp_path)


@pytest.fixture
def scheme(tmp_path: Path) -> Scheme:
    return small(tmp_path)


@pytest.fixture(scope="module")
def city():
    """September and October, whole; of November the first 5 days are known of no unit."""
    rows = [
        *cases("东区", on_time=60, late=40, kind="district", month=9),
        *cases("东区", on_time=95, late=5, kind="district", month=10),
        *cases("西区", on_time=60, late=40, kind="district", month=9),
        *cases("西区", on_time=62, late=38, kind="district", month=10),
        *cases("南区", on_time=88, late=12, kind="district", month=9),
    ]
    scored = [
        given(unit, "评分", value, period, kind="district")
        for period, value in (("2025-09", 80), ("2025-10", 90))
        for unit in ("东区", "西区")
    ]
    names = units("district", "东区", "西区", "南区")
    return tiny_store(units=names, cases=rows, score_entries=scored)


def outcome(city, scheme: Scheme, one: Action, period: str = "2025-10"):
    found = outcomes(city, scheme, scheme.parse_period(period), [one])
    assert tuple(found.columns) == OUTCOME_COLUMNS
    return found.iloc[0]


def test_a_target_that_is_reached_beyond_chance_is_met_for_certain(city, scheme):
    """60 of 100 on time, then 95 of 100."""
    row = outcome(city, scheme, action(target=95))
    assert (row.before, row.after, row.outcome, row.certain) == (60, 95, "met", True)
    assert row.judged_in == "2025-10"


def test_a_target_that_is_reached_by_chance_is_met_and_not_for_certain(city, scheme):
    """60 of 100, then 62 of 100: the figure is what it is; nobody has earned it."""
    row = outcome(city, scheme, action(unit="西区", target=62))
    assert (row.before, row.after, row.outcome, row.certain) == (60, 62, "met", False)


def test_a_target_that_is_not_reached_is_missed_however_clear_the_change(city, scheme):
    row = outcome(city, scheme, action(target=95.01))
    assert (row.outcome, row.certain) == ("missed", True)
    assert outcome(city, scheme, action(unit="西区", target=63)).outcome == "missed"


def test_where_lower_is_better_the_target_is_a_ceiling(city, scheme):
    late = {"measure": "late_closure_rate"}
    assert outcome(city, scheme, action(target=5, **late)).outcome == "met"
    assert outcome(city, scheme, action(target=4.9, **late)).outcome == "missed"


def test_without_data_nothing_is_said_to_be_missed(city, scheme):
    for unit in ("南区", "没有的区"):
        row = outcome(city, scheme, action(unit=unit))
        assert (row.outcome, row.certain) == ("no_data", False) and row.after != row.after


@pytest.mark.parametrize(
    ("due", "period", "expected", "judged_in"),
    [
        ("2025-10-31", "2025-10", "met", "2025-10"),  # due on the last day
        ("2025-11-01", "2025-10", "open", "2025-10"),
        ("2025-11-30", "2025-11", "open", "2025-11"),  # November has not ended
        ("2025-10-31", "2025-11", "met", "2025-10"),  # October has
        ("2025-08-01", "2025-09", "open", "2025-09"),  # nothing has come after it yet
        ("2025-08-01", "2025-10", "met", "2025-10"),
    ],
)
def test_an_action_is_open_until_a_finished_period_reaches_its_due_date(
    city, scheme, due, period, expected, judged_in
):
    row = outcome(city, scheme, action(due=due), period)
    assert (row.outcome, row.judged_in) == (expected, judged_in)


def test_an_open_action_shows_the_figure_so_far(city, scheme):
    row = outcome(city, scheme, action(due="2025-12-31"))
    assert (row.before, row.after, row.outcome, row.certain) == (60, 95, "open", False)


def test_a_withdrawn_action_is_not_judged(city, scheme):
    row = outcome(city, scheme, action(state="withdrawn", reason="任务移交"))
    assert (row.outcome, row.certain) == ("withdrawn", False)


def test_the_score_is_a_measure(city, scheme):
    """All cases are closed: 60 + 0.4 x 80, then 60 + 0.4 x 90."""
    row = outcome(city, scheme, action(measure="score", target=96))
    assert (row.before, row.after, row.outcome) == (92, 96, "met")


def test_a_given_score_is_a_measure(city, scheme):
    row = outcome(city, scheme, action(measure="given_score:评分", target=90))
    assert (row.before, row.after, row.outcome, row.certain) == (80, 90, "met", False)


def test_what_is_recorded_later_or_under_another_scheme_is_not_told(city, scheme):
    others = [action(period="2025-11"), action(scheme="other")]
    assert outcomes(city, scheme, scheme.parse_period("2025-10"), others).empty


def test_those_due_first_come_first(city, scheme):
    two = [action(id="a", due="2025-12-01"), action(id="b", due="2025-10-20")]
    found = outcomes(city, scheme, scheme.parse_period("2025-10"), two)
    assert found["id"].tolist() == ["b", "a"] and found["outcome"].tolist() == ["met", "open"]


@holds(
    what=words.filter(str.strip),
    owner=words,
    unit=words.filter(bool),
    target=st.floats(-1e6, 1e6).map(lambda value: round(value, 4)),
    due=st.dates(date(2001, 1, 1), date(2199, 12, 31)),
)
def test_an_action_comes_back_from_its_file(tmp_path_factory, what, owner, unit, target, due):
    """Whatever it says: `null`, `2025`, `- x`, `*a`."""
    try:
        one = action(what=what, owner=owner, unit=unit, target=target, due=due)
    except ValueError:
        return  # nothing that can be seen
    log = ActionLog(tmp_path_factory.mktemp("log"))
    added = log.add(one)
    assert log.all() == [added]
    assert added == one.model_copy(update={"id": added.id, "recorded_at": added.recorded_at})


def test_a_file_written_by_hand_says_what_the_page_would(log):
    log.folder.mkdir(parents=True)
    (log.folder / "我的 措施.yaml").write_text(BY_HAND, "utf-8")
    (one,) = log.all()
    assert (one.id, one.target, one.due) == ("我的 措施", 90, date(2025, 10, 20))
    log.withdraw("我的 措施", "任务移交", "王局")
    (one,) = log.all()
    assert (one.state, one.reason, one.withdrawn_by) == ("withdrawn", "任务移交", "王局")
    text = (log.folder / "我的 措施.yaml").read_text("utf-8")
    assert "# 十月讲评会上定的" in text and "# 按期结案率" in text


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("unit: 东区\n", "", 2, "unit"),
        ("due: 2025-10-20", "due: soon", 5, "due"),
        ("on_time_closure_rate", "nothing", 6, "measure"),
        ("on_time_closure_rate", "filed", 6, "measure"),  # more is neither better nor worse
        ("on_time_closure_rate", "given_score", 6, "measure"),  # of which item?
        ("target: 90", "target: many", 7, "target"),
        ("period: 2025-09", "period: autumn", 9, "period"),
        ("period: 2025-09", "period: 2025-09\nwhat_else: 1", 10, "what_else"),
        ("period: 2025-09", "period: 2025-09\nstate: withdrawn", 2, "reason"),
    ],
)
def test_a_broken_file_says_where_and_what(old, new, line, field):
    with pytest.raises(ConfigurationError) as error:
        read_action(BY_HAND.replace(old, new).encode(), "x.yaml")
    (fault,) = error.value.faults
    assert fault.params["field"] == field
    assert fault.params["line"] == line
    assert all(error.value.text(lang) for lang in LANGUAGES)


def test_a_broken_file_does_not_take_the_others_down(log):
    log.add(action())
    (log.folder / "bad.yaml").write_text("unit: [\n", "utf-8")
    good, bad = log.all()
    assert isinstance(good, Action) and isinstance(bad, ConfigurationError)


def test_two_writers_at_once_lose_nothing(log):
    def write(number: int) -> None:
        ActionLog(log.folder.parent).add(action(target=number))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(one.target for one in log.all()) == list(range(8))


def test_what_makes_no_sense_is_refused(log):
    added = log.add(action(id="mine"))
    assert added.id == "mine" and added.recorded_at
    with pytest.raises(RecordRefusedError, match="mine"):
        log.add(action(id="mine"))
    with pytest.raises(RecordRefusedError):
        log.withdraw("none", "x", "me")
    with pytest.raises(ConfigurationError):
        log.withdraw("mine", " ", "me")
    log.withdraw("mine", "x", "me")
    with pytest.raises(RecordRefusedError):
        log.withdraw("mine", "x", "me")
    with pytest.raises(ConfigurationError):
        log.add(action(measure="nothing"))
    assert [one.id for one in log.all()] == ["mine"]


def test_nothing_that_identifies_a_complainant_reaches_the_store(log):
    """Neither by the form nor by withdrawing; who answers for it keeps his name, not his number."""
    told = "投诉人王小明（13800138000，身份证310101199001011234）反映店外经营"
    one = log.add(action(what=told, owner="王立新 13900139000", recorded_by="李科 13700137000"))
    log.withdraw(one.id, told, "张主任 13600136000")
    written = "".join(path.read_text("utf-8") for path in log.folder.glob("*.yaml"))
    for personal in ("王小明", "138001", "310101", "139001", "137001", "136001"):
        assert personal not in written
    for kept in ("店外经营", "王立新", "李科", "张主任"):
        assert kept in written


def test_every_indicator_with_a_direction_can_measure_an_action():
    can = {name for name in INDICATORS if is_measurable(name)}
    assert can == {
        name
        for name, one in INDICATORS.items()
        if one.better and one.scored and name not in ("given_score", "scheme_score")
    }


def test_the_files_of_the_documentation_can_be_read():
    text = (Path(__file__).resolve().parents[2] / "docs" / "actions.md").read_text("utf-8")
    one, other = re.findall(r"```yaml\n(.*?)```", text, re.S)
    assert read_action(one.encode(), "docs.yaml").target == 92
    assert read_note(other.encode(), "docs.yaml").kind == "event"

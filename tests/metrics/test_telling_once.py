"""Each event is told once: over runs, failures, corrections and crashes; and to those concerned."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pandas as pd
import pytest
from filelock import FileLock

from kernel.messages import Message
from kernel.periods import parse_period
from metrics.telling import telling as telling_room
from metrics.telling.asked import Happened
from metrics.telling.events import TellingEvent
from metrics.telling.log import ARRIVED, FAILED, LOG_FILE, UNSURE, TellingLog
from metrics.telling.rules import read_telling
from metrics.telling.telling import (
    TellingRefusedError,
    alone,
    deliver_all,
    pending,
    send_again,
    unknown_units,
)
from tests.metrics.telling_servers import robot_server

OCTOBER = parse_period("2025-10")
REGISTER = pd.DataFrame(
    [("district", "甲区", None), ("district", "乙区", None), ("street", "甲一街", "甲区"),
     ("team", "甲一街一队", "甲一街"), ("street", "乙一街", "乙区")],
    columns=["kind", "name", "parent"],
).assign(present=True)  # fmt: skip
FILE = """
schemes: [s]
recipients:
  - {name: 甲, units: [甲区]}
  - {name: 乙, units: [乙区], lang: en}
"""
ROBOT = """
schemes: [s]
deliveries:
  group: {type: webhook, form: wecom, url_from: ROBOT_URL}
recipients:
  - {name: 甲, units: [甲区], deliveries: [group]}
  - {name: 乙, units: [乙区], deliveries: [group]}
"""


def pile(unit: str, n: int = 19, period: str = "2025-10", **more) -> TellingEvent:
    params = {"period": period, "period_en": period, "day": "2025-10-31", "unit": unit}
    params |= {"unit_en": unit, "n": f"{n}", "over": "10", "before": "3"}
    message = Message("tell-overdue", params, "metrics")
    topic, figures = f"overdue|s|{period}|{unit}", {"n": n, "before": 3}
    return TellingEvent("overdue", unit, topic, message, figures, "s@1", **more)


def now(*events: TellingEvent, version: int = 1, period: str = "2025-10") -> Happened:
    return Happened(version, events, {"s": parse_period(period)}, REGISTER, {"乙区": "Yi"})


class Run:
    """Telling over a folder, without a store."""

    def __init__(self, folder, text: str = FILE) -> None:
        self.folder, self.log = folder, TellingLog(folder)
        self.set_up(text)

    def set_up(self, text: str) -> None:
        self.telling = read_telling(text.encode(), "telling.yaml")

    def waiting(self, *events: TellingEvent, **more) -> list[tuple[str, str]]:
        found = pending(self.telling, self.log, now(*events, **more), self.folder)
        return [(one.recipient.name, text) for one in found for text in one.texts]

    def tell(self, *events: TellingEvent, **more) -> list[tuple[str, str]]:
        found = pending(self.telling, self.log, now(*events, **more), self.folder)
        ended = deliver_all(self.telling, found, self.log, pause=0)
        return [(one.recipient, one.state) for one in ended]


@pytest.fixture
def run(tmp_path) -> Run:
    return Run(tmp_path)


@pytest.fixture
def robot(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with robot_server({"errcode": 0}) as found:
        monkeypatch.setenv("ROBOT_URL", found.url)
        yield found


def test_each_is_told_of_its_own_and_of_what_belongs_to_it(run):
    """Down to the team of a street of a district; and each in its language."""
    events = [pile("甲区"), pile("甲一街"), pile("甲一街一队"), pile("乙一街")]
    told = run.waiting(*events)
    assert [name for name, _ in told] == ["甲", "甲", "甲", "乙"]
    assert "乙" not in "".join(text for name, text in told if name == "甲")
    assert "overdue open cases" in told[-1][1]


def test_what_concerns_everybody_is_told_to_everybody(run):
    params = {"number": "1", "period": "2025-10", "day": "2025-11-03"}
    message = Message("tell-edition-published", params, "metrics")
    told = run.waiting(TellingEvent("edition", "", "edition|s|1", message))
    assert [name for name, _ in told] == ["甲", "乙"]


def test_what_was_told_is_not_told_again(run):
    assert run.tell(pile("甲区")) == [("甲", ARRIVED)]
    assert run.tell(pile("甲区")) == []
    assert run.tell(pile("甲区"), version=2) == []
    assert run.tell(pile("甲区"), pile("甲一街"), version=2) == [("甲", ARRIVED)]


def test_only_a_changed_statement_is_corrected(run):
    run.tell(pile("甲区"), pile("甲一街"))
    ((name, text),) = run.waiting(pile("甲区", 21), pile("甲一街"), version=2)
    assert name == "甲" and text.startswith("更正，以此为准：") and "21 件" in text
    run.tell(pile("甲区", 21), pile("甲一街"), version=2)
    assert run.waiting(pile("甲区", 21), pile("甲一街"), version=2) == []
    assert len(run.waiting(pile("甲区"), pile("甲一街"), version=3)) == 1  # and back again


def edition(number: int, past: datetime | None = None) -> TellingEvent:
    params = {"number": f"{number}", "period": "2025-10", "day": "2025-11-03"}
    message = Message("tell-edition-published", params, "metrics")
    return TellingEvent("edition", "", f"edition|s|{number}", message, {"n": number}, past=past)


def test_who_is_set_up_later_is_not_told_of_the_past(run):
    """He got every edition that was ever published, in one letter."""
    long_ago, later = datetime(2020, 1, 1), datetime.now() + timedelta(hours=1)
    old, new = edition(1, past=long_ago), edition(2)
    assert run.tell(old, new) == [("甲", ARRIVED), ("乙", ARRIVED)]
    assert [e.keys for e in run.log.entries()] == [(new.key,)] * 2
    # Who is told by us already misses nothing: the next one, past before this run comes to it.
    run.set_up(FILE + "  - {name: 丙, units: [乙区]}\n")
    told = run.waiting(old, replace(new, past=long_ago), edition(3, past=later), edition(4))
    assert [name for name, _ in told] == ["甲", "甲", "乙", "乙", "丙"]


def test_an_edition_that_did_not_arrive_is_owed_when_it_is_past(tmp_path, robot):
    run = Run(tmp_path, ROBOT)
    robot.answers = [(200, {"errcode": 93000})] * 2
    assert [state for _, state in run.tell(edition(1))] == [FAILED, FAILED]
    told = run.waiting(edition(1, past=datetime(2020, 1, 1)), edition(2))
    assert [name for name, _ in told] == ["甲", "甲", "乙", "乙"]


def test_other_words_for_the_same_figures_are_not_told(run):
    """After an update that words it otherwise, or where a unit has an English name since."""
    run.tell(pile("乙区"))
    reworded = replace(pile("乙区"), message=Message("tell-none", {}, "metrics"))
    assert run.waiting(reworded, version=2) == []


def test_what_an_older_log_knows_by_its_words_is_not_told_again(run):
    """A key of before 0.12, also under the topic that an edition then had."""
    old = "overdue|s|2025-10|甲区#0123456789ab"
    line = {"at": "", "parcel": "p", "recipient": "甲", "delivery": "folder"}
    line |= {"keys": [old], "units": ["甲区"], "version": 1, "rules": run.telling.fingerprint}
    lines = [{**line, "state": "sending"}, {"at": "", "parcel": "p", "state": "arrived"}]
    text = "".join(json.dumps(one) + "\n" for one in lines)
    (run.folder / LOG_FILE).write_text(text, "utf-8")
    assert run.waiting(pile("甲区", earlier=(old,)), version=2) == []
    moved = replace(pile("甲区", earlier=(old,)), topic="overdue|s|other")
    assert run.waiting(moved, version=2) == []
    ((_, text),) = run.waiting(pile("甲区", 21, earlier=("overdue|s|2025-10|甲区#1",)), version=2)
    assert text.startswith("更正，以此为准")


def test_what_no_longer_holds_is_taken_back_once(run):
    run.tell(pile("甲区"))
    ((_, text),) = run.waiting(version=2)
    assert "不再成立" in text and "甲区" in text
    assert run.tell(version=2) == [("甲", ARRIVED)]
    assert run.tell(version=2) == []
    assert run.waiting(pile("甲区"), version=3)[0][1].startswith("更正，以此为准")


def test_a_kept_promise_is_news_only_to_who_was_told_that_it_was_missed(run):
    params = {"unit": "甲区", "unit_en": "甲区", "id": "1", "due": "2025-11-05", "zh": "x"}
    params |= {"en": "x", "target": "1", "before": "2", "after": "3"}
    missed = Message("tell-promise-missed", params, "metrics")
    kept = Message("tell-promise-kept", params, "metrics")
    topic, figures = "promise_missed|1", {"outcome": "missed"}
    first = TellingEvent("promise_missed", "甲区", topic, missed, figures)
    then = TellingEvent("promise_missed", "甲区", topic, kept, {"outcome": "met"}, follows=True)
    assert run.waiting(then) == []
    run.tell(first)
    ((_, text),) = run.waiting(then)
    assert "已达到" in text and "更正" not in text


def test_nothing_is_taken_back_by_another_rule_or_in_another_period(run):
    """A threshold that is raised makes nothing wrong that was said."""
    run.tell(pile("甲区"))
    assert run.waiting(version=2, period="2025-11") == []
    run.set_up(f"{FILE}rules:\n  overdue: {{over: 90}}\n")
    assert run.waiting(version=2) == []


def test_a_failure_is_tried_again_and_then_succeeds(tmp_path, robot):
    run = Run(tmp_path, ROBOT)
    robot.answers = [(502, {}), (429, {})]
    assert run.tell(pile("甲区")) == [("甲", ARRIVED)]
    (entry,) = run.log.entries()
    assert entry.tries == 3 and len(robot.bodies) == 3
    assert run.tell(pile("甲区")) == []


def test_a_refusal_is_logged_and_told_by_the_next_run(tmp_path, robot):
    run = Run(tmp_path, ROBOT)
    robot.answers = [(200, {"errcode": 93000, "errmsg": "invalid k-geheim"})]
    assert run.tell(pile("甲区")) == [("甲", FAILED)]
    (entry,) = run.log.entries()
    assert entry.tries == 1 and "93000" in entry.why.text("zh")
    assert run.tell(pile("甲区")) == [("甲", ARRIVED)]


def test_what_nobody_knows_to_have_arrived_is_sent_again_only_when_somebody_says_so(
    tmp_path, robot
):
    run = Run(tmp_path, ROBOT)
    robot.answers = [None]
    assert run.tell(pile("甲区")) == [("甲", UNSURE)]
    assert run.tell(pile("甲区")) == [] and len(robot.bodies) == 1
    (entry,) = run.log.entries()
    send_again(run.log, entry.parcel)
    assert run.tell(pile("甲区")) == [("甲", ARRIVED)]
    with pytest.raises(TellingRefusedError):
        send_again(run.log, entry.parcel)


@pytest.mark.parametrize("sent", [False, True])
def test_a_crash_between_log_and_sending_is_never_followed_by_a_second_mail(
    tmp_path, robot, monkeypatch, sent
):
    """Killed before or after the robot took it: nobody knows which, so it is not sent again."""
    run = Run(tmp_path, ROBOT)
    deliver = telling_room._deliver

    def killed(*given):
        if sent:
            deliver(*given)
        raise SystemExit  # nothing after it is run, as with a kill

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(telling_room, "_deliver", killed)
        run.tell(pile("甲区"))
    assert len(robot.bodies) == int(sent)
    (entry,) = TellingLog(tmp_path).entries()
    assert entry.state == UNSURE and "中断" in entry.why.text("zh")
    assert run.tell(pile("甲区")) == [] and len(robot.bodies) == int(sent)


def test_a_line_that_a_crash_cut_off_spoils_no_other(run):
    run.tell(pile("甲区"))
    path = run.folder / LOG_FILE
    whole = path.read_bytes()
    for cut in (whole[:-20], whole[: whole.index(b"\n") - 9]):
        path.write_bytes(cut)
        first = run.log.entries()
        assert [one.state for one in first] == ([UNSURE] if b"\n" in cut else [])
        run.tell(pile("甲区"), pile("甲一街"))
        assert run.log.entries()[-1].state == ARRIVED
        lines = path.read_bytes().splitlines()
        assert sum(1 for line in lines if not _is_json(line)) == 1


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def test_a_host_that_is_not_there_is_asked_once_a_run(tmp_path, robot, monkeypatch):
    """Thirty recipients do not wait thirty times for a dead server; the next run tells them."""
    run = Run(tmp_path, ROBOT)
    monkeypatch.setenv("ROBOT_URL", "http://127.0.0.1:9/x")
    assert run.tell(pile("甲区"), pile("乙区")) == [("甲", FAILED)]
    monkeypatch.setenv("ROBOT_URL", robot.url)
    assert run.tell(pile("甲区"), pile("乙区")) == [("甲", ARRIVED), ("乙", ARRIVED)]


def test_no_secret_and_no_text_stands_in_the_log(tmp_path, robot):
    run = Run(tmp_path, ROBOT)
    robot.answers = [(200, {"errcode": 1, "errmsg": robot.url})]
    run.tell(pile("甲区"))
    text = (tmp_path / LOG_FILE).read_text("utf-8")
    assert "geheim" not in text and "逾期未结" not in text


def test_one_run_at_a_time(tmp_path):
    with FileLock(tmp_path / ".telling.lock"), pytest.raises(TellingRefusedError), alone(tmp_path):
        pass


def test_a_unit_that_nobody_registered_is_pointed_out(run):
    run.set_up("schemes: [s]\nrecipients:\n  - {name: 丙, units: [丙区, 甲区]}\n")
    (said,) = unknown_units(run.telling, now())
    assert "丙区" in said.text("zh")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schemes: [s]\n", "recipients"),
        (f"{FILE}  - {{name: 甲, units: [x]}}\n", "写了两次"),
        (f"{FILE}  - {{name: 丙, units: [x], deliveries: [fax]}}\n", "没有名为“fax”"),
        (f"{ROBOT}  - {{name: 丙, units: [x], lang: fr}}\n", "lang"),
        (f"{FILE}rules:\n  unknown:\n", "unknown"),
        (f"{FILE}deliveries:\n  g: {{type: webhook, form: own, url_from: U}}\n", "body"),
        (f"{FILE}deliveries:\n  g: {{type: webhook, form: wecom, url: http://x}}\n", "url"),
        (f"{FILE}deliveries:\n  m: {{type: smtp, host: h, sender: a@b, login: x}}\n", "login"),
        (f"{FILE}deliveries:\n  m: {{type: smtp, host: h, sender: a@b, login: x, password_from: P,"
         " security: none}\n", "不加密"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused_with_its_place(tmp_path, text, said):
    from kernel.configuration import ConfigurationError

    with pytest.raises(ConfigurationError) as error:
        read_telling(text.encode(), "telling.yaml")
    assert said in error.value.text("zh") and "telling.yaml" in error.value.text("zh")


def test_rules_that_are_written_are_the_only_ones():
    rules = read_telling(f"{FILE}rules:\n  early_warning:\n".encode(), "f").rules
    assert rules.early_warning is not None and rules.overdue is None and rules.rank_down is None
    everything = read_telling(FILE.encode(), "f").rules
    assert all(getattr(everything, name) for name in type(everything).model_fields)

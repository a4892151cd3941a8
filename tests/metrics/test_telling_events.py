"""What is told: each event where it is true, and silence for chance, running periods, no data."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pytest

from kernel.messages import Message
from kernel.periods import parse_period
from metrics.scoring.lists import Lists
from metrics.telling import events
from metrics.telling.rules import ActionDue, OverduePile, RankDown

NAN = float("nan")
OCTOBER, NOVEMBER, DECEMBER = (parse_period(f"2025-{month}") for month in (10, 11, 12))
NUMBERED = Message("edition-number", {"year": "2025", "number": 10, "total": 12}, "metrics")
NAMED = Message(
    "edition-name",
    {"kind": Message("bulletin-kind-monthly", {}, "metrics"), "number": NUMBERED},
    "metrics",
)
NAMES = {"乙": "Yi", "城区组": "Urban"}


def ranking(
    clear: str = "down",
    lost: float = -2,
    finished: bool = True,
    same: pd.DataFrame | None = None,
    limit: Decimal | None = Decimal("20"),
    share: float = 79.999,
    unit: str = "乙",
) -> SimpleNamespace:
    """A ranking in which one unit fell as is said, and has one component of a share."""
    table = pd.DataFrame(
        [
            {"unit": "甲", "group": "城区组", "rank": 1, "rank_change": 1, "score": 95.0,
             "change": 1.0, "clear": "no"},
            {"unit": unit, "group": "城区组", "rank": 3, "rank_change": lost, "score": 88.0,
             "change": -3.5, "clear": clear},
        ]
    )  # fmt: skip
    component = {"unit": unit, "component": "grid", "name_zh": "数字城管", "name_en": "Grid"}
    return SimpleNamespace(
        scheme=SimpleNamespace(
            id="s", version=2, measure=None, first="highest", early_warning=limit
        ),
        period=OCTOBER,
        progress=SimpleNamespace(finished=finished, period=OCTOBER),
        table=table,
        like_for_like=table if same is None else same,
        components=pd.DataFrame([component | {"score": share}]),
        lists=Lists(warnings=((unit, "grid"),)) if finished else Lists(),
    )


def codes(found) -> list[str]:
    found = list(found)
    for event in found:
        assert event.message.text("zh") and event.message.text("en")
    return [event.message.code for event in found]


def test_a_fall_is_told_with_its_figures_in_both_languages():
    (event,) = events.rank_events(ranking(), RankDown(), NAMES)
    zh, en = event.message.text("zh"), event.message.text("en")
    assert "2025年10月：乙下降 3.50 分，超出偶然波动，列城区组第 3，比上期退后 2 位" in zh
    assert "Yi fell by 3.50 points, beyond chance; rank 3 in Urban, 2 places lower" in en
    assert "乙" not in en
    assert event.unit == "乙" and event.source == "s@2"


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        (ranking(clear="no"), RankDown()),  # chance
        (ranking(clear="unknown"), RankDown()),
        (ranking(clear="up"), RankDown()),
        (ranking(finished=False), RankDown()),  # a period that runs
        (ranking(lost=0), RankDown()),
        (ranking(lost=-1), RankDown(places=2)),
        (ranking(lost=1), RankDown(places=0)),  # others fell further
        (ranking(lost=NAN), RankDown()),  # it had no rank before
    ],
)
def test_no_fall_is_told_where_there_is_none(found, rule):
    assert not list(events.rank_events(found, rule, {}))


def test_a_fall_that_costs_no_place_is_told_where_that_is_asked():
    (event,) = events.rank_events(ranking(lost=0), RankDown(places=0), {})
    assert "名次与上期相同" in event.message.text("zh")


def test_after_a_reform_only_changes_under_the_same_rules_are_told():
    """By the old rules it fell: by the new ones it did not."""
    same = ranking(clear="no").table
    assert not list(events.rank_events(ranking(same=same), RankDown(), {}))


def test_a_warning_says_a_share_that_is_below_the_line():
    """79.999 % is not written as 80.00 %, which is not below 80."""
    (event,) = events.warning_events(ranking(), {})
    assert "得满分的 79.99%，低于办法的预警线 80%" in event.message.text("zh")
    assert not list(events.warning_events(ranking(finished=False), {}))
    assert not list(events.warning_events(ranking(limit=None), {}))


def piles(before: float, now: float, within: bool = False) -> pd.DataFrame:
    return pd.DataFrame([{"unit": "乙", "within": within, "before": before, "now": now}])


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(10, 11, True), (10, 10, False), (11, 12, False), (12, 9, False), (NAN, 12, False)],
)
def test_a_pile_is_told_when_it_passes_the_threshold(before, now, told):
    """Once, not each period; and not where nobody knows what was before."""
    found = codes(events.overdue_events(ranking(), piles(before, now), OverduePile(over=10), NAMES))
    assert found == ["tell-overdue"] * told
    running = ranking(finished=False)
    assert not list(events.overdue_events(running, piles(before, now), OverduePile(), {}))


def test_what_lies_within_a_district_is_not_called_its_own():
    found = events.overdue_events(ranking(), piles(0, 40, within=True), OverduePile(), {})
    assert codes(found) == ["tell-overdue-within"]


def outcome(name: str, certain: bool = False, due: str = "2025-11-05") -> pd.DataFrame:
    row = {"id": "2025-10-乙", "unit": "乙", "what": "张三负责", "owner": "张三", "due": due}
    row |= {"measure": "on_time_closure_rate", "target": 92.0, "before": 80.0, "after": 85.5}
    return pd.DataFrame([row | {"outcome": name, "certain": certain}])


@pytest.mark.parametrize(
    ("today", "told"), [("2025-11-01", True), ("2025-11-05", True), ("2025-11-06", False),
                        ("2025-10-20", False)],
)  # fmt: skip
def test_a_deadline_is_told_within_its_days(today, told):
    on, rule = date.fromisoformat(today), ActionDue(days=7)
    found = codes(events.due_events(outcome("open"), rule, on, NAMES))
    assert found == ["tell-action-due"] * told


@pytest.mark.parametrize("state", ["met", "missed", "no_data", "withdrawn"])
def test_no_deadline_is_told_of_what_is_over(state):
    assert not list(events.due_events(outcome(state), ActionDue(), date(2025, 11, 1), {}))


@pytest.mark.parametrize(
    ("state", "certain", "told"),
    [
        ("missed", True, ["tell-promise-missed"]),
        ("missed", False, ["tell-promise-missed-close"]),
        ("met", True, ["tell-promise-kept"]),
        ("open", False, []),
        ("no_data", False, []),
        ("withdrawn", False, []),
    ],
)
def test_a_missed_promise_is_told_as_surely_as_it_is_known(state, certain, told):
    found = list(events.missed_events(outcome(state, certain), NOVEMBER, NAMES))
    assert codes(found) == told
    assert all(event.follows == (state == "met") for event in found)  # who was told nothing before


def test_a_missed_promise_is_not_told_anew_each_period():
    """It is judged by the last finished period: its figure goes on changing."""
    (one,) = events.missed_events(outcome("missed", True), NOVEMBER, {})
    (later,) = events.missed_events(outcome("missed", False).assign(after=80.0), DECEMBER, {})
    (kept,) = events.missed_events(outcome("met", False), DECEMBER, {})
    assert one.key == later.key != kept.key and kept.topic == one.topic


def test_nobody_who_is_responsible_is_named():
    """What is to be done is free text: it may name people, and other units."""
    for event in (
        *events.missed_events(outcome("missed"), NOVEMBER, {}),
        *events.due_events(outcome("open"), ActionDue(), date(2025, 11, 1), {}),
    ):
        assert "张三" not in event.message.text("zh") + event.message.text("en")


@dataclass
class Edition:
    state: str
    id: str = "monthly-2025-010"
    name: Message = NAMED
    numbered: Message = NUMBERED
    scheme: str = "s"
    period: str = "2025-10"
    published_at: datetime | None = datetime(2025, 11, 3, 9)
    corrected_by: str = ""
    kind: str = "monthly"


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("draft", []),
        ("published", ["tell-edition-out"]),
        ("corrected", ["tell-edition-replaced"]),
    ],
)
def test_an_edition_is_told_to_all_when_it_is_out(state, told):
    found = list(events.edition_events([Edition(state)]))
    assert codes(found) == told and all(event.unit == "" for event in found)


def test_an_edition_is_called_by_its_number_in_the_language_of_who_is_told():
    (event,) = events.edition_events([Edition("published")])
    assert "〔2025〕第 10 期（总第 12 期）" in event.message.text("zh")
    en = event.message.text("en")
    assert en.startswith("Monthly notice 2025 No. 10 (No. 12 in all) (2025-10) was published on")


def test_an_edition_that_was_corrected_is_told_with_the_one_that_holds_and_its_day():
    """Not with the day on which the wrong one was published."""
    later = Message("edition-name", {"kind": "月通报", "number": "第 11 期"}, "metrics")
    wrong = Edition("corrected", corrected_by="monthly-2025-011")
    right = Edition("published", "monthly-2025-011", later, published_at=datetime(2025, 11, 9))
    told, _ = events.edition_events([wrong, right])
    zh = told.message.text("zh")
    assert "已更正，以 2025-11-09 发布的月通报 第 11 期为准" in zh and "11-03" not in zh


def test_editions_of_one_number_and_two_kinds_are_two_matters():
    """Each kind is numbered from 1: the first week and the first month were one topic, and each
    run corrected the one by the other."""
    one, two = events.edition_events(
        [Edition("published"), Edition("published", "weekly-2025-010")]
    )
    assert one.topic != two.topic


def test_all_but_the_edition_that_holds_of_the_latest_period_are_past():
    """Of each kind and scheme: also where an older month is corrected after it."""
    old = Edition("corrected", "monthly-2025-009", period="2025-09",
                  published_at=datetime(2025, 10, 9), corrected_by="monthly-2025-011")  # fmt: skip
    again = Edition("published", "monthly-2025-011", period="2025-09",
                    published_at=datetime(2025, 12, 1))  # fmt: skip
    found = events.edition_events([
        Edition("draft", "draft", period="2025-11", published_at=None),
        again,
        Edition("published"),
        old,
        Edition("published", "weekly-2025-040", period="2025-W40", kind="weekly"),
    ])  # fmt: skip
    assert [event.past for event in found] == [
        datetime(2025, 12, 1), None, datetime(2025, 10, 9), None,
    ]  # fmt: skip


def test_a_promise_that_was_due_before_the_period_is_past():
    (now,) = events.missed_events(outcome("missed"), NOVEMBER, {})
    (then,) = events.missed_events(outcome("missed"), DECEMBER, {})
    assert now.past is None and then.past == datetime(2025, 11, 5)
    assert now.key == then.key


def test_an_event_is_known_again_by_what_it_says():
    """The same statement has the same key in another process; another one of the same topic has
    another."""
    (one,) = events.rank_events(ranking(), RankDown(), NAMES)
    (same,) = events.rank_events(ranking(), RankDown(), NAMES)
    (other,) = events.rank_events(ranking(lost=-3), RankDown(), NAMES)
    assert one.key == same.key != other.key and one.topic == other.topic
    assert replace(one, message=other.message).key == one.key  # other words, the same figures
    back = events.withdrawn(one.topic, "乙", NAMES, OCTOBER)
    assert back.topic == one.topic and codes([back]) == ["tell-withdrawn"]


# What versions before 0.12 wrote into their logs of these events: a key of the words in both
# languages; in the first of them groups and editions had no English name.
OLD_KEYS = {
    "rank_down|s|2025-10|乙#873ed6ef0703",
    "rank_down|s|2025-10|乙#89d6d8e15a38",
    "rank_down|s|2025-10|乙#360f3a3b9a96",  # that it no longer holds
    "early_warning|s|2025-10|乙|grid#8b163f2b0f6d",
    "overdue|s|2025-10|乙#0e69287e9e5b",
    "action_due|2025-10-乙#1a7c1cc20f25",
    "promise_missed|2025-10-乙#ed788b9ba966",
    "edition|s|〔2025〕第 10 期（总第 12 期）#a218bd282cea",
    "edition|s|〔2025〕第 10 期（总第 12 期）#ab973a25d8ac",
    "edition|s|〔2025〕第 10 期（总第 12 期）#0597d33580e0",
    "edition|s|〔2025〕第 10 期（总第 12 期）#c84c527796d9",
}


def test_older_logs_are_understood():
    """A wording that changes here makes every older store send corrections of what did not
    change: the texts that those logs knew stay, new ones have codes of their own."""
    found = [
        *events.rank_events(ranking(), RankDown(), NAMES),
        *events.warning_events(ranking(), NAMES),
        *events.overdue_events(ranking(), piles(3, 12), OverduePile(), NAMES),
        *events.due_events(outcome("open"), ActionDue(), date(2025, 11, 1), NAMES),
        *events.missed_events(outcome("missed"), NOVEMBER, NAMES),
        events.withdrawn("rank_down|s|2025-10|乙", "乙", NAMES, OCTOBER),
        *events.edition_events([Edition("published")]),
        *events.edition_events([Edition("corrected", "monthly-2025-009")]),
    ]
    assert {key for event in found for key in event.earlier} == OLD_KEYS
    other = events.rank_events(ranking(lost=-3), RankDown(), NAMES)
    assert OLD_KEYS.isdisjoint(key for event in other for key in event.keys)


@pytest.mark.parametrize("over", [5, 10])
def test_a_threshold_that_is_changed_is_no_other_fact(over):
    (one,) = events.overdue_events(ranking(), piles(3, 12), OverduePile(over=over), NAMES)
    (first,) = events.overdue_events(ranking(), piles(3, 12), OverduePile(over=10), NAMES)
    assert one.key == first.key

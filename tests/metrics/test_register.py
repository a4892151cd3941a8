"""The register of measures: replies judged at a moment of the facts, letters counted once."""

from datetime import date, datetime
from typing import Any

from kernel.periods import parse_period
from metrics.consequences.register import decided_for, letters_of_period, measures
from tests.metrics.tiny import cases, tiny_store

PERIOD = parse_period("2025-09")


def measure(number: str, day: date, unit: str = "甲", **more: Any) -> dict[str, Any]:
    usual = {"action": "supervision", "number": number, "decided_on": day, "district": unit}
    return usual | {"record_key": f"{number} {day} {unit}"} | more


ROWS = [
    measure("1", date(2025, 9, 1), reply_due=date(2025, 9, 8), replied_on=date(2025, 9, 8)),
    measure("2", date(2025, 9, 2), reply_due=date(2025, 9, 9), replied_on=date(2025, 9, 10)),
    measure("3", date(2025, 9, 3), reply_due=date(2025, 9, 10)),
    measure("4", date(2025, 9, 28), reply_due=date(2025, 12, 1)),
    measure("5", date(2025, 9, 29)),
    measure("6", date(2025, 9, 30), "甲", share=0.5, record_key="six"),
    measure("6", date(2025, 9, 30), "乙", share=0.5, record_key="six"),
    measure("7", date(2025, 10, 3)),
    measure("", date(2025, 10, 8), action="talk"),
    measure("", date(2025, 10, 9), action="talk", period="2025-08"),
    measure("", date(2025, 11, 2), action="talk"),
    measure("", date(2025, 10, 5), action=None, action_written="挂黄旗"),
]
FACTS = cases("甲", on_time=1, kind="district", as_of=datetime(2025, 11, 20))


def test_replies_are_judged_at_a_moment_of_the_facts() -> None:
    table = measures(tiny_store(measures=ROWS, cases=FACTS), PERIOD)
    state = table.set_index("number")["state"]
    assert state.loc[["1", "2", "3", "4", "5"]].tolist() == [
        *("answered", "answered_late", "overdue", "open", "no_reply_asked")
    ]
    late = table.set_index("number")["days_late"]
    assert (late["2"], late["3"]) == (1, 51)  # up to the end of October
    early = cases("甲", on_time=1, kind="district", as_of=datetime(2025, 9, 9, 12))
    before = measures(tiny_store(measures=ROWS, cases=early), PERIOD).set_index("number")["state"]
    assert before.loc[["1", "2", "3"]].tolist() == ["answered", "open", "open"]


def test_letters_to_several_units_count_once_and_only_those_of_the_period() -> None:
    table = measures(tiny_store(measures=ROWS, cases=FACTS), PERIOD)
    assert letters_of_period(table, PERIOD) == {
        "sent": 6,
        "answered": 2,
        "late": 1,
        "overdue": 1,
        "open": 1,
        "no_reply_asked": 2,
    }
    assert letters_of_period(table, parse_period("2025-08"))["sent"] == 0


def test_what_was_decided_for_a_period() -> None:
    table = measures(tiny_store(measures=ROWS, cases=FACTS), PERIOD)
    days = decided_for(table, "甲", PERIOD, ["talk"])["decided_on"].dt.day.tolist()
    assert days == [8]  # the 9th names August, that of November is of no month shown
    assert len(decided_for(table, "甲", PERIOD)) == 3  # the letter and the unknown word too
    august = decided_for(table, "甲", parse_period("2025-08"), ["talk"])
    assert august["decided_on"].dt.day.tolist() == [9]
    assert decided_for(table, "丙", PERIOD).empty


def test_an_empty_register() -> None:
    table = measures(tiny_store(), PERIOD)
    assert table.empty and letters_of_period(table, PERIOD)["sent"] == 0

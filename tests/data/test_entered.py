"""Measures entered on screen: a batch like any other, replies that update, numbers used once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from data.batches.undoing import undo
from data.entered import MeasureEntry, enter_measure, issue, next_number, number_in
from data.store import Store

AT = datetime(2025, 11, 3, 9, 30)


def rows(store: Store, columns: str) -> list[tuple]:
    with store.connect() as con:
        return con.execute(f"SELECT {columns} FROM measures ORDER BY day, number").fetchall()


def letter(unit: str, day: date = date(2025, 11, 3)) -> MeasureEntry:
    return MeasureEntry(
        unit, "team", "supervision", day, reason="逾期", reply_due=date(2025, 11, 10)
    )


def test_an_entry_has_a_batch_is_in_the_account_and_can_be_undone(store: Store) -> None:
    talk = MeasureEntry(
        "甲区", "district", "talk", date(2025, 11, 2), "约1", "2025-10", "末位", "文〔1〕"
    )
    account = enter_measure(store, [talk], AT)
    assert (account.rows_read, account.stored, account.profile) == (1, 1, "measures")
    assert account.as_of == AT
    assert rows(store, "action, district, number, period, reason, document, as_of") == [
        ("talk", "甲区", "约1", "2025-10", "末位", "文〔1〕", AT)
    ]
    enter_measure(store, [letter("一中队")], AT)
    undo(store, [account.batch_id])
    assert rows(store, "action, team") == [("supervision", "一中队")]


def test_a_reply_updates_its_letter_and_numbers_of_people_are_masked(store: Store) -> None:
    sent = MeasureEntry(
        "甲区", "district", "supervision", date(2025, 11, 2), "7", reason="13800001111反映"
    )
    enter_measure(store, [sent], AT)
    ((masked,),) = rows(store, "reason")
    assert "1380000" not in masked
    later = AT.replace(hour=15)
    again = MeasureEntry(**{**sent.__dict__, "reason": masked, "replied_on": date(2025, 11, 3)})
    account = enter_measure(store, [again], later)
    assert (account.updated, account.stored) == (1, 0)
    assert rows(store, "number, replied_on") == [("7", date(2025, 11, 3))]


def test_numbers_go_on_from_the_highest_of_the_year(store: Store) -> None:
    assert next_number(store, 2025) == 1
    first = issue(store, [letter("一中队"), letter("二中队")], AT)
    assert first.numbers == {"一中队": "督〔2025〕1号", "二中队": "督〔2025〕2号"}
    assert first.account.stored == 2
    old = MeasureEntry("三中队", "team", "supervision", date(2025, 5, 1), "第17期")
    enter_measure(store, [old, MeasureEntry("三中队", "team", "talk", date(2025, 5, 1), "99")], AT)
    found = issue(store, [letter("一中队"), letter("三中队", date(2026, 1, 4))], AT)
    assert found.numbers == {"一中队": "督〔2025〕18号", "三中队": "督〔2026〕1号"}


def test_two_people_at_once_never_give_the_same_number(store: Store) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda n: issue(store, [letter(f"{n}中队")], AT), range(3)))
    numbers = [number for (number,) in rows(store, "number")]
    assert sorted(numbers) == ["督〔2025〕1号", "督〔2025〕2号", "督〔2025〕3号"]


@pytest.mark.parametrize(
    ("text", "number"), [("督〔2025〕17号", 17), ("第3期", 3), ("4", 4), ("无", None)]
)
def test_the_number_in_a_written_one(text: str, number: int | None) -> None:
    assert number_in(text) == number

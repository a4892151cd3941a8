"""Measures that are entered on screen: they take the way of any file, so that they have a batch,
are in the account and can be undone.

Numbers of supervision letters (督办通知 X 期) count through the calendar year. They are given and
registered under one lock, so that two people never give the same one.
"""

import csv
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from data.importer import import_files
from data.importing.account import Account
from data.importing.hints import Hints
from data.store import EmptyStoreError, Store

PROFILE = "measures"
# The words by which the layout knows kinds of units.
KIND_WORDS = {
    "district": "区域",
    "street": "街道（镇）",
    "team": "队伍",
    "contractor": "作业单位",
    "department": "责任部门",
}
_LAST_NUMBER = re.compile(r"(\d+)(?=\D*$)")


@dataclass(frozen=True)
class MeasureEntry:
    """One measure as a person enters it. action: of `kernel.schema.ACTIONS`, or a word of the
    office's own; kind: of the unit."""

    unit: str
    kind: str
    action: str
    decided_on: date
    number: str = ""
    period: str = ""
    reason: str = ""
    document: str = ""
    reply_due: date | None = None
    replied_on: date | None = None
    decided_by: str = ""
    amount: float | None = None  # yuan, of a deposit or a reward


@dataclass(frozen=True)
class Issued:
    """Supervision letters that were registered: the number of each unit's, and the account."""

    numbers: dict[str, str]
    account: Account


def enter_measure(store: Store, entries: Sequence[MeasureEntry], at: datetime) -> Account:
    """Import some measures as one batch. at: when they are entered; a later entry of the same
    measure (its reply) replaces an earlier one. Raises StoreBusyError and its kin."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"奖惩登记_{at:%Y%m%d%H%M%S}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_HEADERS)
            writer.writerows(_cells(entry) for entry in entries)
        (account,) = import_files(store, [path], PROFILE, hints=Hints(as_of=at, everywhere=True))
    return account


def issue(
    store: Store,
    letters: Iterable[MeasureEntry],
    at: datetime,
    form: str = "督〔{year}〕{number}号",
) -> Issued:
    """Register supervision letters under the next free numbers of their years, one to each."""
    with FileLock(store.folder / "numbers.lock"):
        numbered: list[MeasureEntry] = []
        given: dict[int, int] = {}
        for letter in letters:
            year = letter.decided_on.year
            given[year] = given[year] + 1 if year in given else next_number(store, year)
            number = form.format(year=year, number=given[year])
            numbered.append(_with_number(letter, number))
        account = enter_measure(store, numbered, at)
    return Issued({letter.unit: letter.number for letter in numbered}, account)


def next_number(store: Store, year: int) -> int:
    """The number after the highest one that a supervision letter of a year has."""
    try:
        con = store.connect()
    except EmptyStoreError:
        return 1
    try:
        return _highest(con, year) + 1
    finally:
        con.close()


def number_in(text: str) -> int | None:
    """The number in a written one: `督〔2025〕17号`, `第17期`, `17`."""
    found = _LAST_NUMBER.search(text)
    return int(found[1]) if found else None


def _highest(con: duckdb.DuckDBPyConnection, year: int) -> int:
    rows = con.execute(
        "SELECT DISTINCT number FROM measures WHERE action = 'supervision'"
        " AND number IS NOT NULL AND year(day) = ? ORDER BY number",
        [year],
    ).fetchall()
    return max((found for (text,) in rows if (found := number_in(text))), default=0)


def _with_number(letter: MeasureEntry, number: str) -> MeasureEntry:
    return MeasureEntry(**{**letter.__dict__, "number": number})


_HEADERS = (
    *("期号", "作出日期", "奖惩种类", "考核单位", "单位类别", "考核周期", "事由", "文件号"),
    *("回复期限", "回复日期", "作出单位", "金额（元）"),
)


def _cells(entry: MeasureEntry) -> list[str]:
    days = [_day(entry.reply_due), _day(entry.replied_on)]
    unit = [entry.unit, KIND_WORDS.get(entry.kind, "")]
    first = [entry.number, _day(entry.decided_on), entry.action, *unit, entry.period]
    amount = "" if entry.amount is None else f"{entry.amount:g}"
    return [*first, entry.reason, entry.document, *days, entry.decided_by, amount]


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()

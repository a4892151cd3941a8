"""Importing dates: a column is read as a whole, and the export says when it speaks of."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data.__main__ import main
from data.importer import import_files
from data.importing import intake
from data.importing.account import Account
from data.importing.hints import NO_HINTS, Hints
from data.store import Store

HEADER = ["工单编号", "受理时间", "办理截止时间", "办结时间", "工单状态", "所属区域", "诉求内容"]


def order(
    number: int, reported: object, due: object = "", closed: object = "", *more: object
) -> list[Any]:
    state = "办结" if closed else "办理中"
    return [f"GD{number:06}", reported, due, closed, state, "云栖区", "路口有人摆摊", *more]


def bring(
    store: Store,
    path: Path,
    rows: Sequence[Sequence[Any]],
    header: Sequence[str] = HEADER,
    hints: Hints = NO_HINTS,
) -> Account:
    """Write a table as its ending says and import it."""
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
            sheet = book.add_worksheet("工单")
            for at, row in enumerate([header, *rows]):
                sheet.write_row(at, 0, row)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    (account,) = import_files(store, [path], hints=hints)
    assert account.adds_up and account.profile, account.to_json()
    return account


def column(store: Store, name: str) -> list[Any]:
    with store.connect() as con:
        found = con.execute(f"SELECT {name} FROM cases ORDER BY case_no").fetchall()
    return [value for (value,) in found]


def said(account: Account) -> str:
    """All warnings and reasons, in both languages."""
    found = [*account.warnings, *account.reasons]
    return "\n".join(message.text(lang) for message in found for lang in ("zh", "en"))


# The order of day and month


def test_one_value_proves_the_order_of_all(store: Store, tmp_path: Path) -> None:
    rows = [order(d, f"10/{d:02}/2025 09:00") for d in range(1, 14)]
    account = bring(store, tmp_path / "工单.csv", rows)
    assert (account.stored, account.rejected) == (13, 0)
    assert column(store, "reported_at")[0] == datetime(2025, 10, 1, 9)


def test_a_column_that_proves_nothing_follows_the_others(store: Store, tmp_path: Path) -> None:
    rows = [order(d, f"10/{d:02}/2025 09:00", f"10/{d + 10}/2025") for d in range(1, 5)]
    assert bring(store, tmp_path / "工单.csv", rows).stored == 4
    assert {day.month for day in column(store, "reported_at")} == {10}


@pytest.mark.parametrize("proof", [1, 11])
def test_the_proof_may_stand_in_a_later_chunk(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: int
) -> None:
    monkeypatch.setattr(intake, "CHUNK_ROWS", 4)
    days = [d for d in range(1, 13) if d != proof]
    rows = [order(n, f"10/{d:02}/2025 09:00") for n, d in enumerate([*days, 31])]
    account = bring(store, tmp_path / "工单.csv", rows)
    assert (account.stored, account.rejected) == (12, 0)
    assert {moment.month for moment in column(store, "reported_at")} == {10}


def test_what_stays_doubtful_is_quoted_with_what_to_do(store: Store, tmp_path: Path) -> None:
    account = bring(
        store, tmp_path / "工单.csv", [order(1, "10/02/2025 09:00"), order(2, "2025-10-03")]
    )
    assert (account.stored, account.rejected) == (1, 1)
    assert "10/02/2025 09:00" in said(account) and "dates: month" in said(account)


def test_years_of_two_digits_are_read_where_nothing_else_fits(store: Store, tmp_path: Path) -> None:
    rows = [order(d, f"25/10/{d} 9:05") for d in range(1, 16)]
    assert bring(store, tmp_path / "工单.csv", rows).stored == 15
    assert column(store, "reported_at")[-1] == datetime(2025, 10, 15, 9, 5)


# Half-converted columns


def _half_converted() -> list[list[Any]]:
    """An export in month/day order, opened by a program that expects day/month."""
    turned = [order(d, datetime(2025, d, 10, 9)) for d in range(1, 13)]
    return turned + [order(d, f"10/{d}/2025 09:00") for d in range(13, 20)]


@pytest.mark.parametrize("chunk", [50_000, 5])
def test_a_half_converted_column_is_asked_about_before_anything_is_stored(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(intake, "CHUNK_ROWS", chunk)
    path = tmp_path / "工单.xlsx"
    account = bring(store, path, _half_converted())
    assert (account.rows_read, account.rejected, store.version()) == (19, 19, None)
    (doubt,) = account.doubts
    assert "2025-10-01 至 2025-10-19" in doubt.text("zh") and "受理时间" in doubt.text("zh")
    assert Account.from_store(account.to_store()).doubts == account.doubts
    fitting = bring(store, path, _half_converted(), hints=Hints(dates="fitting"))
    assert (fitting.stored, fitting.doubts) == (19, [])
    assert [day.day for day in column(store, "reported_at")] == list(range(1, 20))
    assert {day.month for day in column(store, "reported_at")} == {10}


def test_a_person_may_say_that_the_dates_are_right(store: Store, tmp_path: Path) -> None:
    hints = Hints(dates="as_written")
    assert bring(store, tmp_path / "工单.xlsx", _half_converted(), hints=hints).stored == 19
    assert column(store, "reported_at")[2] == datetime(2025, 3, 10, 9)


def test_one_import_stores_the_sheets_that_are_no_doubt(store: Store, tmp_path: Path) -> None:
    good, doubtful = tmp_path / "a.csv", tmp_path / "b.xlsx"
    bring(store, doubtful, _half_converted())
    with good.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, order(90, "2025-10-02 09:00")])
    accounts = import_files(store, [good, doubtful])
    assert [(a.stored, a.rejected) for a in accounts] == [(1, 0), (0, 19)]
    assert column(store, "case_no") == ["GD000090"]


# A day and its time in two columns; days without a time; placeholders


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("2025-10-02", "09:30:00"),
        ("2025/10/2", "9:30"),
        ("2025年10月2日", "上午9时30分"),
        ("2025-10-02 00:00:00", "0930"),
        ("20251002", "1899-12-30 09:30:00"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_day_and_its_time_stand_in_two_columns(
    store: Store, tmp_path: Path, day: str, time: str, turned: bool
) -> None:
    header = [HEADER[0], *(["受理时间", "受理日期"] if turned else ["受理日期", "受理时间"])]
    cells = [time, day] if turned else [day, time]
    rest = order(1, "")[2:]
    path = tmp_path / "工单.csv"
    account = bring(store, path, [["GD000001", *cells, *rest]], [*header, *HEADER[2:]])
    assert account.stored == 1
    assert column(store, "reported_at") == [datetime(2025, 10, 2, 9, 30)]
    assert "受理日期" not in said(account)


def test_cells_of_a_workbook_are_joined_as_well(store: Store, tmp_path: Path) -> None:
    header = [HEADER[0], "受理日期", "受理时间", *HEADER[2:]]
    row = ["GD000001", date(2025, 10, 2), datetime(1899, 12, 31, 9, 30).time(), *order(1, "")[2:]]
    assert bring(store, tmp_path / "工单.xlsx", [row], header).stored == 1
    assert column(store, "reported_at") == [datetime(2025, 10, 2, 9, 30)]


def test_lines_at_the_foot_hide_no_day_from_its_time(store: Store, tmp_path: Path) -> None:
    """Their colons are those of labels: in a short table they outnumbered the days."""
    header = [HEADER[0], "受理日期", "受理时间", *HEADER[2:]]
    row = ["GD000001", "2025-10-02", "00:01:00", *order(1, "")[2:]]
    blank = [""] * (len(header) - 2)
    foot = [["", "小计：", *blank], ["", "导出时间：2025-11-20 08:00", *blank]]
    account = bring(store, tmp_path / "工单.csv", [row, *foot], header)
    assert (account.stored, account.rejected, account.set_aside) == (1, 0, 2)
    assert column(store, "reported_at") == [datetime(2025, 10, 2, 0, 1)]


def test_two_full_columns_are_not_joined(store: Store, tmp_path: Path) -> None:
    header = [HEADER[0], "受理日期", "受理时间", *HEADER[2:]]
    row = ["GD000001", "2025-10-02", "2025-10-03 09:30", *order(1, "")[2:]]
    assert bring(store, tmp_path / "工单.csv", [row], header).stored == 1
    assert column(store, "reported_at") == [datetime(2025, 10, 3, 9, 30)]


def test_a_day_without_a_time_keeps_that_it_has_none(store: Store, tmp_path: Path) -> None:
    rows = [
        order(1, "2025-10-02 09:00:00", "2025-10-04", "2025-10-02"),
        order(2, "2025-10-02 09:00:00", "2025-10-04", "2025-10-02 15:00:00"),
    ]
    bring(store, tmp_path / "工单.csv", rows)
    assert column(store, "closed_day_only") == [True, False]
    assert column(store, "handling_hours") == [7.5, 6]
    assert column(store, "is_on_time") == [True, True]


def test_days_that_a_program_wrote_as_midnight_are_days(store: Store, tmp_path: Path) -> None:
    rows = [
        order(d, f"2025-10-0{d} 09:00:00", f"2025-10-0{d} 00:00:00", f"2025-10-0{d} 00:00:00")
        for d in (2, 3)
    ]
    bring(store, tmp_path / "工单.csv", rows)
    assert column(store, "closed_day_only") == [True, True]
    assert column(store, "due_at")[0] == datetime(2025, 10, 2, 23, 59, 59)
    assert column(store, "is_on_time") == [True, True]


@pytest.mark.parametrize(
    "nothing", ["1900-01-01", "1970-01-01 08:00:00", "9999-12-31 23:59:59", "1900/1/0", "0"]
)
def test_a_placeholder_is_no_date_and_said(store: Store, tmp_path: Path, nothing: str) -> None:
    rows = [order(1, "2025-10-02 09:00:00", "2025-10-09", nothing)]
    account = bring(store, tmp_path / "工单.csv", rows)
    assert column(store, "closed_at") == [None] and column(store, "is_on_time") == [None]
    assert nothing in said(account)
    refused = bring(store, tmp_path / "工单2.csv", [order(2, nothing)])
    assert refused.rejected == 1 and nothing in said(refused)


# As-of


def as_of(store: Store, path: Path, *foot: list[str], hints: Hints = NO_HINTS) -> Account:
    open_case = order(1, "2025-10-02 09:00:00", "2025-10-09 18:00:00")
    done = order(2, "2025-10-02 09:00:00", "2025-10-09 18:00:00", "2025-10-05 10:00:00")
    account = bring(store, path, [open_case, done, *foot], hints=hints)
    assert (account.stored, account.set_aside) == (2, len(foot))
    return account


@pytest.mark.parametrize(
    "foot",
    [
        ["导出时间：2025-10-20 08:00:00"],
        ["导出时间", "2025-10-20 08:00:00"],
        ["制表人：某某", "打印时间：2025年10月20日 8时"],
        ["查询时间：2025/10/20 8:00"],
        ["报表日期：2025-10-20 08:00"],
    ],
)
def test_the_foot_says_when_an_export_was_made(
    store: Store, tmp_path: Path, foot: list[str]
) -> None:
    account = as_of(store, tmp_path / "工单.csv", foot)
    assert (account.as_of, account.as_of_by) == (datetime(2025, 10, 20, 8), "stated")
    assert column(store, "is_overdue_open") == [True, False]


def test_where_nothing_tells_the_as_of_that_is_said(store: Store, tmp_path: Path) -> None:
    account = as_of(store, tmp_path / "工单.csv")
    assert (account.as_of, account.as_of_by) == (datetime(2025, 10, 5, 10), "last_event")
    assert "2025-10-05 10:00" in said(account) and "As-of unknown" in said(account)


def test_a_person_enters_the_as_of(store: Store, tmp_path: Path) -> None:
    said_by_person = Hints(datetime(2025, 10, 20, 8))
    account = as_of(store, tmp_path / "工单.csv", hints=said_by_person)
    assert (account.as_of, account.as_of_by) == (datetime(2025, 10, 20, 8), "entered")
    assert column(store, "is_overdue_open") == [True, False]
    assert "As-of unknown" not in said(account)


def test_what_the_file_says_stands_unless_a_person_means_all(store: Store, tmp_path: Path) -> None:
    foot = ["导出时间：2025-10-21 08:00"]
    entered = datetime(2025, 10, 20, 8)
    assert as_of(store, tmp_path / "工单.csv", foot, hints=Hints(entered)).as_of_by == "stated"
    everywhere = Hints(entered, everywhere=True)
    assert bring(store, tmp_path / "b.csv", [order(3, "2025-10-02"), foot], hints=everywhere).as_of
    assert column(store, "as_of")[-1] == entered


def test_a_name_says_the_as_of(store: Store, tmp_path: Path) -> None:
    account = as_of(store, tmp_path / "工单_20251020083000.csv")
    assert (account.as_of, account.as_of_by) == (datetime(2025, 10, 20, 8, 30), "name")


def test_a_person_says_what_stands_first(store: Store, tmp_path: Path) -> None:
    path, rows = tmp_path / "工单.csv", [order(1, "10/02/2025 09:00")]
    assert bring(store, path, rows).rejected == 1
    assert bring(store, path, rows, hints=Hints(order="day")).stored == 1
    assert column(store, "reported_at") == [datetime(2025, 2, 10, 9)]


def test_the_command_line_takes_what_a_person_says(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "工单.xlsx"
    bring(store, path, _half_converted())
    how = ["import", str(path), "--store", str(store.folder)]
    assert main(how) == 2
    assert "--dates fitting" in capsys.readouterr().err
    assert main([*how, "--dates", "fitting", "--as-of", "2025-10-20 08:00"]) == 0
    assert column(store, "as_of")[0] == datetime(2025, 10, 20, 8)
    assert main([*how, "--as-of", "去年"]) == 2

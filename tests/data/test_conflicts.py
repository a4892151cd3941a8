"""Two exports of one time that disagree on a record are listed, field by field."""

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.__main__ import main
from data.batches.bookkeeping import batches, conflicts
from data.batches.undoing import undo
from data.importer import import_files
from data.store import Store

HEADER = ["任务号", "上报时间", "小类名称", "当前阶段名称", "处置截止时间", "结案时间", "问题描述"]


def export(folder: Path, name: str, *rows: tuple[str, ...]) -> Path:
    """A case export; a row: number, stage, time of closing, text."""
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for number, stage, closed, text in rows:
            writer.writerow([number, "2025-09-01", "暴露垃圾", stage, "2025-09-09", closed, text])
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two exports of 21 October disagree on case 1, and agree on case 2."""
    folder = tmp_path_factory.mktemp("disagreeing")
    found = Store(folder / "store")
    same = ("2", "[处置]", "", "积水")
    one = export(folder, "市_20251021", ("1", "[处置]", "", "堆物"), same)
    other = export(
        folder, "区_20251021", same, ("1", "[办结]", "2025-09-03 10:00:00", "电话13800138000")
    )
    import_files(found, [one])
    (account,) = import_files(found, [other])
    assert (account.updated, account.duplicates) == (1, 1)
    return found


@pytest.fixture
def store(imported: Store, tmp_path: Path) -> Store:
    """A copy of one's own."""
    return Store(shutil.copytree(imported.folder, tmp_path / "store"))


COLUMNS = ["record_key", "field", "earlier", "later", "stands"]


def said(frame: pd.DataFrame) -> list[tuple[str | None, ...]]:
    plain = frame[COLUMNS].astype(object).where(frame[COLUMNS].notna(), None)
    return list(plain.itertuples(index=False, name=None))


def test_every_field_that_differs_is_listed_with_both_sources(store: Store) -> None:
    frame = conflicts(store)
    assert said(frame) == [
        ("1", "closed_at", None, "2025-09-03 10:00:00", "later"),
        ("1", "stage", "disposing", "closed", "later"),
        ("1", "text", "堆物", "电话[电话]", "later"),
    ]
    row = frame.iloc[0]
    assert (row["table_name"], str(row["as_of"])) == ("cases", "2025-10-21 00:00:00")
    assert (row["earlier_batch"], row["earlier_file"], row["earlier_row"]) == (
        1,
        "市_20251021.csv",
        2,
    )
    assert (row["batch_id"], row["source_file"], row["source_row"]) == (2, "区_20251021.csv", 3)


def test_the_account_counts_what_is_listed(store: Store) -> None:
    account = batches(store)[-1][1]
    assert account.to_json()["reasons"]["与同一数据截至时间的已入库内容不一致，以本次导入为准"] == 1
    assert account.changed_fields == {"stage": 1, "closed_at": 1, "text": 1}


def test_an_export_of_a_later_time_settles_it(store: Store, tmp_path: Path) -> None:
    later = export(tmp_path, "市_20251022", ("1", "[办结]", "2025-09-04 10:00:00", "堆物"))
    import_files(store, [later])
    assert {row[-1] for row in said(conflicts(store))} == {"newer"}


@pytest.mark.parametrize("wrong", [1, 2])
def test_taking_the_wrong_batch_back_settles_it(store: Store, wrong: int) -> None:
    undo(store, [wrong])
    assert conflicts(store).empty
    con = store.connect()
    (stage,) = con.execute("SELECT stage FROM cases WHERE case_no = '1'").fetchone()
    con.close()
    assert stage == {1: "closed", 2: "disposing"}[wrong]


def test_exports_of_other_times_are_no_conflict(store: Store, tmp_path: Path) -> None:
    undo(store, [1, 2])
    import_files(store, [export(tmp_path, "市_20251021", ("1", "[处置]", "", "堆物"))])
    import_files(store, [export(tmp_path, "市_20251023", ("1", "[办结]", "", "乙"))])
    import_files(store, [export(tmp_path, "市_20251020", ("1", "[处置]", "", "早"))])
    assert conflicts(store).empty


def scores(folder: Path, name: str, *rows: tuple[str, ...]) -> Path:
    """A sheet of scores: unit, value."""
    path = folder / f"{name}.csv"
    lines = ["考核周期,考核单位,评分项目,分值,样本数"]
    lines += [f"2025-10,{unit},市容,{value}" for unit, value in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_rows_of_one_sheet(tmp_path: Path) -> None:
    path = scores(tmp_path, "甲", ("云栖区", "95,"), ("澄湖区", "94,"), ("云栖区", "59,"))
    found = Store(tmp_path / "s")
    (account,) = import_files(found, [path])
    assert account.conflicts == 1 and account.adds_up
    (row,) = conflicts(found).to_dict("records")
    assert (row["field"], row["earlier"], row["later"]) == ("value", "95.0", "59.0")
    assert (row["earlier_row"], row["source_row"], row["earlier_file"]) == (2, 4, "甲.csv")
    import_files(found, [path])
    assert found.version() == 1  # what was decided is not asked again


@pytest.mark.parametrize("sheets", [True, False])
def test_sheets_and_files_of_one_import(tmp_path: Path, sheets: bool) -> None:
    if sheets:
        book = openpyxl.Workbook()
        for title, value in (("评分", 95), ("评分（旧）", 59)):
            page = book.create_sheet(title)
            page.append(["考核周期", "考核单位", "评分项目", "分值"])
            page.append(["2025-10", "云栖区", "市容", value])
        book.save(tmp_path / "评.xlsx")
        paths = [tmp_path / "评.xlsx"]
    else:
        paths = [
            scores(tmp_path, "甲", ("云栖区", "95,")),
            scores(tmp_path, "乙", ("云栖区", "59,")),
        ]
    found = Store(tmp_path / "s")
    one, other = import_files(found, paths)
    assert (one.conflicts, other.conflicts) == (0, 1)
    (row,) = conflicts(found).to_dict("records")
    assert (row["earlier"], row["later"]) == ("95.0", "59.0")
    assert (row["earlier_sheet"], row["source_sheet"]) == (one.sheet, other.sheet)
    assert (row["earlier_file"], row["source_file"]) == (one.file, other.file)


def test_a_row_that_says_again_what_is_stored_is_a_side_too(tmp_path: Path) -> None:
    upper = scores(tmp_path, "甲", ("云栖区", "95,"), ("澄湖区", "94,"))
    found = Store(tmp_path / "s")
    import_files(found, [upper])
    accounts = import_files(found, [upper, scores(tmp_path, "乙", ("云栖区", "59,"))])
    assert [account.conflicts for account in accounts] == [0, 1]
    assert accounts[0].duplicates == 2
    (row,) = conflicts(found).to_dict("records")
    assert (row["earlier"], row["later"], row["source_file"]) == ("95.0", "59.0", "乙.csv")
    (alone,) = import_files(found, [scores(tmp_path, "丙", ("澄湖区", "60,"))])
    assert alone.conflicts == 0  # an import of its own takes the place of what is stored


def test_undoing_one_side_settles_it(tmp_path: Path) -> None:
    paths = [scores(tmp_path, "甲", ("云栖区", "95,")), scores(tmp_path, "乙", ("云栖区", "59,"))]
    found = Store(tmp_path / "s")
    import_files(found, paths)
    undo(found, [1])
    assert conflicts(found).empty


def test_a_blank_that_another_row_fills_is_none(tmp_path: Path) -> None:
    found = Store(tmp_path / "s")
    (account,) = import_files(
        found, [scores(tmp_path, "甲", ("云栖区", "95,"), ("云栖区", "95,60"))]
    )
    assert account.conflicts == 0 and conflicts(found).empty


@pytest.mark.parametrize(("second", "count"), [("区_20251022", 0), ("区", 3)])
def test_only_as_of_times_that_are_stated_tell_which_is_newer(
    tmp_path: Path, second: str, count: int
) -> None:
    one = export(tmp_path, "市_20251021", ("1", "[处置]", "", "堆物"))
    other = export(tmp_path, second, ("1", "[办结]", "2025-12-03 10:00:00", "清了"))
    found = Store(tmp_path / "s")
    import_files(found, [one, other])
    assert len(conflicts(found)) == count


def test_the_command_asks_before_either_wins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [scores(tmp_path, "甲", ("云栖区", "95,")), scores(tmp_path, "乙", ("云栖区", "59,"))]
    at = [*map(str, paths), "--store", str(tmp_path / "s")]
    assert main(["import", *at]) == 2
    shown = capsys.readouterr().err
    assert "“95.0”（甲.csv 第 2 行）" in shown and "“59.0”（乙.csv 第 2 行）" in shown
    assert Store(tmp_path / "s").version() is None
    assert main(["import", *at, "--json"]) == 2
    (row,) = json.loads(capsys.readouterr().out)[1]["conflicts"]
    assert (row["earlier"], row["later"]) == ("95.0", "59.0")
    assert main(["import", *at, "--later-wins"]) == 0
    assert len(conflicts(Store(tmp_path / "s"))) == 1


def test_the_command_lists_them(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--store", str(store.folder))
    assert main(["conflicts", *at, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(row["field"], row["earlier"], row["later"]) for row in listed][1] == (
        *("stage", "disposing", "closed"),
    )
    assert main(["conflicts", *at]) == 0
    text = capsys.readouterr().out.splitlines()
    assert len(text) == 3 and "结案时间" in text[0] and "区_20251021.csv 第 3 行" in text[0]
    assert main(["conflicts", *at, "--lang", "en"]) == 0
    assert "row 3" in capsys.readouterr().out

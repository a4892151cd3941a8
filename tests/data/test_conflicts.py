"""Two exports of one time that disagree on a record are listed, field by field."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from data.__main__ import main
from data.batches.books import batches, conflicts
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


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two exports of 21 October disagree on case 1, and agree on case 2."""
    found = Store(tmp_path / "store")
    same = ("2", "[处置]", "", "积水")
    one = export(tmp_path, "市_20251021", ("1", "[处置]", "", "堆物"), same)
    other = export(
        tmp_path, "区_20251021", same, ("1", "[办结]", "2025-09-03 10:00:00", "电话13800138000")
    )
    import_files(found, [one])
    (account,) = import_files(found, [other])
    assert (account.updated, account.duplicates) == (1, 1)
    return found


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


def test_exports_of_other_times_and_rows_of_one_file_are_no_conflict(
    store: Store, tmp_path: Path
) -> None:
    undo(store, [1, 2])
    import_files(store, [export(tmp_path, "市_20251021", ("1", "[处置]", "", "堆物"))])
    twice = [("1", "[处置]", "", "甲"), ("1", "[办结]", "", "乙")]
    import_files(store, [export(tmp_path, "市_20251023", *twice)])
    import_files(store, [export(tmp_path, "市_20251020", ("1", "[处置]", "", "早"))])
    assert conflicts(store).empty


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

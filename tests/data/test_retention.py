"""Texts go when they are old or when somebody asks for it: from everywhere, and they stay away."""

import csv
import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.access.audit import Audit
from data.access.rights import RIGHTS, Person, RightMissingError, acting_as
from data.backup import back_up
from data.batches.undoing import undo
from data.importer import import_files
from data.retention.erased import ERASED_FILE, ErasedListError
from data.retention.removing import remove_texts, spent_texts
from data.retention.settings import RETENTION_FILE, Retention, months_before, retention_of
from data.retention.texts import FREE_TEXTS, tables_with_texts
from data.retention.traces import REJECTED, Asked, UnknownRecordError, erase, traces
from data.store import Store
from kernel.configuration import ConfigurationError
from kernel.schema import TABLES
from shirong.commands import main

HEADER = [
    "任务号",
    "上报时间",
    "小类名称",
    "当前阶段名称",
    "处置截止时间",
    "问题描述",
    "处置前照片",
    "网格类型",
]
LIMIT = Retention(date(2025, 1, 1))
Row = tuple[str, str, str]  # number, day of the report, text


def export(folder: Path, name: str, *rows: Row) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for number, day, text in rows:
            due = "2025-11-01" if day else ""
            photo = f"{text}.jpg" if text else ""
            writer.writerow([number, day, "暴露垃圾", "[处置]", due, text, photo, f"注{text}"])
    return path


OLD, NEW = "旧九曲桥边堆着很多东西", "新柳荫路口有积水"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three versions; old and new texts, a contradiction about an old one, and a rejected row."""
    folder = tmp_path_factory.mktemp("old")
    store = Store(folder / "store")
    rows = [
        ("A1", "2024-12-31", f"{OLD}一"),
        ("A2", "2025-01-01", NEW),
        ("A3", "2024-03-05", f"{OLD}三"),
    ]
    import_files(store, [export(folder, "甲_20251021", *rows)])
    import_files(store, [export(folder, "乙_20251021", ("A1", "2024-12-31", f"{OLD}另一"))])
    import_files(store, [export(folder, "丙_20251028", ("A4", "看不懂", f"{OLD}四"), rows[1])])
    return store


@pytest.fixture
def store(imported: Store, tmp_path: Path) -> Store:
    return Store(shutil.copytree(imported.folder, tmp_path / "store"))


def facts(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that facts say, but for where they came from."""
    left_out = "batch_id, source_file, source_sheet, source_row"
    with closing(store.connect()) as con:
        asked = f"SELECT * EXCLUDE ({left_out}) FROM {{}} ORDER BY ALL"
        return {name: con.execute(asked.format(name)).fetchall() for name in TABLES}


def texts(store: Store) -> dict[str, str | None]:
    with closing(store.connect()) as con:
        return dict(con.execute("SELECT record_key, text FROM cases").fetchall())


def everywhere(folder: Path) -> str:
    """All that the files of a store say: what lies in them as it is, and what is packed."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        found.append(path.read_bytes().decode("utf-8", "ignore"))
        if path.suffix == ".parquet":
            found.append(str(pq.read_table(path).to_pylist()))
        if path.suffix == ".duckdb":
            with closing(duckdb.connect(path, read_only=True)) as con:
                for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                    found.append(str(con.execute(f'FROM "{name}"').fetchall()))
    return "".join(found)


def test_old_texts_go_from_everywhere_and_new_ones_stay(store: Store) -> None:
    before = spent_texts(store, LIMIT)
    assert before.records == {"cases": 2}
    assert (before.contradictions, before.rejected) == (2, 0)  # text and photo
    assert (before.batches, before.versions) == (2, 2)
    assert OLD in everywhere(store.folder)
    assert remove_texts(store, LIMIT) == before
    said = everywhere(store.folder)
    assert OLD[:4] not in said.replace(f"{OLD}四", "")  # a row that nobody can date is not old yet
    assert NEW in said
    assert texts(store) == {"A1": None, "A2": NEW, "A3": None}
    assert len(store.versions()) == 1
    assert not spent_texts(store, LIMIT)
    assert not store.damages(every=True)


def test_rows_that_were_not_stored_go_by_the_time_of_their_import(store: Store) -> None:
    later = Retention(date(2100, 1, 1))
    assert spent_texts(store, later).rejected == 1
    remove_texts(store, later)
    assert OLD[:4] not in everywhere(store.folder)
    with closing(store.connect()) as con:
        row = con.execute("SELECT original, value, outcome FROM rejected_rows").fetchone()
    assert row == ("{}", None, "rejected")


def test_figures_stay_as_they_were(store: Store) -> None:
    columns = ", ".join((*FREE_TEXTS, "content_hash"))

    def plain() -> dict[str, list[tuple[Any, ...]]]:
        with closing(store.connect()) as con:
            return {
                table.name: con.execute(
                    f"SELECT COLUMNS(c -> NOT list_contains(string_split('{columns}', ', '), c)) "
                    f"FROM {table.name} ORDER BY ALL"
                ).fetchall()
                for table in tables_with_texts()
            }

    before = plain()
    remove_texts(store, LIMIT)
    assert plain() == before


def test_the_same_file_again_brings_nothing(store: Store, tmp_path: Path) -> None:
    (store.folder / RETENTION_FILE).write_text(f"months: {_months_since_2025()}\n")
    remove_texts(store, retention_of(store.folder))
    rows = [("A1", "2024-12-31", f"{OLD}另一"), ("A3", "2024-03-05", f"{OLD}三")]
    (account,) = import_files(store, [export(tmp_path, "丁_20251029", *rows)])
    assert (account.duplicates, account.updated) == (2, 0)
    assert texts(store) == {"A1": None, "A2": NEW, "A3": None}
    assert any(message.code == "import-texts-not-kept" for message in account.warnings)
    assert OLD[:4] not in everywhere(store.folder).replace(f"{OLD}四", "")


def test_a_batch_that_is_taken_back_brings_no_text_of_others(store: Store) -> None:
    remove_texts(store, LIMIT)
    undo(store, [2])
    assert texts(store) == {"A1": None, "A2": NEW, "A3": None}


DAYS = ("2024-03-05", "2024-12-31", "2025-01-01", "2025-06-01")
ROWS = st.tuples(
    st.sampled_from("ABC"), st.sampled_from(DAYS), st.sampled_from(("", "堆物", "积水"))
)
FILES = st.lists(
    st.lists(ROWS, min_size=1, max_size=3, unique_by=lambda r: r[0]), min_size=1, max_size=3
)


@given(FILES)
@settings(max_examples=15, deadline=None)
def test_removed_later_or_never_stored_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[Row]]
) -> None:
    folder = tmp_path_factory.mktemp("either")
    later, never = Store(folder / "later"), Store(folder / "never")
    never.folder.mkdir()
    (never.folder / RETENTION_FILE).write_text(f"months: {_months_since_2025()}\n")
    for at, rows in enumerate(files):
        path = export(folder, f"{at}_2025102{at}", *rows)
        import_files(later, [path])
        import_files(never, [path])
    remove_texts(later, LIMIT)
    assert facts(later) == facts(never)


def test_a_removal_that_was_cut_off_is_finished_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (
        "data.store.Store.writing",
        "data.importing.batch_deltas.os.replace",
        "data.store.Store.drop_earlier",
    )
    for step in steps:
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(step, _killed)
            remove_texts(store, LIMIT)
    assert remove_texts(store, LIMIT)
    assert OLD[:4] not in everywhere(store.folder).replace(f"{OLD}四", "")


def test_a_backup_loses_them_with_the_next_one(store: Store, tmp_path: Path) -> None:
    undo(store, [2])
    back_up(store, tmp_path / "backup")
    assert f"{OLD}另一" in everywhere(tmp_path / "backup")
    remove_texts(store, LIMIT)
    back_up(store, tmp_path / "backup")
    assert OLD[:4] not in everywhere(tmp_path / "backup").replace(f"{OLD}四", "")


def _killed(*args: object, **settings: object) -> None:
    raise KeyboardInterrupt


def test_texts_of_one_case_go_by_request_and_stay_away(store: Store, tmp_path: Path) -> None:
    (row,) = [one for one in traces(store, Asked(("A2",))) if one["table"] == "cases"]
    assert (row["text"], row["file"], row["row"]) == (NEW, "甲_20251021.csv", 3)
    erase(store, ["A2"], "投诉人要求")
    assert NEW not in everywhere(store.folder).replace("投诉人要求", "")
    assert OLD in everywhere(store.folder)
    import_files(store, [export(tmp_path, "丁_20251029", ("A2", "2025-01-01", NEW))])
    assert texts(store)["A2"] is None
    assert NEW not in everywhere(store.folder)
    listed = json.loads((store.folder / ERASED_FILE).read_text(encoding="utf-8"))
    assert (listed["record"], listed["reason"]) == ("A2", "投诉人要求")
    assert Audit(store.folder).entries(2)[1].what == "forget"


def test_a_row_that_was_never_stored_can_be_erased_too(store: Store) -> None:
    found = traces(store, Asked(("A4",)))
    assert [row["table"] for row in found] == [REJECTED]
    erase(store, ["A4"], "")
    assert f"{OLD}四" not in everywhere(store.folder)


def test_a_word_finds_texts_and_rows(store: Store) -> None:
    found = traces(store, Asked(word="九曲桥"))
    assert sorted(row["record"] or row["table"] for row in found) == ["A1", "A3", REJECTED]
    assert traces(store, Asked(word="")) == []


def test_an_unknown_number_changes_nothing(store: Store) -> None:
    with pytest.raises(UnknownRecordError, match="A9"):
        erase(store, ["A2", "A9"], "")
    assert not (store.folder / ERASED_FILE).exists()
    assert len(store.versions()) == 3


def test_who_may_not_decide_removes_nothing(store: Store) -> None:
    analyst = Person("小李", "analyst", RIGHTS["analyst"])
    with acting_as(analyst):
        with pytest.raises(RightMissingError):
            remove_texts(store, LIMIT)
        with pytest.raises(RightMissingError):
            traces(store, Asked(("A1",)))
    clerk = Person("小张", "office", frozenset({"import"}))
    with acting_as(clerk), pytest.raises(RightMissingError):
        remove_texts(store, LIMIT)
    assert len(store.versions()) == 3


def test_a_damaged_list_is_named_and_nothing_is_imported(store: Store, tmp_path: Path) -> None:
    (store.folder / ERASED_FILE).write_text('{"table": "cases"}\n')
    with pytest.raises(ErasedListError, match=f"{ERASED_FILE}.*1"):
        import_files(store, [export(tmp_path, "丁_20251029", ("A5", "2025-01-02", NEW))])
    assert len(store.versions()) == 3


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        (date(2026, 12, 2), 24, date(2024, 12, 1)),
        (date(2026, 12, 31), 1, date(2026, 11, 1)),
        (date(2026, 1, 31), 1, date(2025, 12, 1)),
        (date(2026, 3, 1), 15, date(2024, 12, 1)),
    ],
)
def test_whole_months_are_kept(day: date, months: int, first: date) -> None:
    assert months_before(day, months) == first


@pytest.mark.parametrize("said", ["months: 0", "months: viele", "monate: 3"])
def test_what_is_wrong_with_the_setting_is_named(tmp_path: Path, said: str) -> None:
    (tmp_path / RETENTION_FILE).write_text(f"{said}\n")
    with pytest.raises(ConfigurationError, match=RETENTION_FILE):
        retention_of(tmp_path)


def test_without_the_setting_nothing_goes(store: Store) -> None:
    limit = retention_of(store.folder)
    assert not limit
    assert not spent_texts(store, limit)


def test_the_commands_say_what_goes_before_it_does(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    months, at = f"{_months_since_2025()}", ["--store", str(store.folder)]
    assert main(["retention", "--months", months, "--json", *at]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["records"], said["versions"], said["applied"]) == ({"cases": 2}, 2, False)
    assert said["before"] == "2025-01-01"
    assert texts(store)["A1"] is not None
    assert main(["retention", "--months", months, "--apply", *at]) == 0
    assert "2 条" in capsys.readouterr().out
    assert texts(store)["A1"] is None
    assert main(["traces", "A2", *at]) == 0
    assert NEW in capsys.readouterr().out
    assert main(["erase", "A2", "--reason", "要求", "--lang", "en", *at]) == 0
    assert "1 records with texts" in capsys.readouterr().out
    assert main(["traces", "--containing", "积水", *at]) == 0
    assert "没有找到" in capsys.readouterr().err


def _months_since_2025() -> int:
    today = date.today()
    return (today.year - 2025) * 12 + today.month - 1

"""Taking batches back: afterwards all is as if they had never been imported."""

import csv
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import importer
from data.batches import undoing
from data.batches.bookkeeping import batches, undone
from data.batches.undoing import UndoError, try_undo, undo
from data.importer import import_files
from data.importing.account import Account
from data.importing.batch_deltas import ContributionError
from data.layouts.profile import load_profiles
from data.reviewing.deciding import decide
from data.reviewing.decisions import Alias, Category
from data.store import Store
from kernel.schema import TABLES

CASES = ["任务号", "上报时间", "小类名称", "当前阶段名称", "处置截止时间", "结案时间", "所属区域"]
UNITS = ["单位类别", "单位名称", "别名"]
NEW_YORK = [
    *("Month", "District", "Cleaning Section", "Borough"),
    *("Acceptable Streets %", "Acceptable Sidewalks %"),
]


@dataclass(frozen=True)
class File:
    """A file to import: its name, and its rows with the header."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def case_file(day: int, columns: list[str], *rows: dict[str, str], name: str = "案卷") -> File:
    return File(
        f"{name}_202510{day:02d}.csv",
        (tuple(columns), *(tuple(case(row)[c] for c in columns) for row in rows)),
    )


def case(changes: dict[str, str]) -> dict[str, str]:
    usual = ("1", "2025-09-01 08:00:00", "暴露垃圾", "[处置]", "2025-09-20 08:00:00", "", "云栖")
    return dict(zip(CASES, usual, strict=True)) | changes


def write(folder: Path, file: File) -> Path:
    path = folder / file.name
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(file.rows)
    return path


def bring(store: Store, *files: File) -> list[Account]:
    """Import files as one import."""
    folder = store.folder.with_name(f"{store.folder.name}-files")
    folder.mkdir(exist_ok=True)
    return import_files(store, [write(folder, file) for file in files])


@pytest.fixture(autouse=True, scope="module")
def layouts_are_read_once() -> Any:
    read = cache(load_profiles)
    patch = pytest.MonkeyPatch()
    patch.setattr(importer, "load_profiles", read)
    patch.setattr(undoing, "load_profiles", read)
    yield
    patch.undo()


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All facts and books without the numbers of batches."""
    con = store.connect()
    try:
        found = {
            name: con.execute(f"SELECT * EXCLUDE (batch_id) FROM {name} ORDER BY ALL").fetchall()
            for name in (*TABLES, "boundaries")
        }
        found["unit_aliases"] = con.execute("FROM unit_aliases ORDER BY ALL").fetchall()
        found["conflicts"] = con.execute(
            "SELECT * EXCLUDE (batch_id, earlier_batch) FROM conflicts ORDER BY ALL"
        ).fetchall()
        return found
    finally:
        con.close()


def left_out(store: Store, batch: int | None) -> list[tuple[Any, ...]]:
    """The rows of a batch that were rejected or set aside."""
    con = store.connect()
    try:
        return con.execute(
            "SELECT * EXCLUDE (batch_id) FROM rejected_rows WHERE batch_id = ? ORDER BY ALL",
            [batch],
        ).fetchall()
    finally:
        con.close()


def told(account: Account) -> dict[str, Any]:
    """An account without where it stands, and without the contradictions among its rows, which
    are kept in a table of their own: `contents` compares it."""
    return account.to_json() | {"batch_id": None, "conflicts": None}


# As if it had never been imported

NUMBERS = st.sampled_from("123")
ROWS = st.fixed_dictionaries(
    {
        "任务号": NUMBERS,
        "小类名称": st.sampled_from(["暴露垃圾", "占道经营"]),
        "当前阶段名称": st.sampled_from(["[处置]", "[办结]"]),
        "结案时间": st.sampled_from(["", "2025-09-03 08:00:00", "2025-09-04 08:00:00"]),
        "所属区域": st.sampled_from(["云栖", "云栖区", "白鹭", "云栖区:2、白鹭区:8"]),
    }
)
SHAPES = st.sampled_from([CASES, CASES[:3] + CASES[4:5], CASES[:4] + CASES[6:]])
EXPORTS = st.builds(
    lambda day, columns, rows: case_file(day, columns, *rows),
    st.integers(1, 3), SHAPES, st.lists(ROWS, min_size=1, max_size=3),
)  # fmt: skip
FLAGS = st.builds(
    lambda rows: File("标记.csv", (("任务号", "标记"), *rows)),
    st.lists(st.tuples(NUMBERS, st.sampled_from(["延期", "返工", "超时"])), min_size=1, max_size=3),
)
REGISTERS = st.builds(
    lambda rows: File("考核单位.csv", (tuple(UNITS), *rows)),
    st.lists(
        st.sampled_from(
            [("区域", "云栖区", ""), ("区域", "云栖区", "白鹭"), ("区域", "白鹭区", "")]
        ),
        min_size=1,
        max_size=2,
    ),
)
SHEETS = st.builds(
    lambda rows: File("scorecard.csv", (tuple(NEW_YORK), *rows)),
    st.lists(
        st.tuples(
            *(st.just("2025 / 09"), st.sampled_from(["BKN01", "BKN02"]), st.just("BKN011")),
            *(st.just("Brooklyn"), st.sampled_from(["90", "95.5"]), st.sampled_from(["", "80"])),
        ),
        min_size=1,
        max_size=2,
    ),
)
FILES = st.one_of(EXPORTS, EXPORTS, FLAGS, REGISTERS, SHEETS)
IMPORTS = st.lists(
    st.lists(FILES, min_size=1, max_size=2, unique_by=lambda file: file.name),
    min_size=1,
    max_size=4,
)


@dataclass
class History:
    """What was imported: for each batch its number and its file, by import."""

    imports: list[list[tuple[int, File]]] = field(default_factory=list)

    def without(self, gone: set[int]) -> list[list[tuple[int, File]]]:
        return [[(i, f) for i, f in one if i not in gone] for one in self.imports]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(imports=IMPORTS, choice=st.data(), keep=st.sampled_from([1, 10]))
def test_a_store_without_batches_is_as_if_they_had_never_come(
    imports: list[list[File]], choice: st.DataObject, keep: int
) -> None:
    with TemporaryDirectory() as folder:
        store, other = Store(Path(folder) / "a"), Store(Path(folder) / "b")
        store.keep = keep  # with one version kept everything is merged again from nothing
        history = History()
        for files in imports:
            accounts = bring(store, *files)
            pairs = [(a.batch_id, f) for a, f in zip(accounts, files, strict=True) if a.batch_id]
            history.imports.append(pairs)
        known = [batch for one in history.imports for batch, _ in one]
        if not known:
            return
        gone = choice.draw(st.sets(st.sampled_from(known), min_size=1))
        before = contents(store)
        expected = {
            batch: account
            for one in history.without(gone)
            for (batch, _), account in zip(one, bring(other, *(f for _, f in one)), strict=True)
        }
        version, effect = undo(store, gone)
        assert version == store.version()
        if other.version() is not None:
            assert_same(contents(store), contents(other))
        else:
            assert not any(contents(store).values())
        now = {a.batch_id: a for _, a in batches(store)}
        assert {b: told(a) for b, a in now.items()} == {b: told(a) for b, a in expected.items()}
        for batch, account in expected.items():
            if account.batch_id:  # an import that brings nothing new is none
                assert left_out(store, batch) == left_out(other, account.batch_id)
        assert all(account.adds_up for account in now.values())
        assert {u.entry.account.batch_id for u in undone(store)} == gone
        assert_says(effect, before, contents(store))


def assert_same(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> None:
    for name in one:
        assert one[name] == other[name], name


def assert_says(effect: undoing.UndoEffect, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The numbers of removed and changed records are those of the facts themselves."""

    def records(found: dict[str, Any]) -> dict[tuple[str, str], str]:
        return {(name, row[-7]): row[-6] for name in TABLES for row in found[name]}

    old, new = records(before), records(after)
    assert effect.removed == len(old.keys() - new.keys())
    assert effect.changed == sum(old[key] != new[key] for key in old.keys() & new.keys())


# What is taken back, and what stays


def one(number: str, **changes: str) -> dict[str, str]:
    return {"任务号": number} | changes


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    con = store.connect()
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def numbers(store: Store) -> list[str]:
    return [row[0] for row in rows(store, "SELECT case_no FROM cases ORDER BY 1")]


def listed(store: Store) -> list[int | None]:
    return [account.batch_id for _, account in batches(store)]


def test_the_only_import_leaves_a_store_that_is_empty_and_readable(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1")))
    version, effect = undo(store, [1], "李工", "文件发错")
    assert (version, store.version(), effect.removed, effect.changed) == (2, 2, 1, 0)
    assert not any(contents(store).values()) and listed(store) == []
    (gone,) = undone(store)
    assert (gone.by, gone.reason, gone.version, gone.removed) == ("李工", "文件发错", 2, 1)
    assert gone.entry.account.stored == 1 and "李工" in store.versions()[0].note
    (account,) = bring(store, case_file(1, CASES, one("1")))
    assert account.batch_id == 2  # the number of a batch that was taken back is never used again
    assert numbers(store) == ["1"] and len(undone(store)) == 1


def test_a_record_falls_back_to_what_an_earlier_export_said(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1"), one("2")))
    closed = {"当前阶段名称": "[办结]", "结案时间": "2025-09-03 08:00:00"}
    bring(store, case_file(2, CASES, one("1", **closed), one("3")))
    (later,) = bring(store, case_file(3, CASES, one("1", **closed), one("4")))
    assert (later.stored, later.duplicates) == (1, 1)
    _, effect = undo(store, [2])
    assert (effect.removed, effect.changed, effect.recounted) == (1, 0, [3])
    stages = "SELECT case_no, stage, batch_id, source_file FROM cases ORDER BY 1"
    assert rows(store, stages) == [
        ("1", "closed", 3, "案卷_20251003.csv"),
        ("2", "disposing", 1, "案卷_20251001.csv"),
        ("4", "disposing", 3, "案卷_20251003.csv"),
    ]
    account = {a.batch_id: a for _, a in batches(store)}[3]
    assert (account.stored, account.updated, account.duplicates) == (1, 1, 0)
    assert account.changed_fields == {"stage": 1, "closed_at": 1}
    _, effect = undo(store, [3])
    assert effect.fields == {"stage": 1, "closed_at": 1} and effect.changed == 1
    assert rows(store, stages)[0][1] == "disposing"


def test_files_of_one_import_go_one_by_one_or_together(store: Store) -> None:
    first, second = bring(
        store, case_file(1, CASES, one("1")), case_file(2, CASES, one("2"), name="另一")
    )
    assert first.version == second.version == 1
    bring(store, case_file(3, CASES, one("3")))
    undo(store, [first.batch_id or 0])
    assert numbers(store) == ["2", "3"]
    undo(store, listed_as(store))
    assert numbers(store) == [] and len(undone(store)) == 3


def listed_as(store: Store) -> list[int]:
    return [batch for batch in listed(store) if batch]


def test_a_side_file_is_rejected_when_its_cases_go(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1")))
    bring(store, File("标记.csv", (("任务号", "标记"), ("1", "延期"), ("2", "延期"))))
    assert rows(store, "SELECT postpone_count FROM cases") == [(1,)]
    undo(store, [1])
    (account,) = (a for _, a in batches(store))
    assert (account.updated, account.rejected, account.rows_read) == (0, 2, 2)
    assert [row[3] for row in left_out(store, 2)] == ["rejected", "rejected"]


def test_an_undo_on_trial_changes_nothing_until_it_is_published(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1")))
    bring(store, case_file(2, CASES, one("2")))
    trial, effect = try_undo(store, [1])
    assert effect.removed == 1 and numbers(store) == ["1", "2"]
    store.discard(trial)
    assert listed(store) == [1, 2]
    trial, _ = try_undo(store, [1])
    store.publish(trial)
    assert numbers(store) == ["2"]


def test_decisions_outlast_the_batches_that_they_were_made_for(store: Store) -> None:
    register = File("考核单位.csv", (tuple(UNITS), ("区域", "云栖区", ""), ("区域", "白鹭区", "")))
    bring(store, register)
    bring(store, case_file(1, CASES, one("1", 小类名称="怪事", 所属区域="西头")))
    bring(store, case_file(2, CASES, one("2", 小类名称="怪事", 所属区域="西头")))
    decide(store, [Alias("district", "西头", "白鹭区"), Category("怪事", "暴露垃圾")])
    undo(store, [2])
    meant = "SELECT case_no, district, subcategory FROM cases"
    assert rows(store, meant) == [("2", "白鹭区", "暴露垃圾")]
    undo(store, [1])  # without the register the decision rests
    assert rows(store, meant) == [("2", "西头", "暴露垃圾")]
    bring(store, register)
    assert rows(store, meant) == [("2", "白鹭区", "暴露垃圾")]


def test_outlines_go_with_their_batch_and_stay_without_another(store: Store) -> None:
    bring(store, File("考核单位.csv", (tuple(UNITS), ("区域", "云栖区", ""))))
    square = {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]]}
    tree = {"type": "Feature", "properties": {"name": "云栖区"}, "geometry": square}
    path = store.folder.with_name("边界.geojson")
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [tree]}), "utf-8")
    (account,) = import_files(store, [path])
    assert account.stored == 1
    bring(store, case_file(1, CASES, one("1")))
    undo(store, [3])
    assert rows(store, "SELECT name, batch_id FROM boundaries") == [("云栖区", 2)]
    undo(store, [2])
    assert rows(store, "SELECT name FROM boundaries") == [] and listed(store) == [1]


# When it cannot be done


def test_a_batch_that_is_not_there_is_named(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1")))
    with pytest.raises(UndoError, match="7"):
        undo(store, [1, 7])
    assert listed(store) == [1]


def forget(store: Store, batch: int) -> None:
    """As if the batch had been imported by a program that kept nothing of it."""
    (store.folder / "batches" / f"{batch:06d}.parquet").unlink()


def test_of_what_an_earlier_program_imported_only_the_latest_goes(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1")))
    bring(store, case_file(2, CASES, one("2")))
    forget(store, 1)
    forget(store, 2)
    with pytest.raises(UndoError, match="批次 2 "):
        undo(store, [1])
    assert (store.version(), listed(store)) == (2, [1, 2])
    undo(store, [2])
    assert numbers(store) == ["1"]
    bring(store, case_file(3, CASES, one("3")))
    bring(store, case_file(4, CASES, one("4")))
    undo(store, [3])  # on the kept version that has batch 1
    assert numbers(store) == ["1", "4"]


def test_what_a_batch_brought_may_be_damaged(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1")))
    bring(store, case_file(2, CASES, one("2")))
    brought = store.folder / "batches" / "000002.parquet"
    brought.write_bytes(brought.read_bytes()[:-40])
    with pytest.raises(ContributionError, match="000002.parquet"):
        undo(store, [1])
    assert (store.version(), listed(store)) == (2, [1, 2])


# What is kept for it


def brought(store: Store) -> list[str]:
    """The batches whose records are kept. Leftovers of a sheet never outlive them."""
    names = {path.name for path in (store.folder / "batches").glob("*")}
    found = sorted(name.split(".")[0] for name in names if ".leftovers." not in name)
    left = {name.split(".")[0] for name in names if ".leftovers." in name}
    assert left <= set(found)
    return found


def test_what_a_batch_brought_is_kept_while_a_version_lists_it(store: Store) -> None:
    store.keep = 2
    for day in (1, 2, 3):
        bring(store, case_file(day, CASES, one(str(day))))
    undo(store, [2])
    assert brought(store) == ["000001", "000002", "000003"]
    bring(store, case_file(4, CASES, one("4")))
    bring(store, case_file(5, CASES, one("5")))
    assert brought(store) == ["000001", "000003", "000004", "000005"]


def test_an_import_that_comes_to_nothing_keeps_nothing(store: Store) -> None:
    export = case_file(1, CASES, one("1"))
    bring(store, export)
    bring(store, export)
    path = write(store.folder, case_file(2, CASES, one("2")))

    def cancel(progress: importer.ImportProgress) -> None:
        if progress.stage == "deriving":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(store, [path], progress=cancel)
    assert brought(store) == ["000001"]
    assert not list(store.folder.glob("*.batches"))


def test_what_a_trial_brought_follows_it(store: Store) -> None:
    bring(store, case_file(1, CASES, one("1")))
    with store.trying("trial") as draft:
        draft.brought.mkdir()
        (draft.brought / "000002.parquet").write_bytes(b"x")
    assert draft.trial is not None
    bring(store, case_file(1, CASES, one("1")))  # nothing new, and swept before
    store.publish(draft.trial)
    assert "000002" in brought(store)
    with store.trying("trial") as draft:
        draft.brought.mkdir()
    assert draft.trial is not None
    store.discard(draft.trial)
    assert not list(store.folder.glob("*.batches"))


def test_nothing_personal_is_kept(store: Store) -> None:
    header = ("工单编号", "来电时间", "承办单位", "办理截止时间", "主要内容", "姓名", "来电号码")
    told = "路灯不亮，请回电13800138000，车牌苏A12345"
    line = ("1", "2025-10-01", "城管局", "2025-10-05", told, "张三", "13900139000")
    bring(store, File("工单.csv", (header, line)))
    flags = File("标记.csv", (("任务号", "标记"), ("9", "延期 13800138000")))
    bring(store, flags)
    kept = [
        duckdb.sql(f"SELECT * FROM read_parquet('{path}')").fetchall()
        for path in (store.folder / "batches").glob("*.parquet")
    ]
    assert "路灯不亮" in str(kept)
    for personal in ("张三", "13800138000", "13900139000", "苏A12345"):
        assert personal not in str(kept)

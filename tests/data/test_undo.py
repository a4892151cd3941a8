"""Taking batches back: afterwards all is as if they had never been imported."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import importer, undoing
from data.account import Account
from data.books import batches, undone
from data.importer import import_files
from data.profile import load_profiles
from data.schema import TABLES
from data.store import Store
from data.undoing import undo

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
    """An account without where it stands."""
    return account.to_json() | {"batch_id": None}


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


def assert_says(effect: undoing.Effect, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The numbers of removed and changed records are those of the facts themselves."""

    def records(found: dict[str, Any]) -> dict[tuple[str, str], str]:
        return {(name, row[-7]): row[-6] for name in TABLES for row in found[name]}

    old, new = records(before), records(after)
    assert effect.removed == len(old.keys() - new.keys())
    assert effect.changed == sum(old[key] != new[key] for key in old.keys() & new.keys())

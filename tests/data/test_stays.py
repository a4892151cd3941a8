"""A unit over time: what registers say of it from which day on, and what that changes."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.batches.undoing import undo
from data.importer import import_files
from data.reviewing.deciding import decide
from data.store import Store
from data.unit_resolution.renames import Rename, key_registers
from data.unit_resolution.stays import stays_sql

REGISTER = (
    *("单位编号", "单位类别", "单位名称", "考核组", "上级单位", "执法人数"),
    *("启用日期", "停用日期"),
)
CASES = ("上报时间", "任务号", "小类名称", "问题来源", "当前阶段名称", "处置部门", "所属区域")


def write(path: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def register(folder: Path, name: str, *rows: Sequence[str]) -> Path:
    return write(folder / f"{name}.csv", REGISTER, *rows)


def team(name: str, group: str, parent: str, officers: str, begin: str = "", end: str = "",
         number: str = "") -> list[str]:  # fmt: skip
    return [number, "队伍", name, group, parent, officers, begin, end]


EAST, WEST = [["", "区域", name, "", "", "", "", ""] for name in ("东区", "西区")]
BEFORE = team("大溪中队", "一组", "东区", "10", "2024-01-01")
AFTER = team("大溪中队", "二组", "西区", "16", "2025-04-01")
MOVED = [
    ("一组", "东区", 10, date(2024, 1, 1), date(2025, 3, 31)),
    ("二组", "西区", 16, date(2025, 4, 1), None),
]


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


def stays(store: Store, name: str = "大溪中队") -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(
            f'SELECT "group", parent, officers, valid_from, valid_to FROM {stays_sql(con)} '
            "WHERE name = ? ORDER BY valid_from NULLS FIRST",
            [name],
        ).fetchall()


def units(store: Store) -> list[tuple[Any, ...]]:
    return query(store, "SELECT name, \"group\", valid_from FROM units WHERE kind = 'team'")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_rows_of_one_name_are_one_unit_with_two_stays(
    store: Store, tmp_path: Path, order: tuple[int, int]
) -> None:
    rows = [BEFORE, AFTER]
    file = register(tmp_path, "名录_20250430", EAST, WEST, *(rows[i] for i in order))
    (account,) = import_files(store, [file])
    assert (account.stored, account.updated, account.conflicts) == (4, 0, 0)
    assert units(store) == [("大溪中队", "二组", date(2024, 1, 1))]
    assert stays(store) == MOVED
    version = store.version()
    import_files(store, [file])
    assert store.version() == version


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_later_register_adds_a_stay_whichever_comes_first(
    store: Store, tmp_path: Path, order: tuple[int, int]
) -> None:
    files = [
        register(tmp_path, "名录_20250131", EAST, WEST, BEFORE),
        register(tmp_path, "名录_20250430", EAST, WEST, AFTER),
    ]
    for i in order:
        import_files(store, [files[i]])
    assert stays(store) == MOVED and len(units(store)) == 1
    last = max(n for (n,) in query(store, "SELECT batch_id FROM import_batches"))
    undo(store, [last], by="", reason="")
    kept = [MOVED[0], MOVED[1]][order[0]]
    assert [row[:3] for row in stays(store)] == [kept[:3]]


def test_a_later_register_that_says_the_same_corrects_the_day(store: Store, tmp_path: Path) -> None:
    import_files(store, [register(tmp_path, "名录_20250131", BEFORE)])
    again = team("大溪中队", "一组", "东区", "10", "2024-02-01")
    import_files(store, [register(tmp_path, "名录_20250430", again)])
    assert stays(store) == [("一组", "东区", 10, date(2024, 2, 1), None)]


def test_a_later_register_without_a_day_speaks_of_the_last_stay(
    store: Store, tmp_path: Path
) -> None:
    import_files(store, [register(tmp_path, "名录_20250430", BEFORE, AFTER)])
    import_files(store, [register(tmp_path, "名录_20250531", team("大溪中队", "", "", "18"))])
    assert stays(store) == [MOVED[0], ("二组", "西区", 18, date(2025, 4, 1), None)]


def test_what_a_stay_leaves_blank_is_as_before_else_as_after(store: Store, tmp_path: Path) -> None:
    rows = [
        team("大溪中队", "", "东区", "10", "2024-01-01"),
        team("大溪中队", "二组", "", "", "2025-04-01"),
    ]
    import_files(store, [register(tmp_path, "名录_20250430", *rows)])
    assert stays(store) == [("二组", "东区", 10, date(2024, 1, 1), None)]  # so nothing changed


def test_a_gap_between_stays_stays_one(store: Store, tmp_path: Path) -> None:
    first = team("大溪中队", "一组", "东区", "10", "2024-01-01", "2024-12-31")
    import_files(store, [register(tmp_path, "名录_20250430", first, AFTER)])
    assert [row[3:] for row in stays(store)] == [
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2025, 4, 1), None),
    ]


def test_cases_of_a_moved_team_stay_with_its_old_district(store: Store, tmp_path: Path) -> None:
    cases = write(
        tmp_path / "案卷_20250430.csv",
        CASES,
        *(
            [
                f"2025-0{month}-05 08:00",
                f"A{month}",
                "暴露垃圾",
                "监督员上报",
                "[办结]",
                "大溪中队",
                "",
            ]
            for month in (3, 4)
        ),
    )
    import_files(store, [register(tmp_path, "名录_20250131", EAST, WEST, BEFORE), cases])
    sql = "SELECT district FROM cases ORDER BY day"
    assert query(store, sql) == [("东区",), ("东区",)]
    import_files(store, [register(tmp_path, "名录_20250430", EAST, WEST, AFTER)])
    assert query(store, sql) == [("东区",), ("西区",)]


def test_a_renamed_team_keeps_its_old_group_until_that_day(store: Store, tmp_path: Path) -> None:
    old = team("大溪中队", "一组", "东区", "10", "2024-01-01", number="7")
    new = team("泽国中队", "二组", "西区", "16", "2024-01-01", number="7")
    import_files(store, [register(tmp_path, "名录_20250131", EAST, WEST, old)])
    import_files(store, [register(tmp_path, "名录_20250430", EAST, WEST, new)])
    assert stays(store, "泽国中队") == [("二组", "西区", 16, date(2024, 1, 1), None)]
    decide(store, [Rename("team", "大溪中队", "泽国中队", date(2025, 4, 1))])
    assert stays(store, "泽国中队") == MOVED
    assert units(store) == [("泽国中队", "二组", date(2024, 1, 1))]


def test_a_unit_that_a_file_mentioned_is_what_its_register_says(
    store: Store, tmp_path: Path
) -> None:
    with store.writing("mentioned") as draft:
        draft.con.execute(
            "INSERT INTO units (kind, name, record_key, share) "
            "VALUES ('team', '大溪中队', 'team|大溪中队', 1)"
        )
    import_files(store, [register(tmp_path, "名录_20250430", AFTER)])
    assert stays(store) == [MOVED[1]]


def test_registers_of_an_earlier_format_are_keyed_anew(store: Store, tmp_path: Path) -> None:
    file = register(tmp_path, "名录_20250131", EAST, WEST, BEFORE)
    import_files(store, [file])
    with store.writing("as before") as draft:
        draft.con.execute("UPDATE units SET record_key = split_part(record_key, '@', 1)")
        key_registers(draft.con)
    import_files(store, [register(tmp_path, "名录_20250430", EAST, WEST, AFTER)])
    assert stays(store) == MOVED


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(DAYS, st.sampled_from(["一组", "二组", "三组"]), min_size=1, max_size=6))
def test_stays_of_a_register_fill_the_time_without_overlap(
    tmp_path_factory: pytest.TempPathFactory, groups: dict[date, str]
) -> None:
    """On any day a unit is in the group of the last row that had begun by then, and in one."""
    folder = tmp_path_factory.mktemp("stays")
    store = Store(folder / "store")
    rows = [team("大溪中队", group, "", "1", f"{begin}") for begin, group in groups.items()]
    import_files(store, [register(folder, "名录_20260101", *rows)])
    kept = stays(store)
    for day in {day for begin in groups for day in (begin, date(2026, 1, 1))}:
        own = [row[0] for row in kept if row[3] <= day and (row[4] is None or day <= row[4])]
        assert own == [groups[max(begin for begin in groups if begin <= day)]]

"""Units that go by another name than before: one unit by the register's number, asked about."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.batches.undoing import undo
from data.checks import verify
from data.importer import import_files, profile_folders, try_files
from data.layouts.profile import load_profiles
from data.reviewing.deciding import DecisionError, NewUnit, decide, take_back
from data.reviewing.review import review
from data.store import Store
from data.unit_resolution.former import FormerName, former_names
from data.unit_resolution.renames import Rename
from data.unit_resolution.units import Registry
from metrics.analyses.family import past_of

REGISTER = [
    "单位编号",
    "单位类别",
    "单位名称",
    "考核组",
    "上级单位",
    "别名",
    "启用日期",
    "停用日期",
]
SCORES = ["考核周期", "考核单位", "评分项目", "分值"]
CASES = [
    "上报时间",
    "任务号",
    "小类名称",
    "问题来源",
    "当前阶段名称",
    "处置部门",
    "所属街道",
    "所属区域",
]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def unit(
    number: str, name: str, begin: str = "2024-01-01", end: str = "", **more: str
) -> list[str]:
    kind = more.get("kind", "区域")
    where = (more.get("group", "城郊组"), more.get("parent", ""), more.get("aliases", ""))
    return [number, kind, name, *where, begin, end]


def register(folder: Path, name: str, *units: list[str]) -> Path:
    return write(folder / f"{name}.csv", REGISTER, units)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The register of January."""
    return register(
        tmp_path,
        "名录_20250101",
        unit("DY1", "云栖区"),
        unit("DY7", "青坪县", aliases="青坪；青坪县城管局"),
        unit("DY8", "柳溪县"),
        unit("DY31", "翠坪镇", kind="街道（镇）", group="", parent="青坪县"),
    )


def scores(folder: Path, name: str, *rows: tuple[str, str, str]) -> Path:
    listed = [(month, unit, "市容秩序", value) for month, unit, value in rows]
    return write(folder / f"{name}.csv", SCORES, listed)


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


def given(store: Store) -> list[tuple[Any, ...]]:
    return query(store, "SELECT period, district, value FROM score_entries ORDER BY ALL")


def units(store: Store) -> list[tuple[Any, ...]]:
    return query(store, "SELECT unit_id, name, valid_from, valid_to FROM units ORDER BY ALL")


def former(store: Store) -> list[FormerName]:
    with store.connect() as con:
        return former_names(con)


def open_questions(store: Store) -> list[Rename]:
    with store.connect() as con:
        return [one.rename for one in review(con, load_profiles(profile_folders(store))).renames]


def test_a_new_name_under_a_known_number_continues_the_unit(
    store: Store, tmp_path: Path, first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = write(
        tmp_path / "案卷_20250930.csv",
        CASES,
        [["2025-09-01 08:00", "A1", "暴露垃圾", "监督员上报", "[办结]", "", "翠坪镇", ""]],
    )
    old = scores(tmp_path, "旧", ("2025-08", "青坪县", "90"), ("2025-09", "青坪县城管局", "91"))
    import_files(store, [first, cases, old])
    renamed = register(tmp_path, "名录_20251001", unit("DY7", "青坪区", aliases="青坪县"))
    main(["import", str(renamed), "--store", str(store.folder), "--lang", "zh"])
    said = capsys.readouterr().out
    assert "DY7" in said and "data rename district" in said and "--apart" in said
    import_files(store, [scores(tmp_path, "新", ("2025-10", "青坪区", "92"))])
    assert given(store) == [
        ("2025-08", "青坪区", 90),
        ("2025-09", "青坪区", 91),
        ("2025-10", "青坪区", 92),
    ]
    assert ("DY7", "青坪区", date(2024, 1, 1), None) in units(store)
    assert not [name for _, name, _, _ in units(store) if name == "青坪县"]
    assert query(store, "SELECT district FROM cases") == [("青坪区",)]  # through its street
    assert open_questions(store) == [Rename("district", "青坪县", "青坪区")]

    command = ["rename", "district", "青坪县", "青坪区", "--since", "2025-10-01"]
    main([*command, "--store", str(store.folder)])
    assert not open_questions(store)
    assert former(store) == [FormerName("district", "青坪县", "青坪区", None, date(2025, 9, 30))]
    dated = query(store, "SELECT alias, valid_to FROM unit_aliases WHERE alias = '青坪县'")
    assert dated == [("青坪县", date(2025, 9, 30))]
    late = scores(tmp_path, "迟", ("2025-11", "青坪县", "93"))  # habits outlast the name
    import_files(store, [late])
    assert given(store)[-1] == ("2025-11", "青坪区", 93)
    before = store.version()
    for again in (renamed, first, late):
        import_files(store, [again])
    assert store.version() == before

    main([*command, "--take-back", "--store", str(store.folder)])
    assert open_questions(store)
    decide(store, [Rename("district", "青坪县", "青坪区", None, joined=False)])
    assert {name for _, name, _, _ in units(store)} >= {"青坪县", "青坪区"}
    assert [one for _, one, _ in given(store)] == ["青坪县", "青坪县", "青坪区", "青坪县"]
    assert query(store, "SELECT district FROM cases") == [("青坪县",)]
    assert not open_questions(store) and not former(store)


def test_the_account_tells_what_is_asked(store: Store, tmp_path: Path, first: Path) -> None:
    import_files(store, [first])
    renamed = register(tmp_path, "新名录", unit("ＤＹ7", "青坪区", "2025-10-01"))
    (account,), trial = try_files(store, [renamed])
    assert trial is not None
    store.discard(trial)
    (asked,) = account.to_json()["renames"]
    assert asked == {
        "unit_id": "DY7",
        "kind": "district",
        "former": "青坪县",
        "name": "青坪区",
        "since": "2025-10-01",
        "joined": True,
    }
    assert type(account).from_store(account.to_store()).renames == account.renames
    answer = Rename("district", "青坪县", "青坪区", date(2025, 10, 8))
    (account,), trial = try_files(store, [renamed], answers=[answer])
    assert trial is not None and not account.renames
    store.publish(trial)
    assert former(store)[0].end == date(2025, 10, 7)
    assert json.loads(account.to_store())["renames"] == []


# All 120 pass; each kind of order is tried here: in turn, backwards, scores first, a gap filled.
ORDERS = [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (3, 4, 0, 2, 1), (1, 0, 2, 4, 3), (2, 3, 0, 4, 1)]


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_imports_changes_nothing(
    store: Store, tmp_path: Path, first: Path, order: tuple[int, ...]
) -> None:
    """Renamed twice, and merged with a neighbour: the registers say which is newer."""
    files = [
        first,
        register(
            tmp_path, "名录_20250701", unit("DY7", "青坪区", "2025-07-01"), unit("DY8", "柳溪县")
        ),
        register(
            tmp_path,
            "名录_20251001",
            unit("DY7", "青柳新区", "2025-10-01", aliases="柳溪县"),
            unit("DY8", "柳溪县", end="2025-09-30"),
        ),
        scores(
            tmp_path,
            "甲",
            ("2025-01", "青坪县", "1"),
            ("2025-08", "青坪区", "2"),
            ("2025-08", "柳溪县", "3"),
        ),
        scores(
            tmp_path,
            "乙",
            ("2025-10", "青柳新区", "4"),
            ("2025-11", "青坪", "5"),
            ("2025-11", "柳溪县", "6"),
        ),
    ]
    for number in order:
        import_files(store, [files[number]])
    assert given(store) == [
        ("2025-01", "青柳新区", 1),
        ("2025-08", "柳溪县", 3),
        ("2025-08", "青柳新区", 2),
        ("2025-10", "青柳新区", 4),
        ("2025-11", "青柳新区", 5),
        ("2025-11", "青柳新区", 6),
    ]
    assert former(store) == [
        FormerName("district", "青坪区", "青柳新区", date(2025, 7, 1), date(2025, 9, 30)),
        FormerName("district", "青坪县", "青柳新区", None, date(2025, 6, 30)),
    ]
    assert not open_questions(store)
    assert ("DY7", "青柳新区", date(2024, 1, 1), None) in units(store)


def test_a_register_out_of_order_can_be_put_right(store: Store, tmp_path: Path) -> None:
    """Without any day the later import is taken for the later name; a person turns it round."""
    for name in ("新名", "旧名"):
        import_files(store, [register(tmp_path, f"{name}录", unit("DY7", f"{name}县"))])
    assert open_questions(store) == [Rename("district", "新名县", "旧名县")]
    decide(store, [Rename("district", "旧名县", "新名县", date(2025, 10, 1))])
    assert [name for _, name, _, _ in units(store)] == ["新名县"] and not open_questions(store)


def test_a_register_numbered_otherwise_joins_nothing(
    store: Store, tmp_path: Path, first: Path
) -> None:
    import_files(store, [first])
    other = [unit("DY1", "甲区"), unit("DY7", "乙区"), unit("DY8", "丙区")]
    import_files(store, [register(tmp_path, "别的名录", *other)])
    names = {name for _, name, _, _ in units(store)}
    assert names == {"云栖区", "青坪县", "柳溪县", "翠坪镇", "甲区", "乙区", "丙区"}
    assert [one.joined for one in open_questions(store)] == [False] * 3


def test_names_that_only_change_numbers_are_no_renaming(
    store: Store, tmp_path: Path, first: Path
) -> None:
    import_files(store, [first])
    listed = [
        unit("DY1", "新设区"),
        unit("DY2", "云栖区"),
        unit("DY7", "柳溪县"),
        unit("DY8", "青坪县"),
    ]
    (account,) = import_files(store, [register(tmp_path, "重新编号", *listed)])
    assert not account.renames and not open_questions(store) and not former(store)
    assert len(units(store)) == 5


def test_a_number_given_twice_in_one_register_is_asked_about(store: Store, tmp_path: Path) -> None:
    import_files(store, [register(tmp_path, "名录", unit("1", "甲区"), unit("1", "乙区"))])
    assert [one.joined for one in open_questions(store)] == [False]
    dated = [unit("2", "丙县", end="2025-09-30"), unit("2", "丙区", "2025-10-01")]
    import_files(store, [register(tmp_path, "名录2", *dated)])
    assert former(store) == [FormerName("district", "丙县", "丙区", None, date(2025, 9, 30))]


def test_a_new_unit_may_take_a_former_name(store: Store, tmp_path: Path, first: Path) -> None:
    import_files(store, [first])
    import_files(store, [register(tmp_path, "二_20251001", unit("DY7", "青坪区", "2025-10-01"))])
    import_files(store, [register(tmp_path, "三_20260101", unit("DY9", "青坪县", "2026-01-01"))])
    old_and_new = scores(tmp_path, "分", ("2025-08", "青坪县", "1"), ("2026-02", "青坪县", "2"))
    import_files(store, [old_and_new])
    assert [(month, name) for month, name, _ in given(store)][-1] == ("2026-02", "青坪县")


def test_undoing_a_register_brings_the_former_name_back(
    store: Store, tmp_path: Path, first: Path
) -> None:
    old = scores(tmp_path, "旧", ("2025-08", "青坪县", "90"))
    import_files(store, [first])
    import_files(store, [old])
    before = units(store), given(store)
    import_files(store, [register(tmp_path, "新", unit("DY7", "青坪区"))])
    import_files(store, [scores(tmp_path, "后", ("2025-09", "青坪县", "91"))])
    renamed = units(store), given(store)
    undo(store, [3])
    assert units(store) == before[0] and given(store)[0] == before[1][0]
    assert not former(store) and not open_questions(store)
    import_files(store, [register(tmp_path, "新", unit("DY7", "青坪区"))])
    assert (units(store), given(store)) == renamed


def test_a_person_may_rename_units_without_numbers(store: Store, tmp_path: Path) -> None:
    import_files(store, [scores(tmp_path, "分", ("2025-08", "东镇", "1"))])
    decide(store, [NewUnit("district", "东镇"), NewUnit("district", "东街道")])
    rename = Rename("district", "东镇", "东街道", date(2025, 9, 1))
    decide(store, [rename])
    assert given(store) == [("2025-08", "东街道", 1)]
    with pytest.raises(DecisionError):
        decide(store, [Rename("district", "东镇", "没有的镇")])
    take_back(store, rename)
    assert given(store) == [("2025-08", "东镇", 1)]
    for name in ("东镇", "东街道"):  # both stay registered
        with pytest.raises(DecisionError):
            decide(store, [NewUnit("district", name)])


def test_a_ring_of_names_leaves_every_unit_where_it_is(store: Store) -> None:
    decide(store, [NewUnit("district", name) for name in ("甲", "乙", "丙")])
    ring = [("甲", "乙"), ("乙", "丙"), ("丙", "甲")]
    decide(store, [Rename("district", *pair) for pair in ring])
    assert [name for _, name, _, _ in units(store)] == ["丙", "乙", "甲"]


def test_a_store_without_the_tables_has_no_former_names(store: Store, first: Path) -> None:
    import_files(store, [first])
    with store.writing("older") as draft:
        for table in ("former_names", "rename_questions", "rename_decisions", "former_units"):
            draft.con.execute(f"DROP TABLE {table}")
    with store.connect() as con:
        assert former_names(con) == []
        assert Registry.load(con).meanings("青坪县", ["district"], "district")[0].registered
        assert review(con, load_profiles(profile_folders(store))).renames == []


def test_a_units_page_knows_what_became_of_its_names(
    store: Store, tmp_path: Path, first: Path
) -> None:
    import_files(store, [first])
    merged = register(
        tmp_path,
        "名录_20251001",
        unit("DY7", "青柳新区", "2025-10-01", aliases="柳溪县"),
        unit("DY8", "柳溪县", end="2025-09-30"),
    )
    import_files(store, [merged])
    day = date(2025, 10, 1)
    with store.connect() as con:
        heir = past_of(con, "district", "青柳新区")
        gone = past_of(con, "district", "柳溪县")
    assert heir.former == [("青坪县", date(2025, 9, 30))] and heir.taken_over == [("柳溪县", day)]
    assert gone.ended == date(2025, 9, 30) and gone.successors == [("青柳新区", day)]


def test_two_scores_that_meet_on_one_unit_are_listed(
    store: Store, tmp_path: Path, first: Path
) -> None:
    import_files(store, [first])
    both = scores(tmp_path, "分", ("2025-10", "青坪县", "80"), ("2025-10", "青坪区", "90"))
    import_files(store, [both, register(tmp_path, "新", unit("DY7", "青坪区"))])
    (found,) = [one for one in verify(store).outcomes if one.id == "values-twice"]
    assert found.count == 2 and set(found.sample["value"]) == {"青坪县", "青坪区"}
    alone = scores(tmp_path, "另", ("2025-11", "青坪县", "80"))
    import_files(store, [alone])
    assert [one.count for one in verify(store).outcomes if one.id == "values-twice"] == [2]

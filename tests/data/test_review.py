"""Names that nothing resolves: found, explained, decided on; and nothing imported again."""

import csv
import io
import itertools
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.__main__ import main
from data.batches.undoing import undo
from data.importer import import_files, profile_folders
from data.layouts.profile import load_profiles
from data.reviewing.deciding import (
    Alias,
    Category,
    DecisionError,
    NewUnit,
    decide,
    decide_alias,
    decide_category,
    decide_new_unit,
    take_back,
)
from data.reviewing.review import Review, review
from data.reviewing.suggesting import UnitSuggestions
from data.reviewing.unresolved import Unresolved
from data.store import Store
from data.unit_resolution.units import Registry
from kernel.schema import SYSTEM_TABLES, TABLES, create_table_sql
from sample_city import registers
from sample_city.spelling import SPELLERS

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
FINDINGS = ["检查日期", "区域", "街道", "点位", "小类", "问题描述", "责任单位"]
UNITS = ["单位类别", "单位名称", "考核组", "上级单位", "别名", "停用日期"]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def case(number: int, department: str, street: str = "湖塘", **changes: str) -> list[str]:
    row = dict(
        zip(
            CASES,
            (
                *(f"2025-10-{number:02d} 08:00", f"A{number:03d}", "暴露垃圾", "监督员上报"),
                *("[办结]", department, street, "云栖区"),
            ),
            strict=True,
        )
    )
    return list((row | changes).values())


def finding(number: int, unit: str, kind: str = "暴露垃圾") -> list[str]:
    place = ("云栖区", "湖塘镇", f"{number}号")
    return [f"2025-10-{number:02d}", *place, kind, f"问题{number}", unit]


REGISTER = [
    ["区域", "云栖区", "城区组", "", "", ""],
    ["街道（镇）", "湖塘镇", "", "云栖区", "", ""],
    ["队伍", "云栖区执法一中队", "城区组", "云栖区", "", ""],
    ["队伍", "云栖区执法二中队", "城区组", "云栖区", "", ""],
    ["队伍", "老城中队", "城区组", "云栖区", "", "2025-10-10"],
    ["责任部门", "城管局", "", "", "", ""],
]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    cases = [
        case(1, "巡查支队"),
        case(2, "老城中队"),
        case(20, "老城中队"),
        case(3, "巡查支队：2、城管局：8"),
        case(4, "巡查支队、云栖区执法二中队"),
        case(5, "城管局", 小类名称="乱丢果皮"),
    ]
    findings = [finding(6, "巡查支队"), finding(7, "云栖一中队", "垃圾乱扔")]
    return {
        "register": write(tmp_path / "名录.csv", UNITS, REGISTER),
        "cases": write(tmp_path / "案卷_20251031.csv", CASES, cases),
        "findings": write(tmp_path / "检查问题_20251031.csv", FINDINGS, findings),
    }


@pytest.fixture
def registered(store: Store, files: dict[str, Path]) -> Store:
    import_files(store, files.values())
    return store


def waiting(store: Store) -> Review:
    with store.connect() as con:
        return review(con, load_profiles(profile_folders(store)))


def facts(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """What the store says, without which batch of which file said it."""
    with store.connect() as con:
        return {
            table: con.execute(
                "SELECT * EXCLUDE (batch_id, source_file, source_sheet, source_row) "
                f"FROM {table} ORDER BY ALL"
            ).fetchall()
            for table in TABLES
            if table != "units"
        }


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


# What waits


def test_an_unknown_unit_says_where_it_stands_and_what_it_may_mean(registered: Store) -> None:
    (unknown,) = waiting(registered).units
    assert (unknown.name, unknown.rows) == ("巡查支队", 4)  # records, not their shares
    assert (unknown.first, unknown.last) == (date(2025, 10, 1), date(2025, 10, 6))
    assert unknown.files == ("案卷_20251031.csv", "检查问题_20251031.csv")
    assert unknown.district == "云栖区"


def test_suggestions_are_the_nearest_names(store: Store, tmp_path: Path) -> None:
    rows = [case(1, "云栖区综合执法大队一中队", "胡塘镇"), case(2, "云西二中队", "湖镇塘")]
    register = write(tmp_path / "名录.csv", UNITS, REGISTER)
    import_files(store, [register, write(tmp_path / "案卷.csv", CASES, rows)])
    best = {u.name: u.suggestions[0] for u in waiting(store).units}
    assert {name: one.name for name, one in best.items()} == {
        "云栖区综合执法大队一中队": "云栖区执法一中队",
        "云西二中队": "云栖区执法二中队",
        "胡塘镇": "湖塘镇",
        "湖镇塘": "湖塘镇",
    }
    assert all(0 < one.similarity <= 1 for one in best.values())
    why = [str(message) for message in best["胡塘镇"].why]
    assert why == ["共有“塘镇”", "记录都在云栖区"]


def test_a_name_that_two_units_share_waits_with_both(store: Store, tmp_path: Path) -> None:
    rows = [*REGISTER, ["队伍", "澄湖区执法一中队", "", "", "", ""]]
    register = write(tmp_path / "名录.csv", UNITS, [*rows, ["区域", "澄湖区", "", "", "", ""]])
    import_files(store, [register, write(tmp_path / "案卷.csv", CASES, [case(1, "执法一中队")])])
    (unknown,) = waiting(store).units
    assert {s.name for s in unknown.suggestions[:2]} == {"云栖区执法一中队", "澄湖区执法一中队"}
    assert unknown.suggestions[0].name == "云栖区执法一中队"  # where its record is


def test_a_name_resolved_since_is_gone(registered: Store, tmp_path: Path) -> None:
    rows = [["队伍", "巡查支队", "", "云栖区", "", ""]]
    import_files(registered, [write(tmp_path / "增补.csv", UNITS, rows)])
    assert waiting(registered).units == []


def test_names_of_a_kind_without_a_register_can_all_be_registered(
    store: Store, files: dict[str, Path]
) -> None:
    import_files(store, [files["cases"], files["findings"]])
    before = waiting(store)
    kinds = {one.kind: one for one in before.unregistered}
    assert before.units == []
    assert kinds["street"].names == {"湖塘镇": 8}  # 湖塘 is its short form
    assert kinds["department"].names == {"城管局": 2}
    assert set(kinds["team"].names) == {"巡查支队", "老城中队", "云栖一中队", "云栖区执法二中队"}
    decide(store, [NewUnit("district", name) for name in kinds["district"].names])
    decide(
        store,
        [
            NewUnit(kind, name, None, kinds[kind].districts[name])
            for kind in ("street", "team")
            for name in kinds[kind].names
        ],
    )
    assert query(store, "SELECT DISTINCT street, district FROM cases") == [("湖塘镇", "云栖区")]
    assert query(store, "SELECT team FROM cases WHERE case_no = 'A001'") == [("巡查支队",)]
    assert [one.kind for one in waiting(store).unregistered] == ["department"]


def test_the_spellings_of_the_sample_city_are_found_without_its_aliases() -> None:
    units = list(registers.units()[["kind", "name"]].itertuples(index=False, name=None))
    registry = Registry([(kind, name, None, None, None) for kind, name in units])
    spelled = {(kind, SPELLERS[kind](name, at), name) for kind, name in units for at in range(300)}
    unknown = [
        (kind, written, name)
        for kind, written, name in sorted(spelled)
        if not registry.meanings(written, [kind], kind)[0].known
    ]
    with duckdb.connect() as con:
        for statement in (*map(create_table_sql, TABLES.values()), *SYSTEM_TABLES.values()):
            con.execute(statement)
        con.executemany("INSERT INTO units (kind, name) VALUES (?, ?)", units)
        suggestions = UnitSuggestions(con)
    found = [suggestions.of(Unresolved(k, written, (k,))) for k, written, _ in unknown]
    right = [of[0].name == name for of, (_, _, name) in zip(found, unknown, strict=True)]
    assert (sum(right), len(right)) == (40, 40)


# Units


ORDERS = list(itertools.permutations(["register", "cases", "findings", "decision"]))


@pytest.mark.parametrize("order", [o for o in ORDERS if o.index("register") < o.index("decision")])
def test_an_alias_that_is_decided_reads_like_one_that_is_registered(
    order: tuple[str, ...], tmp_path: Path, files: dict[str, Path]
) -> None:
    given = [
        [*row[:4], "巡查支队", row[5]] if row[1] == "云栖区执法二中队" else row for row in REGISTER
    ]
    decided, named = Store(tmp_path / "decided"), Store(tmp_path / "named")
    import_files(named, [write(tmp_path / "名录别名.csv", UNITS, given), *list(files.values())[1:]])
    for step in order:
        if step == "decision":
            decide_alias(decided, "team", "巡查支队", "云栖区执法二中队")
        else:
            import_files(decided, [files[step]])
    assert facts(decided) == facts(named)
    assert waiting(decided).units == []


def test_one_version_says_what_moved(registered: Store) -> None:
    before = registered.version()
    decided = decide_alias(registered, "team", "巡查支队", "云栖区执法二中队")
    assert decided.moved == {"cases": 3, "findings": 1} and decided.records == 4
    assert registered.version() == decided.version == before + 1
    assert "巡查支队 = 云栖区执法二中队" in registered.versions()[0].note
    shared = query(registered, "SELECT team, share FROM cases WHERE case_no = 'A004'")
    assert shared == [("云栖区执法二中队", 0.5)] * 2  # both names of the cell mean one unit now


def test_the_same_files_again_change_nothing(registered: Store, files: dict[str, Path]) -> None:
    decide(
        registered,
        [
            Alias("team", "巡查支队", "云栖区执法二中队"),
            Category("乱丢果皮", "暴露垃圾"),
            NewUnit("team", "机动中队", "城区组", "云栖区"),
        ],
    )
    before, version = facts(registered), registered.version()
    accounts = import_files(registered, files.values())
    assert [a.duplicates for a in accounts] == [len(REGISTER), 6, 2]
    assert facts(registered) == before and registered.version() == version


def test_a_register_that_comes_again_takes_no_decision_back(
    registered: Store, tmp_path: Path
) -> None:
    decide_alias(registered, "team", "巡查支队", "云栖区执法二中队")
    rows = [
        [*row[:4], "巡查支队", row[5]] if row[1] == "云栖区执法一中队" else row for row in REGISTER
    ]
    import_files(registered, [write(tmp_path / "新名录.csv", UNITS, rows)])
    assert query(registered, "SELECT team FROM cases WHERE case_no = 'A001'") == [
        ("云栖区执法二中队",)
    ]


def test_a_decision_may_hold_on_some_days(registered: Store) -> None:
    decide_alias(registered, "team", "巡查支队", "云栖区执法二中队", None, date(2025, 10, 3))
    found = query(
        registered,
        "SELECT day, team FROM cases WHERE department IS DISTINCT FROM '城管局' "
        "AND department_written LIKE '巡查支队%' ORDER BY ALL",
    )
    assert (date(2025, 10, 1), "云栖区执法二中队") in found
    (unknown,) = waiting(registered).units
    assert (unknown.rows, unknown.first) == (2, date(2025, 10, 4))


def test_the_name_of_a_unit_that_ended_means_its_successor_from_then_on(registered: Store) -> None:
    decide_alias(registered, "team", "老城中队", "云栖区执法一中队")
    found = query(
        registered, "SELECT day, team FROM cases WHERE department_written = '老城中队' ORDER BY day"
    )
    assert found == [
        (date(2025, 10, 2), "老城中队"),
        (date(2025, 10, 20), "云栖区执法一中队"),
    ]


@pytest.mark.parametrize(
    "decision",
    [
        Alias("team", "巡查支队", "云栖区执法二中队"),
        Alias("department", "巡查支队", None),
        Category("乱丢果皮", "暴露垃圾"),
        Category("乱丢果皮", None),
    ],
)
def test_what_is_taken_back_is_as_before(registered: Store, decision: Alias | Category) -> None:
    before, names = facts(registered), waiting(registered)
    decide(registered, [decision])
    (done,) = waiting(registered).handled
    assert done.decision == decision and not done.resting
    assert waiting(registered).waiting == names.waiting - 1
    take_back(registered, decision)
    assert facts(registered) == before and waiting(registered) == names


def test_a_name_that_is_not_assessed_leaves_the_list_and_the_accounts(
    registered: Store, tmp_path: Path
) -> None:
    before = facts(registered)
    assert decide_alias(registered, "department", "巡查支队", None).moved == {}
    assert waiting(registered).units == [] and facts(registered) == before
    more = write(tmp_path / "案卷_20251101.csv", CASES, [case(8, "巡查支队"), case(9, "水务局")])
    (account,) = import_files(registered, [more])
    assert [unit.name for unit in account.unknown_units] == ["水务局"]


def test_a_new_unit_comes_with_a_batch_and_its_facts(registered: Store) -> None:
    decided = decide_new_unit(registered, "team", "巡查支队", "城区组", "云栖区")
    assert decided.moved == {"cases": 3, "findings": 1}
    unit = query(registered, "SELECT kind, \"group\", parent FROM units WHERE name = '巡查支队'")
    assert unit == [("team", "城区组", "云栖区")]
    (batch,) = query(registered, "SELECT profile, stored FROM import_batches ORDER BY batch_id")[
        -1:
    ]
    assert batch == ("units", 1)


def test_a_new_unit_may_have_another_name_than_the_one_written(registered: Store) -> None:
    decide_new_unit(registered, "team", "云栖区执法巡查队", None, "云栖区", written="巡查支队")
    assert query(registered, "SELECT team FROM cases WHERE case_no = 'A001'") == [
        ("云栖区执法巡查队",)
    ]


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Alias("team", "巡查支队", "没有的中队"), "review-no-unit"),
        (Alias("team", "云栖区执法1中队", "云栖区执法二中队"), "review-is-unit"),
        (Alias("team", " ", "云栖区执法二中队"), "review-no-name"),
        (
            Alias("team", "甲", "云栖区执法二中队", date(2025, 2, 1), date(2025, 1, 1)),
            "review-no-days",
        ),
        (NewUnit("team", "云栖区执法一中队"), "review-unit-exists"),
        (NewUnit("team", "新中队", parent="没有的区"), "review-no-unit"),
        (Category("乱丢果皮", "没有这一类"), "review-no-class"),
        (Category("垃圾暴露", "道路不洁"), "review-class-known"),
        (Category("乱丢果皮", "乱丢果皮问题"), "review-same-name"),
    ],
)
def test_a_decision_that_cannot_hold_changes_nothing(
    registered: Store, decision: Alias | Category | NewUnit, code: str
) -> None:
    version = registered.version()
    with pytest.raises(DecisionError) as refused:
        decide(registered, [Alias("team", "巡查支队", "云栖区执法二中队"), decision])
    assert refused.value.message.code == code
    assert registered.version() == version


# Classes


def test_unknown_classes_wait_with_suggestions_from_the_vocabulary_and_from_the_data(
    registered: Store,
) -> None:
    found = {one.written: one for one in waiting(registered).categories}
    assert set(found) == {"乱丢果皮", "垃圾乱扔"}
    assert found["垃圾乱扔"].rows == 1 and found["垃圾乱扔"].level == "subcategory"
    names = [s.name for s in found["垃圾乱扔"].suggestions]
    assert "暴露垃圾" in names


def test_a_class_that_is_decided_holds_for_stored_and_for_coming_facts(
    registered: Store, tmp_path: Path
) -> None:
    decided = decide_category(registered, "乱丢果皮", "暴露垃圾")
    assert decided.moved == {"cases": 1}
    names = "category, subcategory, category_written, subcategory_written"
    sql = f"SELECT {names} FROM cases WHERE case_no"
    meant = [("市容环境", "暴露垃圾", "", "乱丢果皮")]
    assert query(registered, f"{sql} = 'A005'") == meant
    more = [case(8, "城管局", 小类名称="0103 乱丢果皮问题")]
    import_files(registered, [write(tmp_path / "案卷_20251105.csv", CASES, more)])
    assert query(registered, f"{sql} = 'A008'") == [
        ("市容环境", "暴露垃圾", "", "0103 乱丢果皮问题")
    ]
    take_back(registered, Category("乱丢果皮", "暴露垃圾"))
    assert query(registered, f"{sql} = 'A005'") == [(None, "乱丢果皮", None, None)]


def test_the_class_of_a_later_export_without_that_column_stays_what_was_read(
    registered: Store, tmp_path: Path
) -> None:
    before = facts(registered)["cases"]
    decide_category(registered, "乱丢果皮", "暴露垃圾")
    header = [name for name in CASES if name != "小类名称"]
    row = [cell for name, cell in zip(CASES, case(5, "城管局"), strict=True) if name in header]
    later = write(tmp_path / "案卷_20251031b.csv", header, [row])
    (account,) = import_files(registered, [later])
    assert (account.duplicates, account.updated) == (1, 0)
    take_back(registered, Category("乱丢果皮", "暴露垃圾"))
    assert facts(registered)["cases"] == before


def test_a_class_of_the_vocabulary_says_what_a_class_means(store: Store, tmp_path: Path) -> None:
    header = [*CASES, "大类名称"]
    rows = [[*case(1, "城管局"), "城市面貌"], [*case(2, "城管局"), "市容环境"]]
    import_files(store, [write(tmp_path / "案卷.csv", header, rows)])
    (unknown,) = waiting(store).categories
    assert (unknown.level, unknown.written) == ("category", "城市面貌")
    decide_category(store, "城市面貌", "市容环境")
    assert query(store, "SELECT DISTINCT category, subcategory FROM cases") == [
        ("市容环境", "暴露垃圾")
    ]
    assert waiting(store).categories == []


def test_a_name_in_use_may_stand_for_another_and_is_then_settled(registered: Store) -> None:
    decide_category(registered, "垃圾乱扔", "乱丢果皮")
    assert waiting(registered).categories == []
    assert query(registered, "SELECT subcategory FROM findings WHERE text = '问题7'") == [
        ("乱丢果皮",)
    ]
    decide_category(registered, "乱丢果皮", "暴露垃圾")
    assert query(registered, "SELECT subcategory FROM findings WHERE text = '问题7'") == [
        ("暴露垃圾",)
    ]


# Beside other imports


def test_an_import_that_is_taken_back_takes_no_decision_along(
    registered: Store, files: dict[str, Path], tmp_path: Path
) -> None:
    decisions = [Alias("team", "巡查支队", "云栖区执法二中队"), Category("乱丢果皮", "暴露垃圾")]
    decide(registered, decisions)
    undo(registered, [3])
    other = Store(tmp_path / "other")
    import_files(other, [files["register"], files["cases"]])
    decide(other, decisions)
    assert facts(registered) == facts(other)
    assert {one.decision for one in waiting(registered).handled} == set(decisions)


def test_a_registered_unit_is_taken_back_with_its_batch(registered: Store) -> None:
    before = facts(registered)
    decide_new_unit(registered, "team", "巡查支队", None, "云栖区")
    undo(registered, [4])
    assert facts(registered) == before
    assert [one.name for one in waiting(registered).units] == ["巡查支队"]


def test_a_decision_rests_while_its_unit_is_gone(store: Store, files: dict[str, Path]) -> None:
    import_files(store, [files["cases"]])
    import_files(store, [files["register"]])
    decide_alias(store, "team", "巡查支队", "云栖区执法二中队")
    undo(store, [2])
    (done,) = waiting(store).handled
    assert done.resting and query(store, "SELECT team FROM cases WHERE team IS NOT NULL") == []
    import_files(store, [files["register"]])
    assert not waiting(store).handled[0].resting
    assert query(store, "SELECT team FROM cases WHERE case_no = 'A001'") == [("云栖区执法二中队",)]


def test_flags_of_a_case_leave_what_was_read_of_its_class(
    registered: Store, files: dict[str, Path], tmp_path: Path
) -> None:
    decide_category(registered, "乱丢果皮", "暴露垃圾")
    flags = tmp_path / "标记_20251031.txt"
    flags.write_text("延期：A005", encoding="utf-8")
    (account,) = import_files(registered, [flags])
    assert account.updated == 1
    (again,) = import_files(registered, [files["cases"]])
    assert (again.duplicates, again.updated) == (6, 0)


# The command line


def test_the_commands_list_decide_and_take_back(
    registered: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        code = main([*arguments, "--store", str(registered.folder)])
        return code, capsys.readouterr().out

    code, out = run("review", "--json")
    listed = json.loads(out)
    assert code == 0 and [u["written"] for u in listed["units"]] == ["巡查支队"]
    assert {c["written"] for c in listed["categories"]} == {"乱丢果皮", "垃圾乱扔"}
    decision = ("alias", "team", "巡查支队", "云栖区执法二中队", "--from", "2025-10-01")
    assert json.loads(run(*decision, "--json")[1])["moved"] == {"cases": 3, "findings": 1}
    assert json.loads(run(*decision, "--take-back", "--json")[1])["moved"] == {
        "cases": 3,
        "findings": 1,
    }
    assert run(*decision, "--take-back")[0] == 2  # it does not hold any more
    assert run("category", "乱丢果皮", "暴露垃圾")[0] == 0
    assert run("unit", "team", "巡查支队", "--parent", "云栖区")[0] == 0
    left = run("review")[1].splitlines()
    assert len(left) == 2 and "垃圾乱扔" in left[0]
    assert "已定" in left[1] and "乱丢果皮：暴露垃圾" in left[1]


def test_the_written_name_is_enough_to_take_a_decision_back(
    registered: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        code = main([*arguments, "--store", str(registered.folder), "--lang", "en"])
        return code, capsys.readouterr().out

    alias = ("alias", "team", "巡查支队")
    assert run(*alias, "--take-back")[0] == 2
    assert run(*alias, "云栖区执法二中队", "--from", "2025-10-01")[0] == 0
    assert "巡查支队: 云栖区执法二中队 (from 2025-10-01 to -)" in run("review")[1]
    assert run(*alias, "南汀区执法一中队", "--take-back")[0] == 2  # that was not decided
    assert run(*alias, "--take-back")[0] == 0
    assert run("category", "乱丢果皮")[0] == 0
    assert "乱丢果皮: a class of its own" in run("review")[1]
    assert run("category", "乱丢果皮", "--take-back")[0] == 0
    assert "decided" not in run("review")[1]

"""Profiles: the layouts that ship, how one is chosen, and what is said about a wrong one."""

import json
from pathlib import Path

import pytest

from data.__main__ import main
from data.importer import import_files, profile_folders
from data.layouts.matching import choose_profile, known_headers, lay_over
from data.layouts.profile import (
    PROFILE_FOLDER,
    ProfileError,
    broken_profiles,
    load_profile,
    load_profiles,
)
from data.parsing.words import vocabularies
from data.store import Store
from kernel.schema import TABLES

PROFILES = load_profiles()
SHIPPED = {path.stem for path in PROFILE_FOLDER.glob("*.yaml")}


def test_every_shipped_layout_loads_under_the_name_of_its_file() -> None:
    assert set(PROFILES) == SHIPPED
    for profile in PROFILES.values():
        assert set(profile.name) == {"zh", "en"}
        assert profile.table in TABLES


def test_every_profile_fits_a_sheet_with_its_own_first_headers() -> None:
    for profile in PROFILES.values():
        columns = [source[0].headers[0] for source in profile.fields.values()]
        columns += [unit.headers[0] for unit in profile.units.values()]
        columns += [measure.headers[0] for measure in profile.measures] + [
            need for need in profile.needs if need not in profile.fields
        ]
        match, _ = choose_profile(PROFILES.values(), list(dict.fromkeys(columns)))
        assert match is not None and match.profile.id == profile.id, profile.id


def test_words_of_vocabularies_are_canonical_values() -> None:
    fields = {f.name: set(f.values) for table in TABLES.values() for f in table.fields}
    for name in ("channel", "stage", "method", "tier", "satisfaction", "procedure"):
        assert set(vocabularies()[name].values()) <= fields[name]
    assert set(vocabularies()["entry_state"].values()) <= fields["state"]
    assert set(vocabularies()["passed"].values()) == fields["recheck"] == fields["review_result"]
    assert set(vocabularies()["unit_kind"].values()) == fields["kind"]


@pytest.mark.parametrize(
    ("columns", "profile"),
    [
        ("案件号 上报时间 街道 当前阶段 处置截止时间 处置结束时间 强结限制 结案时间", "grid-case"),
        ("task_num create_time district_name dispose_deadline archive_time", "grid-case"),
        ("工单编号 来电时间 承办单位 办理截止时间 办结时间 问题是否解决", "hotline-12345"),
        ("检查日期 检查方式 检查人 街道 点位/路段 问题描述 扣分 整改期限 复查结果", "findings"),
        ("任务号 标记", "case-flags"),
        ("办理情况_案号 队伍 立案日期", None),
    ],
)
def test_the_layout_is_known_by_its_columns(columns: str, profile: str | None) -> None:
    match, nearest = choose_profile(PROFILES.values(), columns.split())
    if profile is None:
        assert match is None and nearest is not None
    else:
        assert match is not None and match.profile.id == profile


def test_headers_of_two_rows_and_with_units_are_found() -> None:
    columns = ["案号", "队伍", "办理情况 立案日期", "办理情况 结案日期", "办案积分（分）"]
    match = lay_over(PROFILES["enforcement-cases"], columns, titled=False)
    assert match.fits and {name for name, _, _ in match.fields} == {
        *("case_no", "filed_on", "closed_on", "points")
    }


def test_columns_about_people_are_dropped_by_every_profile() -> None:
    columns = ["工单编号", "来电时间", "姓名", "联系电话", "来电号码", "家庭住址", "承办单位"]
    match = lay_over(PROFILES["hotline-12345"], columns, titled=False)
    assert match.dropped == {2, 3, 4, 5}


def test_a_period_may_stand_in_the_title() -> None:
    columns = ["单位", "考核项", "加减分", "事由"]
    assert choose_profile(PROFILES.values(), columns, ["考核加减分登记表"])[0] is None
    match, _ = choose_profile(PROFILES.values(), columns, ["2025年10月考核加减分登记表"])
    assert match is not None and match.profile.id == "adjustments"


def test_known_headers_are_those_of_all_profiles() -> None:
    headers = known_headers(PROFILES.values())
    assert {"任务号", "SRNumber", "Acceptable Streets %", "考核组"} <= headers


GOOD = """\
id: toilets
name: {zh: 公厕巡检, en: Toilet checks}
table: inspections
key: [visit_no]
fields:
  visit_no: {headers: [巡检号], required: true}
  inspected_at: {headers: [巡检时间], required: true}
  passed: {headers: [结论], values: {true: [干净], false: [脏]}}
units:
  street: {headers: [所在街道]}
"""


def test_a_new_layout_needs_a_file_and_no_code(store: Store, tmp_path: Path) -> None:
    folder = store.folder / "profiles"
    folder.mkdir(parents=True)
    (folder / "toilets.yaml").write_text(GOOD, "utf-8")
    rows = "G1,2025-10-01 8:00,干净,竹影街道\nG2,2025-10-01 9:00,脏,竹影街道\n"
    (tmp_path / "a.csv").write_text(f"巡检号,巡检时间,结论,所在街道\n{rows}", "utf-8")
    (account,) = import_files(store, [tmp_path / "a.csv"])
    assert (account.profile, account.stored) == ("toilets", 2)
    with store.connect() as con:
        rows = con.execute("SELECT visit_no, passed, street FROM inspections ORDER BY 1").fetchall()
    assert rows == [("G1", True, "竹影街道"), ("G2", False, "竹影街道")]


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("table: inspections", "table: visits", 3, "table"),
        ("inspected_at:", "seen_at:", 7, "fields.seen_at"),
        ("required: true}\n  insp", "needed: true}\n  insp", 6, "fields.visit_no.needed"),
        ("key: [visit_no]", "key: [finding_no]", 4, "key"),
        ("  street: {headers: [所在街道]}", "  village: {headers: [所在村]}", 10, "units.village"),
        ("name: {zh: 公厕巡检, en: Toilet checks}\n", "", 1, "name"),
        ("values: {true: [干净], false: [脏]}", "vocabulary: clean", 8, "fields.passed"),
        ("id: toilets", "id: 公厕", 1, "id"),
        ("key: [visit_no]", "key: []", 4, "key"),
        ("key: [visit_no]", "key: [[visit_no], []]", 4, "key[2]"),
        ("key: [visit_no]", "key: [visit_no]\nheader_row: -5", 5, "header_row"),
        ("fields:", "constants: {method: secret}\nfields:", 5, "constants.method"),
        ("key: [visit_no]", "key: [visit_no", 5, "–"),
    ],
)
def test_a_wrong_profile_is_refused_with_line_and_field(
    tmp_path: Path, old: str, new: str, line: int, field: str
) -> None:
    path = tmp_path / "toilets.yaml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    params = error.value.message.params
    assert (params["file"], params["line"], params["field"]) == ("toilets.yaml", line, field)
    assert f"第 {line} 行" in str(error.value) and "toilets.yaml" in error.value.message.text("en")


def test_values_must_be_those_of_the_field(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    text = GOOD.replace("passed: {headers: [结论], values: {true: [干净], false: [脏]}}",
                        "method: {headers: [方式], values: {secret: [暗访]}}")  # fmt: skip
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileError, match="secret"):
        load_profile(path)


@pytest.fixture
def broken(store: Store) -> Store:
    """A store whose own profiles are one good one and several that nobody can read."""
    folder = store.folder / "profiles"
    folder.mkdir(parents=True)
    (folder / "toilets.yaml").write_text(GOOD, "utf-8")
    (folder / "gbk.yaml").write_bytes(GOOD.replace("id: toilets", "id: baths").encode("gbk"))
    (folder / "wide.yaml").write_bytes(GOOD.encode("utf-16"))
    (folder / "deep.yaml").write_text("a: " + "[" * 3000, "utf-8")
    (folder / "field.yaml").write_text(GOOD.replace("table:", "tabel:"), "utf-8")
    (folder / "creates.yaml").write_text(GOOD + "creates_units: {village: {}}\n", "utf-8")
    (folder / "folder.yaml").mkdir()
    return store


BROKEN = ["creates.yaml", "deep.yaml", "field.yaml", "folder.yaml", "gbk.yaml", "wide.yaml"]


def test_broken_profiles_are_listed_and_stop_no_other(
    broken: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = profile_folders(broken)
    assert [error.file for error in broken_profiles(folders)] == BROKEN
    assert set(load_profiles(folders)) == {*SHIPPED, "toilets"}
    where = ["--store", str(broken.folder)]
    file = tmp_path / "a.csv"
    file.write_text("巡检号,巡检时间,结论,所在街道\nG1,2025-10-01 8:00,干净,竹影街道\n", "utf-8")
    for command in (
        ["profiles", "--json"], ["import", str(file), "--json"], ["read", str(file)],
        ["map", str(file)], ["review", "--json"], ["verify", "--json"], ["batches", "--json"],
        ["undo", "1", "--json"],
    ):  # fmt: skip
        assert main([*command, *where]) == 0, command
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        if "--json" in command:
            said = json.loads(out)
        if command[0] in ("profiles", "import"):
            assert all(name in err for name in BROKEN)
        if command[0] == "verify":
            (check,) = [c for c in said["checks"] if c["id"] == "sources-profiles"]
            assert check["state"] == "doubtful"
            assert {row["source_file"] for row in check["sample"]} == set(BROKEN)


@pytest.mark.parametrize("name", ["baths", "gbk", "gbk.yaml"])
def test_who_asks_for_a_broken_profile_is_told_what_is_wrong_with_it(
    broken: Store, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ProfileError, match=r"gbk\.yaml"):
        import_files(broken, [tmp_path / "a.csv"], profile=name)

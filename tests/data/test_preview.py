"""From an unknown file to a saved profile: the trial is what the import then does."""

import shutil
from pathlib import Path

import pytest

from data.__main__ import main
from data.importer import import_files, profile_folders
from data.importing.account import OUTCOMES, Account
from data.importing.preview import preview
from data.layouts.matching import known_headers
from data.layouts.profile import Profile, ProfileError, load_profile, load_profiles
from data.reader import Sheet, read_file
from data.schema_mapping.profile import to_profile, to_yaml
from data.schema_mapping.profile_folder import ProfileNameError, free_id, save_profile
from data.schema_mapping.proposal import Proposal, headed, propose
from data.schema_mapping.targets import UNUSED
from data.store import Store
from data.unit_resolution.units import Registry
from kernel.messages import Message

NAMES = {"zh": "巡防平台", "en": "Patrol platform"}
HEADER = "流转单号,登记时刻,事情经过,辖区名,流转情况,群众来电号码"
ROWS = [
    "XF-2025-0001,2025-10-01 08:10,望云路与采菱路口多家店铺占道经营,云栖区,办结了,13812345678",
    "XF-2025-0002,2025-10-01 09:00,锦帆路夜市油烟扰民，居民多次反映,望岭区,在流转,13912345678",
    "XF-2025-0003,2025年10月2日,青禾巷垃圾成堆多日无人清理，请处理,不明区,办结了,13712345678",
    "XF-2025-0003,2025年10月2日,青禾巷垃圾成堆多日无人清理，请处理,不明区,办结了,13712345678",
    "XF-2025-0004,时间不详,采菱路人行道破损，老人小孩行走不便,云栖区,办结了,13612345678",
    "合计,,,,5,",
]
UNITS = "单位类别,单位名称\n区域,云栖区\n区域,望岭区\n"


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def imported_city(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("city")
    store = Store(folder / "store")
    import_files(store, [write(folder, "单位.csv", UNITS.strip())])
    return store


@pytest.fixture
def city(imported_city: Store, tmp_path: Path) -> Store:
    """A store of one's own that knows two districts."""
    return Store(shutil.copytree(imported_city.folder, tmp_path / "store"))


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    return write(tmp_path, "巡防平台导出.csv", "2025年10月巡防平台", HEADER, *ROWS)


def opened(store: Store, path: Path) -> Sheet:
    return read_file(path, known_headers(load_profiles(profile_folders(store)).values()))[0]


def proposed(store: Store, sheet: Sheet, **more: int) -> Proposal:
    with store.connect() as con:
        register = Registry.load(con)
    known = load_profiles(profile_folders(store)).values()
    found = propose(sheet, known, register, "cases", **more)
    stage = next(c.index for c in found.columns if c.name == "流转情况")  # a person decides
    return found.with_target(stage, "stage").with_values(
        stage, {"办结了": "closed", "在流转": "disposing"}
    )


def counts(account: Account) -> dict[str, int]:
    return {name: getattr(account, name) for name in ("rows_read", *OUTCOMES)}


def saved(store: Store, sheet: Sheet, **more: int) -> Profile:
    found = proposed(store, sheet, **more)
    return load_profile(save_profile(store, to_yaml(found, "patrol", NAMES)))


# The trial


def test_an_unknown_file_is_mapped_saved_and_recognised(city: Store, unknown: Path) -> None:
    (before,) = import_files(city, [unknown])
    assert before.profile is None
    sheet = opened(city, unknown)
    profile = saved(city, sheet)
    tried = preview(sheet, profile, city)
    (account,) = import_files(city, [unknown])
    assert account.profile == "patrol"
    assert tried is not None and tried.complete
    assert counts(tried.account) == counts(account)
    assert counts(account) == {"rows_read": 7, "stored": 3, "updated": 0} | {
        "duplicates": 1,
        "rejected": 1,
        "set_aside": 2,
    }
    assert tried.account.reasons == account.reasons
    assert tried.account.warnings == account.warnings
    assert tried.account.unknown_units == account.unknown_units
    assert [unit.name for unit in account.unknown_units] == ["不明区"]
    assert tried.account.as_of == account.as_of


def test_the_trial_knows_what_is_stored(city: Store, unknown: Path, tmp_path: Path) -> None:
    profile = saved(city, opened(city, unknown))
    import_files(city, [unknown])
    later = [ROWS[0], ROWS[1].replace("在流转", "办结了"), ROWS[2].replace("0003", "0009")]
    path = write(tmp_path, "巡防平台_2025-11-02.csv", HEADER, *later)
    tried = preview(opened(city, path), profile, city)
    (account,) = import_files(city, [path])
    assert tried is not None
    assert counts(tried.account) == counts(account)
    assert (account.stored, account.updated, account.duplicates) == (1, 1, 1)
    assert tried.account.changed_fields == account.changed_fields == {"stage": 1}


def test_a_trial_leaves_the_store_as_it_was(city: Store, unknown: Path) -> None:
    before = city.version(), sorted(p.name for p in city.folder.rglob("*"))
    sheet = opened(city, unknown)
    profile = to_profile(proposed(city, sheet), "patrol", NAMES)
    assert preview(sheet, profile, city) is not None
    assert (city.version(), sorted(p.name for p in city.folder.rglob("*"))) == before


def test_a_long_sheet_is_tried_in_part_and_says_so(city: Store, unknown: Path) -> None:
    sheet = opened(city, unknown)
    profile = to_profile(proposed(city, sheet), "patrol", NAMES)
    tried = preview(sheet, profile, city, rows=2)
    assert tried is not None and not tried.complete
    assert tried.account.rows_read == 3  # two rows, and the title above the header
    exactly = preview(sheet, profile, city, rows=6)
    assert exactly is not None and exactly.complete


@pytest.mark.parametrize(("rows", "capped"), [(1_000, True), (1_001, False)])
def test_where_a_trial_stops_is_no_limit_of_the_export(city, tmp_path, rows, capped) -> None:
    lines = [ROWS[n % 2].replace(f"000{n % 2 + 1}", f"{n:04}") for n in range(rows)]
    sheet = opened(city, write(tmp_path, "巡防平台.csv", HEADER, *lines))
    tried = preview(sheet, to_profile(proposed(city, sheet), "patrol", NAMES), city, rows=1_000)
    assert tried is not None
    said = {warning.code for warning in tried.account.warnings}
    assert ("reader-export-limit" in said) is capped


def test_a_profile_of_another_layout_is_not_tried(city: Store, unknown: Path) -> None:
    assert preview(opened(city, unknown), load_profiles()["tasks"], city) is None


# The header


def test_a_header_that_the_search_does_not_find(city: Store, tmp_path: Path) -> None:
    form = ["报送单位,填表人,审核人,报送人,报送方,审核方"] * 2
    path = write(tmp_path, "月报.csv", form[0], form[1].replace("报送", "填报"), HEADER, *ROWS)
    sheet = opened(city, path)
    assert sheet.header_row != 3
    profile = saved(city, sheet, header_row=3)
    assert profile.header_row == 3
    tried = preview(headed(sheet, 3), profile, city)
    (account,) = import_files(city, [path])
    assert (account.profile, account.header_row) == ("patrol", 3)
    assert tried is not None and counts(tried.account) == counts(account)


def test_a_saved_layout_is_found_on_another_row(city: Store, tmp_path: Path) -> None:
    """The names that a profile knows, wanted or not, lead the search to their row."""
    form = "报送单位,填表人,审核人,报送人,报送方,审核方"
    saved(city, opened(city, write(tmp_path, "一月.csv", form, HEADER, *ROWS)), header_row=2)
    path = write(tmp_path, "二月.csv", form, form.replace("报送", "填报"), "二月", HEADER, *ROWS)
    (account,) = import_files(city, [path])
    assert (account.profile, account.header_row) == ("patrol", 4)


def test_a_table_without_a_header(city: Store, tmp_path: Path) -> None:
    """All text, so that the search takes the first row for a header."""
    rows = [row.replace("时间不详", "2025-10-03") for row in ROWS[:5]]
    path = write(tmp_path, "无表头.csv", *rows)
    sheet = opened(city, path)
    found = propose(sheet, load_profiles().values(), Registry([]), "cases", header_row=0)
    named = found.with_target(3, "district").with_target(0, "case_no")
    save_profile(city, to_yaml(named, "bare", NAMES))
    (account,) = import_files(city, [path])
    assert (account.profile, account.header_row, account.rows_read) == ("bare", None, 5)
    for lines in (["甲,乙,丙,丁,戊,己", "1,2,3,4,5,6", "7,8,9,0,1,2"], ["1,2,3", "4,5,6"]):
        (other,) = import_files(city, [write(tmp_path, "别的.csv", *lines)])
        assert other.profile is None


def test_columns_that_are_not_wanted_are_not_reported_again(city: Store, unknown: Path) -> None:
    sheet = opened(city, unknown)
    found = proposed(city, sheet)
    text = next(c for c in found.columns if c.name == "事情经过")
    save_profile(city, to_yaml(found.with_target(text.index, UNUSED), "patrol", NAMES))
    (account,) = import_files(city, [unknown])
    assert account.profile == "patrol"
    assert not any(m.code == "import-unused-columns" for m in account.warnings)


# The folder


def test_a_profile_that_ships_is_replaced_only_on_purpose(city: Store, unknown: Path) -> None:
    found = proposed(city, opened(city, unknown))
    text = to_yaml(found, "tasks", NAMES)
    with pytest.raises(ProfileNameError, match="tasks"):
        save_profile(city, text)
    assert load_profiles(profile_folders(city))["tasks"].table == "tasks"
    save_profile(city, text, replace=True)
    assert load_profiles(profile_folders(city))["tasks"].table == "cases"


@pytest.mark.parametrize("wrong", ["", "Büro", "a b", "../x", "-a"])
def test_an_id_that_cannot_be_one_is_refused(city: Store, unknown: Path, wrong: str) -> None:
    found = proposed(city, opened(city, unknown))
    with pytest.raises((ProfileError, ProfileNameError)):
        save_profile(city, to_yaml(found, wrong, NAMES))
    assert not (city.folder / "profiles").exists()


def test_an_id_that_is_free(city: Store, unknown: Path) -> None:
    assert free_id(city, "tasks") == "tasks-2"
    saved(city, opened(city, unknown))
    assert free_id(city, "patrol") == "patrol-2" and free_id(city, "other") == "other"


# The command line


def test_the_command_writes_a_profile_to_edit(
    city: Store, unknown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "patrol.yaml"
    options = ["map", str(unknown), "--store", str(city.folder), "--out", str(out)]
    assert main([*options, "--table", "cases", "--id", "patrol"]) == 0
    profile = load_profile(out)
    assert (profile.id, profile.table) == ("patrol", "cases")
    assert "群众来电号码" in profile.drop
    said = capsys.readouterr()
    assert said.out == ""
    assert Message("map-cli-written", {"path": out}).text() in said.err
    assert main(["map", str(unknown), "--store", str(city.folder), "--lang", "en"]) == 0
    assert "# " in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong", [["--table", "people"], ["--sheet", "九"], ["--header-row", "99"]]
)
def test_the_command_refuses_what_is_not_there(
    city: Store, unknown: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert main(["map", str(unknown), "--store", str(city.folder), *wrong]) == 2
    assert wrong[1] in capsys.readouterr().err

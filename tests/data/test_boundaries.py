"""Outlines out of GeoJSON: found by name, checked against the cases, accounted for, undone."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import shapely

from data.importer import import_files
from data.importing.account import Account
from data.outlines.boundaries import stored_outlines
from data.outlines.geojson import is_geojson, read_features
from data.reader import UnreadableFileError
from data.reviewing.deciding import decide
from data.store import Store
from data.unit_resolution.renames import Rename
from tests.conftest import SHARED

UNITS = "单位类别,单位名称,上级单位,别名\n区域,东区,,东\n区域,西区,,\n街道（镇）,湖塘镇,东区,湖塘\n"
# Two squares of 10 km on a grid in metres: 西区 to the west, 东区 to the east.
WEST = [[0, 0], [10_000, 0], [10_000, 10_000], [0, 10_000], [0, 0]]
EAST = [[10_000, 0], [20_000, 0], [20_000, 10_000], [10_000, 10_000], [10_000, 0]]


def polygon(ring: Sequence[Sequence[float]]) -> dict:
    return {"type": "Polygon", "coordinates": [ring]}


def degrees(ring: Sequence[Sequence[float]]) -> list[list[float]]:
    return [[120 + x / 100_000, 31 + y / 100_000] for x, y in ring]


def far_away(ring: Sequence[Sequence[float]]) -> list[list[float]]:
    return [[x + 900_000, y] for x, y in ring]


def feature(geometry: dict | None, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def two(name: str = "name", **more: Sequence[object]) -> list[dict]:
    """西区 and 东区, with more properties of each."""
    own = [{key: values[i] for key, values in more.items()} for i in range(2)]
    return [
        feature(polygon(WEST), **own[0], **{name: "西区"}),
        feature(polygon(EAST), **own[1], **{name: "东区"}),
    ]


def write(folder: Path, features: Sequence[Mapping], name: str = "边界.geojson") -> Path:
    path = folder / name
    tree = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    return path


def cases(rows: Sequence[tuple[str, float, float]]) -> str:
    head = "任务号,问题来源,上报时间,立案时间,结案时间,大类名称,小类名称,所属区域,X坐标,Y坐标\n"
    return head + "".join(
        f"20251000{i:010d},监督员上报,2025-10-01 08:00:00,2025-10-01 08:10:00,,市容环境,店外经营,"
        f"{district},{x},{y}\n"
        for i, (district, x, y) in enumerate(rows)
    )


@pytest.fixture
def units(store: Store, tmp_path: Path) -> Store:
    """A store that knows three units and no case."""
    path = tmp_path / "单位.csv"
    path.write_text(UNITS, encoding="utf-8")
    assert import_files(store, [path])[0].stored == 3
    return store


@pytest.fixture
def located(units: Store, tmp_path: Path) -> Store:
    """The same store with cases in the middle of each district."""
    path = tmp_path / "案卷.csv"
    path.write_text(cases([("西区", 5_000, 5_000), ("东区", 15_000, 5_000)] * 2), "utf-8")
    assert import_files(units, [path])[0].stored == 4
    return units


def imported(store: Store, path: Path, named_by: str | None = None) -> Account:
    (account,) = import_files(store, [path], named_by=named_by)
    assert account.adds_up
    return account


def outlines(store: Store) -> dict[str, shapely.Geometry]:
    con = store.connect()
    try:
        return {name: shapely.from_geojson(text) for _, name, text in stored_outlines(con)}
    finally:
        con.close()


def codes(account: Account) -> dict[str, int]:
    return {message.code: n for message, n in account.reasons.items()}


def test_outlines_are_found_by_any_property_that_names_units(units: Store, tmp_path: Path) -> None:
    account = imported(units, write(tmp_path, two("NAME_2", code=[7, 8], type=["区", "区"])))
    assert (account.profile, account.rows_read, account.stored) == ("geojson", 2, 2)
    assert outlines(units)["西区"].equals(shapely.box(0, 0, 10_000, 10_000))


def test_spellings_and_streets_are_resolved_by_the_register(units: Store, tmp_path: Path) -> None:
    features = [
        feature(polygon(WEST), 名称="西区人民政府"),
        feature(polygon(EAST), 名称="东"),
        feature(polygon(degrees(EAST)), 名称="湖塘镇人民政府"),
    ]
    assert imported(units, write(tmp_path, features)).stored == 3
    con = units.connect()
    assert {(kind, name) for kind, name, _ in stored_outlines(con)} == {
        ("district", "西区"),
        ("district", "东区"),
        ("street", "湖塘镇"),
    }
    con.close()


def test_several_features_of_a_unit_make_one_outline(units: Store, tmp_path: Path) -> None:
    far = [[x + 50_000, y] for x, y in WEST]
    account = imported(units, write(tmp_path, [*two(), feature(polygon(far), name="西区")]))
    assert account.stored == 3
    assert outlines(units)["西区"].geom_type == "MultiPolygon"
    assert outlines(units)["西区"].area == pytest.approx(2e8)


def test_what_is_no_outline_of_a_unit_is_rejected_with_its_reason(
    units: Store, tmp_path: Path
) -> None:
    features = [
        *two(),
        feature(polygon(EAST), name="邻山县"),
        feature(None, name="东区"),
        feature({"type": "LineString", "coordinates": WEST}, name="东区"),
        feature(polygon([[0, 0], [1, 1]]), name="东区"),
        feature(polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), name="东区"),
        feature(polygon([[0, 0], [1, "x"], [2, 0], [0, 0]]), name="东区"),
    ]
    account = imported(units, write(tmp_path, features))
    assert (account.rows_read, account.stored, account.rejected) == (8, 2, 6)
    assert codes(account) == {
        "outlines-unknown-unit": 1,
        "outlines-no-geometry": 1,
        "outlines-not-an-area": 1,
        "outlines-bad-geometry": 3,
    }
    con = units.connect()
    rejected = con.execute("SELECT source_row, value FROM rejected_rows ORDER BY 1").fetchall()
    con.close()
    assert rejected[0] == (3, "邻山县") and [row for row, _ in rejected] == [3, 4, 5, 6, 7, 8]


def test_the_same_file_again_changes_nothing(units: Store, tmp_path: Path) -> None:
    path = write(tmp_path, two())
    imported(units, path)
    version = units.version()
    again = imported(units, path)
    assert (again.stored, again.duplicates, again.batch_id) == (0, 2, None)
    assert units.version() == version


def test_other_outlines_of_a_unit_replace_its_own_and_leave_with_their_batch(
    units: Store, tmp_path: Path
) -> None:
    imported(units, write(tmp_path, two()))
    smaller = [[x / 2, y] for x, y in WEST]
    account = imported(units, write(tmp_path, [feature(polygon(smaller), name="西区")], "新.json"))
    assert (account.stored, account.updated) == (0, 1)
    assert outlines(units)["西区"].area == pytest.approx(5e7)
    assert outlines(units)["东区"].area == pytest.approx(1e8)
    with units.writing("without the later batch") as draft:
        draft.con.execute("DELETE FROM boundaries WHERE batch_id = ?", [account.batch_id])
    assert outlines(units)["西区"].area == pytest.approx(1e8)


def renamed(store: Store, folder: Path) -> None:
    """西区 is called 新西区 from October on."""
    path = folder / "名录.csv"
    path.write_text(UNITS.replace("区域,西区", "区域,新西区"), encoding="utf-8")
    import_files(store, [path])
    decide(store, [Rename("district", "西区", "新西区", date(2025, 10, 1))])


def test_outlines_under_a_former_name_are_those_of_the_unit(units: Store, tmp_path: Path) -> None:
    imported(units, write(tmp_path, two()))
    renamed(units, tmp_path)
    with units.connect() as con:
        names = [name for _, name, _ in stored_outlines(con)]
    assert names == ["东区", "新西区"]
    again = imported(units, write(tmp_path, two(), "再来.geojson"))  # under the former name
    assert (again.duplicates, again.rejected) == (2, 0)
    smaller = polygon([[0, 0], [5_000, 0], [5_000, 10_000], [0, 10_000], [0, 0]])
    newer = imported(units, write(tmp_path, [feature(smaller, name="新西区")], "新.geojson"))
    assert (newer.stored, newer.updated) == (0, 1)
    with units.connect() as con:
        drawn = {name: text for _, name, text in stored_outlines(con)}
    assert len(drawn) == 2 and "5000" in drawn["新西区"]


def test_two_properties_that_disagree_are_not_guessed_between(units: Store, tmp_path: Path) -> None:
    path = write(tmp_path, two("name", old=["东区", "西区"]))
    account = imported(units, path)
    assert codes(account) == {"outlines-ambiguous": 2}
    assert imported(units, path, named_by="old").stored == 2
    assert outlines(units)["东区"].equals(shapely.box(0, 0, 10_000, 10_000))


def test_the_property_by_which_cases_lie_inside_is_taken(located: Store, tmp_path: Path) -> None:
    account = imported(located, write(tmp_path, two("name", old=["东区", "西区"])))
    assert account.stored == 2 and not account.warnings
    assert outlines(located)["西区"].contains(shapely.Point(5_000, 5_000))


def test_a_property_that_is_not_there_is_named_with_those_that_are(
    units: Store, tmp_path: Path
) -> None:
    account = imported(units, write(tmp_path, two()), named_by="code")
    (reason,) = account.reasons
    assert reason.code == "outlines-no-such-property" and reason.params["known"] == "name"


def test_without_registered_units_nothing_is_stored(store: Store, tmp_path: Path) -> None:
    assert codes(imported(store, write(tmp_path, two()))) == {"outlines-names-nothing": 2}


def test_units_of_the_same_import_are_known(store: Store, tmp_path: Path) -> None:
    (tmp_path / "单位.csv").write_text(UNITS, encoding="utf-8")
    accounts = import_files(store, [write(tmp_path, two()), tmp_path / "单位.csv"])
    assert [account.stored for account in accounts] == [2, 3]


def test_latitude_first_is_turned_and_said(units: Store, tmp_path: Path) -> None:
    turned = [feature(polygon([[y, x] for x, y in degrees(WEST)]), name="西区")]
    account = imported(units, write(tmp_path, turned))
    assert [warning.code for warning in account.warnings] == ["outlines-turned"]
    assert outlines(units)["西区"].bounds == pytest.approx((120, 31, 120.1, 31.1))


def test_the_cases_say_which_axis_comes_first_on_a_grid(located: Store, tmp_path: Path) -> None:
    far_east = [[x, y + 500_000] for x, y in WEST]
    (tmp_path / "更多.csv").write_text(
        cases([("西区", 5_000, 505_000)] * 9).replace("20251000", "20252000"), "utf-8"
    )
    import_files(located, [tmp_path / "更多.csv"])
    turned = [feature(polygon([[y, x] for x, y in far_east]), name="西区")]
    account = imported(located, write(tmp_path, turned))
    assert [warning.code for warning in account.warnings] == ["outlines-turned"]


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (degrees, "outlines-in-degrees"),
        (lambda r: [[x + 9e5, y] for x, y in r], "outlines-elsewhere"),
    ],
)
def test_outlines_in_other_coordinates_than_the_cases_are_refused(
    located: Store, tmp_path: Path, at, code: str
) -> None:
    features = [feature(polygon(at(WEST)), name="西区"), feature(polygon(at(EAST)), name="东区")]
    account = imported(located, write(tmp_path, features))
    assert codes(account) == {code: 2} and not outlines(located)
    (reason,) = account.reasons
    assert "x 5000..15000" in reason.text("en")


def test_projected_outlines_are_refused_where_cases_are_in_degrees(
    units: Store, tmp_path: Path
) -> None:
    (tmp_path / "案卷.csv").write_text(cases([("西区", 120.05, 31.05)] * 3), "utf-8")
    import_files(units, [tmp_path / "案卷.csv"])
    far = [feature(polygon([[x + 4e5, y + 3e6] for x, y in WEST]), name="西区")]
    assert codes(imported(units, write(tmp_path, far))) == {"outlines-projected": 1}


def test_cases_outside_their_outline_are_a_warning(located: Store, tmp_path: Path) -> None:
    swapped = [feature(polygon(EAST), name="西区"), feature(polygon(WEST), name="东区")]
    account = imported(located, write(tmp_path, swapped))
    (warning,) = account.warnings
    assert account.stored == 2 and warning.code == "outlines-cases-outside"
    assert warning.params["outside"] == 2


def test_a_bow_tie_is_mended_and_a_hole_kept(units: Store, tmp_path: Path) -> None:
    tie = polygon([[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]])
    hole = [[x / 2 + 12_500, y / 2 + 2_500] for x, y in WEST]
    ring = {"type": "Polygon", "coordinates": [EAST, hole]}
    imported(units, write(tmp_path, [feature(tie, name="西区"), feature(ring, name="东区")]))
    found = outlines(units)
    assert found["西区"].is_valid and found["西区"].area == pytest.approx(50)
    assert len(found["东区"].interiors) == 1


def test_detail_that_nobody_sees_is_dropped_and_borders_stay_shared(
    units: Store, tmp_path: Path
) -> None:
    border = [[10_000 + (i % 2), i] for i in range(10_001)]
    west = [[0, 0], *border, [0, 10_000], [0, 0]]
    east = [[20_000, 0], [20_000, 10_000], *border[::-1], [20_000, 0]]
    features = [feature(polygon(west), name="西区"), feature(polygon(east), name="东区")]
    account = imported(units, write(tmp_path, features))
    (warning,) = account.warnings
    assert warning.code == "outlines-simplified" and warning.params["before"] > 20_000
    found = outlines(units)
    assert sum(map(shapely.get_num_coordinates, found.values())) < 30
    assert found["西区"].intersection(found["东区"]).area == 0
    assert shapely.union_all(list(found.values())).area == pytest.approx(2e8, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type": "FeatureCollection", "features": [{"type": "Fea', "outlines-cut-off"),
        ('{"type": "FeatureCollection", "features": [}]}', "outlines-damaged"),
        ('{"type": "FeatureCollection", "features": []}', "outlines-no-features"),
        ('{"type": "Topology", "objects": {}}', "outlines-other-format"),
        ('{"geometryType": "esriGeometryPolygon", "features": []}', "outlines-other-format"),
        ('{"type": "FeatureCollection", "features": ' + "[" * 100_000, "outlines-damaged"),
    ],
)
def test_a_damaged_file_is_refused_with_one_sentence(
    units: Store, tmp_path: Path, text: str, code: str
) -> None:
    path = tmp_path / "坏.geojson"
    path.write_text(text, encoding="utf-8")
    version = units.version()
    account = imported(units, path)
    (reason,) = account.reasons
    assert not account.readable and reason.code == code and path.name in reason.text()
    assert units.version() == version


def test_gbk_text_a_byte_order_mark_and_a_single_feature_are_read(tmp_path: Path) -> None:
    one = json.dumps(two()[0], ensure_ascii=False)
    for encoding in ("gbk", "utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.geojson"
        path.write_bytes(one.encode(encoding))
        assert is_geojson(path), encoding
        assert read_features(path)[0].properties == {"name": "西区"}


def test_tables_and_other_json_are_no_outlines(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('{"type": 1},b\n1,2\n', encoding="utf-8")
    other = tmp_path / "b.json"
    other.write_text('{"rows": [{"name": "东区"}]}', encoding="utf-8")
    assert not is_geojson(table) and not is_geojson(other)
    other.write_text('{"name": "东区"}', encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        read_features(other)


def test_chicago_s_wards_hold_chicago_s_complaints(store: Store) -> None:
    wards = SHARED / "data" / "boundaries" / "chicago_WARDS_2015.geojson"
    complaints = SHARED / "data" / "chicago_sanitation" / "sanitation_code_20141110.csv"
    if not (wards.exists() and complaints.exists()):
        pytest.skip("needs the shared real files")
    _, account = import_files(store, [complaints, wards])
    assert (account.rows_read, account.stored, account.rejected) == (50, 50, 0)
    con = store.connect()
    stored = stored_outlines(con)
    con.close()
    assert sum(len(text) for _, _, text in stored) < 200_000
    (outside,) = [w for w in account.warnings if w.code == "outlines-cases-outside"]
    assert outside.params["outside"] <= 7  # drawn anew in 2015, after the complaints

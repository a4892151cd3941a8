"""Objects: kinds and classes, the register, and what facts say of their object."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.importer import import_files
from data.objects.kinds import KindError, kind_of, parse_kinds, read_stars, shipped_kinds
from data.objects.own_kinds import add_kinds, remove
from data.storage.deriving import derive
from data.store import Store
from kernel.messages import ShirongError
from tests.metrics.tiny import tiny_store

ROAD = {"type": "道路", "district": "云栖区"}
FACT = "object, object_type, object_class, road"


def of(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[Any, ...]]:
    """What the rows of a table say of their object, in the order in which they were given."""
    return con.execute(f"SELECT {FACT} FROM {table} ORDER BY source_row").fetchall()


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        *(("四星", 4), ("4星级", 4), ("★★★★", 4), ("★★★★☆", 4), ("４", 4), ("4.0", 4), ("二", 2)),
        *(("摘星", 0), ("☆☆☆☆☆", None), ("准四星", None), ("优秀", None), ("6", None)),
    ],
)
def test_stars_as_they_are_written(text: str, stars: int | None):
    assert read_stars(text) == stars


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("农贸市场", "market"),
        ("公共厕所", "toilet"),
        ("背街小巷", "road"),
        ("门前五包", "shop"),
        ("飞地", None),
    ],
)
def test_a_kind_has_many_words(written: str, kind: str | None):
    found = kind_of(shipped_kinds(), written)
    assert (found.id if found else None) == kind


def test_classes_have_one_name_each():
    road, toilet = (kind_of(shipped_kinds(), name) for name in ("道路", "公厕"))
    assert road and toilet
    assert [road.class_of(w) for w in ("主街", "小街巷", "快速路", None)] == [
        "主干道", "背街小巷", "快速路", None
    ]  # fmt: skip
    assert [toilet.class_of(w) for w in ("★★★", "3星级", "二类公厕")] == ["三星", "三星", "二类"]


def test_facts_say_their_object_by_the_register():
    con = tiny_store(
        points=[
            {"name": "人民路", "class": "主街", **ROAD},
            {"name": "解放路", "class": "背街小巷", **ROAD},
            {"name": "城东公厕", "type": "公共厕所", "class": "★★★", "district": "云栖区",
             "parent": "人民路", "aliases": "东门公厕、1号厕所"},
        ],
        inspections=[
            {"inspected_at": datetime(2025, 10, 1, 9), "district": "云栖区", "point": p}
            for p in ("人民路", "人民路12号", "东门公厕", "人民路烧烤店", "望湖路",
                      "解放路与人民路路口")
        ],
        cases=[
            {"reported_at": datetime(2025, 10, 1, 9), "district": "云栖区", "place": p}
            for p in ("人民路12弄3号", "城东公厕门口", "人民路烧烤店", "望湖路3号", None)
        ],
    )  # fmt: skip
    main = ("人民路", "道路", "主干道", "人民路")
    assert of(con, "inspections") == [
        main,
        main,
        ("城东公厕", "公厕", "三星", "人民路"),
        ("人民路烧烤店", None, None, "人民路"),
        ("望湖路", None, None, "望湖路"),
        # a crossing stays what it is called, and counts for the main road
        ("解放路与人民路路口", None, None, "人民路"),
    ]
    assert of(con, "cases") == [
        main,
        ("城东公厕", "公厕", "三星", "人民路"),
        (None, None, None, "人民路"),
        (None, None, None, "望湖路"),
        (None, None, None, None),
    ]


def test_one_name_in_two_districts_is_two_objects():
    con = tiny_store(
        points=[
            {"name": "人民路", "type": "道路", "district": "云栖区", "class": "主干道"},
            {"name": "人民路", "type": "道路", "district": "澄湖区", "class": "支路"},
        ],
        findings=[
            {"found_at": datetime(2025, 10, 1), "point": "人民路3号", "district": d}
            for d in ("云栖区", "澄湖区", None)
        ],
    )
    assert of(con, "findings") == [
        ("人民路（云栖区）", "道路", "主干道", "人民路（云栖区）"),
        ("人民路（澄湖区）", "道路", "支路", "人民路（澄湖区）"),
        ("人民路3号", None, None, "人民路"),  # nobody says which
    ]


def test_class_is_of_the_day_and_type_of_the_visit():
    con = tiny_store(
        points=[
            {"name": "城东市场", "type": "菜市场", "class": "二星", "valid_to": date(2025, 6, 30)},
            {"name": "城东市场", "type": "菜市场", "class": "四星", "valid_from": date(2025, 7, 1)},
            {"name": "城东市场", "type": "样本点"},
        ],
        inspections=[
            {"visit_no": "1", "inspected_at": datetime(2025, 6, 30, 9), "point": "城东市场"},
            {"visit_no": "2", "inspected_at": datetime(2025, 7, 1, 9), "point": "城东市场"},
            {"visit_no": "3", "inspected_at": datetime(2025, 7, 1, 9), "point": "城东市场",
             "point_type": "文明城市样本点"},
            {"visit_no": "4", "inspected_at": datetime(2025, 7, 2, 9), "point": "新开的店",
             "point_type": "餐饮企业", "point_class": "A级"},
        ],
        findings=[
            {"visit_no": "3", "found_at": datetime(2025, 7, 1, 9), "point": "城东市场"},
            {"visit_no": "4", "found_at": datetime(2025, 7, 2, 9), "point": "新开的店"},
            {"visit_no": "9", "found_at": datetime(2025, 6, 1, 9), "point": "城东市场"},
        ],
    )  # fmt: skip
    assert [row[1:3] for row in of(con, "inspections")] == [
        ("菜市场", "二星"), ("菜市场", "四星"), ("测评样本点", "四星"), ("餐饮单位", "A级")
    ]  # fmt: skip
    assert of(con, "findings") == [
        ("城东市场", "测评样本点", "四星", None),
        ("新开的店", "餐饮单位", "A级", None),
        ("城东市场", "菜市场", "二星", None),
    ]


def test_deriving_again_changes_nothing():
    con = tiny_store(
        points=[{"name": "人民路", "class": "主街", **ROAD}],
        inspections=[
            {"inspected_at": datetime(2025, 10, 1), "district": "云栖区", "point": "人民路"}
        ],
    )
    before = con.sql("SELECT * FROM inspections").fetchall(), con.sql("FROM points").fetchall()
    derive(con)
    assert before == (
        con.sql("SELECT * FROM inspections").fetchall(),
        con.sql("FROM points").fetchall(),
    )


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


KINDS = """kinds:
  - id: station
    name: {zh: 垃圾中转站, en: Transfer station}
    words: [中转站, 环卫中转站]
    classes: [{name: {zh: 大型, en: Large}, words: [I类]}]
"""


def test_an_office_adds_a_kind_and_takes_it_back(tmp_path: Path):
    store = Store(tmp_path / "store")
    file = write(
        tmp_path, "点位.csv", "点位编号,点位名称,类型,等级,区域\n1,东站,环卫中转站,I类,云栖区\n"
    )
    assert import_files(store, [file])[0].stored == 1
    said = "SELECT object_type, object_class FROM points"
    with store.connect() as con:
        assert con.execute(said).fetchall() == [("环卫中转站", "I类")]
    add_kinds(store, write(tmp_path, "kinds.yaml", KINDS))
    with store.connect() as con:
        assert con.execute(said).fetchall() == [("垃圾中转站", "大型")]
    remove(store, "station")
    with store.connect() as con:
        assert con.execute(said).fetchall() == [("环卫中转站", "I类")]
    with pytest.raises(ShirongError, match="没有自行添加过"):
        remove(store, "road")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (KINDS.replace("垃圾中转站", "公厕"), "名称“公厕”已是类别 toilet"),
        (KINDS.replace("    words:", "    parent: nowhere\n    words:"), "没有类别“nowhere”"),
        (KINDS + KINDS.removeprefix("kinds:\n"), "写了两次"),
        (KINDS.replace("id: station", "id: 站"), "第 2 行"),
    ],
)
def test_a_wrong_file_of_kinds_says_what_is_wrong(text: str, why: str):
    with pytest.raises(KindError, match=why):
        parse_kinds(text.encode(), "kinds.yaml", shipped_kinds())


SHOPS = """某区门前三包检查表（导出时间：2025-10-20 08:00）
检查日期,街道,街长,店名,门牌号,三包得分,检查结果,存在问题,整改情况,联系电话
2025-10-08,听泉街道,王某某,旺旺小吃店,人民路12号,85,合格,,无需整改,13800000000
2025-10-08,听泉街道,王某某,顺达五金,人民路14号,60,不合格,门前堆物13812345678,已整改,
2025-10-08,听泉街道,王某某,小李理发,人民路16号,55,不合格,越门经营,拒不整改,
"""


def test_shops_of_three_guarantees_have_a_layout(tmp_path: Path):
    store = Store(tmp_path / "store")
    account = import_files(store, [write(tmp_path, "三包.csv", SHOPS)])[0]
    assert (account.profile, account.stored, account.rejected) == ("frontage-shops", 3, 0)
    with store.connect() as con:
        assert con.execute(
            "SELECT object, object_type, value, rectified, text, day::VARCHAR FROM score_entries "
            "ORDER BY 1"
        ).fetchall() == [
            ("小李理发", "门前三包商铺", 55, False, "越门经营", "2025-10-08"),
            ("旺旺小吃店", "门前三包商铺", 85, None, None, "2025-10-08"),
            ("顺达五金", "门前三包商铺", 60, True, "门前堆物[电话]", "2025-10-08"),
        ]
        everything = str(con.execute("FROM score_entries").fetchall())
    assert "王某某" not in everything and "138" not in everything


def test_other_spellings_of_the_same_file(tmp_path: Path):
    store = Store(tmp_path / "store")
    text = "日期,镇街,包干人,商户名称,考核得分,达标情况,是否整改\n"
    text += "2025/9/3,岭前街道,李某,阿婆面馆,90分,达标,/\n"
    account = import_files(store, [write(tmp_path, "商户.csv", text)])[0]
    assert (account.profile, account.stored) == ("frontage-shops", 1)
    with store.connect() as con:
        found = con.execute("SELECT point, value, rectified FROM score_entries").fetchall()
    assert found == [("阿婆面馆", 90, None)]


def test_star_ratings_have_a_layout(tmp_path: Path):
    store = Store(tmp_path / "store")
    rows = "城东,★★★★\n城西,4星级\n城南,摘星\n城北,暂缓\n城中,准四星\n"
    text = "2025年三季度菜市场星级评定\n市场名称,评定星级\n" + rows
    account = import_files(store, [write(tmp_path, "星级.csv", text)])[0]
    assert (account.profile, account.stored) == ("star-ratings", 5)
    with store.connect() as con:
        found = con.execute("SELECT object, value, period FROM score_entries").fetchall()
    assert sorted(found) == [
        ("城东", 4, "2025-Q3"), ("城中", None, "2025-Q3"), ("城北", None, "2025-Q3"),
        ("城南", 0, "2025-Q3"), ("城西", 4, "2025-Q3"),
    ]  # fmt: skip


def test_deductions_of_hauliers_have_a_layout(tmp_path: Path):
    store = Store(tmp_path / "store")
    text = "日期,渣土公司,违规类型,扣分,违规事实,车牌号\n"
    text += "2025-10-03,宏运公司,抛洒滴漏,-2,人民路抛洒,浙J12345\n"
    account = import_files(store, [write(tmp_path, "诚信.csv", text)])[0]
    assert (account.profile, account.stored) == ("haulier-deductions", 1)
    with store.connect() as con:
        found = con.execute("SELECT object, object_type, points FROM adjustments").fetchall()
        assert "J12345" not in str(con.execute("FROM adjustments").fetchall())
    assert found == [("宏运公司", "运输企业", -2)]


def test_a_register_that_comes_later_is_looked_up_for_what_is_stored(tmp_path: Path):
    store = Store(tmp_path / "store")
    visits = "检查编号,检查时间,检查方式,区域,点位,点位得分\n"
    visits += "1,2025-10-08 9:00,明查,云栖区,人民路12号,80\n"
    points = "点位名称,点位类型,道路级别,区域,路长,有效期至\n"
    points += "人民路,街路长制,主街,云栖区,张某某,2025-12-31\n"
    import_files(store, [write(tmp_path, "a.csv", visits)])
    with store.connect() as con:
        assert of(con, "inspections") == [("人民路12号", None, None, "人民路")]
    import_files(store, [write(tmp_path, "b.csv", points)])
    with store.connect() as con:
        assert of(con, "inspections") == [("人民路", "道路", "主干道", "人民路")]
        assert "张某某" not in str(con.execute("FROM points").fetchall())

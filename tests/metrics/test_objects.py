"""Objects ranked and taken apart: goldens computed by hand."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data.store import Store
from kernel.periods import parse_period
from metrics.__main__ import main
from metrics.aggregation.aggregate import aggregate
from metrics.objects import one
from metrics.objects.expiring import expiring, store_day
from metrics.objects.standing import kinds_with_data, object_standing, red_and_black, unknown_types
from metrics.objects.stars import latest_stars, moved_stars, star_history
from metrics.schemes.scheme import SchemeError, load_scheme
from metrics.scoring.ranking import rank
from sample_city import objects as sample
from tests.metrics.scheme_files import SMALL, scheme_file
from tests.metrics.tiny import AS_OF, tiny_store

OCTOBER = parse_period("2025-10")
NINE = datetime(2025, 10, 6, 9)

# 公厕 10 分 + 菜市场 10 分: each 100 less its deduction per 100 checks, brought to 10.
DISTRICTS = SMALL.replace("full: 100\n", "full: 20\n", 1)
DISTRICTS = (
    DISTRICTS[: DISTRICTS.index("components:")]
    + """components:
  - id: toilets
    name: {zh: 公厕, en: Toilets}
    weight: 10
    full: 100
    indicator: deduction_per_100_checks
    filters: {point_type: 公厕}
    rule: {type: per_100_checks, cost: 1}
  - id: markets
    name: {zh: 菜市场, en: Markets}
    weight: 10
    full: 100
    indicator: deduction_per_100_checks
    filters: {point_type: 菜市场}
    rule: {type: per_100_checks, cost: 1}
groups: none
ties: min
rounding: {digits: 2, stage: total, mode: half_up}
n: {indicator: checks}
"""
)


def visits(
    point: str, *scores: float | None, district: str = "云栖区", **more: Any
) -> list[dict[str, Any]]:
    """Visits of one point."""
    row = {"inspected_at": NINE, "district": district, "point": point}
    return [row | {"score": score} | more for score in scores]


def findings(
    point: str, *deductions: float, district: str = "云栖区", **more: Any
) -> list[dict[str, Any]]:
    """Findings at one point."""
    row = {"found_at": NINE, "district": district, "point": point}
    return [row | {"deduction": d} | more for d in deductions]


def city() -> duckdb.DuckDBPyConnection:
    """Two districts with a toilet, a market and roads."""
    return tiny_store(
        units=[{"kind": "district", "name": d} for d in ("云栖区", "澄湖区")],
        points=[
            {"name": "甲厕", "type": "公共厕所", "class": "★★★", "district": "云栖区"},
            {"name": "乙厕", "type": "公厕", "class": "四星", "district": "澄湖区"},
            {"name": "甲市", "type": "农贸市场", "district": "云栖区"},
            {"name": "乙市", "type": "菜市场", "district": "澄湖区"},
            {"name": "人民路", "type": "道路", "class": "主街", "district": "云栖区"},
            {"name": "小巷", "type": "背街小巷", "district": "云栖区"},
        ],
        inspections=[
            *visits("甲厕", 90, 80, 70, 60),
            *visits("乙厕", 100, 100, district="澄湖区"),
            *visits("甲市", 95, 85),
            *visits("乙市", 75, district="澄湖区"),
            *visits("人民路", 80, 90),
            *visits("小巷", 100),
        ],
        findings=[
            *findings("甲厕", 1.0, 0.5),
            *findings("甲市", 0.3),
            *findings("乙市", 2.0, district="澄湖区"),
            *findings("人民路12号", 0.4),  # an address lies on its road
            *findings("小巷", 0.2),
        ],
        cases=[
            {"case_no": f"{n}", "reported_at": NINE, "district": "云栖区", "place": place}
            for n, place in enumerate(
                ("人民路3弄8号", "人民路烧烤店", "小巷7号", "人民路与小巷路口")
            )
        ],
    )


def test_ten_points_for_toilets_and_ten_for_markets(tmp_path: Path):
    """甲: toilets 1.5 points in 4 checks = 37.5 per 100 -> 62.5 of 100 -> 6.25 of 10; markets 0.3
    in 2 = 15 -> 85 -> 8.5; 14.75. 乙: 0 in 2 -> 10; 2 in 1 = 200 -> 0; 10."""
    scheme = load_scheme(scheme_file(tmp_path, DISTRICTS))
    table = rank(city(), scheme, OCTOBER).table.set_index("unit")
    assert [float(table.loc[u, "score"]) for u in ("云栖区", "澄湖区")] == [14.75, 10.0]
    assert [int(table.loc[u, "rank"]) for u in ("云栖区", "澄湖区")] == [1, 2]


@pytest.mark.parametrize(
    ("indicator", "filters", "value"),
    [
        ("deduction_per_100_checks", {"point_type": ["公厕"]}, 100 * 1.5 / 6),
        ("deduction_per_100_checks", {"class": ["三星"]}, 100 * 1.5 / 4),
        ("deduction_per_100_checks", {"class": ["主干道"]}, 100 * 0.4 / 2),
        ("findings", {"point_type": ["道路"], "class": ["背街小巷"]}, 1),
        ("deduction_per_object", {"point_type": ["道路"]}, (0.4 + 0.2) / 2),
        (
            "filed",
            {"class": ["主干道"]},
            1,
        ),  # 人民路3弄8号 is on it; a shop and a crossing are places
        ("visit_score", {"class": ["四星"]}, 100),
    ],
)
def test_type_and_class_filter_every_figure(
    indicator: str, filters: dict[str, list[str]], value: float
):
    found = aggregate(city(), [indicator], (), OCTOBER, filters)
    assert found["value"].item() == pytest.approx(value)


def test_class_is_a_way_to_group():
    found = aggregate(city(), ["findings"], ("class",), OCTOBER, {"point_type": ["道路"]})
    assert dict(zip(found["class"], found["value"], strict=True)) == {"主干道": 1, "背街小巷": 1}


ROADS = (
    DISTRICTS[: DISTRICTS.index("components:")]
    .replace("full: 20", "full: 100")
    .replace("{kind: district}", "{kind: road}")
    + """components:
  - id: cases
    name: {zh: 案卷, en: Cases}
    weight: 100
    indicator: filed
    rule: {type: linear, full_at: 0, zero_at: 10}
groups: {by: objects.class}
ties: min
rounding: {digits: 1, stage: total, mode: half_up}
n: {indicator: checks}
lists: {red: 1, black: 1, scope: overall}
"""
)


def test_roads_are_ranked_with_the_cases_at_their_addresses(tmp_path: Path):
    """人民路: its lane, the shop on it, the crossing (counts for the main road): 3 of 10."""
    found = rank(city(), load_scheme(scheme_file(tmp_path, ROADS)), OCTOBER).table.set_index("unit")
    assert {u: (row["group"], float(row["score"])) for u, row in found.iterrows()} == {
        "人民路": ("主干道", 70.0),
        "小巷": ("背街小巷", 90.0),
    }


def test_objects_of_a_kind_are_ranked(tmp_path: Path):
    text = ROADS.replace("{kind: road}", "{kind: object, type: toilet}").replace(
        "indicator: filed\n    rule: {type: linear, full_at: 0, zero_at: 10}",
        "indicator: visit_score\n    rule: {type: linear, full_at: 100, zero_at: 0}",
    )
    found = rank(city(), load_scheme(scheme_file(tmp_path, text)), OCTOBER).table
    assert dict(zip(found["unit"], found["score"].astype(float), strict=True)) == {
        "甲厕": 75.0, "乙厕": 100.0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("{kind: road}", "{kind: object}", "要写 type"),
        ("objects.class", "units.group", "objects.class"),
    ],
)
def test_what_a_scheme_of_objects_must_say(tmp_path: Path, old: str, new: str, why: str):
    with pytest.raises(SchemeError, match=why):
        load_scheme(scheme_file(tmp_path, ROADS.replace(old, new)))


def test_standing_by_hand():
    """Of 甲厕 (90, 80, 70, 60) the mean is 75; 乙厕 has two visits, too few for a rank."""
    table = object_standing(city(), OCTOBER, "toilet").set_index("object")
    first, second = table.loc["甲厕"], table.loc["乙厕"]
    assert (first["visits"], first["visit_score"], first["deduction"], first["findings"]) == (
        4,
        75,
        1.5,
        2,
    )
    assert (first["rank"], first["stars"], first["cases"]) == (1, 3, 0)
    assert pd.isna(second["rank"]) and second["stars"] == 4
    # t(0.975, 3) = 3.1824 on a mean of 75 with standard deviation 12.910 of 4
    assert (first["score_low"], first["score_high"]) == pytest.approx((54.457, 95.543), abs=1e-3)


def test_roads_have_the_cases_of_their_addresses_and_toilets_are_not_roads():
    table = object_standing(city(), OCTOBER, "road", "cases").set_index("object")
    assert table["cases"].to_dict() == {"小巷": 1, "人民路": 3}
    assert table["rank"].to_dict() == {"小巷": 1, "人民路": 2}
    kinds = {kind.id: kind for kind in kinds_with_data(city())}
    assert set(kinds) == {"road", "market", "toilet"}
    assert one.cases(city(), OCTOBER, kinds["road"], "人民路")["place"].tolist() == [
        "人民路3弄8号", "人民路烧烤店", "人民路与小巷路口"
    ]  # fmt: skip
    assert one.crossing_cases(city(), OCTOBER, "小巷")["road"].tolist() == ["人民路"]
    assert one.deductions(city(), OCTOBER, kinds["road"], "人民路")["deduction"].tolist() == [0.4]


def test_without_cases_in_the_store_their_number_is_unknown():
    con = tiny_store(points=[{"name": "甲厕", "type": "公厕"}], inspections=visits("甲厕", 90))
    assert object_standing(con, OCTOBER, "toilet")["cases"].isna().all()


def test_what_differs_beyond_chance_and_what_does_not():
    """Twelve toilets of eight visits between 88 and 92; one of them eight times near 60."""
    usual = [88, 89, 90, 91, 92, 88, 90, 92]
    rows = [row for n in range(12) for row in visits(f"{n}厕", *usual, point_type="公厕")]
    rows += visits("坏厕", 58, 60, 61, 62, 59, 60, 63, 57, point_type="公厕")
    table = object_standing(tiny_store(inspections=rows), OCTOBER, "toilet").set_index("object")
    assert table.index[table["differs"] != "none"].tolist() == ["坏厕"]
    assert table.loc["坏厕", "differs"] == "worse"
    assert not table["listed"].any()


def test_lists_name_whole_ties_or_nobody():
    def ranked(*ranks: int) -> pd.DataFrame:
        objects = [f"{n}" for n in range(len(ranks))]
        return pd.DataFrame({"object": objects, "rank": pd.array(ranks, "Int64")})

    assert red_and_black(ranked(1, 2, 3, 4), 2) == (["0", "1"], ["3", "2"])
    assert red_and_black(ranked(1, 1, 1, 4, 5), 2) == ([], ["4", "3"])
    assert red_and_black(ranked(1, 2, 3, 3, 3), 2) == (["0", "1"], [])
    assert red_and_black(ranked(1, 1, 1), 5) == ([], [])
    assert red_and_black(ranked(1, 2, 3), 5) == (["0", "1"], ["2"])


def ends(name: str, day: date | None, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": "工地", "valid_to": day, **more}


def test_registrations_that_expire():
    con = tiny_store(
        points=[
            ends("先到期", date(2025, 11, 20)),
            ends("后到期", date(2025, 12, 31)),  # the 60th day after 1 November
            ends("还早", date(2026, 1, 1)),
            ends("过期", date(2025, 10, 1)),
            ends("久远", date(2025, 1, 1)),
            ends("续上", date(2025, 11, 10)),
            ends("续上", date(2026, 11, 10), valid_from=date(2025, 11, 11)),
            ends("长期", None),
        ]
    )
    day = store_day(con)
    assert day == AS_OF.date() == date(2025, 11, 1)
    found = expiring(con, day, 60)
    assert list(zip(found["object"], found["days"], strict=True)) == [
        ("过期", -31), ("先到期", 19), ("后到期", 60)
    ]  # fmt: skip
    assert expiring(con, day, 60, kind="公厕").empty


def test_stars_over_time():
    def given(point: str, period: str, stars: float) -> dict[str, Any]:
        return {"point": point, "point_type": "菜市场", "indicator": "星级评定", "period": period,
                "value": stars, "state": "value"}  # fmt: skip

    con = tiny_store(
        points=[{"name": "丙市", "type": "菜市场", "class": "★★"}],
        score_entries=[
            given("甲市", "2025-Q2", 4), given("甲市", "2025-Q3", 2),
            given("乙市", "2025-Q2", 3), given("乙市", "2025-Q3", 3), given("丙市", "2025-Q4", 5),
        ],
    )  # fmt: skip
    market = next(k for k in kinds_with_data(con) if k.id == "market")
    history = star_history(con, market, parse_period("2025-Q3"))
    assert moved_stars(history).to_dict("records") == [
        {"object": "甲市", "before": 4.0, "stars": 2.0, "change": -2.0, "period": "2025-Q3"}
    ]
    latest = latest_stars(con, market, parse_period("2025-Q3"))
    assert latest["stars"].to_dict() == {"甲市": 2, "乙市": 3, "丙市": 2}  # 丙: the register's


def test_types_that_no_kind_knows_are_said():
    con = tiny_store(points=[{"name": "甲", "type": "飞地"}, {"name": "乙", "type": "公厕"}])
    assert unknown_types(con).to_dict("records") == [{"type": "飞地", "rows": 1}]


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ((), {"id": "road"}),
        (("公厕", "--period", "2025-10"), {"visits": 4}),
        (("market", "--period", "2025-10", "--stars"), {"stars": 4.0}),
        (("--expiring", "90", "--as-of", "2025-05-01"), {"type": "公厕"}),
    ],
)  # fmt: skip
def test_the_command_answers(
    sample_store: Store,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    first: dict[str, Any],
):
    folder = str(sample_store.folder)
    assert main(["objects", *options, "--store", folder, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows and set(first) <= set(rows[0])
    assert main(["objects", *options, "--store", folder, "--lang", "en"]) == 0


def test_the_command_says_what_is_wrong(sample_store: Store, capsys: pytest.CaptureFixture[str]):
    folder = str(sample_store.folder)
    assert main(["objects", "飞机", "--store", folder]) == 2
    assert "没有类别“飞机”的数据" in capsys.readouterr().err
    assert main(["objects", "road", "--store", folder]) == 2
    assert "--period" in capsys.readouterr().err


SAMPLE_OCTOBER = parse_period("2025-10", 21)


def test_the_page_finds_the_shops_that_only_say_they_rectify(sample_store: Store):
    with sample_store.connect() as con:
        table = object_standing(con, SAMPLE_OCTOBER, "shop").set_index("object")
    pretenders = {name for _, name, _ in sample.shops()[: sample.PRETENDERS]}
    assert set(table.index[table["differs"] == "worse"]) == pretenders
    assert not (table["differs"] == "better").any()
    assert (table.loc[sorted(pretenders), "rectified"] == 100).all()


def test_the_page_finds_what_expires_who_lost_stars_and_who_lost_points(sample_store: Store):
    with sample_store.connect() as con:
        kinds = {kind.id: kind for kind in kinds_with_data(con)}
        ends = expiring(con, date(2025, 10, 21), 60, "工地")
        moved = moved_stars(star_history(con, kinds["market"], SAMPLE_OCTOBER)).set_index("object")
        hauliers = object_standing(con, SAMPLE_OCTOBER, "haulier", "deduction")
        unknown = unknown_types(con)["type"].tolist()
    assert ((ends["days"] >= 0).sum(), (ends["days"] < 0).sum()) == (sample.SOON, sample.ENDED)
    assert moved.loc[sample.DOWN, "stars"] == 0 and moved.loc[sample.UP, "stars"] == 5
    assert (hauliers["findings"].sum(), hauliers["deduction"].sum()) == (12, 17)
    assert hauliers["object"].iloc[-1] == sample.HAULIERS[0]
    assert hauliers["deduction"].iloc[-1] == 10
    assert unknown == [sample.UNKNOWN_TYPE]

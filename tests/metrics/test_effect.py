"""What late data change in ended periods: by hand, and against ranking both versions in full."""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from data.importer import import_files
from data.store import Store
from metrics.effect import Effect, effect, effects
from metrics.narrative.effect_words import effect_sentence
from metrics.schemes.scheme import load_scheme
from metrics.scoring.ranking import rank
from tests.metrics.scheme_files import small
from tests.metrics.tiny import cases, given, tiny_store, units

CLOSURE = [
    {
        "id": "closure",
        "name": {"zh": "结案", "en": "Closure"},
        "weight": 100,
        "indicator": "closure_rate",
        "rule": {"type": "proportional"},
    }
]
REPEATS = [
    {
        "id": "found",
        "name": {"zh": "问题", "en": "Problems"},
        "weight": 100,
        "full": 100,
        "indicator": "findings",
        "rule": {"type": "deduction", "cost": 1, "times": {"repeat": 2, "repeat_days": 30}},
    }
]
NO_ROWS = {"added": 0, "changed": 0, "removed": 0}
LATE = cases("甲区", kind="district", month=8, day=20, open_overdue=5)
for late in LATE:
    late["record_key"] += "-late"


def facts(**more: Any) -> dict[str, list[dict[str, Any]]]:
    """Two districts in August, September and October; the exports speak of 31 October."""
    rows = []
    for month in (8, 9, 10):
        rows += cases("甲区", kind="district", month=month, on_time=8, open_overdue=2)
        rows += cases("乙区", kind="district", month=month, on_time=7, open_overdue=3)
    return {"units": units("district", "甲区", "乙区"), "cases": rows} | more


@pytest.fixture
def scheme(tmp_path: Path):
    return small(tmp_path, components=CLOSURE, n="due")


def compared(before: dict, after: dict, scheme) -> Effect:
    return effect(store_of(before), store_of(after), [scheme])


def store_of(tables: dict) -> Any:
    """A store whose exports speak of the last morning of October: the month still runs."""
    spoken = {
        name: [{"as_of": datetime(2025, 10, 31, 8)} | row for row in rows]
        for name, rows in tables.items()
    }
    return tiny_store(**spoken)


def lines(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def test_late_cases_change_an_ended_month_by_hand(scheme) -> None:
    """甲区 closed 8 of 10 in August; five more that are overdue make it 8 of 15."""
    before = facts()
    found = compared(before, before | {"cases": before["cases"] + LATE}, scheme)
    assert found.as_of == datetime(2025, 10, 31, 8)
    assert lines(found.periods) == [
        {
            "period": "2025-08",
            "published": False,
            "added": 5,
            "changed": 0,
            "removed": 0,
            "scores": 1,
            "ranks": 2,
            "groups": 0,
        }
    ]
    nothing = {"period": "2025-08", **dict.fromkeys(("group", "group_before")), **NO_ROWS}
    assert lines(found.units) == [
        nothing | {"unit": "乙区", "score_before": 70.0, "score_after": 70.0, "change": 0.0}
        | {"rank_before": 2, "rank_after": 1, "rank_change": 1},
        nothing | {"unit": "甲区", "added": 5, "score_before": 80.0, "score_after": 53.33}
        | {"change": -26.67, "rank_before": 1, "rank_after": 2, "rank_change": -1},
    ]  # fmt: skip


def test_what_is_taken_back_counts_as_removed(scheme) -> None:
    before = facts()
    more = before | {"cases": before["cases"] + LATE}
    found = compared(more, before, scheme)
    (period,) = lines(found.periods)
    assert (period["added"], period["removed"]) == (0, 5)
    assert found.units.set_index("unit").loc["甲区", "score_after"] == 80


def test_the_running_period_has_nothing_to_lose(scheme) -> None:
    before = facts()
    new = [row | {"record_key": f"new-{i}"} for i, row in enumerate(before["cases"][-10:])]
    assert compared(before, before | {"cases": before["cases"] + new}, scheme).periods.empty


def test_a_period_has_ended_when_every_source_that_is_needed_has_told_all_of_it(
    tmp_path: Path,
) -> None:
    visits = {
        **CLOSURE[0],
        "id": "visits",
        "indicator": "pass_rate",
        "weight": 50,
    }
    both = small(tmp_path, components=[CLOSURE[0] | {"weight": 50}, visits], n="due")
    checked = [
        {"inspected_at": datetime(2025, 9, day, 9), "district": "甲区", "passed": True}
        | {"as_of": datetime(2025, 9, 20, 8)}
        for day in range(1, 20)
    ]
    late = [case for case in LATE if case]  # of August, which both sources had told
    september = [
        case | {"record_key": case["record_key"] + "-9"}
        for case in cases("甲区", kind="district", month=9, day=2, open_overdue=5)
    ]
    before = facts(inspections=checked)
    after = facts(inspections=checked)
    after["cases"] = after["cases"] + late + september
    found = compared(before, after, both)
    assert found.as_of == datetime(2025, 9, 20, 8)
    assert found.periods["period"].tolist() == ["2025-08"]
    alone = small(tmp_path, components=CLOSURE, n="due")
    assert compared(before, after, alone).periods["period"].tolist() == ["2025-09", "2025-08"]


def test_a_published_period_counts_though_it_has_not_ended(scheme) -> None:
    book = [{"publication_id": "1", "scheme": "small", "period": "2025-10"}]
    before = facts()
    after = before | {"cases": before["cases"][:-1]}
    con = tiny_store(**before)
    for row in book:
        con.execute("INSERT INTO publications BY NAME SELECT $period AS period, $scheme AS scheme, "
                    "$publication_id AS publication_id", row)  # fmt: skip
    (period,) = lines(effect(con, tiny_store(**after), [scheme]).periods)
    assert (period["period"], period["published"], period["removed"]) == ("2025-10", True, 1)


def test_the_same_facts_again_change_nothing_though_they_come_from_another_file(scheme) -> None:
    before = facts()
    again = [row | {"source_file": "again.csv", "batch_id": 2} for row in before["cases"]]
    assert compared(before, before | {"cases": again}, scheme).periods.empty


def test_the_first_import_has_no_effect(scheme) -> None:
    assert effect(None, store_of(facts()), [scheme]).periods.empty
    assert effect(tiny_store(), store_of(facts()), [scheme]).periods.empty


def test_a_row_that_changes_without_a_score_is_still_told(scheme) -> None:
    before = facts()
    other = [row | {"content_hash": "new" if row["case_no"] == "甲区-8-0" else None}
             for row in before["cases"]]  # fmt: skip
    found = compared(before, before | {"cases": other}, scheme)
    (period,) = lines(found.periods)
    assert [period[n] for n in ("added", "changed", "scores", "ranks")] == [0, 1, 0, 0]
    assert found.units["unit"].tolist() == ["甲区"]


def test_an_open_case_that_is_only_older_has_not_changed(scheme) -> None:
    """A later export of the same overdue case: only the clock went on."""
    before = facts()
    later = [row | {"as_of": datetime(2025, 11, 5)} for row in before["cases"]]
    assert compared(before, before | {"cases": later}, scheme).periods.empty


def test_a_record_that_moves_between_ended_months_leaves_one_and_enters_the_other(scheme) -> None:
    before = facts()
    moved = [dict(row) for row in before["cases"]]
    moved[0]["reported_at"] = datetime(2025, 9, 3)
    found = compared(before, before | {"cases": moved}, scheme)
    counts = found.periods.set_index("period")[["added", "removed"]]
    assert counts.loc["2025-08"].tolist() == [0, 1] and counts.loc["2025-09"].tolist() == [1, 0]


def test_another_register_changes_every_ended_month(scheme, tmp_path: Path) -> None:
    grouped = small(tmp_path, components=CLOSURE, n="due", groups={"by": "units.group"})
    one = units("district", "甲区", group="一组") + units("district", "乙区", group="一组")
    two = units("district", "甲区", group="一组") + units("district", "乙区", group="二组")
    found = compared(facts(units=one), facts(units=two), grouped)
    assert found.periods["period"].tolist() == ["2025-09", "2025-08"]
    assert found.units["unit"].tolist() == ["乙区"] * 2
    assert found.units["rank_after"].tolist() == [1, 1] and set(found.units["group"]) == {"二组"}


def called_anew(*late: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """The same facts, and late ones, when 甲区 has come to be called 甲新区."""
    new = [
        case | {"district": "甲新区" if case["district"] == "甲区" else case["district"]}
        for case in (*facts()["cases"], *late)
    ]
    con = tiny_store(units=units("district", "甲新区", "乙区"), cases=new)
    con.execute("INSERT INTO former_names VALUES ('district', '甲区', '甲新区', NULL, NULL)")
    return con


def test_another_name_alone_changes_nothing_of_the_past(scheme) -> None:
    old = store_of(facts())
    assert effect(old, called_anew(), [scheme]).periods.empty
    assert effect(called_anew(), old, [scheme]).periods.empty  # taken back again
    found = effect(old, called_anew(*LATE), [scheme]).units
    assert set(found["unit"]) == {"甲新区", "乙区"}  # whose rank is another now
    line = found.set_index("unit").loc["甲新区"]
    assert line[["added", "changed", "removed"]].tolist() == [5, 0, 0]
    assert line["score_before"] > line["score_after"]


def test_a_unit_that_became_one_with_another_has_moved_there(scheme) -> None:
    before = store_of(facts(units=units("district", "甲区", "乙区", "甲新区")))
    found = effect(before, called_anew(), [scheme]).units
    august = found[found["period"] == "2025-08"].set_index("unit")
    assert august.loc["甲区", "removed"] == august.loc["甲新区", "added"] == 10


def test_a_late_problem_makes_the_next_months_a_repeat(tmp_path: Path) -> None:
    """Found late: 25 August. The same at the same point on 10 September now counts twice."""
    deductions = small(tmp_path, components=REPEATS, n="checks")

    def problem(day: date) -> dict[str, Any]:
        return {
            "district": "甲区",
            "found_at": datetime(day.year, day.month, day.day, 9),
            "point": "一号点",
            "category": "市容",
            "subcategory": "垃圾",
            "tier": "city",
            "record_key": f"problem-{day}",
        }

    visits = [
        {"district": "甲区", "inspected_at": datetime(2025, month, 1, 9), "record_key": f"v{month}"}
        for month in (8, 9, 10)
    ]
    base = {"units": units("district", "甲区"), "inspections": visits}
    september = [problem(date(2025, 9, 10))]
    before = base | {"findings": september}
    found = compared(before, base | {"findings": [*september, problem(date(2025, 8, 25))]},
                     deductions)  # fmt: skip
    scores = found.units.set_index("period")[["score_before", "score_after"]]
    assert scores.loc["2025-08"].tolist() == [100, 99]
    assert scores.loc["2025-09"].tolist() == [99, 98]
    assert found.periods.set_index("period")["added"].to_dict() == {"2025-09": 0, "2025-08": 1}


def test_an_exemption_for_the_year_reaches_all_its_ended_months(scheme) -> None:
    entry = given("甲区", "total", None, "2025", "district", state="not_participating")
    found = compared(facts(), facts(score_entries=[entry]), scheme)
    assert {"2025-08", "2025-09"} <= set(found.periods["period"])
    gone = found.units[found.units["unit"] == "甲区"].set_index("period").loc["2025-08"]
    assert gone["score_before"] == 80 and pd.isna(gone["score_after"])


def test_each_period_is_scored_by_the_version_in_force(tmp_path: Path) -> None:
    half = [CLOSURE[0] | {"rule": {"type": "proportional", "invert": True}}]
    old = small(tmp_path, components=half, n="due", effective_to=date(2025, 8, 31))
    new = small(tmp_path, components=CLOSURE, n="due", version=2, effective_from=date(2025, 9, 1))
    before = facts()
    after = before | {"cases": [r for r in before["cases"] if r["closed_at"] is None]}
    found = effect(tiny_store(**before), tiny_store(**after), [new, old])
    scores = found.units.set_index(["period", "unit"])["score_before"]
    assert scores["2025-09", "甲区"] == 80 and scores["2025-08", "甲区"] == 20
    assert found.scheme is new


def test_a_change_is_the_difference_of_the_scores_as_published(tmp_path: Path) -> None:
    """Parts that are rounded make a total that is not: 39.8 to 48.98 reads 40 to 49, so 9."""
    rounding = {"digits": 0, "stage": "components", "mode": "half_up"}
    rules = {33: {"type": "proportional"}, 67: {"type": "proportional", "invert": True}}
    parts = [CLOSURE[0] | {"id": f"part_{n}", "weight": n, "rule": r} for n, r in rules.items()]
    scheme = small(tmp_path, components=parts, n="due", rounding=rounding)
    before = facts()
    found = compared(before, before | {"cases": before["cases"] + LATE}, scheme).units
    for row in found.to_dict("records"):
        shown = [round(row[f"score_{when}"], 0) for when in ("before", "after")]
        assert row["change"] == shown[1] - shown[0]


def test_units_stand_by_group_and_new_rank_and_the_largest_move_is_named(tmp_path: Path) -> None:
    """丙区 falls from first to third; the groups come one after the other."""
    scheme = small(tmp_path, components=CLOSURE, n="due", groups={"by": "units.group"})
    groups = {"甲区": "外", "乙区": "外", "丙区": "外", "丁区": "内", "戊区": "内"}
    base = [row for unit, closed in zip(groups, (6, 7, 9, 5, 6), strict=True)
            for row in cases(unit, kind="district", month=8, on_time=closed,
                             open_overdue=10 - closed)]  # fmt: skip
    base += cases("甲区", kind="district", month=10, on_time=1)
    late = [row | {"record_key": row["record_key"] + "-late"} for unit in ("丙区", "戊区")
            for row in cases(unit, kind="district", month=8, day=20, open_overdue=9)]  # fmt: skip
    register = [units("district", name)[0] | {"group": group} for name, group in groups.items()]
    before = {"units": register, "cases": base}
    found = compared(before, before | {"cases": base + late}, scheme)
    assert found.units["unit"].tolist() == ["丁区", "戊区", "乙区", "甲区", "丙区"]
    text = effect_sentence(found, stored=False)
    assert "丙区 第 1 → 第 3" in text.text("zh")
    assert "丙区 from rank 1 to 3" in text.text("en")


def test_rows_that_no_longer_name_a_known_unit_are_counted(scheme) -> None:
    before = facts()
    gone = [before["cases"][0]["record_key"], before["cases"][-1]["record_key"]]
    after = [row | ({"district": None} if row["record_key"] in gone else {})
             for row in before["cases"]]  # fmt: skip
    found = compared(before, before | {"cases": after}, scheme)
    assert found.unplaced == 1  # the other one is of the running month
    assert compared(before, before | {"cases": before["cases"][1:]}, scheme).unplaced == 0


HEADER = (
    "上报时间,任务号,大类名称,小类名称,问题来源,当前阶段名称,捆绑处置截止时间,结案时间,"
    "处置截止时间,所属区域"
)


@pytest.fixture(scope="module")
def late_store(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample city, and a file that brings forty overdue cases of July and one of a district."""
    folder = tmp_path_factory.mktemp("late")
    shutil.copytree(sample_store.folder, folder / "store")
    rows = [
        f"2025-07-{1 + n % 18:02d} 09:00:00,9901012507990{n:05d},市容环境,暴露垃圾,采集员上报,"
        f"[处置],2025-07-20 09:00:00,,2025-07-20 09:00:00,{unit}"
        for n, unit in enumerate(["东屏区"] * 39 + ["云栖区"])
    ]
    path = folder / "补报_导出20251021.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    store = Store(folder / "store")
    (account,) = import_files(store, [path])
    assert account.stored == 40
    return store


def test_the_effect_on_the_sample_city_is_that_of_ranking_both_in_full(late_store: Store) -> None:
    """Every period of both versions is ranked from scratch, and the tables are compared."""
    scheme = load_scheme("sample-district")
    now = late_store.version()
    assert now is not None
    with late_store.connect(now - 1) as before, late_store.connect() as after:
        (found,) = effects(before, after, [scheme])
        expected = {}
        for period in scheme.parse_period("2025-10").last(13):
            one, other = (rank(con, scheme, period).table for con in (before, after))
            both = one.merge(other, on="unit", suffixes=("_before", "_after"))
            for _, row in both.iterrows():
                unit, was, is_ = row["unit"], *((row[f"score_{when}"], row[f"rank_{when}"])
                                                for when in ("before", "after"))  # fmt: skip
                if was != is_:
                    expected[period.id, unit] = (*was, *is_)
    moved = found.units[
        (found.units["score_before"] != found.units["score_after"])
        | (found.units["rank_before"] != found.units["rank_after"])
    ]
    columns = ["score_before", "rank_before", "score_after", "rank_after"]
    assert expected and expected == {
        (row["period"], row["unit"]): tuple(row[name] for name in columns)
        for _, row in moved.iterrows()
    }
    (period,) = lines(found.periods)
    assert period["period"] == "2025-07" and period["added"] == 40
    rows = found.units.set_index("unit")["added"]
    assert rows["东屏区"] == 39 and rows["云栖区"] == 1


def test_several_schemes_are_compared_and_those_without_an_effect_left_out(
    late_store: Store,
) -> None:
    schemes = [load_scheme(i) for i in ("nyc-scorecard", "sample-district", "yuncheng-team")]
    now = late_store.version()
    assert now is not None
    with late_store.connect(now - 1) as before, late_store.connect() as after:
        found = [one.scheme.id for one in effects(before, after, schemes)]
    assert "sample-district" in found and "nyc-scorecard" not in found

"""Coverage, plan, quotas, acceptance, comparisons: by hand, by properties, on other words."""

import math
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importer import import_files
from data.store import Store
from kernel.configuration import ConfigurationError
from kernel.periods import parse_period
from metrics.__main__ import main
from metrics.inspecting import alike as of_alike
from metrics.inspecting.accepted import accepted
from metrics.inspecting.alike import compared, inspector_differences
from metrics.inspecting.covered import PARTS, covered
from metrics.inspecting.holidays import Calendar, own_days
from metrics.inspecting.persons import letters
from metrics.inspecting.planned import planned, spans
from metrics.inspecting.quotas import quotas

POINTS = """对象编号,对象名称,类别,道路等级,区县,入库日期,备案到期日期
D1,人民路,道路,主干路,甲区,2024-01-01,
D2,后巷,道路,背街小巷,甲区,2024-01-01,
D3,人民路,道路,支路,乙区,2024-01-01,
D4,旧公厕,公厕,二类,乙区,2024-01-01,2025-03-31
D5,新公厕,公厕,一类,乙区,2025-04-20,
"""
VISITS = """巡查编号,巡查时间,考评方式,考评员,区县,路段,委托单位,天气情况
V1,2025-04-01 09:00:00,暗访,王,甲区,人民路,甲公司,小雨
V2,2025-04-08 20:00:00,暗访,王,甲区,人民路,,晴转多云
V3,2025-04-09 09:00:00,明查,李,甲区,后巷,,回南天
V4,2025-04-10 09:00:00,明查,李,乙区,人民路,,
V5,2025-04-11 09:00:00,明查,,乙区,无名路,,雪
"""
PLAN = """区域,对象类型,道路等级,考评方式,频次要求,计算方式,执行日期,终止日期
甲区,,,,每月3次,合计,2025-01-01,
,公厕,,,每周一次,每座,2025-01-01,
,道路,,暗访,每月1次,每条路,2025-01-01,
甲区,,,,每月9次,合计,2025-05-01,
"""
QUOTAS = """考核月份,检查员,定额,任务内容
2025-04,王,4,点次
2025-04,赵,2,点次
2025-05,王,4,点次
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Imported once: tests read it."""
    folder, files = tmp_path_factory.mktemp("small"), []
    store = Store(folder / "store")
    texts = {"点位": POINTS, "巡查点次": VISITS, "考评计划": PLAN, "考评定额": QUOTAS}
    for name, text in texts.items():
        path = folder / f"{name}_导出时间2025-05-01.csv"
        path.write_text(text, encoding="utf-8")
        files.append(path)
    accounts = import_files(store, files)
    assert [a.stored for a in accounts] == [5, 5, 4, 3]
    return store


APRIL = parse_period("2025-04")


def test_coverage_by_hand(small: Store) -> None:
    with small.connect() as con:
        found = covered(con, APRIL, "district")
    rows = found.table.set_index("part")
    assert found.registered and found.known
    # 旧公厕 left the list before April, 新公厕 joined it then; there are two roads 人民路.
    assert rows["listed"].to_dict() == {"甲区": 2.0, "乙区": 2.0}
    assert rows["visited"].to_dict() == {"甲区": 2.0, "乙区": 1.0}
    assert rows["off_list"].to_dict() == {"甲区": 0.0, "乙区": 1.0}
    assert found.total["visits"] == 5 and found.total["share"] == 75
    assert rows.loc["甲区", "per_week"] == pytest.approx(3 / 2 / found.weeks)


def test_classes_companies_and_inspectors(small: Store) -> None:
    with small.connect() as con:
        by_class = covered(con, APRIL, "class").table.set_index("part")["visits"]
        assert by_class[["主干路", "背街小巷", "支路"]].to_dict() == {
            "主干路": 2.0, "背街小巷": 1.0, "支路": 1.0,
        }  # fmt: skip
        companies = covered(con, APRIL, "agency").table
        assert dict(zip(companies["part"], companies["visits"], strict=True)) == {
            None: 4.0, "甲公司": 1.0,
        }  # fmt: skip
        people = covered(con, APRIL, "inspector").table.set_index("part")
        assert people.loc["王", ["main", "back"]].tolist() == [2.0, 0.0]
        assert people.loc["李", ["main", "back"]].tolist() == [0.0, 2.0]


def test_every_breakdown_sums_to_the_whole(sample_store: Store) -> None:
    period = parse_period("2025-10", 21)
    with sample_store.connect() as con:
        for by in PARTS:
            found = covered(con, period, by)
            assert found.table["visits"].sum() == pytest.approx(found.total["visits"])
            known = found.table[found.table["listed"].notna()]
            assert len(known) or by in ("team", "department")  # of which the list says nothing
            assert (known["visited"] <= known["listed"]).all()


def test_the_plan_by_hand(small: Store) -> None:
    with small.connect() as con:
        found = planned(con, APRIL)
    rows = found.table.set_index(found.table["district"].fillna(found.table["point_type"]))
    assert len(rows) == 3 and found.lines == 4  # the fourth line begins in May
    own, toilets, roads = rows.loc["甲区"], rows.loc["公厕"], rows.loc["道路"]
    assert (own["due"], own["done"], own["behind"]) == (3.0, 3.0, False)
    assert toilets["listed"] == 1 and toilets["due"] == pytest.approx(30 / 7)
    assert toilets["done"] == 0 and toilets["behind"] and toilets["met"] == 0
    assert (roads["listed"], roads["due"], roads["done"], roads["met"]) == (3.0, 3.0, 2.0, 1.0)


def test_a_later_line_of_one_scope_takes_over(small: Store) -> None:
    with small.connect() as con:
        may = planned(con, parse_period("2025-05")).table
    assert may.loc[may["district"] == "甲区", "visits"].tolist() == [9.0]


def test_a_plan_without_visits_is_not_known(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "考评计划.csv"
    path.write_text(PLAN, encoding="utf-8")
    import_files(store, [path])
    with store.connect() as con:
        found = planned(con, APRIL)
    assert not found.known and found.table["done"].isna().all() and not found.table["behind"].any()


@given(st.dates(date(2020, 1, 1), date(2030, 12, 1)), st.integers(1, 28), st.integers(0, 45))
def test_spans_of_parts_sum_to_those_of_the_whole(day: date, start: int, cut: int) -> None:
    period = parse_period(f"{day:%Y-%m}", start)
    middle = min(period.start + pd.Timedelta(days=cut).to_pytimedelta(), period.end)
    for per in ("day", "week", "month", "quarter", "year"):
        whole = spans(per, period.start, period.end, period)
        parts = spans(per, period.start, middle, period) + spans(per, middle, period.end, period)
        assert parts == pytest.approx(whole)
    assert spans("month", period.start, period.end, period) == pytest.approx(1.0)


def test_quotas_by_hand(small: Store) -> None:
    with small.connect() as con:
        found = quotas(con, APRIL)
        rows = found.table.set_index("inspector")
        assert rows.loc["王", ["quota", "done", "rate", "behind"]].tolist() == [
            4.0,
            2.0,
            50.0,
            True,
        ]
        assert rows.loc["赵", ["done", "behind"]].tolist() == [0.0, True]
        assert math.isnan(rows.loc["李", "quota"]) and rows.loc["李", "done"] == 2
        assert found.without == 1 and found.gone == 1
        # Two of the three months have a quota: the quarter has none.
        assert quotas(con, parse_period("2025-Q2")).set == 0


CASES = "案件号,问题来源,上报时间,立案时间,作废时间,监督员姓名,区域\n"


def test_reports_that_nobody_decided_are_in_no_rate(store: Store, tmp_path: Path) -> None:
    lines = [f"F{n},采集员上报,2025-04-02,2025-04-02,,甲,甲区" for n in range(30)]
    lines += [f"X{n},采集员上报,2025-04-02,,2025-04-03,乙,甲区" for n in range(20)]
    lines += [f"Y{n},采集员上报,2025-04-02,2025-04-02,,乙,甲区" for n in range(20)]
    lines += ["U1,采集员上报,2025-04-02,,,,甲区", "H1,12345,2025-04-02,,,,甲区"]
    path = tmp_path / "案卷.csv"
    path.write_text(CASES + "\n".join(lines), encoding="utf-8")
    import_files(store, [path])
    with store.connect() as con:
        found = accepted(con, APRIL)
        by_unit = accepted(con, APRIL, "district")
    rows = found.table.set_index(found.table["part"].fillna("-"))
    assert found.by == "collector" and found.total["reported"] == 71
    assert rows.loc["-", "unknown"] == 1 and math.isnan(rows.loc["-", "rate"])
    assert rows.loc["甲", "rate"] == 100 and rows.loc["乙", "rate"] == 50
    assert rows["clear"].to_dict() == {"乙": True, "甲": False, "-": False}
    assert by_unit.table["unknown"].sum() == 1


def test_without_a_named_collector_units_stand_for_them(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "案卷.csv"
    path.write_text(CASES + "F1,采集员上报,2025-04-02,2025-04-02,,,甲区\n", encoding="utf-8")
    import_files(store, [path])
    with store.connect() as con:
        found = accepted(con, APRIL)
    assert found.by == "district" and found.table["part"].tolist() == ["甲区"]


def test_the_sides_of_a_visit(small: Store) -> None:
    with small.connect() as con:
        found = inspector_differences(con, APRIL, back=1)
    rows = found.table.set_index("comparison")
    assert rows.loc["streets", ["n_one", "n_other", "unknown"]].tolist() == [2.0, 2.0, 1.0]
    assert rows.loc["hours", ["n_one", "n_other"]].tolist() == [1.0, 4.0]
    assert rows.loc["weather", ["n_one", "n_other", "unknown"]].tolist() == [1.0, 1.0, 3.0]
    assert set(found.table["told"]) <= {"few", "nothing"} and not found.table["clear"].any()


def made(rng: np.random.Generator, ratio: float, days: int = 120) -> pd.DataFrame:
    """Checks of three units on days that are of one side each, with days that differ by chance."""
    day = np.repeat(np.arange(days), 9)
    unit = np.tile(np.repeat(["甲", "乙", "丙"], 3), days)
    side = np.where(np.arange(days) % 3 == 0, "rain", "dry")[day]
    rate = 0.2 * rng.lognormal(-0.045, 0.3, days)[day] * np.where(side == "rain", ratio, 1.0)
    frame = {"side": side, "unit": unit, "month": day // 30, "method": "covert", "day": day}
    return pd.DataFrame(frame | {"checks": 1.0, "found": rng.poisson(rate).astype(float)})


BESIDE = ("unit", "month", "method")


def test_what_is_alike_is_seldom_called_otherwise_and_what_is_not_is_found() -> None:
    rng = np.random.default_rng(7)
    even = [compared(made(rng, 1.0), "rain", BESIDE, "day")[1]["p"] for _ in range(200)]
    assert np.mean(np.array(even) < 0.05) < 0.095  # 0.05 and three standard errors
    apart = [compared(made(rng, 2.0), "rain", BESIDE, "day")[1] for _ in range(40)]
    assert np.mean([one["low"] > 1 for one in apart]) > 0.9
    assert 1.8 < np.median([one["ratio"] for one in apart]) < 2.2


def test_the_regression_is_that_of_statsmodels() -> None:
    import statsmodels.api as sm

    frame = made(np.random.default_rng(3), 1.5)
    _, found = compared(frame, "rain", BESIDE, "day")
    keys = ["side", "unit", "month", "day"]
    cells = frame.groupby(keys, as_index=False)[["checks", "found"]].sum()
    dummies = [pd.get_dummies(cells[c], drop_first=True, dtype=float) for c in ("unit", "month")]
    design = np.column_stack([cells["side"] == "rain", np.ones(len(cells)), *dummies]).astype(float)
    model = sm.GLM(
        cells["found"], design, family=sm.families.Poisson(), offset=np.log(cells["checks"])
    )
    fitted = model.fit(cov_type="cluster", cov_kwds={"groups": cells["day"].to_numpy()})
    assert math.log(found["ratio"]) == pytest.approx(fitted.params.iloc[0], abs=1e-6)
    width = math.log(found["high"] / found["low"]) / 2
    reach = of_alike.student.ppf(0.975, 39)
    assert width / reach == pytest.approx(fitted.bse.iloc[0], rel=1e-4)


def test_silent_below_the_least_and_where_sides_are_units() -> None:
    rng = np.random.default_rng(5)
    assert compared(made(rng, 1.0, days=20), "rain", BESIDE, "day")[0] == "few"
    frame = made(rng, 1.0)
    frame["side"] = np.where(frame["unit"] == "甲", "rain", "dry")
    assert compared(frame, "rain", BESIDE, "day")[0] == "apart"
    assert compared(frame[frame["side"] == "dry"], "rain", BESIDE, "day")[0] == "nothing"


def test_the_calendar_knows_make_up_days_and_says_what_it_does_not(tmp_path: Path) -> None:
    plain = Calendar()
    assert plain.is_off(date(2025, 10, 1)) and plain.is_off(date(2025, 10, 8))
    assert plain.is_off(date(2025, 9, 28)) is False  # a Sunday that is worked
    assert plain.is_off(date(2099, 1, 1)) is None
    assert plain.unknown_years(date(2098, 12, 1), date(2099, 2, 1)) == [2098, 2099]
    (tmp_path / "holidays.csv").write_bytes(
        "日期,安排\n2099年1月1日,休\n2099-02-05..2099-02-07,放假\n2099-02-08,班\n".encode("gb18030")
    )
    calendar = Calendar(own_days(tmp_path))
    assert calendar.last_year == 2099 and not calendar.unknown_years(
        date(2099, 1, 1), date(2099, 9, 1)
    )
    assert calendar.is_off(date(2099, 2, 6)) and calendar.is_off(date(2099, 2, 8)) is False
    assert calendar.is_off(date(2099, 3, 2)) is False  # a Monday of a year that the file names
    (tmp_path / "holidays.csv").write_text("2099-01-01,也许\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="也许"):
        own_days(tmp_path)


@given(st.lists(st.text(min_size=1, max_size=4), max_size=60))
def test_letters_are_by_name_and_nobody_shares_one(names: list[str]) -> None:
    found = letters(names)
    assert set(found) == set(names) and len(set(found.values())) == len(found)
    order = sorted(found, key=lambda name: (len(found[name]), found[name]))
    assert order == sorted(set(names))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize(
    "what", ["coverage", "plan", "quotas", "acceptance", "alike", "key-problems"]
)
def test_each_has_its_command(small: Store, capsys, what: str, form: str, lang: str) -> None:
    asked = ["inspecting", what, "--period", "2025-04", "--format", form, "--lang", lang]
    assert main([*asked, "--store", str(small.folder)]) == 0
    out = capsys.readouterr().out
    assert out.strip() and ("{" in out or form != "json" or out.startswith("[]"))
    assert "王" not in out


def test_names_are_shown_where_they_are_asked_for(small: Store, capsys) -> None:
    asked = ["inspecting", "quotas", "--period", "2025-04", "--store", str(small.folder)]
    assert main([*asked, "--names"]) == 0 and "王" in capsys.readouterr().out

"""Own figures: the value of a period by its rule, as an indicator, in a scheme, on the command."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.importer import import_files
from data.store import Store
from kernel.periods import Period, parse_period
from metrics.__main__ import main
from metrics.aggregation.aggregate import aggregate
from metrics.own_figures.over_time import FigureValue, figure_value
from metrics.own_figures.standing import figure_standing
from metrics.own_figures.stated import stated_values
from metrics.schemes.scheme import SchemeError
from metrics.scoring.ranking import rank
from tests.metrics.figure_claims import months, rows, scheme_of
from tests.metrics.scheme_files import small
from tests.metrics.tiny import tiny_store, units

QUARTER = parse_period("2025-Q3")


def value(found: list[dict[str, Any]], period: Period | str = QUARTER) -> FigureValue:
    period = parse_period(period) if isinstance(period, str) else period
    table = stated_values(tiny_store(own_figures=found), pd.Timestamp("2100-01-01"))
    return figure_value(table, period)


def test_what_was_stated_of_the_period_itself_stands() -> None:
    one = value(months("甲", 10, 20, 30) + rows(("2025-Q3", "甲", 77)))
    assert (one.basis, one.value, one.whole) == ("stated", 77, True)


def test_a_ratio_is_divided_again_and_not_averaged() -> None:
    parts = [(1, 2), (99, 100), (50, 50)]
    found = [
        row | {"numerator": a, "denominator": b, "value": None}
        for row, (a, b) in zip(months("甲", 1, 1, 1), parts, strict=True)
    ]
    one = value(found)
    assert one.basis == "ratio" and one.value == pytest.approx(100 * 150 / 152)
    assert (one.numerator, one.denominator) == (150, 152)


def test_a_mean_says_which_months_are_missing() -> None:
    one = value(months("甲", 88, None, 90))
    assert (one.basis, one.value, one.told, one.of) == ("mean", 89, 2, 3)
    assert one.missing == ("2025-08",) and not one.whole


def test_a_sum_with_a_month_missing_is_none_and_the_last_needs_the_last() -> None:
    assert value(months("甲", 1, 2, 3, together="sum")).value == 6
    assert value(months("甲", 1, None, 3, together="sum")).value is None
    assert value(months("甲", 1, 2, 3, together="last")).value == 3
    assert value(months("甲", 1, 2, None, together="last")).value is None


def test_the_longest_shorter_periods_are_taken_alone() -> None:
    year = rows(*((f"2025-Q{n}", "甲", 10 * n) for n in range(1, 5))) + months("甲", 1, 1, 1)
    one = value(year, "2025")
    assert (one.grain, one.value, one.told, one.of) == ("quarter", 25, 4, 4)


def test_weeks_make_a_month_by_whole_weeks_alone() -> None:
    weeks = rows(*((f"2025-W{n}", "甲", n) for n in range(40, 46)))
    one = value(weeks, "2025-10")  # 6 to 26 October hold three whole weeks, 40 begins in September
    assert (one.value, one.told, one.of) == (42, 3, 3)


def test_a_longer_period_is_never_split_and_measures_never_mixed() -> None:
    assert value(rows(("2025-Q3", "甲", 88)), "2025-09").basis == "none"
    mixed = months("甲", 88, 90, None) + rows(("2025-09", "甲", 5), measure="次")
    assert (value(mixed).basis, value(mixed).value) == ("mixed", None)


def test_a_period_that_runs_waits_for_no_month_to_come() -> None:
    cut = QUARTER.so_far({"grid": 62})  # up to the end of August
    one = value(months("甲", 88, 90, None), cut)
    assert (one.told, one.of, one.whole) == (2, 2, True)


def indicator(found: list[dict[str, Any]], by: tuple[str, ...] = ("district",)) -> dict[Any, float]:
    con = tiny_store(units=units("district", "甲", "乙"), own_figures=found)
    table = aggregate(con, ["own_figure"], by, QUARTER, {"figure": ["亮灯率"]})
    keys = table[by[0]] if by else ["city"] * len(table)
    known = table["state"] != "no_data"
    return {k: v for k, v, told in zip(keys, table["value"], known, strict=True) if told}


def test_as_an_indicator_of_its_own_units_and_of_the_city() -> None:
    found = months("甲", 88, 90, 92) + months(None, 70, 80, 90)
    found += [row | {"street": "某街道"} for row in months("乙", 1, 1, 1)]  # the street's own
    assert indicator(found) == {"甲": 90}
    assert indicator(found, ()) == {"city": 80}
    assert indicator(found + months("乙", 5, 5, 5, figure="周转率")) == {"甲": 90}


def test_two_figures_never_become_one() -> None:
    con = tiny_store(
        own_figures=rows(("2025-Q3", "甲", 1)) + rows(("2025-Q3", "甲", 9), figure="丙")
    )
    table = aggregate(con, ["own_figure"], ("district",), QUARTER)
    assert list(table["state"]) == ["no_data"]


def test_a_scheme_scores_it_by_name() -> None:
    con = tiny_store(
        units=units("district", "甲", "乙"),
        own_figures=rows(("2025-09", "甲", 80), ("2025-09", "乙", 95)),
    )
    ranking = rank(con, scheme_of("亮灯率"), parse_period("2025-09"))
    scores = dict(zip(ranking.table["unit"], ranking.table["score"].astype(float), strict=True))
    assert scores == {"甲": 50, "乙": 100}
    unknown = rank(con, scheme_of("亮登率"), parse_period("2025-09"))
    assert "figure-unknown" in {note.code for note in unknown.notes}
    assert unknown.table["score"].isna().all()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"figure": None}, "scheme-figure-misplaced"),
        ({"rule": {"type": "rank_points", "places": [5, 3]}}, "scheme-figure-places"),
        ({"indicator": "task_completion"}, "scheme-figure-misplaced"),
        ({"figure": "罚没收入"}, "scheme-fines-scored"),
    ],
)
def test_a_scheme_that_asks_wrongly_is_refused(
    tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    leaf: dict[str, Any] = {"id": "a", "name": {"zh": "甲", "en": "A"}, "weight": 100}
    leaf |= {"indicator": "own_figure", "figure": "亮灯率"}
    leaf |= {"rule": {"type": "linear", "zero_at": 0, "full_at": 100}} | change
    with pytest.raises(SchemeError) as error:
        small(tmp_path, components=[{k: v for k, v in leaf.items() if v is not None}])
    assert code in str(error.value.__dict__) or code == error.value.message.code


def test_standing_puts_the_furthest_first_and_keeps_gaps() -> None:
    con = tiny_store(
        own_figures=rows(("2025-09", "甲", 81), ("2025-09", "乙", 45), ("2025-07", "丙", 95))
    )
    table = figure_standing(con, parse_period("2025-09"))
    assert list(table["unit"]) == ["乙", "甲", "丙"]
    assert list(table["state"]) == ["missed", "missed", "no_data"]
    assert list(table["short"].round(6))[:2] == [50, 10]
    assert (
        table["trend"].iloc[2][-3] == 95
        and table["trend"].iloc[2][-1] != table["trend"].iloc[2][-1]
    )
    assert list(table["stated"]) == [1, 1, 1]


def test_the_command_gives_the_same(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "指标.csv"
    path.write_text(
        "统计月份,指标名称,区域,单位,指标值,目标值\n2025-10,亮灯率,甲区,%,88%,≥90%\n"
        "2025-10,亮灯率,全市,%,91%,≥90%\n",
        encoding="utf-8",
    )
    import_files(store, [path])
    where = ["--store", str(store.folder), "--period", "2025-10"]
    assert main(["figures", *where, "--json"]) == 0
    (low, city) = json.loads(capsys.readouterr().out)
    assert (low["unit"], low["value"], low["state"]) == ("甲区", 88, "missed")
    assert (city["unit"], city["kind"], city["state"]) == (None, "city", "met")
    assert main(["figures", *where]) == 0
    assert "甲区亮灯率 88 %（目标 ≥ 90 %）" in capsys.readouterr().out
    assert main(["figures", *where, "--figure", "亮"]) == 2
    assert "亮灯率" in capsys.readouterr().err
    assert main(["figures", *where, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("unit,kind,figure,value")
    assert main(["indicator", "own_figure", *where]) == 2
    assert "figure=" in capsys.readouterr().err

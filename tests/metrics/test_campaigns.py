"""Campaigns against the days around them, counted by hand; places above; the commands."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from data.store import Store
from kernel.periods import parse_period
from metrics.__main__ import main
from metrics.aggregation.aggregate import CountingRules
from metrics.consequences.above import places_above, series_of
from metrics.consequences.campaigns import Campaign, campaigns
from tests.metrics.tiny import tiny_store

PERIOD = parse_period("2025-10")
KIND = "店外经营"
PLAN = {"campaign": "攻坚", "begins_on": date(2025, 10, 11), "ends_on": date(2025, 10, 15)}


def visits(first: date, n: int, unit: str = "甲", **more: Any) -> list[dict[str, Any]]:
    """One visit each hour from a day on, five a day."""
    start = datetime.combine(first, datetime.min.time())
    return [
        {"inspected_at": start + timedelta(days=i // 5, hours=8 + i % 5),
         "visit_no": f"{unit}{first}-{i}", "district": unit, "record_key": f"v{unit}{first}{i}"}
        | more
        for i in range(n)
    ]  # fmt: skip


def findings(first: date, n: int, unit: str = "甲", **more: Any) -> list[dict[str, Any]]:
    return [
        {"found_at": datetime.combine(first, datetime.min.time()) + timedelta(days=i % 5, hours=9),
         "visit_no": f"{unit}{first}-{i}", "district": unit, "subcategory": KIND,
         "record_key": f"f{unit}{first}{i}{more}"} | more
        for i in range(n)
    ]  # fmt: skip


BEFORE, DURING, AFTER = date(2025, 10, 6), date(2025, 10, 11), date(2025, 10, 16)
YEAR = date(2024, 10, 11)
CHECKS = [row for day in (BEFORE, DURING, AFTER, YEAR) for row in visits(day, 25)]


def one(plan: dict, *, checks: list = CHECKS, **tables: Any) -> Campaign:
    con = tiny_store(campaigns=[plan], inspections=checks, **tables)
    (found,) = campaigns(con, PERIOD, CountingRules())
    return found


def test_windows_by_hand() -> None:
    done = {"rectified_at": datetime(2025, 10, 20)}
    found = one(
        PLAN | {"district": "甲", "categories": "店外经营；占道经营", "rate_goal": 60},
        findings=[
            *findings(BEFORE, 8), *findings(DURING, 4), *findings(DURING, 2, **done),
            *findings(AFTER, 1), *findings(YEAR, 5), *findings(DURING, 9, unit="乙"),
            *findings(DURING, 7, subcategory="暴露垃圾"),
        ],
    )  # fmt: skip
    assert [(w.name, w.first, w.last) for w in found.windows] == [
        ("before", BEFORE, date(2025, 10, 10)),
        ("during", DURING, date(2025, 10, 15)),
        ("after", AFTER, date(2025, 10, 20)),
        ("year_before", YEAR, date(2024, 10, 15)),
    ]
    assert [w.findings for w in found.windows] == [8, 6, 1, 5]
    assert [w.checks for w in found.windows] == [25] * 4
    assert found.window("during").rate == 24.0
    assert (found.findings, found.rectified, found.rectified_rate) == (6, 2, pytest.approx(100 / 3))
    assert not found.marked and not found.running and found.units == (("district", "甲"),)


def test_facts_that_say_their_campaign_are_its_own_wherever_they_are() -> None:
    mine = {"campaign": "攻坚"}
    found = one(
        PLAN | {"district": "甲"},
        findings=[*findings(DURING, 6), *findings(DURING, 3, unit="乙", **mine)],
    )
    assert found.marked and found.findings == 3
    assert found.window("during").findings == 6  # both sides of a comparison are counted alike


def test_chance_is_not_called_a_success_and_a_success_is() -> None:
    few = one(PLAN, findings=[*findings(BEFORE, 6), *findings(DURING, 4)])
    assert few.window("before").clear == "no"
    many = [row for day in (BEFORE, DURING) for row in visits(day, 25)]
    clear = one(PLAN, checks=many, findings=findings(BEFORE, 24))
    assert clear.window("before").clear == "fewer"
    worse = one(PLAN, checks=many, findings=findings(DURING, 24))
    assert worse.window("before").clear == "more"


def test_what_was_before_the_first_check_is_unknown_and_not_none() -> None:
    found = one(PLAN, checks=[*visits(DURING, 25)], findings=findings(DURING, 4))
    for name in ("before", "year_before"):
        window = found.window(name)
        assert window.days == 0 and window.rate != window.rate and window.clear == "unknown"


def test_a_campaign_that_runs_is_held_against_as_many_days() -> None:
    con = tiny_store(
        campaigns=[PLAN | {"ends_on": date(2025, 12, 31)}],
        inspections=CHECKS,
        findings=findings(DURING, 4, as_of=datetime(2025, 10, 16)),
    )
    (found,) = campaigns(con, parse_period("2025-10-01..2025-10-15"), CountingRules())
    assert found.running and found.window("during").last == date(2025, 10, 15)
    assert found.window("before").first == BEFORE and found.window("after").days == 0


def above(*rows: tuple) -> Any:
    names = ("period", "place", "out_of")
    known = [dict(zip(names, row, strict=True)) | {"level": "provincial"} for row in rows]
    return places_above(tiny_store(superior_ranks=known), parse_period("2025"))


def test_places_are_turned_around_where_that_is_known() -> None:
    table = above(("2025-Q1", -2, 11), ("2025-Q2", 3, 11), ("2025-Q3", -1, None), ("2026-Q1", 1, 9))
    assert table["period"].tolist() == ["2025-Q1", "2025-Q2", "2025-Q3"]
    assert table["place"].fillna(0).tolist() == [10, 3, 0]
    assert table["from_last"].tolist() == [2, 9, 1]


def test_months_and_quarters_are_series_of_their_own() -> None:
    table = above(("2025-Q1", 2, 11), ("2025-02", 3, 11), ("2025-Q2", 3, 11), ("2025", 3, 11))
    assert sorted(len(one) for one in series_of(table)) == [1, 1, 2]
    assert series_of(above()) == []


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("command", ["measures", "above", "campaigns"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_commands(
    command: str, form: str, lang: str, sample_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--store", str(sample_store.folder), "--period", "2025-10", "--lang", lang]
    assert main([command, *options, "--format", form]) == 0
    out = capsys.readouterr().out
    if form == "json":
        assert len(json.loads(out)) == {"measures": 41, "above": 5, "campaigns": 12}[command]
    elif form == "csv":
        assert len(out.splitlines()) > 5
    else:
        assert ("倒数第 1" in out) == (command == "above" and lang == "zh")


def test_the_register_of_one_unit(sample_store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        "--store",
        str(sample_store.folder),
        "--period",
        "2025-10",
        "--unit",
        "东屏",
        "--json",
    ]
    assert main(["measures", *options]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["unit"] for row in rows} == {"东屏区"}
    assert sum(row["state"] == "overdue" for row in rows) == 2


def test_the_sample_citys_campaign_is_no_success(sample_store: Store) -> None:
    with sample_store.connect() as con:
        found = {one.name: one for one in campaigns(con, PERIOD, CountingRules())}
    own = found["店外经营百日攻坚"]
    assert own.window("before").clear == "no" and own.rectified_rate < 50 < (own.rate_goal or 0)
    assert own.window("during").rate > own.window("before").rate

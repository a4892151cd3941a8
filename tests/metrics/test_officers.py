"""Persons are counted only where the office wants it, and stay letters."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from kernel.periods import parse_period
from metrics.analyses.officers import officers
from tests.metrics.tiny import tiny_store

OCTOBER = parse_period("2025-10")


def penalty(no: int, told: str | None, team: str | None = "一中队", **more: Any) -> dict[str, Any]:
    row = {"case_no": f"罚{no}", "team": team, "filed_on": date(2025, 10, 6), "officers": told}
    return row | {"procedure": "simple"} | more


ROWS = [
    penalty(1, "钱某、孙某", closed_on=date(2025, 10, 8)),
    penalty(2, "孙某", procedure="general"),
    penalty(3, None),
    penalty(4, "李某;  孙某", "二中队", overturned=True),
    penalty(5, "孙某", filed_on=date(2025, 9, 1)),
]


@pytest.fixture
def con():
    return tiny_store(enforcement_cases=ROWS)


def test_nothing_is_counted_unless_it_was_switched_on(con, monkeypatch):
    monkeypatch.delenv("SHIRONG_PERSONS", raising=False)
    assert officers(con, OCTOBER).empty and officers(con, OCTOBER, names=True).empty
    monkeypatch.setenv("SHIRONG_PERSONS", "off")
    assert officers(con, OCTOBER).empty


def test_a_case_counts_for_each_of_its_officers_within_the_team(con, monkeypatch):
    monkeypatch.setenv("SHIRONG_PERSONS", "on")
    table = officers(con, OCTOBER, names=True).set_index(["team", "officer"])
    assert table.loc[("一中队", "孙某"), ["cases", "closed", "general"]].tolist() == [2, 1, 1]
    assert table.loc[("二中队", "孙某"), ["cases", "wrong"]].tolist() == [1, 1]
    unsaid = table.reset_index()
    assert unsaid[unsaid["officer"].isna()][["team", "cases"]].values.tolist() == [["一中队", 1]]


def test_without_names_there_are_letters_and_nobody_is_ranked(con, monkeypatch):
    monkeypatch.setenv("SHIRONG_PERSONS", "on")
    table = officers(con, OCTOBER)
    assert set(table["officer"].dropna()) == {"A", "B"}
    told = " ".join(map(str, table.to_numpy().ravel()))
    assert not any(name in told for name in ("钱", "孙", "李"))
    one = officers(con, OCTOBER, {"team": ["二中队"]})
    assert one["team"].unique().tolist() == ["二中队"]
    empty = officers(tiny_store(), OCTOBER)
    assert isinstance(empty, pd.DataFrame) and empty.empty

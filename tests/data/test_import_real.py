"""Real exports that nobody here wrote, with the answers that are known of them."""

from pathlib import Path
from typing import Any

import pytest

from data.checks import verify
from data.importer import import_files
from data.store import Store
from tests.conftest import SHARED

NEW_YORK = SHARED / "data" / "nyc_scorecard" / "Scorecard_Ratings.csv"
CHICAGO = SHARED / "data" / "chicago_sanitation" / "sanitation_code_20141110.csv"
LOS_ANGELES = SHARED / "data" / "los_angeles_311" / "2018_mini_v1.csv"
CHINESE = ("yearbook_xls_cn", "registers_cn", "citizen_messages_cn")


def real(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    return path


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


def test_new_york(store: Store) -> None:
    (account,) = import_files(store, [real(NEW_YORK)])
    assert (account.profile, account.encoding) == ("nyc-scorecard", "utf-8-sig")
    assert (account.rows_read, account.stored) == (37_094, 37_094)
    assert query(
        store,
        "SELECT indicator, state, count(*) FROM score_entries GROUP BY ALL ORDER BY ALL",
    ) == [
        ("Acceptable sidewalks", "no_data", 416),
        ("Acceptable sidewalks", "value", 36_678),
        ("Acceptable streets", "no_data", 416),
        ("Acceptable streets", "value", 36_678),
    ]
    assert query(store, "SELECT kind, count(*) FROM units GROUP BY ALL ORDER BY ALL") == [
        ("district", 59),
        ("street", 234),
    ]
    assert query(store, "SELECT DISTINCT \"group\" FROM units WHERE name = 'MN01'") == [
        ("Manhattan",)
    ]
    assert verify(store).problems == []


def test_chicago(store: Store) -> None:
    (account,) = import_files(store, [real(CHICAGO)])
    assert account.profile == "chicago-sanitation" and account.adds_up
    assert (account.rows_read, account.set_aside, account.rejected) == (72_847, 1, 1)
    assert (account.duplicates, account.stored, account.updated) == (19, 72_472, 354)
    reasons = account.to_json("en")["reasons"]
    assert reasons["Header repeated as a row"] == 1
    assert reasons["Row repeated inside the file"] == 19
    assert query(store, "SELECT count(*) FROM cases WHERE district IS NULL OR district = '0'") == [
        (query(store, "SELECT count(*) FROM cases WHERE district IS NULL")[0][0],)
    ]
    assert query(store, "SELECT count(DISTINCT district), bool_or(is_due) FROM cases") == [
        (50, False)
    ]
    assert query(store, "SELECT count(*) FROM cases WHERE is_on_time IS NOT NULL") == [(0,)]
    before, version = query(store, "SELECT * FROM cases ORDER BY ALL"), store.version()
    (again,) = import_files(store, [CHICAGO])
    assert again.duplicates == 72_845 and store.version() == version
    assert query(store, "SELECT * FROM cases ORDER BY ALL") == before


def test_los_angeles(store: Store) -> None:
    (account,) = import_files(store, [real(LOS_ANGELES)])
    assert (account.profile, account.rows_read, account.stored) == (
        "los-angeles-311",
        10_000,
        10_000,
    )
    assert query(store, "SELECT min(reported_at) >= '2018-12-27', max(reported_at) FROM cases")[0][
        0
    ]
    assert query(store, "SELECT count(*) FROM cases WHERE voided") == [(403,)]
    assert query(store, "SELECT count(DISTINCT district) FROM cases") == [(15,)]
    # The planned day of service ends nothing; two requests were closed before they were made.
    before = "count(disposed_at), sum(CAST(done_before_reported AS INT))"
    assert query(store, f"SELECT {before} FROM cases") == [(0, 2)]
    untimed = "closed_at IS NOT NULL AND handling_hours IS NULL AND NOT done_before_reported"
    assert query(store, f"SELECT count(*) FROM cases WHERE {untimed}") == [(0,)]


def test_chinese_workbooks_are_read_and_what_is_missing_is_said(store: Store) -> None:
    for folder in CHINESE:
        files = sorted(real(SHARED / "data" / folder).iterdir())
        for account in import_files(store, files):
            assert account.adds_up and account.readable
            assert account.profile is None
            assert any("没有适用的导入配置" in text for text in account.to_json()["reasons"])
    assert store.version() is None

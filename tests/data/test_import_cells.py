"""Importing cells: a cell means what a person reading the file sees."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from data.account import Account
from data.importer import import_files
from data.store import Store

SCORES = ["考核周期", "考核单位", "评分项目", "分值"]
ORDERS = ["工单编号", "受理时间", "办理截止时间", "办结时间", "问题分类", "所属区域", "诉求内容"]


def bring(store: Store, path: Path, *rows: list[str], delimiter: str = ",") -> Account:
    """Write rows as a text file and import it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    (account,) = import_files(store, [path])
    assert account.adds_up and account.profile, account.to_json()
    return account


def query(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.connect() as con:
        return con.execute(sql).fetchall()


def said(account: Account) -> str:
    """All warnings and reasons, in both languages."""
    found = [*account.warnings, *account.reasons]
    return "\n".join(message.text(lang) for message in found for lang in ("zh", "en"))


def order(number: str, district: str = "云栖区") -> list[str]:
    day = "2025-10-02 09:00:00"
    return [number, day, "2025-10-09 18:00:00", "", "占道经营", district, "路口有人摆摊"]


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u00a0", "\u3000"]
)
def test_what_cannot_be_seen_tells_no_ids_and_no_names_apart(
    store: Store, tmp_path: Path, mark: str
) -> None:
    header = [f"{mark}工单{mark}编号", *ORDERS[1:]]
    bring(
        store,
        tmp_path / "a.csv",
        header,
        order(f"GD20250000{mark}05"),
        order(f"{mark}GD2025000005{mark}"),
        order("ＧＤ２０２５０００００６", f"云栖{mark}区"),
        order("GD2025000007", f"{mark}云栖区{mark}"),
    )
    assert query(store, "SELECT case_no FROM cases ORDER BY 1") == [
        ("GD2025000005",),
        ("GD2025000006",),
        ("GD2025000007",),
    ]
    assert query(store, "SELECT DISTINCT district, district_written FROM cases") == [
        ("云栖区", "云栖区")
    ]
    again = bring(store, tmp_path / "b.csv", ORDERS, order("GD2025000006"))
    assert (again.stored, again.duplicates) == (0, 1)


@pytest.mark.parametrize("mark", ["\u200b", "\u3000"])
def test_items_and_words_are_one_whatever_cannot_be_seen_in_them(
    store: Store, tmp_path: Path, mark: str
) -> None:
    rows = [["2025-10", "云栖区", f"市容{mark}秩序", "95"], ["2025-10", "云栖区", "市容秩序", "95"]]
    rows.append(["2025-10", "白鹭区", "市容秩序", f"未{mark}录入"])
    account = bring(store, tmp_path / "a.csv", SCORES, *rows)
    assert (account.stored, account.duplicates) == (2, 1)
    assert query(store, "SELECT indicator, value, state FROM score_entries ORDER BY state") == [
        ("市容秩序", None, "no_data"),
        ("市容秩序", 95.0, "value"),
    ]
